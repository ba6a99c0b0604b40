//! A list of guests of a delegation: the company of each, by its id or its name, their language, what they wish. It may hold their own
//! names; nothing of it is stored. Read by the readers of companies, in all the kinds of files that those know.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::clean::clean_value;
use super::header::Headers;
use super::remark::{Remark, Severity, What};
use super::table::{Kind, Raw, Reader, Value, regular_file};
use crate::domain::Field;

// The readers know columns by the fields of companies: those of a guest stand in the place of such as are alike in form.
const LANGUAGE: Field = Field::Languages;
const WISH: Field = Field::Description;
const PERSON: Field = Field::Source;

const NAMES: [(Field, &[&str]); 6] = [
    (Field::Id, &["id", "код", "рамз"]),
    (Field::Name, &["company", "name", "компания", "название", "наименование", "ширкат", "ном"]),
    (Field::City, &["city", "город", "шаҳр"]),
    (LANGUAGE, &["language", "lang", "язык", "забон"]),
    (WISH, &["wish", "seeks", "пожелание", "что ищет", "ищет", "хоҳиш", "чӣ меҷӯяд"]),
    (PERSON, &["guest", "person", "гость", "имя", "фио", "меҳмон", "ном ва насаб"]),
];

/// One guest, as the file has it; what it does not tell is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// As a spreadsheet shows it.
    pub row: usize,
    pub id: String,
    pub company: String,
    pub city: String,
    pub language: String,
    pub wish: String,
    pub person: String,
}

/// The guests of a list, in its order.
///
/// # Errors
/// All that is wrong with the file, if it cannot be read to its end as it is meant; there is at least one remark then.
pub fn guests(path: &Path) -> Result<Vec<Guest>, Vec<Remark>> {
    guests_as(&path.to_string_lossy(), path)
}

/// The same of a file that is called so, wherever it lies.
///
/// # Errors
/// As [`guests()`].
pub fn guests_as(name: &str, path: &Path) -> Result<Vec<Guest>, Vec<Remark>> {
    let mut headers = Headers::of(&NAMES, &[&[Field::Id, Field::Name]], &[Field::Id, Field::Name]);
    let (mut guests, mut faults) = (Vec::new(), Vec::new());
    let kind = Kind::of(name).map_err(|remark| vec![remark])?;
    let (file, bytes) = regular_file(path).map_err(|remark| vec![remark])?;
    let (mut reader, _) = Reader::new(kind, Box::new(file), bytes, &mut headers).map_err(|remark| vec![remark])?;
    while let Some(mut raw) = reader.next(&mut headers) {
        let remarks = std::mem::take(&mut raw.remarks);
        faults.extend(remarks.into_iter().filter(|remark| remark.severity == Severity::Error));
        guests.push(guest(raw));
    }
    if guests.is_empty() && faults.is_empty() {
        faults.push(Remark::file(What::NoGuests));
    }
    if faults.is_empty() { Ok(guests) } else { Err(faults) }
}

/// Guests as somebody types them: one a line, the company, and after a `;` what they wish. Both are cleaned as in a file.
pub fn guest_lines(text: &str) -> Vec<Guest> {
    let filled = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let guest = |(row, line): (usize, &str)| {
        let (company, wish) = line.split_once(';').unwrap_or((line, ""));
        let cleaned = |field, text: &str| clean_value(field, Value::Text(text.to_owned())).join(", ");
        Guest { row, company: cleaned(Field::Name, company), wish: cleaned(WISH, wish), ..Guest::default() }
    };
    filled.map(guest).collect()
}

fn guest(raw: Raw) -> Guest {
    let mut guest = Guest { row: raw.number, ..Guest::default() };
    for (field, _, value) in raw.cells {
        let text = clean_value(field, value).join(", ");
        match field {
            Field::Id => guest.id = text,
            Field::Name => guest.company = text,
            Field::City => guest.city = text,
            LANGUAGE => guest.language = text,
            WISH => guest.wish = text,
            PERSON => guest.person = text,
            _ => {}
        }
    }
    guest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, content: &str) -> Result<Vec<Guest>, Vec<What>> {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let path = dir.path().join(name);
        std::fs::write(&path, content).expect("a file is written");
        guests(&path).map_err(|remarks| remarks.into_iter().map(|remark| remark.what).collect())
    }

    #[test]
    fn guests_are_read_from_every_kind_of_text_in_whatever_language_its_header_is() {
        let firuz = Guest {
            row: 2,
            company: "Клиника Шифо".to_owned(),
            language: "tg".to_owned(),
            wish: "таҷҳизоти тиббӣ".to_owned(),
            person: "Фирӯз Раҳимов".to_owned(),
            ..Guest::default()
        };
        let tg = "Ширкат;Забон;Хоҳиш;Меҳмон\nКлиника Шифо;tg;таҷҳизоти тиббӣ;Фирӯз Раҳимов\n";
        assert_eq!(read("g.csv", tg), Ok(vec![firuz.clone()]));
        let json = r#"[{"company":"Клиника Шифо","language":"tg","wish":"таҷҳизоти тиббӣ","guest":"Фирӯз Раҳимов"}]"#;
        assert_eq!(read("g.json", json), Ok(vec![Guest { row: 1, ..firuz }]));
        let by_id = read("g.csv", "\u{feff}Список гостей\n\nКод,Язык\nL04,\n").expect("a list");
        assert_eq!((by_id[0].row, by_id[0].id.as_str(), by_id[0].language.as_str()), (4, "L04", ""));
    }

    #[test]
    fn a_column_of_companies_alone_is_a_list() {
        let named = |content: &str| {
            let guests = read("g.csv", content).expect("a list");
            guests.into_iter().map(|guest| (guest.row, guest.company)).collect::<Vec<_>>()
        };
        assert_eq!(named("company\nМедсофт\nЭгида\n"), [(2, "Медсофт".to_owned()), (3, "Эгида".to_owned())]);
        // A title is no header where there is a plainer one.
        assert_eq!(named("Компания\n\nШиркат;Забон\nЭгида;ru\n"), [(4, "Эгида".to_owned())]);
        assert_eq!(read("g.csv", "Медсофт\ncompany\n").map_err(|faults| faults.len()), Err(1));
    }

    #[test]
    fn guests_may_be_typed_line_by_line() {
        let guest = |row, company: &str, wish: &str| Guest { row, company: company.to_owned(), wish: wish.to_owned(), ..Guest::default() };
        let typed = "L01\n\n  Клиника «Шифо» ;  таҷҳизоти тиббӣ \nокна\n";
        assert_eq!(guest_lines(typed), [guest(1, "L01", ""), guest(3, "Клиника «Шифо»", "таҷҳизоти тиббӣ"), guest(4, "окна", "")]);
    }

    #[test]
    fn a_file_that_is_no_list_of_guests_is_refused_with_what_it_lacks() {
        assert!(
            matches!(&read("g.csv", "a,b\nc,d\n").expect_err("no header")[..], [What::NoHeader { names }] if names.contains("компания"))
        );
        let missing = read("g.csv", "язык,пожелание\nru,окна\n").expect_err("no company");
        assert!(matches!(&missing[..], [What::ColumnMissing { names }] if names.starts_with("id,")));
        assert_eq!(read("g.csv", "компания,язык\n"), Err(vec![What::NoGuests]));
        assert!(matches!(&read("g.doc", "").expect_err("a document")[..], [What::UnknownKind { .. }]));
        assert!(matches!(&read("g.csv", "компания,язык\n\"a,b\n").expect_err("a quote")[..], [What::UnclosedQuote]));
    }
}
