//! What is said about: introduction.

use serde::{Deserialize, Serialize};

use super::message::Message;
use super::texts::Texts;
use super::{Known, cards};
use crate::domain::{CompanyId, Language};

/// What is said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionBody {}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionAction {
    /// Asks to be introduced to a company.
    Ask { company: CompanyId, name: String },
}

/// Puts it into words.
pub(super) fn render(body: &IntroductionBody, _language: Language, _texts: &Texts, _known: &Known) -> Message {
    match *body {}
}

/// The words on the button.
pub(super) fn caption(action: &IntroductionAction, _language: Language, texts: &Texts) -> String {
    match action {
        IntroductionAction::Ask { name, .. } => {
            texts.say("button-introduce", &[("name", cards::shortened(name, cards::BUTTON_CHARACTERS).into())])
        }
    }
}
