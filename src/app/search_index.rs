//! The search index on disk: follows the store by sequence number and heals itself.
//!
//! Every commit of the index carries the number it has followed to and the fingerprint of what made it (schema and
//! vocabulary). At a start only later changes are read in; an index that is missing, damaged or of another making is built anew, in
//! memory while the disk is full.
//!
//! A company's document carries its open listings that are for all to read. They are no data of the store's directory, so it is not
//! the number that tells whether they changed: what each company carries is held in memory, and at a start every company that ever
//! had a listing is indexed again.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use jiff::Timestamp;
use rayon::prelude::*;
use tantivy::directory::{MmapDirectory, RamDirectory};
use tantivy::merge_policy::LogMergePolicy;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument};
use tokio::sync::Mutex;

use crate::domain::{Company, CompanyId, ListingId};
use crate::matching::{Index, Reader, Schema};
use crate::registry::{Listings, Marks};
use crate::store::{CompanyChange, CompanyChanges, Sequence, Store, own_dir};
use crate::understanding::Vocabulary;

/// Changes read from the store at a time. Their documents, 10 kB each, are held at once.
const BATCH: usize = 1_000;
/// Memory of the writer before it writes a segment, in bytes; the smaller one is the least that tantivy takes.
const WRITER_BYTES: usize = 15_000_000;
const WRITER_BYTES_FOR_MANY: usize = 40_000_000;
/// From so many changes on they are many.
const MANY: usize = 1_000;
/// So many at least are read by one thread, which remembers what it has read.
const READ_TOGETHER: usize = 250;
/// A commit after so many deletions: until then tantivy holds a kilobyte for each. Not oftener: with each commit it begins a new thread,
/// and what threads have allocated stays with them.
const DELETED_AT_ONCE: usize = 100_000;
/// Parts of the index of more companies than this are not joined any more: what is joined lies in memory, a kilobyte or two for each.
const MERGED: usize = 30_000;

pub(super) struct SearchIndex {
    /// `None`: it is in memory.
    dir: Option<PathBuf>,
    index: tantivy::Index,
    reader: IndexReader,
    schema: Schema,
    vocabulary: Arc<Vocabulary>,
    /// Held while it follows.
    followed: Mutex<Followed>,
}

/// The files of tantivy that bear no sum of their own, and ours over them.
const LISTS: [&str; 2] = ["meta.json", ".managed.json"];
const SUM: &str = "lists.sum";

/// How far an index has followed.
struct Followed {
    covered: Sequence,
    /// The listings with which companies are indexed.
    carried: BTreeMap<CompanyId, Option<Vec<ListingId>>>,
}

/// Which listings each company is to be indexed with now; none where all have ended, `None` where it is hidden.
fn carried(listings: &Listings, marks: &Marks, now: Timestamp) -> BTreeMap<CompanyId, Option<Vec<ListingId>>> {
    let public = |company: &CompanyId| listings.public(company, now).map(|listing| listing.id).collect();
    let carries = |company: &CompanyId| (!marks.is_hidden(company)).then(|| public(company));
    listings.companies().chain(marks.once_hidden()).map(|company| (company.clone(), carries(company))).collect()
}

/// A company as it is indexed, with what it has published for all to read; not, if it is hidden.
pub fn as_indexed(company: Company, listings: &Listings, marks: &Marks, now: Timestamp) -> Option<Company> {
    (!marks.is_hidden(&company.company_id())).then(|| listings.with_public(company, now))
}

impl SearchIndex {
    /// Opens the index in a directory, or begins an empty one there; `has_room`: something can be written.
    pub(super) fn open(dir: &Path, vocabulary: Arc<Vocabulary>, has_room: bool) -> anyhow::Result<SearchIndex> {
        let schema = Schema::default();
        if dir.is_dir() {
            own_dir(dir)?;
        }
        let found = existing(dir, &schema, &vocabulary);
        let is_on_disk = found.is_some() || has_room;
        let (index, reader, covered) = match found {
            Some(found) => found,
            None => {
                let made = if is_on_disk { fresh(dir, &schema) } else { in_memory(&schema) };
                let index = made.with_context(|| format!("the search index in {} cannot be made", dir.display()))?;
                (index.clone(), reader(&index)?, Sequence(0))
            }
        };
        Ok(SearchIndex {
            dir: is_on_disk.then(|| dir.to_owned()),
            index,
            reader,
            schema,
            vocabulary,
            followed: Mutex::new(Followed { covered, carried: BTreeMap::new() }),
        })
    }

