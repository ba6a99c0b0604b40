//! A reply in words, as every channel can show it.

use std::ops::Range;

/// A reply in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// Plain text, at most [`MESSAGE_CHARACTERS`] long; empty when there is nothing to say.
    pub text: String,
    /// What stands out in it, as byte ranges: names of companies, and the letters of a name that were asked for.
    pub marks: Vec<Range<usize>>,
    /// The buttons, row by row; their numbers run through the rows in the order of the reply's buttons.
    pub rows: Vec<Vec<Button>>,
    /// Files that go with it.
    pub files: Vec<File>,
}

/// A button of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    pub caption: String,
    pub press: Press,
}

/// What pressing a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// Tells the conversation: the number in its panel, from 0.
    Tell(u64),
    /// Opens an address.
    Open(String),
    /// Shares the person's own contact, where the channel can; otherwise it is typed.
    ShareContact,
}

/// A file that goes with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub kind: FileKind,
    pub bytes: Vec<u8>,
}

/// How a file is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A PNG picture.
    Picture,
    Document,
}

/// Telegram takes no longer text (core.telegram.org/bots/api#sendmessage).
pub const MESSAGE_CHARACTERS: usize = 4096;

/// Telegram takes no larger file from a bot (core.telegram.org/bots/api#senddocument).
pub const FILE_BYTES: usize = 50 << 20;

impl From<String> for Message {
    fn from(text: String) -> Message {
        Message { text, ..Message::default() }
    }
}
