//! Answers in words: what was understood, a card for each match, what nobody has.

use super::answer::Answer;
use super::mark;
use super::texts::Texts;
use crate::domain::{Field, Language};
use crate::matching::{Reason, ReasonKind, Strength};
use crate::understanding::Direction;

/// Lengths that keep the largest answer (five cards) within one message.
pub(super) const CITED_CHARACTERS: usize = 80;
pub(super) const BUTTON_CHARACTERS: usize = 28;
const NAME_CHARACTERS: usize = 90;
const WANTS_CHARACTERS: usize = 160;
/// Reasons shown on a card; the rest is under "why".
const REASONS_ON_CARD: usize = 2;

pub(super) fn answer(answer: &Answer, language: Language, texts: &Texts) -> String {
    let mut lines: Vec<String> = Vec::new();
    if answer.cut {
        lines.push(texts.plain("cut"));
    }
    lines.extend(understood(answer, language, texts));
    if !answer.confident {
        lines.push(texts.plain("nobody"));
        if !answer.matches.is_empty() {
            lines.push(texts.plain("nobody-near"));
        }
    }
    for (number, found) in (1usize..).zip(&answer.matches) {
        if answer.confident || number == 1 {
            lines.push(String::new());
        }
        lines.push(texts.say(
            "card",
            &[
                ("number", number.into()),
                ("name", mark::whole(&shortened(&found.name, NAME_CHARACTERS)).into()),
                ("city", shortened(&found.city, BUTTON_CHARACTERS).into()),
                ("strength", texts.plain(strength(found.strength)).into()),
            ],
        ));
        lines.extend(found.reasons.iter().take(REASONS_ON_CARD).map(|why| format!("   • {}", reason(why, language, texts))));
    }
    if !answer.missing.is_empty() {
        lines.extend([String::new(), texts.plain("missing")]);
        for arm in &answer.missing {
            let why = arm.why.get(language).to_owned();
            lines.push(format!("   • {}", texts.say("missing-arm", &[("sector", arm.sector.get(language).into()), ("why", why.into())])));
        }
    }
    if !answer.confident {
        lines.extend([String::new(), texts.plain("nobody-next")]);
    } else if answer.more > 0 {
        lines.extend([String::new(), texts.say("more", &[("count", answer.more.into())])]);
    } else if answer.first > 1 {
        lines.extend([String::new(), texts.plain("no-more")]);
    }
    lines.join("\n")
}

/// How the request was taken, so that a person sees at once when it was taken wrongly.
fn understood(answer: &Answer, language: Language, texts: &Texts) -> Vec<String> {
    let mut lines = Vec::new();
    if answer.first > 1 {
        return lines;
    }
    if let (Direction::Project, Some(project)) = (answer.direction, &answer.project) {
        lines.push(texts.say("understood-project", &[("project", project.get(language).into())]));
    }
    let list = |wants: &[String]| shortened(&wants.join(", "), WANTS_CHARACTERS);
    if !answer.wants.is_empty() && answer.direction != Direction::Name {
        let key = if answer.direction == Direction::Sell { "understood-sell" } else { "understood-buy" };
        lines.push(texts.say(key, &[("wants", list(&answer.wants).into())]));
    }
    if !answer.unwanted.is_empty() {
        lines.push(texts.say("understood-not", &[("wants", list(&answer.unwanted).into())]));
    }
    if let Some(place) = &answer.place {
        lines.push(texts.say("understood-place", &[("place", place.get(language).into())]));
    }
    lines
}

pub(super) fn why(name: &str, reasons: &[Reason], language: Language, texts: &Texts) -> String {
    let mut lines = vec![texts.say("why", &[("name", shortened(name, NAME_CHARACTERS).into())])];
    lines.extend(reasons.iter().map(|why| format!("• {}", reason(why, language, texts))));
    lines.join("\n")
}

pub(super) fn reason(reason: &Reason, language: Language, texts: &Texts) -> String {
    let key = match reason.kind {
        ReasonKind::Name => "reason-name",
        ReasonKind::Product => "reason-product",
        ReasonKind::Sector => "reason-sector",
        ReasonKind::Project => "reason-project",
        ReasonKind::Need if reason.field == Field::Needs => "reason-need-needs",
        ReasonKind::Need => "reason-need",
        ReasonKind::Near => "reason-near",
        ReasonKind::City => "reason-city",
    };
    let translated = |text: &Option<crate::domain::Texts>| text.as_ref().map_or(String::new(), |text| text.get(language).to_owned());
    let company = shortened(&reason.company, CITED_CHARACTERS);
    let company = if reason.kind == ReasonKind::Name { mark::letters(&company, &reason.request) } else { company };
    let said = texts.say(
        key,
        &[
            ("request", shortened(&reason.request, CITED_CHARACTERS).into()),
            ("company", company.into()),
            ("bridge", translated(&reason.bridge).into()),
            ("why", translated(&reason.why).into()),
        ],
    );
    said.trim_end().to_owned()
}

pub(super) fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "strength-strong",
        Strength::Fair => "strength-fair",
        Strength::Possible => "strength-possible",
    }
}

/// The text, cut at a number of characters with a mark that it was; line breaks inside a cited text become blanks.
pub(super) fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        None => text.to_owned(),
        Some(_) => {
            let end = text.char_indices().nth(characters - 1).map_or(text.len(), |(at, _)| at);
            format!("{}…", text[..end].trim_end())
        }
    }
}
