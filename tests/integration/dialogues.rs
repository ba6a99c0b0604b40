//! Whole conversations, written as text files in tests/dialogues, played through the pure core: `understand`, `find`, `step`, `render`.
//! The index lies in memory and holds the built-in list.
//!
//! ```text
//! # A comment.
//! @ samples              (headers) the invented companies are loaded too
//! @ home lipetsk         the person is on the Lipetsk side (lipetsk or khujand)
//! @ lang tg              the terminal was started with --lang tg
//! > what the person types
//! = a line of the answer, whole; when a turn has such lines, the answer consists of them and of nothing else
//! < words that a line of the answer holds, in this order
//! + words that a line of the answer holds, wherever
//! ! words that no line of the answer holds
//! ```
//! A blank line of the answer is a bare `=`; buttons follow the text, as `[1] Caption`. In what is typed, `\u{200f}` is the character of
//! that code, and `{4096}text` is the text again and again until it has so many characters.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::LazyLock;

use hamkor::app::BuiltIn;
use hamkor::conversation::{Event, Order, State, Step, step};
use hamkor::domain::{Language, Region};
use hamkor::matching::{Index, Schema};
use hamkor::reply::{MESSAGE_CHARACTERS, Reply, render};
use hamkor::understanding::Vocabulary;
use proptest::prelude::*;

#[test]
fn every_conversation_goes_as_it_is_written() {
    let files = files();
    let faults: Vec<String> = files.iter().flat_map(|file| Dialogue::read(file).play()).collect();
    assert!(faults.is_empty(), "{} faults:\n\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn there_are_conversations_in_all_three_languages() {
    let files = files();
    assert!(files.len() >= 25, "only {} conversations", files.len());
    for language in ["ru-", "tg-", "en-"] {
        assert!(files.iter().any(|file| name(file).starts_with(language)), "no conversation in {language}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered_in_words_and_always_the_same_way(lines in prop::collection::vec(line(), 1..4)) {
        let mut chat = Chat::default();
        for line in lines {
            chat.say(&line);
        }
    }
}

/// Something a person, a cat or an attacker may type.
fn line() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "нужны",
        "ищу",
        "куплю",
        "продаём",
        "не",
        "кроме",
        "только",
        "из",
        "Липецка",
        "Худжанд",
        "больница",
        "строим",
        "окна",
        "курага",
        "мебель",
        "меҷӯем",
        "барои",
        "таҷҳизоти",
        "тиббӣ",
        "беморхона",
        "mefurushem",
        "we",
        "are",
        "building",
        "need",
        "sell",
        "without",
        "Medsoft",
        "LED",
        "500",
        "шт",
        "1,5",
        "https://x.example/?a=<b>",
        "👍",
        ",",
        ".",
        "—",
        "«",
        "\u{200f}",
        "\u{0}",
        "e\u{301}",
        "中文",
    ]);
    prop_oneof![
        4 => prop::collection::vec(words, 0..40).prop_map(|words| words.join(" ")),
        2 => any::<String>(),
        1 => "\\PC{0,80}",
        1 => "/[a-z]{0,9} ?[\\PC]{0,12}",
        1 => "[0-9]{1,30}",
    ]
}

/// A conversation as its file tells it.
struct Dialogue {
    file: String,
    chat: Chat,
    turns: Vec<Turn>,
}

/// What is typed, and what is expected of the answer.
struct Turn {
    line: usize,
    typed: String,
    expected: Vec<(usize, Expected)>,
}

enum Expected {
    Whole(String),
    Next(String),
    Somewhere(String),
    Lacks(String),
}

impl Dialogue {
    fn read(file: &Path) -> Dialogue {
        let text = std::fs::read_to_string(file).expect("a conversation is a text file");
        let mut dialogue = Dialogue { file: name(file), chat: Chat::default(), turns: Vec::new() };
        for (number, line) in (1..).zip(text.lines()) {
            let (mark, rest) = line.split_at(line.len().min(1));
            let rest = rest.strip_prefix(' ').unwrap_or(rest);
            match mark {
                "" | "#" => {}
                "@" => dialogue.header(rest),
                ">" => dialogue.turns.push(Turn { line: number, typed: typed(rest), expected: Vec::new() }),
                "=" => dialogue.expect(number, Expected::Whole(rest.to_owned())),
                "<" => dialogue.expect(number, Expected::Next(rest.to_owned())),
                "+" => dialogue.expect(number, Expected::Somewhere(rest.to_owned())),
                "!" => dialogue.expect(number, Expected::Lacks(rest.to_owned())),
                _ => panic!("{}:{number}: a line begins with one of > = < + ! @ #", dialogue.file),
            }
        }
        assert!(!dialogue.turns.is_empty(), "{}: nothing is typed", dialogue.file);
        dialogue
    }

    fn header(&mut self, header: &str) {
        match header {
            "samples" => self.chat.samples = true,
            "home lipetsk" => self.chat.state.home = Some(Region::Lipetsk),
            "home khujand" => self.chat.state.home = Some(Region::Sughd),
            _ => match header.strip_prefix("lang ") {
                Some(language) => self.chat.language = Some(language.parse().expect("ru, tg or en")),
                None => panic!("{}: there is no header @ {header}", self.file),
            },
        }
    }

    fn expect(&mut self, line: usize, expected: Expected) {
        let file = &self.file;
        self.turns.last_mut().unwrap_or_else(|| panic!("{file}:{line}: nothing was typed before")).expected.push((line, expected));
    }

