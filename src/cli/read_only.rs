//! A data directory on a disk that cannot be written to, as after a fault of the disk or in a copy that is only to be looked at: what lies
//! there is copied aside, questions are answered from the copy, and whatever would have to be kept is refused.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::store::{DiskFiles, Files, LedgerFile, Room, StoreError, private};

/// A copy, gone when the command ends.
#[derive(Clone, Debug)]
pub(super) struct ReadOnly {
    room: Arc<Room>,
    original: PathBuf,
}

impl ReadOnly {
    /// The copy of a data directory that cannot be written to; `None` for one that can, or that is not there.
    ///
    /// # Errors
    /// When there is no room for the copy.
    pub(super) fn of(data: &Path) -> Result<Option<ReadOnly>, StoreError> {
        let cannot = |opened: io::Result<File>| opened.err().filter(|error| error.kind() == ErrorKind::ReadOnlyFilesystem);
        if !data.is_dir() || cannot(private().append(true).open(data.join("lock"))).is_none() {
            return Ok(None);
        }
        ReadOnly::copied(data).map(Some)
    }

    fn copied(data: &Path) -> Result<ReadOnly, StoreError> {
        let mut rooms = (0u32..).map(|number| std::env::temp_dir().join(format!("hamkor-{}-{number}", std::process::id())));
        let room = Room::new(rooms.find(|room| !room.exists()).unwrap_or_default())?;
        room.take(data, None)?;
        Ok(ReadOnly { room: Arc::new(room), original: data.to_owned() })
    }

    /// Where the copy lies.
    pub(super) fn data(&self) -> &Path {
        self.room.path()
    }

    /// The directory that it is a copy of.
    pub(super) fn original(&self) -> &Path {
        &self.original
    }

    /// An error of work on the copy, as one of the directory itself: nobody knows the copy.
    pub(super) fn named(&self, error: anyhow::Error) -> anyhow::Error {
        match error.downcast::<StoreError>() {
            Ok(error) => error.as_of(&self.original, self.data()).into(),
            Err(error) => error,
        }
    }
}

/// The door to the copy: nothing goes into its ledger, and so nothing is acknowledged.
pub(super) struct ShutFiles;

impl Files for ShutFiles {
    fn append(&self, path: &Path) -> io::Result<Box<dyn LedgerFile>> {
        let file = DiskFiles.append(path)?;
        let is_ledger = path.parent().and_then(Path::file_name).is_some_and(|dir| dir == "ledger");
        Ok(if is_ledger { Box::new(Shut(file)) } else { file })
    }
}

/// A file of which only what a crash left behind is cut off.
struct Shut(Box<dyn LedgerFile>);

impl LedgerFile for Shut {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() { Ok(()) } else { Err(ErrorKind::ReadOnlyFilesystem.into()) }
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync()
    }

    fn truncate(&mut self, length: u64) -> io::Result<()> {
        self.0.truncate(length)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::app::{App, Beginning};
    use crate::conversation;
    use crate::domain::Company;
    use crate::matching::{Asker, find};
    use crate::store::{PutCompany, SledStore, Store, Who};
    use crate::understanding::{Vocabulary, understand};

    #[tokio::test]
    async fn from_a_copy_questions_are_answered_and_nothing_is_kept() {
        let dir = tempfile::tempdir().expect("a directory");
        let data = dir.path().join("data");
        let company = |name: &str| PutCompany {
            company: Company {
                id: name.to_owned(),
                name: name.to_owned(),
                city: "Липецк".to_owned(),
                offers: vec!["цемент".to_owned()],
                ..Company::default()
            },
            name_key: String::new(),
        };
        let (store, _) = SledStore::open(&data).expect("a store");
        store.put_company(company("Гранит"), jiff::Timestamp::UNIX_EPOCH, Who::new("clerk:7")).await.expect("it is stored");
        drop(store);
        fs::create_dir(data.join("before-restore-2026-11-29")).expect("a directory");
        let seen = |dir: &Path| fs::read_dir(dir).expect("a directory").count();

        let copy = ReadOnly::copied(&data).expect("a copy");
        assert_eq!(seen(copy.data()), seen(&data) - 1, "what no question needs stays where it is");
        let vocabulary = Arc::new(Vocabulary::built_in());
        let settings = conversation::Settings::default();
        let opened =
            App::open_with(copy.data(), Beginning::BuiltIn, std::future::ready(Ok(vocabulary)), settings, Arc::new(ShutFiles)).await;
        let (app, notices) = opened.expect("it opens");
        assert_eq!(notices, []);
        let index = app.index();
        let found = find(&understand("нужен цемент", &index.vocabulary), Asker::default(), 0, 5, &index).expect("an index");
        assert_eq!(found.matches.len(), 1);
        let refused = app.store.put_company(company("Кремень"), jiff::Timestamp::UNIX_EPOCH, Who::new("clerk:7")).await;
        assert!(matches!(&refused, Err(StoreError::Disk { cause, .. }) if cause.kind() == ErrorKind::ReadOnlyFilesystem), "{refused:?}");
        let said = copy.named(refused.expect_err("it is refused").into()).to_string();
        assert!(said.starts_with(&format!("{}: ", data.display())) && !said.contains("ledger"), "{said}");
        let room = copy.data().to_owned();
        drop((app, copy));
        assert!(!room.exists(), "the copy goes with the command");
    }

    #[test]
    fn a_directory_that_can_be_written_to_or_that_is_not_there_is_not_copied() {
        let dir = tempfile::tempdir().expect("a directory");
        for data in [dir.path().to_owned(), dir.path().join("none")] {
            assert!(ReadOnly::of(&data).expect("it is looked at").is_none());
        }
    }
}
