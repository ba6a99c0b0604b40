//! `hamkor report outcomes`.

use std::collections::BTreeSet;

use clap::Args;
use jiff::Timestamp;

use super::super::{Outcome, Settings};
use super::Output;
use crate::app::{App, Beginning};
use crate::conversation::past_date;
use crate::domain::Language;
use crate::reply::Clock;
use crate::report::outcomes::{self, Days, Ledger};
use crate::store::{Deed, Sequence, Store};

/// What happened in a period, recomputed from the ledger
///
/// The first page is to be signed; with two languages it holds both. Days are those of Lipetsk.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  hamkor report outcomes --from 01.07 --to 30.09 --lang ru,tg --out итоги.pdf\n  \
                        hamkor report outcomes --from 2026-07-01 --to 2026-09-30 --format xlsx > quarter.xlsx")]
pub(super) struct Outcomes {
    /// From this day on: 2026-07-01, 01.07.2026 or 01.07
    #[arg(long, value_name = "DATE")]
    from: String,
    /// Up to and with this day [default: today]
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    #[command(flatten)]
    output: Output,
}

impl Outcomes {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let form = self.output.form()?;
        let days = self.days()?;
        let app = settings.open(Beginning::BuiltIn).await?;
        let (_, as_of) = super::registry(&app).await?;
        let facts = app.store.facts().await?;
        let companies = super::companies(&app).await?;
        let added = added(&app)?;
        let ledger = Ledger { facts: &facts, companies: &companies, added: &added, vocabulary: app.vocabulary(), as_of };
        self.output.write(&outcomes::document(&ledger, days, &self.output.languages(Language::default())), form)?;
        Ok(Outcome::Done)
    }

    fn days(&self) -> anyhow::Result<Days> {
        let today = Clock::of(Language::Ru).date(Timestamp::now());
        let read = |flag: &str, text: &str| {
            past_date(text, today)
                .ok_or_else(|| anyhow::anyhow!("{flag} {text}: no such day up to today; write 2026-11-27, 27.11.2026 or 27.11"))
        };
        let from = read("--from", &self.from)?;
        let to = self.to.as_deref().map_or(Ok(today), |to| read("--to", to))?;
        anyhow::ensure!(from <= to, "--from comes after --to");
        Ok(Days { from, to })
    }
}

/// How many companies were added to the list, and when; loads that were taken back do not count.
fn added(app: &App) -> anyhow::Result<Vec<(Timestamp, u64)>> {
    let mut undone: BTreeSet<Sequence> = BTreeSet::new();
    for entry in app.store.history(None, None, |listed| matches!(listed.deed, Deed::Undo { .. }))? {
        if let Deed::Undo { load, .. } = entry?.deed {
            undone.insert(load);
        }
    }
    let mut added = Vec::new();
    for entry in app.store.history(None, None, |listed| matches!(listed.deed, Deed::Load { .. } | Deed::Put(_) | Deed::Step { .. }))? {
        let entry = entry?;
        let new = match &entry.deed {
            Deed::Load { counts, .. } if !undone.contains(&entry.number) => counts.new,
            Deed::Put(company) => u64::from(company.new),
            Deed::Step { companies, .. } => companies.iter().filter(|company| company.new).count() as u64,
            _ => 0,
        };
        if new > 0 {
            added.push((entry.at, new));
        }
    }
    Ok(added)
}
