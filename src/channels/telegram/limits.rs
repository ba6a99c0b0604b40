//! How fast may be sent: 30 calls a second in all, one a second a chat with short bursts. Telegram counts by itself and answers
//! 429 when it is passed, so ours stay a little below. Edits and answers to presses count too.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::domain::ChatId;

/// What a bucket holds and regains.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rate {
    burst: f64,
    a_second: f64,
}

/// Telegram: 30 a second.
const IN_ALL: Rate = Rate { burst: 26.0, a_second: 28.0 };
/// Telegram: one a second, short bursts pass.
const PRIVATE: Rate = Rate { burst: 4.0, a_second: 0.95 };
/// Telegram: 20 a minute.
const GROUP: Rate = Rate { burst: 10.0, a_second: 18.0 / 60.0 };
/// What answers to presses, which cannot wait, may take in advance.
const ADVANCE: f64 = 2.0;
/// After a process that was stopped in its work, Telegram still counts what that one has sent: so long nobody gets a burst.
const WARY: Duration = Duration::from_secs(5);
/// Chats remembered before full buckets are thrown away.
const CHATS: usize = 10_000;
/// So many chats refused within so short a time: it is the bot as a whole that is too fast.
const REFUSED_CHATS: usize = 4;
const REFUSED_WITHIN: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, Debug)]
struct Bucket {
    rate: Rate,
    tokens: f64,
    at: Instant,
}

impl Bucket {
    fn new(rate: Rate, at: Instant) -> Bucket {
        Bucket { rate, tokens: rate.burst, at }
    }

    /// Takes a token; how long to wait for it.
    fn take(&mut self, now: Instant) -> Duration {
        self.refill(now);
        self.tokens -= 1.0;
        Duration::from_secs_f64((-self.tokens / self.rate.a_second).max(0.0))
    }

    /// Takes a token without waiting, in advance of those to come.
    fn take_in_advance(&mut self, now: Instant) {
        self.refill(now);
        self.tokens = (self.tokens - 1.0).max(-ADVANCE);
    }

    fn refill(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.tokens = (self.tokens + passed * self.rate.a_second).min(self.rate.burst);
        self.at = self.at.max(now);
    }

    fn is_full(&mut self, now: Instant) -> bool {
        self.refill(now);
        self.tokens >= self.rate.burst
    }
}

/// The pace of one bot.
#[derive(Debug)]
pub(super) struct Limits {
    /// Off for measuring the program alone.
    on: bool,
    in_all: Bucket,
    chats: HashMap<ChatId, Bucket>,
    /// No bucket begins full before.
    wary: Instant,
    /// Nothing is sent before.
    paused: Instant,
    refused: Vec<(Instant, ChatId)>,
}

impl Limits {
    pub(super) fn new(on: bool, now: Instant) -> Limits {
        Limits { on, in_all: Bucket::new(IN_ALL, now), chats: HashMap::new(), wary: now, paused: now, refused: Vec::new() }
    }

    /// Begins after a process that was stopped in its work.
    pub(super) fn go_on(&mut self, now: Instant) {
        self.in_all.tokens = 1.0;
        self.wary = now + WARY;
    }

    /// How long a message or an edit waits for its chat; it is counted.
    pub(super) fn chat(&mut self, chat: ChatId, now: Instant) -> Duration {
        if self.on { self.bucket(chat, now).take(now) } else { Duration::ZERO }
    }

    /// Counts the answer to a press, which does not wait for its chat.
    pub(super) fn press(&mut self, chat: ChatId, now: Instant) {
        if self.on {
            self.bucket(chat, now).take_in_advance(now);
        }
    }

    /// How long any call waits for all others; it is counted.
    pub(super) fn in_all(&mut self, now: Instant) -> Duration {
        let pause = self.paused.saturating_duration_since(now);
        if self.on { self.in_all.take(now).max(pause) } else { pause }
    }

    /// A chat was refused for so long. One chat waits alone; when many are refused at once, all wait.
    pub(super) fn refused(&mut self, chat: ChatId, wait: Duration, now: Instant) {
        self.refused.retain(|(at, other)| *other != chat && now.saturating_duration_since(*at) < REFUSED_WITHIN);
        self.refused.push((now, chat));
        if self.refused.len() >= REFUSED_CHATS {
            self.paused = self.paused.max(now + wait);
        }
    }

    fn bucket(&mut self, chat: ChatId, now: Instant) -> &mut Bucket {
        if self.chats.len() >= CHATS {
            self.chats.retain(|_, bucket| !bucket.is_full(now));
        }
        let rate = if chat.is_private() { PRIVATE } else { GROUP };
        let tokens = if now < self.wary { 1.0 } else { rate.burst };
        self.chats.entry(chat).or_insert_with(|| Bucket { tokens, ..Bucket::new(rate, now) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAT: ChatId = ChatId(7);

    /// How many of `calls` to a chat, made as soon as they may be, go out within so many seconds.
    fn sent_within(seconds: f64, calls: usize, chat: ChatId) -> usize {
        let start = Instant::now();
        let mut limits = Limits::new(true, start);
        let mut now = start;
        let mut sent = 0;
        for _ in 0..calls {
            now += limits.chat(chat, now);
            now += limits.in_all(now);
            sent += usize::from(now.duration_since(start).as_secs_f64() <= seconds);
        }
        sent
    }

    #[test]
    fn a_chat_gets_a_short_burst_and_then_less_than_one_a_second() {
        assert_eq!(sent_within(0.0, 20, CHAT), 4);
        assert!((13..=14).contains(&sent_within(10.0, 30, CHAT)));
        assert!((10..=28).contains(&sent_within(60.0, 60, ChatId(-7))), "a group gets fewer than 20 a minute beside its burst");
    }

    #[test]
    fn all_chats_together_stay_below_thirty_a_second() {
        let start = Instant::now();
        let mut limits = Limits::new(true, start);
        let mut sent = 0;
        for chat in 0..500 {
            let wait = limits.chat(ChatId(chat), start) + limits.in_all(start);
            sent += usize::from(wait <= Duration::from_secs(10));
        }
        assert!((300..=306).contains(&sent), "{sent}");
    }

    #[test]
    fn after_a_stop_in_the_middle_of_work_nothing_goes_out_in_a_burst() {
        let start = Instant::now();
        let mut limits = Limits::new(true, start);
        limits.go_on(start);
        assert_eq!((limits.chat(CHAT, start), limits.in_all(start)), (Duration::ZERO, Duration::ZERO));
        assert!(limits.chat(CHAT, start) > Duration::from_secs(1) && limits.in_all(start) > Duration::from_millis(30));
        assert_eq!(limits.chat(ChatId(8), start + WARY), Duration::ZERO);
    }

    #[test]
    fn answers_to_presses_count_but_do_not_wait() {
        let start = Instant::now();
        let mut limits = Limits::new(true, start);
        (0..50).for_each(|_| limits.press(CHAT, start));
        let wait = limits.chat(CHAT, start).as_secs_f64();
        assert!((3.0..3.3).contains(&wait), "{wait}");
        assert_eq!(limits.chat(ChatId(8), start), Duration::ZERO);
    }

    #[test]
    fn a_refused_chat_waits_alone_and_many_make_all_wait() {
        let start = Instant::now();
        let mut limits = Limits::new(false, start);
        let wait = Duration::from_secs(3);
        (0..3).for_each(|_| limits.refused(CHAT, wait, start));
        assert_eq!(limits.in_all(start), Duration::ZERO);
        (0..4).for_each(|chat| limits.refused(ChatId(chat), wait, start));
        assert_eq!(limits.in_all(start), wait);
    }
}
