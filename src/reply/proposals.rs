//! What is said of what a second admin has to confirm.

use serde::{Deserialize, Serialize};

use super::removing::Removed;
use super::texts::Texts;
use super::{Message, removing};
use crate::domain::ChatId;
use crate::registry::{AskedFor, Effect, ProposalState, Proposed, Selection};

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalBody {
    /// The days whose snapshots are there, newest first.
    Snapshots { days: Vec<String> },
    /// Shall it be put before the other admins?
    AskRestore { snapshot: String },
    /// There is no other admin; what to do.
    NeedsSecond { what: Proposed },
    /// It lies before the other admins.
    Made { number: u64, what: Proposed },
    /// To another admin: shall it be done?
    Confirm { number: u64, what: Proposed },
    /// What has become of it.
    Settled { number: u64, state: ProposalState },
    /// Confirmed: it is done now.
    Confirmed { number: u64 },
    /// It is done, or was not possible.
    Done { number: u64, confirmed_by: ChatId, what: Proposed, effect: Effect },
    /// The restore is ordered for the next start of the bot; not, if it could not be kept.
    RestoreOrdered { snapshot: String, ordered: bool },
    /// It is done, and what was there before is kept there; `None`: nothing was changed.
    Restored { snapshot: String, aside: Option<String> },
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalAction {
    Snapshots,
    AskRestore {
        snapshot: String,
    },
    /// Puts it before the other admins.
    ProposeRestore {
        snapshot: String,
    },
    Show {
        number: u64,
    },
    Confirm {
        number: u64,
    },
    Stop {
        number: u64,
    },
    Cancel,
}

pub(super) fn render(body: &ProposalBody, texts: &Texts) -> Message {
    let numbered = |key: &str, number: u64| texts.say(key, &[("number", number.into())]);
    let of = |key: &str, snapshot: &str| texts.say(key, &[("day", day(snapshot).into())]);
    let text = match body {
        ProposalBody::Snapshots { days } if days.is_empty() => texts.plain("restore-no-snapshots"),
        ProposalBody::Snapshots { .. } => texts.plain("restore-snapshots"),
        ProposalBody::AskRestore { snapshot } => of("restore-ask", snapshot),
        ProposalBody::NeedsSecond { what } => {
            let command = match what {
                Proposed::UndoLoad { load, .. } => format!("hamkor ledger --undo {load}"),
                Proposed::Restore { snapshot } => format!("hamkor restore --snapshot {snapshot}"),
                Proposed::Remove { of, .. } => format!("hamkor companies remove{} --yes", flags(of)),
            };
            format!("{}\n{}", told(what, texts), texts.say("proposal-needs-second", &[("command", command.into())]))
        }
        ProposalBody::Made { number, what } => format!("{}\n{}", told(what, texts), numbered("proposal-made", *number)),
        ProposalBody::Confirm { number, what } => format!("{}\n{}", numbered("proposal-confirm", *number), told(what, texts)),
        ProposalBody::Settled { number, state } => numbered(
            match state {
                ProposalState::Waiting => "proposal-made",
                ProposalState::Confirmed => "proposal-confirmed",
                ProposalState::Stopped => "proposal-stopped",
                ProposalState::Lapsed => "proposal-lapsed",
            },
            *number,
        ),
        ProposalBody::Confirmed { number } => numbered("proposal-confirmed", *number),
        ProposalBody::Done { number, confirmed_by, what, effect } => done(*number, *confirmed_by, what, effect, texts),
        ProposalBody::RestoreOrdered { snapshot, ordered: true } => of("restore-ordered", snapshot),
        ProposalBody::RestoreOrdered { snapshot, ordered: false } => of("restore-not-ordered", snapshot),
        ProposalBody::Restored { snapshot, aside: Some(aside) } => carried_out(snapshot, aside, texts),
        ProposalBody::Restored { snapshot, aside: None } => of("restore-impossible", snapshot),
    };
    text.into()
}

/// What was done at somebody's wish, for them.
fn done(number: u64, confirmed_by: ChatId, what: &Proposed, effect: &Effect, texts: &Texts) -> String {
    let people = [("number", number.into()), ("chat", confirmed_by.0.to_string().into())];
    let heading = texts.say(if *effect == Effect::Nothing { "proposal-failed" } else { "proposal-done" }, &people);
    let mut lines = vec![heading];
    match (effect, what) {
        (Effect::TakenBack { removed, restored, kept }, Proposed::UndoLoad { file, .. }) => lines.push(texts.say(
            "undo-done",
            &[("file", file.as_str().into()), ("removed", (*removed).into()), ("restored", (*restored).into()), ("kept", (*kept).into())],
        )),
        (Effect::Removed { entry, companies, in_use }, Proposed::Remove { of, .. }) => {
            lines.extend(removing::selected(of, texts));
            lines.push(removing::done(Removed { entry: *entry, companies: *companies, in_use: *in_use }, texts));
        }
        (Effect::Restored { aside }, Proposed::Restore { snapshot }) => lines.push(carried_out(snapshot, aside, texts)),
        (_, what) => lines.push(told(what, texts)),
    }
    lines.join("\n")
}

fn carried_out(snapshot: &str, aside: &str, texts: &Texts) -> String {
    texts.say("restore-carried-out", &[("day", day(snapshot).into()), ("dir", aside.into())])
}

/// What was done at whose wish, for the ledger.
pub(super) fn recorded(asked: Option<AskedFor>, what: &Proposed, effect: &Effect, texts: &Texts) -> String {
    let key = format!("ledger-{}", effect_code(effect).replace('_', "-"));
    let (mut load, mut snapshot) = (0, "");
    match what {
        Proposed::UndoLoad { load: number, .. } => load = *number,
        Proposed::Restore { snapshot: of } => snapshot = of,
        Proposed::Remove { .. } => {}
    }
    let (mut left, mut changed, mut stay, mut dir) = (0, 0, 0, "");
    match effect {
        Effect::TakenBack { removed, restored, kept } => (left, changed, stay) = (*removed, *restored, *kept),
        Effect::Removed { companies, in_use, .. } => (left, stay) = (*companies, *in_use),
        Effect::Restored { aside } => dir = aside,
        Effect::Nothing => {}
    }
    let done = texts.say(
        &key,
        &[
            ("load", load.to_string().into()),
            ("removed", left.into()),
            ("restored", changed.into()),
            ("kept", stay.into()),
            ("day", day(snapshot).into()),
            ("dir", dir.into()),
        ],
    );
    let Some(AskedFor { number, by, confirmed_by }) = asked else { return done };
    let id = |chat: ChatId| if chat.is_forgotten() { "—".to_owned() } else { chat.0.to_string() };
    let by = by.map_or_else(|| "—".to_owned(), id);
    let people = [("text", done.into()), ("number", number.to_string().into()), ("by", by.into()), ("confirmed", id(confirmed_by).into())];
    texts.say("ledger-proposal-people", &people)
}

/// The name for programs of what was done.
pub(super) fn effect_code(effect: &Effect) -> &'static str {
    match effect {
        Effect::TakenBack { .. } => "proposal_load_taken_back",
        Effect::Removed { .. } => "proposal_removed",
        Effect::Restored { .. } => "proposal_restored",
        Effect::Nothing => "proposal_failed",
    }
}

