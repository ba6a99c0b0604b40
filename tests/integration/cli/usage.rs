//! What holds for every command: exit codes, help, settings, a directory in use, a closed pipe, a damaged index.

use std::collections::BTreeSet;
use std::process::Stdio;

use super::{Desk, Ran, ran};

/// Every command in a form that works.
const COMMANDS: [&[&str]; 7] = [
    &["chat"],
    &["match", "--", "атлас"],
    &["companies"],
    &["seed", "list.csv"],
    &["seed", "--undo"],
    &["ledger"],
    &["ledger", "--undo", "1"],
];

#[test]
fn wrong_usage_is_told_on_stderr_with_exit_2() {
    let desk = Desk::new();
    for (arguments, told) in [
        (&[][..], "Usage: hamkor"),
        (&["partners"], "unrecognized subcommand 'partners'"),
        (&["match"], "<TEXT>"),
        (&["match", "--stdin", "атлас"], "cannot be used with"),
        (&["match", "--limit", "0", "атлас"], "0 is not in 1..=1000"),
        (&["match", "--limit", "many", "атлас"], "many"),
        (&["match", "--format", "pdf", "атлас"], "[possible values: table, csv, xlsx, json, jsonl]"),
        (&["companies", "extra"], "extra"),
        (&["seed"], "<FILE>"),
        (&["seed", "--undo", "list.csv"], "cannot be used with"),
        (&["ledger", "--kind", "gossip"], "[possible values: load, removal, undo, company, step, member, introduction"),
        (&["ledger", "--limit", "0"], "0 is not in 1.."),
        (&["ledger", "--undo", "list.csv"], "invalid digit"),
        (&["ledger", "--undo", "1", "--all"], "cannot be used with"),
        (&["completions", "cmd"], "cmd"),
        (&["--lang", "de", "companies"], "there is no language \"de\" here; use ru, tg or en"),
        (&["--store", "postgres://localhost/hamkor", "companies"], "--store"),
        (&["--vocabulary", "nowhere", "companies"], "nowhere: no vocabulary files here"),
        (&["--data", "list.csv", "companies"], "list.csv"),
        (&["--frobnicate"], "--frobnicate"),
    ] {
        desk.write("list.csv", "");
        let Ran { code, out, err } = desk.run(arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}: {err}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
    assert!(!desk.path("nowhere").exists());
}

#[test]
fn what_is_not_there_is_told_in_the_language_asked_for_with_exit_1() {
    let desk = Desk::with_list();
    for (arguments, [ru, tg, en]) in [
        (&["match", "--city", "Марс", "атлас"][..], ["места «Марс»", "ҷойи «Марс»", "no place \"Марс\""]),
        (&["companies", "--city", "Марс"], ["места «Марс»", "ҷойи «Марс»", "no place \"Марс\""]),
        (&["companies", "--city", "Москва"], ["здесь: Липецк (1), Худжанд (1)", "ҳастанд: Липецк (1)", "are here: Липецк (1)"]),
        (&["companies", "--sector", "ъыь"], ["отрасли «ъыь»", "соҳаи «ъыь»", "no sector is known for \"ъыь\""]),
        (&["companies", "--load", "77"], ["загрузки 77 нет", "боркунии 77 нест", "no load 77"]),
        (&["report", "partners", "--company", "NOPE"], ["кодом «NOPE»", "рамзи «NOPE»", "the id \"NOPE\""]),
        (&["report", "partners", "--need", "5"], ["номером 5 нет", "рақами 5 нест", "the number 5"]),
        (&["report", "partners", "--text", "окна", "--city", "Марс"], ["места «Марс»", "ҷойи «Марс»", "no place \"Марс\""]),
        (&["report", "consent", "--company", "NOPE"], ["кодом «NOPE»", "рамзи «NOPE»", "the id \"NOPE\""]),
    ] {
        for (language, told) in [("ru", ru), ("tg", tg), ("en", en)] {
            let Ran { code, out, err } = desk.run(&[arguments, &["--lang", language]].concat());
            assert_eq!((code, out.as_str()), (Some(1), ""), "{arguments:?}: {err}");
            assert!(err.contains(told), "{arguments:?}: {err}");
        }
    }
}

#[test]
fn what_fails_is_told_in_the_language_asked_for() {
    let desk = Desk::with_list();
    for (arguments, [ru, tg, en]) in [
        (
            &["restore", "none.hamkor", "--data", "new"][..],
            ["не читается: нет такого", "намешавад: чунин файл", "cannot be read: there is no such"],
        ),
        (&["backup", "nowhere/b.hamkor", "--key-file", "none"], ["none не читается", "none хонда намешавад", "none cannot be read"]),
        (&["report", "outcomes", "--from", "завтра"], ["не день", "рӯз", "no day"]),
        (&["report", "outcomes", "--from", "02.01.2026", "--to", "01.01.2026"], ["--from позже --to", "--from баъд", "--from comes after"]),
        (&["report", "cities", "--out", "r.doc"], ["r.doc: скажите", "r.doc: дар --format", "r.doc: say with --format"]),
        (
            &["report", "cities", "--out", "nowhere/r.json"],
            ["не пишется: нет такого", "намешавад: чунин файл", "cannot be written: there is no such"],
        ),
        (&["report", "slip", "--format", "csv"], ["не таблица", "ҷадвал нест", "no table"]),
        (&["companies", "remove"], ["какие компании", "кадом ширкатҳо", "which companies"]),
        (&["companies", "--unseen-since", "завтра"], ["не день", "рӯз", "no day"]),
        (&["serve"], ["TELOXIDE_TOKEN не задан", "TELOXIDE_TOKEN навишта", "TELOXIDE_TOKEN is not set"]),
    ] {
        for (language, told) in [("ru", ru), ("tg", tg), ("en", en)] {
            let Ran { code, out, err } = desk.run_where(&[("TELOXIDE_TOKEN", "")], &[arguments, &["--lang", language]].concat());
            assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}: {err}");
            assert!(err.starts_with("hamkor: ") && err.contains(told), "{arguments:?}: {err}");
        }
    }
}

