use super::*;
use crate::registry::{Fact, MemberFact, Recorded, Registry};

const OWNER: ChatId = ChatId(1);
const READER: ChatId = ChatId(2);

struct Room {
    registry: Registry,
    now: Timestamp,
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

impl Room {
    /// A Friday morning; the owner speaks for a company.
    fn new() -> Room {
        let mut room = Room { registry: Registry::default(), now: at("2026-11-27T10:00:00+03:00") };
        room.registry.members.set_owners(&[(ChatId(9), None)].into());
        room.happen(OWNER, Fact::Member(MemberFact::Joined { company: CompanyId("c".into()) }));
        room
    }

    fn happen(&mut self, chat: ChatId, fact: Fact) {
        self.registry.apply(&Recorded { at: self.now, chat, fact });
    }

    fn listing(&mut self, chat: ChatId, fact: ListingFact) {
        self.happen(chat, Fact::Listing(fact));
    }

    fn publish(&mut self, until: &str, audience: Audience) -> ListingId {
        let id = self.registry.listings.next();
        self.listing(
            OWNER,
            ListingFact::Published(Box::new(Listing {
                id,
                company: CompanyId("c".into()),
                kind: ListingKind::Offer,
                text: "лампы".into(),
                audience,
                until: date(until),
                on: date("2026-11-27"),
                side: Region::Lipetsk,
            })),
        );
        id
    }

    fn watch(&mut self, news: News) {
        let id = self.registry.listings.next();
        self.listing(READER, ListingFact::Settled { side: Some(Region::Sughd) });
        self.listing(READER, ListingFact::NewsChosen { news });
        self.listing(READER, ListingFact::Watched { id });
    }

