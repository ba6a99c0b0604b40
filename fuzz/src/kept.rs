//! What Hamkor itself has written, read as if it had not. Checksums are put right here, so that what lies behind them is reached.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::{Compression, GzBuilder};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::store::{SledStore, restore, verify};

/// A directory that goes with whoever made it; each process has its own.
struct Place(PathBuf);

impl Place {
    fn new() -> Place {
        let place = std::env::temp_dir().join(format!("hamkor-fuzz-{}", std::process::id()));
        let _ = fs::remove_dir_all(&place);
        fs::create_dir_all(&place).expect("a directory for what is read");
        Place(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Reads a ledger and holds the check of a directory to it that it ends, says the same twice and changes nothing. The bytes are the lines of
/// the only segment and, each behind a NUL, the rows of its loads; a line gets its checksum here, unless it begins with `!`.
pub fn ledger(bytes: &[u8]) {
    let place = Place::new();
    let dir = place.0.join("ledger");
    fs::create_dir(&dir).expect("a directory");
    let mut parts = bytes.split(|byte| *byte == 0);
    let entries = parts.next().unwrap_or_default();
    let segment = dir.join("000000000001.jsonl");
    put(&segment, entries);
    for (number, rows) in loads(entries).into_iter().zip(parts) {
        put(&dir.join(format!("{number:012}.load")), rows);
    }
    let written = fs::read(&segment).expect("it was written");
    let found = verify(&place.0);
    let again = verify(&place.0);
    assert_eq!(format!("{found:?}"), format!("{again:?}"), "the check says something else the second time");
    assert_eq!(fs::read(&segment).expect("it is still there"), written, "the check has changed the ledger");
}

/// Reads a backup: it is restored as a whole, and what is restored opens, or the directory is as it was. The bytes are its lines, but for
/// the last one, which holds their sum.
pub fn backup(bytes: &[u8]) {
    let place = Place::new();
    let (file, new) = (place.0.join("a.hamkor"), place.0.join("new"));
    let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let out = fs::File::create(&file).expect("a file");
    let mut out = GzBuilder::new().write(out, Compression::default());
    let written = out.write_all(bytes).and_then(|()| writeln!(out, "{{\"sha256\":\"{sum}\"}}")).and_then(|()| out.finish());
    written.expect("a backup is written");
    match restore(&file, &new, None, None) {
        // Not by the check: after that sled is never closed, for its program ends then.
        Ok(_) => drop(SledStore::open(&new).expect("what was restored opens")),
        Err(_) => assert!(!new.exists(), "a backup that was refused has left something behind"),
    }
}

/// Lines with their checksums.
fn put(file: &Path, text: &[u8]) {
    let mut lines = Vec::with_capacity(text.len() + 64);
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(b"!") {
            Some(line) => lines.extend(line),
            None => {
                let json = line.strip_suffix(b"\n").unwrap_or(line);
                lines.extend(format!("{:08x} ", crc32fast::hash(json)).into_bytes());
                lines.extend(line);
            }
        }
    }
    fs::write(file, lines).expect("a file is written");
}

/// The numbers of the entries that have a file of rows, in their order.
fn loads(entries: &[u8]) -> Vec<u64> {
    let read = |line: &[u8]| {
        let entry: Value = serde_json::from_slice(line).ok()?;
        entry["what"].get("load")?;
        entry["seq"].as_u64()
    };
    entries.split(|byte| *byte == b'\n').filter_map(read).collect()
}
