"""More edits the same message; the second press of an old button does nothing twice."""


async def journey(people):
    person = people.person()
    person.send(people.say(ru="мы строим больницу в Худжанде", tg="Мо беморхона месозем", en="we are building a hospital in Khujand"))
    first = await person.wait_for(r"1\. ")
    label = people.say(ru="^Ещё$", tg="^Давом$", en="^More$")
    query = person.press(label, first["message_id"])
    await person.answered(query)
    edited = await person.wait_for(kinds=("edit",))
    assert edited["message_id"] == first["message_id"]
    query = person._callback(first, first["reply_markup"]["inline_keyboard"][-1][0]["callback_data"])
    await person.answered(query)
