//! Papers and reports that come into a chat, made by the whole program over a real data directory.

use std::sync::Arc;

use hamkor::app::{App, Beginning};
use hamkor::conversation::{Change, Event, Sender, Settings, Step};
use hamkor::domain::{ChatId, CompanyId, Contact, IntroductionId, Language, Reach, Region};
use hamkor::registry::{Answer, Fact, IntroductionFact, MemberFact, Side};
use hamkor::reply::{Action, Body, ButtonId, ClerkAction, Commission, File, Paper, PaperKind, Reply, ReportBody, ReportForm, Wanted, Way};
use hamkor::store::{Commit, Queued, ReplyId, Sequence, Store, Who};
use jiff::Timestamp;

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

/// Somebody of Medsoft who asked the hospital to be introduced, a colleague of theirs, and somebody of the hospital, who agreed.
const ASKER: ChatId = ChatId(990_002);
const COLLEAGUE: ChatId = ChatId(990_003);
const ANSWERER: ChatId = ChatId(990_004);
const DAY: &str = "2026-11-12T09:00:00Z";

/// Does something in a chat that needs no words.
async fn happen(app: &App, chat: ChatId, changes: Vec<Change>, facts: Vec<Fact>) {
    let (_, seen) = app.store.load(chat).await.expect("the chat is read");
    let step = Step { changes, facts, ..Step::default() };
    let at: Timestamp = DAY.parse().expect("a time");
    let commit = Commit { chat, seen, update: None, step: &step, companies: Vec::new(), at, who: Who::new("chat") };
    app.store.commit(commit).await.expect("it is written");
}

/// Somebody joins a company, with consent and a telephone.
async fn join(app: &App, chat: ChatId, company: &str, name: &str, phone: &str) {
    let contact = Contact { name: name.to_owned(), phone: phone.to_owned(), username: String::new(), by: Reach::PhoneOnly };
    let joined = MemberFact::Joined { company: CompanyId(company.to_owned()) };
    let facts = [MemberFact::Consented { version: 1, language: Language::Ru }, joined].map(Fact::Member).into();
    happen(app, chat, vec![Change::ContactGiven(Some(contact))], facts).await;
}

/// The report of partners of a company as it comes into a chat.
async fn partners(app: &App, chat: ChatId, company: &str, form: ReportForm) -> String {
    let what = Wanted::Company { company: CompanyId(company.to_owned()), name: company.to_owned() };
    let body = Body::Report(ReportBody::File { commission: Commission::new(what, form, &[Language::En]), number: None });
    let reply = Reply { way: Way::default(), language: Language::En, body, on_behalf: None, panel: 0, buttons: Vec::new() };
    let queued = Queued { id: ReplyId { entry: Sequence(1), number: 0 }, chat, reply };
    let mut message = app.render(&queued).await.expect("a report has words");
    let file = message.files.pop().expect("it comes as a file");
    String::from_utf8(file.bytes).expect("it is text")
}

#[tokio::test]
async fn a_report_of_partners_names_who_is_introduced_and_gives_the_contact_to_whom_it_was_released_alone() {
    let dir = tempfile::tempdir().expect("a directory for the test");
    let settings = Settings { owners: [(CLERK, None)].into(), ..Settings::default() };
    let opened = App::open(dir.path(), Beginning::BuiltIn, Arc::clone(&VOCABULARY), settings).await;
    let (app, _) = opened.expect("the directory opens");
    join(&app, ASKER, "L01", "Anna", "+79990001122").await;
    join(&app, COLLEAGUE, "L01", "Boris", "+79990003344").await;
    join(&app, ANSWERER, "K01", "Firuz", "+992927770001").await;
    let report = async |chat, company| partners(&app, chat, company, ReportForm::Html).await;
    assert!(!report(ASKER, "L01").await.contains("accepted on"), "nobody is introduced yet");

    let (id, language) = (IntroductionId(1), Language::Ru);
    let side = |company: &str, region| Side { company: CompanyId(company.to_owned()), region: Some(region) };
    let (from, to) = (side("L01", Region::Lipetsk), side("K01", Region::Sughd));
    let asked = IntroductionFact::Asked { id, from, to, on_behalf: false, language };
    happen(&app, ASKER, Vec::new(), vec![Fact::Introduction(asked)]).await;
    assert!(!report(ASKER, "L01").await.contains("accepted on"), "nobody has agreed yet");
    let accepted = IntroductionFact::Answered { id, answer: Answer::Accepted, on_behalf: false, language };
    happen(&app, ANSWERER, Vec::new(), vec![Fact::Introduction(accepted)]).await;

    let holds = async |chat, company, phone: &str| {
        let report = report(chat, company).await;
        assert!(report.contains("introduced, accepted on 12 November 2026"), "{company} for {chat:?}");
        report.contains(phone)
    };
    assert!(holds(ASKER, "L01", "Firuz; Phone: +992927770001; Prefers phone calls only.").await);
    assert!(holds(ANSWERER, "K01", "Anna; Phone: +79990001122; Prefers phone calls only.").await);
    // Who took no part in it sees that it was, and no more: a colleague, an officer, somebody of the other side.
    assert!(!holds(COLLEAGUE, "L01", "Firuz").await);
    assert!(!holds(CLERK, "L01", "Firuz").await);
    assert!(!holds(ANSWERER, "L01", "Phone:").await);
    for form in [ReportForm::Csv, ReportForm::Json] {
        let told = partners(&app, ASKER, "L01", form).await;
        assert!(told.contains("2026-11-12") && told.contains("+992927770001"), "{told}");
    }

    happen(&app, ANSWERER, Vec::new(), vec![Fact::Member(MemberFact::Withdrew)]).await;
    assert!(!holds(ASKER, "L01", "Firuz").await, "who has taken consent back is shown to nobody");
}
