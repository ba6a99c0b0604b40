//! Which spellings are known, and how an unknown word may be read.

use std::sync::OnceLock;

use hashbrown::HashMap;

use super::endings::Endings;
use super::keys::{KeyId, Keys};
use super::near::{self, LEAST_KEY, NearKeys, TYPO_LETTERS};
use super::trigrams::Trigrams;
use crate::domain::Language;
use crate::understanding::spelling::{self, Reading};
use crate::understanding::{layout, stem, text};

/// A word as the vocabulary can read it: known keys first, best reading first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reads {
    /// Keys with their readings, known to the vocabulary or not.
    pub(crate) keys: Vec<(String, Reading)>,
    /// Those the vocabulary knows.
    pub(super) known: Vec<(KeyId, Reading)>,
    /// Other words it may be misspelt for, each meant only where a phrase has it beside words that are surer.
    pub(super) guesses: Vec<KeyId>,
    /// In which languages the known keys are at home (bit by [`Language`]), by the plain reading or the transliterated one.
    pub(crate) languages: [bool; 3],
    /// How likely these are its languages, from 0 to 1: the less, the commoner the Russian or Tajik word is that its Latin letters write, too.
    pub(crate) as_typed: f32,
    /// A word of everyday speech that names no goods and no trade.
    pub(crate) ordinary: bool,
    /// In which languages it is such a word, whatever it means in others.
    pub(super) ordinary_in: [bool; 3],
    /// What the first part of a compound means, whose last part is read here: *видео*, of *видеомагазин*.
    pub(super) first_part: Option<String>,
    /// Whether it is known only with the Russian soft sign that its Latin letters leave out.
    pub(crate) is_softened: bool,
    /// Whether it is the first part of the compound behind it, and no word of its own.
    pub(crate) is_first_part: bool,
}

impl Reads {
    /// Whether the word is known in the layout in which it was typed.
    pub(crate) fn is_known_as_typed(&self) -> bool {
        self.known.iter().any(|(_, reading)| matches!(reading, Reading::Plain | Reading::Transliterated))
    }

    /// Leaves only the word as typed, when it is known so: English "nail" is no Russian word in Latin letters.
    pub(crate) fn keep_plain(&mut self) {
        if self.is_plain() {
            self.known.retain(|(_, reading)| *reading == Reading::Plain);
            self.keys.retain(|(_, reading)| *reading == Reading::Plain);
        }
    }

    /// Leaves only what the Latin letters of a Russian or Tajik text stand for, when that is known: "set magazinov" is no set. But "lampai
    /// led" may be no ice.
    pub(crate) fn keep_transliterated(&mut self) {
        if self.is_transliterated() && self.as_typed < COMMONER {
            self.known.retain(|(_, reading)| *reading != Reading::Plain);
            self.keys.retain(|(_, reading)| *reading != Reading::Plain);
        }
    }

    /// In a text of a language where the word is one of everyday speech, it is none of another language: Russian "тут" is no mulberry.
    pub(crate) fn settle(&mut self, language: Language) {
        if self.ordinary_in[language as usize] && !self.languages[language as usize] {
            self.known.clear();
            self.keys.retain(|(_, reading)| *reading == Reading::Plain);
            self.ordinary = true;
        }
    }

    /// Whether the word is known in its own letters.
    pub(crate) fn is_plain(&self) -> bool {
        self.known.iter().any(|(_, reading)| *reading == Reading::Plain)
    }

    /// Whether the word is known as a Russian or Tajik one in Latin letters.
    pub(crate) fn is_transliterated(&self) -> bool {
        self.known.iter().any(|(_, reading)| *reading == Reading::Transliterated)
    }

    pub(crate) fn is_known(&self) -> bool {
        !self.known.is_empty()
    }

    /// Whether it is a compound of two words that are known.
    pub(crate) fn is_compound(&self) -> bool {
        self.first_part.is_some()
    }

