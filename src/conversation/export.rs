//! The list of companies as a file, for those who keep it: of which city, in which form.

use super::loading::may_load;
use super::turn::Turn;
use crate::domain::{ChatId, Region};
use crate::reply::{Action, Body, CompanyBody, Export, ExportAction, ExportBody, ListForm};

/// `/export`
pub(super) fn ask(turn: &mut Turn) {
    let cities = [None, Some(Region::Lipetsk), Some(Region::Sughd)];
    say(turn, ExportBody::AskCity, cities.map(ExportAction::City).to_vec());
}

pub(super) fn press(turn: &mut Turn, action: &ExportAction) {
    if !may_load(turn) {
        return turn.toast(Body::Company(CompanyBody::OnlyForModerators));
    }
    match *action {
        ExportAction::City(city) => {
            let forms = ListForm::ALL.map(|form| ExportAction::Form(Export { city, form }));
            say(turn, ExportBody::AskForm { city }, forms.to_vec());
        }
        // A terminal shows no files.
        ExportAction::Form(export) if turn.chat == ChatId::TERMINAL => say(turn, ExportBody::Command(export), Vec::new()),
        ExportAction::Form(export) => {
            turn.leave_message();
            say(turn, ExportBody::File(export), Vec::new());
        }
    }
}

fn say(turn: &mut Turn, body: ExportBody, buttons: Vec<ExportAction>) {
    turn.say(Body::Export(body), buttons.into_iter().map(Action::Export).collect());
}
