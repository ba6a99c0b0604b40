//! Reports that are ordered in chats: the built program against the stand-in.

use std::path::Path;
use std::process::Command;

use super::server::{BotApi, data};

const OFFICER: i64 = 5;
const PERSON: i64 = 9;
const LIST: &str = "id;name;city;offers;needs\nA1;Мельница;Липецк;мука;\nA2;Пекарня «Нон»;Худжанд;лепёшки;мука\n";

/// A data directory with a small list.
fn with_list(dir: &Path) -> std::path::PathBuf {
    let (path, list) = (dir.join("data"), dir.join("list.csv"));
    std::fs::write(&list, LIST).expect("a list is written");
    let mut seed = Command::new(env!("CARGO_BIN_EXE_hamkor"));
    let done = seed.arg("seed").arg(&list).env("HAMKOR_DATA", &path).env("HAMKOR_EMPTY", "1").output().expect("the program runs");
    assert!(done.status.success());
    path
}

async fn press(api: &BotApi, chat: i64, caption: &str) {
    api.until(caption, |api| api.button(chat, caption).is_some()).await;
    let data = api.button(chat, caption).expect("it was seen");
    api.press(chat, &format!("q{}", api.calls("answerCallbackQuery").len()), 3, &data);
}

fn holds(form: &[u8], part: &[u8]) -> bool {
    form.windows(part.len()).any(|window| window == part)
}

#[cfg(feature = "reports")]
#[tokio::test]
async fn a_report_of_an_answer_comes_as_pdf_and_a_card_as_a_picture() {
    let (api, dir) = (BotApi::start().await, data());
    let _bot = api.bot(&with_list(dir.path()), &[]);
    api.text(PERSON, "нужна мука");
    press(&api, PERSON, "Отчёт").await;
    api.until("the report", |api| !api.calls("sendDocument").is_empty()).await;
    let report = api.calls("sendDocument").remove(0).form;
    assert!(holds(&report, b"%PDF-1.7") && holds(&report, b"hamkor-partners.pdf"));
    press(&api, PERSON, "1. Почему").await;
    press(&api, PERSON, "Карточка").await;
    api.until("the card", |api| !api.calls("sendPhoto").is_empty()).await;
    let card = api.calls("sendPhoto").remove(0).form;
    assert!(holds(&card, b"\x89PNG") && holds(&card, b"hamkor-card-A1.png"));
}

#[tokio::test]
async fn an_officer_orders_a_long_report_and_sees_how_far_it_is() {
    let (api, dir) = (BotApi::start().await, data());
    let path = with_list(dir.path());
    let _bot = api.bot(&path, &[]);
    api.text(OFFICER, "/admin");
    for caption in ["Reports", "City to city", "XLSX"] {
        press(&api, OFFICER, caption).await;
    }
    api.until("the file", |api| !api.calls("sendDocument").is_empty()).await;
    let edits = api.edits(OFFICER);
    assert!(edits.iter().any(|text| text.ends_with(" — 0% done")) && edits.iter().any(|text| text.ends_with(" — ready.")), "{edits:?}");
    let book = api.calls("sendDocument").remove(0).form;
    assert!(holds(&book, b"hamkor-cities.xlsx") && holds(&book, b"PK\x03\x04"));
    let under_way = std::fs::read_dir(path.join("reports"))
        .expect("the reports")
        .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.path().extension().is_none_or(|end| end != "txt")));
    assert_eq!(under_way.count(), 0, "nothing says that it is still under way");
}

#[tokio::test]
async fn a_kill_while_a_report_is_made_costs_nobody_the_report() {
    let (api, dir) = (BotApi::start().await, data());
    let path = with_list(dir.path());
    let bot = api.bot(&path, &[]);
    api.text(OFFICER, "/admin");
    for caption in ["Reports", "Outcomes", "This year", "CSV"] {
        press(&api, OFFICER, caption).await;
    }
    api.until("it is begun", |api| api.edits(OFFICER).iter().any(|text| text.ends_with("% done"))).await;
    bot.kill();
    let _bot = api.bot(&path, &[]);
    api.until("the file", |api| api.calls("sendDocument").iter().any(|call| holds(&call.form, b".csv"))).await;
}
