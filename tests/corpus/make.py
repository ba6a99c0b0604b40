#!/usr/bin/env python3
"""Makes the lists of companies in tests/corpus/files and what is expected of each in tests/corpus/expected.jsonl.

    python3 tests/corpus/make.py              writes both anew; the same bytes each time
    python3 tests/corpus/make.py --bombs DIR  writes files too large to keep into DIR, to try by hand

Python 3.8 or newer, nothing but its standard library. Tests read what is committed; they do not run this.

An expectation: `file`; `args` (--strict, --skip-bad); `before`, a file of the corpus loaded first; `code`, the exit code; the counts of the
last line; `said`, every remark (severity, row/column, message key, arguments); `names` that are stored in the end; `values`, fields of them
by `name/field`.
"""
import io
import json
import pathlib
import struct
import sys
import zipfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
CASES = []


def case(file, content, said=(), new=0, updated=0, unchanged=0, repeated=0, refused=0, names=(), args=(), before=None, code=None, values=None):
    """One file and all that is expected of it. A text is written in UTF-8; `None` repeats a file that is there already."""
    if isinstance(content, str):
        content = content.encode()
    total = new + updated + unchanged + repeated + refused
    if code is None:
        code = 0 if total and (not refused or "--skip-bad" in args) else 1
    expected = {"file": file, "args": list(args)}
    if before:
        expected["before"] = before
    expected.update(code=code, **{"in": total}, new=new, updated=updated, unchanged=unchanged, repeated=repeated, refused=refused)
    expected.update(said=[said] if isinstance(said, str) else list(said), names=sorted(names), values=values or {})
    CASES.append((file, content, expected))


def csv(file, text, *said, **expected):
    case(file, text, said, **expected)


TWO = "Название;Город\nМедсофт;Липецк\nСвет;Худжанд\n"
BOTH = ["Медсофт", "Свет"]


def encodings():
    utf16 = lambda text, code, mark: mark + text.encode(code)
    for file, content in [
        ("enc-utf8.csv", TWO.encode()),
        ("enc-utf8-bom.csv", b"\xef\xbb\xbf" + TWO.encode()),
        ("enc-utf16le.csv", utf16(TWO, "utf-16-le", b"\xff\xfe")),
        ("enc-utf16be.txt", utf16(TWO, "utf-16-be", b"\xfe\xff")),
        ("enc-utf16le-excel-unicode-text.txt", utf16(TWO.replace(";", "\t").replace("\n", "\r\n"), "utf-16-le", b"\xff\xfe")),
        ("enc-cp1251.csv", TWO.encode("cp1251")),
        ("enc-cp1251-crlf.csv", TWO.replace("\n", "\r\n").encode("cp1251")),
        ("enc-cp1251-tabs.tsv", TWO.replace(";", "\t").encode("cp1251")),
        ("ENC-UPPER.CSV", TWO.encode()),
        ("enc-jsonl-bom.jsonl", '\ufeff{"name":"Медсофт","city":"Липецк"}\n{"name":"Свет","city":"Худжанд"}\n'.encode()),
        ("enc-json-utf16.json", utf16('[{"name":"Медсофт","city":"Липецк"},{"name":"Свет","city":"Худжанд"}]', "utf-16-le", b"\xff\xfe")),
        ("enc-json-cp1251.json", '[{"name":"Медсофт","city":"Липецк"},{"name":"Свет","city":"Худжанд"}]'.encode("cp1251")),
        ("enc-cp866.csv", TWO.encode("cp866")),
        ("enc-cp866-crlf.csv", TWO.replace("\n", "\r\n").encode("cp866")),
        ("enc-koi8r.csv", TWO.encode("koi8-r")),
        ("enc-koi8r-tabs.tsv", TWO.replace(";", "\t").encode("koi8-r")),
        ("enc-json-koi8r.json", '[{"name":"Медсофт","city":"Липецк"},{"name":"Свет","city":"Худжанд"}]'.encode("koi8-r")),
        ("enc-utf16le-no-mark.csv", TWO.encode("utf-16-le")),
        ("enc-utf16be-no-mark.txt", TWO.encode("utf-16-be")),
    ]:
        case(file, content, new=2, names=BOTH)
    capitals = "НАЗВАНИЕ;ГОРОД\nСВЕТ;ЛИПЕЦК\n"
    for code in ["cp1251", "cp866", "koi8-r"]:
        case(f"enc-{code}-capitals.csv", capitals.encode(code), new=1, names=["СВЕТ"], values={"СВЕТ/city": "ЛИПЕЦК"})
    bad = "Название;Город\nМедсофт;Липецк\n".encode() + b"\xd1\xe2\xe5\xf2;\xd5\xf3\xe4\n" + "Лютик;Елец\n".encode()
    said = ["error 3/Название bad-bytes", "error 3/Город bad-bytes"]
    case("enc-mixed-in-one-file.csv", bad, said, new=2, refused=1)
    case("enc-mixed-skip-bad.csv", bad, said, new=2, refused=1, args=["--skip-bad"], names=["Медсофт", "Лютик"])
    case("enc-torn-letter-at-end.csv", "Название;Город\nСвет;Липецк".encode()[:-1], "error 2/Город bad-bytes", refused=1)
    case("enc-latin1-cafe.csv", b"name,city\nCaf\xe9,Lipetsk\n", "error 2/name bad-bytes", refused=1)
    case("enc-cp1251-hole.csv", "Название;Город\nМедсофт;Липецк\nСвет".encode("cp1251") + b"\x98" + ";Елец\n".encode("cp1251"),
         "error 3/Название bad-bytes", new=1, refused=1)
    case("enc-utf16-lone-half.csv", utf16("name,city\nA", "utf-16-le", b"\xff\xfe") + b"\x00\xd8" + ",Lipetsk\n".encode("utf-16-le"),
         "error 2/name bad-bytes", refused=1)
    case("enc-utf16-odd-byte.csv", utf16("name,city\nA,Lipetsk", "utf-16-le", b"\xff\xfe") + b"\x41", "error 2/city bad-bytes", refused=1)
    csv("enc-lost-letters.csv", "Ном;Шаҳр\nТа?хизот;Ху?анд\n", "warning 2/Ном question-marks text=Та?хизот",
        "warning 2/Шаҳр question-marks text=Ху?анд", "warning 2/Шаҳр city-unknown text=Ху?анд", new=1, names=["Та?хизот"])
    csv("enc-replacement-mark.csv", "name,city\nСв\ufffdт,Липецк\n", "warning 2/name question-marks text=Св\ufffdт", new=1, names=["Св\ufffdт"])
    csv("enc-question-that-is-one.csv", "name,city,website\nГде купить?,Липецк,site.ru/?id=5\n", new=1, names=["Где купить?"])
    old = "Ном;Город;Фаъолият\nЊамкор;Хуљанд;таљњизоти тиббї\n"
    case("enc-old-tajik-font.csv", old.encode("cp1251"), new=1, names=["Ҳамкор"], values={"Ҳамкор/city": "Хуҷанд", "Ҳамкор/offers": "таҷҳизоти тиббӣ"})
    case("enc-old-tajik-font-utf8.csv", old, new=1, names=["Ҳамкор"], values={"Ҳамкор/city": "Хуҷанд"})
    csv("enc-belarusian-is-no-old-font.csv", "name,city\nБеларускі Ўзор,Липецк\n", new=1, names=["Беларускі Ўзор"])
    csv("enc-decomposed.csv", "name,city\nЁлка и йод,Липецк\n".replace("Ё", "Е\u0308").replace("й", "и\u0306"), new=1, names=["Ёлка и йод"])


