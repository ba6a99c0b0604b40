//! What is said about what is kept of a person: why, who sees it, a copy of it, and that it is gone.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::company_words::date;
use super::message::{File, FileKind, Message};
use super::texts::Texts;
use crate::registry::Consent;

/// What is said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrivacyBody {
    /// What is kept, why, who sees it, how long.
    Privacy {
        consent: Option<Consent>,
    },
    /// All that is kept, as a file.
    Copy {
        json: String,
    },
    Withdrawn,
    /// There is no consent that could be taken back.
    NoConsent,
    /// Shall everything go?
    AskForget,
    /// It goes now.
    Forgetting,
    /// It stays.
    Kept,
    /// It is gone; the how many-th person that was forgotten, and when.
    Receipt {
        number: u64,
        at: Timestamp,
    },
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrivacyAction {
    Privacy,
    MyData,
    Withdraw,
    Forget,
    ReallyForget,
    Keep,
}

/// The name of the file with the copy.
const COPY: &str = "hamkor-mydata.json";

/// Puts it into words.
pub(super) fn render(body: &PrivacyBody, texts: &Texts) -> Message {
    let key = match body {
        PrivacyBody::Privacy { consent } => return privacy(*consent, texts).into(),
        PrivacyBody::Copy { json } => {
            let file = File { name: COPY.to_owned(), kind: FileKind::Document, bytes: json.clone().into_bytes() };
            return Message { files: vec![file], ..texts.plain("privacy-copy").into() };
        }
        PrivacyBody::Receipt { number, at } => return receipt(*number, *at, texts).into(),
        PrivacyBody::Withdrawn => "privacy-withdrawn",
        PrivacyBody::NoConsent => "privacy-no-consent",
        PrivacyBody::AskForget => "privacy-ask-forget",
        PrivacyBody::Forgetting => "privacy-forgetting",
        PrivacyBody::Kept => "privacy-kept",
    };
    texts.plain(key).into()
}

fn privacy(consent: Option<Consent>, texts: &Texts) -> String {
    let given = match consent {
        Some(consent) => texts.say("privacy-consented", &[("date", date(consent.at).into()), ("version", consent.version.into())]),
        None => texts.plain("privacy-not-consented"),
    };
    format!("{}\n\n{given}", texts.plain("privacy"))
}

fn receipt(number: u64, at: Timestamp, texts: &Texts) -> String {
    let time = at.strftime("%d.%m.%Y %H:%M UTC").to_string();
    texts.say("privacy-receipt", &[("number", number.into()), ("time", time.into())])
}

/// The words on the button.
pub(super) fn caption(action: &PrivacyAction, texts: &Texts) -> String {
    texts.plain(match action {
        PrivacyAction::Privacy => "button-privacy",
        PrivacyAction::MyData => "button-privacy-my-data",
        PrivacyAction::Withdraw => "button-privacy-withdraw",
        PrivacyAction::Forget => "button-privacy-forget",
        PrivacyAction::ReallyForget => "button-privacy-really-forget",
        PrivacyAction::Keep => "button-privacy-keep",
    })
}
