"""A contact, a picture and a blocked bot are met politely."""


async def journey(people):
    person = people.person()
    person.start()
    await person.wait_for()
    person.share_contact()
    await person.wait_for()
    person.upload(b"data", "price.bin")
    await person.wait_for(people.say(ru="слов", tg="сухан|калима", en="words"))
    person.upload(b"data", "price.bin", caption=people.say(ru="нужны окна", tg="тиреза лозим", en="we need windows"))
    await person.wait_for(r"\w")
    person.block_bot()
    person.start()
    await person.wait_for()
