//! Looks whether what lies in a directory is whole and fits together. Changes nothing of it: sled repairs what it opens, so it is given a
//! copy, in a directory that goes again. What sled does with damage (an error, a panic, no end) is told as a finding.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::ErrorKind;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::files::{DiskFiles, Files};
use super::ledger::{self, Rows, load};
use super::open::{CACHE_BYTES, lock};
use super::record::{Manifest, Sealed, What, read_line};
use super::room::Room;
use super::seal::{Keys, key_path};
use super::table::SledTable;
use super::view::View;
use super::{Sequence, StoreError};
use crate::domain::ChatId;

/// Without any progress for so long, sled hangs.
const STALL: Duration = Duration::from_secs(4);
/// Where the copy of sled's files lies meanwhile.
const ROOM: &str = "verifying";

/// What one of the checks came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// `unfinished`: bytes of a last entry that a stop cut and nobody was told of; the next start takes them away.
    Ledger {
        sequence: Sequence,
        entries: u64,
        unfinished: u64,
    },
    LedgerDamaged {
        file: PathBuf,
        line: u64,
    },
    Loads {
        loads: u64,
        rows: u64,
    },
    LoadDamaged {
        file: PathBuf,
        line: u64,
    },
    Keys {
        keys: u64,
    },
    /// It has not 32 bytes, or does not open what was sealed last.
    KeyDamaged {
        file: PathBuf,
    },
    /// Chats that were not forgotten.
    KeysMissing {
        chats: u64,
    },
    Manifest,
    /// Missing or unreadable.
    ManifestDamaged {
        file: PathBuf,
    },
    /// Changes that were acknowledged are not in the ledger any more.
    LedgerShort {
        ledger: Sequence,
        known: Sequence,
    },
    /// `hidden`: so many of the companies are shown to nobody.
    View {
        companies: u64,
        hidden: u64,
        applied: Sequence,
    },
    ViewMissing,
    ViewDamaged,
}

impl Finding {
    pub fn is_ok(&self) -> bool {
        matches!(self, Finding::Ledger { .. } | Finding::Loads { .. } | Finding::Keys { .. } | Finding::Manifest | Finding::View { .. })
    }
}

/// Checks ledger, loads, keys, manifest and view, in this order. Blocks.
///
/// # Errors
/// [`StoreError::Busy`] while a Hamkor works on the directory, [`StoreError::Disk`] when it cannot be read.
pub fn verify(dir: &Path) -> Result<Vec<Finding>, StoreError> {
    let had_lock = dir.join("lock").exists();
    let lock = Arc::new(lock(dir)?);
    let scan = Scan::of(&dir.join("ledger"))?;
    let mut findings = vec![scan.ledger.clone()];
    findings.push(scan.loads(&dir.join("ledger"))?);
    findings.push(scan.keys(&dir.join("keys"))?);
    let (finding, manifest) = manifest(dir, scan.end)?;
    findings.push(finding);
    findings.push(view(dir, scan.end, &manifest, lock)?);
    if !had_lock {
        let _ = fs::remove_file(dir.join("lock"));
    }
    Ok(findings)
}

/// The same while the store is in use. What is found later may be newer, so it is looked at in the other order; a last entry that is being
/// written is none yet.
pub(super) fn verify_in_use(dir: &Path, view: &View<SledTable>) -> Result<Vec<Finding>, StoreError> {
    let applied = Sequence(view.applied()?);
    let held = match view.check_values() {
        Ok(()) => Finding::View { companies: view.company_count()?, hidden: view.hidden_count()?, applied },
        Err(StoreError::View { .. }) => Finding::ViewDamaged,
        Err(error) => return Err(error),
    };
    let (manifest, _) = manifest(dir, None)?;
    let mut scan = Scan::of(&dir.join("ledger"))?;
    if let Finding::Ledger { unfinished, .. } = &mut scan.ledger {
        *unfinished = 0;
    }
    let held = short(scan.end, applied).unwrap_or(held);
    Ok(vec![scan.ledger.clone(), scan.loads(&dir.join("ledger"))?, scan.keys(&dir.join("keys"))?, manifest, held])
}

