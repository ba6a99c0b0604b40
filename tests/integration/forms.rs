//! Every report, of lists as they come, in every form: a page each, and the same numbers in all.

use std::io::Read;

use hamkor::domain::{Company, Field, Language};
#[cfg(feature = "reports")]
use hamkor::report::document::Block;
use hamkor::report::document::{Document, Layout, Table, said};
use hamkor::report::{Cell, ReportForm, write_document};
use serde_json::Value;

#[cfg(feature = "reports")]
use crate::pdf;
#[cfg(feature = "reports")]
use crate::report::partners_of;
use crate::report::{company, reports_of};

/// Lists as they come, by what is odd about them.
fn lists() -> Vec<(&'static str, Vec<Company>)> {
    let named = |name: &str| {
        let mut list = vec![
            company("L1", "Липецк", "светодиодные светильники", "курага"),
            company("K1", "Худжанд", "курага", "светодиодные светильники"),
        ];
        list.iter_mut().for_each(|company| company.set(Field::Name, name));
        list
    };
    vec![
        ("nobody", Vec::new()),
        ("one company", vec![company("L1", "Липецк", "светодиодные светильники", "")]),
        ("without a sector", vec![company("L1", "Липецк", "", ""), company("K1", "Худжанд", "", "щщщ")]),
        ("names of 300 characters", named(&"ОченьДлинноеНазвание".repeat(15))),
        ("names of one long word of signs", named(&"—".repeat(300))),
        ("pictures in names", named("Сад 🍎🍑👨‍👩‍👧 «Нур»")),
        ("from right to left", named("شرکت نور خجند (۱۲۳)")),
        ("markup", named("=1+1 <b>#x</b> $x$ *y* _z_ @ref \\ \" '")),
    ]
}

fn written(document: &Document, form: ReportForm) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_document(document, form, &mut bytes).expect("a report is written");
    bytes
}

fn text(document: &Document, form: ReportForm) -> String {
    String::from_utf8(written(document, form)).expect("it is text")
}

/// What a cell counts or measures.
fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) | Cell::Share(number) => Some(*number),
        Cell::Count(count) => Some(*count as f64),
        _ => None,
    }
}

fn numbers(tables: &[&Table]) -> Vec<f64> {
    tables.iter().flat_map(|table| &table.rows).flatten().filter_map(number).collect()
}

/// The same where shares are whole per cents.
fn in_per_cents(tables: &[&Table]) -> Vec<f64> {
    let rounded = |cell: &Cell| match cell {
        Cell::Share(share) => format!("{:.0}", 100.0 * share).parse::<f64>().ok().map(|per_cent| per_cent / 100.0),
        cell => number(cell),
    };
    tables.iter().flat_map(|table| &table.rows).flatten().filter_map(rounded).collect()
}

