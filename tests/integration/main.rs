//! One test program: what the parts do together.

mod boundaries;
mod cli;
mod dialogues;
mod quality;
mod readme;
mod seed;
mod store;
mod telegram;
mod town;
mod understanding;
