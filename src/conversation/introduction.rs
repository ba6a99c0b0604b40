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

pub(super) fn press(turn: &mut Turn, action: &IntroductionAction) -> Result<(), IndexError> {
    match action {
        IntroductionAction::Ask { .. } => turn.toast(crate::reply::Body::NothingAsked),
    }
    Ok(())
}

pub(super) fn answer(_turn: &mut Turn, form: IntroductionForm, _text: &str) -> Result<(), IndexError> {
    match form {}
}

pub(super) fn notice(_turn: &mut Turn, notice: &IntroductionNotice) {
    match *notice {}
}