    pub(super) fn view(&self) -> Index {
        Index::new(self.reader.searcher(), self.schema.clone(), self.vocabulary.clone())
    }

    /// Reads in what changed since the last time, in the directory and in what is published and hidden at that time; whether the directory
    /// did.
    pub(super) async fn follow(&self, store: &impl Store, listings: &Listings, marks: &Marks, now: Timestamp) -> anyhow::Result<bool> {
        let mut followed = self.followed.lock().await;
        // Up to here each company comes but once, with its last change.
        let known = store.last_sequence().await?;
        let mut writer: Option<IndexWriter> = None;
        let (mut grew, mut deleted, mut read) = (false, 0, followed.covered);
        loop {
            let CompanyChanges { changes, covered } = store.company_changes(read, BATCH).await?;
            let (more, many) = (covered != read, changes.len() >= MANY);
            read = covered;
            grew |= !changes.is_empty();
            let reader = || Reader::new(&self.vocabulary);
            let document = |reader: &mut Reader, change: CompanyChange| {
                let company = change.company.and_then(|company| as_indexed(company, listings, marks, now));
                (change.sequence, change.id, company.map(|company| self.schema.document(&company, reader)))
            };
            // To read what companies say takes most of the time.
            let documents: Vec<_> = match many {
                true => changes.into_par_iter().with_min_len(READ_TOGETHER).map_init(reader, document).collect(),
                false => {
                    let mut reader = reader();
                    changes.into_iter().map(|change| document(&mut reader, change)).collect()
                }
            };
            for (sequence, id, document) in documents {
                let is_new = sequence <= known && !self.holds(&id)?;
                deleted += usize::from(!is_new);
                self.put(&mut writer, many, (&id, is_new), document)?;
            }
            if !more {
                break;
            }
            if let Some(writer) = writer.as_mut().filter(|_| deleted >= DELETED_AT_ONCE) {
                self.commit(writer, read)?;
                (followed.covered, deleted) = (read, 0);
            }
        }
        let carried = carried(listings, marks, now);
        for company in carried.iter().filter(|(company, listings)| followed.carried.get(*company) != Some(*listings)).map(|(id, _)| id) {
            let found = store.company(company).await?.and_then(|company| as_indexed(company, listings, marks, now));
            self.put(
                &mut writer,
                false,
                (company, false),
                found.map(|company| self.schema.document(&company, &mut Reader::new(&self.vocabulary))),
            )?;
        }
        if let Some(mut writer) = writer {
            self.commit(&mut writer, read)?;
            writer.wait_merging_threads()?;
            if let Some((dir, sum)) = self.dir.as_ref().and_then(|dir| Some((dir, sum(dir)?))) {
                std::fs::write(dir.join(SUM), sum)?;
            }
            self.reader.reload()?;
        }
        (followed.covered, followed.carried) = (read, carried);
        Ok(grew)
    }

    /// Whether the index held the company when it was last opened for reading.
    fn holds(&self, id: &CompanyId) -> tantivy::Result<bool> {
        Ok(self.reader.searcher().doc_freq(&self.schema.id_term(id))? > 0)
    }

    fn commit(&self, writer: &mut IndexWriter, covered: Sequence) -> anyhow::Result<()> {
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&payload(covered, &self.vocabulary));
        // Not while it does not fit: a kill in between is no damage.
        let _ = self.dir.as_ref().map(|dir| std::fs::remove_file(dir.join(SUM)));
        commit.commit()?;
        // What it holds now is looked up there.
        Ok(self.reader.reload()?)
    }

    /// Puts a company into the index in the place of what is there; `None`: it is gone. `is_new`: nothing is there, and so nothing has to be
    /// deleted.
    fn put(
        &self,
        writer: &mut Option<IndexWriter>,
        many: bool,
        (id, is_new): (&CompanyId, bool),
        document: Option<TantivyDocument>,
    ) -> anyhow::Result<()> {
        let writer = match writer {
            Some(writer) => writer,
            None => writer.insert(self.writer(many)?),
        };
        if !is_new {
            writer.delete_term(self.schema.id_term(id));
        }
        if let Some(document) = document {
            writer.add_document(document)?;
        }
        Ok(())
    }

    fn writer(&self, many: bool) -> tantivy::Result<IndexWriter> {
        let bytes = if many { WRITER_BYTES_FOR_MANY } else { WRITER_BYTES };
        let writer = self.index.writer_with_num_threads::<TantivyDocument>(1, bytes)?;
        let mut merges = LogMergePolicy::default();
        merges.set_max_docs_before_merge(MERGED);
        writer.set_merge_policy(Box::new(merges));
        Ok(writer)
    }
}

