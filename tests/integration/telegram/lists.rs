//! Lists that are sent to the bot, and lists that it sends: the built program against the stand-in, which hands files over.

use std::path::Path;
use std::process::Command;

use super::server::{BotApi, Fault, TOKEN, data};

const CLERK: i64 = 5;
const LIST: &str = "name;city;offers\nПекарня «Нон»;Худжанд;лепёшки из 770 печей\nМельница;Липецк;мука\n";

fn send(api: &BotApi, chat: i64, name: &str, content: &str) {
    api.document(chat, name, content.len() as u64, content.as_bytes());
}

async fn heard(api: &BotApi, words: &str) {
    api.until(words, |api| api.texts(CLERK).iter().any(|text| text.contains(words))).await;
}

async fn edited(api: &BotApi, words: &str) {
    api.until(words, |api| api.edits(CLERK).iter().any(|text| text.contains(words))).await;
}

async fn press(api: &BotApi, caption: &str) {
    api.until(caption, |api| api.button(CLERK, caption).is_some()).await;
    let data = api.button(CLERK, caption).expect("it was seen");
    api.press(CLERK, &format!("q{}", api.calls("answerCallbackQuery").len()), 3, &data);
}

/// What the command line prints of a data directory.
fn printed(data: &Path, arguments: &[&str]) -> Vec<u8> {
    let command = Command::new(env!("CARGO_BIN_EXE_hamkor")).args(arguments).env("HAMKOR_DATA", data).env("HAMKOR_EMPTY", "1").output();
    command.expect("the program runs").stdout
}

/// What lies where received files lie.
fn received(data: &Path) -> usize {
    std::fs::read_dir(data.join("received")).map_or(0, |entries| entries.count())
}

#[cfg(unix)]
#[tokio::test]
async fn a_list_is_checked_loaded_under_its_sender_written_out_and_taken_back() {
    let (api, dir) = (BotApi::start().await, data());
    let path = dir.path().join("data");
    let bot = api.bot(&path, &[]);
    send(&api, CLERK, "мои партнёры.csv", LIST);
    heard(&api, "мои партнёры.csv: in 2 = new 2 + updated 0").await;
    assert_eq!(received(&path), 1);
    press(&api, "Load").await;
    press(&api, "Load").await;
    edited(&api, "мои партнёры.csv: in 2 = new 2 + updated 0 + unchanged 0 + repeated 0 + refused 0. Stored.").await;
    api.until("both presses acknowledged", |api| api.calls("answerCallbackQuery").len() == 2).await;
    assert_eq!(received(&path), 0);
    for (city, form) in [("All companies", "CSV"), ("Khujand", "JSON"), ("Lipetsk", "Excel (XLSX)")] {
        let before = (api.texts(CLERK).len(), api.edits(CLERK).len(), api.calls("sendDocument").len());
        api.text(CLERK, "/export");
        api.until("the first question", |api| api.texts(CLERK).len() > before.0).await;
        press(&api, city).await;
        api.until("the second question", |api| api.edits(CLERK).len() > before.1).await;
        press(&api, form).await;
        api.until("the file", |api| api.calls("sendDocument").len() > before.2).await;
    }
    bot.terminate();
    let said = bot.says();
    assert_eq!(bot.ends().await, Some(0));
    for secret in [TOKEN, "770 печей", "партнёры"] {
        assert!(!said.contains(secret), "the log holds {secret}");
    }
    let files: Vec<_> = api.calls("sendDocument").into_iter().map(|call| call.form).collect();
    let holds = |file: usize, part: &[u8]| !part.is_empty() && files[file].windows(part.len()).any(|window| window == part);
    assert!(holds(0, &printed(&path, &["companies", "--format", "csv"])));
    assert!(holds(1, &printed(&path, &["companies", "--format", "json", "--city", "Khujand"])));
    assert!(holds(2, b"hamkor-companies-lipetsk.xlsx") && holds(2, b"PK\x03\x04"));
    let ledger = String::from_utf8(printed(&path, &["ledger", "--kind", "load", "--format", "jsonl"])).expect("text");
    assert!(ledger.contains("\"who\":\"chat:5\"") && ledger.lines().count() == 1, "{ledger}");
    let _bot = api.bot(&path, &[]);
    press(&api, "Take it back").await;
    press(&api, "Yes, take it back").await;
    edited(&api, "is taken back: 2 removed").await;
}

#[tokio::test]
async fn whoever_keeps_no_list_is_told_that_there_are_no_words_and_nothing_is_fetched() {
    let (api, dir) = (BotApi::start().await, data());
    let path = dir.path().join("data");
    let _bot = api.bot(&path, &[]);
    send(&api, 9, "list.csv", LIST);
    api.until("the answer", |api| !api.texts(9).is_empty()).await;
    assert_eq!(api.texts(9), ["There are no words in your message. Write in words what you need, sell or plan."]);
    assert_eq!((api.calls("getFile").len(), received(&path)), (0, 0));
}

#[tokio::test]
async fn a_kill_between_report_and_load_costs_nothing_and_one_while_checking_is_told() {
    let (api, dir) = (BotApi::start().await, data());
    let path = dir.path().join("data");
    let bot = api.bot(&path, &[]);
    send(&api, CLERK, "first.csv", LIST);
    heard(&api, "first.csv: in 2").await;
    api.fail("getFile", None, 100, Fault::Hang);
    send(&api, CLERK, "second.csv", LIST);
    api.until("a call that hangs", |api| api.calls("getFile").len() == 2).await;
    bot.kill();
    api.forgive();
    let _bot = api.bot(&path, &[]);
    heard(&api, "The bot was restarted while it checked second.csv.").await;
    press(&api, "Load").await;
    edited(&api, "first.csv: in 2 = new 2").await;
    assert_eq!(received(&path), 0);
}

#[tokio::test]
async fn a_file_that_is_torn_too_large_or_oddly_named_does_no_harm() {
    let (api, dir) = (BotApi::start().await, data());
    let path = dir.path().join("data");
    let _bot = api.bot(&path, &[]);
    api.document(CLERK, "torn.csv", 1_000, LIST.as_bytes());
    heard(&api, "torn.csv did not come whole. Send it again.").await;
    let fetched = api.calls("getFile").len();
    assert!(fetched > 1, "it is tried again");
    api.document(CLERK, "large.csv", (20 << 20) + 1, b"");
    heard(&api, "large.csv is larger than 20 MB").await;
    assert_eq!(api.calls("getFile").len(), fetched, "nobody asks for it");
    api.document(CLERK, "longer.csv", 3, &vec![b'a'; (20 << 20) + 1]);
    heard(&api, "longer.csv is larger than 20 MB").await;
    api.fail("file", None, 2, Fault::Gateway);
    send(&api, CLERK, "../../\u{202e}odd\u{0}\n%2e%2e.CSV", LIST);
    heard(&api, "odd %2e%2e.CSV: in 2 = new 2").await;
    assert_eq!(received(&path), 1);
    press(&api, "Cancel").await;
    edited(&api, "odd %2e%2e.CSV is deleted").await;
    assert_eq!(received(&path), 0);
    send(&api, CLERK, "empty.csv", "");
    heard(&api, "empty.csv: in 0 =").await;
}
