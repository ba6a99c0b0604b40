//! Reads many companies: what one of them says others say too ("building materials", "delivery to all regions"), so that each word and
//! each piece of a text is read but once. What it gives is what the vocabulary gives.

use std::collections::HashMap;
use std::rc::Rc;

use crate::domain::Language;
use crate::understanding::Vocabulary;
use crate::understanding::text::Word;
use crate::understanding::vocabulary::{Activity, Reads, Sense, WordSet};

/// It remembers all that it has read: one is for some hundreds of companies, not for a list of any length.
pub struct Reader<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    words: HashMap<String, Rc<Reads>>,
    pieces: HashMap<Piece, Rc<Senses>>,
}

/// All that the meaning of a piece rests on.
#[derive(PartialEq, Eq, Hash)]
struct Piece {
    /// Its words as they are written, one a line; a first part of a compound with a hyphen behind it.
    words: String,
    purpose: WordSet,
    head_last: bool,
    activity: Option<Activity>,
    language: Option<Language>,
}

/// What a piece means, and the activity that it names.
pub(super) struct Senses {
    pub(super) senses: Vec<Sense>,
    pub(super) activity: Option<Activity>,
}

impl<'v> Reader<'v> {
    pub fn new(vocabulary: &'v Vocabulary) -> Reader<'v> {
        Reader { vocabulary, words: HashMap::new(), pieces: HashMap::new() }
    }

    /// [`Vocabulary::read_as_written`].
    pub(super) fn word(&mut self, word: &str) -> Rc<Reads> {
        if let Some(read) = self.words.get(word) {
            return read.clone();
        }
        let read = Rc::new(self.vocabulary.read_as_written(word));
        self.words.insert(word.to_owned(), read.clone());
        read
    }

    /// [`Vocabulary::senses`] of words that this read, and the activity that they name.
    pub(super) fn senses(
        &mut self,
        (words, reads): (&[Word], &[Reads]),
        purpose: WordSet,
        head_last: bool,
        (activity, language): (Option<Activity>, Option<Language>),
    ) -> Rc<Senses> {
        let mut written = String::new();
        for (word, read) in words.iter().zip(reads) {
            written.push_str(&word.text);
            written.push_str(if read.is_first_part { "-\n" } else { "\n" });
        }
        let piece = Piece { words: written, purpose, head_last, activity, language };
        let read = || {
            let reads: Vec<&Reads> = reads.iter().collect();
            let senses = self.vocabulary.senses(&reads, purpose, head_last, activity, language);
            Rc::new(Senses { senses, activity: self.vocabulary.activity(&reads).map(|(activity, _)| activity) })
        };
        self.pieces.entry(piece).or_insert_with(read).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Company;
    use crate::matching::profile::Profile;

    #[test]
    fn what_was_read_of_other_companies_changes_nothing_of_what_is_read_of_one() {
        let vocabulary = Vocabulary::built_in();
        let company = |offers: &str, needs: &str, description: &str| Company {
            name: "ООО «Мясной двор»".to_owned(),
            city: "Липецк".to_owned(),
            offers: vec![offers.to_owned()],
            needs: vec![needs.to_owned()],
            description: description.to_owned(),
            ..Company::default()
        };
        // The same words behind an activity, behind a "for", denied, in another language, as part of a compound.
        let companies = [
            company("мясо, колбаса", "упаковка для мяса", "видео, магазин"),
            company("оптовая торговля: мясо, колбаса", "мясо, но не колбаса", "видеомагазин"),
            company("оборудование для мяса, колбаса", "meat, table, stone", "видео-магазин, мясо"),
            company("гӯшт, ҳасиб", "дастгоҳ барои гӯшт", "stone, table"),
        ];
        let mut reader = Reader::new(&vocabulary);
        for company in companies.iter().chain(companies.iter().rev()) {
            assert_eq!(Profile::read_by(&mut reader, company), Profile::of(company, &vocabulary));
        }
    }
}
