//! What a watcher sees: whether the Bot API was heard of lately, and the figures of Prometheus.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::sync::Arc;

/// Nothing heard for so long is silence: two long polls.
const SILENCE: Duration = Duration::from_secs(90);

/// One label and its value.
type Label = [(&'static str, &'static str); 1];

/// What is counted.
pub(super) struct Health {
    started: Instant,
    /// When the Bot API last answered, in milliseconds after the start.
    heard_ms: AtomicU64,
    registry: Registry,
    updates: Family<Label, Counter>,
    replies: Family<Label, Counter>,
    errors: Family<Label, Counter>,
    matches: Counter,
    latency: Histogram,
    inbox: Gauge,
    outbox: Gauge,
    index: Gauge,
}

impl Health {
    pub(super) fn new() -> Health {
        let mut registry = Registry::with_prefix("hamkor");
        let latency = Histogram::new([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0]);
        let (updates, replies, errors) = (Family::default(), Family::default(), Family::default());
        let (matches, inbox, outbox, index) = (Counter::default(), Gauge::default(), Gauge::default(), Gauge::default());
        registry.register("updates", "Updates received, by kind", updates.clone());
        registry.register("replies", "Calls that reached people, by kind", replies.clone());
        registry.register("errors", "Calls and updates that failed, by kind", errors.clone());
        registry.register("matches", "Companies shown in answers", matches.clone());
        registry.register_with_unit("latency", "From an update to its first reply", Unit::Seconds, latency.clone());
        registry.register("inbox", "Updates that wait to be handled", inbox.clone());
        registry.register("outbox", "Replies that wait to be sent", outbox.clone());
        registry.register("index_companies", "Companies that can be found", index.clone());
        let (started, heard_ms) = (Instant::now(), AtomicU64::new(0));
        Health { started, heard_ms, registry, updates, replies, errors, matches, latency, inbox, outbox, index }
    }

    /// The Bot API has answered.
    pub(super) fn heard(&self) {
        let since = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.heard_ms.store(since, Ordering::Relaxed);
    }

    /// How long ago the Bot API last answered.
    pub(super) fn silence(&self) -> Duration {
        self.started.elapsed().saturating_sub(Duration::from_millis(self.heard_ms.load(Ordering::Relaxed)))
    }

    pub(super) fn is_silent(&self) -> bool {
        self.silence() > SILENCE
    }

    pub(super) fn update(&self, kind: &'static str) {
        self.updates.get_or_create(&[("kind", kind)]).inc();
    }

    pub(super) fn reply(&self, kind: &'static str) {
        self.replies.get_or_create(&[("kind", kind)]).inc();
    }

    pub(super) fn error(&self, kind: &'static str) {
        self.errors.get_or_create(&[("kind", kind)]).inc();
    }

    pub(super) fn matches(&self, shown: usize) {
        self.matches.inc_by(shown as u64);
    }

    pub(super) fn latency(&self, took: Duration) {
        self.latency.observe(took.as_secs_f64());
    }

    pub(super) fn waiting(&self, inbox: usize, outbox: usize, companies: u64) {
        let gauge = |gauge: &Gauge, value: u64| _ = gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        gauge(&self.inbox, inbox as u64);
        gauge(&self.outbox, outbox as u64);
        gauge(&self.index, companies);
    }

    fn metrics(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// `/healthz` and `/metrics`.
pub(super) fn routes(health: &Arc<Health>) -> Router {
    let (watched, measured) = (health.clone(), health.clone());
    let healthz = move || async move {
        let silent = watched.silence().as_secs();
        if watched.is_silent() {
            (StatusCode::SERVICE_UNAVAILABLE, format!("silent: nothing heard of the Bot API for {silent} s\n"))
        } else {
            (StatusCode::OK, "ok\n".to_owned())
        }
    };
    let metrics = move || async move {
        const TEXT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        match measured.metrics() {
            Ok(text) => ([(header::CONTENT_TYPE, TEXT)], text).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    };
    Router::new().route("/healthz", get(healthz)).route("/metrics", get(metrics))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_in_the_form_of_prometheus() {
        let health = Health::new();
        health.update("message");
        health.error("429");
        health.matches(5);
        health.latency(Duration::from_millis(20));
        health.waiting(3, 4, 50);
        let text = health.metrics().expect("figures are text");
        for line in [
            "hamkor_updates_total{kind=\"message\"} 1",
            "hamkor_errors_total{kind=\"429\"} 1",
            "hamkor_matches_total 5",
            "hamkor_latency_seconds_bucket{le=\"0.025\"} 1",
            "hamkor_inbox 3",
            "hamkor_outbox 4",
            "hamkor_index_companies 50",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        assert!(!health.is_silent());
    }
}
