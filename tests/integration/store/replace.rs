//! A backup put in the place of what a directory holds, stopped at any moment and done again.

use std::fs;

use hamkor::store::{PersonKeys, Store, replace, restore};

use super::{directory, load, now, open, open_quietly, row, run};

/// In the order in which they are exchanged.
const NAMES: [&str; 4] = ["manifest.json", "store", "keys", "ledger"];

#[test]
fn a_replacement_that_is_stopped_goes_on_where_it_was_and_the_former_data_are_kept() {
    for moved in 0..=NAMES.len() {
        for half in [false, true] {
            let dir = tempfile::tempdir().expect("a directory");
            let (data, backup) = (dir.path().join("data"), dir.path().join("day.hamkor"));
            run(async {
                let store = open_quietly(&data);
                load(&store, vec![row(1, "мука")]).await.expect("load");
                store.backup_to(&backup, PersonKeys::LeftOut, None, now()).await.expect("a backup");
                load(&store, vec![row(2, "сахар")]).await.expect("load");
            });
            // As a stop has left it: some are exchanged, the next is taken away at most.
            let (new, aside) = (data.join("restored"), data.join("before"));
            restore(&backup, &new, None, Some(&data.join("keys"))).expect("restored");
            fs::create_dir(&aside).expect("made");
            for name in &NAMES[..moved] {
                fs::rename(data.join(name), aside.join(name)).expect("kept");
                fs::rename(new.join(name), data.join(name)).expect("exchanged");
            }
            if let Some(next) = NAMES.get(moved).filter(|_| half) {
                fs::rename(data.join(next), aside.join(next)).expect("kept");
            }
            replace(&backup, &data, None, &aside).expect("it goes on");
            replace(&backup, &data, None, &aside).expect("it is done already");
            assert!(!new.exists() && !aside.join("keys").exists(), "whoever is forgotten now is to be unreadable there too");
            for (dir, companies) in [(&data, 1), (&aside, 2)] {
                let (store, _) = open(dir);
                assert_eq!(run(directory(&store)).len(), companies, "after {moved} of them, {half}: {}", dir.display());
                assert_eq!(run(store.last_sequence()).expect("read").0, companies as u64);
            }
        }
    }
}
