//! One test program: what the parts do together.

mod boundaries;
mod cli;
mod dialogues;
mod names;
mod quality;
mod readme;
mod seed;
mod store;
mod town;
mod understanding;
