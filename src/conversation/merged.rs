//! What a chat remembers of companies that were merged into others since. Nothing in it is rewritten: it is read as if it named the
//! company that stays, so a merge that is taken back leaves everything as it was.

use super::{Aim, Change, CompanyForm, Form, IntroductionForm, State};
use crate::domain::CompanyId;
use crate::registry::Merges;

/// The state as it is read while these merges hold.
pub(super) fn read_as(state: &mut State, merges: &Merges) {
    let rename = |id: CompanyId| merges.resolve(&id).clone();
    for set in [&mut state.saved, &mut state.passed] {
        *set = std::mem::take(set).into_iter().map(rename).collect();
    }
    state.met = std::mem::take(&mut state.met).into_iter().map(|(listing, id)| (listing, rename(id))).collect();
    for asked in state.request.iter_mut().chain(&mut state.earlier) {
        asked.dismissed = std::mem::take(&mut asked.dismissed).into_iter().map(rename).collect();
    }
    let notes = std::mem::take(&mut state.personal.notes);
    let (own, moved): (Vec<_>, Vec<_>) = notes.into_iter().partition(|(id, _)| merges.resolve(id) == id);
    state.personal.notes.extend(own);
    for (id, note) in moved {
        state.personal.notes.entry(rename(id)).or_insert(note);
    }
    match &mut state.form {
        Some(Form::Company(form)) => {
            if let CompanyForm { aim: Aim::Join(company) | Aim::Change(company), .. } = form.as_mut() {
                merges.rename(company);
            }
        }
        Some(Form::Introduction(
            IntroductionForm::Line { company, .. } | IntroductionForm::Preview { company, .. } | IntroductionForm::Note { company, .. },
        )) => merges.rename(company),
        _ => {}
    }
}

/// What has to be changed too so that a change holds for companies that lead to the one it names.
pub(super) fn with_it(change: &Change, merges: &Merges) -> Vec<Change> {
    let (company, of): (_, fn(CompanyId) -> Change) = match change {
        Change::Unsaved(company) => (company, Change::Unsaved),
        Change::Unpassed(company) => (company, Change::Unpassed),
        Change::NoteWritten(company, _) => (company, |company| Change::NoteWritten(company, String::new())),
        _ => return Vec::new(),
    };
    merges.leading_to(company).cloned().map(of).collect()
}
