"""The chamber sends a list, reads what is wrong with it, loads the good rows, finds them, gets the list as files, takes the load back."""
from journeys.member import captions, press

ALONE = True

LIST = """name;city;tax_id;offers
Журавль-Сервис;Липецк;;ремонт журавлей
{bad}Мельница;Атлантида;123;мука
;Липецк;;мука
"""


async def journey(people):
    say, admin, person = people.say, people.admin(), people.person("Анна")
    admin.start()
    await admin.wait_for()
    person.upload(LIST.encode(), "партнёры.csv")
    await person.wait_for(say(ru="нет слов", tg="калима", en="no words"))
    assert not [command for command in person.menu() if command["command"] in ("load", "export")]

    rows = "".join(f"Компания {number};Атлантида;{number};мука\n" for number in range(8))
    admin.upload(LIST.replace("{bad}", rows).encode("cp1251"), "../партнёры 2026.csv")
    lines = await admin.wait_for(cond=lambda m: "document" in m)
    text = admin.file(lines).decode()
    assert text.count("партнёры 2026.csv") >= 18 and "../" not in text, text
    await press(admin, say(ru="Загрузить хорошие строки", tg="Сатрҳои дурустро бор кардан", en="Load the good rows"))
    await admin.wait_for(cond=lambda m: any(say(ru="Отменить загрузку", tg="Боркуниро бекор кардан", en="Take it back") in c for c in captions(m)))
    person.send(say(ru="ремонт журавлей", tg="ремонт журавлей", en="ремонт журавлей"))
    await person.wait_for("Журавль-Сервис")

    admin.command("export")
    await press(admin, say(ru="Липецк", tg="Липетск", en="Lipetsk"))
    await press(admin, "CSV")
    exported = await admin.wait_for(cond=lambda m: m.get("document", {}).get("file_name", "").endswith("lipetsk.csv"))
    assert admin.file(exported).startswith(b"\xef\xbb\xbf") and "Журавль-Сервис".encode() in admin.file(exported)

    await admin.answered(admin.press(say(ru="Отменить загрузку", tg="Боркуниро бекор кардан", en="Take it back")))
    await press(admin, say(ru="Да, отменить", tg="Ҳа, бекор кардан", en="Yes, take it back"))
    await admin.wait_for(say(ru="убрано 10", tg="10", en="10 removed"))
