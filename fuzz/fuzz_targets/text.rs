//! The decoder: the same text however the bytes come in, by whatever encoding it finds, and nothing bad is lost or replaced.
#![no_main]

use std::io::{self, Cursor, Read, Seek, SeekFrom};

#[path = "../../src/seed/text.rs"]
#[allow(dead_code, reason = "the readers ask for progress")]
mod text;

use text::Text;

const LIMIT: u64 = 1 << 20;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let whole = decoded(Box::new(Cursor::new(bytes.to_vec())));
    let drops = decoded(Box::new(Drops(Cursor::new(bytes.to_vec()))));
    assert_eq!(whole, drops, "other text when it comes byte by byte");
    let Some(whole) = whole else { return };
    let expected = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => rest.to_vec(),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // Windows-1251 is taken only for what is no UTF-8.
        _ if std::str::from_utf8(bytes).is_ok() || whole == bytes => bytes.to_vec(),
        _ => windows_1251(bytes),
    };
    assert_eq!(whole, expected);
});

fn decoded(source: Box<dyn text::Source>) -> Option<Vec<u8>> {
    let mut text = Text::new(source, LIMIT).ok()?;
    let mut out = Vec::new();
    text.read_to_end(&mut out).expect("memory does not fail");
    Some(out)
}

/// The same by the standard library, a bad unit and a torn one as the byte FF.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let (pairs, torn) = bytes.as_chunks();
    let units = char::decode_utf16(pairs.iter().copied().map(unit));
    let mut out: Vec<u8> = units.flat_map(|read| read.map_or(vec![0xFF], |c| c.to_string().into_bytes())).collect();
    if !torn.is_empty() {
        out.push(0xFF);
    }
    out
}

fn windows_1251(bytes: &[u8]) -> Vec<u8> {
    let letter = |&byte: &u8| match byte {
        0x98 => vec![0xFF],
        _ => encoding_rs::WINDOWS_1251.decode_without_bom_handling(&[byte]).0.into_owned().into_bytes(),
    };
    bytes.iter().flat_map(letter).collect()
}

/// Gives one byte at a time.
struct Drops(Cursor<Vec<u8>>);

impl Read for Drops {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = into.len().min(1);
        self.0.read(&mut into[..most])
    }
}

impl Seek for Drops {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}
