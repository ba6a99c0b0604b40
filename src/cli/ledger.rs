//! `hamkor ledger`: who did what, when, on whose behalf; and what was done taken back by its number.
//!
//! # For programs
//! The columns of csv, xlsx, json and jsonl, always under these names; json and jsonl leave out what is empty:
//! `number` (of the entry), `time` (UTC), `who`, `on_behalf`, `chat`, `kind` ([`Kind`]), `facts` (see [`crate::reply::fact_code`]), `about`
//! (`introduction:5`, `application:2`, `listing:7`), `companies` (ids), `file` (of a removal: what was asked for), `load` (the number of
//! the load or removal that was taken back),
//! `rows`, `new`, `updated`, `unchanged`, `repeated`, `refused` (of a load), `count` (of updates, replies or companies removed), `text`
//! (in words).

use std::io::{BufWriter, Write};

use clap::{Args, ValueEnum};
use jiff::Timestamp;

use super::{Format, Outcome, Settings};
use crate::app::{Beginning, oldest_snapshot};
use crate::channels::console;
use crate::channels::terminal;
use crate::conversation::{Directory, past_date};
use crate::domain::{ChatId, CompanyId};
use crate::registry::{self, Entry, Obstacle};
use crate::reply::{Clock, Texts, fact_code, fact_words, not_undone, undone as undone_words};
use crate::report::{self, Cell, Sheet};
use crate::store::{Counts, Deed, Edited, Listed, Sequence, SledStore, StoreError, Who, is_begun};

/// List what was done, newest last; take something back by its number; or make old parts small
///
/// Shows no contacts, names of persons or messages. Times are those of Lipetsk, with --lang tg those of Khujand.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  hamkor ledger --limit 20\n  hamkor ledger --since 01.11.2026 --kind introduction --format xlsx > ноябрь.xlsx\n  \
                        hamkor ledger --company L04 --format jsonl\n  hamkor ledger --kind load\n  hamkor ledger --undo 319"
)]
pub(super) struct Ledger {
    /// Only from this day on: 2026-11-27, 27.11.2026 or 27.11
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Only up to and with this day
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// Only what this one did, as the list names them: terminal, hamkor, chat:12345678
    #[arg(long, value_name = "WHO")]
    who: Option<String>,
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// Only what concerns the company with this id
    #[arg(long, value_name = "ID")]
    company: Option<String>,
    /// Only so many of the last entries [default: 100 in a table, else all]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// Also updates received, replies sent and steps of chats that changed nothing
    #[arg(long)]
    all: bool,
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// CSV for programs: UTF-8 without mark, commas
    #[arg(long)]
    plain: bool,
    /// Take back the entry with this number: a load, a removal or merge of companies, a decision on an application, a mark, hiding, a block
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["since", "until", "who", "kind", "company", "limit", "all", "format", "plain"])]
    undo: Option<u64>,
    /// Make old parts of the ledger small: what people wrote and were told goes where it is over, every entry stays
    #[arg(long, conflicts_with_all = ["since", "until", "who", "kind", "company", "limit", "all", "format", "plain", "undo"])]
    compact: bool,
}

/// What an entry is about. Of a step also the flow of its facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Load,
    /// Companies were removed from the list
    Removal,
    Undo,
    /// A company was added or corrected
    Company,
    /// Any step of a chat
    Step,
    /// Consents, applications, who speaks for which company
    Member,
    Introduction,
    Listing,
    /// A notice was given
    Notice,
    /// Somebody asked to be forgotten, or was
    Forget,
    /// Entries were lost by damage
    Lost,
    Received,
    Handled,
    Sent,
}

/// So many entries a table shows when nothing is said.
const SHOWN: usize = 100;
const COLUMNS: [&str; 19] = [
    "number",
    "time",
    "who",
    "on_behalf",
    "chat",
    "kind",
    "facts",
    "about",
    "companies",
    "file",
    "load",
    "rows",
    "new",
    "updated",
    "unchanged",
    "repeated",
    "refused",
    "count",
    "text",
];

