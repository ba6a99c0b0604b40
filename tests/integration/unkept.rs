//! A disk that takes nothing, as people see it: who asks is answered, who wants something kept is told that it was not.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hamkor::app::{App, Beginning, cannot_keep};
use hamkor::conversation::{Event, Sender, Settings, UpdateId};
use hamkor::domain::{ChatId, Language, QueryId};
use hamkor::reply::{ButtonId, Message, Reply, Way};
use hamkor::store::{DiskFiles, Files, Incoming, LedgerFile, Store, Who};
use hamkor::understanding::Vocabulary;

const HOSPITAL: &str = "В Худжанде реконструируют больницу, нужно оснащение";

/// A disk that can be closed for writing.
#[derive(Clone, Default)]
struct Door {
    is_shut: Arc<AtomicBool>,
}

impl Door {
    fn ask(&self) -> io::Result<()> {
        if self.is_shut.load(Ordering::SeqCst) { Err(io::ErrorKind::ReadOnlyFilesystem.into()) } else { Ok(()) }
    }
}

impl Files for Door {
    fn append(&self, path: &Path) -> io::Result<Box<dyn LedgerFile>> {
        self.ask()?;
        Ok(Box::new(Behind { door: self.clone(), file: DiskFiles.append(path)? }))
    }
}

struct Behind {
    door: Door,
    file: Box<dyn LedgerFile>,
}

impl LedgerFile for Behind {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.door.ask()?;
        self.file.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.door.ask()?;
        self.file.sync()
    }

    fn truncate(&mut self, length: u64) -> io::Result<()> {
        self.door.ask()?;
        self.file.truncate(length)
    }
}

fn text(text: &str) -> Event {
    Event::Text { text: text.to_owned(), sender: Sender::default() }
}

fn who(chat: ChatId) -> Who {
    Who::new(format!("chat:{}", chat.0))
}

/// What is said while all is well.
async fn said(app: &App, chat: ChatId, event: &Event) -> String {
    let queued = app.handle(chat, None, event.clone(), who(chat)).await.expect("it is kept");
    let mut texts = Vec::new();
    for queued in &queued {
        texts.push(app.render(queued).await.expect("words").text);
    }
    texts.join("\n")
}

/// What is said while nothing can be kept.
async fn unkept(app: &App, chat: ChatId, update: Option<UpdateId>, event: &Event) -> Vec<(Reply, Message)> {
    let error = app.handle(chat, update, event.clone(), who(chat)).await.expect_err("nothing can be kept");
    assert!(cannot_keep(&error), "{error:#}");
    app.unkept(chat, update, event).await
}

#[tokio::test(flavor = "multi_thread")]
async fn while_nothing_can_be_kept_questions_are_answered_and_wishes_refused_in_the_persons_language() {
    let dir = tempfile::tempdir().expect("a directory");
    let door = Door::default();
    let vocabulary = Arc::new(Vocabulary::built_in());
    let settings = Settings { owners: [(ChatId(4), None)].into(), ..Settings::default() };
    let opened = App::open_with(dir.path(), Beginning::BuiltIn, std::future::ready(Ok(vocabulary)), settings, Arc::new(door.clone())).await;
    let app = opened.expect("it opens").0;
    let (russian, tajik, stranger, keeper) = (ChatId(1), ChatId(2), ChatId(3), ChatId(4));
    let answer = said(&app, russian, &text(HOSPITAL)).await;
    assert!(answer.contains("\n1. Медсофт"), "{answer}");
    said(&app, tajik, &text("/language tg")).await;
    said(&app, keeper, &text("/language ru")).await;
    let help = said(&app, tajik, &text("/help")).await;
    let button = app.store.load(russian).await.expect("read").0.panels.back().map(|panel| ButtonId { panel: panel.number, number: 0 });
    let received = UpdateId(70);
    let incoming = Incoming { update: received, chat: russian, json: b"{}".to_vec() };
    app.receive(vec![incoming.clone()]).await.expect("received");
    let before = [app.store.load(russian).await, app.store.load(tajik).await].map(|read| read.expect("read"));

    door.is_shut.store(true, Ordering::SeqCst);
    // Who asks is answered as ever, with nothing to press; somebody new too, in the language of the question.
    for (chat, asked, expected) in [(russian, HOSPITAL, &answer), (tajik, "/help", &help), (stranger, HOSPITAL, &answer)] {
        let said = unkept(&app, chat, None, &text(asked)).await;
        assert_eq!(said.iter().map(|(_, message)| &message.text).collect::<Vec<_>>(), [expected]);
        assert!(said[0].1.rows.is_empty());
    }
    // What asks to be kept is not done, and that is said.
    let cannot = |language| match language {
        Language::Ru => "Сейчас я не могу ничего записать",
        Language::Tg => "Ҳоло чизе сабт карда наметавонам",
        Language::En => "I cannot save anything at the moment",
    };
    let english = Event::Text { text: "/city khujand".into(), sender: Sender { phone: Some(Language::En), ..Sender::default() } };
    for (chat, event, language) in [
        (russian, text("/city khujand"), Language::Ru),
        (tajik, text("/city khujand"), Language::Tg),
        (stranger, english, Language::En),
        (tajik, text("/company"), Language::Tg),
        // Questions that could not be answered: nothing is there to be pressed.
        (russian, text("/city"), Language::Ru),
        (tajik, text("/language"), Language::Tg),
        (keeper, text("/admin"), Language::Ru),
        (keeper, text("/export"), Language::Ru),
    ] {
        let said = unkept(&app, chat, Some(received).filter(|_| chat == russian), &event).await;
        assert_eq!(said.len(), 1);
        assert!(said[0].1.text.starts_with(cannot(language)), "{event:?}: {}", said[0].1.text);
    }
    // A press is acknowledged.
    let press = Event::Pressed { button, message: None, query: Some(QueryId("q".into())), sender: Sender::default() };
    let toasts = unkept(&app, russian, None, &press).await;
    assert_eq!(toasts.iter().filter(|(reply, _)| matches!(reply.way, Way::Toast(_))).count(), 1);
    assert!(app.tick().await.is_err(), "what was given up is still in the inbox");
    let after = [app.store.load(russian).await, app.store.load(tajik).await].map(|read| read.expect("read"));
    assert_eq!(after, before);
    assert_eq!(app.store.load(stranger).await.expect("read"), Default::default());

    door.is_shut.store(false, Ordering::SeqCst);
    app.tick().await.expect("all is well again");
    assert_eq!(app.inbox().await.expect("read"), [], "what was refused is not done later");
    app.receive(vec![incoming]).await.expect("received");
    assert_eq!(app.inbox().await.expect("read"), [], "nor when it is delivered again");
    assert!(said(&app, russian, &text("/city khujand")).await.contains("Худжанд"));
    assert_eq!(said(&app, stranger, &text(HOSPITAL)).await, answer);
}
