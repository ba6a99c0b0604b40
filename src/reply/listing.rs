//! What is said about: listing.

use serde::{Deserialize, Serialize};

use super::Known;
use super::message::Message;
use super::texts::Texts;
use crate::domain::Language;

/// What is said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingBody {}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingAction {}

/// Puts it into words.
pub(super) fn render(body: &ListingBody, _language: Language, _texts: &Texts, _known: &Known) -> Message {
    match *body {}
}

/// The words on the button.
pub(super) fn caption(action: &ListingAction, _language: Language, _texts: &Texts) -> String {
    match *action {}
}
