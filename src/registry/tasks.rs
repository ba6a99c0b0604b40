//! Requests: how many found somebody and how many nobody, and those that people have handed to their chamber. What a request says is sealed
//! in the chat of whoever asked, what the chamber writes back in the chat of whoever answered.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::calendar::{days_after, is_of_last_day, is_quiet_for};
use super::{Members, Notice};
use crate::domain::{ChatId, Region};

/// Requests are counted for so many days.
pub const REQUEST_DAYS: i64 = 30;
/// So many requests are counted of one person within a day: who only plays costs the ledger no more than that.
const COUNTED_A_DAY: usize = 40;
/// So many requests a person may hand to the chamber within a day.
pub const TASKS_A_DAY: usize = 5;

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskFact {
    /// A request of the person found nobody; how older ledgers have it, without its words.
    Unanswered,
    /// A request of the person found nobody: the words that tell what was asked for. They are the person's own and may name people, so
    /// the store keeps them sealed, and they are gone when the person is forgotten.
    Lacked { words: Vec<String> },
    /// A request of the person found so many companies.
    Found { companies: u32 },
    /// The person hands a request to their chamber.
    Asked {
        number: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        side: Option<Region>,
    },
    /// A chamber has dealt with it; `line`: and has written back.
    Answered { number: u64, line: bool },
}

/// A notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskNotice {
    /// To those who keep the list: somebody asks the chamber.
    Asked { number: u64 },
    /// To the person: the chamber has written back.
    Answered { number: u64 },
}

impl TaskNotice {
    pub fn number(self) -> u64 {
        let (TaskNotice::Asked { number } | TaskNotice::Answered { number }) = self;
        number
    }
}

/// A request that was handed to a chamber.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    pub by: ChatId,
    pub side: Option<Region>,
    pub at: Timestamp,
    /// `None`: it waits.
    pub answered: Option<TaskAnswer>,
}

/// How a chamber has dealt with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskAnswer {
    pub by: ChatId,
    /// Whether something was written back.
    pub line: bool,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    tasks: BTreeMap<u64, Task>,
    last: u64,
    /// Oldest first.
    requests: Vec<Request>,
}

/// A request that was answered.
#[derive(Clone, Debug)]
struct Request {
    at: Timestamp,
    /// `None`: forgotten.
    by: Option<ChatId>,
    /// How many companies it found.
    companies: u32,
    /// Of one that found nobody.
    words: Vec<String>,
}

impl Tasks {
    pub(super) fn apply(&mut self, at: Timestamp, chat: ChatId, fact: &TaskFact) {
        match *fact {
            TaskFact::Unanswered => self.requested(at, chat, 0, &[]),
            TaskFact::Lacked { ref words } => self.requested(at, chat, 0, words),
            TaskFact::Found { companies } => self.requested(at, chat, companies, &[]),
            TaskFact::Asked { number, side } => {
                self.last = self.last.max(number);
                self.tasks.insert(number, Task { by: chat, side, at, answered: None });
            }
            TaskFact::Answered { number, line } => {
                if let Some(task) = self.tasks.get_mut(&number).filter(|task| task.answered.is_none()) {
                    task.answered = Some(TaskAnswer { by: chat, line });
                }
            }
        }
    }

    fn requested(&mut self, at: Timestamp, chat: ChatId, companies: u32, words: &[String]) {
        let old = self.requests.iter().take_while(|before| at >= days_after(before.at, REQUEST_DAYS)).count();
        self.requests.drain(..old);
        self.requests.push(Request { at, by: Some(chat), companies, words: words.to_vec() });
    }

    /// Requests are still counted, as nobody's and without their words.
    pub(super) fn forget(&mut self, chat: ChatId) {
        self.tasks.retain(|_, task| task.by != chat);
        for asked in self.requests.iter_mut().filter(|asked| asked.by == Some(chat)) {
            asked.by = None;
            asked.words.clear();
        }
    }

    pub(super) fn due(&self, now: Timestamp, members: &Members, due: &mut Vec<(ChatId, Notice)>) {
        for (&number, task) in &self.tasks {
            match task.answered {
                None => {
                    let notice = Notice::Task(TaskNotice::Asked { number });
                    due.extend(task.keepers(members).into_iter().map(|keeper| (keeper, notice.clone())));
                }
                Some(TaskAnswer { line: true, .. }) if members.is_reachable(task.by) && !is_quiet_for(now, task.side) => {
                    due.push((task.by, Notice::Task(TaskNotice::Answered { number })));
                }
                Some(_) => {}
            }
        }
    }

    pub fn get(&self, number: u64) -> Option<&Task> {
        self.tasks.get(&number)
    }

