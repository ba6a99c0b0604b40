//! What lies on disk. A line of the ledger is `crc32 in hex, space, JSON`; a value of the view is `version, crc32, JSON`.
//! Both carry [`FORMAT`]. When a type below (or a domain type inside it) changes its JSON so that old text no longer reads,
//! FORMAT goes up: the view is then rebuilt, and `read_line` learns to read the older lines.

use std::fmt;

use jiff::Timestamp;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::{Counts, LoadHead, PutCompany, ReplyId, Who, words};
use crate::conversation::{Change, Edit, State, Step, UpdateId};
use crate::domain::ChatId;
use crate::registry::{Fact, Recorded};
use crate::reply::{Action, Reply};

/// Version of everything written here.
pub(super) const FORMAT: u8 = 1;

/// One change, as the ledger keeps it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) v: u8,
    pub(super) seq: u64,
    pub(super) at: Timestamp,
    #[serde(flatten)]
    pub(super) who: Who,
    pub(super) what: What,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum What {
    /// Updates that are new; they wait in the inbox.
    Receive {
        updates: Vec<Received>,
    },
    /// An update that changed nothing is handled.
    Done {
        chat: ChatId,
        update: UpdateId,
    },
    /// `sealed` opens to a [`Said`]; it is empty once that is over and the segment was compacted.
    Step {
        chat: ChatId,
        update: Option<UpdateId>,
        sealed: Sealed,
        /// In a compacted segment the last step of each chat holds the whole state that the chat had after it, sealed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        state: Option<Sealed>,
        /// For all to see; in clear, but for the words of their person (see `words.rs`).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        facts: Vec<Fact>,
        /// Those, for each fact that may have some; older ledgers have them in clear in the facts.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        words: Vec<Sealed>,
        /// Corrections of the directory; they take the numbers from the entry's own on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        companies: Vec<PutCompany>,
        /// They take the numbers after those.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        removals: Vec<Removal>,
    },
    Sent {
        replies: Vec<ReplyId>,
    },
    Forget {
        chat: ChatId,
        /// Only the key that the chat had until then opens it (see `forgotten.rs`).
        #[serde(default, skip_serializing_if = "Sealed::is_empty")]
        sealed: Sealed,
        /// The person was forgotten before, and only told so since.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    Put {
        row: Box<PutCompany>,
    },
    /// The rows are in a file of their own, named by the entry's number; they take the numbers from there on.
    Load {
        #[serde(default)]
        lasting: bool,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        removes: bool,
        file: String,
        rows: u64,
        counts: Counts,
    },
    /// Takes back the load that begins with that number; takes as many numbers as it has rows.
    Undo {
        load: u64,
        rows: u64,
    },
    /// What had these numbers was not whole when the ledger was brought back from a damaged directory (see `rest.rs`).
    Lost {
        numbers: u64,
    },
}

/// What a step takes out of the directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Removal {
    /// The company leaves it, and its id leads to the other from then on.
    Merged { id: String, into: String },
    /// So many changes of an earlier step, from that number on, are taken back.
    TakenBack { first: u64, changes: u64 },
}

impl Removal {
    /// What a step orders that is no row.
    pub(super) fn of(step: &Step) -> Vec<Removal> {
        let removal = |edit: &Edit| match edit {
            Edit::Put(_) => None,
            Edit::Merge { id, into } => Some(Removal::Merged { id: id.0.clone(), into: into.0.clone() }),
            Edit::TakeBack { first, changes } => Some(Removal::TakenBack { first: *first, changes: *changes }),
        };
        step.directory.iter().filter_map(removal).collect()
    }

    /// How many numbers it takes.
    pub(super) fn numbers(&self) -> u64 {
        match self {
            Removal::Merged { .. } => 1,
            Removal::TakenBack { changes, .. } => *changes,
        }
    }
}

impl Entry {
    pub(super) fn new(seq: u64, at: Timestamp, who: Who, what: What) -> Entry {
        Entry { v: FORMAT, seq, at, who, what }
    }

    /// The number that follows this entry's numbers; the last number there is, where a damaged entry claims more than that.
    pub(super) fn next(&self) -> u64 {
        let numbers = match self.what {
            What::Load { rows, .. } | What::Undo { rows, .. } | What::Lost { numbers: rows } => rows,
            What::Step { ref companies, ref removals, .. } => {
                removals.iter().map(Removal::numbers).fold(companies.len() as u64, u64::saturating_add)
            }
            _ => 1,
        };
        self.seq.saturating_add(numbers.max(1))
    }

    /// The replies that were sent by it.
    pub(super) fn sent(&self) -> &[ReplyId] {
        if let What::Sent { replies } = &self.what { replies } else { &[] }
    }
}

/// An update that came in, in the ledger and in the view; `sealed` opens to what the messenger delivered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Received {
    pub(super) update: UpdateId,
    pub(super) chat: ChatId,
    pub(super) sealed: Sealed,
}

/// What a step says of a person and to them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Said {
    pub(super) changes: Vec<Change>,
    pub(super) replies: Vec<Reply>,
}

