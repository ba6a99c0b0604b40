//! A room aside, into which files of a data directory are copied to work with what must not be changed; gone when its owner goes.

use std::fs::{self, DirBuilder};
use std::path::{Path, PathBuf};

use super::StoreError;

/// What nobody needs of a data directory to read it.
const LEFT_OUT: [&str; 3] = ["aside", "store.damaged", "before-restore"];

/// A directory of its own, which only its owner can enter.
#[derive(Debug)]
pub struct Room(PathBuf);

impl Room {
    /// Makes the directory.
    ///
    /// # Errors
    /// [`StoreError::Disk`]; also when it is there already, whoever made it.
    pub fn new(dir: PathBuf) -> Result<Room, StoreError> {
        make(&dir)?;
        Ok(Room(dir))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Copies what lies in a directory: into the room itself, or into a new directory in it.
    ///
    /// # Errors
    /// [`StoreError::Disk`]; what was copied stays until the room goes.
    pub fn take(&self, from: &Path, into: Option<&str>) -> Result<(), StoreError> {
        let Some(into) = into else { return copy(from, &self.0) };
        let into = self.0.join(into);
        make(&into)?;
        copy(from, &into)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn make(dir: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|cause| StoreError::disk(dir, cause))
}

/// Half-written snapshots of sled are left out, as every opening does.
fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    let cannot = |cause| StoreError::disk(from, cause);
    for entry in fs::read_dir(from).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let (name, kind) = (entry.file_name(), entry.file_type().map_err(cannot)?);
        let is_left_out = LEFT_OUT.iter().any(|left_out| name.to_string_lossy().starts_with(left_out));
        if is_left_out || Path::new(&name).extension().is_some_and(|kind| kind == "generating") {
            continue;
        }
        let (from, to) = (entry.path(), to.join(name));
        if kind.is_dir() {
            make(&to)?;
            copy(&from, &to)?;
        } else if kind.is_file() {
            fs::copy(&from, to).map_err(|cause| StoreError::disk(&from, cause))?;
        }
    }
    Ok(())
}
