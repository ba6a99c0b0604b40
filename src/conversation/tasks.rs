//! Requests that found nobody: people hand them to their chamber, which deals with them and can write one line back.

use super::admin::AdminForm;
use super::turn::Turn;
use super::{Change, Form, search, staff};
use crate::registry::{Fact, Task, TaskFact, TaskNotice};
use crate::reply::{Action, AdminAction, Body, TaskAction, TaskBody};
use crate::understanding::text::clean;
use crate::understanding::{Request, telling_words, understand};

/// Tasks in one list.
const PAGE: usize = 8;
/// What is kept of the line that is written back, in characters.
const REPLY_CHARACTERS: usize = 500;

/// Whether a request that found nobody can be handed to a chamber: somebody else keeps the list.
pub(super) fn can_be_asked(turn: &Turn) -> bool {
    turn.registry.members.staff.all().any(|(chat, _)| chat != turn.chat)
}

/// Counts a request that found so many companies.
pub(super) fn found(turn: &mut Turn, companies: usize) {
    if turn.registry.tasks.counts(turn.chat, turn.now()) {
        turn.record(Fact::Task(TaskFact::Found { companies: u32::try_from(companies).unwrap_or(u32::MAX) }));
    }
}

/// Counts a request that found nobody, with the words that tell what the list or the vocabulary lacks.
pub(super) fn found_nobody(turn: &mut Turn, request: &Request) {
    if turn.registry.tasks.counts(turn.chat, turn.now()) {
        turn.record(Fact::Task(TaskFact::Lacked { words: telling_words(request) }));
    }
}

pub(super) fn press(turn: &mut Turn, action: &TaskAction) {
    match *action {
        TaskAction::Ask { request } => ask(turn, request),
        _ if !turn.is_moderator() => staff::not_yours(turn),
        TaskAction::Show { number } => {
            turn.leave_message();
            show(turn, number);
        }
        TaskAction::Reply { number } => match own_open(turn, number) {
            Some(_) => {
                turn.leave_message();
                ask_reply(turn, number);
            }
            None => toast(turn, TaskBody::Settled { number }),
        },
        TaskAction::Answered { number } => match own_open(turn, number) {
            Some(_) => settle(turn, number, false),
            None => toast(turn, TaskBody::Settled { number }),
        },
        TaskAction::Cancel => super::admin::steer(turn),
    }
}

/// Hands a request to the chamber of the person's side.
fn ask(turn: &mut Turn, request: u64) {
    let Some(asked) = turn.state.request(request) else { return turn.toast(Body::OldButton) };
    let text = understand(&asked.text, &turn.index.vocabulary).text;
    turn.leave_message();
    let waits = |number: &u64| turn.registry.tasks.get(*number).is_some_and(|task| task.answered.is_none());
    if turn.state.personal.requests.iter().any(|(number, known)| *known == text && waits(number)) {
        return say(turn, TaskBody::AskedBefore, Vec::new());
    }
    if turn.registry.tasks.has_asked_enough(turn.chat, turn.now()) {
        return say(turn, TaskBody::Enough, Vec::new());
    }
    let number = turn.registry.tasks.next();
    let side = super::settings::side(turn);
    turn.change(Change::RequestHanded(number, text.clone()));
    turn.record(Fact::Task(TaskFact::Asked { number, side }));
    say(turn, TaskBody::Asked { text }, Vec::new());
}

/// Tasks that wait for the person's chamber, oldest first.
pub(super) fn own(turn: &Turn) -> Vec<u64> {
    turn.registry.tasks.open().filter(|(_, task)| is_own(turn, task)).map(|(number, _)| number).collect()
}

fn is_own(turn: &Turn, task: &Task) -> bool {
    task.keepers(&turn.registry.members).contains(&turn.chat) && !turn.registry.marks.is_blocked(task.by)
}

fn own_open(turn: &Turn, number: u64) -> Option<Task> {
    turn.registry.tasks.get(number).filter(|task| task.answered.is_none() && is_own(turn, task)).copied()
}

pub(super) fn list(turn: &mut Turn) {
    let own = own(turn);
    let shown: Vec<_> = own.iter().take(PAGE).filter_map(|number| Some((*number, turn.registry.tasks.get(*number)?.by))).collect();
    let mut buttons: Vec<_> = shown.iter().map(|(number, _)| Action::Task(TaskAction::Show { number: *number })).collect();
    buttons.push(Action::Admin(AdminAction::Open));
    turn.say(Body::Task(TaskBody::List { more: own.len() - shown.len(), tasks: shown }), buttons);
}

pub(super) fn notice(turn: &mut Turn, notice: TaskNotice) {
    match notice {
        TaskNotice::Asked { number } => show(turn, number),
        TaskNotice::Answered { number } => {
            let answered = turn.registry.tasks.get(number).and_then(|task| task.answered);
            let request = turn.state.personal.requests.get(&number).cloned();
            if let (Some(answered), Some(request)) = (answered, request) {
                say(turn, TaskBody::FromChamber { number, by: answered.by, request }, Vec::new());
            }
        }
    }
}

/// A task, with what can be done.
fn show(turn: &mut Turn, number: u64) {
    let Some(task) = own_open(turn, number) else { return say(turn, TaskBody::Settled { number }, Vec::new()) };
    let company = turn.registry.members.company_of(task.by).map(|company| search::name_of(turn, company));
    let body = TaskBody::Task { number, from: task.by, company, at: task.at };
    say(turn, body, vec![TaskAction::Reply { number }, TaskAction::Answered { number }]);
}

fn ask_reply(turn: &mut Turn, number: u64) {
    turn.form(Some(Form::Admin(AdminForm::Reply(number))));
    say(turn, TaskBody::AskReply { number }, vec![TaskAction::Cancel]);
}

/// One line back to the person; with it the task is done.
pub(super) fn reply(turn: &mut Turn, number: u64, text: &str) {
    let text: String = clean(text).chars().take(REPLY_CHARACTERS).collect();
    if text.is_empty() {
        return ask_reply(turn, number);
    }
    turn.form(None);
    if own_open(turn, number).is_none() {
        return say(turn, TaskBody::Settled { number }, Vec::new());
    }
    turn.change(Change::ReplyWritten(number, text));
    settle(turn, number, true);
}

fn settle(turn: &mut Turn, number: u64, line: bool) {
    turn.record(Fact::Task(TaskFact::Answered { number, line }));
    let left = own(turn).len();
    turn.say(Body::Task(TaskBody::Answered { number, line, left }), vec![Action::Admin(AdminAction::Tasks)]);
}

fn say(turn: &mut Turn, body: TaskBody, buttons: Vec<TaskAction>) {
    turn.say(Body::Task(body), buttons.into_iter().map(Action::Task).collect());
}

fn toast(turn: &mut Turn, body: TaskBody) {
    turn.toast(Body::Task(body));
}
