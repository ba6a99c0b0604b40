//! Which room of src/ knows which, and what the pure ones never touch. Read from the source text: comments, strings and
//! `#[cfg(test)]` items do not count.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

struct Room {
    name: &'static str,
    pure: bool,
    /// Other rooms that it may name.
    knows: &'static [&'static str],
}

const fn pure(name: &'static str, knows: &'static [&'static str]) -> Room {
    Room { name, pure: true, knows }
}

const fn edge(name: &'static str, knows: &'static [&'static str]) -> Room {
    Room { name, pure: false, knows }
}

/// The house: arrows point up only.
const ROOMS: [Room; 14] = [
    pure("domain", &[]),
    pure("understanding", &["domain"]),
    pure("matching", &["domain", "understanding"]),
    pure("registry", &["domain"]),
    pure("asked", &["domain", "understanding", "matching", "registry"]),
    pure("reply", &["domain", "understanding", "matching", "registry"]),
    pure("conversation", &["domain", "understanding", "matching", "registry", "asked", "reply"]),
    edge("report", &["domain", "understanding", "matching", "registry", "asked", "reply"]),
    edge("seed", &["domain", "understanding"]),
    edge("store", &["domain", "registry", "reply", "conversation"]),
    edge("app", &["domain", "understanding", "matching", "registry", "asked", "reply", "conversation", "seed", "report", "store"]),
    edge("channels", &["domain", "understanding", "matching", "reply", "conversation", "store", "app"]),
    edge("logging", &[]),
    edge(
        "cli",
        &[
            "domain",
            "understanding",
            "matching",
            "registry",
            "asked",
            "reply",
            "conversation",
            "seed",
            "report",
            "store",
            "app",
            "channels",
            "logging",
        ],
    ),
];

/// What no pure room names: clock, the zones that the system knows, chance, network, files, environment, threads, processes, runtime, stores, messengers.
const IMPURE: [&str; 27] = [
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::os",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "Timestamp::now",
    "Zoned::now",
    "TimeZone",
    "MmapDirectory",
    "create_in_dir",
    "open_in_dir",
    "env_logger",
    "getrandom",
    "rand",
    "rayon",
    "reqwest",
    "rustyline",
    "sled",
    "sqlx",
    "teloxide",
    "tokio",
    "println",
    "eprintln",
];

#[test]
fn every_room_knows_only_rooms_above_it_and_pure_rooms_touch_nothing_outside() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    assert!(files.len() > ROOMS.len(), "no source found in {}", source.display());
    let mut faults = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source file is readable");
        let place = file.strip_prefix(&source).expect("found below src").to_string_lossy().replace('\\', "/");
        faults.extend(faults_in(&place, &text));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_name_that_crosses_a_boundary_is_found_however_it_is_written() {
    let crossing = [
        ("domain/company.rs", "use crate::store::Store;"),
        ("domain/company.rs", "fn f() -> crate::store::Store { todo() }"),
        ("domain/company.rs", "use super::super::store;"),
        ("domain/mod.rs", "pub use super::store::Store as Keeper;"),
        ("matching/score.rs", "use crate::{domain::Company,\n  reply::{Reply, Body}};"),
        ("understanding/vocabulary/read.rs", "use super::super::super::matching::find;"),
        ("report/mod.rs", "use crate::seed::open;"),
        ("seed/row.rs", "use crate::report::{Cell, write};"),
        ("reply/mod.rs", "use std::fs;"),
        ("reply/mod.rs", "use std::{fmt, io::{self, Write}};"),
        ("reply/mod.rs", "use std::*;"),
        ("reply/mod.rs", "fn f() { ::std::env::var(\"HOME\"); }"),
        ("matching/mod.rs", "fn f() { jiff::Timestamp::now(); }"),
        ("matching/mod.rs", "fn f() { std::time::Instant::now(); }"),
        ("matching/mod.rs", "use std::time::{Duration, Instant};"),
        ("matching/mod.rs", "use rayon::prelude::*;"),
        ("registry/calendar.rs", "fn f() { jiff::tz::TimeZone::system(); }"),
        ("matching/mod.rs", "use tantivy::directory::MmapDirectory;"),
        ("matching/mod.rs", "fn f() { Index::open_in_dir(dir); }"),
        ("conversation/mod.rs", "#[tokio::main] async fn f() {}"),
        ("conversation/mod.rs", "fn f() { println!(\"{}\", 1); }"),
        ("conversation/mod.rs", "include!(\"../store/table.rs\");"),
        ("cellar/mod.rs", ""),
    ];
    for (place, text) in crossing {
        assert!(!faults_in(place, text).is_empty(), "{place}: {text}");
    }
    assert_eq!(
        faults_in("domain/company.rs", "// one\n/* two\n*/\nuse crate::store::Store;"),
        ["src/domain/company.rs:4: domain does not know store (store::Store)"]
    );
}

#[test]
fn comments_strings_and_tests_cross_no_boundary() {
    let harmless = [
        ("domain/company.rs", "//! See [`crate::store`].\n/* std::fs /* nested */ tokio */"),
        ("domain/company.rs", r####"const A: &str = "use crate::store; \" std::fs"; const B: &str = r#"" std::fs "#;"####),
        ("domain/company.rs", "fn f<'a>(c: char) -> bool { c == '\"' || c == '\\'' } // std::fs"),
        ("domain/company.rs", "#[cfg(test)]\nmod tests {\n  use std::fs;\n  fn f() { crate::store::open(); }\n}"),
        ("domain/company.rs", "#[cfg(test)]\n#[expect(x)]\nuse crate::store::{self, Store};\nuse super::Place;"),
        ("matching/mod.rs", "use crate::understanding::{self, Request}; use std::collections::HashMap; pub(crate) fn f() {}"),
        ("understanding/vocabulary/read.rs", "use super::Cue; use super::super::text; use crate::understanding::spelling;"),
        ("conversation/mod.rs", "fn f(instant: u8, io: Io) { io.fs(instant) }"),
        ("understanding/mod.rs", "const A: &str = include_str!(\"../../seed/projects.toml\");"),
        ("seed/clean.rs", "use crate::domain::is_formula;"),
        ("store/mod.rs", "use std::fs; use crate::conversation::State;"),
        ("main.rs", "fn main() { hamkor::cli::run(std::env::args_os()); }"),
        ("lib.rs", "pub mod store;"),
    ];
    for (place, text) in harmless {
        assert_eq!(faults_in(place, text), [""; 0], "{place}: {text}");
    }
}

fn rust_files(dir: &Path, files: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(dir).expect("src is readable").map(|entry| entry.expect("src is readable").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What a file breaks, as `src/FILE:LINE: …`; `place` is its path below src.
fn faults_in(place: &str, text: &str) -> Vec<String> {
    let module = module_of(place);
    let Some(room_name) = module.first() else { return Vec::new() };
    let Some(room) = ROOMS.iter().find(|room| room.name == room_name) else {
        return vec![format!("src/{place}:1: no rule says what the room {room_name} may know; add it to ROOMS")];
    };
    let words = without_tests(words(text));
    let mut faults = BTreeSet::new();
    for (path, line) in paths(&words) {
        let fault = match room_of(&path, &module) {
            Some(inner) => {
                let inner = inner.join("::");
                let other = inner.split("::").next().unwrap_or_default();
                let is_room = ROOMS.iter().any(|room| room.name == other);
                let allowed = other == room.name || room.knows.contains(&other);
                (is_room && !allowed).then(|| format!("{} does not know {other} ({inner})", room.name))
            }
            None if room.pure => impure(&path).map(|what| format!("{} is pure and names {what} ({})", room.name, path.join("::"))),
            None => None,
        };
        faults.extend(fault.map(|fault| (line, fault)));
    }
    for pair in words.windows(4) {
        let included = matches!(pair[0].text.as_str(), "include" | "include_str" | "include_bytes") && pair[1].text == "!";
        if included && pair[3].text.ends_with(".rs\"") {
            faults.insert((pair[0].line, format!("{} includes the source {}", room.name, pair[3].text)));
        }
    }
    faults.into_iter().map(|(line, fault)| format!("src/{place}:{line}: {fault}")).collect()
}

/// `a/b.rs` is the module a::b, `a/mod.rs` the module a, `lib.rs` and `main.rs` are none.
fn module_of(place: &str) -> Vec<String> {
    let mut module: Vec<String> = place.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| last == "mod") || matches!(place, "lib.rs" | "main.rs") {
        module.pop();
    }
    module
}

/// The path from the crate's root, if it begins in this crate.
fn room_of(path: &[String], module: &[String]) -> Option<Vec<String>> {
    let ups = path.iter().take_while(|word| *word == "super").count();
    let from = match path.first()?.as_str() {
        "crate" => return Some(path[1..].to_vec()),
        "self" => module.to_vec(),
        "super" => module[..module.len().saturating_sub(ups)].to_vec(),
        _ => return None,
    };
    Some(from.into_iter().chain(path[ups.max(1)..].iter().cloned()).collect())
}

/// What of [`IMPURE`] a path names.
fn impure(path: &[String]) -> Option<&'static str> {
    let names = |what: &&&str| {
        let parts: Vec<&str> = what.split("::").collect();
        match path {
            // A glob names all that lies below.
            [above @ .., last] if last == "*" && !above.is_empty() => above.iter().zip(&parts).all(|(above, part)| above == part),
            _ => path.windows(parts.len()).any(|window| window == parts),
        }
    };
    IMPURE.iter().find(names).copied()
}

#[derive(Clone, Debug)]
struct Word {
    text: String,
    /// From 1.
    line: usize,
}

/// Names, `::`, single marks and whole strings of a Rust source, without comments.
fn words(source: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut line = 1;
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment(rest)
        } else if let Some(length) = string(rest) {
            length
        } else if first == '\'' {
            character(rest)
        } else if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(length);
        if !word.starts_with("//") && !word.starts_with("/*") && !first.is_whitespace() {
            words.push(Word { text: word.to_owned(), line });
        }
        line += word.matches('\n').count();
        rest = after;
    }
    words
}

/// Length of a block comment, which may hold others.
fn comment(text: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    while at < text.len() {
        let mark = text.get(at..at + 2).unwrap_or_default();
        match mark {
            "/*" => depth += 1,
            "*/" => depth -= 1,
            _ => {}
        }
        at += if mark == "/*" || mark == "*/" { 2 } else { text[at..].chars().next().map_or(1, char::len_utf8) };
        if depth == 0 {
            break;
        }
    }
    at.min(text.len())
}

/// Length of a string that begins here, plain or raw.
fn string(text: &str) -> Option<usize> {
    let opened = text.strip_prefix(['b', 'c']).unwrap_or(text);
    let prefix = text.len() - opened.len();
    if let Some(raw) = opened.strip_prefix('r') {
        let marks = raw.len() - raw.trim_start_matches('#').len();
        if let Some(inside) = raw[marks..].strip_prefix('"') {
            let end = format!("\"{}", "#".repeat(marks));
            return Some(prefix + 1 + marks + 1 + inside.find(&end).map_or(inside.len(), |at| at + end.len()));
        }
    }
    let inside = opened.strip_prefix('"')?;
    let mut escaped = false;
    let end = inside.find(|c: char| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    Some(prefix + 1 + end.map_or(inside.len(), |at| at + 1))
}

/// Length of a character; of a lifetime only the mark.
fn character(text: &str) -> usize {
    let mut inside = text[1..].chars();
    match (inside.next(), inside.next()) {
        (Some('\\'), Some(_)) => text[3..].find('\'').map_or(1, |at| at + 4),
        (Some(c), Some('\'')) => 2 + c.len_utf8(),
        _ => 1,
    }
}

/// Without the items under `#[cfg(test)]`.
fn without_tests(words: Vec<Word>) -> Vec<Word> {
    let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if words.len() - at > mark.len() && words[at..].iter().zip(mark).all(|(word, mark)| word.text == mark) {
            at = end_of_item(&words, at + mark.len());
        } else {
            kept.push(words[at].clone());
            at += 1;
        }
    }
    kept
}

/// The place after the item that begins here: after its `;` or its closing brace.
fn end_of_item(words: &[Word], from: usize) -> usize {
    let mut depth = 0;
    for (at, word) in words.iter().enumerate().skip(from) {
        match word.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(word.text.as_str(), ";" | "}") {
            return at + 1;
        }
    }
    words.len()
}

/// All paths with their lines; a group such as `a::{b, c::d}` is taken apart.
fn paths(words: &[Word]) -> Vec<(Vec<String>, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if is_name(&words[at]) {
            at = path(words, at, &[], &mut found);
        } else {
            at += 1;
        }
    }
    found
}

fn is_name(word: &Word) -> bool {
    word.text.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '*') && !word.text.contains('"')
}

/// Reads one path, which goes on from `before`; the place after it.
fn path(words: &[Word], mut at: usize, before: &[String], found: &mut Vec<(Vec<String>, usize)>) -> usize {
    let mut path = before.to_vec();
    let line = words[at].line;
    loop {
        match words.get(at) {
            Some(word) if word.text == "{" && !path.is_empty() => {
                at += 1;
                while let Some(word) = words.get(at).filter(|word| word.text != "}") {
                    at = if is_name(word) { self::path(words, at, &path, found) } else { at + 1 };
                }
                return at + 1;
            }
            Some(word) if is_name(word) => {
                if word.text != "self" || path.is_empty() {
                    path.push(word.text.clone());
                }
                at += 1;
            }
            _ => break,
        }
        match words.get(at) {
            Some(word) if word.text == "::" => at += 1,
            _ => break,
        }
    }
    found.push((path, line));
    at
}
