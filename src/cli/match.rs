//! `hamkor match`: requests in, matches out, for scripts.

use std::io::{BufWriter, Write};

use clap::Args;
use serde::{Deserialize, Serialize};

use super::{Format, Outcome, Settings};
use crate::app::Beginning;
use crate::channels::console;
use crate::channels::terminal::piped_line;
use crate::domain::Language;
use crate::matching::{Asker, Found, Index, Match as Partner, ReasonKind, Strength, find};
use crate::reply::{self, Texts};
use crate::report::{self, Cell, Sheet};
use crate::understanding::{Direction, Request, understand};

/// Find partners for one request, or for many
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hamkor match -- \"таҷҳизоти тиббӣ барои беморхона\"\n  hamkor match --city Худжанд --format csv -- \"окна\" > окна.csv\n  \
                        hamkor match --stdin --format jsonl < requests.jsonl\n\nA line of --stdin is a plain text, or JSON: \
                        {\"id\": \"7\", \"text\": \"окна\", \"city\": \"Худжанд\", \"lang\": \"ru\"} (all but text optional)."
)]
pub(super) struct Match {
    /// What is needed, sold or planned
    #[arg(value_name = "TEXT", required_unless_present = "stdin", conflicts_with = "stdin", num_args = 1..)]
    text: Vec<String>,
    /// Read requests from the standard input, one a line
    #[arg(long)]
    stdin: bool,
    /// Where the asker is: partners of the other side come first
    #[arg(long, value_name = "CITY")]
    city: Option<String>,
    /// At most so many partners a request
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// A request with what is known of who asks.
struct Asked {
    id: serde_json::Value,
    text: String,
    city: Option<String>,
    language: Option<Language>,
}

/// A line of `--stdin` in JSON.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    city: Option<String>,
    #[serde(default)]
    lang: Option<String>,
}

impl Match {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let binary = self.format == Format::Xlsx;
        anyhow::ensure!(!(binary && console::is_shown()), "an .xlsx file is no text: send it to a file, as in  > matches.xlsx");
        let app = settings.open(Beginning::BuiltIn).await?;
        let index = app.index();
        if let Some(city) = &self.city {
            anyhow::ensure!(
                index.vocabulary.place_of(city).is_some(),
                "--city: no place \"{city}\" is known; name one of either region, as Липецк, Хуҷанд, Elets, Isfara"
            );
        }
        let mut writer = Writer::new(self.format, settings.lang);
        if self.stdin {
            let mut input = console::stdin();
            let mut number = 0u64;
            while let Some(line) = piped_line(&mut input)? {
                number += 1;
                let asked = self.asked(line, number, settings.lang);
                writer.take(self.answer(asked, &index)?)?;
            }
        } else {
            let text = self.text.join(" ");
            let asked = Asked { id: serde_json::Value::Null, text, city: self.city.clone(), language: settings.lang };
            writer.take(self.answer(asked, &index)?)?;
        }
        writer.finish()
    }

    /// A line that is no JSON object with a text is itself the text.
    fn asked(&self, line: String, number: u64, language: Option<Language>) -> Asked {
        let parsed = if line.trim_start().starts_with('{') { serde_json::from_str::<Line>(&line).ok() } else { None };
        match parsed {
            Some(parsed) => Asked {
                id: parsed.id,
                text: parsed.text,
                city: parsed.city.or_else(|| self.city.clone()),
                language: parsed.lang.and_then(|code| code.parse().ok()).or(language),
            },
            None => Asked { id: number.into(), text: line, city: self.city.clone(), language },
        }
    }

    fn answer(&self, asked: Asked, index: &Index) -> anyhow::Result<Answered> {
        let request = understand(&asked.text, &index.vocabulary);
        let home = asked.city.as_deref().and_then(|city| index.vocabulary.region_of(city));
        let mut found = find(&request, Asker { home, ..Asker::default() }, 0, usize::from(self.limit), index)?;
        if request.talk.is_some() {
            found = Found { matches: Vec::new(), confident: false, more: 0, ..found };
        }
        let language = asked.language.unwrap_or(request.language);
        Ok(Answered { asked, language, request, found })
    }
}

/// A request and what was found for it.
struct Answered {
    asked: Asked,
    language: Language,
    request: Request,
    found: Found,
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a serde_json::Value,
    text: &'a str,
    confident: bool,
    direction: Direction,
    results: Vec<ResultRecord<'a>>,
}

#[derive(Serialize)]
struct ResultRecord<'a> {
    id: &'a str,
    name: &'a str,
    city: &'a str,
    score: f64,
    strength: Strength,
    reasons: Vec<ReasonRecord<'a>>,
}

#[derive(Serialize)]
struct ReasonRecord<'a> {
    kind: ReasonKind,
    request: &'a str,
    company: &'a str,
    text: String,
}

