//! README.md is true (where there is an sh): its commands run one after the other in one directory, and print what stands below them.
//!
//! In a `console` block a line `$ …` is a command for sh, a line `> …` is typed into it, the rest is what it prints, where
//! `...` stands for anything. A block `LANG file NAME` is that file, `LANG append NAME` its end. Commands without printed
//! lines are held to their exit code only.
#![cfg(unix)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const README: &str = include_str!("../../README.md");
const CI: &str = include_str!("../../.ci/run");
/// Mark of what is left out.
const LEFT_OUT: &str = "...";

#[test]
fn every_command_of_the_readme_prints_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dir = tempfile::tempdir().expect("a temporary directory");
    copy(&root.join("seed"), &dir.path().join("seed"));
    let mut commands = 0;
    for block in blocks() {
        match block {
            Block::File { name, text } => fs::write(dir.path().join(name), text).expect("the file is written"),
            Block::Append { name, text } => {
                let file = dir.path().join(name);
                let former = fs::read_to_string(&file).expect("a file to append to");
                fs::write(file, former + &text).expect("the file is written");
            }
            Block::Console(lines) => {
                for example in examples(&lines) {
                    check(&example, dir.path());
                    commands += 1;
                }
            }
        }
    }
    assert!(commands > 0, "README.md has no console blocks");
}

#[test]
fn the_two_commands_of_the_readme_are_what_ci_runs() {
    for command in ["cargo test", "cargo run -- chat"] {
        assert!(README.contains(&format!("`{command}`")), "README.md does not name `{command}`");
        assert!(CI.contains(command), ".ci/run does not run `{command}`");
    }
}

#[test]
fn every_file_that_the_readme_links_to_is_there() {
    for link in README.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(link);
        assert!(link.starts_with("https://") || path.exists(), "README.md links to {link}, which is not there");
    }
}

enum Block {
    Console(Vec<String>),
    File { name: String, text: String },
    Append { name: String, text: String },
}

/// The fenced blocks of the README that are run or written.
fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = README.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let inside: Vec<String> = lines.by_ref().take_while(|line| *line != "```").map(str::to_owned).collect();
        let text = || inside.join("\n") + "\n";
        match info.split(' ').collect::<Vec<_>>()[..] {
            ["console"] => blocks.push(Block::Console(inside)),
            [_, "file", name] => blocks.push(Block::File { name: name.to_owned(), text: text() }),
            [_, "append", name] => blocks.push(Block::Append { name: name.to_owned(), text: text() }),
            _ => panic!("README.md: a block «{info}» is neither run nor a file"),
        }
    }
    blocks
}

/// A command with what is typed into it and what it prints.
#[derive(Default)]
struct Example {
    command: String,
    typed: String,
    printed: Vec<String>,
}

fn examples(lines: &[String]) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for line in lines {
        if let Some(command) = line.strip_prefix("$ ") {
            examples.push(Example { command: command.to_owned(), ..Example::default() });
            continue;
        }
        let example = examples.last_mut().expect("a console block begins with a command");
        match line.strip_prefix("> ") {
            Some(typed) => example.typed += &format!("{typed}\n"),
            None if line.trim().is_empty() => {}
            None => example.printed.push(line.trim_end().to_owned()),
        }
    }
    examples
}

fn check(example: &Example, dir: &Path) {
    let hamkor = Path::new(env!("CARGO_BIN_EXE_hamkor"));
    let command = example.command.replace("cargo run -- ", "hamkor ");
    let path = std::env::join_paths(
        hamkor.parent().into_iter().map(Path::to_owned).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let mut child = Command::new("sh")
        .args(["-c", &format!("exec 2>&1; {command}")])
        .current_dir(dir)
        .env("PATH", path.expect("a search path"))
        .env_remove("HAMKOR_DATA")
        .env_remove("HAMKOR_STORE")
        .env_remove("HAMKOR_LANG")
        .env_remove("HAMKOR_EMPTY")
        .env_remove("HAMKOR_VOCABULARY")
        .env_remove("HAMKOR_BACKUP_KEY")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("sh starts");
    let mut input = child.stdin.take().expect("piped");
    // A command that reads nothing has gone before.
    let _ = input.write_all(example.typed.as_bytes());
    drop(input);
    let output = child.wait_with_output().expect("sh ends");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "README.md: $ {}\nended with {}:\n{printed}", example.command, output.status);
    if let Err(missing) = holds(&example.printed, &printed) {
        panic!("README.md: $ {}\ndoes not print «{missing}» there. It prints:\n{printed}", example.command);
    }
}

/// Whether a text has these lines, with anything where they leave something out; else the first that is not there.
fn holds(expected: &[String], printed: &str) -> Result<(), String> {
    let mut printed = printed.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let mut gap = expected.is_empty();
    for line in expected {
        if line == LEFT_OUT {
            gap = true;
            continue;
        }
        let is_it = |met: &str| line.strip_suffix(LEFT_OUT).map_or(met == line, |beginning| met.starts_with(beginning));
        let found = if gap { printed.any(is_it) } else { printed.next().is_some_and(is_it) };
        if !found {
            return Err(line.clone());
        }
        gap = false;
    }
    match printed.next() {
        Some(more) if !gap => Err(format!("(nothing more, but «{more}»)")),
        _ => Ok(()),
    }
}

#[test]
fn printed_lines_are_compared_with_gaps_where_something_is_left_out() {
    let holds =
        |expected: &str, printed: &str| super::readme::holds(&expected.lines().map(str::to_owned).collect::<Vec<_>>(), printed).is_ok();
    assert!(holds("a\nb", "a\n\nb\n"));
    assert!(holds("", "anything"));
    assert!(holds("...\nb\n...", "a\nb\nc"));
    assert!(holds("{\"a\":1,...", "{\"a\":1,\"b\":2}"));
    assert!(!holds("a\nb", "a"));
    assert!(!holds("a", "a\nb"));
    assert!(!holds("a\nc", "a\nb\nc"));
    assert!(!holds("...\nb\na\n...", "a\nb"));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory is made");
    for entry in fs::read_dir(from).expect("a directory is read") {
        let entry = entry.expect("a directory is read").path();
        let to = to.join(entry.file_name().expect("an entry has a name"));
        if entry.is_dir() { copy(&entry, &to) } else { fs::copy(&entry, &to).map(drop).expect("a file is copied") }
    }
}
