//! The ledger of a [`Town`](crate::town::Town), as far as something may be taken back: what each step did to the list of companies.

use hamkor::conversation::{Edit, Step};
use hamkor::domain::{ApplicationId, ChatId, Company, CompanyId};
use hamkor::registry::{Deed, Entry, Fact, ListChange, MemberFact, MemberNotice, Notice, is_reversible};
use jiff::Timestamp;

use crate::town::Companies;

/// The number of the first step: loads have lower ones.
const FIRST: u64 = 1001;

#[derive(Default)]
pub(crate) struct Deeds(Vec<Done>);

/// A step, with what was there before and after it.
struct Done {
    at: Timestamp,
    chat: ChatId,
    facts: Vec<Fact>,
    changes: Vec<(CompanyId, Option<Company>, Option<Company>)>,
}

impl Deeds {
    /// Does what a step wants done to the list, and notes it.
    pub(crate) fn note(&mut self, at: Timestamp, chat: ChatId, step: &Step, companies: &mut Companies) {
        let mut changes = Vec::new();
        for edit in &step.directory {
            match edit {
                Edit::Put(company) => {
                    let before = companies.0.insert(company.company_id(), company.as_ref().clone());
                    changes.push((company.company_id(), before, Some(company.as_ref().clone())));
                }
                Edit::Merge { id, into } => {
                    changes.push((id.clone(), companies.0.remove(id), None));
                    companies.1.insert(id.clone(), into.clone());
                }
                Edit::TakeBack { first, .. } => {
                    let done = &self.0[usize::try_from(first - FIRST).expect("a number")];
                    for (id, before, _) in &done.changes {
                        companies.1.remove(id);
                        match before {
                            Some(company) => _ = companies.0.insert(id.clone(), company.clone()),
                            None => _ = companies.0.remove(id),
                        }
                    }
                }
            }
        }
        self.0.push(Done { at, chat, facts: step.facts.clone(), changes });
    }

    /// Those that may be taken back, or take back.
    pub(crate) fn entries<'a>(&'a self, companies: &'a Companies) -> impl Iterator<Item = Entry> + 'a {
        let told = |fact: &Fact| is_reversible(fact) || matches!(fact, Fact::Undone(_));
        (FIRST..).zip(&self.0).filter(move |(_, done)| done.facts.iter().any(told)).map(move |(number, done)| {
            let facts: Vec<Fact> = done.facts.iter().filter(|fact| told(fact)).cloned().collect();
            let decided = facts.iter().find_map(|fact| match fact {
                Fact::Member(MemberFact::Decided { application, .. }) => Some(*application),
                _ => None,
            });
            let followed = decided.and_then(|application| self.followed(number, application, companies)).unwrap_or_default();
            let deed = Deed::Step { facts, list: done.change(number, companies), followed };
            Entry { number, at: done.at, who: format!("chat:{}", done.chat.0), deed }
        })
    }

    fn followed(&self, decision: u64, decided: ApplicationId, companies: &Companies) -> Option<ListChange> {
        let is_told =
            |fact: &Fact| matches!(fact, Fact::Told(Notice::Member(MemberNotice::Decided { application, .. })) if *application == decided);
        let mut later = (FIRST..).zip(&self.0).filter(|(number, _)| *number > decision);
        later.find(|(_, done)| done.facts.iter().any(is_told)).map(|(number, done)| done.change(number, companies))
    }
}

impl Done {
    fn change(&self, first: u64, companies: &Companies) -> ListChange {
        let changed_since = self.changes.iter().any(|(id, _, after)| companies.0.get(id) != after.as_ref());
        ListChange { first, changes: self.changes.len() as u64, changed_since }
    }
}
