//! The words of a request that may be written down in clear: what is asked for, never who asks or how they are reached.

use super::spelling::keys;
use super::{Request, Token};

/// So many words of a request at most; who sends a catalogue would fill the statistics alone.
const MOST: usize = 8;
/// Words shorter or longer than this tell nothing, in letters.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=24;

/// What a request asks for, word by word as typed, in small letters, each once: words of its wants and of its project, known ones and
/// unknown. Left out is whatever may be a name, a telephone, an address or an account: an unknown word with a capital, and every word
/// that touches a digit or a sign of such things.
pub fn telling_words(request: &Request) -> Vec<String> {
    let wanted = request.wants.iter().flat_map(|want| want.words.iter().chain(&want.purpose));
    let mut places: Vec<usize> = wanted.chain(request.project.iter().flat_map(|planned| &planned.words)).copied().collect();
    places.sort_unstable();
    let mut words: Vec<String> = Vec::new();
    for word in places.into_iter().filter_map(|at| request.words.get(at)) {
        if words.len() < MOST && tells(word, request) && !words.contains(&word.text) {
            words.push(word.text.clone());
        }
    }
    words
}

/// What all forms and spellings of a word have in common, to count it by: the key of its stem.
pub fn key_of_word(word: &str) -> String {
    keys(word).into_iter().next().unwrap_or_else(|| word.to_owned())
}

fn tells(word: &Token, request: &Request) -> bool {
    let says_nothing = word.is_first_part() || word.place || word.is_ordinary() || word.is_silent_in_names();
    let is_word = word.text.chars().all(char::is_alphabetic) && LETTERS.contains(&word.text.chars().count());
    let capital = request.text[word.start..].starts_with(char::is_uppercase);
    is_word && !says_nothing && (word.is_known_as_typed() || !capital) && !touches_contact(word, &request.text)
}

/// Whether what stands between the blanks around the word looks like an address, an account or a number.
fn touches_contact(word: &Token, text: &str) -> bool {
    let start = text[..word.start].rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let end = text[word.end..].find(char::is_whitespace).map_or(text.len(), |at| word.end + at);
    // A blank of more than one byte leaves its rest in front.
    let around = text.get(start..end).unwrap_or_default();
    let dotted = around.split('.').collect::<Vec<_>>();
    let is_address = dotted.windows(2).any(|pair| pair[0].ends_with(char::is_alphanumeric) && pair[1].starts_with(char::is_alphanumeric));
    is_address || around.contains(['@', '_']) || around.contains("//") || around.contains(|c: char| c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::{Vocabulary, understand};

    fn told(text: &str) -> Vec<String> {
        telling_words(&understand(text, &Vocabulary::built_in()))
    }

    #[test]
    fn the_words_of_what_is_asked_for_are_told_each_once() {
        assert_eq!(told("нужны космические ракеты, ракеты"), ["космические", "ракеты"]);
        assert_eq!(told("space rockets wanted"), ["space", "rockets"]);
    }

    #[test]
    fn neither_names_nor_telephones_nor_addresses_are_told() {
        for text in [
            "ищу самовары, Рахимов Фирдавс +7 999 000-11-22",
            "нужны самовары firdavs@mail.ru t.me/firdavs @firdavs_r",
            "нужны самовары firdavs.tj https://firdavs.tj/rahimov 79990001122",
        ] {
            assert_eq!(told(text), ["самовары"], "{text}");
        }
    }
}
