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
        assert_eq!((rows.len(), &rows[0]["company"], &rows[0]["number"]), (10, &Value::from("Медсофт"), &Value::from(1)));
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
    assert_eq!(unknown, ran_failed("hamkor: no company with the id \"Z9\" is on the list; hamkor companies shows all\n"));
}

fn ran_failed(err: &str) -> Ran {
    ran(2, "", err)
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
    assert_eq!(unknown, ran_failed("hamkor: --out r.doc: say with --format what it is to be: pdf, png, xlsx, csv, json or html\n"));
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
    assert_eq!(wrong.err, "hamkor: --from 32.01: no such day up to today; write 2026-11-27, 27.11.2026 or 27.11\n");

    desk.write("more.csv", "id,name,city,offers,needs\nA1,Медсофт,Липецк,медицинская информационная система,\nC3,Клиника Шифо,Худжанд,лечение,медицинская информационная система\n");
    assert_eq!(desk.run(&["seed", "more.csv"]).code, Some(0));
    let cities = json(&desk.run(&["report", "cities", "--format", "json"]));
    let pairs = blocks(&cities["parts"][0], "table").into_iter().find(|table| table["key"] == "pairs").expect("pairs");
    assert_eq!((&pairs["rows"][0]["needs_company"], &pairs["rows"][0]["company"]), (&Value::from("Клиника Шифо"), &Value::from("Медсофт")));
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
        ran_failed("hamkor: a paper to be filled in by hand is no table: take pdf, png, html or json\n")
    );
}
