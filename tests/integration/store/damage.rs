//! What a store survives, and how it says so.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use hamkor::conversation::{Step, UpdateId};
use hamkor::domain::ChatId;
use hamkor::registry::Fact;
use hamkor::reply::Body;
use hamkor::store::{DiskFiles, Files, LedgerFile, Load, LoadHead, Notice, SledStore, Store, StoreError};
use proptest::prelude::*;

use super::{
    asked, clerk, commit, commit_step, directory, facts, inbox, incoming, joined, joining, load, now, open, open_quietly, outbox, row, run,
};

/// A closed store with two chats, a load, a change and something sent.
pub(super) fn filled() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a directory");
    let store = open_quietly(dir.path());
    run(async {
        for seen in 0..3 {
            commit(&store, 1, seen, Some(seen as i64), &format!("one {seen}")).await.expect("commit");
            commit(&store, 2, seen, None, &format!("two {seen}")).await.expect("commit");
        }
        load(&store, (0..500).map(|n| row(n, "мука")).collect()).await.expect("load");
        load(&store, vec![row(1, "сахар"), row(600, "соль")]).await.expect("load");
        store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
        let first = store.outbox(None).await.expect("read")[0].id;
        store.mark_sent(&[first], now()).await.expect("sent");
        store.receive((10..13).map(|update| incoming(update, 4, "update")).collect(), now()).await.expect("receive");
        store.done(ChatId(4), UpdateId(10), now()).await.expect("done");
        let (join, rows) = (joining("four", &["A", "B"]), vec![row(700, "лампы"), row(701, "лампы")]);
        commit_step(&store, (4, 0, Some(11), now()), &join, rows).await.expect("commit");
        store.forget(ChatId(5), now(), clerk()).await.expect("forget");
    });
    drop(store);
    dir
}

/// Everything of [`filled`] is there, and it can be written to.
pub(super) fn is_whole(store: &SledStore) {
    run(async {
        assert_eq!(asked(store, 1).await, (Some("one 2".into()), 3));
        assert_eq!(asked(store, 2).await, (Some("two 2".into()), 3));
        assert_eq!(outbox(store).await, ["two 0", "one 1", "two 1", "one 2", "two 2", "four"]);
        let companies = directory(store).await;
        assert_eq!(companies[500..], [("C0000700".into(), "лампы".into()), ("C0000701".into(), "лампы".into())]);
        assert!(companies[..500].iter().all(|(_, offer)| offer == "мука"));
        let facts = facts(store).await;
        assert_eq!(facts[..2], [(4, joined("A")), (4, joined("B"))]);
        assert!(matches!(facts[2..], [(gone, Fact::Forgotten)] if ChatId(gone).is_forgotten()), "{facts:?}");
        assert_eq!(inbox(store).await, [(12, 4, "update".into())]);
        assert_eq!(store.last_update().await.expect("read"), Some(UpdateId(12)));
        for update in [1, 10, 11] {
            assert!(matches!(commit(store, 1, 3, Some(update), "again").await, Ok(None)));
        }
        commit(store, 3, 0, None, "more").await.expect("commit");
    });
}

pub(super) fn ledger(dir: &Path) -> PathBuf {
    dir.join("ledger/000000000001.jsonl")
}

