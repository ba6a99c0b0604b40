//! A company as it lies in the index: its record, its profile and what tells where they are, read in place.
//!
//! A match looks at sixty companies and shows five. So nothing is unpacked before it is asked for: numbers have fixed
//! widths (little-endian), and words are found in their sorted list by halving it.
//! A stored document ends with what is packed here, whatever the index writes before it.

use tantivy::directory::OwnedBytes;

use super::IndexError;
use super::names::{joined_sound, wholes};
use super::profile::{NameWord, Piece, Profile, Sense, Term};
use crate::domain::{Company, Field, Language, Region};

/// Widths of the parts, in bytes.
const PIECE: usize = 16;
const SENSE: usize = 8;
const TERM: usize = 12;
const HEAD: usize = 3;
/// At the end: how long the record is and the name, and how many pieces, senses and terms there are.
const LENGTHS: usize = 5 * 4;
/// Stands where there is no place or no language, and where there is no side.
const NO_PLACE: u16 = u16::MAX;
const NONE: u8 = u8::MAX;
const REGIONS: [Region; 2] = [Region::Lipetsk, Region::Sughd];

/// Before the sound of a name: in which letters it is written.
const CYRILLIC: char = 'c';
const LATIN: char = 'l';

/// Before the keys of a word: whether it is an ordinary word of the trade or the company's own.
const TRADE: char = '~';
const OWN: char = '=';

/// Packs a company, without what its profile says of it already.
pub(super) fn pack(company: &Company, profile: &Profile) -> Vec<u8> {
    let record = serde_json::to_vec(company).expect("a company is plain data");
    let name = packed_name(&profile.name);
    let mut bytes = record.clone();
    bytes.push(profile.region.map_or(NONE, |region| region as u8));
    bytes.extend(profile.place.unwrap_or(NO_PLACE).to_le_bytes());
    for piece in &profile.pieces {
        bytes.push(piece.field as u8);
        bytes.extend(piece.value.to_le_bytes());
        bytes.extend(piece.start.to_le_bytes());
        bytes.extend(piece.end.to_le_bytes());
        bytes.push(piece.language.map_or(NONE, |language| language as u8));
        bytes.extend(piece.weight.to_le_bytes());
    }
    for sense in &profile.senses {
        bytes.extend(sense.sector.to_le_bytes());
        bytes.extend(sense.strength.to_le_bytes());
        bytes.extend(sense.piece.to_le_bytes());
    }
    for term in &profile.terms {
        bytes.extend(term.key.to_le_bytes());
        bytes.extend(term.piece.to_le_bytes());
        bytes.extend(term.word.to_le_bytes());
        bytes.push(u8::from(term.aside));
        bytes.push(term.weight);
    }
    bytes.extend(name.as_bytes());
    for length in [record.len(), name.len(), profile.pieces.len(), profile.senses.len(), profile.terms.len()] {
        bytes.extend(u32::try_from(length).expect("a company is far shorter").to_le_bytes());
    }
    bytes
}

/// What may be meant by the whole name, each on a line: the letters it is written in, how it sounds, how it is spelt, its key. Then
/// its words, a line each: whether it is an ordinary word of the trade, and its keys.
fn packed_name(words: &[NameWord]) -> String {
    let whole = |words: Vec<&NameWord>| {
        let letters = if words.iter().any(|word| word.cyrillic) { CYRILLIC } else { LATIN };
        let key: String = words.iter().filter_map(|word| word.keys.first()).map(String::as_str).collect();
        let spelt: String = words.iter().map(|word| word.spelt.as_str()).collect();
        format!("{letters}{} {spelt} {key}\n", joined_sound(&words))
    };
    let word = |word: &NameWord| format!("{}{}\n", if word.trade { TRADE } else { OWN }, word.keys.join(" "));
    wholes(words).into_iter().map(whole).chain(words.iter().map(word)).collect()
}

/// A packed company.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    bytes: OwnedBytes,
    pub(super) region: Option<Region>,
    /// Number of the place in the vocabulary.
    pub(super) place: Option<u16>,
    /// Sectors that pieces mean.
    pub(super) senses: Vec<Sense>,
    record: usize,
    pieces: usize,
    terms: usize,
    name: usize,
    name_end: usize,
    /// Pieces that are passed over.
    left_out: Vec<u16>,
}