/// What reading the ledger through gave.
struct Scan {
    ledger: Finding,
    /// Its last number, if it is whole.
    end: Option<Sequence>,
    loads: Vec<(u64, u64)>,
    /// What was sealed last of each chat that is not forgotten.
    sealed: HashMap<ChatId, Sealed>,
}

impl Scan {
    fn of(dir: &Path) -> Result<Scan, StoreError> {
        let (mut entries, mut loads, mut sealed) = (0, Vec::new(), HashMap::new());
        let is_left = |(_, sealed): &(ChatId, Sealed)| !sealed.is_empty();
        let read = ledger::read(dir, 1, u64::MAX, |entry, _| {
            entries += 1;
            match entry.what {
                What::Load { rows, .. } => loads.push((entry.seq, rows)),
                What::Receive { updates } => {
                    sealed.extend(updates.into_iter().map(|received| (received.chat, received.sealed)).filter(is_left))
                }
                What::Step { chat, sealed: said, state, .. } => sealed.extend(Some((chat, state.unwrap_or(said))).filter(is_left)),
                What::Forget { chat, .. } => _ = sealed.remove(&chat),
                _ => {}
            }
            Ok(())
        });
        let (ledger, end) = match damage(read, dir)? {
            Ok(read) => {
                let (sequence, unfinished) = (Sequence(read.next - 1), read.tail.map_or(0, |tail| tail.bytes));
                (Finding::Ledger { sequence, entries, unfinished }, Some(sequence))
            }
            Err((file, line)) => (Finding::LedgerDamaged { file, line }, None),
        };
        Ok(Scan { ledger, end, loads, sealed })
    }

    fn loads(&self, dir: &Path) -> Result<Finding, StoreError> {
        let mut all = 0;
        for &(first, rows) in &self.loads {
            let whole = Rows::open(load(dir, first), rows, 0).and_then(|mut rows| {
                while rows.next_json()?.is_some() {}
                rows.end()
            });
            if let Err((file, line)) = damage(whole, dir)? {
                return Ok(Finding::LoadDamaged { file, line });
            }
            all += rows;
        }
        Ok(Finding::Loads { loads: self.loads.len() as u64, rows: all })
    }

    fn keys(&self, dir: &Path) -> Result<Finding, StoreError> {
        let keys = Keys::open(dir.to_owned(), Arc::new(DiskFiles));
        let all: BTreeMap<_, _> = match damage(keys.all(), dir)? {
            Ok(all) => all.into_iter().collect(),
            // The directory itself is missing.
            Err((file, _)) if file == dir => BTreeMap::new(),
            Err((file, _)) => return Ok(Finding::KeyDamaged { file }),
        };
        let mut missing = 0;
        for (chat, sealed) in &self.sealed {
            if !all.contains_key(chat) {
                missing += 1;
            } else if keys.open_sealed(*chat, sealed)?.is_none() {
                return Ok(Finding::KeyDamaged { file: key_path(dir, *chat) });
            }
        }
        Ok(if missing > 0 { Finding::KeysMissing { chats: missing } } else { Finding::Keys { keys: all.len() as u64 } })
    }
}

/// Tells damage, with its file and line, from a disk that cannot be read.
fn damage<R>(read: Result<R, StoreError>, missing: &Path) -> Result<Result<R, (PathBuf, u64)>, StoreError> {
    match read {
        Ok(read) => Ok(Ok(read)),
        Err(StoreError::Damaged { file, line, .. }) => Ok(Err((file, line))),
        Err(StoreError::Disk { path, cause, .. }) if cause.kind() == ErrorKind::NotFound => {
            Ok(Err((if path.starts_with(missing) { path } else { missing.to_owned() }, 1)))
        }
        Err(error) => Err(error),
    }
}

