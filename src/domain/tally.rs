//! How many rows of a list had which fate.

use serde::{Deserialize, Serialize};

/// How many rows of a list had which fate. What came in is the sum of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub new: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub repeated: usize,
    pub refused: usize,
}

impl Tally {
    pub fn total(&self) -> usize {
        self.new + self.updated + self.unchanged + self.repeated + self.refused
    }
}
