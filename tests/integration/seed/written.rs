//! Random lists, written as people and programs write them: whatever the kind, the encoding and the layout, they are read as they were meant.

use std::fmt::Write;

use hamkor::domain::{Company, Field, is_formula};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use serde_json::{Map, Value, json};

use super::{FORMATS, cp1251, exported, loaded, utf16};

/// How a list is laid down in a file.
#[derive(Clone, Debug)]
struct Layout {
    kind: Kind,
    encoding: Encoding,
    /// In which language the headers are.
    language: usize,
    /// The columns begin with that one.
    turned: usize,
    /// Rows above the header.
    titles: usize,
    crlf: bool,
    /// Every cell is quoted, needed or not.
    quoted: bool,
    /// Telephones and tax numbers have an apostrophe before them.
    apostrophes: bool,
    /// Lists are parted by line breaks where that is the same, or are lists of their own in JSON.
    broken: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// Its extension, its delimiter, and whether the first line tells it.
    Text(&'static str, char, bool),
    Xlsx,
    Json,
    JsonLines,
}

#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Marked,
    LittleEndian,
    BigEndian,
    /// Where it has all the letters.
    Windows1251,
}

const KINDS: [Kind; 9] = [
    Kind::Text("csv", ',', false),
    Kind::Text("csv", ';', false),
    Kind::Text("CSV", '\t', false),
    Kind::Text("csv", '|', true),
    Kind::Text("tsv", '\t', false),
    Kind::Text("txt", ';', false),
    Kind::Xlsx,
    Kind::Json,
    Kind::JsonLines,
];

const ENCODINGS: [Encoding; 5] = [Encoding::Utf8, Encoding::Marked, Encoding::LittleEndian, Encoding::BigEndian, Encoding::Windows1251];

/// The names of a column in three languages.
fn header(field: Field, language: usize) -> &'static str {
    let names = match field {
        Field::Id => ["id", "Код", "Рамз"],
        Field::Name => ["name", "Название", "Ном"],
        Field::City => ["city", "Город", "Шаҳр"],
        Field::Country => ["country", "Страна", "Кишвар"],
        Field::Sectors => ["sectors", "Отрасль", "Соҳа"],
        Field::Offers => ["offers", "Предлагает", "Фаъолият"],
        Field::Needs => ["needs", "Что ищет", "Ниёз"],
        Field::Description => ["description", "Описание", "Тавсиф"],
        Field::Website => ["website", "Сайт", "Сомона"],
        Field::Phone => ["phone", "Телефон", "телефон:"],
        Field::Email => ["email", "Почта", "E-mail"],
        Field::Telegram => ["telegram", "Telegram", "TELEGRAM"],
        Field::TaxId => ["tax_id", "ИНН", "РМА"],
        Field::Languages => ["languages", "Языки", "Забонҳо"],
        Field::Source => ["source", "Источник", "Source"],
    };
    names[language]
}

/// Words of a cell with what is awkward in it: delimiters, quotes, signs of formulas and of markup.
fn words(separators: &'static str) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[а-яА-Яёa-z0-9]{1,7}",
        1 => "[ғӣқӯҳҷ]{1,3}",
        2 => "[,\"'=+@|<>&.()№«»-]{1,3}[а-яa-z0-9]{1,4}",
        1 => "[а-яa-z]{1,4}[,\"'|<>&.)!-]{1,2}",
    ];
    let separators: Vec<char> = separators.chars().collect();
    prop::collection::vec((word, prop::sample::select(separators)), 1..5).prop_map(|words| {
        let text: String = words.into_iter().flat_map(|(word, separator)| [word, separator.to_string()]).collect();
        text.trim().to_owned()
    })
}

/// Items of a list, which have no commas at their ends.
fn items() -> impl Strategy<Value = Vec<String>> {
    let item = words(" ").prop_map(|item| item.trim_matches([',', ' ']).to_owned());
    prop::collection::vec(item, 0..4)
}

fn company() -> impl Strategy<Value = Company> {
    let texts = (words(" "), words(" \n"), words(" "), "[a-z]{1,8}\\.(ru|tj)", "@[a-z_]{3,9}");
    let city = prop::sample::select(vec!["Липецк", "г. Елец", "Худжанд", "Хуҷанд", "Khujand"]);
    let phone = "(|\\+7 4742 [0-9]{6}|\\+992 92 [0-9]{7}|8-800-[0-9]{3})";
    let tax_id = prop::sample::select(vec!["", "4823006703", "7707083893"]);
    (texts, city, phone, tax_id, (items(), items(), items())).prop_map(|(texts, city, phone, tax_id, lists)| {
        let (name, description, source, website, telegram) = texts;
        let (sectors, offers, needs) = lists;
        Company {
            // Windows-1251 is told by its words.
            name: format!("Завод {name}"),
            city: city.into(),
            description,
            source,
            email: format!("info@{website}"),
            website,
            telegram,
            phone: phone.trim().into(),
            tax_id: tax_id.into(),
            languages: vec!["ru".into(), "tg".into()],
            sectors,
            offers,
            needs,
            ..Company::default()
        }
    })
}

/// A list in the order of its ids.
fn companies() -> impl Strategy<Value = Vec<Company>> {
    prop::collection::vec(company(), 1..6).prop_map(|mut companies| {
        companies.iter_mut().zip(1..).for_each(|(company, number)| company.id = format!("К-{number:03}"));
        companies
    })
}

