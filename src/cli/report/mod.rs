//! `hamkor report`: what an officer signs and an entrepreneur passes on.

mod card;
mod cities;
mod delegation;
mod outcomes;
mod papers;
mod partners;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use super::faults::{not_known, of_file, refused, wrong_use};
use super::{Outcome, Settings, rights};
use crate::app::{Beginning, Desk, TRADE_FACTS};
use crate::channels::console;
use crate::domain::{Company, CompanyId, Language, Region};
use crate::reply::Texts;
use crate::report::trade_facts::{self, TradeFact};
use crate::report::{Document, ReportForm, partners as partners_of, write_document};
use crate::understanding::Vocabulary;

/// Write a report: PDF, picture, workbook, CSV, JSON or HTML
#[derive(Debug, Args)]
pub(super) struct Report {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, Subcommand)]
enum Kind {
    Partners(partners::Partners),
    Cities(cities::Cities),
    Outcomes(outcomes::Outcomes),
    Delegation(delegation::Delegation),
    Card(card::Card),
    /// The form on which somebody agrees at the chamber that their contact is kept
    Consent(papers::Paper),
    /// The slip of a request that a company brings to the chamber
    Slip(papers::Paper),
}

/// Where a report goes, and in which form.
#[derive(Debug, Args)]
struct Output {
    /// [default: by the name of --out, else pdf]
    #[arg(long, value_parser = format())]
    format: Option<ReportForm>,
    /// Write into this file instead of the standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn format() -> impl TypedValueParser<Value = ReportForm> {
    let names = PossibleValuesParser::new(ReportForm::ALL.map(ReportForm::extension));
    names.map(|name| ReportForm::named(&name).expect("only the names of forms are taken"))
}

impl Report {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        match self.kind {
            Kind::Partners(partners) => partners.run(settings).await,
            Kind::Cities(cities) => cities.run(settings).await,
            Kind::Outcomes(outcomes) => outcomes.run(settings).await,
            Kind::Delegation(delegation) => delegation.run(settings).await,
            Kind::Card(card) => card.run(settings).await,
            Kind::Consent(paper) => paper.run(settings, crate::report::papers::consent).await,
            Kind::Slip(paper) => paper.run(settings, crate::report::papers::slip).await,
        }
    }
}

impl Output {
    /// The form, found before any work is done for it.
    fn form(&self, texts: &Texts) -> anyhow::Result<ReportForm> {
        let of_name = |path: &PathBuf| -> anyhow::Result<ReportForm> {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            ReportForm::named(ending).ok_or_else(|| anyhow::anyhow!(of_file("command-report-form", path, texts)))
        };
        let form = self.format.map_or_else(|| self.out.as_ref().map_or(Ok(ReportForm::Pdf), of_name), Ok)?;
        let is_text = !matches!(form, ReportForm::Pdf | ReportForm::Png | ReportForm::Xlsx);
        if !is_text && self.out.is_none() && console::is_shown() {
            return Err(wrong_use("command-report-shown", &[], texts));
        }
        #[cfg(not(feature = "reports"))]
        anyhow::ensure!(!matches!(form, ReportForm::Pdf | ReportForm::Png), crate::report::WriteError::NoTypesetting);
        Ok(form)
    }

    /// Puts the whole report where it belongs, or nothing of it.
    fn write(&self, document: &Document, form: ReportForm, texts: &Texts) -> anyhow::Result<()> {
        let mut bytes = Vec::new();
        let left_out = write_document(document, form, &mut bytes)?;
        match &self.out {
            Some(path) => put(&console::path(path), &bytes).with_context(|| of_file("command-unwritable", path, texts))?,
            None => {
                let mut out = console::stdout();
                out.write_all(&bytes)?;
                out.flush()?;
            }
        }
        if left_out > 0 {
            console::say(&texts.say("command-picture-cut", &[("pages", left_out.into())]));
        }
        Ok(())
    }
}

/// The languages asked for, each once; `otherwise` if none was.
fn languages(settings: &Settings, otherwise: Language) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    for &language in &settings.languages {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    if languages.is_empty() { vec![otherwise] } else { languages }
}

/// Writes a file as a whole: what was there before stays if the new one does not fit on the disk. Of a device or a link it is the target
/// that is written.
fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if path.symlink_metadata().is_ok_and(|there| !there.is_file()) {
        return std::fs::write(path, bytes);
    }
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    let written = std::fs::write(part, bytes).and_then(|()| rights::as_others_do(part)).and_then(|()| std::fs::rename(part, path));
    if written.is_err() {
        // Nothing half-written stays; that it could not be written is what is told.
        let _ = std::fs::remove_file(part);
    }
    written
}

/// To which bot the QR codes lead.
#[derive(Debug, Args)]
struct Bot {
    /// The username of the bot to whose cards the QR codes lead [default: the bot that runs on the directory; without one a code holds the
    /// id of the company]
    #[arg(long, env = "HAMKOR_BOT", value_name = "NAME", default_value = "", hide_default_value = true)]
    bot: String,
}

impl Bot {
    async fn desk(&self, settings: &Settings, texts: &Texts) -> anyhow::Result<Desk> {
        let name = self.bot.trim_start_matches('@');
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return Err(wrong_use("command-bot-name", &[("typed", name.into())], texts));
        }
        let trade = trade_facts(settings)?.into();
        Ok(settings.open(Beginning::BuiltIn).await?.desk(trade, name))
    }
}

/// Where somebody asks from.
#[derive(Debug, Args)]
struct Home {
    /// Where the asker is: partners of the other side come first, those of the own side count for less, and who then hardly fits is left out
    #[arg(long, value_name = "CITY")]
    city: Option<String>,
}

impl Home {
    /// The side that is named, else that of the company that asks.
    fn region(&self, of_company: Option<&str>, vocabulary: &Vocabulary, texts: &Texts) -> anyhow::Result<Option<Region>> {
        let Some(city) = &self.city else { return Ok(of_company.and_then(|city| vocabulary.region_of(city))) };
        if vocabulary.place_of(city).is_none() {
            return Err(not_known("command-no-city", city, texts));
        }
        Ok(vocabulary.region_of(city))
    }
}

/// What reports are made from.
async fn desk(settings: &Settings) -> anyhow::Result<Desk> {
    Bot { bot: String::new() }.desk(settings, settings.texts()).await
}

/// A company of the list, whose id somebody has typed.
fn listed(id: &CompanyId, desk: &Desk, texts: &Texts) -> anyhow::Result<Company> {
    desk.company(id).ok_or_else(|| not_known("command-no-company", &id.0, texts))
}

/// Refuses a text of which no report could be made.
fn asks_for_something(text: &str, desk: &Desk, texts: &Texts) -> anyhow::Result<()> {
    if partners_of::asks_for_something(text, &desk.index().vocabulary) { Ok(()) } else { Err(refused("command-asks-for-nothing", texts)) }
}

/// The facts of trade: of `--vocabulary`, if they stand there, else the built-in ones.
pub(super) fn trade_facts(settings: &Settings) -> anyhow::Result<Vec<TradeFact>> {
    let own = settings.vocabulary.as_ref().map(|dir| dir.join(TRADE_FACTS)).filter(|path| path.exists());
    let Some(path) = own else { return Ok(trade_facts::built_in()) };
    let text = std::fs::read_to_string(&path).with_context(|| of_file("command-unreadable", &path, settings.texts()))?;
    trade_facts::read(&text).with_context(|| path.display().to_string())
}
