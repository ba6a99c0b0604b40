//! `hamkor verify`: whether all that is stored is whole and fits together.

use std::io::{BufWriter, Write};
use std::sync::Arc;

use clap::Args;
use fluent_bundle::FluentValue;

use super::backup::holds_something;
use super::{Outcome, Settings};
use crate::app::{IndexFinding, look_at_index, vocabulary};
use crate::channels::console;
use crate::channels::terminal::harmless;
use crate::reply::Texts;
use crate::store::{Finding, verify};

/// Check whether all that is stored is whole and fits together; changes nothing
///
/// One line a check: ledger, loaded lists, keys of persons, manifest, store, search index; what is wrong, and what to do. Exit 0: all is
/// right, 1: something is wrong, 2: it could not be looked at.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  hamkor verify\n  hamkor verify --data new-directory --lang tg")]
pub(super) struct Verify {}

/// A text and its arguments.
type Said = (&'static str, Vec<(&'static str, FluentValue<'static>)>);

impl Verify {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let texts = Texts::of(settings.lang().unwrap_or_default());
        if !holds_something(&settings.data, texts) {
            return Ok(Outcome::Nothing);
        }
        let dir = settings.data.clone();
        let (vocabulary, findings) = match &settings.running {
            Some(running) => (running.app.vocabulary().clone(), running.app.store.verify(&dir)?),
            None => {
                let findings = tokio::task::spawn_blocking(move || verify(&dir)).await??;
                (Arc::new(vocabulary(settings.vocabulary.as_deref())?), findings)
            }
        };
        let store = findings.iter().find_map(|finding| match finding {
            // What is hidden stays out of the index.
            Finding::View { companies, hidden, applied } => Some((*applied, companies - hidden)),
            _ => None,
        });
        let index = look_at_index(&settings.data, &vocabulary, store);
        let lines = findings.iter().map(|finding| (finding.is_ok(), of_store(finding)));
        let lines: Vec<(bool, Said)> = lines.chain([(matches!(index, IndexFinding::Whole { .. }), of_index(&index))]).collect();
        let mut out = BufWriter::new(console::stdout());
        let mut told: Vec<String> = Vec::new();
        for (is_ok, (key, arguments)) in &lines {
            let text = texts.say(key, arguments);
            let line = texts.say(if *is_ok { "verify-ok" } else { "verify-wrong" }, &[("text", text.into())]);
            // That the ledger ends too early, manifest and store both say.
            if !told.contains(&line) {
                writeln!(out, "{}", harmless(&line))?;
                told.push(line);
            }
        }
        out.flush()?;
        Ok(if lines.iter().all(|(is_ok, _)| *is_ok) { Outcome::Done } else { Outcome::Nothing })
    }
}

fn of_store(finding: &Finding) -> Said {
    match finding {
        Finding::Ledger { sequence, entries, unfinished: 0 } => {
            ("verify-ledger", vec![("entries", shown(entries)), ("sequence", shown(sequence.0))])
        }
        Finding::Ledger { sequence, entries, unfinished } => {
            let arguments = vec![("entries", shown(entries)), ("sequence", shown(sequence.0)), ("bytes", shown(unfinished))];
            ("verify-ledger-unfinished", arguments)
        }
        Finding::LedgerDamaged { file, line } => ("verify-ledger-damaged", vec![("file", shown(file.display())), ("line", shown(line))]),
        Finding::LedgerShort { ledger, known } => ("verify-ledger-short", vec![("ledger", shown(ledger.0)), ("known", shown(known.0))]),
        Finding::Loads { loads, rows } => ("verify-loads", vec![("loads", shown(loads)), ("rows", shown(rows))]),
        Finding::LoadDamaged { file, line } => ("verify-load-damaged", vec![("file", shown(file.display())), ("line", shown(line))]),
        Finding::Keys { keys } => ("verify-keys", vec![("keys", shown(keys))]),
        Finding::KeyDamaged { file } => ("verify-key-damaged", vec![("file", shown(file.display()))]),
        Finding::KeysMissing { chats } => ("verify-keys-missing", vec![("chats", shown(chats))]),
        Finding::Manifest => ("verify-manifest", vec![]),
        Finding::ManifestDamaged { file } => ("verify-manifest-damaged", vec![("file", shown(file.display()))]),
        Finding::View { companies, applied, .. } => ("verify-view", vec![("companies", shown(companies)), ("applied", shown(applied.0))]),
        Finding::ViewMissing => ("verify-view-missing", vec![]),
        Finding::ViewDamaged => ("verify-view-damaged", vec![]),
    }
}

fn of_index(finding: &IndexFinding) -> Said {
    match finding {
        IndexFinding::Whole { companies } => ("verify-index", vec![("companies", shown(companies))]),
        IndexFinding::Missing => ("verify-index-missing", vec![]),
        IndexFinding::Unusable => ("verify-index-unusable", vec![]),
        IndexFinding::Differs { indexed, companies } => {
            ("verify-index-differs", vec![("indexed", shown(indexed)), ("companies", shown(companies))])
        }
    }
}

/// Numbers as they are, without the signs of a language between the digits.
fn shown(value: impl ToString) -> FluentValue<'static> {
    value.to_string().into()
}
