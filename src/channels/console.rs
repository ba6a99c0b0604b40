//! The streams of the command that runs: those of this process or, in the thread of a command that another process has asked for over
//! the [`link`](super::link) of a running bot, those of that process.

use std::cell::RefCell;
use std::env::VarError;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use super::link::{Frames, Header};
use super::terminal::harmless;

thread_local! {
    static GUEST: RefCell<Option<Guest>> = const { RefCell::new(None) };
}

/// Another process, for which this thread does a command.
struct Guest {
    header: Header,
    frames: Frames,
    /// `None` once something reads it.
    input: Option<Box<dyn BufRead + Send>>,
}

/// Does work with the streams, directory and environment of another process.
pub(super) fn with_guest<R>(header: Header, frames: Frames, input: Box<dyn BufRead + Send>, work: impl FnOnce() -> R) -> R {
    GUEST.set(Some(Guest { header, frames, input: Some(input) }));
    let done = work();
    GUEST.set(None);
    done
}

fn guest<R>(read: impl FnOnce(&mut Guest) -> R) -> Option<R> {
    GUEST.with_borrow_mut(|guest| guest.as_mut().map(read))
}

/// Where data go. Not buffered towards another process.
pub enum Out {
    Own(io::Stdout),
    Guest(Frames),
}

pub fn stdout() -> Out {
    guest(|guest| Out::Guest(guest.frames.clone())).unwrap_or_else(|| Out::Own(io::stdout()))
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Out::Own(stdout) => stdout.write(bytes),
            Out::Guest(frames) => frames.out(bytes).map(|()| bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Out::Own(stdout) => stdout.flush(),
            Out::Guest(_) => Ok(()),
        }
    }
}

/// One line for people, on stderr.
#[expect(clippy::print_stderr, reason = "what a command did goes to stderr, one line each")]
pub fn say(line: &str) {
    let line = harmless(line);
    // Whoever has gone hears nothing; the work goes on.
    if guest(|guest| _ = guest.frames.err(format!("{line}\n").as_bytes())).is_none() {
        eprintln!("{line}");
    }
}

/// What is typed or piped in; of another process it can be read once.
pub fn stdin() -> Box<dyn BufRead + Send> {
    let theirs = guest(|guest| {
        let _ = guest.frames.want_input();
        guest.input.take().unwrap_or_else(|| Box::new(io::empty()))
    });
    theirs.unwrap_or_else(|| Box::new(BufReader::new(Own)))
}

/// The input of this process, of which no line is kept back from the next reader more than its buffer holds.
struct Own;

impl Read for Own {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        io::stdin().lock().read(buffer)
    }
}

/// Whether a person looks at the data on a screen.
pub fn is_shown() -> bool {
    guest(|guest| guest.header.shown).unwrap_or_else(|| io::stdout().is_terminal())
}

/// The width of that screen in columns, where it is another process's.
pub fn width() -> Option<u16> {
    guest(|guest| guest.header.width).flatten()
}

/// Whether this thread works for another process: no line editing, no progress bar.
pub fn is_guest() -> bool {
    guest(|_| ()).is_some()
}

/// A path as whoever asked means it.
pub fn path(path: &Path) -> PathBuf {
    guest(|guest| guest.header.directory.join(path)).unwrap_or_else(|| path.to_owned())
}

/// A variable of the environment of whoever asked.
///
/// # Errors
/// As [`std::env::var`].
pub fn variable(name: &str) -> Result<String, VarError> {
    guest(|guest| guest.header.environment.get(name).cloned().ok_or(VarError::NotPresent)).unwrap_or_else(|| std::env::var(name))
}
