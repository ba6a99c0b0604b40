//! `hamkor backup`, `restore` and `verify`, from the command line.

use super::{Desk, LISTED, ran};

const KEY: (&str, &str) = ("HAMKOR_BACKUP_KEY", "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");

#[test]
fn a_backup_brings_the_list_the_chat_and_the_undo_back() {
    let desk = Desk::with_list();
    desk.run_with("нужен атлас\n", &["chat"]);
    let backed_up = desk.run_where(&[KEY], &["backup", "all.hamkor", "--lang", "en"]);
    assert_eq!((backed_up.code, backed_up.out.as_str()), (Some(0), ""), "{backed_up:?}");
    assert!(backed_up.err.starts_with("all.hamkor: everything up to change "), "{backed_up:?}");
    let restored = desk.run_where(&[KEY, ("HAMKOR_DATA", "new")], &["restore", "all.hamkor", "--lang", "en"]);
    assert!(restored.code == Some(0) && restored.err.starts_with("new: everything is back up to change "), "{restored:?}");
    let verified = desk.run(&["verify", "--data", "new", "--lang", "en"]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
    assert_eq!(desk.run(&["companies", "--format", "jsonl", "--data", "new"]), ran(0, LISTED, ""));
    let again = |data| desk.run(&["seed", "--undo", "--data", data, "--lang", "en"]);
    assert_eq!(again("new"), again("hamkor-data"));
}

#[test]
fn a_backup_of_an_empty_directory_comes_back_empty() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["companies", "--format", "jsonl", "--empty"]).out, "");
    assert_eq!(desk.run(&["backup", "all.hamkor"]).code, Some(0));
    assert_eq!(desk.run(&["restore", "all.hamkor", "--data", "new"]).code, Some(0));
    assert_eq!(desk.run(&["companies", "--format", "jsonl", "--data", "new"]).out, "");
}

#[test]
fn the_key_may_lie_in_a_file_and_what_is_no_key_is_a_wrong_setting() {
    let desk = Desk::with_list();
    desk.run_with("нужен атлас\n", &["chat"]);
    desk.write("backup.key", format!("{}\n", KEY.1));
    assert_eq!(desk.run(&["backup", "all.hamkor", "--key-file", "backup.key"]).code, Some(0));
    assert_eq!(desk.run_where(&[KEY], &["restore", "all.hamkor", "--data", "new"]).code, Some(0));
    desk.write("backup.key", "secret");
    for lang in ["ru", "tg", "en"] {
        let ran = desk.run(&["backup", "more.hamkor", "--key-file", "backup.key", "--lang", lang]);
        assert!(ran.code == Some(2) && ran.err.contains("backup.key: ") && ran.err.contains("openssl rand -hex 32"), "{ran:?}");
        assert!(!ran.err.contains("secret"));
    }
}

#[test]
fn what_is_refused_says_why_in_the_language_and_ends_with_one() {
    let desk = Desk::with_list();
    desk.run_with("нужен атлас\n", &["chat"]);
    assert_eq!(desk.run_where(&[KEY], &["backup", "all.hamkor"]).code, Some(0));
    let whole = std::fs::read(desk.path("all.hamkor")).expect("read");
    desk.write("cut.hamkor", &whole[..whole.len() / 2]);
    desk.write("list.csv", "name,city\n");
    let wrong = ("HAMKOR_BACKUP_KEY", "ff".repeat(32));
    let wrong = (wrong.0, wrong.1.as_str());
    for lang in ["ru", "tg", "en"] {
        let refused = |variables: &[(&str, &str)], arguments: &[&str], said: &str| {
            let ran = desk.run_where(variables, &[arguments, &["--lang", lang]].concat());
            assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{ran:?}");
            assert!(ran.err.contains(said) && !ran.err.contains('⟨') && ran.err.lines().count() == 1, "{said}: {ran:?}");
        };
        refused(&[], &["backup", "more.hamkor"], "openssl rand -hex 32");
        refused(&[KEY], &["backup", "all.hamkor"], "all.hamkor");
        refused(&[KEY], &["backup", "more.hamkor", "--data", "nowhere"], "nowhere");
        refused(&[KEY], &["verify", "--data", "nowhere"], "nowhere");
        refused(&[KEY], &["restore", "all.hamkor"], "hamkor-data");
        refused(&[], &["restore", "all.hamkor", "--data", "new"], "HAMKOR_BACKUP_KEY_FILE");
        refused(&[wrong], &["restore", "all.hamkor", "--data", "new"], "HAMKOR_BACKUP_KEY");
        refused(&[KEY], &["restore", "cut.hamkor", "--data", "new"], "cut.hamkor");
        refused(&[KEY], &["restore", "list.csv", "--data", "new"], "Hamkor");
    }
    for name in ["nowhere", "new", "more.hamkor", "more.hamkor.part"] {
        assert!(!desk.path(name).exists(), "{name}");
    }
    #[cfg(unix)]
    {
        let pipe = desk.path("pipe.hamkor");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()));
        std::fs::create_dir(desk.path("folder.hamkor")).expect("a folder");
        for file in ["pipe.hamkor", "folder.hamkor", "/dev/zero"] {
            let refused = desk.run_where(&[KEY], &["restore", file, "--data", "new", "--lang", "en"]);
            assert!(refused.code == Some(1) && refused.err.contains(file), "{refused:?}");
        }
    }
    let missing = desk.run_where(&[KEY], &["restore", "none.hamkor", "--data", "new"]);
    assert!(missing.code == Some(2) && missing.err.contains("none.hamkor"), "{missing:?}");
}

