"""Somebody is let in to keep the list and dismissed: told so, and with the commands of everyone again before they write anything."""
import json
import re

from journeys.member import press

ALONE = True


async def journey(people):
    say, admin, clerk = people.say, people.admin(), people.person("Саид")
    clerk.start()
    await clerk.wait_for()
    admin.start()
    await admin.wait_for()

    def own():
        """The commands that only this chat is shown, on phones of each language."""
        commands = people.world.server.commands
        return [commands[scope, language] for scope, language in commands if json.loads(scope).get("chat_id") == clerk.id]

    async def keeps(wanted, when):
        lists = 4 if wanted else 0
        await people.world.until(lambda: len(own()) == lists and all("admin" in str(commands) for commands in own()), 20, when)

    await keeps(False, "the commands of everyone at first")
    for round in range(2):
        admin.command("staff")
        await press(admin, say(ru="Пригласить сотрудника", tg="Даъвати корманд", en="Invite a clerk"))
        await press(admin, say(ru="Липецк", tg="Липетск", en="Lipetsk"))
        link = await admin.wait_for(r"start=p_\w+")
        clerk.start(re.search(r"start=(p_\w+)", link["text"])[1])
        await clerk.wait_for(say(ru="Теперь вы ведёте список", tg="Акнун шумо рӯйхатро пеш мебаред", en="You keep the list now"))
        await keeps(True, "the commands of those who keep the list")
        admin.command("staff")
        await press(admin, say(ru="Снять права", tg="Бекор кардан", en="Dismiss"))
        await press(admin, say(ru="Да, снять", tg="Ҳа, бекор кардан", en="Yes, dismiss"))
        await clerk.wait_for(say(ru="больше не ведёте список", tg="дигар рӯйхатро пеш намебаред", en="keep the list no longer"))
        await keeps(False, "the commands of everyone after the dismissal")
