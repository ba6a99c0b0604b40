//! Needs and offers that members publish, what people want to hear of, and what they wrote to the chamber.
//!
//! # News
//! Which companies suit a request is known by the index only, so a registry cannot say that there is somebody new. It says when to look:
//! [`ListingNotice::Fresh`] is due when the list has grown since the chat was last looked after, and is told even if nobody new is
//! found (then nothing is said). It grows by an open listing and by [`ListingFact::Grew`], which the program records at most once for all
//! that it read in together, and only while somebody waits. So a chat costs at most one fact an hour (at once) or a week (weekly), and
//! none while nothing changes; of all of them only the last is remembered.

mod listing;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::merges::{Place, Rename};
use super::{Members, Notice, calendar};
use crate::domain::{ChatId, Company, CompanyId, ListingId, Region};

pub use listing::{Audience, Listing, ListingKind, RENEWED_BY_MONTHS, months_after};

/// So many listings of a company are open at the same time.
pub const LISTINGS_OPEN: usize = 20;
/// A listing holds no longer than this, in months.
pub const LONGEST_MONTHS: i32 = 12;
/// The index has followed when so much time has passed, in seconds.
const SETTLED_SECONDS: i64 = 5;
/// Who wants to hear at once is looked after no more often than this, in hours.
const NEWS_HOURS: i64 = 1;
/// Weekly news come on Mondays at this hour, local time.
const WEEKLY_HOUR: i8 = 10;
/// So many lines a person may write to the chamber within a day.
const FEEDBACK_A_DAY: usize = 10;
/// So many of the last lines to the chamber are kept for those who have not seen them.
const FEEDBACK_KEPT: usize = 100;

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingFact {
    /// A company needs or offers something: data of the company, for all to read.
    Published(Box<Listing>),
    /// It holds to that day, on the calendar of its side.
    Extended {
        id: ListingId,
        until: Date,
        on: Date,
    },
    Closed {
        id: ListingId,
    },
    /// The person wants to hear who comes to suit a request; what it says is theirs, sealed in their chat.
    Watched {
        id: ListingId,
    },
    Unwatched {
        id: ListingId,
    },
    NewsChosen {
        news: News,
    },
    /// On which side the person is: their clock.
    Settled {
        side: Option<Region>,
    },
    /// Companies were added or changed.
    Grew,
    /// The person wrote to the chamber.
    FeedbackGiven {
        number: u64,
    },
}

