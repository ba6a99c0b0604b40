//! An answer as data, complete in itself.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{
    AdminAction, AdminBody, BroadcastAction, BroadcastBody, ClerkAction, ClerkBody, CompanyAction, CompanyBody, ExportAction, ExportBody,
    IntroductionAction, IntroductionBody, ListingAction, ListingBody, LoadAction, LoadBody, MarkAction, MarkBody, MergeAction, MergeBody,
    PrivacyAction, PrivacyBody, ProposalAction, ProposalBody, RemoveAction, RemoveBody, ReportAction, ReportBody, SearchAction, SearchBody,
    StaffAction, StaffBody, TaskAction, TaskBody, UndoAction, UndoBody,
};
use crate::domain::{ChatId, Language, MessageId, QueryId, Region, Texts};
use crate::matching::{Found, Match, MissingArm, Reason};
use crate::understanding::{Direction, Request, Role, Token, Vocabulary, Want};

/// An answer to a person, complete in itself: it can be put into words at any later time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    #[serde(default)]
    pub way: Way,
    pub language: Language,
    pub body: Body,
    /// The company on whose behalf it is said to its clerk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf: Option<String>,
    /// The number of these buttons among all that the chat was shown; 0 without buttons.
    #[serde(default)]
    pub panel: u64,
    /// In the order of their numbers.
    pub buttons: Vec<Action>,
}

impl Reply {
    /// Those of whom something personal is said: their chats.
    pub fn people(&self) -> Vec<ChatId> {
        match &self.body {
            Body::Company(body) => body.people(),
            Body::Introduction(body) => body.people(),
            Body::Task(body) => body.people(),
            Body::Listing(ListingBody::Feedback { from, .. }) => vec![*from],
            _ => Vec::new(),
        }
    }
}

/// How a reply is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// As a new message.
    #[default]
    New,
    /// In the place of a message; as a new one where the channel cannot do that.
    Edit(MessageId),
    /// As the acknowledgement of a press: a short word that passes by, or none.
    Toast(QueryId),
}

/// A button as its channel names it: the panel, and its number there from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ButtonId {
    pub panel: u64,
    pub number: u64,
}

impl fmt::Display for ButtonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.panel, self.number)
    }
}

/// Data that no button of ours has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the id of a button")]
pub struct NoButton;

impl FromStr for ButtonId {
    type Err = NoButton;

    fn from_str(data: &str) -> Result<ButtonId, NoButton> {
        let (panel, number) = data.split_once('.').ok_or(NoButton)?;
        let read = |text: &str| text.parse().map_err(|_| NoButton);
        Ok(ButtonId { panel: read(panel)?, number: read(number)? })
    }
}

/// What a reply says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Body {
    /// What Hamkor is and how to begin; how many companies it knows.
    Welcome {
        companies: usize,
        offer_samples: bool,
    },
    Help {
        moderator: bool,
    },
    /// How to ask for a partner.
    Seek,
    /// The language is chosen (or follows the request).
    LanguageChosen(Option<Language>),
    AskLanguage,
    HomeChosen(Option<Region>),
    AskHome,
    /// There is no such command; these exist.
    UnknownCommand {
        command: String,
        #[serde(default)]
        moderator: bool,
    },
    /// Small talk.
    Chatter,
    /// Hamkor costs nothing.
    Price,
    /// How the person is deleted.
    Removal,
    /// How the person leaves, or gets no more messages.
    Leaving,
    /// Nothing was named to look for.
    Vague,
    /// A telephone or an address is nothing to look for.
    ContactAlone,
    /// Which languages are read, in each of them.
    OtherLanguage,
    /// A number presses no button here.
    NumberAlone,
    /// The message held no words.
    NoWords,
    /// No question is open that could be gone back from, passed over or closed.
    NoForm,
    /// Nothing to go on with.
    NothingAsked,
    Answer(Box<Answer>),
    /// All reasons for a match.
    Why {
        name: String,
        reasons: Vec<Reason>,
    },
    SamplesLoaded {
        companies: usize,
    },
    /// Something broke; the message was not lost.
    Sorry,
    /// Nothing can be kept at the moment, as on a full disk: what was asked for was not done. Searching and help go on.
    CannotKeep,
    /// The chat sends more than can be answered; what it sent is kept, and answered in turn.
    TooFast,
    /// In a group: where the conversation is held.
    Group,
    /// The button is too old, or was never ours.
    OldButton,
    /// The same button was pressed a moment ago.
    PressedBefore,
    /// No words: a press is acknowledged.
    Nothing,
    Search(SearchBody),
    Company(CompanyBody),
    Privacy(PrivacyBody),
    Introduction(IntroductionBody),
    Listing(ListingBody),
    Staff(StaffBody),
    Mark(MarkBody),
    Load(LoadBody),
    Export(ExportBody),
    Admin(AdminBody),
    Task(TaskBody),
    Broadcast(BroadcastBody),
    Merge(MergeBody),
    Remove(RemoveBody),
    Undo(UndoBody),
    Proposal(ProposalBody),
    Clerk(ClerkBody),
    Report(ReportBody),
}

