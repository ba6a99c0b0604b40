//! Whole conversations, written as text files in tests/dialogues, played through the pure core in a [`Town`].
//! The index lies in memory and holds the built-in list.
//!
//! ```text
//! # A comment.
//! @ samples              (headers) the invented companies are loaded too
//! @ home lipetsk         the person is on the Lipetsk side (lipetsk or khujand)
//! @ lang tg              the terminal was started with --lang tg; for whoever speaks
//! @ member Анна c-1 +79990001122   Анна speaks for the company c-1, has agreed to pass on that telephone
//! @ language Анна en     Анна has chosen a language
//! @ owner Ольга          Ольга keeps the list by the configuration; with a side (lipetsk or khujand) for that chamber only
//! @ messenger            everybody writes in a messenger, where a number that is typed presses no button
//! @ now 2026-11-27T10:00:00+03:00
//! > what the person types
//! % текст                the last message is changed to that; %% the one before it
//! & Анна                 from here on Анна speaks; the answer is what she was told since her last turn
//! * Почему               the newest button whose caption begins so is pressed
//! $ +79990001122         the person shares their own contact
//! ^ list.csv             the person sends a file of that name; its lines follow
//! | a line of the file
//! ~ 72                   so many hours pass; the answer is what the person is told meanwhile
//! = a line of the answer, whole; when a turn has such lines, the answer consists of them and of nothing else
//! < words that a line of the answer holds, in this order
//! + words that a line of the answer holds, wherever
//! ! words that no line of the answer holds
//! ```
//! A blank line of the answer is a bare `=`; buttons follow the text, as `[1] Caption`. In what is typed, `\u{200f}` is the character of
//! that code, and `{4096}text` is the text again and again until it has so many characters. A turn `&`, `~` or `%` may have no answer at all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hamkor::conversation::Change;
use hamkor::domain::{ChatId, Language, Region};
use proptest::prelude::*;

use crate::town::{Town, lines};

