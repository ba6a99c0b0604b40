//! Words of one meaning, within a language and across them: what a sector is too wide to tell. "Joiner" and "столяр" are of the
//! sector of carpenters, as "плотник" is; only here do they stand in one row.

use std::collections::BTreeSet;

use super::keys::{KeyId, Keys};
use super::{Sources, VocabularyError, read};
use crate::domain::Language;
use crate::understanding::spelling;

/// The rows of the tables of synonyms, each a meaning.
#[derive(Default)]
pub struct Synonyms {
    keys: Keys,
    /// The keys of each row, with the languages in which the row has them.
    rows: Vec<Vec<(KeyId, Language)>>,
    /// For each key, the rows in which it stands.
    of_key: Vec<Vec<u16>>,
}

/// What is known of a word by those of the same meaning.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alike<'s> {
    /// Keys of the other words of its meaning, in any language.
    pub(crate) keys: BTreeSet<&'s str>,
    /// In which languages (by [`Language`]) another word of its meaning is known.
    pub(crate) named_in: [bool; 3],
    /// In which languages it means another thing: Russian "табак" is tobacco, Tajik "табақ" a plate.
    pub(crate) differs: [bool; 3],
}

impl std::fmt::Debug for Synonyms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Synonyms").field("rows", &self.rows.len()).finish()
    }
}

impl Synonyms {
    /// Reads and checks their files.
    ///
    /// # Errors
    /// [`VocabularyError`] as [`super::Vocabulary::load`].
    pub fn load(sources: &Sources) -> Result<Synonyms, VocabularyError> {
        Ok(Synonyms::new(read::synonyms(&sources.files)?))
    }

    pub(super) fn new(rows: Vec<Vec<(Language, String)>>) -> Synonyms {
        let mut synonyms = Synonyms::default();
        for (words, number) in rows.into_iter().zip(0u16..) {
            let mut row = Vec::with_capacity(words.len());
            for (language, word) in words {
                for key in spelling::keys_in(&word, language) {
                    let id = synonyms.keys.id(&key);
                    synonyms.of_key.resize_with(synonyms.keys.len(), Vec::new);
                    row.push((id, language));
                    let rows = &mut synonyms.of_key[id as usize];
                    if rows.last() != Some(&number) {
                        rows.push(number);
                    }
                }
            }
            synonyms.rows.push(row);
        }
        synonyms.keys.shrink();
        synonyms
    }

    /// What means the same as a word of these keys in this language. Tajik speakers use Russian words for what has no other name in
    /// their tongue.
    pub(super) fn of<'s>(&'s self, keys: impl Iterator<Item = &'s str>, language: Language) -> Alike<'s> {
        let own: Vec<KeyId> = keys.filter_map(|key| self.keys.get(key)).collect();
        let here = self.rows_in(language, &own);
        let loan = if here.is_empty() && language == Language::Tg { self.rows_in(Language::Ru, &own) } else { Vec::new() };
        let further = |row: &u16| self.rows[usize::from(*row)].iter().filter(|(key, _)| !own.contains(key));
        let differs = |other: Language| {
            let there = if other == language { Vec::new() } else { self.rows_in(other, &own) };
            let meet = |one: &u16, two: &u16| one == two || further(one).any(|(key, _)| further(two).any(|(also, _)| also == key));
            !here.is_empty() && !there.is_empty() && !here.iter().any(|one| there.iter().any(|two| meet(one, two)))
        };
        Alike {
            keys: here.iter().chain(&loan).flat_map(further).map(|(key, _)| self.keys.key(*key)).collect(),
            named_in: Language::ALL.map(|other| here.iter().flat_map(further).any(|(_, language)| *language == other)),
            differs: Language::ALL.map(differs),
        }
    }

    /// The rows that have one of the keys in this language.
    fn rows_in(&self, language: Language, keys: &[KeyId]) -> Vec<u16> {
        let has = |key: KeyId| move |&&row: &&u16| self.rows[usize::from(row)].contains(&(key, language));
        keys.iter().flat_map(|&key| self.of_key[key as usize].iter().filter(has(key))).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn synonyms() -> Synonyms {
        let row = |ru: &str, tg: &str, en: &str| {
            let words = [(Language::Ru, ru), (Language::Tg, tg), (Language::En, en)];
            let listed = words.into_iter().flat_map(|(language, words)| words.split(", ").map(move |word| (language, word.to_owned())));
            listed.filter(|(_, word)| !word.is_empty()).collect()
        };
        Synonyms::new(vec![
            row("часы", "соат", "watch, timepiece"),
            row("столяр", "", "joiner"),
            row("плотник", "дуредгар", "carpenter"),
            row("ток", "барқ", "current"),
            row("табак", "тамоку", "tobacco"),
            row("тарелка", "табақ, лаълӣ", "plate"),
        ])
    }

    fn of(word: &str, language: Language) -> Vec<String> {
        let synonyms = synonyms();
        let keys = spelling::keys(word);
        let mut met: Vec<String> = synonyms.of(keys.iter().map(String::as_str), language).keys.into_iter().map(str::to_owned).collect();
        met.sort();
        met
    }

    #[test]
    fn a_word_means_what_its_row_means_and_no_other_word_of_its_sector() {
        let keys = |words: [(&str, Language); 2]| {
            let mut keys: Vec<String> = words.into_iter().flat_map(|(word, language)| spelling::keys_in(word, language)).collect();
            keys.sort();
            keys
        };
        assert_eq!(of("joiners", Language::En), spelling::keys_in("столяр", Language::Ru));
        assert_eq!(of("плотника", Language::Ru), keys([("дуредгар", Language::Tg), ("carpenter", Language::En)]));
        assert_eq!(of("кирпич", Language::Ru), Vec::<String>::new());
    }

    #[test]
    fn a_row_is_met_in_the_language_of_the_request_and_a_tajik_may_use_a_russian_word() {
        assert_eq!(of("столяр", Language::Tg), spelling::keys_in("joiner", Language::En));
        assert_eq!(of("барқ", Language::Ru), Vec::<String>::new());
    }

    #[test]
    fn a_word_that_two_languages_have_for_two_things_differs() {
        let synonyms = synonyms();
        let differs = |word: &str, one, other| {
            let keys = spelling::keys(word);
            synonyms.of(keys.iter().map(String::as_str), one).differs[other as usize]
        };
        assert!(differs("табак", Language::Ru, Language::Tg));
        assert!(differs("табақ", Language::Tg, Language::Ru));
        assert!(!differs("плотник", Language::Ru, Language::Tg));
        assert!(!differs("лаълӣ", Language::Tg, Language::Ru));
    }
}
