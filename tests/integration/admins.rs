//! What admins do with the list, over a real data directory: in whose name it stands in the ledger, and who hears what came of it.

use std::path::Path;
use std::sync::Arc;

use hamkor::app::{App, Beginning};
use hamkor::conversation::{Document, Event, Origin, Sender, Settings};
use hamkor::domain::{ChatId, Language, Region};
use hamkor::registry::{AskedFor, Effect, Fact, ProposalFact, Proposed};
use hamkor::reply::{Action, ButtonId, LoadAction, ProposalAction};
use hamkor::store::{Deed, Listed, Store, Who};

use crate::lists::OneList;
use crate::town::VOCABULARY;

const FIRST: ChatId = ChatId(990_001);
const SECOND: ChatId = ChatId(990_002);
const ROWS: u64 = 12;

async fn open(data: &Path, side: Option<Region>) -> App {
    let settings = Settings { owners: [(FIRST, side), (SECOND, None)].into(), ..Settings::default() };
    let (app, _) = App::open(data, Beginning::Empty, Arc::clone(&VOCABULARY), settings).await.expect("the directory opens");
    app.fetch_by(Arc::new(OneList { rows: ROWS as usize }));
    app
}

fn sender() -> Sender {
    Sender { language: Some(Language::En), ..Sender::default() }
}

/// An event of that chat, and all that comes of it.
async fn happen(app: &App, chat: ChatId, event: Event) {
    app.handle(chat, None, event, Who::new(format!("chat:{}", chat.0))).await.expect("an event is handled");
    app.settle().await.expect("it ends");
    app.tick().await.expect("what is due is told");
}

/// Presses the newest button that is like that.
async fn press(app: &App, chat: ChatId, is_meant: impl Fn(&Action) -> bool) {
    let (state, _) = app.store.load(chat).await.expect("the chat is read");
    let panels = state.panels.iter().rev();
    let mut buttons = panels.flat_map(|panel| (0..).zip(&panel.buttons).map(|(number, action)| (panel.number, number, action)));
    let (panel, number, _) = buttons.find(|(.., action)| is_meant(action)).expect("there is such a button");
    let button = Some(ButtonId { panel, number });
    happen(app, chat, Event::Pressed { button, message: None, query: None, sender: sender() }).await;
}

/// What a chat was told, last.
async fn told(app: &App, chat: ChatId) -> String {
    let unsent = app.unsent(chat).await.expect("the outbox is read");
    app.render(unsent.last().expect("it was told something")).await.expect("it has words").text
}

fn last(app: &App, is_meant: impl Fn(&Listed) -> bool) -> Listed {
    let mut listed = app.store.history(None, Some(1), is_meant).expect("the ledger is read");
    listed.next().expect("there is such an entry").expect("it is whole")
}

#[tokio::test]
async fn samples_are_loaded_in_the_name_of_the_chat_and_only_for_its_side() {
    let dir = tempfile::tempdir().expect("a directory for the test");
    let app = open(dir.path(), Some(Region::Lipetsk)).await;
    happen(&app, FIRST, Event::Text { text: "/samples".to_owned(), sender: sender() }).await;
    let load = last(&app, |listed| matches!(listed.deed, Deed::Load { .. }));
    assert_eq!(load.who, Who::new("chat:990001"));
    let companies = app.store.companies(None, usize::MAX).await.expect("the list is read");
    assert!(companies.len() > 50);
    for company in companies {
        assert_ne!(VOCABULARY.region_of(&company.city), Some(Region::Sughd), "{} is the other chamber's", company.name);
    }
}

#[tokio::test]
async fn what_a_second_admin_confirms_is_told_to_the_first_and_recorded_with_both() {
    let dir = tempfile::tempdir().expect("a directory for the test");
    let app = open(dir.path(), None).await;
    let document = Document { name: "list.csv".to_owned(), origin: Origin::Messenger("f".to_owned()) };
    happen(&app, FIRST, Event::Document { document, caption: String::new(), sender: sender() }).await;
    press(&app, FIRST, |action| matches!(action, Action::Load(LoadAction::Load { .. }))).await;
    press(&app, FIRST, |action| matches!(action, Action::Load(LoadAction::AskUndo { .. }))).await;
    press(&app, FIRST, |action| matches!(action, Action::Load(LoadAction::Undo { .. }))).await;
    press(&app, SECOND, |action| matches!(action, Action::Proposal(ProposalAction::Confirm { .. }))).await;

    assert_eq!(app.store.company_count().await.expect("counted"), 0);
    let words = told(&app, FIRST).await;
    assert!(words.contains("Request No. 1 is done; id 990002 confirmed it.") && words.contains("12 removed"), "{words}");
    let is_done = |fact: &Fact| matches!(fact, Fact::Proposal(ProposalFact::Done { .. }));
    let entry = last(&app, |listed| matches!(&listed.deed, Deed::Step { facts, .. } if facts.iter().any(is_done)));
    let Deed::Step { facts, .. } = entry.deed else { unreachable!("it is a step") };
    let done = facts.into_iter().find(is_done).expect("it is recorded");
    let Fact::Proposal(ProposalFact::Done { asked, what, effect }) = done else { unreachable!("it is that") };
    assert_eq!(asked, Some(AskedFor { number: 1, by: Some(FIRST), confirmed_by: SECOND }));
    assert!(matches!(what, Proposed::UndoLoad { companies: ROWS, .. }), "{what:?}");
    assert_eq!(effect, Effect::TakenBack { removed: ROWS, restored: 0, kept: 0 });
}
