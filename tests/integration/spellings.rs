//! One request said in many ways: with Tajik letters or none, as Russian writes them, in Latin letters, in the other keyboard layout; with
//! talk round it. Whichever way a labelled request is typed, the company that answers it stands where it stood.

use std::collections::BTreeMap;

use hamkor::matching::{Asker, Index, find};
use hamkor::understanding::understand;

use super::names::in_latin;
use super::quality::{Labelled, index, labelled};

/// So far down a company is looked for.
const SHOWN: usize = 10;

const RUSSIAN_KEYS: &str = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ.,";
const ENGLISH_KEYS: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~/?";

/// A text typed by the same keys in another layout.
fn typed_in(text: &str, meant: &str, other: &str) -> String {
    let keys: BTreeMap<char, char> = meant.chars().zip(other.chars()).collect();
    text.chars().map(|c| *keys.get(&c).unwrap_or(&c)).collect()
}

fn without_tajik_letters(text: &str) -> String {
    typed_in(text, "ғӣқӯҳҷҒӢҚӮҲҶ", "гикухчГИКУХЧ")
}

/// The other spellings of a request.
fn spellings(request: &Labelled) -> Vec<(&'static str, String)> {
    let text = request.text.as_str();
    let is_latin = |c: char| c.is_ascii_alphabetic();
    match request.lang.as_str() {
        "tg" => vec![
            ("without Tajik letters", without_tajik_letters(text)),
            ("Tajik as Russian writes it", without_tajik_letters(&text.replace('ҷ', "дж").replace('Ҷ', "Дж"))),
            ("Tajik in Latin letters", text.chars().map(in_latin).collect()),
        ],
        "ru" if !text.contains(is_latin) => vec![
            ("Russian in Latin letters", text.chars().map(in_latin).collect()),
            ("Russian in the English layout", typed_in(text, RUSSIAN_KEYS, ENGLISH_KEYS)),
        ],
        "en" => vec![("English in the Russian layout", typed_in(text, ENGLISH_KEYS, RUSSIAN_KEYS))],
        _ => Vec::new(),
    }
}

fn found(text: &str, request: &Labelled, index: &Index) -> Vec<String> {
    let home = index.vocabulary.region_of(&request.user_city);
    let found = find(&understand(text, &index.vocabulary), Asker { home, ..Asker::default() }, 0, SHOWN, index);
    found.expect("an index in memory can be read").matches.into_iter().map(|found| found.id.0).collect()
}

/// What people say before and after a request: who they are, how they pay, that somebody may help them.
fn talked_round(request: &Labelled) -> Vec<(&'static str, String)> {
    let text = request.text.trim_end_matches(['.', ' ']);
    let said = |before: &str, after: &str| format!("{before} {text}. {after}");
    // A name and a project have talk of their own in the labelled requests; more than that is not read of a long message.
    if ["name", "project", "long"].contains(&request.kind.as_str()) || text.ends_with(['?', '!']) {
        return Vec::new();
    }
    match request.lang.as_str() {
        "ru" => vec![
            (
                "Russian, a family firm",
                said(
                    "Здравствуйте! Меня зовут Рустам, у нас небольшая семейная фирма, работаем с 2009 года.",
                    "Оплата сразу. Подскажите, пожалуйста, кто может помочь?",
                ),
            ),
            (
                "Russian, a teacher",
                said(
                    "Ассалому алейкум! Двадцать лет проработал учителем, теперь вышел на пенсию и помогаю сыну в деле.",
                    "Позвоните, пожалуйста.",
                ),
            ),
            ("Russian, a shop", said("Добрый день. У нас небольшой магазин у вокзала.", "Жду ответа, с уважением.")),
        ],
        "tg" => vec![
            (
                "Tajik, a family firm",
                said(
                    "Салом! Номи ман Рустам, мо корхонаи хурди оилавӣ дорем, аз соли 2009 кор мекунем.",
                    "Пулашро дарҳол медиҳем. Лутфан гӯед, кӣ ёрӣ дода метавонад?",
                ),
            ),
            (
                "Tajik, a teacher",
                said(
                    "Ассалому алейкум! Бист сол дар мактаб муаллим будам, ҳоло ба писарам дар кораш ёрӣ медиҳам.",
                    "Ду моҳ аст, ки ҷавоб интизорам.",
                ),
            ),
            ("Tajik, a shop", said("Салом алейкум. Мо дар назди бозор дӯкони хурд дорем.", "Ҷавоби шуморо интизорам, бо эҳтиром.")),
        ],
        _ => vec![
            (
                "English, a family firm",
                said(
                    "Hello! My name is Rustam, we are a small family business, we have been working since 2009.",
                    "We pay at once. Could you tell me who can help, please?",
                ),
            ),
            (
                "English, a teacher",
                said("Good morning! I was a teacher for twenty years, now I am retired and help my son in his work.", "Please call us."),
            ),
            (
                "English, a neighbour",
                said(
                    "I am writing for the first time, a neighbour told me about you. The children have grown up and I have time now.",
                    "Thank you in advance, have a nice day!",
                ),
            ),
        ],
    }
}

/// How many requests were tried said in other ways, by the way, and those of them that move the company that answers best by more than one
/// place.
fn moved(ways: impl Fn(&Labelled) -> Vec<(&'static str, String)>) -> (BTreeMap<&'static str, usize>, Vec<String>) {
    let index = index();
    let (mut tried, mut moved) = (BTreeMap::<_, usize>::new(), Vec::new());
    for request in labelled(include_str!("../data/requests.jsonl")) {
        let Some(best) = request.relevant.values().max() else { continue };
        let answers = found(&request.text, &request, &index);
        let Some(at) = answers.iter().take(5).position(|id| request.relevant.get(id) == Some(best)) else { continue };
        for (way, text) in ways(&request) {
            *tried.entry(way).or_default() += 1;
            let there = found(&text, &request, &index).iter().position(|id| *id == answers[at]).unwrap_or(SHOWN);
            if at.abs_diff(there) > 1 {
                moved.push(format!("{way}, from {at} to {there}: {text}"));
            }
        }
    }
    (tried, moved)
}

/// That of a thousand requests said in another way no more than so many move their company by more than one place.
fn assert_few((tried, moved): &(BTreeMap<&'static str, usize>, Vec<String>), in_thousand: usize, ways: usize, at_least: usize) {
    let all: usize = tried.values().sum();
    assert!(tried.len() == ways && tried.values().all(|&count| count > at_least), "{tried:?}");
    assert!(1000 * moved.len() <= in_thousand * all, "{} of {all}: {moved:#?}", moved.len());
}

#[test]
fn the_spelling_of_a_request_moves_the_company_that_answers_it_by_one_place_at_most() {
    assert_few(&moved(spellings), 5, 6, 40);
}

#[test]
fn the_talk_round_a_request_moves_the_company_that_answers_it_by_one_place_at_most() {
    assert_few(&moved(talked_round), 20, 9, 20);
}
