//! `hamkor report outcomes`.

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;

use super::super::faults::wrong_use;
use super::super::{Outcome, Settings};
use super::Output;
use crate::conversation::any_date;
use crate::domain::Language;
use crate::reply::{Clock, Texts};
use crate::report::ReportForm;
use crate::report::outcomes::Days;

/// What happened in a period, recomputed from the ledger
///
/// The first page is to be signed; with two languages it holds both. As png it is one picture for a chat: companies by sector,
/// introductions from city to city, the way to a deal. Days are those of Lipetsk.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  hamkor report outcomes --from 01.07 --to 30.09 --lang ru,tg --out итоги.pdf\n  \
                        hamkor report outcomes --from 2026-07-01 --to 2026-09-30 --format xlsx > quarter.xlsx\n  \
                        hamkor report outcomes --from 01.01 --out figures.png")]
pub(super) struct Outcomes {
    /// From this day on: 2026-07-01, 01.07.2026 or 01.07
    #[arg(long, value_name = "DATE")]
    from: String,
    /// Up to and with this day, which may still be to come [default: today]
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    #[command(flatten)]
    output: Output,
}

impl Outcomes {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let form = self.output.form(settings.texts())?;
        let days = self.days(settings.texts())?;
        let desk = super::desk(settings).await?;
        let document = desk.outcomes(days, &super::languages(settings, Language::default()), form == ReportForm::Png).await?;
        self.output.write(&document, form, settings.texts())?;
        Ok(Outcome::Done)
    }

    fn days(&self, texts: &Texts) -> anyhow::Result<Days> {
        let today = Clock::of(Language::Ru).date(Timestamp::now());
        let read = |flag: &str, text: &str, since: Date| {
            any_date(text, since, today)
                .ok_or_else(|| wrong_use("command-bad-day", &[("flag", flag.to_owned().into()), ("text", text.to_owned().into())], texts))
        };
        let from = read("--from", &self.from, Date::MIN)?;
        if from > today {
            return Err(wrong_use("command-from-future", &[], texts));
        }
        let to = self.to.as_deref().map_or(Ok(today), |to| read("--to", to, from))?;
        if from > to {
            return Err(wrong_use("command-days-reversed", &[], texts));
        }
        Ok(Days { from, to })
    }
}
