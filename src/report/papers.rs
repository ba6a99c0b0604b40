//! Papers that are printed and filled in by hand, for whoever comes to the chamber without a messenger: the consent to keep a contact, in
//! the words of the bot, and the slip of a request. What the list says of a company stands on them already; contacts are written by hand.

use jiff::Timestamp;

use super::document::{Block, Document, FormField, Layout, Part, SCHEMA};
use super::groups::called;
use super::partners::{page, source};
use crate::domain::{Company, Field, Language};
use crate::reply::{CONSENT_VERSION, Texts};
use crate::understanding::Vocabulary;

/// Lines to write on where a list is asked for.
const LINES: u8 = 3;

/// The consent of a person who speaks for a company.
pub fn consent(company: Option<&Company>, languages: &[Language], vocabulary: &Vocabulary, as_of: Timestamp) -> Document {
    let part = |&language: &Language| {
        let known = Known { company, vocabulary, language, as_of };
        let texts = Texts::of(language);
        let words = texts.plain("company-ask-consent");
        let (title, words) = words.split_once('\n').unwrap_or((&words, ""));
        let version = texts.say("report-consent-version", &[("version", CONSENT_VERSION.into())]);
        let mut blocks: Vec<Block> = words.lines().map(|line| Block::Text { text: line.into() }).collect();
        blocks.push(Block::Note { text: texts.plain("report-consent-paper") });
        // A consent is given to somebody: to whom, the chamber writes or stamps.
        let mut fields = vec![line(texts, "operator", "", 1)];
        fields.extend(known.about());
        fields.extend(["person", "role", "phone", "telegram"].map(|key| line(texts, key, "", 1)));
        fields.push(tick(texts, "report-consent-tick"));
        blocks.push(Block::Form { key: "consent", fields });
        blocks.push(Block::Heading { text: texts.plain("report-consent-reach") });
        let ways = ["report-consent-by-phone", "report-consent-by-telegram"].map(|key| tick(texts, key));
        blocks.push(Block::Form { key: "reach", fields: ways.into_iter().chain([signature(texts, "report-field-signature")]).collect() });
        blocks.push(received(texts));
        blocks.push(by_clerk(texts));
        known.part(title.to_owned(), version.clone(), &version, blocks)
    };
    Document { report: "consent", schema: SCHEMA, as_of, layout: Layout::Pages, parts: languages.iter().map(part).collect() }
}

/// A request that a company brings to the chamber.
pub fn slip(company: Option<&Company>, languages: &[Language], vocabulary: &Vocabulary, as_of: Timestamp) -> Document {
    let part = |&language: &Language| {
        let known = Known { company, vocabulary, language, as_of };
        let texts = Texts::of(language);
        let wish = vec![
            line(texts, "seeks", &known.list(Field::Needs), LINES),
            line(texts, "offers", &known.list(Field::Offers), LINES),
            line(texts, "where", "", 1),
            line(texts, "until", "", 1),
            signature(texts, "report-field-signature"),
        ];
        let mut fields = known.about();
        fields.extend(["person", "phone"].map(|key| line(texts, key, "", 1)));
        let blocks = vec![
            Block::Form { key: "company", fields },
            Block::Heading { text: texts.plain("report-slip-what") },
            Block::Form { key: "request", fields: wish },
            received(texts),
            by_clerk(texts),
        ];
        let title = texts.plain("report-slip");
        known.part(title.clone(), texts.plain("report-slip-subtitle"), &title, blocks)
    };
    Document { report: "slip", schema: SCHEMA, as_of, layout: Layout::Pages, parts: languages.iter().map(part).collect() }
}

/// What a paper says before anybody writes on it.
struct Known<'a> {
    company: Option<&'a Company>,
    vocabulary: &'a Vocabulary,
    language: Language,
    as_of: Timestamp,
}

impl Known<'_> {
    fn part(&self, title: String, subtitle: String, what: &str, blocks: Vec<Block>) -> Part {
        let texts = Texts::of(self.language);
        let paper = texts.say("report-paper-source", &[("what", what.into())]);
        // An empty paper tells nothing that could be of another day.
        let source = self.company.map_or_else(|| paper.clone(), |_| format!("{paper}. {}", source(self.as_of, self.language)));
        Part { language: self.language, title, subtitle, source, page: page(texts), blocks }
    }

    /// What the list says of the company, or lines for it.
    fn about(&self) -> Vec<FormField> {
        let texts = Texts::of(self.language);
        let cell = |field: Field| self.company.map(|company| company.cell(field)).unwrap_or_default();
        let city = self.vocabulary.city_in(&cell(Field::City), self.language);
        let name = self.company.map(|company| called(&company.name, &company.company_id(), texts)).unwrap_or_default();
        let known = [("company", name), ("city", city), ("tax-number", cell(Field::TaxId))];
        known.map(|(key, known)| line(texts, key, &known, 1)).into()
    }

    fn list(&self, field: Field) -> String {
        self.company.map(|company| company.values(field).join("; ")).unwrap_or_default()
    }
}

fn received(texts: &Texts) -> Block {
    Block::Heading { text: texts.plain("report-slip-by") }
}

fn by_clerk(texts: &Texts) -> Block {
    let fields = vec![line(texts, "received", "", 1), line(texts, "clerk", "", 1), signature(texts, "report-field-signature-clerk")];
    Block::Form { key: "received", fields }
}

fn line(texts: &Texts, key: &str, value: &str, lines: u8) -> FormField {
    FormField::Line { name: texts.plain(&format!("report-field-{key}")), value: value.to_owned(), lines }
}

fn tick(texts: &Texts, key: &str) -> FormField {
    FormField::Tick { text: texts.plain(key) }
}

fn signature(texts: &Texts, key: &str) -> FormField {
    FormField::Signature { name: texts.plain(key), under: texts.plain("report-field-signature-under") }
}
