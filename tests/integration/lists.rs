//! The files of a [`Town`](crate::town::Town): lists that are sent into a chat, checked and loaded over a store in memory as the program does it.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;

use hamkor::app::{Courier, NotFetched, check, invited, lines_as_wishes, load_list, remarked, taken_back};
use hamkor::conversation::{Directory, Event, GuestList, GuestNews, ListNews, ListWork};
use hamkor::domain::{ChatId, Company, CompanyId, ListId, MessageId, Region};
use hamkor::matching::Index;
use hamkor::registry::{Deed, Entry, LoadState, Selection};
use hamkor::reply::Removed;
use hamkor::seed::{KeyMaker, Options, guest_lines, guests_as, open_bytes};
use hamkor::store::{Counts, Load as _, LoadHead, MemoryStore, PutCompany, Sequence, Store, Who};
use jiff::Timestamp;

use crate::town::VOCABULARY;

/// Hands over the same list of so many companies for every id.
pub(crate) struct OneList {
    pub(crate) rows: usize,
}

impl Courier for OneList {
    fn fetch<'a>(&'a self, _file: &'a str) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, NotFetched>> + Send + 'a>> {
        let rows = (0..self.rows).map(|row| format!("Мельница {row};Липецк\n"));
        let list = std::iter::once("name;city\n".to_owned()).chain(rows).collect::<String>();
        Box::pin(async move { Ok(list.into_bytes()) })
    }
}

#[derive(Default)]
pub(crate) struct Lists {
    /// The content of the file that is just being sent.
    pub(crate) sent: Vec<u8>,
    kept: BTreeMap<(ChatId, ListId), (String, Vec<u8>)>,
    store: MemoryStore,
    known: BTreeMap<CompanyId, Company>,
    loads: BTreeMap<u64, Entry>,
}

type Companies = BTreeMap<CompanyId, Company>;

fn now<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(work)
}

impl Lists {
    /// Reads the guests that are named, as the program does it.
    pub(crate) fn guests(&mut self, guests: &GuestList, list: &[Company], directory: &dyn Directory, index: &Index) -> GuestNews {
        let read = match guests {
            GuestList::Lines(text) => Ok(lines_as_wishes(guest_lines(text), list, directory, index)),
            GuestList::File(document) => {
                let file = tempfile::NamedTempFile::new().expect("a temporary file");
                std::fs::write(file.path(), std::mem::take(&mut self.sent)).expect("it is written");
                guests_as(&document.name, file.path())
            }
        };
        let invited = match read {
            Ok(read) => invited(read, list, directory, index).expect("an index in memory"),
            Err(remarks) => return GuestNews::Refused(remarks.iter().map(remarked).collect()),
        };
        match invited.is_refused() {
            true => GuestNews::Refused(invited.left_out()),
            false => GuestNews::Read { guests: invited.guests.len(), remarks: invited.remarks },
        }
    }

    /// Does what is ordered with a list; what became of it.
    pub(crate) fn work(
        &mut self,
        (chat, at, side): (ChatId, Timestamp, Option<Region>),
        list: ListId,
        work: &ListWork,
        companies: &mut Companies,
    ) -> Option<Event> {
        let (message, news) = match work {
            ListWork::Drop { .. } => {
                self.kept.remove(&(chat, list));
                return None;
            }
            ListWork::Check { document, language } => {
                let content = std::mem::take(&mut self.sent);
                self.learn(companies);
                let table = open_bytes(&document.name, content.clone(), &VOCABULARY);
                let (findings, _) = now(check(table, &document.name, (*language, side), &self.store)).expect("a store in memory");
                self.kept.insert((chat, list), (document.name.clone(), content));
                (None, ListNews::Checked(Box::new(findings)))
            }
            ListWork::Load { name, skip_bad, strict, message } => {
                let Some((_, content)) = self.kept.get(&(chat, list)).cloned() else { return Some(event(list, *message, ListNews::Gone)) };
                self.learn(companies);
                let table = open_bytes(name, content, &VOCABULARY).expect("it was checked");
                let who = Who::new(format!("chat:{}", chat.0));
                let loaded =
                    now(load_list(table, name, Options { strict: *strict, skip_bad: *skip_bad, side }, &self.store, &who, &mut |_| ()))
                        .expect("a store in memory");
                if let ListNews::Loaded { load: Some(number), tally, .. } = &loaded {
                    let companies = (tally.new + tally.updated) as u64;
                    let deed = Deed::Load { file: name.clone(), companies, affected: 0, sides: BTreeSet::new(), state: LoadState::Stands };
                    self.loads.insert(*number, Entry { number: *number, at, who: who.who, deed });
                }
                self.tell(companies);
                (*message, loaded)
            }
        };
        Some(event(list, message, news))
    }

