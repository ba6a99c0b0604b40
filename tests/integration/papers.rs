//! Papers that a clerk is sent into the chat, made by the whole program over a real data directory.

use std::sync::Arc;

use hamkor::app::{App, Beginning};
use hamkor::conversation::{Event, Sender, Settings};
use hamkor::domain::ChatId;
use hamkor::reply::{Action, ButtonId, ClerkAction, File, Paper, PaperKind};
use hamkor::store::{Store, Who};

use crate::town::VOCABULARY;

const CLERK: ChatId = ChatId(990_001);

/// What the clerk is sent by an event.
async fn files(app: &App, event: Event) -> Vec<File> {
    let replies = app.handle(CLERK, None, event, Who::new("chat:990001")).await.expect("an event is handled");
    let mut files = Vec::new();
    for queued in &replies {
        files.extend(app.render(queued).await.expect("a reply has words").files);
    }
    files
}

/// Presses the newest button that is like that.
async fn press(app: &App, is_meant: impl Fn(&ClerkAction) -> bool) -> Vec<File> {
    let (state, _) = app.store.load(CLERK).await.expect("the chat is read");
    let panels = state.panels.iter().rev();
    let mut buttons = panels.flat_map(|panel| (0..).zip(&panel.buttons).map(|(number, action)| (panel.number, number, action)));
    let meant = |action: &Action| matches!(action, Action::Clerk(action) if is_meant(action));
    let (panel, number, _) = buttons.find(|(.., action)| meant(action)).expect("there is such a button");
    let button = Some(ButtonId { panel, number });
    files(app, Event::Pressed { button, message: None, query: None, sender: Sender::default() }).await
}

#[tokio::test]
async fn the_consent_form_and_the_slip_of_a_company_come_into_the_chat_as_pdf() {
    let dir = tempfile::tempdir().expect("a directory for the test");
    let settings = Settings { owners: [(CLERK, None)].into(), ..Settings::default() };
    let opened = App::open(dir.path(), Beginning::BuiltIn, Arc::clone(&VOCABULARY), settings).await;
    let (app, _) = opened.expect("the directory opens");
    files(&app, Event::Text { text: "/start c_L01".to_owned(), sender: Sender::default() }).await;
    press(&app, |action| matches!(action, ClerkAction::Act { .. })).await;
    let consent = press(&app, |action| matches!(action, ClerkAction::Paper(_))).await;
    press(&app, |action| matches!(action, ClerkAction::SignedToday { .. })).await;
    let slip = press(&app, |action| matches!(action, ClerkAction::Paper(Paper { kind: PaperKind::Slip, .. }))).await;
    for (files, name) in [(consent, "hamkor-consent-L01.pdf"), (slip, "hamkor-slip-L01.pdf")] {
        let [file] = files.as_slice() else { panic!("one file: {files:?}") };
        assert_eq!(file.name, name);
        assert!(file.bytes.starts_with(b"%PDF-") && file.bytes.len() > 10_000, "{name} holds {} bytes", file.bytes.len());
    }
}
