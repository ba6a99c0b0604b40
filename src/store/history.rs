//! The ledger for people: who did what, when, on whose behalf. In: entries. Out: [`Listed`], which holds nothing that is sealed, no
//! contact and no word that a person wrote. A load is one entry with its counts; its rows are read only to see whether a company is
//! among them. Never more of it lies in memory than a line, or the last entries that were asked for.

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::vec::IntoIter;

use jiff::Timestamp;

use super::ledger::{Entries, Rows, load, segments};
use super::record::{Entry, Removal, Row, What};
use super::table::SledTable;
use super::view::View;
use super::{Counts, PutCompany, Sequence, StoreError, Who, place};
use crate::domain::{ChatId, CompanyId};
use crate::registry::{Fact, Recorded, Thread};

/// An entry of the ledger, without what only its person may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub number: Sequence,
    pub at: Timestamp,
    pub who: Who,
    /// In which chat; `None`: in none, or in many.
    pub chat: Option<ChatId>,
    pub deed: Deed,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// So many updates came in.
    Received(usize),
    /// An update that changed nothing was handled.
    Handled,
    /// So many replies were sent.
    Sent(usize),
    Step {
        facts: Vec<Fact>,
        companies: Vec<Edited>,
        /// How many changes of the directory it made, from its own number on.
        changes: u64,
    },
    /// A person was forgotten.
    Forgot,
    Put(Edited),
    Load {
        /// What the directory began with.
        lasting: bool,
        file: String,
        counts: Counts,
    },
    /// So many companies left the list: those that were asked for in these words.
    Removal {
        what: String,
        companies: u64,
    },
    /// A load was taken back, or a removal.
    Undo {
        load: Sequence,
        file: String,
        removal: bool,
    },
    /// Entries of so many numbers were lost by damage.
    Lost(u64),
}

/// A company whose data were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    pub id: CompanyId,
    pub name: String,
    /// It was not in the list before.
    pub new: bool,
}

/// Which entries are asked for.
type Keep<'a> = Box<dyn Fn(&Listed) -> bool + 'a>;

/// Entries, oldest first.
pub struct History<'a> {
    view: &'a View<SledTable>,
    dir: PathBuf,
    about: Option<About>,
    keep: Keep<'a>,
    /// Segments not yet begun.
    segments: IntoIter<(u64, PathBuf)>,
    entries: Option<Entries>,
    /// Those that were read from the end.
    last: VecDeque<Listed>,
}

