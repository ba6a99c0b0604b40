//! The Telegram edge, from outside: the built program against a small stand-in of the Bot API that fails as it is told.

mod lists;
mod reports;
#[cfg(unix)]
mod running;
mod server;

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use server::{BotApi, Fault, TOKEN, data, person, private};

/// A command that does not exist is answered with its name, and needs no list.
fn answered(api: &BotApi, chat: i64, command: &str) -> usize {
    api.texts(chat).iter().filter(|text| text.lines().next().is_some_and(|line| line.contains(command))).count()
}

#[tokio::test]
async fn a_message_is_answered_and_a_press_acknowledged_once() {
    let (api, dir) = (BotApi::start().await, data());
    let _bot = api.bot(&dir.path().join("data"), &[]);
    api.text(9, "/language");
    api.until("the question", |api| !api.texts(9).is_empty()).await;
    let asked = api.calls("sendMessage").remove(0).body;
    let button = asked["reply_markup"]["inline_keyboard"][0][0]["callback_data"].as_str().expect("a button").to_owned();
    api.press(9, "q1", 3, &button);
    api.press(9, "q2", 3, "forged");
    api.until("both presses acknowledged", |api| api.calls("answerCallbackQuery").len() == 2).await;
    api.until("the message edited", |api| api.calls("editMessageText").len() == 1).await;
    assert_eq!(api.calls("editMessageText")[0].body["message_id"], 3);
    let mut toasts: Vec<Value> = api.calls("answerCallbackQuery").into_iter().map(|call| call.body).collect();
    toasts.sort_by_key(|toast| toast["callback_query_id"].to_string());
    assert_eq!(toasts[0], json!({"callback_query_id": "q1"}));
    assert!(toasts[1]["text"].as_str().is_some_and(|text| !text.is_empty()), "{toasts:?}");
}

#[tokio::test]
async fn a_second_press_that_forgetting_has_settled_is_acknowledged_too() {
    let (api, dir) = (BotApi::start().await, data());
    let _bot = api.bot(&dir.path().join("data"), &[]);
    api.text(9, "/forget");
    api.until("the question", |api| api.button(9, "Yes, delete").is_some()).await;
    let button = api.button(9, "Yes, delete").expect("a button");
    api.press(9, "q1", 3, &button);
    api.press(9, "q2", 3, &button);
    api.until("both presses acknowledged", |api| {
        let acknowledged: Vec<Value> =
            api.calls("answerCallbackQuery").into_iter().map(|call| call.body["callback_query_id"].clone()).collect();
        ["q1", "q2"].iter().all(|query| acknowledged.contains(&json!(query)))
    })
    .await;
}

#[tokio::test]
async fn what_was_not_sent_before_a_kill_is_sent_after_it_and_nothing_twice() {
    let (api, dir) = (BotApi::start().await, data());
    let path = dir.path().join("data");
    let bot = api.bot(&path, &[]);
    api.text(9, "/first");
    api.until("the first answer", |api| answered(api, 9, "/first") == 1).await;
    api.fail("sendMessage", None, 100_000, Fault::Gateway);
    for number in 0..20 {
        api.text(20 + number % 5, &format!("/n{number}."));
    }
    api.until("all confirmed", |api| api.waiting().is_empty()).await;
    bot.kill();
    api.forgive();
    let polls = api.calls("getUpdates").len();
    let _bot = api.bot(&path, &[]);
    api.until("all answered", |api| (0..20).all(|number| answered(api, 20 + number % 5, &format!("/n{number}.")) == 1)).await;
    assert_eq!(api.calls("getUpdates")[polls].body["offset"], Value::Null, "a start passes over nothing");
    assert_eq!(answered(&api, 9, "/first"), 1);
}

#[tokio::test]
async fn an_update_that_comes_again_has_no_second_effect() {
    let (api, dir) = (BotApi::start().await, data());
    let path = dir.path().join("data");
    let bot = api.bot(&path, &[]);
    let update = json!({"update_id": 77, "message": {"message_id": 1, "date": 1, "chat": private(9), "from": person(9), "text": "/again"}});
    api.repeat(update.clone());
    api.until("the answer", |api| answered(api, 9, "/again") == 1).await;
    api.until("confirmed", |api| api.waiting().is_empty()).await;
    api.repeat(update.clone());
    api.until("confirmed again", |api| api.waiting().is_empty()).await;
    bot.kill();
    api.repeat(update);
    let _bot = api.bot(&path, &[]);
    api.until("confirmed by the next process", |api| api.waiting().is_empty()).await;
    api.text(9, "/after");
    api.until("what came after", |api| answered(api, 9, "/after") == 1).await;
    assert_eq!(answered(&api, 9, "/again"), 1);
}

