//! What is kept of a person, and how it goes: consent, a copy, forgetting.

use super::turn::Turn;
use crate::domain::Language;
use crate::reply::{Body, PrivacyAction};

pub(super) fn press(_turn: &mut Turn, action: &PrivacyAction) {
    match *action {}
}

/// Everything about the person is gone: the receipt.
pub(super) fn forgotten(turn: &mut Turn, language: Language) {
    turn.say_in(language, Body::Nothing, Vec::new());
}
