//! A damaged directory brought back from its last snapshot and what its ledger still holds behind it.

use std::fs;
use std::path::{Path, PathBuf};

use hamkor::domain::{ChatId, Company};
use hamkor::store::{BackupError, PersonKeys, Rest, SledStore, Store, StoreError, restore_with_rest};

use super::damage::{edit, filled, ledger};
use super::faults::{Whole, whole};
use super::verify::{faults, files};
use super::{asked, clerk, commit, load, now, open_quietly, row, run};

/// A directory with a snapshot in it, and much that happened since; what it holds.
fn lived() -> (tempfile::TempDir, PathBuf, Whole) {
    let dir = filled();
    let snapshot = dir.path().join("day.hamkor");
    let store = open_quietly(dir.path());
    let held = run(async {
        store.backup_to(&snapshot, PersonKeys::LeftOut, None, now()).await.expect("a snapshot");
        commit(&store, 2, 3, Some(20), "after").await.expect("commit");
        commit(&store, 3, 0, None, "someone new").await.expect("commit");
        load(&store, vec![row(2, "рис"), row(800, "рис")]).await.expect("load");
        load(&store, vec![row(2, "соль")]).await.expect("load");
        store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
        store.forget(ChatId(1), now(), clerk()).await.expect("forget");
        whole(&store).await.expect("read")
    });
    drop(store);
    (dir, snapshot, held)
}

/// The number of the line of the last load but one in the ledger's only segment.
fn line_of_load(dir: &Path) -> u64 {
    let lines = fs::read_to_string(ledger(dir)).expect("read");
    let loads = lines.lines().enumerate().filter(|(_, line)| line.contains("\"what\":{\"load\":"));
    let numbers: Vec<u64> = loads.map(|(number, _)| number as u64 + 1).collect();
    numbers[numbers.len() - 2]
}

/// The list of companies.
fn list(store: &SledStore) -> Vec<Company> {
    run(store.companies(None, usize::MAX)).expect("read")
}

fn brought_back(dir: &Path, snapshot: &Path) -> (PathBuf, Rest) {
    let (new, before) = (dir.join("new"), files(&dir.join("ledger")));
    let (_, rest) = restore_with_rest(snapshot, &new, None, dir).expect("restored");
    assert_eq!(files(&dir.join("ledger")), before, "the damaged directory is only read");
    (new, rest)
}

#[test]
fn what_is_damaged_before_the_snapshot_comes_back_with_all_that_came_after_it() {
    type Damage = fn(&Path);
    let damages: [Damage; 6] = [
        |dir| edit(&ledger(dir), |bytes| bytes[200] ^= 1),
        |dir| edit(&ledger(dir), |bytes| bytes[..700].fill(0)),
        |dir| edit(&ledger(dir), |bytes| drop(bytes.drain(..700))),
        |dir| edit(&dir.join("ledger/000000000007.load"), |bytes| bytes.truncate(5_000)),
        |dir| fs::remove_file(dir.join("ledger/000000000007.load")).expect("removed"),
        |dir| edit(&dir.join("keys/4.key"), |bytes| bytes.truncate(7)),
    ];
    for (number, damage) in damages.into_iter().enumerate() {
        let (dir, snapshot, held) = lived();
        damage(dir.path());
        assert_ne!(faults(dir.path()), [], "damage {number}");
        let (new, rest) = brought_back(dir.path(), &snapshot);
        assert_eq!((rest.entries, rest.rows, rest.is_whole()), (6, 3, true), "damage {number}");
        let store = open_quietly(&new);
        if number < 5 {
            assert_eq!(run(whole(&store)).expect("read"), held, "damage {number}");
        }
        assert_eq!(run(store.last_sequence()).expect("read"), rest.sequence, "damage {number}");
        assert!(!new.join("keys/1.key").exists(), "whoever was forgotten since stays unreadable");
        run(commit(&store, 3, 1, None, "it goes on")).expect("commit");
    }
}

/// Flips a bit of that line of the ledger's only segment, from 1.
fn harm_line(dir: &Path, line: u64) {
    let lines = fs::read_to_string(ledger(dir)).expect("read");
    let start: usize = lines.split_inclusive('\n').take(line as usize - 1).map(str::len).sum();
    edit(&ledger(dir), |bytes| bytes[start + 30] ^= 1);
}

