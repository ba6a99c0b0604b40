//! How cells show their numbers: which of them are dates, and which have zeros in front. A date is a number of days, a tax number with zeros
//! in front is a number without them, and only the style of the cell tells.

use std::collections::HashMap;

use jiff::civil::{Date, date};

use super::xml::{Node, Tag, Xml};
use crate::seed::remark::What;

/// More styles of cells, and more formats, no spreadsheet writes.
const MOST: usize = 65_536;
/// No number that is meant to be read has more digits; also as many as a spreadsheet keeps of one.
const DIGITS: usize = 15;
const SECONDS_OF_DAY: f64 = 86_400.0;

/// What a format shows of a number; of days all but the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Date,
    DateAndTime,
    /// The time of a day.
    Time,
    /// Hours that have passed, also more than a day has.
    Hours,
    /// At least so many digits.
    Digits(usize),
}

/// The styles that cells point at.
#[derive(Default)]
pub(super) struct Styles {
    cells: Vec<Option<Shown>>,
    /// Days are counted from 1904 on, as old workbooks of Macs do.
    is_from_1904: bool,
}

impl Styles {
    pub(super) fn new(is_from_1904: bool) -> Styles {
        Styles { is_from_1904, ..Styles::default() }
    }

    pub(super) fn read(self, mut xml: Xml) -> Result<Styles, What> {
        let (mut cells, mut own) = (Vec::new(), HashMap::new());
        loop {
            let step = xml.next()?;
            match (step.path, step.node) {
                ([.., Tag::NumberFormat], Node::Open(element)) if own.len() < MOST => {
                    let (mut id, mut code) = (None, None);
                    for (name, value) in element.attributes() {
                        match name {
                            "numFmtId" => id = value.parse::<u32>().ok(),
                            "formatCode" => code = shown(&value),
                            _ => {}
                        }
                    }
                    own.extend(id.zip(Some(code)));
                }
                ([.., Tag::CellStyles, Tag::CellStyle], Node::Open(element)) if cells.len() < MOST => {
                    let id = element.attributes().find(|(name, _)| *name == "numFmtId").and_then(|(_, value)| value.parse().ok());
                    cells.push(id.unwrap_or(0));
                }
                (_, Node::End) => break,
                _ => {}
            }
        }
        let cells = cells.into_iter().map(|id| own.get(&id).copied().unwrap_or_else(|| built_in(id))).collect();
        Ok(Styles { cells, ..self })
    }

    /// The number of a cell as its style shows it, when that is a date or a time, as a list in text has it, 02.01.2021 and 09:30; or a whole
    /// number with zeros in front.
    pub(super) fn shown(&self, style: usize, number: f64) -> Option<String> {
        let shown = self.cells.get(style).copied().flatten()?;
        if let Shown::Digits(digits) = shown {
            let is_whole = number >= 0.0 && number.fract() == 0.0 && number < 10f64.powi(DIGITS as i32);
            return is_whole.then(|| format!("{:0digits$}", number as u64));
        }
        let (days, seconds) = {
            let seconds = (number.fract() * SECONDS_OF_DAY).round();
            if seconds < SECONDS_OF_DAY { (number.trunc(), seconds) } else { (number.trunc() + 1.0, 0.0) }
        };
        // Nothing is shown of what is before the first day or behind the year 9999.
        let days = Some(days).filter(|_| number >= 0.0).filter(|days| *days < 2_958_466.0)? as i32;
        let (hours, minutes, seconds) = (seconds as i32 / 3600, seconds as i32 / 60 % 60, seconds as i32 % 60);
        let time = |hours: i32| match seconds {
            0 => format!("{hours:02}:{minutes:02}"),
            _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
        };
        Some(match shown {
            Shown::Date => self.day(days)?,
            // Programs give the style of a moment to mere days.
            Shown::DateAndTime if (hours, minutes, seconds) == (0, 0, 0) => self.day(days)?,
            Shown::DateAndTime => format!("{} {}", self.day(days)?, time(hours)),
            Shown::Time => time(hours),
            Shown::Hours => time(days.checked_mul(24)?.checked_add(hours)?),
            Shown::Digits(_) => return None,
        })
    }

    fn day(&self, days: i32) -> Option<String> {
        let first = match days {
            _ if self.is_from_1904 => date(1904, 1, 1),
            // The day that there was not: 1900 was no leap year, but the first spreadsheets held it for one.
            0 | 60 => return None,
            ..60 => date(1899, 12, 31),
            _ => date(1899, 12, 30),
        };
        let day: Date = first.checked_add(jiff::Span::new().days(days)).ok()?;
        Some(day.strftime("%d.%m.%Y").to_string())
    }
}

/// The formats that every spreadsheet has.
fn built_in(id: u32) -> Option<Shown> {
    match id {
        14..=17 => Some(Shown::Date),
        18..=21 | 45 | 47 => Some(Shown::Time),
        22 => Some(Shown::DateAndTime),
        46 => Some(Shown::Hours),
        _ => None,
    }
}

