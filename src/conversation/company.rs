//! Who speaks for which company: claiming one, adding one, and what its chamber decides.

use serde::{Deserialize, Serialize};

use super::turn::Turn;
use crate::matching::IndexError;
use crate::registry::MemberNotice;
use crate::reply::CompanyAction;

/// The questions under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanyForm {}

pub(super) fn press(_turn: &mut Turn, action: &CompanyAction) -> Result<(), IndexError> {
    match *action {}
}

pub(super) fn answer(_turn: &mut Turn, form: CompanyForm, _text: &str) -> Result<(), IndexError> {
    match form {}
}

pub(super) fn contact(turn: &mut Turn, _phone: &str, _name: &str, _own: bool) {
    turn.say(crate::reply::Body::NoWords, Vec::new());
}

pub(super) fn notice(_turn: &mut Turn, notice: &MemberNotice) {
    match *notice {}
}
