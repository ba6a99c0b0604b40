//! An answer as data, complete in itself.

use serde::{Deserialize, Serialize};

use crate::domain::{Language, Region, Texts};
use crate::matching::{Match, MissingArm, Reason};
use crate::understanding::Direction;

/// An answer to a person, complete in itself: it can be put into words at any later time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    pub language: Language,
    pub body: Body,
    /// In the order of their numbers.
    pub buttons: Vec<Action>,
}

/// What a reply says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Body {
    /// What Hamkor is and how to begin; how many companies it knows.
    Welcome {
        companies: usize,
        offer_samples: bool,
    },
    Help,
    /// The language is chosen (or follows the request).
    LanguageChosen(Option<Language>),
    AskLanguage,
    HomeChosen(Option<Region>),
    AskHome,
    /// There is no such command; these exist.
    UnknownCommand {
        command: String,
    },
    /// Small talk.
    Chatter,
    /// The message held no words.
    NoWords,
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
}

/// Partners found for a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub direction: Direction,
    /// The things asked for or offered, as written.
    pub wants: Vec<String>,
    /// The things expressly not wanted, as written.
    pub unwanted: Vec<String>,
    /// The project as understood.
    pub project: Option<Texts>,
    /// The place where partners are sought, as understood.
    pub place: Option<Texts>,
    /// Only the beginning of a long message was read.
    pub cut: bool,
    pub confident: bool,
    /// Number of the first match shown among all, from 1; each message numbers its own from 1.
    pub first: usize,
    pub matches: Vec<Match>,
    /// How many more there are.
    pub more: usize,
    pub missing: Vec<MissingArm>,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// More matches of the same request.
    More,
    /// All reasons for the match of that number.
    Why {
        number: usize,
        name: String,
    },
    Language(Option<Language>),
    Home(Option<Region>),
    LoadSamples,
    /// A request to try.
    Example(String),
    Help,
}
