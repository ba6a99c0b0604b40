//! Telephone numbers as people of the two sides write them, in one form: E.164 (ITU-T, 2010), `+79990001122`.

use serde::{Deserialize, Serialize};

/// What is wrong with a number as a person typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Something other than digits stands among them.
    Letters,
    /// Too few or too many digits; how many there are.
    Digits(usize),
    /// Neither the country nor its form tells to whom it belongs.
    NoCountry,
}

const RUSSIA: &str = "7";
const TAJIKISTAN: &str = "992";
/// A number without its country: ten digits in Russia, nine in Tajikistan.
const RUSSIAN_DIGITS: usize = 10;
const TAJIK_DIGITS: usize = 9;

/// Reads a number: with its country (`+7`, `8`, `+992`, `00992`), or without it as both sides write their own.
///
/// # Errors
/// [`Fault`] says what is wrong in kind.
pub fn typed(text: &str) -> Result<String, Fault> {
    let is_between = |c: &char| c.is_whitespace() || matches!(c, '-' | '–' | '(' | ')' | '.' | '/' | '\u{202a}'..='\u{202e}');
    let bare: String = text.trim().chars().filter(|c| !is_between(c)).collect();
    let (has_plus, digits) = match bare.strip_prefix('+').or_else(|| bare.strip_prefix("00")) {
        Some(digits) => (true, digits),
        None => (false, bare.as_str()),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::Letters);
    }
    if has_plus { with_country(digits) } else { without_plus(digits) }
}

/// The numbers of a cell, in one form: it may hold several, and words beside them ("тел. 8 (4742) 22-33-44, доб. 5"). What cannot be read
/// as a number is left out.
pub fn numbers(cell: &str) -> impl Iterator<Item = String> {
    cell.split([',', ';', '/', '\n']).filter_map(|part| {
        let begun = part.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+');
        typed(&begun[..begun.find(char::is_alphabetic).unwrap_or(begun.len())]).ok()
    })
}

fn with_country(digits: &str) -> Result<String, Fault> {
    // E.164 allows fifteen digits; no country has subscribers with fewer than eight with its code.
    const ANYWHERE: std::ops::RangeInclusive<usize> = 8..=15;
    let fits = match (digits.strip_prefix(TAJIKISTAN), digits.strip_prefix(RUSSIA)) {
        (Some(national), _) => national.len() == TAJIK_DIGITS,
        (None, Some(national)) => national.len() == RUSSIAN_DIGITS && is_russian(national),
        (None, None) => ANYWHERE.contains(&digits.len()) && !digits.starts_with('0'),
    };
    if fits { Ok(format!("+{digits}")) } else { Err(Fault::Digits(digits.len())) }
}

fn without_plus(digits: &str) -> Result<String, Fault> {
    let national = |country: &str, national: &str| Ok(format!("+{country}{national}"));
    match digits.len() {
        // 8 is how Russia dials its own long distance.
        11 if digits.starts_with(['7', '8']) && is_russian(&digits[1..]) => national(RUSSIA, &digits[1..]),
        12 if digits.starts_with(TAJIKISTAN) => national(TAJIKISTAN, &digits[3..]),
        // With 8 before it, it is rather a long one that lacks a digit.
        RUSSIAN_DIGITS if is_russian(digits) && !digits.starts_with('8') => national(RUSSIA, digits),
        TAJIK_DIGITS if !digits.starts_with('0') => national(TAJIKISTAN, digits),
        RUSSIAN_DIGITS if digits.starts_with(['7', '8']) => Err(Fault::Digits(RUSSIAN_DIGITS)),
        9..=12 => Err(Fault::NoCountry),
        length => Err(Fault::Digits(length)),
    }
}

/// Area codes of Russia begin with 3, 4, 8 and 9 (order of the ministry of communications, 2006).
fn is_russian(national: &str) -> bool {
    national.starts_with(['3', '4', '8', '9'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_whatever_form_it_is_written() {
        for written in ["+7 999 000-11-22", "8 (999) 000 11 22", "79990001122", "999 000 11 22", "007 999 000 11 22"] {
            assert_eq!(typed(written), Ok("+79990001122".to_owned()), "{written}");
        }
        for written in ["+992 92 700-11-22", "992927001122", "92 700 11 22", "00992927001122"] {
            assert_eq!(typed(written), Ok("+992927001122".to_owned()), "{written}");
        }
        assert_eq!(typed("8 (4742) 22-33-44"), Ok("+74742223344".to_owned()), "a landline of Lipetsk");
        assert_eq!(typed("(3422) 60-11-2"), Ok("+992342260112".to_owned()), "a landline of Khujand");
        assert_eq!(typed("+998 90 123 45 67"), Ok("+998901234567".to_owned()), "other countries as they are");
    }

    #[test]
    fn a_cell_gives_all_its_numbers_without_what_stands_beside_them() {
        let read = |cell: &str| numbers(cell).collect::<Vec<_>>();
        assert_eq!(read("тел. 8 (4742) 22-33-44 доб. 5, моб.: +7 900 123-45-67"), ["+74742223344", "+79001234567"]);
        assert_eq!(read("(4742) 22-33-44/45; 92 700 11 22"), ["+74742223344", "+992927001122"]);
        assert_eq!(read("нет, 22-33-44, доб. 12, 7,90012E+10"), Vec::<String>::new());
    }

    #[test]
    fn a_number_that_is_none_says_in_what() {
        assert_eq!(typed("+7 999 000-11-2"), Err(Fault::Digits(10)));
        assert_eq!(typed("+992 92 700-11-2"), Err(Fault::Digits(11)));
        assert_eq!(typed("8 (999) 000-11-2"), Err(Fault::Digits(10)));
        assert_eq!(typed("123"), Err(Fault::Digits(3)));
        assert_eq!(typed("8 (4742) 22-33-44 доб. 12"), Err(Fault::Letters));
        assert_eq!(typed("@anna"), Err(Fault::Letters));
        assert_eq!(typed(""), Err(Fault::Letters));
        assert_eq!(typed("12345678901"), Err(Fault::NoCountry));
    }
}
