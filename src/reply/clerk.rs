//! What is said to a clerk who acts for a company without a messenger, and the papers that go with it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::message::{File, FileKind, Message};
use super::texts::Texts;
use super::{cards, mark};
use crate::domain::CompanyId;

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClerkBody {
    /// Does the signed consent lie at the chamber, and of which day is it? `wrong`: what was typed was no such day.
    AskPaper {
        company: String,
        wrong: bool,
    },
    /// The clerk acts for the company, by the consent of that day; so many requests wait for its answer.
    Acting {
        company: String,
        signed: Date,
        waiting: usize,
    },
    /// The clerk acts for none.
    NotActing,
    Left {
        company: String,
    },
    /// The company has taken its consent back.
    TookBack {
        company: String,
    },
    /// Somebody of its own speaks for the company, so no clerk does.
    SpeaksItself {
        company: String,
    },
    /// To the clerk who acted for it: somebody of its own speaks for it now.
    Over {
        company: String,
    },
    Cancelled,
    /// A paper as a file.
    Paper(Paper),
    /// The command that writes it, where no file can be sent.
    Command(Paper),
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClerkAction {
    /// Begins to act for a company.
    Act {
        company: CompanyId,
        name: String,
    },
    SignedToday {
        company: CompanyId,
    },
    Paper(Paper),
    Menu,
    /// The company has taken its consent back.
    TakeBack {
        company: CompanyId,
    },
    Leave,
    Cancel,
}

/// A paper of a company, to be printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    pub company: CompanyId,
    pub name: String,
    pub kind: PaperKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// The consent to keep and pass on a contact.
    Consent,
    /// The slip of a request.
    Slip,
}

impl Paper {
    fn key(&self) -> &'static str {
        match self.kind {
            PaperKind::Consent => "consent",
            PaperKind::Slip => "slip",
        }
    }

    fn file_name(&self) -> String {
        // A code may hold what no name of a file may.
        let code: String = self.company.0.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect();
        format!("hamkor-{}-{code}.pdf", self.key())
    }

    fn command(&self) -> String {
        format!("hamkor report {} --company {} --lang ru,tg --out {}", self.key(), self.company, self.file_name())
    }

    /// Says instead of the file that it could not be made.
    pub fn failed(&self, texts: &Texts) -> Message {
        texts.say("clerk-paper-failed", &[("command", self.command().into())]).into()
    }
}

/// Puts it into words. A file is empty here: its content is written when it is sent.
pub(super) fn render(body: &ClerkBody, texts: &Texts) -> Message {
    let named = |key: &str, company: &str| texts.say(key, &[("company", mark::whole(company).into())]);
    let text = match body {
        ClerkBody::AskPaper { company, wrong } => {
            let asked = named("clerk-ask-paper", company);
            if *wrong { format!("{}\n{asked}", texts.plain("clerk-no-day")) } else { asked }
        }
        ClerkBody::Acting { company, signed, waiting } => {
            let day = format!("{:02}.{:02}.{}", signed.day(), signed.month(), signed.year());
            let mut lines = vec![texts.say("clerk-acting", &[("company", mark::whole(company).into()), ("day", day.into())])];
            if *waiting > 0 {
                lines.push(texts.say("clerk-waiting", &[("count", (*waiting).into())]));
            }
            lines.push(texts.plain("clerk-what-next"));
            lines.join("\n")
        }
        ClerkBody::NotActing => texts.plain("clerk-not-acting"),
        ClerkBody::Left { company } => named("clerk-left", company),
        ClerkBody::TookBack { company } => named("clerk-took-back", company),
        ClerkBody::SpeaksItself { company } => named("clerk-speaks-itself", company),
        ClerkBody::Over { company } => named("clerk-over", company),
        ClerkBody::Cancelled => texts.plain("clerk-cancelled"),
        ClerkBody::Paper(paper) => {
            let file = File { name: paper.file_name(), kind: FileKind::Document, bytes: Vec::new() };
            return Message { files: vec![file], ..named(&format!("clerk-paper-{}", paper.key()), &paper.name).into() };
        }
        ClerkBody::Command(paper) => texts.say("clerk-paper-command", &[("command", paper.command().into())]),
    };
    text.into()
}

/// The words on the button.
pub(super) fn caption(action: &ClerkAction, texts: &Texts) -> String {
    texts.plain(match action {
        ClerkAction::Act { name, .. } => {
            return texts.say("button-clerk-act", &[("name", cards::shortened(name, cards::BUTTON_CHARACTERS).into())]);
        }
        ClerkAction::SignedToday { .. } => "button-clerk-signed-today",
        ClerkAction::Paper(Paper { kind: PaperKind::Consent, .. }) => "button-clerk-consent",
        ClerkAction::Paper(Paper { kind: PaperKind::Slip, .. }) => "button-clerk-slip",
        ClerkAction::Menu => "button-clerk-menu",
        ClerkAction::TakeBack { .. } => "button-clerk-took-back",
        ClerkAction::Leave => "button-clerk-leave",
        ClerkAction::Cancel => "button-line-cancel",
    })
}
