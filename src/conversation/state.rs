//! What is remembered of a chat. It is the sum of its changes and nothing else.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};

use super::change::{Change, Form};
use super::deeds::Deed;
use super::loading::SentList;
use super::report::BegunReport;
use super::taps::Tap;
use crate::domain::{CompanyId, Language, ListId, ListingId, MessageId, Personal, Region};
use crate::reply::{Action, ButtonId, Filter};

/// Panels whose buttons still work; older ones are answered, but do nothing.
const PANELS: usize = 12;
/// More messages with buttons than a chat ever has: so far the count goes on where some of them may have been lost.
const PANELS_LOST: u64 = 1 << 20;
/// Earlier requests with which buttons still go on.
const EARLIER_REQUESTS: usize = 5;

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
    /// The last request, with which "more" goes on.
    pub request: Option<Asked>,
    /// Those before it, oldest first, for the buttons of their answers.
    pub earlier: VecDeque<Asked>,
    /// The last panels, oldest first.
    pub panels: VecDeque<Panel>,
    /// How many panels there were.
    pub panel: u64,
    /// The person's last message, if it was a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_request: Option<MessageId>,
    /// The last thing done, if it was such a press.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tap: Option<Tap>,
    /// Questions under way.
    pub form: Option<Form>,
    pub saved: BTreeSet<CompanyId>,
    /// "Not this", said of partners for the person's own company or of new ones: never shown there again.
    pub passed: BTreeSet<CompanyId>,
    /// Requests about which the person wants to hear.
    pub watches: BTreeMap<ListingId, String>,
    /// Who suits a listing or a watch and is no news any more.
    pub met: BTreeSet<(ListingId, CompanyId)>,
    /// Lists of companies that were sent and are neither loaded nor cancelled.
    pub lists: BTreeMap<ListId, SentList>,
    /// How many lists were sent.
    pub list_count: u64,
    /// The long report under way, and how many there were.
    pub report: Option<Box<BegunReport>>,
    pub report_count: u64,
    /// What was decided and is not done yet.
    pub deeds: Vec<Deed>,
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
    /// Among all requests of the chat, from 1.
    pub number: u64,
    pub text: String,
    /// How many matches were shown, to the end of the last page.
    pub shown: usize,
    /// Companies that the person does not want to see for it.
    pub dismissed: BTreeSet<CompanyId>,
    /// What the answer is narrowed to.
    pub filter: Filter,
    /// The company in whose name a clerk asked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_behalf: Option<CompanyId>,
}

impl State {
    /// The state after a change.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::LanguageChosen(language) => self.language = *language,
            Change::HomeChosen(home) => self.home = *home,
            Change::Asked(asked) => self.asked(asked),
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
            Change::Wrote(message) => self.last_request = *message,
            Change::Tapped(tap) => self.tap = *tap,
            Change::Form(form) => self.form.clone_from(form),
            Change::ContactGiven(contact) => self.personal.contact.clone_from(contact),
            Change::LineWritten(introduction, line) => _ = self.personal.lines.insert(*introduction, line.clone()),
            Change::GroundsKept(introduction, grounds) => _ = self.personal.grounds.insert(*introduction, grounds.clone()),
            Change::NoteWritten(company, note) if note.is_empty() => _ = self.personal.notes.remove(company),
            Change::NoteWritten(company, note) => _ = self.personal.notes.insert(company.clone(), note.clone()),
            Change::NoteWrittenFor { own, company, note } => {
                let notes = self.personal.notes_for.entry(own.clone()).or_default();
                if note.is_empty() {
                    notes.remove(company);
                } else {
                    notes.insert(company.clone(), note.clone());
                }
            }
            Change::FeedbackWritten(number, text) => _ = self.personal.feedback.insert(*number, text.clone()),
            Change::RequestHanded(number, text) => _ = self.personal.requests.insert(*number, text.clone()),
            Change::ReplyWritten(number, text) => _ = self.personal.replies.insert(*number, text.clone()),
            Change::ApplicationWritten(application, Some(company)) => {
                self.personal.applications.insert(*application, company.as_ref().clone());
            }
            Change::ApplicationWritten(application, None) => _ = self.personal.applications.remove(application),
            Change::ListSent(list, sent) => {
                self.list_count = self.list_count.max(list.0);
                match sent {
                    Some(sent) => _ = self.lists.insert(*list, sent.clone()),
                    None => _ = self.lists.remove(list),
                }
            }
            Change::ReportBegun(begun) => {
                self.report_count = begun.as_ref().map_or(self.report_count, |begun| begun.number);
                self.report.clone_from(begun);
            }
            Change::DeedBegun(deed) if self.deeds.contains(deed) => {}
            Change::DeedBegun(deed) => self.deeds.push(deed.clone()),
            Change::DeedEnded(deed) => self.deeds.retain(|begun| begun != deed),
            Change::GuestsNamed(number) => self.report_count = self.report_count.max(*number),
            Change::Saved(company) => _ = self.saved.insert(company.clone()),
            Change::Unsaved(company) => _ = self.saved.remove(company),
            Change::Passed(company) => _ = self.passed.insert(company.clone()),
            Change::Unpassed(company) => _ = self.passed.remove(company),
            Change::Watched(watch, text) => _ = self.watches.insert(*watch, text.clone()),
            Change::Unwatched(watch) => {
                self.watches.remove(watch);
                self.met.retain(|(met, _)| met != watch);
            }
            Change::Met(met) => self.met.extend(met.iter().cloned()),
        }
    }

    /// A request in its present form: a new one, or one of those before it.
    fn asked(&mut self, asked: &Asked) {
        if let Some(known) = self.request.iter_mut().chain(&mut self.earlier).find(|known| known.number == asked.number) {
            known.clone_from(asked);
            return;
        }
        self.earlier.extend(self.request.replace(asked.clone()));
        while self.earlier.len() > EARLIER_REQUESTS {
            self.earlier.pop_front();
        }
    }

    /// The request of that number, if it is remembered.
    pub fn request(&self, number: u64) -> Option<&Asked> {
        self.request.iter().chain(&self.earlier).find(|asked| asked.number == number)
    }

    /// The state of a chat of whose steps some were lost, so many times: buttons that were shown until then do nothing any more. Their
    /// numbers are counted, so those of later steps would be taken for others.
    pub fn after_losses(mut self, losses: u64) -> State {
        if losses > 0 {
            self.panels.clear();
            self.panel = self.panel.saturating_add(losses.saturating_mul(PANELS_LOST));
        }
        self
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
