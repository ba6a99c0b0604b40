//! What a store survives, and how it says so.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use hamkor::domain::ChatId;
use hamkor::store::{DiskFiles, Files, LedgerFile, Load, LoadHead, Notice, SledStore, Store, StoreError};

use super::{asked, clerk, commit, directory, load, now, open, open_quietly, outbox, row, run};

/// A closed store with two chats, a load, a change and something sent.
fn filled() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a directory");
    let store = open_quietly(dir.path());
    run(async {
        for seen in 0..3 {
            commit(&store, 1, seen, Some(seen as i64), &format!("one {seen}")).await.expect("commit");
            commit(&store, 2, seen, None, &format!("two {seen}")).await.expect("commit");
        }
        load(&store, (0..500).map(|n| row(n, "мука")).collect()).await.expect("load");
        load(&store, vec![row(1, "сахар"), row(600, "соль")]).await.expect("load");
        store.undo_load(now(), clerk()).await.expect("undo");
        let first = store.outbox(None).await.expect("read")[0].id;
        store.mark_sent(&[first], now()).await.expect("sent");
    });
    drop(store);
    dir
}

/// Everything of [`filled`] is there, and it can be written to.
fn is_whole(store: &SledStore) {
    run(async {
        assert_eq!(asked(store, 1).await, (Some("one 2".into()), 3));
        assert_eq!(asked(store, 2).await, (Some("two 2".into()), 3));
        assert_eq!(outbox(store).await, ["two 0", "one 1", "two 1", "one 2", "two 2"]);
        let companies = directory(store).await;
        assert!(companies.len() == 500 && companies.iter().all(|(_, offer)| offer == "мука"));
        assert!(matches!(commit(store, 1, 3, Some(1), "again").await, Ok(None)));
        commit(store, 3, 0, None, "more").await.expect("commit");
    });
}

fn ledger(dir: &Path) -> PathBuf {
    dir.join("ledger/000000000001.jsonl")
}

/// Changes the bytes of a file.
fn edit(file: &Path, edit: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(file).expect("the file is read");
    edit(&mut bytes);
    fs::write(file, bytes).expect("the file is written");
}

#[test]
fn an_orderly_closed_store_opens_with_nothing_to_say() {
    let dir = filled();
    // Nothing touched sled's file after the manifest was written; otherwise each start would read the store through.
    let manifest = fs::read_to_string(dir.path().join("manifest.json")).expect("read");
    let file = fs::metadata(dir.path().join("store/db")).expect("the file");
    let time = file.modified().expect("a time").duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_nanos();
    assert!(manifest.contains(&format!("\"closed\":[{},{time}]", file.len())), "{manifest} {time}");
    is_whole(&open_quietly(dir.path()));
}

#[test]
fn a_half_written_snapshot_is_moved_aside() {
    for content in [&b""[..], b"cut"] {
        let dir = filled();
        fs::write(dir.path().join("store/snap.0000000000FFFFFF.generating"), content).expect("written");
        let (store, notices) = open(dir.path());
        assert!(matches!(&notices[..], [Notice::Aside { aside, .. }] if aside.exists()), "{notices:?}");
        is_whole(&store);
    }
}

#[test]
fn a_second_store_on_the_same_directory_is_refused_with_its_name() {
    let dir = filled();
    let _first = open_quietly(dir.path());
    let error = SledStore::open(dir.path()).err().expect("refused");
    assert!(matches!(error, StoreError::Busy { .. }));
    assert!(error.to_string().contains(&dir.path().display().to_string()), "{error}");
}

#[test]
fn a_cut_last_line_was_never_acknowledged_and_goes() {
    let dir = filled();
    edit(&ledger(dir.path()), |bytes| bytes.extend(b"0badc0de {\"v\":1,\"seq\":12,"));
    let (store, notices) = open(dir.path());
    assert!(matches!(notices[..], [Notice::TailCut { bytes: 25, .. }]), "{notices:?}");
    is_whole(&store);
    drop(store);
    open_quietly(dir.path());
}

#[test]
fn a_load_that_was_never_finished_is_not_there() {
    let dir = filled();
    // Killed while spooling; and killed between the last row and the entry of the load.
    let (part, orphan) = (dir.path().join("ledger/0.part"), dir.path().join("ledger/000000999999.load"));
    for file in [&part, &orphan] {
        fs::write(file, "0000").expect("written");
    }
    let (store, notices) = open(dir.path());
    assert!(notices.len() == 2 && notices.iter().all(|notice| matches!(notice, Notice::LoadDropped { .. })), "{notices:?}");
    assert!(!part.exists() && !orphan.exists());
    is_whole(&store);
}

