//! `hamkor report cities`.

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::super::{Outcome, Settings};
use super::Output;
use crate::domain::Language;
use crate::report::cities::PAIRS;

/// All needs of each side against all offers of the other
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  hamkor report cities --lang ru,tg --out города.pdf")]
pub(super) struct Cities {
    /// At most so many pairs, and so many needs without an answer, are listed
    #[arg(long, value_name = "N", default_value_t = PAIRS, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    limit: u32,
    #[command(flatten)]
    output: Output,
}

impl Cities {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let form = self.output.form(settings.texts())?;
        let desk = super::desk(settings).await?;
        // Draws on stderr, and only there is a terminal.
        let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template("{bar:40} {pos}/{len}")?);
        let mut told = |done: usize, all: usize| {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        };
        let document = desk.cities(self.limit as usize, &super::languages(settings, Language::default()), &mut told).await?;
        bar.finish_and_clear();
        self.output.write(&document, form, settings.texts())?;
        Ok(Outcome::Done)
    }
}
