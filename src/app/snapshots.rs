//! A backup a day in the data directory itself, so that a damaged ledger does not take everything with it. The keys of persons are left
//! out: they lie beside, and who is forgotten is then unreadable in every snapshot at once. With it old parts of the ledger become small.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Span, Timestamp};

use super::App;
use crate::store::{BackupKey, PersonKeys, SledStore, own_dir};

/// How often it is looked whether a new day has begun (of UTC).
const LOOK: Duration = Duration::from_secs(600);
const KIND: &str = "hamkor";
/// Where they lie in the data directory.
const SNAPSHOTS: &str = "snapshots";

/// The daily snapshots of a data directory.
pub struct Snapshots {
    dir: PathBuf,
    days: u16,
    key: Option<BackupKey>,
}

impl Snapshots {
    /// `days`: so many are kept. With a key they are sealed as every backup is.
    pub fn new(data: &Path, days: u16, key: Option<BackupKey>) -> Snapshots {
        Snapshots { dir: data.join(SNAPSHOTS), days, key }
    }

    /// Writes one each day for as long as the program runs. What fails is logged and tried again.
    pub async fn run(self, app: Arc<App>) {
        let mut looks = tokio::time::interval(LOOK);
        loop {
            looks.tick().await;
            match self.take(&app.store, Timestamp::now()).await {
                Ok(false) => {}
                // What goes is in the snapshot still.
                Ok(true) => compact(Arc::clone(&app.store), oldest(&self.dir)).await,
                Err(error) => log::error!("the daily snapshot could not be written, is tried again: {error:#}"),
            }
        }
    }

    /// Writes that of the day, unless it is there, and deletes those that are too old. Whether one was written.
    ///
    /// # Errors
    /// When it cannot be written; then none is deleted.
    pub async fn take(&self, store: &SledStore, now: Timestamp) -> anyhow::Result<bool> {
        if self.days == 0 {
            return Ok(false);
        }
        let today = Offset::UTC.to_datetime(now).date();
        let file = self.dir.join(format!("{today}.{KIND}"));
        if file.exists() {
            return Ok(false);
        }
        // Without a backup key the contacts of companies lie there in clear, as in the ledger.
        own_dir(&self.dir).with_context(|| format!("{} cannot be made", self.dir.display()))?;
        let written = store.backup_to(&file, PersonKeys::LeftOut, self.key.clone(), now).await;
        let backup = written.with_context(|| file.display().to_string())?;
        log::info!("snapshot sequence={} rows={} file={}", backup.sequence.0, backup.rows, file.display());
        let oldest = today.checked_sub(Span::new().days(i64::from(self.days) - 1))?;
        for entry in fs::read_dir(&self.dir)? {
            let path = entry?.path();
            if date(&path).is_some_and(|date| date < oldest) {
                fs::remove_file(&path).with_context(|| format!("{} cannot be deleted", path.display()))?;
            }
        }
        Ok(true)
    }
}

/// When the day of the oldest snapshot in a data directory began. Of whoever was forgotten before, all snapshots know it.
pub fn oldest_snapshot(data: &Path) -> Timestamp {
    oldest(&data.join(SNAPSHOTS))
}

fn oldest(dir: &Path) -> Timestamp {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let oldest = entries.filter_map(|entry| date(&entry.path())).min();
    oldest.and_then(|day| Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()).unwrap_or(Timestamp::MAX)
}

/// Makes old parts of the ledger small.
async fn compact(store: Arc<SledStore>, before: Timestamp) {
    if let Err(error) = store.forget_receipts(Timestamp::now()).await {
        log::error!("of those who were forgotten the receipts stay, it is tried again with the next snapshot: {error:#}");
    }
    match tokio::task::spawn_blocking(move || store.compact(before)).await {
        Ok(Ok(done)) => log::info!("ledger compacted segments={} before={} after={}", done.segments, done.before, done.after),
        Ok(Err(error)) => log::error!("the ledger could not be made smaller, is tried again with the next snapshot: {error:#}"),
        Err(error) => log::error!("the ledger could not be made smaller: {error}"),
    }
}

/// The days whose snapshots are there, newest first.
pub(super) fn days(data: &Path) -> Vec<String> {
    let entries = fs::read_dir(data.join(SNAPSHOTS)).into_iter().flatten().flatten();
    let mut days: Vec<Date> = entries.filter_map(|entry| date(&entry.path())).collect();
    days.sort_unstable_by(|a, b| b.cmp(a));
    days.iter().map(Date::to_string).collect()
}

/// The snapshot of a day, as [`days`] names it.
pub(super) fn file(data: &Path, day: &str) -> PathBuf {
    data.join(SNAPSHOTS).join(format!("{day}.{KIND}"))
}

/// The day of a snapshot; other files are none of ours.
fn date(path: &Path) -> Option<Date> {
    path.extension().filter(|kind| *kind == KIND)?;
    path.file_stem()?.to_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Company;
    use crate::store::{PutCompany, Store, Who, restore};

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(dir).expect("read").map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names.into_iter().map(|name| name.into_string().expect("text")).collect()
    }

    #[test]
    fn one_snapshot_a_day_is_written_and_as_many_kept_as_are_wanted() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let dir = tempfile::tempdir().expect("a directory");
        let (store, _) = SledStore::open(&dir.path().join("data")).expect("a store");
        let snapshots = Snapshots::new(&dir.path().join("data"), 3, None);
        runtime.block_on(async {
            let at = |time: &str| format!("2026-11-{time}Z").parse::<Timestamp>().expect("a time");
            for (number, time) in ["27T08:00:00", "27T23:59:59", "28T00:00:00", "29T10:00:00", "30T10:00:00"].into_iter().enumerate() {
                let company = Company { id: number.to_string(), name: "Ромашка".into(), ..Company::default() };
                let row = PutCompany { company, name_key: String::new() };
                store.put_company(row, at(time), Who::hamkor()).await.expect("stored");
                snapshots.take(&store, at(time)).await.expect("taken");
            }
            Snapshots::new(dir.path(), 0, None).take(&store, at("30T10:00:00")).await.expect("none is wanted");
        });
        let kept = dir.path().join("data/snapshots");
        assert_eq!(names(&kept), ["2026-11-28.hamkor", "2026-11-29.hamkor", "2026-11-30.hamkor"]);
        assert_eq!(names(dir.path()), ["data"]);
        let restored = restore(&kept.join("2026-11-28.hamkor"), &dir.path().join("new"), None, None).expect("restored");
        assert_eq!((restored.sequence.0, restored.keys), (3, None));
    }
}
