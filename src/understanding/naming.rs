//! Whether a message names a company: «АО Ромашка», "Daisy Ltd", «ширкати Наргис».
//! In: the words with their cues. Out: the words that only say so are marked as such, and whether nothing but a name is meant.

use super::project;
use super::request::Token;
use super::text::is_cyrillic;
use super::vocabulary::{Cue, Hit, Reads, Vocabulary};

/// A name has so many words at most; beside a mere "company", which often stands before what it does, fewer.
const NAME_WORDS: usize = 7;
const NAME_WORDS_BESIDE_COMPANY: usize = 3;
/// Legal forms of two letters are met in other words' place, unless they are written as abbreviations are.
const TELLING_FORM: usize = 3;
/// What asks or tells is no name.
const ASKING: [Cue; 8] = [Cue::Buy, Cue::Sell, Cue::Plan, Cue::Purpose, Cue::Cooperate, Cue::Own, Cue::Greetings, Cue::Chatter];

/// Marks legal forms and the like at the two ends of a message; whether the words between them are a name.
pub(super) fn mark(words: &mut [Token], text: &str, hits: &[Hit], vocabulary: &Vocabulary) -> bool {
    let mut forms = at_the_ends(words, text, vocabulary);
    if forms.iter().all(|form| *form == Form::None) {
        return false;
    }
    // "Management company", "registering an LLC": it belongs to what is asked for.
    for (at, form) in forms.iter_mut().enumerate() {
        if hits.iter().any(|hit| hit.whole && hit.words.len() > 1 && hit.words.has(at)) {
            *form = Form::None;
        }
    }
    let between: Vec<usize> = (0..words.len()).filter(|&at| forms[at] == Form::None).collect();
    if !between.iter().any(|&at| words[at].text.chars().any(char::is_alphanumeric)) {
        return false;
    }
    for (word, form) in words.iter_mut().zip(&forms) {
        word.form = *form != Form::None;
    }
    if between.iter().any(|&at| ASKING.iter().any(|&cue| words[at].cues.has(cue))) {
        return false;
    }
    // A phrase of the trade and no word more is what is asked for, whoever sells it.
    let is_trade = hits.iter().any(|hit| hit.whole && hit.strength >= project::BY_TRADE && between.iter().all(|&at| hit.words.has(at)));
    let unknown = |at: &usize| !words[*at].is_known_as_typed();
    match () {
        () if forms.contains(&Form::Legal) => between.len() <= NAME_WORDS && !is_trade,
        () if forms.contains(&Form::Company) => between.len() <= NAME_WORDS_BESIDE_COMPANY && between.iter().all(unknown),
        () => false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    None,
    /// «ООО», "joint stock company".
    Legal,
    /// "company".
    Company,
}

/// The forms with which a message begins and ends.
fn at_the_ends(words: &[Token], text: &str, vocabulary: &Vocabulary) -> Vec<Form> {
    let reads: Vec<Reads> = words.iter().map(|word| word.reads.clone()).collect();
    let form = |at: usize| {
        let (cues, length) = vocabulary.cues().longest(&reads[at..])?;
        // "Dorp" is a name, and no misspelt "Corp".
        if !words[at..at + length].iter().all(Token::is_known_as_typed) {
            return None;
        }
        let told = cues.told(None, "");
        let is_form = told.has(Cue::LegalForms) && (length > 1 || is_written_as_form(&words[at], text));
        let form = match () {
            () if is_form => Form::Legal,
            () if told.has(Cue::CompanyWords) => Form::Company,
            () => return None,
        };
        Some((form, length))
    };
    let mut forms = vec![Form::None; words.len()];
    let mut at = 0;
    while let Some((form, length)) = (at < words.len()).then(|| form(at)).flatten() {
        forms[at..at + length].fill(form);
        at += length;
    }
    let mut end = words.len();
    while let Some((start, form)) = (at..end)
        .rev()
        .take(LONGEST_FORM)
        .find_map(|start| form(start).filter(|(_, length)| start + length == end).map(|(form, _)| (start, form)))
    {
        forms[start..end].fill(form);
        end = start;
    }
    forms
}

/// Words of the longest legal form that is looked for at the end.
const LONGEST_FORM: usize = 4;

/// Whether a word that may be a legal form is meant so: it has letters enough, or is an abbreviation among other words.
fn is_written_as_form(word: &Token, text: &str) -> bool {
    let written = &text[word.start..word.end];
    let is_told = word.cues.is_legal_form();
    let is_shouted = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    is_told && written.chars().any(is_cyrillic)
        || written.chars().count() >= TELLING_FORM
        || (written.chars().all(char::is_uppercase) && !is_shouted)
}

#[cfg(test)]
mod tests {
    use crate::understanding::{Direction, Vocabulary, understand};

    #[test]
    fn a_legal_form_beside_a_name_asks_for_that_company() {
        let vocabulary = Vocabulary::built_in();
        for text in [
            "АО Ромашкин",
            "Romashkin Ltd.",
            "ҶДММ «Наргисак»",
            "LLC Blue Whale",
            "компания Ромашкин",
            "ширкати Шугурфи",
            "торговый дом Ромашкин",
        ] {
            let request = understand(text, &vocabulary);
            assert_eq!(request.direction, Direction::Name, "{text}: {:?}", request.words);
        }
    }

    #[test]
    fn a_company_of_some_trade_is_no_name() {
        let vocabulary = Vocabulary::built_in();
        for text in [
            "строительная компания",
            "регистрация ООО",
            "ООО ищет поставщика муки",
            "компания, которая ставит окна",
            "cleaning company",
            "ширкати сохтмонӣ",
            "ИП мебель",
        ] {
            let request = understand(text, &vocabulary);
            assert_ne!(request.direction, Direction::Name, "{text}: {:?}", request.words);
        }
    }

    #[test]
    fn a_legal_form_alone_stays_a_word() {
        let vocabulary = Vocabulary::built_in();
        let request = understand("ООО", &vocabulary);
        assert!(request.words.iter().all(|word| !word.form));
    }
}
