//! `hamkor companies`: the list, or a part of it.

use std::io::{BufWriter, Write};

use clap::Args;

use super::{Format, Outcome, Settings};
use crate::app::{Beginning, CompanyFilter};
use crate::channels::console;
use crate::domain::Field;
use crate::matching::SectorFilter;
use crate::report::{self, Sheet};
use crate::understanding::Vocabulary;

/// Print the list of companies, or a part of it
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hamkor companies --city Хуҷанд\n  hamkor companies --sector \"стройматериалы\" --format csv > строители.csv\n  \
                        hamkor companies --format jsonl > all.jsonl"
)]
pub(super) struct Companies {
    /// Only companies of this city, district, region or country
    #[arg(long, value_name = "CITY")]
    city: Option<String>,
    /// Only companies of this sector: a word, or an ISIC code such as 62 or 2740-led
    #[arg(long, value_name = "SECTOR")]
    sector: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// CSV for programs: UTF-8 without mark, commas
    #[arg(long)]
    plain: bool,
}

/// Columns of the table for people; the other forms have all.
const SHOWN: [Field; 5] = [Field::Id, Field::Name, Field::City, Field::Sectors, Field::Offers];

impl Companies {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let binary = self.format == Format::Xlsx;
        anyhow::ensure!(!(binary && console::is_shown()), "an .xlsx file is no text: send it to a file, as in  > companies.xlsx");
        let app = settings.open(Beginning::BuiltIn).await?;
        let companies = app.companies(&self.filter(app.vocabulary())?).await?;
        let found = !companies.is_empty();
        let mut out = BufWriter::new(console::stdout());
        let format = match self.format {
            Format::Table => report::Format::Table { width: super::table_width() },
            Format::Csv => report::Format::Csv { plain: self.plain },
            Format::Json => report::Format::Json,
            Format::Jsonl => report::Format::JsonLines,
            Format::Xlsx => report::Format::Xlsx,
        };
        let sheet = report::companies(companies);
        if self.format == Format::Table {
            let columns: Vec<usize> = SHOWN.iter().filter_map(|shown| Field::ALL.iter().position(|field| field == shown)).collect();
            let headers = columns.iter().map(|&column| sheet.headers[column].clone()).collect();
            let rows = sheet.rows.map(|row| columns.iter().map(|&column| row[column].clone()).collect());
            if found {
                report::write(Sheet { headers, rows }, format, &mut out)?;
            }
        } else {
            report::write(sheet, format, &mut out)?;
        }
        out.flush()?;
        Ok(if found { Outcome::Done } else { Outcome::Nothing })
    }

    fn filter<'v>(&self, vocabulary: &'v Vocabulary) -> anyhow::Result<CompanyFilter<'v>> {
        let place = match &self.city {
            Some(city) => Some(vocabulary.place_of(city).ok_or_else(|| {
                anyhow::anyhow!("--city: no place \"{city}\" is known; name one of either region, as Липецк, Хуҷанд, Elets, Isfara")
            })?),
            None => None,
        };
        let sector = match &self.sector {
            Some(sector) => Some(SectorFilter::new(sector, vocabulary).ok_or_else(|| {
                anyhow::anyhow!(
                    "--sector: no sector is known for \"{sector}\"; use another word, or an ISIC code (the sectors stand in seed/sectors)"
                )
            })?),
            None => None,
        };
        Ok(CompanyFilter { vocabulary, place, sector })
    }
}
