//! Random lives of a store against a simple model of it, with closing and opening in between.

use std::collections::{BTreeMap, BTreeSet};

use hamkor::conversation::UpdateId;
use hamkor::domain::ChatId;
use hamkor::registry::Fact;
use hamkor::store::{NotUndone, Sequence, Store, StoreError};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::{asked, clerk, commit_step, directory, facts, inbox, incoming, joined, joining, load, now, open_quietly, outbox, row, run};

#[derive(Clone, Debug)]
enum Deed {
    /// `seen` is off by so much.
    Commit {
        chat: i64,
        late: u64,
        update: Option<i64>,
        /// Companies that the chat joins.
        joins: Vec<u8>,
        rows: Vec<(u64, u8)>,
    },
    /// Updates with their chats.
    Receive(Vec<(i64, i64)>),
    Done(i64),
    /// Hours go by.
    Silence(i64),
    SendOldest(usize),
    Forget(i64),
    Load(Vec<(u64, u8)>),
    Put(u64, u8),
    Undo,
    /// Of all loads so far, taken back or not.
    UndoNumber(usize),
    Reopen,
}

fn deed() -> impl Strategy<Value = Deed> {
    let rows = || prop::collection::vec((0..6u64, 0..3u8), 0..6);
    // Two stretches of ids, one far below the other.
    let update = || prop_oneof![0..12i64, 150_000..150_012i64];
    let late = prop_oneof![9 => Just(0u64), 1 => Just(1u64)];
    let corrections = prop_oneof![2 => Just(Vec::new()), 1 => rows()];
    let step = (0..3i64, late, prop::option::of(update()), prop::collection::vec(0..9u8, 0..3), corrections);
    prop_oneof![
        6 => step.prop_map(|(chat, late, update, joins, rows)| Deed::Commit { chat, late, update, joins, rows }),
        4 => prop::collection::vec((update(), 0..3i64), 0..5).prop_map(Deed::Receive),
        1 => update().prop_map(Deed::Done),
        1 => (20..60i64).prop_map(Deed::Silence),
        1 => (0..4usize).prop_map(Deed::SendOldest),
        1 => (0..3i64).prop_map(Deed::Forget),
        2 => rows().prop_map(Deed::Load),
        1 => (0..6u64, 0..3u8).prop_map(|(number, offer)| Deed::Put(number, offer)),
        1 => Just(Deed::Undo),
        1 => (0..9usize).prop_map(Deed::UndoNumber),
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
    now: Timestamp,
    /// Ids remembered, with the highest and when the last came in.
    updates: BTreeSet<i64>,
    highest: Option<(i64, Timestamp)>,
    /// Update, chat, deed in which it came.
    inbox: BTreeMap<i64, (i64, usize)>,
    facts: Vec<(i64, Fact)>,
    outbox: Vec<(i64, String)>,
    companies: BTreeMap<u64, Offer>,
    /// Numbers of the loads that stand.
    loads: Vec<usize>,
    /// Of all loads: their places in the ledger, and what was before.
    befores: BTreeMap<usize, (Sequence, Before)>,
    /// Load and company: taken back while a later change of the company stood.
    withdrawn: BTreeSet<(usize, u64)>,
    number: usize,
}

impl Model {
    fn is_remembered(&self, update: i64) -> bool {
        self.highest.is_some_and(|(highest, _)| update >= highest - 100_000)
    }

    fn is_new(&self, update: i64) -> bool {
        let silent = self.highest.is_none_or(|(_, at)| self.now.duration_since(at).as_hours() >= 48);
        !self.inbox.contains_key(&update) && if self.is_remembered(update) { !self.updates.contains(&update) } else { silent }
    }

    fn came_in(&mut self, update: i64) {
        let highest = self.highest.map_or(update, |(highest, _)| highest);
        if self.is_remembered(update) {
            self.highest = Some((highest.max(update), self.now));
        } else {
            self.updates.clear();
            self.highest = Some((update, self.now));
        }
    }

    fn handled(&mut self, update: i64) {
        if self.inbox.remove(&update).is_none() {
            self.came_in(update);
        }
        if self.is_remembered(update) && self.highest.is_some_and(|(highest, _)| update <= highest) {
            self.updates.insert(update);
        }
    }

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

    /// Takes back a load, or the last one; how many companies were kept.
    fn undo(&mut self, load: Option<usize>) -> Result<usize, NotUndone> {
        let load = load.or(self.loads.last().copied()).ok_or(NotUndone::NothingLeft)?;
        let standing = self.loads.iter().position(|standing| *standing == load).ok_or(NotUndone::Already)?;
        self.loads.remove(standing);
        let mut kept = 0;
        for (company, mut former) in self.befores[&load].1.clone() {
            while let Some((by, _)) = former
                && self.withdrawn.contains(&(by, company))
            {
                former = self.befores[&by].1[&company];
            }
            match (self.companies.get(&company), former) {
                (Some((by, _)), _) if *by != load => {
                    self.withdrawn.insert((load, company));
                    kept += 1;
                }
                (None, _) => {}
                (_, Some(former)) => _ = self.companies.insert(company, former),
                (_, None) => _ = self.companies.remove(&company),
            }
        }
        Ok(kept)
    }

    async fn holds(&self, store: &impl Store) {
        for chat in 0..3 {
            assert_eq!(asked(store, chat).await, self.chats.get(&chat).cloned().unwrap_or_default());
        }
        let waiting = self.inbox.iter().map(|(update, (chat, deed))| (*update, *chat, deed.to_string()));
        assert_eq!(inbox(store).await, waiting.collect::<Vec<_>>());
        assert_eq!(store.last_update().await.expect("read"), self.highest.map(|(highest, _)| UpdateId(highest)));
        assert_eq!(facts(store).await, self.facts);
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
                    Deed::Commit { chat, late, update, joins, rows } => {
                        let version = model.chats.get(&chat).map_or(0, |(_, version)| *version);
                        let text = format!("text {number}");
                        let joins: Vec<String> = joins.iter().map(u8::to_string).collect();
                        let joins: Vec<&str> = joins.iter().map(String::as_str).collect();
                        let corrections = rows.iter().map(|(number, offer)| row(*number, &offer.to_string())).collect();
                        let head = (chat, version + late, update, model.now);
                        let result = commit_step(&store, head, &joining(&text, &joins), corrections).await;
                        if update.is_some_and(|update| !model.inbox.contains_key(&update) && !model.is_new(update)) {
                            assert_eq!(result.expect("commit"), None);
                        } else if late > 0 {
                            assert!(matches!(result, Err(StoreError::Conflict)));
                        } else {
                            result.expect("commit");
                            update.into_iter().for_each(|update| model.handled(update));
                            model.facts.extend(joins.iter().map(|company| (chat, joined(company))));
                            rows.iter().for_each(|row| drop(model.put(&[*row])));
                            model.chats.insert(chat, (Some(text.clone()), version + 1));
                            model.outbox.push((chat, text));
                        }
                    }
                    Deed::Receive(updates) => {
                        let batch = updates.iter().map(|(update, chat)| incoming(*update, *chat, &number.to_string())).collect();
                        store.receive(batch, model.now).await.expect("receive");
                        // What is new is decided before any of them is taken.
                        let mut new: Vec<(i64, i64)> = Vec::new();
                        for (update, chat) in updates {
                            if model.is_new(update) && !new.iter().any(|(known, _)| *known == update) {
                                new.push((update, chat));
                            }
                        }
                        for (update, chat) in new {
                            model.came_in(update);
                            model.inbox.insert(update, (chat, number));
                        }
                    }
                    Deed::Done(update) => {
                        store.done(ChatId(0), UpdateId(update), model.now).await.expect("done");
                        if model.inbox.contains_key(&update) || model.is_new(update) {
                            model.handled(update);
                        }
                    }
                    Deed::Silence(hours) => model.now += SignedDuration::from_hours(hours),
                    Deed::SendOldest(count) => {
                        let ids: Vec<_> = store.outbox(None).await.expect("read").iter().map(|queued| queued.id).take(count).collect();
                        store.mark_sent(&ids, now()).await.expect("sent");
                        model.outbox.drain(..ids.len());
                    }
                    Deed::Forget(chat) => {
                        store.forget(ChatId(chat), model.now, clerk()).await.expect("forget");
                        let version = model.chats.get(&chat).map_or(0, |(_, version)| *version);
                        model.chats.insert(chat, (None, version + 1));
                        model.outbox.retain(|(of, _)| *of != chat);
                        // The terminal is nobody's number.
                        let gone = if chat == 0 { 0 } else { ChatId::forgotten(store.last_sequence().await.expect("read").0).0 };
                        model.facts.iter_mut().filter(|(of, _)| *of == chat).for_each(|(of, _)| *of = gone);
                        model.facts.push((gone, Fact::Forgotten));
                        let waiting: Vec<i64> = model.inbox.iter().filter(|(_, (of, _))| *of == chat).map(|(update, _)| *update).collect();
                        waiting.into_iter().for_each(|update| model.handled(update));
                    }
                    Deed::Load(rows) => {
                        let companies = rows.iter().map(|(number, offer)| row(*number, &offer.to_string())).collect();
                        let loaded = load(&store, companies).await.expect("load");
                        let before = model.put(&rows);
                        model.loads.push(model.number);
                        model.befores.insert(model.number, (loaded.sequence, before));
                    }
                    Deed::Put(number, offer) => {
                        store.put_company(row(number, &offer.to_string()), now(), clerk()).await.expect("put");
                        model.put(&[(number, offer)]);
                    }
                    Deed::Undo => {
                        let undone = store.undo_load(None, now(), clerk()).await.expect("undo");
                        assert_eq!(undone.map(|undone| undone.kept.len()), model.undo(None));
                    }
                    Deed::UndoNumber(pick) => {
                        let picked = model.befores.iter().nth(pick).map(|(load, (sequence, _))| (*load, *sequence));
                        let Some((load, sequence)) = picked else { continue };
                        let undone = store.undo_load(Some(sequence), now(), clerk()).await.expect("undo");
                        assert_eq!(undone.map(|undone| undone.kept.len()), model.undo(Some(load)));
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
