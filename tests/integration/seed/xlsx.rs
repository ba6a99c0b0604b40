//! Workbooks, built here part by part.

use std::io::{Cursor, Write};
use std::sync::{Arc, Mutex};

use hamkor::domain::Company;
use hamkor::seed::open_told;
use proptest::prelude::*;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::{Directory, Options, SKIP_BAD, VOCABULARY, load, loaded, report, unopened};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A workbook with a sheet and shared texts.
struct Book {
    parts: Vec<(String, Vec<u8>)>,
}

impl Book {
    /// With these rows.
    fn new(rows: &str) -> Book {
        let link =
            |id: u8, kind: &str, target: &str| format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>");
        let links = |links: &str| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships>{links}</Relationships>");
        let tabs =
            "<sheet name=\"Лист1\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"Лист2\" sheetId=\"2\" state=\"visible\" r:id=\"rId2\"/>";
        let second = link(1, "worksheet", "worksheets/sheet1.xml")
            + &link(2, "worksheet", "/xl/worksheets/sheet2.xml")
            + &link(3, "sharedStrings", "sharedStrings.xml");
        Book { parts: Vec::new() }
            .with("_rels/.rels", links(&link(1, "officeDocument", "xl/workbook.xml")))
            .with("xl/_rels/workbook.xml.rels", links(&second))
            .with("xl/workbook.xml", format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{tabs}</sheets></workbook>"))
            .rows(SHEET, rows)
            .rows("xl/worksheets/sheet2.xml", "")
    }

    fn with(mut self, name: &str, content: impl Into<Vec<u8>>) -> Book {
        let content = content.into();
        match self.parts.iter_mut().find(|(known, _)| known == name) {
            Some(part) => part.1 = content,
            None => self.parts.push((name.to_owned(), content)),
        }
        self
    }

    fn rows(self, name: &str, rows: &str) -> Book {
        self.with(name, format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"))
    }

    fn merged(self, rows: &str, places: &[&str]) -> Book {
        let merges: String = places.iter().map(|place| format!("<mergeCell ref=\"{place}\"/>")).collect();
        self.with(SHEET, format!("<worksheet><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"))
    }

    /// With shared texts; they stand behind the sheets.
    fn texts(self, items: &str) -> Book {
        self.with("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{items}</sst>"))
    }

    fn replaced(mut self, from: &str, to: &str) -> Book {
        for (_, content) in &mut self.parts {
            *content = String::from_utf8_lossy(content).replace(from, to).into_bytes();
        }
        self
    }

    fn packed(&self, method: CompressionMethod) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            zip.start_file(name, SimpleFileOptions::default().compression_method(method)).expect("a part is begun");
            zip.write_all(content).expect("memory does not fail");
        }
        zip.finish().expect("memory does not fail").into_inner()
    }

    fn bytes(&self) -> Vec<u8> {
        self.packed(CompressionMethod::Deflated)
    }
}

/// A row of texts that stand in their cells, from this column on.
fn row(number: usize, first: char, texts: &[&str]) -> String {
    let cells: String = (first..)
        .zip(texts)
        .filter(|(_, text)| !text.is_empty())
        .map(|(column, text)| format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))
        .collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

/// A list of name, city and tax number, or phone, with these cells in its second row.
fn cells(cells: &str) -> Book {
    Book::new(&(row(1, 'A', &["Название", "Город", "ИНН", "Телефон"]) + &format!("<row r=\"2\">{cells}</row>")))
}

fn two() -> Book {
    Book::new(&(row(1, 'A', &["Название", "Город"]) + &row(2, 'A', &["Медсофт", "Липецк"]) + &row(3, 'A', &["Свет", "Худжанд"])))
}

/// Names and cities, in the order of names.
fn places(companies: &[Company]) -> Vec<(&str, &str)> {
    let mut places: Vec<_> = companies.iter().map(|company| (company.name.as_str(), company.city.as_str())).collect();
    places.sort_unstable();
    places
}

