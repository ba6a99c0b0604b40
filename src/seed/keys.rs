//! By what a company is known again: its tax number, its name and city folded, and a looser form of both across alphabets.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::english::in_cyrillic;
use crate::domain::{Company, Place, tax};
use crate::understanding::Vocabulary;
use crate::understanding::spelling::{fold, sound};
use crate::understanding::text::{clean, words};

/// The keys of a company beside its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Only a right one: half of the wrong ones are the same "-" or "4,823E+09".
    pub tax_id: Option<String>,
    /// Name and city with case, quotes, ё and Tajik letters folded: the same name is the same company.
    pub name: String,
    /// Name without its legal form, by sound in either alphabet, and city: alike ones are *perhaps* the same. For the store's index of names.
    pub alike: String,
    /// The same with what is written in Latin letters read as English: Trade like «Трейд». Nothing where that is no other reading.
    pub as_english: Option<String>,
}

impl Keys {
    /// Name and city by each way in which the name may sound.
    pub fn all_alike(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.alike.as_str()).chain(self.as_english.as_deref())
    }

    /// The name alone, without its legal form, by each of its sounds: a company may stand in two lists with two cities.
    pub(super) fn sounds(&self) -> impl Iterator<Item = String> {
        self.all_alike().map(|alike| alike.rsplit_once('|').map_or("", |(sound, _)| sound).to_owned())
    }

    /// Whether a company of the same city has the same name.
    pub(super) fn has_name(&self, name: &str) -> bool {
        self.name.rsplit_once('|').is_some_and(|(own, _)| own == folded(name))
    }

    /// The id of a company whose list gives none: its tax number, else a hash of its name and city, and of which namesake it is.
    pub fn id(&self, namesake: u32) -> String {
        match (&self.tax_id, namesake) {
            (Some(tax_id), _) => tax_id.clone(),
            (None, 1) => hashed(&self.name),
            (None, _) => hashed(&format!("{}|{namesake}", self.name)),
        }
    }
}

/// Whether right tax numbers tell two companies apart that otherwise look like one; a wrong number may be a slip of the pen.
pub fn are_two<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

/// The tax number of a company of the directory, when it is one.
pub(super) fn right_tax_id(company: &Company) -> Option<&str> {
    Some(company.tax_id.as_str()).filter(|digits| tax::is_valid(digits, ""))
}

/// `c-` and 60 bits of SHA-256 in letters and digits that are not mistaken for each other: among a million names two meet by chance
/// once in two million lists.
fn hashed(name: &str) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let digest = Sha256::digest(name.as_bytes());
    let bits = digest.iter().take(8).fold(0u64, |bits, &byte| bits << 8 | u64::from(byte));
    let letters = (0..12).map(|at| char::from(LETTERS[(bits >> (59 - 5 * at) & 31) as usize]));
    std::iter::once('c').chain(['-']).chain(letters).collect()
}

/// Makes keys, and remembers places and words it has read: a list has few cities and repeats its words.
pub struct KeyMaker<'v> {
    vocabulary: &'v Vocabulary,
    places: HashMap<String, Option<&'v Place>>,
    words: HashMap<String, Word>,
}

#[derive(Clone)]
struct Word {
    is_legal_form: bool,
    /// Perhaps it is the first word of a longer one.
    begins_form: bool,
    sound: String,
    /// Where it may be an English word that sounds otherwise.
    as_english: Option<String>,
}

/// So many cities and words are remembered.
const REMEMBERED: usize = 50_000;

impl<'v> KeyMaker<'v> {
    pub fn new(vocabulary: &'v Vocabulary) -> KeyMaker<'v> {
        KeyMaker { vocabulary, places: HashMap::new(), words: HashMap::new() }
    }

    /// The place that a cell names as it is written: a slip of the pen is for the clerk to mend, and Исфана is not Исфара.
    pub fn place(&mut self, cell: &str) -> Option<&'v Place> {
        if let Some(place) = self.places.get(cell) {
            return *place;
        }
        if self.places.len() >= REMEMBERED {
            self.places.clear();
        }
        let reads: Vec<_> = words(&clean(cell)).iter().map(|word| self.vocabulary.read_as_written(&word.text)).collect();
        let named = (0..reads.len()).filter_map(|at| self.vocabulary.place_names().longest(&reads[at..]));
        let place = named.map(|(index, _)| &self.vocabulary.places[usize::from(index)]).min_by_key(|place| place.kind as u8);
        self.places.insert(cell.to_owned(), place);
        place
    }

