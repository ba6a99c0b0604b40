//! What is said about companies and those who speak for them, as data: the questions of a form, the preview, what became of an
//! application. The words are in `company_words`; what a clerk is told of applications is in `moderation`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::cards;
use super::moderation::{self, Applied};
use super::texts::Texts;
use crate::domain::{self, ApplicationId, ChatId, Company, CompanyId, Contact, Reach, phone, tax};
use crate::registry::{Doubt, Verdict, Wish};

/// The version of the words of consent, `company-ask-consent` in the texts: a change of their sense raises it, and people are asked again.
pub const CONSENT_VERSION: u32 = 1;

/// A question of the form about a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Which company it is: a tax number or a name.
    Which,
    Name,
    City,
    TaxNumber,
    Offers,
    Needs,
    Website,
    Consent,
    Phone,
    /// How the person wants to be reached.
    Reach,
    /// Whether it is right like this.
    Preview,
}

/// Why an answer cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    Tax(tax::Fault),
    Phone(phone::Fault),
    /// The tax number belongs to nobody on the list.
    NumberNotFound(String),
    NameNotFound(String),
    CityUnknown(String),
    TooLong(usize),
    /// No words, or none that say anything.
    NoAnswer,
    Website,
    /// A button has to be pressed.
    PressAButton,
    CannotSkip,
    NoUsername,
    PhoneNeeded,
    /// The contact is somebody else's.
    NotYourContact,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanyBody {
    Ask {
        question: Question,
        /// What the answer is so far.
        present: String,
        fault: Option<Fault>,
        /// The form is gone on with after a pause.
        resumed: bool,
    },
    /// Is it this company?
    IsItYou {
        company: Box<Company>,
        /// By its tax number.
        by_number: bool,
        /// Somebody speaks for it already.
        taken: bool,
    },
    /// Several companies bear such a name.
    Choose {
        name: String,
        companies: Vec<(String, String)>,
    },
    Preview {
        wish: Wish,
        company: Box<Company>,
        /// Its city in the three languages.
        place: Option<domain::Texts>,
        contact: Contact,
    },
    WhatToEdit,
    /// The form is closed; nothing of it is kept.
    Cancelled,
    /// The question has been answered before.
    Answered,
    Declined,
    Sent {
        application: ApplicationId,
        /// Somebody is there to look at it.
        moderated: bool,
    },
    /// The application as it stands.
    Application {
        application: ApplicationId,
        at: Timestamp,
        company: Box<Company>,
        asked_back: Option<Doubt>,
    },
    TakenBack {
        application: ApplicationId,
    },
    Decided {
        application: ApplicationId,
        wish: Wish,
        name: String,
        verdict: Verdict,
    },
    /// The chamber has taken its decision back; `over`: and with it what it had approved.
    Undone {
        application: ApplicationId,
        wish: Wish,
        over: bool,
    },
    /// The company has gone from the list.
    Gone,
    /// The company for which the person speaks.
    Card {
        company: Box<Company>,
        place: Option<domain::Texts>,
        contact: Option<Contact>,
        /// A change waits for the chamber.
        waiting: Option<ApplicationId>,
    },
    ContactKept {
        contact: Contact,
    },
    /// A contact was shared that nobody asked for; it is not kept.
    ContactNotAsked,
    AskLeave {
        name: String,
    },
    Left {
        name: String,
    },
    /// To a clerk: an application in full.
    Applied(Box<Applied>),
    /// To a clerk: what waits.
    Waiting {
        applications: Vec<(ApplicationId, ChatId, Wish)>,
        more: usize,
        #[serde(default)]
        complaints: usize,
    },
    AskDoubt {
        application: ApplicationId,
        refuse: bool,
    },
    Settled {
        application: ApplicationId,
        verdict: Verdict,
        waiting: usize,
    },
    /// Somebody has decided before, or the person has taken it back.
    SettledBefore {
        application: ApplicationId,
    },
    /// It is for the chamber of the other side to decide.
    OtherChamber {
        application: ApplicationId,
    },
    OnlyForModerators,
}