#[test]
fn a_table_stands_anywhere_in_a_sheet_and_its_rows_are_named_as_shown() {
    let rows = row(2, 'C', &["Партнёры на 15 июля"])
        + &row(5, 'C', &["НАЗВАНИЕ :", "Город", "Примечание"])
        + &row(6, 'C', &["Медсофт", "Липецк", "x"])
        + "<row r=\"7\"/><row r=\"8\" hidden=\"1\"><c r=\"C8\" s=\"4\"/><c r=\"D8\" t=\"str\"><v> </v></c></row>"
        + &row(9, 'A', &["заметка", "", "Свет", "Худжанд", "", "", "сбоку"]).replace("<row", "<row hidden=\"1\"")
        + &row(1_048_576, 'C', &["Лютик"]);
    assert_eq!(load("Список.XLSX", Book::new(&rows).bytes()), report(2, 1, &["error 1048576/Город city-missing"]));
}

#[test]
fn a_workbook_reads_the_same_however_it_is_written() {
    let expected = loaded("a.xlsx", two().bytes());
    assert_eq!(places(&expected), [("Медсофт", "Липецк"), ("Свет", "Худжанд")]);
    let strict =
        two().replaced(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships").replaced(MAIN, "http://purl.oclc.org/ooxml");
    let shared = row(1, 'A', &["Название", "Город"])
        + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>3</v></c><c r=\"B2\" t=\"s\"><v>0</v></c></row>"
        + "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" t=\"s\"><v>2</v></c></row>";
    let rich = "<si><t xml:space=\"preserve\"> Липецк</t></si><si><r><rPr><b/></rPr><t>Св</t></r><r><t>ет</t></r><rPh sb=\"0\"><t>свет</t></rPh></si>\
        <si><t>Худ&#1078;анд</t><phoneticPr fontId=\"1\"/></si><si><t><![CDATA[Мед]]>софт_x000D_\n</t></si>";
    let inline = two().replaced("<is><t>Медсофт</t></is>", "<is><r><t>Мед</t></r><r><t>софт</t></r><rPh><t>x</t></rPh></is>");
    for (name, book) in [
        ("strict", strict),
        ("without numbers", two().replaced(" r=\"", " z=\"")),
        ("a sheet that says its start late", two().replaced("<row r=\"1\">", "<row>")),
        ("prefixes", two().replaced("<", "<x:").replaced("<x:/", "</x:").replaced("<x:?", "<?")),
        ("a byte order mark", two().with(SHEET, [b"\xEF\xBB\xBF", &two().parts[3].1[..]].concat())),
        ("shared", Book::new(&shared).texts(rich)),
        ("inline", inline),
        ("far cells", two().replaced("</row>", "<c r=\"XFD2\" t=\"str\"><v>far</v></c></row>")),
        (
            "other slashes",
            Book { parts: two().parts.into_iter().map(|(name, part)| (name.replace('/', "\\").to_uppercase(), part)).collect() },
        ),
        ("absolute", two().replaced("Target=\"worksheets", "Target=\"/xl/worksheets")),
        ("dots", two().replaced("Target=\"worksheets", "Target=\"../xl/./worksheets")),
        ("without links of its own", Book { parts: two().parts.split_off(1) }),
    ] {
        assert_eq!(load("a.xlsx", book.bytes()), report(2, 0, &[]), "{name}");
        assert_eq!(loaded("a.xlsx", book.bytes()), expected, "{name}");
    }
    assert_eq!(loaded("a.xlsx", two().packed(CompressionMethod::Stored)), expected);
}

#[test]
fn the_first_visible_sheet_with_a_header_is_read_and_others_are_told_of() {
    let list = |city: &str| row(1, 'A', &["Название", "Город"]) + &row(2, 'A', &["Медсофт", city]);
    let second = Book::new(&row(1, 'A', &["Название", "Прочее"])).rows("xl/worksheets/sheet2.xml", &list("Худжанд"));
    assert_eq!(places(&loaded("a.xlsx", second.bytes())), [("Медсофт", "Худжанд")]);
    let both = || Book::new(&list("Липецк")).rows("xl/worksheets/sheet2.xml", &list("Худжанд"));
    assert_eq!(load("a.xlsx", both().bytes()), report(1, 0, &["warning file other-sheets read=Лист1"]));
    let hidden = both().replaced("sheetId=\"1\"", "sheetId=\"1\" state=\"hidden\"");
    assert_eq!(load("a.xlsx", hidden.bytes()), report(1, 0, &[]));
    assert_eq!(places(&loaded("a.xlsx", hidden.bytes())), [("Медсофт", "Худжанд")]);
    let only_hidden = two().replaced("sheetId=\"1\"", "sheetId=\"1\" state=\"veryHidden\"");
    assert_eq!(load("a.xlsx", only_hidden.bytes()), report(2, 0, &[]));
    assert_eq!(load("a.xlsx", Book::new("").bytes()), unopened("error file no-header"));
    assert_eq!(load("a.xlsx", Book::new(&list("").replace("Город", "Сайт")).bytes()), unopened("error 1 column-missing"));
    let twice = row(7, 'B', &["Название", "Город", "city"]);
    assert_eq!(load("a.xlsx", Book::new(&twice).bytes()), unopened("error 7/city column-twice"));
}

#[test]
fn a_value_merged_down_counts_for_every_row_it_covers() {
    let rows = row(1, 'A', &["Партнёры"])
        + &row(2, 'A', &["Город", "Название", "Телефон"])
        + &row(3, 'A', &["Липецк", "А", "1"])
        + &row(4, 'A', &["не видно", "Б", "2"])
        + "<row r=\"5\"/>"
        + &row(6, 'A', &["", "В", "тоже не видно"])
        + &row(7, 'A', &["Худжанд", "Г"])
        + "<row r=\"8\"/>";
    let book = Book::new("").merged(&rows, &["A1:C1", "B6:C6", "A3:A6", "A7:A8", "E3:E9", "A99999999:B1", "junk"]);
    let companies = loaded("a.xlsx", book.bytes());
    assert_eq!(places(&companies), [("А", "Липецк"), ("Б", "Липецк"), ("В", "Липецк"), ("Г", "Худжанд")]);
    assert!(companies.iter().all(|company| company.name != "В" || company.phone.is_empty()));
}

#[test]
fn a_header_may_take_two_rows() {
    let rows = row(1, 'A', &["Название", "Город", "Контакты", "", "Год"])
        + &row(2, 'C', &["Телефон", "Почта", "основания"])
        + &row(3, 'A', &["Медсофт", "Липецк", "742", "a@b.ru", "1999"]);
    let companies = loaded("a.xlsx", Book::new("").merged(&rows, &["A1:A2", "B1:B2", "C1:D1"]).bytes());
    assert_eq!(places(&companies), [("Медсофт", "Липецк")]);
    assert_eq!((companies[0].phone.as_str(), companies[0].email.as_str()), ("742", "a@b.ru"));
}

#[test]
fn digits_stay_digits_and_lost_ones_are_not_guessed() {
    let company = |tax: &str| {
        let cells = cells(&format!("<c t=\"str\"><v>А</v></c><c t=\"str\"><v>Липецк</v></c>{tax}<c><v>74742123456</v></c>"));
        loaded("a.xlsx", cells.bytes()).pop().expect("a company")
    };
    for tax in [
        "<c><v>4823006703</v></c>",
        "<c t=\"n\"><v>4.823006703E9</v></c>",
        "<c t=\"str\"><v>4823006703</v></c>",
        "<c><v>4823006703.0</v></c>",
    ] {
        assert_eq!((company(tax).tax_id.as_str(), company(tax).phone.as_str()), ("4823006703", "74742123456"), "{tax}");
    }
    let lost = cells("<c t=\"str\"><v>А</v></c><c t=\"str\"><v>Липецк</v></c><c t=\"str\"><v>4,823E+09</v></c>");
    assert_eq!(load("a.xlsx", lost.bytes()), report(1, 0, &["warning 2/ИНН tax-lost text=4,823E+09"]));
    let lost = cells("<c t=\"str\"><v>А</v></c><c t=\"str\"><v>Липецк</v></c><c><v>4.8230067030000001E+17</v></c>");
    assert_eq!(load("a.xlsx", lost.bytes()), report(1, 0, &["warning 2/ИНН tax-lost text=4.8230067030000001E+17"]));
}

#[test]
fn a_date_is_read_as_the_workbook_shows_it() {
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm;@\"/><numFmt numFmtId=\"165\" \
                  formatCode=\"0&quot; days&quot;\"/><numFmt numFmtId=\"166\" formatCode=\"000000000\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>\
                  <xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/></cellXfs></styleSheet>";
    let said = |settings: &str, cell: &str| {
        let rows = row(1, 'A', &["Название", "Город", "Описание"])
            + &format!("<row><c t=\"str\"><v>А</v></c><c t=\"str\"><v>Липецк</v></c>{cell}</row>");
        let link = format!("<Relationship Id=\"rId4\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>");
        let book = Book::new(&rows).replaced("</Relationships>", &link).replaced("<sheets>", &format!("{settings}<sheets>"));
        loaded("a.xlsx", book.with("xl/styles.xml", styles).bytes()).pop().expect("a company").description
    };
    for (cell, expected) in [
        ("<c s=\"1\"><v>44198</v></c>", "02.01.2021"),
        ("<c s=\"2\" t=\"n\"><v>44198.5</v></c>", "02.01.2021 12:00"),
        ("<c s=\"1\"><f>TODAY()</f><v>44198</v></c>", "02.01.2021"),
        ("<c s=\"1\"><v>4823006703</v></c>", "4823006703"),
        ("<c s=\"3\"><v>44198</v></c>", "44198"),
        ("<c s=\"0\"><v>44198</v></c>", "44198"),
        ("<c s=\"99\"><v>44198</v></c>", "44198"),
        ("<c s=\"-1\"><v>44198</v></c>", "44198"),
        ("<c s=\"1\" t=\"str\"><v>44198</v></c>", "44198"),
        ("<c><v>44198</v></c>", "44198"),
        // Zeros in front are shown as the format has them, and kept.
        ("<c s=\"4\"><v>20012345</v></c>", "020012345"),
        ("<c s=\"4\" t=\"str\"><v>20012345</v></c>", "20012345"),
    ] {
        assert_eq!(said("", cell), expected, "{cell}");
    }
    assert_eq!(said("<workbookPr date1904=\"1\"/>", "<c s=\"1\"><v>42736</v></c>"), "02.01.2021");
    let torn = two().replaced("sharedStrings", "styles").with("xl/styles.xml", "<styleSheet><numFmts>");
    assert_eq!(load("a.xlsx", torn.bytes()), unopened("error file torn part=xl/styles.xml"));
}

#[test]
fn formulas_give_their_stored_value_or_nothing_with_a_warning() {
    let name = |name: &str| cells(&format!("{name}<c t=\"str\"><v>Липецк</v></c>"));
    let stored = name("<c t=\"str\"><f>HYPERLINK(\"http://x\")</f><v>=1+1</v></c>");
    assert_eq!(places(&loaded("a.xlsx", stored.bytes())), [("=1+1", "Липецк")]);
    for (cell, expected) in [
        ("<c><f>B1</f></c>", "warning 2/Название formula-empty"),
        ("<c><f>B1</f><v></v></c>", "warning 2/Название formula-empty"),
        ("<c t=\"e\"><f>B1</f><v>#REF!</v></c>", "warning 2/Название cell-error text=#REF!"),
    ] {
        assert_eq!(load("a.xlsx", name(cell).bytes()), report(0, 1, &[expected, "error 2/Название name-missing"]), "{cell}");
    }
    let blank = cells("<c t=\"str\"><v>\u{200b}</v></c><c t=\"str\"><v>\u{a0}\u{feff}</v></c>");
    assert_eq!(load("a.xlsx", blank.bytes()), report(0, 0, &["warning file no-rows"]), "nothing of it can be seen");
    let phone = cells("<c t=\"str\"><v>А</v></c><c t=\"str\"><v>Липецк</v></c><c/><c t=\"e\"><v>#N/A</v></c>");
    assert_eq!(load("a.xlsx", phone.bytes()), report(1, 0, &["warning 2/Телефон cell-error text=#N/A"]));
    // Formulas are often drawn down far below the list.
    let drawn = row(1, 'A', &["Название", "Город", "Телефон"])
        + &row(2, 'A', &["А", "Липецк"])
        + "<row r=\"3\"><c r=\"A3\" t=\"str\"><f>x</f><v></v></c><c r=\"C3\"><f>x</f></c></row>";
    assert_eq!(load("a.xlsx", Book::new(&drawn).bytes()), report(1, 0, &[]));
}

#[test]
fn a_text_that_the_workbook_does_not_hold_refuses_its_row() {
    for index in ["2", "-1", "x", "", "99999999999999999999"] {
        let book = cells(&format!("<c t=\"s\"><v>0</v></c><c t=\"s\"><v>{index}</v></c>")).texts("<si><t>А</t></si><si/>");
        assert_eq!(load("a.xlsx", book.bytes()), report(0, 1, &["error 2/Город text-missing"]), "{index}");
    }
}

#[test]
fn limits_of_cells_are_those_of_text_files() {
    let text = |length: usize| cells(&format!("<c t=\"str\"><v>{}</v></c><c t=\"str\"><v>Липецк</v></c>", "я".repeat(length)));
    assert_eq!(load("a.xlsx", text(300).bytes()), report(1, 0, &[]));
    assert_eq!(load("a.xlsx", text(301).bytes()), report(0, 1, &["error 2/Название too-long limit=300"]));
    assert_eq!(load("a.xlsx", text(200_000).bytes()), report(0, 1, &["error 2/Название too-long limit=300"]));
    // Blanks that would be trimmed away do not hide what was cut.
    let blanks =
        cells("<c t=\"s\"><v>0</v></c><c t=\"str\"><v>Липецк</v></c>").texts(&format!("<si><t>А{}Б</t></si>", " ".repeat(200_000)));
    assert_eq!(load("a.xlsx", blanks.bytes()), report(0, 1, &["error 2/Название too-long limit=300"]));
}

#[test]
fn what_is_no_workbook_is_refused_with_its_reason() {
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain("<worksheet/>".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let torn = "error file torn part=zip";
    let sheet = format!("part={SHEET}");
    let doctype = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><worksheet/>";
    let docx = Book::new("").replaced("xl/workbook.xml", "word/document.xml").with("word/document.xml", "<w:document/>");
    let mut plain = Book { parts: Vec::new() }.with("readme.txt", "text");
    plain = plain.with("photo.jpg", [0xFF, 0xD8, 0xFF]);
    for (bytes, expected) in [
        (b"".to_vec(), "error file empty".to_owned()),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on".to_vec(), "error file locked".to_owned()),
        ("Название;Город\n".into(), "error file no-workbook".to_owned()),
        (b"PK".to_vec(), "error file no-workbook".to_owned()),
        (b"PK\x03\x04".to_vec(), torn.to_owned()),
        (plain.bytes(), "error file no-workbook".to_owned()),
        (docx.bytes(), "error file no-workbook".to_owned()),
        (two().with("xl/workbook.xml", [1, 2, 3]).bytes(), "error file no-workbook".to_owned()),
        (two().with(SHEET, doctype).bytes(), format!("error file doctype {sheet}")),
        (
            two().with(SHEET, "<?xml version=\"1.0\" encoding=\"windows-1251\"?><worksheet/>").bytes(),
            format!("error file not-utf8 {sheet}"),
        ),
        (two().with(SHEET, utf16).bytes(), format!("error file not-utf8 {sheet}")),
        (two().replaced("</sheetData></worksheet>", "</sheetData>").bytes(), format!("error 3 torn {sheet}")),
        (two().replaced("Свет", "&свет;").bytes(), format!("error 3 torn {sheet}")),
        (two().replaced("</row><row r=\"3\">", "</row></c><row r=\"3\">").bytes(), format!("error 2 torn {sheet}")),
        (two().with(SHEET, b"<worksheet>\xFF</worksheet>").bytes(), format!("error file torn {sheet}")),
        (Book { parts: two().parts.into_iter().filter(|(name, _)| name != SHEET).collect() }.bytes(), format!("error file torn {sheet}")),
    ] {
        assert_eq!(load("a.xlsx", bytes), unopened(&expected));
    }
    let whole = two().bytes();
    for end in (4..whole.len()).step_by(7) {
        assert_eq!(load("a.xlsx", &whole[..end]), unopened(torn), "{end} of {} bytes", whole.len());
    }
}

#[test]
fn a_part_that_does_not_match_its_checksum_stores_nothing() {
    let mut bytes = two().packed(CompressionMethod::Stored);
    let at = bytes.windows(8).position(|bytes| bytes == "Свет".as_bytes()).expect("stored as it is");
    bytes[at..at + 8].copy_from_slice("Тьма".as_bytes());
    assert_eq!(Directory::default().load("a.xlsx", &bytes, SKIP_BAD), unopened(&format!("error 3 torn part={SHEET}")));
}

#[test]
fn what_unpacks_to_more_than_any_spreadsheet_holds_is_not_read() {
    let over = |of: &str, limit: u64| format!("over-limit part={SHEET} over={of} limit={limit}");
    let zeros = "0".repeat(3 << 20);
    let header = row(1, 'A', &["Название", "Город"]);
    for (rows, expected) in [
        (format!("{header}<row><c t=\"str\"><v>{zeros}</v></c></row>"), format!("error 2 {}", over("element", 1))),
        (format!("{header}<row><c t=\"str\"><v>{}</v></c></row>", "&amp;".repeat(2 << 20)), format!("error 2 {}", over("element", 1))),
        (
            format!("{header}<row><c t=\"inlineStr\"><is>{}</is></c></row>", "<r><t>xx</t></r>".repeat(1 << 20)),
            format!("error 2 {}", over("element", 1)),
        ),
        (format!("{header}<row><c x=\"{zeros}\"/></row>"), format!("error 2 {}", over("element", 1))),
        (format!("{header}<!--{zeros}-->"), format!("error 1 {}", over("element", 1))),
        (format!("{header}{}", "<row><c>".repeat(200_000)), format!("error 2 {}", over("depth", 64))),
        (format!("{header}<row>{}</row>", "<c r=\"A2\"/>".repeat(20_000)), format!("error 2 {}", over("cells", 16_384))),
        (format!("{header}{}", "<row/>".repeat(1_048_576)), format!("error 1048577 {}", over("rows", 1_048_576))),
        (
            format!("<row>{}</row>", format!("<c t=\"str\"><v>{}</v></c>", "x".repeat(200)).repeat(10_000)),
            "error file no-header".to_owned(),
        ),
    ] {
        assert_eq!(load("a.xlsx", Book::new(&rows).bytes()), unopened(&expected));
    }
    let shared = two().texts(&format!("<si><t>{}</t></si>", "&amp;".repeat(2 << 20)));
    assert_eq!(load("a.xlsx", shared.bytes()), unopened("error file over-limit part=xl/sharedStrings.xml over=element limit=1"));
    let formats = "<numFmt numFmtId=\"164\" formatCode=\"yyyy\"/>".repeat((64 << 20) / 40);
    let styles = two().replaced("sharedStrings", "styles").with("xl/styles.xml", format!("<styleSheet>{formats}</styleSheet>"));
    assert_eq!(load("a.xlsx", styles.bytes()), unopened("error file over-limit part=xl/styles.xml over=small-part limit=64"));
    let parts = Book { parts: (0..10_001).map(|at| (format!("{at}"), Vec::new())).collect() };
    assert_eq!(load("a.xlsx", parts.packed(CompressionMethod::Stored)), unopened("error file over-limit part=zip over=parts limit=10000"));
}

#[test]
fn a_sheet_says_its_size_and_is_held_to_it() {
    let mut bytes = two().bytes();
    let name = SHEET.as_bytes();
    // In the archive's directory the size when unpacked stands 22 bytes before the name.
    let at = bytes.windows(name.len()).rposition(|bytes| bytes == name).expect("its directory is at its end") - 22;
    for (size, expected) in [(7, "error 3 torn"), ((1 << 30) + 1, "error file over-limit")] {
        bytes[at..at + 4].copy_from_slice(&u32::to_le_bytes(size));
        let report = load("a.xlsx", &bytes);
        assert!(report.said.len() == 1 && report.said[0].starts_with(expected) && !report.accepted, "{size}: {report:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_spoilt_workbook_makes_the_reader_panic(spoilt in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), stored: bool) {
        let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let mut bytes = two().texts("<si><t>x</t></si>").packed(method);
        for (at, byte) in spoilt {
            let length = bytes.len();
            bytes[at.index(length)] = byte;
        }
        let report = load("a.xlsx", &bytes);
        prop_assert!(report.accepted || !report.said.is_empty());
    }

    #[test]
    fn no_marks_in_a_sheet_make_the_reader_panic(marks in prop::collection::vec(0..24usize, 0..40)) {
        const MARKS: [&str; 24] = [
            "<row>", "</row>", "<row r=\"0\">", "<row r=\"9\"/>", "<c>", "</c>", "<c t=\"s\">", "<c r=\"A\">", "<c t=\"b\" r=\"B0\"/>", "<v>", "</v>",
            "<f/>", "<is>", "</is>", "<t>", "</t>", "<r>", "</r>", "1", "&lt;", "&#0;", "<sheetData>", "</sheetData>", "<mergeCell ref=\"A1:B9\"/>",
        ];
        let marks: String = marks.into_iter().map(|at| MARKS[at]).collect();
        let rows = row(1, 'A', &["Название", "Город"]) + &marks;
        let report = Directory::default().load("a.xlsx", &Book::new(&rows).texts("<si/>").bytes(), Options::default());
        prop_assert!(report.accepted || !report.said.is_empty());
    }
}

#[test]
fn how_far_a_large_workbook_is_read_is_told_before_its_first_row() {
    let rows: String = (2..4_000).map(|number| row(number, 'A', &[&format!("Завод {}", number * 7_919), "Липецк"])).collect();
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("list.xlsx");
    std::fs::write(&path, Book::new(&(row(1, 'A', &["Название", "Город"]) + &rows)).packed(CompressionMethod::Stored)).expect("written");
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = told.clone();
    let table = open_told("list.xlsx", &path, &VOCABULARY, move |far| heard.lock().expect("the readings").push(far)).expect("it opens");
    let readings = told.lock().expect("the readings").clone();
    let length = std::fs::metadata(&path).expect("a file").len();
    assert!(readings.is_sorted() && readings.iter().all(|(read, all)| read <= all && *all == length), "{readings:?}");
    assert!(readings.iter().any(|(read, _)| (length / 4..=length / 2).contains(read)), "it is told on the way: {readings:?}");
    assert_eq!(readings.last(), Some(&(length, length)), "it was read through");
    assert_eq!(table.count(), 3_998);
}
