//! What every store does, run over each.

use hamkor::conversation::{State, UpdateId};
use hamkor::domain::{ChatId, CompanyId};
use hamkor::registry::Fact;
use hamkor::store::{Counts, Key, Load, LoadHead, MemoryStore, NotUndone, Sequence, Store, StoreError, Version};

use jiff::SignedDuration;

use super::{
    asked, clerk, commit, commit_step, directory, facts, inbox, incoming, joined, joining, load, now, open_quietly, outbox, row, run, step,
};

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
    undo_by_number_takes_back_that_load_alone_and_once
    undo_by_number_refuses_what_is_no_load_and_what_the_directory_began_with
    undo_goes_back_over_loads_that_were_taken_back_out_of_turn
    a_company_twice_in_one_load_is_undone_to_what_was_before_both
    company_changes_resume_from_any_number
    one_step_of_many_at_once_wins
    what_is_received_waits_by_id_until_it_is_handled
    an_update_is_received_once_however_often_it_comes
    an_update_without_effect_leaves_the_inbox_and_is_done
    a_forgotten_chat_has_no_updates_waiting_and_later_ones_are_received
    an_id_far_below_the_highest_is_new_only_after_two_days_of_silence
    an_update_that_waited_while_ids_began_anew_is_handled_once
    facts_come_in_the_order_of_their_steps_and_a_forgotten_chat_adds_one
    companies_of_a_step_are_corrections
    a_refused_step_leaves_neither_facts_nor_companies
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

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
    let head = LoadHead { file: "list.csv".into(), lasting: false, removes: false, at: now(), who: clerk() };
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
    let undone = store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
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
    assert_eq!(store.undo_load(None, now(), clerk()).await.expect("undo"), Err(NotUndone::NothingLeft));
    load(&store, vec![row(1, "мука"), row(2, "сахар")]).await.expect("load");
    load(&store, vec![row(2, "соль"), row(3, "лампы")]).await.expect("load");
    let undone = store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!((undone.removed, undone.restored, undone.kept), (1, 1, vec![]));
    assert_eq!((undone.load.file.as_str(), undone.counts.read), ("list.csv", 2));
    assert_eq!(directory(&store).await, [("C0000001".into(), "мука".into()), ("C0000002".into(), "сахар".into())]);
    assert_eq!(store.find(vec![Key::TaxId("000000003".into())]).await.expect("find"), [vec![]]);
}

async fn undo_keeps_what_was_changed_after_the_load(store: impl Store) {
    load(&store, vec![row(1, "мука"), row(2, "сахар")]).await.expect("load");
    store.put_company(row(2, "исправлено"), now(), clerk()).await.expect("put");
    let undone = store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!((undone.removed, undone.restored, undone.kept), (1, 0, vec![CompanyId("C0000002".into())]));
    assert_eq!(directory(&store).await, [("C0000002".into(), "исправлено".into())]);
    assert_eq!(store.undo_load(None, now(), clerk()).await.expect("undo"), Err(NotUndone::NothingLeft));
}

async fn undo_goes_back_load_by_load(store: impl Store) {
    for offer in ["a", "b", "c"] {
        load(&store, vec![row(1, offer)]).await.expect("load");
    }
    for left in [vec!["b"], vec!["a"], vec![]] {
        let undone = store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
        assert_eq!(undone.kept, []);
        assert_eq!(directory(&store).await.into_iter().map(|(_, offer)| offer).collect::<Vec<_>>(), left);
    }
    assert_eq!(store.undo_load(None, now(), clerk()).await.expect("undo"), Err(NotUndone::NothingLeft));
}

