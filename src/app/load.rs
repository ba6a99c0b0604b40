//! Loads a list of companies into the store: rows are checked against the directory some hundreds at a time and spooled
//! into one load, which is committed as a whole or dropped as a whole.

use std::collections::HashMap;
use std::convert::Infallible;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use jiff::Timestamp;

use crate::domain::{Company, CompanyId, Field, Tally};
use crate::seed::{Check, Checked, Fate, Key, KeyMaker, Options, Remark, Row, SectorWords, Table, open_bytes};
use crate::store::{self, Counts, Load, LoadHead, Loaded, PutCompany, Store, StoreError, Who};
use crate::understanding::vocabulary::Synonyms;
use crate::understanding::{Sources, Vocabulary};

/// Rows looked up and stored at a time: so many, and no more than about so much text. A thousand rows of the longest texts would be 400 MB.
const BATCH: usize = 1_000;
const BATCH_BYTES: usize = 4 << 20;
/// Companies of the directory read at a time.
const PAGE: usize = 2_000;

/// A list that is compiled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltIn {
    /// Real organisations, each with its source.
    Companies,
    /// Invented ones, to try things out.
    Samples,
}

impl BuiltIn {
    pub fn file(self) -> &'static str {
        match self {
            BuiltIn::Companies => "seed/companies.csv",
            BuiltIn::Samples => "seed/samples.csv",
        }
    }

    pub fn open(self, vocabulary: &Vocabulary) -> Table<'_> {
        let text = match self {
            BuiltIn::Companies => include_str!("../../seed/companies.csv"),
            BuiltIn::Samples => include_str!("../../seed/samples.csv"),
        };
        open_bytes(self.file(), text.as_bytes().to_vec(), vocabulary).expect("the built-in lists are loaded by the tests")
    }
}

/// The facts of trade, in a tree like that of seed/.
pub const TRADE_FACTS: &str = "trade_facts.toml";

/// The vocabulary: built in, with the files of `dir` in their places.
///
/// # Errors
/// When a file cannot be read, holds a mistake, or `dir` has none.
pub fn vocabulary(dir: Option<&Path>) -> anyhow::Result<Vocabulary> {
    let mut sources = Sources::default();
    if let Some(dir) = dir {
        let mut found = false;
        for below in ["", "sectors", "synonyms", "vocabulary"] {
            let Ok(entries) = std::fs::read_dir(dir.join(below)) else { continue };
            for entry in entries {
                let path = entry.with_context(|| format!("{} cannot be listed", dir.display()))?.path();
                // It lies beside the words and is none of them: reports read it.
                if below.is_empty() && path.file_name().is_some_and(|name| name == TRADE_FACTS) {
                    found = true;
                } else if path.extension().is_some_and(|extension| extension == "toml") {
                    let text = std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
                    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    sources.replace(&if below.is_empty() { name } else { format!("{below}/{name}") }, text);
                    found = true;
                }
            }
        }
        anyhow::ensure!(
            found,
            "{}: no vocabulary files here; it holds projects.toml, sectors/*.toml, synonyms/*.toml or vocabulary/*.toml as in seed/",
            dir.display()
        );
    }
    let (rest, synonyms) = rayon::join(|| Vocabulary::without_synonyms(&sources), || Synonyms::load(&sources));
    rest.and_then(|rest| Ok(rest.with_synonyms(synonyms?))).map_err(|error| match dir {
        Some(dir) => anyhow::anyhow!("{}/{error}", dir.display()),
        None => error.into(),
    })
}

/// What became of a list.
#[derive(Debug, Default)]
pub struct Report {
    pub tally: Tally,
    /// Of the rows that were not refused.
    pub sector_words: SectorWords,
    /// Whether it was stored, or would have been were it no dry run.
    pub accepted: bool,
    /// What it changed; `None`: nothing.
    pub loaded: Option<Loaded>,
}