    /// The same word with what it means in other letters: the keys typed stay.
    pub(crate) fn written(self, other: Reads) -> Reads {
        let mut keys = self.keys;
        keys.retain(|(_, reading)| *reading != Reading::Typo);
        for (key, reading) in other.keys {
            if !keys.iter().any(|(known, _)| *known == key) {
                keys.push((key, if reading == Reading::Plain { Reading::Transliterated } else { reading }));
            }
        }
        Reads { keys, ..other }
    }

    pub(super) fn has(&self, key: KeyId) -> Option<Reading> {
        self.known.iter().find(|(known, _)| *known == key).map(|&(_, reading)| reading)
    }
}

/// From here on a word is commoner as typed than as what its Latin letters write.
const COMMONER: f32 = 0.5;
/// Stems of cues shorter than this are met in too many other words.
const LITTLE_STEM: usize = 4;
/// At most so many corrections of one word are kept, nearest first.
const CORRECTIONS: usize = 3;
/// One word in a hundred has a typo, as a logarithm.
const RARITY_OF_TYPOS: f32 = 4.6;
/// Half as likely as the likeliest, as a logarithm.
const NEARLY_AS_LIKELY: f32 = 0.7;
/// At most so many further ones are tried in phrases.
const GUESSES: usize = 12;
/// Letters that the parts of a compound have at least where both are known, and where only the last is.
const LEAST_FIRST: usize = 3;
const LEAST_LAST: usize = 4;
const STRANGE_FIRST: usize = 4;
const KNOWN_LAST: usize = 5;

/// Every key of the vocabulary.
#[derive(Default)]
pub(super) struct Spellings {
    keys: Keys,
    languages: Vec<[bool; 3]>,
    /// Words of everyday speech, no part of any phrase, and their languages.
    ordinary: Keys,
    ordinary_in: Vec<[bool; 3]>,
    /// First parts of compounds, and the words they stand for.
    first_parts: HashMap<String, String>,
    /// Goods known by their spelling alone, each with a key of its own.
    spelt: HashMap<String, KeyId>,
    /// In how many phrases each key stands.
    uses: Vec<u32>,
    endings: Endings,
    trigrams: Trigrams,
    /// The words of all phrases with their endings, and which keys each of them has, in the order of the words.
    wholes: Keys,
    keys_of_wholes: Vec<(KeyId, KeyId)>,
    /// The words learnt, by their letters and the language of their phrases, until [`Spellings::finish`]: to stem each but once, for a
    /// word stands in five phrases on average.
    learnt: HashMap<(String, Option<Language>), Learnt>,
    /// Made when the first unknown word is met: many a program ends before.
    near_wholes: OnceLock<NearKeys>,
    near: OnceLock<NearKeys>,
}

struct Learnt {
    keys: Vec<KeyId>,
    whole: KeyId,
    /// In how many phrases.
    times: u32,
}

impl std::fmt::Debug for Spellings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spellings").field("keys", &self.keys.len()).finish()
    }
}

impl Spellings {
    /// The words of a phrase, each as the keys that mean it.
    pub(super) fn learn(&mut self, phrase: &str, language: Option<Language>) -> Vec<Vec<KeyId>> {
        let words = text::words(&text::clean(phrase)).into_iter();
        let learnt: Vec<Vec<KeyId>> = words.map(|word| self.learn_word(word.text, language)).filter(|keys| !keys.is_empty()).collect();
        learnt.iter().flatten().for_each(|&key| self.uses[key as usize] += 1);
        learnt
    }

