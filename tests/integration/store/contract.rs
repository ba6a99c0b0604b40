//! What every store does, run over each.

use hamkor::conversation::State;
use hamkor::domain::{ChatId, CompanyId};
use hamkor::store::{Counts, Key, Load, LoadHead, MemoryStore, Sequence, Store, StoreError, Version};

use super::{asked, clerk, commit, directory, load, now, open_quietly, outbox, row, run};

/// Runs each of the contracts, named as a sentence, over every kind of store.
macro_rules! contracts {
    ($($name:ident)*) => {
        mod memory {
            $(#[test] fn $name() { super::run(super::$name(super::MemoryStore::new())); })*
        }
        mod sled {
            $(#[test] fn $name() {
                let dir = tempfile::tempdir().expect("a directory");
                super::run(super::$name(super::open_quietly(dir.path())));
            })*
        }
    };
}

contracts! {
    a_committed_step_is_remembered_with_its_replies
    a_repeated_update_changes_nothing
    a_step_from_an_old_version_is_refused
    replies_wait_in_order_until_they_are_sent
    a_forgotten_chat_is_empty_and_can_begin_again
    a_load_is_seen_as_a_whole_when_committed_and_never_when_dropped
    the_same_load_twice_changes_nothing
    companies_are_found_by_id_tax_number_and_name
    companies_come_in_pages
    undo_removes_the_new_and_restores_the_changed
    undo_keeps_what_was_changed_after_the_load
    undo_goes_back_load_by_load
    a_company_twice_in_one_load_is_undone_to_what_was_before_both
    company_changes_resume_from_any_number
    one_step_of_many_at_once_wins
}

async fn a_committed_step_is_remembered_with_its_replies(store: impl Store) {
    assert_eq!(store.load(ChatId(7)).await.expect("read"), (State::default(), Version(0)));
    assert_eq!(commit(&store, 7, 0, None, "лампы").await.expect("commit"), Some(Version(1)));
    assert_eq!(asked(&store, 7).await, (Some("лампы".into()), 1));
    assert_eq!(asked(&store, -7).await, (None, 0));
    assert_eq!(outbox(&store).await, ["лампы"]);
}

async fn a_repeated_update_changes_nothing(store: impl Store) {
    commit(&store, 7, 0, Some(100), "first").await.expect("commit");
    let before = store.last_sequence().await.expect("read");
    // Whatever version it was made from, and even from another chat.
    for (chat, seen) in [(7, 0), (7, 1), (8, 0)] {
        assert_eq!(commit(&store, chat, seen, Some(100), "again").await.expect("commit"), None);
    }
    assert_eq!(asked(&store, 7).await, (Some("first".into()), 1));
    assert_eq!(outbox(&store).await, ["first"]);
    assert_eq!(store.last_sequence().await.expect("read"), before);
}

async fn a_step_from_an_old_version_is_refused(store: impl Store) {
    commit(&store, 7, 0, None, "first").await.expect("commit");
    for seen in [0, 2] {
        assert!(matches!(commit(&store, 7, seen, Some(1), "late").await, Err(StoreError::Conflict)));
    }
    assert_eq!(asked(&store, 7).await, (Some("first".into()), 1));
    // The update of the refused step is not done.
    assert_eq!(commit(&store, 7, 1, Some(1), "second").await.expect("commit"), Some(Version(2)));
    assert_eq!(outbox(&store).await, ["first", "second"]);
}

async fn replies_wait_in_order_until_they_are_sent(store: impl Store) {
    for seen in 0..6 {
        commit(&store, 1, seen, None, &format!("one {seen}")).await.expect("commit");
        commit(&store, -2, seen, None, &format!("two {seen}")).await.expect("commit");
    }
    let all = store.outbox(None).await.expect("read");
    assert_eq!(all.len(), 12);
    assert!(all.is_sorted_by_key(|queued| queued.id));
    let two = store.outbox(Some(ChatId(-2))).await.expect("read");
    assert_eq!(
        two.iter().map(|queued| super::said(&queued.reply)).collect::<Vec<_>>(),
        ["two 0", "two 1", "two 2", "two 3", "two 4", "two 5"]
    );
    store.mark_sent(&[two[0].id, two[2].id], now()).await.expect("sent");
    store.mark_sent(&[two[0].id], now()).await.expect("sent twice");
    assert_eq!(store.outbox(Some(ChatId(-2))).await.expect("read").len(), 4);
    assert_eq!(store.outbox(Some(ChatId(1))).await.expect("read").len(), 6);
}

