//! From a message to its words: cleaned, in the layout that was meant, each with its readings and cues.

use super::layout::{self, Other};
use super::request::Token;
use super::text::{Gap, Word};
use super::vocabulary::{Cue, CueSet, Reads, Vocabulary, each_read};
use super::{clauses, language, text};
use crate::domain::Language;

/// What a message says, before anybody asks what it means.
pub(super) struct Said {
    /// As it was sent, cleaned.
    pub sent: String,
    /// As it was meant: typed in the layout of its language.
    pub text: String,
    /// Whether the message was longer than what is read of it.
    pub cut: bool,
    pub language: Language,
    pub words: Vec<Token>,
}

pub(super) fn said(message: &str, vocabulary: &Vocabulary) -> Said {
    let (sent, cut) = bounded(message);
    // Keys of letters may be commas: there can be more words then than were sent.
    let (text, words, cut_again) = retyped(sent.clone(), vocabulary);
    let cut = cut || cut_again;
    let (language, words) = mended(&text, words, vocabulary);
    let words = vocabulary.part_compounds(words, text::REQUEST_WORDS);
    let mut words: Vec<Token> = words.into_iter().map(|(word, reads)| token(word, reads, vocabulary)).collect();
    mark_cues(&mut words, language, vocabulary);
    unmark_abbreviations(&mut words, &text);
    close_asides(&mut words);
    Said { sent, text, cut, language, words }
}

/// The language of a text, and its words with their typos mended in the letters of that language ("steralnye mashiny").
fn mended(text: &str, mut words: Vec<(Word, Reads)>, vocabulary: &Vocabulary) -> (Language, Vec<(Word, Reads)>) {
    let language = language::detect(&words, vocabulary);
    let in_latin = language != Language::En && !text.chars().any(text::is_cyrillic);
    for (word, reads) in &mut words {
        if in_latin {
            reads.keep_transliterated();
        }
        *reads = vocabulary.mend(std::mem::take(reads), &word.text, in_latin.then_some(language));
    }
    // What was misspelt may tell Tajik from Russian.
    let language = if language == Language::En { language } else { language::detect(&words, vocabulary) };
    for (_, reads) in &mut words {
        if language == Language::En {
            reads.keep_plain();
        }
        reads.settle(language);
    }
    (language, words)
}

/// The cleaned text, cut at what is read of a request.
fn bounded(message: &str) -> (String, bool) {
    // Cleaning shortens; a margin before it keeps a flood of marks from costing time.
    let message: String = message.chars().take(16 * text::REQUEST_CHARACTERS).collect();
    let mut cleaned = text::clean(&listed(&message));
    let mut cut = false;
    if let Some((at, _)) = cleaned.char_indices().nth(text::REQUEST_CHARACTERS) {
        cleaned.truncate(at);
        cut = true;
    }
    if let Some(word) = text::words(&cleaned).get(text::REQUEST_WORDS) {
        cleaned.truncate(word.start);
        cut = true;
    }
    cleaned.truncate(cleaned.trim_end().len());
    (cleaned, cut)
}

/// A list has its goods on lines of their own: where a line ends without a stop, a comma parts it from the next.
fn listed(message: &str) -> String {
    let lines = message.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::with_capacity(message.len()), |mut text, line| {
        if text.ends_with(char::is_alphanumeric) {
            text.push(',');
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
        text
    })
}

