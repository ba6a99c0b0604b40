//! A company: an organisation in the directory, as its chamber of commerce wrote it down.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The directory's key of a company: the clerk's own code, or one made from the tax number or the name (see [`crate::seed`]).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CompanyId(pub String);

impl fmt::Display for CompanyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How sources name a chamber of commerce: words that follow one another, in small letters. A star stands for any end of a word.
const CHAMBERS: [&[&str]; 4] = [&["тпп"], &["торгово", "промышленн*", "палат*"], &["палата*", "савдо*"], &["chamber*", "of", "commerce"]];
/// Words that say in a source that somebody does not vouch for it, in the three languages. Tajik verbs bear their "not" in front.
const DENIALS: [&str; 32] = [
    "не",
    "нет",
    "ни",
    "без",
    "вне",
    "отказ*",
    "отклон*",
    "исключ*",
    "отозва*",
    "неподтвер*",
    "непровер*",
    "нест",
    "бе",
    "рад",
    "нашуд*",
    "накард*",
    "надор*",
    "надод*",
    "тасдиқна*",
    "not",
    "no",
    "never",
    "without",
    "cannot",
    "isn",
    "wasn",
    "hasn",
    "didn",
    "refus*",
    "reject*",
    "unverified",
    "unconfirmed",
];

/// An organisation of the directory. Texts are kept as written (after the cleaning of shared rules for files):
/// reasons cite them word for word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Company {
    pub id: String,
    pub name: String,
    /// The city as written; [`crate::understanding::Vocabulary::place_of`] says which place it is.
    pub city: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sectors: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub website: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub telegram: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tax_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// The columns of a company in files, in the order of exports. One list makes the header names that are read,
/// the keys of JSON and the columns that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Id,
    Name,
    City,
    Country,
    Sectors,
    Offers,
    Needs,
    Description,
    Website,
    Phone,
    Email,
    Telegram,
    TaxId,
    Languages,
    Source,
}

impl Field {
    pub const ALL: [Field; 15] = [
        Field::Id,
        Field::Name,
        Field::City,
        Field::Country,
        Field::Sectors,
        Field::Offers,
        Field::Needs,
        Field::Description,
        Field::Website,
        Field::Phone,
        Field::Email,
        Field::Telegram,
        Field::TaxId,
        Field::Languages,
        Field::Source,
    ];

    /// The key in JSON and the header in CSV exports.
    pub fn key(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Name => "name",
            Field::City => "city",
            Field::Country => "country",
            Field::Sectors => "sectors",
            Field::Offers => "offers",
            Field::Needs => "needs",
            Field::Description => "description",
            Field::Website => "website",
            Field::Phone => "phone",
            Field::Email => "email",
            Field::Telegram => "telegram",
            Field::TaxId => "tax_id",
            Field::Languages => "languages",
            Field::Source => "source",
        }
    }

    /// Whether the field holds a list of values rather than one text.
    pub fn is_list(self) -> bool {
        matches!(self, Field::Sectors | Field::Offers | Field::Needs | Field::Languages)
    }
}

impl Company {
    /// Whether a chamber of commerce is among the sources of the record, and no "not" stands beside it. Whether a chamber vouches for the
    /// company says [`Marks::is_verified`](crate::registry::Marks::is_verified).
    pub fn names_chamber(&self) -> bool {
        self.source.split([';', '\n']).any(|source| {
            let source = source.to_lowercase();
            // A hyphen of any kind parts words too.
            let words: Vec<&str> = source.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            let is_chamber =
                |name: &&[&str]| words.windows(name.len()).any(|words| words.iter().zip(*name).all(|(word, name)| is_named(word, name)));
            // "No. 12" counts.
            let is_number =
                |at: usize| words[at] == "no" && words.get(at + 1).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
            let is_denial = |at: usize| DENIALS.iter().any(|denial| is_named(words[at], denial)) && !is_number(at);
            CHAMBERS.iter().any(is_chamber) && !(0..words.len()).any(is_denial)
        })
    }

    /// What it is, in the words of its sectors; empty if it names none.
    pub fn what_it_is(&self) -> String {
        self.sectors.join(", ")
    }

    pub fn company_id(&self) -> CompanyId {
        CompanyId(self.id.clone())
    }

    /// The values of a field: the items of a list, or the one text; nothing when empty.
    pub fn values(&self, field: Field) -> &[String] {
        let one = match field {
            Field::Sectors => return &self.sectors,
            Field::Offers => return &self.offers,
            Field::Needs => return &self.needs,
            Field::Languages => return &self.languages,
            Field::Id => &self.id,
            Field::Name => &self.name,
            Field::City => &self.city,
            Field::Country => &self.country,
            Field::Description => &self.description,
            Field::Website => &self.website,
            Field::Phone => &self.phone,
            Field::Email => &self.email,
            Field::Telegram => &self.telegram,
            Field::TaxId => &self.tax_id,
            Field::Source => &self.source,
        };
        if one.is_empty() { &[] } else { std::slice::from_ref(one) }
    }

