"""[Report] under an answer is a PDF within 3 s, and its card a picture; an officer names the guests of a delegation in a file and gets their pages."""
import time

from journeys.member import press

ALONE = True

GUESTS = """компания;язык;пожелание;гость
Медсофт;ru;;Иван Петров
Медсофтика;tg;таҷҳизоти тиббӣ;Фирӯз Раҳимов
"""


async def journey(people):
    say, admin, person = people.say, people.admin(), people.person("Анна")
    person.send(say(ru="нужны светильники для школы", tg="чароғҳо барои мактаб лозим", en="LED lamps for a school"))
    await person.wait_for(r"1\. ")
    begun = time.monotonic()
    await person.answered(person.press(say(ru="^Отчёт$", tg="^Ҳисобот$", en="^Report$")))
    report = await person.wait_for(cond=lambda m: "document" in m)
    took = time.monotonic() - begun
    assert report["document"]["file_name"] == "hamkor-partners.pdf" and person.file(report).startswith(b"%PDF-1.7"), report
    print(f"     the report came {took:.1f} s after the press", flush=True)

    admin.start()
    await admin.wait_for()
    admin.command("admin")
    await press(admin, say(ru="Отчёты", tg="Ҳисоботҳо", en="Reports"))
    await press(admin, say(ru="Делегация", tg="Ҳайат", en="Delegation"))
    admin.upload(GUESTS.encode("utf-8-sig"), "гости.csv")
    await admin.wait_for("Медсофтика")
    await press(admin, "PDF")
    pack = await admin.wait_for(cond=lambda m: "document" in m)
    assert pack["document"]["file_name"] == "hamkor-delegation.pdf" and admin.file(pack).startswith(b"%PDF-1.7"), pack
    assert not any("Раҳимов" in str(m) for m in admin.c["messages"].values() if m["from"]["id"] == people.world.server.bot["id"])
