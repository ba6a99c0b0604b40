//! Companies that leave the list and come back to it: merged records, and loads that others have listed again.

use std::fs;

use hamkor::conversation::{Edit, Step};
use hamkor::domain::{Company, CompanyId};
use hamkor::store::{Counts, Key, Load, LoadHead, Loaded, MemoryStore, PutCompany, Sequence, SledStore, Store};

use super::{clerk, commit_step, directory, load, now, open, open_quietly, row, run};

fn id(number: u64) -> CompanyId {
    CompanyId(format!("C{number:07}"))
}

fn listed(number: u64) -> PutCompany {
    PutCompany::listed(&id(number).0)
}

/// Numbers and first offers.
async fn offers(store: &impl Store) -> Vec<(u64, String)> {
    directory(store).await.into_iter().map(|(id, offer)| (id[1..].parse().expect("a number"), offer)).collect()
}

fn of(offers: &[(u64, &str)]) -> Vec<(u64, String)> {
    offers.iter().map(|(number, offer)| (*number, (*offer).to_owned())).collect()
}

/// Commits a step of the first chat that does so to the list.
async fn edit(store: &impl Store, seen: u64, edits: Vec<Edit>, rows: Vec<PutCompany>) {
    let step = Step { directory: edits, ..Step::default() };
    commit_step(store, (1, seen, None, now()), &step, rows).await.expect("commit");
}

async fn undo(store: &impl Store, number: Sequence) -> (u64, u64, Vec<CompanyId>) {
    let undone = store.undo_load(Some(number), now(), clerk()).await.expect("undo").expect("a load");
    (undone.removed, undone.restored, undone.kept)
}

#[test]
fn a_company_that_a_later_load_lists_unchanged_stays_until_that_is_taken_back_too() {
    run(async {
        let store = MemoryStore::new();
        let first = load(&store, vec![row(1, "мука"), row(2, "сахар")]).await.expect("load").sequence;
        let second = load(&store, vec![listed(1), row(3, "соль")]).await.expect("load").sequence;
        let third = load(&store, vec![listed(1)]).await.expect("load").sequence;
        assert_eq!(undo(&store, first).await, (1, 0, vec![id(1)]));
        assert_eq!(offers(&store).await, of(&[(1, "мука"), (3, "соль")]));
        assert_eq!(undo(&store, second).await, (1, 0, vec![id(1)]));
        assert_eq!(offers(&store).await, of(&[(1, "мука")]), "the third has listed it");
        assert_eq!(undo(&store, third).await, (1, 0, vec![]));
        assert_eq!(offers(&store).await, []);
    });
}

#[test]
fn data_that_were_listed_again_come_back_when_what_replaced_them_is_taken_back() {
    run(async {
        let store = MemoryStore::new();
        let first = load(&store, vec![row(1, "мука")]).await.expect("load").sequence;
        let second = load(&store, vec![listed(1)]).await.expect("load").sequence;
        let third = load(&store, vec![row(1, "соль")]).await.expect("load").sequence;
        assert_eq!(undo(&store, first).await, (0, 0, vec![id(1)]));
        assert_eq!(undo(&store, third).await, (0, 1, vec![]));
        assert_eq!(offers(&store).await, of(&[(1, "мука")]));
        assert_eq!(undo(&store, second).await, (1, 0, vec![]));
        assert_eq!(offers(&store).await, []);
    });
}

#[test]
fn a_load_that_is_taken_back_vouches_for_nothing() {
    run(async {
        let store = MemoryStore::new();
        let first = load(&store, vec![row(1, "мука")]).await.expect("load").sequence;
        let before = store.last_sequence().await.expect("read");
        let second = load(&store, vec![listed(1)]).await.expect("load").sequence;
        assert_eq!(store.company_changes(before, 10).await.expect("read").changes, [], "the index has nothing to do");
        assert_eq!(undo(&store, second).await, (0, 0, vec![]));
        assert_eq!(undo(&store, first).await, (1, 0, vec![]));
    });
}

/// Two records of one company, the second merged into the first, which takes its offer.
async fn merged(store: &impl Store) {
    load(store, vec![row(1, "мука"), row(2, "сахар")]).await.expect("load");
    let taken =
        PutCompany { company: Company { offers: vec!["мука".into(), "сахар".into()], ..row(1, "").company }, ..row(1, "") };
    let edits = vec![Edit::Put(Box::new(taken.company.clone())), Edit::Merge { id: id(2), into: id(1) }];
    edit(store, 0, edits, vec![taken]).await;
}

async fn leads_to(store: &impl Store, key: Key) -> Vec<String> {
    store.find(vec![key]).await.expect("found").concat().into_iter().map(|company| company.id).collect()
}

#[test]
fn the_id_the_tax_number_and_the_name_of_a_merged_company_lead_to_the_one_that_stays() {
    run(async {
        let store = MemoryStore::new();
        merged(&store).await;
        assert_eq!(offers(&store).await, of(&[(1, "мукасахар")]));
        assert_eq!(store.company(&id(2)).await.expect("read").map(|company| company.id), Some(id(1).0));
        let second = row(2, "");
        for key in [Key::Id(id(2)), Key::TaxId(second.company.tax_id), Key::Name(second.name_key)] {
            assert_eq!(leads_to(&store, key).await, [id(1).0]);
        }
        let changes = store.company_changes(Sequence(2), 10).await.expect("read").changes;
        assert_eq!(changes.iter().map(|change| change.company.is_some()).collect::<Vec<_>>(), [true, false], "the index follows");
    });
}

