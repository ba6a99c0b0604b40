//! Needs and offers that a member publishes, and news about them.

use serde::{Deserialize, Serialize};

use super::turn::Turn;
use crate::matching::IndexError;
use crate::registry::ListingNotice;
use crate::reply::ListingAction;

/// The questions under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingForm {}

pub(super) fn press(_turn: &mut Turn, action: &ListingAction) -> Result<(), IndexError> {
    match *action {}
}

pub(super) fn answer(_turn: &mut Turn, form: ListingForm, _text: &str) -> Result<(), IndexError> {
    match form {}
}

pub(super) fn notice(_turn: &mut Turn, notice: &ListingNotice) -> Result<(), IndexError> {
    match *notice {}
}
