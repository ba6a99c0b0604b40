//! A row made clean: texts without invisible marks, the old Tajik font read, tax number and city looked at, limits kept.

use std::collections::HashMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::keys::{KeyMaker, Keys};
use super::remark::{Remark, Severity, What, excerpt};
use super::table::{Raw, Row, Value};
use crate::domain::tax::{self, Tax};
use crate::domain::{Company, Field, is_formula, spoilt};
use crate::understanding::Vocabulary;
use crate::understanding::text::{is_cyrillic, is_invisible, words};

const NAME_CHARACTERS: usize = 300;
const CELL_CHARACTERS: usize = 10_000;

/// Makes rows clean. It remembers cities, so one serves a whole file.
pub(super) struct Cleaner<'v> {
    keys: KeyMaker<'v>,
}

impl<'v> Cleaner<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary) -> Cleaner<'v> {
        Cleaner { keys: KeyMaker::new(vocabulary) }
    }

    pub(super) fn row(&mut self, raw: Raw) -> Row {
        let Raw { number, cells, mut remarks } = raw;
        let is_whole = remarks.iter().all(|remark| remark.severity == Severity::Warning);
        let mut columns: HashMap<Field, Arc<str>> = HashMap::with_capacity(cells.len());
        let mut cells: Vec<(Field, Vec<String>)> = cells
            .into_iter()
            .map(|(field, column, value)| {
                columns.insert(field, column);
                (field, clean_value(field, value))
            })
            .collect();
        self.read_old_font(&mut cells);
        let mut company = Company::default();
        let cell = |field, what| Remark::cell(number, columns.get(&field).map_or(field.key(), |column| column), what);
        for (field, texts) in cells {
            let limit = cell_limit(field);
            if texts.iter().map(|text| text.chars().count()).sum::<usize>() > limit {
                remarks.push(cell(field, What::TooLong { limit }));
            }
            if let Some(text) = texts.iter().find(|text| has_lost_letters(text)) {
                remarks.push(cell(field, What::QuestionMarks { text: excerpt(text) }));
            }
            match field.is_list() {
                true => company.set_items(field, texts),
                false => company.set(field, texts.first().map_or("", String::as_str)),
            }
        }
        if is_whole {
            let missing = [(Field::Name, What::NameMissing), (Field::City, What::CityMissing)];
            let missing = missing.into_iter().filter(|(field, _)| company.values(*field).is_empty());
            remarks.extend(missing.map(|(field, what)| cell(field, what)));
        }
        let place = self.keys.place(&company.city).and_then(|place| Some((place, place.region?)));
        match place {
            _ if company.city.is_empty() => {}
            None => remarks.push(cell(Field::City, What::CityUnknown { text: excerpt(&company.city) })),
            Some((place, side)) => {
                let said = self.keys.said_country(&company);
                if !said.is_empty() && said != place.country {
                    let (city, said) = (excerpt(&company.city), excerpt(&company.country));
                    remarks.push(cell(Field::Country, What::OtherCountry { city, side, said }));
                }
            }
        }
        if let Some(what) = self.read_tax_id(&mut company) {
            remarks.push(cell(Field::TaxId, what));
        }
        if spoilt::has_lost_digits(&company.phone) {
            remarks.push(cell(Field::Phone, What::PhoneLost { text: excerpt(&company.phone) }));
            company.phone = String::new();
        }
        let keys = if is_whole { self.keys.keys(&company) } else { Keys::default() };
        Row { number, company, keys, remarks }
    }

    /// A right number becomes its digits, a wrong one stays as it is written, one with lost digits goes.
    fn read_tax_id(&mut self, company: &mut Company) -> Option<What> {
        if company.tax_id.is_empty() {
            return None;
        }
        let text = excerpt(&company.tax_id);
        let (tax_id, what) = match tax::read(&company.tax_id, self.keys.country(company)) {
            Tax::Valid(digits) => (digits, None),
            Tax::Wrong(written) => (written, Some(What::TaxWrong { text })),
            Tax::Lost => (String::new(), Some(What::TaxLost { text })),
        };
        company.tax_id = tax_id;
        what
    }

    /// Fonts of the 1990s drew the six Tajik letters in the places of Serbian, Macedonian and Belarusian ones. They are read so when the row
    /// is otherwise Tajik (its city, country or words) and holds no other letter of those alphabets.
    fn read_old_font(&mut self, cells: &mut [(Field, Vec<String>)]) {
        let all = |cells: &[(Field, Vec<String>)]| cells.iter().flat_map(|(_, texts)| texts.clone()).collect::<Vec<_>>();
        if !cells.iter().any(|(_, texts)| texts.iter().any(|text| text.contains(is_old_font))) {
            return;
        }
        if all(cells).iter().any(|text| text.contains(is_neighbour)) {
            return;
        }
        let mut read = cells.to_vec();
        for text in read.iter_mut().flat_map(|(_, texts)| texts) {
            *text = text.chars().map(new_font).collect();
        }
        let mut is_tajik = all(cells).iter().any(|text| text.contains(is_tajik_letter) || has_tajik_words(text));
        for (_, texts) in read.iter().filter(|(field, _)| matches!(field, Field::City | Field::Country)) {
            is_tajik |= texts.iter().any(|text| self.keys.place(text).is_some_and(|place| place.country == "tj"));
        }
        if is_tajik {
            cells.clone_from_slice(&read);
        }
    }
}

/// No more characters may stand in a cell.
pub(super) fn cell_limit(field: Field) -> usize {
    if field == Field::Name { NAME_CHARACTERS } else { CELL_CHARACTERS }
}

