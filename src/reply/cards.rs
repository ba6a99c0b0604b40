//! Answers in words: what was understood, a card for each match, what nobody has.

use super::answer::Answer;
use super::listing::partner_role_key;
use super::mark;
use super::message::MESSAGE_CHARACTERS;
use super::texts::Texts;
use crate::domain::{Field, Language};
use crate::matching::{Match, Reason, ReasonKind, Strength};
use crate::understanding::{Direction, Role};

/// Lengths that keep the largest answer (five cards) within one message.
pub(super) const CITED_CHARACTERS: usize = 80;
pub(super) const BUTTON_CHARACTERS: usize = 28;
const NAME_CHARACTERS: usize = 90;
const WANTS_CHARACTERS: usize = 160;
/// Reasons shown on a card; the rest is under "why".
pub(super) const REASONS_ON_CARD: usize = 2;
/// Missing sectors named in a message; a report names them all.
const MISSING: usize = 4;

/// The answer with as many reasons on a card as fit into one message.
pub(super) fn answer(answer: &Answer, language: Language, texts: &Texts) -> String {
    let with = |reasons: usize| answer_with(answer, reasons, language, texts);
    let fits = |text: &String| text.encode_utf16().count() <= MESSAGE_CHARACTERS;
    (1..=REASONS_ON_CARD).rev().map(with).find(fits).unwrap_or_else(|| with(0))
}