/// Changes the bytes of a file.
pub(super) fn edit(file: &Path, edit: impl FnOnce(&mut Vec<u8>)) {
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
    assert!(matches!(SledStore::open(dir.path()), Err(StoreError::LedgerShort { ends: 4, .. })));
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
        store.receive(vec![incoming(1, 5, marker), incoming(2, 6, "waits")], now()).await.expect("receive");
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
        assert_eq!(inbox(&store).await, [(2, 6, "waits".into())]);
        commit(&store, 5, 1, None, "anew").await.expect("commit");
        assert_eq!(inbox(&store).await, [(2, 6, "waits".into())]);
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
pub(super) struct Full {
    /// Operations that still succeed; negative: full.
    left: Arc<AtomicI64>,
    /// Only for the file of that name; `None`: for all.
    only: Option<&'static str>,
}

impl Full {
    pub(super) fn after(operations: i64, only: Option<&'static str>) -> Full {
        Full { left: Arc::new(AtomicI64::new(operations)), only }
    }

    fn ask(&self) -> io::Result<()> {
        if self.left.fetch_sub(1, Ordering::SeqCst) > 0 { Ok(()) } else { Err(io::ErrorKind::StorageFull.into()) }
    }
}

impl Files for Full {
    fn append(&self, path: &Path) -> io::Result<Box<dyn LedgerFile>> {
        if self.only.is_some_and(|only| path.file_name().is_none_or(|name| name != only)) {
            return DiskFiles.append(path);
        }
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
        let disk = Full::after(i64::MAX, None);
        let (store, _) = SledStore::open_with(dir.path(), Arc::new(disk.clone())).expect("opens");
        disk.left.store(room, Ordering::SeqCst);
        let (mut versions, mut loads) = ([0u64; 2], 0);
        let (mut waiting, mut unsent) = (Vec::new(), Vec::new());
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
                        Ok(_) => {
                            versions[chat as usize] += 1;
                            unsent.push(format!("{chat} {}", versions[chat as usize]));
                        }
                        Err(error) => assert!(round < 4 && matches!(error, StoreError::Disk { .. }), "room {room}: {error}"),
                    }
                    assert_eq!(asked(&store, chat).await.1, versions[chat as usize], "it goes on answering");
                }
                let update = incoming(round, 0, "update");
                match store.receive(vec![update], now()).await {
                    Ok(()) => waiting.push((round, 0, "update".to_owned())),
                    Err(error) => assert!(round < 4 && matches!(error, StoreError::Disk { .. }), "room {room}: {error}"),
                }
                let oldest = store.outbox(None).await.expect("read").first().map(|queued| queued.id);
                match store.mark_sent(&oldest.into_iter().collect::<Vec<_>>(), now()).await {
                    Ok(()) => drop(unsent.drain(..1.min(unsent.len()))),
                    Err(error) => assert!(round < 4 && matches!(error, StoreError::Disk { .. }), "room {room}: {error}"),
                }
                assert_eq!(outbox(&store).await, unsent);
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
            assert_eq!(inbox(&store).await, waiting);
            assert_eq!(outbox(&store).await, unsent);
        });
    }
}

#[test]
fn a_dropped_load_leaves_no_file() {
    let dir = tempfile::tempdir().expect("a directory");
    let store = open_quietly(dir.path());
    run(async {
        let mut load = store
            .begin_load(LoadHead { file: "list.csv".into(), lasting: false, removes: false, at: now(), who: clerk() })
            .await
            .expect("begin");
        load.put(vec![row(1, "мука")]).await.expect("put");
        drop(load);
    });
    assert_eq!(fs::read_dir(dir.path().join("ledger")).expect("read").count(), 1);
}

#[test]
fn facts_and_the_inbox_are_there_after_reopening_and_after_a_rebuild() {
    let dir = filled();
    let store = open_quietly(dir.path());
    let expected = run(async { (store.facts().await.expect("read"), store.inbox().await.expect("read")) });
    assert_eq!((expected.0.len(), expected.1.len()), (3, 1));
    drop(store);
    fs::remove_dir_all(dir.path().join("store")).expect("removed");
    let (store, _) = open(dir.path());
    assert_eq!(run(async { (store.facts().await.expect("read"), store.inbox().await.expect("read")) }), expected);
    is_whole(&store);
}

#[test]
fn a_step_with_companies_waits_for_a_load_and_other_steps_do_not() {
    const ROWS: u64 = 20_000;
    let dir = tempfile::tempdir().expect("a directory");
    let store = open_quietly(dir.path());
    run(async {
        let meanwhile = async {
            // From its entry on, the load's rows become visible slice by slice.
            while store.last_sequence().await.expect("read").0 == 0 {}
            commit(&store, 7, 0, None, "at once").await.expect("commit");
            let seen = store.last_sequence().await.expect("read").0;
            commit_step(&store, (8, 0, None, now()), &joining("edit", &["A"]), vec![row(1, "after")]).await.expect("commit");
            seen
        };
        let (loaded, seen) = tokio::join!(load(&store, (1..=ROWS).map(|number| row(number, "мука")).collect()), meanwhile);
        assert_eq!(loaded.expect("load").added, ROWS);
        assert!(seen < ROWS, "the load was still being brought in: {seen}");
        assert_eq!(directory(&store).await[0], ("C0000001".into(), "after".into()));
        assert_eq!(store.last_sequence().await.expect("read").0, ROWS + 2);
        let undone = store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
        assert_eq!((undone.removed, undone.kept.len()), (ROWS - 1, 1));
    });
    drop(store);
    fs::remove_dir_all(dir.path().join("store")).expect("removed");
    let (store, _) = open(dir.path());
    run(async {
        assert_eq!(directory(&store).await, [("C0000001".into(), "after".into())]);
        assert_eq!(facts(&store).await, [(8, joined("A"))]);
    });
}

