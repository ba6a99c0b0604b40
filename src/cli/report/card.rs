//! `hamkor report card`.

use clap::Args;

use super::super::faults::wrong_use;
use super::super::{Outcome, Settings};
use super::Output;
use crate::asked::Asked;
use crate::domain::CompanyId;
use crate::matching::Asker;
use crate::report::ReportForm;
use crate::report::partners::{self, Subject};

/// One company and why it fits a request, as a picture for a chat
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  hamkor report card --text \"нужны окна для школы\" --company K01 --out карточка.png")]
pub(super) struct Card {
    /// What is needed, sold or planned
    #[arg(long, value_name = "TEXT")]
    text: String,
    /// The id of the company
    #[arg(long, value_name = "ID")]
    company: String,
    #[command(flatten)]
    home: super::Home,
    #[command(flatten)]
    bot: super::Bot,
    #[command(flatten)]
    output: Output,
}

impl Card {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let form = self.output.form(settings.texts())?;
        if matches!(form, ReportForm::Csv | ReportForm::Xlsx) {
            return Err(wrong_use("command-card-form", &[], settings.texts()));
        }
        let desk = self.bot.desk(settings, settings.texts()).await?;
        let company = super::listed(&CompanyId(self.company), &desk, settings.texts())?;
        super::asks_for_something(&self.text, &desk, settings.texts())?;
        let home = self.home.region(None, &desk.index().vocabulary, settings.texts())?;
        let asked = Asked::request(self.text);
        let subject = Subject { asked: vec![asked.clone()], limit: 1, ..Subject::default() };
        let languages = super::languages(settings, partners::spoken(&subject, desk.index()));
        match desk.card(&asked, &company.company_id(), &languages, Asker { home, ..Asker::default() })? {
            Some(document) => self.output.write(&document, form, settings.texts()).map(|()| Outcome::Done),
            None => {
                let said = settings.texts().say("command-no-answer", &[("company", company.name.as_str().into())]);
                crate::channels::console::say(&said);
                Ok(Outcome::Nothing)
            }
        }
    }
}
