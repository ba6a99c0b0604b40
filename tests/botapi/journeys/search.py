"""The mission sentence: partners with reasons, more in the same message, why."""


async def journey(people):
    person = people.person()
    person.send(people.say(ru="В Худжанде реконструируют больницу, нужно оснащение", tg="таҷҳизоти тиббӣ барои беморхона лозим",
                           en="we are rebuilding a hospital in Khujand"))
    answer = await person.wait_for("1. Медсофт")
    assert any(entity["type"] == "bold" for entity in answer["entities"]), answer
    assert len(answer["text"]) <= 4096
    why = person.press(people.say(ru="Почему", tg="Чаро", en="Why"))
    assert (await person.answered(why))["text"] == ""
    await person.wait_for("Медсофт")
    more = [row for m in person.replies() for row in (m.get("reply_markup") or {}).get("inline_keyboard", [])]
    assert more, person.screen()
