//! What happens with an update after it is durable: its event goes through the conversation, its replies into the outbox.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::api::Api;
use super::health::Health;
use super::inline;
use super::lanes::{Handler, Item, Work};
use super::menu;
use super::outbox::Outbox;
use super::shown::Shown;
use super::updates::{self, Bot, Meaning};
use crate::app::{App, cannot_keep};
use crate::conversation::Event;
use crate::domain::{ChatId, Language};
use crate::reply::{Body, Known, Reply, Way, render};
use crate::store::{Queued, Store, Who};

/// So many replies of a chat may wait to be sent before its next update is handled: it would only wait behind them.
const AHEAD: usize = 6;
/// How often is looked whether they have become fewer.
const LOOK: Duration = Duration::from_millis(100);

/// The receiving side.
pub(super) struct Intake {
    pub(super) api: Api,
    pub(super) app: Arc<App>,
    pub(super) bot: Bot,
    pub(super) outbox: Arc<Outbox>,
    pub(super) health: Arc<Health>,
    shown: Shown,
}

impl Intake {
    pub(super) fn new(api: Api, app: Arc<App>, bot: Bot, outbox: Arc<Outbox>, health: Arc<Health>) -> Intake {
        let shown = Shown::open(app.data());
        Intake { api, app, bot, outbox, health, shown }
    }

    /// Sets the commands and descriptions; those of somebody who keeps the list and has not written yet when they do. Whoever kept the
    /// list at an earlier start and does no longer gets those of everyone.
    pub(super) async fn set_menu(&self) {
        menu::set(&self.api).await;
        for chat in self.shown.ever() {
            if !self.app.keeps_list(chat) {
                self.reset_menu_of(chat).await;
            }
        }
        for keeper in self.app.keepers() {
            self.set_menu_of(keeper).await;
        }
    }

    /// Shows a chat the commands that its person has now.
    async fn set_menu_of(&self, chat: ChatId) {
        let (keeps, shown) = (self.app.keeps_list(chat), self.shown.is_shown(chat));
        if keeps && !shown {
            // Noted first: a kill between the two leaves a note too many, which costs nothing.
            self.shown.may_see(chat);
            if menu::set_for(&self.api, chat).await {
                self.shown.sees(chat);
            }
        } else if !keeps && shown {
            self.reset_menu_of(chat).await;
        }
    }

    async fn reset_menu_of(&self, chat: ChatId) {
        if menu::reset_for(&self.api, chat).await {
            self.shown.sees_no_more(chat);
        }
    }

    async fn take(&self, item: Item) -> anyhow::Result<()> {
        let (chat, update) = (item.incoming.chat, item.incoming.update);
        match updates::meaning(&item.incoming.json, &self.bot) {
            Meaning::Event(mut event) => {
                if chat.is_private()
                    && let Err(error) = self.app.reachable(chat).await
                    && !cannot_keep(&error)
                {
                    return Err(error);
                }
                if item.acknowledged {
                    acknowledged(&mut event);
                }
                match self.app.handle(chat, Some(update), event.clone(), Who::of_chat(chat)).await {
                    Err(error) if cannot_keep(&error) => {
                        log::error!("update={} not kept: {error:#}", update.0);
                        self.health.error("store");
                        self.outbox.say_unkept(chat, self.app.unkept(chat, Some(update), &event).await);
                    }
                    replies => {
                        let replies = replies?;
                        // Another event has settled it, as forgetting a person settles all that they sent before: the wheel still turns.
                        if replies.is_empty() {
                            self.acknowledge_silently(&item).await;
                        }
                        self.send(replies, item.since);
                    }
                }
                if chat.is_private() {
                    self.set_menu_of(chat).await;
                }
                // Whoever was dismissed by this has their menu put right with the message about it, and may be let in again.
                self.shown.retain(|keeper| self.app.keeps_list(keeper));
                return Ok(());
            }
            Meaning::Inline { query, text, sender } => {
                inline::answer(self, chat, &query, &text, &sender).await;
                self.health.latency(item.since.elapsed());
                // Tried again it would be answered again.
                if let Err(error) = self.app.done(chat, update).await {
                    log::warn!("update={} is taken out of the inbox later: {error:#}", update.0);
                    self.app.give_up(chat, update);
                }
                return Ok(());
            }
            Meaning::Blocked => self.send(self.app.unreachable(chat).await?, item.since),
            Meaning::Unblocked => self.app.reachable(chat).await?,
            Meaning::Moved(to) => self.outbox.moved(chat, to),
            Meaning::Nothing => {}
        }
        self.app.done(chat, update).await
    }

