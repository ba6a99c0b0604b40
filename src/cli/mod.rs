//! The command line: flags (here) and one file a command. Data goes to stdout, everything else to stderr;
//! exit 0 done, 1 nothing found or refused input, 2 wrong usage or failure.

mod backup;
mod chat;
mod companies;
mod faults;
mod ledger;
mod r#match;
mod read_only;
mod report;
mod restore;
mod rights;
mod seed;
mod serve;
mod verify;

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::app::{App, Beginning, vocabulary};
use crate::channels::console::{self, say};
use crate::channels::link::{self, Header};
use crate::conversation;
use crate::domain::{ChatId, Language};
use crate::reply::Texts;
use crate::store::{DiskFiles, Files, Queued, SledStore};

use self::read_only::{ReadOnly, ShutFiles};

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
  hamkor verify                                        whether all that is stored is whole
  hamkor report partners --text \"…\" --out партнёры.pdf  who fits, as a document";

/// Where data are if nobody says it.
const DATA: &str = "hamkor-data";

/// What every command takes; before or after the command.
#[derive(Clone, Debug, clap::Args)]
struct Settings {
    /// Where everything is kept
    #[arg(long, global = true, env = "HAMKOR_DATA", value_name = "DIR", default_value = DATA)]
    data: PathBuf,
    /// The store: `sled` keeps everything in the data directory
    #[arg(long, global = true, env = "HAMKOR_STORE", value_name = "URL", default_value = "sled", value_parser = store)]
    store: String,
    /// Language of answers and messages: ru, tg or en; of a report also several, as in ru,tg [default: that of the request]
    #[arg(long = "lang", global = true, env = "HAMKOR_LANG", value_name = "LANG", value_delimiter = ',')]
    languages: Vec<Language>,
    /// Begin a new data directory with nothing instead of the built-in list
    #[arg(long, global = true, env = "HAMKOR_EMPTY", value_parser = clap::builder::FalseyValueParser::new())]
    empty: bool,
    /// Sectors, projects and words from here instead of the built-in ones (the tree of seed/)
    #[arg(long, global = true, env = "HAMKOR_VOCABULARY", value_name = "DIR")]
    vocabulary: Option<PathBuf>,
    /// The bot that runs on the data directory, when it does this command.
    #[arg(skip)]
    running: Option<Running>,
    /// What is worked on where the data directory cannot be written to.
    #[arg(skip)]
    read_only: Option<ReadOnly>,
}

/// A bot that runs.
#[derive(Clone)]
struct Running {
    app: Arc<App>,
    /// Has what is said to other chats sent.
    send: Arc<dyn Fn(Vec<Queued>) + Send + Sync>,
}

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Running")
    }
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
    Report(report::Report),
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
    if console::is_shown() { console::width() } else { Some(TABLE_COLUMNS) }
}

/// A workbook is no text for a screen: says how it becomes a file.
fn no_workbook_on_a_screen(format: Format, file: &str, texts: &Texts) -> anyhow::Result<()> {
    if format == Format::Xlsx && console::is_shown() {
        return Err(faults::wrong_use("command-xlsx-shown", &[("file", file.into())], texts));
    }
    Ok(())
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
    rights::close();
    crate::logging::start();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let words: Option<Vec<String>> = arguments.iter().skip(1).map(|word| word.to_str().map(str::to_owned)).collect();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version go to stdout and are no failure. A closed pipe leaves nobody to tell.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let texts = arguments.settings.texts();
    if !arguments.takes_languages() {
        return failed(&arguments.settings.one_language(), texts);
    }
    if let Some(asked) = words.filter(|_| is_for_running(&arguments.command)).and_then(|words| ask_running(&arguments.settings, words)) {
        return match asked {
            Ok(code) => code,
            Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
            Err(error) => failed(&error, texts),
        };
    }
    let runtime = match runtime(&arguments.command) {
        Ok(runtime) => runtime,
        Err(error) => return failed(&anyhow::Error::from(error), texts),
    };
    ExitCode::from(code(runtime.block_on(execute(arguments)), texts))
}

/// The exit code; says what went wrong.
fn code(ended: anyhow::Result<Outcome>, texts: &Texts) -> u8 {
    match ended {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::Nothing) => 1,
        Err(error) if is_closed_pipe(&error) => 0,
        Err(error) if error.is::<faults::Refused>() => {
            console::say(&error.to_string());
            1
        }
        Err(error) => {
            console::say(&format!("hamkor: {}", faults::in_words(&error, texts)));
            2
        }
    }
}

/// Whether a bot that runs on the directory can do the command.
fn is_for_running(command: &Command) -> bool {
    !matches!(command, Command::Serve(_) | Command::Restore(_) | Command::Completions { .. })
}

/// Has the command done by the bot that runs on the data directory; `None`: none runs there.
fn ask_running(settings: &Settings, words: Vec<String>) -> Option<anyhow::Result<ExitCode>> {
    let width = terminal_size::terminal_size().map(|(width, _)| width.0);
    let header = Header::of_this_process(words, settings.languages.clone(), width).ok()?;
    let asked = link::ask(&settings.data, &header)?;
    Some(asked.context(settings.texts().plain("command-bot-ended")))
}

