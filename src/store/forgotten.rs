//! Whoever was forgotten, in the ledger: which entries are theirs, and the name under which these go on without their number.
//!
//! What a chat did until it was forgotten goes under [`ChatId::forgotten`], by the number of the entry that says so, once the segment
//! is compacted. Should the person come back, that is another chat. A snapshot without keys that still knows the person is brought back
//! without them only by their number; so it stays as long as there is such a snapshot. From a backup with keys an entry that forgets tells
//! by itself whom it means: their own key opens it.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use jiff::Timestamp;

use super::ledger;
use super::record::{Entry, Received, Sealed, What};
use super::seal::{ChatKey, Keys};
use super::{StoreError, Who};
use crate::domain::ChatId;
use crate::registry::{Fact, MemberFact};

/// By chat, the entries that say that it was forgotten, in their order.
#[derive(Default)]
pub(super) struct Forgotten(HashMap<ChatId, Vec<u64>>);

impl Forgotten {
    /// Those who were forgotten before that time.
    pub(super) fn before(dir: &Path, time: Timestamp) -> Result<Forgotten, StoreError> {
        let mut forgotten = Forgotten::default();
        ledger::read(dir, 1, u64::MAX, |entry, _| {
            if let What::Forget { chat, .. } = entry.what
                && entry.at < time
                && name(chat, entry.seq) != chat
            {
                forgotten.0.entry(chat).or_default().push(entry.seq);
            }
            Ok(())
        })?;
        Ok(forgotten)
    }

    /// What stands in the entry of that number for a chat that was forgotten by it or later.
    fn name(&self, chat: ChatId, entry: u64) -> Option<ChatId> {
        let forgotten = self.0.get(&chat)?;
        forgotten.get(forgotten.partition_point(|number| *number < entry)).map(|number| name(chat, *number))
    }

    /// Takes the numbers of the forgotten out of an entry, with what their keys had sealed. Whether there was one.
    pub(super) fn rename(&self, entry: &mut Entry) -> bool {
        let (number, mut is_renamed) = (entry.seq, false);
        let mut rename = |chat: &mut ChatId| {
            let name = self.name(*chat, number);
            name.into_iter().for_each(|name| *chat = name);
            is_renamed |= name.is_some();
            name.is_some()
        };
        if let Some(mut chat) = entry.who.chat()
            && rename(&mut chat)
        {
            entry.who.who = Who::of_chat(chat).who;
        }
        match &mut entry.what {
            What::Receive { updates } => {
                for Received { chat, sealed, .. } in updates {
                    if rename(chat) {
                        *sealed = Sealed::default();
                    }
                }
            }
            What::Done { chat, .. } | What::Forget { chat, .. } => _ = rename(chat),
            What::Step { chat, sealed, state, facts, words, .. } => {
                if rename(chat) {
                    (*sealed, *state) = (Sealed::default(), None);
                    words.iter_mut().for_each(|words| *words = Sealed::default());
                }
                facts.iter_mut().flat_map(Fact::chats_mut).for_each(|chat| _ = rename(chat));
            }
            _ => {}
        }
        is_renamed
    }
}

/// What stands for a chat that was forgotten by the entry of that number; the terminal is nobody's number.
pub(super) fn name(chat: ChatId, entry: u64) -> ChatId {
    if chat.is_forgotten() || chat == ChatId::TERMINAL { chat } else { ChatId::forgotten(entry) }
}

/// Everybody who was forgotten and whose number still stands in the ledger; a chat that was forgotten twice is there twice.
pub(super) fn known(dir: &Path) -> Result<Vec<ChatId>, StoreError> {
    let mut known = Vec::new();
    ledger::read(dir, 1, u64::MAX, |entry, _| {
        if let What::Forget { chat, again: false, .. } = entry.what
            && !chat.is_forgotten()
        {
            known.push(chat);
        }
        Ok(())
    })?;
    Ok(known)
}

