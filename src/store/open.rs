//! Brings up the store of a directory: takes the lock, opens the ledger, and decides whether the view in sled is to be trusted. If
//! not, it is kept aside and built anew. What was put right is told in [`Notice`]s. On a full disk sled cannot work at all, which is no
//! damage: the view is then held in memory, and what lies on the disk stays as it is.
//!
//! What sled 0.34 needs from us (measured in shared/dependencies.md): its flush is no fsync on Linux, so its file is synced here
//! too; a half-written snapshot keeps it from opening, so that is moved aside; damaged it may refuse, panic or open empty, so
//! what it holds is compared with the manifest, and read through unless it was closed in order.

use std::fs::{self, File, TryLockError};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::error::is_full;
use super::files::{DiskFiles, Files, own_dir, private, private_dir, rename, sync_dir};
use super::ledger::{self, Ledger};
use super::record::{Entry, Manifest, What, read_line};
use super::room::Room;
use super::seal::Keys;
use super::table::SledTable;
use super::view::View;
use super::{Notice, StoreError};

/// sled's own default is 1 GiB, and it takes several times its setting.
pub(super) const CACHE_BYTES: u64 = 32 << 20;
/// Entries brought into the view in one write when replayed.
const REPLAY_ENTRIES: usize = 256;
/// A lock is let go a moment late: by a closed sled, or by a child process between its fork and its exec.
const LOCK_TRIES: usize = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// Opens what [`super::SledStore`] is made of; the view holds all that is in the ledger.
pub(super) fn open(dir: &Path, files: &Arc<dyn Files>) -> Result<(Ledger, View<SledTable>, Vec<Notice>), StoreError> {
    let (ledger_dir, keys_dir) = (dir.join("ledger"), dir.join("keys"));
    private_dir(dir)?;
    [&ledger_dir, &keys_dir].into_iter().try_for_each(|dir| own_dir(dir))?;
    let lock = Arc::new(lock(dir)?);
    sync_dir(dir)?;
    let mut notices = Vec::new();
    let manifest = manifest(dir, &mut notices)?;
    let left = left_of_ledger(dir);
    let file = dir.join("manifest.json");
    let acknowledged = if manifest.applied > 0 { Some((manifest.applied, file.as_path())) } else { left.as_deref().map(|left| (1, left)) };
    let ledger = Ledger::open(&ledger_dir, Arc::clone(files), acknowledged, &mut notices)?;
    let opening = Opening { dir, files, lock, keys: Arc::new(Keys::open(keys_dir, Arc::clone(files))) };
    let view = opening.bring_up(&ledger, &manifest, &mut notices)?;
    if let Err(error) = view.table().flush(&view, false) {
        // On a full disk too Hamkor starts and answers; only the next start takes longer.
        log::warn!("store flush=failed error=\"{error}\"");
    }
    Ok((ledger, view, notices))
}

/// What the store of another directory holds, over a copy of it in a room; `None`: there is none, or it is not to be trusted.
///
/// # Errors
/// [`StoreError::Disk`]: it cannot be copied.
pub(super) fn copied_view(from: &Path, room: &Room) -> Result<Option<View<SledTable>>, StoreError> {
    let (store, file) = (from.join("store"), room.path().join("manifest.json"));
    if !store.is_dir() {
        return Ok(None);
    }
    room.take(&store, Some("store"))?;
    match fs::copy(from.join("manifest.json"), &file) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(StoreError::disk(&file, cause)),
        _ => {}
    }
    let (files, keys): (Arc<dyn Files>, _) = (Arc::new(DiskFiles), Arc::new(Keys::in_memory()));
    let opening = Opening { dir: room.path(), files: &files, lock: Arc::new(lock(room.path())?), keys };
    Ok(opening.trusted(&manifest(room.path(), &mut Vec::new())?).ok())
}

/// Whether a directory holds the data of a Hamkor, or what is left of them.
pub fn is_begun(dir: &Path) -> bool {
    ["ledger", "store", "manifest.json"].iter().any(|name| dir.join(name).exists()) || left_of_ledger(dir).is_some()
}