def delimiters():
    for file, text in [
        ("delim-comma.csv", TWO.replace(";", ",")),
        ("delim-tab.tsv", TWO.replace(";", "\t")),
        ("delim-tab-in-csv.csv", TWO.replace(";", "\t")),
        ("delim-semicolon-in-tsv.tsv", TWO),
        ("delim-sep-pipe.csv", "sep=|\r\n" + TWO.replace(";", "|")),
        ("delim-sep-quoted.csv", '"sep=;"\n' + TWO),
        ("delim-sep-upper.csv", "SEP=,\n" + TWO.replace(";", ",")),
        ("delim-header-quoted.csv", TWO.replace("Название;Город", '"Название";"Город"')),
        ("delim-all-quoted.csv", "\n".join(";".join(f'"{cell}"' for cell in line.split(";")) for line in TWO.splitlines())),
        ("delim-no-last-line-end.csv", TWO.rstrip()),
        ("delim-cr-only.csv", TWO.replace("\n", "\r")),
        ("delim-crlf-mixed.csv", TWO.replace("\n", "\r\n", 1)),
        ("delim-empty-columns.csv", TWO.replace("\n", ";;;\n")),
        ("delim-blank-lines.csv", "\n\n" + TWO.replace("\n", "\n\n") + ";\n;;\n\n"),
    ]:
        case(file, text, new=2, names=BOTH)
    csv("delim-comma-inside-quoted-header.csv", '"Название";"Город";"Чем занимается, подробно"\nСвет;Липецк;лампы\n', new=1, names=["Свет"])
    csv("delim-decoy-commas.csv", "Партнёры, Липецк, 2026, список\nНазвание;Город;Телефон\nСвет;Липецк;1,2,3\n", new=1, names=["Свет"],
        values={"Свет/phone": "1,2,3"})
    csv("delim-unquoted-comma-in-text.csv", "name,city,offers\nA,Lipetsk,tea, coffee\nB,Lipetsk,milk\n", "error 2 extra-cell text=coffee", new=1, refused=1)
    csv("delim-short-row.csv", "name,city,offers\nA,Lipetsk\nB\n", "error 3/city city-missing", new=1, refused=1)


def quotes():
    csv("quote-doubled.csv", 'name,city\n"ООО ""Ромашка""",Липецк\n', new=1, names=['ООО "Ромашка"'])
    csv("quote-inside-plain.csv", 'name,city\nООО "Лютик",Липецк\n', new=1, names=['ООО "Лютик"'])
    csv("quote-line-break.csv", 'name,city,description\n"A",Lipetsk,"one\r\ntwo"\nB,,x\n', "error 4/city city-missing", new=1, refused=1)
    csv("quote-line-break-kept.csv", 'name,city,description\n"A",Lipetsk,"one\r\ntwo"\n', new=1, names=["A"], values={"A/description": "one\ntwo"})
    csv("quote-line-break-in-name.csv", 'name,city\n"ООО\nСвет",Липецк\n', new=1, names=["ООО Свет"])
    csv("quote-unclosed.csv", 'name,city\nA,Lipetsk\n"B,Lipetsk\nC,Lipetsk\n', "error 3 unclosed-quote", new=1, refused=1)
    csv("quote-unclosed-skip-bad.csv", 'name,city\nA,Lipetsk\n"B,Lipetsk\nC,Lipetsk\n', "error 3 unclosed-quote", new=1, refused=1,
        args=["--skip-bad"], code=1)
    csv("quote-text-behind.csv", 'name,city\n"A" B,Lipetsk\n', new=1, names=["A B"])
    csv("quote-empty.csv", 'name,city,phone\n"A","Lipetsk",""\n"","",""\n', new=1, names=["A"])
    csv("quote-guillemets.csv", "name,city\n«Три, медведя»;Липецк\n".replace(",", ";", 1), new=1, names=["«Три, медведя»"])


