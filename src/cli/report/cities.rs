//! `hamkor report cities`.

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::super::{Outcome, Settings};
use super::Output;
use crate::app::{Beginning, as_indexed};
use crate::domain::Language;
use crate::report::cities;

/// All needs of each side against all offers of the other
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  hamkor report cities --lang ru,tg --out города.pdf")]
pub(super) struct Cities {
    /// At most so many pairs, and so many needs without an answer, are listed
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    limit: u32,
    #[command(flatten)]
    output: Output,
}

impl Cities {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let form = self.output.form()?;
        let app = settings.open(Beginning::BuiltIn).await?;
        let (registry, as_of) = super::registry(&app).await?;
        let listed = super::companies(&app).await?;
        let shown = |company| as_indexed(company, &registry.listings, &registry.marks, as_of);
        let companies: Vec<_> = listed.into_iter().filter_map(shown).collect();
        let index = app.index();
        let cities = cities::Cities { companies: &companies, registry: &registry, index: &index, as_of, limit: self.limit as usize };
        // Draws on stderr, and only there is a terminal.
        let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template("{bar:40} {pos}/{len}")?);
        let mut told = |done: usize, all: usize| {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        };
        let document = cities::document(&cities, &self.output.languages(Language::default()), &mut told)?;
        bar.finish_and_clear();
        self.output.write(&document, form)?;
        Ok(Outcome::Done)
    }
}
