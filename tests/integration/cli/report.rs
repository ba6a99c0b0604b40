//! `hamkor report`: documents out.

use serde_json::Value;

use super::{Desk, Ran, ran};

const HOSPITAL: &str = "В Худжанде реконструируют больницу, нужно оснащение";

fn json(ran: &Ran) -> Value {
    assert_eq!(ran.err, "");
    serde_json::from_str(&ran.out).expect("a report as JSON")
}

/// The blocks of a part of one type.
fn blocks<'v>(part: &'v Value, kind: &str) -> Vec<&'v Value> {
    part["blocks"].as_array().expect("blocks").iter().filter(|block| block["type"] == kind).collect()
}

#[test]
fn a_partner_report_says_what_was_asked_who_fits_and_why_in_each_language() {
    let desk = Desk::with_built_in_list();
    let ran = desk.run(&["report", "partners", "--text", HOSPITAL, "--lang", "ru,tg,en", "--format", "json"]);
    assert_eq!(ran.code, Some(0));
    let report = json(&ran);
    assert_eq!((report["report"].as_str(), report["schema"].as_u64()), (Some("partners"), Some(1)));
    let parts = report["parts"].as_array().expect("parts");
    assert_eq!(parts.iter().map(|part| part["language"].as_str().expect("a code")).collect::<Vec<_>>(), ["ru", "tg", "en"]);
    for part in parts {
        assert_eq!(blocks(part, "quote")[0]["text"], HOSPITAL);
        let rows = blocks(part, "table")[0]["rows"].as_array().expect("rows");
        assert_eq!((rows.len(), &rows[0]["company"], &rows[0]["number"]), (8, &Value::from("Медсофт"), &Value::from(1)));
        let cards = blocks(part, "cards")[0]["cards"].as_array().expect("cards");
        let marked: Vec<&Value> = cards[0]["reasons"][0].as_array().expect("pieces").iter().filter(|piece| piece["mark"] == true).collect();
        assert_eq!(marked[0]["text"], "больницу");
        assert_eq!(marked[1]["text"], "комплексная медицинская информационная система");
        // What a hospital needs and nobody has, what comes next, and trade with medical goods.
        let lists = blocks(part, "list");
        assert_eq!((&lists[0]["key"], &lists[1]["key"]), (&Value::from("missing"), &Value::from("next")));
        assert!(part["blocks"].to_string().contains("moh.tj"));
    }
}

#[test]
fn all_that_a_company_needs_and_offers_is_looked_for() {
    let desk = Desk::with_list();
    desk.write("more.csv", "id,name,city,offers,needs\nC3,Клиника Шифо,Худжанд,лечение,медицинская информационная система\n");
    assert_eq!(desk.run(&["seed", "more.csv"]).code, Some(0));
    let ran = desk.run(&["report", "partners", "--company", "C3", "--lang", "en", "--format", "json"]);
    let report = json(&ran);
    let tables = blocks(&report["parts"][0], "table");
    assert_eq!(tables.iter().map(|table| table["key"].as_str().expect("a key")).collect::<Vec<_>>(), ["matches_needs", "matches_offers"]);
    assert_eq!(tables[0]["rows"][0]["id"], "A1");
    assert!(tables.iter().all(|table| table["rows"].as_array().expect("rows").iter().all(|row| row["id"] != "C3")));
    let unknown = desk.run(&["report", "partners", "--company", "Z9", "--format", "json"]);
    assert_eq!(unknown, super::ran(1, "", "Компании с кодом «Z9» в списке нет. Все коды показывает «hamkor companies».\n"));
}

#[test]
fn for_a_company_that_states_nothing_its_sectors_speak() {
    let desk = Desk::with_list();
    desk.write("more.csv", "id,name,city,sectors,needs\nL7,Свет,Липецк,светотехника,\nK7,Школа,Худжанд,,светильники\n");
    assert_eq!(desk.run(&["seed", "more.csv"]).code, Some(0));
    let report = json(&desk.run(&["report", "partners", "--company", "L7", "--lang", "en", "--format", "json"]));
    let part = &report["parts"][0];
    assert_eq!(blocks(part, "quote")[0]["text"], "светотехника");
    assert_eq!(blocks(part, "table")[0]["rows"][0]["id"], "K7");
}