/// Chats in which nothing has happened since they were forgotten but that they were told so, and perhaps could not be reached.
pub(super) fn only_told(dir: &Path) -> Result<Vec<ChatId>, StoreError> {
    let mut told: BTreeMap<ChatId, bool> = BTreeMap::new();
    ledger::read(dir, 1, u64::MAX, |entry, _| {
        match entry.what {
            What::Forget { chat, .. } => _ = told.insert(chat, false),
            What::Step { chat, update, facts, companies, removals, .. } => {
                let is_reach = |fact: &Fact| matches!(fact, Fact::Member(MemberFact::Unreachable | MemberFact::Reachable));
                if update.is_some() || !facts.iter().all(is_reach) || !companies.is_empty() || !removals.is_empty() {
                    told.remove(&chat);
                } else if let Some(told) = told.get_mut(&chat) {
                    *told = true;
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(told.into_iter().filter(|(chat, told)| *told && !chat.is_forgotten()).map(|(chat, _)| chat).collect())
}

/// What tells whoever holds the key of a chat that it was the one.
pub(super) fn tell(keys: &Keys, chat: ChatId) -> Result<Sealed, StoreError> {
    Ok(keys.key(chat)?.map(|key| key.seal(&chat.0.to_be_bytes())).transpose()?.unwrap_or_default())
}

/// The chat of which an entry tells that it was forgotten, among those with these keys.
pub(super) fn told(sealed: &Sealed, keys: &Keys) -> Result<Option<ChatId>, StoreError> {
    for (chat, _) in keys.all()? {
        if keys.key(chat)?.as_ref().and_then(|key: &ChatKey| key.open(sealed)).is_some() {
            return Ok(Some(chat));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::conversation::{Asked, Change, Step, UpdateId};
    use crate::domain::{CompanyId, Language};
    use crate::registry::StaffFact;
    use crate::reply::{Body, Reply, Way};
    use crate::store::{Commit, Committed, Finding, Incoming, PersonKeys, ReplyId, SledStore, Store, Version, restore_with_rest, verify};

    const GOES: ChatId = ChatId(5_550_123_456);
    const STAYS: ChatId = ChatId(7);

    fn at() -> Timestamp {
        "2026-11-27T10:00:00Z".parse().expect("a time")
    }

    /// A step, by an update if there is a number of one.
    async fn step(store: &SledStore, chat: ChatId, update: Option<i64>, facts: Vec<Fact>) -> ReplyId {
        let (_, seen) = store.load(chat).await.expect("read");
        let asked = Change::Asked(Asked { text: "самовары".to_owned(), ..Asked::default() });
        let (way, language, body) = (Way::New, Language::Ru, Body::Nothing);
        let reply = Reply { way, language, body, on_behalf: None, panel: 0, buttons: Vec::new() };
        let step = Step { changes: vec![asked], facts, replies: vec![reply], ..Step::default() };
        let (update, who, companies) = (update.map(UpdateId), Who::of_chat(chat), Vec::new());
        let done = store.commit(Commit { chat, seen, update, step: &step, companies, at: at(), who }).await.expect("kept");
        let Committed::Done { entry, .. } = done else { panic!("the update was done before") };
        let id = ReplyId { entry, number: 0 };
        store.mark_sent(&[id], at()).await.expect("sent");
        id
    }

    /// Somebody keeps the list, speaks for a company, is dismissed, forgotten, and told so.
    async fn past(store: &SledStore) {
        let joined = Fact::Member(MemberFact::Joined { company: CompanyId("L01".to_owned()) });
        let update = Incoming { update: UpdateId(1), chat: GOES, json: b"words".to_vec() };
        store.receive(vec![update], at()).await.expect("received");
        step(store, GOES, Some(1), vec![joined]).await;
        store.done(GOES, UpdateId(2), at()).await.expect("done");
        step(store, STAYS, None, vec![Fact::Staff(StaffFact::Dismissed { chat: GOES })]).await;
        store.forget(GOES, at(), Who::of_chat(GOES)).await.expect("forgotten");
        step(store, GOES, None, Vec::new()).await;
    }

    /// The files of a directory in which the number stands.
    fn naming(dir: &Path) -> Vec<String> {
        let number = GOES.0.to_string();
        let files = fs::read_dir(dir).expect("a directory").map(|file| file.expect("a file").path());
        let named = files.filter(|path| {
            let bytes = fs::read(path).expect("read");
            path.to_string_lossy().contains(&number) || bytes.windows(number.len()).any(|window| window == number.as_bytes())
        });
        named.map(|path| path.display().to_string()).collect()
    }

    #[tokio::test]
    async fn nothing_in_ledger_and_keys_names_who_was_forgotten_when_no_snapshot_needs_it() {
        let dir = tempfile::tempdir().expect("a directory");
        let (data, ledger) = (dir.path(), dir.path().join("ledger"));
        let (store, _) = SledStore::open(data).expect("it opens");
        past(&store).await;
        let (facts, known) = (store.facts().await.expect("read"), store.forgotten().expect("read"));
        assert_eq!(known, [GOES]);
        let name = facts[0].chat;
        assert!(name.is_forgotten() && facts[2].chat == name, "{facts:?}");
        assert_eq!(facts[1].fact, Fact::Staff(StaffFact::Dismissed { chat: name }));
        store.forget_receipts(at()).await.expect("forgotten");
        store.compact(at()).expect("compacted");
        assert!(!naming(&ledger).is_empty(), "a snapshot may still know the person");
        store.compact(Timestamp::MAX).expect("compacted");
        assert_eq!(naming(&ledger), [""; 0]);
        assert_eq!(naming(&data.join("keys")), [""; 0]);
        assert_eq!((store.facts().await.expect("read"), store.forgotten().expect("read")), (facts.clone(), Vec::new()));
        assert_eq!(store.load(STAYS).await.expect("read").1, Version(1));
        drop(store);
        assert!(verify(data).expect("verified").iter().all(Finding::is_ok));
        fs::remove_dir_all(data.join("store")).expect("the view is thrown away");
        fs::remove_file(data.join("manifest.json")).expect("and what is known of it");
        let (store, _) = SledStore::open(data).expect("it opens");
        assert_eq!(store.facts().await.expect("read"), facts);
        assert_ne!(store.load(STAYS).await.expect("read").0, Default::default());
        assert_eq!(store.load(GOES).await.expect("read").0, Default::default());
    }

    #[tokio::test]
    async fn whoever_comes_back_after_being_forgotten_is_another_person_and_stays() {
        let dir = tempfile::tempdir().expect("a directory");
        let (store, _) = SledStore::open(dir.path()).expect("it opens");
        past(&store).await;
        step(&store, GOES, Some(9), Vec::new()).await;
        let (state, version) = store.load(GOES).await.expect("read");
        store.forget_receipts(at()).await.expect("nothing to forget");
        store.compact(Timestamp::MAX).expect("compacted");
        assert_eq!(store.load(GOES).await.expect("read"), (state.clone(), version));
        let text = fs::read_to_string(dir.path().join("ledger/000000000001.jsonl")).expect("read");
        let (before, since) = text.split_at(text.find("\"forget\"").expect("it says so"));
        let number = GOES.0.to_string();
        assert!(before.contains("L01") && !before.contains(&number) && since.contains(&number), "only what was before is nobody's: {text}");
        drop(store);
        fs::remove_dir_all(dir.path().join("store")).expect("the view is thrown away");
        let (store, _) = SledStore::open(dir.path()).expect("it opens");
        assert_eq!(store.load(GOES).await.expect("read").0, state);
    }

    #[tokio::test]
    async fn a_backup_from_before_brought_back_with_the_ledger_of_today_forgets_again() {
        let dir = tempfile::tempdir().expect("a directory");
        let (data, file, new) = (dir.path().join("data"), dir.path().join("all.hamkor"), dir.path().join("new"));
        let key = || "5a".repeat(32).parse::<crate::store::BackupKey>().expect("a key");
        let (store, _) = SledStore::open(&data).expect("it opens");
        step(&store, GOES, Some(3), Vec::new()).await;
        store.backup_to(&file, PersonKeys::Sealed, Some(key()), at()).await.expect("written");
        past(&store).await;
        store.forget_receipts(at()).await.expect("forgotten");
        store.compact(Timestamp::MAX).expect("compacted");
        let facts = store.facts().await.expect("read");
        drop(store);
        restore_with_rest(&file, &new, Some(&key()), &data).expect("restored");
        let (store, _) = SledStore::open(&new).expect("it opens");
        assert_eq!(store.load(GOES).await.expect("read").0, Default::default());
        assert_eq!(store.facts().await.expect("read"), facts);
        assert_eq!(naming(&new.join("keys")), [""; 0]);
    }
}
