"""Search from another chat: public cards with a way into the bot."""


async def journey(people):
    person = people.person()
    query = person.inline(people.say(ru="полимерные трубы", tg="қубурҳои полимерӣ", en="polymer pipes"))
    results = (await person.answered(query))["results"]
    assert len(results) <= 8
    if people.language == "ru":
        assert results, "nobody for polymer pipes"
    for result in results:
        assert result["title"] and result["input_message_content"]["message_text"]
        for row in result.get("reply_markup", {}).get("inline_keyboard", []):
            assert row[0]["url"].startswith(f"https://t.me/{people.world.cfg.username}?start=c_"), row
    empty = person.inline("")
    assert (await person.answered(empty))["results"] == []
    nobody = person.inline("запчасти для летающей тарелки")
    assert (await person.answered(nobody))["results"] == []