    pub(super) fn send(&self, replies: Vec<Queued>, since: Instant) {
        for queued in &replies {
            if let Body::Answer(answer) = &queued.reply.body {
                self.health.matches(answer.matches.len());
            }
        }
        self.outbox.send(replies, Some(since));
    }

    /// Acknowledges a press without words.
    async fn acknowledge_silently(&self, item: &Item) {
        if item.acknowledged {
            return;
        }
        if let Meaning::Event(Event::Pressed { query: Some(query), .. }) = updates::meaning(&item.incoming.json, &self.bot) {
            let language = self.language(item).await;
            let reply = Reply { way: Way::Toast(query), language, body: Body::Nothing, on_behalf: None, panel: 0, buttons: Vec::new() };
            self.outbox.acknowledge(item.incoming.chat, reply);
        }
    }

    /// In which language a chat is spoken to without the conversation.
    async fn language(&self, item: &Item) -> Language {
        let state = self.app.store.load(item.incoming.chat).await.map(|(state, _)| state).unwrap_or_default();
        let phone = || match updates::meaning(&item.incoming.json, &self.bot) {
            Meaning::Event(event) => event.sender().and_then(|sender| sender.phone),
            _ => None,
        };
        state.language.or(state.spoken).or_else(phone).unwrap_or_default()
    }

    async fn say(&self, item: &Item, body: Body) {
        let language = self.language(item).await;
        let reply = Reply { way: Way::New, language, body, on_behalf: None, panel: 0, buttons: Vec::new() };
        let message = render(&reply, &Known::new());
        self.outbox.say(item.incoming.chat, reply, message);
    }
}

/// The press needs no acknowledgement any more.
fn acknowledged(event: &mut Event) {
    if let Event::Pressed { query, .. } = event {
        *query = None;
    }
}

impl Handler for Intake {
    fn handle(&self, item: Item) -> Work<'_, anyhow::Result<()>> {
        Box::pin(self.take(item))
    }

    fn broken(&self, item: Item) -> Work<'_, anyhow::Result<()>> {
        Box::pin(async move {
            self.health.error("panic");
            let (chat, update) = (item.incoming.chat, item.incoming.update);
            match updates::meaning(&item.incoming.json, &self.bot) {
                // A press is acknowledged whatever happens; this one does nothing.
                Meaning::Event(Event::Pressed { query, sender, .. }) => {
                    let event = Event::Pressed { button: None, message: None, query, sender };
                    let replies = self.app.handle(chat, Some(update), event, Who::of_chat(chat)).await?;
                    self.send(replies, item.since);
                }
                _ => self.say(&item, Body::Sorry).await,
            }
            self.app.done(chat, update).await
        })
    }

    fn too_fast(&self, item: Item) -> Work<'_, ()> {
        Box::pin(async move { self.say(&item, Body::TooFast).await })
    }

    fn acknowledge(&self, item: Item) -> Work<'_, ()> {
        // The item says that it is acknowledged by what is done here.
        Box::pin(async move { self.acknowledge_silently(&Item { acknowledged: false, ..item }).await })
    }

    fn room(&self, chat: ChatId) -> Work<'_, ()> {
        Box::pin(async move {
            while self.outbox.waiting(chat) > AHEAD {
                tokio::time::sleep(LOOK).await;
            }
        })
    }
}
