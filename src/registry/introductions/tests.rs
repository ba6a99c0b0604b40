use jiff::Timestamp;

use super::{
    AGAIN_AFTER_DAYS, ASKED_A_DAY, Answer, Hindrance, IntroductionFact, IntroductionNotice, Milestone, Outcome, Side, Standing, days_after,
};
use crate::domain::{ChatId, CompanyId, Contact, IntroductionId, Language, Personal, Region};
use crate::registry::{Fact, MemberFact, Notice, Recorded, Registry};

const ANNA: ChatId = ChatId(1);
const FIRUZ: ChatId = ChatId(2);
const ZARINA: ChatId = ChatId(3);
const OLGA: ChatId = ChatId(9);
const ID: IntroductionId = IntroductionId(1);

/// Anna of one company; Firuz and Zarina of another; Olga keeps the list.
struct Case {
    registry: Registry,
    now: Timestamp,
}

impl Case {
    fn new() -> Case {
        let mut case = Case { registry: Registry::default(), now: at("2026-11-27T10:00:00+03:00") };
        case.registry.members.set_owners(&[(OLGA, None)].into());
        for (chat, company) in [(ANNA, "a"), (FIRUZ, "f"), (ZARINA, "f")] {
            case.member(chat, MemberFact::Consented { version: 1, language: Language::Ru });
            case.member(chat, MemberFact::Joined { company: CompanyId(company.into()) });
        }
        case
    }

    fn happen(&mut self, chat: ChatId, fact: Fact) {
        self.registry.apply(&Recorded { at: self.now, chat, fact });
    }

    fn member(&mut self, chat: ChatId, fact: MemberFact) {
        self.happen(chat, Fact::Member(fact));
    }

    fn ask(&mut self) {
        let [from, to] = [("a", Region::Lipetsk), ("f", Region::Sughd)]
            .map(|(company, region)| Side { company: CompanyId(company.into()), region: Some(region) });
        let id = self.registry.introductions.next_id();
        self.happen(ANNA, Fact::Introduction(IntroductionFact::Asked { id, from, to, language: Language::Ru, on_behalf: false }));
    }

    fn answer(&mut self, chat: ChatId, answer: Answer, on_behalf: bool) {
        self.happen(chat, Fact::Introduction(IntroductionFact::Answered { id: ID, answer, on_behalf, language: Language::Tg }));
    }

    /// What is due then, all of it told.
    fn due(&mut self, when: &str) -> Vec<(ChatId, IntroductionNotice)> {
        self.now = at(when);
        let due = self.registry.due(self.now);
        due.iter().for_each(|(chat, notice)| self.happen(*chat, Fact::Told(notice.clone())));
        let introduction = |(chat, notice)| match notice {
            Notice::Introduction(notice) => Some((chat, notice)),
            _ => None,
        };
        due.into_iter().filter_map(introduction).collect()
    }

