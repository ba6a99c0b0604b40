//! Each of the first operations of the disk fails in its turn, in the middle of a busy life: the store on it and one in memory, which
//! hears only what was acknowledged, hold the same.

use std::fmt::Debug;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex};

use hamkor::conversation::{State, UpdateId};
use hamkor::domain::{ChatId, Company, CompanyId};
use hamkor::registry::Recorded;
use hamkor::store::{
    CompanyChange, Counts, DiskFiles, Files, Incoming, Key, LedgerFile, Load, LoadHead, MemoryStore, Queued, Sequence, SledStore, Store,
    StoreError, Version,
};

use super::{clerk, commit_step, incoming, joining, now, open, open_quietly, row, run};

/// So many operations of the disk fail in their turn, of each life so many.
const OPERATIONS: u64 = 300;
const OF_A_LIFE: u64 = 3;
const CHATS: i64 = 4;
/// Deeds after the fault, which must all succeed.
const AFTER: u64 = 14;

/// How an operation fails.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// It does nothing.
    Error,
    /// A write writes a part.
    Short,
    /// The disk is full, and stays so for some more operations.
    Full,
}

impl Fault {
    /// How many operations fail one after the other.
    fn lasts(self) -> u64 {
        if self == Fault::Full { 7 } else { 1 }
    }

    fn error(self) -> io::Error {
        match self {
            Fault::Full => io::ErrorKind::StorageFull.into(),
            Fault::Error | Fault::Short => io::Error::other("the disk has failed"),
        }
    }
}

/// A disk of which some operations fail. It does not wait for the platters: no power is cut here.
#[derive(Clone)]
struct FaultyDisk {
    fault: Fault,
    count: Arc<Mutex<Count>>,
}

/// Operations so far, and which fail.
struct Count {
    done: u64,
    failing: Vec<Range<u64>>,
}

impl FaultyDisk {
    fn new(fault: Fault) -> FaultyDisk {
        FaultyDisk { fault, count: Arc::new(Mutex::new(Count { done: 0, failing: Vec::new() })) }
    }

    /// Lets these operations from now on fail; how many there were so far.
    fn fail(&self, at: impl Iterator<Item = u64>) -> u64 {
        let mut count = self.count.lock().expect("the count");
        let begin = count.done;
        count.failing = at.map(|at| begin + at..begin + at + self.fault.lasts()).collect();
        begin
    }

    fn ask(&self) -> io::Result<()> {
        let mut count = self.count.lock().expect("the count");
        let at = count.done;
        count.done += 1;
        if count.failing.iter().any(|failing| failing.contains(&at)) { Err(self.fault.error()) } else { Ok(()) }
    }

    /// How many operations there were.
    fn done(&self) -> u64 {
        self.count.lock().expect("the count").done
    }
}

impl Files for FaultyDisk {
    fn append(&self, path: &Path) -> io::Result<Box<dyn LedgerFile>> {
        self.ask()?;
        Ok(Box::new(FaultyFile { disk: self.clone(), file: DiskFiles.append(path)? }))
    }
}

struct FaultyFile {
    disk: FaultyDisk,
    file: Box<dyn LedgerFile>,
}

impl LedgerFile for FaultyFile {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.disk.ask() {
            let written = if self.disk.fault == Fault::Error { 0 } else { bytes.len() / 2 };
            self.file.write_all(&bytes[..written])?;
            return Err(error);
        }
        self.file.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.ask()
    }

    fn truncate(&mut self, length: u64) -> io::Result<()> {
        self.disk.ask()?;
        self.file.truncate(length)
    }
}

/// One deed of the life, and what came of it: all kinds of changes, in turn, and over all chats.
async fn live(store: &impl Store, number: u64) -> Result<String, StoreError> {
    let chat = (number / 3) as i64 % CHATS;
    let update = |ahead: i64| number as i64 / 12 * 10 + ahead;
    let offer = format!("offer {number}");
    let step = async |update: Option<i64>, companies| {
        let seen = store.load(ChatId(chat)).await?.1;
        let step = joining(&format!("text {number}"), &[&format!("C{number}")]);
        commit_step(store, (chat, seen.0, update, now()), &step, companies).await.map(said)
    };
    match number % 12 {
        0 => store.receive(vec![incoming(update(1), chat, "one"), incoming(update(2), chat + 1, "two")], now()).await.map(said),
        1 => step(Some(update(1)), vec![]).await,
        2 => step(None, vec![row(number % 5, &offer)]).await,
        3 | 8 => {
            let oldest: Vec<_> = store.outbox(None).await?.iter().map(|queued| queued.id).take(1).collect();
            store.mark_sent(&oldest, now()).await.map(said)
        }
        4 => fill(store, &[number % 7, 20 + number, number % 5], &offer).await.map(said),
        5 => step(None, vec![]).await,
        6 => store.done(ChatId(chat), UpdateId(update(2)), now()).await.map(said),
        7 => store.put_company(row(number % 5, &offer), now(), clerk()).await.map(said),
        9 if number % 24 == 9 => store.undo_load(None, now(), clerk()).await.map(said),
        9 => fill(store, &[number % 4, 20 + number], &offer).await.map(said),
        10 if number % 36 == 10 => store.forget(ChatId(chat), now(), clerk()).await.map(said),
        10 => step(Some(update(3)), vec![]).await,
        // Once it is a load that stands, else it is refused with its reason.
        _ => store.undo_load(Some(Sequence(number / 2)), now(), clerk()).await.map(said),
    }
}

