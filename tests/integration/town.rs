//! A town of people who talk with Hamkor, in memory: chats, the registry, the list of companies and the clock of a program that never
//! touches a disk. All goes through the pure core: `understand`, `find`, `step`, `render`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use hamkor::app::{BuiltIn, CompanyFilter, as_indexed, duplicates, with_counts};
use hamkor::conversation::{
    Change, Directory, Document, Event, ListWork, Order, Origin, ReportNews, Sender, Settings, State, Step, World, step,
};
use hamkor::domain::{ChatId, Company, CompanyId, Contact, Language, ListingId, MessageId, QueryId, Reach, Region};
use hamkor::matching::{Index, Reader, Schema};
use hamkor::registry::{Entry, Fact, ListingFact, MemberFact, Recorded, Registry, Selection};
use hamkor::reply::{ButtonId, Criterion, Found, Known, MESSAGE_CHARACTERS, Message, Press, Reply, Way, render};
use hamkor::understanding::Vocabulary;
use jiff::{SignedDuration, Timestamp};

use crate::deeds::Deeds;
use crate::lists::Lists;

/// Everything that steps are made in.
pub(crate) struct Town {
    chats: BTreeMap<ChatId, State>,
    pub(crate) registry: Registry,
    settings: Settings,
    companies: Companies,
    index: Index,
    /// The listings that are in the index.
    indexed: BTreeSet<ListingId>,
    /// The companies that are hidden and therefore not in it.
    hidden: BTreeSet<CompanyId>,
    pub(crate) now: Timestamp,
    /// Said and not yet read, by chat.
    unread: BTreeMap<ChatId, Vec<Said>>,
    /// The last messages of each chat that have buttons.
    panels: BTreeMap<ChatId, Vec<(u64, Message)>>,
    queries: u64,
    messages: i64,
    /// Whether people write in a messenger, where a number that is typed presses no button.
    pub(crate) messenger: bool,
    recorded: Vec<Recorded>,
    deeds: Deeds,
    lists: Lists,
}

/// A reply in words.
#[derive(Clone)]
pub(crate) struct Said {
    pub(crate) reply: Reply,
    pub(crate) message: Message,
}

impl Town {
    pub(crate) fn new() -> Town {
        let settings = Settings { owners: [(ChatId::TERMINAL, None)].into(), bot: "hamkor_bot".into() };
        let mut registry = Registry::default();
        registry.members.set_owners(&settings.owners);
        Town {
            chats: BTreeMap::new(),
            registry,
            settings,
            companies: Companies(listed(&[BuiltIn::Companies]), BTreeMap::new()),
            index: BUILT_IN.clone(),
            indexed: BTreeSet::new(),
            hidden: BTreeSet::new(),
            now: "2026-11-27T10:00:00+03:00".parse().expect("a time"),
            unread: BTreeMap::new(),
            panels: BTreeMap::new(),
            queries: 0,
            messages: 0,
            messenger: false,
            recorded: Vec::new(),
            deeds: Deeds::default(),
            lists: Lists::default(),
        }
    }

    pub(crate) fn load_samples(&mut self) -> usize {
        let before = self.companies.0.len();
        self.companies.0.extend(listed(&[BuiltIn::Samples]));
        self.index = WITH_SAMPLES.clone();
        self.indexed.clear();
        self.index_listings(false);
        self.has_grown();
        self.companies.0.len() - before
    }

    /// The side for which alone the person keeps the list.
    fn side_of(&self, chat: ChatId) -> Option<Region> {
        self.registry.members.staff.post(chat).and_then(|post| post.side)
    }

    pub(crate) fn add_owner(&mut self, chat: ChatId, side: Option<Region>) {
        self.settings.owners.insert(chat, side);
        self.registry.members.set_owners(&self.settings.owners);
    }

    /// Sets what a chat has chosen, without a word.
    pub(crate) fn set(&mut self, chat: ChatId, change: &Change) {
        self.chats.entry(chat).or_default().apply(change);
    }

