//! What is said of two records that mean one company.

use serde::{Deserialize, Serialize};

use super::texts::Texts;
use super::{Message, mark};
use crate::domain::{Company, CompanyId, Field};
use crate::registry::Moved;

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MergeBody {
    /// Which other record means the same company?
    Ask {
        company: Record,
    },
    /// Nothing in the list is called so.
    NotFound {
        company: Record,
    },
    /// Which of these?
    Choose {
        found: Vec<Record>,
    },
    Preview(Box<Preview>),
    Merged {
        kept: Record,
        left: Record,
    },
    NotMerged {
        why: NotMerged,
    },
    /// Pairs that may mean one company each; `more`: how many others there are.
    Duplicates {
        pairs: Vec<(Record, Record)>,
        more: usize,
    },
    /// They could not be looked for.
    NotLooked,
}

/// A record, as it is told from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub id: CompanyId,
    pub name: String,
    pub city: String,
}

impl Record {
    pub fn of(company: &Company) -> Record {
        Record { id: company.company_id(), name: company.name.clone(), city: company.city.clone() }
    }

    /// Name, city and id.
    pub fn line(&self, texts: &Texts) -> String {
        let arguments = [("name", mark::whole(&self.name)), ("city", self.city.clone()), ("id", self.id.0.clone())];
        texts.say("merge-record", &arguments.map(|(name, value)| (name, value.into())))
    }
}

/// What would become of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub kept: Record,
    pub left: Record,
    /// Fields in which something is taken from the record that leaves.
    pub taken: Vec<Field>,
    /// Fields in which it says something else, which is lost.
    pub lost: Vec<Field>,
    pub moved: Moved,
}

/// Why two records cannot be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotMerged {
    /// One of them is not in the list, or not any more.
    Gone,
    /// It is one record.
    Same,
    /// One of them is of the other side.
    OtherChamber,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MergeAction {
    /// There is another record of that company.
    Begin {
        company: CompanyId,
    },
    /// Shows what would become of it; `number`: of the pair in a list.
    Preview {
        kept: CompanyId,
        left: CompanyId,
        number: Option<usize>,
    },
    /// That one of those found.
    Pick {
        kept: CompanyId,
        left: CompanyId,
        name: String,
    },
    Swap {
        kept: CompanyId,
        left: CompanyId,
    },
    Merge {
        kept: CompanyId,
        left: CompanyId,
    },
    Duplicates,
    Cancel,
}

pub(super) fn render(body: &MergeBody, texts: &Texts) -> Message {
    let about = |key: &str, company: &Record| texts.say(key, &[("company", company.line(texts).into())]);
    let text = match body {
        MergeBody::Ask { company } => about("merge-ask", company),
        MergeBody::NotFound { company } => about("merge-not-found", company),
        MergeBody::Choose { found } => {
            let lines = found.iter().map(|record| format!("• {}", record.line(texts)));
            [texts.plain("merge-choose")].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
        }
        MergeBody::Preview(preview) => preview.marked(texts).join("\n"),
        MergeBody::Merged { kept, left } => merged(kept, left, texts),
        MergeBody::NotMerged { why } => not_merged(*why, texts),
        MergeBody::Duplicates { pairs, .. } if pairs.is_empty() => texts.plain("merge-no-duplicates"),
        MergeBody::Duplicates { pairs, more } => {
            let mut lines = vec![texts.say("merge-duplicates", &[("count", (pairs.len() + more).into())])];
            for (number, (first, second)) in (1..).zip(pairs) {
                lines.push(format!("{number}. {}\n    {}", first.line(texts), second.line(texts)));
            }
            lines.join("\n")
        }
        MergeBody::NotLooked => texts.plain("merge-not-looked"),
    };
    text.into()
}

/// Why two records are not merged.
pub fn not_merged(why: NotMerged, texts: &Texts) -> String {
    texts.plain(match why {
        NotMerged::Gone => "merge-gone",
        NotMerged::Same => "merge-same",
        NotMerged::OtherChamber => "merge-other-chamber",
    })
}

impl Preview {
    /// That it is done.
    pub fn done(&self, texts: &Texts) -> String {
        plain(&merged(&self.kept, &self.left, texts))
    }

    /// What would become of it, a line each.
    pub fn lines(&self, texts: &Texts) -> Vec<String> {
        self.marked(texts).iter().map(|line| plain(line)).collect()
    }

    fn marked(&self, texts: &Texts) -> Vec<String> {
        let Moved { people, applications, introductions, listings, complaints, verified, within } = self.moved;
        let mut lines = vec![
            texts.plain("merge-preview"),
            texts.say("merge-kept", &[("company", self.kept.line(texts).into())]),
            texts.say("merge-left", &[("company", self.left.line(texts).into())]),
            String::new(),
        ];
        for (key, fields) in [("merge-taken", &self.taken), ("merge-lost", &self.lost)] {
            if !fields.is_empty() {
                let names: Vec<String> = fields.iter().map(|field| field_name(*field, texts)).collect();
                lines.push(texts.say(key, &[("fields", names.join(", ").into())]));
            }
        }
        if self.taken.is_empty() {
            lines.push(texts.plain("merge-nothing-taken"));
        }
        let counts = [
            ("merge-people", people),
            ("merge-applications", applications),
            ("merge-introductions", introductions),
            ("merge-listings", listings),
            ("merge-complaints", complaints),
            ("merge-within", within),
        ];
        let told = counts.into_iter().filter(|(_, count)| *count > 0);
        lines.extend(told.map(|(key, count)| texts.say(key, &[("count", count.into())])));
        if verified {
            lines.push(texts.plain("merge-verified"));
        }
        lines.push(texts.plain("merge-saved"));
        lines
    }
}

fn merged(kept: &Record, left: &Record, texts: &Texts) -> String {
    texts.say("merge-done", &[("kept", kept.line(texts).into()), ("left", left.line(texts).into())])
}

/// For where nothing stands out.
fn plain(text: &str) -> String {
    mark::taken_out(text).0
}

fn field_name(field: Field, texts: &Texts) -> String {
    texts.plain(&format!("merge-field-{}", field.key().replace('_', "-")))
}

pub(super) fn caption(action: &MergeAction, texts: &Texts) -> String {
    let key = match action {
        MergeAction::Begin { .. } => "button-merge-begin",
        MergeAction::Preview { number: Some(number), .. } => return texts.say("button-merge-pair", &[("number", (*number).into())]),
        MergeAction::Preview { .. } => "button-merge-begin",
        MergeAction::Pick { name, left, .. } => {
            let name = super::cards::shortened(name, super::cards::CITED_CHARACTERS);
            return texts.say("button-merge-pick", &[("name", name.into()), ("id", left.0.as_str().into())]);
        }
        MergeAction::Swap { .. } => "button-merge-swap",
        MergeAction::Merge { .. } => "button-merge",
        MergeAction::Duplicates => "button-merge-duplicates",
        MergeAction::Cancel => "listing-cancel",
    };
    texts.plain(key)
}
