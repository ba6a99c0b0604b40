//! A small stand-in of the Bot API server, and the program that runs against it. It keeps updates until they are confirmed, notes every
//! call, and fails as it is told. How strictly calls are checked is the matter of `tests/botapi`.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path as UrlPath, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use tempfile::TempDir;

pub(super) const TOKEN: &str = "700:a-token_of-Tests";
/// How long anything may take on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(40);

/// How a call is answered instead of being done.
#[derive(Clone, Debug)]
pub(super) enum Fault {
    /// With this error and these parameters.
    Error(u16, &'static str, Value),
    /// Not at all.
    Hang,
    /// With nonsense, as a proxy would.
    Gateway,
}

#[derive(Clone, Debug)]
struct Planned {
    method: &'static str,
    chat: Option<i64>,
    times: usize,
    fault: Fault,
}

/// A call that came.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) method: String,
    pub(super) body: Value,
    /// A form with a file, as it came.
    pub(super) form: Bytes,
    pub(super) done: bool,
}

#[derive(Default)]
struct Inner {
    updates: Vec<Value>,
    next_update: i64,
    next_message: i64,
    calls: Vec<Call>,
    faults: Vec<Planned>,
    webhook: Option<String>,
    /// What lies on the server, by the id that is its path too, and the size that it is said to have.
    files: HashMap<String, (Vec<u8>, u64)>,
    /// Counts polls: a newer one ends an older one.
    poll: u64,
}

#[derive(Clone, Default)]
pub(super) struct BotApi {
    inner: Arc<Mutex<Inner>>,
    address: Option<SocketAddr>,
}

