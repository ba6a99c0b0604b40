//! Numbers that are none to reckon with, as spreadsheets spoil them: 4,823E+09 and 4823006703.0.

/// Whether a spreadsheet wrote it as 4,823E+09: the digits are gone, and nobody may guess them.
pub fn has_lost_digits(cell: &str) -> bool {
    let Some((mantissa, exponent)) = cell.split_once(['e', 'E', 'Е', 'е']) else { return false };
    let exponent = exponent.trim_start_matches(['+', '-']);
    let is_number = |text: &str, marks: &[char]| {
        text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || marks.contains(&c))
    };
    is_number(mantissa, &[',', '.']) && is_number(exponent, &[])
}

/// What stands before the ".0" that programs set behind whole numbers; without it, the cell as it is.
pub fn without_fraction(cell: &str) -> &str {
    let whole = cell.split_once(['.', ',']).filter(|(_, zeros)| !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0'));
    whole.map(|(whole, _)| whole).filter(|whole| is_digits(whole)).unwrap_or(cell)
}

/// Nothing but digits, and blanks between them.
pub fn is_digits(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || c == ' ')
}
