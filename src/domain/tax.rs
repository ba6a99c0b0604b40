//! Tax numbers: the Russian INN of 10 or 12 digits with its check digits, the Tajik INN (РМА) of 9 digits without one.

/// What a cell for a tax number holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tax {
    Valid(String),
    /// Not a number of the country; as written, its digits together.
    Wrong(String),
    /// A spreadsheet wrote it as 4,823E+09: the digits are gone.
    Lost,
}

/// Reads a cleaned cell; `country` is an ISO code, empty when nothing tells it.
pub fn read(cell: &str, country: &str) -> Tax {
    if is_scientific(cell) {
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
    let whole = cell.split_once(['.', ',']).filter(|(_, zeros)| !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0'));
    let number = whole.map_or(cell, |(whole, _)| whole);
    if number.chars().all(|c| c.is_ascii_digit() || c == ' ') { number.replace(' ', "") } else { cell.to_owned() }
}

fn is_scientific(cell: &str) -> bool {
    let Some((mantissa, exponent)) = cell.split_once(['e', 'E', 'Е', 'е']) else { return false };
    let exponent = exponent.trim_start_matches(['+', '-']);
    let is_number = |text: &str, marks: &[char]| {
        text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || marks.contains(&c))
    };
    is_number(mantissa, &[',', '.']) && is_number(exponent, &[])
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
    fn a_number_that_passed_through_a_spreadsheet_is_mended_but_lost_digits_are_not_guessed() {
        assert_eq!(read("4823006703.0", "ru"), valid("4823006703"));
        assert_eq!(read("4823006703,00", "ru"), valid("4823006703"));
        assert_eq!(read("4823 0067 03", "ru"), valid("4823006703"));
        for lost in ["4,823E+09", "4.823006703e9", "4,823Е+09"] {
            assert_eq!(read(lost, "ru"), Tax::Lost);
        }
    }
}