/// The numbers of all tables of a report, as JSON has them.
fn in_json(document: &Document) -> Vec<f64> {
    let json: Value = serde_json::from_str(&text(document, ReportForm::Json)).expect("JSON");
    let mut found = Vec::new();
    for ((_, table), written) in document.tables().zip(
        json["parts"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|part| part["blocks"].as_array().into_iter().flatten())
            .filter(|block| block["type"] == "table"),
    ) {
        let rows = written["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), table.rows.len());
        found.extend(rows.iter().flat_map(|row| table.columns.iter().filter_map(|column| row[column.key].as_f64())));
    }
    found
}

fn in_csv(document: &Document) -> Vec<f64> {
    let text = text(document, ReportForm::Csv);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut records = reader.records().map(|record| record.expect("a row"));
    let mut found = Vec::new();
    for (_, table) in document.tables() {
        // Above the header stand the name of the table and what report it is, where there are several.
        let is_header = |record: &csv::StringRecord| record.iter().eq(table.columns.iter().map(|column| column.name.as_str()));
        records.find(is_header).expect("a header");
        for row in &table.rows {
            let record = records.next().expect("a row of the table");
            found.extend(row.iter().zip(&record).filter(|(cell, _)| number(cell).is_some()).map(|(_, text)| {
                let plain = text.replace(',', ".");
                let parsed = plain.trim_end_matches('%').parse::<f64>().expect("a number");
                if plain.ends_with('%') { parsed / 100.0 } else { parsed }
            }));
        }
    }
    assert!(records.next().is_none(), "more rows than the report has");
    found
}

/// The numbers of the sheets of tables; also looks at what makes a sheet of use.
fn in_xlsx(document: &Document) -> Vec<f64> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(written(document, ReportForm::Xlsx))).expect("a workbook");
    let mut part = |name: String| {
        let mut text = String::new();
        archive.by_name(&name).expect("a sheet").read_to_string(&mut text).expect("text");
        text
    };
    let (mut found, mut sheet) = (Vec::new(), 0);
    for part_of in
        document.parts.iter().enumerate().filter(|(number, part)| *number == 0 || part.tables().next().is_some()).map(|(_, part)| part)
    {
        sheet += 1;
        let tables: Vec<&Table> = part_of.tables().collect();
        for table in &tables {
            sheet += 1;
            let xml = part(format!("xl/worksheets/sheet{sheet}.xml"));
            assert!(
                xml.contains("state=\"frozen\"") && xml.contains("<autoFilter"),
                "{} has no header that stays, or no filter",
                table.name
            );
            assert!(!xml.contains("<f>"), "{} holds a formula", table.name);
            let cell = |row: usize, column: usize| {
                let letter = char::from(b'A' + u8::try_from(column).expect("few columns"));
                let rest = xml.split(&format!("<c r=\"{letter}{}\"", row + 2)).nth(1).expect("a cell");
                rest.split("<v>").nth(1).and_then(|rest| rest.split('<').next()).and_then(|text| text.parse::<f64>().ok())
            };
            for (at, row) in table.rows.iter().enumerate() {
                found.extend(
                    row.iter()
                        .enumerate()
                        .filter(|(_, value)| number(value).is_some())
                        .map(|(column, _)| cell(at, column).expect("a number")),
                );
            }
        }
        // Rows of measures are of many kinds, and are not added up.
        if tables.iter().any(|table| !table.rows.is_empty() && table.column("measure").is_none()) {
            sheet += 1;
            let totals = part(format!("xl/worksheets/sheet{sheet}.xml"));
            assert!(totals.contains("<f>ROWS(") && totals.contains("<f>SUBTOTAL("), "totals are not live");
        }
    }
    found
}

/// The numbers of tables on the page, as people read them.
fn on_page(document: &Document) -> Vec<String> {
    let page = text(document, ReportForm::Html);
    let cells = page.split(" class=\"number\"><bdi>").skip(1);
    cells.filter_map(|rest| rest.split_once("</bdi>")).map(|(text, _)| text.to_owned()).collect()
}

fn as_people_read(document: &Document) -> Vec<String> {
    let shown = |(part, table): (&hamkor::report::document::Part, &Table)| {
        let printed: Vec<usize> = table.printed().map(|(at, _)| at).filter(|&at| table.holds_numbers(at)).collect();
        let cells = table.rows.iter().flat_map(|row| printed.iter().map(|&at| &row[at]).collect::<Vec<_>>());
        let numbers = cells.filter(|cell| number(cell).is_some() || **cell == Cell::Nothing);
        numbers.map(|cell| said(cell, part.language).into_owned()).collect::<Vec<_>>()
    };
    document.tables().flat_map(shown).collect()
}

#[test]
fn every_report_of_every_list_has_the_same_numbers_in_every_form() {
    for (odd, list) in lists() {
        for languages in [&[Language::Ru][..], &[Language::Tg, Language::En]] {
            for (name, document) in reports_of(&list, languages) {
                let tables: Vec<&Table> = document.tables().map(|(_, table)| table).collect();
                let expected = numbers(&tables);
                assert_eq!(in_json(&document), expected, "{name}, {odd}: JSON");
                if !matches!(name, "consent" | "slip") {
                    assert_eq!(in_csv(&document), in_per_cents(&tables), "{name}, {odd}: CSV");
                    assert_eq!(in_xlsx(&document), expected, "{name}, {odd}: XLSX");
                }
                let (mut on_page, mut read) = (on_page(&document), as_people_read(&document));
                if document.layout == Layout::Front {
                    // The first tables of both languages stand side by side.
                    on_page.sort();
                    read.sort();
                }
                assert_eq!(on_page, read, "{name}, {odd}: HTML");
                assert!(!text(&document, ReportForm::Html).contains("<b>#x"), "{name}: a name became markup");
            }
        }
    }
}

