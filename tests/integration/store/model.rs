//! Random lives of a store against a simple model of it, with closing and opening in between.

use std::collections::BTreeMap;

use hamkor::domain::ChatId;
use hamkor::store::{Store, StoreError};
use proptest::prelude::*;

use super::{asked, clerk, commit, directory, load, now, open_quietly, outbox, row, run};

#[derive(Clone, Debug)]
enum Deed {
    /// `seen` is off by so much.
    Commit {
        chat: i64,
        late: u64,
        update: Option<i64>,
    },
    SendOldest(usize),
    Forget(i64),
    Load(Vec<(u64, u8)>),
    Put(u64, u8),
    Undo,
    Reopen,
}

fn deed() -> impl Strategy<Value = Deed> {
    let rows = prop::collection::vec((0..6u64, 0..3u8), 0..6);
    prop_oneof![
        4 => (0..3i64, prop_oneof![9 => Just(0u64), 1 => Just(1u64)], prop::option::of(0..40i64)).prop_map(|(chat, late, update)| Deed::Commit { chat, late, update }),
        1 => (0..4usize).prop_map(Deed::SendOldest),
        1 => (0..3i64).prop_map(Deed::Forget),
        2 => rows.prop_map(Deed::Load),
        1 => (0..6u64, 0..3u8).prop_map(|(number, offer)| Deed::Put(number, offer)),
        1 => Just(Deed::Undo),
        1 => Just(Deed::Reopen),
    ]
}

/// Number of the change that brought it, and the offer.
type Offer = (usize, u8);
/// What a load changed: company, what it was before.
type Before = BTreeMap<u64, Option<Offer>>;

#[derive(Default)]
struct Model {
    chats: BTreeMap<i64, (Option<String>, u64)>,
    updates: Vec<i64>,
    outbox: Vec<(i64, String)>,
    companies: BTreeMap<u64, Offer>,
    /// With their numbers.
    loads: Vec<(usize, Before)>,
    number: usize,
}

impl Model {
    fn put(&mut self, rows: &[(u64, u8)]) -> Before {
        self.number += 1;
        let mut before = Before::new();
        for (company, offer) in rows {
            let old = self.companies.get(company).copied();
            if old.is_none_or(|(_, old)| old != *offer) {
                before.entry(*company).or_insert(old);
                self.companies.insert(*company, (self.number, *offer));
            }
        }
        before
    }

    fn undo(&mut self) -> Option<usize> {
        let (load, before) = self.loads.pop()?;
        let mut kept = 0;
        for (company, former) in before {
            match (self.companies.get(&company), former) {
                (Some((by, _)), _) if *by != load => kept += 1,
                (None, _) => {}
                (_, Some(former)) => _ = self.companies.insert(company, former),
                (_, None) => _ = self.companies.remove(&company),
            }
        }
        Some(kept)
    }

    async fn holds(&self, store: &impl Store) {
        for chat in 0..3 {
            assert_eq!(asked(store, chat).await, self.chats.get(&chat).cloned().unwrap_or_default());
        }
        assert_eq!(outbox(store).await, self.outbox.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>());
        let companies = self.companies.iter().map(|(number, (_, offer))| (format!("C{number:07}"), offer.to_string()));
        assert_eq!(directory(store).await, companies.collect::<Vec<_>>());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_happens_the_store_holds_what_a_simple_model_holds(deeds in prop::collection::vec(deed(), 1..30)) {
        let dir = tempfile::tempdir().expect("a directory");
        let mut store = open_quietly(dir.path());
        let mut model = Model::default();
        run(async {
            for (number, deed) in deeds.into_iter().enumerate() {
                match deed {
                    Deed::Commit { chat, late, update } => {
                        let version = model.chats.get(&chat).map_or(0, |(_, version)| *version);
                        let text = format!("text {number}");
                        let result = commit(&store, chat, version + late, update, &text).await;
                        if update.is_some_and(|update| model.updates.contains(&update)) {
                            assert_eq!(result.expect("commit"), None);
                        } else if late > 0 {
                            assert!(matches!(result, Err(StoreError::Conflict)));
                        } else {
                            result.expect("commit");
                            model.updates.extend(update);
                            model.chats.insert(chat, (Some(text.clone()), version + 1));
                            model.outbox.push((chat, text));
                        }
                    }
                    Deed::SendOldest(count) => {
                        let ids: Vec<_> = store.outbox(None).await.expect("read").iter().map(|queued| queued.id).take(count).collect();
                        store.mark_sent(&ids, now()).await.expect("sent");
                        model.outbox.drain(..ids.len());
                    }
                    Deed::Forget(chat) => {
                        store.forget(ChatId(chat), now(), clerk()).await.expect("forget");
                        let version = model.chats.get(&chat).map_or(0, |(_, version)| *version);
                        model.chats.insert(chat, (None, version + 1));
                        model.outbox.retain(|(of, _)| *of != chat);
                    }
                    Deed::Load(rows) => {
                        load(&store, rows.iter().map(|(number, offer)| row(*number, &offer.to_string())).collect()).await.expect("load");
                        let before = model.put(&rows);
                        model.loads.push((model.number, before));
                    }
                    Deed::Put(number, offer) => {
                        store.put_company(row(number, &offer.to_string()), now(), clerk()).await.expect("put");
                        model.put(&[(number, offer)]);
                    }
                    Deed::Undo => {
                        let undone = store.undo_load(now(), clerk()).await.expect("undo");
                        assert_eq!(undone.map(|undone| undone.kept.len()), model.undo());
                    }
                    Deed::Reopen => {
                        drop(store);
                        store = open_quietly(dir.path());
                    }
                }
                model.holds(&store).await;
            }
            // The same again from the ledger alone.
            drop(store);
            std::fs::remove_dir_all(dir.path().join("store")).expect("removed");
            let (store, _) = super::open(dir.path());
            model.holds(&store).await;
        });
    }
}
