//! `hamkor companies remove`: many companies leave the list at once, and come back by the ledger. And back to a day's snapshot.

use std::fmt::Write as _;

use hamkor::app::Snapshots;
use hamkor::store::SledStore;
use jiff::Timestamp;

use super::{Desk, ran};

/// Thirteen companies of an old list, two of another.
fn desk() -> Desk {
    let desk = Desk::new();
    let mut old = "id,name,city,offers,source\n".to_owned();
    (1..=13).for_each(|number| writeln!(old, "P{number:02},Завод {number},Липецк,чугун,ТПП 2019").expect("memory does not fail"));
    desk.write("old.csv", old);
    desk.write("new.csv", "id,name,city,offers,source\nA1,Ромашка,Елец,чай,сайт\nB2,Атлас,Худжанд,атлас,ТПП Согд\n");
    assert_eq!(desk.run(&["seed", "old.csv", "new.csv"]).code, Some(0));
    desk
}

fn remove(desk: &Desk, more: &[&str]) -> super::Ran {
    desk.run(&[&["companies", "remove", "--lang", "en"], more].concat())
}

#[test]
fn companies_are_shown_then_removed_and_come_back_once() {
    let desk = desk();
    let before = desk.listed();
    let shown = "In the source: тпп 2019\n13 companies will leave the list:\n• Завод 1\n• Завод 2\n• Завод 3\n• Завод 4\n• Завод 5\n\
                 • Завод 6\n• Завод 7\n• Завод 8\n• Завод 9\n• Завод 10\nand 3 more\n";
    let sure = "Nothing was changed. To remove these companies, add --yes.\n";
    assert_eq!(remove(&desk, &["--source", "тпп 2019", "--dry-run"]), ran(0, "", &format!("{shown}{sure}")));
    assert_eq!(remove(&desk, &["--source", "тпп 2019"]), ran(1, "", &format!("{shown}{sure}")));
    assert_eq!(desk.listed(), before);
    let done = "Removed from the list: 13. It can be taken back by the number 16.\n";
    assert_eq!(remove(&desk, &["--source", "тпп 2019", "--yes"]), ran(0, "", &format!("{shown}{done}")));
    assert_eq!(desk.listed().lines().count(), 2);
    assert_eq!(desk.run(&["match", "--", "чугун"]).code, Some(1), "the index has followed");
    let ledger = desk.run(&["ledger", "--kind", "removal", "--format", "jsonl", "--lang", "en"]).out;
    assert!(ledger.contains("\"count\":13,\"text\":\"companies removed: 13 (тпп 2019)\""), "{ledger}");
    assert_eq!(desk.run(&["ledger", "--company", "P05", "--kind", "removal"]).code, Some(0));
    assert_eq!(desk.run(&["ledger", "--company", "A1", "--kind", "removal"]).code, Some(1));
    let back = "In the list again: 13 (тпп 2019).\n";
    assert_eq!(desk.run(&["ledger", "--undo", "16", "--lang", "en"]), ran(0, "", back));
    assert_eq!(desk.listed(), before);
    assert_eq!(desk.run(&["ledger", "--undo", "16", "--lang", "en"]).code, Some(1));
    assert_eq!(desk.run(&["seed", "--undo"]).code, Some(0));
    assert_eq!(desk.listed().lines().count(), 13, "the last load, not the removal, was taken back");
}

#[test]
fn what_is_asked_for_narrows_and_a_list_is_never_removed_whole_by_mistake() {
    let desk = desk();
    let count = |more: &[&str]| desk.run(&[&["companies", "--format", "jsonl"], more].concat()).out.lines().count();
    assert_eq!(count(&["--load", "1"]), 13);
    assert_eq!(count(&["--load", "14", "--city", "Согд"]), 1);
    assert_eq!(count(&["--source", "ТПП"]), 14);
    assert_eq!(count(&["--unseen-since", "2019-01-01"]), 0);
    let none = "Place: Елец\nSector: чугун\nThere are no such companies that could leave the list.\n";
    assert_eq!(remove(&desk, &["--city", "Елец", "--sector", "чугун"]), ran(1, "", none));
    assert_eq!(remove(&desk, &["--load", "77"]), ran(1, "", "There is no such load. The numbers stand in “What was done”.\n"));
    for refused in [vec![], vec!["--yes"], vec!["--unseen-since", "завтра"], vec!["--load", "1", "--yes", "--dry-run"]] {
        assert_eq!(remove(&desk, &refused).code, Some(2), "{refused:?}");
    }
    assert_eq!(desk.listed().lines().count(), 15);
}

