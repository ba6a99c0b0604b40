//! Awkward files, each with all that is said of it.

mod corpus;
mod written;
mod xlsx;

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::LazyLock;

use hamkor::domain::{Company, Field, Tally};
use hamkor::report::{self, Format};
use hamkor::seed::{Check, Checked, Fate, Key, KeyMaker, Options, Remark, Severity, open, open_bytes};
use hamkor::understanding::Vocabulary;
use proptest::prelude::*;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::built_in);

const STRICT: Options = Options { strict: true, skip_bad: false, side: None };
const SKIP_BAD: Options = Options { strict: false, skip_bad: true, side: None };

/// A directory in memory, and what loading files into it did.
#[derive(Default)]
struct Directory {
    companies: HashMap<String, Company>,
}

/// What was said of one file.
#[derive(Debug, PartialEq)]
struct Report {
    tally: Tally,
    accepted: bool,
    /// `error 3/Город seed-city-unknown text=Москва`.
    said: Vec<String>,
}

impl Directory {
    fn load(&mut self, name: &str, bytes: &[u8], options: Options) -> Report {
        let table = match open_bytes(name, bytes.to_vec(), &VOCABULARY) {
            Ok(table) => table,
            Err(remark) => return Report { tally: Tally::default(), accepted: false, said: vec![said(&remark)] },
        };
        let mut keys = KeyMaker::new(&VOCABULARY);
        let stored: Vec<_> = self.companies.values().map(|company| (company.clone(), keys.keys(company))).collect();
        let known = |key: Key<'_>| {
            let found = stored.iter().find(|(company, keys)| match key {
                Key::Id(id) => company.id == id,
                Key::TaxId(tax_id) => company.tax_id == tax_id,
                Key::Alike(alike) => keys.alike == alike,
            });
            Ok::<_, Infallible>(found.map(|(company, _)| company.clone()))
        };
        let mut check = Check::new(options, &VOCABULARY, known);
        let Ok(rows) = table.map(|row| check.row(row)).collect::<Result<Vec<Checked>, Infallible>>();
        let mut known: Vec<&Company> = self.companies.values().collect();
        known.sort_by(|a, b| a.id.cmp(&b.id));
        let shared: Vec<Remark> = known.into_iter().filter_map(|known| check.shared_with(known, &mut keys)).collect();
        let said = rows.iter().flat_map(|row| &row.remarks).chain(&shared).chain(&check.remark()).map(said).collect();
        let report = Report { tally: check.tally(), accepted: check.is_accepted(), said };
        if report.accepted {
            let stored = rows.into_iter().filter(|row| matches!(row.fate, Fate::New | Fate::Updated));
            self.companies.extend(stored.map(|row| (row.company.id.clone(), row.company)));
        }
        report
    }

    fn all(&self) -> Vec<Company> {
        let mut all: Vec<Company> = self.companies.values().cloned().collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }
}

fn said(remark: &Remark) -> String {
    let severity = if remark.severity == Severity::Error { "error" } else { "warning" };
    let place = remark.row.map_or("file".to_owned(), |row| row.to_string());
    let column = remark.column.as_ref().map_or(String::new(), |column| format!("/{column}"));
    let args = remark.what.args().into_iter().filter(|(name, _)| *name != "names" && *name != "reason");
    let args: String = args.map(|(name, value)| format!(" {name}={value}")).collect();
    format!("{severity} {place}{column} {}{args}", remark.what.key().trim_start_matches("seed-"))
}

fn load(name: &str, bytes: impl AsRef<[u8]>) -> Report {
    Directory::default().load(name, bytes.as_ref(), Options::default())
}

