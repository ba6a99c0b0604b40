//! The text of a message made safe to read: one Unicode form, no invisible marks, a bounded length, cut into words.

use unicode_normalization::UnicodeNormalization;

use super::vocabulary::WORDS_AT_ONCE;

/// A request longer than this is cut, and the answer says so. In characters, after cleaning.
pub const REQUEST_CHARACTERS: usize = 1024;
/// A request of more words than this is cut, and the answer says so.
pub const REQUEST_WORDS: usize = WORDS_AT_ONCE;

/// Cleans a text: NFC, white space to single blanks; control, bidirectional and invisible marks are dropped, and accents
/// that form no letter (stress marks, "zalgo").
pub fn clean(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
    // Letters of the three languages are composed already; to compose them again takes a tenth of the time that the vocabulary is read in.
    let is_composed = |c: char| matches!(c, ..'\u{300}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}');
    if text.chars().all(is_composed) {
        visible(text.chars())
    } else {
        visible(text.nfc().filter(|&c| !unicode_normalization::char::is_combining_mark(c)))
    }
}

/// Whether it is of nothing but Russian and Latin letters, digits and hyphens, with one blank between words, as most phrases of the
/// vocabulary are: the tables of all alphabets are slow to ask.
fn is_clean(text: &str) -> bool {
    let mut before = ' ';
    let is_plain = |c: char| {
        let fits = is_plain_letter(c) || c == '-' || (c == ' ' && before != ' ');
        before = c;
        fits
    };
    text.chars().all(is_plain) && before != ' '
}

fn is_plain_letter(c: char) -> bool {
    matches!(c, 'а'..='я' | 'a'..='z' | '0'..='9')
}

/// Without what is invisible, with one blank between words.
fn visible(letters: impl Iterator<Item = char>) -> String {
    let mut cleaned = String::with_capacity(letters.size_hint().0);
    for c in letters {
        let white = c.is_whitespace();
        if is_invisible(c) && !white {
            continue;
        }
        match white {
            true if cleaned.is_empty() || cleaned.ends_with(' ') => {}
            true => cleaned.push(' '),
            false => cleaned.push(c),
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

/// Control characters, zero-width and bidirectional marks, soft hyphens, variation selectors, the byte order mark.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
        || c.is_control()
}

/// A word with its place in the cleaned text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Lower case, look-alike letters of the other alphabet mended.
    pub text: String,
    /// Byte range in the cleaned text.
    pub start: usize,
    pub end: usize,
    /// What stands between this word and the one before.
    pub gap: Gap,
}

/// What parts a word from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Blanks, hyphens, quotes.
    None,
    /// A bracket: what stands in it is about what stands before it.
    Bracket,
    /// A comma, a colon, a slash.
    Comma,
    /// A full stop and the like.
    Sentence,
}

impl Gap {
    /// In a request a bracket parts nothing: "syringes (retail)" is one thing wanted.
    pub(super) fn in_request(self) -> Gap {
        if self == Gap::Bracket { Gap::None } else { self }
    }
}

/// The words of a cleaned text: runs of letters and digits. A hyphen parts words, an apostrophe inside one does not.
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut gap = Gap::Sentence;
    let mut start = None;
    let mut previous = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let inside = start.is_some() && joins(c) && next.is_some_and(char::is_alphabetic) && previous.is_alphabetic();
        let inside = inside || (c == '/' && start.is_some_and(|start| is_abbreviated_with_slash(&text[start..at], &text[at + 1..])));
        if is_plain_letter(c) || c.is_alphanumeric() || inside {
            start.get_or_insert(at);
        } else {
            if let Some(from) = start.take() {
                push(&mut words, text, from, at, &mut gap);
            }
            let abbreviates = c == '.' && matches!(words.as_slice(), [.., word] if word.end == at) && is_abbreviated(&words);
            gap = gap.max(if abbreviates { Gap::None } else { gap_of(c, previous, next) });
        }
        previous = c;
    }
    if let Some(from) = start {
        push(&mut words, text, from, text.len(), &mut gap);
    }
    words
}

fn push(words: &mut Vec<Word>, text: &str, start: usize, end: usize, gap: &mut Gap) {
    words.push(Word { text: in_one_form(&text[start..end]), start, end, gap: *gap });
    *gap = Gap::None;
}

fn in_one_form(word: &str) -> String {
    let is_russian = |c: char| matches!(c, 'а'..='я');
    if word.chars().all(is_russian) || word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut written = lower_case(word);
    // "ж/д" is "жд".
    written.retain(|c| c != '/');
    mend_look_alikes(without_marks(written))
}

fn lower_case(word: &str) -> String {
    let is_lower = |c: char| matches!(c, 'а'..='џ' | 'a'..='z' | '0'..='9' | 'ғ' | 'ӣ' | 'қ' | 'ӯ' | 'ҳ' | 'ҷ');
    if word.chars().all(is_lower) { word.to_owned() } else { word.to_lowercase() }
}

fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`')
}

fn gap_of(c: char, previous: char, next: Option<char>) -> Gap {
    match c {
        // "1,5" and "ст. Худжанд" part nothing.
        ',' | '.' if previous.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit()) => Gap::None,
        '!' | '?' | '…' | '.' => Gap::Sentence,
        '(' | ')' | '[' | ']' => Gap::Bracket,
        ',' | ';' | ':' | '/' | '—' | '–' | '|' | '+' | '&' => Gap::Comma,
        _ => Gap::None,
    }
}

/// Whether a slash between two pieces of text is that of "ж/д" and "х/б": one or two Russian letters on each side, three in all at most.
fn is_abbreviated_with_slash(before: &str, after: &str) -> bool {
    let letters = |text: &str| text.chars().take_while(|c| c.is_alphanumeric()).count();
    let (first, last) = (letters(before), letters(after));
    first + last <= 3 && last > 0 && before.chars().chain(after.chars().take(last)).all(is_cyrillic)
}

/// Whether a full stop behind the last word says that it is shortened, as in "г. Липецк" and "им. Чкалова". "2026 г." may end a sentence.
fn is_abbreviated(words: &[Word]) -> bool {
    const SHORTENED: [&str; 12] = ["г", "ш", "р", "н", "с", "д", "п", "ул", "им", "пр", "обл", "ст"];
    let is_year = || words.len() > 1 && words[words.len() - 2].text.ends_with(|c: char| c.is_ascii_digit());
    words.last().is_some_and(|word| SHORTENED.contains(&word.text.as_str())) && !is_year()
}

/// Latin letters with the marks of scholars and libraries as people write them without: mejūyam, tajhizoti tibbī, šakar.
fn without_marks(word: String) -> String {
    let marked = |c: char| ('\u{c0}'..='\u{24f}').contains(&c) || ('\u{1e00}'..='\u{1eff}').contains(&c);
    if !word.contains(marked) {
        return word;
    }
    word.chars().fold(String::with_capacity(word.len()), |mut plain, c| {
        match c {
            'š' | 'ş' => plain.push_str("sh"),
            'č' | 'ç' => plain.push_str("ch"),
            'ž' => plain.push_str("zh"),
            'ğ' | 'ġ' | 'ǧ' => plain.push_str("gh"),
            c if marked(c) => plain.push(c.nfd().next().unwrap_or(c)),
            c => plain.push(c),
        }
        plain
    })
}

/// Letters that look alike in the two alphabets: Latin, Cyrillic.
const LOOK_ALIKES: [(char, char); 15] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('i', 'і'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('u', 'и'),
    ('x', 'х'),
    ('y', 'у'),
    ('ё', 'ё'),
];

/// A word typed in both alphabets at once is read in the one that holds most of its letters,
/// when every letter of the other has a look-alike there.
fn mend_look_alikes(word: String) -> String {
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    let cyrillic = word.chars().filter(|&c| is_cyrillic(c)).count();
    if latin == 0 || cyrillic == 0 {
        return word;
    }
    let to_cyrillic = |c: char| LOOK_ALIKES.iter().find(|&&(l, _)| l == c).map(|&(_, other)| other);
    let to_latin = |c: char| LOOK_ALIKES.iter().find(|&&(_, other)| other == c).map(|&(l, _)| l);
    let mended: Option<String> = if cyrillic >= latin {
        word.chars().map(|c| if c.is_ascii_alphabetic() { to_cyrillic(c) } else { Some(c) }).collect()
    } else {
        word.chars().map(|c| if is_cyrillic(c) { to_latin(c) } else { Some(c) }).collect()
    };
    mended.unwrap_or(word)
}

pub(crate) fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn invisible_marks_and_piled_accents_do_not_reach_the_words() {
        let zalgo = "мед\u{200b}соф\u{300}\u{301}\u{302}\u{303}т\u{0} больница\u{202e}";
        assert_eq!(clean(zalgo), "медсофт больница");
    }

    #[test]
    fn a_latin_letter_inside_a_russian_word_is_read_as_russian() {
        assert_eq!(texts("бoльницa Medsоft"), ["больница", "medsoft"]);
    }

    #[test]
    fn latin_letters_with_marks_are_read_as_people_type_them() {
        assert_eq!(texts("mejūyam tibbī šakar čūrob, čaroǧho Müller"), ["mejuyam", "tibbi", "shakar", "churob", "charoghho", "muller"]);
    }

    #[test]
    fn words_know_where_they_stand_and_what_parts_them() {
        let found = words("окна, полы. Кабель 1,5");
        let gaps: Vec<Gap> = found.iter().map(|word| word.gap).collect();
        assert_eq!(gaps, [Gap::Sentence, Gap::Comma, Gap::Sentence, Gap::None, Gap::None]);
        assert_eq!((found[1].start, found[1].end), (10, 18));
    }
}
