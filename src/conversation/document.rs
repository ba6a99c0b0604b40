//! A file that a person sends, and what the program does with one that is a list of companies.

use serde::{Deserialize, Serialize};

use crate::domain::{Language, MessageId, Tally};
use crate::reply::{Ending, Findings};

/// A file that a person has sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// As its sender calls it.
    pub name: String,
    pub origin: Origin,
}

/// Where a file is fetched from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// From the messenger, by its id there.
    Messenger(String),
    /// From this machine, by its path; only the terminal names one.
    Path(String),
    /// From nowhere: it is larger than the messenger hands over.
    OutOfReach,
}

/// What the program has to do with a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListWork {
    /// Fetch and check it; the full report is in that language.
    Check { document: Document, language: Language },
    /// Store it, without the rows that are refused if these are to be skipped; the progress is shown in that message.
    Load { name: String, skip_bad: bool, strict: bool, message: Option<MessageId> },
    /// Delete it; the report on it too, unless that is still to be sent.
    Drop { report: bool },
}

/// What became of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListNews {
    /// It was checked.
    Checked(Box<Findings>),
    TooLarge,
    /// It did not come, or not whole.
    NotFetched,
    /// How far the load is.
    Progress {
        percent: u8,
    },
    /// It was read to be stored.
    Loaded {
        tally: Tally,
        ending: Ending,
        /// By which number it can be taken back; `None`: it changed nothing.
        load: Option<u64>,
    },
    /// Nothing of it could be stored, or the file itself not be kept.
    NotStored,
    /// It is kept no longer.
    Gone,
    /// The program was stopped, whatever was being done with it.
    Interrupted,
}
