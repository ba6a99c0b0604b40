//! The conversation as a pure function: what was remembered and what happened in, changes and replies out.
//! The same arguments always give the same [`Step`]: no clock, no chance, no waiting. Telegram, the terminal and the tests
//! drive this one function; nothing here knows which of them does.

mod change;
mod event;
mod reply;
mod state;

use serde::{Deserialize, Serialize};

pub use change::Change;
pub use event::{Event, UpdateId};
pub use reply::{Action, Answer, Body, Reply};
pub use state::{Asked, State};

/// What follows from an event: changes and replies are committed together, then the replies are sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub changes: Vec<Change>,
    pub replies: Vec<Reply>,
    /// Work for the program, whose result comes back as an [`Event`].
    pub orders: Vec<Order>,
}

/// Work that a step asks of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    LoadSamples,
}
