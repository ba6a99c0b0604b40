//! What is said of messages of the chamber to many.

use serde::{Deserialize, Serialize};

use super::texts::Texts;
use super::{Message, cards};
use crate::domain::{Language, Region, SectorId, Texts as SectorName};
use crate::registry::BroadcastState;

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastBody {
    /// For whom?
    AskSide,
    AskText {
        side: Option<Region>,
        #[serde(default)]
        sector: Option<SectorName>,
        limit: usize,
    },
    /// Those of which sector?
    AskSector {
        side: Option<Region>,
    },
    /// How it will look, and to how many it goes; `second`: whether there is another admin who can confirm it.
    Preview {
        side: Option<Region>,
        #[serde(default)]
        sector: Option<SectorName>,
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
        #[serde(default)]
        sector: Option<SectorName>,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastAction {
    Begin,
    To {
        side: Option<Region>,
    },
    /// Narrows it to those of one sector.
    AskSector,
    OfSector {
        sector: SectorId,
        name: SectorName,
        people: usize,
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

pub(super) fn render(body: &BroadcastBody, language: Language, texts: &Texts) -> Message {
    let to = |side: &Option<Region>, sector: &Option<SectorName>| whom(*side, sector.as_ref(), language, texts);
    let heading =
        |side, sector, people: &usize| texts.say("broadcast-to", &[("to", to(side, sector).into()), ("people", (*people).into())]);
    let numbered = |key: &str, number: u64| texts.say(key, &[("number", number.into())]);
    let text = match body {
        BroadcastBody::AskSide => texts.plain("broadcast-ask-side"),
        BroadcastBody::AskText { side, sector, limit } => {
            texts.say("broadcast-ask-text", &[("to", to(side, sector).into()), ("limit", (*limit).into())])
        }
        BroadcastBody::AskSector { side } => texts.say("broadcast-ask-sector", &[("to", to(side, &None).into())]),
        BroadcastBody::Preview { side, sector, people, text, second } => {
            let what_next = if !second { "broadcast-needs-second" } else { "broadcast-ask-second" };
            let what_next = if *people == 0 { "broadcast-nobody" } else { what_next };
            format!("{}\n\n{}\n\n{}", heading(side, sector, people), given(text, texts), texts.plain(what_next))
        }
        BroadcastBody::Proposed { number } => numbered("broadcast-proposed", *number),
        BroadcastBody::Confirm { number, side, sector, people, text } => {
            let lines = [numbered("broadcast-confirm", *number), heading(side, sector, people)].join("\n");
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

/// For whom it is.
fn whom(side: Option<Region>, sector: Option<&SectorName>, language: Language, texts: &Texts) -> String {
    let side = texts.plain(to_key(side));
    match sector {
        None => side,
        Some(sector) => texts.say("broadcast-of-sector", &[("side", side.into()), ("sector", sector.get(language).to_owned().into())]),
    }
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

pub(super) fn caption(action: &BroadcastAction, language: Language, texts: &Texts) -> String {
    let key = match *action {
        BroadcastAction::Begin => "button-broadcast",
        BroadcastAction::To { side } => to_key(side),
        BroadcastAction::AskSector => "button-broadcast-sector",
        BroadcastAction::OfSector { ref name, people, .. } => {
            let name = cards::shortened(name.get(language), cards::BUTTON_CHARACTERS);
            return texts.say("button-broadcast-of-sector", &[("name", name.into()), ("people", people.into())]);
        }
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