#[test]
fn a_flipped_byte_in_the_ledger_is_named_and_nothing_opens() {
    let dir = filled();
    let whole = fs::read(ledger(dir.path())).expect("read");
    let starts: Vec<usize> =
        [0].into_iter().chain(whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1)).collect();
    // In the checksum, in the JSON, and in a line end; also in the last line, which was acknowledged.
    for (line, at) in [(1, 3), (4, starts[3] + 20), (3, starts[3] - 1), (starts.len() - 1, whole.len() - 9)] {
        edit(&ledger(dir.path()), |bytes| bytes[at] ^= 4);
        let error = SledStore::open(dir.path()).err().expect("refused");
        assert!(
            matches!(&error, StoreError::Damaged { file, line: found, .. } if *file == ledger(dir.path()) && *found == line as u64),
            "{error}"
        );
        edit(&ledger(dir.path()), |bytes| bytes[at] ^= 4);
    }
    edit(&ledger(dir.path()), |bytes| drop(bytes.drain(starts[2]..starts[3])));
    assert!(matches!(SledStore::open(dir.path()), Err(StoreError::Damaged { line: 3, .. })));
    // Acknowledged lines cut off at the end: the view knows of them.
    edit(&ledger(dir.path()), |bytes| *bytes = whole[..starts[4]].to_vec());
    assert!(matches!(SledStore::open(dir.path()), Err(StoreError::Damaged { .. })));
    fs::write(ledger(dir.path()), whole).expect("written");
    is_whole(&open_quietly(dir.path()));
}

#[test]
fn a_damaged_row_of_a_load_is_named_when_the_view_needs_it() {
    let dir = filled();
    fs::remove_dir_all(dir.path().join("store")).expect("removed");
    let rows = dir.path().join("ledger/000000000007.load");
    edit(&rows, |bytes| bytes[30] ^= 1);
    let error = SledStore::open(dir.path()).err().expect("refused");
    assert!(matches!(&error, StoreError::Damaged { file, line: 1, .. } if *file == rows), "{error}");
    edit(&rows, |bytes| bytes[30] ^= 1);
    is_whole(&open(dir.path()).0);
}

#[test]
fn a_damaged_view_is_rebuilt_from_the_ledger_and_kept() {
    type Damage = (&'static str, fn(&Path));
    let damages: [Damage; 7] = [
        ("gone", |store| fs::remove_dir_all(store).expect("removed")),
        ("without its file", |store| fs::remove_file(store.join("db")).expect("removed")),
        ("zeroed", |store| edit(&store.join("db"), |bytes| bytes.fill(0))),
        ("zeroed in part", |store| {
            edit(&store.join("db"), |bytes| {
                let end = bytes.len();
                bytes[end / 4..end / 2].fill(0)
            })
        }),
        ("cut", |store| edit(&store.join("db"), |bytes| bytes.truncate(bytes.len() / 2))),
        ("emptied", |store| edit(&store.join("db"), Vec::clear)),
        ("distrusted", |store| fs::write(store.with_file_name("rebuild"), "").expect("written")),
    ];
    for (name, damage) in damages {
        let dir = filled();
        damage(&dir.path().join("store"));
        let (store, notices) = open(dir.path());
        assert!(matches!(&notices[..], [Notice::Rebuilt { .. }]), "{name}: {notices:?}");
        assert_eq!(name != "gone", dir.path().join("store.damaged-1").exists(), "{name}");
        is_whole(&store);
        drop(store);
        open_quietly(dir.path());
    }
}

#[test]
fn a_single_flipped_byte_of_the_view_never_loses_anything() {
    let dir = filled();
    let length = fs::metadata(dir.path().join("store/db")).expect("the file").len() as usize;
    for at in (0..length).step_by(length / 24 + 1) {
        let dir = filled();
        edit(&dir.path().join("store/db"), |bytes| bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 0x10));
        is_whole(&open(dir.path()).0);
    }
}

#[test]
fn what_a_person_wrote_is_not_on_the_disk_in_clear_and_unreadable_without_the_key() {
    let dir = tempfile::tempdir().expect("a directory");
    let store = open_quietly(dir.path());
    let marker = "сирри бузург";
    run(async {
        commit(&store, 5, 0, None, marker).await.expect("commit");
        commit(&store, 6, 0, None, "other").await.expect("commit");
    });
    drop(store);
    assert_eq!(holding(dir.path(), marker), Vec::<PathBuf>::new());
    // The key is destroyed by hand, and the view rebuilt without it.
    fs::remove_file(dir.path().join("keys/5.key")).expect("removed");
    fs::remove_dir_all(dir.path().join("store")).expect("removed");
    let (store, _) = open(dir.path());
    run(async {
        assert_eq!(asked(&store, 5).await, (None, 1));
        assert_eq!(asked(&store, 6).await, (Some("other".into()), 1));
        assert_eq!(outbox(&store).await, ["other"]);
        commit(&store, 5, 1, None, "anew").await.expect("commit");
        store.forget(ChatId(6), now(), clerk()).await.expect("forget");
    });
    assert!(!dir.path().join("keys/6.key").exists());
}

