//! What is kept of a person, and how it goes: consent taken back, a copy, forgetting.

use super::company::{company_action, drop_application, name};
use super::turn::Turn;
use super::{Change, Form, Order};
use crate::domain::Language;
use crate::registry::{Fact, MemberFact, Recorded};
use crate::reply::{Action, Body, CompanyAction, Held, PrivacyAction, PrivacyBody};

/// `/privacy`: what is kept, why, who sees it, how long.
pub(super) fn privacy(turn: &mut Turn) {
    let consent = turn.registry.members.consent(turn.chat);
    let withdraw = consent.map(|_| PrivacyAction::Withdraw);
    let buttons = [PrivacyAction::MyData].into_iter().chain(withdraw).chain([PrivacyAction::Forget]).map(Action::Privacy).collect();
    say(turn, PrivacyBody::Privacy { consent }, buttons);
}

pub(super) fn press(turn: &mut Turn, action: &PrivacyAction) {
    match action {
        PrivacyAction::Privacy => privacy(turn),
        PrivacyAction::MyData => my_data(turn),
        PrivacyAction::Withdraw => withdraw(turn),
        PrivacyAction::Forget => ask_forget(turn),
        PrivacyAction::ReallyForget => forget(turn),
        PrivacyAction::Keep => say(turn, PrivacyBody::Kept, vec![Action::Privacy(PrivacyAction::Privacy), Action::Help]),
    }
}

/// `/mydata`: asks for the facts that were recorded; [`copy`] goes on with them.
pub(super) fn my_data(turn: &mut Turn) {
    turn.toast_if_pressed(Body::Nothing);
    turn.order(Order::Copy);
}

/// The copy of all that is kept of the person.
pub(super) fn copy(turn: &mut Turn, facts: &[Recorded]) {
    let (members, state) = (&turn.registry.members, &turn.state);
    let held = Held {
        made: turn.now(),
        chat: turn.chat,
        language: state.language,
        home: state.home,
        consent: members.consent(turn.chat),
        company: members.company_of(turn.chat),
        personal: &state.personal,
        begun: match &state.form {
            Some(Form::Company(form)) => Some((&form.company, &form.contact)),
            _ => None,
        },
        requests: state.earlier.iter().chain(&state.request).map(|asked| asked.text.as_str()).collect(),
        saved: &state.saved,
        passed: &state.passed,
        watches: state.watches.values().map(String::as_str).collect(),
        lists: state.lists.values().map(|list| list.name.as_str()).collect(),
        facts,
    };
    let json = held.json(turn.language(), &|company| name(turn, company));
    say(turn, PrivacyBody::Copy { json }, vec![Action::Privacy(PrivacyAction::Privacy)]);
}

/// From here on nobody is shown the contact, not even those who had it before.
fn withdraw(turn: &mut Turn) {
    if turn.registry.members.consent(turn.chat).is_none() {
        return say(turn, PrivacyBody::NoConsent, next_steps());
    }
    turn.record(Fact::Member(MemberFact::Withdrew));
    turn.change(Change::ContactGiven(None));
    if let Some((application, _)) = turn.registry.members.open_application(turn.chat) {
        drop_application(turn, application);
    }
    say(turn, PrivacyBody::Withdrawn, next_steps());
}

fn next_steps() -> Vec<Action> {
    vec![company_action(CompanyAction::Open), Action::Privacy(PrivacyAction::Forget)]
}

/// `/forget`: asks once.
pub(super) fn ask_forget(turn: &mut Turn) {
    let buttons = [PrivacyAction::ReallyForget, PrivacyAction::Keep].map(Action::Privacy).to_vec();
    say(turn, PrivacyBody::AskForget, buttons);
}

/// The program does it, and says so by [`forgotten`].
fn forget(turn: &mut Turn) {
    turn.toast_if_pressed(Body::Privacy(PrivacyBody::Forgetting));
    turn.record(Fact::ForgetAsked);
}

/// Everything about the person is gone: the receipt.
pub(super) fn forgotten(turn: &mut Turn, language: Language) {
    let receipt = PrivacyBody::Receipt { number: turn.registry.forgotten(), at: turn.now() };
    turn.say_in(language, Body::Privacy(receipt), vec![Action::Help]);
}

fn say(turn: &mut Turn, body: PrivacyBody, buttons: Vec<Action>) {
    turn.say(Body::Privacy(body), buttons);
}
