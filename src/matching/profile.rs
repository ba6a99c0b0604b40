//! A company read once, when it is indexed: what its words mean and where they stand. Kept in the index beside the company
//! (see [`super::packed`]).

use super::reader::Reader;
use super::sound::{sound, spelt};
use crate::domain::{Company, Field, Language, Region};
use crate::understanding::text::{self, Gap, Word};
use crate::understanding::vocabulary::{self, Cue, Reads, SectorIndex, WordSet, each_read};
use crate::understanding::{Vocabulary, spelling};

/// What matching needs to know of a company.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Profile {
    pub(super) region: Option<Region>,
    /// Number of the place in the vocabulary.
    pub(super) place: Option<u16>,
    /// The pieces of its texts that evidence can cite.
    pub(super) pieces: Vec<Piece>,
    /// Sectors that pieces mean.
    pub(super) senses: Vec<Sense>,
    /// Words by the hash of their keys, sorted by it.
    pub(super) terms: Vec<Term>,
    /// The words of its name without legal form.
    pub(super) name: Vec<NameWord>,
    /// Keys of the words that say what it offers or is, and what it needs: for the index, not kept in the profile.
    pub(super) offer_keys: Vec<String>,
    pub(super) need_keys: Vec<String>,
}

/// A stretch of one value of a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) field: Field,
    pub(super) value: u16,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The one language in which its words are at home.
    pub(super) language: Option<Language>,
    /// How telling its words are together, each from 0 to 255.
    pub(super) weight: f32,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sense {
    pub(super) sector: SectorIndex,
    pub(super) strength: f32,
    pub(super) piece: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    pub(super) key: u32,
    pub(super) piece: u16,
    /// Hash of the word as written, to tell an equal word from an equal stem.
    pub(super) word: u32,
    /// Whether the piece is about something else, and the word only says for whom or of what.
    pub(super) aside: bool,
    /// How telling the word is, from 0 to 255.
    pub(super) weight: u8,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct NameWord {
    pub(super) keys: Vec<String>,
    /// Whether it is an ordinary word of the trade, which many names have.
    pub(super) trade: bool,
    /// How it sounds, how it is written, and whether in Cyrillic letters.
    pub(super) sound: String,
    pub(super) spelt: String,
    pub(super) cyrillic: bool,
    /// Whether it stands in brackets behind the name: "(branch)".
    pub(super) remark: bool,
    /// Whether it stands in quotes, which hold what is most told of a name: «Гостиница «Три медведя»».
    pub(super) quoted: bool,
}

/// Fields that say what a company offers or is, and the one that says what it needs.
const READ: [Field; 5] = [Field::Offers, Field::Sectors, Field::Name, Field::Description, Field::Needs];
/// Meanings of a piece kept, and how strong they must be.
const SENSES: usize = 4;
const SENSE_AT_LEAST: f32 = 0.5;
/// How much of a meaning is left that a description names in passing.
const IN_PASSING: f32 = 0.5;
/// A description is read up to this many words, other fields too.
const WORDS: usize = 400;

impl Profile {
    pub(super) fn of(company: &Company, vocabulary: &Vocabulary) -> Profile {
        Profile::read_by(&mut Reader::new(vocabulary), company)
    }

    pub(super) fn read_by(reader: &mut Reader, company: &Company) -> Profile {
        let vocabulary = reader.vocabulary;
        let place = vocabulary.place_of(&company.city);
        let mut profile = Profile {
            region: place.and_then(|place| place.region),
            place: place.and_then(|place| vocabulary.places.iter().position(|known| known.id == place.id)).map(|at| at as u16),
            ..Profile::default()
        };
        for field in READ {
            for (value, text) in (0u16..).zip(company.values(field)) {
                profile.read(field, value, text, reader);
            }
        }
        profile.name = name_words(&company.name, reader);
        profile.doubt_remarks(vocabulary);
        profile.terms.sort_unstable();
        profile.terms.dedup();
        profile
    }

    fn read(&mut self, field: Field, value: u16, text: &str, reader: &mut Reader) {
        let vocabulary = reader.vocabulary;
        let mut words = text::words(text);
        words.truncate(WORDS);
        let read = each_read(words, |word| Reads::clone(&reader.word(word)));
        let (words, mut reads): (Vec<Word>, Vec<Reads>) = vocabulary.part_compounds(read, WORDS).into_iter().unzip();
        let mut rest = words.as_slice();
        let language_of_all = language_of(&words, &reads);
        // "Our clients: schools, hospitals" says whom a company serves, not what it is.
        let mut customers = false;
        // "Wholesale of tea, coffee": what the first piece says is done is done with all of them.
        let mut activity = None;
        while !rest.is_empty() {
            let end = (1..rest.len()).find(|&at| rest[at].gap >= Gap::Bracket).unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            rest = after;
            let Ok(number) = u16::try_from(self.pieces.len()) else { return };
            let after = reads.split_off(piece.len());
            let reads = std::mem::replace(&mut reads, after);
            let (start, end) = (piece[0].start as u32, piece[piece.len() - 1].end as u32);
            let language = language_of(piece, &reads);
            self.pieces.push(Piece { field, value, start, end, language, weight: 0.0 });
            let cues = |at: usize| {
                vocabulary.cues().longest(&reads[at..]).map(|(cues, _)| cues.told(language, &piece[at].text)).unwrap_or_default()
            };
            if piece[0].gap == Gap::Sentence {
                customers = false;
                activity = None;
            }
            customers |= (0..reads.len()).any(|at| cues(at).has(Cue::Customers));
            let denied = (0..reads.len()).find(|&at| cues(at).has(Cue::Negation)).unwrap_or(reads.len());
            let behind = (0..reads.len()).find(|&at| cues(at).has(Cue::Purpose)).unwrap_or(reads.len());
            let purpose = (behind..reads.len()).collect::<WordSet>();
            let head_last = piece.iter().all(|word| word.text.is_ascii());
            let told = (&piece[..denied], &reads[..denied]);
            let senses = reader.senses(told, purpose, head_last, (activity, language.or(language_of_all)));
            activity = senses.activity.or(activity);
            let senses = &senses.senses;
            let about = senses.first().map_or(WordSet::default(), |sense| sense.words);
            let keys = if field == Field::Needs { &mut self.need_keys } else { &mut self.offer_keys };
            for (at, (word, read)) in piece.iter().zip(&reads).enumerate().filter(|(at, _)| !cues(*at).is_little()) {
                keys.extend(read.keys.iter().map(|(key, _)| key.clone()));
                let behind =
                    if head_last { about.first().is_some_and(|first| at < first) } else { about.last().is_some_and(|last| at > last) };
                let aside = purpose.has(at) || behind;
                let written = hash(&word.text);
                let weight = (255.0 * vocabulary.lexicon().weight(read)) as u8;
                self.pieces[usize::from(number)].weight += f32::from(weight);
                self.terms.extend(read.keys.iter().map(|(key, _)| Term { key: hash(key), piece: number, word: written, aside, weight }));
            }
            if customers {
                continue;
            }
            let strong = senses.iter().filter(|sense| sense.strength >= SENSE_AT_LEAST && !is_only_sold(sense, senses, vocabulary));
            self.senses.extend(strong.take(SENSES).map(|sense| Sense {
                sector: sense.sector,
                strength: sense.strength.min(1.0),
                piece: number,
            }));
        }
    }

    /// What a description names in passing, "on drums of 500 m", is doubtful where it has nothing to do with what the company is and offers.
    fn doubt_remarks(&mut self, vocabulary: &Vocabulary) {
        let told = |sense: &&Sense| matches!(self.field(sense.piece), Field::Offers | Field::Sectors);
        let own: Vec<SectorIndex> = self.senses.iter().filter(told).map(|sense| sense.sector).collect();
        if own.is_empty() {
            return;
        }
        let bridge = |from, to| vocabulary.kin().bridge(from, to).is_some();
        let is_own = |sector| own.iter().any(|&own| bridge(own, sector) || bridge(sector, own));
        let doubtful = |sense: &Sense| self.field(sense.piece) == Field::Description && !is_own(sense.sector);
        let (remarks, mut senses): (Vec<Sense>, Vec<Sense>) = self.senses.iter().cloned().partition(doubtful);
        let is_remark = |piece: u16| remarks.iter().any(|sense| sense.piece == piece) && !senses.iter().any(|sense| sense.piece == piece);
        self.terms.iter_mut().filter(|term| is_remark(term.piece)).for_each(|term| term.aside = true);
        senses.extend(remarks.into_iter().map(|sense| Sense { strength: IN_PASSING * sense.strength, ..sense }));
        self.senses = senses;
    }

    pub(super) fn field(&self, piece: u16) -> Field {
        self.pieces[usize::from(piece)].field
    }
}

/// Whether a sense is that of a shop which goods alone tell of: who names "chairs" and no more makes them or brings them, and is no shop.
fn is_only_sold(sense: &vocabulary::Sense, senses: &[vocabulary::Sense], vocabulary: &Vocabulary) -> bool {
    let is_shop = |sense: &vocabulary::Sense| vocabulary.sector(sense.sector).is_shop();
    is_shop(sense) && senses.iter().any(|other| !is_shop(other) && other.words == sense.words && other.strength >= sense.strength)
}

/// The language in which most of the words are at home, when it is one; of several Tajik, where a word is written with its letters.
fn language_of(words: &[Word], reads: &[Reads]) -> Option<Language> {
    let at_home = |language: Language| reads.iter().filter(|read| read.languages[language as usize]).count();
    let most = Language::ALL.map(at_home).into_iter().max().filter(|&most| most > 0)?;
    let mut best = Language::ALL.into_iter().filter(|&language| at_home(language) == most);
    let is_tajik = at_home(Language::Tg) == most && words.iter().any(|word| spelling::is_plainly_tajik(&word.text));
    best.next().filter(|_| best.next().is_none()).or(is_tajik.then_some(Language::Tg))
}

/// The words of a name without its legal form, each with what it weighs.
fn name_words(name: &str, reader: &mut Reader) -> Vec<NameWord> {
    let cleaned = text::clean(name);
    let words = text::words(&cleaned);
    let reads: Vec<Reads> = words.iter().map(|word| Reads::clone(&reader.word(&word.text))).collect();
    let mut named = bare_words(&words, &reads, reader.vocabulary);
    // A name may be made of such words alone.
    if named.is_empty() {
        named = words.iter().zip(&reads).map(|(word, reads)| (word.start, name_word(word, reads, false, reader.vocabulary))).collect();
    }
    let remarks = cleaned.find('(').filter(|&at| named.first().is_some_and(|(start, _)| *start < at)).unwrap_or(cleaned.len());
    let quotes = cleaned.find(QUOTES).zip(cleaned.rfind(QUOTES)).map(|(first, last)| first..last).unwrap_or_default();
    let placed = |(start, word): (usize, NameWord)| NameWord { remark: start > remarks, quoted: quotes.contains(&start), ..word };
    named.into_iter().map(placed).collect()
}

const QUOTES: [char; 6] = ['«', '»', '"', '“', '”', '„'];

/// The words that are no legal form, with where they begin.
fn bare_words(words: &[Word], reads: &[Reads], vocabulary: &Vocabulary) -> Vec<(usize, NameWord)> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (skip, weak) = match vocabulary.cues().longest(&reads[at..]).map(|(cues, length)| (cues.told(None, ""), length)) {
            Some((cues, length)) if cues.is_legal_form() => (length, true),
            Some((cues, _)) => (0, cues.is_part_of_name()),
            None => (0, false),
        };
        if skip > 0 {
            at += skip;
            continue;
        }
        let weak = weak || vocabulary.place_names().longest(&reads[at..]).is_some();
        names.push((words[at].start, name_word(&words[at], &reads[at], weak, vocabulary)));
        at += 1;
    }
    names
}