/// What a look at the index of a directory came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexFinding {
    Whole {
        companies: u64,
    },
    Missing,
    /// Damaged, or made by another version or with other words.
    Unusable,
    /// It does not hold the companies of the store that are to be found.
    Differs {
        indexed: u64,
        companies: u64,
    },
}

/// Looks at the index without changing it. `store`: the last number of the store and how many companies are to be
/// found, where they are known.
pub(super) fn look(dir: &Path, vocabulary: &Vocabulary, store: Option<(Sequence, u64)>) -> IndexFinding {
    if !dir.is_dir() {
        return IndexFinding::Missing;
    }
    let found = std::panic::catch_unwind(AssertUnwindSafe(|| {
        let (index, covered) = usable(dir, &Schema::default(), vocabulary)?;
        Some((covered, index.load_metas().ok()?.segments.iter().map(|segment| u64::from(segment.num_docs())).sum()))
    }));
    let Ok(Some((covered, indexed))) = found else { return IndexFinding::Unusable };
    match store {
        // One that has not followed yet does so at the next start.
        Some((sequence, companies)) if covered > sequence || covered == sequence && indexed != companies => {
            IndexFinding::Differs { indexed, companies }
        }
        _ => IndexFinding::Whole { companies: indexed },
    }
}

/// The CRC-32 of [`LISTS`] in hex.
fn sum(dir: &Path) -> Option<String> {
    let mut sum = crc32fast::Hasher::new();
    LISTS.iter().try_for_each(|name| std::fs::read(dir.join(name)).map(|bytes| sum.update(&bytes))).ok()?;
    Some(format!("{:08x}", sum.finalize()))
}

fn payload(covered: Sequence, vocabulary: &Vocabulary) -> String {
    format!("{} {}", Schema::fingerprint(vocabulary), covered.0)
}

/// The index in the directory with the number it followed to, if it can be used.
fn existing(dir: &Path, schema: &Schema, vocabulary: &Vocabulary) -> Option<(tantivy::Index, IndexReader, Sequence)> {
    let (index, covered) = usable(dir, schema, vocabulary)?;
    let reader = reader(&index).ok()?;
    Some((index, reader, covered))
}

/// The same without a reader, which would write its lock.
fn usable(dir: &Path, schema: &Schema, vocabulary: &Vocabulary) -> Option<(tantivy::Index, Sequence)> {
    if std::fs::read(dir.join(SUM)).is_ok_and(|written| sum(dir).is_none_or(|sum| written != sum.as_bytes())) {
        return None;
    }
    let index = tantivy::Index::open_in_dir(dir).ok()?;
    let metas = index.load_metas().ok()?;
    let (fingerprint, covered) = metas.payload.as_deref()?.split_once(' ')?;
    let damaged = !index.validate_checksum().ok()?.is_empty();
    let usable = !damaged && fingerprint == Schema::fingerprint(vocabulary) && index.schema() == schema.tantivy();
    if usable { Some((index, Sequence(covered.parse().ok()?))) } else { None }
}

fn reader(index: &tantivy::Index) -> tantivy::Result<IndexReader> {
    index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()
}

fn fresh(dir: &Path, schema: &Schema) -> anyhow::Result<tantivy::Index> {
    if dir.is_dir() {
        std::fs::remove_dir_all(dir)?;
    } else if dir.exists() {
        std::fs::remove_file(dir)?;
    }
    own_dir(dir)?;
    let directory = MmapDirectory::open(PathBuf::from(dir))?;
    Ok(tantivy::Index::create(directory, schema.tantivy(), Schema::settings())?)
}

