//! Random people: they type, press any button they ever saw (or never saw), wait, block the bot, are forgotten. Whatever they do, a
//! model that knows only the recorded facts must hold: no way of reaching a person shows before both sides agreed or after it was
//! taken back, nothing takes effect twice, no answer is a dead end.

use std::collections::BTreeSet;

use hamkor::conversation::{Event, Form, Sender};
use hamkor::domain::{ChatId, QueryId};
use hamkor::registry::{Answer, Fact, IntroductionFact, MemberFact, Notice, Recorded};
use hamkor::reply::{ButtonId, Way};
use proptest::prelude::*;

use crate::town::{Said, Town};

const EVENTS: usize = 60;
const HOURS: [i64; 6] = [1, 12, 24, 72, 240, 400];
/// Somebody of each side, a colleague of one of them, and a newcomer; with their telephones.
const PEOPLE: [(ChatId, &str, Option<&str>); 4] = [
    (ChatId(1), "+79990001111", Some("L01")),
    (ChatId(2), "+992922222222", Some("K01")),
    (ChatId(3), "+992933333333", Some("K01")),
    (ChatId(4), "+79994444444", None),
];
const TEXTS: [&str; 18] = [
    "/start",
    "/start c_L01",
    "/start c_K01",
    "/start c_K12",
    "/start i_0000",
    "/introductions",
    "/invite",
    "/company",
    "/privacy",
    "/forget",
    "/cancel",
    "/back",
    "/skip",
    "/more",
    "нужна медицинская информационная система",
    "продаём медицинскую информационную систему больницам",
    "Хотим показать систему",
    "1",
];
/// By these words an answer without buttons or a command says what to do next; people switch between the three languages.
const NEXT_STEPS: [&str; 16] = [
    "апиш",
    "ажмите",
    "айте",
    "твет",
    "ожно",
    "ридёт", // Russian
    "ависед",
    "ахш кунед",
    "етавон",
    "ҷавоб",
    "ояд", // Tajik
    "rite",
    "ress",
    "answer",
    "can ",
    "will come", // English
];