/// Files below a directory that hold a text.
fn holding(dir: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holding(&path, text));
        } else if fs::read(&path).expect("a file").windows(text.len()).any(|window| window == text.as_bytes()) {
            found.push(path);
        }
    }
    found
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_look_into_the_directory() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().expect("a directory");
    let data = dir.path().join("data");
    let store = open_quietly(&data);
    run(async { commit(&store, 5, 0, None, "text").await }).expect("commit");
    for (path, mode) in [
        ("", 0o700),
        ("ledger", 0o700),
        ("keys", 0o700),
        ("lock", 0o600),
        ("keys/5.key", 0o600),
        ("ledger/000000000001.jsonl", 0o600),
        ("manifest.json", 0o600),
    ] {
        let found = fs::metadata(data.join(path)).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(found, mode, "{path}");
    }
}

/// A disk that is full after some operations, as often as wanted.
#[derive(Clone)]
struct Full {
    /// Operations that still succeed; negative: full.
    left: Arc<AtomicI64>,
}

impl Full {
    fn ask(&self) -> io::Result<()> {
        if self.left.fetch_sub(1, Ordering::SeqCst) > 0 { Ok(()) } else { Err(io::ErrorKind::StorageFull.into()) }
    }
}

impl Files for Full {
    fn append(&self, path: &Path) -> io::Result<Box<dyn LedgerFile>> {
        self.ask()?;
        Ok(Box::new(FullFile { disk: self.clone(), file: DiskFiles.append(path)? }))
    }
}

struct FullFile {
    disk: Full,
    file: Box<dyn LedgerFile>,
}

impl LedgerFile for FullFile {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(full) = self.disk.ask() {
            // A full disk takes what still fits.
            self.file.write_all(&bytes[..bytes.len() / 2])?;
            return Err(full);
        }
        self.file.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.ask()?;
        self.file.sync()
    }

    fn truncate(&mut self, length: u64) -> io::Result<()> {
        self.disk.ask()?;
        self.file.truncate(length)
    }
}

#[test]
fn a_full_disk_at_any_write_loses_nothing_acknowledged_and_writing_goes_on_when_there_is_room() {
    for room in 0..60 {
        let dir = tempfile::tempdir().expect("a directory");
        drop(open_quietly(dir.path()));
        let disk = Full { left: Arc::new(AtomicI64::new(i64::MAX)) };
        let (store, _) = SledStore::open_with(dir.path(), Arc::new(disk.clone())).expect("opens");
        disk.left.store(room, Ordering::SeqCst);
        let (mut versions, mut loads) = ([0u64; 2], 0);
        run(async {
            for round in 0..6 {
                // Room is back for the last rounds.
                if round == 4 {
                    disk.left.store(i64::MAX, Ordering::SeqCst);
                }
                for chat in 0..2 {
                    let result =
                        commit(&store, chat, versions[chat as usize], None, &format!("{chat} {}", versions[chat as usize] + 1)).await;
                    match result {
                        Ok(_) => versions[chat as usize] += 1,
                        Err(error) => assert!(round < 4 && matches!(error, StoreError::Disk { .. }), "room {room}: {error}"),
                    }
                    assert_eq!(asked(&store, chat).await.1, versions[chat as usize], "it goes on answering");
                }
                match load(&store, vec![row(1, &(loads + 1).to_string())]).await {
                    Ok(_) => loads += 1,
                    Err(error) => assert!(round < 4 && matches!(error, StoreError::Disk { .. }), "room {room}: {error}"),
                }
            }
        });
        assert!(versions.iter().all(|version| *version >= 2) && loads >= 2);
        drop(store);
        let store = open_quietly(dir.path());
        run(async {
            for chat in 0..2 {
                let version = versions[chat as usize];
                assert_eq!(asked(&store, chat).await, (Some(format!("{chat} {version}")), version));
            }
            assert_eq!(directory(&store).await, [("C0000001".into(), loads.to_string())]);
        });
    }
}

#[test]
fn a_dropped_load_leaves_no_file() {
    let dir = tempfile::tempdir().expect("a directory");
    let store = open_quietly(dir.path());
    run(async {
        let mut load =
            store.begin_load(LoadHead { file: "list.csv".into(), lasting: false, at: now(), who: clerk() }).await.expect("begin");
        load.put(vec![row(1, "мука")]).await.expect("put");
        drop(load);
    });
    assert_eq!(fs::read_dir(dir.path().join("ledger")).expect("read").count(), 1);
}
