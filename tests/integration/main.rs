//! One test program: what the parts do together.

mod boundaries;
mod cli;
mod dialogues;
mod quality;
mod random_people;
mod readme;
mod seed;
mod store;
mod town;
mod understanding;