#[test]
fn who_wants_to_take_back_what_cannot_be_hears_that_removals_can() {
    let desk = desk();
    assert_eq!(desk.run_with("/language en\n", &["chat"]).code, Some(0));
    let step = desk.run(&["ledger", "--kind", "step", "--limit", "1", "--format", "jsonl"]).out;
    let step: serde_json::Value = serde_json::from_str(&step).expect("a line of JSON");
    let number = step["number"].to_string();
    for (language, removals) in [("ru", "удаления и объединения"), ("tg", "хориҷ кардан ва якҷоя кардани"), ("en", "removals and merges")]
    {
        let told = desk.run(&["ledger", "--undo", &number, "--lang", language]);
        assert!(told.code == Some(1) && told.err.contains(removals), "{told:?}");
    }
}

#[test]
fn a_removed_company_comes_again_with_the_next_list() {
    let desk = desk();
    assert_eq!(remove(&desk, &["--load", "14", "--yes"]).code, Some(0));
    assert_eq!(desk.run(&["seed", "new.csv"]).code, Some(0));
    assert_eq!(desk.listed().lines().count(), 15);
    assert_eq!(desk.run(&["ledger", "--undo", "16", "--lang", "en"]), ran(0, "", "In the list again: 0 (#14).\n"));
    assert_eq!(desk.listed().lines().count(), 15);
}

#[test]
fn the_same_list_loaded_again_adds_two_lines_to_the_ledger() {
    let desk = desk();
    assert_eq!(desk.run(&["seed", "old.csv"]).code, Some(0));
    let rows = std::fs::read_to_string(desk.path("hamkor-data/ledger/000000000016.load")).expect("the rows of the load");
    assert_eq!(rows.lines().map(|line| &line[9..]).collect::<Vec<_>>(), ["{\"named\":[1,13]}"]);
    assert_eq!(desk.run(&["verify"]).code, Some(0));
    let told = "The load old.csv is taken back: 0 removed, 0 given their former data back, 13 left as they are.\n";
    let ran = desk.run(&["ledger", "--undo", "1", "--lang", "en"]);
    assert!(ran.err.ends_with(told), "{ran:?}");
}

#[test]
fn the_directory_goes_back_to_a_snapshot_and_what_was_there_is_kept() {
    let desk = desk();
    let before = desk.listed();
    let data = desk.path("hamkor-data");
    let day = "2026-11-26T10:00:00Z".parse::<Timestamp>().expect("a time");
    let (store, _) = SledStore::open(&data).expect("a store");
    let taken = tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(async {
        let taken = Snapshots::new(&data, 3, None).take(&store, day).await;
        drop(store);
        taken
    });
    assert!(taken.expect("a snapshot"));
    assert_eq!(remove(&desk, &["--source", "ТПП", "--yes"]).code, Some(0));
    let restored = desk.run(&["restore", "--snapshot", "2026-11-26", "--lang", "en"]);
    assert!(restored.code == Some(0) && restored.err.contains("Everything is as in the snapshot of 26.11.2026 again."), "{restored:?}");
    assert_eq!(desk.listed(), before);
    let told = desk.run(&["ledger", "--limit", "1", "--lang", "en"]).out;
    assert!(
        told.contains("everything went back to the snapshot of 26.11.2026; what was there before lies in")
            && told.contains("before-restore-"),
        "{told}"
    );
    let kept = std::fs::read_dir(&data).expect("the data").filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    assert_eq!(kept.filter(|name| name.starts_with("before-restore-")).count(), 1);
    for day in ["2026-11-20", "../x"] {
        let told = format!("There is no snapshot of “{day}”: they lie in the directory snapshots. Nothing was changed.\n");
        assert_eq!(desk.run(&["restore", "--snapshot", day, "--lang", "en"]), ran(1, "", &told));
    }
    assert_eq!(desk.run(&["restore"]).code, Some(2));
}
