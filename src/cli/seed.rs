//! `hamkor seed`: loads a company list, or takes the last load back.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;

use super::{Outcome, Settings, say};
use crate::app::{App, Beginning, BuiltIn, Report, load};
use crate::domain::Language;
use crate::reply::Texts;
use crate::seed::{Options, Remark, SectorWords, Severity, Table, Tally, UNKNOWN_WORDS, UnknownWord, open};
use crate::store::{NotUndone, Sequence, Store, Who};
use crate::understanding::{Vocabulary, nearest_sectors};

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
/// So many unknown sector words are listed, each with so many proposals.
const UNKNOWN_LISTED: usize = 20;
const PROPOSALS: usize = 3;

impl Seed {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let language = settings.lang.unwrap_or_default();
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
            summary(list.file(), &report, self.dry_run, texts);
        }
        for file in &self.files {
            let name = file.display().to_string();
            match open(file, &vocabulary) {
                Ok(table) => {
                    let report = self.load(table, &name, &app, language).await?;
                    summary(&name, &report, self.dry_run, texts);
                    if !report.accepted || report.tally.total() == 0 {
                        outcome = Outcome::Nothing;
                    }
                }
                Err(remark) => {
                    tell(&name, &remark, texts);
                    summary(&name, &Report::default(), self.dry_run, texts);
                    outcome = Outcome::Nothing;
                }
            }
        }
        app.follow().await?;
        Ok(outcome)
    }

    async fn load(&self, mut table: Table<'_>, name: &str, app: &App, language: Language) -> anyhow::Result<Report> {
        let texts = Texts::of(language);
        let options = Options { strict: self.strict, skip_bad: self.skip_bad };
        let bar = bar(table.progress().1);
        let mut told = |remark: &Remark| bar.suspend(|| tell(name, remark, texts));
        let mut progress = |(read, all)| {
            bar.set_length(all);
            bar.set_position(read);
        };
        let report = load(&mut table, name, options, self.dry_run, &app.store, &mut told, &mut progress).await?;
        bar.finish_and_clear();
        let ignored: Vec<&str> = table.unknown_columns().iter().map(String::as_str).collect();
        if !ignored.is_empty() {
            let said = texts.say("seed-columns-ignored", &[("count", ignored.len().into()), ("names", ignored.join(", ").into())]);
            let warning = texts.say("seed-warning", &[("text", said.into())]);
            say(&format!("{name}: {warning}"));
        }
        tell_sector_words(name, &report.sector_words, table.vocabulary(), language, texts);
        Ok(report)
    }
}

/// Takes back the load with that number, or the last one, and tells what became of it.
pub(super) async fn undo(app: &App, load: Option<Sequence>, texts: &Texts) -> anyhow::Result<Outcome> {
    let undone = match app.store.undo_load(load, Timestamp::now(), Who::new("terminal")).await? {
        Ok(undone) => undone,
        Err(why) => {
            let key = match why {
                NotUndone::NothingLeft => "undo-nothing",
                NotUndone::NoLoad => "undo-no-load",
                NotUndone::Already => "undo-already",
                NotUndone::Lasting => "undo-lasting",
            };
            say(&texts.say(key, &[("number", load.unwrap_or_default().0.to_string().into())]));
            return Ok(Outcome::Nothing);
        }
    };
    app.follow().await?;
    for id in &undone.kept {
        say(&texts.say("undo-kept", &[("id", id.0.as_str().into())]));
    }
    let said = texts.say(
        "undo-done",
        &[
            ("file", undone.load.file.into()),
            ("removed", undone.removed.into()),
            ("restored", undone.restored.into()),
            ("kept", undone.kept.len().into()),
        ],
    );
    say(&said);
    Ok(Outcome::Done)
}

/// Shows itself only when stderr is a terminal.
fn bar(bytes: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr());
    if std::io::stderr().is_terminal() {
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(TICK);
    } else {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    bar
}

/// One line: the file, the row, the column, what is wrong and what to do.
fn tell(file: &str, remark: &Remark, texts: &Texts) {
    let arguments: Vec<_> = remark.what.args().into_iter().map(|(name, value)| (name, value.into())).collect();
    let what = texts.say(remark.what.key(), &arguments);
    let what = match remark.severity {
        Severity::Warning => texts.say("seed-warning", &[("text", what.into())]),
        Severity::Error => what,
    };
    let place = match (remark.row, &remark.column) {
        (Some(row), Some(column)) => {
            texts.say("seed-at-cell", &[("file", file.into()), ("row", row.to_string().into()), ("column", column.as_str().into())])
        }
        (Some(row), None) => texts.say("seed-at-row", &[("file", file.into()), ("row", row.to_string().into())]),
        (None, _) => file.to_owned(),
    };
    say(&format!("{place}: {}", what.replace(['\n', '\r'], " ")));
}

/// How many sector words are understood, and the unknown ones that most rows have, with the sectors that may be meant.
fn tell_sector_words(file: &str, words: &SectorWords, vocabulary: &Vocabulary, language: Language, texts: &Texts) {
    let (Some(percent), (all, recognised)) = (words.percent(), words.counts()) else { return };
    let line = |said: String| say(&format!("{file}: {said}"));
    line(texts.say("seed-sectors", &[("recognised", recognised.into()), ("all", all.into()), ("percent", percent.into())]));
    let unknown = words.unknown();
    for UnknownWord { text, rows, first } in unknown.iter().take(UNKNOWN_LISTED) {
        let word = [("text", text.as_str().into()), ("rows", (*rows).into()), ("first", first.to_string().into())];
        let names: Vec<&str> = nearest_sectors(text, PROPOSALS, vocabulary).iter().map(|sector| sector.name.get(language)).collect();
        let near = if names.is_empty() {
            texts.plain("seed-sector-no-near")
        } else {
            texts.say("seed-sector-near", &[("names", names.join("; ").into())])
        };
        line(format!("{} {near}", texts.say("seed-sector-unknown", &word)));
    }
    if let Some(more) = unknown.len().checked_sub(UNKNOWN_LISTED).filter(|&more| more > 0) {
        line(texts.say("seed-sectors-more", &[("count", more.into())]));
    }
    if let Some(row) = words.until() {
        line(texts.say("seed-sectors-until", &[("row", row.to_string().into())]));
    }
    if words.is_capped() {
        line(texts.say("seed-sectors-capped", &[("limit", UNKNOWN_WORDS.to_string().into())]));
    }
}

/// The last line of a load: what came in and what became of it.
fn summary(file: &str, report: &Report, dry_run: bool, texts: &Texts) {
    let Tally { new, updated, unchanged, repeated, refused } = report.tally;
    let stored = report.accepted && report.tally.total() > 0;
    let fate = match (stored, dry_run) {
        (false, _) => "seed-nothing-stored",
        (true, true) => "seed-dry-run",
        (true, false) => "seed-stored",
    };
    let said = texts.say(
        "seed-summary",
        &[
            ("file", file.into()),
            ("in", report.tally.total().into()),
            ("new", new.into()),
            ("updated", updated.into()),
            ("unchanged", unchanged.into()),
            ("repeated", repeated.into()),
            ("refused", refused.into()),
            ("fate", texts.plain(fate).into()),
        ],
    );
    say(&said);
}