/// When a person wants to hear of new partners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    AtOnce,
    #[default]
    Weekly,
    Never,
}

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingNotice {
    /// The listing will end on that day.
    Ending { id: ListingId, until: Date },
    /// Look for new partners: the list has grown so many times.
    Fresh { growth: u64 },
    /// Somebody wrote to the chamber.
    Feedback { number: u64, from: ChatId },
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Listings {
    listings: BTreeMap<ListingId, Listing>,
    of: BTreeMap<CompanyId, BTreeSet<ListingId>>,
    readers: BTreeMap<ChatId, Reader>,
    /// The last number given out.
    last: u64,
    growth: u64,
    grew_at: Timestamp,
    feedback: Vec<Written>,
    last_feedback: u64,
    /// Of those who keep the list: the last line to the chamber that each has seen.
    read_to: BTreeMap<ChatId, u64>,
}

/// What a person wants to hear of, and what they have heard.
#[derive(Clone, Debug, Default)]
struct Reader {
    news: Option<News>,
    side: Option<Region>,
    watches: BTreeSet<ListingId>,
    /// How often the list had grown when the person was looked after last.
    seen: u64,
    /// When that was; for a new one, when it began.
    at: Timestamp,
    /// Whether it has been looked after at all.
    told: bool,
}

/// A line to the chamber; what it says is sealed in the chat of its writer.
#[derive(Clone, Copy, Debug)]
struct Written {
    number: u64,
    from: ChatId,
    at: Timestamp,
}

impl Listings {
    pub(super) fn apply(&mut self, at: Timestamp, chat: ChatId, fact: &ListingFact) {
        match fact {
            ListingFact::Published(listing) => {
                self.last = self.last.max(listing.id.0);
                self.of.entry(listing.company.clone()).or_default().insert(listing.id);
                self.listings.insert(listing.id, listing.as_ref().clone());
                self.reader(at, chat).side = Some(listing.side);
                self.grown(at, chat, listing.audience);
            }
            ListingFact::Extended { id, until, on } => {
                let Some(listing) = self.listings.get_mut(id) else { return };
                let was_open = listing.is_open(at);
                (listing.until, listing.on) = (*until, *on);
                let audience = listing.audience;
                if !was_open {
                    self.grown(at, chat, audience);
                }
            }
            ListingFact::Closed { id } => {
                if let Some(listing) = self.listings.remove(id) {
                    // Its company stays known here: the index has to take the listing out.
                    self.of.entry(listing.company).or_default().remove(id);
                }
            }
            ListingFact::Watched { id } => {
                self.last = self.last.max(id.0);
                self.reader(at, chat).watches.insert(*id);
            }
            ListingFact::Unwatched { id } => _ = self.reader(at, chat).watches.remove(id),
            ListingFact::NewsChosen { news } => self.reader(at, chat).news = Some(*news),
            ListingFact::Settled { side } => self.reader(at, chat).side = *side,
            ListingFact::Grew => (self.growth, self.grew_at) = (self.growth + 1, at),
            ListingFact::FeedbackGiven { number } => {
                self.last_feedback = self.last_feedback.max(*number);
                self.feedback.push(Written { number: *number, from: chat, at });
                if self.feedback.len() > FEEDBACK_KEPT {
                    self.feedback.remove(0);
                }
            }
        }
    }

    /// The companies of the listings; each that ever had one stays known, for the index has to take it out.
    pub(super) fn companies_mut(&mut self, rename: Rename<'_>) {
        self.of.values_mut().for_each(BTreeSet::clear);
        for (id, listing) in &mut self.listings {
            rename(Place::Listing(*id), &mut listing.company);
            self.of.entry(listing.company.clone()).or_default().insert(*id);
        }
    }

    /// A chat was given a notice.
    pub(super) fn told(&mut self, at: Timestamp, chat: ChatId, notice: &ListingNotice) {
        match notice {
            ListingNotice::Ending { .. } => {}
            ListingNotice::Fresh { growth } => {
                let reader = self.reader(at, chat);
                (reader.seen, reader.at, reader.told) = (reader.seen.max(*growth), at, true);
            }
            ListingNotice::Feedback { number, .. } => {
                let read = self.read_to.entry(chat).or_default();
                *read = (*read).max(*number);
            }
        }
    }

    /// Whether a chat was given a notice of those that are remembered here and not one by one.
    pub(super) fn was_told(&self, chat: ChatId, notice: &ListingNotice) -> bool {
        match notice {
            ListingNotice::Ending { .. } => false,
            ListingNotice::Fresh { growth } => self.readers.get(&chat).is_none_or(|reader| reader.seen >= *growth),
            ListingNotice::Feedback { number, .. } => self.read_to.get(&chat).is_some_and(|read| read >= number),
        }
    }

    pub(super) fn forget(&mut self, chat: ChatId) {
        self.readers.remove(&chat);
        self.read_to.remove(&chat);
        self.feedback.retain(|written| written.from != chat);
    }

    pub(super) fn due(&self, now: Timestamp, members: &Members, due: &mut Vec<(ChatId, Notice)>) {
        for listing in self.listings.values().filter(|listing| listing.is_ending(now)) {
            let notice = Notice::Listing(ListingNotice::Ending { id: listing.id, until: listing.until });
            due.extend(members.people_of(&listing.company).map(|chat| (chat, notice.clone())));
        }
        if now >= after(self.grew_at, SignedDuration::from_secs(SETTLED_SECONDS)) {
            let fresh = Notice::Listing(ListingNotice::Fresh { growth: self.growth });
            let waiting = self.readers.iter().filter(|(_, reader)| reader.seen < self.growth && reader.is_time(now));
            let waiting = waiting.filter(|(chat, _)| members.is_reachable(**chat) && self.waits(**chat, members, now));
            due.extend(waiting.map(|(chat, _)| (*chat, fresh.clone())));
        }
        for (moderator, _) in members.staff.all() {
            let read = self.read_to.get(&moderator).copied().unwrap_or_default();
            let unread = self.feedback.iter().filter(|written| written.number > read && written.from != moderator);
            let notice = |&Written { number, from, .. }: &Written| Notice::Listing(ListingNotice::Feedback { number, from });
            due.extend(unread.map(|written| (moderator, notice(written))));
        }
    }

    /// Whether there is anything for which the person may get news.
    fn waits(&self, chat: ChatId, members: &Members, now: Timestamp) -> bool {
        let watches = self.readers.get(&chat).is_some_and(|reader| !reader.watches.is_empty());
        watches || members.company_of(chat).is_some_and(|company| self.open(company, now).next().is_some())
    }

    fn reader(&mut self, at: Timestamp, chat: ChatId) -> &mut Reader {
        let growth = self.growth;
        self.readers.entry(chat).or_insert(Reader { seen: growth, at, ..Reader::default() })
    }

    /// The list has grown by a listing; who published it need not hear of that.
    fn grown(&mut self, at: Timestamp, chat: ChatId, audience: Audience) {
        if audience == Audience::Everyone {
            let before = self.growth;
            (self.growth, self.grew_at) = (before + 1, at);
            if let Some(reader) = self.readers.get_mut(&chat).filter(|reader| reader.seen == before) {
                reader.seen += 1;
            }
        }
    }

    /// The number for the next listing or watch.
    pub fn next(&self) -> ListingId {
        ListingId(self.last + 1)
    }

    /// The number for the next line to the chamber.
    pub fn next_feedback(&self) -> u64 {
        self.last_feedback + 1
    }

    /// Whether the person has written to the chamber so often that it must read that first.
    pub fn has_written_enough(&self, chat: ChatId, now: Timestamp) -> bool {
        let since = after(now, SignedDuration::from_hours(-24));
        self.feedback.iter().filter(|written| written.from == chat && written.at > since).count() >= FEEDBACK_A_DAY
    }

    pub fn get(&self, id: ListingId) -> Option<&Listing> {
        self.listings.get(&id)
    }

    /// All that are not closed, those that have ended too.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Listing> + '_ {
        self.listings.values()
    }

    /// Those of a company that are not closed, those that have ended too.
    pub fn of(&self, company: &CompanyId) -> impl Iterator<Item = &Listing> + '_ {
        self.of.get(company).into_iter().flatten().filter_map(|id| self.listings.get(id))
    }

    /// Those of a company that hold now.
    pub fn open(&self, company: &CompanyId, now: Timestamp) -> impl Iterator<Item = &Listing> + '_ {
        self.of(company).filter(move |listing| listing.is_open(now))
    }

    /// Those of a company that hold now and are for all to read.
    pub fn public(&self, company: &CompanyId, now: Timestamp) -> impl Iterator<Item = &Listing> + '_ {
        self.open(company, now).filter(|listing| listing.audience == Audience::Everyone)
    }

    /// The company with what it has published for all to read as further needs and offers.
    pub fn with_public(&self, company: Company, now: Timestamp) -> Company {
        with(self.public(&company.company_id(), now), company)
    }

    /// The same with what only its chamber reads as well.
    pub fn with_open(&self, company: Company, now: Timestamp) -> Company {
        with(self.open(&company.company_id(), now), company)
    }

    /// Companies that have or had a listing.
    pub fn companies(&self) -> impl Iterator<Item = &CompanyId> + '_ {
        self.of.keys()
    }

    /// Whether the company cannot publish any more now.
    pub fn is_full(&self, company: &CompanyId, now: Timestamp) -> bool {
        self.open(company, now).count() >= LISTINGS_OPEN
    }

    /// Requests about which the person wants to hear.
    pub fn watches(&self, chat: ChatId) -> impl Iterator<Item = ListingId> + '_ {
        self.readers.get(&chat).into_iter().flat_map(|reader| reader.watches.iter().copied())
    }

    /// What the person has chosen; `None`: nothing yet, which is [`News::default`].
    pub fn news(&self, chat: ChatId) -> Option<News> {
        self.readers.get(&chat)?.news
    }

    /// Whether anything is known of the person here.
    pub fn is_reader(&self, chat: ChatId) -> bool {
        self.readers.contains_key(&chat)
    }

    /// Whether there is anybody who may want to hear, now or later, that the list has grown.
    pub fn is_awaited(&self) -> bool {
        !self.readers.is_empty()
    }
}

