//! A company and why it fits: as it stands in reports, and alone as a picture for a chat.

use super::document::{Block, Card, Document, Item, Layout, Part, Rich, SCHEMA};
use super::groups::{called, sector_in};
use super::partners::{self, Sources};
use crate::asked::Asked;
use crate::domain::{Company, CompanyId, Field, Language};
use crate::matching::{Asker, IndexError, Match, Strength};
use crate::reply::{Texts, excerpt, reason_with_evidence, strength};
use crate::understanding::Vocabulary;

/// Of where the list has a company from, in a picture, which has to stay short; reports have it whole.
const SOURCE_CHARACTERS: usize = 400;

/// A company alone, as a picture, with why it fits what is asked; `None`: it does not. `code`: what its QR code holds.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub fn document(
    asked: &Asked,
    company: &CompanyId,
    languages: &[Language],
    asker: Asker<'_>,
    sources: &Sources<'_>,
    code: &str,
) -> Result<Option<Document>, IndexError> {
    let asker = Asker { only: Some(company), without: &[], place: None, sector: None, ..asker };
    let Some(found) = asked.answered(asker, 1, None, sources.list())?.found.matches.into_iter().next() else { return Ok(None) };
    let mut about = (sources.company)(company).unwrap_or_default();
    about.source = excerpt(&about.source, SOURCE_CHARACTERS);
    let part = |&language: &Language| {
        let told = found.clone().told_in(language, &sources.index.vocabulary);
        let card = Card { code: Some(code.to_owned()), ..card(0, &told, &about, language, &sources.index.vocabulary) };
        Part {
            language,
            title: Texts::of(language).plain("report-card"),
            subtitle: String::new(),
            source: partners::source(sources.as_of, language),
            page: String::new(),
            blocks: vec![Block::Quote { text: asked.quoted() }, Block::Cards { key: "cards", cards: vec![card] }],
        }
    };
    let parts = languages.iter().map(part).collect();
    Ok(Some(Document { report: "card", schema: SCHEMA, as_of: sources.as_of, layout: Layout::Picture, parts }))
}

/// A match as a card; where the list has the company from comes last. `number`: 0 for one that stands alone.
pub(super) fn card(number: usize, found: &Match, company: &Company, language: Language, vocabulary: &Vocabulary) -> Card {
    let texts = Texts::of(language);
    let reason = |why| {
        let (text, marks) = reason_with_evidence(why, language);
        Rich::new(text, marks)
    };
    let arm = found.arm().map(|arm| item("arm", "report-word-for", arm.get(language), texts));
    let said = lists(company, &[Field::Sectors, Field::Needs], language, vocabulary);
    Card {
        number,
        title: called(&found.name, &found.id, texts),
        place: found.city.clone(),
        badge: strength(found.strength, language),
        level: match found.strength {
            Strength::Strong => 3,
            Strength::Fair => 2,
            Strength::Possible => 1,
        },
        reasons: found.reasons.iter().map(reason).collect(),
        items: arm.into_iter().chain(said).chain(origin(company, texts)).collect(),
        code: None,
    }
}

pub(super) fn item(key: &'static str, name: &str, value: impl Into<Rich>, texts: &Texts) -> Item {
    Item { key, name: texts.plain(name), value: value.into() }
}

/// What the list says of a company in these fields; those that are empty are left out.
pub(super) fn lists(company: &Company, fields: &[Field], language: Language, vocabulary: &Vocabulary) -> Vec<Item> {
    let name = |field: Field| match field {
        Field::Offers => "report-word-offers",
        Field::Needs => "report-word-needs",
        _ => "report-word-sector",
    };
    let said = |field: Field| {
        let values = company.values(field).iter();
        let values: Vec<String> = match field {
            Field::Sectors => values.map(|words| sector_in(words, language, vocabulary)).collect(),
            _ => values.cloned().collect(),
        };
        values.join("; ")
    };
    let filled = fields.iter().filter(|&&field| !company.values(field).is_empty());
    filled.map(|&field| item(field.key(), name(field), said(field), Texts::of(language))).collect()
}

/// Where the list has it from.
pub(super) fn origin(company: &Company, texts: &Texts) -> Option<Item> {
    (!company.source.is_empty()).then(|| item("source", "report-word-source", company.source.as_str(), texts))
}
