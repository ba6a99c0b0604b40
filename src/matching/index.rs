//! The full-text index as matching reads it: its schema, how a company becomes a document, and a searcher over it.
//! Who writes it, where it lies and how it follows the ledger is the matter of [`crate::app`].

use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::schema::{Field as Column, IndexRecordOption, STORED, STRING, TextFieldIndexing, TextOptions};
use tantivy::store::{Compressor, StoreReader};
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

use super::IndexError;
use super::names;
use super::packed::{Packed, pack};
use super::profile::Profile;
use super::reader::Reader;
use super::weights::{WEIGHTS, Weights};
use crate::domain::{Company, CompanyId, Field, Region};
use crate::understanding::Vocabulary;
use crate::understanding::vocabulary::SectorIndex;

/// Changes when documents are made in another way: an index of another version is built anew.
const VERSION: u32 = 8;
/// Documents are read in blocks that end when they reach this size: nearly each company is its own.
const DOCUMENT_BLOCK_BYTES: usize = 512;

/// The columns of the index.
#[derive(Clone, Debug)]
pub struct Schema {
    schema: tantivy::schema::Schema,
    pub(super) id: Column,
    /// Keys of the words that say what a company offers or is.
    pub(super) offer: Column,
    /// Keys of the words that say what it needs.
    pub(super) need: Column,
    /// Keys of the words of its name, and what is left of its outline without a letter (see [`super::sound`]).
    pub(super) name: Column,
    /// A few letters at a time of the outline of its name.
    pub(super) grams: Column,
    /// Numbers of the sectors offered and needed, as meant (`=7`) and with the wider ones (`7`).
    pub(super) offer_sector: Column,
    pub(super) need_sector: Column,
    /// The place, and the side on which it lies.
    pub(super) place: Column,
    packed: Column,
}

impl Default for Schema {
    fn default() -> Self {
        let mut builder = tantivy::schema::Schema::builder();
        let words = || {
            let indexing = TextFieldIndexing::default().set_tokenizer("whitespace").set_index_option(IndexRecordOption::WithFreqs);
            TextOptions::default().set_indexing_options(indexing)
        };
        Schema {
            id: builder.add_text_field("id", STRING),
            offer: builder.add_text_field("offer", words()),
            need: builder.add_text_field("need", words()),
            name: builder.add_text_field("name", words()),
            grams: builder.add_text_field("grams", words()),
            offer_sector: builder.add_text_field("offer_sector", words()),
            need_sector: builder.add_text_field("need_sector", words()),
            place: builder.add_text_field("place", words()),
            packed: builder.add_bytes_field("packed", STORED),
            schema: builder.build(),
        }
    }
}

impl Schema {
    pub fn tantivy(&self) -> tantivy::schema::Schema {
        self.schema.clone()
    }

    /// Small blocks as they are: the candidates of a request lie scattered, each is read with the whole block round it, and
    /// to decompress sixty blocks would take as long as to find them.
    pub fn settings() -> tantivy::IndexSettings {
        tantivy::IndexSettings { docstore_blocksize: DOCUMENT_BLOCK_BYTES, docstore_compression: Compressor::None, ..Default::default() }
    }

    /// Tells an index made by this schema and vocabulary from every other.
    pub fn fingerprint(vocabulary: &Vocabulary) -> String {
        format!("{VERSION}-{:08x}", vocabulary.fingerprint())
    }

    /// The term by which a company's document is found and replaced.
    pub fn id_term(&self, id: &CompanyId) -> Term {
        Term::from_field_text(self.id, &id.0)
    }

    /// A company as a document. Contacts are not part of it.
    pub fn document(&self, company: &Company, reader: &mut Reader) -> TantivyDocument {
        let vocabulary = reader.vocabulary;
        let profile = Profile::read_by(reader, company);
        let mut document = TantivyDocument::new();
        document.add_text(self.id, &company.id);
        let (mut offered, mut needed) = (BTreeSet::new(), BTreeSet::new());
        for sense in &profile.senses {
            let sectors = if profile.field(sense.piece) == Field::Needs { &mut needed } else { &mut offered };
            sectors.insert(just(sense.sector));
            sectors.extend(vocabulary.with_wider(sense.sector).map(or_finer));
        }
        document.add_text(self.offer, profile.offer_keys.join(" "));
        document.add_text(self.need, profile.need_keys.join(" "));
        document.add_text(self.name, names::terms(&profile.name).join(" "));
        document.add_text(self.grams, names::grams(&profile.name).join(" "));
        let joined = |sectors: BTreeSet<String>| sectors.into_iter().collect::<Vec<_>>().join(" ");
        document.add_text(self.offer_sector, joined(offered));
        document.add_text(self.need_sector, joined(needed));
        let side = profile.region.map(side).into_iter();
        document.add_text(self.place, side.chain(profile.place.map(place)).collect::<Vec<_>>().join(" "));
        let public = Company { phone: String::new(), email: String::new(), telegram: String::new(), ..company.clone() };
        // The only stored value, so that the stored document ends with it.
        document.add_bytes(self.packed, &pack(&public, &profile));
        document
    }
}

/// The term of companies that are of a sector or of a finer one.
pub(super) fn or_finer(sector: SectorIndex) -> String {
    sector.to_string()
}

/// The term of companies that say no more than the sector itself.
pub(super) fn just(sector: SectorIndex) -> String {
    format!("={sector}")
}

/// The term of companies of a side.
pub(super) fn side(region: Region) -> String {
    format!("side{}", region as u8)
}

/// The term of companies of a place, by its number in the vocabulary.
pub(super) fn place(number: u16) -> String {
    format!("place{number}")
}

/// A reading view of the index: what is in it does not change while it is held.
#[derive(Clone)]
pub struct Index {
    pub(super) searcher: Searcher,
    pub(super) schema: Schema,
    pub vocabulary: Arc<Vocabulary>,
    /// What a ranking weighs.
    pub weights: Weights,
}

impl Index {
    pub fn new(searcher: Searcher, schema: Schema, vocabulary: Arc<Vocabulary>) -> Index {
        Index { searcher, schema, vocabulary, weights: WEIGHTS }
    }

    /// How many companies it knows.
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Opens what is stored of the companies.
    pub(super) fn companies(&self) -> Result<Companies, IndexError> {
        // Nothing is read twice in a match: no block need be kept.
        let stores = self.searcher.segment_readers().iter().map(|segment| segment.get_store_reader(0));
        Ok(Companies { stores: stores.collect::<Result<_, _>>().map_err(tantivy::TantivyError::from)? })
    }
}

/// The companies of an index, for the time of a match.
pub(super) struct Companies {
    stores: Vec<StoreReader>,
}

impl Companies {
    pub(super) fn read(&self, at: DocAddress) -> Result<Packed, IndexError> {
        Packed::at_end_of(self.stores[at.segment_ord as usize].get_document_bytes(at.doc_id)?)
    }
}
