//! Local time and working days of the two sides. Neither side has changed its clock since 2014 (Russia) and 1991 (Tajikistan), so
//! fixed offsets do: UTC+3 in Lipetsk, UTC+5 in Khujand.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use crate::domain::Region;

/// Nothing is told unasked from this hour of the evening …
const QUIET_FROM_HOUR: i8 = 21;
/// … to this one of the morning, local time.
const QUIET_TO_HOUR: i8 = 8;
const SECONDS_OF_HOUR: i32 = 3_600;
const HOURS_OF_DAY: i32 = 24;

/// How far the clock of a side is from UTC.
pub fn offset(side: Region) -> Offset {
    match side {
        Region::Lipetsk => Offset::constant(3),
        Region::Sughd => Offset::constant(5),
    }
}

/// The wall clock of a side.
pub fn local(at: Timestamp, side: Region) -> DateTime {
    offset(side).to_datetime(at)
}

/// The hour on one side at that hour on another, on the same or the next day.
pub fn hour_there(hour: i8, here: Region, there: Region) -> i8 {
    let later = (offset(there).seconds() - offset(here).seconds()) / SECONDS_OF_HOUR;
    i8::try_from((i32::from(hour) + later).rem_euclid(HOURS_OF_DAY)).expect("an hour is less than 24")
}

/// Whether it is night on that side.
pub fn is_quiet(at: Timestamp, side: Region) -> bool {
    !(QUIET_TO_HOUR..QUIET_FROM_HOUR).contains(&local(at, side).hour())
}

/// The same where the side may not be known: night is then when it is night on either.
pub fn is_quiet_for(at: Timestamp, side: Option<Region>) -> bool {
    match side {
        Some(side) => is_quiet(at, side),
        None => [Region::Lipetsk, Region::Sughd].into_iter().any(|side| is_quiet(at, side)),
    }
}

/// Whether less than a day (of 24 hours) has passed.
pub fn is_of_last_day(at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(at) < SignedDuration::from_hours(24)
}

/// Monday to Friday.
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The Monday of a day's week.
pub fn monday_of(day: Date) -> Date {
    let since_monday = i64::from(day.weekday().since(Weekday::Monday));
    day.checked_sub(SignedDuration::from_hours(24 * since_monday)).unwrap_or(day)
}

/// The same time of the day so many working days (Monday to Friday) later, by the calendar of a side.
pub fn working_days_after(at: Timestamp, days: u32, side: Region) -> Timestamp {
    let (mut date, mut left, mut later) = (local(at, side).date(), days, 0);
    while left > 0 {
        let Ok(next) = date.tomorrow() else { break };
        date = next;
        later += 1;
        left -= u32::from(is_working_day(date));
    }
    days_after(at, later)
}

/// So many days (of 24 hours) later.
pub fn days_after(at: Timestamp, days: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn three_working_days_after_a_friday_is_the_wednesday() {
        let friday = at("2026-11-27T10:00:00+03:00");
        assert_eq!(working_days_after(friday, 3, Region::Lipetsk), at("2026-12-02T10:00:00+03:00"));
        assert_eq!(working_days_after(friday, 10, Region::Sughd), at("2026-12-11T10:00:00+03:00"));
    }

    #[test]
    fn a_week_begins_on_its_monday_and_a_day_ago_is_no_longer_of_the_last_day() {
        let day = |text: &str| -> Date { text.parse().expect("a day") };
        for (of, monday) in [("2026-11-29", "2026-11-23"), ("2026-11-23", "2026-11-23"), ("2026-12-02", "2026-11-30")] {
            assert_eq!(monday_of(day(of)), day(monday));
        }
        let now = at("2026-11-27T10:00:00+03:00");
        assert!(is_of_last_day(at("2026-11-26T10:00:01+03:00"), now) && !is_of_last_day(at("2026-11-26T10:00:00+03:00"), now));
    }

    #[test]
    fn ten_in_lipetsk_is_noon_in_khujand() {
        assert_eq!(hour_there(10, Region::Lipetsk, Region::Sughd), 12);
        assert_eq!(hour_there(1, Region::Sughd, Region::Lipetsk), 23);
    }

    #[test]
    fn the_night_begins_two_hours_earlier_in_khujand() {
        let evening = at("2026-11-27T19:30:00+03:00");
        assert!(!is_quiet(evening, Region::Lipetsk));
        assert!(is_quiet(evening, Region::Sughd));
        assert!(is_quiet(at("2026-11-27T04:00:00+05:00"), Region::Sughd));
        assert!(is_quiet_for(evening, None) && !is_quiet_for(evening, Some(Region::Lipetsk)));
    }
}
