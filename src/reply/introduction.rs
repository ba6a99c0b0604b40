//! What is said about introductions, and the buttons under it. Nothing here holds how a person is reached or what they wrote: only
//! references, which are looked up when the reply is sent.

mod words;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cards;
use super::texts::Texts;
use crate::domain::{ChatId, CompanyId, Evidence, IntroductionId, Language};
use crate::matching::Reason;
use crate::registry::{Milestone, NextStep, Outcome};

pub(super) use words::render;
pub use words::{LINE_CHARACTERS, Reached};

/// What is said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionBody {
    /// What the person has to do before anybody can be asked.
    Lacking(Lacking),
    /// Why nobody is asked now.
    Hindered(Hindered),
    /// Asks for one line of why.
    AskLine {
        company: String,
        may_skip: bool,
    },
    LineTooLong {
        characters: usize,
    },
    /// The line holds a telephone, an address or a name of a messenger.
    LineWithContact,
    /// What the other side will see; the person's own words.
    Preview {
        asker: Party,
        /// The chamber asks on behalf of the company.
        #[serde(default)]
        by_chamber: bool,
        line: String,
        evidence: Vec<Evidence>,
    },
    Sent {
        company: String,
        through_chamber: bool,
        until: Date,
    },
    Cancelled,
    NothingToSend,
    /// To the side that is asked.
    Asked(Asked),
    /// The answer was given already; by whom.
    Answered {
        by_you: bool,
    },
    /// It has ended, or was never for this person.
    Over,
    /// The answer yes waits until the person has agreed that their contact is passed on.
    ConsentFirst,
    /// The person is asked again on that day; `None`: not any more.
    PutOff {
        again: Option<Date>,
        until: Date,
    },
    Declined,
    /// Declined, and that company does not ask again.
    NotAgain {
        company: String,
    },
    /// Whoever asked does not ask any more.
    Gone {
        company: String,
    },
    Contact(Box<Contacts>),
    /// To the asker: it did not work out, whoever said so and why.
    NotThisTime {
        asked: Date,
        next: Option<Box<Next>>,
    },
    /// Asked for by whoever wants to tell it.
    AskOutcome {
        company: String,
    },
    FollowUp {
        milestone: Milestone,
        company: String,
    },
    Thanks(Outcome),
    OutcomeKnown(Outcome),
    List(IntroductionList),
    Readmitted {
        company: String,
    },
    /// What the list says of a company to all.
    Company(CompanyCard),
    Saved {
        company: String,
    },
    NoCompany,
    InvitationInvalid,
    Joined {
        company: String,
        consented: bool,
    },
    MemberAlready {
        company: String,
        same: bool,
    },
    /// An invitation for one colleague: opened as a link, typed as a code.
    Invitation(WayIn),
    TooManyInvitations,
    /// The link to the person's company, for everybody.
    CompanyLink(WayIn),
    Met {
        company: String,
    },
    AskNote {
        company: String,
        /// It is one of the company on whose behalf the person acts.
        #[serde(default)]
        on_behalf: bool,
        note: Option<String>,
    },
    NoteTooLong {
        characters: usize,
    },
    NoteKept {
        company: String,
        note: String,
    },
    AskNextStep {
        company: String,
    },
    Agreed {
        company: String,
        step: NextStep,
    },
}

/// What is lacking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lacking {
    Company,
    Consent,
    Contact,
}

/// Why a company cannot be asked for an introduction now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hindered {
    Own,
    Asked { until: Date },
    Known,
    NotYet { again: Date },
    DayIsFull { limit: usize },
    TooManyOpen { limit: usize },
}

/// A company as the other side is shown it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub company: String,
    pub city: String,
    /// Its chamber vouches for it.
    pub verified: bool,
}

/// A request for an introduction, to those who answer it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub id: IntroductionId,
    pub asker: ChatId,
    pub card: Party,
    /// The chamber of that company asks on its behalf.
    #[serde(default)]
    pub by_chamber: bool,
    /// For the chamber: the company on whose behalf it answers.
    pub on_behalf: Option<String>,
    pub reminder: bool,
    pub until: Date,
}

/// The other side of an accepted introduction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacts {
    pub id: IntroductionId,
    /// For whom it is.
    pub viewer: ChatId,
    /// The company for which the viewer speaks, or whose chamber the viewer is.
    pub own: String,
    /// `None`: the chamber asked or agreed on behalf of the company.
    pub person: Option<ChatId>,
    pub company: String,
    pub city: String,
    /// What the list says of how the company is reached, where the chamber acted for it.
    pub listed: Option<Listed>,
    /// The chamber asked on behalf of that company.
    #[serde(default)]
    pub by_chamber: bool,
    /// The viewer acted for a company, which has to be told.
    pub on_behalf: bool,
    /// In which the other side is spoken to.
    pub language: Language,
}

/// How a company is reached, by the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub phone: String,
    pub email: String,
}

/// The best company that was not asked yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Next {
    pub name: String,
    pub city: String,
    pub reason: Option<Reason>,
}

/// A person's introductions, by what stands with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntroductionList {
    /// They wait for the person's answer.
    pub waiting: Vec<Named>,
    /// They wait for the other side.
    pub asked: Vec<Named>,
    pub accepted: Vec<Named>,
    /// How many did not work out; with whom is not said.
    pub not_this_time: usize,
    /// Companies that are not to ask.
    pub not_with: Vec<String>,
    pub may_invite: bool,
}

/// An introduction as a line: the other company, and since or until when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub company: String,
    pub date: Date,
    /// The company on whose behalf the person takes part as its chamber.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf: Option<String>,
}