    /// Makes a person speak for a company, with consent and a telephone.
    pub(crate) fn make_member(&mut self, chat: ChatId, name: &str, company: &str, phone: &str) {
        let id = CompanyId(company.to_owned());
        assert!(self.companies.company(&id).is_some(), "there is no company {company}");
        let contact = Contact { name: name.to_owned(), phone: phone.to_owned(), username: String::new(), by: Reach::PhoneOnly };
        self.set(chat, &Change::ContactGiven(Some(contact)));
        for fact in [MemberFact::Consented { version: 1, language: Language::Ru }, MemberFact::Joined { company: id }] {
            self.registry.apply(&Recorded { at: self.now, chat, fact: Fact::Member(fact) });
        }
    }

    pub(crate) fn state(&self, chat: ChatId) -> State {
        self.chats.get(&chat).cloned().unwrap_or_default()
    }

    /// An event in a chat, and all that follows from it; what was said waits in [`Town::read`].
    pub(crate) fn happen(&mut self, chat: ChatId, event: &Event) -> Step {
        let step = self.step(chat, event);
        self.keep(chat, &step);
        for order in &step.orders {
            let done = match order {
                Order::LoadSamples => Event::SamplesLoaded { companies: self.load_samples() },
                Order::Count { message } => Event::Counted { message: *message, census: hamkor::matching::census(&self.index).ok() },
                Order::Copy => Event::Copied { facts: self.recorded.iter().filter(|recorded| recorded.chat == chat).cloned().collect() },
                Order::List { list, work } => {
                    match self.lists.work((chat, self.now, self.side_of(chat)), *list, work, &mut self.companies.0) {
                        Some(done) => done,
                        None => continue,
                    }
                }
                Order::Guests { number, guests } => {
                    let list: Vec<Company> = self.companies.0.values().cloned().collect();
                    Event::Guests { number: *number, news: self.lists.guests(guests, &list, &self.companies, &self.index) }
                }
                Order::Report { number, message, .. } => {
                    let progress = Event::Report { number: *number, message: *message, news: ReportNews::Progress { percent: 40 } };
                    self.happen(chat, &progress);
                    Event::Report { number: *number, message: *message, news: ReportNews::Made }
                }
                Order::Undo { load, message } => self.lists.undo(*load, *message, &mut self.companies.0),
                Order::History { message } => Event::History { message: *message, entries: Some(self.history()) },
                Order::Recall { number, sure, message } => {
                    let entry = self.history().into_iter().find(|entry| entry.number == *number);
                    let entry = entry.map(|entry| Box::new(self.lists.with_effect(entry)));
                    Event::Recalled { number: *number, sure: *sure, message: *message, entry }
                }
                Order::Duplicates { message } => {
                    let pairs = Some(duplicates(self.companies.0.values(), &VOCABULARY));
                    Event::Duplicates { message: *message, pairs }
                }
                Order::Choose { of, message } => {
                    let found = self.chosen(of).map(|companies| self.found(of, &companies));
                    Event::Chosen { of: of.clone(), message: *message, found: Some(found) }
                }
                Order::Remove { of, message } => {
                    let in_use = self.registry.in_use(self.now);
                    let removed = self.chosen(of).ok().map(|mut companies| {
                        companies.retain(|company| !in_use.contains(&company.company_id()));
                        self.lists.remove((chat, self.now), of, &companies, &mut self.companies.0)
                    });
                    Event::Removed { of: of.clone(), message: *message, removed }
                }
                Order::Snapshots { message } => {
                    Event::Snapshots { message: *message, days: vec!["2026-11-26".to_owned(), "2026-11-25".to_owned()] }
                }
                Order::Restore { snapshot } => Event::RestoreOrdered { snapshot: snapshot.clone(), ordered: true },
            };
            if matches!(order, Order::List { work: ListWork::Load { .. }, .. } | Order::Undo { .. } | Order::Remove { .. }) {
                self.has_grown();
                self.index_listings(true);
            }
            self.happen(chat, &done);
        }
        self.tick();
        step
    }

    /// Time passes, a day or less at a time, and what becomes due is done.
    pub(crate) fn wait(&mut self, hours: i64) {
        let mut left = hours;
        while left > 0 {
            let passed = left.min(1);
            self.now = self.now.checked_add(SignedDuration::from_hours(passed)).expect("not the end of time");
            left -= passed;
            self.index_listings(false);
            self.tick();
        }
    }

