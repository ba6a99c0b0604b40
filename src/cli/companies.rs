//! `hamkor companies`: the list, or a part of it.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

use clap::{Args, Subcommand};
use jiff::Timestamp;

use super::faults::{not_known, wrong_use};
use super::{Format, Outcome, Settings};
use crate::app::{App, Beginning, CompanyFilter};
use crate::channels::console;
use crate::conversation::past_date;
use crate::domain::{CompanyId, Field};
use crate::registry::Selection;
use crate::reply::{Clock, Criterion, Texts, not_merged, not_understood, removal_done};
use crate::report::{self, Sheet};
use crate::store::Who;

/// Print the list of companies, or a part of it
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  hamkor companies --city Хуҷанд\n  hamkor companies --sector \"стройматериалы\" --format csv > строители.csv\n  \
                        hamkor companies --format jsonl > all.jsonl\n  \
                        hamkor companies --unseen-since 01.03.2026\n  \
                        hamkor companies merge L04 n-12 --dry-run\n  \
                        hamkor companies remove --source \"ТПП 2019\" --dry-run"
)]
pub(super) struct Companies {
    #[command(subcommand)]
    deed: Option<Deed>,
    #[command(flatten)]
    which: Which,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// CSV for programs: UTF-8 without mark, commas
    #[arg(long)]
    plain: bool,
}

/// Which companies are meant: those of which all that is given is true.
#[derive(Clone, Debug, Args)]
struct Which {
    /// Only companies of this city, district, region or country
    #[arg(long, value_name = "CITY")]
    city: Option<String>,
    /// Only companies of this sector: a word, or an ISIC code such as 62 or 2740-led
    #[arg(long, value_name = "SECTOR")]
    sector: Option<String>,
    /// Only companies in whose source these words stand
    #[arg(long, value_name = "WORDS")]
    source: Option<String>,
    /// Only companies whose data the load with this number has brought ("hamkor ledger --kind load")
    #[arg(long, value_name = "NUMBER")]
    load: Option<u64>,
    /// Only companies that no load has named and nobody has corrected since this day
    #[arg(long, value_name = "DATE")]
    unseen_since: Option<String>,
}

impl Which {
    fn selection(self, texts: &Texts) -> anyhow::Result<Selection> {
        let Which { city, sector, source, load, unseen_since } = self;
        let today = Clock::of(crate::domain::Language::Ru).date(Timestamp::now());
        let wrong = |text: &str| wrong_use("ledger-bad-date", &[("flag", "--unseen-since".into()), ("text", text.into())], texts);
        let day = |text: String| past_date(&text, today).ok_or_else(|| wrong(&text));
        let unseen_since = unseen_since.map(day).transpose()?;
        Ok(Selection { city, sector, source, load, unseen_since, ..Selection::default() })
    }
}

#[derive(Debug, Subcommand)]
enum Deed {
    Merge(Merge),
    Remove(Remove),
}

/// Take many companies out of the list at once
///
/// Companies for which somebody speaks, or that have applications, listings or open introductions, stay. "hamkor ledger --undo NUMBER"
/// takes it back.
#[derive(Debug, Args)]
struct Remove {
    #[command(flatten)]
    which: Which,
    /// Show which they are, change nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// Remove them
    #[arg(long)]
    yes: bool,
}

impl Remove {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let texts = Texts::of(settings.lang().unwrap_or_default());
        let of = self.which.selection(texts)?;
        if of.is_everything() {
            return Err(wrong_use("command-say-which", &[], texts));
        }
        let app = settings.open(Beginning::BuiltIn).await?;
        let refused = |why| {
            console::say(&not_understood(why, texts));
            Ok(Outcome::Nothing)
        };
        let found = match app.choose(&of).await? {
            Ok(found) => found,
            Err(why) => return refused(why),
        };
        found.lines(texts).iter().for_each(|line| console::say(line));
        if found.companies == 0 {
            return Ok(Outcome::Nothing);
        }
        if !self.yes {
            console::say(&texts.plain("remove-sure"));
            return Ok(if self.dry_run { Outcome::Done } else { Outcome::Nothing });
        }
        match app.remove(&found.of, &Who::terminal()).await? {
            Ok(removed) => {
                console::say(&removal_done(removed, texts));
                Ok(Outcome::Done)
            }
            Err(why) => refused(why),
        }
    }
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
        let texts = Texts::of(settings.lang().unwrap_or_default());
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
        match app.merge(&kept, &left, &Who::terminal()).await? {
            Ok(queued) => {
                settings.send(queued);
                console::say(&preview.done(texts));
                Ok(Outcome::Done)
            }
            Err(why) => refused(why),
        }
    }
}

/// Columns of the table for people, with the texts of their heads; the other forms have all columns under the names that files are read by.
const SHOWN: [(Field, &str); 5] = [
    (Field::Id, "report-column-id"),
    (Field::Name, "report-column-company"),
    (Field::City, "report-column-city"),
    (Field::Sectors, "report-column-sectors"),
    (Field::Offers, "report-column-offers"),
];

/// So many cities are named to whoever asks for one without companies.
const CITIES: usize = 8;

impl Companies {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        match self.deed {
            Some(Deed::Merge(merge)) => return merge.run(settings).await,
            Some(Deed::Remove(remove)) => return remove.run(settings).await,
            None => {}
        }
        let texts = settings.texts();
        super::no_workbook_on_a_screen(self.format, "companies.xlsx", texts)?;
        let app = settings.open(Beginning::BuiltIn).await?;
        let of = self.which.selection(texts)?;
        let filter = CompanyFilter::of(&of, app.vocabulary(), &app.store)?.map_err(|why| unknown(why, &of, texts))?;
        let companies = app.companies(&filter).await?;
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
            let columns: Vec<usize> = SHOWN.iter().filter_map(|(shown, _)| Field::ALL.iter().position(|field| field == shown)).collect();
            let headers = SHOWN.iter().map(|(_, key)| texts.plain(key)).collect();
            let rows = sheet.rows.map(|row| columns.iter().map(|&column| row[column].clone()).collect());
            if found {
                report::write(Sheet { headers, rows }, format, &mut out)?;
            }
        } else {
            report::write(sheet, format, &mut out)?;
        }
        out.flush()?;
        if found {
            return Ok(Outcome::Done);
        }
        if !of.is_everything() {
            console::say(&texts.plain("command-none-there"));
        }
        if of.city.is_some() {
            console::say(&texts.say("command-cities", &[("cities", cities(&app).await?.into())]));
        }
        Ok(Outcome::Nothing)
    }
}

/// What of a selection means nothing, for whoever typed it.
fn unknown(why: Criterion, of: &Selection, texts: &Texts) -> anyhow::Error {
    let typed = |text: &Option<String>| text.clone().unwrap_or_default();
    match why {
        Criterion::City => not_known("command-no-city", &typed(&of.city), texts),
        Criterion::Sector => not_known("command-no-sector", &typed(&of.sector), texts),
        _ => not_known("command-no-load", &of.load.unwrap_or_default().to_string(), texts),
    }
}

/// The cities with the most companies, each with their number.
async fn cities(app: &App) -> anyhow::Result<String> {
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for company in app.companies(&CompanyFilter::all(app.vocabulary())).await? {
        *counted.entry(company.city).or_default() += 1;
    }
    let mut counted: Vec<(String, usize)> = counted.into_iter().collect();
    counted.sort_by_key(|(_, companies)| std::cmp::Reverse(*companies));
    Ok(counted.iter().take(CITIES).map(|(city, companies)| format!("{city} ({companies})")).collect::<Vec<_>>().join(", "))
}