fn manifest(dir: &Path, end: Option<Sequence>) -> Result<(Finding, Manifest), StoreError> {
    let file = dir.join("manifest.json");
    let text = match fs::read(&file) {
        Ok(text) => text,
        Err(cause) if cause.kind() == ErrorKind::NotFound => Vec::new(),
        Err(cause) => return Err(StoreError::disk(&file, cause)),
    };
    Ok(match read_line::<Manifest>(&text) {
        Ok(manifest) => (short(end, Sequence(manifest.applied)).unwrap_or(Finding::Manifest), manifest),
        Err(_) => (Finding::ManifestDamaged { file }, Manifest::default()),
    })
}

/// The finding that the ledger ends before what is known of it.
fn short(end: Option<Sequence>, known: Sequence) -> Option<Finding> {
    end.filter(|end| *end < known).map(|ledger| Finding::LedgerShort { ledger, known })
}

/// Reads a copy of sled's files through, in a thread that is left to itself when it hangs.
fn view(dir: &Path, end: Option<Sequence>, manifest: &Manifest, lock: Arc<fs::File>) -> Result<Finding, StoreError> {
    let store = dir.join("store");
    if !store.is_dir() {
        return Ok(short(end, Sequence(manifest.applied)).unwrap_or(Finding::ViewMissing));
    }
    // What the file looked like when it was closed in order; sled itself does not look at much of it.
    if manifest.sum.is_some_and(|sum| SledTable::sum(dir).ok() != Some(sum)) {
        return Ok(Finding::ViewDamaged);
    }
    // One that a stop left behind.
    let _ = fs::remove_dir_all(dir.join(ROOM));
    let room = Room::new(dir.join(ROOM))?;
    room.take(&store, Some("store"))?;
    let progress = Arc::new(AtomicU64::new(0));
    let (tell, told) = channel();
    let (scratch, seen) = (room.path().to_owned(), Arc::clone(&progress));
    let reader = thread::Builder::new().name("verify".into()).spawn(move || {
        let found = catch_unwind(AssertUnwindSafe(|| look(&scratch, lock, &seen))).ok().flatten();
        let _ = tell.send(found);
    });
    reader.map_err(|cause| StoreError::disk(dir, cause))?;
    let mut before = 0;
    let found = loop {
        match told.recv_timeout(STALL) {
            Ok(found) => break found,
            Err(RecvTimeoutError::Disconnected) => break None,
            Err(RecvTimeoutError::Timeout) => {
                let now = progress.load(Ordering::Relaxed);
                if now == mem::replace(&mut before, now) {
                    break None;
                }
            }
        }
    };
    let Some((applied, companies, hidden)) = found else { return Ok(Finding::ViewDamaged) };
    // sled opens some damaged files as if they were new, or as they were before.
    let is_emptied = companies == 0 && applied.0 == manifest.applied && manifest.companies > 0;
    if applied.0 < manifest.applied || is_emptied {
        return Ok(Finding::ViewDamaged);
    }
    Ok(short(end, applied).unwrap_or(Finding::View { companies, hidden, applied }))
}

/// The last number of a view all of whose records are whole, its companies and how many of them are hidden.
fn look(room: &Path, lock: Arc<fs::File>, seen: &AtomicU64) -> Option<(Sequence, u64, u64)> {
    let db = sled::Config::new().path(room.join("store")).cache_capacity(CACHE_BYTES).open().ok()?;
    let table = SledTable::new(db, room, Arc::new(DiskFiles) as Arc<dyn Files>, lock);
    let view = View::new(table, Arc::new(Keys::in_memory()));
    // After damage inside sled even its closing may hang; the process soon ends.
    let view = mem::ManuallyDrop::new(view);
    view.check(|| _ = seen.fetch_add(1, Ordering::Relaxed)).ok()?;
    let found = (Sequence(view.applied().ok()?), view.company_count().ok()?, view.hidden_count().ok()?);
    drop(mem::ManuallyDrop::into_inner(view));
    Some(found)
}