    fn learn_word(&mut self, word: String, language: Option<Language>) -> Vec<KeyId> {
        let met = (word, language);
        if let Some(learnt) = self.learnt.get_mut(&met) {
            learnt.times += 1;
            return learnt.keys.clone();
        }
        let word = &met.0;
        let keys = language.map_or_else(|| spelling::keys(word), |language| spelling::keys_in(word, language));
        let own = self.spelt.get(word).copied();
        let keys: Vec<KeyId> = keys.iter().map(|key| self.id(key)).chain(own).collect();
        if let Some(language) = language {
            keys.iter().for_each(|&key| self.languages[key as usize][language as usize] = true);
        }
        let whole = self.wholes.id(&spelling::uncut_key(word));
        self.keys_of_wholes.extend(keys.iter().map(|&key| (whole, key)));
        self.trigrams.learn(word);
        self.learnt.insert(met, Learnt { keys: keys.clone(), whole, times: 1 });
        keys
    }

    /// Gives a word a key of its own, before any phrase with it is learnt.
    pub(super) fn learn_spelt(&mut self, word: &str, language: Language) {
        let own = self.id(&spelling::spelt(word));
        self.languages[own as usize][language as usize] = true;
        self.spelt.insert(word.to_owned(), own);
    }

    /// Leaves of the keys that mean a word its own one, if it is known by its spelling alone.
    pub(super) fn keep_own_key(&self, keys: &mut Vec<KeyId>) {
        if let Some(own) = keys.iter().copied().find(|&key| self.keys.key(key).starts_with(spelling::SPELT)) {
            *keys = vec![own];
        }
    }

    /// The words of a cue, each as its stem, or, where that is too short to be told from others, as its whole spelling.
    pub(super) fn learn_cue(&mut self, phrase: &str, language: Language) -> Vec<Vec<KeyId>> {
        let words = text::words(&text::clean(phrase));
        let keys = |word: &text::Word| {
            let stems = spelling::keys_in(&word.text, language);
            match stems.iter().all(|stem| stem.chars().count() < LITTLE_STEM) {
                true => vec![spelling::little(&spelling::uncut_key(&word.text))],
                false => stems,
            }
        };
        words.iter().for_each(|word| self.trigrams.learn(&word.text));
        let learnt: Vec<Vec<String>> = words.iter().map(keys).filter(|keys| !keys.is_empty()).collect();
        let learnt: Vec<Vec<KeyId>> = learnt.iter().map(|keys| keys.iter().map(|key| self.id(key)).collect()).collect();
        for &key in learnt.iter().flatten() {
            self.languages[key as usize][language as usize] = true;
        }
        learnt
    }

    /// Words that are spelt rightly and name no goods: they are never mended into another word.
    pub(super) fn learn_ordinary(&mut self, word: &str, language: Language) {
        self.trigrams.learn(word);
        for key in spelling::keys_in(word, language) {
            let id = self.ordinary.id(&key) as usize;
            self.ordinary_in.resize(self.ordinary.len(), [false; 3]);
            self.ordinary_in[id][language as usize] = true;
        }
    }

    pub(super) fn trigrams(&self) -> &Trigrams {
        &self.trigrams
    }

    pub(super) fn learn_first_part(&mut self, part: String, word: String) {
        self.first_parts.insert(part, word);
    }

    /// Reads a word of which both parts are known: what the first stands for, and the last.
    fn take_parts(&self, reads: &mut Reads, word: &str) {
        let is_known = |part: &str| spelling::keys(part).iter().any(|key| self.keys.get(key).is_some());
        let mut parts = spelling::parts(word, LEAST_FIRST, LEAST_LAST);
        let split = parts.find_map(|(first, last)| Some((self.first_parts.get(first)?, last)).filter(|(_, last)| is_known(last)));
        if let Some((first, last)) = split {
            self.take(reads, spelling::keys(last), Reading::Part, word);
            reads.first_part = Some(first.clone());
        }
    }

    fn ordinary_in(&self, reads: &Reads) -> [bool; 3] {
        let plain = reads.keys.iter().filter(|(_, reading)| *reading == Reading::Plain);
        let met = plain.filter_map(|(key, _)| self.ordinary.get(key)).map(|id| self.ordinary_in[id as usize]);
        met.fold([false; 3], |all, these| [0, 1, 2].map(|at| all[at] || these[at]))
    }

