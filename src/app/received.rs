//! The files of chats, in a directory of their own, readable by its owner only: lists that people sent and that are neither loaded nor
//! cancelled; reports that are being made, and the guests for whom they are. A file is named by its chat and a number, never by what its sender called it; beside it may lie
//! the report on it, of a report that is made itself.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use crate::conversation::LIST_HOURS;
use crate::domain::{ChatId, ListId};

/// Nothing lies here for longer.
const KEPT: Duration = Duration::from_secs(LIST_HOURS.unsigned_abs() * 3_600);
/// How often is looked for what has lain too long.
const LOOK: Duration = Duration::from_secs(600);
const REPORT: &str = "txt";
const GUESTS: &str = "guests";

pub(super) struct Received {
    dir: PathBuf,
    looked: Mutex<Option<Instant>>,
}

impl Received {
    pub(super) fn new(dir: PathBuf) -> Received {
        Received { dir, looked: Mutex::default() }
    }

    /// Where a list lies.
    pub(super) fn list(&self, chat: ChatId, list: ListId) -> PathBuf {
        self.dir.join(format!("{}.{list}", chat.0))
    }

    /// Where the report on it lies.
    fn report(&self, chat: ChatId, list: ListId) -> PathBuf {
        self.dir.join(format!("{}.{list}.{REPORT}", chat.0))
    }

    /// An empty file in the place of a list, to be written.
    pub(super) fn begin(&self, chat: ChatId, list: ListId) -> io::Result<File> {
        self.create(&self.list(chat, list))
    }

    pub(super) fn keep_report(&self, chat: ChatId, list: ListId, bytes: &[u8]) -> io::Result<()> {
        self.create(&self.report(chat, list))?.write_all(bytes)
    }

    pub(super) fn keep_guests(&self, chat: ChatId, list: ListId, bytes: &[u8]) -> io::Result<()> {
        self.create(&self.guests(chat, list))?.write_all(bytes)
    }

    pub(super) fn read_guests(&self, chat: ChatId, list: ListId) -> io::Result<Vec<u8>> {
        fs::read(self.guests(chat, list))
    }

    fn guests(&self, chat: ChatId, list: ListId) -> PathBuf {
        self.dir.join(format!("{}.{list}.{GUESTS}", chat.0))
    }

    /// The report on a list, while it is kept.
    pub(super) fn read_report(&self, chat: ChatId, list: ListId) -> io::Result<Vec<u8>> {
        fs::read(self.report(chat, list))
    }

    fn create(&self, path: &Path) -> io::Result<File> {
        let (mut dir, mut file) = (DirBuilder::new(), OpenOptions::new());
        #[cfg(unix)]
        {
            use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
            dir.mode(0o700);
            file.mode(0o600);
        }
        dir.recursive(true).create(&self.dir)?;
        file.write(true).create(true).truncate(true).open(path)
    }

    /// Deletes a list; its report stays to be sent.
    pub(super) fn drop_list(&self, chat: ChatId, list: ListId) {
        remove(&self.list(chat, list));
    }

    /// Deletes a list and the report on it.
    pub(super) fn drop_all(&self, chat: ChatId, list: ListId) {
        self.drop_list(chat, list);
        remove(&self.report(chat, list));
    }

    /// Deletes whatever a chat sent.
    pub(super) fn forget(&self, chat: ChatId) {
        self.files().filter(|path| place(path).is_some_and(|(of, ..)| of == chat)).for_each(|path| remove(&path));
    }

    /// The lists that lie here.
    pub(super) fn lists(&self) -> Vec<(ChatId, ListId)> {
        let lists = self.files().filter_map(|path| place(&path)).filter(|(.., is_report)| !is_report);
        lists.map(|(chat, list, _)| (chat, list)).collect()
    }

    /// Deletes what has lain here for too long, now and then.
    pub(super) fn tidy(&self) {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        if looked.is_none_or(|looked| looked.elapsed() >= LOOK) {
            *looked = Some(Instant::now());
            let age = |path: &PathBuf| SystemTime::now().duration_since(fs::metadata(path).ok()?.modified().ok()?).ok();
            self.files().filter(|path| age(path).is_some_and(|age| age > KEPT)).for_each(|path| remove(&path));
        }
    }

    fn files(&self) -> impl Iterator<Item = PathBuf> {
        // No directory yet: nothing was ever sent.
        fs::read_dir(&self.dir).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()))
    }
}

/// Whose file it is, and whether it only lies beside one.
fn place(path: &Path) -> Option<(ChatId, ListId, bool)> {
    let mut parts = path.file_name()?.to_str()?.splitn(3, '.');
    let (chat, list) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some((ChatId(chat), ListId(list), parts.next().is_some()))
}

fn remove(path: &Path) {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => log::error!("a received file could not be deleted: {error}"),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAT: ChatId = ChatId(5_000_000_000);

    fn received() -> (tempfile::TempDir, Received) {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let received = Received::new(dir.path().join("received"));
        (dir, received)
    }

    #[test]
    fn a_list_lies_where_only_its_owner_reads_and_goes_with_its_report() {
        let (_dir, received) = received();
        assert_eq!(received.lists(), []);
        received.begin(CHAT, ListId(1)).and_then(|mut file| file.write_all(b"name")).expect("a list is written");
        received.keep_report(CHAT, ListId(1), b"fine").expect("a report is written");
        assert_eq!(received.lists(), [(CHAT, ListId(1))]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
            assert_eq!((mode(&received.dir), mode(&received.list(CHAT, ListId(1)))), (0o700, 0o600));
        }
        received.drop_list(CHAT, ListId(1));
        assert_eq!((received.lists(), received.read_report(CHAT, ListId(1)).ok()), (vec![], Some(b"fine".to_vec())));
        received.drop_all(CHAT, ListId(1));
        assert_eq!(received.files().count(), 0);
    }

    #[test]
    fn a_person_who_is_forgotten_leaves_no_file_and_others_keep_theirs() {
        let (_dir, received) = received();
        for chat in [CHAT, ChatId(5)] {
            received.begin(chat, ListId(1)).expect("a list is written");
            received.keep_report(chat, ListId(1), b"fine").expect("a report is written");
        }
        received.forget(CHAT);
        assert_eq!((received.lists(), received.files().count()), (vec![(ChatId(5), ListId(1))], 2));
    }

    #[test]
    fn after_a_day_a_file_goes() {
        let (_dir, received) = received();
        let aged = |list: u64, hours: u64| {
            let file = received.begin(CHAT, ListId(list)).expect("a list is written");
            file.set_modified(SystemTime::now() - Duration::from_secs(hours * 3_600)).expect("its time is set");
        };
        aged(1, 25);
        aged(2, 23);
        received.tidy();
        assert_eq!(received.lists(), [(CHAT, ListId(2))]);
    }
}