    /// Sets a field from its cell: a list is split at `;` and line breaks, or, when there are none, at commas
    /// (not at decimal commas).
    pub fn set(&mut self, field: Field, cell: &str) {
        let text = match field {
            Field::Sectors => return self.sectors = split_list(cell),
            Field::Offers => return self.offers = split_list(cell),
            Field::Needs => return self.needs = split_list(cell),
            Field::Languages => return self.languages = split_list(cell),
            Field::Id => &mut self.id,
            Field::Name => &mut self.name,
            Field::City => &mut self.city,
            Field::Country => &mut self.country,
            Field::Description => &mut self.description,
            Field::Website => &mut self.website,
            Field::Phone => &mut self.phone,
            Field::Email => &mut self.email,
            Field::Telegram => &mut self.telegram,
            Field::TaxId => &mut self.tax_id,
            Field::Source => &mut self.source,
        };
        *text = cell.to_owned();
    }

    /// Sets a list field from items that are already apart (JSON arrays). Does nothing for a text field.
    pub fn set_items(&mut self, field: Field, items: Vec<String>) {
        match field {
            Field::Sectors => self.sectors = items,
            Field::Offers => self.offers = items,
            Field::Needs => self.needs = items,
            Field::Languages => self.languages = items,
            _ => {}
        }
    }

    /// A field as one cell, such that [`Company::set`] reads the same values back.
    pub fn cell(&self, field: Field) -> String {
        let items = self.values(field);
        let joined = items.join("; ");
        if field.is_list() && split_list(&joined) != items { joined + ";" } else { joined }
    }
}

/// Whether a word is the one that is named, or begins as it does.
fn is_named(word: &str, name: &str) -> bool {
    name.strip_suffix('*').map_or(word == name, |beginning| word.starts_with(beginning))
}

fn split_list(cell: &str) -> Vec<String> {
    let parts: Vec<&str> = if cell.contains([';', '\n']) { cell.split([';', '\n']).collect() } else { split_commas(cell) };
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Splits at commas, but not inside brackets and not between two digits ("1,5 кВт").
fn split_commas(cell: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0usize);
    let bytes = cell.as_bytes();
    for (i, &byte) in bytes.iter().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
                if !(digit(i.checked_sub(1)) && digit(Some(i + 1))) {
                    parts.push(&cell[start..i]);
                    start = i + 1;
                }
            }
            _ => {}
        }
    }
    parts.push(&cell[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_cell_written_and_read_again_keeps_its_items() {
        for items in [vec!["мука, крупы", "сахар"], vec!["мука, крупы"], vec!["кабель 1,5 мм", "провод"], vec![]]
        {
            let mut company = Company::default();
            company.set_items(Field::Offers, items.iter().map(|item| item.to_string()).collect());
            let mut again = Company::default();
            again.set(Field::Offers, &company.cell(Field::Offers));
            assert_eq!(again.offers, items);
        }
    }

    #[test]
    fn a_chamber_vouches_by_its_whole_name_and_not_where_the_source_says_that_it_does_not() {
        for (source, expected) in [
            ("ТПП РФ (news.tpprf.ru), сообщение; год на странице не указан", true),
            ("сайт; Липецкая ТПП", true),
            ("Торгово\u{2011}промышленная палата Липецкой области", true),
            ("реестр торгово-промышленной палаты", true),
            ("Палатаи савдо ва саноати Тоҷикистон", true),
            ("Sughd Chamber of Commerce and Industry, 2026", true),
            ("Chamber of Commerce register No. 12", true),
            ("не подтверждено ТПП, объявление в интернете", false),
            ("исключена из реестра ТПП", false),
            ("Chamber of Commerce list refused to confirm", false),
            ("Палатаи савдо тасдиқ накардааст", false),
            ("«СТППК»", false),
            ("Торгово-промышленный банк", false),
            ("объявление в интернете", false),
            ("", false),
        ] {
            let company = Company { source: source.to_owned(), ..Company::default() };
            assert_eq!(company.names_chamber(), expected, "{source}");
        }
    }

    #[test]
    fn a_comma_splits_a_list_unless_it_is_decimal_or_in_brackets() {
        let mut company = Company::default();
        company.set(Field::Offers, "кабель 1,5 мм, муфты (медь, латунь),лотки");
        assert_eq!(company.offers, ["кабель 1,5 мм", "муфты (медь, латунь)", "лотки"]);
    }
}
