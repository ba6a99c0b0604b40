//! Turns a message into a [`Request`]: what is wanted, by whom, where, in which language.
//! In: text and a [`Vocabulary`]. Out: always a `Request`; words it does not know stay in it as words to look for.
//! Knows nothing of companies (see [`crate::matching`]) or chats (see [`crate::conversation`]).

mod clauses;
mod grammar;
mod intent;
mod language;
mod layout;
mod marks;
mod naming;
mod places;
mod project;
mod request;
mod sector_words;
mod sentences;
pub(crate) mod spelling;
mod stem;
mod story;
mod talk;
mod telling;
pub mod text;
mod tokens;
pub mod vocabulary;

pub use request::{Direction, Goal, Meaning, Planned, Request, Role, Talk, Token, Want, Wanted};
pub use sector_words::{SectorWord, nearest_sectors, sector_words};
pub use spelling::Reading;
pub use telling::{key_of_word, telling_words};
pub use vocabulary::{Bridge, Sources, Vocabulary, VocabularyError};

/// Understands what a company needs. Where its own words do not say whose goods answer it ("equipment after the reconstruction"), it is read
/// together with what the company is, in the words of its sectors: a hospital that is being rebuilt buys what such a project buys.
pub fn understand_need(need: &str, what_it_is: &str, vocabulary: &Vocabulary) -> Request {
    intent::understand_need(need, what_it_is, vocabulary)
}

/// Understands a message. Never fails: a text without words is a request that asks for nothing (see [`Request::talk`]).
pub fn understand(message: &str, vocabulary: &Vocabulary) -> Request {
    intent::understand(message, vocabulary)
}