/// Reads what [`json()`] wrote of a [`Said`] or a [`Reply`], now or in a former version: a change, a reply or its buttons that have another form
/// since are passed over. What was said once is never a reason for a store not to open.
pub(super) trait Former: DeserializeOwned {
    fn read(json: &[u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(json).or_else(|_| Self::mended(serde_json::from_slice(json)?))
    }

    fn mended(former: Value) -> serde_json::Result<Self>;
}

impl Former for Said {
    fn mended(mut former: Value) -> serde_json::Result<Said> {
        Ok(Said { changes: known(former["changes"].take()), replies: known(former["replies"].take()) })
    }
}

impl Former for Reply {
    fn mended(former: Value) -> serde_json::Result<Reply> {
        serde_json::from_value(of_today(former))
    }
}

/// In a compacted segment the state is all that is left of what was said, so what of it is known is kept.
impl Former for State {
    fn mended(former: Value) -> serde_json::Result<State> {
        let Value::Object(fields) = former else { return serde_json::from_value(former) };
        let is_known = |name: &String, value: &Value| serde_json::from_value::<State>(json!({ name: value })).is_ok();
        serde_json::from_value(Value::Object(fields.into_iter().filter(|(name, value)| is_known(name, value)).collect()))
    }
}

/// The items that this version can read.
fn known<T: DeserializeOwned>(items: Value) -> Vec<T> {
    let Value::Array(items) = items else { return Vec::new() };
    let read = |item: Value| serde_json::from_value(item.clone()).or_else(|_| serde_json::from_value(of_today(item))).ok();
    items.into_iter().filter_map(read).collect()
}

/// A reply or a change in the form of today: help and unknown commands say for whom, and buttons that are no more are left out.
fn of_today(mut item: Value) -> Value {
    for place in ["/buttons", "/Answered/buttons"] {
        if let Some(Value::Array(buttons)) = item.pointer_mut(place) {
            buttons.retain(|button| serde_json::from_value::<Action>(button.clone()).is_ok());
        }
    }
    match item.get_mut("body") {
        Some(body) if *body == "Help" => *body = json!({ "Help": { "moderator": false } }),
        Some(Value::Object(body)) => {
            if let Some(Value::Object(unknown)) = body.get_mut("UnknownCommand") {
                unknown.entry("moderator").or_insert(Value::Bool(false));
            }
        }
        _ => {}
    }
    item
}

/// A chat in the view; `state` is a sealed [`crate::conversation::State`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct ChatRecord {
    pub(super) version: u64,
    pub(super) state: Sealed,
}

/// A fact in the view; `words` opens to those that its person has written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct FactRecord {
    pub(super) at: Timestamp,
    pub(super) chat: ChatId,
    pub(super) fact: Fact,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) words: Option<Sealed>,
}

impl FactRecord {
    /// Whether it has words, in clear or sealed.
    pub(super) fn may_tell(&self) -> bool {
        self.words.is_some() || words::tells(&self.fact)
    }

    /// The fact, without the words that only its person's key opens.
    pub(super) fn recorded(self) -> Recorded {
        Recorded { at: self.at, chat: self.chat, fact: self.fact }
    }
}

/// A reply in the view; `reply` is a sealed [`Reply`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct OutboxRecord {
    pub(super) chat: ChatId,
    pub(super) reply: Sealed,
}

/// What a change made of a company; stays in the view when the next one replaces it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct CompanyRecord {
    /// The row that brought this data. An undo brings old data back with its old origin.
    pub(super) origin: u64,
    /// The change that this one replaced.
    pub(super) former: Option<u64>,
    /// The company was removed; the rest says what it was.
    pub(super) gone: bool,
    /// Its load was taken back while a later change stood; nothing goes back to this data.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) withdrawn: bool,
    #[serde(flatten)]
    pub(super) row: PutCompany,
}

/// A load in the view.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct LoadRecord {
    pub(super) head: LoadHead,
    pub(super) counts: Counts,
    pub(super) rows: u64,
    /// The load that is the last one again when this one is taken back.
    pub(super) previous: Option<u64>,
}

/// A row of a load.
#[derive(Clone, Debug)]
pub(super) enum Row {
    Put(Box<PutCompany>),
    /// It only names the company whose data the row of that number has brought.
    Named(u64),
}

/// A line of a load that stands for many rows: in their order they name the companies whose data so many rows from `first` on have
/// brought. So a list that is loaded again unchanged is one line.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Named {
    /// The first one, and how many there are.
    pub(super) named: (u64, u64),
}

impl Named {
    /// How the JSON of such a line begins; that of a company begins otherwise.
    const BEGINS: &[u8] = br#"{"named":"#;

    pub(super) fn is(json: &[u8]) -> bool {
        json.starts_with(Named::BEGINS)
    }

    /// How many rows a line of a load stands for, given its JSON.
    pub(super) fn rows_of(json: &[u8]) -> Option<u64> {
        if Named::is(json) { serde_json::from_slice::<Named>(json).ok().map(|named| named.named.1) } else { Some(1) }
    }
}

