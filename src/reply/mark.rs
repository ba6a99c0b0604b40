//! What stands out in a text. While a text is put together, marks are two letters that no text holds; at the end they
//! are taken out and become ranges.

use std::ops::Range;
use std::sync::LazyLock;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// From Unicode's private use area; cleaning keeps them out of files and messages.
const START: char = '\u{e000}';
const END: char = '\u{e001}';

static SKIM: LazyLock<SkimMatcherV2> = LazyLock::new(SkimMatcherV2::default);

/// The text, standing out as a whole.
pub(super) fn whole(text: &str) -> String {
    format!("{START}{}{END}", without(text))
}

/// A name in which the letters that were asked for stand out: those that fuzzy-matcher finds in their order.
pub(super) fn letters(name: &str, asked: &str) -> String {
    // One letter for one letter, so that positions hold: fuzzy-matcher ignores case for ASCII only.
    let lower =
        |text: &str| -> String { text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).filter(|&c| c != START && c != END).collect() };
    let name = without(name);
    let Some((_, found)) = SKIM.fuzzy_indices(&lower(&name), &lower(asked)) else { return name };
    let mut marked = String::with_capacity(2 * name.len());
    for (at, c) in name.chars().enumerate() {
        let (here, before, after) = (found.contains(&at), at > 0 && found.contains(&(at - 1)), found.contains(&(at + 1)));
        if here && !before {
            marked.push(START);
        }
        marked.push(c);
        if here && !after {
            marked.push(END);
        }
    }
    marked
}

/// The text without marks, and where they were.
pub(super) fn taken_out(text: &str) -> (String, Vec<Range<usize>>) {
    let (mut plain, mut marks, mut start) = (String::with_capacity(text.len()), Vec::new(), None);
    for c in text.chars() {
        match c {
            START => start = Some(plain.len()),
            END => marks.extend(start.take().map(|start| start..plain.len())),
            c => plain.push(c),
        }
    }
    (plain, marks)
}

fn without(text: &str) -> String {
    text.chars().filter(|&c| c != START && c != END).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_a_half_typed_name_stand_out() {
        let (text, marks) = taken_out(&letters("ООО «Медсофт Плюс»", "медс пл"));
        assert_eq!(text, "ООО «Медсофт Плюс»");
        assert_eq!(marks.into_iter().map(|mark| &text[mark]).collect::<Vec<_>>(), ["Медс", " Пл"]);
    }

    #[test]
    fn marks_in_what_people_wrote_do_not_count() {
        let (text, marks) = taken_out(&whole("a\u{e000}b\u{e001}c"));
        assert_eq!((text.as_str(), marks.first()), ("abc", Some(&(0..3))));
    }
}