#[test]
fn of_what_is_damaged_behind_the_snapshot_only_the_damaged_entry_is_lost_and_named() {
    let (dir, snapshot, _) = lived();
    let line = line_of_load(dir.path());
    let known = list(&open_quietly(dir.path()));
    harm_line(dir.path(), line);
    let (new, rest) = brought_back(dir.path(), &snapshot);
    assert_eq!((rest.entries, rest.rows), (5, 1), "the first of two loads is lost");
    assert_eq!(rest.listed, 2, "its companies are in the store");
    assert_eq!((rest.lost, rest.ends), (vec![(ledger(dir.path()), line)], None));
    let store = open_quietly(&new);
    assert_eq!(list(&store), known);
    assert_eq!(run(asked(&store, 3)), (Some("someone new".into()), 1));
    assert_eq!(run(store.last_sequence()).expect("read"), rest.sequence, "the lost numbers stay taken");
    assert!(!new.join("keys/1.key").exists(), "whoever was forgotten behind it is forgotten");
    run(commit(&store, 3, 1, None, "it goes on")).expect("commit");
    drop(store);
    assert_eq!(faults(&new), []);
    fs::remove_dir_all(new.join("store")).expect("the view is thrown away");
    let (rebuilt, _) = SledStore::open(&new).expect("it is made anew from the ledger");
    assert_eq!(run(asked(&rebuilt, 3)), (Some("it goes on".into()), 2));
}

#[test]
fn rows_that_are_damaged_behind_the_snapshot_are_lost_with_their_load_only() {
    let (dir, snapshot, _) = lived();
    let loads = files(&dir.path().join("ledger")).into_keys().filter(|file| file.to_string_lossy().ends_with(".load"));
    let newest = loads.max().expect("a load");
    edit(&dir.path().join("ledger").join(&newest), |bytes| bytes[30] ^= 1);
    let (_, rest) = brought_back(dir.path(), &snapshot);
    assert_eq!((rest.entries, rest.rows, rest.lost.len(), rest.ends), (5, 2, 1, None));
}

#[test]
fn a_button_that_was_shown_before_a_lost_step_does_nothing_afterwards() {
    let (dir, snapshot, _) = lived();
    harm_line(dir.path(), line_of_load(dir.path()));
    let (new, _) = brought_back(dir.path(), &snapshot);
    let (state, _) = run(open_quietly(&new).load(ChatId(2))).expect("read");
    assert!(state.panel >= 1 << 20 && state.panels.is_empty(), "{state:?}");
}

#[test]
fn lines_cut_off_behind_the_snapshot_are_missed() {
    let (dir, snapshot, _) = lived();
    edit(&ledger(dir.path()), |bytes| {
        let end = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').expect("lines");
        bytes.truncate(end + 1);
    });
    let (_, rest) = brought_back(dir.path(), &snapshot);
    assert_eq!((rest.entries, rest.lost.len(), rest.ends.map(|(file, _)| file)), (5, 0, Some(ledger(dir.path()))));
}

#[test]
fn an_entry_that_was_never_finished_is_not_lost_and_a_ledger_that_is_gone_is() {
    let (dir, snapshot, held) = lived();
    let known = list(&open_quietly(dir.path()));
    edit(&ledger(dir.path()), |bytes| bytes.extend(b"0badc0de {\"v\":1,"));
    let (new, rest) = brought_back(dir.path(), &snapshot);
    assert_eq!((rest.entries, rest.is_whole()), (6, true));
    assert_eq!(run(whole(&open_quietly(&new))).expect("read"), held);
    fs::remove_dir_all(&new).expect("removed");
    fs::remove_dir_all(dir.path().join("ledger")).expect("removed");
    let (_, rest) = restore_with_rest(&snapshot, &new, None, dir.path()).expect("restored");
    assert!(rest.entries == 0 && rest.ends.is_some(), "{rest:?}");
    assert_eq!(list(&open_quietly(&new)), known, "the store still has the list");
    assert!(!new.join("restoring").exists());
}

#[test]
fn from_a_store_that_is_damaged_too_nothing_is_taken() {
    let (dir, snapshot, _) = lived();
    harm_line(dir.path(), line_of_load(dir.path()));
    edit(&dir.path().join("store/db"), |bytes| bytes.truncate(bytes.len() / 2));
    let (_, rest) = brought_back(dir.path(), &snapshot);
    assert_eq!((rest.entries, rest.listed), (5, 0));
}

#[test]
fn while_a_hamkor_works_on_the_damaged_directory_nothing_is_taken_from_it() {
    let (dir, snapshot, _) = lived();
    let (_store, _) = SledStore::open(dir.path()).expect("it opens");
    let refused = restore_with_rest(&snapshot, &dir.path().join("new"), None, dir.path());
    assert!(matches!(refused, Err(BackupError::Store(StoreError::Busy { .. }))), "{refused:?}");
    assert!(!dir.path().join("new").exists());
}