impl CompanyBody {
    /// Those of whom something personal is said.
    pub(super) fn people(&self) -> Vec<ChatId> {
        match self {
            CompanyBody::Applied(applied) => vec![applied.chat],
            CompanyBody::Waiting { applications, .. } => applications.iter().map(|(_, chat, _)| *chat).collect(),
            _ => Vec::new(),
        }
    }
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanyAction {
    /// Whatever there is to say of the person's company.
    Open,
    Register,
    ThatIsMe(CompanyId),
    /// One of several of a name.
    Pick {
        company: CompanyId,
        name: String,
    },
    NotMe,
    Agree,
    Disagree,
    SharePhone,
    Reach(Reach),
    Back(Question),
    Skip(Question),
    Cancel,
    Edit,
    EditOne(Question),
    /// Back to the preview.
    Preview,
    Publish,
    /// Mends what the chamber has asked back.
    Mend(ApplicationId),
    TakeBack(ApplicationId),
    /// A member changes what is said of the company.
    Change(Question),
    ChangeContact,
    Leave,
    ReallyLeave(CompanyId),
    /// A clerk looks at what waits.
    Waiting,
    Show(ApplicationId),
    Approve {
        application: ApplicationId,
        round: u32,
    },
    /// Which doubt is it, to ask back or to refuse?
    Doubt {
        application: ApplicationId,
        round: u32,
        refuse: bool,
    },
    Decide {
        application: ApplicationId,
        round: u32,
        verdict: Verdict,
    },
}

/// The words on the button.
pub(super) fn caption(action: &CompanyAction, texts: &Texts) -> String {
    let key = match action {
        CompanyAction::Open => "button-company",
        CompanyAction::Register => "button-company-register",
        CompanyAction::ThatIsMe(_) => "button-company-yes",
        CompanyAction::Pick { name, .. } => return cards::shortened(name, cards::BUTTON_CHARACTERS),
        CompanyAction::NotMe => "button-company-no",
        CompanyAction::Agree => "button-company-agree",
        CompanyAction::Disagree => "button-company-disagree",
        CompanyAction::SharePhone => "button-company-share-phone",
        CompanyAction::Reach(Reach::PhoneAndTelegram) => "button-company-reach-both",
        CompanyAction::Reach(Reach::PhoneOnly) => "button-company-reach-phone",
        CompanyAction::Reach(Reach::TelegramOnly) => "button-company-reach-telegram",
        CompanyAction::Back(_) => "button-company-back",
        CompanyAction::Skip(_) => "button-company-skip",
        CompanyAction::Cancel => "button-company-cancel",
        CompanyAction::Edit => "button-company-edit",
        CompanyAction::EditOne(question) => edit_key(*question),
        CompanyAction::Preview => "button-company-back",
        CompanyAction::Publish => "button-company-publish",
        CompanyAction::Mend(_) => "button-company-edit",
        CompanyAction::TakeBack(_) => "button-company-take-back",
        CompanyAction::Change(Question::Offers) => "button-company-change-offers",
        CompanyAction::Change(_) => "button-company-change-needs",
        CompanyAction::ChangeContact => "button-company-change-contact",
        CompanyAction::Leave => "button-company-leave",
        CompanyAction::ReallyLeave(_) => "button-company-really-leave",
        CompanyAction::Waiting
        | CompanyAction::Show(_)
        | CompanyAction::Approve { .. }
        | CompanyAction::Doubt { .. }
        | CompanyAction::Decide { .. } => return moderation::caption(action, texts),
    };
    texts.plain(key)
}

fn edit_key(question: Question) -> &'static str {
    match question {
        Question::Which | Question::Name => "button-company-edit-name",
        Question::City => "button-company-edit-city",
        Question::TaxNumber => "button-company-edit-tax-number",
        Question::Offers => "button-company-edit-offers",
        Question::Needs => "button-company-edit-needs",
        Question::Website => "button-company-edit-website",
        Question::Consent | Question::Phone => "button-company-edit-phone",
        Question::Reach | Question::Preview => "button-company-edit-reach",
    }
}
