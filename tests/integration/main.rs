//! One test program: what the parts do together.

mod admins;
mod boundaries;
mod chamber;
mod cli;
mod company;
mod deeds;
mod dialogues;
mod forms;
mod lists;
#[cfg(feature = "reports")]
mod looks;
mod names;
mod papers;
#[cfg(feature = "reports")]
mod pdf;
mod personal_data;
mod quality;
mod random_people;
mod readme;
mod received;
mod report;
mod schema;
mod seed;
mod spellings;
mod stopped;
mod store;
mod telegram;
mod town;
mod understanding;
mod unkept;
