//! `hamkor report delegation`.

use std::path::PathBuf;

use clap::Args;

use super::super::{Outcome, Settings};
use super::Output;
use crate::app::remarked;
use crate::channels::console::{self, say};
use crate::domain::Language;
use crate::reply::Texts;
use crate::report::delegation::MEETINGS;
use crate::seed;

/// A page for each guest of a delegation: whom to meet and why, with QR codes to the companies' cards
///
/// The file of guests is a table (CSV, XLSX or JSON) with a header: company (its name, or its id under "id"), language (ru, tg or en), and
/// as you like wish, city, guest. A company that is not on the list is matched by its wish; without one that guest is left out and named, the
/// others get their pages, and the exit code is 1. Nothing of the file is stored.
#[derive(Debug, Args)]
#[command(after_help = "Example of guests.csv:\n  company;language;wish;guest\n  \
                        Медсофт;ru;;\n  Клиника «Шифо»;tg;таҷҳизоти тиббӣ;Фирӯз Раҳимов\n\n\
                        Example:\n  hamkor report delegation --guests guests.csv --bot hamkor_bot --lang ru --out делегация.pdf")]
pub(super) struct Delegation {
    /// The list of guests
    #[arg(long, value_name = "FILE")]
    guests: PathBuf,
    /// At most so many companies for a guest
    #[arg(long, value_name = "N", default_value_t = MEETINGS, value_parser = clap::value_parser!(u16).range(1..=50))]
    limit: u16,
    #[command(flatten)]
    bot: super::Bot,
    #[command(flatten)]
    output: Output,
}

impl Delegation {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let form = self.output.form(settings.texts())?;
        let file = self.guests.display().to_string();
        let languages = super::languages(settings, Language::default());
        let texts = Texts::of(languages[0]);
        let read = match seed::guests(&console::path(&self.guests)) {
            Ok(read) => read,
            Err(remarks) => {
                remarks.iter().for_each(|remark| say(&remarked(remark).line(&file, texts)));
                return Ok(Outcome::Nothing);
            }
        };
        let desk = self.bot.desk(settings, texts).await?;
        let invited = desk.invited(read).await?;
        invited.remarks.iter().for_each(|remark| say(&remark.line(&file, texts)));
        if invited.is_refused() {
            return Ok(Outcome::Nothing);
        }
        let (document, some) = desk.delegation(&invited, usize::from(self.limit), &languages).await?;
        self.output.write(&document, form, settings.texts())?;
        let left_out = invited.left_out().len();
        if left_out > 0 {
            say(&texts.say("guests-left-out", &[("count", left_out.into()), ("guests", invited.guests.len().into())]));
        }
        Ok(if some && left_out == 0 { Outcome::Done } else { Outcome::Nothing })
    }
}