async fn a_forgotten_chat_is_empty_and_can_begin_again(store: impl Store) {
    commit(&store, 7, 0, None, "secret").await.expect("commit");
    commit(&store, 8, 0, None, "other").await.expect("commit");
    store.forget(ChatId(7), now(), clerk()).await.expect("forget");
    let (state, version) = store.load(ChatId(7)).await.expect("read");
    assert_eq!(state, State::default());
    assert_eq!(outbox(&store).await, ["other"]);
    assert!(matches!(commit(&store, 7, 1, None, "made before").await, Err(StoreError::Conflict)));
    commit(&store, 7, version.0, None, "new").await.expect("commit");
    assert_eq!(asked(&store, 7).await.0, Some("new".into()));
}

async fn a_load_is_seen_as_a_whole_when_committed_and_never_when_dropped(store: impl Store) {
    let head = LoadHead { file: "list.csv".into(), lasting: false, at: now(), who: clerk() };
    let mut dropped = store.begin_load(head.clone()).await.expect("begin");
    dropped.put(vec![row(1, "never")]).await.expect("put");
    let mut kept = store.begin_load(head).await.expect("begin");
    kept.put(vec![row(2, "мука"), row(3, "сахар")]).await.expect("put");
    kept.put(vec![row(4, "соль")]).await.expect("put");
    commit(&store, 7, 0, None, "chats go on").await.expect("commit");
    drop(dropped);
    assert_eq!(directory(&store).await, []);
    let loaded = kept.commit(Counts::default()).await.expect("commit");
    assert_eq!((loaded.added, loaded.changed), (3, 0));
    assert_eq!(
        directory(&store).await,
        [("C0000002".into(), "мука".into()), ("C0000003".into(), "сахар".into()), ("C0000004".into(), "соль".into())]
    );
    let empty = load(&store, vec![]).await.expect("an empty load");
    assert_eq!((empty.added, empty.changed), (0, 0));
}