impl Packed {
    /// Reads what stands at the end of the bytes.
    ///
    /// # Errors
    /// [`IndexError`] when they were not written by [`pack`].
    pub(super) fn at_end_of(bytes: OwnedBytes) -> Result<Packed, IndexError> {
        let damaged = || IndexError(tantivy::TantivyError::InternalError("a company in the index is damaged".to_owned()));
        let name_end = bytes.len().checked_sub(LENGTHS).ok_or_else(damaged)?;
        let [record, name, pieces, senses, terms] = [0, 1, 2, 3, 4].map(|at| u32_at(&bytes, name_end + 4 * at) as usize);
        let packed = record + HEAD + PIECE * pieces + SENSE * senses + TERM * terms + name;
        let start = name_end.checked_sub(packed).ok_or_else(damaged)?;
        let bytes = bytes.slice(start..bytes.len());
        let pieces_at = record + HEAD;
        let senses_at = pieces_at + PIECE * pieces;
        let terms_at = senses_at + SENSE * senses;
        let sense = |number: usize| {
            let at = senses_at + SENSE * number;
            Sense { sector: u16_at(&bytes, at), strength: f32::from_bits(u32_at(&bytes, at + 2)), piece: u16_at(&bytes, at + 6) }
        };
        Ok(Packed {
            region: REGIONS.get(usize::from(bytes[record])).copied(),
            place: Some(u16_at(&bytes, record + 1)).filter(|&place| place != NO_PLACE),
            senses: (0..senses).map(sense).collect(),
            record,
            pieces: pieces_at,
            terms: terms_at,
            name: terms_at + TERM * terms,
            name_end: packed,
            left_out: Vec::new(),
            bytes,
        })
    }

    /// The company's record.
    pub(super) fn company(&self) -> Result<Company, IndexError> {
        serde_json::from_slice(&self.bytes[..self.record])
            .map_err(|error| IndexError(tantivy::TantivyError::InternalError(error.to_string())))
    }

    pub(super) fn piece(&self, number: u16) -> Piece {
        let at = self.pieces + PIECE * usize::from(number);
        Piece {
            field: self.field(number),
            value: u16_at(&self.bytes, at + 1),
            start: u32_at(&self.bytes, at + 3),
            end: u32_at(&self.bytes, at + 7),
            language: self.language(number),
            weight: f32::from_bits(u32_at(&self.bytes, at + 12)),
        }
    }

    /// The field in which a piece stands.
    pub(super) fn field(&self, piece: u16) -> Field {
        let number = self.bytes.get(self.pieces + PIECE * usize::from(piece)).copied().unwrap_or_default();
        Field::ALL.get(usize::from(number)).copied().unwrap_or(Field::Id)
    }

    /// The one language in which the words of a piece are at home.
    pub(super) fn language(&self, piece: u16) -> Option<Language> {
        let number = self.bytes.get(self.pieces + PIECE * usize::from(piece) + 11).copied().unwrap_or(NONE);
        Language::ALL.get(usize::from(number)).copied()
    }

    /// Where a key stands, with the word as written.
    pub(super) fn terms_of(&self, key: u32) -> impl Iterator<Item = Term> {
        let all = (self.name - self.terms) / TERM;
        let key_at = |number: usize| u32_at(&self.bytes, self.terms + TERM * number);
        let (mut start, mut end) = (0, all);
        while start < end {
            let middle = start.midpoint(end);
            if key_at(middle) < key { start = middle + 1 } else { end = middle }
        }
        let having = (start..all).take_while(move |&number| key_at(number) == key);
        having.map(|number| self.term(number)).filter(|term| !self.left_out.contains(&term.piece))
    }

    fn term(&self, number: usize) -> Term {
        let at = self.terms + TERM * number;
        Term {
            key: u32_at(&self.bytes, at),
            piece: u16_at(&self.bytes, at + 4),
            word: u32_at(&self.bytes, at + 6),
            aside: self.bytes.get(at + 10).is_some_and(|&aside| aside != 0),
            weight: self.bytes.get(at + 11).copied().unwrap_or_default(),
        }
    }

