//! Whether a message is talk and no request: a greeting, a question about Hamkor itself, a telephone alone, words of another language.
//! In: the text as sent, its words with their cues, and what it wants. Out: the kind of talk, or none.

use super::clauses::is_content;
use super::intent::PLAIN;
use super::marks::Marks;
use super::request::{Planned, Talk, Token, Want};
use super::text::is_cyrillic;
use super::vocabulary::{Cue, CueSet};

/// How many digits a telephone has that is written without a plus; tax numbers are as long, and no request either.
const TELEPHONE_DIGITS: std::ops::RangeInclusive<usize> = 9..=15;
/// With the plus, fewer tell.
const TELEPHONE_DIGITS_AFTER_PLUS: std::ops::RangeInclusive<usize> = 7..=15;
/// Questions about Hamkor itself, each by its cue. Where a message asks two, the earlier one is answered.
const ABOUT_HAMKOR: [(Cue, Talk); 4] =
    [(Cue::AskRemoval, Talk::Removal), (Cue::AskLeaving, Talk::Leaving), (Cue::AskPrice, Talk::Price), (Cue::Chatter, Talk::Chatter)];
/// What may stand beside talk.
const BESIDE_TALK: [Cue; 2] = [Cue::Greetings, Cue::Stop];
/// A yes or a no, where nothing was asked.
const YES_OR_NO: [Cue; 2] = [Cue::Yes, Cue::No];
/// Words that name nothing to look for: what is said round it, and that it is sought.
const NAMING_NOTHING: [Cue; 13] = [
    Cue::Stop,
    Cue::Greetings,
    Cue::Chatter,
    Cue::Yes,
    Cue::No,
    Cue::Negation,
    Cue::And,
    Cue::Own,
    Cue::Buy,
    Cue::Sell,
    Cue::Plan,
    Cue::Cooperate,
    Cue::Who,
];

/// What kind of talk it is; `None`: a request.
pub(super) fn talk(sent: &str, words: &[Token], marks: &Marks, wants: &[Want], project: Option<&Planned>) -> Option<Talk> {
    if is_contact_alone(sent) {
        return Some(Talk::ContactAlone);
    }
    if !words.iter().any(|word| word.text.chars().any(char::is_alphabetic)) {
        return Some(Talk::NoWords);
    }
    let said = |cue: Cue| words.iter().any(|word| word.cues.has(cue));
    // "Help" and "good" are talk only when nothing else is said.
    let all = |is_talk: &dyn Fn(CueSet) -> bool| words.iter().all(|word| is_talk(word.cues));
    let is_about = |cues: CueSet| ABOUT_HAMKOR.iter().any(|&(cue, _)| cues.has(cue));
    let beside = |cues: CueSet| BESIDE_TALK.iter().any(|&cue| cues.has(cue));
    if let Some((_, talk)) = ABOUT_HAMKOR.into_iter().find(|&(cue, _)| said(cue))
        && all(&|cues| is_about(cues) || beside(cues))
    {
        return Some(talk);
    }
    let is_yes_or_no = |cues: CueSet| YES_OR_NO.iter().any(|&cue| cues.has(cue));
    let asks = said(Cue::Buy) || said(Cue::Sell) || said(Cue::Plan);
    let content = (0..words.len()).any(|at| is_content(words, marks, at));
    let means = project.is_some() || wants.iter().any(|want| want.meanings.first().is_some_and(|top| top.strength >= PLAIN));
    match () {
        () if !means && (is_in_another_alphabet(words) || said(Cue::Uzbek)) => Some(Talk::OtherLanguage),
        // "Yes, cement": what is said beside it counts.
        () if words.iter().any(|word| is_yes_or_no(word.cues)) && all(&|cues| is_yes_or_no(cues) || beside(cues)) => Some(Talk::Chatter),
        () if content || asks => None,
        () if said(Cue::Greetings) => Some(Talk::Greeting),
        () => None,
    }
}

/// Whether it names nothing that could be looked for by its meaning; a company may still be called so.
pub(super) fn names_nothing(words: &[Token], marks: &Marks, project: Option<&Planned>) -> bool {
    project.is_none() && !marks.has_place() && words.iter().all(|word| NAMING_NOTHING.iter().any(|&cue| word.cues.has(cue)))
}

/// Whether it is a telephone, an e-mail address or a username, and nothing with it.
fn is_contact_alone(sent: &str) -> bool {
    let is_address = |word: &&str| word.split_once('@').is_some_and(|(name, host)| host.contains('.') || name.is_empty());
    let (addresses, others): (Vec<&str>, Vec<&str>) = sent.split_whitespace().partition(is_address);
    let others = others.concat();
    let digits = others.chars().filter(char::is_ascii_digit).count();
    let telephone = if others.starts_with('+') { TELEPHONE_DIGITS_AFTER_PLUS } else { TELEPHONE_DIGITS };
    let is_written_so = others.chars().all(|c| c.is_ascii_digit() || "+-()., ".contains(c));
    is_written_so && (telephone.contains(&digits) || (digits == 0 && !addresses.is_empty()))
}

/// Whether most letters are neither Latin nor Cyrillic.
fn is_in_another_alphabet(words: &[Token]) -> bool {
    let letters = || words.iter().flat_map(|word| word.text.chars()).filter(|c| c.is_alphabetic());
    let other = letters().filter(|&c| !is_cyrillic(c) && !is_latin(c)).count();
    2 * other > letters().count()
}

fn is_latin(c: char) -> bool {
    matches!(c, '\u{41}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}