#[test]
fn a_report_holds_no_contact_of_anybody() {
    let desk = Desk::with_list();
    for format in ["json", "csv", "html"] {
        let ran = desk.run(&["report", "partners", "--text", "медицинская информационная система", "--format", format]);
        assert_eq!(ran.code, Some(0));
        assert!(ran.out.contains("Медсофт") && !ran.out.contains("000000"), "{}", ran.out);
    }
}

#[test]
fn who_asks_for_what_nobody_has_is_told_so_and_gets_a_report_all_the_same() {
    let desk = Desk::with_built_in_list();
    let ran = desk.run(&["report", "partners", "--text", "запчасти для летающей тарелки", "--lang", "en", "--format", "json"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("Nobody on the list fits this request."), "{}", ran.out);
    let empty = Desk::new().run(&["--empty", "report", "partners", "--text", "окна", "--format", "html"]);
    assert_eq!((empty.code, empty.err.as_str()), (Some(1), ""));
    assert!(empty.out.contains("на этот запрос") || empty.out.contains("На этот запрос"), "{}", empty.out);
}

#[test]
fn the_name_of_the_file_says_what_it_is_to_be() {
    let desk = Desk::with_built_in_list();
    let marks: [(&str, &[u8]); 5] =
        [("r.pdf", b"%PDF-1.7"), ("r.png", b"\x89PNG"), ("r.xlsx", b"PK"), ("R.HTML", b"<!doctype"), ("r.csv", b"\xef\xbb\xbf")];
    for (name, mark) in marks {
        assert_eq!(desk.run(&["report", "partners", "--text", "окна", "--out", name]), ran(0, "", ""));
        let first = std::fs::read(desk.path(name)).expect("the report is there");
        assert!(first.starts_with(mark), "{name}");
        assert_eq!(desk.run(&["report", "partners", "--text", "окна", "--out", name]), ran(0, "", ""));
        assert!(first == std::fs::read(desk.path(name)).expect("the report is there"), "{name}: the same data gave other bytes");
    }
    let unknown = desk.run(&["report", "partners", "--text", "окна", "--out", "r.doc"]);
    assert_eq!(unknown, ran(2, "", "hamkor: --out r.doc: скажите в --format, что это будет: pdf, png, xlsx, csv, json или html\n"));
}

#[test]
fn a_period_is_counted_from_the_ledger_and_two_sides_are_held_against_each_other() {
    let desk = Desk::with_list();
    let outcomes = json(&desk.run(&["report", "outcomes", "--from", "01.01", "--format", "json", "--lang", "en"]));
    let totals = blocks(&outcomes["parts"][0], "table")[0]["rows"].as_array().expect("rows");
    assert_eq!((&totals[0]["count"], &totals[1]["count"], &totals[1]["before"]), (&Value::from(2), &Value::from(2), &Value::from(0)));
    // What was taken back was not added.
    assert_eq!(desk.run(&["seed", "--undo"]).code, Some(0));
    let outcomes = json(&desk.run(&["report", "outcomes", "--from", "01.01", "--format", "json", "--lang", "en"]));
    let totals = blocks(&outcomes["parts"][0], "table")[0]["rows"].as_array().expect("rows");
    assert_eq!((&totals[0]["count"], &totals[1]["count"]), (&Value::from(0), &Value::from(0)));
    let wrong = desk.run(&["report", "outcomes", "--from", "32.01"]);
    assert!(wrong.err.starts_with("hamkor: --from: «32.01» — не день"), "{wrong:?}");

    desk.write("more.csv", "id,name,city,offers,needs\nA1,Медсофт,Липецк,медицинская информационная система,\nC3,Клиника Шифо,Худжанд,лечение,медицинская информационная система\n");
    assert_eq!(desk.run(&["seed", "more.csv"]).code, Some(0));
    let cities = json(&desk.run(&["report", "cities", "--format", "json"]));
    let pairs = blocks(&cities["parts"][0], "table").into_iter().find(|table| table["key"] == "pairs").expect("pairs");
    assert_eq!((&pairs["rows"][0]["needs_company"], &pairs["rows"][0]["company"]), (&Value::from("Клиника Шифо"), &Value::from("Медсофт")));
}

#[test]
fn the_same_ledger_gives_the_same_report_at_any_later_moment() {
    let desk = with_guests(GUESTS);
    let outcomes: &[&str] = &["outcomes", "--from", "01.01", "--to", "01.02"];
    let reports = [outcomes, &["cities"], &["delegation", "--guests", "guests.csv"], &["partners", "--company", "A1"]];
    let forms =
        if cfg!(feature = "reports") { &["pdf", "png", "xlsx", "html", "json", "csv"][..] } else { &["xlsx", "html", "json", "csv"] };
    let made = || -> Vec<Vec<u8>> {
        let file = |report: &[&str], form: &str| {
            let name = format!("r.{form}");
            desk.run(&[&["report"], report, &["--lang", "ru,tg", "--out", &name]].concat());
            let bytes = std::fs::read(desk.path(&name)).expect("the report is there");
            std::fs::remove_file(desk.path(&name)).expect("it goes");
            bytes
        };
        reports.iter().flat_map(|report| forms.iter().map(|form| file(report, form)).collect::<Vec<_>>()).collect()
    };
    let first = made();
    // A file that holds the time at which it was made would hold another second now.
    assert!(first == made(), "something in a report comes from the clock");
}

#[test]
fn a_period_may_end_later_than_today_and_says_up_to_which_day_it_is_counted() {
    let desk = Desk::with_list();
    let outcomes = |from: &str, to: &str| desk.run(&["report", "outcomes", "--from", from, "--to", to, "--format", "json", "--lang", "en"]);
    let first = outcomes("2026-01-01", "9999-12-31");
    let report = json(&first);
    let subtitle = report["parts"][0]["subtitle"].as_str().expect("a subtitle");
    assert!(subtitle.starts_with("From 1 January 2026 to 31 December 9999, counted up to "), "{subtitle}");
    assert_eq!(first, outcomes("2026-01-01", "9999-12-31"), "the same data, the same bytes");
    let past = json(&outcomes("2026-01-01", "2026-01-31"));
    assert_eq!(past["parts"][0]["subtitle"], "From 1 January 2026 to 31 January 2026");
    assert_eq!(
        outcomes("9999-01-01", "9999-12-31"),
        ran(2, "", "hamkor: --from is after today: nothing of that period has happened yet\n")
    );
    assert_eq!(outcomes("02.01.2026", "01.01.2026"), ran(2, "", "hamkor: --from comes after --to\n"));
}

#[test]
fn a_report_that_cannot_be_written_leaves_what_was_there() {
    let desk = Desk::with_list();
    let report = |out: &str| desk.run(&["report", "cities", "--format", "json", "--out", out]);
    assert_eq!(report("r.json"), ran(0, "", ""));
    desk.write("r.json", "an older report");
    std::fs::create_dir(desk.path("r.json.part")).expect("what stands in the way");
    let failed = report("r.json");
    assert_eq!((failed.code, failed.err.contains("r.json не пишется")), (Some(2), true), "{}", failed.err);
    assert_eq!(std::fs::read_to_string(desk.path("r.json")).expect("it is there"), "an older report");
    std::fs::create_dir(desk.path("there")).expect("a directory");
    assert_eq!(report("there").code, Some(2));
}

#[test]
fn papers_have_lines_for_what_the_list_does_not_say() {
    let desk = Desk::with_list();
    let empty = desk.run(&["report", "consent", "--lang", "tg", "--format", "html"]);
    assert!(empty.out.contains("Розигӣ барои нигоҳ доштани маълумоти шахсӣ") && empty.out.contains("class=\"line\""), "{}", empty.out);
    let known = desk.run(&["report", "slip", "--company", "A1", "--format", "html"]);
    assert!(known.out.contains("Медсофт") && known.out.contains("4823006703") && !known.out.contains("000000"), "{}", known.out);
    assert_eq!(
        desk.run(&["report", "slip", "--out", "slip.csv"]),
        ran(2, "", "hamkor: лист, который заполняют от руки, — не таблица: возьмите pdf, png, html или json\n")
    );
}

const GUESTS: &str = "company;language;wish;guest\nA1;ru;;\nКлиника «Шифо»;tg;системаи иттилоотии тиббӣ;Фирӯз Раҳимов\n";

/// A desk with a list on which both guests have somebody to meet, and the list of guests.
fn with_guests(guests: &str) -> Desk {
    let desk = Desk::with_list();
    desk.write("more.csv", "id,name,city,offers,needs\nC3,Больница Сино,Худжанд,лечение,медицинская информационная система\n");
    assert_eq!(desk.run(&["seed", "more.csv"]).code, Some(0));
    desk.write("guests.csv", guests);
    desk
}

const DELEGATION: [&str; 8] = ["report", "delegation", "--guests", "guests.csv", "--bot", "@hamkor_bot", "--lang", "en"];

#[test]
fn each_guest_has_a_page_in_their_language_with_whom_to_meet_why_and_a_code() {
    let desk = with_guests(GUESTS);
    let ran = desk.run(&[&DELEGATION[..], &["--format", "json"]].concat());
    assert_eq!(ran.err, "guests.csv, row 3: warning: no company \"Клиника «Шифо»\" is on the list; only the wish counts\n");
    let report: Value = serde_json::from_str(&ran.out).expect("a report as JSON");
    let parts = report["parts"].as_array().expect("parts");
    let pages: Vec<_> = parts.iter().map(|part| (part["language"].as_str(), part["title"].as_str())).collect();
    let expected = [("en", "Delegation: whom to meet"), ("ru", "Медсофт"), ("tg", "Клиника «Шифо»")];
    assert_eq!(pages, expected.map(|(language, title)| (Some(language), Some(title))));
    // Somebody who needs what the first offers, and somebody who has what the second wishes.
    let first = |part: &Value| blocks(part, "cards")[0]["cards"][0].clone();
    let (of_first, of_second) = (first(&parts[1]), first(&parts[2]));
    assert_eq!((&of_first["title"], &of_first["code"]), (&"Больница Сино".into(), &"https://t.me/hamkor_bot?start=c_C3".into()));
    assert_eq!((&of_second["title"], &of_second["code"]), (&"Медсофт".into(), &"https://t.me/hamkor_bot?start=c_A1".into()));
    assert!(!of_second["reasons"].as_array().expect("reasons").is_empty());
    assert_eq!(parts[2]["subtitle"], "Бо кӣ вохӯрдан ва чаро · Фирӯз Раҳимов");
    assert!(!ran.out.contains("000000"), "a contact is in it");
    assert!(!desk.run(&["ledger", "--format", "jsonl"]).out.contains("Раҳимов"), "a guest was stored");
}

#[test]
fn a_delegation_has_the_same_meetings_in_every_form() {
    let desk = with_guests(GUESTS);
    let written = |form: &str| {
        let file = format!("d.{form}");
        assert_eq!(desk.run(&[&DELEGATION[..], &["--out", &file]].concat()).code, Some(0));
        std::fs::read(desk.path(&file)).expect("the report is there")
    };
    let text = |form: &str| String::from_utf8(written(form)).expect("text");
    let json: Value = serde_json::from_str(&text("json")).expect("JSON");
    let rows = blocks(&json["parts"][0], "table")[0]["rows"].as_array().expect("rows").clone();
    let meetings: Vec<(String, f64)> =
        rows.iter().map(|row| (row["company"].as_str().expect("a name").to_owned(), row["score"].as_f64().expect("a number"))).collect();
    assert!(meetings.len() >= 2, "{meetings:?}");
    let csv = text("csv");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let records = reader.records().map(|record| record.expect("a row"));
    let in_csv: Vec<(String, f64)> = records.map(|row| (row[3].to_owned(), row[7].replace(',', ".").parse().expect("a number"))).collect();
    assert_eq!(in_csv, meetings);
    let page = text("html");
    assert_eq!(page.matches("<section class=\"card\">").count(), meetings.len());
    assert_eq!(page.matches("<svg ").count(), meetings.len(), "a code beside each");
    let book = written("xlsx");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("a workbook");
    let sheets = archive.file_names().flatten().filter(|name| name.starts_with("xl/worksheets/sheet")).count();
    assert_eq!(sheets, 3, "about it, the meetings, the totals");
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet2.xml").expect("a sheet"), &mut sheet).expect("text");
    for (at, (_, score)) in meetings.iter().enumerate() {
        let cell = sheet.split(&format!("<c r=\"H{}\"", at + 2)).nth(1).and_then(|rest| rest.split("<v>").nth(1)).expect("a cell");
        assert_eq!(cell.split('<').next().and_then(|value| value.parse::<f64>().ok()), Some(*score));
    }
    #[cfg(feature = "reports")]
    {
        let pdf = written("pdf");
        assert!(pdf.starts_with(b"%PDF-1.7") && pdf == written("pdf"));
        assert!(written("png").starts_with(b"\x89PNG"));
    }
}

#[test]
fn without_a_bot_a_code_holds_the_id_of_the_company() {
    let ran = with_guests(GUESTS).run(&["report", "delegation", "--guests", "guests.csv", "--lang", "en", "--format", "csv"]);
    assert!(ran.out.contains(";A1;A1\r\n") && ran.out.contains(";C3;C3\r\n"), "{}", ran.out);
}

#[test]
fn a_list_of_guests_that_is_wrong_is_refused_with_what_to_do() {
    let run = |guests: &str| {
        let ran = with_guests(guests).run(&[&DELEGATION[..], &["--format", "json"]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{}", ran.err);
        ran.err
    };
    let unknown = "guests.csv, row 2: no company \"Медсофтика\" is on the list (did you mean Медсофт (A1)?); there is no wish to look for either. Mend the name or id, or add a wish\n\
                   guests.csv, row 3: there is no language \"de\" here; use ru, tg or en\n";
    assert_eq!(run("company,language\nМедсофтика,ru\nA1,de\n"), unknown);
    assert_eq!(run("company,language\n"), "guests.csv: there is no guest in the file: write one a row under the header.\n");
    let header = run("Медсофт\nОкна\n");
    assert!(header.starts_with("guests.csv: there is no header row.") && header.contains("company, name"), "{header}");
    assert!(run("").contains("guests.csv"));
}

#[test]
fn guests_who_are_unknown_are_named_in_the_pack_and_the_others_have_their_pages() {
    let desk = with_guests("company;language;wish\nA1;ru;\nКлиника «Шифо»;tg;\nМедсофтика;ru;\nC3;de;\n");
    let ran = desk.run(&[&DELEGATION[..], &["--format", "json"]].concat());
    assert_eq!(ran.code, Some(1), "it is not the whole of what was asked for");
    let told = [
        "row 3: no company \"Клиника «Шифо»\" is on the list; there is no wish to look for either. Mend the name or id, or add a wish",
        "row 4: no company \"Медсофтика\" is on the list (did you mean Медсофт (A1)?); there is no wish to look for either. Mend the name or id, or add a wish",
        "row 5: there is no language \"de\" here; use ru, tg or en",
    ];
    let lines = told.map(|line| format!("guests.csv, {line}\n")).concat();
    assert_eq!(ran.err, lines + "Guests left out: 3. The pack is made for the others: 1.\n");
    let report: Value = serde_json::from_str(&ran.out).expect("a report as JSON");
    let titles: Vec<_> = report["parts"].as_array().expect("parts").iter().map(|part| part["title"].as_str()).collect();
    assert_eq!(titles, [Some("Delegation: whom to meet"), Some("Медсофт")]);
    let first = &blocks(&report["parts"][0], "list")[0];
    assert_eq!(first["key"], "left_out");
    let named = first["items"].as_array().expect("items").iter().map(|item| item[0]["text"].as_str().expect("a text").to_owned());
    assert_eq!(named.collect::<Vec<_>>(), told);
}

#[test]
fn a_card_is_of_one_company_that_fits_and_of_no_other() {
    let desk = with_guests(GUESTS);
    let card = |company: &str| {
        desk.run(&["report", "card", "--text", "нужна медицинская информационная система", "--company", company, "--format", "json"])
    };
    let report = json(&card("A1"));
    let shown = &blocks(&report["parts"][0], "cards")[0]["cards"];
    assert_eq!((shown.as_array().map(Vec::len), &shown[0]["title"]), (Some(1), &Value::from("Медсофт")));
    assert_eq!(card("B2"), ran(1, "", "Атласи Хуҷанд этому запросу не подходит.\n"));
    let table = desk.run(&["report", "card", "--text", "нужна медицинская информационная система", "--company", "A1", "--out", "a1.xlsx"]);
    assert_eq!((table.code, table.out.as_str()), (Some(2), ""));
    assert!(table.err.contains("hamkor report partners") && !desk.path("a1.xlsx").exists(), "{}", table.err);
}

#[cfg(feature = "reports")]
#[test]
fn the_outcomes_as_a_picture_are_one_small_sheet() {
    let desk = Desk::with_built_in_list();
    assert_eq!(desk.run(&["report", "outcomes", "--from", "01.01", "--lang", "tg", "--out", "f.png"]), ran(0, "", ""));
    let picture = std::fs::read(desk.path("f.png")).expect("the picture is there");
    let (wide, high) =
        (u32::from_be_bytes(picture[16..20].try_into().expect("four")), u32::from_be_bytes(picture[20..24].try_into().expect("four")));
    assert!((1_000..1_400).contains(&wide) && (300..2 * wide).contains(&high), "{wide} x {high}");
}

#[test]
fn languages_of_a_report_stand_before_the_command_after_it_or_in_the_environment() {
    let desk = Desk::with_list();
    let languages = |ran: &Ran| {
        let parts = json(ran)["parts"].as_array().expect("parts").clone();
        parts.iter().map(|part| part["language"].as_str().expect("a code").to_owned()).collect::<Vec<_>>()
    };
    let ways: [&[&str]; 3] = [
        &["--lang", "ru,tg", "report", "cities", "--format", "json"],
        &["report", "--lang", "ru,tg", "cities", "--format", "json"],
        &["report", "cities", "--lang", "ru,tg", "--format", "json"],
    ];
    for way in ways {
        assert_eq!(languages(&desk.run(way)), ["ru", "tg"], "{way:?}");
    }
    let cities = ["report", "cities", "--format", "json"];
    assert_eq!(languages(&desk.run_where(&[("HAMKOR_LANG", "ru,tg")], &cities)), ["ru", "tg"]);
    assert_eq!(languages(&desk.run_where(&[("HAMKOR_LANG", "ru,tg")], &[&cities[..], &["--lang", "en"]].concat())), ["en"]);
}

#[test]
fn what_is_no_report_takes_one_language_and_says_so() {
    let desk = Desk::with_list();
    let told = "hamkor: --lang en,ru: only reports are written in several languages. Choose one: ru, tg or en.\n";
    assert_eq!(desk.run(&["companies", "--lang", "en,ru"]), ran(2, "", told));
    assert_eq!(desk.run_where(&[("HAMKOR_LANG", "en,ru")], &["companies"]), ran(2, "", told));
}
