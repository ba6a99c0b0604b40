//! What went wrong or was not found, in the language of whoever typed the command.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::path::Path;

use fluent_bundle::FluentValue;

use crate::channels::telegram::CannotServe;
use crate::reply::Texts;
use crate::report::WriteError;
use crate::store::StoreError;

/// What was asked for is not there, or is refused: exit 1. Holds what is said.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Refused(String);

/// What was typed names nothing that is known.
pub(super) fn not_known(key: &str, typed: &str, texts: &Texts) -> anyhow::Error {
    Refused(texts.say(key, &[("typed", typed.into())])).into()
}

/// What was typed cannot be answered.
pub(super) fn refused(key: &str, texts: &Texts) -> anyhow::Error {
    Refused(texts.plain(key)).into()
}

/// What was typed is no use of the command: exit 2.
pub(super) fn wrong_use(key: &str, arguments: &[(&str, FluentValue<'_>)], texts: &Texts) -> anyhow::Error {
    anyhow::anyhow!(texts.say(key, arguments))
}

/// A file that cannot be read or written, as `key` says.
pub(super) fn of_file(key: &str, path: &Path, texts: &Texts) -> String {
    texts.say(key, &[("file", path.display().to_string().into())])
}

/// Something that is to be said of a directory.
pub(super) fn of_dir(key: &str, dir: &Path, texts: &Texts) -> String {
    texts.say(key, &[("dir", dir.display().to_string().into())])
}

/// An error with its causes, each once.
pub(super) fn in_words(error: &anyhow::Error, texts: &Texts) -> String {
    let mut said: Vec<String> = Vec::new();
    for cause in error.chain() {
        let words = cause_in_words(cause, texts);
        if !said.last().is_some_and(|last| last.ends_with(&words)) {
            said.push(words);
        }
    }
    said.join(": ")
}

fn cause_in_words(cause: &(dyn Error + 'static), texts: &Texts) -> String {
    if let Some(error) = cause.downcast_ref::<StoreError>() {
        return of_store(error, texts);
    }
    if let Some(error) = cause.downcast_ref::<io::Error>() {
        return of_io(error, texts);
    }
    if let Some(error) = cause.downcast_ref::<CannotServe>() {
        return of_serving(error, texts);
    }
    match cause.downcast_ref::<WriteError>() {
        Some(WriteError::NoTypesetting) => texts.plain("command-no-typesetting"),
        Some(WriteError::Io(error)) => of_io(error, texts),
        _ => cause.to_string(),
    }
}

fn of_store(error: &StoreError, texts: &Texts) -> String {
    let shown = |path: &Path| FluentValue::from(path.display().to_string());
    match error {
        StoreError::Busy { dir } => texts.say("command-busy", &[("dir", shown(dir))]),
        StoreError::Disk { path, cause, .. } => {
            let advice = match cause.kind() {
                _ if error.is_full() => "command-disk-full",
                ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => "command-disk-locked",
                ErrorKind::NotFound => "command-disk-gone",
                _ => "command-disk-other",
            };
            let arguments = [("file", shown(path)), ("cause", of_io(cause, texts).into()), ("advice", texts.plain(advice).into())];
            texts.say("command-disk", &arguments)
        }
        StoreError::Damaged { file, line, .. } => {
            // It lies in one of the folders of the data directory.
            let dir = file.ancestors().nth(2).unwrap_or(file);
            texts.say("command-damaged", &[("file", shown(file)), ("line", line.to_string().into()), ("dir", shown(dir))])
        }
        StoreError::LedgerShort { dir, ends, known } => {
            texts.say("command-ledger-short", &[("dir", shown(dir)), ("ends", ends.to_string().into()), ("known", shown(known))])
        }
        StoreError::View { dir, .. } => texts.say("command-view", &[("dir", shown(dir))]),
        StoreError::Conflict | StoreError::Closed => error.to_string(),
    }
}

fn of_serving(error: &CannotServe, texts: &Texts) -> String {
    let of_host = |key: &str, host: &str| texts.say(key, &[("host", host.into())]);
    match error {
        CannotServe::UnknownBot { host } => of_host("serve-unknown-bot", host),
        CannotServe::Refused { host, code } => {
            texts.say("serve-refused", &[("host", host.as_str().into()), ("code", code.to_string().into())])
        }
        CannotServe::Unreachable { host } => of_host("serve-unreachable", host),
        CannotServe::TokenRevoked => texts.plain("serve-token-revoked"),
        CannotServe::Listen { address, .. } => texts.say("serve-listen", &[("address", address.to_string().into())]),
        CannotServe::ServingEnded(_) => texts.plain("serve-ended"),
        CannotServe::WebhookStays { why } => texts.say("serve-webhook-stays", &[("why", why.as_str().into())]),
        CannotServe::HasWebhook => texts.plain("serve-has-webhook"),
        CannotServe::AnotherFetches => texts.plain("serve-another-fetches"),
        CannotServe::AnotherWebhook => texts.plain("serve-another-webhook"),
        CannotServe::WebhookRefused { why } => texts.say("serve-webhook-refused", &[("why", why.as_str().into())]),
    }
}

/// The causes that people meet; of others the words of the system.
fn of_io(error: &io::Error, texts: &Texts) -> String {
    match error.kind() {
        ErrorKind::NotFound => texts.plain("command-io-not-found"),
        ErrorKind::PermissionDenied => texts.plain("command-io-denied"),
        ErrorKind::AlreadyExists => texts.plain("command-io-exists"),
        ErrorKind::NotADirectory => texts.plain("command-io-no-directory"),
        ErrorKind::IsADirectory => texts.plain("command-io-directory"),
        ErrorKind::StorageFull => texts.plain("command-io-full"),
        ErrorKind::ReadOnlyFilesystem => texts.plain("command-io-read-only"),
        ErrorKind::AddrInUse => texts.plain("command-io-address-in-use"),
        ErrorKind::InvalidData => texts.plain("command-io-no-text"),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    #[test]
    fn why_the_bot_does_not_serve_is_said_in_the_language_of_the_command() {
        let (host, why) = (|| "api.telegram.org".to_owned(), || "409: conflict".to_owned());
        let address = ([127, 0, 0, 1], 80).into();
        let errors = [
            CannotServe::UnknownBot { host: host() },
            CannotServe::Refused { host: host(), code: 418 },
            CannotServe::Unreachable { host: host() },
            CannotServe::TokenRevoked,
            CannotServe::Listen { address, source: ErrorKind::AddrInUse.into() },
            CannotServe::ServingEnded(ErrorKind::StorageFull.into()),
            CannotServe::WebhookStays { why: why() },
            CannotServe::HasWebhook,
            CannotServe::AnotherFetches,
            CannotServe::AnotherWebhook,
            CannotServe::WebhookRefused { why: why() },
        ];
        for error in errors.map(anyhow::Error::from) {
            let said = Language::ALL.map(|language| in_words(&error, Texts::of(language)));
            assert!(said.iter().all(|said| !said.contains(['⟨', '{']) && said.lines().count() == 1), "{said:?}");
            assert!(said[0] != said[1] && said[1] != said[2] && said[0] != said[2], "{said:?}");
        }
        let taken = CannotServe::Listen { address, source: ErrorKind::AddrInUse.into() };
        let said = in_words(&taken.into(), Texts::of(Language::En));
        assert_eq!(said, "--listen 127.0.0.1:80: nothing can be served there: the address is in use");
    }
}
