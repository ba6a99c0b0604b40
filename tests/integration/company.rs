//! What conversations about companies cannot tell in a text file: a username, somebody else's contact, a picture, a blocked bot.

use hamkor::conversation::{Change, Event, Sender};
use hamkor::domain::{ChatId, Language, Reach};
use hamkor::registry::{Fact, MemberFact, Recorded};

use crate::town::{Town, lines};

const ANNA: ChatId = ChatId(1);
const BORIS: ChatId = ChatId(2);

fn town() -> Town {
    let mut town = Town::new();
    town.set(ANNA, &Change::LanguageChosen(Some(Language::Ru)));
    town
}

fn say_as(town: &mut Town, text: &str, username: &str) {
    let sender = Sender { name: "Анна".into(), username: username.into(), ..Sender::default() };
    town.happen(ANNA, &Event::Text { text: text.into(), sender });
}

fn told(town: &mut Town, chat: ChatId) -> String {
    town.read(chat).iter().flat_map(lines).collect::<Vec<_>>().join("\n")
}

/// As far as the question for the telephone.
fn asked_for_phone(town: &mut Town) {
    town.say(ANNA, "/company", None);
    town.say(ANNA, "Медсофт", None);
    town.press(ANNA, "Да");
    town.press(ANNA, "Даю согласие");
    town.read(ANNA);
}

#[test]
fn who_has_a_username_needs_no_telephone() {
    let mut town = town();
    asked_for_phone(&mut town);
    say_as(&mut town, "/skip", "anna_48");
    let said = told(&mut town, ANNA);
    assert!(said.starts_with("Что вы предлагаете?"), "{said}");
    say_as(&mut town, "информационные системы", "anna_48");
    say_as(&mut town, "больницы", "anna_48");
    town.press(ANNA, "Только Telegram");
    town.press(ANNA, "Опубликовать");
    let contact = town.state(ANNA).personal.contact.expect("the contact is kept");
    assert_eq!((contact.username.as_str(), contact.phone.as_str(), contact.by), ("anna_48", "", Reach::TelegramOnly));
}

#[test]
fn somebody_elses_contact_is_refused_in_words() {
    let mut town = town();
    asked_for_phone(&mut town);
    let contact = Event::Contact { phone: "+79990001122".into(), name: "Борис".into(), own: false, sender: Sender::default() };
    town.happen(ANNA, &contact);
    let said = told(&mut town, ANNA);
    assert!(said.starts_with("Это контакт другого человека."), "{said}");
    assert!(!format!("{:?}", town.state(ANNA)).contains("79990001122"), "the number is kept");
}

#[test]
fn a_voice_or_a_picture_is_answered_and_the_question_asked_again() {
    let mut town = town();
    asked_for_phone(&mut town);
    town.happen(ANNA, &Event::Wordless { sender: Sender::default() });
    let said = told(&mut town, ANNA);
    assert!(said.contains("В сообщении нет слов.") && said.contains("Ваш телефон?"), "{said}");
}

#[test]
fn withdrawn_consent_closes_access_at_once() {
    let mut town = town();
    town.make_member(ANNA, "Анна", "L01", "+79990001122");
    assert!(town.registry.may_see(ANNA, ANNA) && !town.registry.may_see(BORIS, ANNA));
    town.say(ANNA, "/privacy", None);
    town.press(ANNA, "Отозвать согласие");
    assert!(town.registry.members.consent(ANNA).is_none());
    assert_eq!(town.state(ANNA).personal.contact, None);
}

#[test]
fn who_writes_again_can_be_reached_again() {
    let mut town = town();
    town.make_member(ANNA, "Анна", "L01", "+79990001122");
    town.registry.apply(&Recorded { at: town.now, chat: ANNA, fact: Fact::Member(MemberFact::Unreachable) });
    assert!(!town.registry.members.is_reachable(ANNA));
    town.say(ANNA, "курага", None);
    assert!(town.registry.members.is_reachable(ANNA));
}

#[test]
fn a_copy_of_ones_data_holds_what_was_told_and_recorded() {
    let mut town = town();
    town.make_member(ANNA, "Анна", "L01", "+79990001122");
    town.say(ANNA, "курага оптом", None);
    town.say(ANNA, "нужны космические ракеты", None);
    town.read(ANNA);
    town.say(ANNA, "/mydata", None);
    let said = town.read(ANNA);
    let file = said.iter().flat_map(|said| &said.message.files).next().expect("a file");
    let copy: serde_json::Value = serde_json::from_slice(&file.bytes).expect("the file is JSON");
    assert_eq!(copy["Как с вами связаться"], "Анна; +79990001122");
    assert_eq!(copy["Последние запросы"], serde_json::json!(["курага оптом", "нужны космические ракеты"]));
    assert!(copy["Компания"].as_str().is_some_and(|company| company.ends_with("(L01)")), "{copy}");
    assert!(copy["Согласие"].as_str().is_some_and(|consent| consent.contains('1')), "{copy}");
    let text = copy.to_string();
    assert!(!["panel", "buttons", "state", "member_", "null"].iter().any(|internal| text.contains(internal)), "{text}");
    assert!(copy["Что записано"].as_array().is_some_and(|lines| !lines.is_empty()), "{copy}");
}