#[test]
fn verify_says_one_line_a_check_and_what_is_wrong_with_what_to_do() {
    let desk = Desk::with_list();
    let whole = desk.run(&["verify", "--lang", "en"]);
    let begins = ["ledger", "lists loaded", "keys of persons", "manifest", "store", "search index"].map(|part| format!("ok: {part}: "));
    assert_eq!((whole.code, whole.err.as_str(), whole.out.lines().count()), (Some(0), "", begins.len()), "{whole:?}");
    assert!(whole.out.lines().zip(&begins).all(|(line, begins)| line.starts_with(begins)), "{whole:?}");
    assert_eq!(desk.run(&["verify", "--lang", "en"]), whole, "looking changes nothing");
    std::fs::remove_dir_all(desk.path("hamkor-data/index")).expect("removed");
    for lang in ["ru", "tg", "en"] {
        let ran = desk.run(&["verify", "--lang", lang]);
        assert_eq!((ran.code, ran.out.lines().count()), (Some(1), begins.len()), "{ran:?}");
        assert!(!ran.out.contains('⟨'), "{ran:?}");
    }
    let wrong = desk.run(&["verify", "--lang", "en"]);
    assert!(wrong.out.ends_with("WRONG: search index: missing. The next start makes it anew.\n"), "{wrong:?}");
    assert_eq!(desk.run(&["companies", "--format", "jsonl"]), ran(0, LISTED, ""));
    assert_eq!(desk.run(&["verify", "--lang", "en"]), whole);
}

#[test]
fn a_company_that_is_hidden_is_missing_from_an_index_made_anew_and_verify_knows_it() {
    let desk = Desk::with_list();
    let chat = ["chat", "--lang", "en"];
    let card = desk.run_with("/start c_A1\n", &chat);
    let buttons = card.out.split('[').find(|button| button.contains("] Hide")).and_then(|button| button.split_once(']'));
    let (hide, _) = buttons.unwrap_or_else(|| panic!("{card:?}"));
    let hidden = desk.run_with(format!("/start c_A1\n{hide}\n"), &chat);
    assert!(hidden.out.contains("is hidden"), "{hidden:?}");
    std::fs::remove_dir_all(desk.path("hamkor-data/index")).expect("removed");
    assert_eq!(desk.run(&["match", "--", "атлас"]).code, Some(0));
    let verified = desk.run(&["verify", "--lang", "en"]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
    assert!(verified.out.contains("store: companies 2") && verified.out.ends_with("search index: companies 1.\n"), "{verified:?}");
}

#[test]
fn damage_to_any_file_of_the_index_is_noticed() {
    let desk = Desk::with_list();
    let files = std::fs::read_dir(desk.path("hamkor-data/index")).expect("read").map(|entry| entry.expect("an entry").path());
    let files: Vec<_> = files.filter(|file| std::fs::metadata(file).is_ok_and(|file| file.len() > 0)).collect();
    assert!(files.len() > 5, "{files:?}");
    for file in files {
        let whole = std::fs::read(&file).expect("read");
        for at in [9.min(whole.len() - 1), whole.len() / 2] {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            std::fs::write(&file, bytes).expect("written");
            let wrong = desk.run(&["verify", "--lang", "en"]);
            assert!(wrong.code == Some(1) && wrong.out.contains("WRONG: search index: damaged"), "{at} of {}: {wrong:?}", file.display());
        }
        std::fs::write(&file, whole).expect("written");
    }
    assert_eq!(desk.run(&["verify"]).code, Some(0));
}

#[test]
fn while_another_hamkor_works_on_the_directory_all_three_say_so() {
    let desk = Desk::with_list();
    let mut talk = desk.talk(&["chat"]);
    talk.say("нужен атлас");
    talk.hear();
    for arguments in [&["backup", "all.hamkor"][..], &["verify"]] {
        let ran = desk.run_where(&[KEY], arguments);
        assert!(ran.code == Some(2) && ran.err.contains("другой Hamkor"), "{ran:?}");
    }
    talk.end();
}

#[test]
fn a_damaged_ledger_and_one_that_is_gone_are_named_with_the_way_back_to_the_last_snapshot() {
    let desk = Desk::with_list();
    let ledger = desk.path("hamkor-data/ledger/000000000001.jsonl");
    let whole = std::fs::read(&ledger).expect("read");
    for at in [12, whole.len() / 2, whole.len() - 12] {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        std::fs::write(&ledger, bytes).expect("written");
        for (lang, snapshot, new) in [("ru", "СНИМОК", "НОВАЯ"), ("tg", "НУСХА", "НАВ"), ("en", "SNAPSHOT", "NEW")] {
            let refused = desk.run(&["companies", "--lang", lang]);
            let way = format!("hamkor restore {snapshot} --rest-from hamkor-data --data {new}.");
            assert!(refused.code == Some(2) && refused.err.contains(&way) && refused.err.lines().count() == 1, "{refused:?}");
        }
    }
    std::fs::remove_dir_all(desk.path("hamkor-data/ledger")).expect("removed");
    std::fs::remove_dir_all(desk.path("hamkor-data/store")).expect("removed");
    std::fs::remove_file(desk.path("hamkor-data/manifest.json")).expect("removed");
    for lang in ["ru", "tg", "en"] {
        let wrong = desk.run(&["verify", "--lang", lang]);
        assert!(wrong.code == Some(1) && wrong.err.is_empty() && wrong.out.contains("--rest-from"), "{wrong:?}");
        let refused = desk.run(&["ledger", "--lang", lang]);
        assert!(refused.code == Some(2) && refused.err.contains("--rest-from hamkor-data"), "{refused:?}");
    }
}
