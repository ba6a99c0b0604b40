//! What messages are taken to mean: one line a message, as a person would sum it up.

use hamkor::domain::Language;
use hamkor::understanding::text::{REQUEST_CHARACTERS, REQUEST_WORDS};
use hamkor::understanding::{Goal, Request, Vocabulary, Want, understand};

/// `direction | home>place only | project | wants (goal: words = first sector) | not: unwanted | who | terms`, leaving out what is not
/// said.
fn summary(text: &str, vocabulary: &Vocabulary) -> String {
    let request = understand(text, vocabulary);
    let mut parts = vec![format!("{} {}", request.language, format!("{:?}", request.direction).to_lowercase())];
    parts.extend(request.talk.map(|talk| format!("talk {talk:?}")));
    parts.extend(request.home.map(|home| format!("home {home:?}")));
    parts.extend(
        request
            .wanted(None)
            .map(|wanted| format!("{} {}", if wanted.only { "only in" } else { "in" }, vocabulary.places[usize::from(wanted.place)].id.0)),
    );
    parts.extend(request.project.as_ref().map(|planned| format!("project {}", vocabulary.projects[usize::from(planned.project)].id)));
    parts.extend(request.wants.iter().map(|want| described(want, &request, vocabulary)));
    parts.extend(request.unwanted.iter().map(|want| format!("not {}", words(want, &request))));
    parts.extend(request.unwanted_places.iter().map(|&place| format!("not in {}", vocabulary.places[usize::from(place)].id.0)));
    parts.extend(request.roles.iter().map(|role| format!("who {role:?}")));
    parts.extend(request.unwanted_roles.iter().map(|role| format!("not {role:?}")));
    let terms = request.terms();
    parts.extend((!terms.is_empty()).then(|| format!("terms {}", terms.join("; "))));
    parts.join(" | ")
}

fn described(want: &Want, request: &Request, vocabulary: &Vocabulary) -> String {
    let goal = match want.goal {
        Goal::Offer => "wants",
        Goal::Partner => "seeks",
        Goal::Need => "has",
    };
    let sector = want.meanings.first().map_or("?", |meaning| vocabulary.sector(meaning.sector).id.0.as_str());
    format!("{goal} {} = {sector}", words(want, request))
}