async fn undo_by_number_takes_back_that_load_alone_and_once(store: impl Store) {
    let first = load(&store, vec![row(1, "a"), row(2, "a")]).await.expect("load").sequence;
    let second = load(&store, vec![row(2, "b"), row(3, "b")]).await.expect("load").sequence;
    load(&store, vec![row(4, "c")]).await.expect("load");
    let undone = store.undo_load(Some(first), now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!((undone.removed, undone.restored, undone.kept), (1, 0, vec![CompanyId("C0000002".into())]));
    let left = [("C0000002".into(), "b".into()), ("C0000003".into(), "b".into()), ("C0000004".into(), "c".into())];
    assert_eq!(directory(&store).await, left);
    assert_eq!(store.undo_load(Some(first), now(), clerk()).await.expect("undo"), Err(NotUndone::Already));
    assert_eq!(directory(&store).await, left);
    // What the second load changed was brought by one that is taken back: it does not come back.
    let undone = store.undo_load(Some(second), now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!((undone.removed, undone.restored, undone.kept), (2, 0, vec![]));
    assert_eq!(directory(&store).await, [("C0000004".into(), "c".into())]);
}

async fn undo_by_number_refuses_what_is_no_load_and_what_the_directory_began_with(store: impl Store) {
    let head = LoadHead { file: "first.csv".into(), lasting: true, removes: false, at: now(), who: clerk() };
    let mut lasting = store.begin_load(head).await.expect("begin");
    lasting.put(vec![row(1, "a"), row(2, "a")]).await.expect("put");
    let lasting = lasting.commit(Counts::default()).await.expect("commit").sequence;
    store.put_company(row(1, "b"), now(), clerk()).await.expect("put");
    let before = (directory(&store).await, store.last_sequence().await.expect("read"));
    assert_eq!(store.undo_load(Some(lasting), now(), clerk()).await.expect("undo"), Err(NotUndone::Lasting));
    // The second row of the load, the correction, and what is still to come.
    for number in [2, 3, 99, 0] {
        assert_eq!(store.undo_load(Some(Sequence(number)), now(), clerk()).await.expect("undo"), Err(NotUndone::NoLoad));
    }
    assert_eq!((directory(&store).await, store.last_sequence().await.expect("read")), before);
}

async fn undo_goes_back_over_loads_that_were_taken_back_out_of_turn(store: impl Store) {
    let mut loads = Vec::new();
    for offer in ["a", "b", "c", "d"] {
        loads.push(load(&store, vec![row(1, offer)]).await.expect("load").sequence);
    }
    for middle in [loads[2], loads[1]] {
        let undone = store.undo_load(Some(middle), now(), clerk()).await.expect("undo").expect("a load");
        assert_eq!(undone.kept, [CompanyId("C0000001".into())]);
    }
    assert_eq!(directory(&store).await, [("C0000001".into(), "d".into())]);
    store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!(directory(&store).await, [("C0000001".into(), "a".into())]);
    store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!(directory(&store).await, []);
    assert_eq!(store.undo_load(None, now(), clerk()).await.expect("undo"), Err(NotUndone::NothingLeft));
}

async fn a_company_twice_in_one_load_is_undone_to_what_was_before_both(store: impl Store) {
    load(&store, vec![row(1, "before")]).await.expect("load");
    load(&store, vec![row(1, "once"), row(2, "once"), row(1, "twice"), row(2, "twice")]).await.expect("load");
    assert_eq!(directory(&store).await, [("C0000001".into(), "twice".into()), ("C0000002".into(), "twice".into())]);
    let undone = store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!((undone.removed, undone.restored, undone.kept), (1, 1, vec![]));
    assert_eq!(directory(&store).await, [("C0000001".into(), "before".into())]);
    load(&store, vec![row(1, "once"), row(1, "twice")]).await.expect("load");
    store.put_company(row(1, "later"), now(), clerk()).await.expect("put");
    let undone = store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!((undone.removed, undone.restored, undone.kept), (0, 0, vec![CompanyId("C0000001".into())]));
}

async fn company_changes_resume_from_any_number(store: impl Store) {
    load(&store, (0..20).map(|n| row(n, "мука")).collect()).await.expect("load");
    commit(&store, 7, 0, None, "between").await.expect("commit");
    store.put_company(row(3, "соль"), now(), clerk()).await.expect("put");
    load(&store, vec![row(30, "сахар"), row(4, "сахар")]).await.expect("load");
    store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
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

async fn what_is_received_waits_by_id_until_it_is_handled(store: impl Store) {
    assert_eq!(store.last_update().await.expect("read"), None);
    store.receive(vec![incoming(12, 7, "b"), incoming(11, 8, "a")], now()).await.expect("receive");
    store.receive(vec![incoming(9, 7, "late")], now()).await.expect("receive");
    store.receive(vec![], now()).await.expect("receive nothing");
    let all = [(9, 7, "late".into()), (11, 8, "a".into()), (12, 7, "b".into())];
    assert_eq!(inbox(&store).await, all);
    assert_eq!(store.last_update().await.expect("read"), Some(UpdateId(12)));
    // A refused step leaves it there.
    assert!(matches!(commit(&store, 8, 1, Some(11), "too new").await, Err(StoreError::Conflict)));
    assert_eq!(inbox(&store).await, all);
    assert_eq!(commit(&store, 8, 0, Some(11), "answer").await.expect("commit"), Some(Version(1)));
    assert_eq!(inbox(&store).await, [(9, 7, "late".into()), (12, 7, "b".into())]);
    assert_eq!(commit(&store, 8, 1, Some(11), "again").await.expect("commit"), None);
    assert_eq!(store.last_update().await.expect("read"), Some(UpdateId(12)));
}

async fn an_update_is_received_once_however_often_it_comes(store: impl Store) {
    commit(&store, 7, 0, Some(1), "handled").await.expect("commit");
    let (a, b) = tokio::join!(
        store.receive(vec![incoming(1, 7, "done"), incoming(2, 7, "first"), incoming(2, 7, "twice in one")], now()),
        store.receive(vec![incoming(2, 7, "at once"), incoming(3, 8, "new")], now()),
    );
    a.and(b).expect("receive");
    store.receive(vec![incoming(2, 9, "later, and elsewhere"), incoming(1, 7, "done")], now()).await.expect("receive");
    assert_eq!(inbox(&store).await, [(2, 7, "first".into()), (3, 8, "new".into())]);
    assert_eq!(store.last_update().await.expect("read"), Some(UpdateId(3)));
}

async fn an_update_without_effect_leaves_the_inbox_and_is_done(store: impl Store) {
    store.receive(vec![incoming(1, 7, "a"), incoming(2, 7, "b")], now()).await.expect("receive");
    for _ in 0..2 {
        store.done(ChatId(7), UpdateId(1), now()).await.expect("done");
    }
    // Also one that was never received.
    store.done(ChatId(7), UpdateId(5), now()).await.expect("done");
    store.receive(vec![incoming(1, 7, "a"), incoming(5, 7, "e")], now()).await.expect("receive");
    assert_eq!(inbox(&store).await, [(2, 7, "b".into())]);
    assert_eq!(commit(&store, 7, 0, Some(1), "again").await.expect("commit"), None);
    assert_eq!(store.last_update().await.expect("read"), Some(UpdateId(5)));
    assert_eq!(asked(&store, 7).await, (None, 0));
}

async fn a_forgotten_chat_has_no_updates_waiting_and_later_ones_are_received(store: impl Store) {
    store.receive(vec![incoming(1, 7, "secret"), incoming(2, 8, "other")], now()).await.expect("receive");
    store.forget(ChatId(7), now(), clerk()).await.expect("forget");
    assert_eq!(inbox(&store).await, [(2, 8, "other".into())]);
    // What was said before comes to nothing; what is said afterwards counts.
    store.receive(vec![incoming(1, 7, "secret"), incoming(3, 7, "hello")], now()).await.expect("receive");
    assert_eq!(commit(&store, 7, 1, Some(1), "to the secret").await.expect("commit"), None);
    assert_eq!(inbox(&store).await, [(2, 8, "other".into()), (3, 7, "hello".into())]);
    assert_eq!(commit(&store, 7, 1, Some(3), "welcome").await.expect("commit"), Some(Version(2)));
}

async fn an_id_far_below_the_highest_is_new_only_after_two_days_of_silence(store: impl Store) {
    store.done(ChatId(7), UpdateId(50), now()).await.expect("done");
    store.done(ChatId(7), UpdateId(51), now()).await.expect("done");
    store.receive(vec![incoming(100_051, 7, "far ahead")], now()).await.expect("receive");
    let low = |text| vec![incoming(50, 7, text), incoming(10, 7, text), incoming(51, 7, text), incoming(52, 7, text)];
    store.receive(low("soon"), now() + DAY).await.expect("receive");
    // Within the window what has no record is new, below it nothing is.
    assert_eq!(inbox(&store).await, [(52, 7, "soon".into()), (100_051, 7, "far ahead".into())]);
    assert_eq!(commit(&store, 7, 0, Some(10), "too low").await.expect("commit"), None);
    store.receive(vec![incoming(10, 7, "not yet")], now() + DAY * 3 - SignedDuration::from_secs(1)).await.expect("receive");
    assert_eq!(store.last_update().await.expect("read"), Some(UpdateId(100_051)));
    let silent = now() + DAY * 3;
    store.receive(vec![incoming(10, 7, "anew"), incoming(11, 7, "and on")], silent).await.expect("receive");
    assert_eq!(store.last_update().await.expect("read"), Some(UpdateId(11)));
    store.receive(low("after"), silent).await.expect("receive");
    let ids: Vec<i64> = inbox(&store).await.into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, [10, 11, 50, 51, 52, 100_051], "the former ids are no longer known, except where they still wait");
}

async fn an_update_that_waited_while_ids_began_anew_is_handled_once(store: impl Store) {
    store.receive(vec![incoming(900_000, 7, "old")], now()).await.expect("receive");
    store.receive(vec![incoming(5, 7, "new")], now() + DAY * 7).await.expect("receive");
    assert_eq!(commit(&store, 7, 0, Some(900_000), "to the old").await.expect("commit"), Some(Version(1)));
    assert_eq!(store.last_update().await.expect("read"), Some(UpdateId(5)));
    assert_eq!(commit(&store, 7, 1, Some(5), "to the new").await.expect("commit"), Some(Version(2)));
    assert_eq!(commit(&store, 7, 2, Some(5), "again").await.expect("commit"), None);
    assert_eq!(inbox(&store).await, []);
}

async fn facts_come_in_the_order_of_their_steps_and_a_forgotten_chat_adds_one(store: impl Store) {
    commit_step(&store, (7, 0, Some(1), now()), &joining("a", &["A", "B"]), vec![]).await.expect("commit");
    commit_step(&store, (8, 0, None, now() + DAY), &joining("b", &["C"]), vec![]).await.expect("commit");
    assert_eq!(commit_step(&store, (8, 1, Some(1), now()), &joining("again", &["D"]), vec![]).await.expect("commit"), None);
    commit_step(&store, (7, 1, None, now()), &joining("c", &["E"]), vec![row(1, "мука"), row(2, "соль")]).await.expect("commit");
    commit_step(&store, (8, 1, None, now()), &joining("d", &["F"]), vec![]).await.expect("commit");
    store.forget(ChatId(7), now(), clerk()).await.expect("forget");
    let gone = ChatId::forgotten(store.last_sequence().await.expect("read").0).0;
    commit_step(&store, (8, 2, None, now()), &joining("e", &["G"]), vec![]).await.expect("commit");
    let expected = [
        (gone, joined("A")),
        (gone, joined("B")),
        (8, joined("C")),
        (gone, joined("E")),
        (8, joined("F")),
        (gone, Fact::Forgotten),
        (8, joined("G")),
    ];
    assert_eq!(facts(&store).await, expected);
    assert_eq!(store.facts().await.expect("read")[2].at, now() + DAY);
}

async fn companies_of_a_step_are_corrections(store: impl Store) {
    load(&store, vec![row(1, "мука"), row(2, "сахар")]).await.expect("load");
    let before = store.last_sequence().await.expect("read");
    // One changed, one new, one twice in a step, one as it was.
    let rows = vec![row(1, "лампы"), row(3, "once"), row(3, "twice"), row(2, "сахар")];
    assert_eq!(commit_step(&store, (7, 0, None, now()), &step("edit"), rows).await.expect("commit"), Some(Version(1)));
    assert_eq!(commit(&store, 7, 1, None, "next").await.expect("commit"), Some(Version(2)));
    let corrected = [("C0000001".into(), "лампы".into()), ("C0000002".into(), "сахар".into()), ("C0000003".into(), "twice".into())];
    assert_eq!(directory(&store).await, corrected);
    let found = store.company_changes(before, 10).await.expect("read");
    let changed: Vec<_> = found.changes.into_iter().map(|change| (change.sequence.0 - before.0, change.id.0)).collect();
    assert_eq!(changed, [(1, "C0000001".into()), (3, "C0000003".into())]);
    assert_eq!(found.covered, store.last_sequence().await.expect("read"));
    assert_eq!(found.covered.0, before.0 + 5, "four rows have four numbers, a step without any has one");
    let undone = store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
    assert_eq!((undone.removed, undone.restored, undone.kept), (1, 0, vec![CompanyId("C0000001".into())]));
    assert_eq!(directory(&store).await, [corrected[0].clone(), corrected[2].clone()]);
    assert_eq!(outbox(&store).await, ["edit", "next"]);
}

async fn a_refused_step_leaves_neither_facts_nor_companies(store: impl Store) {
    let refused = commit_step(&store, (7, 3, Some(1), now()), &joining("late", &["A"]), vec![row(1, "мука")]).await;
    assert!(matches!(refused, Err(StoreError::Conflict)));
    assert_eq!(facts(&store).await, []);
    assert_eq!(directory(&store).await, []);
    assert_eq!(store.last_sequence().await.expect("read"), Sequence(0));
}
