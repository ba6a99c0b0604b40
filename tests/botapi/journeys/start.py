"""Start, help, the commands of a phone's menu, an unknown command."""


async def journey(people):
    person = people.person()
    person.start()
    await person.wait_for(people.say(ru="Здравствуйте", tg="Салом", en="Hello"))
    assert person.press("English") is not None
    person.command("help")
    await person.wait_for("/start")
    person.command("nonsense")
    await person.wait_for("/nonsense")
    names = [command["command"] for command in person.menu()]
    assert "help" in names and "samples" not in names, names
