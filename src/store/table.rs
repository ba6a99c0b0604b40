//! Keys and values in order: all that a view asks of what holds it. sled on disk, a tree in memory.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::UNIX_EPOCH;

use super::StoreError;
use super::files::{Files, write_whole};
use super::record::{FORMAT, Manifest, line};
use super::view::View;

/// A key and its value.
pub(super) type Pair = (Vec<u8>, Vec<u8>);

/// New values by key; `None` removes.
pub(super) type Writes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Keys and values in the order of the keys.
pub(super) trait Table: Send + Sync {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;
    /// Pairs whose keys begin with `prefix`, in order, behind `after`; at most `limit`.
    fn scan(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Vec<Pair>, StoreError>;
    /// All or nothing, for readers and for crashes.
    fn write(&self, writes: Writes) -> Result<(), StoreError>;
    /// The error of a table whose content makes no sense.
    fn broken(&self, what: &str) -> StoreError;
}

/// A table in memory.
#[derive(Default)]
pub(super) struct MemoryTable(RwLock<BTreeMap<Vec<u8>, Vec<u8>>>);

impl Table for MemoryTable {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned())
    }

    fn scan(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Vec<Pair>, StoreError> {
        let table = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let pairs = table.range::<[u8], _>(bounds(prefix, after)).take_while(|(key, _)| key.starts_with(prefix));
        Ok(pairs.take(limit).map(|(key, value)| (key.clone(), value.clone())).collect())
    }

    fn write(&self, writes: Writes) -> Result<(), StoreError> {
        let mut table = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for (key, value) in writes {
            match value {
                Some(value) => table.insert(key, value),
                None => table.remove(&key),
            };
        }
        Ok(())
    }

    fn broken(&self, what: &str) -> StoreError {
        StoreError::View { dir: "memory".into(), what: what.to_owned() }
    }
}

/// sled's default tree; a table in memory while the disk has no room for it.
pub(super) struct SledTable {
    held: Held,
    dir: PathBuf,
    files: Arc<dyn Files>,
    /// After `held`: the directory is free only when sled has let go of it.
    _lock: Arc<File>,
}

enum Held {
    Sled(sled::Db),
    Memory(MemoryTable),
}

impl SledTable {
    pub(super) fn new(db: sled::Db, dir: &Path, files: Arc<dyn Files>, lock: Arc<File>) -> SledTable {
        SledTable { held: Held::Sled(db), dir: dir.to_owned(), files, _lock: lock }
    }

    /// One that leaves what sled holds in the directory as it is.
    pub(super) fn in_memory(dir: &Path, files: Arc<dyn Files>, lock: Arc<File>) -> SledTable {
        SledTable { held: Held::Memory(MemoryTable::default()), dir: dir.to_owned(), files, _lock: lock }
    }

    pub(super) fn is_in_memory(&self) -> bool {
        matches!(self.held, Held::Memory(_))
    }

    /// Makes what the view holds durable and says so in the manifest; what is in memory only, the next opening reads from the ledger.
    pub(super) fn flush(&self, view: &View<SledTable>, closing: bool) -> Result<(), StoreError> {
        let Held::Sled(db) = &self.held else { return Ok(()) };
        let (applied, companies) = (view.applied()?, view.company_count()?);
        db.flush().map_err(|cause| self.error(&cause))?;
        let file = self.dir.join("store/db");
        File::options().write(true).open(&file).and_then(|file| file.sync_data()).map_err(|cause| StoreError::disk(&file, cause))?;
        let (closed, sum) = if closing { (SledTable::stamp(&self.dir).ok(), SledTable::sum(&self.dir).ok()) } else { (None, None) };
        let manifest = Manifest { v: FORMAT, applied, companies, closed, sum };
        write_whole(self.files.as_ref(), &self.dir.join("manifest.json"), &line(&manifest))
    }

    /// Length in bytes and time in nanoseconds of sled's file.
    pub(super) fn stamp(dir: &Path) -> io::Result<(u64, u64)> {
        let data = fs::metadata(dir.join("store/db"))?;
        let nanos = data.modified()?.duration_since(UNIX_EPOCH).map_err(io::Error::other)?.as_nanos();
        Ok((data.len(), u64::try_from(nanos).map_err(io::Error::other)?))
    }

    /// The CRC-32 of sled's file and of the one that says how it was made.
    pub(super) fn sum(dir: &Path) -> io::Result<u32> {
        let (mut sum, mut piece) = (crc32fast::Hasher::new(), vec![0; 1 << 18]);
        for name in ["store/conf", "store/db"] {
            let mut file = File::open(dir.join(name))?;
            loop {
                match file.read(&mut piece)? {
                    0 => break,
                    read => sum.update(&piece[..read]),
                }
            }
        }
        Ok(sum.finalize())
    }

    fn error(&self, cause: &sled::Error) -> StoreError {
        self.broken(&cause.to_string())
    }
}

impl Table for SledTable {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let db = match &self.held {
            Held::Sled(db) => db,
            Held::Memory(table) => return table.get(key),
        };
        let value = db.get(key).map_err(|cause| self.error(&cause))?;
        Ok(value.map(|value| value.to_vec()))
    }

    fn scan(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Vec<Pair>, StoreError> {
        let db = match &self.held {
            Held::Sled(db) => db,
            Held::Memory(table) => return table.scan(prefix, after, limit),
        };
        let mut pairs = Vec::new();
        for pair in db.range::<&[u8], _>(bounds(prefix, after)).take(limit) {
            let (key, value) = pair.map_err(|cause| self.error(&cause))?;
            if !key.starts_with(prefix) {
                break;
            }
            pairs.push((key.to_vec(), value.to_vec()));
        }
        Ok(pairs)
    }

    fn write(&self, writes: Writes) -> Result<(), StoreError> {
        let db = match &self.held {
            Held::Sled(db) => db,
            Held::Memory(table) => return table.write(writes),
        };
        let mut batch = sled::Batch::default();
        for (key, value) in writes {
            match value {
                Some(value) => batch.insert(key, value),
                None => batch.remove(key),
            }
        }
        db.apply_batch(batch).map_err(|cause| self.error(&cause))
    }

    fn broken(&self, what: &str) -> StoreError {
        // The next opening finds it and rebuilds; if it cannot be written, that opening reads everything and finds the damage itself.
        let _ = self.files.append(&self.dir.join("rebuild"));
        StoreError::View { dir: self.dir.join("store"), what: what.to_owned() }
    }
}

/// The range of a scan.
fn bounds<'a>(prefix: &'a [u8], after: Option<&'a [u8]>) -> (Bound<&'a [u8]>, Bound<&'a [u8]>) {
    (after.map_or(Bound::Included(prefix), Bound::Excluded), Bound::Unbounded)
}
