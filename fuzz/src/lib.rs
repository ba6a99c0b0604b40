//! The rooms that read files, the ledger and backups, built for the fuzzer: only they and what they know, not the whole program with its
//! reports and its messenger.
#![allow(dead_code, unused_imports, reason = "other rooms use what these offer")]

#[path = "../../src/asked.rs"]
pub mod asked;
#[path = "../../src/conversation/mod.rs"]
pub mod conversation;
#[path = "../../src/domain/mod.rs"]
pub mod domain;
pub mod kept;
#[path = "../../src/matching/mod.rs"]
pub mod matching;
#[path = "../../src/registry/mod.rs"]
pub mod registry;
#[path = "../../src/reply/mod.rs"]
pub mod reply;
#[path = "../../src/seed/mod.rs"]
pub mod seed;
#[path = "../../src/store/mod.rs"]
pub mod store;
#[path = "../../src/understanding/mod.rs"]
pub mod understanding;

use std::convert::Infallible;
use std::sync::LazyLock;

use crate::domain::Tally;
use crate::domain::{Company, Field};
use crate::seed::{Check, Fate, Options, Row, Severity, open_bytes};
use crate::understanding::Vocabulary;

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::built_in);

/// As the contract has them: characters of a name, and of any other cell.
const NAME_CHARACTERS: usize = 300;
const CELL_CHARACTERS: usize = 10_000;

/// Reads a file of this name to its end and holds the reader to what it promises of whatever bytes: rows in their order (one out of it is
/// refused), each counted once; a refused one with its reason; a good one clean, within the limits, and the same when it is written and read again.
pub fn read(name: &str, bytes: &[u8]) {
    let Ok(mut table) = open_bytes(name, bytes.to_vec(), &VOCABULARY) else { return };
    let mut check = Check::new(Options { strict: false, skip_bad: true, side: None }, &VOCABULARY, |_| Ok::<_, Infallible>(None));
    let (mut before, mut told) = (0, Tally::default());
    for row in table.by_ref() {
        let (number, is_refused) = (row.number, row.is_refused());
        assert!(is_refused || number >= before, "row {number} comes after row {before}");
        before = before.max(number);
        if !is_refused {
            holds(&row);
        }
        let Ok(checked) = check.row(row);
        assert!(!is_refused || checked.fate == Fate::Refused, "row {number} was refused and is {:?}", checked.fate);
        let has_error = checked.remarks.iter().any(|remark| remark.severity == Severity::Error);
        assert_eq!(checked.fate == Fate::Refused, has_error, "row {number} is {:?} with {:?}", checked.fate, checked.remarks);
        assert!(checked.fate == Fate::Refused || !checked.company.id.is_empty(), "row {number} has no id");
        told += checked.fate;
    }
    assert!(table.next().is_none(), "a row comes after the last one");
    assert_eq!(check.tally(), told);
    let (read, all) = table.progress();
    assert!(read <= all, "{read} of {all} bytes are read");
}

/// A good row keeps the limits, is clean, and is read again as it is written.
fn holds(row: &Row) {
    let company = &row.company;
    for field in Field::ALL {
        let characters: usize = company.values(field).iter().map(|text| text.chars().count()).sum();
        let limit = if field == Field::Name { NAME_CHARACTERS } else { CELL_CHARACTERS };
        assert!(characters <= limit, "row {}: {} has {characters} characters", row.number, field.key());
    }
    assert!(!company.name.is_empty() && !company.city.is_empty(), "row {} has no name or no city", row.number);
    let written = serde_json::to_vec(company).expect("a company is written");
    let again: Vec<Company> = open_bytes("again.jsonl", written, &VOCABULARY).expect("a line is a list").map(|row| row.company).collect();
    assert_eq!(again, std::slice::from_ref(company), "row {} is read otherwise when it is written", row.number);
}
