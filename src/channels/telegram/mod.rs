//! Telegram: updates become events, replies become messages; every message is answered once, whatever breaks.
//! In: updates of the Bot API, polled or delivered to a webhook. Out: calls of the Bot API. Only this room knows Telegram.
//!
//! # The way of an update
//! ```text
//! listener | webhook -> inbox (durable) -> confirmed -> lanes -> intake -> conversation -> outbox (durable) -> limits -> send
//! ```
//! The parts: `api` (calls), `listener` and `webhook` (how updates come), `lanes` (a chat's updates in order, chats beside each
//! other), `updates` (what one means), `intake` (what is done with it), `fetch` (files that people sent), `inline` (search from other
//! chats), `outbox` (what is sent when, and what is done when that fails) at the pace of `limits`, `send` and `parts` (replies as calls), `menu` (commands
//! and descriptions) and to whom it is `shown`, `health` (figures for a watcher), `stop` (the end of a run).

mod api;
mod cannot_serve;
mod fetch;
mod health;
mod inline;
mod intake;
mod lanes;
mod limits;
mod listener;
mod menu;
mod outbox;
mod parts;
mod send;
mod shown;
mod stop;
mod updates;
mod webhook;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::Url;
use serde::Deserialize;
use serde_json::Value;
use teloxide::payloads::{DeleteWebhook, GetMe};
use tokio::net::TcpListener;

pub use api::{NoToken, Token};
pub use cannot_serve::CannotServe;
pub use webhook::{NoSecret, Secret, Webhook};

use crate::app::{App, cannot_keep};
use crate::store::Queued;
use api::{Api, Failure};
use health::Health;
use intake::Intake;
use lanes::{Item, Lanes};
use outbox::Outbox;
use stop::{Backoff, Stop};
use updates::Bot;

/// How often is looked what is due, and the index follows the list.
const TICK: Duration = Duration::from_secs(1);
/// Tries to reach the Bot API at the start, and the waits between them.
const TRIES: u32 = 6;
const BACKOFF: Backoff = Backoff::new(Duration::from_millis(300), Duration::from_secs(3));
/// How long the end takes at most: for what is handled, for what is to be sent then, for calls under way.
const HANDLING: Duration = Duration::from_secs(4);
const SENDING: Duration = Duration::from_secs(2);
const CALLING: Duration = Duration::from_secs(1);

/// How a bot is run.
#[derive(Clone)]
pub struct Settings {
    pub token: Token,
    pub api_url: Url,
    /// `None`: updates are polled.
    pub webhook: Option<Webhook>,
    /// Take a webhook away before polling.
    pub delete_webhook: bool,
    /// Where `/healthz`, `/metrics` and the webhook are served.
    pub listen: Option<SocketAddr>,
    /// Whether Telegram's limits are kept; off only to measure the program alone.
    pub limits: bool,
}

/// Sends replies that wait in the outbox of the store.
pub type Sender = Arc<dyn Fn(Vec<Queued>) + Send + Sync>;

/// A bot that the Bot API knows.
pub struct Connected {
    api: Api,
    bot: Bot,
    settings: Settings,
}

/// What takes updates in, however they come.
struct Receiver {
    api: Api,
    app: Arc<App>,
    lanes: Arc<Lanes<Intake>>,
    health: Arc<Health>,
    stop: Stop,
}

impl Receiver {
    /// Keeps updates; when it returns they may be confirmed. Then they are handled. While nothing can be kept they are confirmed all the
    /// same: they would only come again, and be answered again.
    async fn receive(&self, updates: Vec<Value>) -> anyhow::Result<()> {
        updates.iter().for_each(|update| self.health.update(updates::kind(update)));
        let since = Instant::now();
        let item = |update: &Value| {
            let incoming = Arc::new(updates::incoming(update)?);
            Some(Item { incoming, since, kind: updates::lane(update), acknowledged: false })
        };
        let items: Vec<Item> = updates.iter().filter_map(item).collect();
        if !items.is_empty()
            && let Err(error) = self.app.receive(items.iter().map(|item| item.incoming.as_ref().clone()).collect()).await
        {
            if !cannot_keep(&error) {
                return Err(error);
            }
            // Whoever asks is answered all the same, and whoever wants something kept is told that it is not.
            log::error!("updates are handled without being kept: {error:#}");
            self.health.error("store");
        }
        items.into_iter().for_each(|item| self.lanes.push(item, false));
        Ok(())
    }

    /// Goes on with what an earlier process had received.
    async fn replay(&self) -> anyhow::Result<()> {
        let since = Instant::now();
        for incoming in self.app.inbox().await? {
            let kind = updates::lane(&serde_json::from_slice(&incoming.json).unwrap_or_default());
            self.lanes.push(Item { incoming: Arc::new(incoming), since, kind, acknowledged: false }, true);
        }
        Ok(())
    }
}