    /// The ISO code of the country that its cell names; empty when it tells none.
    pub(super) fn said_country(&mut self, company: &Company) -> &'v str {
        match company.country.to_lowercase().as_str() {
            "" => "",
            "ru" => "ru",
            "tj" => "tj",
            _ => self.place(&company.country).map_or("", |place| &place.country),
        }
    }

    /// The ISO code of a company's country, by its own cell or by its city; empty when neither tells.
    pub(super) fn country(&mut self, company: &Company) -> &'v str {
        let said = self.said_country(company);
        if said.is_empty() { self.place(&company.city).map_or("", |place| &place.country) } else { said }
    }

    /// The keys of a company as it is in the directory or in a cleaned row.
    pub fn keys(&mut self, company: &Company) -> Keys {
        let country = self.country(company);
        let tax_id = Some(&company.tax_id).filter(|digits| tax::is_valid(digits, country)).cloned();
        let city = match self.place(&company.city) {
            Some(place) => place.id.0.clone(),
            None => folded(&company.city),
        };
        let name = folded(&company.name);
        let (alike, as_english) = self.alike(&name);
        let as_english = as_english.map(|sounds| format!("{sounds}|{city}"));
        Keys { tax_id, alike: format!("{alike}|{city}"), as_english, name: format!("{name}|{city}") }
    }

    /// As [`Keys::sounds`], of any name.
    pub(super) fn sounds(&mut self, name: &str) -> impl Iterator<Item = String> + use<> {
        let (alike, as_english) = self.alike(&folded(name));
        std::iter::once(alike).chain(as_english)
    }

    /// The sounds of a folded name without its legal form; and those of its English words, if these are others.
    fn alike(&mut self, name: &str) -> (String, Option<String>) {
        let (mut sounds, mut as_english) = (String::new(), String::new());
        let mut rest = name;
        while !rest.is_empty() {
            let (first, behind) = rest.split_once(' ').unwrap_or((rest, ""));
            let begins_form = self.word(first).begins_form;
            rest = match begins_form.then(|| self.behind_form(first, behind)).flatten() {
                Some(behind) => behind,
                None => {
                    let word = self.word(first);
                    if !word.is_legal_form {
                        sounds.push_str(&word.sound);
                        as_english.push_str(word.as_english.as_ref().unwrap_or(&word.sound));
                    }
                    behind
                }
            };
        }
        let as_english = Some(as_english).filter(|as_english| *as_english != sounds);
        (if sounds.is_empty() { name.to_owned() } else { sounds }, as_english)
    }

    /// What follows a legal form that is written out in words, when these are one: "общество с ограниченной ответственностью".
    fn behind_form<'n>(&self, first: &str, behind: &'n str) -> Option<&'n str> {
        const WORDS: usize = 8;
        let written = std::iter::once(first).chain(behind.split(' ')).take(WORDS);
        let reads: Vec<_> = written.map(|word| self.vocabulary.read_as_written(word)).collect();
        let (cues, length) = self.vocabulary.cues().longest(&reads)?;
        (length > 1 && cues.told(None, "").is_legal_form()).then(|| behind.splitn(length, ' ').nth(length - 1).unwrap_or(""))
    }

    fn word(&mut self, text: &str) -> &Word {
        if !self.words.contains_key(text) {
            if self.words.len() >= REMEMBERED {
                self.words.clear();
            }
            let reads = [self.vocabulary.read_as_written(text)];
            let cues = self.vocabulary.cues();
            let is_legal_form = cues.longest(&reads).is_some_and(|(cues, _)| cues.told(None, text).is_legal_form());
            let begins_form = cues.begins_long(&reads[0], |cues| cues.told(None, "").is_legal_form());
            self.words.insert(
                text.to_owned(),
                Word { is_legal_form, begins_form, sound: sound(text), as_english: in_cyrillic(text).map(|word| sound(&word)) },
            );
        }
        &self.words[text]
    }
}

/// Lower-case words with Tajik letters and ё as they are typed without them; a name without words, by its marks.
fn folded(text: &str) -> String {
    let cleaned = clean(text);
    let words: Vec<String> = words(&cleaned).iter().map(|word| fold(&word.text)).collect();
    if words.is_empty() { cleaned.to_lowercase() } else { words.join(" ") }
}
