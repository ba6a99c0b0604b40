"""An old button, a forged one, one under a message that Telegram no longer shows: an answer, no effect."""


async def journey(people):
    person = people.person()
    old = people.say(ru="больше не действует", tg="дигар кор намекунад", en="no longer works")
    person.start()
    welcome = await person.wait_for()
    for forged in ("999.0", "1.99", "1.", "'; --", "0" * 64):
        query = person._callback(person.c["messages"][welcome["message_id"]], forged)
        answer = await person.answered(query)
        assert old in answer["text"], (forged, answer)
    query = person.press("English", welcome["message_id"], inaccessible=True)
    await person.answered(query)
    stranger = people.person("Чужой")
    stranger.start()
    await stranger.wait_for()
    query = stranger._callback(stranger.c["messages"][max(stranger.c["messages"])], "77.0")
    assert old in (await stranger.answered(query))["text"]