/// What only a ledger leaves behind, where there is none: the directory is not new, its ledger was lost.
fn left_of_ledger(dir: &Path) -> Option<PathBuf> {
    let has_files = |dir: &Path| fs::read_dir(dir).is_ok_and(|mut files| files.next().is_some());
    let ledger = dir.join("ledger");
    let is_gone = !ledger.exists() || ledger::segments(&ledger).is_ok_and(|segments| segments.is_empty());
    let left = ["store", "keys", "snapshots", "index", "ledger"].map(|name| dir.join(name));
    left.into_iter().find(|left| is_gone && has_files(left))
}

pub(super) fn lock(dir: &Path) -> Result<File, StoreError> {
    let path = dir.join("lock");
    let file = private().write(true).truncate(false).open(&path).map_err(|cause| StoreError::disk(&path, cause))?;
    let mut tries = 0;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if tries < LOCK_TRIES => {
                tries += 1;
                thread::sleep(LOCK_PAUSE);
            }
            Err(TryLockError::WouldBlock) => return Err(StoreError::Busy { dir: dir.to_owned() }),
            Err(TryLockError::Error(cause)) => return Err(StoreError::disk(&path, cause)),
        }
    }
}

/// Brings into the view what it lacks.
fn replay(view: &View<SledTable>, ledger: &Ledger) -> Result<(), StoreError> {
    let finish = || {
        let Some(mut job) = view.job()? else { return Ok(()) };
        let mut rows = job.undo.is_none().then(|| ledger.rows(job.first, job.rows, job.done)).transpose()?;
        loop {
            view.slice(&mut job, rows.as_mut().into_iter().flatten(), REPLAY_ENTRIES as u64)?;
            if job.done == job.rows {
                return Ok(());
            }
        }
    };
    finish()?;
    let from = view.applied()? + 1;
    if from == ledger.next() {
        return Ok(());
    }
    let mut group: Vec<Entry> = Vec::new();
    ledger.read(from, |entry| {
        let is_job = matches!(entry.what, What::Load { .. } | What::Undo { .. });
        group.push(entry);
        if is_job || group.len() == REPLAY_ENTRIES {
            view.apply(&std::mem::take(&mut group))?;
            finish()?;
        }
        Ok(())
    })?;
    view.apply(&group)
}

/// What is needed to bring up the view.
struct Opening<'a> {
    dir: &'a Path,
    files: &'a Arc<dyn Files>,
    lock: Arc<File>,
    keys: Arc<Keys>,
}

