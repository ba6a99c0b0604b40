//! Which chats are shown the commands of those who keep the list. It outlives the program: whoever is no longer named in its settings at
//! the next start is to have the commands of everyone again.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::ChatId;
use crate::store::private;

/// In the data directory. Without it nothing is lost but that.
const FILE: &str = "menus.json";

pub(super) struct Shown {
    file: PathBuf,
    chats: Mutex<Chats>,
}

#[derive(Default)]
struct Chats {
    /// Since this start.
    now: BTreeSet<ChatId>,
    /// As the file has it: those, whom they are being sent to, and of earlier starts who was not given the commands of everyone since.
    ever: BTreeSet<ChatId>,
}

impl Shown {
    pub(super) fn open(data: &Path) -> Shown {
        let file = data.join(FILE);
        let ever = fs::read(&file).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
        Shown { file, chats: Mutex::new(Chats { now: BTreeSet::new(), ever }) }
    }

    /// Whether the chat was shown them since this start.
    pub(super) fn is_shown(&self, chat: ChatId) -> bool {
        self.chats().now.contains(&chat)
    }

    /// Those who may still see them.
    pub(super) fn ever(&self) -> BTreeSet<ChatId> {
        self.chats().ever.clone()
    }

    /// They are about to be sent to the chat.
    pub(super) fn may_see(&self, chat: ChatId) {
        let mut chats = self.chats();
        if chats.ever.insert(chat) {
            self.keep(&chats.ever);
        }
    }

    /// They have been sent.
    pub(super) fn sees(&self, chat: ChatId) {
        self.chats().now.insert(chat);
    }

    /// The chat has the commands of everyone.
    pub(super) fn sees_no_more(&self, chat: ChatId) {
        let mut chats = self.chats();
        chats.now.remove(&chat);
        if chats.ever.remove(&chat) {
            self.keep(&chats.ever);
        }
    }

    /// Of the others something else has been sent that takes the commands away.
    pub(super) fn retain(&self, keeps: impl Fn(ChatId) -> bool) {
        self.chats().now.retain(|chat| keeps(*chat));
    }

    fn keep(&self, ever: &BTreeSet<ChatId>) {
        let part = self.file.with_extension("part");
        let text = serde_json::to_vec(ever).expect("numbers are JSON");
        let written = private().write(true).truncate(true).open(&part).and_then(|mut file| file.write_all(&text));
        if let Err(error) = written.and_then(|()| fs::rename(&part, &self.file)) {
            log::warn!("{}: cannot be written: {error}", self.file.display());
        }
    }

    fn chats(&self) -> MutexGuard<'_, Chats> {
        self.chats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