/// What a written format shows, when it is one of days, `dd/mm/yyyy;@`, `[$-419]d mmm yyyy "г."`, `[h]:mm`, or of digits, `000000000`.
fn shown(code: &str) -> Option<Shown> {
    let positive = code.split(';').next().unwrap_or_default();
    if (1..=DIGITS).contains(&positive.len()) && positive.bytes().all(|byte| byte == b'0') {
        return Some(Shown::Digits(positive.len()));
    }
    let (mut letters, mut in_brackets, mut signs) = (String::new(), None, code.chars());
    while let Some(sign) = signs.next() {
        match (sign, &mut in_brackets) {
            (']', Some(inside)) => {
                let is_time = |inside: &String| !inside.is_empty() && inside.chars().all(|c| "hms".contains(c));
                letters.extend(Some(&*inside).filter(|inside| is_time(inside)).map(|_| '['));
                in_brackets = None;
            }
            (sign, Some(inside)) => inside.push(sign.to_ascii_lowercase()),
            ('[', None) => in_brackets = Some(String::new()),
            ('"', None) => _ = signs.by_ref().find(|sign| *sign == '"'),
            // The next sign stands for itself, is a width, or is repeated.
            ('\\' | '_' | '*', None) => _ = signs.next(),
            // What follows is for negative numbers.
            (';', None) => break,
            (sign, None) => letters.push(sign.to_ascii_lowercase()),
        }
    }
    let letters = letters.replace("am/pm", "h").replace("a/p", "h");
    let has = |any: &str| letters.contains(|c| any.contains(c));
    match (has("dy"), has("hs"), has("m")) {
        _ if letters.contains('[') => Some(Shown::Hours),
        (true, true, _) => Some(Shown::DateAndTime),
        (true, false, _) | (false, false, true) => Some(Shown::Date),
        (false, true, _) => Some(Shown::Time),
        (false, false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_one_of_days_by_its_letters_and_not_by_its_words() {
        for (code, expected) in [
            ("dd/mm/yyyy;@", Some(Shown::Date)),
            ("[$-419]D MMMM YYYY\\ \"г.\"", Some(Shown::Date)),
            ("mmm", Some(Shown::Date)),
            ("dd.mm.yyyy hh:mm", Some(Shown::DateAndTime)),
            ("h:mm AM/PM", Some(Shown::Time)),
            ("mm:ss", Some(Shown::Time)),
            ("[h]:mm", Some(Shown::Hours)),
            ("General", None),
            ("0.00E+00", None),
            ("# ##0\\ \\d", None),
            ("0\" days\"", None),
            ("[Red]#,##0.00 [$руб.-419]", None),
            ("_d0_d;[Red]-dd", None),
            ("@", None),
            ("000000000", Some(Shown::Digits(9))),
            ("0000000000;-0000000000;@", Some(Shown::Digits(10))),
            ("0.00", None),
            ("000 000", None),
            ("[", None),
            ("\"", None),
        ] {
            assert_eq!(shown(code), expected, "{code}");
        }
    }

    #[test]
    fn a_number_of_days_is_written_as_a_list_in_text_has_it() {
        let all = |is_from_1904| Styles {
            cells: vec![Some(Shown::Date), Some(Shown::DateAndTime), Some(Shown::Time), Some(Shown::Hours), None, Some(Shown::Digits(9))],
            is_from_1904,
        };
        for (style, number, expected) in [
            (0, 44198.0, Some("02.01.2021")),
            (0, 44198.7, Some("02.01.2021")),
            (0, 1.0, Some("01.01.1900")),
            (0, 59.0, Some("28.02.1900")),
            (0, 60.0, None),
            (0, 61.0, Some("01.03.1900")),
            (0, 2_958_465.0, Some("31.12.9999")),
            (0, 2_958_466.0, None),
            (0, 4_823_006_703.0, None),
            (0, -1.0, None),
            (0, f64::NAN, None),
            (1, 44198.5, Some("02.01.2021 12:00")),
            (1, 44198.0, Some("02.01.2021")),
            (1, 44_198.999_999_9, Some("03.01.2021")),
            (2, 0.375, Some("09:00")),
            (2, 0.375_011_574, Some("09:00:01")),
            (3, 1.5, Some("36:00")),
            (4, 44198.0, None),
            (5, 20_012_345.0, Some("020012345")),
            (5, 1_020_012_345.0, Some("1020012345")),
            (5, 1.5, None),
            (5, -1.0, None),
            (6, 44198.0, None),
        ] {
            assert_eq!(all(false).shown(style, number).as_deref(), expected, "{style} {number}");
        }
        assert_eq!(all(true).shown(0, 42736.0).as_deref(), Some("02.01.2021"));
    }
}