impl Opening<'_> {
    /// The view with all that is in the ledger: on disk or, if that has no room, in memory.
    fn bring_up(&self, ledger: &Ledger, manifest: &Manifest, notices: &mut Vec<Notice>) -> Result<View<SledTable>, StoreError> {
        if ledger.room(0).is_ok() {
            let brought_up = self.view(ledger, manifest, notices).and_then(|view| replay(&view, ledger).map(|()| view));
            match brought_up {
                // It became full meanwhile.
                Err(error) if error.is_full() || matches!(error, StoreError::View { .. }) && ledger.room(0).is_err() => {}
                brought_up => return brought_up,
            }
        }
        notices.push(Notice::NoRoom { dir: self.dir.to_owned() });
        let table = SledTable::in_memory(self.dir, Arc::clone(self.files), Arc::clone(&self.lock));
        let view = View::new(table, Arc::clone(&self.keys));
        replay(&view, ledger)?;
        Ok(view)
    }

    /// The view as it lies on disk or, if that is not to be trusted, an empty one that the replay fills.
    fn view(&self, ledger: &Ledger, manifest: &Manifest, notices: &mut Vec<Notice>) -> Result<View<SledTable>, StoreError> {
        let (store, order) = (self.dir.join("store"), self.dir.join("rebuild"));
        let trouble = if order.exists() {
            "damage was met while it was in use".to_owned()
        } else if !store.exists() && ledger.next() > 1 {
            "it was missing".to_owned()
        } else {
            self.aside(&store, notices)?;
            match self.trusted(manifest) {
                Ok(view) if view.applied()? < ledger.next() => return Ok(view),
                Ok(_) => return Err(StoreError::LedgerShort { dir: self.dir.to_owned(), ends: ledger.next() - 1, known: store }),
                Err(Untrusted::Because(why)) => {
                    // What a full disk does to sled is no damage.
                    ledger.room(0)?;
                    why
                }
                Err(untrusted) => return Err(untrusted.into_error(self.dir)),
            }
        };
        let why = if store.exists() {
            let kept = (1..).map(|n| self.dir.join(format!("store.damaged-{n}"))).find(|kept| !kept.exists()).unwrap_or_default();
            rename(&store, &kept)?;
            format!("{trouble}; the old one is kept in {}", kept.display())
        } else {
            trouble
        };
        notices.push(Notice::Rebuilt { why });
        let view = self.sled().map_err(|untrusted| untrusted.into_error(self.dir))?;
        // From here on what the manifest promises is not in the view; the first flush after the replay writes a new one.
        let manifest = self.dir.join("manifest.json");
        [manifest, order]
            .iter()
            .filter(|file| file.exists())
            .try_for_each(|file| fs::remove_file(file).map_err(|cause| StoreError::disk(file, cause)))?;
        Ok(view)
    }

    fn trusted(&self, manifest: &Manifest) -> Result<View<SledTable>, Untrusted> {
        let stamp = SledTable::stamp(self.dir).ok();
        let view = self.sled()?;
        let why = catch_unwind(AssertUnwindSafe(|| {
            let (applied, companies) = (view.applied()?, view.company_count()?);
            if applied < manifest.applied {
                return Ok(Some(format!("it holds changes up to {applied} only, where {} were flushed", manifest.applied)));
            }
            if companies == 0 && applied == manifest.applied && manifest.companies > 0 {
                return Ok(Some("its companies are gone".to_owned()));
            }
            if manifest.closed.is_none() || manifest.closed != stamp {
                view.check(|| ())?;
            }
            Ok(None)
        }));
        match why {
            Ok(Ok(None)) => Ok(view),
            Ok(Ok(Some(why))) => Err(Untrusted::Because(why)),
            Ok(Err(StoreError::View { what, .. })) => Err(Untrusted::Because(what)),
            Ok(Err(error)) => Err(Untrusted::Because(error.to_string())),
            Err(_) => {
                // After a panic inside sled even its closing may hang; its directory is left to it.
                std::mem::forget(view);
                Err(Untrusted::Because("sled has panicked while reading it".to_owned()))
            }
        }
    }

    fn sled(&self) -> Result<View<SledTable>, Untrusted> {
        let store = self.dir.join("store");
        own_dir(&store).map_err(|error| Untrusted::Because(error.to_string()))?;
        let config = sled::Config::new().path(store).cache_capacity(CACHE_BYTES);
        let mut tries = 0;
        let db = loop {
            match catch_unwind(AssertUnwindSafe(|| config.open())) {
                Ok(Ok(db)) => break db,
                Ok(Err(sled::Error::Io(cause))) if cause.to_string().contains("lock") => {
                    tries += 1;
                    if tries == LOCK_TRIES {
                        return Err(Untrusted::Busy);
                    }
                    thread::sleep(LOCK_PAUSE);
                }
                Ok(Err(sled::Error::Io(cause))) if is_full(&cause) => return Err(Untrusted::Full(cause)),
                Ok(Err(cause)) => return Err(Untrusted::Because(format!("sled does not open it: {cause}"))),
                Err(_) => return Err(Untrusted::Because("sled has panicked while opening it".to_owned())),
            }
        };
        let table = SledTable::new(db, self.dir, Arc::clone(self.files), Arc::clone(&self.lock));
        Ok(View::new(table, Arc::clone(&self.keys)))
    }

    /// Moves half-written snapshots out of sled's way.
    fn aside(&self, store: &Path, notices: &mut Vec<Notice>) -> Result<(), StoreError> {
        let Ok(entries) = fs::read_dir(store) else { return Ok(()) };
        for file in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            if let Some(name) = file.file_name()
                && file.extension().is_some_and(|kind| kind == "generating")
            {
                let aside = self.dir.join("aside");
                own_dir(&aside)?;
                let aside = aside.join(name);
                rename(&file, &aside)?;
                notices.push(Notice::Aside { file, aside });
            }
        }
        Ok(())
    }
}

fn manifest(dir: &Path, notices: &mut Vec<Notice>) -> Result<Manifest, StoreError> {
    let file = dir.join("manifest.json");
    match fs::read(&file) {
        Ok(text) => Ok(read_line(&text).unwrap_or_else(|what| {
            notices.push(Notice::Manifest { file, what });
            Manifest::default()
        })),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Manifest::default()),
        Err(cause) => Err(StoreError::disk(&file, cause)),
    }
}

