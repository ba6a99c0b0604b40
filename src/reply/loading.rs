//! What is said of a list that was sent into a chat: what is wrong with it, that it is being loaded, what became of it.

use serde::{Deserialize, Serialize};

use super::cards::shortened;
use super::list_report::{Ending, Remarked, SectorsRead, TakenBack, ignored_columns, summary};
use super::message::{File, FileKind, Message};
use super::texts::Texts;
use crate::domain::{Language, ListId, Tally};

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadBody {
    /// How a list is given.
    How {
        terminal: bool,
    },
    Checking {
        file: String,
    },
    /// The messenger hands no such file over.
    TooLarge {
        file: String,
    },
    /// So many lists wait already.
    TooMany {
        waiting: usize,
    },
    /// It did not come, or not whole.
    NotFetched {
        file: String,
    },
    /// Every fault, as a file.
    Lines {
        list: ListId,
        file: String,
    },
    /// What was found, and whether it can be loaded.
    Report {
        file: String,
        findings: Box<Findings>,
    },
    Loading {
        file: String,
        percent: u8,
    },
    Loaded {
        file: String,
        tally: Tally,
        ending: Ending,
    },
    /// It could not be stored.
    Failed {
        file: String,
    },
    Cancelled {
        file: String,
    },
    /// It is kept no longer.
    Gone {
        file: String,
    },
    UnderWay,
    /// It was loaded or cancelled before.
    Settled,
    /// The program was stopped meanwhile.
    Interrupted {
        file: String,
        loading: bool,
    },
    AskUndo {
        load: u64,
        file: String,
    },
    Undoing {
        load: u64,
        /// It is no load, but a removal.
        #[serde(default)]
        removal: bool,
    },
    TakenBack {
        load: u64,
        outcome: TakenBack,
    },
    NotTakenBack {
        load: u64,
    },
    Kept {
        load: u64,
    },
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadAction {
    Load {
        list: ListId,
        /// Some rows are refused; the others are stored.
        skip_bad: bool,
        /// Rows with a city or a tax number that is none are left out, too.
        #[serde(default)]
        strict: bool,
    },
    Cancel(ListId),
    AskUndo {
        load: u64,
        file: String,
    },
    Undo {
        load: u64,
        file: String,
    },
    Keep {
        load: u64,
        file: String,
    },
}

/// What was found in a list, as far as a message has room for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    pub tally: Tally,
    /// The file was read to its end.
    pub whole: bool,
    pub errors: Remarks,
    pub warnings: Remarks,
    /// Rows that may mean a company that is there already.
    pub repeats: Remarks,
    /// Rows with a city or a tax number that is none.
    #[serde(default)]
    pub doubtful: usize,
    pub sectors: SectorsRead,
    pub ignored_columns: Vec<String>,
    /// How many there are beside those.
    #[serde(default)]
    pub more_ignored: usize,
}

/// How many there are, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remarks {
    pub count: usize,
    pub first: Vec<Remarked>,
}

/// The name of the file with all lines.
const LINES: &str = "hamkor-list-";
/// One line of a report takes so many characters, and all names of ignored columns together.
const LINE_CHARACTERS: usize = 180;
/// Companies that an undo leaves as they are, by name.
const KEPT: usize = 10;

impl Remarks {
    pub fn add(&mut self, remarked: Remarked, most: usize) {
        self.count += 1;
        if self.first.len() < most {
            self.first.push(remarked);
        }
    }

    fn is_whole(&self) -> bool {
        self.count == self.first.len()
    }
}

impl Findings {
    /// Whether something of it can be stored.
    pub fn is_loadable(&self) -> bool {
        self.whole && self.tally.new + self.tally.updated > 0
    }

    /// Whether it can be loaded without the doubtful rows.
    pub fn can_be_strict(&self) -> bool {
        self.is_loadable() && (1..self.tally.new + self.tally.updated).contains(&self.doubtful)
    }

    /// Whether a message has room for all of it.
    pub fn fits(&self) -> bool {
        [&self.errors, &self.warnings, &self.repeats].into_iter().all(Remarks::is_whole) && self.sectors.more == 0
    }

    /// The last line of the report of a dry run.
    pub fn summary(&self, file: &str, texts: &Texts) -> String {
        let stored = self.whole && self.tally.refused == 0 && self.tally.total() > 0;
        summary(file, self.tally, if stored { Ending::DryRun } else { Ending::NothingStored }, texts)
    }

