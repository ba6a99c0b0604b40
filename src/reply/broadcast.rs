//! What is said of messages of the chamber to many.

use serde::{Deserialize, Serialize};

use super::Message;
use super::texts::Texts;
use crate::domain::Region;
use crate::registry::BroadcastState;

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastBody {
    /// For whom?
    AskSide,
    AskText {
        side: Option<Region>,
        limit: usize,
    },
    /// How it will look, and to how many it goes; `second`: whether there is another admin who can confirm it.
    Preview {
        side: Option<Region>,
        people: usize,
        text: String,
        second: bool,
    },
    /// It lies before the other admins.
    Proposed {
        number: u64,
    },
    /// To another admin: shall it be sent?
    Confirm {
        number: u64,
        side: Option<Region>,
        people: usize,
        text: String,
    },
    Confirmed {
        number: u64,
        people: usize,
    },
    /// What has become of it.
    Settled {
        number: u64,
        state: BroadcastState,
    },
    /// To those for whom it is.
    Given {
        text: String,
    },
    /// The person gets no such messages any more, or gets them again.
    Muted {
        on: bool,
    },
}

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastAction {
    Begin,
    To {
        side: Option<Region>,
    },
    /// Puts what is written before the other admins.
    Propose,
    Show {
        number: u64,
    },
    Send {
        number: u64,
    },
    Stop {
        number: u64,
    },
    Cancel,
    Mute {
        on: bool,
    },
}

pub(super) fn render(body: &BroadcastBody, texts: &Texts) -> Message {
    let to = |side: Option<Region>| texts.plain(to_key(side));
    let numbered = |key: &str, number: u64| texts.say(key, &[("number", number.into())]);
    let text = match body {
        BroadcastBody::AskSide => texts.plain("broadcast-ask-side"),
        BroadcastBody::AskText { side, limit } => texts.say("broadcast-ask-text", &[("to", to(*side).into()), ("limit", (*limit).into())]),
        BroadcastBody::Preview { side, people, text, second } => {
            let what_next = if !second { "broadcast-needs-second" } else { "broadcast-ask-second" };
            let what_next = if *people == 0 { "broadcast-nobody" } else { what_next };
            format!("{}\n\n{}\n\n{}", heading(*side, *people, texts), given(text, texts), texts.plain(what_next))
        }
        BroadcastBody::Proposed { number } => numbered("broadcast-proposed", *number),
        BroadcastBody::Confirm { number, side, people, text } => {
            let lines = [numbered("broadcast-confirm", *number), heading(*side, *people, texts)].join("\n");
            format!("{lines}\n\n{}", given(text, texts))
        }
        BroadcastBody::Confirmed { number, people } => {
            texts.say("broadcast-confirmed", &[("number", (*number).into()), ("people", (*people).into())])
        }
        BroadcastBody::Settled { number, state } => {
            let key = match state {
                BroadcastState::Waiting => "broadcast-proposed",
                BroadcastState::Sent => "broadcast-sent",
                BroadcastState::Stopped => "broadcast-stopped",
                BroadcastState::Lapsed => "broadcast-lapsed",
            };
            numbered(key, *number)
        }
        BroadcastBody::Given { text } => given(text, texts),
        BroadcastBody::Muted { on } => texts.plain(if *on { "broadcast-muted" } else { "broadcast-not-muted" }),
    };
    text.into()
}

/// For whom it is, and to how many it goes.
fn heading(side: Option<Region>, people: usize, texts: &Texts) -> String {
    texts.say("broadcast-to", &[("to", texts.plain(to_key(side)).into()), ("people", people.into())])
}

/// As everybody gets it.
fn given(text: &str, texts: &Texts) -> String {
    format!("{}\n{text}", texts.plain("broadcast-given"))
}

fn to_key(side: Option<Region>) -> &'static str {
    match side {
        None => "button-broadcast-all",
        Some(Region::Lipetsk) => "button-lipetsk",
        Some(Region::Sughd) => "button-khujand",
    }
}

pub(super) fn caption(action: BroadcastAction, texts: &Texts) -> String {
    let key = match action {
        BroadcastAction::Begin => "button-broadcast",
        BroadcastAction::To { side } => to_key(side),
        BroadcastAction::Propose => "button-broadcast-propose",
        BroadcastAction::Show { number } => return texts.say("button-broadcast-show", &[("number", number.into())]),
        BroadcastAction::Send { .. } => "button-broadcast-send",
        BroadcastAction::Stop { .. } => "button-broadcast-stop",
        BroadcastAction::Cancel => "listing-cancel",
        BroadcastAction::Mute { on: true } => "button-broadcast-mute",
        BroadcastAction::Mute { on: false } => "button-broadcast-unmute",
    };
    texts.plain(key)
}
