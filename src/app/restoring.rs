//! A restore that two admins want: ordered while the program runs, done at its next start, before anything is opened.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{App, snapshots};
use crate::conversation::Event;
use crate::domain::ChatId;
use crate::registry::{AskedFor, Fact, Proposed, Recorded};
use crate::store::{BackupKey, Queued, SledStore, Store, Who, private, replace};

/// The order in the data directory.
const ORDER: &str = "restore-order.json";
/// So long an order holds, in hours.
const HOLDS_HOURS: i64 = 24;

#[derive(Debug, Serialize, Deserialize)]
struct RestoreOrder {
    /// The day of the snapshot.
    snapshot: String,
    /// Who has confirmed it.
    chat: ChatId,
    /// Who had asked for it; the snapshot does not know that. `None`: nobody had to be asked.
    #[serde(default)]
    asked: Option<AskedFor>,
    at: Timestamp,
    /// Where what was there before is kept.
    aside: String,
    /// Those who were forgotten until the restore began; `None`: it has not.
    #[serde(default)]
    forgotten: Option<Vec<ChatId>>,
}

/// What became of an order.
#[derive(Debug)]
pub struct Restored {
    snapshot: String,
    chat: ChatId,
    asked: Option<AskedFor>,
    /// Where what was there before is kept; `None`: nothing was changed.
    aside: Option<PathBuf>,
    forgotten: Vec<ChatId>,
}

/// Goes back to the snapshot of a day at once, where no program runs on the directory; `None`: there is no such snapshot.
///
/// # Errors
/// As [`restore_as_ordered`].
pub async fn restore_snapshot(data: &Path, snapshot: &str, key: Option<BackupKey>) -> anyhow::Result<Option<Restored>> {
    if !order(data, snapshot, ChatId::TERMINAL, None)? {
        return Ok(None);
    }
    restore_as_ordered(data, key).await
}

/// Writes the order; whether there is such a snapshot.
fn order(data: &Path, snapshot: &str, chat: ChatId, asked: Option<AskedFor>) -> anyhow::Result<bool> {
    // Only a day names one: no other file of the disk.
    if snapshot.parse::<jiff::civil::Date>().is_err() || !snapshots::file(data, snapshot).is_file() {
        return Ok(false);
    }
    let at = Timestamp::now();
    let aside = format!("before-restore-{}", at.strftime("%Y-%m-%dT%H-%M-%SZ"));
    write(&data.join(ORDER), &RestoreOrder { snapshot: snapshot.to_owned(), chat, asked, at, aside, forgotten: None })?;
    Ok(true)
}

/// Carries out the restore that was ordered, if one was. What was there before is kept beside. It can be stopped at any moment,
/// and goes on at the next start.
///
/// # Errors
/// When the directory cannot be changed. A snapshot that cannot be used is no error: nothing is changed then.
pub async fn restore_as_ordered(data: &Path, key: Option<BackupKey>) -> anyhow::Result<Option<Restored>> {
    let path = data.join(ORDER);
    let Ok(text) = fs::read_to_string(&path) else { return Ok(None) };
    let order: Option<RestoreOrder> = serde_json::from_str(&text).ok();
    let Some(mut order) = order.filter(|order| order.forgotten.is_some() || is_fresh(order, Timestamp::now())) else {
        log::warn!("{}: too old or not readable; it is not carried out", path.display());
        fs::remove_file(&path)?;
        return Ok(None);
    };
    if order.forgotten.is_none() {
        order.forgotten = Some(forgotten(data).await?);
        write(&path, &order)?;
    }
    let aside = data.join(&order.aside);
    let (snapshot, dir, kept) = (snapshots::file(data, &order.snapshot), data.to_owned(), aside.clone());
    let replaced = tokio::task::spawn_blocking(move || replace(&snapshot, &dir, key.as_ref(), &kept)).await?;
    let done = match replaced {
        Ok(()) => true,
        // The exchange has begun: it goes on at the next start.
        Err(error) if aside.exists() => return Err(error.into()),
        Err(error) => {
            log::error!("the snapshot of {} could not be restored, nothing was changed: {error}", order.snapshot);
            false
        }
    };
    fs::remove_file(&path)?;
    if done {
        log::info!("snapshot={} restored; what was there before is kept in {}", order.snapshot, aside.display());
    }
    let forgotten = if done { order.forgotten.unwrap_or_default() } else { Vec::new() };
    Ok(Some(Restored { snapshot: order.snapshot, chat: order.chat, asked: order.asked, aside: done.then_some(aside), forgotten }))
}

fn is_fresh(order: &RestoreOrder, now: Timestamp) -> bool {
    now.duration_since(order.at) < SignedDuration::from_hours(HOLDS_HOURS)
}

/// Everybody who was forgotten so far: the snapshot may still know them.
async fn forgotten(data: &Path) -> anyhow::Result<Vec<ChatId>> {
    let dir = data.to_owned();
    let opened = tokio::task::spawn_blocking(move || SledStore::open(&dir)).await?;
    let (store, _) = match opened {
        Ok(opened) => opened,
        // It is restored perhaps because of that.
        Err(error) => {
            log::warn!("who was forgotten since the snapshot is not known: {error}");
            return Ok(Vec::new());
        }
    };
    let chats = store.forgotten().unwrap_or_else(|error| {
        log::warn!("who was forgotten since the snapshot is not known: {error}");
        Vec::new()
    });
    // Its lock is free before the directory is changed.
    tokio::task::spawn_blocking(move || drop(store)).await?;
    Ok(chats)
}

