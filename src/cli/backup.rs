//! `hamkor backup`: everything of the data directory in one file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use jiff::Timestamp;

use super::faults::of_file;
use super::{Outcome, Settings, say};
use crate::channels::console;
use crate::reply::Texts;
use crate::store::{self, BackupError, BackupKey, PersonKeys, SledStore, is_begun};

/// Write everything of the data directory into one file, sealed with the backup key
///
/// The backup key is 64 hex digits (`openssl rand -hex 32`) in HAMKOR_BACKUP_KEY, which is no flag so that it stands in no list of
/// processes, or in the file that HAMKOR_BACKUP_KEY_FILE names. Whoever has both a backup and its key can read everything: keep them apart.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  hamkor backup 2026-11-27.hamkor --key-file backup.key\n  \
                  hamkor restore 2026-11-27.hamkor --key-file backup.key --data new-directory")]
pub(super) struct Backup {
    /// The file to write; one that is there already is never overwritten
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    key: KeySetting,
}

/// Where the backup key is.
#[derive(Clone, Debug, Args)]
pub(super) struct KeySetting {
    /// The file with the backup key, unless it is in HAMKOR_BACKUP_KEY
    #[arg(long, env = "HAMKOR_BACKUP_KEY_FILE", value_name = "FILE")]
    key_file: Option<PathBuf>,
}

const KEY: &str = "HAMKOR_BACKUP_KEY";

impl KeySetting {
    /// The backup key, if one is set. An empty setting is none.
    pub(super) fn read(&self, texts: &Texts) -> anyhow::Result<Option<BackupKey>> {
        let (place, text) = match (console::variable(KEY), &self.key_file) {
            (Ok(text), _) if !text.is_empty() => (KEY.to_owned(), text),
            (Err(std::env::VarError::NotUnicode(_)), _) => (KEY.to_owned(), String::new()),
            (_, Some(file)) if !file.as_os_str().is_empty() => {
                let text = std::fs::read_to_string(console::path(file)).with_context(|| of_file("command-unreadable", file, texts))?;
                (file.display().to_string(), text)
            }
            _ => return Ok(None),
        };
        text.parse().map(Some).map_err(|_| anyhow::anyhow!(texts.say("backup-bad-key", &[("place", place.into())])))
    }
}

impl Backup {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let texts = Texts::of(settings.lang().unwrap_or_default());
        let key = self.key.read(texts)?;
        let Some(store) = open(settings, texts).await? else { return Ok(Outcome::Nothing) };
        let (path, file) = (console::path(&self.file), self.file.display().to_string());
        match store.backup_to(&path, PersonKeys::Sealed, key, Timestamp::now()).await {
            Ok(backup) => {
                let size = std::fs::metadata(&path).map_or(0, |file| file.len().div_ceil(1024));
                let mut arguments = counts(&backup);
                arguments.extend([("file", file.into()), ("size", size.to_string().into())]);
                say(&texts.say("backup-done", &arguments));
                Ok(Outcome::Done)
            }
            Err(BackupError::NoKey) => Ok(refuse(&texts.plain("backup-needs-key"))),
            Err(BackupError::Exists) => Ok(refuse(&texts.say("backup-there", &[("file", file.into())]))),
            Err(BackupError::Write(error) | BackupError::Read(error)) => {
                Err(anyhow::Error::from(error).context(of_file("command-unwritable", &self.file, texts)))
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// The store of a directory that holds something; none is made.
pub(super) async fn open(settings: &Settings, texts: &Texts) -> anyhow::Result<Option<Arc<SledStore>>> {
    if !holds_something(&settings.data, texts) {
        return Ok(None);
    }
    settings.open_store().await.map(Some)
}

/// Whether there is a data directory; says so if not.
pub(super) fn holds_something(data: &Path, texts: &Texts) -> bool {
    let holds = is_begun(data);
    if !holds {
        say(&texts.say("data-nothing", &[("dir", data.display().to_string().into())]));
    }
    holds
}

/// What a backup holds, as arguments of a text. Numbers as texts: they are shown as they are.
pub(super) fn counts(backup: &store::Backup) -> Vec<(&'static str, fluent_bundle::FluentValue<'static>)> {
    vec![
        ("sequence", backup.sequence.0.to_string().into()),
        ("entries", backup.entries.to_string().into()),
        ("rows", backup.rows.to_string().into()),
        ("keys", backup.keys.unwrap_or_default().to_string().into()),
    ]
}

/// Says why something is refused.
pub(super) fn refuse(why: &str) -> Outcome {
    say(why);
    Outcome::Nothing
}