#[tokio::test]
async fn a_request_that_is_changed_is_answered_anew_and_once() {
    let (api, dir) = (BotApi::start().await, data());
    let path = dir.path().join("data");
    let bot = api.bot(&path, &[]);
    let message = |text: &str| json!({"message_id": 50, "date": 1, "chat": private(9), "from": person(9), "text": text});
    let answers = |api: &BotApi| api.texts(9).len();
    api.repeat(json!({"update_id": 78, "message": message("цемнт")}));
    api.until("the first answer", |api| answers(api) == 1).await;
    let changed = json!({"update_id": 79, "edited_message": message("медицинские системы")});
    api.repeat(changed.clone());
    api.until("the second answer", |api| answers(api) == 2 && api.texts(9)[1].contains("медицинские")).await;
    api.until("confirmed", |api| api.waiting().is_empty()).await;
    bot.kill();
    api.repeat(changed);
    let _bot = api.bot(&path, &[]);
    api.until("confirmed by the next process", |api| api.waiting().is_empty()).await;
    api.text(9, "/after");
    api.until("what came after", |api| answered(api, 9, "/after") == 1).await;
    assert_eq!(answers(&api), 3);
}

#[tokio::test]
async fn a_chat_that_is_refused_waits_alone() {
    let (api, dir) = (BotApi::start().await, data());
    let _bot = api.bot(&dir.path().join("data"), &[]);
    api.fail("sendMessage", Some(9), 1, Fault::Error(429, "Too Many Requests: retry after 3", json!({"retry_after": 3})));
    api.fail("sendMessage", Some(10), 3, Fault::Gateway);
    let begun = Instant::now();
    api.text(9, "/nine");
    api.text(10, "/ten");
    api.text(11, "/eleven");
    api.until("the other chat", |api| answered(api, 11, "/eleven") == 1).await;
    assert_eq!(answered(&api, 9, "/nine"), 0, "after {:?}", begun.elapsed());
    api.until("both in the end", |api| answered(api, 9, "/nine") == 1 && answered(api, 10, "/ten") == 1).await;
    assert!(begun.elapsed() >= Duration::from_secs(3), "the wait was kept");
}

#[tokio::test]
async fn a_refused_message_is_sent_in_a_simpler_form() {
    let (api, dir) = (BotApi::start().await, data());
    let _bot = api.bot(&dir.path().join("data"), &[]);
    api.fail("sendMessage", Some(9), 1, Fault::Error(400, "Bad Request: can't parse inline keyboard button", Value::Null));
    api.text(9, "/start");
    api.until("the welcome", |api| !api.texts(9).is_empty()).await;
    let tries = api.calls("sendMessage");
    assert!(tries[0].body["reply_markup"].is_object() && tries[1].body["reply_markup"].is_null());
    api.fail("editMessageText", Some(10), 1, Fault::Error(400, "Bad Request: message can't be edited", Value::Null));
    api.fail("editMessageText", Some(11), 1, Fault::Error(400, "Bad Request: message is not modified: the same", Value::Null));
    for chat in [10, 11] {
        api.text(chat, "/language");
        api.until("the question", |api| !api.texts(chat).is_empty()).await;
        api.press(chat, "q", 3, "1.0");
    }
    api.until("a new message instead", |api| api.texts(10).len() == 2).await;
    api.text(11, "/after");
    api.until("what came after", |api| answered(api, 11, "/after") == 1).await;
    assert_eq!(api.texts(11).len(), 2, "an edit without effect is done: {:?}", api.texts(11));
}

#[tokio::test]
async fn who_has_blocked_the_bot_is_left_alone_and_heard_again() {
    let (api, dir) = (BotApi::start().await, data());
    let _bot = api.bot(&dir.path().join("data"), &[]);
    api.fail("sendMessage", Some(9), 1, Fault::Error(403, "Forbidden: bot was blocked by the user", Value::Null));
    api.text(9, "/blocked");
    api.until("the try", |api| api.calls("sendMessage").len() == 1).await;
    api.text(9, "/again");
    api.until("the answer", |api| answered(api, 9, "/again") == 1).await;
    assert_eq!(answered(&api, 9, "/blocked"), 0);
}

#[tokio::test]
async fn a_group_that_has_moved_is_answered_where_it_is_now() {
    let (api, dir) = (BotApi::start().await, data());
    let _bot = api.bot(&dir.path().join("data"), &[]);
    let moved = Fault::Error(400, "Bad Request: group chat was upgraded to a supergroup chat", json!({"migrate_to_chat_id": -1005}));
    api.fail("sendMessage", Some(-5), 1, moved);
    let group = json!({"id": -5, "type": "group", "title": "Торг"});
    api.update("message", json!({"message_id": 1, "date": 1, "chat": group, "from": person(9), "text": "/help"}));
    api.until("the answer", |api| !api.texts(-1005).is_empty()).await;
}

