//! Encodings: whatever the file is written in, out comes UTF-8. Bytes that mean nothing are never replaced: they come out as bytes
//! that are no UTF-8 either, so the reader of the cell finds them and the row can be named.

use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::codepage::{Readings, letter};

/// Stands for a bad unit of UTF-16 or of a code page; never part of UTF-8.
const BAD: u8 = 0xFF;
const CHUNK_BYTES: usize = 64 * 1024;
/// So many letters outside ASCII are enough to tell an encoding.
const EVIDENCE: usize = 4096;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16 {
        big_endian: bool,
    },
    /// One byte a letter.
    CodePage(&'static encoding_rs::Encoding),
}

pub(super) trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

/// A source read as UTF-8.
pub(super) struct Text {
    source: Box<dyn Source>,
    encoding: Encoding,
    /// Of the code page, what each byte means.
    letters: Vec<char>,
    raw: Vec<u8>,
    /// The odd byte of a UTF-16 unit cut by the chunk, and the first half of a pair.
    byte: Option<u8>,
    lead: Option<u16>,
    ready: Vec<u8>,
    at: usize,
    left: u64,
    read: Arc<AtomicU64>,
}

/// Why a source is not read as text.
#[derive(Debug)]
pub(super) enum NoText {
    Io(io::Error),
    Binary,
    Empty,
}

impl From<io::Error> for NoText {
    fn from(error: io::Error) -> Self {
        NoText::Io(error)
    }
}

impl Text {
    /// Finds out the encoding, by its mark or by its bytes. Of a source that grows meanwhile at most `limit` bytes are read.
    pub(super) fn new(mut source: Box<dyn Source>, limit: u64) -> Result<Text, NoText> {
        let mut mark = Vec::new();
        source.by_ref().take(4096).read_to_end(&mut mark)?;
        source.rewind()?;
        let (encoding, skip) = match mark.as_slice() {
            [] => return Err(NoText::Empty),
            [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8, 3),
            [0xFF, 0xFE, ..] => (Encoding::Utf16 { big_endian: false }, 2),
            [0xFE, 0xFF, ..] => (Encoding::Utf16 { big_endian: true }, 2),
            head if begins_otherwise(head) => return Err(NoText::Binary),
            head if holds_halves(head) => (unmarked_utf16(head).ok_or(NoText::Binary)?, 0),
            _ => (guess(source.by_ref().take(limit))?, 0),
        };
        source.seek(SeekFrom::Start(skip))?;
        let letters = match encoding {
            Encoding::CodePage(page) => (0..=u8::MAX).map(|byte| letter(page, byte)).collect(),
            _ => Vec::new(),
        };
        let read = Arc::new(AtomicU64::new(skip));
        let raw = vec![0; CHUNK_BYTES];
        Ok(Text {
            source,
            encoding,
            letters,
            raw,
            byte: None,
            lead: None,
            ready: Vec::new(),
            at: 0,
            left: limit.saturating_sub(skip),
            read,
        })
    }

    /// Bytes of the file read so far, for a progress bar.
    pub(super) fn progress(&self) -> Arc<AtomicU64> {
        self.read.clone()
    }

    fn decode(&mut self, count: usize) {
        let raw = &self.raw[..count];
        match self.encoding {
            Encoding::Utf8 => self.ready.extend_from_slice(raw),
            Encoding::CodePage(_) => {
                for &byte in raw {
                    push(&mut self.ready, self.letters[usize::from(byte)]);
                }
            }
            Encoding::Utf16 { big_endian } => {
                let bytes = self.byte.take().into_iter().chain(raw.iter().copied());
                let mut half = None;
                for byte in bytes {
                    let Some(first) = half.take() else {
                        half = Some(byte);
                        continue;
                    };
                    let unit = if big_endian { u16::from_be_bytes([first, byte]) } else { u16::from_le_bytes([first, byte]) };
                    pair(&mut self.ready, &mut self.lead, unit);
                }
                self.byte = half;
            }
        }
    }
}