/// What the list says of a company to all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyCard {
    pub card: Party,
    pub offers: Vec<String>,
    pub needs: Vec<String>,
    pub website: String,
    /// The viewer's own note.
    pub note: Option<String>,
    /// The viewer speaks for it.
    pub own: bool,
    /// What is under way in its name; for its chamber, while nobody of its own speaks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_chamber: Option<ByChamber>,
}

/// What a chamber has asked, answered and published for a company, whoever of it did so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByChamber {
    /// Introductions that were asked for and wait for the other side.
    pub asked: Vec<Named>,
    /// Those that wait for an answer in its name.
    pub waiting: Vec<Named>,
    pub accepted: Vec<Named>,
    /// What is published and open.
    pub needs: Vec<String>,
    pub offers: Vec<String>,
}

/// How somebody gets to a company: by a link, where the bot has a name, or by typing a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayIn {
    pub company: String,
    pub link: Option<String>,
    pub code: String,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntroductionAction {
    /// Asks to be introduced to a company.
    Ask {
        company: CompanyId,
        name: String,
    },
    Skip,
    Send,
    Rewrite,
    Cancel,
    Accept(IntroductionId),
    Later(IntroductionId),
    Decline(IntroductionId),
    NotAgain(IntroductionId),
    /// The same three for the chamber of a company that nobody speaks for.
    AcceptFor(IntroductionId),
    DeclineFor(IntroductionId),
    /// Shows a request again that waits for the person's answer.
    Show {
        id: IntroductionId,
        company: String,
    },
    /// Shows the other side of an accepted introduction.
    Contact {
        id: IntroductionId,
        company: String,
    },
    /// Goes on with the request by which the company was found.
    SearchOn(IntroductionId),
    /// More companies for the last request.
    More,
    /// Asks what came of an introduction, before or between the times at which it is asked anyway.
    AskOutcome {
        id: IntroductionId,
        company: String,
    },
    Tell {
        id: IntroductionId,
        milestone: Milestone,
        outcome: Outcome,
    },
    List,
    Readmit {
        company: CompanyId,
        name: String,
    },
    /// To the person's company, consent and contact.
    MyCompany,
    MyConsent,
    Open {
        company: CompanyId,
        name: String,
    },
    Save {
        company: CompanyId,
    },
    Invite,
    ShareCompany,
    Met {
        company: CompanyId,
    },
    Note {
        company: CompanyId,
    },
    NextStep {
        company: CompanyId,
    },
    Agree {
        company: CompanyId,
        step: NextStep,
    },
}

impl IntroductionBody {
    /// Those of whom it shows something that lies in their own chat.
    pub(super) fn people(&self) -> Vec<ChatId> {
        match self {
            IntroductionBody::Asked(asked) => vec![asked.asker],
            IntroductionBody::Contact(contacts) => contacts.person.into_iter().chain([contacts.viewer]).collect(),
            _ => Vec::new(),
        }
    }
}

/// Whether the button begins a row: it belongs to another company than the one before.
pub(super) fn begins_row(action: &IntroductionAction) -> bool {
    matches!(
        action,
        IntroductionAction::Ask { .. }
            | IntroductionAction::Show { .. }
            | IntroductionAction::Contact { .. }
            | IntroductionAction::AskOutcome { .. }
            | IntroductionAction::Readmit { .. }
            | IntroductionAction::NotAgain(_)
            | IntroductionAction::List
    )
}

/// The words on the button.
pub(super) fn caption(action: &IntroductionAction, _language: Language, texts: &Texts) -> String {
    let named = |key: &str, name: &str| texts.say(key, &[("name", cards::shortened(name, cards::BUTTON_CHARACTERS).into())]);
    let key = match action {
        IntroductionAction::Ask { name, .. } => return named("button-introduce", name),
        IntroductionAction::Show { company, .. } => return named("button-introduction-show", company),
        IntroductionAction::Contact { company, .. } => return named("button-introduction-contact", company),
        IntroductionAction::AskOutcome { company, .. } => return named("button-outcome", company),
        IntroductionAction::Readmit { name, .. } => return named("button-introduction-readmit", name),
        IntroductionAction::Open { name, .. } => return named("button-company-open", name),
        IntroductionAction::Skip => "button-line-skip",
        IntroductionAction::Send => "button-line-send",
        IntroductionAction::Rewrite => "button-line-rewrite",
        IntroductionAction::Cancel => "button-line-cancel",
        IntroductionAction::Accept(_) => "button-introduction-yes",
        IntroductionAction::Later(_) => "button-introduction-later",
        IntroductionAction::Decline(_) => "button-introduction-no",
        IntroductionAction::NotAgain(_) => "button-introduction-not-again",
        IntroductionAction::AcceptFor(_) => "button-introduction-yes-for",
        IntroductionAction::DeclineFor(_) => "button-introduction-no-for",
        IntroductionAction::More => "button-more",
        IntroductionAction::SearchOn(_) => "button-search-on",
        IntroductionAction::Tell { outcome, .. } => words::outcome_key(*outcome),
        IntroductionAction::List => "button-introductions",
        IntroductionAction::MyCompany => "button-introduction-company",
        IntroductionAction::MyConsent => "button-introduction-consent",
        IntroductionAction::Save { .. } => "button-company-save",
        IntroductionAction::Invite => "button-invite",
        IntroductionAction::ShareCompany => "button-company-link",
        IntroductionAction::Met { .. } => "outcome-met",
        IntroductionAction::Note { .. } => "button-note",
        IntroductionAction::NextStep { .. } => "outcome-next-step",
        IntroductionAction::Agree { step, .. } => words::step_key(*step),
    };
    texts.plain(key)
}
