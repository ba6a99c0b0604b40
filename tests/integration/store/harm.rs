//! Damage at random, in whatever lies in a directory: the check notices each, a start never loses anything unsaid, neither ever hangs.

use std::fs::{self, File};
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;

use hamkor::store::{PersonKeys, SledStore, StoreError, restore_with_rest};

use super::damage::{edit, filled};
use super::faults::{Whole, whole};
use super::verify::{SOON, faults, files};
use super::{commit, load, now, open, open_quietly, row, run};

const TRIES: usize = 200;
const FILES: [&str; 5] = ["ledger/000000000001.jsonl", "ledger/000000000007.load", "store/db", "manifest.json", KEY];
/// It alone opens what its person wrote.
const KEY: &str = "keys/1.key";
const BLOCK_BYTES: usize = 512;

/// Numbers below others, always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 20) as usize % most
    }
}

fn copy(from: &Path) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a directory");
    for (path, bytes) in files(from) {
        let to = dir.path().join(path.strip_prefix(from).expect("below"));
        fs::create_dir_all(to.parent().expect("a directory")).expect("made");
        // The store knows its own file by its time too.
        let time = fs::metadata(&path).and_then(|file| file.modified()).expect("a time");
        fs::write(&to, bytes).expect("written");
        File::options().write(true).open(&to).and_then(|file| file.set_modified(time)).expect("the time is set");
    }
    dir
}

/// Cuts a file, flips a bit or zeroes a block; some disks do so without leaving a time.
fn harm(file: &Path, round: usize, chance: &mut Chance) {
    let time = fs::metadata(file).and_then(|file| file.modified()).expect("a time");
    edit(file, |bytes| {
        let length = bytes.len();
        match round % 3 {
            0 => bytes.truncate(chance.below(length)),
            1 => bytes[chance.below(length)] ^= 1 << chance.below(8),
            // Where nothing was written, zeros are no damage.
            _ => {
                let written: Vec<usize> = (0..length).filter(|&at| bytes[at] != 0).collect();
                let from = written[chance.below(written.len())];
                bytes[from..].iter_mut().take(BLOCK_BYTES).for_each(|byte| *byte = 0);
            }
        }
    });
    if (round / 3).is_multiple_of(2) {
        File::options().write(true).open(file).and_then(|file| file.set_modified(time)).expect("the time is set");
    }
}

/// Does something that must end soon, whatever it meets.
fn soon<R: Send + 'static>(what: &str, work: impl FnOnce() -> R + Send + 'static) -> R {
    let (tell, told) = channel();
    let working = thread::spawn(move || tell.send(work()));
    match told.recv_timeout(SOON) {
        Ok(done) => done,
        Err(RecvTimeoutError::Timeout) => panic!("{what} hangs"),
        Err(RecvTimeoutError::Disconnected) => resume_unwind(working.join().expect_err("it has told nothing")),
    }
}

/// What a start on the directory makes of it: all that is held, or an error that says what is damaged.
fn start(dir: &Path) -> Result<Whole, StoreError> {
    let (store, _) = SledStore::open(dir)?;
    match run(whole(&store)) {
        // Met only when it is read, for nothing told of it before: it is refused, and the next start puts it right.
        Err(StoreError::View { .. }) => {
            drop(store);
            run(whole(&open(dir).0))
        }
        held => held,
    }
}

/// A closed store of which a snapshot was taken before the last changes.
fn with_snapshot(snapshot: &Path) -> tempfile::TempDir {
    let dir = filled();
    let store = open_quietly(dir.path());
    run(async {
        store.backup_to(snapshot, PersonKeys::LeftOut, None, now()).await.expect("a snapshot");
        commit(&store, 2, 3, Some(20), "after").await.expect("commit");
        load(&store, vec![row(2, "рис"), row(800, "рис")]).await.expect("load");
    });
    drop(store);
    dir
}

#[test]
fn damage_of_two_hundred_kinds_is_noticed_by_the_check_hidden_by_no_start_and_undone_by_the_snapshot_and_the_ledger() {
    let (beside, mut chance) = (tempfile::tempdir().expect("a directory"), Chance(11));
    let snapshot = beside.path().join("day.hamkor");
    let directory = with_snapshot(&snapshot);
    let expected = run(whole(&open_quietly(directory.path()))).expect("read");
    let mut lost = 0;
    for round in 0..TRIES {
        let file = FILES[round % FILES.len()];
        let dir = copy(directory.path());
        harm(&dir.path().join(file), round / FILES.len(), &mut chance);
        assert_ne!(faults(dir.path()), [], "round {round}: {file}");
        if file.starts_with("ledger") {
            let new = beside.path().join(round.to_string());
            let (_, rest) = restore_with_rest(&snapshot, &new, None, dir.path()).expect("restored");
            if rest.is_whole() {
                assert_eq!(run(whole(&open_quietly(&new))).expect("read"), expected, "round {round}: {file}");
            }
            lost += usize::from(!rest.is_whole());
        }
        let path = dir.path().to_owned();
        match soon("a start", move || start(&path)) {
            Ok(held) => assert!(held == expected || file == KEY, "round {round}: {file}: {held:?}"),
            Err(StoreError::Damaged { .. } | StoreError::LedgerShort { .. }) => {}
            Err(error) => panic!("round {round}: {file}: {error}"),
        }
    }
    // Only in the newest lines, or cut off with them.
    assert!(lost < TRIES / 5, "{lost} of the damaged ledgers were not brought back whole");
}