#[derive(Clone, Debug)]
enum Deed {
    Say(usize, usize),
    /// Tells their own telephone, where a line for the other side is asked.
    TellPhone(usize),
    /// Asks for an introduction, from the link to the sending.
    Ask(usize, usize),
    /// One of the last buttons, counted back.
    Press(usize, usize),
    /// A button that may never have been there.
    Forge(usize, u64, u64),
    Wait(usize),
    Block(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    let person = 0..PEOPLE.len();
    prop_oneof![
        4 => (person.clone(), 0..TEXTS.len()).prop_map(|(who, text)| Deed::Say(who, text)),
        1 => person.clone().prop_map(Deed::TellPhone),
        3 => (person.clone(), 0..3usize).prop_map(|(who, company)| Deed::Ask(who, company)),
        12 => (person.clone(), 0..8usize).prop_map(|(who, button)| Deed::Press(who, button)),
        2 => (person.clone(), 0..60usize).prop_map(|(who, button)| Deed::Press(who, button)),
        1 => (person.clone(), 0..40u64, 0..9u64).prop_map(|(who, panel, number)| Deed::Forge(who, panel, number)),
        3 => (0..HOURS.len()).prop_map(Deed::Wait),
        1 => person.prop_map(Deed::Block),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_do_contacts_stay_closed_nothing_happens_twice_and_every_answer_goes_on(
        deeds in prop::collection::vec(deed(), 1..EVENTS)
    ) {
        let mut town = Town::new();
        for (chat, phone, company) in PEOPLE {
            if let Some(company) = company {
                town.make_member(chat, "Человек", company, phone);
            }
        }
        for deed in &deeds {
            let actor = act(&mut town, deed);
            let facts = town.recorded().to_vec();
            for (chat, ..) in PEOPLE {
                let said = town.read(chat);
                contacts_stay_closed(chat, &said, &facts)?;
                if actor == Some(chat) {
                    goes_on(&said)?;
                }
            }
            contacts_stay_closed(ChatId::TERMINAL, &town.read(ChatId::TERMINAL), &facts)?;
            nothing_twice(&facts)?;
        }
    }
}

/// Does it; whoever did it and has to be answered.
fn act(town: &mut Town, deed: &Deed) -> Option<ChatId> {
    let chat = |who: &usize| PEOPLE[*who].0;
    match deed {
        Deed::Say(who, text) => town.say(chat(who), TEXTS[*text], None),
        Deed::TellPhone(who) => match town.state(chat(who)).form {
            Some(Form::Introduction(_)) => town.say(chat(who), &format!("звоните {}", PEOPLE[*who].1), None),
            _ => town.share_contact(chat(who), PEOPLE[*who].1),
        },
        Deed::Ask(who, company) => {
            town.say(chat(who), ["/start c_L01", "/start c_K01", "/start c_K12"][*company], None);
            for caption in ["Познакомить", "Отправить"] {
                let Some(button) = town.buttons(chat(who)).into_iter().rev().find(|(_, is)| is.starts_with(caption)) else { break };
                press(town, chat(who), button.0);
                if matches!(town.state(chat(who)).form, Some(Form::Introduction(_))) && caption == "Познакомить" {
                    town.say(chat(who), "Хотим встретиться", None);
                }
            }
        }
        Deed::Press(who, back) => {
            let buttons = town.buttons(chat(who));
            let button = buttons.len().checked_sub(back + 1).map(|at| buttons[at].0)?;
            press(town, chat(who), button);
        }
        Deed::Forge(who, panel, number) => press(town, chat(who), ButtonId { panel: *panel, number: *number }),
        Deed::Wait(hours) => {
            town.wait(HOURS[*hours]);
            return None;
        }
        Deed::Block(who) => {
            town.block(chat(who));
            return None;
        }
    }
    let (Deed::Say(who, _) | Deed::TellPhone(who) | Deed::Ask(who, _) | Deed::Press(who, _) | Deed::Forge(who, ..)) = deed else {
        return None;
    };
    Some(chat(who))
}

fn press(town: &mut Town, chat: ChatId, button: ButtonId) {
    let query = Some(QueryId(format!("{button}")));
    town.happen(chat, &Event::Pressed { button: Some(button), message: None, query, sender: Sender::default() });
}

/// Nobody is shown how another is reached unless the facts say that both agreed, and that this other has not taken it back since.
fn contacts_stay_closed(viewer: ChatId, said: &[Said], facts: &[Recorded]) -> Result<(), TestCaseError> {
    for (owner, phone, _) in PEOPLE.iter().filter(|(owner, ..)| *owner != viewer) {
        let shows = |said: &&Said| {
            let in_files = said.message.files.iter().any(|file| String::from_utf8_lossy(&file.bytes).contains(phone));
            said.message.text.contains(phone) || in_files
        };
        if let Some(said) = said.iter().find(shows) {
            prop_assert!(may_know(viewer, *owner, facts), "{viewer:?} is shown {phone}: {}", said.message.text);
        }
    }
    Ok(())
}

/// What the facts say, read in their order: an application shows the chamber the applicant, a yes opens both to each other.
fn may_know(viewer: ChatId, owner: ChatId, facts: &[Recorded]) -> bool {
    let (mut askers, mut open) = (std::collections::BTreeMap::new(), false);
    for Recorded { chat, fact, .. } in facts {
        match fact {
            Fact::Introduction(IntroductionFact::Asked { id, .. }) => _ = askers.insert(*id, *chat),
            Fact::Introduction(IntroductionFact::Answered { id, answer: Answer::Accepted, on_behalf, .. }) => {
                let asker = askers.get(id).copied();
                open |= asker == Some(owner) && *chat == viewer;
                open |= asker == Some(viewer) && *chat == owner && !on_behalf;
            }
            Fact::Member(MemberFact::Applied { .. }) if *chat == owner && viewer == ChatId::TERMINAL => open = true,
            Fact::Member(MemberFact::Withdrew) | Fact::ForgetAsked if *chat == owner => open = false,
            _ => {}
        }
    }
    open
}

/// Each effect is recorded once, however often a button was pressed or a notice fell due.
fn nothing_twice(facts: &[Recorded]) -> Result<(), TestCaseError> {
    let mut seen = BTreeSet::new();
    for Recorded { chat, fact, .. } in facts {
        let effect = match fact {
            Fact::Introduction(IntroductionFact::Asked { id, .. }) => format!("asked {id}"),
            Fact::Introduction(IntroductionFact::Answered { id, answer: Answer::Later, .. }) => format!("later {id} {chat:?}"),
            Fact::Introduction(IntroductionFact::Answered { id, .. }) => format!("answered {id}"),
            Fact::Introduction(IntroductionFact::Outcome { id, milestone, .. }) => format!("outcome {id} {milestone:?} {chat:?}"),
            Fact::Introduction(IntroductionFact::InvitationUsed { token }) => format!("used {token}"),
            Fact::Introduction(IntroductionFact::Invited { token, .. }) => format!("invited {token}"),
            Fact::Told(Notice::Introduction(notice)) => format!("told {notice:?} {chat:?}"),
            _ => continue,
        };
        let forgotten = matches!(fact, Fact::Told(_)) && facts.iter().any(|one| one.chat == *chat && one.fact == Fact::ForgetAsked);
        prop_assert!(seen.insert(effect.clone()) || forgotten, "twice: {effect}");
    }
    Ok(())
}

/// Among what a person is told there is a button, a command, or words that say what to do.
fn goes_on(said: &[Said]) -> Result<(), TestCaseError> {
    prop_assert!(!said.is_empty(), "no answer");
    let goes_on = |said: &Said| {
        let passes_by = matches!(said.reply.way, Way::Toast(_));
        let text = &said.message.text;
        passes_by || !said.reply.buttons.is_empty() || text.contains('/') || NEXT_STEPS.iter().any(|words| text.contains(words))
    };
    prop_assert!(said.iter().any(goes_on), "a dead end: {:?}", said.iter().map(|said| &said.message.text).collect::<Vec<_>>());
    Ok(())
}
