//! Lists of companies that are sent into the chat: checked, shown, loaded or cancelled, taken back. Only for those who keep the list.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::deeds::{self, Deed};
use super::turn::Turn;
use super::{Change, Document, ListNews, ListWork, Order, Origin, proposals};
use crate::domain::{ChatId, ListId};
use crate::matching::IndexError;
use crate::registry::{Effect, Proposed, Role};
use crate::reply::{Action, Body, CompanyBody, Findings, LoadAction, LoadBody, MergeAction, TakenBack};
use crate::understanding::text::clean;

/// So long a list is kept at most, in hours.
pub const LIST_HOURS: i64 = 24;
/// Lists that wait in one chat.
const WAITING: usize = 5;
/// What is kept of the name of a file, from its end.
const NAME_CHARACTERS: usize = 80;

/// A list that was sent and is neither loaded nor cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentList {
    /// As its sender called it: to be shown, and to tell its kind.
    pub name: String,
    pub at: jiff::Timestamp,
    pub stage: ListStage,
    /// Some of its rows may mean companies that are there already.
    #[serde(default)]
    pub repeats: bool,
    /// Some have a city or a tax number that is none.
    #[serde(default)]
    pub doubtful: bool,
}

/// What is being done with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListStage {
    Checking,
    /// It waits for a decision.
    Checked,
    Loading {
        skip_bad: bool,
        #[serde(default)]
        strict: bool,
    },
}

/// Who may load lists and take the list, with all its telephones, away as a file.
pub(super) fn may_load(turn: &Turn) -> bool {
    turn.post().is_some_and(|post| post.role >= Role::Admin)
}

/// A file was sent. From anybody who keeps no list it is what it always was: its caption, or a message without words.
pub(super) fn document(turn: &mut Turn, document: &Document, caption: &str) -> Result<(), IndexError> {
    if may_load(turn) {
        take(turn, &document.name, document.origin.clone());
        return Ok(());
    }
    match caption.trim() {
        "" if turn.is_moderator() => super::staff::not_yours(turn),
        "" => super::wordless(turn),
        words => return super::text_turn(turn, words),
    }
    Ok(())
}

/// `/load`: in the terminal with the path of the file; elsewhere the file is sent.
pub(super) fn command(turn: &mut Turn, path: &str) {
    let terminal = turn.chat == ChatId::TERMINAL;
    if terminal && !path.is_empty() {
        take(turn, path, Origin::Path(path.to_owned()));
    } else {
        say(turn, LoadBody::How { terminal }, Vec::new());
    }
}

fn take(turn: &mut Turn, name: &str, origin: Origin) {
    let file = file_name(name);
    let old: Vec<ListId> = turn.state.lists.iter().filter(|(_, sent)| is_old(turn, sent)).map(|(&list, _)| list).collect();
    old.into_iter().for_each(|list| drop_list(turn, list));
    if origin == Origin::OutOfReach {
        return say(turn, LoadBody::TooLarge { file }, Vec::new());
    }
    let waiting = turn.state.lists.len();
    if waiting >= WAITING {
        return say(turn, LoadBody::TooMany { waiting }, Vec::new());
    }
    let list = ListId(turn.state.list_count + 1);
    let sent = SentList { name: file.clone(), at: turn.now(), stage: ListStage::Checking, repeats: false, doubtful: false };
    turn.change(Change::ListSent(list, Some(sent)));
    say(turn, LoadBody::Checking { file: file.clone() }, Vec::new());
    let work = ListWork::Check { document: Document { name: file, origin }, language: turn.language() };
    turn.order(Order::List { list, work });
}

/// What people see of the name: without folders, without what is invisible, not too long; its end tells the kind of the file.
fn file_name(sent: &str) -> String {
    let cleaned = clean(sent);
    let name = cleaned.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let skipped = name.chars().count().saturating_sub(NAME_CHARACTERS);
    let end: String = name.chars().skip(skipped).collect();
    if skipped > 0 { format!("…{end}") } else { end }
}

fn is_old(turn: &Turn, sent: &SentList) -> bool {
    turn.now().duration_since(sent.at) >= SignedDuration::from_hours(LIST_HOURS)
}