async fn the_same_load_twice_changes_nothing(store: impl Store) {
    load(&store, vec![row(1, "мука"), row(2, "сахар")]).await.expect("load");
    let before = store.last_sequence().await.expect("read");
    let again = load(&store, vec![row(1, "мука"), row(2, "сахар")]).await.expect("load");
    assert_eq!((again.added, again.changed), (0, 0));
    assert_eq!(store.company_changes(before, 10).await.expect("read").changes, []);
    let undone = store.undo_load(now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!((undone.removed, undone.restored, undone.kept), (0, 0, vec![]));
    assert_eq!(directory(&store).await.len(), 2);
}

async fn companies_are_found_by_id_tax_number_and_name(store: impl Store) {
    let mut branch = row(2, "филиал");
    branch.company.tax_id = row(1, "").company.tax_id;
    load(&store, vec![row(1, "мука"), branch, row(12, "соль")]).await.expect("load");
    let ids = async |key| {
        let found = store.find(vec![key]).await.expect("find").concat();
        found.into_iter().map(|company| company.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(Key::Id(CompanyId("C0000012".into()))).await, ["C0000012"]);
    assert_eq!(ids(Key::TaxId("000000001".into())).await, ["C0000001", "C0000002"]);
    assert_eq!(ids(Key::TaxId("00000000".into())).await, [""; 0]);
    assert_eq!(ids(Key::Name("ширкати 12|хучанд".into())).await, ["C0000012"]);
    assert_eq!(store.company(&CompanyId("C0000001".into())).await.expect("read"), Some(row(1, "мука").company));
    // A changed company is found by its new keys and no longer by its old ones.
    let mut moved = row(12, "соль");
    (moved.company.tax_id, moved.name_key) = ("777".into(), "нав".into());
    store.put_company(moved, now(), clerk()).await.expect("put");
    assert_eq!(ids(Key::Name("ширкати 12|хучанд".into())).await, [""; 0]);
    assert_eq!(ids(Key::Name("нав".into())).await, ["C0000012"]);
    assert_eq!(ids(Key::TaxId("777".into())).await, ["C0000012"]);
}

async fn companies_come_in_pages(store: impl Store) {
    load(&store, (0..25).map(|n| row(n, "мука")).collect()).await.expect("load");
    let (mut after, mut pages, mut ids) = (None, 0, Vec::new());
    loop {
        let page = store.companies(after.as_ref(), 10).await.expect("read");
        let Some(last) = page.last() else { break };
        after = Some(last.company_id());
        pages += 1;
        ids.extend(page.into_iter().map(|company| company.id));
    }
    assert_eq!((pages, ids.len()), (3, 25));
    assert!(ids.is_sorted());
}

async fn undo_removes_the_new_and_restores_the_changed(store: impl Store) {
    assert_eq!(store.undo_load(now(), clerk()).await.expect("undo"), None);
    load(&store, vec![row(1, "мука"), row(2, "сахар")]).await.expect("load");
    load(&store, vec![row(2, "соль"), row(3, "лампы")]).await.expect("load");
    let undone = store.undo_load(now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!((undone.removed, undone.restored, undone.kept), (1, 1, vec![]));
    assert_eq!((undone.load.file.as_str(), undone.counts.read), ("list.csv", 2));
    assert_eq!(directory(&store).await, [("C0000001".into(), "мука".into()), ("C0000002".into(), "сахар".into())]);
    assert_eq!(store.find(vec![Key::TaxId("000000003".into())]).await.expect("find"), [vec![]]);
}

async fn undo_keeps_what_was_changed_after_the_load(store: impl Store) {
    load(&store, vec![row(1, "мука"), row(2, "сахар")]).await.expect("load");
    store.put_company(row(2, "исправлено"), now(), clerk()).await.expect("put");
    let undone = store.undo_load(now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!((undone.removed, undone.restored, undone.kept), (1, 0, vec![CompanyId("C0000002".into())]));
    assert_eq!(directory(&store).await, [("C0000002".into(), "исправлено".into())]);
    assert_eq!(store.undo_load(now(), clerk()).await.expect("undo"), None);
}

async fn undo_goes_back_load_by_load(store: impl Store) {
    for offer in ["a", "b", "c"] {
        load(&store, vec![row(1, offer)]).await.expect("load");
    }
    for left in [vec!["b"], vec!["a"], vec![]] {
        let undone = store.undo_load(now(), clerk()).await.expect("undo").expect("a load");
        assert_eq!(undone.kept, []);
        assert_eq!(directory(&store).await.into_iter().map(|(_, offer)| offer).collect::<Vec<_>>(), left);
    }
    assert_eq!(store.undo_load(now(), clerk()).await.expect("undo"), None);
}

async fn a_company_twice_in_one_load_is_undone_to_what_was_before_both(store: impl Store) {
    load(&store, vec![row(1, "before")]).await.expect("load");
    load(&store, vec![row(1, "once"), row(2, "once"), row(1, "twice"), row(2, "twice")]).await.expect("load");
    assert_eq!(directory(&store).await, [("C0000001".into(), "twice".into()), ("C0000002".into(), "twice".into())]);
    let undone = store.undo_load(now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!((undone.removed, undone.restored, undone.kept), (1, 1, vec![]));
    assert_eq!(directory(&store).await, [("C0000001".into(), "before".into())]);
    load(&store, vec![row(1, "once"), row(1, "twice")]).await.expect("load");
    store.put_company(row(1, "later"), now(), clerk()).await.expect("put");
    let undone = store.undo_load(now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!((undone.removed, undone.restored, undone.kept), (0, 0, vec![CompanyId("C0000001".into())]));
}

async fn company_changes_resume_from_any_number(store: impl Store) {
    load(&store, (0..20).map(|n| row(n, "мука")).collect()).await.expect("load");
    commit(&store, 7, 0, None, "between").await.expect("commit");
    store.put_company(row(3, "соль"), now(), clerk()).await.expect("put");
    load(&store, vec![row(30, "сахар"), row(4, "сахар")]).await.expect("load");
    store.undo_load(now(), clerk()).await.expect("undo");
    commit(&store, 7, 1, None, "after").await.expect("commit");
    let last = store.last_sequence().await.expect("read");
    let want = directory(&store).await;
    for start in 0..=last.0 {
        // Who follows from a number on, and knew everything up to there, ends with the present directory.
        let mut index = std::collections::BTreeMap::new();
        let mut after = Sequence(0);
        while after < last {
            let limit = if after.0 < start { usize::try_from(start - after.0).expect("small") } else { 3 };
            let found = store.company_changes(after, limit).await.expect("read");
            assert!(
                found.covered > after && found.changes.iter().all(|change| change.sequence > after && change.sequence <= found.covered)
            );
            for change in found.changes {
                match change.company {
                    Some(company) => index.insert(change.id.0, company.offers.concat()),
                    None => index.remove(&change.id.0),
                };
            }
            after = found.covered;
        }
        assert_eq!(index.into_iter().collect::<Vec<_>>(), want);
        assert_eq!(after, last);
    }
    assert_eq!(store.company_changes(last, 10).await.expect("read").changes, []);
}

async fn one_step_of_many_at_once_wins(store: impl Store) {
    let (a, b, c, d) = (
        commit(&store, 1, 0, None, "a"),
        commit(&store, 1, 0, None, "b"),
        commit(&store, 2, 0, Some(5), "c"),
        commit(&store, 3, 0, Some(5), "d"),
    );
    let (a, b, c, d) = tokio::join!(a, b, c, d);
    assert!(a.is_ok() && matches!(b, Err(StoreError::Conflict)));
    assert_eq!((c.expect("commit"), d.expect("commit")), (Some(Version(1)), None));
    assert_eq!(outbox(&store).await, ["a", "c"]);
}
