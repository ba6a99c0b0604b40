//! Old segments of the ledger made small: what goes, and that nothing else does.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use hamkor::conversation::UpdateId;
use hamkor::domain::ChatId;
use hamkor::store::{Compacted, Finding, Listed, PersonKeys, SledStore, Store, restore, verify};
use jiff::Timestamp;

use super::damage::{Full, filled, is_whole, ledger};
use super::{asked, clerk, commit, incoming, now, open, open_quietly, outbox, run};

const LONG: usize = 300_000;
/// So many steps with a long text fill a segment.
const STEPS: i64 = 15;
/// Nobody was forgotten before.
const NOBODY: Timestamp = Timestamp::MIN;

/// The directory of [`filled`], whose first segment is full of what somebody wrote later.
fn full() -> tempfile::TempDir {
    let dir = filled();
    let store = open_quietly(dir.path());
    run(async {
        for seen in 0..STEPS {
            store.receive(vec![incoming(100 + seen, 9, "nine")], now()).await.expect("receive");
            let text = format!("nine {seen} {}", "y".repeat(LONG));
            commit(&store, 9, u64::try_from(seen).expect("small"), Some(100 + seen), &text).await.expect("commit");
            let last = store.outbox(Some(ChatId(9))).await.expect("read")[0].id;
            store.mark_sent(&[last], now()).await.expect("sent");
        }
    });
    drop(store);
    assert!(fs::read_dir(dir.path().join("ledger")).expect("read").count() > 3, "there is a second segment");
    dir
}

fn history(store: &SledStore) -> Vec<Listed> {
    store.history(None, None, |_| true).expect("begun").collect::<Result<_, _>>().expect("read")
}

fn length(dir: &Path) -> u64 {
    fs::metadata(ledger(dir)).expect("the segment").len()
}

#[test]
fn what_was_said_and_is_over_goes_and_all_else_is_as_before() {
    let dir = full();
    let store = open_quietly(dir.path());
    let (before, entries, nine) = (length(dir.path()), history(&store), run(asked(&store, 9)));
    assert_eq!(store.compact(NOBODY).expect("compacted"), Compacted { segments: 1, before, after: length(dir.path()) });
    assert!(length(dir.path()) < LONG as u64 * 3, "only the last state of each chat is left: {} bytes", length(dir.path()));
    assert_eq!(store.compact(NOBODY).expect("again"), Compacted::default());
    assert_eq!(history(&store), entries);

    let file = dir.path().join("all.hamkor");
    let key = "5a".repeat(32).parse().expect("a key");
    run(store.backup_to(&file, PersonKeys::Sealed, Some(key), now())).expect("the backup is written");
    drop(store);
    assert!(verify(dir.path()).expect("verified").iter().all(Finding::is_ok));
    let new = dir.path().join("new");
    let key = "5a".repeat(32).parse().expect("a key");
    restore(&file, &new, Some(&key), None).expect("restored");
    // The view itself, a view built anew from the ledger, and what comes back from a backup.
    for (dir, rebuilt) in [(dir.path(), false), (dir.path(), true), (&new, false)] {
        if rebuilt {
            fs::remove_dir_all(dir.join("store")).expect("removed");
        }
        let (store, notices) = open(dir);
        assert_eq!(notices.len(), usize::from(rebuilt), "{notices:?}");
        assert_eq!(history(&store), entries);
        assert_eq!(run(asked(&store, 9)), nine);
        let queued = run(outbox(&store));
        assert_eq!(queued, ["two 0", "one 1", "two 1", "one 2", "two 2", "four"]);
    }
    fs::remove_dir_all(dir.path().join("store")).expect("removed");
    let (store, _) = open(dir.path());
    assert_eq!(run(store.last_update()).expect("read"), Some(UpdateId(99 + STEPS)));
    assert!(matches!(run(commit(&store, 9, STEPS as u64, Some(105), "again")), Ok(None)), "a repeated update is known");
    run(store.undo_load(None, now(), clerk())).expect("undo").expect("the first load still can be taken back");
}

#[test]
fn what_waits_to_be_sent_stays_until_it_is_sent() {
    let dir = full();
    let store = open_quietly(dir.path());
    store.compact(NOBODY).expect("compacted");
    let queued = run(store.outbox(None)).expect("read");
    run(store.mark_sent(&queued.iter().map(|reply| reply.id).collect::<Vec<_>>(), now())).expect("sent");
    // That they are sent is known for certain with the next step.
    run(commit(&store, 3, 0, None, "last")).expect("commit");
    assert_eq!(store.compact(NOBODY).expect("again").segments, 1);
    drop(store);
    fs::remove_dir_all(dir.path().join("store")).expect("removed");
    assert_eq!(run(outbox(&open(dir.path()).0)), ["last"]);
}

#[test]
fn who_is_forgotten_later_is_unreadable_in_a_compacted_ledger_too() {
    let dir = full();
    let store = open_quietly(dir.path());
    store.compact(Timestamp::MAX).expect("compacted");
    run(store.forget(ChatId(9), now(), clerk())).expect("forgotten");
    assert_eq!(run(asked(&store, 9)), (None, STEPS as u64 + 1));
    // With a new key: nothing of what was before comes back under it.
    run(commit(&store, 9, STEPS as u64 + 1, None, "new")).expect("commit");
    store.compact(Timestamp::MAX).expect("compacted");
    drop(store);
    fs::remove_dir_all(dir.path().join("store")).expect("removed");
    let (store, _) = open(dir.path());
    assert_eq!(run(asked(&store, 9)).0.as_deref(), Some("new"));
    drop(store);
    assert!(verify(dir.path()).expect("verified").iter().all(Finding::is_ok));
}

#[test]
fn a_compaction_that_fails_changes_nothing_and_is_done_later() {
    let dir = full();
    let whole = fs::read(ledger(dir.path())).expect("read");
    // A new segment is begun, and then cannot be written whole.
    let (store, _) = SledStore::open_with(dir.path(), Arc::new(Full::after(2, Some("000000000001.new")))).expect("the store opens");
    let error = store.compact(NOBODY).expect_err("the disk is full");
    assert!(error.to_string().contains("000000000001.new"), "{error}");
    assert_eq!(fs::read(ledger(dir.path())).expect("read"), whole);
    drop(store);
    let store = open_quietly(dir.path());
    assert_eq!(store.compact(NOBODY).expect("there is room again").segments, 1);
    run(async { assert_eq!(asked(&store, 1).await, (Some("one 2".into()), 3)) });
}

#[test]
fn a_store_that_never_filled_a_segment_has_nothing_to_compact() {
    let dir = filled();
    let store = open_quietly(dir.path());
    assert_eq!(store.compact(NOBODY).expect("nothing to do"), Compacted::default());
    is_whole(&store);
}