#[test]
fn what_was_sent_is_in_the_ledger_when_the_process_ends_at_once() {
    let dir = tempfile::tempdir().expect("a directory");
    let store = open_quietly(dir.path());
    run(async {
        commit(&store, 7, 0, None, "text").await.expect("commit");
        let sent = store.outbox(None).await.expect("read")[0].id;
        let lines = || fs::read_to_string(ledger(dir.path())).expect("read").lines().count();
        let before = lines();
        store.mark_sent(&[sent], now()).await.expect("sent");
        assert_eq!(lines(), before + 1);
        assert_eq!(outbox(&store).await, [""; 0]);
        // The next group brings it into the view, in its order.
        commit(&store, 7, 1, None, "next").await.expect("commit");
        assert_eq!(outbox(&store).await, ["next"]);
        assert_eq!(store.last_sequence().await.expect("read").0, 3);
    });
}

#[test]
fn the_ledger_of_a_former_version_is_read() {
    // Written by the version before facts, the inbox and panels: a load, one taken back, and a person's first minutes.
    let (dir, former) = (tempfile::tempdir().expect("a directory"), Path::new("tests/data/former"));
    for file in ["ledger/000000000001.jsonl", "ledger/000000000001.load", "ledger/000000000004.load", "keys/0.key"] {
        let to = dir.path().join(file);
        fs::create_dir_all(to.parent().expect("a directory")).expect("made");
        fs::copy(former.join(file), to).expect("copied");
    }
    let (store, notices) = open(dir.path());
    assert!(matches!(&notices[..], [Notice::Rebuilt { .. }]), "{notices:?}");
    run(async {
        let offers: Vec<String> = directory(&store).await.into_iter().map(|(_, offer)| offer).collect();
        assert_eq!(offers, ["светодиодные лампы", "курага", "мебель для школ"]);
        assert_eq!(asked(&store, 0).await.0, Some("нужен реактор".into()));
        let waiting = store.outbox(None).await.expect("read");
        assert!(matches!(&waiting[..], [queued] if queued.reply.body == Body::Help { moderator: false }), "{waiting:?}");
        assert_eq!((facts(&store).await, inbox(&store).await), (vec![], vec![]));
        let version = asked(&store, 0).await.1;
        assert!(matches!(commit_step(&store, (0, version, Some(1), now()), &Step::default(), vec![]).await, Ok(Some(_))));
    });
}

/// A disk with so many bytes left.
#[derive(Clone)]
struct Tight(Arc<AtomicU64>);

impl Files for Tight {
    fn append(&self, path: &Path) -> io::Result<Box<dyn LedgerFile>> {
        DiskFiles.append(path)
    }

    fn room(&self, _: &Path) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

#[test]
fn nothing_is_acknowledged_that_the_view_would_have_no_room_for() {
    let (dir, room) = (tempfile::tempdir().expect("a directory"), Arc::new(AtomicU64::new(u64::MAX)));
    let (store, _) = SledStore::open_with(dir.path(), Arc::new(Tight(Arc::clone(&room)))).expect("opens");
    let is_full = |error: &StoreError| matches!(error, StoreError::Disk { cause, .. } if cause.kind() == io::ErrorKind::StorageFull);
    run(async {
        commit(&store, 1, 0, None, "before").await.expect("commit");
        room.store(1 << 20, Ordering::SeqCst);
        let error = commit(&store, 1, 1, None, "refused").await.expect_err("the disk is full");
        assert!(is_full(&error), "{error}");
        let error = store.forget(ChatId(1), now(), clerk()).await.expect_err("the disk is full");
        assert!(is_full(&error), "{error}");
        assert_eq!(asked(&store, 1).await, (Some("before".into()), 1), "the refused forgetting has destroyed nothing");
        // Enough for a step, not for the view of a large load.
        room.store(4 << 20, Ordering::SeqCst);
        let rows = || (0..5_000).map(|n| row(n, "мука")).collect();
        let error = load(&store, rows()).await.expect_err("the disk would be full");
        assert!(is_full(&error), "{error}");
        assert_eq!(directory(&store).await, []);
        commit(&store, 1, 1, None, "after").await.expect("commit");
        room.store(u64::MAX, Ordering::SeqCst);
        load(&store, rows()).await.expect("there is room again");
    });
    drop(store);
    let store = open_quietly(dir.path());
    assert_eq!((run(asked(&store, 1)), run(directory(&store)).len()), ((Some("after".into()), 2), 5_000));
}

#[test]
fn a_store_opened_on_a_full_disk_answers_and_changes_nothing_there_and_goes_on_when_there_is_room() {
    for is_old in [false, true] {
        let (dir, room) = (filled(), Arc::new(AtomicU64::new(0)));
        if is_old {
            // A view that lacks what came last, as after a kill.
            fs::remove_file(dir.path().join("manifest.json")).expect("removed");
            fs::remove_dir_all(dir.path().join("store")).expect("removed");
        }
        let files = || {
            let parts = ["store", "."].map(|part| dir.path().join(part));
            let mut files: Vec<_> =
                parts.iter().filter_map(|part| fs::read_dir(part).ok()).flatten().map(|file| file.expect("listed").path()).collect();
            files.sort();
            files
        };
        let before = files();
        let view = || fs::read(dir.path().join("store/db")).ok();
        let held = view();
        let is_full = |error: &StoreError| matches!(error, StoreError::Disk { cause, .. } if cause.kind() == io::ErrorKind::StorageFull);
        for _ in 0..2 {
            let (store, notices) = SledStore::open_with(dir.path(), Arc::new(Tight(Arc::clone(&room)))).expect("opens");
            assert!(matches!(&notices[..], [Notice::NoRoom { .. }]), "{notices:?}");
            run(async {
                assert_eq!(asked(&store, 1).await, (Some("one 2".into()), 3));
                assert_eq!(directory(&store).await.len(), 502);
                let error = commit(&store, 1, 3, None, "refused").await.expect_err("the disk is full");
                assert!(is_full(&error), "{error}");
            });
        }
        assert_eq!((files(), view()), (before, held), "nothing is set aside, and the view on the disk stays as it is");
        let (store, _) = SledStore::open_with(dir.path(), Arc::new(Tight(Arc::clone(&room)))).expect("opens");
        room.store(u64::MAX, Ordering::SeqCst);
        run(commit(&store, 1, 3, None, "kept")).expect("there is room again");
        drop(store);
        let (store, _) = SledStore::open(dir.path()).expect("opens");
        assert!(!store.is_in_memory());
        assert_eq!(run(asked(&store, 1)), (Some("kept".into()), 4));
        assert_eq!(run(directory(&store)).len(), 502);
    }
}

/// What is done to the JSON of a line: a number becomes another, the rest is cut off, or bytes are put in.
#[derive(Clone, Debug)]
enum Harm {
    Number(usize, &'static str),
    Cut(usize),
    Bytes(usize, Vec<u8>),
}

/// Numbers that no entry has.
const NUMBERS: [&str; 7] = ["0", "-1", "2", "1000000000000000", "18446744073709551615", "18446744073709551616", "1e308"];

impl Harm {
    fn any() -> impl Strategy<Value = Harm> {
        prop_oneof![
            4 => (any::<usize>(), prop::sample::select(&NUMBERS[..])).prop_map(|(at, number)| Harm::Number(at, number)),
            1 => any::<usize>().prop_map(Harm::Cut),
            1 => (any::<usize>(), prop::collection::vec(any::<u8>(), 0..9)).prop_map(|(at, bytes)| Harm::Bytes(at, bytes)),
        ]
    }