fn name_word(word: &Word, reads: &Reads, weak: bool, vocabulary: &Vocabulary) -> NameWord {
    let telling = word.text.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let mut keys = vec![spelling::key(&word.text)];
    for (key, _) in &reads.keys {
        if !keys.contains(key) {
            keys.push(key.clone());
        }
    }
    NameWord {
        keys,
        trade: weak || !telling || vocabulary.lexicon().weight(reads) < 1.0,
        sound: sound(&word.text),
        spelt: spelt(&word.text),
        cyrillic: word.text.chars().any(text::is_cyrillic),
        remark: false,
        quoted: false,
    }
}

/// A key as a number; equal keys have equal numbers.
pub(super) fn hash(key: &str) -> u32 {
    crc32fast::hash(key.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_description_names_in_passing_is_doubted_unless_the_company_is_told_by_nothing_else() {
        let vocabulary = Vocabulary::built_in();
        let drums = vocabulary.index_of(&crate::domain::SectorId("3220-drum".to_owned())).expect("a built-in sector");
        let strongest = |sectors: &[&str]| {
            let company = Company {
                sectors: sectors.iter().map(|&sector| sector.to_owned()).collect(),
                description: "Барабаны по 500 м".to_owned(),
                ..Company::default()
            };
            let profile = Profile::of(&company, &vocabulary);
            let meant = profile.senses.iter().filter(|sense| sense.sector == drums).map(|sense| sense.strength).fold(0.0, f32::max);
            (meant, profile.terms.iter().all(|term| term.aside || profile.field(term.piece) != Field::Description))
        };
        let (plain, beside_nothing) = strongest(&[]);
        let (in_passing, aside) = strongest(&["кабель"]);
        assert!(plain > 0.7 && (in_passing - IN_PASSING * plain).abs() < 0.01, "{plain} {in_passing}");
        assert!(aside && !beside_nothing);
        assert_eq!(strongest(&["музыкальные инструменты"]).0, plain);
    }
}
