//! The front page of those who keep the list: what waits for them, the ways to all they can do, how things stand in numbers.

use serde::{Deserialize, Serialize};

use super::broadcast::BroadcastForm;
use super::removing::{self, RemoveForm};
use super::turn::Turn;
use super::{Order, broadcast, clerk, export, loading, marks, merging, moderation, proposals, staff, tasks};
use crate::domain::CompanyId;
use crate::matching::{Census, IndexError};
use crate::reply::{
    Action, AdminAction, AdminBody, Body, CompanyAction, MergeAction, ProposalAction, RemoveAction, ReportAction, StaffAction, UndoAction,
};
use crate::understanding::key_of_word;

/// Sectors in the statistics.
const SECTORS: usize = 10;
/// Words that found nobody, in the statistics.
const WORDS: usize = 15;

/// The questions under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdminForm {
    /// What to write back to whoever has handed over the request of that number.
    Reply(u64),
    /// A message to many.
    Broadcast(BroadcastForm),
    /// Which other record means that company.
    Merge(CompanyId),
    /// Which companies are to leave the list.
    Remove(Box<RemoveForm>),
    /// On which day the company has signed its consent.
    Paper(CompanyId),
    /// Of which company a report is wanted.
    ReportCompany,
    /// Who comes with a delegation.
    ReportGuests,
    /// Of which days a report is wanted.
    ReportDays,
}

/// `/admin`
pub(super) fn open(turn: &mut Turn) {
    let body = AdminBody::Open {
        applications: moderation::own(turn).count(),
        complaints: marks::waiting(turn).len(),
        tasks: tasks::own(turn).len(),
    };
    let mut buttons = vec![Action::Company(CompanyAction::Waiting), Action::Admin(AdminAction::Tasks)];
    if loading::may_load(turn) {
        buttons.extend([AdminAction::Load, AdminAction::Export].map(Action::Admin));
        buttons.extend([Action::Merge(MergeAction::Duplicates), Action::Undo(UndoAction::History)]);
        buttons.push(Action::Proposal(ProposalAction::Snapshots));
    }
    buttons.extend([Action::Staff(StaffAction::List), Action::Admin(AdminAction::Statistics), Action::Report(ReportAction::Which)]);
    buttons.extend(broadcast::buttons(turn));
    buttons.extend(loading::may_load(turn).then_some(Action::Remove(RemoveAction::Begin)));
    buttons.extend(proposals::buttons(turn));
    turn.say(Body::Admin(body), buttons);
}

pub(super) fn press(turn: &mut Turn, action: &AdminAction) {
    if !turn.is_moderator() {
        return staff::not_yours(turn);
    }
    match action {
        AdminAction::Load | AdminAction::Export if !loading::may_load(turn) => staff::not_yours(turn),
        AdminAction::Open => open(turn),
        AdminAction::Tasks => tasks::list(turn),
        AdminAction::Load => {
            turn.leave_message();
            loading::command(turn, "");
        }
        AdminAction::Export => {
            turn.leave_message();
            export::ask(turn);
        }
        AdminAction::Statistics => statistics(turn),
    }
}

/// Asks for the companies to be counted; [`counted`] goes on with them.
fn statistics(turn: &mut Turn) {
    let message = turn.pressed();
    turn.order(Order::Count { message });
}

/// How things stand, of both sides together.
pub(super) fn counted(turn: &mut Turn, census: Option<&Census>) {
    if !turn.is_moderator() {
        return;
    }
    let body = match census {
        Some(census) => {
            let mut census = census.clone();
            census.sectors.truncate(SECTORS);
            let mut figures = turn.registry.figures(turn.now(), &key_of_word);
            figures.lacking.truncate(WORDS);
            AdminBody::Statistics { at: turn.now(), census, figures }
        }
        None => AdminBody::NotCounted,
    };
    let picture = census.map(|_| Action::Report(ReportAction::Picture));
    turn.say(Body::Admin(body), picture.into_iter().chain([Action::Admin(AdminAction::Open)]).collect());
}

pub(super) fn answer(turn: &mut Turn, form: AdminForm, text: &str) -> Result<(), IndexError> {
    match form {
        AdminForm::Reply(number) => tasks::reply(turn, number, text),
        AdminForm::Paper(company) => clerk::typed_day(turn, &company, text),
        AdminForm::Broadcast(form) if broadcast::may_write(turn).is_some() => broadcast::written(turn, form, text),
        AdminForm::Merge(kept) if loading::may_load(turn) => return merging::answer(turn, &kept, text),
        AdminForm::Remove(form) if loading::may_load(turn) => removing::answer(turn, *form, text),
        AdminForm::Broadcast(_)
        | AdminForm::Merge(_)
        | AdminForm::Remove(_)
        | AdminForm::ReportCompany
        | AdminForm::ReportGuests
        | AdminForm::ReportDays => {
            turn.form(None);
            staff::not_yours(turn);
        }
    }
    Ok(())
}

/// `cancel`, `back` or `skip`: nothing comes before or after the only question.
pub(super) fn steer(turn: &mut Turn) {
    turn.form(None);
    turn.say(Body::Admin(AdminBody::Cancelled), vec![Action::Admin(AdminAction::Open)]);
}
