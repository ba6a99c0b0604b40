//! `hamkor report`: what an officer signs and an entrepreneur passes on.

mod cities;
mod outcomes;
mod papers;
mod partners;

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;

use super::{Outcome, Settings};
use crate::app::{App, CompanyFilter, TRADE_FACTS};
use crate::channels::console;
use crate::domain::{Company, CompanyId, Language};
use crate::registry::Registry;
use crate::report::trade_facts::{self, TradeFact};
use crate::report::{Document, Form, write_document};
use crate::store::Store;

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
    /// The form on which somebody agrees at the chamber that their contact is kept
    Consent(papers::Paper),
    /// The slip of a request that a company brings to the chamber
    Slip(papers::Paper),
}

/// Where a report goes, in which languages and which form.
#[derive(Debug, Args)]
struct Output {
    /// Languages of the report, one after the other: ru, tg, en
    #[arg(long, env = "HAMKOR_LANG", value_name = "LANG,…", value_delimiter = ',')]
    lang: Vec<Language>,
    /// [default: by the name of --out, else pdf]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write into this file instead of the standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Pdf,
    Png,
    Xlsx,
    Csv,
    Json,
    Html,
}

impl Report {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        match self.kind {
            Kind::Partners(partners) => partners.run(settings).await,
            Kind::Cities(cities) => cities.run(settings).await,
            Kind::Outcomes(outcomes) => outcomes.run(settings).await,
            Kind::Consent(paper) => paper.run(settings, crate::report::papers::consent).await,
            Kind::Slip(paper) => paper.run(settings, crate::report::papers::slip).await,
        }
    }
}

impl Output {
    /// The form, found before any work is done for it.
    fn form(&self) -> anyhow::Result<Form> {
        let of_name = |path: &PathBuf| -> anyhow::Result<Format> {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            let known = <Format as ValueEnum>::from_str(ending, true);
            known.map_err(|_| {
                anyhow::anyhow!("--out {}: say with --format what it is to be: pdf, png, xlsx, csv, json or html", path.display())
            })
        };
        let form = match self.format.map_or_else(|| self.out.as_ref().map_or(Ok(Format::Pdf), of_name), Ok)? {
            Format::Pdf => Form::Pdf,
            Format::Png => Form::Png,
            Format::Xlsx => Form::Xlsx,
            Format::Csv => Form::Csv,
            Format::Json => Form::Json,
            Format::Html => Form::Html,
        };
        anyhow::ensure!(
            !(matches!(form, Form::Pdf | Form::Png | Form::Xlsx) && self.out.is_none() && console::is_shown()),
            "such a file is no text for a terminal: name one with --out, as in  --out report.pdf, or send it on with  > report.pdf"
        );
        #[cfg(not(feature = "reports"))]
        anyhow::ensure!(!matches!(form, Form::Pdf | Form::Png), crate::report::WriteError::NoTypesetting);
        Ok(form)
    }

    /// The languages asked for, each once; `otherwise` if none was.
    fn languages(&self, otherwise: Language) -> Vec<Language> {
        let mut languages: Vec<Language> = Vec::new();
        for &language in &self.lang {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        if languages.is_empty() { vec![otherwise] } else { languages }
    }

    /// Puts the whole report where it belongs, or nothing of it.
    fn write(&self, document: &Document, form: Form) -> anyhow::Result<()> {
        let mut bytes = Vec::new();
        let left_out = write_document(document, form, &mut bytes)?;
        match &self.out {
            Some(path) => std::fs::write(console::path(path), bytes).with_context(|| format!("{} cannot be written", path.display()))?,
            None => {
                let mut out = console::stdout();
                out.write_all(&bytes)?;
                out.flush()?;
            }
        }
        if left_out > 0 {
            console::say(&format!("the picture shows the first pages only; {left_out} more are in --format pdf"));
        }
        Ok(())
    }
}

/// A company of the list, whose id somebody has typed.
fn listed(id: &CompanyId, company: &dyn Fn(&CompanyId) -> Option<Company>) -> anyhow::Result<Company> {
    company(id).ok_or_else(|| anyhow::anyhow!("no company with the id \"{id}\" is on the list; hamkor companies shows all"))
}

/// What the ledger adds up to, and the moment of its last entry.
async fn registry(app: &App) -> anyhow::Result<(Registry, Timestamp)> {
    let mut registry = Registry::default();
    app.store.facts().await?.iter().for_each(|fact| registry.apply(fact));
    let last = app.store.history(None, Some(1), |_| true)?.next().transpose()?;
    // Without any entry there is nothing that could be older than now. Reports tell no parts of seconds.
    let at = last.map_or_else(Timestamp::now, |entry| entry.at);
    Ok((registry, Timestamp::from_second(at.as_second()).unwrap_or(at)))
}

/// The whole list.
async fn companies(app: &App) -> anyhow::Result<Vec<Company>> {
    Ok(app.companies(&CompanyFilter { vocabulary: app.vocabulary(), place: None, sector: None }).await?)
}

/// The facts of trade: of `--vocabulary`, if they stand there, else the built-in ones.
fn trade_facts(settings: &Settings) -> anyhow::Result<Vec<TradeFact>> {
    let own = settings.vocabulary.as_ref().map(|dir| dir.join(TRADE_FACTS)).filter(|path| path.exists());
    let Some(path) = own else { return Ok(trade_facts::built_in()) };
    let text = std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    trade_facts::read(&text).with_context(|| path.display().to_string())
}
