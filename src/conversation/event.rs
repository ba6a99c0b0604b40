//! What comes in: a thing a person did, or a thing the program finished for them.

use serde::{Deserialize, Serialize};

use crate::domain::Language;

/// One thing that happened in a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A line or message: a command, the number of a button, or a request.
    Text {
        text: String,
        /// The language that the surroundings ask for (`--lang`); it goes before every other choice.
        language: Option<Language>,
    },
    /// The sample companies were loaded.
    SamplesLoaded { companies: usize },
}

/// Identifies an update of a channel that may deliver it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct UpdateId(pub i64);
