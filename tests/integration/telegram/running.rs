//! The other commands while the bot runs on the same data directory: it does them, and they say what they say without it.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::server::{BotApi, data};

const LIST: &str = "id,name,city,offers\nA1,Медсофт,Липецк,медицинская информационная система\nB2,Атлас,Худжанд,атлас; адрас\n";
const MORE: &str = "id,name,city,offers\nC3,Кирпичный двор,Липецк,кирпич\n";
const BAD: &str = "id,name,city\nD4,,Липецк\n";
const KEY: &str = "5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed";

/// What a command left behind: its exit code, stdout and stderr.
type Ran = (Option<i32>, String, String);

/// Runs a command in a directory that has the data in `data`.
async fn run(dir: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hamkor"));
    command.args(arguments).current_dir(dir).env("HAMKOR_DATA", "data").env("HAMKOR_BACKUP_KEY", KEY);
    command.env_remove("HAMKOR_LANG").env_remove("RUST_LOG").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let input = input.to_owned();
    let done = tokio::task::spawn_blocking(move || -> std::io::Result<Output> {
        let mut child = command.spawn()?;
        // A command that reads nothing may have ended before.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        child.wait_with_output()
    });
    let Output { status, stdout, stderr } = done.await.expect("it runs").expect("it ends");
    (status.code(), String::from_utf8(stdout).expect("UTF-8"), String::from_utf8(stderr).expect("UTF-8"))
}

/// Until the bot does commands.
async fn answers(api: &BotApi, dir: &Path) {
    let socket = dir.join("data/socket");
    api.until("the way in", |_| std::os::unix::net::UnixStream::connect(&socket).is_ok()).await;
}

#[tokio::test]
async fn every_command_says_the_same_while_the_bot_runs() {
    let (api, dir) = (BotApi::start().await, data());
    for (name, list) in [("list.csv", LIST), ("more.csv", MORE), ("bad.csv", BAD)] {
        std::fs::write(dir.path().join(name), list).expect("written");
    }
    assert_eq!(run(dir.path(), &["seed", "list.csv"], "").await.0, Some(0));
    let commands: [(&[&str], &str); 12] = [
        (&["companies"], ""),
        (&["companies", "--format", "jsonl", "--city", "Худжанд"], ""),
        (&["companies", "--format", "csv"], ""),
        (&["companies", "--city", "Атлантида"], ""),
        (&["match", "--lang", "tg", "--", "медицинская система"], ""),
        (&["match", "--format", "jsonl", "--stdin"], "нужен атлас\n{\"id\": 7, \"text\": \"medical software\"}\nneed cement"),
        (&["seed", "list.csv", "--dry-run", "--lang", "en"], ""),
        (&["seed", "more.csv", "--dry-run", "--lang", "tg"], ""),
        (&["seed", "bad.csv", "--lang", "ru"], ""),
        (&["seed", "none.csv", "--lang", "ru"], ""),
        (&["ledger", "--company", "A1", "--lang", "en"], ""),
        (&["companies", "--nonsense"], ""),
    ];
    let mut alone = Vec::new();
    for (arguments, input) in commands {
        alone.push(run(dir.path(), arguments, input).await);
    }
    assert!(alone[5].1.contains("Медсофт") && alone[8].2.contains("bad.csv") && alone[3].0 == Some(1), "{alone:?}");
    let _bot = api.bot(&dir.path().join("data"), &[]);
    answers(&api, dir.path()).await;
    for ((arguments, input), alone) in commands.into_iter().zip(alone) {
        assert_eq!(run(dir.path(), arguments, input).await, alone, "{arguments:?}");
    }
    let verified = run(dir.path(), &["verify", "--lang", "en"], "").await;
    assert!(
        verified.0 == Some(0) && verified.1.lines().count() == 6 && verified.1.lines().all(|line| line.starts_with("ok: ")),
        "{verified:?}"
    );
}

#[tokio::test]
async fn what_is_loaded_while_the_bot_runs_is_found_in_telegram_and_in_a_backup() {
    let (api, dir) = (BotApi::start().await, data());
    std::fs::write(dir.path().join("more.csv"), MORE).expect("written");
    let bot = api.bot(&dir.path().join("data"), &[]);
    answers(&api, dir.path()).await;
    assert_eq!(run(dir.path(), &["seed", "more.csv"], "").await.0, Some(0));
    api.text(9, "нужен кирпич");
    api.until("the new company in the answer", |api| api.texts(9).iter().any(|text| text.contains("Кирпичный двор"))).await;
    let talked = run(dir.path(), &["chat", "--lang", "ru"], "нужен кирпич\n").await;
    assert!(talked.0 == Some(0) && talked.1.contains("1. Кирпичный двор, Липецк") && talked.2.is_empty(), "{talked:?}");
    let saved = run(dir.path(), &["backup", "all.hamkor"], "").await;
    assert!(saved.0 == Some(0) && dir.path().join("all.hamkor").exists(), "{saved:?}");
    assert_eq!(run(dir.path(), &["seed", "--undo"], "").await.0, Some(0));
    assert_eq!(run(dir.path(), &["companies"], "").await, (Some(1), String::new(), String::new()));
    drop(bot);
    let restored = run(dir.path(), &["restore", "all.hamkor", "--data", "again"], "").await;
    assert_eq!(restored.0, Some(0), "{restored:?}");
    let listed = run(dir.path(), &["companies", "--format", "jsonl", "--data", "again"], "").await;
    assert_eq!(listed.1, "{\"id\":\"C3\",\"name\":\"Кирпичный двор\",\"city\":\"Липецк\",\"offers\":[\"кирпич\"]}\n");
}

#[tokio::test]
async fn the_way_in_is_its_owners_alone_and_goes_with_the_bot() {
    use std::os::unix::fs::PermissionsExt;
    let (api, dir) = (BotApi::start().await, data());
    let socket = dir.path().join("data/socket");
    let bot = api.bot(&dir.path().join("data"), &[]);
    answers(&api, dir.path()).await;
    assert_eq!(std::fs::metadata(&socket).expect("a socket").permissions().mode() & 0o777, 0o600);
    bot.kill();
    // What a kill leaves behind is in nobody's way.
    assert!(socket.exists());
    assert_eq!(run(dir.path(), &["companies"], "").await, (Some(1), String::new(), String::new()));
    let bot = api.bot(&dir.path().join("data"), &[]);
    answers(&api, dir.path()).await;
    bot.terminate();
    assert_eq!(bot.ends().await, Some(0));
    assert!(!socket.exists());
}
