//! The forms of a report against each other.

use std::io::Read;

use super::document::{Bar, Bars, Block, Card, Chart, Column, Document, FormField, Item, Layout, Part, Rich, SCHEMA, Table};
use super::*;
use crate::domain::Language;

/// Names as they come: long, in pictures, from right to left, with markup of all kinds.
pub(super) const NAMES: [&str; 8] = [
    "Медсофт",
    "Сад 🍎🍑 «Нур»",
    "شرکت نور خجند",
    "חברה לדוגמה",
    "=HYPERLINK(\"http://a.example\";\"x\")",
    "<script>alert(1)</script> & #injection $x$ *b* _i_ @ref \\u{41}",
    "Ғ Қ Ҳ Ҷ Ӣ Ӯ ғ қ ҳ ҷ ӣ ӯ ₽ №",
    "ДлинноеНазваниеБезЕдиногоПробела",
];

/// A report with all there can be in one, in one language.
pub(super) fn report(language: Language, rows: u64) -> Document {
    let name = |number: u64| {
        let name = NAMES[number as usize % NAMES.len()];
        if number % 16 == 15 { name.repeat(10).chars().take(300).collect() } else { name.to_owned() }
    };
    let columns = [("number", 3), ("company", 20), ("city", 10), ("score", 6), ("share", 6), ("day", 10), ("id", 0)];
    let row = |number: u64| {
        vec![
            Cell::Count(number + 1),
            Cell::Text(name(number)),
            Cell::Text(if number.is_multiple_of(2) { "Липецк" } else { "Хуҷанд" }.to_owned()),
            Cell::Number((number % 100) as f64 / 100.0),
            Cell::Share((number % 7) as f64 / 8.0),
            Cell::Date(jiff::civil::date(2026, 11, 1 + (number % 28) as i8)),
            Cell::Code(format!("{:03}", number)),
        ]
    };
    let item = |name: &str, value: &str| Item { key: "item", name: name.to_owned(), value: value.into() };
    let card = |number: u64| Card {
        number: number as usize + 1,
        title: name(number),
        place: "Хуҷанд".to_owned(),
        badge: "сильное совпадение".to_owned(),
        level: 1 + (number % 3) as u8,
        reasons: vec![Rich::marked(format!("«{}» → «МИС»", name(number)), 2..2 + name(number).len())],
        items: vec![item("Источник", "ТПП")],
        code: None,
    };
    let blocks = vec![
        Block::Heading { text: "Ҷустуҷӯ".to_owned() },
        Block::Quote { text: name(5) },
        Block::Facts { key: "facts", items: vec![item("Забон", "тоҷикӣ")] },
        Block::Table(Table {
            key: "matches",
            name: "Совпадения: [1]/2".to_owned(),
            columns: columns.map(|(key, share)| Column::new(key, key.to_owned(), share)).into(),
            rows: (0..rows).map(row).collect(),
            count_by: vec!["city", "company"],
            empty: "Никого.".to_owned(),
        }),
        Block::Cards { key: "cards", cards: (0..rows.min(16)).map(card).collect() },
        Block::Bars(Bars {
            key: "bars",
            name: "По отраслям".to_owned(),
            chart: Chart::Bars,
            bars: vec![Bar { name: name(1), count: 12_345 }, Bar { name: name(2), count: 0 }],
        }),
        Block::PageBreak,
        Block::Form {
            key: "form",
            fields: vec![
                FormField::Line { name: "Компания".to_owned(), value: String::new(), lines: 2 },
                FormField::Line { name: "Город".to_owned(), value: "Липецк".to_owned(), lines: 1 },
                FormField::Tick { text: "Розӣ ҳастам".to_owned() },
                FormField::Signature { name: "Подпись".to_owned(), under: "фамилия, дата".to_owned() },
            ],
        },
        Block::Note { text: "мелко".to_owned() },
    ];
    let part = Part {
        language,
        title: "Отчёт <образец>".to_owned(),
        subtitle: "за ноябрь".to_owned(),
        source: "Источник: список, 28.11.2026".to_owned(),
        page: "Страница {n} из {all}".to_owned(),
        blocks,
    };
    let as_of = "2026-11-28T11:22:33Z".parse().expect("a time");
    Document { report: "partners", schema: SCHEMA, as_of, layout: Layout::Pages, parts: vec![part] }
}

fn written(document: &Document, form: ReportForm) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_document(document, form, &mut bytes).expect("a report is written");
    bytes
}

