//! Two records of one company become one: which they are, what would become of it, then it is done.

use super::admin::AdminForm;
use super::turn::Turn;
use super::{Directory, Edit, Form, Order, answers, loading, marks, staff};
use crate::domain::{Company, CompanyId};
use crate::matching::IndexError;
use crate::registry::{Fact, MergeFact, Registry};
use crate::reply::{Action, AdminAction, Body, MergeAction, MergeBody, NotMerged, Preview, Record, UndoAction, UndoBody};
use crate::understanding::text::clean;

/// Pairs in one list.
const PAIRS: usize = 6;

/// What is to be done to merge two records, and what would become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergePlan {
    pub preview: Preview,
    pub fact: Fact,
    pub directory: Vec<Edit>,
}

/// Plans that `left` becomes part of `kept`.
///
/// # Errors
/// [`NotMerged::Gone`] or [`NotMerged::Same`]; whose the companies are is not looked at.
pub fn merge_plan(kept: &CompanyId, left: &CompanyId, directory: &dyn Directory, registry: &Registry) -> Result<MergePlan, NotMerged> {
    let [kept, left] = [kept, left].map(|id| directory.company(id).ok_or(NotMerged::Gone));
    let (kept, left) = (kept?, left?);
    // One that was merged before is found as the one into which it was.
    if kept.id == left.id {
        return Err(NotMerged::Same);
    }
    let merged = kept.merged_with(&left, registry.marks.is_verified(&left));
    let [kept_id, left_id] = [&kept, &left].map(Company::company_id);
    let moved = registry.moved(&kept_id, &left_id);
    let preview = Preview { kept: Record::of(&kept), left: Record::of(&left), taken: merged.taken, lost: merged.lost, moved };
    let put = (merged.company != kept).then(|| Edit::Put(Box::new(merged.company)));
    let merge = Edit::Merge { id: left_id.clone(), into: kept_id.clone() };
    let fact = Fact::Merge(MergeFact::Merged { kept: kept_id, left: left_id });
    Ok(MergePlan { preview, fact, directory: put.into_iter().chain([merge]).collect() })
}

pub(super) fn press(turn: &mut Turn, action: &MergeAction) {
    if !loading::may_load(turn) {
        return staff::not_yours(turn);
    }
    match action {
        MergeAction::Begin { company } => {
            turn.leave_message();
            ask(turn, company);
        }
        MergeAction::Preview { kept, left, .. } => {
            turn.leave_message();
            preview(turn, kept, left);
        }
        MergeAction::Pick { kept, left, .. } => preview(turn, kept, left),
        MergeAction::Swap { kept, left } => preview(turn, left, kept),
        MergeAction::Merge { kept, left } => merge(turn, kept, left),
        MergeAction::Duplicates => {
            let message = turn.pressed();
            turn.order(Order::Duplicates { message });
        }
        MergeAction::Cancel => {
            turn.form(None);
            turn.say(Body::Undo(UndoBody::Kept), vec![Action::Admin(AdminAction::Open)]);
        }
    }
}

/// Asks for the other record.
fn ask(turn: &mut Turn, id: &CompanyId) {
    let Some(company) = turn.world.directory.company(id) else { return refuse(turn, NotMerged::Gone) };
    if !marks::keeps(turn, id) {
        return refuse(turn, NotMerged::OtherChamber);
    }
    turn.form(Some(Form::Admin(AdminForm::Merge(company.company_id()))));
    say(turn, MergeBody::Ask { company: Record::of(&company) }, vec![MergeAction::Cancel]);
}