/// What is to be done.
fn told(what: &Proposed, texts: &Texts) -> String {
    match what {
        Proposed::UndoLoad { load, file, companies } => texts.say(
            "proposal-undo-load",
            &[("number", load.to_string().into()), ("file", file.as_str().into()), ("companies", (*companies).into())],
        ),
        Proposed::Restore { snapshot } => texts.say("proposal-restore", &[("day", day(snapshot).into())]),
        Proposed::Remove { of, companies } => {
            let asked = texts.say("remove-asked", &[("count", (*companies).into())]);
            [asked].into_iter().chain(removing::selected(of, texts)).collect::<Vec<_>>().join("\n")
        }
    }
}

/// A selection as the command line takes it.
fn flags(of: &Selection) -> String {
    let words = |flag: &str, words: &Option<String>| words.as_ref().map(|words| format!(" --{flag} \"{}\"", words.replace('"', "")));
    let numbers = [of.load.map(|load| format!(" --load {load}")), of.unseen_since.map(|day| format!(" --unseen-since {day}"))];
    let words = [words("city", &of.city), words("sector", &of.sector), words("source", &of.source)];
    words.into_iter().chain(numbers).flatten().collect()
}

/// A day, as all three languages write it.
fn day(snapshot: &str) -> String {
    snapshot.parse::<jiff::civil::Date>().map_or_else(|_| snapshot.to_owned(), |day| day.strftime("%d.%m.%Y").to_string())
}

pub(super) fn caption(action: &ProposalAction, texts: &Texts) -> String {
    let key = match action {
        ProposalAction::Snapshots => "button-restore-snapshots",
        ProposalAction::AskRestore { snapshot } => return day(snapshot),
        ProposalAction::ProposeRestore { .. } => "button-broadcast-propose",
        ProposalAction::Show { number } => return texts.say("button-proposal-show", &[("number", (*number).into())]),
        ProposalAction::Confirm { .. } => "button-proposal-confirm",
        ProposalAction::Stop { .. } => "button-proposal-stop",
        ProposalAction::Cancel => "listing-cancel",
    };
    texts.plain(key)
}