    fn harm(&self, json: &mut Vec<u8>) {
        match self {
            Harm::Number(at, number) => {
                let begins = |&at: &usize| json[at].is_ascii_digit() && (at == 0 || !json[at - 1].is_ascii_digit());
                let starts: Vec<usize> = (0..json.len()).filter(begins).collect();
                let Some(&start) = starts.get(at % starts.len().max(1)) else { return };
                let end = json[start..].iter().position(|byte| !byte.is_ascii_digit()).map_or(json.len(), |length| start + length);
                json.splice(start..end, number.bytes());
            }
            Harm::Cut(at) => json.truncate(at % (json.len() + 1)),
            Harm::Bytes(at, bytes) => {
                let at = at % (json.len() + 1);
                json.splice(at..at, bytes.iter().copied());
            }
        }
    }
}

/// A line of the ledger with the harm done; with a checksum that fits, which no disk would make.
fn harmed(line: &[u8], harm: &Harm) -> Vec<u8> {
    let mut json = line[9..].to_vec();
    harm.harm(&mut json);
    json.retain(|byte| *byte != b'\n');
    [format!("{:08x} ", crc32fast::hash(&json)).as_bytes(), &json, b"\n"].concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_line_of_the_ledger_says_the_store_opens_or_names_what_is_wrong(at in any::<usize>(), harm in Harm::any()) {
        static WHOLE: LazyLock<tempfile::TempDir> = LazyLock::new(filled);
        let dir = tempfile::tempdir().expect("a directory");
        fs::create_dir(dir.path().join("ledger")).expect("made");
        for file in fs::read_dir(WHOLE.path().join("ledger")).expect("listed") {
            let file = file.expect("listed");
            fs::copy(file.path(), dir.path().join("ledger").join(file.file_name())).expect("copied");
        }
        edit(&ledger(dir.path()), |bytes| {
            let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
            let at = at % lines.len();
            lines[at] = harmed(lines[at].strip_suffix(b"\n").expect("a whole line"), &harm);
            *bytes = lines.concat();
        });
        if let Ok((store, _)) = SledStore::open(dir.path()) {
            let listed = store.history(None, None, |_| true).map(|history| history.filter(Result::is_ok).count());
            prop_assert!(listed.is_ok());
        }
    }
}
