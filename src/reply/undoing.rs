//! What was done to the list and by whom, and what is said when it is taken back.

use serde::{Deserialize, Serialize};

use super::history::{Clock, fact_words};
use super::texts::Texts;
use super::{Message, mark};
use crate::domain::{CompanyId, Language};
use crate::registry::{Deed, Entry, Obstacle};

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UndoBody {
    /// The last entries, newest first.
    History {
        entries: Vec<Told>,
    },
    /// The ledger could not be read.
    NotRead,
    /// Shall it be taken back?
    Ask {
        told: Told,
    },
    Done {
        number: u64,
    },
    NotUndone {
        number: u64,
        why: Obstacle,
    },
    Kept,
}

/// An entry, with what the companies in it are called now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub entry: Entry,
    pub names: Vec<(CompanyId, String)>,
}

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UndoAction {
    /// What was done last.
    History,
    Ask {
        number: u64,
    },
    Undo {
        number: u64,
    },
    Keep,
}

impl Told {
    /// Number, time, what and by whom.
    fn line(&self, language: Language, texts: &Texts) -> String {
        let arguments = [
            ("number", self.entry.number.to_string()),
            ("time", Clock::of(language).moment(self.entry.at)),
            ("what", self.what(texts)),
            ("who", self.who(texts)),
        ];
        texts.say("undo-entry", &arguments.map(|(name, value)| (name, value.into())))
    }

    /// What taking a load back would do now, which is not always what it did.
    fn effect(&self, texts: &Texts) -> Option<String> {
        let Deed::Load { affected, .. } = self.entry.deed else { return None };
        Some(texts.say("undo-load-now", &[("companies", affected.into())]))
    }

    fn what(&self, texts: &Texts) -> String {
        match &self.entry.deed {
            Deed::Load { file, companies, .. } => {
                texts.say("undo-load", &[("file", file.as_str().into()), ("companies", (*companies).into())])
            }
            Deed::Removal { what, companies, .. } => {
                texts.say("remove-recorded", &[("count", (*companies).into()), ("what", mark::whole(what).into())])
            }
            Deed::Undo { load, file, removal: true } => {
                texts.say("remove-taken-back", &[("number", load.to_string().into()), ("what", mark::whole(file).into())])
            }
            Deed::Undo { load, file, .. } => {
                texts.say("ledger-undo", &[("number", load.to_string().into()), ("file", file.as_str().into())])
            }
            Deed::Step { facts, .. } => {
                let name = |id: &CompanyId| {
                    self.names.iter().find(|(known, _)| known == id).map_or_else(|| id.0.clone(), |(_, name)| name.clone())
                };
                let named =
                    |id: &CompanyId| texts.say("ledger-company", &[("name", mark::whole(&name(id)).into()), ("id", id.0.as_str().into())]);
                facts.iter().map(|fact| fact_words(fact, texts, &named)).collect::<Vec<_>>().join("; ")
            }
            Deed::Other => texts.plain("ledger-step"),
        }
    }

    /// By the number of the chat: names are in no ledger.
    fn who(&self, texts: &Texts) -> String {
        match self.entry.who.strip_prefix("chat:") {
            Some(chat) => texts.say("undo-who-chat", &[("chat", chat.into())]),
            None if self.entry.who.starts_with("forgotten:") => texts.plain("undo-who-forgotten"),
            None => texts.plain("undo-who-terminal"),
        }
    }
}

pub(super) fn render(body: &UndoBody, language: Language, texts: &Texts) -> Message {
    let text = match body {
        UndoBody::History { entries } if entries.is_empty() => texts.plain("undo-history-none"),
        UndoBody::History { entries } => {
            let lines = entries.iter().map(|told| told.line(language, texts));
            [texts.plain("undo-history")].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
        }
        UndoBody::NotRead => texts.plain("undo-not-read"),
        UndoBody::Ask { told } => {
            let line = told.line(language, texts);
            let lines = [texts.plain("undo-ask"), line].into_iter().chain(told.effect(texts));
            lines.collect::<Vec<_>>().join("\n")
        }
        UndoBody::Done { number } => undone(*number, texts),
        UndoBody::NotUndone { number, why } => not_undone(*number, *why, texts),
        UndoBody::Kept => texts.plain("undo-keep"),
    };
    text.into()
}

/// That a step is taken back.
pub fn undone(number: u64, texts: &Texts) -> String {
    texts.say("undo-step-done", &[("number", number.to_string().into())])
}

/// Why an entry is not taken back.
pub fn not_undone(number: u64, why: Obstacle, texts: &Texts) -> String {
    let key = match why {
        Obstacle::NoEntry => "undo-no-entry",
        Obstacle::OtherKind => "undo-other-kind",
        Obstacle::Undo => "undo-is-undo",
        Obstacle::Already => "undo-already-done",
        Obstacle::Lasting => "undo-lasting",
        Obstacle::Later => "undo-later",
        Obstacle::Consent => "undo-consent",
        Obstacle::Person => "undo-person",
        Obstacle::OtherChamber => "undo-other-chamber",
    };
    texts.say(key, &[("number", number.to_string().into())])
}

pub(super) fn caption(action: UndoAction, texts: &Texts) -> String {
    let key = match action {
        UndoAction::History => "button-undo-history",
        UndoAction::Ask { number } => return texts.say("button-undo-ask", &[("number", number.to_string().into())]),
        UndoAction::Undo { .. } => "button-load-really-undo",
        UndoAction::Keep => "button-load-keep",
    };
    texts.plain(key)
}
