//! `hamkor match`: requests in, matches out, for scripts.

use std::io::{BufWriter, Write};

use clap::Args;
use serde::Serialize;

use super::faults::not_known;
use super::{Format, Outcome, Settings};
use crate::app::Beginning;
use crate::channels::console;
use crate::channels::terminal::{LINE_BYTES, Piped, piped_line};
use crate::domain::Language;
use crate::matching::{Asker, Found, Index, Match as Partner, ReasonKind, Strength, find};
use crate::reply::{self, Texts};
use crate::report::{self, Cell, Sheet};
use crate::understanding::{Direction, Request, Vocabulary, understand};

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
    /// What is wrong with its line.
    faults: Vec<Fault>,
}

/// What is wrong with a line of `--stdin`.
enum Fault {
    NotUtf8,
    TooLong,
    /// It begins like JSON and breaks at that character.
    NotJson(usize),
    NoText,
    /// Neither side has such a place.
    City(String),
    Language(String),
}

impl Fault {
    /// Whether the request is not known well enough to be answered.
    fn refuses(&self) -> bool {
        matches!(self, Fault::NotUtf8 | Fault::NotJson(_) | Fault::NoText)
    }

    fn line(&self, number: u64, texts: &Texts) -> String {
        let what = match self {
            Fault::NotUtf8 => texts.plain("command-line-not-utf8"),
            Fault::TooLong => texts.say("command-line-too-long", &[("kib", (LINE_BYTES / 1024).into())]),
            Fault::NotJson(at) => texts.say("command-line-not-json", &[("at", at.to_string().into())]),
            Fault::NoText => texts.plain("command-line-no-text"),
            Fault::City(city) => texts.say("command-line-no-city", &[("city", city.as_str().into())]),
            Fault::Language(code) => texts.say("command-line-no-lang", &[("lang", code.as_str().into())]),
        };
        texts.say("command-line", &[("line", number.to_string().into()), ("what", what.into())])
    }
}

impl Match {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        super::no_workbook_on_a_screen(self.format, "matches.xlsx", settings.texts())?;
        let app = settings.open(Beginning::BuiltIn).await?;
        let index = app.index();
        if let Some(city) = &self.city
            && index.vocabulary.place_of(city).is_none()
        {
            return Err(not_known("command-no-city", city, settings.texts()));
        }
        let mut writer = Writer::new(self.format, settings.lang());
        if self.stdin {
            let mut input = console::stdin();
            let mut number = 0u64;
            while let Some(line) = piped_line(&mut input)? {
                number += 1;
                let asked = self.asked(line, number, settings.lang(), &index.vocabulary);
                asked.faults.iter().for_each(|fault| console::say(&fault.line(number, settings.texts())));
                writer.take(self.answer(asked, &index)?)?;
            }
        } else {
            let text = self.text.join(" ");
            let (id, city) = (serde_json::Value::Null, self.city.clone());
            writer.take(self.answer(Asked { id, text, city, language: settings.lang(), faults: Vec::new() }, &index)?)?;
        }
        writer.finish()
    }

    /// A line that does not begin as an object of JSON is itself the text.
    fn asked(&self, line: Piped, number: u64, language: Option<Language>, vocabulary: &Vocabulary) -> Asked {
        let Piped { text, is_garbled, is_cut } = line;
        let mut asked = Asked { id: number.into(), text, city: self.city.clone(), language, faults: Vec::new() };
        if is_cut {
            asked.faults.push(Fault::TooLong);
        }
        if is_garbled {
            asked.faults.push(Fault::NotUtf8);
        } else if asked.text.trim_start().starts_with('{') {
            match serde_json::from_str(&asked.text) {
                Ok(object) => asked.read(object, vocabulary),
                Err(error) => {
                    let before = asked.text.as_bytes().get(..error.column()).unwrap_or(asked.text.as_bytes());
                    asked.faults.push(Fault::NotJson(String::from_utf8_lossy(before).chars().count()));
                }
            }
        }
        asked
    }

    fn answer(&self, asked: Asked, index: &Index) -> anyhow::Result<Answered> {
        let request = understand(&asked.text, &index.vocabulary);
        let is_refused = asked.faults.iter().any(Fault::refuses);
        let home = asked.city.as_deref().and_then(|city| index.vocabulary.region_of(city));
        let mut found = find(&request, Asker { home, ..Asker::default() }, 0, usize::from(self.limit), index)?;
        if request.talk.is_some() || is_refused {
            found = Found { matches: Vec::new(), confident: false, more: 0, ..found };
        }
        let language = asked.language.unwrap_or(request.language);
        let cities = found.matches.iter().map(|partner| index.vocabulary.city_in(&partner.city, language)).collect();
        Ok(Answered { asked, language, request, found, cities, is_refused })
    }
}