    fn tick(&mut self) {
        let forgetting: Vec<ChatId> = self.registry.forgetting().collect();
        for chat in forgetting {
            let state = self.chats.remove(&chat).unwrap_or_default();
            self.unread.remove(&chat);
            self.registry.apply(&Recorded { at: self.now, chat, fact: Fact::Forgotten });
            let language = state.language.or(state.spoken).unwrap_or_default();
            let step = self.step(chat, &Event::Forgotten { language });
            self.keep(chat, &step);
        }
        for round in 0.. {
            let due = self.registry.due(self.now);
            if due.is_empty() {
                break;
            }
            assert!(round < 100, "notices are due for ever: {due:?}");
            for (chat, notice) in due {
                let step = self.step(chat, &Event::Due(notice));
                self.keep(chat, &step);
            }
        }
    }

    fn step(&self, chat: ChatId, event: &Event) -> Step {
        let world = World {
            index: &self.index,
            directory: &self.companies,
            registry: &self.registry,
            settings: &self.settings,
            now: self.now,
            // As chance would, it never comes twice: an invitation is recorded.
            salt: 0x5eed_0000 + u128::from(self.queries) + ((self.recorded.len() as u128) << 64),
        };
        let (state, unknown) = (self.chats.get(&chat), State::default());
        let once = || step(chat, state.unwrap_or(&unknown), event, world).expect("an index in memory is read");
        let first = once();
        assert_eq!(first, once(), "the same input gave another step: {event:?}");
        first
    }

    fn keep(&mut self, chat: ChatId, step: &Step) {
        let state = self.chats.entry(chat).or_default();
        step.changes.iter().for_each(|change| state.apply(change));
        for fact in &step.facts {
            let recorded = Recorded { at: self.now, chat, fact: fact.clone() };
            self.registry.apply(&recorded);
            self.recorded.push(recorded);
        }
        if step.directory.len() + step.facts.len() > 0 {
            self.deeds.note(self.now, chat, step, &mut self.companies);
        }
        if !step.directory.is_empty() || !step.facts.is_empty() {
            self.index_again(step);
        }
        for reply in &step.replies {
            let said = self.said(chat, reply);
            if reply.panel > 0 {
                self.panels.entry(chat).or_default().push((reply.panel, said.message.clone()));
            }
            self.unread.entry(chat).or_default().push(said);
        }
    }

    /// The companies that are meant and may be removed, by what their records tell.
    fn chosen(&self, of: &Selection) -> Result<Vec<Company>, Criterion> {
        let filter = CompanyFilter::of_rows(of, None, &VOCABULARY)?;
        Ok(self.companies.0.values().filter(|company| filter.passes(company)).cloned().collect())
    }

    fn found(&self, of: &Selection, companies: &[Company]) -> Found {
        let in_use = self.registry.in_use(self.now);
        let (used, free): (Vec<_>, Vec<_>) = companies.iter().partition(|company| in_use.contains(&company.company_id()));
        let first = free.iter().take(3).map(|company| company.name.clone()).collect();
        let of = Selection { as_of: Some(0), ..of.clone() };
        Found { of, companies: free.len() as u64, first, in_use: used.len() as u64 }
    }

    /// What was done that may be taken back, newest first.
    fn history(&self) -> Vec<Entry> {
        let mut all: Vec<Entry> = self.deeds.entries(&self.companies).chain(self.lists.loads()).collect();
        all.sort_by_key(|entry| (entry.at, entry.number));
        all.reverse();
        all
    }

    /// The index after a step, as the program would have it: nothing to do for most.
    fn index_again(&mut self, step: &Step) {
        let has_grown = !step.directory.is_empty();
        if has_grown {
            self.has_grown();
        }
        if has_grown || step.facts.iter().any(|fact| matches!(fact, Fact::Listing(_) | Fact::Mark(_))) {
            self.index_listings(has_grown);
        }
    }

    /// The list of companies has grown: those who wait for that are looked after.
    fn has_grown(&mut self) {
        if self.registry.listings.is_awaited() {
            self.registry.apply(&Recorded { at: self.now, chat: ChatId::TERMINAL, fact: Fact::Listing(ListingFact::Grew) });
        }
    }