impl Answered {
    fn record(&self) -> Record<'_> {
        Record {
            id: &self.asked.id,
            text: &self.asked.text,
            confident: self.found.confident,
            direction: self.found.direction,
            results: self.found.matches.iter().map(|partner| self.result(partner)).collect(),
        }
    }

    fn result<'a>(&'a self, partner: &'a Partner) -> ResultRecord<'a> {
        let reasons = partner.reasons.iter().map(|reason| ReasonRecord {
            kind: reason.kind,
            request: &reason.request,
            company: &reason.company,
            text: reply::reason(reason, self.language),
        });
        ResultRecord {
            id: &partner.id.0,
            name: &partner.name,
            city: &partner.city,
            score: rounded(partner.score),
            strength: partner.strength,
            reasons: reasons.collect(),
        }
    }

    /// A row a partner, for the forms that are tables.
    fn rows(&self) -> Vec<Vec<Cell>> {
        let id = match &self.asked.id {
            serde_json::Value::String(id) => id.clone(),
            serde_json::Value::Null => String::new(),
            id => id.to_string(),
        };
        let texts = Texts::of(self.language);
        let row = |(number, partner): (usize, &Partner)| {
            let reasons: Vec<String> = partner.reasons.iter().map(|reason| reply::reason(reason, self.language)).collect();
            vec![
                Cell::Code(id.clone()),
                Cell::Text(self.asked.text.clone()),
                Cell::Text(texts.plain(if self.found.confident { "column-yes" } else { "column-no" })),
                Cell::Number(number as f64),
                Cell::Code(partner.id.0.clone()),
                Cell::Text(partner.name.clone()),
                Cell::Text(partner.city.clone()),
                Cell::Number(rounded(partner.score)),
                Cell::Text(reply::strength(partner.strength, self.language)),
                Cell::Text(reasons.join("; ")),
            ]
        };
        (1..).zip(&self.found.matches).map(row).collect()
    }
}

/// Two decimals: more would pretend to a precision that a score has not.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}

const COLUMNS: [&str; 10] = [
    "column-id",
    "column-request",
    "column-fits",
    "column-number",
    "column-company-id",
    "column-name",
    "column-city",
    "column-score",
    "column-strength",
    "column-reasons",
];

/// Writes answers in one form: lines as they come, the others at the end.
struct Writer {
    format: Format,
    language: Option<Language>,
    out: BufWriter<console::Out>,
    /// Kept for the forms that are one document.
    rows: Vec<Vec<Cell>>,
    records: Vec<serde_json::Value>,
    spoken: Language,
    found: bool,
}

impl Writer {
    fn new(format: Format, language: Option<Language>) -> Writer {
        let out = BufWriter::new(console::stdout());
        Writer { format, language, out, rows: Vec::new(), records: Vec::new(), spoken: language.unwrap_or_default(), found: false }
    }

    fn take(&mut self, answered: Answered) -> anyhow::Result<()> {
        self.found |= answered.found.confident;
        self.spoken = self.language.unwrap_or(answered.language);
        match self.format {
            Format::Jsonl => {
                serde_json::to_writer(&mut self.out, &answered.record())?;
                writeln!(self.out)?;
                self.out.flush()?;
            }
            Format::Json => self.records.push(serde_json::to_value(answered.record())?),
            Format::Table => {
                self.table(&answered)?;
                self.out.flush()?;
            }
            Format::Csv | Format::Xlsx => self.rows.extend(answered.rows()),
        }
        Ok(())
    }

    /// A table for people: without what they have just typed.
    fn table(&mut self, answered: &Answered) -> anyhow::Result<()> {
        let texts = Texts::of(answered.language);
        if answered.request.talk.is_some() || !answered.found.confident {
            writeln!(self.out, "{}", texts.plain("nobody"))?;
            if !answered.found.matches.is_empty() {
                writeln!(self.out, "{}", texts.plain("nobody-near"))?;
            }
        }
        if !answered.found.matches.is_empty() {
            let headers = COLUMNS[3..].iter().map(|column| texts.plain(column)).collect();
            let rows = answered.rows().into_iter().map(|row| row[3..].to_vec());
            report::write(Sheet { headers, rows }, report::Format::Table { width: super::table_width() }, &mut self.out)?;
        }
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<Outcome> {
        let texts = Texts::of(self.spoken);
        let headers = COLUMNS.iter().map(|column| texts.plain(column)).collect();
        match self.format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut self.out, &self.records)?;
                writeln!(self.out)?;
            }
            Format::Csv => report::write(Sheet { headers, rows: self.rows }, report::Format::Csv { plain: false }, &mut self.out)?,
            Format::Xlsx => report::write(Sheet { headers, rows: self.rows }, report::Format::Xlsx, &mut self.out)?,
            Format::Table | Format::Jsonl => {}
        }
        self.out.flush()?;
        Ok(if self.found { Outcome::Done } else { Outcome::Nothing })
    }
}
