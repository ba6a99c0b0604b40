//! A person: a Telegram user or a clerk at a terminal, known by the chat in which they write.

use serde::{Deserialize, Serialize};

/// The chat of one person. Telegram's ids are positive or negative and exceed 32 bits; the terminal is chat 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ChatId(pub i64);

impl ChatId {
    /// Whoever sits at this machine's terminal.
    pub const TERMINAL: ChatId = ChatId(0);
}
