//! Who may read the files that the program makes. All that it keeps is for its owner only, whichever library writes it, in whichever folder
//! it lies; a file that somebody asked for by its name has the rights that any program would give it.

use std::io;
use std::path::Path;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::path::Path;
    use std::sync::OnceLock;

    use nix::fcntl::AT_FDCWD;
    use nix::sys::stat::{FchmodatFlags, Mode, fchmodat, umask};

    /// What a new file would be without, were it made by another program.
    static WITHOUT: OnceLock<Mode> = OnceLock::new();

    pub(super) fn close() {
        let others = Mode::S_IRWXG.union(Mode::S_IRWXO);
        WITHOUT.get_or_init(|| umask(others));
    }

    pub(super) fn as_others_do(file: &Path) -> io::Result<()> {
        match WITHOUT.get() {
            Some(without) => {
                let mode = Mode::from_bits_truncate(0o666).difference(*without);
                Ok(fchmodat(AT_FDCWD, file, mode, FchmodatFlags::FollowSymlink)?)
            }
            None => Ok(()),
        }
    }
}

/// From here on new files and folders are for their owner only. It holds for the whole process.
pub(super) fn close() {
    #[cfg(unix)]
    unix::close();
}

/// Gives a file the rights that it would have without [`close`].
///
/// # Errors
/// Whatever the disk says.
#[cfg_attr(not(unix), expect(unused_variables, reason = "there folders alone say who may read"))]
pub(super) fn as_others_do(file: &Path) -> io::Result<()> {
    #[cfg(unix)]
    unix::as_others_do(file)?;
    Ok(())
}