impl Ledger {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let language = settings.lang().unwrap_or_default();
        let texts = Texts::of(language);
        if let Some(number) = self.undo {
            return undo(settings, number, texts).await;
        }
        if self.compact {
            return compact(settings, texts).await;
        }
        super::no_workbook_on_a_screen(self.format, "ledger.xlsx", texts)?;
        let clock = Clock::of(language);
        let (since, before) = self.days(clock, texts)?;
        let keep = |listed: &Listed| {
            since.is_none_or(|since| listed.at >= since)
                && before.is_none_or(|before| listed.at < before)
                && self.who.as_ref().is_none_or(|who| listed.who.who == *who || listed.who.on_behalf.as_ref() == Some(who))
                && self.is_of_kind(listed)
        };
        let last = self.limit.map(|limit| limit as usize).or((self.format == Format::Table).then_some(SHOWN));
        // Looking into a directory that is not there makes none.
        let store = if is_begun(&settings.data) { Some(settings.open_store().await?) } else { None };
        let history = store.as_ref().map(|store| store.history(self.company.clone().map(CompanyId), last, keep)).transpose()?;
        let mut failed: Option<StoreError> = None;
        let mut entries = history.into_iter().flatten().map_while(|entry| entry.map_err(|error| failed = Some(error)).ok()).peekable();
        let found = entries.peek().is_some();
        let teller = Teller { directory: store.as_deref(), texts, clock };
        let mut out = BufWriter::new(console::stdout());
        match self.format {
            Format::Table if !found => {}
            Format::Table => {
                let keys = ["ledger-column-number", "ledger-column-time", "ledger-column-who", "ledger-column-what"];
                let headers = keys.iter().map(|key| texts.say(key, &[("clock", clock.name().into())])).collect();
                let rows = entries.map(|listed| teller.line(&listed));
                report::write(Sheet { headers, rows }, report::Format::Table { width: super::table_width() }, &mut out)?;
            }
            format => {
                let format = match format {
                    Format::Json => report::Format::Json,
                    Format::Jsonl => report::Format::JsonLines,
                    Format::Xlsx => report::Format::Xlsx,
                    Format::Table | Format::Csv => report::Format::Csv { plain: self.plain },
                };
                let headers = COLUMNS.map(str::to_owned).to_vec();
                report::write(Sheet { headers, rows: entries.map(|listed| teller.row(&listed)) }, format, &mut out)?;
            }
        }
        out.flush()?;
        match failed {
            Some(error) => Err(error.into()),
            None if found => Ok(Outcome::Done),
            None => {
                console::say(&texts.plain("ledger-nothing"));
                Ok(Outcome::Nothing)
            }
        }
    }

    /// From when on, and before when.
    fn days(&self, clock: Clock, texts: &Texts) -> anyhow::Result<(Option<Timestamp>, Option<Timestamp>)> {
        let today = clock.date(Timestamp::now());
        let day = |flag: &str, text: &Option<String>| {
            let Some(text) = text else { return Ok(None) };
            let wrong =
                || anyhow::anyhow!(texts.say("ledger-bad-date", &[("flag", flag.into()), ("text", terminal::harmless(text).into())]));
            past_date(text, today).map(Some).ok_or_else(wrong)
        };
        let (since, until) = (day("--since", &self.since)?, day("--until", &self.until)?);
        let wrong_way = since.zip(until).is_some_and(|(since, until)| since > until);
        anyhow::ensure!(!wrong_way, texts.plain("ledger-no-days"));
        let after = until.and_then(|until| until.tomorrow().ok());
        Ok((since.map(|day| clock.beginning(day)), after.map(|day| clock.beginning(day))))
    }

    fn is_of_kind(&self, listed: &Listed) -> bool {
        let Some(wanted) = self.kind else {
            return self.all || !is_technical(&listed.deed);
        };
        let flow = match wanted {
            Kind::Member => "member_",
            Kind::Introduction => "introduction_",
            Kind::Listing => "listing_",
            Kind::Notice => "notice_",
            Kind::Forget => "forget_",
            Kind::Company => return !edited(&listed.deed).is_empty(),
            _ => return kind(listed) == wanted,
        };
        let recorded = matches!(&listed.deed, Deed::Step { facts, .. } if facts.iter().any(|fact| fact_code(fact).starts_with(flow)));
        recorded || kind(listed) == wanted
    }
}

async fn compact(settings: &Settings, texts: &Texts) -> anyhow::Result<Outcome> {
    let Some(store) = super::backup::open(settings, texts).await? else { return Ok(Outcome::Nothing) };
    store.forget_receipts(Timestamp::now()).await?;
    let before = oldest_snapshot(&settings.data);
    let done = tokio::task::spawn_blocking(move || store.compact(before)).await??;
    let kib = |bytes: u64| bytes.div_ceil(1024).to_string().into();
    let arguments = [("segments", done.segments.to_string().into()), ("before", kib(done.before)), ("after", kib(done.after))];
    super::say(&texts.say(if done.segments > 0 { "ledger-compacted" } else { "ledger-is-compact" }, &arguments));
    Ok(Outcome::Done)
}

