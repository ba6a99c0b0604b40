//! The lists in `tests/corpus/files`, each with all that is expected of it (`tests/corpus/make.py` makes both).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use hamkor::domain::{Company, Field, Tally};
use hamkor::seed::Options;
use serde::Deserialize;

use super::Directory;

/// What is expected of a file.
#[derive(Debug, Deserialize, PartialEq)]
struct Expected {
    file: String,
    args: Vec<String>,
    /// A file that is loaded before.
    before: Option<String>,
    code: u8,
    #[serde(rename = "in")]
    total: usize,
    new: usize,
    updated: usize,
    unchanged: usize,
    repeated: usize,
    refused: usize,
    said: Vec<String>,
    /// Of all companies that are stored in the end, sorted.
    names: Vec<String>,
    /// By `name/field`.
    values: BTreeMap<String, String>,
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn all() -> Vec<Expected> {
    let lines = fs::read_to_string(corpus().join("expected.jsonl")).expect("the expectations are readable");
    lines.lines().map(|line| serde_json::from_str(line).expect("an expectation")).collect()
}

fn bytes(file: &str) -> Vec<u8> {
    fs::read(corpus().join("files").join(file)).expect("a file of the corpus")
}

/// What becomes of the file, put as it is expected.
fn outcome(expected: &Expected) -> Expected {
    let mut directory = Directory::default();
    if let Some(before) = &expected.before {
        assert!(directory.load(before, &bytes(before), Options::default()).accepted, "{before}");
    }
    let has = |name: &str| expected.args.iter().any(|argument| argument == name);
    let options = Options { strict: has("--strict"), skip_bad: has("--skip-bad"), side: None };
    let report = directory.load(&expected.file, &bytes(&expected.file), options);
    let Tally { new, updated, unchanged, repeated, refused } = report.tally;
    let companies = directory.all();
    let mut names: Vec<String> = companies.iter().map(|company| company.name.clone()).collect();
    names.sort();
    Expected {
        file: expected.file.clone(),
        args: expected.args.clone(),
        before: expected.before.clone(),
        code: u8::from(!report.accepted || report.tally.total() == 0),
        total: report.tally.total(),
        new,
        updated,
        unchanged,
        repeated,
        refused,
        said: report.said,
        names,
        values: expected.values.keys().map(|at| (at.clone(), value(&companies, at))).collect(),
    }
}

fn value(companies: &[Company], at: &str) -> String {
    let (name, key) = at.rsplit_once('/').expect("name/field");
    let field = Field::ALL.into_iter().find(|field| field.key() == key).expect("a field");
    companies.iter().find(|company| company.name == name).map_or("no such company".to_owned(), |company| company.values(field).join(";"))
}

#[test]
fn every_file_of_the_corpus_is_read_as_is_expected_of_it() {
    let wrong: Vec<String> = all()
        .iter()
        .map(|expected| (expected, outcome(expected)))
        .filter(|(expected, outcome)| *expected != outcome)
        .map(|(expected, outcome)| format!("expected {expected:?}\n     got {outcome:?}"))
        .collect();
    assert!(wrong.is_empty(), "{} files are read otherwise\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_corpus_is_large_and_every_file_in_it_is_expected() {
    let mut expected: Vec<String> = all().into_iter().map(|expected| expected.file).collect();
    let mut files: Vec<String> = fs::read_dir(corpus().join("files"))
        .expect("the corpus is there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    expected.sort();
    files.sort();
    assert_eq!(files, expected);
    assert!(files.len() >= 120, "{} files", files.len());
}