    /// The words of its name without legal form.
    pub(super) fn name(&self) -> Name<'_> {
        let text = std::str::from_utf8(&self.bytes[self.name..self.name_end]).unwrap_or_default();
        let words = text.find([TRADE, OWN]).unwrap_or(text.len());
        let (wholes, words) = text.split_at(words);
        Name { wholes, words }
    }

    /// Forgets pieces: what they name is not wanted.
    pub(super) fn leave_out(&mut self, pieces: Vec<u16>) {
        self.senses.retain(|sense| !pieces.contains(&sense.piece));
        self.left_out = pieces;
    }
}

/// A name as keys and sounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'p> {
    wholes: &'p str,
    words: &'p str,
}

/// What may be meant by the whole name, without the breaks between words.
#[derive(Clone, Copy, Debug)]
pub(super) struct WholeName<'p> {
    pub(super) cyrillic: bool,
    pub(super) sound: &'p str,
    pub(super) spelt: &'p str,
    pub(super) key: &'p str,
}

impl<'p> Name<'p> {
    /// The name, and what stands in quotes if that is less.
    pub(super) fn wholes(self) -> impl Iterator<Item = WholeName<'p>> {
        self.wholes.lines().map(|line| {
            let mut parts = line.split(' ');
            let mut part = || parts.next().unwrap_or_default();
            let (sound, spelt, key) = (part(), part(), part());
            WholeName { cyrillic: sound.starts_with(CYRILLIC), sound: sound.get(1..).unwrap_or_default(), spelt, key }
        })
    }

    /// The key of the name without the breaks between words.
    pub(super) fn joined(self) -> &'p str {
        self.wholes().next().map_or("", |whole| whole.key)
    }

    /// Each word: whether it is an ordinary word of the trade, and its keys.
    pub(super) fn words(self) -> impl Iterator<Item = (bool, std::str::Split<'p, char>)> + Clone {
        self.words.lines().map(|line| line.split_at(1)).map(|(trade, keys)| (trade.starts_with(TRADE), keys.split(' ')))
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|bytes| bytes.try_into().ok()).map_or(0, u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::Vocabulary;

    #[test]
    fn a_company_is_unpacked_as_it_was_packed() {
        let company = Company {
            name: "ООО «Синяя Шестерня»".to_owned(),
            city: "Худжанд".to_owned(),
            offers: vec!["погружные насосы, кабель".to_owned()],
            description: "Остекление школ. Pumps for wells.".to_owned(),
            ..Company::default()
        };
        let profile = Profile::of(&company, &Vocabulary::built_in());
        let mut bytes = b"before it".to_vec();
        bytes.extend(pack(&company, &profile));
        let packed = Packed::at_end_of(OwnedBytes::new(bytes)).expect("it was packed");
        assert_eq!(packed.company().expect("it was packed"), company);
        assert_eq!((packed.region, packed.place), (profile.region, profile.place));
        assert_eq!(packed.senses, profile.senses);
        let pieces: Vec<Piece> = (0..profile.pieces.len() as u16).map(|number| packed.piece(number)).collect();
        assert_eq!(pieces, profile.pieces);
        for term in &profile.terms {
            assert!(packed.terms_of(term.key).any(|found| found == *term), "{term:?}");
        }
        let name: Vec<(bool, Vec<&str>)> = packed.name().words().map(|(trade, keys)| (trade, keys.collect())).collect();
        let written: Vec<(bool, Vec<&str>)> =
            profile.name.iter().map(|word| (word.trade, word.keys.iter().map(String::as_str).collect())).collect();
        assert_eq!(name, written);
        let whole = packed.name().wholes().next().expect("it has a name");
        assert_eq!((whole.cyrillic, whole.sound), (true, "siniaiawesternia"));
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        for bytes in [vec![], vec![255; 19], vec![255; 40]] {
            assert!(Packed::at_end_of(OwnedBytes::new(bytes)).is_err());
        }
    }
}