/// A load or an undo whose rows are being brought into the view.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Job {
    pub(super) first: u64,
    pub(super) rows: u64,
    pub(super) done: u64,
    /// The load to take back; `None`: this is a load.
    pub(super) undo: Option<u64>,
    /// The companies that are named leave the directory.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) removes: bool,
    /// Companies added (removed by an undo) and changed (restored) so far.
    pub(super) added: u64,
    pub(super) changed: u64,
    pub(super) kept: Vec<String>,
}

impl Job {
    pub(super) fn new(first: u64, rows: u64, undo: Option<u64>) -> Job {
        Job { first, rows, done: 0, undo, removes: false, added: 0, changed: 0, kept: Vec::new() }
    }
}

/// What was certainly on the disk when it was written; the opening of a store compares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) v: u8,
    pub(super) applied: u64,
    pub(super) companies: u64,
    /// Length and time of sled's file after an orderly close; `None` while open. Equal: the store need not be read through.
    pub(super) closed: Option<(u64, u64)>,
    /// The CRC-32 of what lies there (see `table.rs`), taken at the same time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sum: Option<u32>,
}

/// Bytes that only the key of their chat opens; hex in JSON.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Sealed(pub(super) Vec<u8>);

impl Sealed {
    /// Nothing is left to open.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hex = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        unhex(&hex).map(Sealed).ok_or_else(|| D::Error::custom("not hex"))
    }
}

/// Bytes as hex digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|half| char::from(DIGITS[usize::from(half)])).collect()
}

/// The bytes that hex digits stand for.
pub(super) fn unhex(hex: &str) -> Option<Vec<u8>> {
    let half = |digit: u8| char::from(digit).to_digit(16).and_then(|half| u8::try_from(half).ok());
    hex.as_bytes().chunks(2).map(|pair| Some(half(*pair.first()?)? << 4 | half(*pair.get(1)?)?)).collect()
}

/// JSON of a record.
pub(super) fn json<T: Serialize>(record: &T) -> Vec<u8> {
    serde_json::to_vec(record).expect("records have no map keys or numbers that JSON lacks")
}

/// A record as a line with its checksum, line end included.
pub(super) fn line<T: Serialize>(record: &T) -> Vec<u8> {
    line_of(&json(record))
}

/// JSON as a line with its checksum.
pub(super) fn line_of(json: &[u8]) -> Vec<u8> {
    let mut line = format!("{:08x} ", crc32fast::hash(json)).into_bytes();
    line.extend(json);
    line.push(b'\n');
    line
}

/// Reads what `line()` wrote. The error says what is wrong with it, without citing it.
pub(super) fn read_line<T: DeserializeOwned>(line: &[u8]) -> Result<T, &'static str> {
    serde_json::from_slice(checked(line)?).map_err(|_| "this version of Hamkor does not know such an entry")
}

/// The JSON of a line whose checksum fits.
pub(super) fn checked(line: &[u8]) -> Result<&[u8], &'static str> {
    let line = line.strip_suffix(b"\n").ok_or("the line has no end")?;
    let (sum, json) = line.split_at_checked(9).ok_or("the line is too short")?;
    // As it was written and not only its number: a flipped bit may make a digit a capital.
    if sum.strip_suffix(b" ") != Some(hex(&crc32fast::hash(json).to_be_bytes()).as_bytes()) {
        return Err("the checksum does not fit the line");
    }
    Ok(json)
}

/// A record as a value of the view.
pub(super) fn pack<T: Serialize>(record: &T) -> Vec<u8> {
    let json = json(record);
    let mut value = Vec::with_capacity(json.len() + 5);
    value.push(FORMAT);
    value.extend(crc32fast::hash(&json).to_be_bytes());
    value.extend(json);
    value
}

/// Reads what [`pack`] wrote.
pub(super) fn unpack<T: DeserializeOwned>(value: &[u8]) -> Result<T, &'static str> {
    serde_json::from_slice(check(value)?).map_err(|_| "a record is not of this version")
}

/// The JSON of a packed value whose checksum fits.
pub(super) fn check(value: &[u8]) -> Result<&[u8], &'static str> {
    match value {
        [FORMAT, a, b, c, d, json @ ..] if crc32fast::hash(json).to_be_bytes() == [*a, *b, *c, *d] => Ok(json),
        [FORMAT, ..] => Err("a record does not fit its checksum"),
        _ => Err("a record is of another version"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_bit_of_a_line_changes_unnoticed() {
        // Among the digits of the sums are letters.
        for applied in 0..20 {
            let whole = line(&Manifest { v: FORMAT, applied, ..Manifest::default() });
            assert!(read_line::<Manifest>(&whole).is_ok());
            for bit in 0..whole.len() * 8 {
                let mut flipped = whole.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                assert!(checked(&flipped).is_err(), "bit {bit} of {}", String::from_utf8_lossy(&whole));
            }
        }
    }
}
