//! The end of a run: on a signal, or because going on makes no sense.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::cannot_serve::CannotServe;

/// How far the end has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    #[default]
    Running,
    /// Nothing new is begun; what runs is finished.
    Finishing,
    /// Nothing more is sent.
    Halted,
}

/// Ends a run; every part holds a copy.
#[derive(Clone, Default)]
pub(super) struct Stop {
    phase: Arc<watch::Sender<Phase>>,
    reason: Arc<Mutex<Option<CannotServe>>>,
}

impl Stop {
    /// Begins the end.
    pub(super) fn finish(&self) {
        self.advance(Phase::Finishing);
    }

    /// Begins the end, which is then a failure.
    pub(super) fn fail(&self, reason: CannotServe) {
        self.reason.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(reason);
        self.finish();
    }

    pub(super) fn halt(&self) {
        self.advance(Phase::Halted);
    }

    fn advance(&self, to: Phase) {
        self.phase.send_if_modified(|phase| {
            let later = *phase < to;
            *phase = to.max(*phase);
            later
        });
    }

    pub(super) fn is_finishing(&self) -> bool {
        *self.phase.borrow() >= Phase::Finishing
    }

    pub(super) fn is_halted(&self) -> bool {
        *self.phase.borrow() >= Phase::Halted
    }

    pub(super) async fn finishing(&self) {
        self.reached(Phase::Finishing).await;
    }

    /// Sleeps, at most until nothing more is sent.
    pub(super) async fn sleep(&self, duration: Duration) {
        if !duration.is_zero() {
            // The end of the sleep is as good as the halt.
            let _ = tokio::time::timeout(duration, self.reached(Phase::Halted)).await;
        }
    }

    async fn reached(&self, wanted: Phase) {
        let mut phase = self.phase.subscribe();
        // The sender lives in `self`.
        let _ = phase.wait_for(|phase| *phase >= wanted).await;
    }

    /// Why it ended, if that was a failure.
    pub(super) fn reason(&self) -> Option<CannotServe> {
        self.reason.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Waits that grow from try to try.
#[derive(Clone, Copy, Debug)]
pub(super) struct Backoff {
    next: Duration,
    longest: Duration,
}

impl Backoff {
    pub(super) const fn new(first: Duration, longest: Duration) -> Backoff {
        Backoff { next: first, longest }
    }

    pub(super) fn wait(&mut self) -> Duration {
        let wait = self.next;
        self.next = (wait * 2).min(self.longest);
        wait
    }
}