    /// Those that wait, oldest first.
    pub fn open(&self) -> impl Iterator<Item = (u64, &Task)> {
        self.tasks.iter().filter(|(_, task)| task.answered.is_none()).map(|(number, task)| (*number, task))
    }

    /// The number of the next one.
    pub fn next(&self) -> u64 {
        self.last + 1
    }

    /// How many requests of the last [`REQUEST_DAYS`] found nobody.
    pub fn unanswered(&self, now: Timestamp) -> usize {
        self.of_last_days(now).filter(|asked| asked.companies == 0).count()
    }

    /// How many of them found somebody, and how many companies in all.
    pub fn found(&self, now: Timestamp) -> (usize, usize) {
        let found = self.of_last_days(now).filter(|asked| asked.companies > 0);
        found.fold((0, 0), |(requests, companies), asked| (requests + 1, companies + asked.companies as usize))
    }

    fn of_last_days(&self, now: Timestamp) -> impl Iterator<Item = &Request> {
        self.requests.iter().filter(move |asked| now < days_after(asked.at, REQUEST_DAYS))
    }

    /// The words of those that found nobody, with how many of them have each, the most frequent first.
    pub fn lacking(&self, now: Timestamp, key: KeyOf<'_>) -> Vec<(String, usize)> {
        most_frequent(self.of_last_days(now).map(|asked| asked.words.as_slice()), key)
    }

    /// Whether one more request of the person is to be counted.
    pub fn counts(&self, chat: ChatId, now: Timestamp) -> bool {
        let today = self.requests.iter().rev().take_while(|asked| is_of_last_day(asked.at, now));
        today.filter(|asked| asked.by == Some(chat)).count() < COUNTED_A_DAY
    }

    /// Whether the person has handed so much to the chamber that it is enough for the day.
    pub fn has_asked_enough(&self, chat: ChatId, now: Timestamp) -> bool {
        self.tasks.values().filter(|task| task.by == chat && is_of_last_day(task.at, now)).count() >= TASKS_A_DAY
    }
}

impl Task {
    /// Those who may read and answer it. Whoever asks does not answer too, unless nobody else keeps the list.
    pub fn keepers(&self, members: &Members) -> Vec<ChatId> {
        let keepers = members.staff.keepers(self.side);
        let others: Vec<ChatId> = keepers.iter().copied().filter(|chat| *chat != self.by).collect();
        if others.is_empty() { keepers } else { others }
    }
}

/// What the forms and spellings of a word have in common.
pub type KeyOf<'a> = &'a dyn Fn(&str) -> String;