/// Why the view on disk is not used.
enum Untrusted {
    Busy,
    /// The disk has no room.
    Full(io::Error),
    Because(String),
}

impl Untrusted {
    fn into_error(self, dir: &Path) -> StoreError {
        match self {
            Untrusted::Busy => StoreError::Busy { dir: dir.to_owned() },
            Untrusted::Full(cause) => StoreError::disk(&dir.join("store"), cause),
            Untrusted::Because(what) => StoreError::View { dir: dir.join("store"), what },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Company;
    use crate::store::{PutCompany, SledStore, Store, Who};
    use jiff::Timestamp;

    async fn put(dir: &Path, names: &[&str]) {
        let (store, _) = SledStore::open(dir).expect("a store");
        for name in names {
            let company =
                Company { id: (*name).to_owned(), name: (*name).to_owned(), city: "Липецк".to_owned(), ..Company::default() };
            store
                .put_company(PutCompany { company, name_key: String::new() }, Timestamp::UNIX_EPOCH, Who::new("clerk:7"))
                .await
                .expect("stored");
        }
    }

    /// All files of a directory with what is in them.
    fn held(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let files = ["ledger", "snapshots", "."].map(|name| dir.join(name)).into_iter().filter_map(|dir| fs::read_dir(dir).ok());
        let mut held: Vec<_> = files.flatten().filter_map(|file| Some(file.ok()?.path())).filter(|path| path.is_file()).collect();
        held.retain(|path| path.file_name().is_some_and(|name| name != "lock"));
        held.sort();
        held.into_iter().map(|path| (path.clone(), fs::read(path).expect("it is read"))).collect()
    }

    #[tokio::test]
    async fn a_ledger_without_its_end_is_refused_whatever_became_of_the_view_and_nothing_is_changed() {
        type Harm = fn(&Path) -> io::Result<()>;
        let segment = |dir: &Path| dir.join("ledger/000000000001.jsonl");
        let cut: [(&str, Harm); 4] = [
            ("the last line", |segment| {
                let text = fs::read_to_string(segment)?;
                let end = text.trim_end().rfind('\n').map_or(0, |at| at + 1);
                fs::write(segment, &text[..end])
            }),
            ("half of the last line", |segment| File::options().write(true).open(segment)?.set_len(fs::metadata(segment)?.len() - 20)),
            ("all of it", |segment| fs::write(segment, "")),
            ("the file", |segment| fs::remove_file(segment)),
        ];
        let view: [(&str, Harm); 3] = [
            ("whole", |_| Ok(())),
            ("missing", |dir| fs::remove_dir_all(dir.join("store"))),
            ("zeroed", |dir| fs::write(dir.join("store/db"), vec![0; 4096])),
        ];
        for (lost, cut) in cut {
            for (state, harm) in view {
                let dir = tempfile::tempdir().expect("a directory");
                put(dir.path(), &["A", "B"]).await;
                cut(&segment(dir.path())).and_then(|()| harm(dir.path())).expect("it is harmed");
                let load = dir.path().join("ledger/000000000002.load");
                fs::write(&load, "rows").expect("it is written");
                let before = held(dir.path());
                let refused = SledStore::open(dir.path()).err();
                assert!(matches!(refused, Some(StoreError::LedgerShort { .. })), "{lost} lost, the view {state}: {refused:?}");
                assert_eq!(held(dir.path()), before, "{lost} lost, the view {state}");
            }
        }
    }

    #[tokio::test]
    async fn a_directory_that_lost_its_ledger_is_no_new_one() {
        for left in ["store", "snapshots", "keys", "index"] {
            let dir = tempfile::tempdir().expect("a directory");
            private_dir(&dir.path().join(left)).expect("a directory");
            fs::write(dir.path().join(left).join("2026-11-28"), "x").expect("it is written");
            let refused = SledStore::open(dir.path()).err();
            assert!(
                matches!(&refused, Some(StoreError::LedgerShort { ends: 0, known, .. }) if known.ends_with(left)),
                "{left}: {refused:?}"
            );
        }
        let dir = tempfile::tempdir().expect("a directory");
        put(dir.path(), &["A"]).await;
        assert!(SledStore::open(dir.path()).is_ok(), "a new one is begun");
    }
}
