//! `kill -9` in the middle of a load: the old list is there, or the new one, and never a part of either. And after something was
//! confirmed that takes a while: it is done at the next start, once.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use hamkor::domain::{ChatId, Company};
use hamkor::store::{Counts, Load, LoadHead, PutCompany, SledStore, Store, Who};
use jiff::Timestamp;

use super::{Desk, PATIENCE, Talk};

const ROWS: usize = 20_000;
/// So many kills, over so many directories side by side.
const KILLS: u32 = 20;
const DESKS: u32 = 4;
/// Of the kills, so many while rows are gathered; the others follow the load into the ledger and the view.
const GATHERING: u32 = 12;
/// Bytes of all rows when they are gathered, at least.
const GATHERED: u64 = 2_000_000;
/// Between the later kills: together about as long as the load takes to become visible.
const STEP: Duration = Duration::from_millis(40);

#[test]
fn a_load_that_is_killed_twenty_times_leaves_the_old_list_or_the_new_one() {
    let lives: Vec<_> = (0..DESKS).map(|desk| thread::spawn(move || life((desk..KILLS).step_by(DESKS as usize)))).collect();
    let kept: Vec<bool> = lives.into_iter().flat_map(|life| life.join().expect("a life")).collect();
    assert_eq!(kept.len(), KILLS as usize);
    let new = kept.iter().filter(|kept| **kept).count();
    assert!(new > 0 && new < kept.len(), "of {KILLS} kills {new} left the new list: they come too early or too late");
}

/// Loads one list after the other over the last, each killed at its moment; which of them were kept.
fn life(kills: impl Iterator<Item = u32>) -> Vec<bool> {
    let desk = Desk::new();
    let data = desk.path("hamkor-data");
    let mut held = "old".to_owned();
    on_store(&data, async |store| fill(store, &held).await);
    let mut kept = Vec::new();
    for kill in kills {
        let new = format!("new {kill}");
        desk.write("list.csv", list(ROWS, &new));
        let mut program = desk.command(&["seed", "list.csv"]).stderr(Stdio::null()).spawn().expect("the program starts");
        await_moment(&mut program, &data.join("ledger"), kill);
        program.kill().expect("it is killed");
        program.wait().expect("it is gone");
        let found = on_store(&data, async |store| offers(store).await);
        let is_new = found == BTreeMap::from([(new.clone(), ROWS)]);
        assert!(is_new || found == BTreeMap::from([(held.clone(), ROWS)]), "kill {kill}: {found:?}");
        // Before its entry is in the ledger a load is not there, however much of it was gathered.
        assert!(!is_new || kill >= GATHERING, "kill {kill} came too late");
        if is_new {
            held = new;
        }
        kept.push(is_new);
    }
    kept
}

/// Companies of the list that is removed, brought back, and killed in between so many times.
const REMOVED: usize = 3_000;
const UNDO_KILLS: u32 = 4;
/// So long nothing is written when nothing is under way.
const QUIET: Duration = Duration::from_millis(500);

#[test]
fn an_undo_that_is_killed_after_it_was_confirmed_is_done_once_at_the_next_start() {
    let desk = Desk::new();
    let data = desk.path("hamkor-data");
    desk.write("list.csv", list(REMOVED, "old"));
    assert_eq!(desk.run(&["seed", "list.csv"]).code, Some(0));
    let mut between = 0;
    for kill in 0..UNDO_KILLS {
        let removed = desk.run(&["companies", "remove", "--city", "Липецк", "--yes", "--lang", "en"]).err;
        let number = removed.trim_end_matches(".\n").rsplit(' ').next().expect("the number of the removal").to_owned();
        let mut talk = desk.talk(&["chat", "--lang", "en"]);
        talk.say("/admin");
        choose(&mut talk, "What was done");
        choose(&mut talk, &format!("Take back No. {number}"));
        let shown = wait_for(&mut talk, "Yes, take it back");
        let before = quiet(&data.join("ledger"));
        talk.say(&shown);
        let begun = Instant::now();
        while written(&data.join("ledger")) == before {
            assert!(begun.elapsed() < PATIENCE, "kill {kill}: nothing is confirmed");
            thread::sleep(Duration::from_micros(200));
        }
        thread::sleep(STEP * kill);
        talk.kill();
        let remembered = on_store(&data, async |store| store.load(ChatId::TERMINAL).await.expect("the chat").0.deeds.len());
        between += remembered;
        assert_eq!(desk.run_with("/help\n", &["chat"]).code, Some(0));
        if remembered == 0 && on_store(&data, async |store| offers(store).await).is_empty() {
            // The press came in and nothing was decided by it yet: nobody was told anything.
            assert_eq!(desk.run(&["ledger", "--undo", &number]).code, Some(0), "kill {kill}");
        }
        assert_eq!(on_store(&data, async |store| offers(store).await), BTreeMap::from([("old".to_owned(), REMOVED)]), "kill {kill}");
        let undone = desk.run(&["ledger", "--kind", "undo", "--format", "jsonl"]).out;
        let once = undone.lines().filter(|line| line.contains(&format!("\"load\":{number},"))).count();
        assert_eq!(once, 1, "kill {kill}: {undone}");
        let left = on_store(&data, async |store| store.load(ChatId::TERMINAL).await.expect("the chat").0.deeds);
        assert_eq!(left, [], "kill {kill}");
    }
    assert!(between > 0, "every one of {UNDO_KILLS} kills came too late");
}