/// The other record was named: by its id, its tax number or its name.
pub(super) fn answer(turn: &mut Turn, kept: &CompanyId, text: &str) -> Result<(), IndexError> {
    let text = clean(text);
    let Some(company) = turn.world.directory.company(kept) else {
        turn.form(None);
        refuse(turn, NotMerged::Gone);
        return Ok(());
    };
    let by_id = turn.world.directory.company(&CompanyId(text.clone()));
    let mut found: Vec<Company> = by_id.into_iter().chain(turn.world.directory.by_tax_id(&text)).collect();
    if found.is_empty() {
        found = answers::named(turn, &text)?;
    }
    found.retain(|other| other.id != company.id);
    found.dedup_by(|a, b| a.id == b.id);
    match found.as_slice() {
        [] => say(turn, MergeBody::NotFound { company: Record::of(&company) }, vec![MergeAction::Cancel]),
        [other] => preview(turn, kept, &other.company_id()),
        several => {
            let pick = |other: &Company| MergeAction::Pick { kept: kept.clone(), left: other.company_id(), name: other.name.clone() };
            let buttons = several.iter().map(pick).chain([MergeAction::Cancel]).collect();
            say(turn, MergeBody::Choose { found: several.iter().map(Record::of).collect() }, buttons);
        }
    }
    Ok(())
}

fn preview(turn: &mut Turn, kept: &CompanyId, left: &CompanyId) {
    turn.form(None);
    let plan = match plan(turn, kept, left) {
        Ok(plan) => plan,
        Err(why) => return refuse(turn, why),
    };
    let (kept, left) = (plan.preview.kept.id.clone(), plan.preview.left.id.clone());
    let swap = MergeAction::Swap { kept: kept.clone(), left: left.clone() };
    say(turn, MergeBody::Preview(Box::new(plan.preview)), vec![MergeAction::Merge { kept, left }, swap, MergeAction::Cancel]);
}

fn merge(turn: &mut Turn, kept: &CompanyId, left: &CompanyId) {
    let MergePlan { preview, fact, directory } = match plan(turn, kept, left) {
        Ok(plan) => plan,
        Err(why) => return refuse(turn, why),
    };
    turn.record(fact);
    directory.into_iter().for_each(|edit| turn.edit(edit));
    let body = MergeBody::Merged { kept: preview.kept, left: preview.left };
    turn.say(Body::Merge(body), vec![Action::Undo(UndoAction::History)]);
}

fn plan(turn: &Turn, kept: &CompanyId, left: &CompanyId) -> Result<MergePlan, NotMerged> {
    let plan = merge_plan(kept, left, turn.world.directory, &turn.registry)?;
    if marks::keeps(turn, kept) && marks::keeps(turn, left) { Ok(plan) } else { Err(NotMerged::OtherChamber) }
}

fn refuse(turn: &mut Turn, why: NotMerged) {
    say(turn, MergeBody::NotMerged { why }, Vec::new());
}

/// Pairs of records that may mean one company each, of those that the person keeps; `None`: they could not be looked for.
pub(super) fn duplicates(turn: &mut Turn, pairs: Option<&[(Company, Company)]>) {
    let Some(pairs) = pairs else { return say(turn, MergeBody::NotLooked, Vec::new()) };
    let own: Vec<_> = pairs.iter().filter(|(a, b)| [a, b].iter().all(|company| marks::keeps(turn, &company.company_id()))).collect();
    let shown = &own[..own.len().min(PAIRS)];
    let button = |(number, (a, b)): (usize, &&(Company, Company))| {
        Action::Merge(MergeAction::Preview { kept: a.company_id(), left: b.company_id(), number: Some(number) })
    };
    let buttons = (1..).zip(shown).map(button).chain([Action::Admin(AdminAction::Open)]).collect();
    let records = shown.iter().map(|(a, b)| (Record::of(a), Record::of(b))).collect();
    turn.say(Body::Merge(MergeBody::Duplicates { pairs: records, more: own.len() - shown.len() }), buttons);
}

fn say(turn: &mut Turn, body: MergeBody, buttons: Vec<MergeAction>) {
    turn.say(Body::Merge(body), buttons.into_iter().map(Action::Merge).collect());
}
