//! The search index on disk: follows the store by sequence number and heals itself.
//!
//! Every commit of the index carries the number it has followed to and the fingerprint of what made it (schema and
//! vocabulary). At a start only later changes are read in; an index that is missing, damaged or of another making is built anew.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use tantivy::directory::MmapDirectory;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument};
use tokio::sync::Mutex;

use crate::matching::{Index, Schema};
use crate::store::{Sequence, Store};
use crate::understanding::Vocabulary;

/// Changes read from the store at a time.
const BATCH: usize = 5_000;
/// Memory of the writer before it writes a segment, in bytes; the smaller one is the least that tantivy takes.
const WRITER_BYTES: usize = 15_000_000;
const WRITER_BYTES_FOR_MANY: usize = 80_000_000;
/// From so many changes on they are many.
const MANY: usize = 2_000;

pub(super) struct SearchIndex {
    index: tantivy::Index,
    reader: IndexReader,
    schema: Schema,
    vocabulary: Arc<Vocabulary>,
    /// Followed to here; held while it follows.
    covered: Mutex<Sequence>,
}

impl SearchIndex {
    /// Opens the index in a directory, or begins an empty one there.
    pub(super) fn open(dir: &Path, vocabulary: Arc<Vocabulary>) -> anyhow::Result<SearchIndex> {
        let schema = Schema::default();
        let (index, reader, covered) = match existing(dir, &schema, &vocabulary) {
            Some(found) => found,
            None => {
                let index = fresh(dir, &schema).with_context(|| format!("the search index in {} cannot be made", dir.display()))?;
                (index.clone(), reader(&index)?, Sequence(0))
            }
        };
        Ok(SearchIndex { index, reader, schema, vocabulary, covered: Mutex::new(covered) })
    }

    pub(super) fn view(&self) -> Index {
        Index::new(self.reader.searcher(), self.schema.clone(), self.vocabulary.clone())
    }

    /// Reads in what changed since the last time.
    pub(super) async fn follow(&self, store: &impl Store) -> anyhow::Result<()> {
        let mut covered = self.covered.lock().await;
        let mut writer: Option<IndexWriter> = None;
        loop {
            let batch = store.company_changes(*covered, BATCH).await?;
            if !batch.changes.is_empty() {
                let writer = match &mut writer {
                    Some(writer) => writer,
                    None => writer.insert(self.writer(batch.changes.len())?),
                };
                for change in &batch.changes {
                    writer.delete_term(self.schema.id_term(&change.id));
                    if let Some(company) = &change.company {
                        writer.add_document(self.schema.document(company, &self.vocabulary))?;
                    }
                }
            }
            let more = batch.covered != *covered;
            *covered = batch.covered;
            if !more {
                break;
            }
        }
        if let Some(mut writer) = writer {
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&payload(*covered, &self.vocabulary));
            commit.commit()?;
            writer.wait_merging_threads()?;
            self.reader.reload()?;
        }
        Ok(())
    }

    fn writer(&self, changes: usize) -> tantivy::Result<IndexWriter> {
        let bytes = if changes >= MANY { WRITER_BYTES_FOR_MANY } else { WRITER_BYTES };
        self.index.writer_with_num_threads::<TantivyDocument>(1, bytes)
    }
}

fn payload(covered: Sequence, vocabulary: &Vocabulary) -> String {
    format!("{} {}", Schema::fingerprint(vocabulary), covered.0)
}

/// The index in the directory with the number it followed to, if it can be used.
fn existing(dir: &Path, schema: &Schema, vocabulary: &Vocabulary) -> Option<(tantivy::Index, IndexReader, Sequence)> {
    let index = tantivy::Index::open_in_dir(dir).ok()?;
    let metas = index.load_metas().ok()?;
    let (fingerprint, covered) = metas.payload.as_deref()?.split_once(' ')?;
    let damaged = !index.validate_checksum().ok()?.is_empty();
    let usable = !damaged && fingerprint == Schema::fingerprint(vocabulary) && index.schema() == schema.tantivy();
    let reader = reader(&index).ok().filter(|_| usable)?;
    Some((index, reader, Sequence(covered.parse().ok()?)))
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
    std::fs::create_dir_all(dir)?;
    let directory = MmapDirectory::open(PathBuf::from(dir))?;
    Ok(tantivy::Index::create(directory, schema.tantivy(), Schema::settings())?)
}
