//! Files that people send, over a real data directory: what a stop leaves of them, and a person who is forgotten.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hamkor::app::{App, Beginning};
use hamkor::conversation::{Document, Event, Origin, Sender, Settings};
use hamkor::domain::{ChatId, Language, MessageId};
use hamkor::reply::{Action, ButtonId, LoadAction, PrivacyAction};
use hamkor::store::{Queued, Store, Who};

use crate::lists::OneList;
use crate::town::VOCABULARY;

const CLERK: ChatId = ChatId(880_001);
const ROWS: usize = 3_000;

/// A process over that directory; the one before may take a moment to let go of it.
async fn open(data: &Path) -> App {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let settings = Settings { owners: [(CLERK, None)].into(), ..Settings::default() };
        match App::open(data, Beginning::Empty, Arc::clone(&VOCABULARY), settings).await {
            Ok((app, _)) => {
                app.fetch_by(Arc::new(OneList { rows: ROWS }));
                return app;
            }
            Err(error) => assert!(Instant::now() < end, "{error:#}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn happen(app: &App, event: Event) -> Vec<String> {
    let replies = app.handle(CLERK, None, event, Who::new("chat:880001")).await.expect("an event is handled");
    words(app, &replies).await
}

async fn words(app: &App, replies: &[Queued]) -> Vec<String> {
    let mut words = Vec::new();
    for queued in replies {
        words.push(app.render(queued).await.expect("a reply has words").text);
    }
    words
}

async fn settled(app: &App) -> Vec<String> {
    words(app, &app.settle().await.expect("it ends")).await
}

async fn send(app: &App) -> Vec<String> {
    let sender = Sender { language: Some(Language::En), ..Sender::default() };
    let document = Document { name: "list.csv".to_owned(), origin: Origin::Messenger("f".to_owned()) };
    happen(app, Event::Document { document, caption: String::new(), sender }).await
}

/// Presses the newest button that is like that.
async fn press(app: &App, is_meant: impl Fn(&Action) -> bool) -> Vec<String> {
    let (state, _) = app.store.load(CLERK).await.expect("the chat is read");
    let panels = state.panels.iter().rev();
    let mut buttons = panels.flat_map(|panel| (0..).zip(&panel.buttons).map(|(number, action)| (panel.number, number, action)));
    let (panel, number, _) = buttons.find(|(.., action)| is_meant(action)).expect("there is such a button");
    let button = Some(ButtonId { panel, number });
    happen(app, Event::Pressed { button, message: Some(MessageId(3)), query: None, sender: Sender::default() }).await
}

fn is_load(action: &Action) -> bool {
    matches!(action, Action::Load(LoadAction::Load { .. }))
}

fn received(data: &Path) -> usize {
    std::fs::read_dir(data.join("received")).map_or(0, |entries| entries.count())
}

/// Some reply holds these words.
fn assert_said(replies: &[String], expected: &str) {
    assert!(replies.iter().any(|reply| reply.contains(expected)), "{expected}: {replies:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_at_any_moment_is_told_and_the_list_is_loaded_once() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let app = open(dir.path()).await;
    assert_eq!(send(&app).await, ["list.csv: checking."]);
    drop(app);

    let app = open(dir.path()).await;
    assert_said(&words(&app, &app.resume().await.expect("it goes on")).await, "restarted while it checked list.csv");
    assert_eq!(received(dir.path()), 0);
    send(&app).await;
    assert_said(&settled(&app).await, "in 3000 = new 3000");
    assert_eq!(press(&app, is_load).await, ["list.csv: loading, 0 %."]);
    drop(app);

    let app = open(dir.path()).await;
    assert_said(&words(&app, &app.resume().await.expect("it goes on")).await, "restarted while it loaded list.csv");
    assert!(app.resume().await.expect("it goes on").is_empty(), "said once");
    press(&app, is_load).await;
    assert_said(&press(&app, is_load).await, "It is being loaded already.");
    assert_said(&settled(&app).await, "in 3000 = new");
    assert_eq!((app.store.company_count().await.expect("they are counted"), received(dir.path())), (ROWS as u64, 0));
}

#[tokio::test]
async fn whoever_is_forgotten_leaves_no_file() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let app = open(dir.path()).await;
    send(&app).await;
    settled(&app).await;
    assert_eq!(received(dir.path()), 1);
    happen(&app, Event::Text { text: "/forget".to_owned(), sender: Sender::default() }).await;
    press(&app, |action| *action == Action::Privacy(PrivacyAction::ReallyForget)).await;
    assert_eq!(received(dir.path()), 0);
}

#[tokio::test]
async fn a_file_that_is_gone_is_told() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let app = open(dir.path()).await;
    send(&app).await;
    settled(&app).await;
    std::fs::remove_dir_all(dir.path().join("received")).expect("it was there");
    press(&app, is_load).await;
    assert_said(&settled(&app).await, "list.csv is kept no longer");
}
