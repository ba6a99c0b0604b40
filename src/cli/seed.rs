//! `hamkor seed`: loads a company list, or takes the last load back.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;

use super::{Outcome, Settings, say};
use crate::app::{App, Beginning, BuiltIn, Report, lines_after, load, remarked, taken_back};
use crate::channels::console;
use crate::domain::Language;
use crate::reply::{Ending, TakenBack, Texts, summary};
use crate::seed::{Options, Remark, Table, open_told};
use crate::store::{Sequence, Store, Who};
use crate::understanding::Vocabulary;

/// Load company lists (XLSX, CSV, TSV, TXT, JSON, JSONL), or take the last load back
///
/// Each file is loaded as a whole or not at all. Every fault is named with file, row and column; the last line counts the rows.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hamkor seed партнёры.csv --dry-run\n  hamkor seed партнёры.csv --skip-bad\n  hamkor seed --samples\n  hamkor seed --undo"
)]
pub(super) struct Seed {
    /// Lists to load, by their extension: .xlsx .csv .tsv .txt .json .jsonl
    #[arg(value_name = "FILE", required_unless_present_any = ["undo", "samples"])]
    files: Vec<PathBuf>,
    /// Check and report, store nothing
    #[arg(long)]
    dry_run: bool,
    /// Refuse rows with an unknown city or a wrong tax number
    #[arg(long)]
    strict: bool,
    /// Store the good rows although others are refused
    #[arg(long)]
    skip_bad: bool,
    /// Load the invented sample companies
    #[arg(long)]
    samples: bool,
    /// Take the last load back
    #[arg(long, conflicts_with_all = ["files", "dry_run", "strict", "skip_bad", "samples"])]
    undo: bool,
}

/// How often a progress bar is drawn.
const TICK: Duration = Duration::from_millis(200);

impl Seed {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let language = settings.lang().unwrap_or_default();
        let texts = Texts::of(language);
        let app = settings.open(Beginning::Load).await?;
        if self.undo {
            return undo(&app, None, texts).await;
        }
        let vocabulary = app.vocabulary().clone();
        let mut outcome = Outcome::Done;
        if self.samples {
            let list = BuiltIn::Samples;
            let report = self.load(list.open(&vocabulary), list.file(), &app, language).await?;
            self.sum_up(list.file(), &report, texts);
        }
        for file in &self.files {
            let name = file.display().to_string();
            match open_shown(&console::path(file), &vocabulary) {
                Ok(table) => {
                    let report = self.load(table, &name, &app, language).await?;
                    self.sum_up(&name, &report, texts);
                    if !report.accepted || report.tally.total() == 0 {
                        outcome = Outcome::Nothing;
                    }
                }
                Err(remark) => {
                    say(&remarked(&remark).line(&name, texts));
                    self.sum_up(&name, &Report::default(), texts);
                    outcome = Outcome::Nothing;
                }
            }
        }
        app.follow().await?;
        Ok(outcome)
    }

    async fn load(&self, mut table: Table<'_>, name: &str, app: &App, language: Language) -> anyhow::Result<Report> {
        let texts = Texts::of(language);
        let options = Options { strict: self.strict, skip_bad: self.skip_bad, side: None };
        let bar = bar(table.progress().1);
        let mut told = |remark: &Remark| bar.suspend(|| say(&remarked(remark).line(name, texts)));
        let mut progress = |(read, all)| {
            bar.set_length(all);
            bar.set_position(read);
        };
        let by = (!self.dry_run).then(Who::terminal);
        let report = load(&mut table, name, options, by, &*app.store, &mut told, &mut progress).await?;
        bar.finish_and_clear();
        for line in lines_after(name, &table, &report, language) {
            say(&line);
        }
        Ok(report)
    }

    /// The last line of a load.
    fn sum_up(&self, file: &str, report: &Report, texts: &Texts) {
        let ending = match report.accepted && report.tally.total() > 0 {
            false => Ending::NothingStored,
            true if self.dry_run => Ending::DryRun,
            true => Ending::Stored,
        };
        say(&summary(file, report.tally, ending, texts));
    }
}

/// Takes back the load with that number, or the last one, and tells what became of it.
pub(super) async fn undo(app: &App, load: Option<Sequence>, texts: &Texts) -> anyhow::Result<Outcome> {
    let undone = loop {
        let undone = app.store.undo_load(load, Timestamp::now(), Who::terminal()).await?;
        // Whoever takes the last load back means the last that did something; while one stands that lists the same again, what it lists stays.
        match &undone {
            Ok(undone) if load.is_none() && undone.changed_nothing() => {
                say(&texts.say("undo-idle", &[("file", undone.load.file.as_str().into())]))
            }
            _ => break undone,
        }
    };
    let outcome = taken_back(undone);
    outcome.lines(load.unwrap_or_default().0, usize::MAX, texts).iter().for_each(|line| say(line));
    if !matches!(outcome, TakenBack::Done { .. } | TakenBack::Returned { .. }) {
        return Ok(Outcome::Nothing);
    }
    app.follow().await?;
    Ok(Outcome::Done)
}

/// Opens a list and shows how far its reading is: a large workbook is read through before its first row is given.
fn open_shown<'v>(file: &Path, vocabulary: &'v Vocabulary) -> Result<Table<'v>, Remark> {
    let bar = bar(0);
    // The table keeps on reading when this bar has gone.
    let shown = bar.downgrade();
    let table = open_told(&file.to_string_lossy(), file, vocabulary, move |(read, all)| {
        if let Some(bar) = shown.upgrade() {
            bar.set_length(all);
            bar.set_position(read);
        }
    });
    bar.finish_and_clear();
    table
}

/// Shows itself only when stderr is a terminal.
fn bar(bytes: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr());
    if std::io::stderr().is_terminal() && !console::is_guest() {
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(TICK);
    } else {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    bar
}
