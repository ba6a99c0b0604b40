//! A need or an offer of a company, and how long it holds.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::domain::{CompanyId, ListingId, Region};
use crate::registry::calendar;

/// A listing is renewed by so many months.
pub const RENEWED_BY_MONTHS: i32 = 1;
/// So many days before the end its company is reminded.
const REMINDED_DAYS_BEFORE: i32 = 3;

/// A need or an offer of a company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    pub id: ListingId,
    pub company: CompanyId,
    pub kind: ListingKind,
    pub text: String,
    pub audience: Audience,
    /// The last day on which it holds, on the calendar of its side, and the day on which that was said.
    pub until: Date,
    pub on: Date,
    pub side: Region,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingKind {
    Need,
    Offer,
}

/// Who may read a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    Everyone,
    /// Those who keep the list, who seek a partner by hand.
    Chamber,
}

impl Listing {
    /// Whether it holds on that day, by the clock of its side.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.today(now) <= self.until
    }

    /// The date on its side.
    pub fn today(&self, now: Timestamp) -> Date {
        calendar::local(now, self.side).date()
    }

    /// To which day it holds when it is renewed now.
    pub fn renewed(&self, now: Timestamp) -> Date {
        months_after(self.until.max(self.today(now)), RENEWED_BY_MONTHS)
    }

    pub(super) fn is_ending(&self, now: Timestamp) -> bool {
        let begins = |days: i32| self.until.checked_sub(days.days()).unwrap_or(self.until);
        let long = self.on < begins(REMINDED_DAYS_BEFORE);
        long && self.today(now) >= begins(REMINDED_DAYS_BEFORE) && self.is_open(now) && !calendar::is_quiet(now, self.side)
    }
}

/// The same day so many months later.
pub fn months_after(date: Date, months: i32) -> Date {
    date.checked_add(months.months()).unwrap_or(Date::MAX)
}