#[test]
fn a_setting_of_the_bot_that_is_no_good_is_refused_with_the_reason_and_never_cited() {
    let (desk, token, long) = (Desk::new(), "700:tajna_tajna", "tajna".repeat(60));
    let tokens: [(&str, [&str; 3]); 4] = [
        ("tajna_tajna", ["нет двоеточия", "ду нуқта нест", "no colon"]),
        ("tajna:tajna", ["перед двоеточием", "пеш аз ду нуқта", "before its colon"]),
        ("700:", ["после двоеточия ничего", "баъд аз ду нуқта чизе нест", "nothing stands behind"]),
        ("700:tajna tajna", ["есть не только буквы", "на танҳо ҳарфҳо", "neither a letter"]),
    ];
    let addresses: [(&str, [&str; 3]); 4] = [
        ("tajna.org", ["не с https://", "оғоз намешавад", "does not begin with https://"]),
        ("https:///tajna", ["нет сервера", "номи сервер нест", "names no server"]),
        ("https://tajna.org:tajna", ["не число", "рақами хурдтар", "no number below"]),
        ("https://taj na.org", ["не разобрать", "хондан мумкин нест", "cannot be read"]),
    ];
    let secrets: [(&str, [&str; 3]); 2] = [
        ("tajna tajna", ["есть не только A-Z", "на танҳо A-Z", "something else than A-Z"]),
        (&long, ["знаков 300", "300 аломат", "300 characters"]),
    ];
    let bot = ["TELOXIDE_TOKEN", "TELOXIDE_API_URL", "HAMKOR_WEBHOOK_SECRET"];
    let settings = tokens.iter().map(|case| (bot[0], case)).chain(addresses.iter().map(|case| (bot[1], case)));
    for (name, (value, reasons)) in settings.chain(secrets.iter().map(|case| (bot[2], case))) {
        for (language, reason) in ["ru", "tg", "en"].iter().zip(reasons) {
            let hook = ["serve", "--lang", language, "--webhook-url", "https://example.org/", "--listen", "127.0.0.1:0"];
            let Ran { code, out, err } = desk.run_where(&[(bot[0], token), (bot[1], "http://127.0.0.1:9"), (name, value)], &hook);
            assert_eq!((code, out.as_str()), (Some(2), ""), "{name}: {err}");
            assert!(err.contains(name) && err.contains(reason) && !err.contains("tajna"), "{name}: {err}");
            assert_eq!(err.lines().count(), 1, "{err}");
        }
    }
}

