//! While nothing can be kept, as on a full disk: questions are answered, and what asks to be kept is refused in the person's language.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::App;
use crate::conversation::{Event, UpdateId};
use crate::domain::ChatId;
use crate::reply::{Body, Message, Reply, Way};
use crate::store::{Store, StoreError};

/// Updates that were answered without being kept. What lies of them in the inbox goes as soon as something can be kept: the person was
/// told that they are not done, so that they must not be done later.
#[derive(Default)]
pub(super) struct GivenUp(Mutex<Vec<(ChatId, UpdateId)>>);

impl GivenUp {
    fn all(&self) -> MutexGuard<'_, Vec<(ChatId, UpdateId)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether something failed because the store cannot write.
pub fn cannot_keep(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(StoreError::Disk { .. } | StoreError::View { .. }))
}

impl App {
    /// What is said to an event that could not be kept: its answer, if it only asks; otherwise that it was not done. No buttons go with
    /// it, for nobody would remember what they do. A chat that cannot even be read is spoken to as a new one.
    pub async fn unkept(&self, chat: ChatId, update: Option<UpdateId>, event: &Event) -> Vec<(Reply, Message)> {
        let state = self.store.load(chat).await.map(|(state, _)| state).unwrap_or_default();
        let step = self.step_from(chat, &state, event);
        let replies = if step.only_answers(&state) {
            step.replies
        } else {
            let phone = event.sender().and_then(|sender| sender.language.or(state.language).or(state.spoken).or(sender.phone));
            let language = step.replies.last().map(|reply| reply.language).or(phone).unwrap_or_default();
            let query = match event {
                Event::Pressed { query, .. } | Event::Group { query, .. } => query.clone(),
                _ => None,
            };
            let way = query.map_or(Way::New, Way::Toast);
            vec![Reply { way, language, body: Body::CannotKeep, on_behalf: None, panel: 0, buttons: Vec::new() }]
        };
        let mut said = Vec::new();
        for reply in replies {
            let reply = Reply { panel: 0, buttons: Vec::new(), ..reply };
            match self.words(chat, &reply).await {
                Ok(message) => said.push((reply, message)),
                Err(error) => log::error!("nothing is said, who is named cannot be read: {error}"),
            }
        }
        if let Some(update) = update {
            self.give_up(chat, update);
        }
        said
    }

    /// Notes that an update was dealt with, although nothing can be kept.
    pub fn give_up(&self, chat: ChatId, update: UpdateId) {
        self.given_up.all().push((chat, update));
    }

    /// Takes out of the inbox what was given up.
    pub(super) async fn settle_given_up(&self) -> Result<(), StoreError> {
        loop {
            let Some((chat, update)) = self.given_up.all().first().copied() else { return Ok(()) };
            self.store.done(chat, update, Timestamp::now()).await?;
            self.given_up.all().retain(|given_up| *given_up != (chat, update));
        }
    }
}
