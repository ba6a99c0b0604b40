//! The check of a directory: quiet when all is whole, and it notices whatever was damaged.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use hamkor::store::{Finding, Sequence, StoreError, verify};

use super::damage::{edit, filled, ledger};
use super::open_quietly;

/// How long looking may take, on a machine with much else to do.
pub(super) const SOON: Duration = Duration::from_secs(5);

/// What is wrong in a directory.
pub(super) fn faults(dir: &Path) -> Vec<Finding> {
    let begun = Instant::now();
    let findings = verify(dir).expect("it can be looked at");
    assert!(begun.elapsed() < SOON, "it took {:?}", begun.elapsed());
    assert_eq!(findings.len(), 5);
    findings.into_iter().filter(|finding| !finding.is_ok()).collect()
}

/// All files below a directory.
pub(super) fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { drop(found.insert(path.clone(), fs::read(&path).expect("a file"))) }
    }
    found
}

#[test]
fn a_whole_directory_is_said_to_be_whole_and_is_not_changed() {
    let dir = filled();
    let before = files(dir.path());
    let findings = verify(dir.path()).expect("it can be looked at");
    assert!(findings.iter().all(Finding::is_ok), "{findings:?}");
    assert!(matches!(findings[0], Finding::Ledger { unfinished: 0, .. }));
    assert_eq!(findings[1], Finding::Loads { loads: 2, rows: 502 });
    assert!(matches!(findings[4], Finding::View { companies: 502, .. }));
    assert_eq!(files(dir.path()), before);
}

#[test]
fn a_directory_in_use_is_not_looked_at() {
    let dir = filled();
    let _store = open_quietly(dir.path());
    assert!(matches!(verify(dir.path()), Err(StoreError::Busy { .. })));
}

#[test]
fn each_kind_of_damage_is_named() {
    type Damage = (fn(&Path), fn(&[Finding]) -> bool);
    let damages: [Damage; 11] = [
        (|dir| edit(&ledger(dir), |bytes| bytes[200] ^= 1), |faults| matches!(faults[0], Finding::LedgerDamaged { .. })),
        (|dir| fs::remove_file(ledger(dir)).expect("removed"), |faults| matches!(faults[0], Finding::LedgerDamaged { .. })),
        (
            |dir| {
                edit(&ledger(dir), |bytes| {
                    let end = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').expect("lines");
                    bytes.truncate(end + 1);
                });
            },
            |faults| matches!(faults[0], Finding::LedgerShort { .. }),
        ),
        (
            |dir| edit(&dir.join("ledger/000000000007.load"), |bytes| bytes[5_000] ^= 1),
            |faults| matches!(&faults, [Finding::LoadDamaged { line, .. }] if *line > 1),
        ),
        (
            |dir| edit(&dir.join("ledger/000000000007.load"), |bytes| bytes.extend_from_within(..)),
            |faults| matches!(&faults, [Finding::LoadDamaged { line: 501, .. }]),
        ),
        (|dir| edit(&dir.join("keys/1.key"), |bytes| bytes[7] ^= 1), |faults| matches!(&faults, [Finding::KeyDamaged { .. }])),
        (|dir| edit(&dir.join("keys/1.key"), |bytes| bytes.truncate(7)), |faults| matches!(&faults, [Finding::KeyDamaged { .. }])),
        (|dir| fs::remove_file(dir.join("keys/2.key")).expect("removed"), |faults| faults == [Finding::KeysMissing { chats: 1 }]),
        (|dir| edit(&dir.join("manifest.json"), |bytes| bytes[12] ^= 1), |faults| matches!(&faults, [Finding::ManifestDamaged { .. }])),
        (|dir| fs::remove_dir_all(dir.join("store")).expect("removed"), |faults| faults == [Finding::ViewMissing]),
        (|dir| fs::remove_file(dir.join("store/db")).expect("removed"), |faults| faults == [Finding::ViewDamaged]),
    ];
    for (number, (damage, is_named)) in damages.into_iter().enumerate() {
        let dir = filled();
        damage(dir.path());
        let found = faults(dir.path());
        assert!(is_named(&found), "damage {number}: {found:?}");
        assert!(!dir.path().join("verifying").exists());
    }
}

#[test]
fn an_entry_cut_by_a_stop_is_no_damage() {
    let dir = filled();
    edit(&ledger(dir.path()), |bytes| bytes.extend(b"0badc0de {\"v\":1,"));
    let findings = verify(dir.path()).expect("it can be looked at");
    assert!(findings.iter().all(Finding::is_ok), "{findings:?}");
    assert!(matches!(findings[0], Finding::Ledger { unfinished: 16, sequence: Sequence(_), .. }));
}
