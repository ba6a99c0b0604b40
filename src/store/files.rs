//! The one door through which the store writes files, so that a test can hold it shut.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::StoreError;

/// Opens files for the store to write.
pub trait Files: Send + Sync {
    /// A file to append to, made if missing, readable by its owner only.
    ///
    /// # Errors
    /// Whatever the disk says.
    fn append(&self, path: &Path) -> io::Result<Box<dyn LedgerFile>>;

    /// Bytes that can still be written in a directory; where nobody knows, there is room.
    fn room(&self, dir: &Path) -> u64 {
        fs4::available_space(dir).unwrap_or(u64::MAX)
    }
}

/// A file being written. After an error its end is unknown until [`LedgerFile::truncate`] succeeds.
pub trait LedgerFile: Send {
    /// # Errors
    /// Whatever the disk says; a part may have been written.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Waits until everything is on the disk (fdatasync).
    ///
    /// # Errors
    /// Whatever the disk says.
    fn sync(&mut self) -> io::Result<()>;
    /// Cuts the file to a length in bytes.
    ///
    /// # Errors
    /// Whatever the disk says.
    fn truncate(&mut self, length: u64) -> io::Result<()>;
}

/// The real disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiskFiles;

impl Files for DiskFiles {
    fn append(&self, path: &Path) -> io::Result<Box<dyn LedgerFile>> {
        Ok(Box::new(private().append(true).open(path)?))
    }
}

impl LedgerFile for File {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        Write::write_all(self, bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn truncate(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }
}

/// Options that make a file which only its owner can read.
pub fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a directory, and those above it, which only its owner can enter.
pub(super) fn private_dir(dir: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|cause| StoreError::disk(dir, cause))
}

/// The same of a directory in which nobody but Hamkor has work: one that others can enter, as libraries make theirs, is closed to them. The
/// data directory itself is not such a one, for whoever made it may keep other things there.
///
/// # Errors
/// [`StoreError::Disk`]
pub fn own_dir(dir: &Path) -> Result<(), StoreError> {
    private_dir(dir)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let is_open = fs::metadata(dir).is_ok_and(|dir| dir.permissions().mode() & 0o077 != 0);
        // One of another user stays as that user wants it.
        if is_open && let Err(error) = fs::set_permissions(dir, fs::Permissions::from_mode(0o700)) {
            log::warn!("{}: others can read it: {error}", dir.display());
        }
    }
    Ok(())
}

/// Makes the names in a directory durable.
pub(super) fn sync_dir(dir: &Path) -> Result<(), StoreError> {
    // Windows cannot sync a directory; its file systems journal names by themselves.
    if cfg!(unix) { File::open(dir).and_then(|dir| dir.sync_all()).map_err(|cause| StoreError::disk(dir, cause)) } else { Ok(()) }
}

/// Renames a file durably.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(|cause| StoreError::disk(to, cause))?;
    // A bare name lies in the current directory.
    let dir = to.parent().map(|dir| if dir.as_os_str().is_empty() { Path::new(".") } else { dir });
    dir.map_or(Ok(()), sync_dir)
}

/// Writes a small file whole: after a crash the old or the new content is there, never a part.
pub(super) fn write_whole(files: &dyn Files, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let new = path.with_extension("new");
    let write = || {
        let mut file = files.append(&new)?;
        file.truncate(0)?;
        file.write_all(bytes)?;
        file.sync()
    };
    write().map_err(|cause| StoreError::disk(&new, cause))?;
    rename(&new, path)
}
