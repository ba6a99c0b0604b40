//! What is remembered of a chat. It is the sum of its changes and nothing else.

use std::collections::{BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use super::change::{Change, Form};
use crate::domain::{CompanyId, Language, Personal, Region};
use crate::reply::{Action, ButtonId};

/// Panels whose buttons still work; older ones are answered, but do nothing.
const PANELS: usize = 12;

/// What is remembered of a chat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// Chosen by the person; otherwise the answer follows the request.
    pub language: Option<Language>,
    /// The language of the last answer, for what is said without a request.
    pub spoken: Option<Language>,
    /// On which side the person is.
    pub home: Option<Region>,
    /// The request that "more" and "why" go on with.
    pub request: Option<Asked>,
    /// The last panels, oldest first.
    pub panels: VecDeque<Panel>,
    /// How many panels there were.
    pub panel: u64,
    /// Questions under way.
    pub form: Option<Form>,
    pub saved: BTreeSet<CompanyId>,
    pub personal: Personal,
}

/// The buttons under one message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    pub number: u64,
    pub buttons: Vec<Action>,
}

/// A request that was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub text: String,
    /// How many matches were shown.
    pub shown: usize,
    /// Companies that the person does not want to see for it.
    pub dismissed: BTreeSet<CompanyId>,
}

impl State {
    /// The state after a change.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::LanguageChosen(language) => self.language = *language,
            Change::HomeChosen(home) => self.home = *home,
            Change::Asked(asked) => self.request = Some(asked.clone()),
            Change::Answered { language, buttons } => {
                self.spoken = Some(*language);
                if !buttons.is_empty() {
                    self.panel += 1;
                    self.panels.push_back(Panel { number: self.panel, buttons: buttons.clone() });
                    while self.panels.len() > PANELS {
                        self.panels.pop_front();
                    }
                }
            }
            Change::Form(form) => self.form.clone_from(form),
            Change::ContactGiven(contact) => self.personal.contact.clone_from(contact),
            Change::LineWritten(introduction, line) => _ = self.personal.lines.insert(*introduction, line.clone()),
            Change::GroundsKept(introduction, grounds) => _ = self.personal.grounds.insert(*introduction, grounds.clone()),
            Change::NoteWritten(company, note) if note.is_empty() => _ = self.personal.notes.remove(company),
            Change::NoteWritten(company, note) => _ = self.personal.notes.insert(company.clone(), note.clone()),
            Change::FeedbackWritten(number, text) => _ = self.personal.feedback.insert(*number, text.clone()),
            Change::Saved(company) => _ = self.saved.insert(company.clone()),
            Change::Unsaved(company) => _ = self.saved.remove(company),
            Change::Dismissed(company) => {
                if let Some(asked) = &mut self.request {
                    asked.dismissed.insert(company.clone());
                }
            }
        }
    }

    /// What a button does; `None` for one that is too old or was never there.
    pub fn button(&self, id: ButtonId) -> Option<&Action> {
        self.panels.iter().find(|panel| panel.number == id.panel)?.buttons.get(usize::try_from(id.number).ok()?)
    }

    /// The button of that number, from 1, under the last message that has any.
    pub fn numbered(&self, number: usize) -> Option<&Action> {
        self.panels.back()?.buttons.get(number.checked_sub(1)?)
    }
}