/// Whether a deed changed nothing that a person could ask for.
fn is_technical(deed: &Deed) -> bool {
    match deed {
        Deed::Received(_) | Deed::Handled | Deed::Sent(_) => true,
        Deed::Step { facts, companies, changes } => facts.is_empty() && companies.is_empty() && *changes == 0,
        _ => false,
    }
}

fn kind(listed: &Listed) -> Kind {
    match listed.deed {
        Deed::Received(_) => Kind::Received,
        Deed::Handled => Kind::Handled,
        Deed::Sent(_) => Kind::Sent,
        Deed::Step { .. } => Kind::Step,
        Deed::Forgot => Kind::Forget,
        Deed::Put(_) => Kind::Company,
        Deed::Load { .. } => Kind::Load,
        Deed::Removal { .. } => Kind::Removal,
        Deed::Undo { .. } => Kind::Undo,
        Deed::Lost(_) => Kind::Lost,
    }
}

/// Takes an entry back, and tells what became of it.
async fn undo(settings: &Settings, number: u64, texts: &Texts) -> anyhow::Result<Outcome> {
    let app = settings.open(Beginning::BuiltIn).await?;
    let entry = app.recall(number).await?;
    let undone = match &entry {
        Some(Entry { deed: registry::Deed::Load { .. } | registry::Deed::Removal { .. }, .. }) => {
            return super::seed::undo(&app, Some(Sequence(number)), texts).await;
        }
        Some(entry) => app.take_back(entry, &Who::terminal()).await?,
        None => Err(Obstacle::NoEntry),
    };
    match undone {
        Ok(queued) => {
            settings.send(queued);
            console::say(&undone_words(number, texts));
            Ok(Outcome::Done)
        }
        Err(why) => {
            console::say(&not_undone(number, why, texts));
            Ok(Outcome::Nothing)
        }
    }
}

/// Puts entries into words and columns.
struct Teller<'a> {
    /// Where companies have their names from.
    directory: Option<&'a SledStore>,
    texts: &'static Texts,
    clock: Clock,
}

