//! What people tell of themselves, in a real data directory: sealed from the first moment, and gone when they are forgotten.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hamkor::app::{App, Beginning};
use hamkor::conversation::{Event, Sender, Settings};
use hamkor::domain::{ChatId, Reach};
use hamkor::registry::{Fact, TaskFact};
use hamkor::reply::{Action, ButtonId, CompanyAction, PrivacyAction, TaskAction};
use hamkor::store::{Store, Who};

use crate::town::VOCABULARY;

const PERSON: ChatId = ChatId(770_001);
const CLERK: ChatId = ChatId(770_002);
const PHONE: &str = "+79995550123";
const NAME: &str = "Зухра Каримова";
const USERNAME: &str = "zuhra_k_770";
/// Words that nobody else uses: of a request, of an application, of a feedback to come.
const WORDS: [&str; 2] = ["фиолетовые самовары", "лунные подшипники"];
/// Words of a request that finds nobody, which are counted.
const LACKED: [&str; 2] = ["квазискорпионова", "псевдокракозябрия"];

struct Person<'a> {
    app: &'a App,
    chat: ChatId,
}

impl Person<'_> {
    fn sender(&self) -> Sender {
        Sender { name: NAME.to_owned(), username: USERNAME.to_owned(), ..Sender::default() }
    }

    async fn event(&self, event: Event) {
        self.app.handle(self.chat, None, event, Who::new(format!("chat:{}", self.chat.0))).await.expect("an event is handled");
    }

    async fn say(&self, text: &str) {
        self.event(Event::Text { text: text.to_owned(), sender: self.sender() }).await;
    }

    /// Presses the newest button that is like that.
    async fn press(&self, is_meant: impl Fn(&Action) -> bool) {
        let (state, _) = self.app.store.load(self.chat).await.expect("the chat is read");
        let panels = state.panels.iter().rev();
        let mut buttons = panels.flat_map(|panel| (0..).zip(&panel.buttons).map(|(number, action)| (panel.number, number, action)));
        let (panel, number, _) = buttons.find(|(.., action)| is_meant(action)).expect("there is such a button");
        let button = Some(ButtonId { panel, number });
        self.event(Event::Pressed { button, message: None, query: None, sender: self.sender() }).await;
    }

    async fn press_company(&self, wanted: CompanyAction) {
        self.press(|action| matches!(action, Action::Company(action) if *action == wanted)).await;
    }
}

async fn open(data: &Path) -> App {
    let settings = Settings { owners: [(CLERK, None)].into(), ..Settings::default() };
    App::open(data, Beginning::BuiltIn, Arc::clone(&VOCABULARY), settings).await.expect("the directory opens").0
}

/// The files below a directory in which the words stand as they are.
fn files_with(dir: &Path, words: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(dir).expect("a directory is listed") {
        let path = entry.expect("an entry is read").path();
        if path.is_dir() {
            files_with(&path, words, found);
        } else if fs::read(&path).is_ok_and(|bytes| bytes.windows(words.len()).any(|window| window == words.as_bytes())) {
            found.push(path.display().to_string());
        }
    }
}

fn assert_nowhere(data: &Path, when: &str) {
    for words in [&PHONE[2..], "Зухра", USERNAME].into_iter().chain(WORDS).chain(LACKED) {
        let mut found = Vec::new();
        files_with(data, words, &mut found);
        assert!(found.is_empty(), "{when}: {words:?} lies in clear in {found:?}");
    }
}

/// Whether the words that found nobody are known to the statistics.
async fn is_counted(app: &App) -> bool {
    let facts = app.store.facts().await.expect("the facts are read");
    let is_lacking = |fact: &Fact| matches!(fact, Fact::Task(TaskFact::Lacked { words }) if words.iter().any(|word| word == LACKED[0]));
    facts.iter().any(|recorded| is_lacking(&recorded.fact))
}

#[tokio::test]
async fn what_a_person_tells_never_lies_in_clear_and_is_gone_once_they_are_forgotten() {
    let dir = tempfile::tempdir().expect("a directory for the test");
    let data = dir.path();
    let app = open(data).await;
    let person = Person { app: &app, chat: PERSON };

    person.say(WORDS[0]).await;
    person.press(|action| matches!(action, Action::Task(TaskAction::Ask { .. }))).await;
    person.say(&format!("ищу {}", LACKED.join(" "))).await;
    assert!(is_counted(&app).await, "the chamber counts what is lacking");
    person.say("/company").await;
    person.say("Медсофт").await;
    person.press(|action| matches!(action, Action::Company(CompanyAction::ThatIsMe(_)))).await;
    person.press_company(CompanyAction::Agree).await;
    person.event(Event::Contact { phone: PHONE.to_owned(), name: NAME.to_owned(), own: true, sender: person.sender() }).await;
    person.say(WORDS[1]).await;
    person.say("/skip").await;
    person.press_company(CompanyAction::Reach(Reach::PhoneAndTelegram)).await;
    person.press_company(CompanyAction::Publish).await;

    let (state, _) = app.store.load(PERSON).await.expect("the chat is read");
    let contact = state.personal.contact.expect("the contact is kept");
    assert_eq!((contact.name.as_str(), contact.phone.as_str(), contact.username.as_str()), (NAME, PHONE, USERNAME));
    let waiting = app.unsent(CLERK).await.expect("the outbox is read");
    let seen = app.render(waiting.last().expect("the clerk is told")).await.expect("it is put into words").text;
    assert!(seen.contains(PHONE) && seen.contains(WORDS[1]), "the clerk sees who asks and what for: {seen}");
    let task = app.render(waiting.first().expect("the clerk is told")).await.expect("it is put into words").text;
    assert!(task.contains(WORDS[0]), "the clerk sees what the chamber is asked for: {task}");
    assert_nowhere(data, "before forgetting");

    person.say("/forget").await;
    let asked = Instant::now();
    person.press(|action| matches!(action, Action::Privacy(PrivacyAction::ReallyForget))).await;
    assert!(asked.elapsed() < Duration::from_secs(1), "forgetting took {:?}", asked.elapsed());
    let (state, _) = app.store.load(PERSON).await.expect("the chat is read");
    assert_eq!((state.request, state.personal), (None, Default::default()));
    let unsent = app.unsent(PERSON).await.expect("the outbox is read");
    assert_eq!(unsent.len(), 1, "only the receipt waits");
    let seen = app.render(waiting.last().expect("the clerk is told")).await.expect("it is put into words").text;
    assert!(!seen.contains(PHONE) && !seen.contains(WORDS[1]), "the clerk sees nothing any more: {seen}");
    let task = app.render(waiting.first().expect("the clerk is told")).await.expect("it is put into words").text;
    assert!(!task.contains(WORDS[0]), "the clerk sees nothing any more: {task}");
    assert_nowhere(data, "after forgetting");
    assert!(!is_counted(&app).await, "the words are gone with the key");
    drop(app);

    // The ledger still holds the sealed lines; without the key no rebuilding opens them.
    fs::remove_dir_all(data.join("store")).expect("the view is thrown away");
    let app = open(data).await;
    let (state, _) = app.store.load(PERSON).await.expect("the chat is read");
    assert_eq!((state.request, state.form, state.personal), (None, None, Default::default()));
    assert_nowhere(data, "after rebuilding");
}
