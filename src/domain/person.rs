//! A person: a Telegram user or a clerk at a terminal, known by the chat in which they write.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ApplicationId, Company, CompanyId, IntroductionId, Texts};

/// The chat of one person. Telegram's ids are positive or negative and exceed 32 bits; the terminal is chat 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ChatId(pub i64);

/// Lower numbers are those of the forgotten.
const FORGOTTEN: i64 = -(1 << 53);

impl ChatId {
    /// Whoever sits at this machine's terminal.
    pub const TERMINAL: ChatId = ChatId(0);

    /// Stands in old records for whoever was forgotten by the entry of the ledger with that number. No id of Telegram has so many bits.
    pub fn forgotten(entry: u64) -> ChatId {
        ChatId(FORGOTTEN.saturating_sub_unsigned(entry))
    }

    /// By which entry of the ledger its person was forgotten; `None`: it is the chat of somebody.
    pub fn forgotten_by(self) -> Option<u64> {
        (self.0 < FORGOTTEN).then(|| FORGOTTEN.abs_diff(self.0))
    }

    pub fn is_forgotten(self) -> bool {
        self.forgotten_by().is_some()
    }

    /// Whether it is the chat of one person, not of a group (whose ids are negative).
    pub fn is_private(self) -> bool {
        self.0 >= 0
    }
}

/// A message of a chat, as its channel numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MessageId(pub i64);

/// A press or an inline query that its channel wants to be answered by this id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct QueryId(pub String);

/// How a person is reached; shown only to those with whom an introduction was accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    pub name: String,
    /// As the person gave it, E.164 where it could be read as such.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Without the at sign.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub username: String,
    pub by: Reach,
}

/// How a person wants to be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    #[default]
    PhoneAndTelegram,
    PhoneOnly,
    TelegramOnly,
}

/// What a chat keeps of a person that others may come to see. It lies sealed in the state of that chat and nowhere else: what is
/// said to others holds only a reference, which is resolved when it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Personal {
    pub contact: Option<Contact>,
    /// The line of why that the person wrote with an introduction.
    pub lines: BTreeMap<IntroductionId, String>,
    /// What the person wrote to the chamber, by the number of the feedback.
    pub feedback: BTreeMap<u64, String>,
    /// Requests that the person has handed to the chamber, by the number of the task.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub requests: BTreeMap<u64, String>,
    /// What the person wrote back for the chamber, by the number of the task.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub replies: BTreeMap<u64, String>,
    /// What the person wrote of their company, until its chamber has decided.
    pub applications: BTreeMap<ApplicationId, Company>,
    /// What the introductions rest on for which the person asked.
    pub grounds: BTreeMap<IntroductionId, Grounds>,
    /// Notes about companies; for the person alone.
    pub notes: BTreeMap<CompanyId, String>,
    /// Of a clerk who acts for companies: the notes in the name of each.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub notes_for: BTreeMap<CompanyId, BTreeMap<CompanyId, String>>,
}

/// What a request for an introduction rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grounds {
    /// The request by which the company was found; empty without one.
    pub request: String,
    pub evidence: Vec<Evidence>,
}

/// Where the words of a request and those of a company meet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// As written in the request.
    pub request: String,
    /// As written in the company's record.
    pub company: String,
    /// The sector that leads from the one to the other.
    pub bridge: Option<Texts>,
}