#[tokio::test]
async fn three_bad_gateways_cost_less_than_ten_seconds() {
    let (api, dir) = (BotApi::start().await, data());
    let _bot = api.bot(&dir.path().join("data"), &[]);
    api.text(9, "/one");
    api.until("the first answer", |api| answered(api, 9, "/one") == 1).await;
    api.fail("getUpdates", None, 3, Fault::Gateway);
    let begun = Instant::now();
    // The poll under way takes the first, the three after it fail.
    for text in ["/two", "/three"] {
        api.text(9, text);
        api.until("the answer", |api| answered(api, 9, text) == 1).await;
    }
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_wrong_token_and_none_are_said_and_not_shown() {
    let (api, dir) = (BotApi::start().await, data());
    for (name, token) in [("wrong", "700:another_token"), ("unlike", "not-like-a-token"), ("none", "")] {
        let path = dir.path().join(name);
        let bot = api.bot_with(&path, &[], token);
        assert_eq!(bot.ends().await, Some(2));
        let said = std::fs::read_to_string(path.with_extension("log")).expect("it says why");
        assert!(said.contains("TELOXIDE_TOKEN") && said.contains("BotFather"), "{said}");
        assert!(token.is_empty() || !said.contains(token), "{said}");
        assert!(!path.exists(), "nothing is begun");
    }
}

#[tokio::test]
async fn the_second_of_two_pollers_says_so_and_ends() {
    let (api, dir) = (BotApi::start().await, data());
    let mut first = api.bot(&dir.path().join("first"), &[]);
    api.until("the first polls on", |api| api.calls("getUpdates").len() >= 2).await;
    let second = api.bot(&dir.path().join("second"), &[]);
    assert_eq!(second.ends().await, Some(2));
    let said = std::fs::read_to_string(dir.path().join("second.log")).expect("it says why");
    assert!(said.lines().last().is_some_and(|line| line.contains("другая программа")), "{said}");
    api.text(9, "/still");
    api.until("the first answers", |api| answered(api, 9, "/still") == 1).await;
    assert!(first.runs());
}

#[tokio::test]
async fn the_last_request_of_a_process_that_has_ended_does_not_stop_the_next() {
    let (api, dir) = (BotApi::start().await, data());
    let conflict = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    api.fail("getUpdates", None, 1, Fault::Error(409, conflict, Value::Null));
    let mut bot = api.bot(&dir.path().join("data"), &[]);
    api.text(9, "/here");
    api.until("the answer", |api| answered(api, 9, "/here") == 1).await;
    assert!(bot.runs());
}

#[cfg(unix)]
#[tokio::test]
async fn a_stop_ends_it_with_nothing_lost_and_nothing_shown() {
    let (api, dir) = (BotApi::start().await, data());
    let path = dir.path().join("data");
    let bot = api.bot(&path, &[]);
    api.text(9, "/first");
    api.until("the first answer", |api| answered(api, 9, "/first") == 1).await;
    api.fail("sendMessage", Some(9), 1000, Fault::Hang);
    for number in 0..5 {
        api.text(9, &format!("/n{number}."));
    }
    api.until("a call that hangs", |api| api.calls("sendMessage").len() == 2).await;
    let begun = Instant::now();
    bot.terminate();
    let said = bot.says();
    assert_eq!(bot.ends().await, Some(0));
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    assert!(!said.contains(TOKEN), "the log holds the token");
    for number in 0..5 {
        assert!(!said.contains(&format!("/n{number}.")), "the log holds what was written");
    }
    api.forgive();
    let _bot = api.bot(&path, &[]);
    let all = |api: &BotApi| (0..5).all(|number| answered(api, 9, &format!("/n{number}.")) == 1);
    api.until("the rest", all).await;
}

#[tokio::test]
async fn the_webhook_takes_what_knows_the_secret_and_stands_after_the_end() {
    let (api, dir) = (BotApi::start().await, data());
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
    let (url, listen) = (format!("http://127.0.0.1:{port}/hook"), format!("127.0.0.1:{port}"));
    let bot = api.bot(&dir.path().join("data"), &["--webhook-url", &url, "--listen", &listen]);
    api.until("the webhook", |api| !api.calls("setWebhook").is_empty()).await;
    assert_eq!(api.calls("setWebhook")[0].body["secret_token"], "a-secret");
    let client = reqwest::Client::new();
    let deliver = async |secret: &str, body: String| {
        let request = client.post(&url).header("X-Telegram-Bot-Api-Secret-Token", secret).body(body);
        request.send().await.expect("an answer").status().as_u16()
    };
    let update = json!({"update_id": 5, "message": {"message_id": 1, "date": 1, "chat": private(9), "from": person(9), "text": "/hooked"}});
    assert_eq!(deliver("wrong", update.to_string()).await, 401);
    assert_eq!(deliver("", update.to_string()).await, 401);
    assert_eq!(deliver("a-secret", " ".repeat((1 << 20) + 1)).await, 413);
    assert_eq!(deliver("a-secret", "{".to_owned()).await, 400);
    assert_eq!(deliver("a-secret", update.to_string()).await, 200);
    assert_eq!(deliver("a-secret", update.to_string()).await, 200);
    api.until("the answer", |api| answered(api, 9, "/hooked") == 1).await;
    let get = async |path: &str| client.get(format!("http://{listen}{path}")).send().await.expect("an answer").text().await.expect("text");
    assert_eq!(get("/healthz").await, "ok\n");
    let metrics = get("/metrics").await;
    assert!(metrics.contains("hamkor_updates_total{kind=\"message\"} 2"), "{metrics}");
    #[cfg(unix)]
    {
        bot.terminate();
        assert_eq!(bot.ends().await, Some(0));
    }
    assert!(api.calls("deleteWebhook").is_empty());
    assert!(api.calls("getUpdates").is_empty());
    assert_eq!(answered(&api, 9, "/hooked"), 1);
}

#[tokio::test]
async fn a_search_from_another_chat_is_answered_even_with_nobody() {
    let (api, dir) = (BotApi::start().await, data());
    let _bot = api.bot(&dir.path().join("data"), &[]);
    for query in ["", "polymer pipes"] {
        api.update("inline_query", json!({"id": format!("i{query}"), "from": person(9), "query": query, "offset": ""}));
    }
    api.until("both answers", |api| api.calls("answerInlineQuery").len() == 2).await;
    let answer = &api.calls("answerInlineQuery")[0].body;
    assert_eq!((&answer["results"], &answer["is_personal"]), (&json!([]), &json!(true)));
    assert_eq!(answer["button"]["start_parameter"], "inline");
}

#[tokio::test]
async fn the_menu_is_said_in_three_languages_and_admins_have_more() {
    let (api, dir) = (BotApi::start().await, data());
    let _bot = api.bot(&dir.path().join("data"), &[]);
    api.until("all menus", |api| api.calls("setMyCommands").len() == 8 && api.calls("setChatMenuButton").len() == 1).await;
    let commands: Vec<Value> = api.calls("setMyCommands").into_iter().map(|call| call.body).collect();
    let names = |body: &Value| -> Vec<String> {
        body["commands"].as_array().expect("a list").iter().map(|command| command["command"].to_string()).collect()
    };
    let (everyone, admin): (Vec<_>, Vec<_>) = commands.iter().partition(|body| body["scope"].is_null());
    let languages: Vec<&Value> = everyone.iter().map(|body| &body["language_code"]).collect();
    assert_eq!(languages, [&Value::Null, &json!("ru"), &json!("tg"), &json!("en")]);
    assert!(everyone.iter().all(|body| !names(body).contains(&"\"samples\"".to_owned())));
    assert!(
        admin.iter().all(|body| body["scope"] == json!({"type": "chat", "chat_id": 5}) && names(body).contains(&"\"samples\"".to_owned()))
    );
    assert_eq!(api.calls("setMyDescription").len(), 4);
}

#[tokio::test]
async fn an_owner_who_is_no_longer_in_the_settings_has_the_commands_of_everyone_after_the_next_start() {
    let (api, dir) = (BotApi::start().await, data());
    let path = dir.path().join("data");
    let bot = api.bot_of(&path, &[], TOKEN, "5,6");
    api.until("both menus", |api| api.calls("setMyCommands").len() == 12).await;
    bot.kill();
    assert!(api.calls("deleteMyCommands").is_empty());
    // What could not be said is said at the start after that.
    api.fail("deleteMyCommands", None, 1, Fault::Gateway);
    for starts in 1..=3 {
        let bot = api.bot_of(&path, &[], TOKEN, "5");
        api.until("the menu of who is left", |api| api.calls("setMyCommands").len() == 12 + 8 * starts).await;
        bot.kill();
        let reset = api.calls("deleteMyCommands");
        assert_eq!(reset.len(), 4 * starts.min(2), "start {starts}");
        assert!(reset.iter().all(|call| call.body["scope"] == json!({"type": "chat", "chat_id": 6})), "{reset:?}");
    }
}
