//! `hamkor companies`: the list, or a part of it.

use std::io::{BufWriter, Write};

use clap::{Args, Subcommand};

use super::{Format, Outcome, Settings};
use crate::app::{Beginning, CompanyFilter};
use crate::channels::console;
use crate::domain::{CompanyId, Field};
use crate::matching::SectorFilter;
use crate::reply::{Texts, not_merged};
use crate::report::{self, Sheet};
use crate::store::Who;
use crate::understanding::Vocabulary;

/// Print the list of companies, or a part of it
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  hamkor companies --city Хуҷанд\n  hamkor companies --sector \"стройматериалы\" --format csv > строители.csv\n  \
                        hamkor companies --format jsonl > all.jsonl\n  \
                        hamkor companies merge L04 n-12 --dry-run"
)]
pub(super) struct Companies {
    #[command(subcommand)]
    deed: Option<Deed>,
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

#[derive(Debug, Subcommand)]
enum Deed {
    Merge(Merge),
}

/// Make one record of two that mean the same company
///
/// The first stays and takes what it lacks from the other: fields, people, introductions, listings. The id of the other leads to it from
/// then on. "hamkor ledger --undo NUMBER" takes it back.
#[derive(Debug, Args)]
struct Merge {
    /// The id of the record that stays
    #[arg(value_name = "KEEP")]
    kept: String,
    /// The id of the record that leaves the list
    #[arg(value_name = "LEAVE")]
    left: String,
    /// Show what would become of it, change nothing
    #[arg(long)]
    dry_run: bool,
}

impl Merge {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let texts = Texts::of(settings.lang.unwrap_or_default());
        let app = settings.open(Beginning::BuiltIn).await?;
        let (kept, left) = (CompanyId(self.kept), CompanyId(self.left));
        let refused = |why| {
            console::say(&not_merged(why, texts));
            Ok(Outcome::Nothing)
        };
        let preview = match app.merge_preview(&kept, &left) {
            Ok(preview) => preview,
            Err(why) => return refused(why),
        };
        preview.lines(texts).iter().for_each(|line| console::say(line));
        if self.dry_run {
            return Ok(Outcome::Done);
        }
        match app.merge(&kept, &left, &Who::new("terminal")).await? {
            Ok(queued) => {
                settings.send(queued);
                console::say(&preview.done(texts));
                Ok(Outcome::Done)
            }
            Err(why) => refused(why),
        }
    }
}

/// Columns of the table for people; the other forms have all.
const SHOWN: [Field; 5] = [Field::Id, Field::Name, Field::City, Field::Sectors, Field::Offers];

impl Companies {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        if let Some(Deed::Merge(merge)) = self.deed {
            return merge.run(settings).await;
        }
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
