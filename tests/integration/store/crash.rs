//! `kill -9` at any moment: this test program starts itself as a worker, kills it and looks at what it left.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use hamkor::domain::ChatId;
use hamkor::store::{Notice, Store};

use super::{asked, commit, directory, inbox, incoming, load, now, open, outbox, row, run, said};

/// The directory of a worker; without it the worker is no test at all.
const WORKER: &str = "HAMKOR_TEST_STORE_WORKER";
const KILLS: u64 = 100;
const CHATS: i64 = 3;
/// Rows of each load of the worker; all of one load have the same offer.
const ROWS: u64 = 40;

#[test]
fn nothing_acknowledged_is_lost_and_nothing_half_done_when_killed_a_hundred_times() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut known = Known::default();
    for kill in 0..KILLS {
        let mut worker = worker(dir.path());
        let mut lines = BufReader::new(worker.stdout.take().expect("a pipe")).lines();
        // Before that the test program introduces itself.
        let first = lines.by_ref().map_while(Result::ok).find(|line| line.ends_with(" ."));
        known.acknowledged(&first.expect("the worker acknowledges"));
        let pause = 5 + kill * 37 % 56;
        let killer = thread::spawn(move || {
            thread::sleep(Duration::from_millis(pause));
            worker.kill().expect("the worker is killed");
            let code = worker.wait().expect("the worker is gone").code();
            assert!(!matches!(code, Some(0 | 101)), "the worker ended by itself");
        });
        for line in lines.map_while(Result::ok) {
            known.acknowledged(&line);
        }
        killer.join().expect("the killer is done");
        run(known.check(dir.path()));
    }
    assert!(known.chats.values().sum::<u64>() > KILLS && known.load > 0, "the worker hardly worked: {known:?}");
}

/// What the worker was told is done.
#[derive(Debug, Default)]
struct Known {
    /// Steps by chat.
    chats: BTreeMap<i64, u64>,
    /// Updates received by chat; they count from 1 as the steps do that answer them.
    received: BTreeMap<i64, u64>,
    /// The last load.
    load: u64,
}

impl Known {
    fn acknowledged(&mut self, line: &str) {
        // The last line may be cut by the kill.
        match line.trim_start_matches("test store::crash::the_worker ... ").split(' ').collect::<Vec<_>>()[..] {
            ["step", chat, version, "."] => _ = self.chats.insert(chat.parse().expect("a chat"), version.parse().expect("a version")),
            ["received", chat, last, "."] => _ = self.received.insert(chat.parse().expect("a chat"), last.parse().expect("a number")),
            ["load", number, "."] => self.load = number.parse().expect("a number"),
            _ => {}
        }
    }

    async fn check(&mut self, dir: &Path) {
        let (store, notices) = open(dir);
        // sled itself survives; a rebuild would only hide it if it did not.
        assert!(!notices.iter().any(|notice| matches!(notice, Notice::Rebuilt { .. })), "{notices:?}");
        for chat in 0..CHATS {
            let (text, version) = asked(&store, chat).await;
            let known = self.chats.get(&chat).copied().unwrap_or_default();
            // One more may have been durable before it could be acknowledged.
            assert!((known..=known + 1).contains(&version), "chat {chat} is at {version}, acknowledged was {known}");
            assert_eq!(text, (version > 0).then(|| format!("{chat} {version}")));
            // The worker sends what is old: the rest of the replies is there, without a gap, up to the last step.
            let replies = store.outbox(Some(ChatId(chat))).await.expect("the outbox is read");
            let replies: Vec<String> = replies.iter().map(|queued| said(&queued.reply).to_owned()).collect();
            let first = version + 1 - replies.len() as u64;
            assert_eq!(replies, (first..=version).map(|version| format!("{chat} {version}")).collect::<Vec<_>>());
            self.chats.insert(chat, version);
            // What was received is handled or waits, and what is handled does not wait.
            let waiting: Vec<String> = inbox(&store).await.into_iter().filter(|(_, of, _)| *of == chat).map(|(.., text)| text).collect();
            let last = version + waiting.len() as u64;
            assert_eq!(waiting, (version + 1..=last).map(|number| format!("{chat} {number}")).collect::<Vec<_>>());
            let received = self.received.get(&chat).copied().unwrap_or_default();
            assert!(last >= received, "chat {chat} was received up to {last}, acknowledged was {received}");
            self.received.insert(chat, last);
        }
        let companies = directory(&store).await;
        let offers: std::collections::BTreeSet<_> = companies.iter().map(|(_, offer)| offer.clone()).collect();
        assert!(offers.len() <= 1, "half a load is there: {offers:?}");
        let load = offers.first().map_or(0, |offer| offer.parse().expect("a number"));
        assert!((self.load..=self.load + 1).contains(&load), "load {load} is there, acknowledged was {}", self.load);
        assert_eq!(companies.len() as u64, if load > 0 { ROWS } else { 0 });
        self.load = load;
    }
}

fn worker(dir: &Path) -> Child {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new(program);
    command.args(["--exact", "store::crash::the_worker", "--nocapture"]).env(WORKER, dir);
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the worker starts")
}

/// What the test above starts and kills: with the variable set it never ends by itself, without it there is nothing to do.
#[test]
fn the_worker() {
    let Some(dir) = std::env::var_os(WORKER) else { return };
    let (store, _) = open(Path::new(&dir));
    run(async {
        let mut number = directory(&store).await.first().map_or(0, |(_, offer)| offer.parse().expect("a number"));
        let mut out = std::io::stdout();
        loop {
            // Like a messenger that was not told of the last ones, it delivers some again.
            let deliver = async {
                for chat in 0..CHATS {
                    let handled = asked(&store, chat).await.1;
                    let (from, to) = (handled.saturating_sub(3).max(1), handled + 6);
                    let updates = (from..=to).map(|number| incoming(update(chat, number), chat, &format!("{chat} {number}"))).collect();
                    store.receive(updates, now()).await.expect("receive");
                    writeln!(std::io::stdout(), "received {chat} {to} .").expect("the parent reads");
                }
            };
            let handle = async {
                for (update, chat, text) in inbox(&store).await {
                    let version = asked(&store, chat).await.1;
                    assert_eq!(text, format!("{chat} {}", version + 1));
                    commit(&store, chat, version, Some(update), &text).await.expect("commit");
                    writeln!(std::io::stdout(), "step {chat} {} .", version + 1).expect("the parent reads");
                }
                if outbox(&store).await.len() > 12 {
                    let old: Vec<_> = store.outbox(None).await.expect("read").iter().map(|queued| queued.id).take(6).collect();
                    store.mark_sent(&old, now()).await.expect("sent");
                }
            };
            let chats = async { tokio::join!(deliver, handle) };
            let offer = (number + 1).to_string();
            let rows = (0..ROWS).map(|n| row(n, &offer)).collect();
            let (_, loaded) = tokio::join!(chats, load(&store, rows));
            loaded.expect("load");
            number += 1;
            writeln!(out, "load {number} .").expect("the parent reads");
        }
    });
}

/// The update of a chat with that number.
fn update(chat: i64, number: u64) -> i64 {
    number as i64 * CHATS + chat
}
