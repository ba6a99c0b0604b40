"""The language is chosen with a button and stays chosen."""


async def journey(people):
    person = people.person()
    person.command("language")
    asked = await person.wait_for()
    label = people.say(ru="Тоҷикӣ", tg="English", en="Русский")
    query = person.press(label)
    await person.answered(query)
    chosen = await person.wait_for(kinds=("message", "edit"))
    assert chosen["message_id"] == asked["message_id"], "the question is edited, not repeated"
    person.start()
    await person.wait_for(people.say(ru="Салом", tg="Hello", en="Здравствуйте"))
