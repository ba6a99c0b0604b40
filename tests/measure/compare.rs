//! The labelled requests as answered by Hamkor and by what one would use without it, over the same companies.
//!
//! Each of the others sees a company as one text (name, sectors, offers, needs, description) and knows neither where the asker
//! is nor what words mean. What gives no company at all counts as having said "nobody".

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};
use std::process::{Command, Stdio};

use anyhow::Context;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use hamkor::domain::{Company, Field};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Query, TermQuery};
use tantivy::schema::{Field as Column, IndexRecordOption, STORED, STRING, TEXT, Value};
use tantivy::{Searcher, TantivyDocument, Term};

use crate::labelled::{Answer, SHOWN, Set, by_group, mean, row};

/// Prints a table of each set; PostgreSQL is asked when a connection to it is given.
pub(crate) fn compare(sets: &[Set], postgres: Option<&str>) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    for set in sets {
        let companies = Companies::of(set)?;
        let mut systems = vec![
            ("Hamkor", hamkor(set)?),
            ("BM25 (tantivy)", companies.answers(set, Companies::exact)?),
            ("Fuzzy query (tantivy)", companies.answers(set, Companies::fuzzy)?),
            ("fuzzy-matcher (Skim)", skim(set)),
        ];
        if let Some(connection) = postgres {
            systems.push(("PostgreSQL trigrams", trigrams(set, connection)?));
        }
        writeln!(out, "nDCG@{SHOWN} of {} requests, {}, over {} companies:\n", set.requests.len(), set.name, set.companies.len())?;
        for (at, (name, answers)) in systems.iter().enumerate() {
            let figures = figures(set, answers);
            if at == 0 {
                let heads = figures.iter().map(|(head, _)| head.clone());
                writeln!(out, "{}", row(std::iter::once(String::new()).chain(heads)))?;
                writeln!(out, "{}", row(std::iter::once("---".to_owned()).chain(figures.iter().map(|_| "--:".to_owned()))))?;
            }
            let figures = figures.into_iter().map(|(_, figure)| format!("{figure:.3}"));
            writeln!(out, "{}", row(std::iter::once((*name).to_owned()).chain(figures)))?;
        }
        writeln!(out)?;
    }
    if postgres.is_none() {
        writeln!(out, "PostgreSQL is left out: give it by --postgres CONNECTION.")?;
    }
    Ok(())
}

/// The columns of the table: nDCG by group, then how often "nobody" was said rightly and wrongly.
fn figures(set: &Set, answers: &[Answer]) -> Vec<(String, f64)> {
    let answered = || set.requests.iter().zip(answers);
    let nobody = |answerable: bool| {
        let of = answered().filter(|(labelled, _)| labelled.is_answerable() == answerable);
        mean(of.map(|(_, answer)| f64::from(u8::from(answer.nobody))))
    };
    let mut figures = by_group(answered().filter(|(labelled, _)| labelled.is_answerable()).map(|(labelled, answer)| {
        let companies = answer.companies.iter().map(String::as_str);
        (labelled, labelled.ndcg(companies))
    }));
    figures.push(("honest \"nobody\"".to_owned(), nobody(false)));
    figures.push(("wrong \"nobody\"".to_owned(), nobody(true)));
    figures
}

fn hamkor(set: &Set) -> anyhow::Result<Vec<Answer>> {
    let answers = set.requests.iter().map(|labelled| {
        let request = labelled.understood(&set.index);
        let found = labelled.found(&request, &set.index)?;
        Ok(Answer {
            nobody: !found.confident || request.talk.is_some(),
            companies: found.matches.into_iter().map(|found| found.id.0).collect(),
        })
    });
    answers.collect()
}

/// A company as the others see it.
fn text(company: &Company) -> String {
    [Field::Name, Field::Sectors, Field::Offers, Field::Needs, Field::Description].map(|field| company.cell(field)).join("\n")
}

fn answer(companies: Vec<String>) -> Answer {
    Answer { nobody: companies.is_empty(), companies }
}

/// The companies as tantivy alone would search them.
struct Companies {
    searcher: Searcher,
    id: Column,
    text: Column,
}

impl Companies {
    fn of(set: &Set) -> anyhow::Result<Companies> {
        let mut builder = tantivy::schema::Schema::builder();
        let (id, text_column) = (builder.add_text_field("id", STRING | STORED), builder.add_text_field("text", TEXT));
        let index = tantivy::Index::create_in_ram(builder.build());
        let mut writer = index.writer_with_num_threads(1, 50_000_000)?;
        for company in &set.companies {
            let mut document = TantivyDocument::new();
            document.add_text(id, &company.id);
            document.add_text(text_column, text(company));
            writer.add_document(document)?;
        }
        writer.commit()?;
        Ok(Companies { searcher: index.reader()?.searcher(), id, text: text_column })
    }

    /// Any of the words, weighed by BM25.
    fn exact(term: Term) -> Box<dyn Query> {
        Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
    }