    fn id(&mut self, key: &str) -> KeyId {
        let id = self.keys.id(key);
        self.languages.resize(self.keys.len(), [false; 3]);
        self.uses.resize(self.keys.len(), 0);
        id
    }

    /// After it no key may be added.
    pub(super) fn finish(&mut self) {
        for learnt in std::mem::take(&mut self.learnt).into_values() {
            let whole = self.wholes.key(learnt.whole);
            learnt.keys.iter().for_each(|&key| self.endings.learn(whole, self.keys.key(key), learnt.times));
        }
        self.keys.shrink();
        self.ordinary.shrink();
        self.languages.shrink_to_fit();
        self.wholes.shrink();
        self.keys_of_wholes.sort_unstable();
        self.keys_of_wholes.dedup();
        self.keys_of_wholes.shrink_to_fit();
        self.endings.finish();
    }

    /// Reads a word of a record: as written, or, when that says nothing, its Latin letters as Russian or Tajik.
    pub(super) fn read_as_written(&self, word: &str) -> Reads {
        let mut reads = Reads::default();
        self.take(&mut reads, spelling::keys(word), Reading::Plain, word);
        self.take_little(&mut reads, word);
        if !reads.is_known() {
            self.take(&mut reads, spelling::transliterated_keys(word), Reading::Transliterated, word);
        }
        if !reads.is_known() {
            self.take_parts(&mut reads, word);
        }
        self.take_spelt(&mut reads, word);
        reads
    }

    /// Reads a word of a request as it may be meant where it has no typo: also in other letters and in the other keyboard layout.
    pub(super) fn read(&self, word: &str) -> Reads {
        let mut reads = Reads::default();
        self.take(&mut reads, spelling::keys(word), Reading::Plain, word);
        self.take(&mut reads, spelling::transliterated_keys(word), Reading::Transliterated, word);
        self.take_little(&mut reads, word);
        self.take_spelt(&mut reads, word);
        reads.as_typed = self.as_typed(&reads);
        reads.ordinary_in = self.ordinary_in(&reads);
        reads.ordinary = !reads.is_known() && reads.ordinary_in.contains(&true);
        if reads.ordinary {
            return reads;
        }
        if !reads.is_known()
            && let Some(typed) = layout::other_word(word)
        {
            self.take(&mut reads, spelling::keys(&typed), Reading::Layout, &typed);
        }
        if !reads.is_known()
            && let Some(softened) = spelling::softened(word)
        {
            self.take(&mut reads, vec![spelling::key(&stem::russian(&softened))], Reading::Transliterated, word);
            reads.is_softened = reads.is_known();
        }
        if !reads.is_known() {
            self.take_parts(&mut reads, word);
        }
        reads
    }

    /// A word with its typos mended, where it is unknown; in the letters of the language that is known to be written in Latin ones.
    pub(super) fn mend(&self, reads: Reads, word: &str, written_in: Option<Language>) -> Reads {
        if reads.is_known_as_typed() || reads.ordinary {
            return reads;
        }
        let meant =
            |written: &str| Some(self.mend_as_typed(self.read(written), written)).filter(|meant| meant.is_known() || meant.ordinary);
        match written_in.map(|language| meant(&spelling::in_letters_of(word, language))) {
            Some(Some(meant)) => reads.written(meant),
            Some(None) => self.mend_as_typed(reads, word),
            None => {
                let mended = self.mend_as_typed(reads, word);
                let likely = self.trigrams.transliterated(word).filter(|_| !mended.is_known());
                match likely.and_then(|written| meant(&written)) {
                    Some(meant) => mended.written(meant),
                    None => mended,
                }
            }
        }
    }

