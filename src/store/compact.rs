//! Makes finished segments of the ledger small. Most of a segment is what people wrote and were told, sealed. Once an update is handled
//! and a reply is sent, only what they add up to is needed: the state of the chat. So a segment is written anew without them, and the
//! last step of each chat in it holds the whole state after it.
//!
//! What stays: every entry with its number, time, who and on whose behalf, all facts, all edits of the directory and all loads. So the
//! history, undo, reports and a view built anew are the same as before, in old backups and in those made later.
//! Except for those who were forgotten before a given time: their numbers go (see `forgotten.rs`).
//! The last segment grows and is left alone.

use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::fs;
use std::path::Path;

use jiff::Timestamp;

use super::files::{Files, write_whole};
use super::forgotten::Forgotten;
use super::ledger::{Entries, segments};
use super::record::{Entry, FactRecord, Former, Received, Said, Sealed, What, json, line};
use super::seal::ChatKey;
use super::table::Table;
use super::view::View;
use super::{ReplyId, Sequence, StoreError, place, words};
use crate::conversation::State;
use crate::domain::ChatId;
use crate::registry::Fact;

/// What a compaction did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compacted {
    /// Segments that are smaller now.
    pub segments: u64,
    /// What these had, in bytes.
    pub before: u64,
    /// What they have now, in bytes.
    pub after: u64,
}

pub(super) fn compact<T: Table>(dir: &Path, view: &View<T>, files: &dyn Files, before: Timestamp) -> Result<Compacted, StoreError> {
    let forgotten = Forgotten::before(dir, before)?;
    let (mut segments, mut chats, mut losses, mut done) = (segments(dir)?, HashMap::new(), 0, Compacted::default());
    segments.pop();
    for (first, path) in segments {
        let mut segment =
            Segment { view, chats: &mut chats, losses: &mut losses, last: HashMap::new(), is_changed: false, entries: Vec::new() };
        let mut entries = Entries::open(&path, first)?;
        while let Some(mut entry) = entries.read()? {
            segment.is_changed |= forgotten.rename(&mut entry);
            segment.put(entry)?;
        }
        if !segment.is_changed {
            continue;
        }
        let before = fs::metadata(&path).map_err(|cause| StoreError::disk(&path, cause))?.len();
        let text: Vec<u8> = segment.end()?.iter().flat_map(line).collect();
        write_whole(files, &path, &text)?;
        done = Compacted { segments: done.segments + 1, before: done.before + before, after: done.after + text.len() as u64 };
    }
    Ok(done)
}

/// A chat as far as the ledger was read.
struct Chat {
    state: State,
    /// What it had when the reading began. If it is forgotten meanwhile, what is written here is noise, as it should be.
    key: Option<ChatKey>,
}

impl Chat {
    fn open<R: Former>(&self, sealed: &Sealed, view: &View<impl Table>) -> Result<Option<R>, StoreError> {
        let Some(json) = self.key.as_ref().and_then(|key| key.open(sealed)) else { return Ok(None) };
        R::read(&json).map(Some).map_err(|_| view.table().broken("a sealed record is of another version"))
    }
}

/// A segment while it is made small.
struct Segment<'a, T> {
    view: &'a View<T>,
    chats: &'a mut HashMap<ChatId, Chat>,
    /// How often a part of the ledger was lost until here.
    losses: &'a mut u64,
    /// The last step of each chat, by its place among the entries.
    last: HashMap<ChatId, usize>,
    /// Something is left out.
    is_changed: bool,
    entries: Vec<Entry>,
}

impl<T: Table> Segment<'_, T> {
    fn put(&mut self, mut entry: Entry) -> Result<(), StoreError> {
        match &mut entry.what {
            What::Receive { updates } => updates.iter_mut().try_for_each(|received| self.receive(received))?,
            What::Step { chat, sealed, state, facts, words, .. } => {
                self.step(Sequence(entry.seq), *chat, sealed, state.as_ref())?;
                self.words(entry.seq, *chat, facts, words)?;
            }
            What::Forget { chat, .. } => {
                self.last.remove(chat);
                if let Some(chat) = self.chats.get_mut(chat) {
                    chat.state = State::default().after_losses(*self.losses);
                }
            }
            What::Lost { .. } => {
                *self.losses += 1;
                self.chats.values_mut().for_each(|chat| chat.state = std::mem::take(&mut chat.state).after_losses(1));
            }
            _ => {}
        }
        self.entries.push(entry);
        Ok(())
    }

    /// What an update said is over when it no longer waits.
    fn receive(&mut self, received: &mut Received) -> Result<(), StoreError> {
        if !received.sealed.is_empty() && self.view.table().get(&place::inbox(received.update))?.is_none() {
            received.sealed = Sealed::default();
            self.is_changed = true;
        }
        Ok(())
    }

    /// Words that older ledgers have in clear are sealed; of whoever was forgotten since they are gone, as they are from the view.
    fn words(&mut self, entry: u64, chat: ChatId, facts: &mut [Fact], sealed: &mut Vec<Sealed>) -> Result<(), StoreError> {
        if !facts.iter().any(words::tells) {
            return Ok(());
        }
        self.is_changed = true;
        let key = self.chats.get(&chat).and_then(|chat| chat.key.as_ref());
        for (number, fact) in (0..).zip(facts) {
            let known = self.view.record::<FactRecord>(&place::fact(entry, number))?.is_some_and(|known| known.may_tell());
            let hidden = words::hide_late(fact, key.filter(|_| known))?;
            sealed.extend(words::words_of(fact).map(|_| hidden.unwrap_or_default()));
        }
        Ok(())
    }

    /// What a step changed goes on in the state; its replies are over when none of them waits.
    fn step(&mut self, entry: Sequence, chat: ChatId, sealed: &mut Sealed, state: Option<&Sealed>) -> Result<(), StoreError> {
        let view = self.view;
        let known = match self.chats.entry(chat) {
            Vacant(new) => new.insert(Chat { state: State::default().after_losses(*self.losses), key: view.keys().key(chat)? }),
            Occupied(known) => known.into_mut(),
        };
        let said: Said = known.open(sealed, view)?.unwrap_or_default();
        said.changes.iter().for_each(|change| known.state.apply(change));
        if let Some(state) = state.map(|state| known.open(state, view)).transpose()?.flatten() {
            known.state = state;
        }
        self.last.insert(chat, self.entries.len());
        let mut waits = false;
        for (number, _) in (0..).zip(&said.replies) {
            waits |= view.table().get(&place::outbox(ReplyId { entry, number }))?.is_some();
        }
        if waits && said.changes.is_empty() || sealed.is_empty() {
            return Ok(());
        }
        let rest = Said { changes: Vec::new(), replies: said.replies };
        *sealed = known.key.as_ref().filter(|_| waits).map(|key| key.seal(&json(&rest))).transpose()?.unwrap_or_default();
        self.is_changed = true;
        Ok(())
    }

    /// The entries as they are written anew.
    fn end(mut self) -> Result<Vec<Entry>, StoreError> {
        for (chat, place) in self.last {
            if let What::Step { state, .. } = &mut self.entries[place].what
                && let Some(Chat { state: known, key: Some(key) }) = self.chats.get(&chat)
            {
                *state = Some(key.seal(&json(known))?);
            }
        }
        Ok(self.entries)
    }
}