/// A part of a workbook.
fn part_of(book: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("a workbook is an archive");
    let mut text = String::new();
    archive.by_name(name).expect("the part is there").read_to_string(&mut text).expect("it is text");
    text
}

/// What stands between two marks, each time.
fn between<'t>(text: &'t str, start: &'t str, end: &'t str) -> Vec<&'t str> {
    text.split(start).skip(1).filter_map(|rest| rest.split_once(end)).map(|(inside, _)| inside).collect()
}

#[test]
fn all_forms_hold_the_same_numbers() {
    let document = report(Language::En, 40);
    let json: serde_json::Value = serde_json::from_slice(&written(&document, ReportForm::Json)).expect("JSON");
    let blocks = json["parts"][0]["blocks"].as_array().expect("blocks");
    let table = blocks.iter().find(|block| block["key"] == "matches").expect("a table");
    let rows = table["rows"].as_array().expect("rows");
    let scores: Vec<f64> = rows.iter().map(|row| row["score"].as_f64().expect("a number")).collect();
    assert_eq!(scores, (0..40).map(|number| f64::from(number) / 100.0).collect::<Vec<_>>());

    let csv = written(&document, ReportForm::Csv);
    let csv = String::from_utf8(csv).expect("UTF-8");
    let mut reader = ::csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let records: Vec<::csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("a table");
    assert_eq!(records.iter().map(|record| record[3].parse::<f64>().expect("a number")).collect::<Vec<_>>(), scores);

    let sheet = part_of(&written(&document, ReportForm::Xlsx), "xl/worksheets/sheet2.xml");
    let of_column = |column: char| -> Vec<f64> {
        between(&sheet, "<c r=\"", "</c>")
            .into_iter()
            .filter(|cell| cell.starts_with(column) && !cell.contains("t=\"s\""))
            .map(|cell| between(cell, "<v>", "</v>")[0].parse().expect("a number"))
            .collect()
    };
    assert_eq!(of_column('D'), scores);
    assert_eq!(of_column('A'), (1..=40).map(f64::from).collect::<Vec<_>>());

    let page = String::from_utf8(written(&document, ReportForm::Html)).expect("UTF-8");
    let cells = between(&page, " class=\"number\"><bdi>", "</bdi>");
    let shown: Vec<f64> = cells.chunks(3).map(|row| row[1].parse().expect("a number")).collect();
    assert_eq!(shown, scores);
}

#[test]
fn tables_of_one_csv_are_told_apart_and_its_numbers_are_numbers_to_excel() {
    let csv = |language, tables: usize| {
        let mut document = report(language, 3);
        let blocks = &mut document.parts[0].blocks;
        let table = blocks.iter().find(|block| matches!(block, Block::Table(_))).expect("a table").clone();
        blocks.extend(vec![table; tables - 1]);
        String::from_utf8(written(&document, ReportForm::Csv)).expect("UTF-8")
    };
    let russian = csv(Language::Ru, 2);
    let lines: Vec<&str> = russian.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert_eq!(lines[..5], ["Отчёт <образец>", "за ноябрь", "Источник: список, 28.11.2026", "", "Совпадения: [1]/2"]);
    assert_eq!(lines[5], "number;company;city;score;share;day;id");
    assert_eq!(lines[7].split(';').skip(3).take(2).collect::<Vec<_>>(), ["0,01", "12%"]);
    assert_eq!(lines[9..11], ["", "Совпадения: [1]/2"]);
    assert!(csv(Language::En, 2).contains(";0.01;12%;"));
    assert!(csv(Language::Tg, 1).starts_with("\u{feff}number;company;"));
}

#[test]
fn no_form_runs_what_a_name_says() {
    let document = report(Language::Ru, 40);
    let page = String::from_utf8(written(&document, ReportForm::Html)).expect("UTF-8");
    assert!(!page.contains("<script"), "a name became markup");
    let csv = String::from_utf8(written(&document, ReportForm::Csv)).expect("UTF-8");
    assert!(csv.contains("\"'=HYPERLINK"), "a formula is not guarded");
    let book = written(&document, ReportForm::Xlsx);
    assert!(!part_of(&book, "xl/worksheets/sheet2.xml").contains("<f>"), "data became a formula");
    let totals = part_of(&book, "xl/worksheets/sheet3.xml");
    let formulas = between(&totals, "<f>", "</f>");
    assert!(formulas.contains(&"ROWS('Совпадения 12'!$A$2:$A$41)"), "{formulas:?}");
    assert!(formulas.iter().all(|formula| !formula.contains("HYPERLINK")), "{formulas:?}");
    // Each formula carries the number that it comes to.
    assert_eq!(between(&totals, "</f><v>", "</v>")[..2], ["40", "40"]);
}

