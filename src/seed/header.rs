//! The header of a table: which names columns may have, and the row that holds at least two of them, or one where that is enough.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::remark::{Remark, What};
use crate::domain::Field;
use crate::understanding::text::clean;

/// So many different unknown columns are remembered by their names, and so many more are counted: every item of JSON may bring others.
const UNKNOWN_COLUMNS: usize = 1000;
const UNKNOWN_COUNTED: usize = 100_000;

/// Columns of a kind of list: what each may be called, with case, blanks and marks folded.
type Names = &'static [(Field, &'static [&'static str])];

/// Those of companies; the first name of a field is its key.
const NAMES: [(Field, &[&str]); 15] = [
    (Field::Id, &["id", "код", "рамз"]),
    (Field::Name, &["name", "название", "наименование", "компания", "ном"]),
    (Field::City, &["city", "город", "шаҳр"]),
    (Field::Country, &["country", "страна", "кишвар"]),
    (Field::Sectors, &["sectors", "sector", "отрасль", "отрасли", "сфера", "соҳа"]),
    (Field::Offers, &["offers", "чем занимается", "предлагает", "продукция", "фаъолият"]),
    (Field::Needs, &["needs", "seeks", "что ищет", "ищет", "потребности", "ниёз"]),
    (Field::Description, &["description", "описание", "тавсиф"]),
    (Field::Website, &["website", "site", "сайт", "сомона"]),
    (Field::Phone, &["phone", "телефон"]),
    (Field::Email, &["email", "почта", "e-mail"]),
    (Field::Telegram, &["telegram"]),
    (Field::TaxId, &["tax_id", "inn", "инн", "рма"]),
    (Field::Languages, &["languages", "языки", "забонҳо"]),
    (Field::Source, &["source", "источник"]),
];

/// Which field a header means.
pub(super) struct Headers {
    names: Names,
    /// Of each of these at least one has to be there.
    required: &'static [&'static [Field]],
    /// A file that begins with one of them and nothing beside it has a header.
    alone: &'static [Field],
    fields: HashMap<&'static str, Field>,
    pub(super) unknown: BTreeSet<String>,
    /// Those whose names are not remembered.
    more_unknown: HashSet<u64>,
}

impl Headers {
    /// Those of a list of companies.
    pub(super) fn new() -> Headers {
        Headers::of(&NAMES, &[&[Field::Name], &[Field::City]], &[])
    }

    pub(super) fn of(names: Names, required: &'static [&'static [Field]], alone: &'static [Field]) -> Headers {
        let fields = names.iter().flat_map(|(field, names)| names.iter().map(|name| (*name, *field))).collect();
        Headers { names, required, alone, fields, unknown: BTreeSet::new(), more_unknown: HashSet::new() }
    }

    /// What to say where there is no header.
    pub(super) fn lacking(&self) -> Remark {
        Remark::file(What::NoHeader { names: self.accepted(&self.required.concat()) })
    }

    /// The accepted names of fields.
    fn accepted(&self, fields: &[Field]) -> String {
        let names = self.names.iter().filter(|(field, _)| fields.contains(field)).map(|(_, names)| names.join(", "));
        names.collect::<Vec<_>>().join("; ")
    }

    /// Letter case, doubled and no-break spaces, zero-width marks and a final colon do not matter.
    pub(super) fn field(&self, header: &str) -> Option<Field> {
        if let Some(field) = self.fields.get(header) {
            return Some(*field);
        }
        // No known name is longer; a cell of a title row may be.
        if header.len() > 200 {
            return None;
        }
        let folded = clean(header).to_lowercase();
        let folded = folded.strip_suffix(':').unwrap_or(&folded).trim_end();
        let old_font: String = folded.chars().map(super::clean::new_font).collect();
        self.fields.get(folded).or_else(|| self.fields.get(old_font.as_str())).copied()
    }

    pub(super) fn note_unknown(&mut self, header: &str) {
        if self.unknown.contains(header) {
            return;
        }
        if self.unknown.len() < UNKNOWN_COLUMNS {
            self.unknown.insert(header.to_owned());
        } else if self.more_unknown.len() < UNKNOWN_COUNTED {
            let mut hasher = DefaultHasher::new();
            header.hash(&mut hasher);
            self.more_unknown.insert(hasher.finish());
        }
    }

    /// How many unknown columns there are beside those that are remembered by name.
    pub(super) fn more_unknown(&self) -> usize {
        self.more_unknown.len()
    }
}

/// A row read as a header.
pub(super) struct Header {
    pub(super) row: usize,
    pub(super) texts: Vec<String>,
    pub(super) fields: Vec<Option<Field>>,
}

impl Header {
    pub(super) fn read(row: usize, texts: Vec<String>, headers: &Headers) -> Header {
        Header { row, fields: texts.iter().map(|text| headers.field(text)).collect(), texts }
    }

    /// Whether it is one, wherever it stands: two names are known.
    pub(super) fn is_plain(&self) -> bool {
        self.known() >= 2
    }

    /// Whether it is one if the file begins with it and has no plainer one.
    pub(super) fn is_alone(&self, headers: &Headers) -> bool {
        let filled = self.texts.iter().filter(|text| !text.is_empty()).count();
        filled == 1 && self.fields.iter().flatten().any(|field| headers.alone.contains(field))
    }

    pub(super) fn is_blank(&self) -> bool {
        self.texts.iter().all(String::is_empty)
    }

    /// How many names are known.
    pub(super) fn known(&self) -> usize {
        self.fields.iter().flatten().count()
    }

    /// Notes the columns that mean nothing.
    ///
    /// # Errors
    /// A name twice, or a required one missing.
    pub(super) fn check(&self, headers: &mut Headers) -> Result<(), Remark> {
        for (at, field) in self.fields.iter().enumerate().filter(|(_, field)| field.is_some()) {
            if self.fields[..at].contains(field) {
                return Err(Remark::cell(self.row, &self.texts[at], What::ColumnTwice));
            }
        }
        for required in headers.required {
            if !required.iter().any(|field| self.fields.contains(&Some(*field))) {
                return Err(Remark::row(self.row, What::ColumnMissing { names: headers.accepted(required) }));
            }
        }
        for (text, _) in self.texts.iter().zip(&self.fields).filter(|(text, field)| field.is_none() && !text.is_empty()) {
            headers.note_unknown(text);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_known_in_any_dress() {
        let headers = Headers::new();
        for (header, field) in [
            ("  НАЗВАНИЕ :", Field::Name),
            ("Чем\u{a0} занимается", Field::Offers),
            ("\u{feff}Ша\u{200b}ҳр", Field::City),
            ("E-MAIL", Field::Email),
            ("Шањр", Field::City),
            ("tax_id", Field::TaxId),
        ] {
            assert_eq!(headers.field(header), Some(field), "{header}");
        }
        assert_eq!(headers.field("Примечание"), None);
    }

    #[test]
    fn unknown_columns_are_counted_also_where_there_are_too_many_to_name() {
        let mut headers = Headers::new();
        (0..2).for_each(|_| (0..1500).for_each(|number| headers.note_unknown(&format!("x{number}"))));
        assert_eq!((headers.unknown.len(), headers.more_unknown()), (1000, 500));
    }

    #[test]
    fn every_field_has_its_key_first_among_its_names() {
        for (field, (named, names)) in Field::ALL.into_iter().zip(NAMES) {
            assert_eq!((field, field.key()), (named, names[0]));
        }
    }
}
