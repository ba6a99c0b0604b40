//! Days as people type them.

use jiff::civil::Date;

use crate::registry::{LONGEST_MONTHS, months_after};

/// A day as people type it: 31.12, 31.12.2026, 31/12/26, 2026-12-31. Without a year it is the next such day. `None` if it is none, is past,
/// or too far away.
pub(super) fn typed_date(text: &str, today: Date) -> Option<Date> {
    let next = |of: &dyn Fn(i16) -> Option<Date>| {
        let next = |year| of(year).filter(|date| *date >= today);
        next(today.year()).or_else(|| next(today.year() + 1))
    };
    date(text, next).filter(|date| *date >= today && *date <= months_after(today, LONGEST_MONTHS))
}

/// A day in the same forms, past or today. Without a year it is the last such day. `None` if it is none or is still to come.
pub fn past_date(text: &str, today: Date) -> Option<Date> {
    let last = |of: &dyn Fn(i16) -> Option<Date>| {
        let last = |year| of(year).filter(|date| *date <= today);
        last(today.year()).or_else(|| last(today.year() - 1))
    };
    date(text, last).filter(|date| *date <= today)
}

/// A day as it is typed; `in_year` chooses the year where none stands.
fn date(text: &str, in_year: impl Fn(&dyn Fn(i16) -> Option<Date>) -> Option<Date>) -> Option<Date> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<i16>().ok();
    let date =
        |year: i16, month: &str, day: &str| Date::new(year, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?).ok();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => date(number(year)?, month, day),
        [day, month, year] if year.len() == 4 => date(number(year)?, month, day),
        [day, month, year] if year.len() == 2 => date(2000 + number(year)?, month, day),
        [day, month] => in_year(&|year| date(year, month, day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_type_it_and_only_within_a_year_from_today() {
        let today: Date = "2026-11-27".parse().expect("a date");
        let read = |text: &str| typed_date(text, today).map(|date| date.to_string());
        for text in ["31.12", "31.12.2026", "31/12/26", "2026-12-31", "до 31.12.2026 г."] {
            assert_eq!(read(text).as_deref(), Some("2026-12-31"), "{text}");
        }
        assert_eq!(read("1.3").as_deref(), Some("2027-03-01"));
        assert_eq!(read("27.11").as_deref(), Some("2026-11-27"));
        let past = |text: &str| past_date(text, today).map(|date| date.to_string());
        assert_eq!(past("31.12").as_deref(), Some("2025-12-31"));
        assert_eq!(past("27.11.26").as_deref(), Some("2026-11-27"));
        assert_eq!(past("28.11.2026"), None);
        for text in ["", "завтра", "31.02", "26.11.2026", "28.11.2027", "99999.1.1", "1.2.3.4", "31.12.202"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