#[test]
fn every_conversation_goes_as_it_is_written() {
    let files = files();
    // A button that is not there ends its conversation, not the others.
    let play = |file: &PathBuf| {
        let played = std::panic::catch_unwind(|| Dialogue::read(file).play());
        played.unwrap_or_else(|panic| vec![format!("{}: {}", name(file), panic.downcast_ref::<String>().map_or("", String::as_str))])
    };
    let faults: Vec<String> = files.iter().flat_map(play).collect();
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
        let mut town = Town::new();
        for line in lines {
            town.say(ChatId::TERMINAL, &line, None);
            prop_assert!(!town.read(ChatId::TERMINAL).is_empty(), "no answer to {line:?}");
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
    town: Town,
    people: BTreeMap<String, ChatId>,
    speaker: ChatId,
    language: Option<Language>,
    turns: Vec<Turn>,
}

/// What is done, and what is expected of the answer.
struct Turn {
    line: usize,
    deed: Deed,
    expected: Vec<(usize, Expected)>,
}

enum Deed {
    Type(String),
    /// How many messages ago it was written, and what it says now.
    Edit(i64, String),
    Press(String),
    ShareContact(String),
    /// A file of that name, with its content.
    SendFile(String, String),
    Speak(String),
    Wait(i64),
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
        let mut dialogue = Dialogue {
            file: name(file),
            town: Town::new(),
            people: BTreeMap::new(),
            speaker: ChatId::TERMINAL,
            language: None,
            turns: Vec::new(),
        };
        for (number, line) in (1..).zip(text.lines()) {
            let (mark, rest) = line.split_at(line.len().min(1));
            let rest = rest.strip_prefix(' ').unwrap_or(rest);
            match mark {
                "" | "#" => {}
                "@" => dialogue.header(rest),
                ">" => dialogue.deed(number, Deed::Type(typed(rest))),
                "%" => {
                    let before = rest.strip_prefix("% ");
                    dialogue.deed(number, Deed::Edit(i64::from(before.is_some()), typed(before.unwrap_or(rest))));
                }
                "^" => dialogue.deed(number, Deed::SendFile(typed(rest), String::new())),
                "|" => dialogue.file_line(rest),
                "&" => dialogue.deed(number, Deed::Speak(rest.to_owned())),
                "*" => dialogue.deed(number, Deed::Press(rest.to_owned())),
                "$" => dialogue.deed(number, Deed::ShareContact(rest.to_owned())),
                "~" => dialogue.deed(number, Deed::Wait(rest.parse().expect("~ takes hours"))),
                "=" => dialogue.expect(number, Expected::Whole(rest.to_owned())),
                "<" => dialogue.expect(number, Expected::Next(rest.to_owned())),
                "+" => dialogue.expect(number, Expected::Somewhere(rest.to_owned())),
                "!" => dialogue.expect(number, Expected::Lacks(rest.to_owned())),
                _ => panic!("{}:{number}: a line begins with one of > % & * $ ^ | ~ = < + ! @ #", dialogue.file),
            }
        }
        assert!(!dialogue.turns.is_empty(), "{}: nothing is typed", dialogue.file);
        dialogue
    }

    fn deed(&mut self, line: usize, deed: Deed) {
        self.turns.push(Turn { line, deed, expected: Vec::new() });
    }

    fn file_line(&mut self, line: &str) {
        let Some(Turn { deed: Deed::SendFile(_, content), .. }) = self.turns.last_mut() else {
            panic!("{}: no file for {line}", self.file)
        };
        content.push_str(line);
        content.push('\n');
    }

    /// The chat of a person of that name.
    fn person(&mut self, name: &str) -> ChatId {
        let next = ChatId(1_000 + self.people.len() as i64);
        *self.people.entry(name.to_owned()).or_insert(next)
    }

    fn header(&mut self, header: &str) {
        let words: Vec<&str> = header.split_whitespace().collect();
        match words.as_slice() {
            ["samples"] => _ = self.town.load_samples(),
            ["home", side] => {
                let side = if *side == "lipetsk" { Region::Lipetsk } else { Region::Sughd };
                self.town.set(ChatId::TERMINAL, &Change::HomeChosen(Some(side)));
            }
            ["lang", language] => self.language = Some(language.parse().expect("ru, tg or en")),
            ["member", name, company, phone] => {
                let chat = self.person(name);
                self.town.make_member(chat, name, company, phone);
            }
            ["language", name, language] => {
                let chat = self.person(name);
                self.town.set(chat, &Change::LanguageChosen(Some(language.parse().expect("ru, tg or en"))));
            }
            ["owner", name, rest @ ..] => {
                let chat = self.person(name);
                let side = rest.first().map(|side| if *side == "lipetsk" { Region::Lipetsk } else { Region::Sughd });
                self.town.add_owner(chat, side);
            }
            ["messenger"] => self.town.messenger = true,
            ["now", time] => self.town.now = time.parse().expect("a time"),
            _ => panic!("{}: no such header: {header}", self.file),
        }
    }

    fn expect(&mut self, line: usize, expected: Expected) {
        let file = &self.file;
        let turn = self.turns.last_mut();
        turn.unwrap_or_else(|| panic!("{file}:{line}: nothing was typed before")).expected.push((line, expected));
    }

    /// Does the deed; what the speaker is told.
    fn answer(&mut self, deed: &Deed) -> Vec<String> {
        match deed {
            Deed::Type(text) => self.town.say(self.speaker, text, self.language),
            Deed::Edit(back, text) => self.town.edit(self.speaker, *back, text),
            Deed::Press(caption) => _ = self.town.press(self.speaker, caption),
            Deed::ShareContact(phone) => self.town.share_contact(self.speaker, phone),
            Deed::SendFile(name, content) => self.town.send_file(self.speaker, name, content),
            Deed::Speak(name) => self.speaker = self.person(name),
            Deed::Wait(hours) => self.town.wait(*hours),
        }
        let answer: Vec<String> = self.town.read(self.speaker).iter().flat_map(lines).collect();
        let may_be_silent = matches!(deed, Deed::Speak(_) | Deed::Wait(_) | Deed::Edit(..));
        assert!(may_be_silent || !answer.is_empty(), "{}: no answer to {}", self.file, deed.in_words());
        answer
    }

    /// Plays it to its end; what did not go as written.
    fn play(mut self) -> Vec<String> {
        let mut faults = Vec::new();
        for turn in std::mem::take(&mut self.turns) {
            let answer = self.answer(&turn.deed);
            if let Some((line, fault)) = turn.fault(&answer) {
                faults.push(format!("{}:{line}: {fault}\n{}\n{}\n", self.file, turn.deed.in_words(), answer.join("\n")));
            }
        }
        faults
    }
}

impl Deed {
    fn in_words(&self) -> String {
        match self {
            Deed::Type(text) => format!("> {}", text.chars().take(100).collect::<String>()),
            Deed::Edit(_, text) => format!("% {text}"),
            Deed::Press(caption) => format!("* {caption}"),
            Deed::ShareContact(phone) => format!("$ {phone}"),
            Deed::SendFile(name, _) => format!("^ {name}"),
            Deed::Speak(name) => format!("& {name}"),
            Deed::Wait(hours) => format!("~ {hours}"),
        }
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