impl Teller<'_> {
    /// A row of the table.
    fn line(&self, listed: &Listed) -> Vec<Cell> {
        let who = match &listed.who.on_behalf {
            Some(of) => self.texts.say("ledger-on-behalf", &[("who", listed.who.who.as_str().into()), ("for", of.as_str().into())]),
            None => listed.who.who.clone(),
        };
        let mut what = self.what(listed);
        if let Deed::Step { .. } = listed.deed
            && let Some(chat) = listed.chat.filter(|chat| *chat != ChatId::TERMINAL && listed.who.who != Who::of_chat(*chat).who)
        {
            what = self.texts.say("ledger-in-chat", &[("chat", number(chat).into()), ("text", what.into())]);
        }
        let cells = [listed.number.0.to_string(), self.clock.moment(listed.at), who, what];
        cells.iter().map(|cell| Cell::Text(terminal::harmless(cell))).collect()
    }

    /// The values under [`COLUMNS`].
    fn row(&self, listed: &Listed) -> Vec<Cell> {
        let none = || Cell::Text(String::new());
        let text = |text: &str| Cell::Text(terminal::harmless(text));
        let (mut facts, mut about, mut companies) = (Vec::new(), Vec::new(), Vec::new());
        if let Deed::Step { facts: recorded, .. } = &listed.deed {
            facts = recorded.iter().map(|fact| fact_code(fact).to_owned()).collect();
            about = recorded.iter().filter_map(|fact| fact.thread()).map(|thread| thread.to_string()).collect();
            companies = recorded.iter().flat_map(|fact| fact.companies()).map(|id| id.0.clone()).collect();
        }
        companies.extend(edited(&listed.deed).iter().map(|edited| edited.id.0.clone()));
        companies.dedup();
        let (mut file, mut load, mut counted, mut count) = (none(), none(), None, none());
        match &listed.deed {
            Deed::Load { file: name, counts, .. } => (file, counted) = (text(name), Some(*counts)),
            Deed::Removal { what, companies } => (file, count) = (text(what), Cell::Count(*companies)),
            Deed::Undo { load: number, file: name, .. } => (file, load) = (text(name), Cell::Count(number.0)),
            Deed::Lost(many) => count = Cell::Count(*many),
            Deed::Received(many) | Deed::Sent(many) => count = Cell::Count(*many as u64),
            _ => {}
        }
        let of_load = |of: fn(Counts) -> u64| counted.map_or_else(none, |counts| Cell::Count(of(counts)));
        vec![
            Cell::Count(listed.number.0),
            Cell::Text(listed.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            text(&listed.who.who),
            listed.who.on_behalf.as_deref().map_or_else(none, text),
            listed.chat.map_or_else(none, |chat| Cell::Code(number(chat))),
            text(kind(listed).to_possible_value().expect("no kind is hidden").get_name()),
            list(facts),
            list(about),
            list(companies),
            file,
            load,
            of_load(|counts| counts.read),
            of_load(|counts| counts.new),
            of_load(|counts| counts.updated),
            of_load(|counts| counts.unchanged),
            of_load(|counts| counts.repeated),
            of_load(|counts| counts.refused),
            count,
            text(&self.what(listed)),
        ]
    }

    fn what(&self, listed: &Listed) -> String {
        let texts = self.texts;
        match &listed.deed {
            Deed::Received(count) => texts.say("ledger-received", &[("count", (*count).into())]),
            Deed::Handled => texts.plain("ledger-handled"),
            Deed::Sent(count) => texts.say("ledger-sent", &[("count", (*count).into())]),
            Deed::Forgot if listed.chat.is_some_and(ChatId::is_forgotten) => texts.plain("ledger-forgot-long-ago"),
            Deed::Forgot => texts.say("ledger-forgot", &[("chat", listed.chat.unwrap_or_default().0.to_string().into())]),
            Deed::Put(company) => self.edit(company),
            Deed::Lost(numbers) => texts.say("ledger-lost", &[("count", (*numbers).into())]),
            Deed::Step { facts, companies, .. } => {
                let facts = facts.iter().map(|fact| fact_words(fact, texts, &|id| self.company(id)));
                let said: Vec<String> = facts.chain(companies.iter().map(|company| self.edit(company))).collect();
                if said.is_empty() { texts.plain("ledger-step") } else { said.join("; ") }
            }
            Deed::Load { lasting, file, counts } => texts.say(
                if *lasting { "ledger-began" } else { "ledger-load" },
                &[
                    ("file", file.as_str().into()),
                    ("rows", counts.read.into()),
                    ("new", counts.new.into()),
                    ("updated", counts.updated.into()),
                ],
            ),
            Deed::Removal { what, companies } => {
                texts.say("remove-recorded", &[("count", (*companies).into()), ("what", what.as_str().into())])
            }
            Deed::Undo { load, file, removal: true } => {
                texts.say("remove-taken-back", &[("number", load.0.to_string().into()), ("what", file.as_str().into())])
            }
            Deed::Undo { load, file, .. } => {
                texts.say("ledger-undo", &[("number", load.0.to_string().into()), ("file", file.as_str().into())])
            }
        }
    }

    fn edit(&self, Edited { id, name, new }: &Edited) -> String {
        let key = if *new { "ledger-added" } else { "ledger-corrected" };
        self.texts.say(key, &[("company", self.named(id, name).into())])
    }

    /// A company of the list as it is called now; one that is no longer there has only its id.
    fn company(&self, id: &CompanyId) -> String {
        let company = self.directory.and_then(|directory| Directory::company(directory, id));
        company.map_or_else(|| id.0.clone(), |company| self.named(id, &company.name))
    }

    fn named(&self, id: &CompanyId, name: &str) -> String {
        self.texts.say("ledger-company", &[("name", name.into()), ("id", id.0.as_str().into())])
    }
}

/// Of a chat; whoever was forgotten has none.
fn number(chat: ChatId) -> String {
    if chat.is_forgotten() { Who::of_chat(chat).who } else { chat.0.to_string() }
}

fn edited(deed: &Deed) -> &[Edited] {
    match deed {
        Deed::Step { companies, .. } => companies,
        Deed::Put(company) => std::slice::from_ref(company),
        _ => &[],
    }
}

fn list(items: Vec<String>) -> Cell {
    Cell::List { joined: items.join("; "), items }
}
