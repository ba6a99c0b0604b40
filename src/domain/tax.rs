//! Tax numbers: the Russian INN of 10 or 12 digits with its check digits, the Tajik INN (РМА) of 9 digits without one.

use serde::{Deserialize, Serialize};

use super::spoilt::{has_lost_digits, is_digits, without_fraction};

/// What a cell for a tax number holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tax {
    Valid(String),
    /// Not a number of the country; as written, its digits together.
    Wrong(String),
    /// A spreadsheet wrote it as 4,823E+09: the digits are gone.
    Lost,
}

/// What is wrong with a number as a person typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Something other than digits stands among them.
    Letters,
    /// No tax number has so many digits.
    Digits(usize),
    /// The last digit (of ten) or the last two (of twelve) do not follow from the others.
    CheckDigits(usize),
    /// Nothing but zeros.
    Zeros,
}

/// The region code of Lipetsk region, with which the numbers given out there begin.
pub const LIPETSK: &str = "48";

/// Reads a number as a person types it, with blanks or dashes, "ИНН" or "РМА" before it.
///
/// # Errors
/// [`Fault`] says what is wrong in kind.
pub fn typed(text: &str) -> Result<String, Fault> {
    let lower = text.trim().to_lowercase();
    let named = ["инн", "рма", "inn", "rma"].iter().find_map(|name| lower.strip_prefix(name)).unwrap_or(&lower);
    let is_between = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '.' | ':' | '№' | '/');
    let digits: String = named.chars().filter(|&c| !is_between(c)).collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::Letters);
    }
    match digits.len() {
        _ if is_valid(&digits, "") => Ok(digits),
        1.. if digits.bytes().all(|byte| byte == b'0') => Err(Fault::Zeros),
        10 | 12 => Err(Fault::CheckDigits(digits.len())),
        length => Err(Fault::Digits(length)),
    }
}

/// Whether a text is meant as a number rather than as a name.
pub fn is_meant(text: &str) -> bool {
    const FEWEST_DIGITS: usize = 5;
    let count = |is: fn(&char) -> bool| text.chars().filter(is).count();
    let (digits, letters) = (count(char::is_ascii_digit), count(|c| c.is_alphabetic()));
    digits >= FEWEST_DIGITS && digits > 2 * letters
}

/// The code of the Russian region in which a right number was given out; `None` for a Tajik one.
pub fn region_code(number: &str) -> Option<&str> {
    if number.len() == 9 { None } else { number.get(..2) }
}

/// Reads a cleaned cell; `country` is an ISO code, empty when nothing tells it.
pub fn read(cell: &str, country: &str) -> Tax {
    if has_lost_digits(cell) {
        return Tax::Lost;
    }
    let digits = digits(cell);
    if is_valid(&digits, country) { Tax::Valid(digits) } else { Tax::Wrong(digits) }
}

/// Whether the digits are a tax number of the country, or of either country when it is unknown.
pub fn is_valid(digits: &str, country: &str) -> bool {
    match country {
        "ru" => is_russian(digits),
        "tj" => is_tajik(digits),
        _ => is_russian(digits) || is_tajik(digits),
    }
}

/// The digits of a number written with blanks in it or as 4823006703.0; anything else as it is.
fn digits(cell: &str) -> String {
    let number = without_fraction(cell);
    if is_digits(number) { number.replace(' ', "") } else { cell.to_owned() }
}

/// Check digits by the order of the Federal Tax Service (weights of MMV-7-6/435): a sum of weighted digits modulo 11, then 10.
fn is_russian(number: &str) -> bool {
    let Some(digits) = number.chars().map(|c| c.to_digit(10)).collect::<Option<Vec<u32>>>() else { return false };
    let is_checked = |weights: &[u32]| {
        let sum: u32 = weights.iter().zip(&digits).map(|(weight, digit)| weight * digit).sum();
        digits.get(weights.len()) == Some(&(sum % 11 % 10))
    };
    match digits.len() {
        _ if digits.iter().all(|&digit| digit == 0) => false,
        10 => is_checked(&[2, 4, 10, 3, 5, 9, 4, 6, 8]),
        12 => is_checked(&[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) && is_checked(&[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]),
        _ => false,
    }
}

fn is_tajik(number: &str) -> bool {
    number.len() == 9 && number.bytes().all(|byte| byte.is_ascii_digit()) && number != "000000000"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn valid(digits: &str) -> Tax {
        Tax::Valid(digits.to_owned())
    }

    #[test]
    fn a_russian_number_is_known_by_its_check_digits() {
        assert_eq!(read("4823006703", "ru"), valid("4823006703"));
        assert_eq!(read("500100732259", "ru"), valid("500100732259"));
        for wrong in ["4823006704", "500100732250", "482300670", "0000000000"] {
            assert_eq!(read(wrong, "ru"), Tax::Wrong(wrong.to_owned()));
        }
    }

    #[test]
    fn the_country_decides_which_number_is_right() {
        assert_eq!(read("510010123", "tj"), valid("510010123"));
        assert_eq!(read("510010123", ""), valid("510010123"));
        assert_eq!(read("4823006703", "tj"), Tax::Wrong("4823006703".to_owned()));
    }

    #[test]
    fn a_typed_number_that_is_wrong_says_in_what() {
        for right in ["4823006703", " ИНН 4823 006703", "48-23-006703", "рма: 510010123", "500100732259"] {
            assert!(typed(right).is_ok(), "{right}");
        }
        assert_eq!(typed("482300670"), Ok("482300670".to_owned()), "nine digits may be a Tajik number");
        assert_eq!(typed("48230067"), Err(Fault::Digits(8)));
        assert_eq!(typed("48230067031"), Err(Fault::Digits(11)));
        assert_eq!(typed("4823006704"), Err(Fault::CheckDigits(10)));
        assert_eq!(typed("500100732250"), Err(Fault::CheckDigits(12)));
        assert_eq!(typed("48230О6703"), Err(Fault::Letters));
        assert_eq!(typed("000000000"), Err(Fault::Zeros));
        assert_eq!(region_code("4823006703"), Some(LIPETSK));
        assert_eq!(region_code("510010123"), None);
    }

    #[test]
    fn a_name_with_a_number_in_it_is_no_tax_number() {
        for name in ["Завод 12345", "Школа № 12", "ООО «48»", "1С"] {
            assert!(!is_meant(name), "{name}");
        }
        for number in ["4823006703", "48230О6703", "ИНН 4823006703", "48 23 00"] {
            assert!(is_meant(number), "{number}");
        }
    }

    #[test]
    fn a_number_that_passed_through_a_spreadsheet_is_mended_but_lost_digits_are_not_guessed() {
        assert_eq!(read("4823006703.0", "ru"), valid("4823006703"));
        assert_eq!(read("4823006703,00", "ru"), valid("4823006703"));
        assert_eq!(read("4823 0067 03", "ru"), valid("4823006703"));
        for lost in ["4,823E+09", "4.823006703e9", "4,823Е+09"] {
            assert_eq!(read(lost, "ru"), Tax::Lost);
        }
    }
}
