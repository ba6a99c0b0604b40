//! Whether a text tells how somebody is reached: that is told only after both sides have agreed, and nowhere else.

use super::turn::Turn;

/// So many digits, apart only by what stands between the digits of a telephone, are taken for one.
const TELEPHONE_DIGITS: usize = 9;

pub(super) fn holds_contact(turn: &Turn, text: &str) -> bool {
    let own = turn.state.personal.contact.as_ref();
    let username = own.map(|contact| contact.username.to_lowercase()).filter(|name| !name.is_empty());
    let lower = text.to_lowercase();
    lower.contains('@') || lower.contains("t.me/") || username.is_some_and(|name| lower.contains(&name)) || holds_telephone(text)
}

fn holds_telephone(text: &str) -> bool {
    let mut digits = 0;
    // A date parts the numbers on its sides.
    for c in text.split_whitespace().flat_map(|word| if is_date(word) { ";" } else { word }.chars().chain([' '])) {
        match c {
            c if c.is_numeric() => digits += 1,
            ' ' | '-' | '–' | '(' | ')' | '+' | '.' => continue,
            _ => digits = 0,
        }
        if digits >= TELEPHONE_DIGITS {
            return true;
        }
    }
    false
}

/// Whether a word has the shape of a date: 31.12.2026, 31/12/26, 2026-12-31.
fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.trim_end_matches([',', ';', '.']).split(['.', '-', '/']).collect();
    let is_day_and_month = |day: &str, month: &str| {
        day.len() < 3
            && month.len() < 3
            && day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
            && month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
    };
    match parts[..] {
        [year, month, day] if year.len() == 4 => is_day_and_month(day, month),
        [day, month, year] => {
            matches!(year.len(), 2 | 4) && year.bytes().all(|digit| digit.is_ascii_digit()) && is_day_and_month(day, month)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_is_told_from_amounts_and_dates() {
        for text in ["светильники, +992 92 777-00-01", "звоните 8 (4742) 12.34.56", "92 777 0001 2", "до 31.12.2026, тел. 89201234567"]
        {
            assert!(holds_telephone(text), "{text}");
        }
        for text in
            ["100 т до 31.12.2026", "2026-12-31 20 т", "труба 108х4 ГОСТ 10704-91", "5 000 000 сомони", "с 01/10/26 по 31/12/26 500 штук"]
        {
            assert!(!holds_telephone(text), "{text}");
        }
    }
}