impl Asked {
    /// Takes over what a line of JSON says: id, text, city and lang, of which all but the text may be missing.
    fn read(&mut self, mut object: serde_json::Map<String, serde_json::Value>, vocabulary: &Vocabulary) {
        self.id = object.remove("id").unwrap_or_default();
        match object.remove("text") {
            Some(serde_json::Value::String(text)) => self.text = text,
            _ => self.faults.push(Fault::NoText),
        }
        let mut said = |key| {
            object.remove(key).filter(|value| !value.is_null()).map(|value| match value {
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            })
        };
        if let Some(city) = said("city") {
            match vocabulary.region_of(&city) {
                Some(_) => self.city = Some(city),
                None => self.faults.push(Fault::City(city)),
            }
        }
        if let Some(code) = said("lang") {
            match code.parse() {
                Ok(language) => self.language = Some(language),
                Err(_) => self.faults.push(Fault::Language(code)),
            }
        }
    }
}

/// A request and what was found for it.
struct Answered {
    asked: Asked,
    language: Language,
    request: Request,
    found: Found,
    /// The cities of the matches, as who reads a table calls them; for programs they are as the list has them.
    cities: Vec<String>,
    /// The line was not understood: nothing was looked for.
    is_refused: bool,
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
        let row = |(number, (partner, city)): (usize, (&Partner, &String))| {
            let reasons: Vec<String> = partner.reasons.iter().map(|reason| reply::reason(reason, self.language)).collect();
            vec![
                Cell::Code(id.clone()),
                Cell::Text(self.asked.text.clone()),
                Cell::Text(texts.plain(if self.found.confident { "column-yes" } else { "column-no" })),
                Cell::Number(number as f64),
                Cell::Code(partner.id.0.clone()),
                Cell::Text(partner.name.clone()),
                Cell::Text(city.clone()),
                Cell::Number(rounded(partner.score)),
                Cell::Text(reply::strength(partner.strength, self.language)),
                Cell::Text(reasons.join("; ")),
            ]
        };
        (1..).zip(self.found.matches.iter().zip(&self.cities)).map(row).collect()
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
    refused: bool,
}

impl Writer {
    fn new(format: Format, language: Option<Language>) -> Writer {
        let out = BufWriter::new(console::stdout());
        Writer {
            format,
            language,
            out,
            rows: Vec::new(),
            records: Vec::new(),
            spoken: language.unwrap_or_default(),
            found: false,
            refused: false,
        }
    }

    fn take(&mut self, answered: Answered) -> anyhow::Result<()> {
        self.found |= answered.found.confident;
        self.refused |= answered.is_refused;
        self.spoken = self.language.unwrap_or(answered.language);
        match self.format {
            Format::Jsonl => {
                serde_json::to_writer(&mut self.out, &answered.record())?;
                writeln!(self.out)?;
                self.out.flush()?;
            }
            Format::Json => self.records.push(serde_json::to_value(answered.record())?),
            Format::Table if answered.is_refused => {}
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
        Ok(if self.found && !self.refused { Outcome::Done } else { Outcome::Nothing })
    }
}