impl<'a> History<'a> {
    pub(super) fn new(
        view: &'a View<SledTable>,
        dir: &Path,
        company: Option<CompanyId>,
        last: Option<usize>,
        keep: Keep<'a>,
    ) -> Result<History<'a>, StoreError> {
        let about = company.map(|company| About::new(company, view)).transpose()?;
        let segments = segments(dir)?.into_iter();
        let mut history = History { view, dir: dir.to_owned(), about, keep, segments, entries: None, last: VecDeque::new() };
        if let Some(last) = last {
            history.read_backwards(last)?;
        }
        Ok(history)
    }

    /// Entries from that number on.
    pub(super) fn after(view: &'a View<SledTable>, dir: &Path, number: Sequence, keep: Keep<'a>) -> Result<History<'a>, StoreError> {
        let mut history = History::new(view, dir, None, None, keep)?;
        let segments: Vec<_> = history.segments.collect();
        // The last segment that begins with it or before.
        let first = segments.iter().rposition(|(first, _)| *first <= number.0).unwrap_or_default();
        history.segments = segments.into_iter().skip(first).collect::<Vec<_>>().into_iter();
        Ok(history)
    }

    /// Reads segment after segment from the last one backwards, until there are so many entries.
    fn read_backwards(&mut self, wanted: usize) -> Result<(), StoreError> {
        while self.last.len() < wanted {
            let Some((first, path)) = self.segments.next_back() else { break };
            let (room, mut found) = (wanted - self.last.len(), VecDeque::new());
            let mut entries = Entries::open(&path, first)?;
            while let Some(entry) = entries.read()? {
                let Some(listed) = self.asked_for(entry)? else { continue };
                if found.len() == room {
                    found.pop_front();
                }
                found.push_back(listed);
            }
            found.append(&mut self.last);
            self.last = found;
        }
        self.segments = Vec::new().into_iter();
        Ok(())
    }

    fn read(&mut self) -> Result<Option<Listed>, StoreError> {
        loop {
            if let Some(entries) = &mut self.entries
                && let Some(entry) = entries.read()?
            {
                if let Some(listed) = self.asked_for(entry)? {
                    return Ok(Some(listed));
                }
                continue;
            }
            let Some((first, path)) = self.segments.next() else { return Ok(self.last.pop_front()) };
            self.entries = Some(Entries::open(&path, first)?);
        }
    }

    fn asked_for(&self, entry: Entry) -> Result<Option<Listed>, StoreError> {
        let listed = self.listed(entry)?;
        let asked = (self.keep)(&listed) && self.about.as_ref().map_or(Ok(true), |about| self.concerns(&listed, about))?;
        Ok(asked.then_some(listed))
    }

    fn listed(&self, entry: Entry) -> Result<Listed, StoreError> {
        let (mut in_chat, number) = (None, entry.seq);
        let deed = match entry.what {
            What::Receive { updates } => Deed::Received(updates.len()),
            What::Done { chat, .. } => {
                in_chat = Some(chat);
                Deed::Handled
            }
            What::Step { chat, facts, companies, removals, .. } => {
                in_chat = Some(chat);
                let changes = companies.len() as u64 + removals.iter().map(Removal::numbers).sum::<u64>();
                let companies = (number..).zip(companies).map(|(number, row)| self.edited(number, row)).collect::<Result<_, _>>()?;
                Deed::Step { facts, companies, changes }
            }
            What::Sent { replies } => Deed::Sent(replies.len()),
            What::Forget { chat, again, .. } => {
                in_chat = Some(chat);
                if again { Deed::Step { facts: Vec::new(), companies: Vec::new(), changes: 0 } } else { Deed::Forgot }
            }
            What::Put { row } => Deed::Put(self.edited(number, *row)?),
            What::Load { removes: true, file, rows, .. } => Deed::Removal { what: file, companies: rows },
            What::Load { lasting, file, counts, .. } => Deed::Load { lasting, file, counts },
            What::Undo { load, .. } => {
                let (file, removal) = self.view.load(load)?.map(|load| (load.head.file, load.head.removes)).unwrap_or_default();
                Deed::Undo { load: Sequence(load), file, removal }
            }
            What::Lost { numbers } => Deed::Lost(numbers),
        };
        Ok(Listed { number: Sequence(number), at: entry.at, who: entry.who, chat: in_chat, deed })
    }

    fn edited(&self, number: u64, row: PutCompany) -> Result<Edited, StoreError> {
        Ok(Edited { id: row.company.company_id(), new: self.view.is_new_company(number)?, name: row.company.name })
    }

    fn concerns(&self, listed: &Listed, about: &About) -> Result<bool, StoreError> {
        match &listed.deed {
            Deed::Step { facts, companies, .. } => {
                Ok(facts.iter().any(|fact| about.speaks_of(fact)) || companies.iter().any(|edited| edited.id == about.company))
            }
            Deed::Put(edited) => Ok(edited.id == about.company),
            Deed::Load { .. } | Deed::Removal { .. } => self.is_in_load(listed.number.0, &about.company),
            Deed::Undo { load, .. } => self.is_in_load(load.0, &about.company),
            Deed::Received(_) | Deed::Handled | Deed::Sent(_) | Deed::Forgot | Deed::Lost(_) => Ok(false),
        }
    }

    fn is_in_load(&self, first: u64, company: &CompanyId) -> Result<bool, StoreError> {
        let Some(record) = self.view.load(first)? else { return Ok(false) };
        for row in Rows::open(load(&self.dir, first), record.rows, 0)? {
            let id = match row? {
                Row::Put(row) => Some(row.company.id),
                Row::Named(origin) => self.view.company_of(origin)?,
            };
            if id.as_ref() == Some(&company.0) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Iterator for History<'_> {
    type Item = Result<Listed, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// A company, and what goes on about it: an answer names the introduction only.
struct About {
    company: CompanyId,
    threads: HashSet<Thread>,
}

impl About {
    fn new(company: CompanyId, view: &View<SledTable>) -> Result<About, StoreError> {
        let mut threads = HashSet::new();
        view.each(&[place::FACT], |_, value| {
            let recorded: Recorded = view.unpack(value)?;
            if recorded.fact.companies().contains(&&company) {
                threads.extend(recorded.fact.thread());
            }
            Ok(())
        })?;
        Ok(About { company, threads })
    }

    fn speaks_of(&self, fact: &Fact) -> bool {
        fact.companies().contains(&&self.company) || fact.thread().is_some_and(|thread| self.threads.contains(&thread))
    }
}