def headers():
    csv("head-russian.csv", "Код;Наименование;Город;Страна;Отрасль;Чем занимается;Что ищет;Описание;Сайт;Телефон;Почта;Telegram;ИНН;Языки;Источник\n"
        "7;Медсофт;Липецк;Россия;полимеры;трубы;сырьё;Текст;m.ru;+7 474;a@b.ru;@m;4823006703;ru;анкета\n", new=1, names=["Медсофт"],
        values={"Медсофт/id": "7", "Медсофт/sectors": "полимеры", "Медсофт/needs": "сырьё", "Медсофт/tax_id": "4823006703", "Медсофт/source": "анкета"})
    csv("head-tajik.csv", "Рамз;Ном;Шаҳр;Кишвар;Соҳа;Фаъолият;Ниёз;Тавсиф;Сомона;Телефон;РМА;Забонҳо\n"
        "1;Ҳамкор;ш. Хуҷанд;Тоҷикистон;мебел;мева;мошин;Матн;s.tj;+992;510010123;tg\n", new=1, names=["Ҳамкор"],
        values={"Ҳамкор/id": "1", "Ҳамкор/needs": "мошин", "Ҳамкор/tax_id": "510010123"})
    csv("head-english.csv", "id,name,city,country,sector,offers,seeks,description,site,phone,e-mail,telegram,inn,languages,source\n"
        "1,Acme,Lipetsk,Russia,cement,cement,sand,Text,a.com,1,a@b.c,@a,,en,web\n", new=1, names=["Acme"], values={"Acme/needs": "sand", "Acme/email": "a@b.c"})
    csv("head-mixed-languages.csv", "Компания;City;Соҳа\nСвет;Липецк;цемент\n", new=1, names=["Свет"], values={"Свет/sectors": "цемент"})
    csv("head-dressed.csv", "  НАЗВАНИЕ : ;\u00a0Го\u200bрод:;Чем\u00a0  занимается\nСвет;Липецк;лампы\n", new=1, names=["Свет"], values={"Свет/offers": "лампы"})
    csv("head-old-font.csv", "Ном;Шањр\nСвет;Липецк\n", new=1, names=["Свет"])
    csv("head-titles.csv", "Список партнёров;;\nна 15 июля 2026;;\n;;\nНазвание;Город;Телефон\nСвет;Липецк;1\nЛютик;;2\n",
        "error 6/Город city-missing", new=1, refused=1)
    csv("head-two-in-title.csv", "Название города: Липецк;\nНазвание;Город\nСвет;Липецк\n", new=1, names=["Свет"])
    csv("head-unknown-columns.csv", "№;Название;Город;Директор;Выручка\n1;Свет;Липецк;Иванов;100\n", new=1, names=["Свет"])
    csv("head-columns-turned.csv", "Телефон;Город;Название\n1;Липецк;Свет\n", new=1, names=["Свет"], values={"Свет/phone": "1"})
    csv("head-twice.csv", "Название;Город;Телефон;Телефон\nСвет;Липецк;1;2\n", "error 1/Телефон column-twice")
    csv("head-twice-two-languages.csv", "Название;Город;Name\nСвет;Липецк;Б\n", "error 1/Name column-twice")
    csv("head-no-name.csv", "Телефон;Город\n1;Липецк\n", "error 1 column-missing")
    csv("head-no-city.csv", "Название;Телефон\nСвет;1\n", "error 1 column-missing")
    csv("head-none.csv", "Свет;Липецк\nЛютик;Елец\n", "error file no-header")
    csv("head-one-known.csv", "Название;Директор\nСвет;Иванов\n", "error file no-header")
    csv("head-one-column.csv", "Название\nСвет\nЛютик\n", "error file no-header")
    csv("head-empty-file.csv", "", "error file empty")
    csv("head-only-mark.csv", "\ufeff", "error file no-header")
    csv("head-only-blank-lines.csv", "\n\n \n", "error file no-header")
    csv("head-only.csv", "Название;Город\n", "warning file no-rows")
    csv("head-only-and-blank-rows.csv", "Название;Город\n;\n ; \n\n", "warning file no-rows")
    csv("head-again-in-the-middle.csv", "Название;Город\nСвет;Липецк\nНазвание;Город\nЛютик;Елец\n", "warning 3/Город city-unknown text=Город", new=3,
        names=["Свет", "Название", "Лютик"])
    csv("head-prose.txt", "Уважаемые коллеги!\nНазвание и город вышлем завтра.\n", "error file no-header")
    csv("head-behind-256-kib.csv", "x" * (257 * 1024) + "\nname,city\nA,Lipetsk\n", "error file no-header")


def rows():
    csv("row-no-name.csv", "name,city\n,Lipetsk\nB,Lipetsk\n", "error 2/name name-missing", new=1, refused=1)
    csv("row-no-name-skip-bad.csv", "name,city\n,Lipetsk\nB,Lipetsk\n", "error 2/name name-missing", new=1, refused=1, args=["--skip-bad"], names=["B"])
    csv("row-no-city.csv", "name,city\nA,\n", "error 2/city city-missing", refused=1)
    csv("row-all-bad-skip-bad.csv", "name,city\nA,\n,B\n", "error 2/city city-missing", "error 3/name name-missing",
        "warning 3/city city-unknown text=B", refused=2, args=["--skip-bad"])
    csv("row-invisible-name.csv", "name,city\n\u200b\u2060\ufeff,Lipetsk\n", "error 2/name name-missing", refused=1)
    wide = ",".join(f"c{n}" for n in range(300))
    csv("row-wide.csv", f"name,city,{wide}\nA,Lipetsk,{',' * 299}\n", new=1, names=["A"])
    csv("row-wider-than-header.csv", "name,city\nA,Lipetsk,,,,,\nB,Lipetsk,,,x\n", "error 3 extra-cell text=x", new=1, refused=1)
    csv("long-name-300.csv", f"name,city\n{'я' * 300},Lipetsk\n", new=1, names=["я" * 300])
    csv("long-name-301.csv", f"name,city\n{'я' * 301},Lipetsk\n", "error 2/name too-long limit=300", refused=1)
    csv("long-cell-10000.csv", f"name,city,description\nA,Lipetsk,{'ж' * 10_000}\n", new=1, names=["A"])
    csv("long-cell-10001.csv", f"name,city,description\nA,Lipetsk,{'ж' * 10_001}\n", "error 2/description too-long limit=10000", refused=1)
    csv("long-list-in-pieces.csv", f"name,city,offers\nA,Lipetsk,{';'.join(['ж' * 999] * 11)}\n".replace(",", "\t"),
        "error 2/offers too-long limit=10000", refused=1)
    csv("long-name-of-blanks.csv", f"name,city\nA{' ' * 5000}B,Lipetsk\n", new=1, names=["A B"])
    csv("row-emoji-name.csv", "name,city\n🏭 Завод 👨‍👩‍👧,Липецк\n", new=1, names=["🏭 Завод 👨👩👧"])
    csv("row-same-name-two-cities.csv", "name,city\nСвет,Липецк\nСвет,Худжанд\n", "warning 3 name-repeated first=2", new=2, names=["Свет", "Свет"])


def inn(digits):
    """A Russian tax number of a person, with its two check digits."""
    for weights in ([7, 2, 4, 10, 3, 5, 9, 4, 6, 8], [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]):
        digits += str(sum(weight * int(digit) for weight, digit in zip(weights, digits)) % 11 % 10)
    return digits


def taxes():
    head = "name,city,country,tax_id\nA,{},,{}\n"

    def tax(file, city, written, what=None, kept=None, **rest):
        said = [f"{'error' if '--strict' in rest.get('args', ()) else 'warning'} 2/tax_id {what}"] if what else []
        if what and "--strict" in rest.get("args", ()):
            case(file, head.format(city, written), said, refused=1, **rest)
        else:
            case(file, head.format(city, written), said, new=1, names=["A"], values={"A/tax_id": kept if kept is not None else written.strip('"')}, **rest)

    tax("tax-ru-10.csv", "Lipetsk", "4823006703")
    tax("tax-ru-12.csv", "Lipetsk", inn("5001007322"))
    tax("tax-ru-wrong-digit.csv", "Lipetsk", "4823006704", "tax-wrong text=4823006704")
    tax("tax-ru-wrong-strict.csv", "Lipetsk", "4823006704", "tax-wrong text=4823006704", args=["--strict"])
    tax("tax-ru-11.csv", "Lipetsk", "48230067031", "tax-wrong text=48230067031")
    tax("tax-ru-nine-in-russia.csv", "Lipetsk", "510010123", "tax-wrong text=510010123")
    tax("tax-tj-9.csv", "Khujand", "510010123")
    tax("tax-tj-10.csv", "Khujand", "4823006703", "tax-wrong text=4823006703")
    tax("tax-point-zero.csv", "Lipetsk", "4823006703.0", kept="4823006703")
    tax("tax-apostrophe.csv", "Lipetsk", "'4823006703", kept="4823006703")
    tax("tax-with-blanks.csv", "Lipetsk", " 4823 006703 ", kept="4823006703")
    tax("tax-lost.csv", "Lipetsk", '"4,823E+09"', 'tax-lost text=4,823E+09', kept="")
    tax("tax-lost-point.csv", "Khujand", "5.1E+08", "tax-lost text=5.1E+08", kept="")
    tax("tax-lost-strict.csv", "Lipetsk", '"4,823E+09"', "tax-lost text=4,823E+09", args=["--strict"])
    tax("tax-words.csv", "Lipetsk", "нет", "tax-wrong text=нет")
    csv("tax-country-decides.csv", "name,city,country,tax_id\nA,Москва,Россия,7707083893\nB,Душанбе,Таджикистан,510010123\n",
        "warning 2/city city-unknown text=Москва", "warning 3/city city-unknown text=Душанбе", new=2, names=["A", "B"])
    csv("tax-repeated.csv", "id,name,city,tax_id\n1,A,Липецк,4823006703\n2,B,Липецк,4823006703\n", "warning 3 tax-repeated first=2", new=2, names=["A", "B"])
    csv("phone-apostrophe.csv", "name,city,phone\nA,Липецк,'+7 474 2\nB,Липецк,’89001234567\n", new=2, names=["A", "B"],
        values={"A/phone": "+7 474 2", "B/phone": "89001234567"})