    /// The index at this time: listings begin and end.
    fn index_listings(&mut self, anyway: bool) {
        let listings = &self.registry.listings;
        let open: BTreeSet<ListingId> =
            listings.companies().flat_map(|company| listings.public(company, self.now)).map(|listing| listing.id).collect();
        let hidden: BTreeSet<CompanyId> =
            self.registry.marks.once_hidden().filter(|id| self.registry.marks.is_hidden(id)).cloned().collect();
        if anyway || open != self.indexed || hidden != self.hidden {
            self.hidden = hidden;
            let shown = |company: &Company| as_indexed(company.clone(), listings, &self.registry.marks, self.now);
            let companies: Vec<Company> = self.companies.0.values().filter_map(shown).collect();
            self.index = index(companies.iter());
            self.indexed = open;
        }
    }

    /// A reply in words. It must fit into a message in whatever language.
    fn said(&self, chat: ChatId, reply: &Reply) -> Said {
        let mut known = Known::new();
        for person in reply.people() {
            let seen = self.registry.seen(chat, person, &self.state(person).personal);
            known.extend(seen.map(|seen| (person, seen)));
        }
        for language in Language::ALL {
            let message = render(&Reply { language, ..reply.clone() }, &known);
            let units = message.text.encode_utf16().count();
            assert!(units <= MESSAGE_CHARACTERS, "{units} UTF-16 units in {language}: {reply:?}");
            assert!(units > 0 || matches!(reply.way, Way::Toast(_)), "nothing is said in {language}: {reply:?}");
            assert!(!message.text.contains('⟨'), "a text is missing in {language}: {}", message.text);
            for button in message.rows.iter().flatten() {
                assert!(!button.caption.trim().is_empty(), "an empty button in {language}: {reply:?}");
                assert!(!button.caption.contains('⟨'), "a caption is missing in {language}: {}", button.caption);
            }
            let buttons = message.rows.iter().flatten().count();
            assert_eq!(buttons, reply.buttons.len(), "a button is missing in {language}: {reply:?}");
        }
        Said { reply: reply.clone(), message: render(&with_counts(reply, &self.recorded), &known) }
    }

    pub(crate) fn say(&mut self, chat: ChatId, text: &str, language: Option<Language>) {
        self.messages += 1;
        let message = self.messenger.then_some(MessageId(self.messages));
        let sender = Sender { language, by_number: !self.messenger, message, ..Sender::default() };
        self.happen(chat, &Event::Text { text: text.to_owned(), sender });
    }

    /// Somebody changes the message that was written so many messages ago; 0 is the last one.
    pub(crate) fn edit(&mut self, chat: ChatId, back: i64, text: &str) {
        let sender = Sender { message: Some(MessageId(self.messages - back)), ..Sender::default() };
        self.happen(chat, &Event::Edited { text: text.to_owned(), sender });
    }

    /// Presses the newest button whose caption begins so.
    pub(crate) fn press(&mut self, chat: ChatId, caption: &str) -> Step {
        let panels = self.panels.get(&chat).into_iter().flatten().rev();
        let found = panels.flat_map(|(panel, message)| message.rows.iter().flatten().map(move |button| (*panel, button)));
        let found: Vec<_> = found.filter(|(_, button)| button.caption.starts_with(caption)).collect();
        let (panel, press) =
            found.first().map(|(panel, button)| (*panel, button.press.clone())).unwrap_or_else(|| panic!("no button {caption:?}"));
        let Press::Tell(number) = press else { panic!("{caption:?} tells the bot nothing") };
        self.queries += 1;
        let query = Some(QueryId(self.queries.to_string()));
        self.happen(chat, &Event::Pressed { button: Some(ButtonId { panel, number }), message: None, query, sender: Sender::default() })
    }

    pub(crate) fn share_contact(&mut self, chat: ChatId, phone: &str) {
        let contact = Event::Contact { phone: phone.to_owned(), name: "Фируз".into(), own: true, sender: Sender::default() };
        self.happen(chat, &contact);
    }

    /// Somebody sends a file.
    pub(crate) fn send_file(&mut self, chat: ChatId, name: &str, content: &str) {
        self.lists.sent = content.as_bytes().to_vec();
        let document = Document { name: name.to_owned(), origin: Origin::Messenger(name.to_owned()) };
        self.happen(chat, &Event::Document { document, caption: String::new(), sender: Sender::default() });
    }

