//! What is remembered of a chat. It is the sum of its changes and nothing else.

use serde::{Deserialize, Serialize};

use super::change::Change;
use crate::domain::{Language, Region};
use crate::reply::Action;

/// What is remembered of a chat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Chosen by the person; otherwise the answer follows the request.
    pub language: Option<Language>,
    /// The language of the last answer, for what is said without a request.
    pub spoken: Option<Language>,
    /// On which side the person is.
    pub home: Option<Region>,
    /// The request that "more" and "why" go on with.
    pub request: Option<Asked>,
    /// What the numbers under the last answer do.
    pub buttons: Vec<Action>,
}

/// A request that was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub text: String,
    /// How many matches were shown.
    pub shown: usize,
}

impl State {
    /// The state after a change.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::LanguageChosen(language) => self.language = *language,
            Change::HomeChosen(home) => self.home = *home,
            Change::Asked(asked) => self.request = Some(asked.clone()),
            Change::Answered { language, buttons } => {
                self.spoken = Some(*language);
                self.buttons.clone_from(buttons);
            }
        }
    }
}