    /// Plays it to its end; what did not go as written.
    fn play(mut self) -> Vec<String> {
        let mut faults = Vec::new();
        for turn in &self.turns {
            let answer = self.chat.say(&turn.typed);
            if let Some((line, fault)) = turn.fault(&answer) {
                let Turn { typed, .. } = turn;
                let typed: String = typed.chars().take(100).collect();
                faults.push(format!("{}:{line}: {fault}\n> {typed}\n{}\n", self.file, answer.join("\n")));
            }
        }
        faults
    }
}

impl Turn {
    /// The first thing about an answer that is not as expected, with the line that expects it.
    fn fault(&self, answer: &[String]) -> Option<(usize, String)> {
        let mut rest = answer.iter();
        for (line, expected) in &self.expected {
            let fault = match expected {
                Expected::Next(words) if !rest.any(|line| line.contains(words)) => format!("missing here: {words}"),
                Expected::Somewhere(words) if !answer.iter().any(|line| line.contains(words)) => format!("missing: {words}"),
                Expected::Lacks(words) if answer.iter().any(|line| line.contains(words)) => format!("unwanted: {words}"),
                _ => continue,
            };
            return Some((*line, fault));
        }
        let whole: Vec<&str> = self.expected.iter().filter_map(|(_, expected)| expected.whole()).collect();
        if whole.is_empty() || whole == answer {
            None
        } else {
            Some((self.line, format!("the whole answer should be:\n{}", whole.join("\n"))))
        }
    }
}

impl Expected {
    fn whole(&self) -> Option<&str> {
        match self {
            Expected::Whole(line) => Some(line),
            _ => None,
        }
    }
}

/// The terminal without a terminal: state in memory, answers as lines.
#[derive(Default)]
struct Chat {
    state: State,
    language: Option<Language>,
    samples: bool,
}

impl Chat {
    /// What is answered to a line: text and buttons as the terminal prints them.
    fn say(&mut self, text: &str) -> Vec<String> {
        let mut waiting = vec![Event::Text { text: text.to_owned(), language: self.language }];
        let mut answer = Vec::new();
        while let Some(event) = waiting.pop() {
            let Step { changes, replies, orders } = self.step(&event);
            changes.iter().for_each(|change| self.state.apply(change));
            answer.extend(replies.iter().flat_map(lines));
            for Order::LoadSamples in orders {
                let companies = if self.samples { 0 } else { (WITH_SAMPLES.len() - BUILT_IN.len()) as usize };
                self.samples = true;
                waiting.push(Event::SamplesLoaded { companies });
            }
        }
        assert!(!answer.is_empty(), "no answer to {text:?}");
        answer
    }

    fn step(&self, event: &Event) -> Step {
        let index: &Index = if self.samples { &WITH_SAMPLES } else { &BUILT_IN };
        let step_once = || step(&self.state, event, index).expect("an index in memory is read");
        let first = step_once();
        assert_eq!(first, step_once(), "the same input gave another step: {event:?}");
        first
    }
}

/// A reply as the terminal prints it. Every reply must fit into a message in whatever language.
fn lines(reply: &Reply) -> Vec<String> {
    for language in Language::ALL {
        let message = render(&Reply { language, ..reply.clone() });
        let units = message.text.encode_utf16().count();
        assert!((1..=MESSAGE_CHARACTERS).contains(&units), "{units} UTF-16 units in {language}: {reply:?}");
        assert!(!message.text.contains('⟨'), "a text is missing in {language}: {}", message.text);
        assert!(message.buttons.iter().all(|caption| !caption.trim().is_empty()), "an empty button in {language}: {reply:?}");
    }
    let message = render(reply);
    let buttons = (1..).zip(&message.buttons).map(|(number, caption)| format!("[{number}] {caption}"));
    message.text.lines().map(str::to_owned).chain(buttons).collect()
}

static VOCABULARY: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| Arc::new(Vocabulary::built_in()));
static BUILT_IN: LazyLock<Index> = LazyLock::new(|| index(&[BuiltIn::Companies]));
static WITH_SAMPLES: LazyLock<Index> = LazyLock::new(|| index(&[BuiltIn::Companies, BuiltIn::Samples]));

/// An index in memory over lists that are compiled in.
fn index(lists: &[BuiltIn]) -> Index {
    const WRITER_BYTES: usize = 15_000_000;
    let schema = Schema::default();
    let index = tantivy::Index::create_in_ram(schema.tantivy());
    let mut writer = index.writer_with_num_threads::<tantivy::TantivyDocument>(1, WRITER_BYTES).expect("a writer");
    for row in lists.iter().flat_map(|list| list.open(&VOCABULARY)) {
        writer.add_document(schema.document(&row.company, &VOCABULARY)).expect("a company is indexed");
    }
    writer.commit().expect("the index is written");
    let searcher = index.reader().expect("the index is read").searcher();
    Index::new(searcher, schema, VOCABULARY.clone())
}

fn files() -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialogues");
    let entries = std::fs::read_dir(dir).expect("tests/dialogues is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("tests/dialogues is listed").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What is typed, with characters by their code and repetitions written out.
fn typed(written: &str) -> String {
    let repeated =
        written.strip_prefix('{').and_then(|rest| rest.split_once('}')).and_then(|(count, text)| Some((count.parse().ok()?, text)));
    let (count, text) = repeated.unwrap_or((usize::MAX, written));
    let mut parts = text.split("\\u{");
    let mut typed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("\\u{…} is closed");
        typed.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("\\u{…} holds the code of a character"));
        typed.push_str(rest);
    }
    if repeated.is_some() { typed.chars().cycle().take(count).collect() } else { typed }
}
