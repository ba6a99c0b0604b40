//! What was decided and takes a while: it is remembered until its outcome is told, so that a stop of the program in between loses nothing
//! that somebody has confirmed.

use serde::{Deserialize, Serialize};

use super::turn::Turn;
use super::{Change, Order};
use crate::domain::MessageId;
use crate::registry::Selection;

/// A deed under way. To do it a second time changes nothing more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// The load, or removal, of that number is taken back.
    Undo { load: u64 },
    /// Everything becomes what it was in that snapshot, at the next start.
    Restore { snapshot: String },
    /// These companies leave the list.
    Remove { of: Selection },
}

impl Deed {
    /// What the program has to do; `message`: where it is told.
    pub fn order(&self, message: Option<MessageId>) -> Order {
        match self {
            Deed::Undo { load } => Order::Undo { load: *load, message },
            Deed::Restore { snapshot } => Order::Restore { snapshot: snapshot.clone() },
            Deed::Remove { of } => Order::Remove { of: of.clone(), message },
        }
    }
}

pub(super) fn begin(turn: &mut Turn, deed: Deed, message: Option<MessageId>) {
    turn.order(deed.order(message));
    turn.change(Change::DeedBegun(deed));
}

pub(super) fn ended(turn: &mut Turn, deed: &Deed) {
    if turn.state.deeds.contains(deed) {
        turn.change(Change::DeedEnded(deed.clone()));
    }
}
