//! The stores: one contract for all, and what the store on disk survives.

mod backup;
mod compact;
mod contract;
mod crash;
mod damage;
mod faults;
mod harm;
mod model;
mod removal;
mod replace;
mod rest;
mod verify;

use std::path::Path;

use hamkor::conversation::{Asked, Change, Step, UpdateId};
use hamkor::domain::{ChatId, Company, CompanyId, Language};
use hamkor::registry::{Fact, MemberFact};
use hamkor::reply::{Action, Body, Reply, Way};
use hamkor::store::{
    Commit, Committed, Counts, Incoming, Load, LoadHead, Loaded, Notice, PutCompany, SledStore, Store, StoreError, Version, Who,
};
use jiff::Timestamp;

/// The store in a directory, and what its opening said.
fn open(dir: &Path) -> (SledStore, Vec<Notice>) {
    SledStore::open(dir).expect("the store opens")
}

/// Opens the store and expects that nothing had to be put right.
fn open_quietly(dir: &Path) -> SledStore {
    let (store, notices) = open(dir);
    assert_eq!(notices, []);
    store
}

/// Runs a test's future.
fn run<R>(future: impl Future<Output = R>) -> R {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

fn now() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

fn clerk() -> Who {
    Who::new("clerk:7")
}

/// A step that asks for a text and answers it with one reply, which names the text too.
fn step(text: &str) -> Step {
    let asked = Change::Asked(Asked { text: text.to_owned(), shown: 5, ..Asked::default() });
    let answered = Change::Answered { language: Language::Tg, buttons: vec![Action::Help] };
    Step { changes: vec![asked, answered], replies: vec![reply(text)], ..Step::default() }
}

fn reply(text: &str) -> Reply {
    let body = Body::UnknownCommand { command: text.to_owned(), moderator: false };
    Reply { way: Way::New, language: Language::Tg, body, on_behalf: None, panel: 0, buttons: vec![] }
}

/// What a reply made by [`step`] answers.
fn said(reply: &Reply) -> &str {
    match &reply.body {
        Body::UnknownCommand { command, .. } => command,
        body => panic!("unexpected {body:?}"),
    }
}

/// The version after a commit; `None`: the update had been done before.
async fn commit(store: &impl Store, chat: i64, seen: u64, update: Option<i64>, text: &str) -> Result<Option<Version>, StoreError> {
    commit_step(store, (chat, seen, update, now()), &step(text), vec![]).await
}

/// The same of any step: chat, version seen, update and time come first.
async fn commit_step(
    store: &impl Store,
    (chat, seen, update, at): (i64, u64, Option<i64>, Timestamp),
    step: &Step,
    companies: Vec<PutCompany>,
) -> Result<Option<Version>, StoreError> {
    let (chat, seen, update) = (ChatId(chat), Version(seen), update.map(UpdateId));
    Ok(match store.commit(Commit { chat, seen, update, step, companies, at, who: clerk() }).await? {
        Committed::Done { version, .. } => Some(version),
        Committed::Repeated => None,
    })
}

/// A step that records facts: the chat stands for one company after the other.
fn joining(text: &str, companies: &[&str]) -> Step {
    Step { facts: companies.iter().map(|company| joined(company)).collect(), ..step(text) }
}

fn joined(company: &str) -> Fact {
    Fact::Member(MemberFact::Joined { company: CompanyId(company.to_owned()) })
}

/// Chats and facts in the store's order.
async fn facts(store: &impl Store) -> Vec<(i64, Fact)> {
    let facts = store.facts().await.expect("the facts are read");
    facts.into_iter().map(|recorded| (recorded.chat.0, recorded.fact)).collect()
}

/// An update of a chat, with some text in it.
fn incoming(update: i64, chat: i64, text: &str) -> Incoming {
    Incoming { update: UpdateId(update), chat: ChatId(chat), json: text.as_bytes().to_vec() }
}

/// Updates, chats and texts of the inbox.
async fn inbox(store: &impl Store) -> Vec<(i64, i64, String)> {
    let inbox = store.inbox().await.expect("the inbox is read");
    inbox.into_iter().map(|incoming| (incoming.update.0, incoming.chat.0, String::from_utf8(incoming.json).expect("text"))).collect()
}

/// The text that a chat asked for last, and its version.
async fn asked(store: &impl Store, chat: i64) -> (Option<String>, u64) {
    let (state, version) = store.load(ChatId(chat)).await.expect("the chat is read");
    (state.request.map(|asked| asked.text), version.0)
}

async fn outbox(store: &impl Store) -> Vec<String> {
    store.outbox(None).await.expect("the outbox is read").iter().map(|queued| said(&queued.reply).to_owned()).collect()
}

/// A company; `tax_id` and name key follow its number, the offer is free.
fn row(number: u64, offer: &str) -> PutCompany {
    let company = Company {
        id: format!("C{number:07}"),
        name: format!("Ширкати {number}"),
        city: "Хуҷанд".into(),
        offers: vec![offer.to_owned()],
        tax_id: format!("{:09}", number),
        ..Company::default()
    };
    PutCompany { name_key: format!("ширкати {number}|хучанд"), company }
}

async fn load(store: &impl Store, rows: Vec<PutCompany>) -> Result<Loaded, StoreError> {
    let counts = Counts { read: rows.len() as u64, new: rows.len() as u64, ..Counts::default() };
    let mut load = store.begin_load(LoadHead { file: "list.csv".into(), lasting: false, removes: false, at: now(), who: clerk() }).await?;
    load.put(rows).await?;
    load.commit(counts).await
}

/// Ids and first offers of all companies, in order.
async fn directory(store: &impl Store) -> Vec<(String, String)> {
    let companies = store.companies(None, usize::MAX).await.expect("the companies are read");
    let count = store.company_count().await.expect("the count is read");
    assert_eq!(companies.len() as u64, count);
    companies.into_iter().map(|company| (company.id, company.offers.concat())).collect()
}
