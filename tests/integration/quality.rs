//! The quality of matching as numbers: the labelled requests of tests/data over the built-in and the sample companies,
//! scored as Järvelin and Kekäläinen do (nDCG, 2002; gain 2^grade - 1). A floor fails when quality drops.

use std::collections::BTreeMap;
use std::sync::Arc;

use hamkor::domain::Company;
use hamkor::matching::{Asker, Index, Reader, Schema, Strength, find};
use hamkor::seed::{Check, Key, Options, open_bytes};
use hamkor::understanding::text::REQUEST_WORDS;
use hamkor::understanding::{Vocabulary, understand};
use serde::Deserialize;

/// A request with the companies that answer it, graded from 1 to 3.
#[derive(Deserialize)]
pub(crate) struct Labelled {
    pub(crate) user_city: String,
    pub(crate) kind: String,
    pub(crate) lang: String,
    pub(crate) text: String,
    pub(crate) relevant: BTreeMap<String, u32>,
}

pub(crate) fn labelled(requests: &str) -> Vec<Labelled> {
    requests.lines().map(|line| serde_json::from_str(line).expect("a labelled request a line")).collect()
}

/// What a labelled set must reach at least.
struct Floors {
    /// nDCG@5 of each kind of request.
    kinds: &'static [(&'static str, f64)],
    /// Over all kinds.
    all: f64,
    /// Requests that nobody can answer and that are told so.
    honest: f64,
    /// Answerable ones that are refused, at most.
    wrongly_refused: f64,
    /// Tajik requests may stand this far below Russian ones.
    tajik_below_russian: f64,
}

#[test]
fn labelled_requests_are_answered_no_worse_than_the_floors() {
    let floors = Floors {
        kinds: &[
            ("constraint", 0.88),
            ("cross", 0.82),
            ("direct", 0.82),
            ("long", 0.58),
            ("name", 0.96),
            ("offer", 0.77),
            ("project", 0.69),
            ("short", 0.91),
            ("typo", 0.78),
        ],
        all: 0.82,
        honest: 0.90,
        wrongly_refused: 0.03,
        tajik_below_russian: 0.07,
    };
    assert_reaches(include_str!("../data/requests.jsonl"), &floors);
}

#[test]
fn requests_by_another_hand_are_answered_no_worse_than_the_floors() {
    let floors = Floors {
        kinds: &[("cross", 0.80), ("direct", 0.72), ("long", 0.38), ("offer", 0.72), ("project", 0.41), ("short", 0.87)],
        all: 0.68,
        honest: 0.59,
        wrongly_refused: 0.09,
        tajik_below_russian: 0.20,
    };
    assert_reaches(include_str!("../data/requests_by_others.jsonl"), &floors);
}

#[track_caller]
fn assert_reaches(requests: &str, floors: &Floors) {
    let index = index();
    let requests = labelled(requests);
    let mut by_kind: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut by_language: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let (mut honest, mut refused) = (Vec::new(), Vec::new());
    for labelled in &requests {
        let request = understand(&labelled.text, &index.vocabulary);
        let home = index.vocabulary.region_of(&labelled.user_city);
        let found = find(&request, Asker { home, ..Asker::default() }, 0, 5, &index).expect("an index in memory can be read");
        let no = f64::from(u8::from(!found.confident || request.talk.is_some()));
        if labelled.relevant.is_empty() {
            honest.push(no);
            continue;
        }
        refused.push(no);
        let ranked: Vec<&str> = found.matches.iter().map(|found| found.id.0.as_str()).collect();
        let score = ndcg(&ranked, &labelled.relevant);
        by_kind.entry(&labelled.kind).or_default().push(score);
        by_language.entry(&labelled.lang).or_default().push(score);
    }
    let kinds: BTreeMap<&str, f64> = by_kind.iter().map(|(kind, scores)| (*kind, mean(scores))).collect();
    let languages: BTreeMap<&str, f64> = by_language.iter().map(|(language, scores)| (*language, mean(scores))).collect();
    let all = mean(&by_kind.into_values().flatten().collect::<Vec<_>>());
    let told = format!("all {all:.3} {kinds:.3?} {languages:.3?} honest {:.3} wrongly refused {:.3}", mean(&honest), mean(&refused));
    let low: Vec<&str> = floors.kinds.iter().filter(|(kind, floor)| kinds[kind] < *floor).map(|(kind, _)| *kind).collect();
    assert!(low.is_empty(), "below their floor: {low:?}; {told}");
    assert!(all >= floors.all, "{told}");
    assert!(mean(&honest) >= floors.honest && mean(&refused) <= floors.wrongly_refused, "{told}");
    assert!(languages["tg"] >= languages["ru"] - floors.tajik_below_russian, "{told}");
}

#[test]
fn what_is_called_strong_or_fair_is_right_as_often_as_that_promises() {
    let index = index();
    let mut by_strength: BTreeMap<Strength, Vec<f64>> = BTreeMap::new();
    for requests in [include_str!("../data/requests.jsonl"), include_str!("../data/requests_by_others.jsonl")] {
        for labelled in labelled(requests) {
            let home = index.vocabulary.region_of(&labelled.user_city);
            let request = understand(&labelled.text, &index.vocabulary);
            let found = find(&request, Asker { home, ..Asker::default() }, 0, 5, &index).expect("an index in memory can be read");
            for found in found.matches {
                let is_right = labelled.relevant.get(&found.id.0).is_some_and(|grade| *grade >= 2);
                by_strength.entry(found.strength).or_default().push(f64::from(u8::from(is_right)));
            }
        }
    }
    let [strong, fair, possible] = [Strength::Strong, Strength::Fair, Strength::Possible].map(|strength| mean(&by_strength[&strength]));
    assert!(strong >= 0.65 && (0.25..0.5).contains(&fair) && possible <= 0.15, "{strong:.3} {fair:.3} {possible:.3}");
}

