//! What is said of marks, complaints and blocks.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::company_words::date;
use super::texts::Texts;
use super::{Message, mark};
use crate::domain::{ApplicationId, ChatId, CompanyId};
use crate::registry::{COMPLAINTS_A_DAY, Why};

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkBody {
    /// What is wrong with the company?
    AskWhy {
        company: String,
    },
    Complained {
        number: u64,
        company: String,
    },
    /// The person has complained of it and was not heard yet.
    ComplainedBefore,
    /// The person has complained often enough today.
    Enough,
    /// To those who keep the list.
    Complaint {
        number: u64,
        company: String,
        why: Why,
        at: Timestamp,
    },
    /// `left`: how many others wait.
    Heard {
        number: u64,
        left: usize,
    },
    HeardBefore {
        number: u64,
    },
    Verified {
        company: String,
        on: bool,
    },
    Hidden {
        company: String,
        on: bool,
    },
    AskBlock {
        chat: ChatId,
    },
    Blocked {
        chat: ChatId,
        on: bool,
    },
    /// To somebody who is blocked.
    YouAreBlocked,
    /// The person may not do that.
    NotYours,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkAction {
    Complain {
        company: CompanyId,
    },
    Because {
        company: CompanyId,
        why: Why,
    },
    Verify {
        company: CompanyId,
        on: bool,
    },
    Hide {
        company: CompanyId,
        on: bool,
    },
    Show {
        number: u64,
    },
    /// The complaint is dealt with.
    Heard {
        number: u64,
    },
    /// The person who has sent that application.
    AskBlock {
        chat: ChatId,
        application: ApplicationId,
    },
    Block {
        chat: ChatId,
        application: ApplicationId,
        on: bool,
    },
}

pub(super) fn render(body: &MarkBody, texts: &Texts) -> Message {
    let named = |key: &str, company: &str| texts.say(key, &[("company", mark::whole(company).into())]);
    let text = match body {
        MarkBody::AskWhy { company } => named("complaint-ask", company),
        MarkBody::Complained { number, company } => {
            texts.say("complaint-made", &[("number", (*number).into()), ("company", mark::whole(company).into())])
        }
        MarkBody::ComplainedBefore => texts.plain("complaint-made-before"),
        MarkBody::Enough => texts.say("complaint-enough", &[("limit", COMPLAINTS_A_DAY.into())]),
        MarkBody::Complaint { number, company, why, at } => {
            let heading = texts.say("complaint-heading", &[("number", (*number).into()), ("date", date(*at).into())]);
            format!("{heading}\n{}\n{}", named("complaint-company", company), texts.plain(key(*why)))
        }
        MarkBody::Heard { number, left } => texts.say("complaint-heard", &[("number", (*number).into()), ("left", (*left).into())]),
        MarkBody::HeardBefore { number } => texts.say("complaint-heard-before", &[("number", (*number).into())]),
        MarkBody::Verified { company, on: true } => named("mark-verified", company),
        MarkBody::Verified { company, on: false } => named("mark-not-verified", company),
        MarkBody::Hidden { company, on: true } => named("mark-hidden", company),
        MarkBody::Hidden { company, on: false } => named("mark-shown", company),
        MarkBody::AskBlock { chat } => texts.say("block-ask", &[("chat", chat.0.to_string().into())]),
        MarkBody::Blocked { chat, on: true } => texts.say("block-done", &[("chat", chat.0.to_string().into())]),
        MarkBody::Blocked { chat, on: false } => texts.say("block-undone", &[("chat", chat.0.to_string().into())]),
        MarkBody::YouAreBlocked => texts.plain("block-you"),
        MarkBody::NotYours => texts.plain("staff-not-yours"),
    };
    text.into()
}

/// What is wrong, as its button says it.
pub(super) fn key(why: Why) -> &'static str {
    match why {
        Why::Gone => "complaint-gone",
        Why::WrongData => "complaint-wrong-data",
        Why::Deceives => "complaint-deceives",
        Why::UnsuitableText => "complaint-unsuitable-text",
    }
}

pub(super) fn caption(action: &MarkAction, texts: &Texts) -> String {
    let key = match action {
        MarkAction::Complain { .. } => "button-complain",
        MarkAction::Because { why, .. } => key(*why),
        MarkAction::Verify { on: true, .. } => "button-verify",
        MarkAction::Verify { on: false, .. } => "button-not-verify",
        MarkAction::Hide { on: true, .. } => "button-hide",
        MarkAction::Hide { on: false, .. } => "button-show",
        MarkAction::Show { number } => return texts.say("button-complaint", &[("number", (*number).into())]),
        MarkAction::Heard { .. } => "button-heard",
        MarkAction::AskBlock { .. } => "button-block",
        MarkAction::Block { on: true, .. } => "button-really-block",
        MarkAction::Block { on: false, .. } => "button-unblock",
    };
    texts.plain(key)
}