fn said(outcome: impl Debug) -> String {
    format!("{outcome:?}")
}

/// A load in pieces.
async fn fill(store: &impl Store, companies: &[u64], offer: &str) -> Result<hamkor::store::Loaded, StoreError> {
    let mut load = store.begin_load(LoadHead { file: "list.csv".into(), lasting: false, removes: false, at: now(), who: clerk() }).await?;
    for company in companies {
        load.put(vec![row(*company, offer)]).await?;
    }
    load.commit(Counts { read: companies.len() as u64, ..Counts::default() }).await
}

/// All that a store answers.
#[derive(Debug, PartialEq)]
pub(super) struct Whole {
    chats: Vec<(State, Version)>,
    inbox: Vec<Incoming>,
    last_update: Option<UpdateId>,
    facts: Vec<Recorded>,
    outbox: Vec<Queued>,
    companies: Vec<Company>,
    count: u64,
    found: Vec<Vec<Company>>,
    /// That replies were sent gets its number late: how far the numbers go is compared only after opening.
    changes: Vec<CompanyChange>,
}

pub(super) async fn whole(store: &impl Store) -> Result<Whole, StoreError> {
    let mut chats = Vec::new();
    for chat in 0..=CHATS {
        chats.push(store.load(ChatId(chat)).await?);
    }
    let keys = (0..8).flat_map(|number| {
        let row = row(number, "");
        [Key::Id(CompanyId(row.company.id)), Key::TaxId(row.company.tax_id), Key::Name(row.name_key)]
    });
    Ok(Whole {
        chats,
        inbox: store.inbox().await?,
        last_update: store.last_update().await?,
        facts: store.facts().await?,
        outbox: store.outbox(None).await?,
        companies: store.companies(None, usize::MAX).await?,
        count: store.company_count().await?,
        found: store.find(keys.collect()).await?,
        changes: store.company_changes(Sequence(0), usize::MAX).await?.changes,
    })
}

/// A life in which that operation of the disk fails, and later ones in equal steps; how many deeds were refused.
async fn failing(fault: Fault, at: u64) -> usize {
    let dir = tempfile::tempdir().expect("a directory");
    let disk = FaultyDisk::new(fault);
    let (store, _) = SledStore::open_with(dir.path(), Arc::new(disk.clone())).expect("it opens");
    let model = MemoryStore::new();
    let end = disk.fail((at..OPERATIONS).step_by((OPERATIONS / OF_A_LIFE) as usize)) + OPERATIONS + fault.lasts();
    let (mut refused, mut rest) = (0, AFTER);
    for number in 0.. {
        if disk.done() >= end {
            rest -= 1;
        }
        if rest == 0 {
            break;
        }
        let mut tries = 0;
        let outcome = loop {
            match live(&store, number).await {
                Ok(outcome) => break outcome,
                Err(StoreError::Disk { .. }) => tries += 1,
                Err(error) => panic!("{fault:?} {at}: deed {number}: {error}"),
            }
            assert!(tries <= fault.lasts(), "{fault:?} {at}: the disk is well, and deed {number} is refused again");
            let (held, expected) = (whole(&store).await.expect("read"), whole(&model).await.expect("read"));
            // A person who is half forgotten is forgotten at the next try; nobody waits for what was said before.
            assert!(held == expected || number % 36 == 10, "{fault:?} {at}: deed {number}\n{held:?}\n{expected:?}");
        };
        refused += usize::from(tries > 0);
        assert_eq!(outcome, live(&model, number).await.expect("memory does not fail"), "{fault:?} {at}: deed {number}");
    }
    let expected = whole(&model).await.expect("read");
    assert_eq!(whole(&store).await.expect("read"), expected, "{fault:?} {at}: at the end");
    drop(store);
    let reopened = open_quietly(dir.path());
    assert_eq!(whole(&reopened).await.expect("read"), expected, "{fault:?} {at}: opened again");
    assert_eq!(reopened.last_sequence().await.expect("read"), model.last_sequence().await.expect("read"), "{fault:?} {at}");
    if at.is_multiple_of(10) {
        drop(reopened);
        std::fs::remove_dir_all(dir.path().join("store")).expect("removed");
        assert_eq!(whole(&open(dir.path()).0).await.expect("read"), expected, "{fault:?} {at}: from the ledger alone");
    }
    refused
}

fn every_operation_fails_in_its_turn(fault: Fault) {
    let refused: usize = (0..OPERATIONS / OF_A_LIFE).map(|at| run(failing(fault, at))).sum();
    // What nobody waits for is refused to nobody: the manifest, and that replies were sent, when it is brought to the disk late.
    assert!(refused as u64 >= OPERATIONS * 9 / 10, "of {OPERATIONS} faults {refused} were noticed");
}

#[test]
fn an_error_of_any_of_the_first_three_hundred_operations_loses_nothing_and_keeps_nothing_refused() {
    every_operation_fails_in_its_turn(Fault::Error);
}

#[test]
fn a_short_write_in_any_of_the_first_three_hundred_operations_loses_nothing_and_keeps_nothing_refused() {
    every_operation_fails_in_its_turn(Fault::Short);
}

#[test]
fn a_full_disk_at_any_of_the_first_three_hundred_operations_loses_nothing_and_keeps_nothing_refused() {
    every_operation_fails_in_its_turn(Fault::Full);
}