    /// Any of the words with one wrong letter; two letters in each other's place are one.
    fn fuzzy(term: Term) -> Box<dyn Query> {
        Box::new(FuzzyTermQuery::new(term, 1, true))
    }

    fn answers(&self, set: &Set, word: fn(Term) -> Box<dyn Query>) -> anyhow::Result<Vec<Answer>> {
        set.requests.iter().map(|labelled| self.answer(&labelled.text, word)).collect()
    }

    fn answer(&self, request: &str, word: fn(Term) -> Box<dyn Query>) -> anyhow::Result<Answer> {
        let mut words = Vec::new();
        let mut tokenizer = self.searcher.index().tokenizer_for_field(self.text)?;
        tokenizer.token_stream(request).process(&mut |token| words.push(word(Term::from_field_text(self.text, &token.text))));
        let best = self.searcher.search(&BooleanQuery::union(words), &TopDocs::with_limit(SHOWN).order_by_score())?;
        let mut companies = Vec::new();
        for (_, at) in best {
            let document: TantivyDocument = self.searcher.doc(at)?;
            companies.extend(document.get_first(self.id).and_then(|id| id.as_str()).map(str::to_owned));
        }
        Ok(answer(companies))
    }
}

/// The sum, over the words of the request, of the best score against a word of the company. Against the whole text it finds more of
/// what is misspelt, but less over all.
fn skim(set: &Set) -> Vec<Answer> {
    let matcher = SkimMatcherV2::default().ignore_case();
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let companies: Vec<(&str, BTreeSet<String>)> =
        set.companies.iter().map(|company| (company.id.as_str(), words(&text(company)))).collect();
    let answers = set.requests.iter().map(|labelled| {
        let asked = words(&labelled.text);
        let best = |word: &str, own: &BTreeSet<String>| own.iter().filter_map(|own| matcher.fuzzy_match(own, word)).max();
        let score = |own: &BTreeSet<String>| -> i64 { asked.iter().filter_map(|word| best(word, own)).sum() };
        let mut scored: Vec<(i64, &str)> = companies.iter().map(|(id, own)| (score(own), *id)).collect();
        scored.retain(|(score, _)| *score > 0);
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        answer(scored.into_iter().take(SHOWN).map(|(_, id)| id.to_owned()).collect())
    });
    answers.collect()
}

/// `word_similarity` of the whole request to the company's text (pg_trgm); word by word it finds less. All is done in one transaction, in a schema of its own,
/// which is rolled back: nothing is left behind, whatever happens.
fn trigrams(set: &Set, connection: &str) -> anyhow::Result<Vec<Answer>> {
    let mut script = tempfile::NamedTempFile::new()?;
    writeln!(script, "{BEFORE}\nCOPY companies FROM STDIN;")?;
    for company in &set.companies {
        writeln!(script, "{}\t{}", cell(&company.id), cell(&text(company)))?;
    }
    writeln!(script, "\\.\nCOPY requests FROM STDIN;")?;
    for (at, labelled) in set.requests.iter().enumerate() {
        writeln!(script, "{at}\t{}", cell(&labelled.text))?;
    }
    writeln!(script, "\\.\n{ASK}")?;
    let psql = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--field-separator=\t", "--set=ON_ERROR_STOP=1"])
        .arg(format!("--set=shown={SHOWN}"))
        .arg(format!("--dbname={connection}"))
        .arg("--file")
        .arg(script.path())
        .env("PGCLIENTENCODING", "UTF8")
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("psql cannot be run")?;
    anyhow::ensure!(psql.status.success(), "psql failed: {}", psql.status);
    let told = String::from_utf8(psql.stdout).context("psql told no UTF-8")?;
    let mut lines = told.lines();
    anyhow::ensure!(
        lines.next().is_some_and(|trigrams| trigrams != "0"),
        "this database makes no trigrams of Cyrillic: it needs a UTF-8 locale (initdb --encoding=UTF8 --locale=C.UTF-8)"
    );
    let mut best: HashMap<usize, Vec<String>> = HashMap::new();
    for line in lines {
        let (at, id) = line.split_once('\t').context("psql told something else than a request and a company")?;
        best.entry(at.parse()?).or_default().push(id.to_owned());
    }
    Ok((0..set.requests.len()).map(|at| answer(best.remove(&at).unwrap_or_default())).collect())
}

const BEFORE: &str = "
BEGIN;
CREATE SCHEMA hamkor_compare;
SET LOCAL search_path = hamkor_compare, public;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE companies (id text, text text);
CREATE TABLE requests (at integer, text text);";

const ASK: &str = "
SELECT coalesce(cardinality(show_trgm('насос')), 0);
SELECT requests.at, best.id
FROM requests, LATERAL (
    SELECT id, word_similarity(requests.text, companies.text) AS likeness FROM companies ORDER BY likeness DESC, id LIMIT :shown
) best
WHERE best.likeness > 0
ORDER BY requests.at, best.likeness DESC, best.id;
ROLLBACK;";

/// A cell of COPY's text form; white space is all one to trigrams.
fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace(|c: char| c.is_control(), " ")
}