impl Connected {
    /// Asks the Bot API which bot the token belongs to.
    ///
    /// # Errors
    /// When it knows no such bot, or does not answer; the message says what to do and holds no token.
    pub async fn new(settings: Settings) -> anyhow::Result<Connected> {
        #[derive(Deserialize)]
        struct Me {
            id: u64,
            #[serde(default)]
            username: String,
        }
        let api = Api::new(&settings.api_url, &settings.token)?;
        let host = settings.api_url.host_str().unwrap_or_default().to_owned();
        let mut backoff = BACKOFF;
        for _ in 0..TRIES {
            match api.ask::<_, Me>(&GetMe::new()).await {
                Ok(Me { id, username }) => return Ok(Connected { api, bot: Bot { id, username }, settings }),
                Err(Failure::Refused { code: 401 | 404, .. }) => {
                    return Err(CannotServe::UnknownBot { host }.into());
                }
                Err(Failure::Refused { code, .. }) => return Err(CannotServe::Refused { host, code }.into()),
                Err(failure) => {
                    log::warn!("{host} cannot be reached, is tried again: {failure}");
                    tokio::time::sleep(backoff.wait()).await;
                }
            }
        }
        Err(CannotServe::Unreachable { host }.into())
    }

    /// The bot's name, without the at sign.
    pub fn username(&self) -> &str {
        &self.bot.username
    }

    /// Runs the bot until SIGTERM or SIGINT. `begun` is called as soon as it runs, with what sends replies from elsewhere.
    ///
    /// # Errors
    /// When going on makes no sense: another program fetches the same updates, the token is no longer accepted, an address is taken.
    pub async fn serve(self, app: Arc<App>, begun: impl FnOnce(Sender)) -> anyhow::Result<()> {
        let Connected { api, bot, settings } = self;
        app.fetch_by(Arc::new(api.clone()));
        let (stop, health) = (Stop::default(), Arc::new(Health::new()));
        let door = match settings.listen {
            Some(address) => Some(TcpListener::bind(address).await.map_err(|source| CannotServe::Listen { address, source })?),
            None => None,
        };
        if settings.delete_webhook {
            let deleted = api.tell(&DeleteWebhook::new()).await;
            deleted.map_err(|failure| CannotServe::WebhookStays { why: failure.to_string() })?;
        }
        watch_signals(&stop)?;
        let outbox = Outbox::start(api.clone(), app.clone(), health.clone(), stop.clone(), settings.limits);
        let intake = Arc::new(Intake::new(api.clone(), app.clone(), bot, outbox.clone(), health.clone()));
        let lanes = Lanes::new(intake.clone(), stop.clone());
        let receiver = Arc::new(Receiver { api, app: app.clone(), lanes: lanes.clone(), health, stop: stop.clone() });
        // The replies of what was left undone are in the outbox with the others.
        app.resume().await?;
        outbox.resume(app.outbox().await?);
        receiver.replay().await?;
        let menu = tokio::spawn(async move { intake.set_menu().await });
        let ticking = tokio::spawn(tick(receiver.clone(), outbox.clone()));
        let served = door.map(|door| tokio::spawn(serve_http(door, receiver.clone(), settings.webhook.clone())));
        let (sending, runtime) = (outbox.clone(), tokio::runtime::Handle::current());
        begun(Arc::new(move |replies| {
            let _in_runtime = runtime.enter();
            sending.send(replies, None);
        }));
        log::info!("the bot runs");
        match settings.webhook {
            Some(webhook) => webhook::run(receiver, webhook).await,
            None => listener::run(receiver).await,
        }
        stop.finishing().await;
        menu.abort();
        ticking.abort();
        lanes.idle(HANDLING).await;
        outbox.empty(SENDING).await;
        stop.halt();
        outbox.empty(CALLING).await;
        served.inspect(tokio::task::JoinHandle::abort);
        match stop.reason() {
            Some(reason) => Err(reason.into()),
            None => Ok(()),
        }
    }
}

/// Begins the end when the program is asked to stop.
fn watch_signals(stop: &Stop) -> anyhow::Result<()> {
    let stop = stop.clone();
    #[cfg(unix)]
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::spawn(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminated.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
        stop.finish();
    });
    Ok(())
}

/// Does what is due, and lets the index follow the list.
async fn tick(receiver: Arc<Receiver>, outbox: Arc<Outbox>) {
    let mut ticks = tokio::time::interval(TICK);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match receiver.app.tick().await {
            Ok(replies) => outbox.send(replies, None),
            Err(error) => {
                log::error!("what is due could not be done, is tried again: {error:#}");
                receiver.health.error("store");
            }
        }
        if let Err(error) = receiver.app.follow().await {
            log::error!("{error:#}");
            receiver.health.error("index");
        }
        receiver.health.waiting(receiver.lanes.len(), outbox.len(), receiver.app.index().len());
    }
}

async fn serve_http(door: TcpListener, receiver: Arc<Receiver>, webhook: Option<Webhook>) {
    let mut routes = health::routes(&receiver.health);
    if let Some(webhook) = webhook {
        routes = routes.merge(webhook::routes(&receiver, &webhook));
    }
    if let Err(error) = axum::serve(door, routes).await {
        receiver.stop.fail(CannotServe::ServingEnded(error));
    }
}