impl Read for Text {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Text {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.ready.len() {
            self.ready.clear();
            self.at = 0;
            let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(self.raw.len());
            let count = match self.source.read(&mut self.raw[..most]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            self.left -= count as u64;
            self.read.fetch_add(count as u64, Ordering::Relaxed);
            if count > 0 {
                self.decode(count);
            } else if self.byte.take().is_some() || self.lead.take().is_some() {
                self.ready.push(BAD);
            } else {
                break;
            }
        }
        Ok(&self.ready[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}

fn push(into: &mut Vec<u8>, c: char) {
    match c {
        char::REPLACEMENT_CHARACTER => into.push(BAD),
        _ => into.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
    }
}

/// One unit of UTF-16 after another; a half of a pair without its other half is bad.
fn pair(into: &mut Vec<u8>, lead: &mut Option<u16>, unit: u16) {
    if let Some(first) = lead.take() {
        match char::decode_utf16([first, unit]).next() {
            Some(Ok(c)) => return into.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            _ => into.push(BAD),
        }
    }
    match char::from_u32(u32::from(unit)) {
        Some(c) => into.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None if unit < 0xDC00 => *lead = Some(unit),
        None => into.push(BAD),
    }
}

/// Workbooks, archives and pictures under a wrong name.
fn begins_otherwise(head: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 5] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0", b"%PDF", b"\x1F\x8B", b"\x89PNG"];
    BEGINNINGS.iter().any(|beginning| head.starts_with(beginning))
}

/// The first bytes of a unit of UTF-16 in Latin and in Cyrillic letters; no text of single bytes holds many of them.
fn is_half(byte: u8) -> bool {
    matches!(byte, 0 | 4)
}

fn holds_halves(head: &[u8]) -> bool {
    head.iter().filter(|&&byte| is_half(byte)).count() * 10 > head.len()
}

/// UTF-16 without its mark: nearly every second byte is a half, and hardly any of the others.
fn unmarked_utf16(head: &[u8]) -> Option<Encoding> {
    let units = head.len() / 2;
    let halves = |first: usize| head.iter().skip(first).step_by(2).filter(|&&byte| is_half(byte)).count();
    let (even, odd) = (halves(0), halves(1));
    let big_endian = even > odd;
    (even.max(odd) * 10 > units * 8 && even.min(odd) * 20 <= units).then_some(Encoding::Utf16 { big_endian })
}

/// UTF-8 unless more of the bytes outside ASCII are bad than good in it *and* they form words in a code page:
/// a file with a few spoilt bytes stays what it is.
fn guess(mut source: impl Read) -> io::Result<Encoding> {
    let (mut good, mut bad, mut is_word) = (0, 0, false);
    let mut readings = Readings::new();
    let mut chunk = Vec::with_capacity(CHUNK_BYTES);
    while good + bad < EVIDENCE {
        chunk.clear();
        if source.by_ref().take(CHUNK_BYTES as u64).read_to_end(&mut chunk)? == 0 {
            break;
        }
        for part in chunk.utf8_chunks() {
            good += part.valid().chars().filter(|c| !c.is_ascii()).count();
            bad += usize::from(!part.invalid().is_empty());
        }
        is_word |= chunk.windows(2).any(|two| two.iter().all(|&byte| byte >= 0xC0));
        readings.read(&chunk);
    }
    Ok(match readings.other() {
        _ if bad <= good => Encoding::Utf8,
        Some(page) => Encoding::CodePage(page),
        None if is_word => Encoding::CodePage(encoding_rs::WINDOWS_1251),
        None => Encoding::Utf8,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<u8> {
        let mut text = Text::new(Box::new(io::Cursor::new(bytes.to_vec())), 1 << 20).expect("text");
        let mut out = Vec::new();
        text.read_to_end(&mut out).expect("memory does not fail");
        out
    }

    fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "Ном;Шаҳр\n«Ҳамкор» 𝄞;Хуҷанд\n";
        assert_eq!(read(text.as_bytes()), text.as_bytes());
        assert_eq!(read(format!("\u{feff}{text}").as_bytes()), text.as_bytes());
        assert_eq!(read(&utf16(text, false)), text.as_bytes());
        assert_eq!(read(&utf16(text, true)), text.as_bytes());
        let russian = "Название;Город\n«Ёлка» № 5;Липецк\n";
        assert_eq!(read(&encoding_rs::WINDOWS_1251.encode(russian).0), russian.as_bytes());
        let russian = "Название;Город\nЁлка № 5;Липецк\n";
        assert_eq!(read(&encoding_rs::IBM866.encode(russian).0), russian.as_bytes());
        let russian = "Название;Город\n«Ёлка»;Липецк\n".replace(['«', '»'], "\"");
        assert_eq!(read(&encoding_rs::KOI8_R.encode(&russian).0), russian.as_bytes());
        for big_endian in [false, true] {
            assert_eq!(read(&utf16(text, big_endian)[2..]), text.as_bytes());
        }
    }

    #[test]
    fn a_few_spoilt_bytes_do_not_make_windows_1251_of_utf_8() {
        let mut bytes = "Название;Город\nМедсофт;Липецк\n".as_bytes().to_vec();
        bytes.extend(b"\xCF\xEB\xFE\xF1;\xCB\xE8\xEF\xE5\xF6\xEA\n");
        assert_eq!(read(&bytes), bytes);
        assert_eq!(read(b"name,city\nCaf\xE9,Lipetsk\n"), b"name,city\nCaf\xE9,Lipetsk\n");
    }

    #[test]
    fn what_means_nothing_stays_bad() {
        let mut torn = utf16("аб", false);
        torn.extend([0x00, 0xD8, 0x31, 0x00, 0x32]);
        assert_eq!(read(&torn), [&b"\xD0\xB0\xD0\xB1"[..], b"\xFF1\xFF"].concat());
        for binary in [[0; 64], [4; 64], std::array::from_fn(|at| (at % 3) as u8)] {
            assert!(matches!(Text::new(Box::new(io::Cursor::new(binary)), 1 << 20), Err(NoText::Binary)));
        }
        let mut hole = encoding_rs::WINDOWS_1251.encode("Название").0.into_owned();
        hole.push(0x98);
        assert_eq!(read(&hole), ["Название".as_bytes(), b"\xFF"].concat());
    }
}
