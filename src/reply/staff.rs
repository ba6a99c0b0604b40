//! What is said to those who keep the list about themselves.

use serde::{Deserialize, Serialize};

use super::Message;
use super::texts::Texts;
use crate::domain::{ChatId, Region};
use crate::registry::{POST_INVITATION_DAYS, Post, Role};

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffBody {
    /// Everybody who keeps the list; `own`: who reads this.
    List {
        people: Vec<(ChatId, Post)>,
        own: ChatId,
    },
    /// For which side is somebody invited?
    AskSide {
        role: Role,
    },
    /// `typed`: for where no link can be followed.
    Link {
        post: Post,
        link: Option<String>,
        typed: String,
    },
    /// Used, out of date, or never ours.
    LinkInvalid,
    /// To somebody who has opened a link: what they may do now.
    Welcome {
        post: Post,
    },
    /// The person needs no such link.
    HeldAlready {
        post: Post,
    },
    AskDismiss {
        chat: ChatId,
        post: Post,
    },
    Dismissed {
        chat: ChatId,
        post: Post,
    },
    /// To whoever was dismissed.
    LetGo,
    /// The person may not do that.
    NotYours,
}

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffAction {
    List,
    Invite { role: Role },
    InviteTo { post: Post },
    Dismiss { chat: ChatId },
    ReallyDismiss { chat: ChatId },
}

pub(super) fn render(body: &StaffBody, texts: &Texts) -> Message {
    let text = match body {
        StaffBody::List { people, own } => {
            let mut lines = vec![texts.plain("staff-list")];
            lines.extend(people.iter().map(|(chat, post)| {
                let line = texts.say("staff-person", &[("post", words(*post, texts).into()), ("chat", chat.0.to_string().into())]);
                if chat == own { texts.say("staff-you", &[("person", line.into())]) } else { line }
            }));
            lines.join("\n")
        }
        StaffBody::AskSide { role } => texts.say("staff-ask-side", &[("role", texts.plain(role_key(*role)).into())]),
        StaffBody::Link { post, link, typed } => {
            let lines = [
                texts.say("staff-link", &[("post", words(*post, texts).into()), ("days", POST_INVITATION_DAYS.into())]),
                link.clone().unwrap_or_else(|| typed.clone()),
            ];
            lines.join("\n")
        }
        StaffBody::LinkInvalid => texts.plain("staff-link-invalid"),
        StaffBody::Welcome { post } => {
            let may = match post.role {
                Role::Clerk => "staff-may-clerk",
                Role::Admin | Role::Owner => "staff-may-admin",
            };
            format!("{}\n{}", texts.say("staff-welcome", &[("post", words(*post, texts).into())]), texts.plain(may))
        }
        StaffBody::HeldAlready { post } => texts.say("staff-held-already", &[("post", words(*post, texts).into())]),
        StaffBody::AskDismiss { chat, post } => about("staff-ask-dismiss", *chat, *post, texts),
        StaffBody::Dismissed { chat, post } => about("staff-dismissed", *chat, *post, texts),
        StaffBody::LetGo => texts.plain("staff-let-go"),
        StaffBody::NotYours => texts.plain("staff-not-yours"),
    };
    text.into()
}

fn about(key: &str, chat: ChatId, post: Post, texts: &Texts) -> String {
    texts.say(key, &[("post", words(post, texts).into()), ("chat", chat.0.to_string().into())])
}

/// A post as "clerk, Lipetsk".
fn words(post: Post, texts: &Texts) -> String {
    format!("{}, {}", texts.plain(role_key(post.role)), texts.plain(side_key(post.side)))
}

fn role_key(role: Role) -> &'static str {
    match role {
        Role::Clerk => "role-clerk",
        Role::Admin => "role-admin",
        Role::Owner => "role-owner",
    }
}

fn side_key(side: Option<Region>) -> &'static str {
    match side {
        Some(Region::Lipetsk) => "side-lipetsk",
        Some(Region::Sughd) => "side-khujand",
        None => "side-both",
    }
}

pub(super) fn caption(action: &StaffAction, texts: &Texts) -> String {
    match action {
        StaffAction::List => texts.plain("button-staff-list"),
        StaffAction::Invite { role: Role::Clerk } => texts.plain("button-staff-invite-clerk"),
        StaffAction::Invite { .. } => texts.plain("button-staff-invite-admin"),
        StaffAction::InviteTo { post } => texts.plain(match post.side {
            Some(Region::Lipetsk) => "button-lipetsk",
            Some(Region::Sughd) => "button-khujand",
            None => "button-staff-both",
        }),
        StaffAction::Dismiss { chat } => texts.say("button-staff-dismiss", &[("chat", chat.0.to_string().into())]),
        StaffAction::ReallyDismiss { .. } => texts.plain("button-staff-really-dismiss"),
    }
}
