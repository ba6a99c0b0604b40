//! What a spreadsheet would run.

/// Whether a spreadsheet takes a text for a formula: by its first mark after blanks, full-width forms too.
pub fn is_formula(text: &str) -> bool {
    const MARKS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    text.trim_start_matches(|c: char| c.is_whitespace() && !MARKS.contains(&c)).starts_with(MARKS)
}
