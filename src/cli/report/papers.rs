//! `hamkor report consent` and `hamkor report slip`.

use clap::Args;

use super::super::faults::wrong_use;
use super::super::{Outcome, Settings};
use super::Output;
use crate::domain::{Company, CompanyId, Language};
use crate::report::{Document, ReportForm};
use crate::understanding::Vocabulary;

/// A paper to be filled in by hand
#[derive(Debug, Args)]
pub(super) struct Paper {
    /// With what the list says of the company with this id
    #[arg(long, value_name = "ID")]
    company: Option<String>,
    #[command(flatten)]
    output: Output,
}

type Make = fn(Option<&Company>, &[Language], &Vocabulary, jiff::Timestamp) -> Document;

impl Paper {
    pub(super) async fn run(self, settings: &Settings, make: Make) -> anyhow::Result<Outcome> {
        let form = self.output.form(settings.texts())?;
        let texts = settings.texts();
        if matches!(form, ReportForm::Csv | ReportForm::Xlsx) {
            return Err(wrong_use("command-paper-form", &[], texts));
        }
        let desk = super::desk(settings).await?;
        let company = self.company.map(|id| super::listed(&CompanyId(id), &desk, texts)).transpose()?;
        let languages = super::languages(settings, Language::default());
        self.output.write(&make(company.as_ref(), &languages, &desk.index().vocabulary, desk.as_of()?), form, texts)?;
        Ok(Outcome::Done)
    }
}
