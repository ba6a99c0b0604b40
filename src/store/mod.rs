//! Keeps what must not be lost: chats, replies to send, companies. In: steps and loads. Out: what they add up to.
//! Every change goes into the ledger first (an append-only file, durable before anything is acknowledged), then into a view
//! of it that answers questions; a lost or damaged view is rebuilt from the ledger. [`SledStore`] is the default,
//! [`MemoryStore`] the same contract for tests and benches.
//! Knows nothing of messengers, texts or search; of the conversation only its plain data.
//!
//! The parts: `ledger` (the file) and `files` (the door to the disk); `record` (what lies there), `seal` (a key per person) and `words` (what a fact says with theirs);
//! `view` (what the entries add up to), `apply` (how, with `removal` of what leaves the directory), `inbox` (updates, and which are new), in a `table` (sled's or one in memory), under which keys (`place`);
//! `open` (what is put right at a start) and `writer` (the one thread that writes); `history` (the ledger for people); `compact` (what makes old segments small), with `forgotten` of those whose numbers go; `backup` (all
//! of it in one file, under a `backup_key`) and `restore` (back from it), with the `rest` of a damaged directory; `verify` (whether it is whole).

mod apply;
mod backup;
mod backup_key;
mod compact;
mod error;
mod files;
mod forgotten;
mod history;
mod inbox;
mod ledger;
mod memory;
mod open;
mod place;
mod record;
mod removal;
mod rest;
mod restore;
mod room;
mod seal;
mod sled;
mod table;
mod verify;
mod view;
mod words;
mod writer;

use std::collections::BTreeSet;
use std::fmt;
use std::future::Future;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::conversation::{State, Step, UpdateId};
use crate::domain::{ChatId, Company, CompanyId};
use crate::registry::Recorded;
use crate::reply::Reply;

pub use self::backup::{Backup, BackupError, PersonKeys};
pub use self::backup_key::{BackupKey, NoBackupKey};
pub use self::compact::Compacted;
pub use self::error::{Notice, StoreError};
pub use self::files::{DiskFiles, Files, LedgerFile, own_dir, private};
pub use self::history::{Deed, Edited, History, Listed};
pub use self::memory::{MemoryLoad, MemoryStore};
pub use self::open::is_begun;
pub use self::rest::Rest;
pub use self::restore::{replace, restore, restore_with_rest};
pub use self::room::Room;
pub use self::sled::{SledLoad, SledStore};
pub use self::verify::{Finding, verify};

/// Number of a change in the ledger, from 1 without gaps; 0 is "before everything". A load has one number for
/// each row, and so has a step with companies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sequence(pub u64);

/// How many steps a chat has made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Version(pub u64);

/// A reply in the outbox: its entry in the ledger, and its place among the replies of that step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReplyId {
    pub entry: Sequence,
    pub number: u32,
}

/// Who changed something, by id or role, and on whose behalf; stays in the ledger in clear, so never a name or a phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    pub who: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf: Option<String>,
}

impl Who {
    /// Someone acting for themselves.
    pub fn new(who: impl Into<String>) -> Who {
        Who { who: who.into(), on_behalf: None }
    }

    /// The person of a chat.
    pub fn of_chat(chat: ChatId) -> Who {
        match chat.forgotten_by() {
            Some(entry) => Who::new(format!("forgotten:{entry}")),
            None => Who::new(format!("chat:{}", chat.0)),
        }
    }

    /// The chat of the person, if one did it and was not forgotten.
    fn chat(&self) -> Option<ChatId> {
        self.who.strip_prefix("chat:")?.parse().ok().map(ChatId)
    }

    /// Whoever types commands on the machine.
    pub fn terminal() -> Who {
        Who::new("terminal")
    }

    /// Hamkor itself.
    pub fn hamkor() -> Who {
        Who::new("hamkor")
    }
}

/// An update as a messenger delivered it.
#[derive(Clone, PartialEq, Eq)]
pub struct Incoming {
    pub update: UpdateId,
    /// Whose key seals it: the chat that it came from.
    pub chat: ChatId,
    /// The whole update.
    pub json: Vec<u8>,
}

/// Without the update: names, telephones and what people wrote never reach a log.
impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Incoming({}, {}, {} bytes)", self.update.0, self.chat.0, self.json.len())
    }
}

