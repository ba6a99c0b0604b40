//! What somebody has confirmed and the program was stopped before it was done: it is done at the next start, once.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hamkor::app::{App, Beginning};
use hamkor::conversation::{Deed, Event, Sender, Settings};
use hamkor::domain::{ChatId, Company, Language};
use hamkor::reply::{Action, ButtonId, ProposalAction, RemoveAction, ReportAction, UndoAction};
use hamkor::store::{Counts, Load, LoadHead, PutCompany, Store, Who};
use jiff::Timestamp;

use crate::town::VOCABULARY;

const ANNA: ChatId = ChatId(880_001);
const BORIS: ChatId = ChatId(880_002);
const COMPANIES: u64 = 12;

/// A process over that directory; the one before may take a moment to let go of it.
async fn open(data: &Path) -> App {
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let settings = Settings { owners: [(ANNA, None), (BORIS, None)].into(), ..Settings::default() };
        match App::open(data, Beginning::Empty, Arc::clone(&VOCABULARY), settings).await {
            Ok((app, _)) => return app,
            Err(error) => assert!(Instant::now() < end, "{error:#}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn fill(app: &App) -> u64 {
    let head = LoadHead { file: "old.csv".into(), lasting: false, removes: false, at: Timestamp::now(), who: Who::new("terminal") };
    let mut load = app.store.begin_load(head).await.expect("a load");
    let row = |number: u64| {
        let (id, name) = (format!("P{number}"), format!("Завод {number}"));
        let company = Company { id, name, city: "Липецк".into(), source: "ТПП 2019".into(), ..Company::default() };
        PutCompany { company, name_key: String::new() }
    };
    load.put((0..COMPANIES).map(row).collect()).await.expect("rows");
    load.commit(Counts { read: COMPANIES, new: COMPANIES, ..Counts::default() }).await.expect("a commit").sequence.0
}

async fn handle(app: &App, chat: ChatId, event: Event) -> Vec<String> {
    let mut queued = app.handle(chat, None, event, Who::new(format!("chat:{}", chat.0))).await.expect("an event is handled");
    // What is asked for is read beside the conversation; what is confirmed must not be waited for here.
    if app.store.load(chat).await.expect("read").0.deeds.is_empty() {
        queued.extend(app.settle().await.expect("it ends"));
        queued.extend(app.tick().await.expect("what is due is done"));
    }
    let mut words = Vec::new();
    for queued in queued {
        words.push(app.render(&queued).await.expect("words").text);
    }
    words
}

async fn say(app: &App, chat: ChatId, text: &str) -> Vec<String> {
    let sender = Sender { language: Some(Language::En), ..Sender::default() };
    handle(app, chat, Event::Text { text: text.to_owned(), sender }).await
}

/// Presses the newest button that is like that.
async fn press(app: &App, chat: ChatId, is_meant: impl Fn(&Action) -> bool) -> Vec<String> {
    let (state, _) = app.store.load(chat).await.expect("the chat is read");
    let panels = state.panels.iter().rev();
    let mut buttons = panels.flat_map(|panel| (0..).zip(&panel.buttons).map(|(number, action)| (panel.number, number, action)));
    let (panel, number, _) = buttons.find(|(.., action)| is_meant(action)).expect("there is such a button");
    let sender = Sender { language: Some(Language::En), ..Sender::default() };
    handle(app, chat, Event::Pressed { button: Some(ButtonId { panel, number }), message: None, query: None, sender }).await
}

async fn confirm(app: &App) {
    let confirmed = press(app, BORIS, |action| matches!(action, Action::Proposal(ProposalAction::Confirm { .. }))).await;
    assert!(confirmed.iter().any(|said| said.contains("is confirmed and is being done")), "{confirmed:?}");
}

/// A process that takes up what the one before left, until nothing is under way: what it says.
async fn taken_up(data: &Path) -> (App, Vec<String>) {
    let app = open(data).await;
    let mut queued = app.resume().await.expect("it goes on");
    queued.extend(app.settle().await.expect("it ends"));
    let mut words = Vec::new();
    for queued in queued {
        words.push(app.render(&queued).await.expect("words").text);
    }
    (app, words)
}

async fn deeds(app: &App) -> Vec<Deed> {
    app.store.load(BORIS).await.expect("read").0.deeds
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_removal_and_an_undo_that_a_second_admin_has_confirmed_survive_a_stop() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let app = open(dir.path()).await;
    let load = fill(&app).await;
    say(&app, ANNA, "/admin").await;
    press(&app, ANNA, |action| *action == Action::Remove(RemoveAction::Begin)).await;
    press(&app, ANNA, |action| matches!(action, Action::Remove(RemoveAction::By { by: hamkor::reply::Criterion::Source, .. }))).await;
    let shown = say(&app, ANNA, "тпп 2019").await;
    assert!(shown.iter().any(|said| said.contains("12 companies will leave the list")), "{shown:?}");
    let asked = press(&app, ANNA, |action| matches!(action, Action::Remove(RemoveAction::Remove { .. }))).await;
    assert!(asked.iter().any(|said| said.contains("Request No. 1 waits")), "{asked:?}");
    assert_eq!(app.store.company_count().await.expect("counted"), COMPANIES, "nothing before it is confirmed");
    confirm(&app).await;
    assert_eq!(deeds(&app).await.len(), 1, "it is remembered");
    drop(app);

    let (app, words) = taken_up(dir.path()).await;
    assert!(words.iter().any(|said| said.contains("Removed from the list: 12.") || said.contains("nothing left to remove")), "{words:?}");
    assert_eq!((app.store.company_count().await.expect("counted"), deeds(&app).await), (0, vec![]));

    // They come back, then the load itself is taken back.
    say(&app, ANNA, "/admin").await;
    press(&app, ANNA, |action| *action == Action::Undo(UndoAction::History)).await;
    press(&app, ANNA, |action| matches!(action, Action::Undo(UndoAction::Ask { number }) if *number > load)).await;
    press(&app, ANNA, |action| matches!(action, Action::Undo(UndoAction::Undo { number }) if *number > load)).await;
    drop(app);
    let (app, _) = taken_up(dir.path()).await;
    assert_eq!(app.store.company_count().await.expect("counted"), COMPANIES);
    say(&app, ANNA, "/admin").await;
    press(&app, ANNA, |action| *action == Action::Undo(UndoAction::History)).await;
    press(&app, ANNA, |action| *action == Action::Undo(UndoAction::Ask { number: load })).await;
    press(&app, ANNA, |action| *action == Action::Undo(UndoAction::Undo { number: load })).await;
    confirm(&app).await;
    drop(app);
    let (app, _) = taken_up(dir.path()).await;
    assert_eq!((app.store.company_count().await.expect("counted"), deeds(&app).await), (0, vec![]));
    drop(app);
    let (_app, words) = taken_up(dir.path()).await;
    assert_eq!(words, Vec::<String>::new(), "it is done once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_named_guests_when_the_program_was_stopped_hears_that_they_have_to_be_named_again() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let app = open(dir.path()).await;
    fill(&app).await;
    say(&app, ANNA, "/admin").await;
    press(&app, ANNA, |action| *action == Action::Report(ReportAction::Which)).await;
    press(&app, ANNA, |action| *action == Action::Report(ReportAction::Delegation)).await;
    // The program is stopped before what became of them is heard.
    let named = Event::Text { text: "Завод 1".to_owned(), sender: Sender::default() };
    app.handle(ANNA, None, named, Who::new("chat:880001")).await.expect("an event is handled");
    drop(app);

    let (app, words) = taken_up(dir.path()).await;
    assert!(words.iter().any(|said| said.contains("The list of guests could not be read. Send it once more.")), "{words:?}");
    let read = say(&app, ANNA, "Завод 1").await;
    assert!(read.iter().any(|said| said.contains("In which form")), "{read:?}");
    drop(app);
    let (_app, words) = taken_up(dir.path()).await;
    assert_eq!(words, Vec::<String>::new(), "it is told once");
}
