//! Names are found whichever way they are typed: labelled requests by hand (tests/data/names.tsv), and every company of the built-in
//! and the sample list by spellings made of its name.

use hamkor::domain::Company;
use hamkor::matching::{Asker, Found, Index, find};
use hamkor::understanding::{Direction, understand};

use super::quality::{companies_of, index, index_of};

/// Of the labelled names these shares must come first, and among the first five.
const FIRST: f64 = 0.93;
const AMONG_FIVE: f64 = 0.97;
/// The same of names with a typo beside a legal form.
const MISSPELT_FIRST: f64 = 0.93;
const MISSPELT_AMONG_FIVE: f64 = 0.97;
/// So far down a company is looked for.
const SHOWN: usize = 10;

fn found(text: &str, index: &Index) -> Found {
    find(&understand(text, &index.vocabulary), Asker::default(), 0, SHOWN, index).expect("an index in memory can be read")
}

/// The place of a company in the answer, from 0; [`SHOWN`] when it is not among them.
fn rank(text: &str, id: &str, index: &Index) -> usize {
    found(text, index).matches.iter().position(|found| found.id.0 == id).unwrap_or(SHOWN)
}

fn share(ranks: &[(String, usize)], before: usize) -> f64 {
    ranks.iter().filter(|(_, rank)| *rank < before).count() as f64 / ranks.len() as f64
}

#[track_caller]
fn assert_shares(ranks: &[(String, usize)], first: f64, among_five: f64) {
    let missed: Vec<&(String, usize)> = ranks.iter().filter(|(_, rank)| *rank > 0).collect();
    let shares = (share(ranks, 1), share(ranks, 5));
    assert!(shares.0 >= first && shares.1 >= among_five, "{shares:.3?} of {}: {missed:?}", ranks.len());
}

#[test]
fn labelled_names_are_found_no_worse_than_the_floors() {
    let index = index();
    let lines = include_str!("../data/names.tsv").lines().filter(|line| !line.starts_with('#'));
    let labelled = lines.map(|line| line.split_once('\t').expect("a request and a company"));
    let ranks: Vec<_> = labelled.map(|(text, id)| (text.to_owned(), rank(text, id, &index))).collect();
    assert_shares(&ranks, FIRST, AMONG_FIVE);
}

#[test]
fn a_typo_in_a_name_beside_a_legal_form_is_forgiven() {
    let index = index();
    let forms = ["ООО", "АО", "ҶДММ", "компания"];
    let misspelt = names().into_iter().enumerate().map(|(number, (id, name))| {
        let form = forms[number % forms.len()];
        let typed = misspelt(&name, number);
        (if number % 2 == 0 { format!("{form} {typed}") } else { format!("{typed} {form}") }, id)
    });
    let ranks: Vec<_> = misspelt.map(|(text, id)| (text.clone(), rank(&text, &id, &index))).collect();
    assert_shares(&ranks, MISSPELT_FIRST, MISSPELT_AMONG_FIVE);
}

#[test]
fn the_spelling_of_a_name_moves_its_company_by_one_place_at_most() {
    let index = index();
    let mut moved = Vec::new();
    for (id, name) in names() {
        let latin: String = name.chars().map(in_latin).collect();
        let (cyrillic, transliterated) = (rank(&name, &id, &index), rank(&latin, &id, &index));
        if cyrillic.abs_diff(transliterated) > 1 {
            moved.push(format!("{name} {cyrillic}, {latin} {transliterated}"));
        }
    }
    assert!(moved.is_empty(), "{}: {moved:#?}", moved.len());
}

#[test]
fn a_name_that_nobody_bears_is_said_to_be_nobodys() {
    let index = index();
    for text in ["ООО Вжуххлюмп", "Zyqwortho Ltd", "ҶДММ Қфғанзури"] {
        let answer = found(text, &index);
        assert!(!answer.confident, "{text}: {:?}", answer.matches.first());
        assert_eq!(answer.direction, Direction::Name, "{text}");
    }
}

#[test]
fn a_legal_form_says_nothing_of_which_company_is_meant() {
    let list = "id,name,city\n1,АО «Белый Парус»,Липецк\n2,ООО «Серый Мост»,Липецк\n3,Торговый дом «Мост»,Липецк\n";
    let index = index_of(&[list]);
    for (text, id) in [("АО Мост", "3"), ("ТД Мост", "3"), ("АО Серый Мост", "2"), ("ООО «Белый Парус»", "1"), ("ҶДММ Белый Парос", "1")]
    {
        assert_eq!(rank(text, id, &index), 0, "{text}: {:?}", found(text, &index).matches);
    }
}

/// The companies with a Cyrillic name, as it stands between quotes or before a remark in brackets.
fn names() -> Vec<(String, String)> {
    let lists = [include_str!("../../seed/companies.csv"), include_str!("../../seed/samples.csv")];
    let companies = companies_of(&lists);
    let bare = |company: &Company| {
        let name = company.name.split(" (").next().unwrap_or_default();
        let quoted = name.split(['«', '"']).nth(1).and_then(|rest| rest.split(['»', '"']).next());
        quoted.unwrap_or(name).to_owned()
    };
    let all = companies.into_iter().map(|company| (company.id.clone(), bare(&company)));
    all.filter(|(_, name)| name.chars().all(|c| !c.is_ascii_alphabetic())).collect()
}

/// One typo, of another kind and in another place for each number: a letter missing, doubled, swapped or other.
fn misspelt(name: &str, number: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let places: Vec<usize> = (1..letters.len() - 1).filter(|&at| letters[at].is_alphabetic() && letters[at + 1].is_alphabetic()).collect();
    let Some(&at) = places.get(number * 7 % places.len().max(1)) else { return name.to_owned() };
    match number % 4 {
        0 => _ = letters.remove(at),
        1 => letters.insert(at, letters[at]),
        2 => letters.swap(at, at + 1),
        _ => letters[at] = if letters[at] == 'н' { 'р' } else { 'н' },
    }
    letters.into_iter().collect()
}

/// Letters as passports write them (ICAO 9303), Tajik ones as its own passports do.
pub(crate) fn in_latin(c: char) -> String {
    const LETTERS: [(char, &str); 39] = [
        ('а', "a"),
        ('б', "b"),
        ('в', "v"),
        ('г', "g"),
        ('ғ', "gh"),
        ('д', "d"),
        ('е', "e"),
        ('ё', "yo"),
        ('ж', "zh"),
        ('з', "z"),
        ('и', "i"),
        ('ӣ', "i"),
        ('й', "y"),
        ('к', "k"),
        ('қ', "q"),
        ('л', "l"),
        ('м', "m"),
        ('н', "n"),
        ('о', "o"),
        ('п', "p"),
        ('р', "r"),
        ('с', "s"),
        ('т', "t"),
        ('у', "u"),
        ('ӯ', "u"),
        ('ф', "f"),
        ('х', "kh"),
        ('ҳ', "h"),
        ('ц', "ts"),
        ('ч', "ch"),
        ('ҷ', "j"),
        ('ш', "sh"),
        ('щ', "shch"),
        ('ъ', ""),
        ('ы', "y"),
        ('ь', ""),
        ('э', "e"),
        ('ю', "yu"),
        ('я', "ya"),
    ];
    let lower: String = c.to_lowercase().collect();
    let latin = LETTERS.iter().find(|(letter, _)| lower.starts_with(*letter)).map(|&(_, latin)| latin);
    match latin {
        Some(latin) if c.is_uppercase() => latin.to_uppercase(),
        Some(latin) => latin.to_owned(),
        None => c.to_string(),
    }
}
