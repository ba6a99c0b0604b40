//! Updates on their way in: received, then handled; and which of them are new. A messenger delivers an update again until it hears that
//! it was received, so an id that came in before is passed over.
//!
//! Ids count upwards, so only the last [`WINDOW`] below the highest are remembered: what is lower came in long ago. Except that Telegram,
//! after a week without updates, goes on with an id chosen at random. So a lower id is new after all if none came in for
//! [`SILENCE_HOURS`]: nothing can be delivered again then, as Telegram drops an update after 24 hours. With it the window begins
//! anew. When entries are brought into the view, now or replayed, nothing of this is decided again: an entry holds new updates only.

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::apply::Draft;
use super::record::Received;
use super::table::Table;
use super::view::View;
use super::{Incoming, StoreError, place};
use crate::conversation::UpdateId;
use crate::domain::ChatId;

/// How far below the highest id an update is remembered.
const WINDOW: i64 = 100_000;
/// A silence after which the messenger may count from anywhere.
const SILENCE_HOURS: i64 = 48;

/// The ids that came in.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Ids {
    /// The highest since the window last began anew.
    highest: i64,
    /// When the last new one came in.
    at: Timestamp,
}

impl Ids {
    /// The lowest id that is remembered.
    fn lowest(self) -> i64 {
        self.highest.saturating_sub(WINDOW)
    }

    /// Whether nothing came in for so long that any id may come. A clock that was put back counts as silence too: an update handled
    /// twice is better than a bot that hears nothing for the time by which it was wrong.
    fn is_silent(self, at: Timestamp) -> bool {
        at.duration_since(self.at).abs() >= SignedDuration::from_hours(SILENCE_HOURS)
    }
}

impl<T: Table> View<T> {
    /// Updates received and not yet handled, by id; what its key no longer opens is forgotten.
    pub(super) fn inbox(&self) -> Result<Vec<Incoming>, StoreError> {
        let mut inbox = Vec::new();
        self.each(&[place::INBOX], |_, value| {
            let Received { update, chat, sealed } = self.unpack(value)?;
            inbox.extend(self.keys().open_sealed(chat, &sealed)?.map(|json| Incoming { update, chat, json }));
            Ok(())
        })?;
        inbox.sort_by_key(|incoming: &Incoming| incoming.update);
        Ok(inbox)
    }

    /// The highest id that came in since the window last began anew.
    pub(super) fn last_update(&self) -> Result<Option<UpdateId>, StoreError> {
        Ok(self.record::<Ids>(place::IDS)?.map(|ids| UpdateId(ids.highest)))
    }

    /// Whether an update may be handled: it waits in the inbox, or it is new.
    pub(super) fn is_unhandled(&self, update: UpdateId, at: Timestamp) -> Result<bool, StoreError> {
        Ok(self.table().get(&place::inbox(update))?.is_some() || self.is_new(update, at)?)
    }

    /// The new ones of some updates, sealed. Those in `coming` are about to be received anyway.
    pub(super) fn new_ones(&self, updates: Vec<Incoming>, coming: &HashSet<UpdateId>, at: Timestamp) -> Result<Vec<Received>, StoreError> {
        let mut seen = HashSet::new();
        let mut received = Vec::new();
        for Incoming { update, chat, json } in updates {
            if !coming.contains(&update) && seen.insert(update) && self.is_new(update, at)? {
                received.push(Received { update, chat, sealed: self.keys().seal(chat, &json)? });
            }
        }
        Ok(received)
    }

    fn is_new(&self, update: UpdateId, at: Timestamp) -> Result<bool, StoreError> {
        if self.table().get(&place::inbox(update))?.is_some() {
            return Ok(false);
        }
        match self.record::<Ids>(place::IDS)? {
            Some(ids) if update.0 < ids.lowest() => Ok(ids.is_silent(at)),
            _ => Ok(self.table().get(&place::update(update))?.is_none()),
        }
    }
}

impl<T: Table> Draft<'_, T> {
    /// Puts a new update into the inbox.
    pub(super) fn receive(&mut self, received: &Received, at: Timestamp) -> Result<(), StoreError> {
        self.put(place::inbox(received.update), received);
        self.came_in(received.update, at)
    }

    /// An update was handled: takes it out of the inbox, if it came that way, and remembers it.
    pub(super) fn handled(&mut self, update: UpdateId, at: Timestamp) -> Result<(), StoreError> {
        if self.get(&place::inbox(update))?.is_some() {
            self.writes.insert(place::inbox(update), None);
        } else {
            self.came_in(update, at)?;
        }
        // One that waited while the window began anew is not of its ids.
        if self.record::<Ids>(place::IDS)?.is_some_and(|ids| (ids.lowest()..=ids.highest).contains(&update.0)) {
            self.writes.insert(place::update(update), Some(Vec::new()));
        }
        Ok(())
    }

    /// Forgetting a chat settles what it sent before.
    pub(super) fn forget_inbox(&mut self, chat: ChatId, at: Timestamp) -> Result<(), StoreError> {
        for (_, value) in self.all(&[place::INBOX])? {
            let received: Received = self.view.unpack(&value)?;
            if received.chat == chat {
                self.handled(received.update, at)?;
            }
        }
        Ok(())
    }

    fn came_in(&mut self, update: UpdateId, at: Timestamp) -> Result<(), StoreError> {
        let highest = match self.record::<Ids>(place::IDS)? {
            Some(ids) if update.0 >= ids.lowest() => ids.highest.max(update.0),
            Some(_) => {
                for (remembered, _) in self.all(&[place::UPDATE])? {
                    self.writes.insert(remembered, None);
                }
                update.0
            }
            None => update.0,
        };
        self.put(place::IDS.to_vec(), &Ids { highest, at });
        Ok(())
    }

    /// Drops ids that are below the window and therefore no longer asked for: two for each that was added, so that a leap of the ids is
    /// made up for in small steps.
    pub(super) fn prune(&mut self) -> Result<(), StoreError> {
        let added = self.writes.iter().filter(|(at, value)| at.first() == Some(&place::UPDATE) && value.is_some()).count();
        if added == 0 {
            return Ok(());
        }
        let Some(ids) = self.record::<Ids>(place::IDS)? else { return Ok(()) };
        for (at, _) in self.view.table().scan(&[place::UPDATE], None, 2 * added)? {
            if place::update_id(&at).is_some_and(|update| update.0 < ids.lowest()) {
                self.writes.insert(at, None);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::store::Who;
    use crate::store::record::{Entry, What};
    use crate::store::seal::Keys;
    use crate::store::table::MemoryTable;

    #[test]
    fn ids_below_the_window_do_not_stay_in_the_view() {
        let view = View::new(MemoryTable::default(), Arc::new(Keys::in_memory()));
        let handle = |updates: &mut dyn Iterator<Item = i64>| {
            for update in updates {
                let what = What::Done { chat: ChatId(7), update: UpdateId(update) };
                let seq = view.applied().expect("read") + 1;
                view.apply(&[Entry::new(seq, Timestamp::UNIX_EPOCH, Who::hamkor(), what)]).expect("applied");
            }
            view.table().scan(&[place::UPDATE], None, usize::MAX).expect("read").len()
        };
        assert_eq!(handle(&mut (1..=50)), 50);
        assert_eq!(handle(&mut (200_000..200_001)), 49, "a leap is made up for step by step");
        assert_eq!(handle(&mut (200_001..200_025)), 25);
        assert_eq!(handle(&mut (200_025..200_030)), 30);
    }
}
