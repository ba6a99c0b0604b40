//! The webhook. Telegram is told 200 only after an update is durable; whoever does not know the secret is not even read.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use reqwest::Url;
use serde::Deserialize;
use subtle::ConstantTimeEq;
use teloxide::payloads::{GetWebhookInfo, SetWebhook};
use tokio::sync::Semaphore;

use super::Receiver;
use super::api::Failure;
use super::cannot_serve::CannotServe;
use super::stop::Backoff;
use super::updates::KINDS;

const BODY_BYTES: usize = 1 << 20;
/// Telegram's limit.
const SECRET_BYTES: usize = 256;
/// Updates being stored at a time; Telegram opens as many connections.
const CONNECTIONS: u8 = 40;
const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";
/// How often is asked whether the webhook still stands.
const WATCH: Duration = Duration::from_secs(30);
const BACKOFF: Backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(5));

/// Where and how updates are delivered.
#[derive(Clone)]
pub struct Webhook {
    /// As Telegram calls it; its path is the one that is served.
    pub url: Url,
    /// What Telegram sends with each update. It has no `Debug`, so it cannot get into a log.
    pub secret: Secret,
}

/// What only Telegram and we know.
#[derive(Clone)]
pub struct Secret(String);

/// Why a text cannot be a secret. It never cites the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSecret {
    #[error("a secret has 1 to {SECRET_BYTES} characters, not {0}")]
    Length(usize),
    #[error("a secret has the characters A-Z, a-z, 0-9, _ and - only")]
    Sign,
}

impl std::str::FromStr for Secret {
    type Err = NoSecret;

    fn from_str(text: &str) -> Result<Secret, NoSecret> {
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)) {
            return Err(NoSecret::Sign);
        }
        if (1..=SECRET_BYTES).contains(&text.len()) { Ok(Secret(text.to_owned())) } else { Err(NoSecret::Length(text.len())) }
    }
}

impl Secret {
    /// A new one, from the system's chance.
    ///
    /// # Errors
    /// When the system gives none.
    pub fn random() -> Result<Secret, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Secret(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
    }
}

struct Door {
    receiver: Arc<Receiver>,
    secret: Secret,
    places: Semaphore,
}

/// Serves the path of the webhook's address.
pub(super) fn routes(receiver: &Arc<Receiver>, webhook: &Webhook) -> Router {
    let places = Semaphore::new(usize::from(CONNECTIONS));
    let door = Arc::new(Door { receiver: receiver.clone(), secret: webhook.secret.clone(), places });
    Router::new().route(webhook.url.path(), post(take)).with_state(door)
}

async fn take(State(door): State<Arc<Door>>, request: Request) -> StatusCode {
    let (head, body) = request.into_parts();
    if !door.knows(&head.headers) {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(_place) = door.places.try_acquire() else { return StatusCode::SERVICE_UNAVAILABLE };
    if door.receiver.lanes.is_full() || door.receiver.stop.is_finishing() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    door.keep(body).await
}

impl Door {
    fn knows(&self, headers: &HeaderMap) -> bool {
        let given = headers.get(SECRET_HEADER).map_or(&b""[..], |value| value.as_bytes());
        given.ct_eq(self.secret.0.as_bytes()).into()
    }

    async fn keep(&self, body: Body) -> StatusCode {
        let Ok(bytes) = to_bytes(body, BODY_BYTES).await else { return StatusCode::PAYLOAD_TOO_LARGE };
        let Ok(update) = serde_json::from_slice(&bytes) else { return StatusCode::BAD_REQUEST };
        match self.receiver.receive(vec![update]).await {
            Ok(()) => StatusCode::OK,
            Err(error) => {
                log::error!("an update could not be kept and will be delivered again: {error:#}");
                self.receiver.health.error("store");
                StatusCode::SERVICE_UNAVAILABLE
            }
        }
    }
}

/// Sets the webhook and watches over it. It is left standing at the end: others may serve it too.
pub(super) async fn run(receiver: Arc<Receiver>, webhook: Webhook) {
    let mut backoff = BACKOFF;
    let mut stands = false;
    while !receiver.stop.is_finishing() {
        let answer = if stands { stands_still(&receiver, &webhook).await } else { set(&receiver, &webhook).await.map(|()| true) };
        let wait = match answer {
            Ok(true) => {
                receiver.health.heard();
                (stands, backoff) = (true, BACKOFF);
                WATCH
            }
            Ok(false) => {
                receiver.stop.fail(CannotServe::AnotherWebhook);
                return;
            }
            Err(Failure::Refused { code, description }) => {
                receiver.stop.fail(CannotServe::WebhookRefused { why: format!("{code}: {description}") });
                return;
            }
            Err(failure) => {
                receiver.health.error(failure.kind());
                log::warn!("the webhook cannot be watched: {failure}");
                backoff.wait()
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = receiver.stop.finishing() => {}
        }
    }
}

async fn set(receiver: &Receiver, webhook: &Webhook) -> Result<(), Failure> {
    let payload = SetWebhook {
        secret_token: Some(webhook.secret.0.clone()),
        max_connections: Some(CONNECTIONS),
        allowed_updates: Some(KINDS.to_vec()),
        ..SetWebhook::new(webhook.url.clone())
    };
    receiver.api.tell(&payload).await
}

/// Whether the webhook is still ours.
async fn stands_still(receiver: &Receiver, webhook: &Webhook) -> Result<bool, Failure> {
    #[derive(Deserialize)]
    struct Info {
        url: String,
        last_error_message: Option<String>,
        #[serde(default)]
        pending_update_count: u64,
    }
    let info: Info = receiver.api.ask(&GetWebhookInfo::new()).await?;
    if let Some(error) = info.last_error_message.filter(|_| info.pending_update_count > 0) {
        log::warn!("updates wait at Telegram pending={}: {error}", info.pending_update_count);
    }
    Ok(info.url == webhook.url.as_str())
}
