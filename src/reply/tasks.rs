//! What is said of requests that people hand to their chamber.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::cards::shortened;
use super::company_words::date;
use super::texts::Texts;
use super::{Known, Message, mark};
use crate::domain::ChatId;
use crate::registry::TASKS_A_DAY;

/// A request in a list.
const LISTED_CHARACTERS: usize = 110;

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskBody {
    /// To the person: this was handed to the chamber.
    Asked { text: String },
    /// The same request waits there already.
    AskedBefore,
    /// The person has handed over enough for today.
    Enough,
    /// To those who keep the list: what waits, and whose it is.
    List { tasks: Vec<(u64, ChatId)>, more: usize },
    Task {
        number: u64,
        from: ChatId,
        /// For which they speak.
        company: Option<String>,
        at: Timestamp,
    },
    /// Somebody has dealt with it, or its person is forgotten, or it is for the other chamber.
    Settled { number: u64 },
    /// What shall be written back?
    AskReply { number: u64 },
    /// It is done; `line`: and written back. `left`: how many others wait.
    Answered { number: u64, line: bool, left: usize },
    /// To the person: what the chamber has written back.
    FromChamber { number: u64, by: ChatId, request: String },
}

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskAction {
    /// Hands the request of that number to the chamber.
    Ask {
        request: u64,
    },
    Show {
        number: u64,
    },
    Reply {
        number: u64,
    },
    Answered {
        number: u64,
    },
    /// Nothing is written back now.
    Cancel,
}

impl TaskBody {
    /// Those of whom something personal is said.
    pub(super) fn people(&self) -> Vec<ChatId> {
        match self {
            TaskBody::List { tasks, .. } => tasks.iter().map(|(_, from)| *from).collect(),
            TaskBody::Task { from, .. } => vec![*from],
            TaskBody::FromChamber { by, .. } => vec![*by],
            _ => Vec::new(),
        }
    }
}

pub(super) fn render(body: &TaskBody, texts: &Texts, known: &Known) -> Message {
    let asked = |from: &ChatId, number: &u64| {
        let request = known.get(from).and_then(|person| person.requests.get(number));
        request.cloned().unwrap_or_else(|| texts.plain("task-erased"))
    };
    let numbered = |key: &str, number: u64| texts.say(key, &[("number", number.into())]);
    let text = match body {
        TaskBody::Asked { text } => texts.say("task-asked", &[("text", text.as_str().into())]),
        TaskBody::AskedBefore => texts.plain("task-asked-before"),
        TaskBody::Enough => texts.say("task-enough", &[("limit", TASKS_A_DAY.into())]),
        TaskBody::List { tasks, .. } if tasks.is_empty() => texts.plain("tasks-none"),
        TaskBody::List { tasks, more } => {
            let mut lines = vec![texts.say("tasks", &[("count", (tasks.len() + more).into())])];
            lines.extend(tasks.iter().map(|(number, from)| format!("• №{number} {}", shortened(&asked(from, number), LISTED_CHARACTERS))));
            lines.join("\n")
        }
        TaskBody::Task { number, from, company, at } => {
            let heading = texts.say("task-heading", &[("number", (*number).into()), ("date", date(*at).into())]);
            let company = company.as_ref().map(|company| texts.say("complaint-company", &[("company", mark::whole(company).into())]));
            let lines: Vec<String> = [heading].into_iter().chain(company).chain([asked(from, number)]).collect();
            lines.join("\n")
        }
        TaskBody::Settled { number } => numbered("task-settled", *number),
        TaskBody::AskReply { number } => numbered("task-ask-reply", *number),
        TaskBody::Answered { number, line, left } => {
            let done = numbered(if *line { "task-replied" } else { "task-answered" }, *number);
            format!("{done} {}", texts.say("tasks-left", &[("count", (*left).into())]))
        }
        TaskBody::FromChamber { number, by, request } => {
            let heading = texts.say("task-of-yours", &[("text", shortened(request, LISTED_CHARACTERS).into())]);
            let reply = known.get(by).and_then(|clerk| clerk.replies.get(number));
            let reply = reply.map(|reply| texts.say("task-from-chamber", &[("text", reply.as_str().into())]));
            format!("{heading}\n{}", reply.unwrap_or_else(|| texts.plain("task-reply-erased")))
        }
    };
    text.into()
}

pub(super) fn caption(action: TaskAction, texts: &Texts) -> String {
    let key = match action {
        TaskAction::Ask { .. } => "button-task-ask",
        TaskAction::Show { number } => return texts.say("button-task", &[("number", number.into())]),
        TaskAction::Reply { .. } => "button-task-reply",
        TaskAction::Answered { .. } => "button-task-answered",
        TaskAction::Cancel => "listing-cancel",
    };
    texts.plain(key)
}
