//! What the ledger keeps of requests.

use hamkor::domain::ChatId;
use hamkor::registry::{Fact, TaskFact};

use crate::town::Town;

#[test]
fn a_request_that_is_answered_is_one_fact_without_words_and_one_that_finds_nobody_one_with_what_was_asked_for() {
    let mut town = Town::new();
    let mut facts = |text: &str| {
        let before = town.recorded().len();
        town.say(ChatId(1), text, None);
        town.recorded()[before..].iter().map(|recorded| recorded.fact.clone()).collect::<Vec<_>>()
    };
    assert!(matches!(facts("I need LED lamps")[..], [Fact::Task(TaskFact::Found { companies: 1.. })]));
    assert_eq!(facts("/more"), []);
    assert_eq!(facts("space rockets wanted"), [Fact::Task(TaskFact::Lacked { words: vec!["space".into(), "rockets".into()] })]);
    assert_eq!(facts("/more"), [], "the same request is counted once");
}
