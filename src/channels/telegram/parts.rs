//! A text in pieces that Telegram takes: it counts in UTF-16 units, and so do the places of what stands out.

use std::ops::Range;

use teloxide::types::MessageEntity;

/// core.telegram.org/bots/api#sendmessage says characters; the server counts code points, some clients units. Units are never more lenient.
pub(super) const MESSAGE_UNITS: usize = 4096;
pub(super) const CAPTION_UNITS: usize = 1024;
/// More are not shown.
const ENTITIES: usize = 100;

/// A piece of a text, with what stands out in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) entities: Vec<MessageEntity>,
}

/// The text in pieces of at most so many units, cut at the end of a line where there is one; none for a blank text.
pub(super) fn parts(text: &str, marks: &[Range<usize>], units: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut from = 0;
    loop {
        from += text[from..].len() - text[from..].trim_start().len();
        let rest = &text[from..];
        if rest.is_empty() {
            return parts;
        }
        let end = from + cut(rest, units);
        parts.push(part(text, from..end, marks));
        from = end;
    }
}

/// At which byte a text is cut.
fn cut(text: &str, units: usize) -> usize {
    let fits = fitting(text, units);
    if fits == text.len() {
        return fits;
    }
    let window = &text[..fits];
    window.rfind('\n').or_else(|| window.rfind(' ')).filter(|&at| at > 0).unwrap_or(fits)
}

/// How many bytes of a text take at most so many units.
fn fitting(text: &str, units: usize) -> usize {
    let mut taken = 0;
    for (at, c) in text.char_indices() {
        taken += c.len_utf16();
        if taken > units {
            return at;
        }
    }
    text.len()
}

fn part(text: &str, range: Range<usize>, marks: &[Range<usize>]) -> Part {
    let range = range.start..range.start + text[range.clone()].trim_end().len();
    let units = |range: Range<usize>| text[range].encode_utf16().count();
    let entity = |mark: &Range<usize>| {
        let (start, end) = (mark.start.max(range.start), mark.end.min(range.end));
        (start < end).then(|| MessageEntity::bold(units(range.start..start), units(start..end)))
    };
    let entities = marks.iter().filter_map(entity).take(ENTITIES).collect();
    Part { text: text[range].to_owned(), entities }
}

/// The beginning of a text, with a mark where it was cut.
pub(super) fn shortened(text: &str, units: usize) -> String {
    match fitting(text, units) {
        fits if fits == text.len() => text.to_owned(),
        _ => format!("{}…", &text[..fitting(text, units - 1)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_the_end_of_a_line_and_marks_go_with_their_piece() {
        let parts = parts("\n один\nдва три\nя", &["\n один\n".len().."\n один\nдва".len()], 9);
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(texts, ["один", "два три\nя"]);
        assert_eq!(parts[1].entities, [MessageEntity::bold(0, 3)]);
    }

    #[test]
    fn no_piece_is_longer_than_the_limit_and_nothing_but_blanks_is_lost() {
        let text = "слово 😀😀 ".repeat(300) + &"ы".repeat(500);
        let parts = parts(&text, &[], 64);
        assert!(parts.iter().all(|part| part.text.encode_utf16().count() <= 64 && !part.text.is_empty()));
        let without_blanks = |text: &str| text.replace([' ', '\n'], "");
        assert_eq!(without_blanks(&parts.iter().map(|part| part.text.as_str()).collect::<String>()), without_blanks(&text));
        assert_eq!(super::parts(" \n ", &[], 64), []);
    }
}