#[test]
fn four_spellings_of_a_tajik_request_find_the_same_companies() {
    let index = index();
    let found = |text: &str| -> Vec<String> {
        let found = find(&understand(text, &index.vocabulary), Asker::default(), 0, 5, &index).expect("an index in memory can be read");
        found.matches.into_iter().map(|found| found.id.0).collect()
    };
    let written = found("шарик меҷӯям барои таҷҳизоти тиббӣ");
    assert_eq!(written.len(), 5);
    assert_eq!(found("шарик мечуям барои тачхизоти тибби"), written);
    assert_eq!(found("sharik mejuyam baroi tajhizoti tibbi"), written);
    assert_eq!(found("шарик меджуям барои таджхизоти тибби"), written);
}

#[test]
fn a_hospital_being_rebuilt_is_offered_medsoft_first_in_three_languages() {
    let index = index_of(&[include_str!("../../seed/companies.csv")]);
    for text in [
        "В Худжанде реконструируют больницу, нужно оснащение",
        "таҷҳизоти тиббӣ барои беморхона лозим",
        "we are rebuilding a hospital in Khujand",
        "шарик меҷӯям барои таҷҳизоти тиббӣ",
        "medical IT for the hospital reconstruction",
    ] {
        let found = find(&understand(text, &index.vocabulary), Asker::default(), 0, 5, &index).expect("an index in memory can be read");
        assert_eq!(found.matches.first().map(|found| found.name.as_str()), Some("Медсофт"), "{text}");
        assert!(found.confident, "{text}");
    }
}

#[test]
fn a_company_is_found_by_a_word_of_the_same_meaning_in_another_language() {
    assert_first("Stationery Store", "канцелярские товары");
}

#[test]
fn a_compound_that_no_list_has_is_found_by_both_its_parts() {
    for text in ["Motorcycle Rental", "аренда мотоциклов", "мотопрокат"] {
        assert_first(text, "Мотопрокат");
    }
}

#[test]
fn a_message_of_nothing_but_compounds_is_read_to_its_end() {
    let request = understand(&"мотозавод ".repeat(60), &Vocabulary::built_in());
    assert!(request.words.len() > 50 && request.words.len() <= REQUEST_WORDS, "{}", request.words.len());
}

/// Of three companies only the one with that offer answers.
#[track_caller]
fn assert_first(text: &str, offer: &str) {
    let index = index_of(&[&format!("id,name,city,offers\nz1,Искра,Липецк,{offer}\nz2,Доска,Липецк,пиломатериалы\nz3,Щука,Липецк,рыба\n")]);
    let found = find(&understand(text, &index.vocabulary), Asker::default(), 0, 5, &index).expect("an index in memory can be read");
    assert_eq!(found.matches.iter().map(|found| found.id.0.as_str()).collect::<Vec<_>>(), ["z1"], "{text}");
}

fn mean(scores: &[f64]) -> f64 {
    scores.iter().sum::<f64>() / scores.len().max(1) as f64
}

fn ndcg(ranked: &[&str], relevant: &BTreeMap<String, u32>) -> f64 {
    let gain = |grade: u32| f64::from(2u32.pow(grade) - 1);
    let discounted = |grades: &mut dyn Iterator<Item = u32>| -> f64 {
        grades.take(5).enumerate().map(|(place, grade)| gain(grade) / (place as f64 + 2.0).log2()).sum()
    };
    let mut best: Vec<u32> = relevant.values().copied().collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    discounted(&mut ranked.iter().map(|id| relevant.get(*id).copied().unwrap_or_default())) / discounted(&mut best.into_iter())
}

/// An index in memory of the built-in and the sample companies.
pub(crate) fn index() -> Index {
    index_of(&[include_str!("../../seed/companies.csv"), include_str!("../../seed/samples.csv")])
}

pub(crate) fn index_of(lists: &[&str]) -> Index {
    let vocabulary = Arc::new(Vocabulary::built_in());
    let schema = Schema::default();
    let index = tantivy::Index::create_in_ram(schema.tantivy());
    let mut writer = index.writer_with_num_threads(1, 50_000_000).expect("a writer in memory");
    for company in lists.iter().flat_map(|list| companies(list, &vocabulary)) {
        writer.add_document(schema.document(&company, &mut Reader::new(&vocabulary))).expect("a document in memory");
    }
    writer.commit().expect("a commit in memory");
    Index::new(index.reader().expect("a reader in memory").searcher(), schema, vocabulary)
}

pub(crate) fn companies_of(lists: &[&str]) -> Vec<Company> {
    let vocabulary = Vocabulary::built_in();
    lists.iter().flat_map(|list| companies(list, &vocabulary)).collect()
}

fn companies(list: &str, vocabulary: &Vocabulary) -> Vec<Company> {
    let mut check = Check::new(Options::default(), vocabulary, |_: Key<'_>| Ok::<_, std::convert::Infallible>(None));
    let table = open_bytes("list.csv", list.as_bytes().to_vec(), vocabulary).expect("the built-in lists can be read");
    table.map(|row| check.row(row).map(|checked| checked.company).unwrap_or_else(|never| match never {})).collect()
}
