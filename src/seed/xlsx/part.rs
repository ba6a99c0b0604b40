//! One part of the archive: unpacked as it is read, no further than its limit, and held to its checksum.

use std::io::{self, BufRead, Read, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::read::DeflateDecoder;

use super::limit::Limit;
use crate::seed::remark::What;
use crate::seed::text::Source;

const CHUNK_BYTES: usize = 64 * 1024;

/// The file, of which several parts are read.
pub(super) type Shared = Arc<Mutex<Box<dyn Source>>>;

/// Where a part lies in the file.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// As the archive writes it, for messages.
    pub(super) name: String,
    /// Where its own header begins.
    pub(super) at: u64,
    pub(super) packed: u64,
    pub(super) unpacked: u64,
    pub(super) checksum: u32,
    pub(super) is_deflated: bool,
}

/// The packed bytes of a part.
struct Window {
    source: Shared,
    at: u64,
    left: u64,
    read: Arc<AtomicU64>,
}

impl Read for Window {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(into.len());
        let mut source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        source.seek(SeekFrom::Start(self.at))?;
        let count = source.read(&mut into[..most])?;
        self.at += count as u64;
        self.left -= count as u64;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// A part as its reader sees it.
pub(super) struct Part {
    entry: Entry,
    bytes: Box<dyn Read + Send>,
    chunk: Vec<u8>,
    at: usize,
    end: usize,
    unpacked: u64,
    checksum: crc32fast::Hasher,
    limit: Limit,
    /// Of what is read in one piece.
    room: usize,
    fault: Option<What>,
    read: Arc<AtomicU64>,
}

impl Part {
    /// `limit`: of how much of it is unpacked.
    pub(super) fn open(source: &Shared, entry: &Entry, limit: Limit) -> Result<Part, What> {
        if entry.unpacked > limit.bytes() {
            return Err(What::OverLimit { part: entry.name.clone(), limit });
        }
        let at = begin(source, entry.at).map_err(|error| fault(&error, &entry.name))?;
        let read = Arc::new(AtomicU64::new(0));
        let window = Window { source: source.clone(), at, left: entry.packed, read: read.clone() };
        Ok(Part {
            entry: entry.clone(),
            bytes: if entry.is_deflated { Box::new(DeflateDecoder::new(window)) } else { Box::new(window) },
            chunk: vec![0; CHUNK_BYTES],
            at: 0,
            end: 0,
            unpacked: 0,
            checksum: crc32fast::Hasher::new(),
            limit,
            room: CHUNK_BYTES,
            fault: None,
            read,
        })
    }

    pub(super) fn name(&self) -> &str {
        &self.entry.name
    }

    /// Packed bytes read so far, for a progress bar, and in all.
    pub(super) fn progress(&self) -> (Arc<AtomicU64>, u64) {
        (self.read.clone(), self.entry.packed)
    }

    /// Bytes unpacked so far.
    pub(super) fn unpacked(&self) -> u64 {
        self.unpacked
    }

    /// From here on one more piece may be read: a parser keeps each piece whole, and one without an end would fill the memory.
    pub(super) fn begin_piece(&mut self) {
        self.room = Limit::Element.bytes() as usize;
    }

    /// Why reading failed, when it was not for what the part says.
    pub(super) fn take_fault(&mut self) -> What {
        self.fault.take().unwrap_or_else(|| What::Torn { part: self.entry.name.clone() })
    }

    fn fill(&mut self) -> Result<usize, What> {
        let over = |limit| What::OverLimit { part: self.entry.name.clone(), limit };
        if self.room == 0 {
            return Err(over(Limit::Element));
        }
        let count = loop {
            match self.bytes.read(&mut self.chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(fault(&error, &self.entry.name)),
                Ok(count) => break count,
            }
        };
        self.unpacked += count as u64;
        if self.unpacked > self.limit.bytes() {
            return Err(over(self.limit));
        }
        self.checksum.update(&self.chunk[..count]);
        let is_whole = || self.unpacked == self.entry.unpacked && self.checksum.clone().finalize() == self.entry.checksum;
        if count == 0 && !is_whole() {
            return Err(What::Torn { part: self.entry.name.clone() });
        }
        Ok(count)
    }
}

impl Read for Part {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Part {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.end {
            (self.at, self.end) = (0, 0);
            self.end = self.fill().map_err(|what| {
                self.fault = Some(what);
                io::Error::other("see Part::take_fault")
            })?;
        }
        Ok(&self.chunk[self.at..self.end])
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
        self.room = self.room.saturating_sub(count);
    }
}

/// Where the bytes of a part begin: after its own header, whose length only that header tells.
fn begin(source: &Shared, at: u64) -> io::Result<u64> {
    const HEADER_BYTES: usize = 30;
    let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
    source.seek(SeekFrom::Start(at))?;
    let mut header = [0; HEADER_BYTES];
    source.read_exact(&mut header)?;
    if !header.starts_with(b"PK\x03\x04") {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let length = |at: usize| u64::from(u16::from_le_bytes([header[at], header[at + 1]]));
    at.checked_add(HEADER_BYTES as u64 + length(26) + length(28)).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// Bytes that cannot be unpacked, or a file that cannot be read.
fn fault(error: &io::Error, part: &str) -> What {
    match error.kind() {
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => What::Torn { part: part.to_owned() },
        _ => What::CannotRead { reason: error.to_string() },
    }
}
