//! What a step changes in the state of its chat. Kept in the ledger; replaying the changes rebuilds the state.

use serde::{Deserialize, Serialize};

use super::state::Asked;
use crate::domain::{Language, Region};
use crate::reply::Action;

/// One change of a chat's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// `None`: answers follow the language of the request.
    LanguageChosen(Option<Language>),
    HomeChosen(Option<Region>),
    Asked(Asked),
    /// An answer was given in this language, with these buttons under it.
    Answered {
        language: Language,
        buttons: Vec<Action>,
    },
}
