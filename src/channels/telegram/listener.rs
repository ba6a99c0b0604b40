//! Long polling. A batch is durable before the next request confirms it; at the end no request is made, so that nothing is confirmed
//! that is not kept; at a start none says from where on, so that nothing is passed over.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use teloxide::payloads::GetUpdates;

use super::Receiver;
use super::api::Failure;
use super::cannot_serve::CannotServe;
use super::stop::Backoff;
use super::updates::KINDS;

/// How long the server may wait for an update before it answers with none.
const POLL_SECONDS: u32 = 30;
/// The same until the first answer: by it the first of two pollers knows that it is the first.
const FIRST_POLL_SECONDS: u32 = 1;
const BATCH: u8 = 100;
/// Waits after a failure.
const BACKOFF: Backoff = Backoff::new(Duration::from_millis(400), Duration::from_secs(5));
/// The first poller asks again so soon after a second has cut it off; the second is then cut off in its turn.
const AFTER_CONFLICT: Duration = Duration::from_millis(100);
/// A poller that is cut off at its start is silent so long before it asks once more: that was the last request of a process that has just
/// ended, perhaps. Sooner than three seconds after such an answer the server would hold the next one back, and both would fetch.
const DOUBT: Duration = Duration::from_millis(3500);
/// Two that both hold on for so long would steal each other's updates.
const CONFLICT: Duration = Duration::from_secs(30);
/// How long to wait for room.
const FULL: Duration = Duration::from_millis(50);

/// Where polling stands.
struct Listener {
    receiver: Arc<Receiver>,
    offset: Option<i32>,
    /// When the first request was made, or the one after the doubt.
    begun: Instant,
    /// An answer came a while after that: no other poller was there before.
    alone: bool,
    /// Since when another poller has been cutting this one off.
    conflict: Option<Instant>,
    /// It was cut off once before it was known to be alone.
    doubted: bool,
    backoff: Backoff,
}

/// Fetches updates until the end begins.
pub(super) async fn run(receiver: Arc<Receiver>) {
    let mut listener = Listener {
        receiver: receiver.clone(),
        offset: None,
        begun: Instant::now(),
        alone: false,
        conflict: None,
        doubted: false,
        backoff: BACKOFF,
    };
    while !receiver.stop.is_finishing() {
        let polled = tokio::select! {
            polled = listener.poll() => polled,
            () = receiver.stop.finishing() => return,
        };
        // Once fetched, a batch is kept whatever happens.
        let wait = match polled {
            Ok(updates) => listener.keep(updates).await,
            Err(failure) => listener.failed(failure),
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = receiver.stop.finishing() => return,
        }
    }
}

impl Listener {
    async fn poll(&self) -> Result<Vec<Value>, Failure> {
        while self.receiver.lanes.is_full() {
            tokio::time::sleep(FULL).await;
        }
        let timeout = if self.alone { POLL_SECONDS } else { FIRST_POLL_SECONDS };
        let payload = GetUpdates { offset: self.offset, limit: Some(BATCH), timeout: Some(timeout), allowed_updates: Some(KINDS.to_vec()) };
        self.receiver.api.updates(&payload).await
    }

    /// Keeps a batch; how long to wait before the next.
    async fn keep(&mut self, updates: Vec<Value>) -> Duration {
        self.receiver.health.heard();
        self.conflict = None;
        self.alone |= self.begun.elapsed() >= Duration::from_secs(u64::from(FIRST_POLL_SECONDS)) * 9 / 10;
        let next = updates.iter().filter_map(|update| update["update_id"].as_i64()).max().and_then(|last| i32::try_from(last + 1).ok());
        match self.receiver.receive(updates).await {
            Ok(()) => {
                self.offset = next.or(self.offset);
                self.backoff = BACKOFF;
                Duration::ZERO
            }
            Err(error) => {
                log::error!("updates could not be kept and are fetched again: {error:#}");
                self.receiver.health.error("store");
                self.backoff.wait()
            }
        }
    }

    /// How long to wait after a failure, if going on makes sense.
    fn failed(&mut self, failure: Failure) -> Duration {
        self.receiver.health.error(failure.kind());
        match failure {
            Failure::Refused { code: 409, description } => self.conflict(&description),
            Failure::Refused { code: 401 | 404, .. } => {
                self.receiver.stop.fail(CannotServe::TokenRevoked);
                Duration::ZERO
            }
            Failure::TooMany(wait) => wait,
            failure => {
                log::warn!("no updates, is tried again: {failure}");
                self.backoff.wait()
            }
        }
    }

    fn conflict(&mut self, description: &str) -> Duration {
        if description.contains("webhook") {
            self.receiver.stop.fail(CannotServe::HasWebhook);
            return Duration::ZERO;
        }
        let since = *self.conflict.get_or_insert_with(Instant::now);
        if !self.alone && self.doubted || since.elapsed() > CONFLICT {
            self.receiver.stop.fail(CannotServe::AnotherFetches);
            return Duration::ZERO;
        }
        log::warn!("another program tries to fetch the updates of this bot (the same token)");
        if self.alone {
            return AFTER_CONFLICT;
        }
        (self.doubted, self.begun) = (true, Instant::now() + DOUBT);
        DOUBT
    }
}
