//! Hamkor.
pub mod conversation;
pub mod domain;
pub mod matching;
pub mod reply;
pub mod understanding;