    /// What is due at that time, all of it given.
    fn told(&mut self, when: &str) -> Vec<(ChatId, ListingNotice)> {
        self.now = at(when);
        let due = self.registry.due(self.now);
        for (chat, notice) in &due {
            self.happen(*chat, Fact::Told(notice.clone()));
            assert!(self.registry.was_told(*chat, notice));
        }
        let listing = |(chat, notice)| match notice {
            Notice::Listing(notice) => Some((chat, notice)),
            _ => None,
        };
        due.into_iter().filter_map(listing).collect()
    }
}

#[test]
fn a_listing_holds_to_the_end_of_its_last_day_on_its_side() {
    let mut room = Room::new();
    room.publish("2026-12-27", Audience::Everyone);
    let company = CompanyId("c".into());
    assert_eq!(room.registry.listings.public(&company, at("2026-12-27T23:59:00+03:00")).count(), 1);
    assert_eq!(room.registry.listings.public(&company, at("2026-12-28T00:00:00+03:00")).count(), 0);
    assert_eq!(room.registry.listings.of(&company).count(), 1, "it can still be renewed");
}

#[test]
fn what_is_for_the_chamber_only_is_open_and_not_public() {
    let mut room = Room::new();
    room.publish("2026-12-27", Audience::Chamber);
    let company = CompanyId("c".into());
    assert_eq!(room.registry.listings.open(&company, room.now).count(), 1);
    assert_eq!(room.registry.listings.public(&company, room.now).count(), 0);
}

#[test]
fn its_company_is_reminded_three_days_before_the_end_by_day_and_again_when_it_was_renewed() {
    let mut room = Room::new();
    let id = room.publish("2026-12-27", Audience::Everyone);
    assert_eq!(room.told("2026-12-23T20:00:00+03:00"), []);
    assert_eq!(room.told("2026-12-24T03:00:00+03:00"), [], "at night nobody is told");
    let ending = |until| (OWNER, ListingNotice::Ending { id, until: date(until) });
    assert_eq!(room.told("2026-12-24T08:00:00+03:00"), [ending("2026-12-27")]);
    assert_eq!(room.told("2026-12-25T08:00:00+03:00"), []);
    room.listing(OWNER, ListingFact::Extended { id, until: date("2027-01-27"), on: date("2026-12-25") });
    assert_eq!(room.told("2026-12-26T08:00:00+03:00"), []);
    assert_eq!(room.told("2027-01-24T08:00:00+03:00"), [ending("2027-01-27")]);
    room.listing(OWNER, ListingFact::Closed { id });
    assert_eq!(room.told("2027-01-25T08:00:00+03:00"), []);
}

#[test]
fn news_at_once_come_once_for_what_has_grown_not_twice_an_hour_and_not_at_night() {
    let mut room = Room::new();
    room.watch(News::AtOnce);
    assert_eq!(room.told("2026-11-27T12:00:00+03:00"), [], "nothing has grown");
    room.publish("2026-12-27", Audience::Everyone);
    assert_eq!(room.told("2026-11-27T12:00:01+03:00"), [], "the index is given time to follow");
    let fresh = |growth| (READER, ListingNotice::Fresh { growth });
    assert_eq!(room.told("2026-11-27T12:00:06+03:00"), [fresh(1)]);
    room.publish("2026-12-27", Audience::Everyone);
    assert_eq!(room.told("2026-11-27T12:30:00+03:00"), [], "within the hour");
    assert_eq!(room.told("2026-11-27T13:00:06+03:00"), [fresh(2)]);
    room.now = at("2026-11-27T18:30:00+03:00");
    room.listing(OWNER, ListingFact::Grew);
    room.listing(OWNER, ListingFact::Grew);
    assert_eq!(room.told("2026-11-27T19:00:00+03:00"), [], "it is nine in the evening in Khujand");
    assert_eq!(room.told("2026-11-28T06:00:00+03:00"), [fresh(4)], "once for all of the night");
    assert_eq!(room.told("2026-11-29T12:00:00+03:00"), []);
}

#[test]
fn weekly_news_come_on_monday_at_ten_local_time_and_only_when_the_list_has_grown() {
    let mut room = Room::new();
    room.watch(News::Weekly);
    room.publish("2027-03-27", Audience::Everyone);
    assert_eq!(room.told("2026-11-29T12:00:00+05:00"), []);
    assert_eq!(room.told("2026-11-30T09:59:00+05:00"), []);
    assert_eq!(room.told("2026-11-30T10:00:00+05:00"), [(READER, ListingNotice::Fresh { growth: 1 })]);
    assert_eq!(room.told("2026-12-07T10:00:00+05:00"), [], "a week without anybody new costs no fact");
    room.publish("2027-03-27", Audience::Everyone);
    assert_eq!(room.told("2026-12-14T03:00:00+05:00"), [], "not at night");
    assert_eq!(room.told("2026-12-14T10:30:00+05:00"), [(READER, ListingNotice::Fresh { growth: 2 })]);
}

#[test]
fn who_wants_no_news_or_published_it_alone_is_told_nothing() {
    let mut room = Room::new();
    room.watch(News::Never);
    room.publish("2027-03-27", Audience::Everyone);
    assert_eq!(room.told("2026-11-30T12:00:00+03:00"), []);
    room.listing(READER, ListingFact::NewsChosen { news: News::AtOnce });
    assert_eq!(room.told("2026-11-30T13:00:00+03:00").len(), 1, "what came meanwhile is not lost");
}

#[test]
fn a_thousand_changes_leave_one_remembered_notice() {
    let mut room = Room::new();
    room.watch(News::AtOnce);
    for hour in 0..24 {
        for _ in 0..50 {
            room.listing(OWNER, ListingFact::Grew);
        }
        room.told(&format!("2026-11-28T{hour:02}:30:00+05:00"));
    }
    assert!(room.registry.told.is_empty());
    assert!(room.registry.was_told(READER, &Notice::Listing(ListingNotice::Fresh { growth: 1 })));
}

#[test]
fn those_who_keep_the_list_are_told_each_line_once_until_its_writer_is_forgotten() {
    let mut room = Room::new();
    room.listing(READER, ListingFact::FeedbackGiven { number: 1 });
    assert_eq!(room.told("2026-11-27T12:00:00+03:00"), [(ChatId(9), ListingNotice::Feedback { number: 1, from: READER })]);
    assert_eq!(room.told("2026-11-27T13:00:00+03:00"), []);
    room.listing(READER, ListingFact::FeedbackGiven { number: 2 });
    room.happen(READER, Fact::Forgotten);
    assert_eq!(room.told("2026-11-27T14:00:00+03:00"), []);
    assert_eq!(room.registry.listings.next_feedback(), 3);
}