/// Loads a list for somebody, `None` only checks it; `told` hears every remark as it comes, `progress` the bytes read so far and in all.
///
/// # Errors
/// [`StoreError`]: nothing of the list is stored then.
pub async fn load<S: Store>(
    table: &mut Table<'_>,
    file: &str,
    options: Options,
    by: Option<Who>,
    store: &S,
    told: &mut (dyn FnMut(&Remark) + Send),
    progress: &mut (dyn FnMut((u64, u64)) + Send),
) -> Result<Report, StoreError> {
    let mut directory = Directory::default();
    let mut sector_words = SectorWords::default();
    let known = directory.known.clone();
    let mut check = Check::new(options, table.vocabulary(), move |key: Key<'_>| Ok::<_, Infallible>(look_up(&known, key)));
    let mut spool: Option<S::Load> = None;
    loop {
        let rows = batch(table);
        if rows.is_empty() {
            break;
        }
        directory.fill(&rows, store).await?;
        let mut puts = Vec::new();
        for row in rows {
            let Ok(Checked { number, fate, company, keys, remarks }) = check.row(row);
            remarks.iter().for_each(&mut *told);
            if fate != Fate::Refused {
                sector_words.note(number, &company, table.vocabulary());
            }
            match fate {
                Fate::New | Fate::Updated => puts.push(PutCompany { company, name_key: keys.alike }),
                Fate::Unchanged => puts.push(PutCompany::listed(&company.id)),
                Fate::Repeated | Fate::Refused => {}
            }
        }
        if !check.is_accepted() {
            // The rest is only read for its faults.
            spool = None;
        } else if let Some(who) = by.as_ref().filter(|_| !puts.is_empty()) {
            let load = match &mut spool {
                Some(load) => load,
                None => spool.insert(store.begin_load(head(file, who)).await?),
            };
            load.put(puts).await?;
        }
        progress(table.progress());
    }
    if check.wants_directory() {
        let mut keys = KeyMaker::new(table.vocabulary());
        each_company(store, |company| check.shared_with(company, &mut keys).iter().for_each(&mut *told)).await?;
    }
    if let Some(remark) = check.remark() {
        told(&remark);
    }
    let mut report = Report { tally: check.tally(), sector_words, accepted: check.is_accepted(), loaded: None };
    // What is remembered of a million rows takes as much memory as all that comes now.
    drop((check, directory));
    if let Some(spool) = spool.filter(|_| report.accepted) {
        report.loaded = Some(spool.commit(counts(report.tally)).await?);
    }
    Ok(report)
}

/// Gives every company of the directory, some thousands at a time.
///
/// # Errors
/// [`StoreError`]
pub(super) async fn each_company(store: &impl Store, mut give: impl FnMut(&Company)) -> Result<(), StoreError> {
    let mut last = None;
    loop {
        let page = store.companies(last.as_ref(), PAGE).await?;
        page.iter().for_each(&mut give);
        match page.last() {
            Some(company) => last = Some(company.company_id()),
            None => return Ok(()),
        }
    }
}

/// The next rows; none at the end.
fn batch(table: &mut Table<'_>) -> Vec<Row> {
    let mut bytes = 0;
    let mut rows = Vec::new();
    while rows.len() < BATCH && bytes < BATCH_BYTES {
        let Some(row) = table.next() else { break };
        bytes += Field::ALL.iter().flat_map(|&field| row.company.values(field)).map(String::len).sum::<usize>();
        rows.push(row);
    }
    rows
}

fn head(file: &str, who: &Who) -> LoadHead {
    let lasting = file == BuiltIn::Companies.file();
    LoadHead { file: file.to_owned(), lasting, removes: false, at: Timestamp::now(), who: who.clone() }
}

fn counts(tally: Tally) -> Counts {
    let count = |count: usize| count as u64;
    Counts {
        read: count(tally.total()),
        new: count(tally.new),
        updated: count(tally.updated),
        unchanged: count(tally.unchanged),
        repeated: count(tally.repeated),
        refused: count(tally.refused),
    }
}

/// The companies that the rows of a batch may mean.
type Known = Arc<Mutex<HashMap<store::Key, Company>>>;

/// What the store knows of the rows of one batch.
#[derive(Default)]
struct Directory {
    known: Known,
    /// How often each name (by its hash) was met without an id or tax number: so many namesakes it may have.
    names: HashMap<u64, u32>,
    hasher: RandomState,
}

impl Directory {
    async fn fill<S: Store>(&mut self, rows: &[Row], store: &S) -> Result<(), StoreError> {
        let mut keys = Vec::new();
        for row in rows.iter().filter(|row| !row.is_refused()) {
            let id = |id: String| store::Key::Id(CompanyId(id));
            if row.company.id.is_empty() {
                let met = self.names.entry(self.hasher.hash_one(&row.keys.name)).or_default();
                *met += 1;
                keys.extend((1..=*met).map(|namesake| id(row.keys.id(namesake))));
            } else {
                keys.push(id(row.company.id.clone()));
            }
            keys.push(store::Key::Name(row.keys.alike.clone()));
            keys.extend(row.keys.tax_id.clone().map(store::Key::TaxId));
        }
        let found = store.find(keys.clone()).await?;
        let pairs = keys.into_iter().zip(found).filter_map(|(key, companies)| Some((key, companies.into_iter().next()?)));
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = pairs.collect();
        Ok(())
    }
}

fn look_up(known: &Known, key: Key<'_>) -> Option<Company> {
    let key = match key {
        Key::Id(id) => store::Key::Id(CompanyId(id.to_owned())),
        Key::TaxId(tax_id) => store::Key::TaxId(tax_id.to_owned()),
        Key::Alike(alike) => store::Key::Name(alike.to_owned()),
    };
    known.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
}