/// A step to be committed.
#[derive(Clone, Debug)]
pub struct Commit<'a> {
    pub chat: ChatId,
    /// The version that the step was made from.
    pub seen: Version,
    /// The update that it answers, if the channel may deliver it again.
    pub update: Option<UpdateId>,
    /// Its changes, facts and replies are kept; its orders are for the program, which carries them out after the commit.
    pub step: &'a Step,
    /// Its edits of the directory as rows.
    pub companies: Vec<PutCompany>,
    pub at: Timestamp,
    pub who: Who,
}

/// What became of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// The chat's version after it, and the entry that brought it: its replies are numbered from 0 under it.
    Done { version: Version, entry: Sequence },
    /// The update had been done before; nothing was changed.
    Repeated,
}

/// A reply that waits to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    pub id: ReplyId,
    pub chat: ChatId,
    pub reply: Reply,
}

/// One row of a load.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutCompany {
    pub company: Company,
    /// Folded name and city, as the loader computes it; found again by [`Key::Name`]. Empty: none.
    pub name_key: String,
}

impl PutCompany {
    /// A row of a load that names a company and leaves it as it is: when the load that brought it is taken back, it stays. In a load
    /// that removes: the company leaves.
    pub fn listed(id: &str) -> PutCompany {
        PutCompany { company: Company { id: id.to_owned(), ..Company::default() }, name_key: String::new() }
    }

    fn is_listing(&self) -> bool {
        self.company.name.is_empty()
    }
}

/// By what a company is looked up.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    Id(CompanyId),
    TaxId(String),
    /// [`PutCompany::name_key`].
    Name(String),
}

/// Where a load comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadHead {
    /// The name of the file, or of the built-in list.
    pub file: String,
    /// What a directory began with: undo passes over it.
    #[serde(default)]
    pub lasting: bool,
    /// The companies that its rows name leave the directory; `file` is then what was asked for.
    #[serde(default)]
    pub removes: bool,
    pub at: Timestamp,
    #[serde(flatten)]
    pub who: Who,
}

/// What the loader counted; kept with the load for audit. `read = new + updated + unchanged + repeated + refused`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub read: u64,
    pub new: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub repeated: u64,
    pub refused: u64,
}

/// What a load did to the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The number of its first row.
    pub sequence: Sequence,
    pub added: u64,
    /// Rows equal to what was there are in neither count. Of a load that removes: companies that left.
    pub changed: u64,
}

/// By which changes a company is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The last one.
    pub changed: Sequence,
    /// The one that brought its data: the same, unless it was taken back to them.
    pub origin: Sequence,
    /// The last row of a load that named it and left it as it was.
    pub listed: Option<Sequence>,
}

/// What taking back a load would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UndoEffect {
    /// So many companies would leave the directory, come back to it or get former data back.
    pub companies: u64,
    /// As the load wrote the cities of those companies.
    pub cities: BTreeSet<String>,
}

/// What taking back a load did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The load that was taken back.
    pub load: LoadHead,
    pub counts: Counts,
    /// Companies that were new with it and are gone now.
    pub removed: u64,
    /// Companies that have their former data again.
    pub restored: u64,
    /// Companies left as they are, because they were changed, or listed once more, after the load.
    pub kept: Vec<CompanyId>,
}

impl Undone {
    /// The load had brought nothing new to the list: it named what was there already.
    pub fn changed_nothing(&self) -> bool {
        !self.load.removes && self.counts.new + self.counts.updated == 0
    }
}

/// Why a load is not taken back; nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotUndone {
    /// None is left: no load yet, or all are taken back.
    NothingLeft,
    /// No load has that number.
    NoLoad,
    /// It was taken back before.
    Already,
    /// It is what the directory began with.
    Lasting,
}

/// The present data of a company that changed; `None`: it is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyChange {
    pub sequence: Sequence,
    pub id: CompanyId,
    pub company: Option<Company>,
}

/// Changes in the order of their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompanyChanges {
    /// A company that changed again later is left out here and comes with its last change.
    pub changes: Vec<CompanyChange>,
    /// Ask again after this one. Equal to [`Store::last_sequence`] when there is nothing more.
    pub covered: Sequence,
}

/// What Hamkor remembers. When a method that changes something returns `Ok`, neither `kill -9` nor a power cut undoes it
/// ([`MemoryStore`] excepted, and [`Store::mark_sent`]). Any of them can fail with [`StoreError::Disk`] or [`StoreError::View`].
pub trait Store: Send + Sync {
    type Load: Load;

