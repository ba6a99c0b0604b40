"""In a group the bot speaks only when spoken to, and says where it talks; the group may become another chat."""


async def journey(people):
    person = people.person()
    number = -10 - person.id
    people.world.group(number, "Торг")
    here = person.in_group(number)
    here.send("привет всем")
    await here.nothing(1.5)
    here.send(f"@{people.world.cfg.username} кто продаёт трубы?")
    await here.wait_for(people.say(ru="личн", tg="шахсӣ|танҳо", en="private"), timeout=20)
    here.send("/help@other_bot")
    await here.nothing(1.5)
    moved = -1_000_000_000_000 + number
    people.world.migrate(number, moved)
    there = person.in_group(moved)
    there.send("/help")
    await there.wait_for(people.say(ru="личн", tg="шахсӣ|танҳо", en="private"), timeout=20)