/// Words of requests, with how many of them have each in whichever form, the most frequent first; each as it is spelt most often.
pub fn most_frequent<'a>(requests: impl Iterator<Item = &'a [String]>, key: KeyOf<'_>) -> Vec<(String, usize)> {
    /// In how many requests a word is, and how often it is spelt in which way.
    type Counted<'w> = (usize, BTreeMap<&'w str, usize>);
    let mut counted: BTreeMap<String, Counted<'a>> = BTreeMap::new();
    for words in requests {
        let mut keys = BTreeSet::new();
        for word in words {
            let of_word = key(word);
            let (requests, spellings) = counted.entry(of_word.clone()).or_default();
            *spellings.entry(word).or_default() += 1;
            *requests += usize::from(keys.insert(of_word));
        }
    }
    let spelt = |spellings: BTreeMap<&str, usize>| {
        let most = spellings.into_iter().min_by_key(|(_, times)| std::cmp::Reverse(*times));
        most.map(|(word, _)| word.to_owned()).unwrap_or_default()
    };
    let mut words: Vec<(String, usize)> = counted.into_values().map(|(requests, spellings)| (spelt(spellings), requests)).collect();
    words.sort_by(|(word, count), (other, others)| others.cmp(count).then_with(|| word.cmp(other)));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: ChatId = ChatId(1);
    const LIPETSK: ChatId = ChatId(2);
    const SUGHD: ChatId = ChatId(3);

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn noon() -> Timestamp {
        at("2026-11-27T12:00:00+03:00")
    }

    fn members() -> Members {
        let mut members = Members::default();
        members.set_owners(&[(LIPETSK, Some(Region::Lipetsk)), (SUGHD, Some(Region::Sughd))].into());
        members
    }

    fn asked() -> Tasks {
        let mut tasks = Tasks::default();
        tasks.apply(noon(), PERSON, &TaskFact::Asked { number: 1, side: Some(Region::Sughd) });
        tasks
    }

    fn due(tasks: &Tasks, now: Timestamp) -> Vec<(ChatId, Notice)> {
        let mut due = Vec::new();
        tasks.due(now, &members(), &mut due);
        due
    }

    #[test]
    fn the_chamber_of_the_side_hears_of_a_request_until_one_of_it_has_answered() {
        let mut tasks = asked();
        assert_eq!(due(&tasks, noon()), [(SUGHD, Notice::Task(TaskNotice::Asked { number: 1 }))]);
        tasks.apply(noon(), SUGHD, &TaskFact::Answered { number: 1, line: false });
        assert_eq!((due(&tasks, noon()), tasks.open().count(), tasks.next()), (Vec::new(), 0, 2));
    }

    #[test]
    fn the_first_answer_counts_and_is_told_by_day() {
        let mut tasks = asked();
        tasks.apply(noon(), SUGHD, &TaskFact::Answered { number: 1, line: true });
        tasks.apply(noon(), LIPETSK, &TaskFact::Answered { number: 1, line: false });
        assert_eq!(due(&tasks, noon()), [(PERSON, Notice::Task(TaskNotice::Answered { number: 1 }))]);
        assert!(due(&tasks, at("2026-11-27T22:00:00+05:00")).is_empty());
    }

    #[test]
    fn what_found_nobody_is_counted_for_thirty_days_even_when_its_person_is_forgotten() {
        let mut tasks = Tasks::default();
        tasks.apply(noon(), PERSON, &TaskFact::Unanswered);
        tasks.forget(PERSON);
        let thirty = days_after(noon(), REQUEST_DAYS);
        assert_eq!((tasks.unanswered(noon()), tasks.unanswered(thirty)), (1, 0));
        tasks.apply(thirty, PERSON, &TaskFact::Unanswered);
        assert_eq!(tasks.requests.len(), 1, "what counts no more is not kept");
    }

    #[test]
    fn requests_that_found_somebody_are_counted_with_what_they_found_for_thirty_days() {
        let mut tasks = Tasks::default();
        for fact in [TaskFact::Found { companies: 5 }, TaskFact::Lacked { words: Vec::new() }, TaskFact::Found { companies: 2 }] {
            tasks.apply(noon(), PERSON, &fact);
        }
        tasks.forget(PERSON);
        assert_eq!((tasks.found(noon()), tasks.unanswered(noon())), ((2, 7), 1));
        assert_eq!(tasks.found(days_after(noon(), REQUEST_DAYS)), (0, 0));
    }

    #[test]
    fn words_that_found_nobody_are_counted_by_request_and_the_most_frequent_come_first() {
        let mut tasks = Tasks::default();
        for words in [&["медь", "самовар"][..], &["самовар"], &["балалайка"]] {
            tasks.apply(noon(), PERSON, &TaskFact::Lacked { words: words.iter().map(|&word| word.to_owned()).collect() });
        }
        let as_typed = |word: &str| word.to_owned();
        let lacking = tasks.lacking(noon(), &as_typed);
        assert_eq!(lacking, [("самовар".to_owned(), 2), ("балалайка".to_owned(), 1), ("медь".to_owned(), 1)]);
        assert_eq!(tasks.unanswered(noon()), 3);
        assert!(tasks.lacking(days_after(noon(), REQUEST_DAYS), &as_typed).is_empty());
    }

    #[test]
    fn forms_of_a_word_are_one_word_spelt_as_most_people_do() {
        let mut tasks = Tasks::default();
        for words in [&["самовары", "самовар"][..], &["самовар"], &["самовара"], &["балалайка"]] {
            tasks.apply(noon(), PERSON, &TaskFact::Lacked { words: words.iter().map(|&word| word.to_owned()).collect() });
        }
        let beginning = |word: &str| word.chars().take(7).collect();
        assert_eq!(tasks.lacking(noon(), &beginning), [("самовар".to_owned(), 3), ("балалайка".to_owned(), 1)]);
    }

    #[test]
    fn who_asks_again_and_again_is_counted_and_heard_so_often_a_day() {
        let mut tasks = Tasks::default();
        (0..COUNTED_A_DAY).for_each(|_| tasks.apply(noon(), PERSON, &TaskFact::Unanswered));
        assert!(!tasks.counts(PERSON, noon()) && tasks.counts(LIPETSK, noon()));
        let tomorrow = days_after(noon(), 1);
        assert!(tasks.counts(PERSON, tomorrow));
        (1..=TASKS_A_DAY as u64).for_each(|number| tasks.apply(noon(), PERSON, &TaskFact::Asked { number, side: None }));
        assert!(tasks.has_asked_enough(PERSON, noon()) && !tasks.has_asked_enough(PERSON, tomorrow));
    }

    #[test]
    fn a_request_goes_with_its_person() {
        let mut tasks = asked();
        tasks.forget(PERSON);
        assert_eq!((tasks.get(1), tasks.next()), (None, 2));
    }
}