fn drop_list(turn: &mut Turn, list: ListId) {
    turn.change(Change::ListSent(list, None));
    turn.order(Order::List { list, work: ListWork::Drop { report: true } });
}

fn set_stage(turn: &mut Turn, list: ListId, sent: &SentList, stage: ListStage) {
    turn.change(Change::ListSent(list, Some(SentList { stage, ..sent.clone() })));
}

/// What the program has to tell of a list.
pub(super) fn news(turn: &mut Turn, list: ListId, news: &ListNews) {
    // Of a list that is known no more, nothing stays.
    let Some(sent) = turn.state.lists.get(&list).cloned() else {
        return turn.order(Order::List { list, work: ListWork::Drop { report: true } });
    };
    let file = sent.name.clone();
    match news {
        ListNews::Checked(findings) => checked(turn, list, &sent, findings),
        ListNews::TooLarge => settle(turn, list, LoadBody::TooLarge { file }, Vec::new()),
        ListNews::NotFetched => settle(turn, list, LoadBody::NotFetched { file }, Vec::new()),
        ListNews::Gone => settle(turn, list, LoadBody::Gone { file }, Vec::new()),
        ListNews::Progress { percent } => say(turn, LoadBody::Loading { file, percent: *percent }, Vec::new()),
        ListNews::Loaded { tally, ending, load } => {
            let undo = load.map(|load| Action::Load(LoadAction::AskUndo { load, file: file.clone() }));
            let merge = sent.repeats.then_some(Action::Merge(MergeAction::Duplicates));
            drop_list(turn, list);
            let body = LoadBody::Loaded { file, tally: *tally, ending: *ending };
            turn.say(Body::Load(body), undo.into_iter().chain(merge).collect());
        }
        ListNews::NotStored => match sent.stage {
            ListStage::Loading { skip_bad, .. } => ask_again(turn, list, &sent, skip_bad, LoadBody::Failed { file }),
            ListStage::Checking | ListStage::Checked => settle(turn, list, LoadBody::Failed { file }, Vec::new()),
        },
        ListNews::Interrupted => match sent.stage {
            ListStage::Checking => settle(turn, list, LoadBody::Interrupted { file, loading: false }, Vec::new()),
            ListStage::Loading { skip_bad, .. } => ask_again(turn, list, &sent, skip_bad, LoadBody::Interrupted { file, loading: true }),
            ListStage::Checked => {}
        },
    }
}

fn checked(turn: &mut Turn, list: ListId, sent: &SentList, findings: &Findings) {
    let file = sent.name.clone();
    if !findings.fits() {
        say(turn, LoadBody::Lines { list, file: file.clone() }, Vec::new());
    }
    let buttons = if findings.is_loadable() {
        let (repeats, doubtful) = (findings.repeats.count > 0, findings.can_be_strict());
        set_stage(turn, list, &SentList { repeats, doubtful, ..sent.clone() }, ListStage::Checked);
        choices(list, findings.tally.refused > 0, doubtful)
    } else {
        turn.change(Change::ListSent(list, None));
        turn.order(Order::List { list, work: ListWork::Drop { report: false } });
        Vec::new()
    };
    say(turn, LoadBody::Report { file, findings: Box::new(findings.clone()) }, buttons);
}

fn choices(list: ListId, skip_bad: bool, doubtful: bool) -> Vec<LoadAction> {
    let load = |strict: bool| LoadAction::Load { list, skip_bad, strict };
    std::iter::once(load(false)).chain(doubtful.then(|| load(true))).chain([LoadAction::Cancel(list)]).collect()
}

/// The last word on a list.
fn settle(turn: &mut Turn, list: ListId, body: LoadBody, buttons: Vec<LoadAction>) {
    drop_list(turn, list);
    say(turn, body, buttons);
}

/// The file is still there: it can be loaded once more.
fn ask_again(turn: &mut Turn, list: ListId, sent: &SentList, skip_bad: bool, body: LoadBody) {
    set_stage(turn, list, sent, ListStage::Checked);
    say(turn, body, choices(list, skip_bad, sent.doubtful));
}

