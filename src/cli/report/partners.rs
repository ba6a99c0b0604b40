//! `hamkor report partners`.

use clap::Args;

use super::super::faults::not_known;
use super::super::{Outcome, Settings};
use super::Output;
use crate::asked::{Asked, PARTNERS};
use crate::domain::{CompanyId, ListingId};
use crate::matching::Asker;
use crate::report::partners::{self, Subject};

/// Who fits a request, a company of the list, or a published need or offer
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  hamkor report partners --text \"нужны окна для школы\" --city Худжанд --out окна.pdf\n  \
                        hamkor report partners --company L04 --lang ru,tg --out партнёры.pdf\n  \
                        hamkor report partners --need 7 --format xlsx > need.xlsx\n\nContacts are in no report: they are given by introductions only.")]
#[group(id = "subject", required = true, multiple = false, args = ["text", "company", "need"])]
pub(super) struct Partners {
    /// What is needed, sold or planned
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// For all that the company with this id needs and offers
    #[arg(long, value_name = "ID")]
    company: Option<String>,
    /// For the published need or offer with this number
    #[arg(long, value_name = "NUMBER")]
    need: Option<u64>,
    #[command(flatten)]
    home: super::Home,
    /// At most so many partners for each thing asked
    #[arg(long, value_name = "N", default_value_t = PARTNERS, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    limit: u16,
    #[command(flatten)]
    output: Output,
}

impl Partners {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let (form, texts) = (self.output.form(settings.texts())?, settings.texts());
        let desk = super::desk(settings).await?;
        let (registry, as_of) = (desk.registry().await?, desk.as_of()?);
        let index = desk.index();
        let mut subject = Subject { limit: usize::from(self.limit), ..Subject::default() };
        if let Some(id) = &self.company {
            let asker = desk.published(super::listed(&CompanyId(id.clone()), &desk, texts)?, &registry, as_of);
            subject.asked = Asked::of(&asker);
            subject.asker = Some(asker);
        } else if let Some(number) = self.need {
            let listing = registry.listings.get(ListingId(number));
            let listing = listing.ok_or_else(|| not_known("command-no-listing", &number.to_string(), texts))?;
            let asker = super::listed(&listing.company, &desk, texts)?;
            subject.asked = vec![Asked { texts: vec![listing.text.clone()], kind: Some(listing.kind), by: asker.what_it_is() }];
            subject.asker = Some(asker);
        } else if let Some(text) = &self.text {
            super::asks_for_something(text, &desk, texts)?;
            subject.asked = vec![Asked::request(text.as_str())];
        }
        if let Some(asker) = &subject.asker {
            // Who sits at a terminal was given no contacts.
            subject.introduced = desk.introduced(&asker.company_id(), &registry, None).await?;
        }
        let own: Vec<CompanyId> = subject.asker.iter().map(|asker| asker.company_id()).collect();
        let home = self.home.region(subject.asker.as_ref().map(|asker| asker.city.as_str()), &index.vocabulary, texts)?;
        let languages = super::languages(settings, partners::spoken(&subject, index));
        let asker = Asker { home, without: &own, ..Asker::default() };
        let (document, fits) = desk.partners(&subject, &languages, asker).await?;
        self.output.write(&document, form, settings.texts())?;
        Ok(if fits { Outcome::Done } else { Outcome::Nothing })
    }
}