def cities():
    known = ["Липецк", "LIPETSK", "липецк", "г. Липецк", "г.Липецк", "город Липецк", "Lipetsk, Russia", "Елец", "Грязи", "Худжанд", "Хуҷанд", "ш. Хуҷанд",
             "ш.Хуҷанд", "Khujand", "Khujand, Tajikistan", "Исфара", "Конибодом", "Истаравшан", "Бустон", "Гулистон"]
    csv("city-known.csv", "name\tcity\n" + "".join(f"A{n:02}\t{city}\n" for n, city in enumerate(known)), new=len(known),
        names=[f"A{n:02}" for n in range(len(known))])
    unknown = ["Москва", "Душанбе", "Липцк", "Исфана", "Таджикистан", "???"]
    text = "name\tcity\n" + "".join(f"A{n}\t{city}\n" for n, city in enumerate(unknown))
    said = [f"{{}} {n}/city city-unknown text={city}" for n, city in enumerate(unknown, 2)]
    csv("city-unknown.csv", text, *[line.format("warning") for line in said], new=6, names=[f"A{n}" for n in range(6)])
    csv("city-unknown-strict.csv", text, *[line.format("error") for line in said], refused=6, args=["--strict"])
    csv("city-unknown-strict-skip-bad.csv", text + "B\tЛипецк\n", *[line.format("error") for line in said], refused=6, new=1, names=["B"],
        args=["--strict", "--skip-bad"])
    csv("city-in-other-country.csv", "Название;Город;Страна\nA;Худжанд;Россия\nB;Липецк;tj\nC;Хуҷанд;Тоҷикистон\nD;Елец;RU\nE;Липецк;там\n",
        "warning 2/Страна other-country city=Худжанд country=tj said=Россия", "warning 3/Страна other-country city=Липецк country=ru said=tj",
        new=5, names=["A", "B", "C", "D", "E"], values={"A/city": "Худжанд", "A/country": "Россия"})
    csv("city-no-break-spaces.csv", "name,city\nA,\u00a0г.\u00a0Липецк\u00a0\n", new=1, names=["A"], values={"A/city": "г. Липецк"})


def keys():
    csv("key-repeat.csv", "id,name,city\n1,A,Липецк\n1,A,Липецк\n", "warning 3 repeated first=2", new=1, repeated=1, names=["A"])
    csv("key-repeat-without-id.csv", "name,city\nA,Липецк\nA,Липецк\nA,Липецк\n", "warning 3 repeated first=2", "warning 4 repeated first=2",
        new=1, repeated=2, names=["A"])
    csv("key-repeat-in-two-cases.csv", "name,city\nА,Липецк\nа,г. Липецк\n", "warning 3 repeated first=2", new=1, repeated=1, names=["А"])
    csv("key-two-cities.csv", "id,name,city\n1,ООО «Медсофт»,Липецк\n2,Medsoft LLC,Khujand\n", "warning 3 name-repeated first=2", new=2,
        names=["ООО «Медсофт»", "Medsoft LLC"])
    csv("key-same-id-other-data.csv", "id,name,city\n1,A,Липецк\n1,B,Липецк\n", "error 3 other-data first=2", new=1, refused=1)
    csv("key-same-id-other-data-skip-bad.csv", "id,name,city\n1,A,Липецк\n1,B,Липецк\n", "error 3 other-data first=2", new=1, refused=1,
        names=["A"], args=["--skip-bad"])
    csv("key-same-tax-other-data.csv", "name,city,tax_id,phone\nA,Липецк,4823006703,1\nA,Липецк,4823006703,2\n", "error 3 other-data first=2", new=1, refused=1)
    csv("key-namesakes.csv", "name,city,phone\nA,Липецк,1\nA,Липецк,2\n", "warning 3 alike-repeated first=2", new=2, names=["A", "A"])
    csv("key-two-scripts.csv", "id,name,city\n1,ООО «Медсофт»,Липецк\n2,Medsoft LLC,Lipetsk\n", "warning 3 alike-repeated first=2", new=2,
        names=["ООО «Медсофт»", "Medsoft LLC"])
    base = "id,name,city,phone\n1,A,Липецк,1\n2,B,Елец,2\n"
    csv("key-base.csv", base, new=2, names=["A", "B"])
    case("key-base-again.csv", base, before="key-base.csv", unchanged=2, names=["A", "B"])
    case("key-base-newer.csv", base.replace("A,Липецк,1", "A,Липецк,9") + "3,C,Грязи,\n", before="key-base.csv", new=1, updated=1, unchanged=1,
         names=["A", "B", "C"], values={"A/phone": "9"})
    case("key-base-newer-broken.csv", base.replace("A,Липецк,1", "A,,9"), ["error 2/city city-missing"], before="key-base.csv", unchanged=1, refused=1,
         names=["A", "B"], values={"A/phone": "1"})
    case("key-base-newer-skip-bad.csv", base.replace("A,Липецк,1", "A,,9").replace("B,Елец,2", "B,Елец,8"), ["error 2/city city-missing"],
         before="key-base.csv", updated=1, refused=1, args=["--skip-bad"], names=["A", "B"], values={"A/phone": "1", "B/phone": "8"})
    case("key-base-other-id.csv", "id,name,city\n8,A,г. Липецк\n", ["warning 2 alike-known id=1 name=A"], before="key-base.csv", new=1, names=["A", "A", "B"])
    case("key-base-other-city.csv", "id,name,city\n8,a,Худжанд\n", ["warning 2 name-known id=1 name=A city=Липецк"], before="key-base.csv", new=1,
         names=["A", "B", "a"])
    case("key-base-without-id.csv", "name,city,phone\na,Липецк,5\nb,Елец,2\n", before="key-base.csv", updated=2, names=["a", "b"])
    csv("key-id-in-two-cases.csv", "id,name,city\na1,A,Липецк\nA1,B,Липецк\n", new=2, names=["A", "B"])
    csv("key-id-with-blanks.csv", "id,name,city\n 1 ,A,Липецк\n1,A,Липецк\n", "warning 3 repeated first=2", new=1, repeated=1, names=["A"])