pub(super) fn press(turn: &mut Turn, action: &LoadAction) {
    if !may_load(turn) {
        return turn.toast(Body::Company(CompanyBody::OnlyForModerators));
    }
    match action {
        LoadAction::Load { list, skip_bad, strict } => load(turn, *list, *skip_bad, *strict),
        LoadAction::Cancel(list) => cancel(turn, *list),
        LoadAction::AskUndo { load, file } => {
            let (load, file) = (*load, file.clone());
            let buttons = vec![LoadAction::Undo { load, file: file.clone() }, LoadAction::Keep { load, file: file.clone() }];
            say(turn, LoadBody::AskUndo { load, file }, buttons);
        }
        LoadAction::Undo { load, .. } => {
            let message = turn.pressed();
            turn.order(Order::Recall { number: *load, sure: true, message });
        }
        LoadAction::Keep { load, file } => {
            let undo = LoadAction::AskUndo { load: *load, file: file.clone() };
            say(turn, LoadBody::Kept { load: *load }, vec![undo]);
        }
    }
}

/// The list, if a decision on it is still open; otherwise it is said why not.
fn open(turn: &mut Turn, list: ListId) -> Option<SentList> {
    match turn.state.lists.get(&list).cloned() {
        None => turn.toast(Body::Load(LoadBody::Settled)),
        Some(SentList { stage: ListStage::Loading { .. }, .. }) => turn.toast(Body::Load(LoadBody::UnderWay)),
        Some(sent) if is_old(turn, &sent) => {
            drop_list(turn, list);
            say(turn, LoadBody::Gone { file: sent.name }, Vec::new());
        }
        sent => return sent,
    }
    None
}

fn load(turn: &mut Turn, list: ListId, skip_bad: bool, strict: bool) {
    let Some(sent) = open(turn, list) else { return };
    set_stage(turn, list, &sent, ListStage::Loading { skip_bad, strict });
    let message = turn.pressed();
    say(turn, LoadBody::Loading { file: sent.name.clone(), percent: 0 }, Vec::new());
    // Whoever leaves the doubtful rows out wants the others.
    turn.order(Order::List { list, work: ListWork::Load { name: sent.name, skip_bad: skip_bad || strict, strict, message } });
}

fn cancel(turn: &mut Turn, list: ListId) {
    let Some(sent) = open(turn, list) else { return };
    drop_list(turn, list);
    say(turn, LoadBody::Cancelled { file: sent.name }, Vec::new());
}

/// What became of the wish to take a load back; `None`: it could not be done.
pub(super) fn undone(turn: &mut Turn, load: u64, outcome: Option<&TakenBack>) {
    deeds::ended(turn, &Deed::Undo { load });
    let effect = match outcome {
        Some(TakenBack::Done { removed, restored, kept, .. }) => {
            Effect::TakenBack { removed: *removed, restored: *restored, kept: kept.len() as u64 }
        }
        _ => Effect::Nothing,
    };
    proposals::done(turn, |what| matches!(what, Proposed::UndoLoad { load: wanted, .. } if *wanted == load), effect);
    let body = match outcome {
        Some(outcome) => LoadBody::TakenBack { load, outcome: outcome.clone() },
        None => LoadBody::NotTakenBack { load },
    };
    say(turn, body, Vec::new());
}

fn say(turn: &mut Turn, body: LoadBody, buttons: Vec<LoadAction>) {
    turn.say(Body::Load(body), buttons.into_iter().map(Action::Load).collect());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_is_shown_without_folders_and_tricks() {
        assert_eq!(file_name("/etc/../партнёры 2026.XLSX"), "партнёры 2026.XLSX");
        assert_eq!(file_name("C:\\lists\\a.csv"), "a.csv");
        assert_eq!(file_name("a\u{202e}vsc.exe\n\u{0}.csv"), "avsc.exe .csv");
        assert_eq!(file_name(".."), "..");
        let long = file_name(&format!("{}.csv", "ы".repeat(300)));
        assert_eq!((long.chars().count(), long.ends_with("ы.csv")), (NAME_CHARACTERS + 1, true));
    }
}
