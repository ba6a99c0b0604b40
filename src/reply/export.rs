//! What is said when the list of companies is wanted as a file.

use serde::{Deserialize, Serialize};

use super::message::{File, FileKind, Message};
use super::texts::Texts;
use crate::domain::Region;

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportBody {
    /// Of which city?
    AskCity,
    /// In which form?
    AskForm { city: Option<Region> },
    /// The file.
    File(Export),
    /// The command that writes the file, where none can be sent.
    Command(Export),
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportAction {
    City(Option<Region>),
    Form(Export),
}

/// A list of companies as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// The main city of that side; `None`: all companies.
    pub city: Option<Region>,
    pub form: ListForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListForm {
    Xlsx,
    Csv,
    Json,
}

impl ListForm {
    pub const ALL: [ListForm; 3] = [ListForm::Xlsx, ListForm::Csv, ListForm::Json];

    /// As `--format` names it and as files end.
    pub fn extension(self) -> &'static str {
        match self {
            ListForm::Xlsx => "xlsx",
            ListForm::Csv => "csv",
            ListForm::Json => "json",
        }
    }
}

impl Export {
    /// As `--city` names it.
    pub fn city(self) -> Option<&'static str> {
        self.city.map(|side| match side {
            Region::Lipetsk => "Lipetsk",
            Region::Sughd => "Khujand",
        })
    }

    fn file_name(self) -> String {
        let of_city = self.city().map(|city| format!("-{}", city.to_lowercase())).unwrap_or_default();
        format!("hamkor-companies{of_city}.{}", self.form.extension())
    }

    fn command(self) -> String {
        let city = self.city().map(|city| format!(" --city {city}")).unwrap_or_default();
        format!("hamkor companies --format {}{city} > {}", self.form.extension(), self.file_name())
    }

    /// Says instead of the file that there is nothing to be written.
    pub fn empty(self, texts: &Texts) -> Message {
        texts.plain("export-empty").into()
    }

    /// Says instead of the file that no messenger takes it.
    pub fn too_large(self, texts: &Texts) -> Message {
        texts.say("export-too-large", &[("command", self.command().into())]).into()
    }
}

/// Puts it into words. The file is empty here: its content is written when it is sent.
pub(super) fn render(body: &ExportBody, texts: &Texts) -> Message {
    match body {
        ExportBody::AskCity => texts.plain("export-ask-city").into(),
        ExportBody::AskForm { .. } => texts.plain("export-ask-form").into(),
        ExportBody::File(export) => {
            let key = match export.city {
                None => "export-all",
                Some(Region::Lipetsk) => "export-lipetsk",
                Some(Region::Sughd) => "export-khujand",
            };
            let file = File { name: export.file_name(), kind: FileKind::Document, bytes: Vec::new() };
            Message { files: vec![file], ..texts.plain(key).into() }
        }
        ExportBody::Command(export) => texts.say("export-command", &[("command", export.command().into())]).into(),
    }
}

/// The words on the button.
pub(super) fn caption(action: &ExportAction, texts: &Texts) -> String {
    texts.plain(match action {
        ExportAction::City(None) => "button-export-all",
        ExportAction::City(Some(Region::Lipetsk)) => "button-lipetsk",
        ExportAction::City(Some(Region::Sughd)) => "button-khujand",
        ExportAction::Form(Export { form: ListForm::Xlsx, .. }) => "button-export-xlsx",
        ExportAction::Form(Export { form: ListForm::Csv, .. }) => "button-export-csv",
        ExportAction::Form(Export { form: ListForm::Json, .. }) => "button-export-json",
    })
}
