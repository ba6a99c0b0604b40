//! What a step changes in the state of its chat. Kept in the ledger; replaying the changes rebuilds the state.

use serde::{Deserialize, Serialize};

use super::admin::AdminForm;
use super::company_form::CompanyForm;
use super::deeds::Deed;
use super::introduction::IntroductionForm;
use super::listing::ListingForm;
use super::loading::SentList;
use super::report::BegunReport;
use super::state::Asked;
use super::taps::Tap;
use crate::domain::{ApplicationId, Company, CompanyId, Contact, Grounds, IntroductionId, Language, ListId, ListingId, MessageId, Region};
use crate::reply::Action;

/// One change of a chat's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// `None`: answers follow the language of the request.
    LanguageChosen(Option<Language>),
    HomeChosen(Option<Region>),
    Asked(Asked),
    /// Something was said in this language, with these buttons under it.
    Answered {
        language: Language,
        buttons: Vec<Action>,
    },
    /// The last message, if it was a request that may be changed; `None`: it was something else.
    Wrote(Option<MessageId>),
    /// A button was pressed that is not to be pressed twice at once; `None`: something else was done since.
    Tapped(Option<Tap>),
    /// A question was asked, and what was answered so far; `None`: nothing is asked any more.
    Form(Option<Form>),
    /// How the person is reached.
    ContactGiven(Option<Contact>),
    /// The line of why with an introduction.
    LineWritten(IntroductionId, String),
    /// What that introduction rests on.
    GroundsKept(IntroductionId, Grounds),
    /// A note about a company, for the person alone; empty: none any more.
    NoteWritten(CompanyId, String),
    /// The same in the name of a company for which a clerk acts.
    NoteWrittenFor {
        own: CompanyId,
        company: CompanyId,
        note: String,
    },
    /// What the person wrote to the chamber, under a number of its own.
    FeedbackWritten(u64, String),
    /// The request that the person hands to the chamber, by the number of the task.
    RequestHanded(u64, String),
    /// What the person writes back for the chamber, by the number of the task.
    ReplyWritten(u64, String),
    /// What the person wants to have in the list; `None`: no longer.
    ApplicationWritten(ApplicationId, Option<Box<Company>>),
    /// A list of companies that was sent; `None`: it is loaded, cancelled or gone.
    ListSent(ListId, Option<SentList>),
    /// A long report was begun; `None`: it is sent, or was not to be made.
    ReportBegun(Option<Box<BegunReport>>),
    /// Something was decided that takes a while.
    DeedBegun(Deed),
    /// Its outcome was told.
    DeedEnded(Deed),
    /// Guests were named for a report, under that number among the chat's reports.
    GuestsNamed(u64),
    Saved(CompanyId),
    Unsaved(CompanyId),
    /// "Not this", of a partner for the person's own company.
    Passed(CompanyId),
    Unpassed(CompanyId),
    /// The person wants to hear when somebody comes to suit this request.
    Watched(ListingId, String),
    Unwatched(ListingId),
    /// Who suits a listing or a watch and is no news any more.
    Met(Vec<(ListingId, CompanyId)>),
}

/// Questions under way: the answers so far, and which one is asked now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    Company(Box<CompanyForm>),
    Introduction(IntroductionForm),
    Listing(ListingForm),
    Admin(AdminForm),
}
