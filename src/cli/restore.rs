//! `hamkor restore`: a data directory from a backup.

use std::path::{Path, PathBuf};

use clap::Args;
use fluent_bundle::FluentValue;

use super::backup::{KeySetting, counts, refuse};
use super::faults::of_file;
use super::{Outcome, Settings, say};
use crate::app::{Beginning, restore_snapshot};
use crate::channels::terminal;
use crate::reply::Texts;
use crate::store::{BackupError, BackupKey, Rest, StoreError, restore, restore_with_rest};

/// Bring everything back from a backup, into an empty or new data directory
///
/// Nothing is visible before the whole file was found right; whatever is wrong with it, the directory stays as it was.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  hamkor restore 2026-11-27.hamkor --key-file backup.key --data new-directory\n  \
                  hamkor restore old/snapshots/2026-11-27.hamkor --rest-from old --data new-directory\n  \
                  hamkor restore --snapshot 2026-11-27")]
pub(super) struct Restore {
    /// What `hamkor backup` wrote
    #[arg(value_name = "FILE", required_unless_present = "snapshot")]
    file: Option<PathBuf>,
    #[command(flatten)]
    key: KeySetting,
    /// The persons' keys for a daily snapshot, which is written without: the directory `keys` that lies beside `snapshots`
    #[arg(long, value_name = "DIR")]
    keys: Option<PathBuf>,
    /// The damaged data directory: its persons' keys come too, and all that its ledger still holds behind the backup; companies that the
    /// ledger has lost, as its store has them
    #[arg(long, value_name = "DIR", conflicts_with_all = ["keys", "snapshot"])]
    rest_from: Option<PathBuf>,
    /// Go back to the daily snapshot of this day in the data directory itself; what is there now is kept beside it
    #[arg(long, value_name = "DAY", conflicts_with_all = ["file", "keys"])]
    snapshot: Option<String>,
}

impl Restore {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let texts = Texts::of(settings.lang().unwrap_or_default());
        let key = self.key.read(texts)?;
        if let Some(day) = &self.snapshot {
            return to_snapshot(settings, day, key, texts).await;
        }
        let from = self.file.unwrap_or_default();
        let (file, dir) = (from.display().to_string(), settings.data.display().to_string());
        let (to, unread, damaged) = (settings.data.clone(), from.clone(), self.rest_from.clone());
        let restored = tokio::task::spawn_blocking(move || match &self.rest_from {
            Some(damaged) => restore_with_rest(&from, &to, key.as_ref(), damaged),
            None => restore(&from, &to, key.as_ref(), self.keys.as_deref()).map(|backup| (backup, Rest::default())),
        });
        let restored = restored.await?;
        let refused = |key| Ok(refuse(&texts.say(key, &[("file", file.clone().into()), ("dir", dir.clone().into())])));
        let (backup, rest) = match restored {
            Ok(restored) => restored,
            Err(BackupError::NotEmpty) => return refused("restore-not-empty"),
            Err(BackupError::KeyMissing) => return refused("restore-key-missing"),
            Err(BackupError::KeyWrong) => return refused("restore-key-wrong"),
            Err(BackupError::Foreign) => return refused("restore-foreign"),
            Err(BackupError::Newer) => return refused("restore-newer"),
            Err(BackupError::Damaged { line }) => {
                let arguments = [("file", file.into()), ("line", line.to_string().into())];
                return Ok(refuse(&texts.say("restore-damaged", &arguments)));
            }
            Err(BackupError::Read(error)) => {
                return Err(anyhow::Error::from(error).context(of_file("command-unreadable", &unread, texts)));
            }
            Err(error) => return Err(error.into()),
        };
        // Makes the search index; and what was empty stays so.
        drop(settings.open(if backup.sequence.0.max(rest.sequence.0) == 0 { Beginning::Empty } else { Beginning::Load }).await?);
        let at = backup.at.strftime("%Y-%m-%d %H:%M UTC").to_string();
        let mut arguments = counts(&backup);
        arguments.extend([("dir", dir.into()), ("at", at.into())]);
        say(&texts.say("restore-done", &arguments));
        if let Some(damaged) = damaged {
            tell_rest(&rest, &damaged, texts);
        }
        if backup.keys.is_none() {
            say(&texts.plain("restore-without-keys"));
        }
        Ok(if rest.is_whole() { Outcome::Done } else { Outcome::Nothing })
    }
}

/// What came back from behind the backup, and where it ends.
fn tell_rest(rest: &Rest, damaged: &Path, texts: &Texts) {
    let number = |number: u64| FluentValue::from(number.to_string());
    let arguments = [
        ("dir", damaged.display().to_string().into()),
        ("entries", number(rest.entries)),
        ("rows", number(rest.rows)),
        ("sequence", number(rest.sequence.0)),
    ];
    say(&texts.say("restore-rest", &arguments));
    if rest.listed > 0 {
        say(&texts.say("restore-rest-listed", &[("dir", damaged.display().to_string().into()), ("companies", number(rest.listed))]));
    }
    let gaps = rest.lost.iter().map(|place| ("restore-rest-gap", place));
    for (key, (file, line)) in gaps.chain(rest.ends.iter().map(|place| ("restore-rest-lost", place))) {
        say(&texts.say(key, &[("file", file.display().to_string().into()), ("line", number(*line))]));
    }
}

/// Goes back to a snapshot that lies in the data directory itself.
async fn to_snapshot(settings: &Settings, day: &str, key: Option<BackupKey>, texts: &Texts) -> anyhow::Result<Outcome> {
    // A bot that runs would go on with what is exchanged under it. Any other trouble may be why this is wanted.
    if let Err(error) = settings.open_store().await
        && matches!(error.downcast_ref(), Some(StoreError::Busy { .. }))
    {
        return Err(error);
    }
    let Some(restored) = restore_snapshot(&settings.data, day, key).await? else {
        return Ok(refuse(&texts.say("restore-no-snapshot", &[("day", terminal::harmless(day).into())])));
    };
    let done = restored.is_done();
    let app = settings.open(Beginning::Load).await?;
    for mut told in app.tell_restored(restored).await? {
        told.reply.language = settings.lang().unwrap_or_default();
        say(&app.render(&told).await?.text);
        app.sent(&[told.id]).await?;
    }
    Ok(if done { Outcome::Done } else { Outcome::Nothing })
}
