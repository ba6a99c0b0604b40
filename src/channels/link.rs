//! The way into a running bot for the commands of the same machine: a socket in the data directory that only its owner can open. A store
//! is open in one process at a time; so a command that finds a bot there has it done by it, with its own streams, and its output is the
//! same.
//!
//! The one who asks sends a [`Header`] as a line of JSON and then, when it is wanted, its input. Back come frames: a kind, the length as
//! four bytes (big-endian), the bytes.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::Shutdown;
#[cfg(unix)]
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use serde::{Deserialize, Serialize};
#[cfg(windows)]
use uds_windows::{UnixListener, UnixStream};

use super::console;
use crate::domain::Language;
use crate::reply::Texts;

/// In the data directory.
const SOCKET: &str = "socket";
/// Commands that a bot does at the same time.
const AT_ONCE: usize = 4;
const HEADER_BYTES: u64 = 1 << 20;

/// A command that is asked for, and by whom.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Header {
    /// Both have to be of one version.
    version: String,
    /// Without the name of the program.
    pub arguments: Vec<String>,
    pub languages: Vec<Language>,
    /// In which relative paths begin.
    pub(super) directory: PathBuf,
    /// Variables that begin with `HAMKOR_`.
    pub(super) environment: BTreeMap<String, String>,
    /// Whether a person looks at the output on a screen, and how wide that is, in columns.
    pub(super) shown: bool,
    pub(super) width: Option<u16>,
}

impl Header {
    /// What this process asks for.
    ///
    /// # Errors
    /// When its directory is gone.
    pub fn of_this_process(arguments: Vec<String>, languages: Vec<Language>, width: Option<u16>) -> io::Result<Header> {
        let environment = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Ok(Header {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            arguments,
            languages,
            directory: std::env::current_dir()?,
            environment: environment.filter(|(name, _)| name.starts_with("HAMKOR_")).collect(),
            shown: console::is_shown(),
            width,
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Out = 1,
    Err = 2,
    /// The input is to be sent now.
    Want = 3,
    /// The command has ended; the byte is its exit code.
    End = 4,
}

/// The way back to whoever asked.
#[derive(Clone)]
pub struct Frames(Arc<Mutex<UnixStream>>);

impl Frames {
    fn send(&self, kind: Kind, bytes: &[u8]) -> io::Result<()> {
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?.to_be_bytes();
        let frame = [&[kind as u8], &length[..], bytes].concat();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write_all(&frame)
    }

    pub(super) fn out(&self, bytes: &[u8]) -> io::Result<()> {
        self.send(Kind::Out, bytes)
    }

    pub(super) fn err(&self, bytes: &[u8]) -> io::Result<()> {
        self.send(Kind::Err, bytes)
    }

    pub(super) fn want_input(&self) -> io::Result<()> {
        self.send(Kind::Want, &[])
    }
}

/// The open socket of a running bot; it goes with this.
pub struct Door(PathBuf);

impl Door {
    /// Opens it: from now on `work` is done for everybody who asks, each in a thread of its own. It gives the exit code.
    ///
    /// # Errors
    /// When there can be no socket in that directory.
    pub fn open(data: &Path, work: impl Fn(&Header) -> u8 + Send + Sync + 'static) -> io::Result<Door> {
        let path = data.join(SOCKET);
        // One that is left over: the lock of the store is held by now, so nobody listens there.
        match fs::remove_file(&path) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(cause),
            _ => {}
        }
        let listener = UnixListener::bind(&path)?;
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        let (work, busy) = (Arc::new(work), Arc::new(AtomicUsize::new(0)));
        thread::Builder::new().name("socket".into()).spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                let (work, busy) = (Arc::clone(&work), Arc::clone(&busy));
                let spawned = thread::Builder::new().name("command".into()).spawn(move || {
                    let before = busy.fetch_add(1, Ordering::SeqCst);
                    if let Err(error) = serve(stream, before >= AT_ONCE, &*work) {
                        log::warn!("socket command=failed error=\"{error}\"");
                    }
                    busy.fetch_sub(1, Ordering::SeqCst);
                });
                if let Err(error) = spawned {
                    log::warn!("socket thread=none error=\"{error}\"");
                }
            }
        })?;
        Ok(Door(path))
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn serve(stream: UnixStream, full: bool, work: &dyn Fn(&Header) -> u8) -> io::Result<()> {
    let frames = Frames(Arc::new(Mutex::new(stream.try_clone()?)));
    let mut input = BufReader::new(stream);
    let mut line = String::new();
    input.by_ref().take(HEADER_BYTES).read_line(&mut line)?;
    let header: Header = serde_json::from_str(&line)?;
    let texts = Texts::of(header.languages.first().copied().unwrap_or_default());
    let refuse = |why: &str| frames.err(format!("hamkor: {}\n", texts.plain(why)).as_bytes()).and_then(|()| frames.send(Kind::End, &[2]));
    if header.version != env!("CARGO_PKG_VERSION") {
        return refuse("command-bot-other-version");
    }
    if full {
        return refuse("command-bot-busy");
    }
    let code = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        console::with_guest(header.clone(), frames.clone(), Box::new(input), || work(&header))
    }));
    frames.send(Kind::End, &[code.unwrap_or(2)])
}

/// Has a command done by the bot that runs on a data directory; `None`: none runs there.
///
/// # Errors
/// When the bot ends before the command has.
pub fn ask(data: &Path, header: &Header) -> Option<io::Result<ExitCode>> {
    let stream = UnixStream::connect(data.join(SOCKET)).ok()?;
    Some(follow(&stream, header))
}

fn follow(mut stream: &UnixStream, header: &Header) -> io::Result<ExitCode> {
    let mut line = serde_json::to_vec(header)?;
    line.push(b'\n');
    stream.write_all(&line)?;
    let mut back = BufReader::new(stream);
    loop {
        let mut head = [0; 5];
        back.read_exact(&mut head)?;
        let [kind, length @ ..] = head;
        let mut bytes = vec![0; u32::from_be_bytes(length) as usize];
        back.read_exact(&mut bytes)?;
        if kind == Kind::Out as u8 {
            let mut out = io::stdout().lock();
            out.write_all(&bytes)?;
            out.flush()?;
        } else if kind == Kind::Err as u8 {
            io::stderr().write_all(&bytes)?;
        } else if kind == Kind::Want as u8 {
            let mut input = stream.try_clone()?;
            // Ends with the input, or with this process.
            thread::spawn(move || {
                let _ = io::copy(&mut io::stdin().lock(), &mut input);
                let _ = input.shutdown(Shutdown::Write);
            });
        } else {
            return Ok(ExitCode::from(bytes.first().copied().unwrap_or(2)));
        }
    }
}
