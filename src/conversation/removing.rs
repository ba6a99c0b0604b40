//! Many companies leave the list together: by what they are chosen, how many they are, then it is done; many of them once a second
//! admin has confirmed it.

use serde::{Deserialize, Serialize};

use super::admin::AdminForm;
use super::deeds::{self, Deed};
use super::turn::Turn;
use super::{Form, Order, loading, past_date, proposals, staff};
use crate::domain::Language;
use crate::registry::{Effect, MANY_COMPANIES, Proposed, Selection};
use crate::reply::{Action, AdminAction, Body, Clock, Criterion, Found, RemoveAction, RemoveBody, Removed, UndoAction, UndoBody};
use crate::understanding::text::clean;

/// The longest answer, in characters.
const TYPED_CHARACTERS: usize = 100;

/// What is asked, and what was answered so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoveForm {
    of: Selection,
    by: Criterion,
}

pub(super) fn press(turn: &mut Turn, action: &RemoveAction) {
    if !loading::may_load(turn) {
        return staff::not_yours(turn);
    }
    match action {
        RemoveAction::Begin => {
            let side = turn.post().and_then(|post| post.side);
            ask_by(turn, Selection { side, ..Selection::default() });
        }
        RemoveAction::Narrow { of } => ask_by(turn, of.clone()),
        RemoveAction::By { of, by } => ask(turn, of.clone(), *by, RemoveBody::Ask { by: *by }),
        RemoveAction::Remove { of, companies } => remove(turn, of, *companies),
        RemoveAction::Cancel => {
            turn.form(None);
            turn.say(Body::Undo(UndoBody::Kept), vec![Action::Admin(AdminAction::Open)]);
        }
    }
}

/// By what?
fn ask_by(turn: &mut Turn, of: Selection) {
    turn.form(None);
    let of = Selection { as_of: None, ..of };
    let open = Criterion::ALL.into_iter().filter(|by| !by.is_in(&of));
    let buttons = open.map(|by| RemoveAction::By { of: of.clone(), by }).chain([RemoveAction::Cancel]).collect();
    say(turn, RemoveBody::AskBy { of }, buttons);
}

fn ask(turn: &mut Turn, of: Selection, by: Criterion, body: RemoveBody) {
    turn.form(Some(Form::Admin(AdminForm::Remove(Box::new(RemoveForm { of, by })))));
    say(turn, body, vec![RemoveAction::Cancel]);
}

/// What was asked is answered: it is looked which companies are meant.
pub(super) fn answer(turn: &mut Turn, form: RemoveForm, text: &str) {
    let RemoveForm { of, by } = form;
    let typed: String = clean(text).chars().take(TYPED_CHARACTERS).collect();
    match narrowed(turn, &of, by, &typed) {
        Some(narrowed) => turn.order(Order::Choose { of: narrowed, message: None }),
        None => ask(turn, of, by, RemoveBody::NotUnderstood { by }),
    }
}

fn narrowed(turn: &Turn, of: &Selection, by: Criterion, typed: &str) -> Option<Selection> {
    let words = Some(typed.to_owned()).filter(|typed| !typed.is_empty());
    let of = of.clone();
    Some(match by {
        Criterion::City => Selection { city: Some(words?), ..of },
        Criterion::Sector => Selection { sector: Some(words?), ..of },
        Criterion::Source => Selection { source: Some(words?), ..of },
        Criterion::Load => Selection { load: Some(typed.trim_start_matches(['№', '#', ' ']).parse().ok()?), ..of },
        Criterion::UnseenSince => {
            let today = Clock::of(Language::Ru).date(turn.now());
            Selection { unseen_since: Some(past_date(typed, today)?), ..of }
        }
    })
}

/// The companies that are meant; `None`: they could not be looked for.
pub(super) fn chosen(turn: &mut Turn, of: &Selection, found: Option<&Result<Found, Criterion>>) {
    if !loading::may_load(turn) {
        return;
    }
    match found {
        None => say(turn, RemoveBody::NotLooked, Vec::new()),
        Some(Err(by)) => ask(turn, by.left_out_of(of), *by, RemoveBody::NotUnderstood { by: *by }),
        Some(Ok(found)) => {
            turn.form(None);
            let (of, companies) = (found.of.clone(), found.companies);
            let narrow = Criterion::ALL.into_iter().any(|by| !by.is_in(&of)).then(|| RemoveAction::Narrow { of: of.clone() });
            let remove = (companies > 0).then_some(RemoveAction::Remove { of, companies });
            let buttons = remove.into_iter().chain(narrow.filter(|_| companies > 0)).chain([RemoveAction::Cancel]).collect();
            say(turn, RemoveBody::Found(Box::new(found.clone())), buttons);
        }
    }
}

fn remove(turn: &mut Turn, of: &Selection, companies: u64) {
    if companies >= MANY_COMPANIES {
        return proposals::propose(turn, Proposed::Remove { of: of.clone(), companies });
    }
    let message = turn.pressed();
    say(turn, RemoveBody::Removing, Vec::new());
    deeds::begin(turn, Deed::Remove { of: of.clone() }, message);
}

/// They are removed; `None`: it was not possible.
pub(super) fn removed(turn: &mut Turn, of: &Selection, removed: Option<Removed>) {
    deeds::ended(turn, &Deed::Remove { of: of.clone() });
    let effect = match removed {
        Some(Removed { entry, companies, in_use }) => Effect::Removed { entry, companies, in_use },
        None => Effect::Nothing,
    };
    proposals::done(turn, |what| matches!(what, Proposed::Remove { of: wanted, .. } if wanted == of), effect);
    let undo = removed.and_then(|removed| removed.entry).map(|number| Action::Undo(UndoAction::Ask { number }));
    let buttons = undo.into_iter().chain([Action::Admin(AdminAction::Open)]).collect();
    turn.say(Body::Remove(RemoveBody::Removed { of: of.clone(), removed }), buttons);
}

fn say(turn: &mut Turn, body: RemoveBody, buttons: Vec<RemoveAction>) {
    turn.say(Body::Remove(body), buttons.into_iter().map(Action::Remove).collect());
}