#[test]
fn the_version_and_the_help_of_every_command_go_to_stdout() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["--version"]), ran(0, &format!("hamkor {}\n", env!("CARGO_PKG_VERSION")), ""));
    for command in [&[][..], &["chat"], &["match"], &["seed"], &["companies"], &["ledger"], &["backup"], &["restore"], &["verify"]] {
        let ran = desk.run(&[command, &["--help"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{command:?}");
        let (_, examples) = ran.out.split_once("Examples:\n").unwrap_or_else(|| panic!("{command:?} has no examples: {}", ran.out));
        assert!(
            examples.trim_start().starts_with(&["hamkor", command.first().copied().unwrap_or("chat")].join(" ")),
            "{command:?}: {examples}"
        );
        for line in examples.lines().take_while(|line| !line.is_empty()) {
            assert!(line.starts_with("  ") && line.contains("hamkor "), "{command:?}: {line}");
        }
    }
    assert!(!desk.path("hamkor-data").exists(), "help makes no data");
}

#[test]
fn completions_are_written_for_the_usual_shells() {
    let desk = Desk::new();
    for (shell, sign) in [("bash", "complete -F _hamkor"), ("zsh", "#compdef hamkor"), ("fish", "complete -c hamkor")] {
        let ran = desk.run(&["completions", shell]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{shell}");
        for word in [sign, "match", "companies", "skip-bad", "samples"] {
            assert!(ran.out.contains(word), "{shell}: no {word}");
        }
    }
    assert!(!desk.path("hamkor-data").exists(), "completions make no data");
}

#[test]
fn a_directory_in_use_is_named_with_exit_2_by_every_command() {
    let desk = Desk::with_list();
    desk.write("list.csv", super::LIST);
    let mut talk = desk.talk(&["chat"]);
    talk.say("/language en");
    talk.hear();
    let busy = "hamkor: another Hamkor is working on the directory hamkor-data. Stop it first, or choose another directory with --data.\n";
    for command in COMMANDS {
        assert_eq!(desk.run(&[&["--lang", "en"], command].concat()), ran(2, "", busy), "{command:?}");
    }
    talk.say("🎉");
    talk.hear();
    assert_eq!(talk.hear(), "There are no words in your message. Write in words what you need, sell or plan.");
    assert_eq!(talk.end().code, Some(0));
    assert_eq!(desk.listed(), super::LISTED);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::with_built_in_list();
    desk.write("list.csv", super::LIST);
    let mut failed = Vec::new();
    desk.write("requests", "нужен цемент для стройки\n".repeat(200));
    for arguments in [
        &["companies", "--format", "jsonl"][..],
        &["companies", "--format", "json"],
        &["companies", "--format", "csv"],
        &["companies"],
        &["ledger"],
        &["ledger", "--format", "jsonl"],
        &["match", "--stdin", "--format", "jsonl", "--limit", "1000"],
        &["match", "--stdin", "--format", "json", "--limit", "1000"],
        &["match", "--stdin"],
        &["seed", "list.csv"],
        &["chat"],
        &["completions", "bash"],
        &["--help"],
    ] {
        let input = std::fs::File::open(desk.path("requests")).expect("the requests are there");
        let mut child =
            desk.command(arguments).stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        drop(child.stdout.take());
        let ran = Ran::from(child.wait_with_output().expect("the program ends"));
        // A load says its last line on stderr.
        if ran.code != Some(0) || (ran.err.lines().count() > 0 && arguments[0] != "seed") {
            failed.push((arguments, ran));
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn settings_stand_before_or_after_the_command_or_in_the_environment() {
    let desk = Desk::new();
    desk.write("list.csv", super::LIST);
    let stored = "list.csv: sector words: 3 of 3 recognised (100 %).\n\
                  list.csv: in 2 = new 2 + updated 0 + unchanged 0 + repeated 0 + refused 0. Stored.\n";
    let unchanged = "list.csv: sector words: 3 of 3 recognised (100 %).\n\
                     list.csv: in 2 = new 0 + updated 0 + unchanged 2 + repeated 0 + refused 0. Stored.\n";
    assert_eq!(desk.run(&["--data", "elsewhere", "--lang", "en", "seed", "list.csv"]), ran(0, "", stored));
    assert_eq!(desk.run(&["seed", "list.csv", "--data", "elsewhere", "--lang", "en"]), ran(0, "", unchanged));
    let variables = [("HAMKOR_DATA", "elsewhere"), ("HAMKOR_LANG", "en"), ("HAMKOR_STORE", "sled")];
    assert_eq!(desk.run_where(&variables, &["seed", "list.csv"]), ran(0, "", unchanged));
    assert!(!desk.path("hamkor-data").exists());
}

#[test]
fn a_flag_goes_before_its_variable() {
    let desk = Desk::with_list();
    let variables = [("HAMKOR_DATA", "nowhere"), ("HAMKOR_LANG", "tg")];
    let ran = desk.run_where(&variables, &["match", "--data", "hamkor-data", "--lang", "en", "--", "ракеты"]);
    assert_eq!(ran, super::ran(1, "Nobody on the list fits this request.\n", ""));
    assert!(!desk.path("nowhere").exists());
}

#[test]
fn an_empty_beginning_can_be_asked_for_in_the_environment() {
    let listed = |value| Desk::new().run_where(&[("HAMKOR_EMPTY", value)], &["companies", "--format", "jsonl"]);
    assert_eq!(listed("1"), ran(1, "", ""));
    assert_eq!(listed("true"), ran(1, "", ""));
    for value in ["0", "false", ""] {
        assert_eq!(listed(value).code, Some(0), "HAMKOR_EMPTY={value}");
    }
}

#[test]
fn a_damaged_index_heals_itself() {
    let desk = Desk::with_list();
    let index = desk.path("hamkor-data/index");
    let files = || std::fs::read_dir(&index).expect("the index is there").map(|entry| entry.expect("a file").path());
    let healthy = desk.run(&["match", "--format", "jsonl", "--", "атлас"]);
    assert_eq!((healthy.code, healthy.err.as_str()), (Some(0), ""));
    let heals = |what: &str| assert_eq!(desk.run(&["match", "--format", "jsonl", "--", "атлас"]), healthy, "{what}");

    std::fs::write(index.join("lists.sum"), "{}").expect("written");
    heals("a sum that does not fit");
    assert_eq!(desk.run(&["verify"]).code, Some(0));
    std::fs::write(index.join("meta.json"), "{\"torn").expect("written");
    heals("a torn meta.json");
    std::fs::remove_file(index.join("meta.json")).expect("removed");
    heals("no meta.json");
    for file in files().collect::<Vec<_>>() {
        let bytes = std::fs::read(&file).expect("read");
        std::fs::write(&file, &bytes[..bytes.len() / 2]).expect("written");
    }
    heals("half of every file");
    for file in files().collect::<Vec<_>>() {
        std::fs::write(file, [0; 512]).expect("written");
    }
    heals("zeros everywhere");
    for file in files().collect::<Vec<_>>() {
        std::fs::remove_file(file).expect("removed");
    }
    heals("an empty directory");
    std::fs::remove_dir_all(&index).expect("removed");
    heals("no index");
}

#[test]
fn a_flipped_bit_in_any_file_of_the_index_is_healed() {
    let desk = Desk::with_list();
    let healthy = desk.run(&["match", "--format", "jsonl", "--", "атлас"]);
    let names = |desk: &Desk| -> BTreeSet<_> {
        let entries = std::fs::read_dir(desk.path("hamkor-data/index")).expect("the index is there");
        entries.map(|entry| entry.expect("a file").file_name()).collect()
    };
    for name in names(&desk) {
        let desk = Desk::with_list();
        let file = desk.path("hamkor-data/index").join(&name);
        let mut bytes = std::fs::read(&file).expect("read");
        let Some(last) = bytes.len().checked_sub(1) else { continue };
        for at in [0, last / 2, last] {
            bytes[at] ^= 0x10;
        }
        std::fs::write(&file, bytes).expect("written");
        assert_eq!(desk.run(&["match", "--format", "jsonl", "--", "атлас"]), healthy, "{name:?}");
    }
}

#[cfg(unix)]
fn everything_in(dir: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(dir).expect("read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            everything_in(&path, found);
        }
        found.push(path);
    }
}

#[cfg(unix)]
#[test]
fn a_report_that_is_asked_for_by_name_has_the_rights_of_any_file() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.write("any", "");
    assert_eq!(desk.run(&["report", "partners", "--text", "атлас", "--format", "json", "--out", "report.json"]).code, Some(0));
    let mode = |name: &str| std::fs::metadata(desk.path(name)).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode("report.json"), mode("any"));
}

#[cfg(unix)]
#[test]
fn others_can_read_nothing_of_a_data_directory_that_they_can_enter() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.write("list.csv", super::LIST);
    let data = desk.path("hamkor-data");
    let set = |path: &std::path::Path| std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("set");
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    std::fs::create_dir(&data).expect("made");
    set(&data);
    for command in [&["seed", "list.csv"][..], &["match", "--", "атлас"]] {
        assert_eq!(desk.run(command).code, Some(0));
        let mut inside = Vec::new();
        everything_in(&data, &mut inside);
        assert!(inside.iter().any(|path| path.parent() != Some(data.as_path())), "{inside:?}");
        for path in inside {
            assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
        }
        assert_eq!(mode(&data), 0o755, "its owner has it so");
        // As another program, or an older Hamkor, has left them.
        ["store", "index", "ledger"].iter().for_each(|name| set(&data.join(name)));
    }
}