    /// Takes companies out of the list.
    pub(crate) fn remove(
        &mut self,
        (chat, at): (ChatId, Timestamp),
        of: &Selection,
        gone: &[Company],
        companies: &mut Companies,
    ) -> Removed {
        self.learn(companies);
        let who = Who::new(format!("chat:{}", chat.0));
        let head = LoadHead { file: of.label(), lasting: false, removes: true, at, who: who.clone() };
        let loaded = now(async {
            let mut load = self.store.begin_load(head).await?;
            load.put(gone.iter().map(|company| PutCompany::listed(&company.id)).collect()).await?;
            load.commit(Counts::default()).await
        });
        let loaded = loaded.expect("a store in memory");
        let (number, companies_gone) = (loaded.sequence.0, loaded.changed);
        let deed = Deed::Removal { what: of.label(), companies: companies_gone, state: LoadState::Stands };
        self.loads.insert(number, Entry { number, at, who: who.who, deed });
        self.tell(companies);
        Removed { entry: Some(number), companies: companies_gone, in_use: 0 }
    }

    pub(crate) fn undo(&mut self, load: u64, message: Option<MessageId>, companies: &mut Companies) -> Event {
        let undone = now(self.store.undo_load(Some(Sequence(load)), Timestamp::UNIX_EPOCH, Who::new("test"))).expect("a store in memory");
        if let Some(Entry { deed: Deed::Load { state, .. } | Deed::Removal { state, .. }, .. }) = self.loads.get_mut(&load) {
            *state = LoadState::Undone;
        }
        self.tell(companies);
        Event::LoadUndone { load, message, outcome: Some(taken_back(undone)) }
    }

    /// The loads as entries of the ledger.
    pub(crate) fn loads(&self) -> impl Iterator<Item = Entry> + '_ {
        self.loads.values().cloned()
    }

    /// An entry with what taking it back would do, which is looked for only when it is to be taken back.
    pub(crate) fn with_effect(&self, mut entry: Entry) -> Entry {
        if let Deed::Load { affected, sides, state: LoadState::Stands, .. } = &mut entry.deed {
            let effect = self.store.undo_effect(Sequence(entry.number)).expect("a store in memory");
            *affected = effect.companies;
            *sides = effect.cities.iter().filter_map(|city| VOCABULARY.region_of(city)).collect();
        }
        entry
    }

    /// Takes over what has changed in the town.
    fn learn(&mut self, companies: &Companies) {
        let mut keys = KeyMaker::new(&VOCABULARY);
        for (id, company) in companies {
            if self.known.get(id) != Some(company) {
                let row = PutCompany { name_key: keys.keys(company).alike, company: company.clone() };
                now(self.store.put_company(row, Timestamp::UNIX_EPOCH, Who::new("test"))).expect("a store in memory");
                self.known.insert(id.clone(), company.clone());
            }
        }
    }

    /// Gives the town what has changed here.
    fn tell(&mut self, companies: &mut Companies) {
        let all = now(self.store.companies(None, usize::MAX)).expect("a store in memory");
        *companies = all.into_iter().map(|company| (company.company_id(), company)).collect();
        self.known.clone_from(companies);
    }
}

fn event(list: ListId, message: Option<MessageId>, news: ListNews) -> Event {
    Event::List { list, message, news }
}