/// Does a command that came in over the socket of the bot that runs here.
fn do_for_guest(settings: &Settings, running: &Running, header: &Header) -> u8 {
    let words = std::iter::once("hamkor").chain(header.arguments.iter().map(String::as_str));
    let settings = Settings { languages: header.languages.clone(), running: Some(running.clone()), ..settings.clone() };
    let texts = settings.texts();
    let arguments = match Arguments::try_parse_from(words) {
        Ok(arguments) if is_for_running(&arguments.command) => arguments,
        Ok(_) => return code(Err(anyhow::anyhow!(texts.plain("command-bot-runs"))), texts),
        Err(error) => return code(Err(error.into()), texts),
    };
    match tokio::runtime::Builder::new_current_thread().build() {
        Ok(runtime) => code(runtime.block_on(execute(Arguments { settings, ..arguments })), texts),
        Err(error) => code(Err(error.into()), texts),
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
    let mut settings = arguments.settings;
    if !matches!(arguments.command, Command::Restore(_) | Command::Completions { .. }) && settings.running.is_none() {
        settings.look_whether_read_only()?;
    }
    let ended = carry_out(arguments.command, &settings).await;
    match &settings.read_only {
        Some(copy) => ended.map_err(|error| copy.named(error)),
        None => ended,
    }
}

async fn carry_out(command: Command, settings: &Settings) -> anyhow::Result<Outcome> {
    match command {
        Command::Chat(chat) => chat.run(settings).await,
        Command::Serve(serve) => serve.run(settings).await,
        Command::Match(matching) => matching.run(settings).await,
        Command::Seed(seed) => seed.run(settings).await,
        Command::Companies(companies) => companies.run(settings).await,
        Command::Ledger(ledger) => ledger.run(settings).await,
        Command::Backup(backup) => backup.run(settings).await,
        Command::Restore(restore) => restore.run(settings).await,
        Command::Verify(verify) => verify.run(settings).await,
        Command::Report(report) => report.run(settings).await,
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "hamkor", &mut script);
            std::io::Write::write_all(&mut console::stdout(), &script)?;
            Ok(Outcome::Done)
        }
    }
}

impl Arguments {
    /// Whether the command speaks all languages that were asked for: only a report speaks several.
    fn takes_languages(&self) -> bool {
        self.settings.languages.len() < 2 || matches!(self.command, Command::Report(_))
    }
}

impl Settings {
    /// The language asked for; of several the first.
    fn lang(&self) -> Option<Language> {
        self.languages.first().copied()
    }

    /// In which words a command speaks of itself.
    fn texts(&self) -> &'static Texts {
        Texts::of(self.lang().unwrap_or_default())
    }

    fn one_language(&self) -> anyhow::Error {
        let asked: Vec<&str> = self.languages.iter().map(|language| language.code()).collect();
        faults::wrong_use("command-one-language", &[("asked", asked.join(",").into())], self.texts())
    }

    /// The directory of data as a command has to name it: not at all where it takes it by itself.
    fn named_data(&self) -> Option<&Path> {
        let named = self.read_only.as_ref().map_or(&*self.data, ReadOnly::original);
        (named != Path::new(DATA)).then_some(named)
    }

    /// On a disk that cannot be written to the work is done over a copy, which says so.
    fn look_whether_read_only(&mut self) -> anyhow::Result<()> {
        let copied = ReadOnly::of(&self.data).with_context(|| faults::of_file("command-unreadable", &self.data, self.texts()))?;
        if let Some(copy) = copied {
            console::say(&faults::of_dir("command-read-only", &self.data, self.texts()));
            self.data = copy.data().to_owned();
            self.read_only = Some(copy);
        }
        Ok(())
    }

    /// The door to the disk.
    fn files(&self) -> Arc<dyn Files> {
        if self.read_only.is_some() { Arc::new(ShutFiles) } else { Arc::new(DiskFiles) }
    }

    /// The program over the data directory, which begins with the built-in list unless told otherwise.
    async fn open(&self, beginning: Beginning) -> anyhow::Result<Arc<App>> {
        if let Some(running) = &self.running {
            return Ok(running.app.clone());
        }
        self.open_with(beginning, conversation::Settings { owners: [(ChatId::TERMINAL, None)].into(), ..Default::default() })
            .await
            .map(Arc::new)
    }

    /// Has what others are told sent by the bot that runs; without one it waits until the bot starts.
    fn send(&self, queued: Vec<Queued>) {
        if let Some(running) = &self.running {
            (running.send)(queued);
        }
    }

    /// The store of the data directory alone.
    async fn open_store(&self) -> anyhow::Result<Arc<SledStore>> {
        if let Some(running) = &self.running {
            return Ok(running.app.store.clone());
        }
        let (data, files) = (self.data.clone(), self.files());
        let (store, notices) = tokio::task::spawn_blocking(move || SledStore::open_with(&data, files)).await??;
        for notice in notices {
            log::warn!("{notice}");
        }
        Ok(Arc::new(store))
    }

    async fn open_with(&self, beginning: Beginning, settings: conversation::Settings) -> anyhow::Result<App> {
        let beginning = if self.empty { Beginning::Empty } else { beginning };
        let words = self.vocabulary.clone();
        let reading = tokio::task::spawn_blocking(move || vocabulary(words.as_deref()).map(Arc::new));
        let (app, notices) = App::open_with(&self.data, beginning, async { reading.await? }, settings, self.files()).await?;
        for notice in notices {
            log::warn!("{notice}");
        }
        Ok(app)
    }
}

fn failed(error: &anyhow::Error, texts: &Texts) -> ExitCode {
    console::say(&format!("hamkor: {}", faults::in_words(error, texts)));
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
