//! What is said when many companies leave the list together.

use serde::{Deserialize, Serialize};

use super::texts::Texts;
use super::{Message, cards, mark};
use crate::registry::Selection;

/// By what companies are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    City,
    Sector,
    Source,
    Load,
    UnseenSince,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemoveBody {
    /// By what are they chosen, beside what is chosen already?
    AskBy {
        of: Selection,
    },
    Ask {
        by: Criterion,
    },
    NotUnderstood {
        by: Criterion,
    },
    NotLooked,
    Found(Box<Found>),
    Removing,
    /// It is done; `None`: nothing was changed.
    Removed {
        of: Selection,
        removed: Option<Removed>,
    },
}

/// Companies that are meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What was asked for, as it was counted.
    pub of: Selection,
    pub companies: u64,
    /// The names of the first.
    pub first: Vec<String>,
    /// How many more are meant and stay, because people stand for them.
    pub in_use: u64,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// By which number it can be taken back; `None`: there was nothing to remove any more.
    pub entry: Option<u64>,
    pub companies: u64,
    pub in_use: u64,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemoveAction {
    Begin,
    By {
        of: Selection,
        by: Criterion,
    },
    /// Something more is to be true of them.
    Narrow {
        of: Selection,
    },
    Remove {
        of: Selection,
        companies: u64,
    },
    Cancel,
}

impl Criterion {
    pub const ALL: [Criterion; 5] = [Criterion::City, Criterion::Sector, Criterion::Source, Criterion::Load, Criterion::UnseenSince];

    /// Whether a selection chooses by it.
    pub fn is_in(self, of: &Selection) -> bool {
        self.left_out_of(of) != *of
    }

    /// The selection without it.
    pub fn left_out_of(self, of: &Selection) -> Selection {
        let of = of.clone();
        match self {
            Criterion::City => Selection { city: None, ..of },
            Criterion::Sector => Selection { sector: None, ..of },
            Criterion::Source => Selection { source: None, ..of },
            Criterion::Load => Selection { load: None, ..of },
            Criterion::UnseenSince => Selection { unseen_since: None, ..of },
        }
    }

    fn key(self) -> &'static str {
        match self {
            Criterion::City => "city",
            Criterion::Sector => "sector",
            Criterion::Source => "source",
            Criterion::Load => "load",
            Criterion::UnseenSince => "unseen",
        }
    }
}

pub(super) fn render(body: &RemoveBody, texts: &Texts) -> Message {
    let text = match body {
        RemoveBody::AskBy { of } if of.is_everything() => texts.plain("remove-ask-by"),
        RemoveBody::AskBy { of } => format!("{}\n{}", selected(of, texts).join("\n"), texts.plain("remove-ask-more")),
        RemoveBody::Ask { by } => texts.plain(&format!("remove-ask-{}", by.key())),
        RemoveBody::NotUnderstood { by } => not_understood(*by, texts),
        RemoveBody::NotLooked => texts.plain("remove-not-looked"),
        RemoveBody::Found(found) => marked(found, texts).join("\n"),
        RemoveBody::Removing => texts.plain("remove-removing"),
        RemoveBody::Removed { removed: None, .. } => texts.plain("remove-failed"),
        RemoveBody::Removed { of, removed: Some(removed) } => format!("{}\n{}", selected(of, texts).join("\n"), done(*removed, texts)),
    };
    text.into()
}

/// What of a selection means nothing.
pub fn not_understood(by: Criterion, texts: &Texts) -> String {
    texts.plain(&format!("remove-no-{}", by.key()))
}

/// What was asked for, a line each.
pub(super) fn selected(of: &Selection, texts: &Texts) -> Vec<String> {
    let load = of.load.map(|load| load.to_string());
    let unseen = of.unseen_since.map(|day| day.strftime("%d.%m.%Y").to_string());
    let values = [of.city.clone(), of.sector.clone(), of.source.clone(), load, unseen];
    let given = Criterion::ALL.into_iter().zip(values).filter_map(|(by, value)| Some((by, value?)));
    given.map(|(by, value)| texts.say(&format!("remove-by-{}", by.key()), &[("value", mark::whole(&value).into())])).collect()
}

fn marked(found: &Found, texts: &Texts) -> Vec<String> {
    let mut lines = selected(&found.of, texts);
    lines.push(texts.say("remove-found", &[("count", found.companies.into())]));
    lines.extend(found.first.iter().map(|name| format!("• {}", mark::whole(&cards::shortened(name, cards::CITED_CHARACTERS)))));
    let more = found.companies.saturating_sub(found.first.len() as u64);
    if more > 0 {
        lines.push(texts.say("remove-more", &[("count", more.into())]));
    }
    lines.extend(stay(found.in_use, texts));
    lines
}

impl Found {
    /// Which companies are meant, a line each.
    pub fn lines(&self, texts: &Texts) -> Vec<String> {
        marked(self, texts).iter().map(|line| mark::taken_out(line).0).collect()
    }
}

/// How many are removed.
pub fn done(removed: Removed, texts: &Texts) -> String {
    let said = match removed.entry {
        Some(entry) => texts.say("remove-done", &[("count", removed.companies.into()), ("number", entry.to_string().into())]),
        None => texts.plain("remove-nothing"),
    };
    [said].into_iter().chain(stay(removed.in_use, texts)).collect::<Vec<_>>().join("\n")
}

fn stay(in_use: u64, texts: &Texts) -> Option<String> {
    (in_use > 0).then(|| texts.say("remove-stay", &[("count", in_use.into())]))
}

pub(super) fn caption(action: &RemoveAction, texts: &Texts) -> String {
    match action {
        RemoveAction::Begin => texts.plain("button-remove-begin"),
        RemoveAction::By { by, .. } => texts.plain(&format!("button-remove-by-{}", by.key())),
        RemoveAction::Narrow { .. } => texts.plain("button-remove-narrow"),
        RemoveAction::Remove { companies, .. } => texts.say("button-remove", &[("count", (*companies).into())]),
        RemoveAction::Cancel => texts.plain("listing-cancel"),
    }
}