/// A message that was typed in the other keyboard layout: its letters stand together there as in words, or, where they are too few to
/// tell, no word of it is known as typed and most of it is there. Done as a whole: the keys of letters may be commas ("j,jheljdfybt",
/// оборудование).
fn retyped(text: String, vocabulary: &Vocabulary) -> (String, Vec<(Word, Reads)>, bool) {
    let words = read(&text, vocabulary);
    let letters = |text: &str, words: &[(Word, Reads)], known: bool| -> usize {
        let long = words.iter().map(|read| (read, read.0.text.chars().count())).filter(|(_, letters)| *letters > 2);
        let is_typed = |(word, reads): &(Word, Reads)| {
            (reads.is_known_as_typed() || reads.is_compound()) && !layout::holds_key_of_letter(&text[word.start..word.end])
        };
        long.filter(|(read, _)| !known || is_typed(read)).map(|(_, letters)| letters).sum()
    };
    let strange = letters(&text, &words, true) == 0;
    if !strange && layout::is_plausible(&text, vocabulary.trigrams()) {
        return (text, words, false);
    }
    let is_word = |word: &str| {
        let reads = vocabulary.read(word);
        reads.is_known_as_typed() || reads.ordinary
    };
    let other = layout::other_text(&text, is_word);
    let likely = layout::other_is_meant(&text, &other, vocabulary.trigrams());
    if !strange && likely == Other::Unlikely {
        return (text, words, false);
    }
    let (other, cut) = bounded(&other);
    let others = read(&other, vocabulary);
    let known = letters(&other, &others, true);
    let is_meant = match likely {
        Other::Likely => true,
        Other::Perhaps => known > letters(&text, &words, true),
        // Of three letters something can be made in any layout.
        Other::Unlikely => 2 * known > letters(&other, &others, false),
    };
    if is_meant { (other, others, cut) } else { (text, words, false) }
}

fn read(text: &str, vocabulary: &Vocabulary) -> Vec<(Word, Reads)> {
    each_read(text::words(text), |word| vocabulary.read(word))
}

fn token(word: Word, reads: Reads, vocabulary: &Vocabulary) -> Token {
    Token {
        start: word.start,
        end: word.end,
        weight: vocabulary.lexicon().weight(&reads),
        reads,
        cues: CueSet::default(),
        form: false,
        place: false,
        text: word.text,
        gap: word.gap.in_request(),
    }
}

/// Marks every word with the cues of the longest phrases that cover it.
fn mark_cues(words: &mut [Token], language: Language, vocabulary: &Vocabulary) {
    let reads: Vec<Reads> = words.iter().map(|word| word.reads.clone()).collect();
    let mut at = 0;
    while at < words.len() {
        match vocabulary.cues().longest(&reads[at..]) {
            Some((cues, length)) => {
                let phrase: String = words[at..at + length].iter().map(|word| word.text.as_str()).collect();
                let told = cues.told(Some(language), &phrase);
                for word in &mut words[at..at + length] {
                    word.cues = told;
                }
                at += length;
            }
            None => at += 1,
        }
    }
    for sentence in clauses::split(words, Gap::Sentence) {
        for (closing, cues) in vocabulary.spans().met(&words[sentence.clone()]) {
            for word in &mut words[sentence.start + closing.start..sentence.start + closing.end] {
                word.cues = cues.told(Some(language), &word.text);
            }
        }
    }
}

/// "Advise, please, a lawyer": commas round words that say nothing part nothing.
fn close_asides(words: &mut [Token]) {
    for clause in clauses::split(words, Gap::Comma) {
        let (begins, ends) = (words[clause.start].gap, words.get(clause.end).map(|next| next.gap));
        if begins == Gap::Comma && ends == Some(Gap::Comma) && words[clause.clone()].iter().all(|word| word.cues.is_only(Cue::Stop)) {
            (words[clause.start].gap, words[clause.end].gap) = (Gap::None, Gap::None);
        }
    }
}

/// "IT" in capitals among small letters is no "it".
fn unmark_abbreviations(words: &mut [Token], text: &str) {
    if text.chars().any(char::is_lowercase) {
        for word in words {
            let written = &text[word.start..word.end];
            if word.cues.is_only(Cue::Stop) && written.chars().count() > 1 && written.chars().all(char::is_uppercase) {
                word.cues = CueSet::default();
            }
        }
    }
}

/// Whether a word by itself, whatever phrase it stands in, is such a cue.
pub(super) fn is_alone(words: &[Token], at: usize, cue: Cue, vocabulary: &Vocabulary) -> bool {
    vocabulary.cues().longest(&[&words[at].reads]).is_some_and(|(cues, _)| cues.told(None, "").has(cue))
}
