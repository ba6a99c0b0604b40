//! The words of a person that a fact holds: those of a request that found nobody. A fact lies in clear, so its words are taken out of it
//! before it is written and lie beside it, sealed with the person's key; without that key nobody reads them, in old copies either.

use super::StoreError;
use super::record::{Sealed, json};
use super::seal::{ChatKey, Keys};
use crate::domain::ChatId;
use crate::registry::{Fact, TaskFact};

/// The words of a fact that may have some.
pub(super) fn words_of(fact: &mut Fact) -> Option<&mut Vec<String>> {
    match fact {
        Fact::Task(TaskFact::Lacked { words }) => Some(words),
        _ => None,
    }
}

/// Whether a fact holds words in clear, as those of older ledgers do.
pub(super) fn tells(fact: &Fact) -> bool {
    matches!(fact, Fact::Task(TaskFact::Lacked { words }) if !words.is_empty())
}

/// Takes the words out of facts; what is left of them lies sealed, for each fact that may have some.
pub(super) fn hide(facts: &mut [Fact], chat: ChatId, keys: &Keys) -> Result<Vec<Sealed>, StoreError> {
    facts.iter_mut().filter_map(words_of).map(|words| keys.seal(chat, &json(&std::mem::take(words)))).collect()
}

/// Takes the words out of a fact of an older ledger; with no key they are gone.
pub(super) fn hide_late(fact: &mut Fact, key: Option<&ChatKey>) -> Result<Option<Sealed>, StoreError> {
    let Some(words) = words_of(fact).map(std::mem::take) else { return Ok(None) };
    key.map(|key| key.seal(&json(&words))).transpose()
}

/// Puts the words back into a fact, as far as the key of its chat still opens them.
pub(super) fn show(fact: &mut Fact, chat: ChatId, sealed: &Sealed, keys: &Keys) -> Result<(), StoreError> {
    if let (Some(words), Some(plain)) = (words_of(fact), keys.open_sealed(chat, sealed)?) {
        *words = serde_json::from_slice(&plain).unwrap_or_default();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;

    use jiff::Timestamp;

    use super::*;
    use crate::store::files::{DiskFiles, private_dir};
    use crate::store::record::{Entry, What, line};
    use crate::store::{SledStore, Store, Who};

    const STAYS: ChatId = ChatId(1);
    const GOES: ChatId = ChatId(2);

    fn lacked(word: &str) -> Fact {
        Fact::Task(TaskFact::Lacked { words: vec![word.to_owned()] })
    }

    /// A ledger as it was written when words lay in clear in it.
    fn write_former(data: &Path) {
        let keys = data.join("keys");
        [data, &data.join("ledger"), &keys].into_iter().for_each(|dir| private_dir(dir).expect("a directory"));
        let keys = Keys::open(keys, Arc::new(DiskFiles));
        let said = json(&crate::store::record::Said::default());
        let step = |seq, chat, word| {
            let sealed = keys.seal(chat, &said).expect("it is sealed");
            let (facts, words) = (vec![lacked(word)], Vec::new());
            let what = What::Step { chat, update: None, sealed, state: None, facts, words, companies: Vec::new(), removals: Vec::new() };
            line(&Entry::new(seq, Timestamp::UNIX_EPOCH, Who::new("chat"), what))
        };
        let lines = [step(1, STAYS, "steamboat"), step(2, GOES, "balalaika")].concat();
        fs::write(data.join("ledger/000000000001.jsonl"), lines).expect("it is written");
    }

    async fn words(store: &SledStore) -> Vec<Fact> {
        let facts = store.facts().await.expect("facts are read").into_iter().map(|recorded| recorded.fact);
        facts.filter(|fact| matches!(fact, Fact::Task(_))).collect()
    }

    fn lies_in_clear(dir: &Path, word: &str) -> bool {
        fs::read_dir(dir).expect("a directory").filter_map(|file| fs::read(file.ok()?.path()).ok()).any(|bytes| {
            let mut windows = bytes.windows(word.len());
            windows.any(|window| window == word.as_bytes())
        })
    }

    #[tokio::test]
    async fn words_that_an_older_ledger_holds_in_clear_are_read_and_sealed_and_those_of_the_forgotten_go() {
        let dir = tempfile::tempdir().expect("a directory");
        let (data, ledger) = (dir.path(), dir.path().join("ledger"));
        write_former(data);
        let (store, _) = SledStore::open(data).expect("it opens");
        assert_eq!(words(&store).await, [lacked("steamboat"), lacked("balalaika")]);
        store.forget(GOES, Timestamp::UNIX_EPOCH, Who::hamkor()).await.expect("forgotten");
        let gone = Fact::Task(TaskFact::Lacked { words: Vec::new() });
        assert_eq!(words(&store).await, [lacked("steamboat"), gone.clone()]);
        // Whoever comes back has another key.
        Keys::open(data.join("keys"), Arc::new(DiskFiles)).seal(GOES, b"hello").expect("sealed");
        store.compact(Timestamp::MAX).expect("compacted");
        assert!(!lies_in_clear(&ledger, "balalaika") && !lies_in_clear(&ledger, "steamboat"));
        assert_eq!(words(&store).await, [lacked("steamboat"), gone.clone()]);
        drop(store);
        fs::remove_dir_all(data.join("store")).expect("the view is thrown away");
        let (store, _) = SledStore::open(data).expect("it opens");
        assert_eq!(words(&store).await, [lacked("steamboat"), gone]);
        drop(store);
        assert!(["store", "keys"].iter().all(|part| !lies_in_clear(&data.join(part), "balalaika")));
    }
}