    fn mend_as_typed(&self, mut reads: Reads, word: &str) -> Reads {
        if reads.is_known() || reads.ordinary {
            return reads;
        }
        let typos = self.typos(word, &reads.keys);
        // A letter wrong is likelier than a compound of which only the last part is known; two letters are not.
        if typos.first().is_none_or(|(cost, _)| *cost > near::TYPO) {
            self.take_part(&mut reads, word);
        }
        if !reads.is_known() {
            self.take_typos(word, &mut reads, &typos);
        }
        reads
    }

    fn take_part(&self, reads: &mut Reads, word: &str) {
        let mut parts = spelling::parts(word, STRANGE_FIRST, KNOWN_LAST).map(|(_, last)| spelling::keys(last));
        if let Some(keys) = parts.find(|keys| keys.iter().any(|key| key.len() > 3 && self.keys.get(key).is_some())) {
            self.take(reads, keys, Reading::Part, word);
        }
    }

    fn take_little(&self, reads: &mut Reads, word: &str) {
        let plain = [(spelling::uncut_key(word), Reading::Plain)];
        let transliterated = spelling::transliterated_whole_keys(word).into_iter().map(|key| (key, Reading::Transliterated));
        for (whole, reading) in plain.into_iter().chain(transliterated) {
            if let Some(id) = self.keys.get(&spelling::little(&whole)) {
                reads.known.push((id, reading));
                self.note_languages(reads, id, reading);
            }
        }
    }

    /// "Бистро" is no form of "быстро".
    fn take_spelt(&self, reads: &mut Reads, word: &str) {
        let written =
            || spelling::from_latin(word).iter().find_map(|written| self.spelt.get(written)).map(|&own| (own, Reading::Transliterated));
        let own = self.spelt.get(word).map(|&own| (own, Reading::Plain));
        if let Some((own, reading)) = own.or_else(|| if reads.is_plain() || !word.is_ascii() { None } else { written() }) {
            reads.known = vec![(own, reading)];
            reads.languages = self.languages[own as usize];
        }
    }

    /// How much commoner a word is as typed than as what its Latin letters write.
    fn as_typed(&self, reads: &Reads) -> f32 {
        let uses = |of: Reading| {
            let known = reads.known.iter().filter(|(_, reading)| *reading == of);
            known.map(|&(id, _)| self.uses[id as usize]).fold(0, u32::max) as f32
        };
        let (typed, written) = (uses(Reading::Plain), uses(Reading::Transliterated));
        if reads.is_plain() && reads.is_transliterated() { typed / (typed + written).max(1.0) } else { 1.0 }
    }

    /// A word's languages are those of its plain reading, if it has one.
    fn note_languages(&self, reads: &mut Reads, id: KeyId, reading: Reading) {
        if reading == Reading::Plain || reads.known.iter().all(|(_, known)| *known != Reading::Plain) {
            for (at, home) in self.languages[id as usize].iter().enumerate() {
                reads.languages[at] |= home;
            }
        }
    }

    fn take(&self, reads: &mut Reads, keys: Vec<String>, reading: Reading, word: &str) {
        let tajik = spelling::is_plainly_tajik(word);
        for key in keys {
            if reads.keys.iter().any(|(taken, _)| *taken == key) {
                continue;
            }
            // A word with Tajik letters is no Russian word that sounds alike: миллӣ, мыло.
            let foreign = |id: KeyId| {
                tajik && self.languages[id as usize][Language::Ru as usize] && !self.languages[id as usize][Language::Tg as usize]
            };
            if let Some(id) = self.keys.get(&key).filter(|&id| !foreign(id)) {
                reads.known.push((id, reading));
                self.note_languages(reads, id, reading);
            }
            reads.keys.push((key, reading));
        }
    }