/// One that goes with the program.
fn in_memory(schema: &Schema) -> anyhow::Result<tantivy::Index> {
    Ok(tantivy::Index::create(RamDirectory::create(), schema.tantivy(), Schema::settings())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChatId, Region};
    use crate::matching::{Asker, find};
    use crate::registry::{Audience, Fact, Listing, ListingFact, ListingKind, MarkFact, Recorded, Registry};
    use crate::store::{MemoryStore, PutCompany, Who};
    use crate::understanding::understand;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn recorded(fact: ListingFact) -> Recorded {
        Recorded { at: at("2026-11-27T10:00:00+03:00"), chat: ChatId(1), fact: Fact::Listing(fact) }
    }

    /// Whether the one company is an answer to whoever looks for cement.
    fn is_found(index: &SearchIndex) -> bool {
        let view = index.view();
        let found = find(&understand("нужен цемент", &view.vocabulary), Asker::default(), 0, 5, &view).expect("the index is read");
        found.confident && found.matches.iter().any(|found| found.id.0 == "C1")
    }

    #[test]
    fn a_company_stands_in_the_index_once_however_often_it_changes() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let dir = tempfile::tempdir().expect("a directory");
            let (store, registry) = (MemoryStore::new(), Registry::default());
            let index = SearchIndex::open(dir.path(), Arc::new(Vocabulary::built_in()), true).expect("an index");
            for (name, is_followed) in [("Ромашка", false), ("Лютик", true), ("Василёк", true), ("Ромашка", true)]
            {
                let company = Company { id: "C1".into(), name: name.into(), city: "Липецк".into(), ..Company::default() };
                let row = PutCompany { company, name_key: String::new() };
                store.put_company(row, Timestamp::UNIX_EPOCH, Who::new("clerk:7")).await.expect("it is stored");
                if is_followed {
                    index.follow(&store, &registry.listings, &registry.marks, Timestamp::UNIX_EPOCH).await.expect("it follows");
                    assert_eq!(index.reader.searcher().num_docs(), 1, "{name}");
                }
            }
        });
    }

    #[test]
    fn a_listing_is_found_while_it_is_open_and_also_after_a_new_start() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let dir = tempfile::tempdir().expect("a directory");
            let (store, vocabulary) = (MemoryStore::new(), Arc::new(Vocabulary::built_in()));
            let company = Company { id: "C1".into(), name: "Ромашка".into(), city: "Липецк".into(), ..Company::default() };
            let row = PutCompany { company, name_key: String::new() };
            store.put_company(row, Timestamp::UNIX_EPOCH, Who::new("clerk:7")).await.expect("it is stored");
            let mut registry = Registry::default();
            let (open, over) = (at("2026-11-28T10:00:00+03:00"), at("2026-12-28T10:00:00+03:00"));
            let index = SearchIndex::open(dir.path(), vocabulary.clone(), true).expect("an index");
            assert!(index.follow(&store, &registry.listings, &registry.marks, open).await.expect("it follows"), "the list has grown");
            assert!(!is_found(&index));

            let id = registry.listings.next();
            let listing = Listing {
                id,
                company: CompanyId("C1".into()),
                kind: ListingKind::Offer,
                text: "цемент М500, 20 т".into(),
                audience: Audience::Everyone,
                until: "2026-12-27".parse().expect("a date"),
                on: "2026-11-27".parse().expect("a date"),
                side: Region::Lipetsk,
            };
            registry.apply(&recorded(ListingFact::Published(Box::new(listing))));
            assert!(!index.follow(&store, &registry.listings, &registry.marks, open).await.expect("it follows"), "the list has not grown");
            assert!(is_found(&index));
            for hidden in [true, false] {
                let fact = Fact::Mark(MarkFact::Hidden { company: CompanyId("C1".into()), on: hidden });
                registry.apply(&Recorded { at: open, chat: ChatId(7), fact });
                index.follow(&store, &registry.listings, &registry.marks, open).await.expect("it follows");
                assert_eq!(is_found(&index), !hidden);
            }

            // The program starts again when the listing has ended: the index on disk still holds it.
            drop(index);
            let index = SearchIndex::open(dir.path(), vocabulary, true).expect("the same index");
            index.follow(&store, &registry.listings, &registry.marks, over).await.expect("it follows");
            assert!(!is_found(&index));
            index.follow(&store, &registry.listings, &registry.marks, open).await.expect("it follows");
            registry.apply(&recorded(ListingFact::Closed { id }));
            index.follow(&store, &registry.listings, &registry.marks, open).await.expect("it follows");
            assert!(!is_found(&index));
        });
    }
}
