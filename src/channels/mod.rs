//! The edge where people are. Each channel turns what they do into events and replies into what they see.

pub mod console;
pub mod link;
pub mod telegram;
pub mod terminal;
