//! One test program: what the parts do together.

mod cli;
mod dialogues;
mod quality;
mod seed;
mod store;