    fn hindrance(&self) -> Option<Hindrance> {
        let from = Side { company: CompanyId("a".into()), region: Some(Region::Lipetsk) };
        self.registry.introductions.hindrance(ANNA, &from, &CompanyId("f".into()), false, self.now)
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

#[test]
fn a_contact_opens_to_the_two_sides_of_a_yes_and_to_nobody_else() {
    let mut case = Case::new();
    case.ask();
    assert!(!case.registry.may_see(ANNA, FIRUZ) && !case.registry.may_see(FIRUZ, ANNA));
    case.answer(FIRUZ, Answer::Accepted, false);
    assert!(case.registry.may_see(ANNA, FIRUZ) && case.registry.may_see(FIRUZ, ANNA));
    for (viewer, owner) in [(ANNA, ZARINA), (ZARINA, ANNA), (ZARINA, FIRUZ), (OLGA, ANNA), (OLGA, FIRUZ)] {
        assert!(!case.registry.may_see(viewer, owner), "{viewer:?} sees {owner:?}");
    }
    assert!(case.registry.may_see(OLGA, OLGA));
}

#[test]
fn what_was_withdrawn_stays_closed_even_when_the_person_agrees_again() {
    let mut case = Case::new();
    case.ask();
    case.answer(FIRUZ, Answer::Accepted, false);
    case.member(FIRUZ, MemberFact::Withdrew);
    assert!(!case.registry.may_see(ANNA, FIRUZ));
    assert!(case.registry.may_see(FIRUZ, ANNA), "the other has not withdrawn");
    case.member(FIRUZ, MemberFact::Consented { version: 1, language: Language::Ru });
    assert!(!case.registry.may_see(ANNA, FIRUZ));
}

#[test]
fn whoever_was_forgotten_and_comes_again_finds_and_shows_nothing() {
    let mut case = Case::new();
    case.ask();
    case.answer(FIRUZ, Answer::Accepted, false);
    case.happen(ANNA, Fact::Forgotten);
    case.member(ANNA, MemberFact::Consented { version: 1, language: Language::Ru });
    assert!(!case.registry.may_see(FIRUZ, ANNA) && !case.registry.may_see(ANNA, FIRUZ));
    assert_eq!(case.registry.introductions.asked_by(ANNA).count(), 0);
    assert_eq!(case.registry.introductions.accepted_of(ANNA).count(), 0);
}

#[test]
fn a_yes_of_the_chamber_opens_the_asker_to_it_and_not_the_clerk_to_the_asker() {
    let mut case = Case::new();
    case.member(FIRUZ, MemberFact::Left);
    case.member(ZARINA, MemberFact::Unreachable);
    case.ask();
    assert_eq!(case.due("2026-11-27T11:00:00+03:00"), [(OLGA, IntroductionNotice::Asked(ID))]);
    case.answer(OLGA, Answer::Accepted, true);
    assert!(case.registry.may_see(OLGA, ANNA));
    assert!(!case.registry.may_see(ANNA, OLGA));
}

#[test]
fn only_those_who_may_answer_read_why_and_nobody_else_anything() {
    let mut case = Case::new();
    case.ask();
    let personal = Personal {
        contact: Some(Contact { phone: "+7".into(), ..Contact::default() }),
        lines: [(ID, "why".to_owned())].into(),
        notes: [(CompanyId("f".into()), "note".to_owned())].into(),
        ..Personal::default()
    };
    let seen = case.registry.seen(FIRUZ, ANNA, &personal).expect("the line is shown");
    assert_eq!((seen.lines.len(), seen.contact, seen.notes.len()), (1, None, 0));
    assert_eq!(case.registry.seen(OLGA, ANNA, &personal), None);
    assert_eq!(case.registry.seen(ANNA, ANNA, &personal), Some(personal));
}

#[test]
fn one_reminder_after_three_working_days_the_end_after_ten_and_no_third_message() {
    let mut case = Case::new();
    case.ask();
    let both = |notice: fn(IntroductionId) -> IntroductionNotice| vec![(FIRUZ, notice(ID)), (ZARINA, notice(ID))];
    assert_eq!(case.due("2026-11-27T22:00:00+05:00"), [], "it is night in Khujand");
    assert_eq!(case.due("2026-11-28T09:00:00+05:00"), both(IntroductionNotice::Asked));
    assert_eq!(case.due("2026-12-02T08:00:00+05:00"), []);
    assert_eq!(case.due("2026-12-02T09:00:00+05:00"), both(IntroductionNotice::Reminder));
    assert_eq!(case.due("2026-12-11T11:00:00+05:00"), []);
    assert_eq!(case.due("2026-12-11T12:00:00+05:00"), [(ANNA, IntroductionNotice::Settled(ID))]);
    assert_eq!(case.due("2027-03-01T12:00:00+05:00"), []);
}

#[test]
fn a_no_and_silence_keep_a_company_from_being_asked_for_the_same_time() {
    let mut case = Case::new();
    case.ask();
    assert_eq!(case.hindrance(), Some(Hindrance::Asked(ID)));
    case.answer(FIRUZ, Answer::Declined, false);
    assert_eq!(case.hindrance(), Some(Hindrance::NotYet(days_after(case.now, AGAIN_AFTER_DAYS))));
    case.now = days_after(case.now, AGAIN_AFTER_DAYS);
    assert_eq!(case.hindrance(), None);
}

#[test]
fn a_company_that_is_not_wanted_is_answered_like_any_other_no_and_nobody_is_asked() {
    let mut case = Case::new();
    case.ask();
    case.due("2026-11-27T11:00:00+03:00");
    case.answer(FIRUZ, Answer::NotAgain, false);
    assert_eq!(case.due("2026-11-27T12:00:00+03:00"), [(ANNA, IntroductionNotice::Settled(ID))]);
    case.now = at("2027-01-11T10:00:00+03:00");
    case.ask();
    assert_eq!(case.due("2027-01-11T11:00:00+03:00"), []);
    let settled = case.due("2027-01-12T10:00:00+03:00");
    assert_eq!(settled, [(ANNA, IntroductionNotice::Settled(IntroductionId(2)))]);
}

#[test]
fn when_the_asker_leaves_those_who_were_asked_are_told_and_a_yes_comes_too_late() {
    let mut case = Case::new();
    case.ask();
    case.due("2026-11-27T11:00:00+03:00");
    case.member(ANNA, MemberFact::Left);
    let gone = case.due("2026-11-27T12:00:00+03:00");
    assert_eq!(gone, [(FIRUZ, IntroductionNotice::Gone(ID)), (ZARINA, IntroductionNotice::Gone(ID))]);
    let introduction = case.registry.introductions.get(ID).expect("it was asked");
    assert_eq!(introduction.standing(case.now), Standing::NotThisTime);
}

#[test]
fn a_deal_ends_the_questions_and_of_several_that_are_due_one_is_asked() {
    let mut case = Case::new();
    case.ask();
    case.answer(FIRUZ, Answer::Accepted, false);
    case.due("2026-11-27T11:00:00+03:00");
    let asked = case.due("2026-12-20T12:00:00+03:00");
    let milestone = Milestone::Days14;
    assert_eq!(asked, [ANNA, FIRUZ].map(|chat| (chat, IntroductionNotice::FollowUp(ID, milestone))));
    let outcome = IntroductionFact::Outcome { id: ID, milestone, outcome: Outcome::Deal };
    case.happen(FIRUZ, Fact::Introduction(outcome));
    assert_eq!(case.due("2027-03-01T12:00:00+03:00"), []);
}

#[test]
fn five_a_day_may_be_asked() {
    let mut case = Case::new();
    for number in 0..ASKED_A_DAY {
        let side = |company: String| Side { company: CompanyId(company), region: None };
        let id = case.registry.introductions.next_id();
        let (from, to) = (side("a".into()), side(format!("x{number}")));
        case.happen(ANNA, Fact::Introduction(IntroductionFact::Asked { id, from, to, language: Language::Ru, on_behalf: false }));
    }
    assert_eq!(case.hindrance(), Some(Hindrance::DayIsFull));
    case.now = at("2026-11-28T00:00:00+03:00");
    assert_eq!(case.hindrance(), None);
}
