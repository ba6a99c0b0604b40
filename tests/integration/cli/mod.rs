//! The built program from outside: what it takes, what it prints where, and how it ends.

mod backup;
mod chat;
mod companies;
mod killed;
mod ledger;
mod matching;
mod merging;
mod removing;
mod report;
mod seeding;
mod usage;

use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::sync::LazyLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use tempfile::TempDir;

/// Two companies of the two cities.
const LIST: &str = "id,name,city,country,offers,phone,tax_id\n\
                    A1,Медсофт,Липецк,Россия,медицинская информационная система,+7 4742 000000,4823006703\n\
                    B2,Атласи Хуҷанд,Худжанд,Таджикистан,атлас; адрас,,\n";
/// The same as `companies --format jsonl` prints them.
const LISTED: &str = "{\"id\":\"A1\",\"name\":\"Медсофт\",\"city\":\"Липецк\",\"country\":\"Россия\",\"offers\":[\"медицинская информационная система\"],\
                      \"phone\":\"+7 4742 000000\",\"tax_id\":\"4823006703\"}\n\
                      {\"id\":\"B2\",\"name\":\"Атласи Хуҷанд\",\"city\":\"Худжанд\",\"country\":\"Таджикистан\",\"offers\":[\"атлас\",\"адрас\"]}\n";

/// How long an answer may take before a test gives up, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(30);

/// Somebody's working directory; the data lie below it in `hamkor-data`, as they do when nothing else is said.
struct Desk {
    dir: TempDir,
}

/// What a run of the program left behind.
#[derive(PartialEq)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Desk {
    /// With nothing on it.
    fn new() -> Desk {
        Desk { dir: TempDir::new().expect("a working directory") }
    }

    /// With a data directory that holds the built-in list.
    fn with_built_in_list() -> Desk {
        static FILLED: LazyLock<Desk> = LazyLock::new(|| {
            let desk = Desk::new();
            assert_eq!(desk.run(&["match", "--", "цемент"]).code, Some(0));
            desk
        });
        let desk = Desk::new();
        copy(&FILLED.path("hamkor-data"), &desk.path("hamkor-data"));
        desk
    }

    /// With a data directory that holds [`LIST`].
    fn with_list() -> Desk {
        static FILLED: LazyLock<Desk> = LazyLock::new(|| {
            let desk = Desk::new();
            desk.write("list.csv", LIST);
            assert_eq!(desk.run(&["seed", "list.csv"]).code, Some(0));
            desk
        });
        let desk = Desk::new();
        copy(&FILLED.path("hamkor-data"), &desk.path("hamkor-data"));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).expect("a file is written");
    }

    /// The program, ready to run here, untouched by the settings of whoever runs the tests.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hamkor"));
        for (name, _) in std::env::vars_os() {
            let hamkors = name.to_string_lossy().starts_with("HAMKOR_");
            if hamkors || name == "NO_COLOR" || name == "RUST_LOG" || name == "COLUMNS" {
                command.env_remove(name);
            }
        }
        command.current_dir(self.dir.path()).args(arguments).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::from(self.command(arguments).output().expect("the program runs"))
    }

    /// Runs it with variables of the environment.
    fn run_where(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Ran {
        Ran::from(self.command(arguments).envs(variables.iter().copied()).output().expect("the program runs"))
    }

    /// Runs it with all of its input at once.
    fn run_with(&self, input: impl AsRef<[u8]>, arguments: &[&str]) -> Ran {
        self.write("input", input);
        let input = std::fs::File::open(self.path("input")).expect("the input is there");
        Ran::from(self.command(arguments).stdin(input).output().expect("the program runs"))
    }

    /// Starts it and talks to it line by line.
    fn talk(&self, arguments: &[&str]) -> Talk {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let (told, lines) = channel();
        std::thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| told.send(line)));
        Talk { input: child.stdin.take(), lines, child }
    }

    /// All companies of the data directory, as JSON Lines.
    fn listed(&self) -> String {
        let ran = self.run(&["companies", "--format", "jsonl", "--empty"]);
        assert_eq!(ran.err, "");
        ran.out
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        Ran {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl fmt::Debug for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exit {:?}\n--- stdout\n{}\n--- stderr\n{}\n---", self.code, self.out, self.err)
    }
}

/// A run that ended with this code and printed this.
fn ran(code: i32, out: &str, err: &str) -> Ran {
    Ran { code: Some(code), out: out.to_owned(), err: err.to_owned() }
}

/// A program that is still running.
struct Talk {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Talk {
    fn say(&mut self, line: &str) {
        let input = self.input.as_mut().expect("the input is open");
        writeln!(input, "{line}").and_then(|()| input.flush()).expect("the program takes a line");
    }

    /// The next line that it prints.
    fn hear(&mut self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("an answer comes before the next line is sent")
    }

    /// Closes its input and waits for its end.
    fn end(mut self) -> Ran {
        drop(self.input.take());
        let status = self.child.wait().expect("the program ends");
        let mut err = String::new();
        std::io::Read::read_to_string(&mut self.child.stderr.take().expect("a pipe"), &mut err).expect("stderr is read");
        Ran { code: status.code(), out: self.lines.iter().map(|line| line + "\n").collect(), err }
    }

    /// Stops it as `kill -9` does.
    fn kill(mut self) {
        self.child.kill().and_then(|()| self.child.wait()).expect("the program is stopped");
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        // A test that fails leaves no process behind; one that has ended is no matter.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a directory is made");
    for entry in std::fs::read_dir(from).expect("a directory is listed") {
        let entry = entry.expect("a directory is listed");
        let target = to.join(entry.file_name());
        match entry.file_type().expect("a file has a type").is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).expect("a file is copied")),
        }
    }
}

/// A match line without its figures, which change with every tuning.
fn without_scores(line: &str) -> String {
    let mut parts = line.split("\"score\":");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "\"score\":_" + part.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'))
}