#[test]
fn the_same_data_give_the_same_bytes_in_every_form() {
    let (_, list) = lists().remove(1);
    let made = || -> Vec<(&'static str, ReportForm, Vec<u8>)> {
        let reports = reports_of(&list, &[Language::Ru, Language::Tg]);
        let in_forms =
            |(name, document): (&'static str, Document)| ReportForm::all().map(move |form| (name, form, written(&document, form)));
        reports.into_iter().flat_map(in_forms).collect()
    };
    for ((name, form, first), (.., second)) in made().into_iter().zip(made()) {
        assert!(first == second, "{name} as {form:?} is not the same twice");
    }
}

#[cfg(feature = "reports")]
#[test]
fn every_report_of_every_list_is_a_good_page() {
    for (odd, list) in lists() {
        for (name, document) in reports_of(&list, &[Language::Ru, Language::Tg]) {
            let pdf = written(&document, ReportForm::Pdf);
            let holds = |part: &[u8]| pdf.windows(part.len()).any(|window| window == part);
            assert!(holds(b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"), "{name}, {odd}: no PDF/A-2a");
            for (number, page) in pdf::read(&pdf).iter().enumerate() {
                assert!(page.is_within(), "{name}, {odd}: page {number} has letters beyond its margins");
                assert!(
                    page.text.contains("28.11.2026") || matches!(name, "consent" | "slip"),
                    "{name}, {odd}: page {number} does not say of when it is"
                );
            }
            if let Some(dir) = std::env::var_os("HAMKOR_SHOW_REPORTS") {
                let file = format!("{name}-{}.pdf", odd.replace(' ', "-"));
                std::fs::write(std::path::Path::new(&dir).join(file), &pdf).expect("a file is written");
            }
        }
    }
}

#[cfg(feature = "reports")]
#[test]
fn a_search_finds_words_that_are_too_long_for_their_place() {
    for (odd, list) in lists().into_iter().filter(|(odd, _)| odd.starts_with("names of")) {
        let name = &list[0].name;
        for (kind, document) in reports_of(&list, &[Language::Ru]).into_iter().filter(|(kind, _)| matches!(*kind, "partners" | "cities")) {
            let pages = pdf::read(&written(&document, ReportForm::Pdf));
            let lines = pages.iter().flat_map(|page| page.text.lines());
            // What ends a line that is broken within a word is its hyphen.
            let whole: String = lines.map(|line| line.trim_end_matches(['-', '\u{2010}', '\u{ad}'])).collect();
            assert!(!whole.contains('\u{200b}'), "{kind}, {odd}: {whole}");
            // The report of the cities has names in tables alone, where so long a one is cut.
            assert!(kind == "cities" || whole.contains(name.as_str()), "{kind}, {odd}: {whole}");
            assert!(!text(&document, ReportForm::Html).contains('\u{200b}'), "{kind}, {odd}: HTML");
        }
    }
}

/// The values of a table that stand on paper, row by row, as people read them; what may be broken at the end of a line is left out.
#[cfg(feature = "reports")]
fn rows_on_paper(document: &Document) -> Vec<String> {
    let shown = |(part, table): (&hamkor::report::document::Part, &Table)| {
        let printed: Vec<usize> = table.printed().map(|(at, _)| at).filter(|&at| table.holds_numbers(at)).collect();
        let row = |row: &Vec<Cell>| -> String {
            let numbers = printed.iter().map(|&at| &row[at]).filter(|cell| number(cell).is_some() || **cell == Cell::Nothing);
            numbers.map(|cell| said(cell, part.language)).collect()
        };
        table.rows.iter().map(row).collect::<Vec<_>>()
    };
    document.tables().flat_map(shown).collect()
}

#[cfg(feature = "reports")]
#[test]
fn a_pdf_has_the_same_numbers_as_the_other_forms() {
    for (odd, list) in lists() {
        for (name, document) in reports_of(&list, &[Language::Tg, Language::En]) {
            // Beside each other, the lines of two parts are mixed.
            let is_mixed = matches!(document.layout, Layout::Front | Layout::Beside);
            let document = Document { layout: if is_mixed { Layout::Pages } else { document.layout }, ..document };
            let found: String = pdf::read(&written(&document, ReportForm::Pdf)).iter().map(|page| page.numbers()).collect();
            let mut rest = found.as_str();
            for row in rows_on_paper(&document) {
                let row = pdf::numbers_of(&row);
                let at = rest.find(&row).unwrap_or_else(|| panic!("{name}, {odd}: {row} is not in its place: {rest}"));
                rest = &rest[at + row.len()..];
            }
        }
    }
}

#[cfg(feature = "reports")]
#[test]
fn what_a_pdf_says_can_be_searched_also_in_tajik() {
    const LETTERS: &str = "Ғ Қ Ҳ Ҷ Ӣ Ӯ ғ қ ҳ ҷ ӣ ӯ";
    let mut list =
        vec![company("K1", "Хуҷанд", "хлопчатобумажная ткань", LETTERS), company("L1", "Липецк", LETTERS, "хлопчатобумажная ткань")];
    list[1].set(Field::Name, LETTERS);
    for language in Language::ALL {
        for (name, document) in reports_of(&list, &[language]).into_iter().filter(|(name, _)| *name == "cities" || *name == "slip") {
            let text: String = pdf::read(&written(&document, ReportForm::Pdf)).into_iter().map(|page| page.text).collect();
            let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(said.contains(LETTERS), "{name}-{language}: {said}");
            assert!(said.contains(&document.parts[0].title), "{name}-{language}: {said}");
        }
        let (_, document) = reports_of(&list, &[language]).into_iter().find(|(name, _)| *name == "partners").expect("it is made");
        let text: String = pdf::read(&written(&document, ReportForm::Pdf)).into_iter().map(|page| page.text).collect();
        assert!(text.contains("Хуҷанд") || language != Language::Tg, "{text}");
    }
}

#[cfg(feature = "reports")]
#[test]
fn two_languages_stand_side_by_side_heading_by_heading() {
    let headings = |document: &Document, part: usize| -> Vec<String> {
        let of = |block: &Block| if let Block::Heading { text } = block { Some(text.clone()) } else { None };
        [document.parts[part].title.clone()].into_iter().chain(document.parts[part].blocks.iter().filter_map(of)).collect()
    };
    let (_, list) = lists().remove(1);
    for (name, document) in reports_of(&list, &[Language::Ru, Language::Tg]) {
        if document.layout != Layout::Beside {
            continue;
        }
        let pages = pdf::read(&written(&document, ReportForm::Pdf));
        assert!(pages.iter().all(pdf::Page::is_within), "{name}: a letter lies over another or over the margin");
        let (left, right) = (headings(&document, 0), headings(&document, 1));
        assert!(left.len() == right.len() && left.len() > 2, "{name}: {left:?} {right:?}");
        for (left, right) in left.iter().zip(&right) {
            assert!(pages.iter().any(|page| page.has_on_a_line(left, right)), "{name}: {left} and {right} are not on one line");
        }
        let html = text(&document, ReportForm::Html);
        assert!(html.contains("<div class=\"beside whole\"") && html.matches("<article").count() == 2, "{name}");
    }
}

/// So many companies, each of which answers.
#[cfg(feature = "reports")]
fn many(count: usize) -> Document {
    let city = |number: usize| if number.is_multiple_of(2) { "Липецк" } else { "Худжанд" };
    let one = |number: usize| company(&format!("N{number}"), city(number), "светодиодные светильники", "");
    partners_of(&(0..count).map(one).collect::<Vec<_>>(), count, Language::Ru)
}

#[cfg(feature = "reports")]
#[test]
fn ten_thousand_matches_make_a_report() {
    let document = many(10_000);
    let (_, table) = document.tables().next().expect("a table");
    let expected = numbers(&[table]);
    assert_eq!(expected.len(), 20_000, "a number and a score each");
    assert_eq!(in_json(&document), expected);
    assert_eq!(in_csv(&document), expected);
    assert_eq!(on_page(&document), as_people_read(&document));
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(written(&document, ReportForm::Xlsx))).expect("a workbook");
    let mut sheet = String::new();
    book.by_name("xl/worksheets/sheet2.xml").expect("the matches").read_to_string(&mut sheet).expect("text");
    assert_eq!(sheet.matches("<row ").count(), 10_001);
}

#[cfg(feature = "reports")]
#[test]
fn on_paper_the_numbers_of_a_long_table_stay_whole() {
    let pages = pdf::read(&written(&many(1_200), ReportForm::Pdf));
    assert!(pages.len() > 20 && pages.iter().all(pdf::Page::is_within), "{} pages", pages.len());
    let text: String = pages.into_iter().map(|page| page.text).collect();
    assert!(["99", "999", "1000", "1200"].iter().all(|number| text.lines().any(|line| line.starts_with(number))), "a number is broken");
}