/// The texts of a value: the items of a list, or one text; nothing when it is empty.
pub(super) fn clean_value(field: Field, value: Value) -> Vec<String> {
    let text = match value {
        Value::Items(items) => return items.iter().flat_map(|item| bare_items(clean_text(item, true).split([';', '\n']))).collect(),
        Value::Guarded(text) => unguard(&clean_text(&text, is_long(field))).trim().to_owned(),
        Value::Text(text) => clean_text(&text, is_long(field)),
    };
    let mut company = Company::default();
    match field {
        Field::Phone | Field::TaxId => {
            let bare = text.trim_start_matches(|c: char| is_apostrophe(c) || c.is_whitespace());
            company.set(field, if field == Field::Phone { spoilt::without_fraction(bare) } else { bare });
        }
        _ => company.set(field, &text),
    }
    let texts = company.values(field);
    if field.is_list() { bare_items(texts.iter().map(String::as_str)) } else { texts.to_vec() }
}

/// Items of a list without the marks that part them in a cell, so that every export keeps them apart alike.
fn bare_items<'a>(items: impl Iterator<Item = &'a str>) -> Vec<String> {
    let bare = items.map(|item| item.trim_matches(|c: char| c == ',' || c.is_whitespace()));
    bare.filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

/// Whether line breaks of a cell mean something.
fn is_long(field: Field) -> bool {
    field.is_list() || field == Field::Description
}

/// NFC; invisible, bidirectional and control marks dropped; white space trimmed and every run of it one blank or, in a long text, one break.
fn clean_text(text: &str, is_long: bool) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut gap = None;
    let visible = text.chars().filter(|&c| c.is_whitespace() || !is_invisible(c));
    for c in visible.nfc() {
        match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' if is_long => gap = Some('\n'),
            _ if c.is_whitespace() => gap = gap.or(Some(' ')),
            _ => {
                cleaned.extend(gap.take().filter(|_| !cleaned.is_empty()));
                cleaned.push(c);
            }
        }
    }
    cleaned
}

/// Whether nothing of a cell would be left: white space, invisible marks, the mark with which DOS ended files.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Takes away the apostrophe that keeps a cell from being a formula; exports set it (see [`crate::report`]).
fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// A letter that no encoding could hold became `?`, or the mark U+FFFD.
fn has_lost_letters(text: &str) -> bool {
    let follows = |(at, mark): (usize, &str)| text[at + mark.len()..].starts_with(is_cyrillic);
    text.contains(char::REPLACEMENT_CHARACTER) || text.match_indices('?').any(follows)
}

/// A letter of the old Tajik font as it is meant.
pub(super) fn new_font(c: char) -> char {
    match c {
        'Љ' => 'Ҷ',
        'љ' => 'ҷ',
        'Њ' => 'Ҳ',
        'њ' => 'ҳ',
        'Ќ' => 'Қ',
        'ќ' => 'қ',
        'Ѓ' => 'Ғ',
        'ѓ' => 'ғ',
        'Ў' => 'Ӯ',
        'ў' => 'ӯ',
        'Ї' => 'Ӣ',
        'ї' => 'ӣ',
        other => other,
    }
}

fn is_old_font(c: char) -> bool {
    new_font(c) != c
}

/// Letters of the alphabets to which the old font's letters truly belong, and that Tajik has not.
fn is_neighbour(c: char) -> bool {
    matches!(c, 'і' | 'І' | 'є' | 'Є' | 'ґ' | 'Ґ' | 'ј' | 'Ј' | 'ђ' | 'Ђ' | 'ћ' | 'Ћ' | 'џ' | 'Џ' | 'ѕ' | 'Ѕ' | 'ќ' | 'ѓ')
        && !is_old_font(c)
}

fn is_tajik_letter(c: char) -> bool {
    matches!(c, 'ғ' | 'ӣ' | 'қ' | 'ӯ' | 'ҳ' | 'ҷ' | 'Ғ' | 'Ӣ' | 'Қ' | 'Ӯ' | 'Ҳ' | 'Ҷ')
}

/// Little words of Tajik that Russian, Ukrainian and Serbian have not.
fn has_tajik_words(text: &str) -> bool {
    words(text).iter().any(|word| matches!(word.text.as_str(), "ва" | "барои" | "аз" | "дар" | "бо" | "мебошад" | "аст" | "мо"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cleaned_twice_is_the_same() {
        for text in [" \u{feff}«Мед\u{200b}софт»\u{a0}\u{a0}плюс\u{202e} ", "e\u{200d}\u{301}", "a \r\n\t\r\n b", "\u{0}\u{7}x"]
        {
            let once = clean_text(text, true);
            assert_eq!(clean_text(&once, true), once);
        }
        assert_eq!(clean_text(" \u{feff}«Мед\u{200b}софт»\u{a0}\u{a0}плюс\u{202e} ", false), "«Медсофт» плюс");
        assert_eq!(clean_text("первая\r\n \r\nвторая", true), "первая\nвторая");
        assert_eq!(clean_text("первая\r\nвторая", false), "первая вторая");
    }

    #[test]
    fn an_apostrophe_goes_where_it_guards_and_stays_where_it_is_meant() {
        assert_eq!(unguard("'=2+2"), "=2+2");
        assert_eq!(unguard("''=2+2"), "'=2+2");
        assert_eq!(unguard("'Aziza' shop"), "'Aziza' shop");
        assert_eq!(clean_value(Field::Phone, Value::Text("'+7 474 2".to_owned())), ["+7 474 2"]);
    }

    #[test]
    fn a_question_mark_inside_a_word_is_a_lost_letter() {
        for lost in ["Ху?анд", "?амкор", "та\u{fffd}из"] {
            assert!(has_lost_letters(lost), "{lost}");
        }
        for whole in ["Что ищете? Мука", "site.ru/?id=5", "кто?"] {
            assert!(!has_lost_letters(whole), "{whole}");
        }
    }
}
