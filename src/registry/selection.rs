//! Which companies of the list are meant, as those who keep it ask for many at once.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::Region;

/// Companies that all of this is true of. Places and sectors stand as they were typed; what is understood by them is in the vocabulary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    /// Only those of the chamber that asks; `None`: of both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<Region>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Words in their source, in any case of letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The load of that number has brought what is known of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load: Option<u64>,
    /// No load and no correction has named them since that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unseen_since: Option<Date>,
    /// Nothing has changed them after that number of the ledger: so many were counted, and no others are meant. `None`: not counted yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<u64>,
}

impl Selection {
    /// Whether it means all companies there are.
    pub fn is_everything(&self) -> bool {
        *self == Selection { side: self.side, as_of: self.as_of, ..Selection::default() }
    }

    /// What is asked for, in the words in which it was.
    pub fn label(&self) -> String {
        let words = [&self.city, &self.sector, &self.source].into_iter().flatten().cloned();
        let load = self.load.map(|load| format!("#{load}"));
        let unseen = self.unseen_since.map(|day| format!("< {day}"));
        words.chain(load).chain(unseen).collect::<Vec<_>>().join(" · ")
    }
}