#[test]
fn a_workbook_is_printed_as_wide_as_the_page_with_its_source_below_and_no_text_lies_over_another() {
    let book = written(&report(Language::Ru, 40), ReportForm::Xlsx);
    let sheet = part_of(&book, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("fitToPage=\"1\"") && sheet.contains("fitToHeight=\"0\"") && sheet.contains("orientation=\"landscape\""));
    assert!(sheet.contains("Источник: список, 28.11.2026&amp;RСтраница &amp;P из &amp;N"), "the source is not at the foot");
    assert!(part_of(&book, "xl/workbook.xml").contains("_xlnm.Print_Titles"), "the header is not on each page");
    let height = |row: u64| {
        let start = format!("<row r=\"{row}\"");
        let row = between(&sheet, &start, ">")[0];
        between(row, "ht=\"", "\"").first().map_or(15.0, |height| height.parse::<f64>().expect("points"))
    };
    // The first name is a word, the sixteenth has 300 letters in a column of 60.
    assert_eq!(height(2), 15.0);
    assert!((75.0..=120.0).contains(&height(17)), "{}", height(17));
    let styles = part_of(&book, "xl/styles.xml");
    assert!(styles.contains("indent=\"1\""), "a number touches the text beside it");
}

#[test]
fn what_is_of_several_kinds_is_not_added_up() {
    let mut document = report(Language::Ru, 4);
    for block in &mut document.parts[0].blocks {
        if let Block::Table(table) = block {
            table.columns[0].key = "measure";
        }
    }
    let workbook = part_of(&written(&document, ReportForm::Xlsx), "xl/workbook.xml");
    assert_eq!(between(&workbook, "<sheet name=\"", "\"").len(), 2, "{workbook}");
}

#[test]
fn columns_on_a_page_are_as_wide_as_on_paper_so_that_a_long_text_breaks_no_short_word() {
    let document = report(Language::En, 16);
    let page = String::from_utf8(written(&document, ReportForm::Html)).expect("UTF-8");
    let widths: Vec<u32> = between(&page, "<col style=\"width:", "%\">").iter().map(|width| width.parse().expect("per cent")).collect();
    assert_eq!(widths, [5, 36, 18, 10, 10, 18]);
}

/// A caption is left alone at the end of a sheet when its table goes to the next one.
#[test]
fn the_name_of_a_table_is_printed_on_the_sheet_where_the_table_begins() {
    let page = String::from_utf8(written(&report(Language::Ru, 4), ReportForm::Html)).expect("UTF-8");
    assert!(page.contains("<h3>Совпадения: [1]/2</h3>\n<table class=\"rows stacked\" aria-label=\"Совпадения: [1]/2\">"));
    assert!(page.contains("<h3>По отраслям</h3>\n<table class=\"bars\"") && !page.contains("<caption"));
    assert!(page.contains("h2, h3 { break-after: avoid; }"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let document = report(Language::Tg, 20);
    for form in [ReportForm::Xlsx, ReportForm::Csv, ReportForm::Json, ReportForm::Html] {
        assert!(written(&document, form) == written(&document, form), "{form:?}");
    }
}

#[test]
fn a_report_without_rows_says_so_in_every_form() {
    let document = report(Language::Ru, 0);
    assert!(String::from_utf8(written(&document, ReportForm::Html)).expect("UTF-8").contains("<p>Никого.</p>"));
    let book = written(&document, ReportForm::Xlsx);
    let sheet = part_of(&book, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<autoFilter") && sheet.contains("<mergeCell ref=\"A2:G2\"/>"), "{sheet}");
    assert!(part_of(&book, "xl/sharedStrings.xml").contains("Никого."), "a sheet without rows would be an empty page");
    assert_eq!(String::from_utf8(written(&document, ReportForm::Csv)).expect("UTF-8").lines().count(), 1);
}

#[test]
fn whatever_a_spreadsheet_would_run_gets_an_apostrophe() {
    for text in ["=1", "+7 474", "-x", "@x", "  =1", "\u{a0}=1", "\t1", "\r1", "＝1", "＋1", "－1", "＠1", "'=1"] {
        assert_eq!(guarded(text), format!("'{text}"));
    }
    for text in ["", "мука", "7 + 1", "'x"] {
        assert_eq!(guarded(text), text);
    }
}