    fn text(&self, file: &str, language: Language, texts: &Texts) -> String {
        let mut lines = vec![self.summary(file, texts)];
        let kinds = [("load-errors", &self.errors), ("load-warnings", &self.warnings), ("load-repeats", &self.repeats)];
        for (heading, shown) in kinds.into_iter().filter(|(_, shown)| shown.count > 0) {
            lines.extend([String::new(), texts.say(heading, &[("count", shown.count.into())])]);
            lines.extend(shown.first.iter().map(|remarked| item(&remarked.item(file, texts))));
        }
        let said = ignored_columns(&self.ignored_columns, self.more_ignored, texts).into_iter().chain(self.sectors.lines(file, language));
        let said: Vec<String> = said.map(|line| item(&line)).collect();
        if !said.is_empty() {
            lines.push(String::new());
            lines.extend(said);
        }
        lines.push(String::new());
        if !self.fits() {
            lines.push(texts.plain("load-all-in-file"));
        }
        lines.push(texts.plain(match (self.is_loadable(), self.tally.refused) {
            (true, 0) => "load-ask",
            (true, _) => "load-ask-good-rows",
            (false, 0) if self.whole && self.tally.total() > 0 => "load-nothing-new",
            (false, _) => "load-mend",
        }));
        if self.can_be_strict() {
            lines.push(texts.say("load-ask-strict", &[("count", self.doubtful.into())]));
        }
        lines.join("\n")
    }
}

fn item(line: &str) -> String {
    format!("• {}", shortened(line, LINE_CHARACTERS))
}

/// Puts it into words.
pub(super) fn render(body: &LoadBody, language: Language, texts: &Texts) -> Message {
    let of = |key: &str, file: &str| texts.say(key, &[("file", file.into())]);
    let numbered = |key: &str, load: u64| texts.say(key, &[("number", load.to_string().into())]);
    let text = match body {
        LoadBody::How { terminal: true } => texts.plain("load-how-terminal"),
        LoadBody::How { terminal: false } => texts.plain("load-how"),
        LoadBody::Checking { file } => of("load-checking", file),
        LoadBody::TooLarge { file } => of("load-too-large", file),
        LoadBody::TooMany { waiting } => texts.say("load-too-many", &[("count", (*waiting).into())]),
        LoadBody::NotFetched { file } => of("load-not-fetched", file),
        LoadBody::Lines { list, file } => {
            // Its content is not kept with the reply: it may be long.
            let lines = File { name: format!("{LINES}{list}.txt"), kind: FileKind::Document, bytes: Vec::new() };
            return Message { files: vec![lines], ..of("load-lines", file).into() };
        }
        LoadBody::Report { file, findings } => findings.text(file, language, texts),
        LoadBody::Loading { file, percent } => texts.say("load-loading", &[("file", file.as_str().into()), ("percent", (*percent).into())]),
        LoadBody::Loaded { file, tally, ending } => summary(file, *tally, *ending, texts),
        LoadBody::Failed { file } => of("load-failed", file),
        LoadBody::Cancelled { file } => of("load-cancelled", file),
        LoadBody::Gone { file } => of("load-gone", file),
        LoadBody::UnderWay => texts.plain("load-under-way"),
        LoadBody::Settled => texts.plain("load-settled"),
        LoadBody::Interrupted { file, loading: false } => of("load-interrupted-checking", file),
        LoadBody::Interrupted { file, loading: true } => of("load-interrupted", file),
        LoadBody::AskUndo { load, file } => {
            texts.say("load-ask-undo", &[("number", load.to_string().into()), ("file", file.as_str().into())])
        }
        LoadBody::Undoing { load, removal: false } => numbered("load-undoing", *load),
        LoadBody::Undoing { load, .. } => numbered("remove-undoing", *load),
        LoadBody::TakenBack { load, outcome } => outcome.lines(*load, KEPT, texts).join("\n"),
        LoadBody::NotTakenBack { load } => numbered("load-not-taken-back", *load),
        LoadBody::Kept { load } => numbered("load-kept", *load),
    };
    text.into()
}

/// The words on the button.
pub(super) fn caption(action: &LoadAction, texts: &Texts) -> String {
    texts.plain(match action {
        LoadAction::Load { strict: true, .. } => "button-load-strict",
        LoadAction::Load { skip_bad: false, .. } => "button-load",
        LoadAction::Load { skip_bad: true, .. } => "button-load-good-rows",
        LoadAction::Cancel(_) => "button-load-cancel",
        LoadAction::AskUndo { .. } => "button-load-undo",
        LoadAction::Undo { .. } => "button-load-really-undo",
        LoadAction::Keep { .. } => "button-load-keep",
    })
}
