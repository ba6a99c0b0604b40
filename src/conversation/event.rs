//! What comes in: a thing a person did, a thing the program finished for them, or a notice that is due.

use serde::{Deserialize, Serialize};

use super::{Document, GuestNews, ListNews, ReportNews};
use crate::domain::{Company, Language, ListId, MessageId, QueryId};
use crate::matching::Census;
use crate::registry::{AskedFor, Entry, Notice, Recorded, Selection};
use crate::reply::{ButtonId, Criterion, Found, Removed, TakenBack};

/// One thing that happened in a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A line or message: a command, the number of a button, the answer to a question, or a request.
    Text { text: String, sender: Sender },
    /// A message was changed after it was sent; [`Sender::message`] tells which.
    Edited { text: String, sender: Sender },
    /// A button was pressed.
    Pressed {
        /// `None`: the data of the button are none of ours.
        button: Option<ButtonId>,
        /// The message under which it stands, where the channel knows; what follows is then shown in its place.
        message: Option<MessageId>,
        /// By which the channel acknowledges the press, where it has to.
        query: Option<QueryId>,
        sender: Sender,
    },
    /// A contact was shared.
    Contact {
        phone: String,
        name: String,
        /// Whether the messenger vouches that it is the sender's own.
        own: bool,
        sender: Sender,
    },
    /// A message without words: a picture, a voice, a sticker.
    Wordless { sender: Sender },
    /// A file was sent, with words under it or without.
    Document { document: Document, caption: String, sender: Sender },
    /// Somebody wrote or pressed in a group, where no conversation is held.
    Group { query: Option<QueryId>, sender: Sender },
    /// The sample companies were loaded.
    SamplesLoaded { companies: usize },
    /// What was recorded in the chat, for the copy that the person wants.
    Copied { facts: Vec<Recorded> },
    /// The companies are counted; `None`: they could not be.
    Counted { message: Option<MessageId>, census: Option<Census> },
    /// Something became of a list that was sent.
    List {
        list: ListId,
        /// In the place of which message it is said.
        message: Option<MessageId>,
        news: ListNews,
    },
    /// What became of the wish to take a load back; `None`: it could not be done.
    LoadUndone { load: u64, message: Option<MessageId>, outcome: Option<TakenBack> },
    /// What was done to the list, newest first; `None`: it could not be read.
    History { message: Option<MessageId>, entries: Option<Vec<Entry>> },
    /// An entry that is to be taken back, `sure`: at once. `None`: there is none of that number.
    Recalled { number: u64, sure: bool, message: Option<MessageId>, entry: Option<Box<Entry>> },
    /// Records that may mean one company each; `None`: they could not be looked for.
    Duplicates { message: Option<MessageId>, pairs: Option<Vec<(Company, Company)>> },
    /// The companies that are meant, or what of it means nothing; `None`: they could not be looked for.
    Chosen { of: Selection, message: Option<MessageId>, found: Option<Result<Found, Criterion>> },
    /// They have left the list; `None`: they could not.
    Removed { of: Selection, message: Option<MessageId>, removed: Option<Removed> },
    /// The days whose snapshots are there, newest first.
    Snapshots { message: Option<MessageId>, days: Vec<String> },
    /// The restore of a snapshot is ordered for the next start, or could not be.
    RestoreOrdered { snapshot: String, ordered: bool },
    /// At this start everything became what it was in the snapshot; what was there before lies in `aside`. `None`: it was not possible.
    Restored { snapshot: String, aside: Option<String>, asked: Option<AskedFor> },
    /// Something became of a long report.
    Report { number: u64, message: Option<MessageId>, news: ReportNews },
    /// Something became of the guests that were named for a report.
    Guests { number: u64, news: GuestNews },
    /// Everything about the person is gone.
    Forgotten { language: Language },
    /// Something that the person has to be told unasked.
    Due(Notice),
}

/// What is known of whoever sent it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// The language that the surroundings ask for (`--lang`); it goes before every other choice.
    pub language: Option<Language>,
    /// The language of the person's phone, for as long as nothing else tells.
    pub phone: Option<Language>,
    /// As the messenger shows it.
    pub name: String,
    /// Without the at sign; empty if there is none.
    pub username: String,
    /// Whether buttons are pressed by typing their numbers, as in the terminal. Where they can be pressed, a number that is typed is text.
    pub by_number: bool,
    /// The message that was written, where the channel lets people change it afterwards.
    pub message: Option<MessageId>,
}

impl Event {
    pub fn sender(&self) -> Option<&Sender> {
        match self {
            Event::Text { sender, .. }
            | Event::Edited { sender, .. }
            | Event::Pressed { sender, .. }
            | Event::Contact { sender, .. }
            | Event::Wordless { sender }
            | Event::Document { sender, .. }
            | Event::Group { sender, .. } => Some(sender),
            Event::SamplesLoaded { .. }
            | Event::Copied { .. }
            | Event::Counted { .. }
            | Event::List { .. }
            | Event::LoadUndone { .. }
            | Event::History { .. }
            | Event::Recalled { .. }
            | Event::Duplicates { .. }
            | Event::Chosen { .. }
            | Event::Removed { .. }
            | Event::Snapshots { .. }
            | Event::RestoreOrdered { .. }
            | Event::Restored { .. }
            | Event::Report { .. }
            | Event::Guests { .. }
            | Event::Forgotten { .. }
            | Event::Due(_) => None,
        }
    }

    /// Whether it tells only how far something is, so that a later one says more.
    pub fn is_passing(&self) -> bool {
        matches!(self, Event::List { news: ListNews::Progress { .. }, .. } | Event::Report { news: ReportNews::Progress { .. }, .. })
    }
}

/// Identifies an update of a channel that may deliver it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct UpdateId(pub i64);