fn answer_with(answer: &Answer, reasons: usize, language: Language, texts: &Texts) -> String {
    let mut lines: Vec<String> = Vec::new();
    if let Some(name) = &answer.dismissed {
        lines.push(texts.say("dismissed", &[("name", shortened(name, NAME_CHARACTERS).into())]));
    }
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
    lines.extend(cards(answer, reasons, language, texts));
    if !answer.missing.is_empty() {
        lines.extend([String::new(), texts.plain("missing")]);
        for arm in answer.missing.iter().take(MISSING) {
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

/// The cards; those of a project under what it will need.
fn cards(answer: &Answer, reasons: usize, language: Language, texts: &Texts) -> Vec<String> {
    let mut lines = Vec::new();
    let by_arm = answer.confident && answer.direction == Direction::Project;
    let mut before = None;
    for (number, found) in (1usize..).zip(&answer.matches) {
        let arm = found.arm();
        if by_arm && (number == 1 || arm != before) {
            let heading = arm.map_or_else(|| texts.plain("arm-other"), |arm| texts.say("arm", &[("sector", arm.get(language).into())]));
            lines.extend([String::new(), heading]);
        } else if !by_arm && (answer.confident || number == 1) {
            lines.push(String::new());
        }
        before = arm;
        lines.extend(card(number, found, reasons, language, texts));
    }
    lines
}

/// A company and why it fits.
pub(super) fn card(number: usize, found: &Match, reasons: usize, language: Language, texts: &Texts) -> Vec<String> {
    let head = texts.say(
        "card",
        &[
            ("number", number.into()),
            ("name", mark::whole(&shortened(&found.name, NAME_CHARACTERS)).into()),
            ("city", shortened(&found.city, BUTTON_CHARACTERS).into()),
            ("strength", texts.plain(strength(found.strength)).into()),
        ],
    );
    let reasons = found.reasons.iter().take(reasons).map(|why| format!("   • {}", reason(why, language, texts)));
    std::iter::once(head).chain(reasons).collect()
}

/// How the request was taken, so that a person sees at once when it was taken wrongly.
fn understood(answer: &Answer, language: Language, texts: &Texts) -> Vec<String> {
    let mut lines = Vec::new();
    if let (Direction::Project, Some(project)) = (answer.direction, &answer.project) {
        lines.push(texts.say("understood-project", &[("project", project.get(language).into())]));
    }
    let list = |wants: &[String]| excerpt(&wants.join(", "), WANTS_CHARACTERS);
    if !answer.wants.is_empty() && answer.direction != Direction::Name {
        let key = if answer.direction == Direction::Sell { "understood-sell" } else { "understood-buy" };
        lines.push(texts.say(key, &[("wants", list(&answer.wants).into())]));
    }
    let roles = |roles: &[Role]| roles.iter().map(|&role| texts.plain(partner_role_key(role))).collect::<Vec<_>>();
    if !answer.roles.is_empty() && answer.direction != Direction::Name {
        lines.push(texts.say("terms-roles", &[("roles", roles(&answer.roles).join(", ").into())]));
    }
    let unwanted = [answer.unwanted.clone(), roles(&answer.unwanted_roles)].concat();
    if !unwanted.is_empty() {
        lines.push(texts.say("understood-not", &[("wants", list(&unwanted).into())]));
    }
    if let Some(place) = &answer.place {
        lines.push(texts.say("understood-place", &[("place", place.get(language).into())]));
    }
    if !answer.terms.is_empty() {
        lines.push(texts.say("understood-terms", &[("terms", list(&answer.terms).into())]));
    }
    if !answer.only.is_empty() {
        let only: Vec<&str> = answer.only.iter().map(|only| only.get(language)).collect();
        lines.push(texts.say("understood-only", &[("only", only.join(", ").into())]));
    }
    lines
}

pub(super) fn why(name: &str, reasons: &[Reason], language: Language, texts: &Texts) -> String {
    let mut lines = vec![texts.say("why", &[("name", shortened(name, NAME_CHARACTERS).into())])];
    lines.extend(reasons.iter().map(|why| format!("• {}", reason(why, language, texts))));
    lines.join("\n")
}

pub(super) fn reason(reason: &Reason, language: Language, texts: &Texts) -> String {
    let company = excerpt(&reason.company, CITED_CHARACTERS);
    let company = if reason.kind == ReasonKind::Name { mark::letters(&company, &reason.request) } else { company };
    reason_citing(reason, excerpt(&reason.request, CITED_CHARACTERS), company, language, texts)
}

/// A reason whose cited words stand out, those of the request and those of the company.
pub(super) fn reason_with_evidence(reason: &Reason, language: Language, texts: &Texts) -> String {
    let cited = |text: &str| mark::whole(&excerpt(text, CITED_CHARACTERS));
    reason_citing(reason, cited(&reason.request), cited(&reason.company), language, texts)
}

fn reason_citing(reason: &Reason, request: String, company: String, language: Language, texts: &Texts) -> String {
    let key = match reason.kind {
        ReasonKind::Name => "reason-name",
        ReasonKind::Product => "reason-product",
        ReasonKind::Sector => "reason-sector",
        ReasonKind::Project => "reason-project",
        ReasonKind::Need if reason.field == Field::Needs => "reason-need-needs",
        ReasonKind::Need => "reason-need",
        ReasonKind::Near => "reason-near",
        ReasonKind::City => "reason-city",
        ReasonKind::Language => "reason-language",
        ReasonKind::Certificate => "reason-certificate",
    };
    let translated = |text: &Option<crate::domain::Texts>| text.as_ref().map_or(String::new(), |text| text.get(language).to_owned());
    let said = texts.say(
        key,
        &[
            ("request", request.into()),
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

/// Quotation marks that open and close.
const QUOTES: [(char, char); 2] = [('«', '»'), ('“', '”')];

/// A piece of a text as it is cited: cut between words, or parts of an address, with a mark that it was; a quotation in it that is cut is
/// closed, and one of which only the end is cited has none.
pub fn excerpt(text: &str, characters: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(characters).and_then(|_| text.char_indices().nth(characters - 1)) else {
        return closed(text);
    };
    let head = &text[..end];
    let is_between = text[end..].starts_with(char::is_whitespace);
    // A word that takes more than half of the room is no loss to cut.
    let at = |sign: &dyn Fn(char) -> bool| head.rfind(sign).filter(|at| 2 * at > end);
    let cut = if is_between { end } else { at(&char::is_whitespace).or_else(|| at(&|c| c == '/')).unwrap_or(end) };
    format!("{}…", closed(head[..cut].trim_end_matches(|c: char| c.is_whitespace() || ",;:(—–".contains(c))))
}

/// The text with as many quotation marks that close as that open.
fn closed(text: &str) -> String {
    let mut open = Vec::new();
    let mut closed = String::with_capacity(text.len());
    for c in text.chars() {
        if let Some(&(_, closing)) = QUOTES.iter().find(|(opening, _)| *opening == c) {
            open.push(closing);
        } else if QUOTES.iter().any(|&(_, closing)| closing == c) {
            match open.iter().rposition(|&closing| closing == c) {
                Some(at) => _ = open.remove(at),
                None => continue,
            }
        }
        closed.push(c);
    }
    closed.extend(open.into_iter().rev());
    closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cited_is_cut_between_words_and_its_quotations_are_whole() {
        assert_eq!(excerpt("в 2024 году стал резидентом ОЭЗ «Липецк", 80), "в 2024 году стал резидентом ОЭЗ «Липецк»");
        assert_eq!(excerpt("завод «Свободный сокол» и другие заводы", 26), "завод «Свободный сокол» и…");
        assert_eq!(excerpt("завод «Свободный сокол», литьё", 18), "завод «Свободный»…");
        assert_eq!(excerpt("сокол» и литьё", 80), "сокол и литьё");
        assert_eq!(excerpt("https://lipetsk.example/companies/catalogue/17", 40), "https://lipetsk.example/companies…");
        assert_eq!(excerpt("светильники, лампы", 13), "светильники…");
        assert_eq!(excerpt("светильники", 11), "светильники");
        assert_eq!(excerpt(&"о".repeat(30), 10), format!("{}…", "о".repeat(9)));
    }
}