impl Reader {
    /// Whether the person is to be looked after at this time.
    fn is_time(&self, now: Timestamp) -> bool {
        let time = match self.news.unwrap_or_default() {
            News::Never => false,
            News::AtOnce => !self.told || now >= after(self.at, SignedDuration::from_hours(NEWS_HOURS)),
            News::Weekly => self.last_monday(now) > self.at,
        };
        time && !calendar::is_quiet_for(now, self.side)
    }

    /// The last time that weekly news were to come.
    fn last_monday(&self, now: Timestamp) -> Timestamp {
        let side = self.side.unwrap_or(Region::Lipetsk);
        let monday = calendar::monday_of(calendar::local(now, side).date()).at(WEEKLY_HOUR, 0, 0, 0);
        let this_week = calendar::offset(side).to_timestamp(monday).unwrap_or(now);
        if this_week <= now { this_week } else { calendar::days_after(this_week, -7) }
    }
}

fn with<'a>(listings: impl Iterator<Item = &'a Listing>, mut company: Company) -> Company {
    for listing in listings {
        let items = if listing.kind == ListingKind::Need { &mut company.needs } else { &mut company.offers };
        items.push(listing.text.clone());
    }
    company
}

fn after(at: Timestamp, duration: SignedDuration) -> Timestamp {
    at.checked_add(duration).unwrap_or(if duration.is_negative() { Timestamp::MIN } else { Timestamp::MAX })
}

#[cfg(test)]
mod tests;