#[test]
fn a_merge_that_is_taken_back_brings_both_records_back_as_they_were() {
    run(async {
        let store = MemoryStore::new();
        merged(&store).await;
        edit(&store, 1, vec![Edit::TakeBack { first: 3, changes: 2 }], vec![]).await;
        assert_eq!(offers(&store).await, of(&[(1, "мука"), (2, "сахар")]));
        assert_eq!(leads_to(&store, Key::Name(row(2, "").name_key)).await, [id(2).0]);
        // And the load is undone as if they had never been merged.
        let undone = store.undo_load(None, now(), clerk()).await.expect("undo").expect("a load");
        assert_eq!((undone.removed, undone.kept), (2, vec![]));
    });
}

#[test]
fn a_record_whose_load_is_taken_back_after_the_merge_does_not_come_back() {
    run(async {
        let store = MemoryStore::new();
        load(&store, vec![row(1, "мука")]).await.expect("load");
        let second = load(&store, vec![row(2, "сахар")]).await.expect("load").sequence;
        edit(&store, 0, vec![Edit::Merge { id: id(2), into: id(1) }], vec![]).await;
        assert_eq!(undo(&store, second).await, (0, 0, vec![]));
        edit(&store, 1, vec![Edit::TakeBack { first: 3, changes: 1 }], vec![]).await;
        assert_eq!(offers(&store).await, of(&[(1, "мука")]));
        assert_eq!(leads_to(&store, Key::Id(id(2))).await, Vec::<String>::new());
    });
}

/// Takes companies out of the directory as one load.
async fn remove(store: &impl Store, numbers: &[u64]) -> Loaded {
    let head = LoadHead { file: "old ones".into(), lasting: false, removes: true, at: now(), who: clerk() };
    let mut load = store.begin_load(head).await.expect("begin");
    load.put(numbers.iter().map(|number| listed(*number)).collect()).await.expect("rows");
    load.commit(Counts::default()).await.expect("commit")
}

#[test]
fn what_was_removed_is_gone_for_every_key_and_comes_back_as_it_was_unless_it_is_there_again() {
    run(async {
        let store = MemoryStore::new();
        load(&store, vec![row(1, "мука"), row(2, "сахар"), row(3, "соль")]).await.expect("load");
        let before = told(&store).await;
        let removed = remove(&store, &[1, 2, 9]).await;
        assert_eq!((removed.added, removed.changed), (0, 2));
        assert_eq!(offers(&store).await, of(&[(3, "соль")]));
        let second = row(2, "");
        for key in [Key::Id(id(2)), Key::TaxId(second.company.tax_id), Key::Name(second.name_key)] {
            assert_eq!(leads_to(&store, key).await, Vec::<String>::new());
        }
        load(&store, vec![row(1, "овёс")]).await.expect("load");
        assert_eq!(undo(&store, removed.sequence).await, (0, 1, vec![id(1)]));
        assert_eq!(offers(&store).await, of(&[(1, "овёс"), (2, "сахар"), (3, "соль")]));
        assert!(before.contains("C0000002"));
    });
}

#[test]
fn a_company_whose_load_is_taken_back_after_it_was_removed_does_not_come_back_unless_a_later_load_named_it() {
    run(async {
        let store = MemoryStore::new();
        let first = load(&store, vec![row(1, "мука"), row(2, "сахар")]).await.expect("load").sequence;
        load(&store, vec![listed(2)]).await.expect("load");
        let removed = remove(&store, &[1, 2]).await.sequence;
        assert_eq!(undo(&store, first).await, (0, 0, vec![]));
        assert_eq!(undo(&store, removed).await, (0, 1, vec![]));
        assert_eq!(offers(&store).await, of(&[(2, "сахар")]));
    });
}

/// What the store tells of two records and of loads that list again.
async fn told(store: &impl Store) -> String {
    let leads = leads_to(store, Key::TaxId(row(2, "").company.tax_id)).await;
    let changes = store.company_changes(Sequence(0), 100).await.expect("read");
    format!("{:?} {leads:?} {changes:?}", directory(store).await)
}

#[test]
fn a_store_with_merges_rebuilt_from_its_ledger_is_the_same() {
    let dir = tempfile::tempdir().expect("a directory");
    let before = run(async {
        let store = open_quietly(dir.path());
        merged(&store).await;
        load(&store, vec![listed(1), row(3, "соль")]).await.expect("load");
        load(&store, vec![listed(3)]).await.expect("load");
        edit(&store, 1, vec![Edit::Merge { id: id(3), into: id(1) }], vec![]).await;
        edit(&store, 2, vec![Edit::TakeBack { first: 8, changes: 1 }], vec![]).await;
        undo(&store, Sequence(5)).await;
        let removed = remove(&store, &[1, 3]).await.sequence;
        undo(&store, removed).await;
        remove(&store, &[1]).await;
        told(&store).await
    });
    fs::remove_dir_all(dir.path().join("store")).expect("the view goes");
    let (store, notices) = open(dir.path());
    assert_eq!(notices.len(), 1, "it was rebuilt: {notices:?}");
    assert_eq!(run(told(&store)), before);
    assert!(before.contains("C0000003"), "the later load has listed it: {before}");
    assert!(!is_standing(&store), "the company was removed since");
}

/// The merge of the first step stands: nothing has changed its companies since.
fn is_standing(store: &SledStore) -> bool {
    store.stands(Sequence(3), 2).expect("read")
}
