//! Bringing two sides together when both agree.

use serde::{Deserialize, Serialize};

use super::turn::Turn;
use crate::matching::IndexError;
use crate::registry::IntroductionNotice;
use crate::reply::IntroductionAction;

/// The questions under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionForm {}

/// Somebody came by a link with that payload.
pub(super) fn opened(turn: &mut Turn, _payload: &str) {
    super::welcome::start(turn);
}

pub(super) fn press(_turn: &mut Turn, action: &IntroductionAction) -> Result<(), IndexError> {
    match *action {}
}

pub(super) fn answer(_turn: &mut Turn, form: IntroductionForm, _text: &str) -> Result<(), IndexError> {
    match form {}
}

pub(super) fn notice(_turn: &mut Turn, notice: &IntroductionNotice) {
    match *notice {}
}
