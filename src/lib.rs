//! Hamkor.
pub mod app;
pub mod channels;
pub mod cli;
pub mod conversation;
pub mod domain;
pub mod logging;
pub mod matching;
pub mod reply;
pub mod report;
pub mod seed;
pub mod store;
pub mod understanding;
