"""A person claims a company, the chamber confirms, an introduction is asked for, a colleague invited, the data copied and forgotten."""

ALONE = True


async def press(person, caption):
    """Presses a button and waits until the press is acknowledged."""
    await person.wait_for(cond=lambda m: any(caption in text for text in captions(m)))
    await person.answered(person.press(caption))


def captions(message):
    return [button["text"] for row in (message.get("reply_markup") or {}).get("inline_keyboard", []) for button in row]


async def claim(people, person, admin, name, phone):
    say = people.say
    person.command("company")
    await person.wait_for(say(ru="ИНН", tg="андоз", en="tax number"))
    person.send(name)
    await press(person, say(ru="Да", tg="Ҳа", en="Yes"))
    await press(person, say(ru="Даю согласие", tg="Розӣ ҳастам", en="I agree"))
    await person.wait_for(say(ru="телефон", tg="[Тт]елефон", en="[Tt]elephone"))
    person.share_contact(phone)
    await person.wait_for(say(ru="Что вы предлагаете", tg="пешниҳод мекунед", en="do you offer"))
    person.send(say(ru="программы", tg="барнома", en="software"))
    await person.wait_for(say(ru="Что вы ищете", tg="меҷӯед", en="do you seek"))
    person.send(say(ru="партнёры", tg="шарикон", en="partners"))
    await press(person, say(ru="Телефон и Telegram", tg="Телефон ва Telegram", en="Telephone and Telegram"))
    await press(person, say(ru="Опубликовать", tg="Нашр кардан", en="Publish"))
    await press(admin, say(ru="Подтвердить", tg="Тасдиқ кардан", en="Approve"))
    await person.wait_for(say(ru="вы представляете", tg="намоянда", en="speak for"))


async def journey(people):
    say, admin = people.say, people.admin()
    admin.start()
    await admin.wait_for()
    anna = people.person("Анна", "anna48")
    anna.start()
    await anna.wait_for()
    await claim(people, anna, admin, "Медсофт", "+79990001122")

    # The other side is asked by day only, so the answer is played in tests/dialogues, where the clock stands still.
    anna.start("c_K01")
    await press(anna, say(ru="Познакомить", tg="Шинос кардан", en="Introduce"))
    await anna.wait_for("300")
    anna.send(say(ru="Хотим показать систему", tg="Мехоҳем система нишон диҳем", en="We would like to show our system"))
    await press(anna, say(ru="Отправить", tg="Фиристодан", en="Send"))
    anna.command("invite")
    code = await anna.wait_for(cond=lambda m: "photo" in m)
    assert anna.file(code).startswith(b"\x89PNG"), code

    anna.command("mydata")
    copy = await anna.wait_for(cond=lambda m: "document" in m)
    assert b"79990001122" in anna.file(copy), copy
    anna.command("forget")
    await press(anna, say(ru="Да", tg="Ҳа", en="Yes"))
    await anna.wait_for(say(ru="удален", tg="нест|пок", en="deleted|gone|erased"))