    /// The keys that an unknown word may be misspelt for, nearest first, with what the typos cost.
    fn typos(&self, word: &str, keys: &[(String, Reading)]) -> Vec<(u32, KeyId)> {
        let letters = word.chars().count();
        if letters < LEAST_KEY || word.chars().any(|c| c.is_ascii_digit()) {
            return Vec::new();
        }
        let most = near::typos_forgiven(letters);
        let whole = spelling::uncut_key(word);
        let near_keys = self.near.get_or_init(|| NearKeys::new(&self.keys));
        let mut found = Vec::new();
        for (key, _) in keys.iter().filter(|(_, reading)| *reading == Reading::Plain) {
            near_keys.near(key, most, &self.keys, &mut found);
        }
        found.iter_mut().for_each(|(cost, _)| *cost += near::ONLY_STEM);
        let by_stem = found.len();
        self.near_whole(&whole, most, &mut found);
        // Where a whole word is near, the stems that the word may have under a wrong ending add nothing but half the time.
        let stems = (found.len() == by_stem).then(|| self.endings.stems(&whole));
        for (stem, typos) in stems.into_iter().flatten() {
            if !keys.iter().any(|(key, _)| key == stem) {
                let before = found.len();
                near_keys.near(stem, most - typos, &self.keys, &mut found);
                let cost_of = |cost: u32| near::TYPO.max(cost + near::TYPO * typos as u32) + near::OTHER_STEM + near::ONLY_STEM;
                found[before..].iter_mut().for_each(|(cost, _)| *cost = cost_of(*cost));
            }
        }
        found.sort_unstable_by(|a, b| self.likelihood(b).total_cmp(&self.likelihood(a)).then(a.1.cmp(&b.1)));
        let mut met = Vec::new();
        found.retain(|(_, id)| {
            !met.contains(id) && {
                met.push(*id);
                true
            }
        });
        found
    }

    /// The keys of words that are near with their endings on: *department* is nearer to *deportment* than *report* is, though a
    /// stemmer leaves *deport* of it.
    fn near_whole(&self, whole: &str, most: usize, found: &mut Vec<(u32, KeyId)>) {
        let mut wholes = Vec::new();
        self.near_wholes.get_or_init(|| NearKeys::new(&self.wholes)).near(whole, most, &self.wholes, &mut wholes);
        for (cost, whole) in wholes {
            let start = self.keys_of_wholes.partition_point(|&(other, _)| other < whole);
            let keys = self.keys_of_wholes[start..].iter().take_while(|&&(other, _)| other == whole);
            found.extend(keys.map(|&(_, key)| (cost, key)));
        }
    }

    /// How likely a word was meant, as a logarithm: common words are typed more often, and typos are rare (the noisy channel of
    /// M. Kernighan, K. Church and W. Gale, 1990).
    fn likelihood(&self, &(cost, id): &(u32, KeyId)) -> f32 {
        (1.0 + self.uses[id as usize] as f32).ln() - RARITY_OF_TYPOS / near::TYPO as f32 * cost as f32
    }

    fn take_typos(&self, word: &str, reads: &mut Reads, typos: &[(u32, KeyId)]) {
        let best = typos.first().map_or(0.0, |typo| self.likelihood(typo));
        // In a short word only a slip that people make by ear or by hand: "изум", изюм.
        let dearest = if word.chars().count() < TYPO_LETTERS { near::CHEAPEST_TYPO } else { u32::MAX };
        let sure = |typo: &&(u32, KeyId)| typo.0 <= dearest && self.likelihood(typo) >= best - NEARLY_AS_LIKELY;
        let sure = typos.iter().take_while(sure).take(CORRECTIONS).count();
        let (sure, others) = typos.split_at(sure);
        for &(_, id) in sure {
            reads.known.push((id, Reading::Typo));
            self.note_languages(reads, id, Reading::Typo);
            reads.keys.push((self.keys.key(id).to_owned(), Reading::Typo));
        }
        reads.guesses = others.iter().take(GUESSES).map(|&(_, id)| id).collect();
    }
}
