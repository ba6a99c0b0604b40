//! Turns a message into a [`Request`]: what is wanted, by whom, where, in which language.
//! In: text and a [`Vocabulary`]. Out: always a `Request`; words it does not know stay in it as words to look for.
//! Knows nothing of companies (see [`crate::matching`]) or chats (see [`crate::conversation`]).

mod intent;
mod language;
mod naming;
mod project;
mod request;
mod sector_words;
mod sentences;
pub(crate) mod spelling;
mod stem;
mod telling;
pub mod text;
pub mod vocabulary;

pub use request::{Direction, Goal, Meaning, Planned, Request, Role, Talk, Token, Want, Wanted};
pub use sector_words::{SectorWord, nearest_sectors, sector_words};
pub use spelling::Reading;
pub use telling::telling_words;
pub use vocabulary::{Bridge, Sources, Vocabulary, VocabularyError};

/// Understands a message. Never fails: a text without words is a request that asks for nothing (see [`Request::talk`]).
pub fn understand(message: &str, vocabulary: &Vocabulary) -> Request {
    intent::understand(message, vocabulary)
}