fn layout() -> impl Strategy<Value = Layout> {
    let kinds = (prop::sample::select(KINDS.to_vec()), prop::sample::select(ENCODINGS.to_vec()), 0..3usize);
    (kinds, 0..15usize, 0..4usize, any::<[bool; 4]>()).prop_map(|((kind, encoding, language), turned, titles, switches)| {
        let [crlf, quoted, apostrophes, broken] = switches;
        Layout { kind, encoding, language, turned, titles, crlf, quoted, apostrophes, broken }
    })
}

impl Layout {
    /// The name of the file and its bytes.
    fn write(&self, companies: &[Company]) -> (String, Vec<u8>) {
        let text = match self.kind {
            Kind::Text(extension, delimiter, told) => {
                return (format!("list.{extension}"), self.encoded(&self.text(companies, delimiter, told)));
            }
            Kind::Xlsx => return ("list.xlsx".into(), self.workbook(companies)),
            Kind::Json => json!({"made": {"by": ["hand", 1]}, "companies": self.objects(companies)}).to_string(),
            Kind::JsonLines => self.objects(companies).iter().map(|object| format!("{object}{}", self.end())).collect(),
        };
        (if self.kind == Kind::Json { "list.json" } else { "list.jsonl" }.into(), self.encoded(&text))
    }

    fn encoded(&self, text: &str) -> Vec<u8> {
        match self.encoding {
            Encoding::Marked => format!("\u{feff}{text}").into(),
            Encoding::LittleEndian => utf16(text, false),
            Encoding::BigEndian => utf16(text, true),
            // What a program cannot write it does not write.
            Encoding::Windows1251 if !encoding_rs::WINDOWS_1251.encode(text).2 => cp1251(text),
            Encoding::Utf8 | Encoding::Windows1251 => text.into(),
        }
    }

    fn end(&self) -> &'static str {
        if self.crlf { "\r\n" } else { "\n" }
    }

    fn fields(&self) -> Vec<Field> {
        let mut fields = Field::ALL.to_vec();
        fields.rotate_left(self.turned);
        fields
    }

    /// Titles, the header, and a row a company.
    fn rows(&self, companies: &[Company]) -> Vec<Vec<String>> {
        let titles = ["Партнёры Липецка и Худжанда", "", "на 27 ноября, по данным палат"];
        let titles = titles.iter().take(self.titles).map(|title| vec![(*title).to_owned()]);
        let header = self.fields().into_iter().map(|field| header(field, self.language).to_owned()).collect();
        let row = |company: &Company| self.fields().into_iter().map(|field| self.cell(company, field)).collect();
        titles.chain([header]).chain(companies.iter().map(row)).collect()
    }

    fn cell(&self, company: &Company, field: Field) -> String {
        let items = company.values(field);
        let cell = if self.broken && items.len() > 1 { items.join("\n") } else { company.cell(field) };
        let is_code = matches!(field, Field::Phone | Field::TaxId) && !cell.is_empty();
        // As every program that knows of formulas does it.
        if is_formula(cell.trim_start_matches('\'')) || (self.apostrophes && is_code) { format!("'{cell}") } else { cell }
    }

    fn text(&self, companies: &[Company], delimiter: char, told: bool) -> String {
        let mut text = if told { format!("sep={delimiter}{}", self.end()) } else { String::new() };
        for row in self.rows(companies) {
            let cells = row.iter().map(|cell| {
                let needed = cell.contains([delimiter, '"', '\n', '\r']) || self.quoted;
                if needed { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
            });
            let line = cells.collect::<Vec<_>>().join(&delimiter.to_string());
            write!(text, "{line}{}", self.end()).expect("memory does not fail");
        }
        text
    }

    /// Two columns and a row away from the corner where there are titles.
    fn workbook(&self, companies: &[Company]) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let (top, left) = if self.titles > 0 { (1, 2) } else { (0, 0) };
        for (row, cells) in (top..).zip(self.rows(companies)) {
            for (column, cell) in (left..).zip(cells) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
        workbook.save_to_buffer().expect("memory does not fail")
    }

    fn objects(&self, companies: &[Company]) -> Vec<Value> {
        let object = |company: &Company| {
            let pairs = self.fields().into_iter().map(|field| {
                let value = if field.is_list() && self.broken { json!(company.values(field)) } else { json!(company.cell(field)) };
                (header(field, self.language).to_owned(), value)
            });
            Value::Object(pairs.collect::<Map<_, _>>())
        };
        companies.iter().map(object).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_list_is_read_as_it_was_meant_in_every_kind_encoding_and_layout(companies in companies(), layout in layout()) {
        let (name, bytes) = layout.write(&companies);
        prop_assert_eq!(loaded(&name, bytes), companies);
    }

    #[test]
    fn a_list_that_was_exported_and_loaded_is_exported_again_byte_for_byte(companies in companies()) {
        for (name, format) in FORMATS {
            let first = exported(&companies, format);
            let again = loaded(name, &first);
            prop_assert_eq!(&again, &companies, "{:?}", format);
            prop_assert!(exported(&again, format) == first, "{:?} is written otherwise the second time", format);
        }
    }
}

#[test]
fn a_workbook_of_the_same_list_is_the_same_file_whenever_it_is_made() {
    let list = loaded("list.csv", "name,city\nA,Lipetsk\n");
    let made = exported(&list, hamkor::report::Format::Xlsx);
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert!(made == exported(&list, hamkor::report::Format::Xlsx), "it holds the time at which it was made");
}
