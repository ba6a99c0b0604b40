//! Days as people type them.

use jiff::civil::Date;

use crate::registry::{LONGEST_MONTHS, months_after};
use crate::reply::{NoSpan, Span};

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

/// A day in the same forms, past or still to come. Without a year it is the last such day, or, where that is before `since`, the one in
/// the year of `since`. `None` if it is none.
pub fn any_date(text: &str, since: Date, today: Date) -> Option<Date> {
    date(text, |of| past_date(text, today).filter(|date| *date >= since).or_else(|| of(since.year())))
}

/// Two days in the same forms, the first and the last of a period that has begun: 01.07.2026-30.09.2026, also with blanks and any dash.
/// A year that stands at one of them counts for both; without any, the last such day is the end.
///
/// # Errors
/// [`NoSpan`].
pub(super) fn typed_span(text: &str, today: Date) -> Result<Span, NoSpan> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (first, last) = match parts.as_slice() {
        [_, _, _, _, _, _] => parts.split_at(3),
        // The year stands at the first day only.
        [_, _, year, _, _] if year.len() == 4 => parts.split_at(3),
        [_, _, _, _, _] | [_, _, _, _] => parts.split_at(2),
        _ => return Err(NoSpan::NotRead),
    };
    let (first_has_year, last_has_year) = (first.len() == 3, last.len() == 3);
    let (first, last) = (first.join("."), last.join("."));
    let before = |day: Date, of: &dyn Fn(i16) -> Option<Date>| of(day.year()).filter(|date| *date <= day).or_else(|| of(day.year() - 1));
    let (from, to) = if first_has_year && !last_has_year {
        let from = date(&first, |_| None);
        (from, from.and_then(|from| date(&last, |of| of(from.year()))))
    } else {
        let to = date(&last, |of| before(today, of));
        let in_year = |to: Date, of: &dyn Fn(i16) -> Option<Date>| if last_has_year { of(to.year()) } else { before(to, of) };
        (to.and_then(|to| date(&first, |of| in_year(to, of))), to)
    };
    let (Some(from), Some(to)) = (from, to) else { return Err(NoSpan::NotRead) };
    if from > to {
        return Err(NoSpan::Reversed);
    }
    if from > today { Err(NoSpan::Future) } else { Ok(Span { from, to }) }
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

    #[test]
    fn the_end_of_a_period_without_a_year_is_not_before_its_beginning_if_that_can_be() {
        let [today, year, summer] = ["2026-11-27", "2026-01-01", "2026-07-01"].map(|day| day.parse::<Date>().expect("a date"));
        let read = |text: &str, since| any_date(text, since, today).map(|date| date.to_string());
        assert_eq!(read("30.09", summer).as_deref(), Some("2026-09-30"));
        assert_eq!(read("31.12", year).as_deref(), Some("2026-12-31"));
        assert_eq!(read("31.12.2027", year).as_deref(), Some("2027-12-31"));
        assert_eq!(read("30.06", summer).as_deref(), Some("2026-06-30"), "not the summer after");
        assert_eq!(read("31.12", Date::MIN).as_deref(), Some("2025-12-31"));
        assert_eq!(read("32.12", year), None);
    }

    #[test]
    fn a_period_is_read_as_people_type_it() {
        let today: Date = "2026-11-27".parse().expect("a date");
        let read = |text: &str| typed_span(text, today).map(|Span { from, to }| format!("{from} {to}"));
        for text in [
            "01.07.2026-30.09.2026",
            "01.07.2026 - 30.09.2026",
            "1.7.2026 — 30.9.2026",
            "с 01.07.2026 по 30.09.2026",
            "2026-07-01 2026-09-30",
            "2026-07-01 – 2026-09-30",
            "01/07/26-30/09/26",
            "01.07-30.09.2026",
            "01.07.2026-30.09",
            "01.07-30.09",
        ] {
            assert_eq!(read(text).as_deref(), Ok("2026-07-01 2026-09-30"), "{text}");
        }
        assert_eq!(read("15.12-15.01").as_deref(), Ok("2025-12-15 2026-01-15"));
        assert_eq!(read("27.11.2026-27.11.2026").as_deref(), Ok("2026-11-27 2026-11-27"));
        assert_eq!(read("30.09.2026-01.07.2026"), Err(NoSpan::Reversed));
        assert_eq!(read("01.01.2026-31.12"), Ok("2026-01-01 2026-12-31".to_owned()));
        assert_eq!(read("28.11.2026-30.11.2026"), Err(NoSpan::Future));
        for text in ["", "нужны окна", "01.07.2026", "31.02.2026-01.03.2026", "1.2.3.4.5.6.7", "01.07.2026-30.13.2026"] {
            assert_eq!(read(text), Err(NoSpan::NotRead), "{text}");
        }
    }
}