    /// The messenger no longer delivers to a chat.
    pub(crate) fn block(&mut self, chat: ChatId) {
        let recorded = Recorded { at: self.now, chat, fact: Fact::Member(MemberFact::Unreachable) };
        self.registry.apply(&recorded);
        self.recorded.push(recorded);
        self.tick();
    }

    /// All buttons that a chat was ever shown, oldest first, with their captions.
    pub(crate) fn buttons(&self, chat: ChatId) -> Vec<(ButtonId, String)> {
        let panels = self.panels.get(&chat).into_iter().flatten();
        let buttons = panels.flat_map(|(panel, message)| message.rows.iter().flatten().map(move |button| (*panel, button)));
        let told = buttons.filter_map(|(panel, button)| match button.press {
            Press::Tell(number) => Some((ButtonId { panel, number }, button.caption.clone())),
            _ => None,
        });
        told.collect()
    }

    /// Every fact so far, in its order.
    pub(crate) fn recorded(&self) -> &[Recorded] {
        &self.recorded
    }

    /// What was said to a chat since the last time.
    pub(crate) fn read(&mut self, chat: ChatId) -> Vec<Said> {
        self.unread.remove(&chat).unwrap_or_default()
    }
}

/// As the terminal prints it: text, then buttons with their numbers, row by row.
pub(crate) fn lines(said: &Said) -> Vec<String> {
    let mut number = 0;
    let rows = said.message.rows.iter().map(|row| {
        let buttons = row.iter().map(|button| {
            number += 1;
            format!("[{number}] {}", button.caption)
        });
        buttons.collect::<Vec<_>>().join("  ")
    });
    let files = said.message.files.iter().map(|file| format!("({})", file.name));
    said.message.text.lines().map(str::to_owned).chain(files).chain(rows).collect()
}

/// The list of companies, and to which others lead since they were merged.
pub(crate) struct Companies(pub(crate) BTreeMap<CompanyId, Company>, pub(crate) BTreeMap<CompanyId, CompanyId>);

impl Directory for Companies {
    fn company(&self, id: &CompanyId) -> Option<Company> {
        match self.0.get(id) {
            Some(company) => Some(company.clone()),
            None => self.company(self.1.get(id)?),
        }
    }

    fn by_tax_id(&self, tax_id: &str) -> Vec<Company> {
        self.0.values().filter(|company| company.tax_id == tax_id).cloned().collect()
    }
}

pub(crate) static VOCABULARY: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| Arc::new(Vocabulary::built_in()));
static BUILT_IN: LazyLock<Index> = LazyLock::new(|| index(listed(&[BuiltIn::Companies]).values()));
static WITH_SAMPLES: LazyLock<Index> = LazyLock::new(|| index(listed(&[BuiltIn::Companies, BuiltIn::Samples]).values()));

fn listed(lists: &[BuiltIn]) -> BTreeMap<CompanyId, Company> {
    lists.iter().flat_map(|list| list.open(&VOCABULARY)).map(|row| (row.company.company_id(), row.company)).collect()
}

/// Where each company stands in the lists: the program indexes them in that order, and of equals the first one stands first.
static ORDER: LazyLock<BTreeMap<CompanyId, usize>> = LazyLock::new(|| {
    let rows = [BuiltIn::Companies, BuiltIn::Samples].into_iter().flat_map(|list| list.open(&VOCABULARY));
    rows.map(|row| row.company.company_id()).zip(0..).collect()
});

/// An index in memory.
pub(crate) fn index<'a>(companies: impl Iterator<Item = &'a Company>) -> Index {
    let mut companies: Vec<&Company> = companies.collect();
    companies.sort_by_key(|company| ORDER.get(&company.company_id()).copied().unwrap_or(usize::MAX));
    const WRITER_BYTES: usize = 15_000_000;
    let schema = Schema::default();
    let index = tantivy::Index::create_in_ram(schema.tantivy());
    let mut writer = index.writer_with_num_threads::<tantivy::TantivyDocument>(1, WRITER_BYTES).expect("a writer");
    for company in companies {
        writer.add_document(schema.document(company, &mut Reader::new(&VOCABULARY))).expect("a company is indexed");
    }
    writer.commit().expect("the index is written");
    let searcher = index.reader().expect("the index is read").searcher();
    Index::new(searcher, schema, VOCABULARY.clone())
}
