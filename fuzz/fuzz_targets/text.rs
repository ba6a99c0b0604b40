//! The decoder: the same text however the bytes come in, by whatever encoding it finds, and nothing bad is lost or replaced.
#![no_main]

use std::io::{self, Cursor, Read, Seek, SeekFrom};

#[path = "../../src/seed/codepage.rs"]
mod codepage;
#[path = "../../src/seed/text.rs"]
#[allow(dead_code, reason = "the readers ask for progress")]
mod text;

use encoding_rs::{Encoding, IBM866, KOI8_R, WINDOWS_1251};
use text::Text;

const LIMIT: u64 = 1 << 20;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let whole = decoded(Box::new(Cursor::new(bytes.to_vec())));
    let drops = decoded(Box::new(Drops(Cursor::new(bytes.to_vec()))));
    assert_eq!(whole, drops, "other text when it comes byte by byte");
    let Some(whole) = whole else { return };
    // UTF-16 has a zero in most of its units where there is no mark.
    let unmarked = [utf16(bytes, u16::from_le_bytes), utf16(bytes, u16::from_be_bytes)];
    let expected = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => vec![rest.to_vec()],
        [0xFF, 0xFE, rest @ ..] => vec![utf16(rest, u16::from_le_bytes)],
        [0xFE, 0xFF, rest @ ..] => vec![utf16(rest, u16::from_be_bytes)],
        _ if unmarked.contains(&whole) => vec![whole.clone()],
        // A code page is taken only for what is no UTF-8.
        _ if std::str::from_utf8(bytes).is_ok() || whole == bytes => vec![bytes.to_vec()],
        _ => [WINDOWS_1251, KOI8_R, IBM866].map(|page| in_page(page, bytes)).into(),
    };
    assert!(expected.contains(&whole), "{expected:?}\n{whole:?}");
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

fn in_page(page: &'static Encoding, bytes: &[u8]) -> Vec<u8> {
    let letter = |&byte: &u8| match byte {
        0x98 if page == WINDOWS_1251 => vec![0xFF],
        _ => page.decode_without_bom_handling(&[byte]).0.into_owned().into_bytes(),
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