fn words(want: &Want, request: &Request) -> String {
    want.words.iter().map(|&at| request.words[at].text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn messages_in_three_languages_are_taken_as_they_were_meant() {
    let vocabulary = Vocabulary::built_in();
    let cases = include_str!("../data/understanding.txt");
    let mut wrong = Vec::new();
    for (text, expected) in cases.lines().filter_map(|line| line.split_once(" => ")) {
        let taken = summary(text, &vocabulary);
        if taken != expected {
            wrong.push(format!("{text}\n  taken    {taken}\n  expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_name_is_not_read_as_words_of_the_other_keyboard_layout() {
    let vocabulary = Vocabulary::built_in();
    for name in ["Ковробанк", "Эвритбанк", "Абсалютцентр"] {
        assert_eq!(understand(name, &vocabulary).text, name);
    }
    assert_eq!(understand("vtlbwbycrjt j,jheljdfybt", &vocabulary).text, "медицинское оборудование");
}

#[test]
fn goods_on_lines_of_their_own_are_asked_for_one_by_one() {
    let vocabulary = Vocabulary::built_in();
    assert_eq!(summary("Нам нужны:\nокна\n двери\n\nлампы", &vocabulary), summary("Нам нужны: окна, двери, лампы", &vocabulary));
}

#[test]
fn a_long_message_is_read_at_its_beginning_and_says_so() {
    let vocabulary = Vocabulary::built_in();
    let request = understand(&"окна ".repeat(150), &vocabulary);
    assert_eq!((request.cut, request.words.len()), (true, REQUEST_WORDS));
    let request = understand(&"ы".repeat(4096), &vocabulary);
    assert_eq!((request.cut, request.text.chars().count()), (true, REQUEST_CHARACTERS));
    assert!(!understand("нужны окна", &vocabulary).cut);
}

#[test]
fn a_message_that_becomes_more_words_in_the_other_layout_is_cut_again() {
    let vocabulary = Vocabulary::built_in();
    // The key of б is a comma: one word becomes a hundred and fifty.
    let request = understand(&"згьзб".repeat(150), &vocabulary);
    assert!(request.words.len() <= REQUEST_WORDS && request.cut, "{} words", request.words.len());
}

#[test]
fn a_city_is_called_as_its_reader_calls_it_unless_its_cell_says_more() {
    let vocabulary = Vocabulary::built_in();
    let said = |cell: &str| [Language::Ru, Language::Tg, Language::En].map(|language| vocabulary.city_in(cell, language));
    for cell in ["Липецк", "г. Липецк", "г.Липецк", "ЛИПЕЦК", "Lipetsk, Russia", "Липецк, Липецкая область", "город Липецк, РФ"]
    {
        assert_eq!(said(cell), ["Липецк", "Липетск", "Lipetsk"], "{cell}");
    }
    for cell in ["ш. Хуҷанд", "ш.Хуҷанд", "шаҳри Хуҷанд", "Khujand, Tajikistan", "г. Худжанд"] {
        assert_eq!(said(cell), ["Худжанд", "Хуҷанд", "Khujand"], "{cell}");
    }
    for cell in ["Липецк, Худжанд", "Липецк, ул. Ленина, 5", "Липецк, Таджикистан", "Горький-17", ""]
    {
        assert_eq!(said(cell), [cell; 3], "{cell}");
    }
}

/// Of phrases that people use, so many parts must be read as their class of business first.
const PHRASES: [(&str, &str, f64); 11] = [
    ("farming, food, chemicals", include_str!("../data/phrases/farming-food-chemicals.tsv"), 0.9),
    ("manufacturing", include_str!("../data/phrases/manufacturing.tsv"), 0.9),
    ("services", include_str!("../data/phrases/services.tsv"), 0.9),
    ("trade, building, transport", include_str!("../data/phrases/trade-building-transport.tsv"), 0.9),
    ("goods", include_str!("../data/phrases/goods.tsv"), 0.9),
    ("industry", include_str!("../data/phrases/industry.tsv"), 0.9),
    ("places", include_str!("../data/phrases/places.tsv"), 0.9),
    ("business", include_str!("../data/phrases/business.tsv"), 0.9),
    ("food", include_str!("../data/phrases/food.tsv"), 0.9),
    ("shops", include_str!("../data/phrases/shops.tsv"), 0.9),
    ("transport, hospitality, it", include_str!("../data/phrases/transport-hospitality-it.tsv"), 0.9),
];

#[test]
fn phrases_of_every_trade_are_read_as_their_class_of_business() {
    let vocabulary = Vocabulary::built_in();
    for (name, phrases, floor) in PHRASES {
        let labelled: Vec<(&str, &str)> =
            phrases.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect();
        let is_missed = |(phrase, sector): &&(&str, &str)| {
            let request = understand(phrase, &vocabulary);
            let meanings = request.wants.iter().flat_map(|want| &want.meanings);
            // Of equals the first is meant.
            let first = meanings.reduce(|best, meaning| if meaning.strength > best.strength { meaning } else { best });
            let id = first.map_or("", |meaning| vocabulary.sector(meaning.sector).id.0.as_str());
            id != *sector && !id.strip_prefix(sector).is_some_and(|rest| rest.starts_with('-'))
        };
        let missed: Vec<_> = labelled.iter().filter(is_missed).collect();
        let share = 1.0 - missed.len() as f64 / labelled.len() as f64;
        assert!(share >= floor, "{name}: {share:.3} of {}, missed {missed:#?}", labelled.len());
    }
}