fn loaded(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Company> {
    let mut directory = Directory::default();
    let report = directory.load(name, bytes.as_ref(), Options::default());
    assert!(report.accepted, "{report:?}");
    directory.all()
}

/// The report of a file whose rows are all new but those refused.
fn report(new: usize, refused: usize, said: &[&str]) -> Report {
    let tally = Tally { new, refused, ..Tally::default() };
    Report { tally, accepted: refused == 0, said: said.iter().map(|said| said.to_string()).collect() }
}

fn unopened(said: &str) -> Report {
    Report { accepted: false, ..report(0, 0, &[said]) }
}

fn cp1251(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1251.encode(text).0.into_owned()
}

fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

const TWO: &str = "Название;Город\nМедсофт;Липецк\nСвет;Худжанд\n";

#[test]
fn a_list_reads_the_same_in_every_encoding_delimiter_and_line_end() {
    let expected = loaded("a.csv", TWO);
    assert_eq!(expected.len(), 2);
    let files: [(&str, Vec<u8>); 12] = [
        ("A.CSV", TWO.into()),
        ("bom.csv", format!("\u{feff}{TWO}").into()),
        ("le.csv", utf16(TWO, false)),
        ("be.txt", utf16(TWO, true)),
        ("cp1251.csv", cp1251(TWO)),
        ("comma.csv", TWO.replace(';', ",").into()),
        ("tab.tsv", TWO.replace(';', "\t").into()),
        ("crlf.csv", TWO.replace('\n', "\r\n").into()),
        ("mixed.csv", TWO.replacen('\n', "\r\n", 1).into()),
        ("cr.csv", TWO.replace('\n', "\r").into()),
        ("sep.csv", format!("sep=|\r\n{}", TWO.replace(';', "|")).into()),
        ("no-end.csv", TWO.trim_end().into()),
    ];
    for (name, bytes) in files {
        assert_eq!(load(name, &bytes), report(2, 0, &[]), "{name}");
        assert_eq!(loaded(name, &bytes), expected, "{name}");
    }
}

#[test]
fn what_is_no_list_is_refused_before_its_rows() {
    for (name, bytes, expected) in [
        ("a.XLS", &b"\xD0\xCF\x11\xE0"[..], "error file save-as-xlsx kind=xls"),
        ("a.ods", b"PK\x03\x04", "error file save-as-xlsx kind=ods"),
        ("a.pdf", b"x", "error file unknown-kind kind=pdf"),
        ("a", b"x", "error file no-kind"),
        ("empty.csv", b"", "error file empty"),
        ("empty.json", b"", "error file empty"),
        ("workbook.csv", b"PK\x03\x04\x14\x00\x06\x00", "error file not-text"),
        ("no-header.csv", "Медсофт;Липецк\n".as_bytes(), "error file no-header"),
        ("one-name.csv", "Название;Тел\nМедсофт;1\n".as_bytes(), "error file no-header"),
        ("no-city.csv", "Название;Телефон\nМедсофт;1\n".as_bytes(), "error 1 column-missing"),
        ("twice.csv", "Название;Город;Name\nА;Липецк;Б\n".as_bytes(), "error 1/Name column-twice"),
        ("text.json", b"\"companies\"", "error file no-list"),
        ("object.json", br#"{"name": "A", "city": "B"}"#, "error file no-list"),
        ("other.json", br#"{"companies": {"name": "A"}}"#, "error file no-list"),
        ("brackets.json", br#"{"companies""#, "error file no-list"),
    ] {
        assert_eq!(load(name, bytes), unopened(expected), "{name}");
    }
}

#[test]
fn bytes_that_mean_nothing_are_named_in_rows_above_the_list_too() {
    let list = |begin: &[u8]| [begin, "А;Липецк\nБ;Худжанд\n".as_bytes()].concat();
    let header = "Название;Город";
    let title = ["Реестр".as_bytes(), &b"\xFF;\n"[..], format!("{header}\n").as_bytes()].concat();
    assert_eq!(load("title.csv", list(&title)), report(2, 1, &["error 1 bad-bytes"]));
    let column = [header.as_bytes(), b";\xFF\n"].concat();
    assert_eq!(load("column.csv", list(&column)), unopened("error 1 bad-bytes"));
    let marked = [&b"\xEF\xBB\xBF"[..], &cp1251(TWO)].concat();
    assert_eq!(load("marked.csv", marked), unopened("error 1 bad-bytes"));
}

#[test]
fn rows_in_which_nothing_can_be_seen_are_blank() {
    let rows = "\u{200b};\u{200b}\n\u{a0};\t\n;\u{feff}\u{ad}\n\u{1a}";
    assert_eq!(load("a.csv", format!("{TWO}{rows}")), report(2, 0, &[]));
    assert_eq!(load("dos.csv", [&encoding_rs::IBM866.encode(TWO).0[..], b"\x1A"].concat()), report(2, 0, &[]));
    assert_eq!(load("a.jsonl", "{\"name\": \"А\", \"city\": \"Липецк\"}\n\u{a0}\u{200b}\n\u{1a}"), report(1, 0, &[]));
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_folders_are_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe.csv");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()));
    let device = folder.path().join("zero.csv");
    std::os::unix::fs::symlink("/dev/zero", &device).expect("a link");
    let inner = folder.path().join("folder.csv");
    std::fs::create_dir(&inner).expect("a folder");
    for path in [pipe, device, inner] {
        assert_eq!(open(&path, &VOCABULARY).err().as_ref().map(said).as_deref(), Some("error file not-a-file"), "{path:?}");
    }
    let missing = open(&folder.path().join("missing.csv"), &VOCABULARY).err();
    assert_eq!(missing.as_ref().map(said).as_deref(), Some("error file no-such-file"));
}

#[test]
fn a_file_over_the_limit_is_not_read() {
    let file = tempfile::Builder::new().suffix(".csv").tempfile().expect("a file");
    file.as_file().set_len(hamkor::seed::FILE_BYTES + 1).expect("a sparse file");
    assert_eq!(open(file.path(), &VOCABULARY).err().as_ref().map(said).as_deref(), Some("error file too-large limit=400"));
}

#[test]
fn rows_of_csv_are_named_by_the_line_where_they_begin() {
    for (name, text, expected) in [
        ("titles", "Список;;\nна 15 июля;;\n\nНазвание;Город;\nА;Липецк;\nБ;;\n", report(1, 1, &["error 6/Город city-missing"])),
        ("blank lines", "name,city\n\n\nA,Lipetsk\n , \n\n,Lipetsk\n", report(1, 1, &["error 7/name name-missing"])),
        ("a break in quotes", "name,city,offers\n\"A\",Lipetsk,\"x\r\ny\"\n\nB\n", report(1, 1, &["error 5/city city-missing"])),
        ("a sep line", "sep=,\nname,city\nA\n", report(0, 1, &["error 3/city city-missing"])),
        ("doubled quotes", "name,city\n\"ООО \"\"Ромашка\"\"\",Lipetsk\nООО \"Лютик\",Lipetsk\n", report(2, 0, &[])),
        ("more cells", "name,city\nA,Lipetsk,extra\nB,Lipetsk,,\n", report(1, 1, &["error 2 extra-cell text=extra"])),
        ("an open quote", "name,city\nA,Lipetsk\n\n\"B,Lipetsk\nC,Lipetsk\n", report(1, 1, &["error 4 unclosed-quote"])),
        ("only a header", "name,city\n", report(0, 0, &["warning file no-rows"])),
        ("a NUL", "name,city\nA\0B,Lipetsk\n", report(1, 0, &[])),
        ("an unknown city", "name,city\nA,Москва\n", report(1, 0, &["warning 2/city city-unknown text=Москва"])),
        (
            "lost letters",
            "name,city\nТа?хизот,Ху?анд\n",
            report(
                1,
                0,
                &[
                    "warning 2/name question-marks text=Та?хизот",
                    "warning 2/city question-marks text=Ху?анд",
                    "warning 2/city city-unknown text=Ху?анд",
                ],
            ),
        ),
    ] {
        assert_eq!(load("a.csv", text), expected, "{name}");
    }
}

#[test]
fn bad_bytes_are_named_and_never_replaced() {
    let mut bytes = "Название;Город\nМедсофт;Липецк\nСв".as_bytes().to_vec();
    bytes.extend(b"\xD0;\xFF\n");
    bytes.extend("Лютик;Липецк\n".as_bytes());
    let expected = report(2, 1, &["error 3/Название bad-bytes", "error 3/Город bad-bytes"]);
    assert_eq!(load("a.csv", &bytes), expected);
    let mut directory = Directory::default();
    assert!(directory.load("a.csv", &bytes, SKIP_BAD).accepted);
    assert_eq!(directory.companies.len(), 2);
    let jsonl = b"{\"name\": \"\xFF\", \"city\": \"Lipetsk\"}\n";
    assert_eq!(load("a.jsonl", jsonl), report(0, 1, &["error 1 bad-bytes"]));
    let mut pair = utf16("name,city\nA", false);
    pair.extend([0x00, 0xD8]);
    pair.extend(&utf16(",Lipetsk\n", false)[2..]);
    assert_eq!(load("a.csv", pair), report(0, 1, &["error 2/name bad-bytes"]));
}

#[test]
fn headers_are_known_in_three_languages_and_others_are_counted() {
    let text = "РАМЗ;Ном: ;Шаҳр;Кишвар;Соҳа;Фаъолият;Ниёз;Тавсиф;Сомона;Телефон;Почта;telegram;РМА;Забонҳо;Источник;Эзоҳ\n\
        1;Ҳамкор;ш. Хуҷанд;Тоҷикистон;савдо;мева;мошин;Матн;s.tj;'+992;a@b.tj;@h;'510010123;tg;анкета;-\n";
    let mut table = open_bytes("a.csv", text.into(), &VOCABULARY).expect("a table");
    let row = table.next().expect("a row");
    assert_eq!(row.remarks, []);
    assert!(Field::ALL.iter().all(|&field| !row.company.values(field).is_empty()));
    assert_eq!((row.company.phone.as_str(), row.company.tax_id.as_str()), ("+992", "510010123"));
    assert_eq!(table.unknown_columns().iter().collect::<Vec<_>>(), ["Эзоҳ"]);
}

#[test]
fn the_old_tajik_font_is_read_where_the_text_is_tajik_and_only_there() {
    let text = "Ном;Шаҳр;Фаъолият\nЊамкор;Хуљанд;таљњизоти тиббї\nЎзбек;Липецк;мука\n".replace("Шаҳр", "Город");
    let all = loaded("a.csv", cp1251(&text));
    let name = |name: &str| all.iter().find(|company| company.name == name).cloned().unwrap_or_default();
    assert_eq!((name("Ҳамкор").city.as_str(), name("Ҳамкор").offers.join("")), ("Хуҷанд", "таҷҳизоти тиббӣ".to_owned()));
    assert_eq!(name("Ўзбек").city, "Липецк");
}

#[test]
fn json_items_are_named_by_number_and_lines_by_line() {
    let deep = format!("[{{\"name\":\"A\",\"city\":\"Lipetsk\",\"x\":{}{}}}]", "[".repeat(100_000), "]".repeat(100_000));
    for (name, text, expected) in [
        ("a.json", "[]", report(0, 0, &["warning file no-rows"])),
        ("a.json", r#"[{"name":"A","city":"Lipetsk"},{"Ном":"B","Шаҳр":"Хуҷанд"}]"#, report(2, 0, &[])),
        ("a.json", r#"{"made":{"x":[1]},"companies":[{"name":"A","city":"Lipetsk"}],"end":null}"#, report(1, 0, &[])),
        ("a.json", r#"[{"name":"A","city":"Lipetsk"},{"name":"B","ci"#, report(1, 1, &["error 2 json-torn"])),
        ("a.json", r#"[{"name":"A","city":"Lipetsk"}"#, report(1, 1, &["error 2 json-torn"])),
        ("a.json", r#"[{"name":"A","city":"Lipetsk"},]"#, report(1, 1, &["error 2 json-broken at=1"])),
        ("a.json", r#"[{"name":"A","city":"Lipetsk"}] x"#, report(1, 1, &["error 2 json-broken at=1"])),
        ("a.json", r#"[{"name":"A" "city":"Lipetsk"},{"name":"B","city":"Lipetsk"}]"#, report(1, 1, &["error 1 json-broken at=13"])),
        ("a.json", "[1,null,\"x\"]", report(0, 3, &["error 1 json-no-object", "error 2 json-no-object", "error 3 json-no-object"])),
        ("a.json", deep.as_str(), report(0, 1, &["error 1 json-too-deep limit=64"])),
        ("a.json", r#"[{"name":"A","city":"Lipetsk","name":"B"}]"#, report(0, 1, &["error 1/name json-key-twice"])),
        ("a.json", r#"[{"name":"A","city":"Lipetsk","Ном":"B"}]"#, report(0, 1, &["error 1/Ном json-key-twice"])),
        ("a.json", r#"[{"name":7,"city":"Lipetsk","phone":74742,"tax_id":4823006703}]"#, report(0, 1, &["error 1/name json-value"])),
        ("a.json", r#"[{"name":"A","city":"Lipetsk","tax_id":4.823e9}]"#, report(0, 1, &["error 1/tax_id json-value"])),
        (
            "a.json",
            r#"[{"name":"A","city":["Lipetsk"],"offers":["a",1]}]"#,
            report(0, 1, &["error 1/city json-value", "error 1/offers json-value"]),
        ),
        ("a.jsonl", "\n{\"name\":\"A\",\"city\":\"Lipetsk\"}\r\n\n{\"name\":\"B\"", report(1, 1, &["error 4 json-torn"])),
        (
            "a.jsonl",
            "[]\n{\"name\":\"A\",\"city\":\"Lipetsk\"} {}\n",
            report(0, 2, &["error 1 json-no-object", "error 2 json-broken at=31"]),
        ),
        ("a.jsonl", "\u{feff}{\"name\":\"A\",\"city\":\"Lipetsk\",\"tax_id\":4823006703}", report(1, 0, &[])),
    ] {
        assert_eq!(load(name, text), expected, "{text:.80}");
    }
}

#[test]
fn strict_refuses_unknown_cities_and_wrong_tax_numbers_that_are_warned_of_otherwise() {
    let text = "name,city,tax_id\nA,Москва,7707083893\nB,Lipetsk,4823006704\nC,Khujand,\"5,1E+08\"\nD,Хуҷанд,510010123.0\n";
    let places = ["2/city city-unknown text=Москва", "3/tax_id tax-wrong text=4823006704", "4/tax_id tax-lost text=5,1E+08"];
    let lenient = Directory::default().load("a.csv", text.as_bytes(), Options::default());
    assert_eq!(lenient, report(4, 0, &places.map(|place| format!("warning {place}")).each_ref().map(String::as_str)));
    let strict = Directory::default().load("a.csv", text.as_bytes(), STRICT);
    assert_eq!(strict, report(1, 3, &places.map(|place| format!("error {place}")).each_ref().map(String::as_str)));
}

#[test]
fn a_city_is_known_in_any_spelling_but_a_slip_or_another_city_is_not_taken_for_it() {
    let known =
        ["Липецк", "LIPETSK", "г. Липецк", "Худжанд", "Хуҷанд", "ш. Хуҷанд", "Khujand, Tajikistan", "Елец, Россия", "Исфара", "Лип. обл."];
    let unknown = ["Исфана", "Лебедин", "Липцк", "Москва", "Душанбе", "Таджикистан"];
    for city in known {
        assert_eq!(load("a.csv", format!("name,city\nA,\"{city}\"\n")), report(1, 0, &[]), "{city}");
    }
    for city in unknown {
        let said = format!("warning 2/city city-unknown text={city}");
        assert_eq!(load("a.csv", format!("name,city\nA,{city}\n")), report(1, 0, &[&said]), "{city}");
    }
}

#[test]
fn loading_twice_changes_nothing_and_a_newer_version_updates() {
    let mut directory = Directory::default();
    let text = "id,name,city,tax_id,phone\n7,A,Lipetsk,,1\n,B,Lipetsk,4823006703,1\n,C,Khujand,,1\n,C,Khujand,,2\n";
    let first = directory.load("a.csv", text.as_bytes(), Options::default());
    assert_eq!(first, report(4, 0, &["warning 5 alike-repeated first=4"]));
    let before = directory.all();
    let again = directory.load("a.csv", text.as_bytes(), Options::default());
    assert_eq!(again.tally, Tally { unchanged: 4, ..Tally::default() });
    let newer = text.replace(",1\n", ",3\n");
    let updated = directory.load("b.csv", newer.as_bytes(), Options::default());
    assert_eq!(updated.tally, Tally { updated: 3, unchanged: 1, ..Tally::default() });
    assert_eq!(
        directory.all().iter().map(|company| &company.id).collect::<Vec<_>>(),
        before.iter().map(|company| &company.id).collect::<Vec<_>>()
    );
}

#[test]
fn repeats_are_stored_once_and_one_id_with_other_data_is_refused() {
    let text = "id,name,city,tax_id\n1,A,Lipetsk,\n1,A,Lipetsk,\n1,B,Lipetsk,\n,C,Lipetsk,4823006703\n,C,Lipetsk,4823006703\n,D,Lipetsk,4823006703\n";
    let expected = Report {
        tally: Tally { new: 2, repeated: 2, refused: 2, ..Tally::default() },
        accepted: false,
        said: ["warning 3 repeated first=2", "error 4 other-data first=2", "warning 6 repeated first=5", "error 7 other-data first=5"]
            .map(str::to_owned)
            .into(),
    };
    assert_eq!(load("a.csv", text), expected);
    assert_eq!(Directory::default().load("a.csv", text.as_bytes(), SKIP_BAD), Report { accepted: true, ..expected });
}

#[test]
fn likely_duplicates_are_shown_in_one_file_and_beside_the_directory() {
    let mut directory = Directory::default();
    let text = "id,name,city,tax_id\n1,ООО «Медсофт»,Липецк,4823006703\n2,Medsoft LLC,Lipetsk,\n3,Другая,Липецк,4823006703\n";
    let said = ["warning 3 alike-repeated first=2", "warning 4 tax-repeated first=2"];
    assert_eq!(directory.load("a.csv", text.as_bytes(), Options::default()), report(3, 0, &said));
    let mut directory = Directory::default();
    directory.load("a.csv", text.lines().take(2).collect::<Vec<_>>().join("\n").as_bytes(), Options::default());
    let later = "id,name,city,tax_id\n8,MEDSOFT,г. Липецк,\n9,Другая,Липецк,4823006703\n";
    let said = ["warning 2 alike-known id=1 name=ООО «Медсофт»", "warning 3 tax-known id=1 name=ООО «Медсофт»"];
    assert_eq!(directory.load("b.csv", later.as_bytes(), Options::default()), report(2, 0, &said));
}

#[test]
fn a_name_in_two_spellings_is_shown_and_another_company_is_not() {
    for (one, other, city, is_shown) in [
        ("Общество с ограниченной ответственностью «Вега»", "ООО Вега", "Липецк", true),
        ("Публичное акционерное общество НЛМК", "ПАО «НЛМК»", "Липецк", true),
        ("Ҷамъияти дорои масъулияташ маҳдуди «Нур»", "ООО «Нур»", "Худжанд", true),
        ("Хоҷагии деҳқонии «Боғ»", "ХД Боғ", "Худжанд", true),
        ("Nur Limited Liability Company", "ҶДММ «Нур»", "Худжанд", true),
        ("ИП Щукин", "Shchukin IP", "Липецк", true),
        ("ООО «ЭлектроЩит»", "Elektroshchit LLC", "Липецк", true),
        ("Жемчужина", "Zhemchuzhina OOO", "Липецк", true),
        ("ҶСК «Сомон»", "Somon Ltd", "Худжанд", true),
        ("ИП Иванов", "Иванов ИП", "Липецк", true),
        ("ООО Свет", "ООО Цвет", "Липецк", false),
        ("ООО Ромашка", "ООО «Ромашка-плюс»", "Липецк", false),
        ("Магазин 1", "Магазин 2", "Липецк", false),
        ("Общество любителей", "ООО Любителей кофе", "Липецк", false),
        ("Общество с ограниченной ответственностью «Вега»", "Общество с ограниченной ответственностью «Мир»", "Липецк", false),
    ] {
        let said = load("a.csv", format!("name;city\n{one};{city}\n{other};{city}\n")).said;
        assert_eq!(!said.is_empty(), is_shown, "{one} / {other}: {said:?}");
    }
}

#[test]
fn one_name_in_two_cities_is_shown_and_a_name_of_everybody_is_not() {
    let text = "id;name;city;tax_id\n1;ООО «Медсофт»;Липецк;\n2;Medsoft LLC;Khujand;\n3;Астра;Липецк;4823006703\n4;Астра;Елец;4826021001\n";
    assert_eq!(load("a.csv", text).said, ["warning 3 name-repeated first=2"]);
    let mut directory = Directory::default();
    directory.load("a.csv", text.as_bytes(), Options::default());
    let later = "id;name;city\n8;МЕДСОФТ;Грязи\n9;Медсофт-плюс;Грязи\n";
    let said = directory.load("b.csv", later.as_bytes(), Options::default()).said;
    assert_eq!(said, ["warning 2 name-known id=1 name=ООО «Медсофт» city=Липецк"]);
    let cities = ["Липецк", "Елец", "Грязи", "Худжанд", "Исфара", "Гулистон", "Бустон"];
    let of_everybody: String = cities.iter().map(|city| format!("Мир;{city}\n")).collect();
    let said = load("a.csv", format!("name;city\n{of_everybody}")).said;
    assert_eq!(said.len(), 3, "{said:?}");
}

#[test]
fn the_same_company_is_one_in_a_file_and_in_two_however_its_name_is_written() {
    let rows = ["А;Липецк;мука\n", "а;г. Липецк;мука\n", "«А»;Lipetsk;мука\n"];
    let list = |rows: &[&str]| format!("name;city;offers\n{}", rows.concat());
    let in_one = load("a.csv", list(&rows));
    assert_eq!((in_one.tally.new, in_one.tally.repeated), (1, 2), "{in_one:?}");
    let mut directory = Directory::default();
    for row in rows {
        directory.load("a.csv", list(&[row]).as_bytes(), Options::default());
        assert_eq!(directory.all().len(), 1, "{row}");
    }
}

#[test]
fn right_tax_numbers_tell_companies_of_one_name_apart_and_a_slip_of_the_pen_does_not() {
    let said = |first: &str, second: &str| {
        let list = |name: &str, tax_id: &str| format!("id;name;city;tax_id\n{name};{name};Липецк;{tax_id}\n");
        let both = list("ООО Астра", first) + &list("АО Астра", second).replace("id;name;city;tax_id\n", "");
        let mut directory = Directory::default();
        directory.load("a.csv", list("ООО Астра", first).as_bytes(), Options::default());
        let later = directory.load("b.csv", list("АО Астра", second).as_bytes(), Options::default()).said;
        let told = |said: Vec<String>| said.iter().any(|line| line.contains("alike"));
        (told(load("a.csv", both).said), told(later))
    };
    assert_eq!(said("4823006703", "4826021001"), (false, false));
    assert_eq!(said("4823006703", "4823006704"), (true, true));
    assert_eq!(said("4823006703", ""), (true, true));
}

#[test]
fn a_telephone_of_two_new_companies_is_shown_and_that_of_a_whole_list_is_not() {
    let text = "name;city;phone\nФабрика;Липецк;тел. 8 (4742) 22-33-44, моб. 8-900-111-22-33\nМебель плюс;Липецк;+7 900 111 22 33\n\
                Чайхана;Худжанд;92 700-11-22\nTea House;Худжанд;+992 92 700 11 22\nСон;Худжанд;+992 92 700 11 23\nМир;Липецк;22-33-44\n";
    assert_eq!(load("a.csv", text).said, ["warning 3 phone-repeated first=2", "warning 5 phone-repeated first=4"]);
    let of_one_house: String = (0..40).map(|n| format!("Лавка {n};Липецк;8 4742 223344\n")).collect();
    let said = load("a.csv", format!("name;city;phone\n{of_one_house}")).said;
    assert_eq!(said.len(), 3, "{said:?}");
}

#[test]
fn a_telephone_that_lost_its_digits_is_not_taken_and_one_with_a_fraction_is_whole() {
    let text = "name;city;phone\nА;Липецк;7,90012E+10\nБ;Липецк;79001234567.0\nВ;Липецк;8 (4742) 22-33-44\n";
    let mut directory = Directory::default();
    let said = directory.load("a.csv", text.as_bytes(), STRICT).said;
    assert_eq!(said, ["warning 2/phone phone-lost text=7,90012E+10"]);
    let mut phones: Vec<String> = directory.all().into_iter().map(|company| company.phone).collect();
    phones.sort();
    assert_eq!(phones, ["", "79001234567", "8 (4742) 22-33-44"]);
}

#[test]
fn a_list_without_ids_finds_companies_by_tax_number_and_by_name() {
    let mut directory = Directory::default();
    directory.load("a.csv", "id,name,city,tax_id\nK1,«Ёлка»,Худжанд,\nK2,Свет,Липецк,4823006703\n".as_bytes(), Options::default());
    let text = "name,city,tax_id,phone\nЕЛКА,Хуҷанд,,1\nДругое имя,Липецк,4823006703,2\n";
    let tally = directory.load("b.csv", text.as_bytes(), Options::default()).tally;
    assert_eq!(tally, Tally { updated: 2, ..Tally::default() });
    assert_eq!(directory.all().iter().map(|company| company.phone.as_str()).collect::<Vec<_>>(), ["1", "2"]);
}

#[test]
fn limits_are_kept() {
    let text = |name: usize, offers: usize| format!("name,city,offers\n{},Lipetsk,{}\n", "я".repeat(name), "ж".repeat(offers));
    assert_eq!(load("a.csv", text(300, 10_000)), report(1, 0, &[]));
    let said = ["error 2/name too-long limit=300", "error 2/offers too-long limit=10000"];
    assert_eq!(load("a.csv", text(301, 10_001)), report(0, 1, &said));
    let long = format!("name,city\nA,Lipetsk\nB,{}\nC,Lipetsk\n", "x".repeat(5 << 20));
    assert_eq!(load("a.csv", long), report(2, 1, &["error 3 row-too-long"]));
    let line = format!("{{\"name\":\"{}\"}}\n{{\"name\":\"A\",\"city\":\"Lipetsk\"}}\n", "x".repeat(5 << 20));
    assert_eq!(load("a.jsonl", line), report(1, 1, &["error 1 row-too-long"]));
}

fn exported(companies: &[Company], format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    report::write(report::companies(companies.iter().cloned()), format, &mut out).expect("memory does not fail");
    out
}

const FORMATS: [(&str, Format); 5] = [
    ("a.csv", Format::Csv { plain: false }),
    ("a.csv", Format::Csv { plain: true }),
    ("a.json", Format::Json),
    ("a.jsonl", Format::JsonLines),
    ("a.xlsx", Format::Xlsx),
];

#[test]
fn the_built_in_samples_exported_and_loaded_again_are_the_same() {
    let samples = loaded("samples.csv", include_bytes!("../../seed/samples.csv"));
    for (name, format) in FORMATS {
        assert_eq!(loaded(name, exported(&samples, format)), samples, "{format:?}");
    }
}

#[test]
fn no_export_for_spreadsheets_holds_a_live_formula() {
    let company = Company { id: "-1".into(), name: "=2+2".into(), city: "Липецк".into(), phone: "+7".into(), ..Company::default() };
    let csv = String::from_utf8(exported(std::slice::from_ref(&company), Format::Csv { plain: false })).expect("UTF-8");
    assert!(csv.starts_with("\u{feff}id;name;city;") && csv.contains("\n'-1;'=2+2;Липецк;"), "{csv}");
    let xlsx = exported(&[company], Format::Xlsx);
    assert!(xlsx.starts_with(b"PK"));
}

/// A cell of whatever people and programs put into cells.
fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof!["[а-яa-z0-9 ,;.'\"=+@\\-]{0,12}", "\\PC{0,8}", any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_a_reader_panic_or_lose_count(bytes in prop::collection::vec(any::<u8>(), 0..400), start in 0..8usize) {
        let starts: [&[u8]; 8] = [b"", b"name,city\n", b"name;city\n\"", b"[", b"[{", b"{\"companies\":[", b"\xFF\xFE", b"{\"name\":\"A\",\"city\":\"L\"}\n"];
        let bytes = [starts[start], &bytes].concat();
        for name in ["a.csv", "a.tsv", "a.txt", "a.json", "a.jsonl", "a.xlsx"] {
            let report = load(name, &bytes);
            prop_assert!(report.accepted || !report.said.is_empty());
        }
    }

    #[test]
    fn no_json_like_text_makes_a_reader_panic(text in "[\\[\\]{}\",:\\\\a1e. \n-]{0,60}") {
        for name in ["a.json", "a.jsonl"] {
            for start in ["", "[", "[{\"name\":\"A\",\"city\":\"B\"},", "{\"companies\":["] {
                load(name, format!("{start}{text}"));
            }
        }
    }

    #[test]
    fn what_was_loaded_is_exported_and_loaded_again_the_same(cells in prop::collection::vec(any_cell(), 13), item in any_cell()) {
        let mut company = Company { name: "Имя".into(), city: "Липецк".into(), ..Company::default() };
        for (field, cell) in Field::ALL.into_iter().filter(|field| !matches!(field, Field::Name | Field::City)).zip(&cells) {
            if field.is_list() { company.set_items(field, vec![cell.clone(), item.clone()]) } else { company.set(field, cell) }
        }
        for (from, format) in FORMATS {
            let first = loaded(from, exported(std::slice::from_ref(&company), format));
            for (name, format) in FORMATS {
                prop_assert_eq!(&loaded(name, exported(&first, format)), &first, "{:?}", format);
            }
        }
    }
}