/// Near misses shown when nobody fits.
pub const NEAR: usize = 3;

/// Partners found for a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub direction: Direction,
    /// The things asked for or offered, as written.
    pub wants: Vec<String>,
    /// The things expressly not wanted, as written.
    pub unwanted: Vec<String>,
    /// Whom the person looks for, and whom not.
    #[serde(default)]
    pub roles: Vec<Role>,
    #[serde(default)]
    pub unwanted_roles: Vec<Role>,
    /// What was said of quantity, price and delivery, as written.
    #[serde(default)]
    pub terms: Vec<String>,
    /// The project as understood.
    pub project: Option<Texts>,
    /// The place where partners are sought, as understood.
    pub place: Option<Texts>,
    /// Only the beginning of a long message was read.
    pub cut: bool,
    pub confident: bool,
    /// What the person has narrowed the answer to.
    pub only: Vec<Texts>,
    /// A company that was just taken out.
    pub dismissed: Option<String>,
    /// Number of the first match shown among all, from 1; each message numbers its own from 1.
    pub first: usize,
    pub matches: Vec<Match>,
    /// How many more there are.
    pub more: usize,
    pub missing: Vec<MissingArm>,
}

impl Answer {
    /// What was understood and found, from the first match on; `language`: that of the answer.
    pub fn new(request: &Request, found: Found, language: Language, vocabulary: &Vocabulary) -> Answer {
        Answer {
            direction: found.direction,
            wants: written(&request.wants, request),
            unwanted: unwanted(request, language, vocabulary),
            roles: request.roles.clone(),
            unwanted_roles: request.unwanted_roles.clone(),
            terms: request.terms().into_iter().map(str::to_owned).collect(),
            project: request.project.as_ref().map(|planned| vocabulary.projects[usize::from(planned.project)].name.clone()),
            place: found.place.map(|place| vocabulary.places[usize::from(place)].name.clone()),
            cut: request.cut,
            confident: found.confident,
            only: Vec::new(),
            dismissed: None,
            first: 1,
            matches: found.matches.into_iter().map(|found| found.told_in(language, vocabulary)).collect(),
            more: found.more,
            missing: found.missing,
        }
    }
}

/// What is not wanted, things as written and places by name.
fn unwanted(request: &Request, language: Language, vocabulary: &Vocabulary) -> Vec<String> {
    let place = |&place: &u16| vocabulary.places[usize::from(place)].name.get(language).to_owned();
    written(&request.unwanted, request).into_iter().chain(request.unwanted_places.iter().map(place)).collect()
}

/// Wants as the person wrote them.
fn written(wants: &[Want], request: &Request) -> Vec<String> {
    let span = |want: &Want| {
        // With the weak words that belong to what was meant: "medical equipment".
        let meant = want.meanings.first().map(|meaning| meaning.words.as_slice()).unwrap_or_default();
        let words = || want.words.iter().chain(&want.purpose).chain(meant).filter_map(|&at| request.words.get(at));
        let (start, end) = (words().map(|word| word.start).min()?, words().map(|word| word.end).max()?);
        request.text.get(counted(start, request)..end).map(str::to_owned)
    };
    wants.iter().filter_map(span).collect()
}

/// Where the number that stands right before a byte of the request begins, or the byte itself.
fn counted(start: usize, request: &Request) -> usize {
    let number = |word: &Token| word.text.chars().all(|c| c.is_ascii_digit());
    let before = request.words.iter().rev().skip_while(|word| word.end > start);
    let together = |start: usize, word: &Token| request.text.get(word.end..start).is_some_and(|between| between.trim().is_empty());
    before.take_while(|word| number(word)).fold(start, |start, word| if together(start, word) { word.start } else { start })
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    Search(SearchAction),
    /// More partners for the last request.
    More,
    Language(Option<Language>),
    Home(Option<Region>),
    LoadSamples,
    /// A request to try.
    Example(String),
    Help,
    /// To look for a partner.
    Seek,
    /// The answer to an example.
    Demo,
    Company(CompanyAction),
    Privacy(PrivacyAction),
    Introduction(IntroductionAction),
    Listing(ListingAction),
    Staff(StaffAction),
    Mark(MarkAction),
    Load(LoadAction),
    Export(ExportAction),
    Admin(AdminAction),
    Task(TaskAction),
    Broadcast(BroadcastAction),
    Merge(MergeAction),
    Remove(RemoveAction),
    Undo(UndoAction),
    Proposal(ProposalAction),
    Clerk(ClerkAction),
    Report(ReportAction),
}