/// Durable before it is acknowledged.
fn write(path: &Path, order: &RestoreOrder) -> anyhow::Result<()> {
    let written = || -> std::io::Result<()> {
        let part = path.with_extension("part");
        let mut file = private().write(true).truncate(true).open(&part)?;
        file.write_all(&serde_json::to_vec_pretty(order)?)?;
        file.sync_all()?;
        fs::rename(&part, path)
    };
    written().with_context(|| format!("{} cannot be written", path.display()))
}

impl Restored {
    /// Whether it is done; otherwise nothing was changed.
    pub fn is_done(&self) -> bool {
        self.aside.is_some()
    }
}

impl App {
    /// Orders a restore for the next start.
    pub(super) fn order_restore(&self, snapshot: String, chat: ChatId) -> Event {
        let is_meant = |what: &Proposed| matches!(what, Proposed::Restore { snapshot: wanted } if *wanted == snapshot);
        let asked = self.registry.read().proposals.under_way(chat, is_meant).map(|(asked, _)| asked);
        let ordered = order(&self.data, &snapshot, chat, asked).inspect_err(|error| log::error!("{error:#}")).unwrap_or_default();
        Event::RestoreOrdered { snapshot, ordered }
    }

    /// Forgets again whom the restored snapshot still knew, and tells whoever has confirmed the restore what became of it; whoever asked for it hears it as a
    /// notice.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn tell_restored(&self, restored: Restored) -> anyhow::Result<Vec<Queued>> {
        let Restored { snapshot, chat, asked, aside, mut forgotten } = restored;
        // Those who were forgotten already when the snapshot was made are so in it.
        for chat in &self.store.forgotten()? {
            if let Some(at) = forgotten.iter().position(|known| known == chat) {
                forgotten.swap_remove(at);
            }
        }
        for chat in forgotten {
            let at = Timestamp::now();
            self.store.forget(chat, at, Who::hamkor()).await?;
            self.registry.apply(&[Recorded { at, chat, fact: Fact::Forgotten }]);
        }
        let aside = aside.map(|aside| aside.file_name().unwrap_or_default().to_string_lossy().into_owned());
        let (_, replies) = self.commit(chat, None, &Event::Restored { snapshot, aside, asked }, &Who::hamkor()).await?;
        Ok(replies)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Snapshots;
    use crate::domain::{Company, CompanyId};
    use crate::store::PutCompany;

    const CLERK: ChatId = ChatId(7);
    const GONE: ChatId = ChatId(8);
    const ASKED: AskedFor = AskedFor { number: 3, by: Some(ChatId(9)), confirmed_by: CLERK };

    async fn put(store: &SledStore, id: &str) {
        let company = Company { id: id.into(), name: "Ромашка".into(), ..Company::default() };
        store.put_company(PutCompany { company, name_key: String::new() }, Timestamp::now(), Who::hamkor()).await.expect("stored");
    }

    fn ordered(data: &Path, snapshot: &str, at: Timestamp) {
        let order =
            RestoreOrder { snapshot: snapshot.into(), chat: CLERK, asked: Some(ASKED), at, aside: "before".into(), forgotten: None };
        write(&data.join(ORDER), &order).expect("written");
    }

    #[tokio::test]
    async fn an_order_is_carried_out_once_and_what_was_there_before_is_kept() {
        let dir = tempfile::tempdir().expect("a directory");
        let data = dir.path().join("data");
        let day = "2026-11-26T10:00:00Z".parse().expect("a time");
        let (store, _) = SledStore::open(&data).expect("a store");
        put(&store, "early").await;
        Snapshots::new(&data, 3, None).take(&store, day).await.expect("taken");
        put(&store, "late").await;
        store.forget(GONE, Timestamp::now(), Who::hamkor()).await.expect("forgotten");
        drop(store);
        ordered(&data, "2026-11-26", Timestamp::now());
        let restored = restore_as_ordered(&data, None).await.expect("carried out").expect("there was an order");
        assert_eq!((restored.chat, restored.forgotten.as_slice(), restored.aside.is_some()), (CLERK, [GONE].as_slice(), true));
        assert_eq!(restored.asked, Some(ASKED), "the snapshot does not know who had asked");
        assert!(restore_as_ordered(&data, None).await.expect("nothing to do").is_none(), "an order holds once");
        for (dir, there) in [(&data, false), (&data.join("before"), true)] {
            let (store, _) = SledStore::open(dir).expect("it opens");
            assert_eq!(store.company(&CompanyId("late".into())).await.expect("read").is_some(), there, "{}", dir.display());
            assert!(store.company(&CompanyId("early".into())).await.expect("read").is_some());
        }
    }

    #[tokio::test]
    async fn an_order_of_a_snapshot_that_is_not_whole_or_of_the_day_before_changes_nothing() {
        let dir = tempfile::tempdir().expect("a directory");
        let data = dir.path().join("data");
        let (store, _) = SledStore::open(&data).expect("a store");
        put(&store, "early").await;
        let day = "2026-11-26T10:00:00Z".parse().expect("a time");
        Snapshots::new(&data, 3, None).take(&store, day).await.expect("taken");
        put(&store, "late").await;
        drop(store);
        let file = snapshots::file(&data, "2026-11-26");
        let whole = fs::read(&file).expect("read");
        fs::write(&file, &whole[..whole.len() / 2]).expect("cut");
        ordered(&data, "2026-11-26", Timestamp::now());
        let restored = restore_as_ordered(&data, None).await.expect("looked at").expect("there was an order");
        assert!(restored.aside.is_none());
        fs::write(&file, &whole).expect("whole again");
        ordered(&data, "2026-11-26", Timestamp::now() - SignedDuration::from_hours(HOLDS_HOURS));
        assert!(restore_as_ordered(&data, None).await.expect("looked at").is_none(), "it is too old");
        let (store, _) = SledStore::open(&data).expect("it opens");
        assert!(store.company(&CompanyId("late".into())).await.expect("read").is_some());
    }
}