def hostile():
    for file, name in [("formula-cmd.csv", "=cmd|' /C calc'!A0"), ("formula-plus.csv", "+1+1"), ("formula-at.csv", "@SUM(A1)"), ("formula-minus.csv", "-2+3")]:
        csv(file, f"name;city\n{name};Липецк\n", new=1, names=[name])
    csv("formula-guarded.csv", "name;city\n'=2+2;Липецк\n", new=1, names=["=2+2"])
    csv("formula-hyperlink.csv", 'name;city\n"=HYPERLINK(""http://x.example"";""Свет"")";Липецк\n', new=1, names=['=HYPERLINK("http://x.example";"Свет")'])
    csv("markup-html.csv", "name;city\n<b>Свет</b><script>alert(1)</script>;Липецк\n", new=1, names=["<b>Свет</b><script>alert(1)</script>"])
    csv("markup-telegram.csv", "name;city\n*Свет* [x](tg://user?id=1) _y_;Липецк\n", new=1, names=["*Свет* [x](tg://user?id=1) _y_"])
    csv("marks-bidi.csv", "name;city\nСв\u202eет\u2066!;Липецк\n", new=1, names=["Свет!"])
    csv("marks-terminal.csv", "name;city\n\x1b[31mСвет\x07\x1b[0m;Липецк\n", new=1, names=["[31mСвет[0m"])
    csv("marks-nul.csv", "name;city\nСв\0ет;Липецк\n" + "Лютик;Елец\n" * 1, new=2, names=["Свет", "Лютик"])
    csv("marks-control-all.csv", "name;city\n" + "".join(map(chr, range(1, 9))) + "Свет\x7f\x85;Липецк\n", new=1, names=["Свет"])
    csv("marks-zalgo.csv", "name;city\nС" + "\u0301" * 50 + "вет;Липецк\n", new=1, names=["С" + "\u0301" * 50 + "вет"])
    csv("marks-tags.csv", "name;city\nСвет\U000e0041\U000e0042;Липецк\n", new=1, names=["Свет"])
    case("binary-zeros.csv", bytes(4096), "error file not-text")
    case("binary-noise.csv", bytes((n * n * 31 + n * 7) % 256 for n in range(4096)), "error 2 bad-bytes")
    case("picture.csv", png(), "error file not-text")
    case("picture.xlsx", png(), "error file no-workbook")
    case("workbook.csv", book(table(["Название", "Город"], ["Свет", "Липецк"])), "error file not-text")
    case("gzip.csv", b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + zlib.compress(TWO.encode(), 9, ), "error file not-text")
    case("pdf.csv", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "error file not-text")
    html = "<html><head><meta charset=utf-8></head><table><tr><td>Название<td>Город</tr><tr><td>Свет<td>Липецк</tr></table></html>"
    case("html.xls", html, "error file save-as-xlsx kind=xls")
    case("html.xlsx", html, "error file no-workbook")
    case("html.csv", html, "error file no-header")
    case("old.XLS", OLE, "error file save-as-xlsx kind=xls")
    case("macros.xlsm", b"PK\x03\x04", "error file save-as-xlsx kind=xlsm")
    case("binary.xlsb", b"PK\x03\x04", "error file save-as-xlsx kind=xlsb")
    case("list.ods", b"PK\x03\x04", "error file save-as-xlsx kind=ods")
    case("list.numbers", b"PK\x03\x04", "error file save-as-xlsx kind=numbers")
    case("list.docx", b"PK\x03\x04", "error file unknown-kind kind=docx")
    case("list.pdf", b"%PDF", "error file unknown-kind kind=pdf")
    case("list.csv.exe", TWO, "error file unknown-kind kind=exe")
    case("no-extension", TWO, "error file no-kind")
    case("list.xml", "<companies/>", "error file unknown-kind kind=xml")


