//! Requests whose answers are known, and how well an answer agrees with them: nDCG@5 as in `tests/integration/quality.rs`
//! (Järvelin and Kekäläinen, 2002; gain 2^grade - 1).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use hamkor::app::BuiltIn;
use hamkor::domain::Company;
use hamkor::matching::{Asker, Found, Index, Reader, Schema, find};
use hamkor::seed::{Check, Key, Options, Table, open};
use hamkor::understanding::{Request, Vocabulary, understand};
use serde::Deserialize;

/// So many companies of an answer count: as many as the chat shows at a time.
pub(crate) const SHOWN: usize = 5;

/// Which labelled sets beside the one of tests/data.
#[derive(Args)]
pub(crate) struct Files {
    /// Further labelled requests, one JSON object a line; can be given several times.
    #[arg(long)]
    requests: Vec<PathBuf>,
    /// The companies of the further set in the same place; without it, the built-in and sample ones.
    #[arg(long, requires = "requests")]
    companies: Vec<PathBuf>,
}

/// A request with the companies that answer it, graded from 1 to 3; none for what nobody can answer.
#[derive(Deserialize)]
pub(crate) struct Labelled {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) user_city: String,
    pub(crate) kind: String,
    pub(crate) lang: String,
    pub(crate) text: String,
    pub(crate) relevant: BTreeMap<String, u32>,
}

/// Labelled requests over their own companies: the labels of one set say nothing of the companies of another.
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) requests: Vec<Labelled>,
    pub(crate) companies: Vec<Company>,
    pub(crate) index: Index,
}

/// What a system says to a request.
pub(crate) struct Answer {
    /// Best first.
    pub(crate) companies: Vec<String>,
    pub(crate) nobody: bool,
}

impl Files {
    /// Reads the set of tests/data and then the further ones.
    pub(crate) fn read(&self, vocabulary: Vocabulary) -> anyhow::Result<Vec<Set>> {
        anyhow::ensure!(self.companies.len() <= self.requests.len(), "there are more --companies than --requests");
        let vocabulary = Arc::new(vocabulary);
        let built_in = || [BuiltIn::Companies, BuiltIn::Samples].into_iter().flat_map(|list| rows(list.open(&vocabulary))).collect();
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/requests.jsonl");
        let mut sets = vec![Set::of(&own, built_in(), &vocabulary)?];
        for (at, requests) in self.requests.iter().enumerate() {
            let companies = match self.companies.get(at) {
                Some(path) => rows(open(path, &vocabulary).map_err(|remark| anyhow::anyhow!("{}: {remark:?}", path.display()))?),
                None => built_in(),
            };
            sets.push(Set::of(requests, companies, &vocabulary)?);
        }
        Ok(sets)
    }
}

fn rows(table: Table<'_>) -> Vec<Company> {
    let mut check = Check::new(Options::default(), table.vocabulary(), |_: Key<'_>| Ok::<_, std::convert::Infallible>(None));
    table.map(|row| check.row(row).map(|checked| checked.company).unwrap_or_else(|never| match never {})).collect()
}

impl Set {
    fn of(requests: &Path, companies: Vec<Company>, vocabulary: &Arc<Vocabulary>) -> anyhow::Result<Set> {
        let text = std::fs::read_to_string(requests).with_context(|| format!("{} cannot be read", requests.display()))?;
        let labelled = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(|(at, line)| {
            serde_json::from_str(line).with_context(|| format!("{}, line {}: no labelled request", requests.display(), at + 1))
        });
        Ok(Set {
            name: requests.display().to_string(),
            requests: labelled.collect::<Result<_, _>>()?,
            index: index_of(&companies, vocabulary)?,
            companies,
        })
    }
}

fn index_of(companies: &[Company], vocabulary: &Arc<Vocabulary>) -> anyhow::Result<Index> {
    let schema = Schema::default();
    let index = tantivy::Index::create_in_ram(schema.tantivy());
    let mut writer = index.writer_with_num_threads(1, 50_000_000)?;
    for company in companies {
        writer.add_document(schema.document(company, &mut Reader::new(vocabulary)))?;
    }
    writer.commit()?;
    Ok(Index::new(index.reader()?.searcher(), schema, vocabulary.clone()))
}

impl Labelled {
    pub(crate) fn is_answerable(&self) -> bool {
        !self.relevant.is_empty()
    }

    pub(crate) fn understood(&self, index: &Index) -> Request {
        understand(&self.text, &index.vocabulary)
    }

    /// What Hamkor finds for the person who asks.
    pub(crate) fn found(&self, request: &Request, index: &Index) -> anyhow::Result<Found> {
        let home = index.vocabulary.region_of(&self.user_city);
        Ok(find(request, Asker { home, ..Asker::default() }, 0, SHOWN, index)?)
    }

    /// nDCG@5 of companies in this order, from 0 to 1.
    pub(crate) fn ndcg<'a>(&self, companies: impl Iterator<Item = &'a str>) -> f64 {
        let mut ideal: Vec<u32> = self.relevant.values().copied().collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        discounted(companies.map(|id| self.relevant.get(id).copied().unwrap_or_default())) / discounted(ideal.into_iter())
    }
}

fn discounted(grades: impl Iterator<Item = u32>) -> f64 {
    let gain = |grade: u32| f64::from(2u32.pow(grade) - 1);
    grades.take(SHOWN).enumerate().map(|(place, grade)| gain(grade) / (place as f64 + 2.0).log2()).sum()
}

pub(crate) fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let (sum, count) = values.into_iter().fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
    sum / f64::from(count.max(1))
}

/// The means of one group of requests after another: all, then each kind, then each language.
pub(crate) fn by_group<'a>(scores: impl Iterator<Item = (&'a Labelled, f64)>) -> Vec<(String, f64)> {
    let (mut all, mut kinds, mut languages) = (Vec::new(), BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
    for (labelled, score) in scores.filter(|(labelled, _)| labelled.is_answerable()) {
        all.push(score);
        kinds.entry(&labelled.kind).or_default().push(score);
        languages.entry(&labelled.lang).or_default().push(score);
    }
    let groups = kinds.into_iter().chain(languages).map(|(group, scores)| (group.clone(), mean(scores)));
    std::iter::once(("all".to_owned(), mean(all))).chain(groups).collect()
}

/// A row of a Markdown table.
pub(crate) fn row(cells: impl IntoIterator<Item = String>) -> String {
    format!("| {} |", cells.into_iter().collect::<Vec<_>>().join(" | "))
}
