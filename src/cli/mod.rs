//! The command line: flags (here) and one file a command. Data goes to stdout, everything else to stderr;
//! exit 0 done, 1 nothing found or refused input, 2 wrong usage or failure.

mod backup;
mod chat;
mod companies;
mod ledger;
mod r#match;
mod restore;
mod seed;
mod serve;
mod verify;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::app::{App, Beginning, vocabulary};
use crate::conversation;
use crate::domain::{ChatId, Language};

/// Finds business partners between Lipetsk and Khujand.
#[derive(Debug, Parser)]
#[command(name = "hamkor", version, max_term_width = 110, after_help = EXAMPLES)]
struct Arguments {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  hamkor chat                                          talk to it here
  TELOXIDE_TOKEN=… hamkor serve                        the Telegram bot
  hamkor match -- \"светодиодные светильники для школы\"  one request, answered as a table
  hamkor match --city Худжанд --format jsonl --stdin   a request a line in, an answer a line out
  hamkor seed партнёры.csv --dry-run                   check a list before loading it
  hamkor companies --city Худжанд --format csv         the list as a file for Excel
  hamkor ledger --limit 20                             who did what, when
  hamkor backup 2026-11-27.hamkor                      everything in one sealed file
  hamkor verify                                        whether all that is stored is whole";

/// What every command takes; before or after the command.
#[derive(Clone, Debug, clap::Args)]
struct Settings {
    /// Where everything is kept
    #[arg(long, global = true, env = "HAMKOR_DATA", value_name = "DIR", default_value = "hamkor-data")]
    data: PathBuf,
    /// The store: `sled` keeps everything in the data directory
    #[arg(long, global = true, env = "HAMKOR_STORE", value_name = "URL", default_value = "sled", value_parser = store)]
    store: String,
    /// Language of answers and messages: ru, tg or en [default: that of the request]
    #[arg(long, global = true, env = "HAMKOR_LANG", value_name = "LANG")]
    lang: Option<Language>,
    /// Begin a new data directory with nothing instead of the built-in list
    #[arg(long, global = true, env = "HAMKOR_EMPTY", value_parser = clap::builder::FalseyValueParser::new())]
    empty: bool,
    /// Sectors, projects and words from here instead of the built-in ones (the tree of seed/)
    #[arg(long, global = true, env = "HAMKOR_VOCABULARY", value_name = "DIR")]
    vocabulary: Option<PathBuf>,
}

fn store(url: &str) -> Result<String, String> {
    match url {
        "sled" => Ok(url.to_owned()),
        _ => Err("this build keeps its data in sled only; leave --store and HAMKOR_STORE out".to_owned()),
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    Chat(chat::Chat),
    Serve(serve::Serve),
    Match(r#match::Match),
    Seed(seed::Seed),
    Companies(companies::Companies),
    Ledger(ledger::Ledger),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Verify(verify::Verify),
    /// Print shell completions
    Completions {
        shell: clap_complete::Shell,
    },
}

/// A form in which lists are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Xlsx,
    Json,
    Jsonl,
}

/// Threads of the bot for conversations, and for work that waits for the disk. Few: the memory that each sets aside for itself adds up.
const WORKERS: usize = 2;
const DISK_WORKERS: usize = 4;

/// How wide a table is when no terminal says it, in columns.
const TABLE_COLUMNS: u16 = 120;

/// The width of a table on stdout; `None`: as wide as the terminal.
fn table_width() -> Option<u16> {
    if std::io::stdout().is_terminal() { None } else { Some(TABLE_COLUMNS) }
}

/// How a command ended, when nothing failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    /// Nothing was found, or the input was refused.
    Nothing,
}

/// Runs the program: reads the arguments, does the command, says what went wrong.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    crate::logging::start();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to stdout and are no failure. A closed pipe leaves nobody to tell.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let runtime = match runtime(&arguments.command) {
        Ok(runtime) => runtime,
        Err(error) => return failed(&anyhow::Error::from(error)),
    };
    match runtime.block_on(execute(arguments)) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

/// The bot serves many at once; all else does one thing after the other.
fn runtime(command: &Command) -> std::io::Result<tokio::runtime::Runtime> {
    match command {
        Command::Serve(_) => {
            tokio::runtime::Builder::new_multi_thread().worker_threads(WORKERS).max_blocking_threads(DISK_WORKERS).enable_all().build()
        }
        _ => tokio::runtime::Builder::new_current_thread().build(),
    }
}

async fn execute(arguments: Arguments) -> anyhow::Result<Outcome> {
    let settings = arguments.settings;
    match arguments.command {
        Command::Chat(chat) => chat.run(&settings).await,
        Command::Serve(serve) => serve.run(&settings).await,
        Command::Match(matching) => matching.run(&settings).await,
        Command::Seed(seed) => seed.run(&settings).await,
        Command::Companies(companies) => companies.run(&settings).await,
        Command::Ledger(ledger) => ledger.run(&settings).await,
        Command::Backup(backup) => backup.run(&settings).await,
        Command::Restore(restore) => restore.run(&settings).await,
        Command::Verify(verify) => verify.run(&settings).await,
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "hamkor", &mut script);
            std::io::Write::write_all(&mut std::io::stdout(), &script)?;
            Ok(Outcome::Done)
        }
    }
}

impl Settings {
    /// The program over the data directory, which begins with the built-in list unless told otherwise.
    async fn open(&self, beginning: Beginning) -> anyhow::Result<App> {
        self.open_with(beginning, conversation::Settings { owners: [(ChatId::TERMINAL, None)].into(), ..Default::default() }).await
    }

    async fn open_with(&self, beginning: Beginning, settings: conversation::Settings) -> anyhow::Result<App> {
        let beginning = if self.empty { Beginning::Empty } else { beginning };
        let (app, notices) = App::open(&self.data, beginning, Arc::new(vocabulary(self.vocabulary.as_deref())?), settings).await?;
        for notice in notices {
            log::warn!("{notice}");
        }
        Ok(app)
    }
}

/// One line for people, on stderr.
#[expect(clippy::print_stderr, reason = "what a command did goes to stderr, one line each")]
fn say(line: &str) {
    eprintln!("{}", crate::channels::terminal::harmless(line));
}

#[expect(clippy::print_stderr, reason = "the one place where a failure is told")]
fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("hamkor: {error:#}");
    ExitCode::from(2)
}

/// Whoever read our output has gone, as `head` does: no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = |cause: &(dyn std::error::Error + 'static)| match cause.downcast_ref::<serde_json::Error>() {
        // It hides the error that it wraps.
        Some(json) => json.io_error_kind(),
        None => cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind),
    };
    error.chain().filter_map(kind).any(|kind| kind == std::io::ErrorKind::BrokenPipe)
}