def png():
    part = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) + part(b"IDAT", zlib.compress(b"\0\xff\0\0"))
            + part(b"IEND", b""))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def jsons():
    two = '{"name":"Медсофт","city":"Липецк"},{"name":"Свет","city":"Худжанд"}'
    for file, text in [
        ("json-array.json", f"[{two}]"),
        ("json-companies.json", f'{{"companies":[{two}]}}'),
        ("json-companies-behind.json", f'{{"made":{{"by":["x",1,null]}},"n":1.5e3,"companies":[{two}],"end":null}}'),
        ("json-pretty.json", json.dumps(json.loads(f"[{two}]"), ensure_ascii=False, indent=4) + "\n"),
        ("json-escapes.json", json.dumps(json.loads(f"[{two}]"))),
        ("JSON-UPPER.JSON", f"[{two}]"),
        ("json-russian-keys.json", f"[{two}]".replace("name", "Название").replace("city", "Город")),
        ("json-tajik-keys.json", f"[{two}]".replace("name", "Ном").replace("city", "Шаҳр")),
        ("jsonl-blank-lines.jsonl", "\n\n" + two.replace("},{", "}\n  \n{") + "\r\n\r\n"),
        ("jsonl-crlf.jsonl", two.replace("},{", "}\r\n{") + "\r\n"),
        ("jsonl-no-last-line-end.jsonl", two.replace("},{", "}\n{")),
    ]:
        case(file, text, new=2, names=BOTH)
    one = '{"name":"A","city":"Lipetsk"}'
    json_case = lambda file, text, *said, **rest: case(file, text, said, **rest)
    json_case("json-empty-array.json", "[]", "warning file no-rows")
    json_case("json-empty-companies.json", '{"companies":[]}', "warning file no-rows")
    json_case("json-one-object.json", one, "error file no-list")
    json_case("json-text.json", '"companies"', "error file no-list")
    json_case("json-number.json", "42", "error file no-list")
    json_case("json-null.json", "null", "error file no-list")
    json_case("json-companies-object.json", '{"companies":{"name":"A"}}', "error file no-list")
    json_case("json-only-bracket.json", "[", "error 1 json-torn", refused=1)
    json_case("json-blank.json", " \n\t ", "error file no-list")
    json_case("json-csv-inside.json", TWO, "error file no-list")
    json_case("json-torn-item.json", f'[{one},{{"name":"B","ci', "error 2 json-torn", new=1, refused=1)
    json_case("json-torn-between.json", f"[{one},", "error 2 json-torn", new=1, refused=1)
    json_case("json-torn-end.json", f"[{one}", "error 2 json-torn", new=1, refused=1)
    json_case("json-companies-twice.json", f'{{"companies":[{one}],"Companies":[{one}]}}', "error 2 list-twice", new=1, refused=1)
    json_case("json-trailing-comma.json", f"[{one},]", "error 2 json-broken at=1", new=1, refused=1)
    json_case("json-text-behind.json", f"[{one}] x", "error 2 json-broken at=1", new=1, refused=1)
    json_case("json-no-comma.json", f"[{one} {one}]", "error 2 json-broken at=1", new=1, refused=1)
    json_case("json-single-quotes.json", "[{'name':'A','city':'Lipetsk'}]", "error 1 json-broken at=2", refused=1)
    json_case("json-key-twice.json", '[{"name":"A","city":"Lipetsk","name":"B"}]', "error 1/name json-key-twice", refused=1)
    json_case("json-key-twice-two-languages.json", '[{"name":"A","city":"Lipetsk","Ном":"B"}]', "error 1/Ном json-key-twice", refused=1)
    json_case("json-number-name.json", '[{"name":7,"city":"Lipetsk"}]', "error 1/name json-value", refused=1)
    json_case("json-null-city.json", '[{"name":"A","city":null}]', "error 1/city json-value", refused=1)
    json_case("json-bool-offers.json", '[{"name":"A","city":"Lipetsk","offers":true}]', "error 1/offers json-value", refused=1)
    json_case("json-list-city.json", '[{"name":"A","city":["Lipetsk"]}]', "error 1/city json-value", refused=1)
    json_case("json-list-of-numbers.json", '[{"name":"A","city":"Lipetsk","offers":["a",1]}]', "error 1/offers json-value", refused=1)
    json_case("json-object-name.json", '[{"name":{"ru":"A"},"city":"Lipetsk"}]', "error 1/name json-value", refused=1)
    json_case("json-lists.json", '[{"name":"A","city":"Lipetsk","offers":["чай","кофе; сахар",""]}]', new=1, names=["A"], values={"A/offers": "чай;кофе;сахар"})
    json_case("json-numbers-tax.json", '[{"name":"A","city":"Lipetsk","tax_id":4823006703,"phone":74742}]', new=1, names=["A"],
              values={"A/tax_id": "4823006703", "A/phone": "74742"})
    json_case("json-float-tax.json", '[{"name":"A","city":"Lipetsk","tax_id":4.823e9}]', "error 1/tax_id json-value", refused=1)
    json_case("json-no-objects.json", '[1,null,"x",[]]', *[f"error {n} json-no-object" for n in range(1, 5)], refused=4)
    json_case("json-null-item-skip-bad.json", f"[null,{one}]", "error 1 json-no-object", new=1, refused=1, names=["A"], args=["--skip-bad"])
    json_case("json-missing-name.json", '[{"city":"Lipetsk"}]', "error 1/name name-missing", refused=1)
    # Two brackets stand round the value: those of the list and the item.
    deep = lambda depth: '[{"name":"A","city":"Lipetsk","x":' + "[" * (depth - 2) + "]" * (depth - 2) + "}]"
    json_case("json-deep-64.json", deep(64), new=1, names=["A"])
    json_case("json-deep-65.json", deep(65), "error 1 json-too-deep limit=64", refused=1)
    json_case("json-deep-20000.json", deep(20_000), "error 1 json-too-deep limit=64", refused=1)
    json_case("json-deep-open.json", "[" * 20_000, "error 1 json-torn", refused=1)
    json_case("json-control-in-text.json", '[{"name":"A\u0001B","city":"Lipetsk"}]', "error 1 json-broken at=11", refused=1)
    json_case("json-escaped-nul.json", '[{"name":"A\\u0000B","city":"Lipetsk"}]', new=1, names=["AB"])
    json_case("json-lone-surrogate.json", '[{"name":"A\\ud800","city":"Lipetsk"}]', "error 1 json-broken at=17", refused=1)
    json_case("json-name-301.json", json.dumps([{"name": "x" * 301, "city": "Lipetsk"}]), "error 1/name too-long limit=300", refused=1)
    json_case("jsonl-torn-last.jsonl", one + '\n\n{"name":"B","ci', "error 3 json-torn", new=1, refused=1)
    json_case("jsonl-torn-last-skip-bad.jsonl", one + '\n\n{"name":"B","ci', "error 3 json-torn", new=1, refused=1, names=["A"], args=["--skip-bad"])
    json_case("jsonl-two-on-a-line.jsonl", one + one + "\n", "error 1 json-broken at=30", refused=1)
    json_case("jsonl-array-inside.jsonl", f"[{one}]\n", "error 1 json-no-object", refused=1)
    case("jsonl-bad-bytes.jsonl", b'{"name":"\xff","city":"Lipetsk"}\n' + one.encode(), "error 1 bad-bytes", new=1, refused=1)
    json_case("jsonl-only-blank.jsonl", "\n\n", "warning file no-rows")
    json_case("jsonl-as-json.json", one + "\n" + one + "\n", "error file no-list")


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pack(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = method, 0
            archive.writestr(info, content)
    return out.getvalue()


def parts_of(rows, second="", texts=None, tabs=("", ""), tail=""):
    link = lambda n, kind, target: f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
    links = lambda *links: f'<?xml version="1.0" encoding="UTF-8"?><Relationships>{"".join(links)}</Relationships>'
    sheet = lambda rows, tail="": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{tail}</worksheet>'
    names = "".join(f'<sheet name="Лист{n}" sheetId="{n}"{tab} r:id="rId{n}"/>' for n, tab in enumerate(tabs, 1))
    parts = [
        ("_rels/.rels", links(link(1, "officeDocument", "xl/workbook.xml"))),
        ("xl/_rels/workbook.xml.rels", links(link(1, "worksheet", "worksheets/sheet1.xml"), link(2, "worksheet", "worksheets/sheet2.xml"),
                                             link(3, "sharedStrings", "sharedStrings.xml"))),
        ("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'),
        ("xl/worksheets/sheet1.xml", sheet(rows, tail)),
        ("xl/worksheets/sheet2.xml", sheet(second)),
    ]
    return parts + ([("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{texts}</sst>')] if texts is not None else [])


def book(rows, **rest):
    return pack(parts_of(rows, **rest))


def replaced(parts, *pairs):
    for old, new in pairs:
        parts = [(name, content.replace(old, new)) for name, content in parts]
    return parts


def row(number, *texts, first="A"):
    cells = "".join(f'<c r="{chr(ord(first) + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in enumerate(texts) if text)
    return f'<row r="{number}">{cells}</row>'


def table(*rows):
    return "".join(row(number, *texts) for number, texts in enumerate(rows, 1))


def workbooks():
    two = table(["Название", "Город"], ["Медсофт", "Липецк"], ["Свет", "Худжанд"])
    head = row(1, "Название", "Город", "ИНН", "Телефон")
    cells = lambda cells, **rest: book(f'{head}<row r="2">{cells}</row>', **rest)
    text = lambda at, text: f'<c r="{at}2" t="str"><v>{text}</v></c>'
    whole = text("A", "Свет") + text("B", "Липецк")
    shared = (row(1, "Название", "Город") + '<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>0</v></c></row>'
              '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>2</v></c></row>')
    rich = ('<si><t xml:space="preserve"> Липецк</t></si><si><r><rPr><b/></rPr><t>Св</t></r><r><t>ет</t></r><rPh sb="0"><t>x</t></rPh></si>'
            '<si><t>Худ&#1078;анд</t></si><si><t><![CDATA[Мед]]>софт_x000D_\n</t></si>')
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    parts = parts_of(two)
    for file, content in [
        ("xlsx-inline.xlsx", pack(parts)),
        ("xlsx-stored.xlsx", pack(parts, zipfile.ZIP_STORED)),
        ("XLSX-UPPER.XLSX", pack(parts)),
        ("xlsx-shared-rich.xlsx", book(shared, texts=rich)),
        ("xlsx-rich-inline.xlsx", pack(replaced(parts, ("<is><t>Медсофт</t></is>", "<is><r><t>Мед</t></r><r><t>софт</t></r><rPh><t>x</t></rPh></is>")))),
        ("xlsx-strict-namespace.xlsx", pack(replaced(parts, (OFFICE, strict), (MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")))),
        ("xlsx-no-references.xlsx", pack(replaced(parts, (' r="', ' z="')))),
        ("xlsx-prefixes.xlsx", pack(replaced(parts, ("<", "<x:"), ("<x:/", "</x:"), ("<x:?", "<?")))),
        ("xlsx-absolute-targets.xlsx", pack(replaced(parts, ('Target="worksheets', 'Target="/xl/worksheets')))),
        ("xlsx-dotted-targets.xlsx", pack(replaced(parts, ('Target="worksheets', 'Target="../xl/./worksheets')))),
        ("xlsx-far-cell.xlsx", pack(replaced(parts, ("</row>", '<c r="XFD2" t="str"><v>far</v></c></row>')))),
        ("xlsx-links-missing.xlsx", pack(parts[1:])),
        ("xlsx-offset.xlsx", book(row(2, "Партнёры", first="C") + row(5, "НАЗВАНИЕ :", "Город", first="C") + row(7, "Медсофт", "Липецк", first="C")
                                  + '<row r="8"/>' + row(9, "Свет", "Худжанд", first="C"))),
        ("xlsx-hidden-row.xlsx", pack(replaced(parts, ('<row r="3">', '<row r="3" hidden="1">')))),
        ("xlsx-second-sheet.xlsx", book(table(["Название", "Прочее"]), second=two)),
        ("xlsx-first-hidden.xlsx", book(table(["Название", "Город"], ["Чужой", "Елец"]), second=two, tabs=(' state="hidden"', ""))),
        ("xlsx-only-hidden.xlsx", book(two, tabs=(' state="veryHidden"', ""))),
        ("xlsx-macro-part-ignored.xlsx", pack(parts + [("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")])),
        ("xlsx-external-link-ignored.xlsx", pack(parts + [("xl/externalLinks/externalLink1.xml", '<externalLink><file href="file:///etc/passwd"/></externalLink>')])),
        ("xlsx-outside-name-ignored.xlsx", pack(parts + [("../../outside.xml", "x")])),
    ]:
        case(file, content, new=2, names=BOTH)
    x = lambda file, content, *said, **rest: case(file, content, said, **rest)
    x("xlsx-two-lists.xlsx", book(two, second=two), "warning file other-sheets read=Лист1", new=2, names=BOTH)
    merged = (row(1, "Город", "Название") + row(2, "Липецк", "А") + row(3, "", "Б") + row(4, "", "В") + row(5, "Худжанд", "Г"))
    x("xlsx-merged-cities.xlsx", book(merged, tail='<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>'), new=4, names=["А", "Б", "В", "Г"],
      values={"Б/city": "Липецк", "В/city": "Липецк", "Г/city": "Худжанд"})
    x("xlsx-cities-not-merged.xlsx", book(merged), "error 3/Город city-missing", "error 4/Город city-missing", new=2, refused=2)
    x("xlsx-far-row.xlsx", book(two + row(1_048_576, "Лютик")), "error 1048576/Город city-missing", new=2, refused=1)
    misplaced = "error 3 row-misplaced behind=9"
    turned = row(1, "Название", "Город") + row(9, "Свет", "Худжанд") + row(3, "Медсофт", "Липецк") + row(10, "Лютик", "Елец")
    x("xlsx-rows-turned.xlsx", book(turned), misplaced, new=2, refused=1)
    x("xlsx-rows-turned-skip-bad.xlsx", book(turned), misplaced, new=2, refused=1, names=["Лютик", "Свет"], args=["--skip-bad"])
    x("xlsx-row-twice.xlsx", book(two + row(3, "Лютик", "Елец")), "error 3 row-misplaced behind=3", new=2, refused=1)
    x("xlsx-row-behind-its-place-blank.xlsx", book(two + '<row r="2"><c r="A2" s="1"/></row>'), new=2, names=BOTH)
    x("xlsx-header-behind-rows.xlsx", book(row(2, "Медсофт", "Липецк") + row(1, "Название", "Город")), "error 1 row-misplaced behind=2")
    x("xlsx-row-above-header.xlsx", book(row(5, "Название", "Город") + row(6, "Свет", "Худжанд") + row(3, "Медсофт", "Липецк")),
      "error 3 row-misplaced behind=6", new=1, refused=1)
    x("xlsx-cell-twice.xlsx", cells(whole + text("A", "Медсофт")), "error 2/Название cell-twice", refused=1)
    for file, tax in [
        ("number", '<c r="C2"><v>4823006703</v></c>'),
        ("float", '<c r="C2"><v>4.823006703E9</v></c>'),
        ("point-zero", '<c r="C2"><v>4823006703.0</v></c>'),
        ("text", text("C", "4823006703")),
        ("apostrophe", text("C", "'4823006703")),
    ]:
        x(f"xlsx-tax-{file}.xlsx", cells(whole + tax), new=1, names=["Свет"], values={"Свет/tax_id": "4823006703"})
    x("xlsx-tax-lost.xlsx", cells(whole + text("C", "4,823E+09")), "warning 2/ИНН tax-lost text=4,823E+09", new=1, names=["Свет"], values={"Свет/tax_id": ""})
    x("xlsx-phone-number.xlsx", cells(whole + '<c r="D2"><v>74742123456</v></c>'), new=1, names=["Свет"], values={"Свет/phone": "74742123456"})
    x("xlsx-formula-cached.xlsx", cells('<c r="A2" t="str"><f>CONCAT("С","вет")</f><v>Свет</v></c>' + text("B", "Липецк")), new=1, names=["Свет"])
    x("xlsx-formula-empty.xlsx", cells('<c r="A2"><f>B1</f></c>' + text("B", "Липецк")), "warning 2/Название formula-empty", "error 2/Название name-missing", refused=1)
    x("xlsx-formula-error.xlsx", cells(whole + '<c r="D2" t="e"><f>X1</f><v>#REF!</v></c>'), "warning 2/Телефон cell-error text=#REF!", new=1, names=["Свет"])
    x("xlsx-text-like-formula.xlsx", cells(text("A", "=cmd|' /C calc'!A0") + text("B", "Липецк")), new=1, names=["=cmd|' /C calc'!A0"])
    x("xlsx-boolean.xlsx", cells(whole + '<c r="D2" t="b"><v>1</v></c>'), new=1, names=["Свет"])
    x("xlsx-shared-missing.xlsx", cells('<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>9</v></c>', texts="<si><t>А</t></si>"),
      "error 2/Город text-missing", refused=1)
    x("xlsx-name-301.xlsx", cells(text("A", "я" * 301) + text("B", "Липецк")), "error 2/Название too-long limit=300", refused=1)
    x("xlsx-empty-sheet.xlsx", book(""), "error file no-header")
    x("xlsx-only-header.xlsx", book(head), "warning file no-rows")
    x("xlsx-no-city.xlsx", book(table(["Название", "Сайт"], ["А", "x"])), "error 1 column-missing")
    x("xlsx-column-twice.xlsx", book(row(7, "Название", "Город", "city", first="B")), "error 7/city column-twice")
    x("xlsx-repeat.xlsx", book(table(["Название", "Город"], ["Свет", "Липецк"], ["Свет", "Липецк"])), "warning 3 repeated first=2", new=1, repeated=1, names=["Свет"])
    x("xlsx-unknown-city-strict.xlsx", book(table(["Название", "Город"], ["Свет", "Москва"])), "error 2/Город city-unknown text=Москва", refused=1, args=["--strict"])
    sheet = "part=xl/worksheets/sheet1.xml"
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet/>'
    swapped = lambda content: pack([(name, content if name.endswith("sheet1.xml") else part) for name, part in parts])
    x("xlsx-doctype.xlsx", swapped(doctype), f"error file doctype {sheet}")
    x("xlsx-external-entity.xlsx", swapped('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'), f"error file doctype {sheet}")
    x("xlsx-utf16-sheet.xlsx", swapped(b"\xff\xfe" + "<worksheet/>".encode("utf-16-le")), f"error file not-utf8 {sheet}")
    x("xlsx-unknown-entity.xlsx", pack(replaced(parts, ("Свет", "&svet;"))), f"error 3 torn {sheet}")
    x("xlsx-sheet-torn.xlsx", pack(replaced(parts, ("</sheetData></worksheet>", "</sheetData>"))), f"error 3 torn {sheet}")
    x("xlsx-sheet-missing.xlsx", pack([part for part in parts if not part[0].endswith("sheet1.xml")]), f"error file torn {sheet}")
    x("xlsx-zip-torn.xlsx", pack(parts)[:-200], "error file torn part=zip")
    x("xlsx-only-zip-mark.xlsx", b"PK\x03\x04", "error file torn part=zip")
    x("xlsx-empty-file.xlsx", b"", "error file empty")
    x("xlsx-encrypted.xlsx", OLE, "error file locked")
    x("xlsx-is-csv.xlsx", TWO, "error file no-workbook")
    x("xlsx-is-docx.xlsx", pack([("[Content_Types].xml", "<Types/>"), ("_rels/.rels", parts[0][1].replace("xl/workbook", "word/document")),
                                 ("word/document.xml", "<w:document/>")]), "error file no-workbook")
    x("xlsx-is-zip-of-photos.xlsx", pack([("readme.txt", "text"), ("photo.jpg", b"\xff\xd8\xff")]), "error file no-workbook")
    x("xlsx-is-ods.xlsx", pack([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<office/>")]), "error file no-workbook")
    bad = bytearray(pack(parts, zipfile.ZIP_STORED))
    at = bad.index("Свет".encode())
    bad[at:at + 8] = "Тьма".encode()
    x("xlsx-wrong-checksum.xlsx", bytes(bad), f"error 3 torn {sheet}")
    x("xlsx-wrong-checksum-skip-bad.xlsx", bytes(bad), f"error 3 torn {sheet}", args=["--skip-bad"])


def bombs(folder):
    """Files that unpack or nest to more than any list needs: each is refused in a second or two, in little memory."""
    folder.mkdir(parents=True, exist_ok=True)
    head = row(1, "Название", "Город")
    zeros = "0" * (64 << 20)
    files = {
        "cell.xlsx": book(f'{head}<row r="2"><c t="str"><v>{zeros}</v></c></row>'),
        "rows.xlsx": book(head + "<row/>" * 8_000_000),
        "depth.xlsx": book(head + "<row><c>" * 4_000_000),
        "texts.xlsx": book(head, texts=f"<si><t>{'x' * 9000}</t></si>" * 60_000),
        "merges.xlsx": book(head, tail='<mergeCells>' + '<mergeCell ref="A1:XFD1048576"/>' * 1_000_000 + "</mergeCells>"),
        "entities.xlsx": pack([("xl/workbook.xml", "<!DOCTYPE x [" + "".join(
            f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(12)) + "]><x>&a11;</x>")]),
        "depth.json": ("[" * (100 << 20)).encode(),
        "line.jsonl": b'{"name":"' + b"x" * (300 << 20),
        "quote.csv": 'name,city\n"'.encode() + b"x" * (300 << 20),
        "columns.csv": b"name,city" + b",x" * (100 << 20) + b"\nA,Lipetsk\n",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
        print(folder / name, len(content))


def main():
    if sys.argv[1:2] == ["--bombs"] and len(sys.argv) == 3:
        return bombs(pathlib.Path(sys.argv[2]))
    if sys.argv[1:]:
        sys.exit(__doc__)
    for make in (encodings, delimiters, quotes, headers, rows, taxes, cities, keys, hostile, jsons, workbooks):
        make()
    folder = HERE / "files"
    folder.mkdir(exist_ok=True)
    names = [file for file, _, _ in CASES]
    assert len(set(name.lower() for name in names)) == len(names), "a name is there twice"
    for old in folder.iterdir():
        old.unlink()
    for file, content, _ in CASES:
        (folder / file).write_bytes(content)
    lines = [json.dumps(expected, ensure_ascii=False) for _, _, expected in CASES]
    (HERE / "expected.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(CASES), "files,", sum(len(content) for _, content, _ in CASES), "bytes")


if __name__ == "__main__":
    main()