    /// Takes updates into the inbox: from then on the messenger may be told that they are received. Those that were received or
    /// handled before are passed over.
    fn receive(&self, updates: Vec<Incoming>, at: Timestamp) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Updates received and not yet handled, by id.
    fn inbox(&self) -> impl Future<Output = Result<Vec<Incoming>, StoreError>> + Send;

    /// The highest id ever received; after a messenger has begun to count anew, the highest since.
    fn last_update(&self) -> impl Future<Output = Result<Option<UpdateId>, StoreError>> + Send;

    /// Takes an update out of the inbox that changes nothing and is not answered, and marks it as done.
    fn done(&self, chat: ChatId, update: UpdateId, at: Timestamp) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The state of a chat and the version it was read at; a chat never seen (or forgotten) has the default state.
    fn load(&self, chat: ChatId) -> impl Future<Output = Result<(State, Version), StoreError>> + Send;

    /// Commits a step whole: its changes and facts, its replies into the outbox, its companies into the directory (corrections: undoing
    /// a load leaves them as they are), its update out of the inbox and marked as done.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the chat is no longer at `seen`: nothing was written; load and step again.
    /// [`StoreError::Disk`]: nothing was written.
    fn commit(&self, commit: Commit<'_>) -> impl Future<Output = Result<Committed, StoreError>> + Send;

    /// All facts of all steps, and that a chat was forgotten, in the order of the ledger. Who was forgotten is in them under another
    /// number ([`ChatId::forgotten`]).
    fn facts(&self) -> impl Future<Output = Result<Vec<Recorded>, StoreError>> + Send;

    /// Replies not yet sent, oldest first, of one chat or of all.
    fn outbox(&self, chat: Option<ChatId>) -> impl Future<Output = Result<Vec<Queued>, StoreError>> + Send;

    /// Takes replies out of the outbox. Ids that are not in it are ignored. It does not wait for the disk: `kill -9` does not undo it,
    /// a power cut within the next second may, and then a reply is sent twice.
    fn mark_sent(&self, ids: &[ReplyId], at: Timestamp) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Forgets what a chat said and was told, everywhere: its key is destroyed, its state, inbox and outbox go.
    fn forget(&self, chat: ChatId, at: Timestamp, who: Who) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The company of that id; of one that was merged into another, that other.
    fn company(&self, id: &CompanyId) -> impl Future<Output = Result<Option<Company>, StoreError>> + Send;

    /// Companies in the order of their ids, `limit` of them after `after`.
    fn companies(&self, after: Option<&CompanyId>, limit: usize) -> impl Future<Output = Result<Vec<Company>, StoreError>> + Send;

    fn company_count(&self) -> impl Future<Output = Result<u64, StoreError>> + Send;

    /// The companies that have each of the keys: as many lists as keys. Ask for some hundreds at a time.
    fn find(&self, keys: Vec<Key>) -> impl Future<Output = Result<Vec<Vec<Company>>, StoreError>> + Send;

    /// Writes one company: a correction, not a load (undoing a load leaves it as it is).
    fn put_company(&self, row: PutCompany, at: Timestamp, who: Who) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Begins a load: nothing of it is visible before [`Load::commit`]; dropping it leaves no trace.
    fn begin_load(&self, head: LoadHead) -> impl Future<Output = Result<Self::Load, StoreError>> + Send;

    /// Takes back the load with that number ([`Loaded::sequence`]), or the last one that is neither lasting nor taken back yet.
    /// Companies changed, or listed again, after the load stay as they are; should that change be a load which is taken back later, they get what was
    /// there before both.
    fn undo_load(
        &self,
        load: Option<Sequence>,
        at: Timestamp,
        who: Who,
    ) -> impl Future<Output = Result<Result<Undone, NotUndone>, StoreError>> + Send;

    /// What changed in the directory after a number, looking at `limit` changes: what the search index follows.
    fn company_changes(&self, after: Sequence, limit: usize) -> impl Future<Output = Result<CompanyChanges, StoreError>> + Send;

    /// The last number whose change of the directory, if it is one, is visible.
    fn last_sequence(&self) -> impl Future<Output = Result<Sequence, StoreError>> + Send;
}

/// A load under way: many companies as one change.
pub trait Load: Send {
    /// Adds rows; some thousands at a time are best. After an error the load can only be dropped.
    fn put(&mut self, rows: Vec<PutCompany>) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Makes the load durable as a whole, then visible: a large one over some seconds, during which chats go on.
    fn commit(self, counts: Counts) -> impl Future<Output = Result<Loaded, StoreError>> + Send;
}