/// Presses the button with that caption, once it is there.
fn choose(talk: &mut Talk, caption: &str) {
    let number = wait_for(talk, caption);
    talk.say(&number);
}

/// The number of the button with that caption, once it is there.
fn wait_for(talk: &mut Talk, caption: &str) -> String {
    loop {
        let line = talk.hear();
        if let Some(at) = line.find(&format!("] {caption}")) {
            return line[..at].rsplit('[').next().expect("the number of the button").to_owned();
        }
    }
}

/// Bytes of the ledger once it grows no more: that an answer was given is noted after it.
fn quiet(ledger: &Path) -> u64 {
    loop {
        let before = written(ledger);
        thread::sleep(QUIET);
        if written(ledger) == before {
            return before;
        }
    }
}

/// Bytes of all files of the ledger.
fn written(ledger: &Path) -> u64 {
    fs::read_dir(ledger).expect("the ledger").filter_map(|entry| Some(entry.ok()?.metadata().ok()?.len())).sum()
}

/// Waits until the program has come so far.
fn await_moment(program: &mut Child, ledger: &Path, kill: u32) {
    let before = loads(ledger);
    let begun = Instant::now();
    loop {
        let is_there = match kill.checked_sub(GATHERING) {
            None => gathered(ledger) > GATHERED * u64::from(kill) / u64::from(GATHERING),
            // A load of this process has its place in the ledger.
            Some(_) => loads(ledger) > before,
        };
        if is_there {
            break;
        }
        assert!(begun.elapsed() < 4 * PATIENCE, "kill {kill}: its moment does not come");
        assert!(program.try_wait().expect("its state").is_none(), "kill {kill}: the program has ended before");
        thread::sleep(Duration::from_micros(200));
    }
    thread::sleep(STEP * kill.saturating_sub(GATHERING));
}

/// Bytes of the rows gathered so far.
fn gathered(ledger: &Path) -> u64 {
    let parts = fs::read_dir(ledger).expect("the ledger").filter_map(|entry| Some(entry.ok()?.path()));
    parts.filter(|path| path.extension().is_some_and(|kind| kind == "part")).filter_map(|path| Some(path.metadata().ok()?.len())).sum()
}

/// How many loads have their place in the ledger.
fn loads(ledger: &Path) -> usize {
    let files = fs::read_dir(ledger).expect("the ledger").filter_map(|entry| Some(entry.ok()?.path()));
    files.filter(|path| path.extension().is_some_and(|kind| kind == "load")).count()
}

/// A list in which every company offers the same.
fn list(rows: usize, offer: &str) -> String {
    let mut list = "id,name,city,offers\n".to_owned();
    (0..rows).for_each(|number| writeln!(list, "{number},Company {number},Липецк,{offer}").expect("memory does not fail"));
    list
}

async fn fill(store: &SledStore, offer: &str) {
    let head = LoadHead { file: "old.csv".into(), lasting: false, removes: false, at: Timestamp::UNIX_EPOCH, who: Who::new("clerk:7") };
    let mut load = store.begin_load(head).await.expect("a load");
    let row = |number: usize| {
        let (id, name) = (number.to_string(), format!("Company {number}"));
        let company = Company { id, name, city: "Липецк".into(), offers: vec![offer.to_owned()], ..Company::default() };
        PutCompany { company, name_key: String::new() }
    };
    load.put((0..ROWS).map(row).collect()).await.expect("rows");
    load.commit(Counts::default()).await.expect("a commit");
}

/// How many companies offer what.
async fn offers(store: &SledStore) -> BTreeMap<String, usize> {
    let mut offers = BTreeMap::new();
    for company in store.companies(None, usize::MAX).await.expect("the companies") {
        *offers.entry(company.offers.concat()).or_default() += 1;
    }
    offers
}

fn on_store<R>(data: &Path, work: impl AsyncFnOnce(&SledStore) -> R) -> R {
    let (store, _) = SledStore::open(data).expect("the store opens");
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(work(&store))
}