impl BotApi {
    pub(super) async fn start() -> BotApi {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let api = BotApi { inner: Arc::default(), address: listener.local_addr().ok() };
        api.inner().next_update = 1000;
        let routes = Router::new().route("/{token}/{method}", post(call)).route("/file/{token}/lists/{file}", get(file));
        let routes = routes.with_state(api.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        api
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().expect("no test panics with it")
    }

    pub(super) fn fail(&self, method: &'static str, chat: Option<i64>, times: usize, fault: Fault) {
        self.inner().faults.push(Planned { method, chat, times, fault });
    }

    /// Fails no more.
    pub(super) fn forgive(&self) {
        self.inner().faults.clear();
    }

    /// Somebody did something; the update's number.
    pub(super) fn update(&self, kind: &str, content: Value) -> i64 {
        let mut inner = self.inner();
        inner.next_update += 1;
        let id = inner.next_update;
        inner.updates.push(json!({"update_id": id, kind: content}));
        id
    }

    pub(super) fn text(&self, chat: i64, text: &str) -> i64 {
        let number = self.message_number();
        self.update(
            "message",
            json!({"message_id": number, "date": 1_700_000_000, "chat": private(chat), "from": person(chat), "text": text}),
        )
    }

    /// Somebody sends a file of that name and size; what lies on the server is `content`.
    pub(super) fn document(&self, chat: i64, name: &str, size: u64, content: &[u8]) -> i64 {
        let number = self.message_number();
        let id = format!("file-{number}");
        self.inner().files.insert(id.clone(), (content.to_vec(), size));
        let document = json!({"file_id": id, "file_unique_id": id, "file_name": name, "file_size": size});
        self.update(
            "message",
            json!({"message_id": number, "date": 1_700_000_000, "chat": private(chat), "from": person(chat), "document": document}),
        )
    }

    /// The data of the newest button with that caption that a chat was shown.
    pub(super) fn button(&self, chat: i64, caption: &str) -> Option<String> {
        let calls = self.inner().calls.clone();
        let shown = calls.iter().rev().filter(|call| call.done && call.body["chat_id"] == chat);
        let rows = shown.filter_map(|call| call.body["reply_markup"]["inline_keyboard"].as_array());
        let mut buttons = rows.flatten().filter_map(Value::as_array).flatten();
        buttons.find(|button| button["text"] == caption).and_then(|button| Some(button["callback_data"].as_str()?.to_owned()))
    }

    pub(super) fn press(&self, chat: i64, query: &str, message: i64, data: &str) -> i64 {
        let message = json!({"message_id": message, "date": 1_700_000_000, "chat": private(chat), "text": "?"});
        self.update("callback_query", json!({"id": query, "from": person(chat), "message": message, "data": data, "chat_instance": "c"}))
    }

    /// The same update once more.
    pub(super) fn repeat(&self, update: Value) {
        self.inner().updates.push(update);
    }

    pub(super) fn waiting(&self) -> Vec<Value> {
        self.inner().updates.clone()
    }

    fn message_number(&self) -> i64 {
        let mut inner = self.inner();
        inner.next_message += 1;
        inner.next_message
    }

    pub(super) fn calls(&self, method: &str) -> Vec<Call> {
        self.inner().calls.iter().filter(|call| call.method.eq_ignore_ascii_case(method)).cloned().collect()
    }

    /// The texts in the place of which a message of a chat was edited.
    pub(super) fn edits(&self, chat: i64) -> Vec<String> {
        let edited = self.calls("editMessageText").into_iter().filter(|call| call.done && call.body["chat_id"] == chat);
        edited.map(|call| call.body["text"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The texts that a chat was sent and that arrived.
    pub(super) fn texts(&self, chat: i64) -> Vec<String> {
        let sent = self.calls("sendMessage").into_iter().filter(|call| call.done && call.body["chat_id"] == chat);
        sent.map(|call| call.body["text"].as_str().unwrap_or_default().to_owned()).collect()
    }

    pub(super) async fn until(&self, what: &str, holds: impl Fn(&BotApi) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(self) {
            let calls: Vec<String> =
                self.inner().calls.iter().rev().take(12).map(|call| format!("{} {}", call.method, call.body)).collect();
            assert!(Instant::now() < end, "{what}: did not happen. The last calls, latest first:\n{}", calls.join("\n"));
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// A bot over a data directory that begins with nothing.
    pub(super) fn bot(&self, data: &Path, arguments: &[&str]) -> Bot {
        self.bot_with(data, arguments, TOKEN)
    }

    pub(super) fn bot_with(&self, data: &Path, arguments: &[&str], token: &str) -> Bot {
        self.bot_of(data, arguments, token, "5")
    }

    /// With these people for owners.
    pub(super) fn bot_of(&self, data: &Path, arguments: &[&str], token: &str, owners: &str) -> Bot {
        let address = self.address.expect("started");
        let child = Command::new(env!("CARGO_BIN_EXE_hamkor"))
            .arg("serve")
            .args(arguments)
            .env("TELOXIDE_API_URL", format!("http://{address}"))
            .env("TELOXIDE_TOKEN", token)
            .env("HAMKOR_DATA", data)
            .env("HAMKOR_EMPTY", "1")
            .env("HAMKOR_WEBHOOK_SECRET", "a-secret")
            .env("HAMKOR_ADMINS", owners)
            .env("RUST_LOG", "trace,sled=error,tantivy=error")
            .env_remove("HAMKOR_LANG")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::options().create(true).append(true).open(data.with_extension("log")).expect("a log"))
            .spawn()
            .expect("the program starts");
        Bot { child, log: data.with_extension("log") }
    }
}

/// A running program; it is killed when the test is over.
pub(super) struct Bot {
    child: Child,
    log: std::path::PathBuf,
}

impl Bot {
    /// `kill -9`.
    pub(super) fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    #[cfg(unix)]
    pub(super) fn terminate(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("a shell's kill").success());
    }

    /// Its exit code, when it ends by itself.
    pub(super) async fn ends(mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.child.try_wait().expect("it is ours") {
                Some(status) => return ExitStatus::code(&status),
                None if Instant::now() > end => panic!("it does not end; it says:\n{}", self.says()),
                None => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    pub(super) fn runs(&mut self) -> bool {
        self.child.try_wait().expect("it is ours").is_none()
    }

    pub(super) fn says(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(super) fn data() -> TempDir {
    TempDir::new().expect("a temporary directory")
}

pub(super) fn private(chat: i64) -> Value {
    json!({"id": chat, "type": "private", "first_name": "Фируз"})
}

pub(super) fn person(id: i64) -> Value {
    json!({"id": id, "is_bot": false, "first_name": "Фируз", "language_code": "en"})
}

async fn call(State(api): State<BotApi>, UrlPath((bot, method)): UrlPath<(String, String)>, body: Bytes) -> Response {
    if bot != format!("bot{TOKEN}") {
        return error(401, "Unauthorized", Value::Null);
    }
    let form = body.clone();
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let fault = api.inner().fault(&method, &body);
    api.inner().calls.push(Call { method: method.clone(), body: body.clone(), form, done: fault.is_none() });
    match fault {
        Some(Fault::Error(code, description, parameters)) => return error(code, description, parameters),
        Some(Fault::Gateway) => return (StatusCode::BAD_GATEWAY, "<html>502</html>").into_response(),
        Some(Fault::Hang) => {
            tokio::time::sleep(PATIENCE).await;
            return StatusCode::GATEWAY_TIMEOUT.into_response();
        }
        None => {}
    }
    if method.eq_ignore_ascii_case("getUpdates") {
        return updates(&api, &body).await;
    }
    ok(api.inner().done(&method, &body))
}

impl Inner {
    fn fault(&mut self, method: &str, body: &Value) -> Option<Fault> {
        let fits = |planned: &&mut Planned| {
            let chat = planned.chat.is_none_or(|chat| body["chat_id"] == chat);
            planned.times > 0 && chat && planned.method.eq_ignore_ascii_case(method)
        };
        let planned = self.faults.iter_mut().find(fits)?;
        planned.times -= 1;
        Some(planned.fault.clone())
    }

    fn done(&mut self, method: &str, body: &Value) -> Value {
        match method.to_lowercase().as_str() {
            "getme" => json!({"id": 700, "is_bot": true, "first_name": "Hamkor", "username": "hamkor_bot"}),
            "sendmessage" | "editmessagetext" => {
                self.next_message += 1;
                json!({"message_id": self.next_message, "date": 1, "chat": {"id": body["chat_id"], "type": "private", "first_name": "Ф"}, "text": "…"})
            }
            "getfile" => {
                let id = body["file_id"].as_str().unwrap_or_default();
                let size = self.files.get(id).map(|(_, size)| *size);
                json!({"file_id": id, "file_unique_id": id, "file_size": size, "file_path": format!("lists/{id}")})
            }
            "getmydescription" => json!({"description": ""}),
            "getmyshortdescription" => json!({"short_description": ""}),
            "setwebhook" => {
                self.webhook = body["url"].as_str().map(str::to_owned);
                json!(true)
            }
            "getwebhookinfo" => json!({"url": self.webhook, "has_custom_certificate": false, "pending_update_count": 0}),
            _ => json!(true),
        }
    }
}

/// A file, to whoever knows the token.
async fn file(State(api): State<BotApi>, UrlPath((bot, id)): UrlPath<(String, String)>) -> Response {
    let fault = api.inner().fault("file", &Value::Null);
    match (fault, api.inner().files.get(&id)) {
        (None, Some((content, _))) if bot == format!("bot{TOKEN}") => content.clone().into_response(),
        (Some(_), _) => StatusCode::BAD_GATEWAY.into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn updates(api: &BotApi, body: &Value) -> Response {
    let number = {
        let mut inner = api.inner();
        let offset = body["offset"].as_i64().unwrap_or(i64::MIN);
        inner.updates.retain(|update| update["update_id"].as_i64().unwrap_or_default() >= offset);
        inner.poll += 1;
        inner.poll
    };
    let end = Instant::now() + Duration::from_secs(body["timeout"].as_u64().unwrap_or_default());
    loop {
        let (updates, poll) = {
            let inner = api.inner();
            (inner.updates.iter().take(100).cloned().collect::<Vec<_>>(), inner.poll)
        };
        if poll != number {
            return error(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                Value::Null,
            );
        }
        if !updates.is_empty() || Instant::now() >= end {
            return ok(json!(updates));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn ok(result: Value) -> Response {
    json!({"ok": true, "result": result}).to_string().into_response()
}

fn error(code: u16, description: &str, parameters: Value) -> Response {
    let body = json!({"ok": false, "error_code": code, "description": description, "parameters": parameters});
    (StatusCode::from_u16(code).expect("a status"), body.to_string()).into_response()
}
