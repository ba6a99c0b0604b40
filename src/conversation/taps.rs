//! A double tap: the second of two presses that a hand makes where it meant one does nothing.
//! Only for buttons that nothing else guards; which ones stands here and nowhere else.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::turn::Turn;
use super::{Change, Event};
use crate::reply::{Action, Body, ButtonId, IntroductionAction, ListingAction, ReportAction, SearchAction, TaskAction};

/// Whoever presses a button twice within this time meant it once.
const DOUBLE_TAP: SignedDuration = SignedDuration::from_secs(3);

/// A button that was pressed, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tap {
    pub button: ButtonId,
    pub at: Timestamp,
}

/// Whether a press would do the same once more: it sends a message or a file, asks, or hands over, and stays where it was.
fn is_unguarded(action: &Action) -> bool {
    match action {
        Action::Demo => true,
        Action::Search(action) => matches!(action, SearchAction::Why(_)),
        Action::Report(action) => matches!(action, ReportAction::Of(_) | ReportAction::Card(_) | ReportAction::Picture),
        Action::Introduction(action) => matches!(action, IntroductionAction::Ask { .. }),
        Action::Listing(action) => matches!(action, ListingAction::Watch { .. } | ListingAction::Publish { tell: true, .. }),
        Action::Task(action) => matches!(action, TaskAction::Ask { .. }),
        _ => false,
    }
}

/// Whether the event is the second tap of a double one: then it is answered in passing. Otherwise it is what a second tap would repeat.
pub(super) fn is_second(turn: &mut Turn, event: &Event) -> bool {
    let tapped = match event {
        Event::Pressed { button: Some(button), .. } => {
            turn.state.button(*button).filter(|action| is_unguarded(action)).map(|_| Tap { button: *button, at: turn.now() })
        }
        // What is said unasked comes between no two taps.
        event if event.sender().is_none() => return false,
        _ => None,
    };
    let is_again = |now: Tap| turn.state.tap.is_some_and(|last| last.button == now.button && now.at.duration_since(last.at) < DOUBLE_TAP);
    if tapped.is_some_and(is_again) {
        turn.toast(Body::PressedBefore);
        return true;
    }
    if turn.state.tap != tapped {
        turn.note(Change::Tapped(tapped));
    }
    false
}
