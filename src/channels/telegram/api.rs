//! Calls of the Bot API. Requests are teloxide's types; the transport is ours, because teloxide's sleeps ten seconds after a
//! 5xx, gives every call the same timeout, and puts the token into its errors.

use std::time::Duration;

use reqwest::multipart::Form;
use reqwest::{Client, RequestBuilder, Url};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use teloxide::payloads::GetUpdates;
use teloxide::requests::Payload;

use crate::domain::ChatId;

/// A call that carries no file.
const CALL_SECONDS: u64 = 15;
/// A call that carries a file: a report over a slow line.
const UPLOAD_SECONDS: u64 = 180;
/// A file of 20 MB over a slow line.
const DOWNLOAD_SECONDS: u64 = 120;
const CONNECT_SECONDS: u64 = 5;
/// What the server may take longer than the long poll it was asked for.
const POLL_MARGIN_SECONDS: u64 = 10;

/// The key of a bot. It has no `Debug` or `Display`, so it cannot get into a log or a message.
#[derive(Clone)]
pub struct Token(String);

/// Why a text is no token as @BotFather gives them: digits, a colon, letters. It never cites the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoToken {
    #[error("it holds no colon")]
    Colon,
    #[error("before the colon there are not only digits")]
    Number,
    #[error("nothing stands behind the colon")]
    Cut,
    #[error("behind the colon there is something that is neither a letter, a digit, - nor _")]
    Sign,
}

impl std::str::FromStr for Token {
    type Err = NoToken;

    fn from_str(text: &str) -> Result<Token, NoToken> {
        let (number, key) = text.split_once(':').ok_or(NoToken::Colon)?;
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NoToken::Number);
        }
        if key.is_empty() {
            return Err(NoToken::Cut);
        }
        let fits = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        if fits { Ok(Token(text.to_owned())) } else { Err(NoToken::Sign) }
    }
}

/// Why a call did not do what it should. Holds no address: the address holds the token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Failure {
    #[error("too many calls, wait {} s", .0.as_secs())]
    TooMany(Duration),
    #[error("the group has become another chat")]
    Moved(ChatId),
    #[error("refused with {code}: {}", .description.split(['\'', '"', '«']).next().unwrap_or_default())]
    Refused { code: u16, description: String },
    #[error("the server failed with {0}")]
    Server(u16),
    #[error("{0}")]
    Network(&'static str),
}

impl Failure {
    pub(super) fn code(&self) -> Option<u16> {
        match self {
            Failure::Refused { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// For the count of errors by kind.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Failure::TooMany(_) => "429",
            Failure::Moved(_) => "moved",
            Failure::Refused { code: 400, .. } => "400",
            Failure::Refused { code: 401, .. } => "401",
            Failure::Refused { code: 403, .. } => "403",
            Failure::Refused { code: 409, .. } => "409",
            Failure::Refused { .. } => "4xx",
            Failure::Server(_) => "5xx",
            Failure::Network(_) => "network",
        }
    }
}

#[derive(Deserialize)]
struct Response<R> {
    ok: bool,
    result: Option<R>,
    #[serde(default)]
    error_code: u16,
    #[serde(default)]
    description: String,
    parameters: Option<Parameters>,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

/// The door to the Bot API, for one bot.
#[derive(Clone)]
pub(super) struct Api {
    client: Client,
    /// Both hold the token: never shown.
    base: String,
    files: Url,
}

impl Api {
    pub(super) fn new(url: &Url, token: &Token) -> anyhow::Result<Api> {
        let client = Client::builder()
            .connect_timeout(Duration::from_secs(CONNECT_SECONDS))
            .tcp_nodelay(true)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| anyhow::anyhow!("no HTTP client: {}", error.without_url()))?;
        let server = url.as_str().trim_end_matches('/');
        let files = Url::parse(&format!("{server}/file/bot{}", token.0)).map_err(|_| anyhow::anyhow!("no address for files"))?;
        Ok(Api { client, base: format!("{server}/bot{}", token.0), files })
    }

    /// A call whose result is needed.
    pub(super) async fn ask<P: Payload + Serialize, R: DeserializeOwned>(&self, payload: &P) -> Result<R, Failure> {
        self.request(self.post::<P>(payload), CALL_SECONDS).await
    }

    /// A call of which it is enough that it was done.
    pub(super) async fn tell<P: Payload + Serialize>(&self, payload: &P) -> Result<(), Failure> {
        self.ask::<P, IgnoredAny>(payload).await.map(|_| ())
    }

    /// Waits for updates as the server sent them, whatever they hold.
    pub(super) async fn updates(&self, payload: &GetUpdates) -> Result<Vec<serde_json::Value>, Failure> {
        let seconds = u64::from(payload.timeout.unwrap_or_default()) + POLL_MARGIN_SECONDS;
        self.request(self.post::<GetUpdates>(payload), seconds).await
    }

    pub(super) async fn upload(&self, method: &'static str, form: Form) -> Result<(), Failure> {
        let request = self.client.post(format!("{}/{method}", self.base)).multipart(form);
        self.request::<IgnoredAny>(request, UPLOAD_SECONDS).await.map(|_| ())
    }

    /// A file that lies at that path on the server; `None`: it has more bytes than `most`.
    pub(super) async fn download(&self, path: &str, most: usize) -> Result<Option<Vec<u8>>, Failure> {
        let mut address = self.files.clone();
        // Whatever stands in a segment is escaped, and one that leads upwards is passed over.
        address.path_segments_mut().map_err(|()| Failure::Network("no address for files"))?.extend(path.split('/'));
        let request = self.client.get(address).timeout(Duration::from_secs(DOWNLOAD_SECONDS));
        let mut response = request.send().await.map_err(|error| network(&error))?;
        match response.status().as_u16() {
            200 => {}
            status @ 500.. => return Err(Failure::Server(status)),
            status => return Err(Failure::Refused { code: status, description: String::new() }),
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| network(&error))? {
            if bytes.len() + chunk.len() > most {
                return Ok(None);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Some(bytes))
    }

    fn post<P: Payload + Serialize>(&self, payload: &P) -> RequestBuilder {
        self.client.post(format!("{}/{}", self.base, P::NAME)).json(payload)
    }

    async fn request<R: DeserializeOwned>(&self, request: RequestBuilder, seconds: u64) -> Result<R, Failure> {
        let response = request.timeout(Duration::from_secs(seconds)).send().await.map_err(|error| network(&error))?;
        let status = response.status().as_u16();
        let body = response.bytes().await.map_err(|error| network(&error))?;
        match serde_json::from_slice::<Response<R>>(&body) {
            Ok(Response { ok: true, result: Some(result), .. }) => Ok(result),
            Ok(response) if !response.ok && response.error_code != 0 => Err(failure(response.error_code, response)),
            _ if status >= 500 => Err(Failure::Server(status)),
            _ if status >= 400 => Err(Failure::Refused { code: status, description: String::new() }),
            _ => Err(Failure::Network("the answer is not one of a Bot API server")),
        }
    }
}

fn failure<R>(code: u16, response: Response<R>) -> Failure {
    let Parameters { retry_after, migrate_to_chat_id } = response.parameters.unwrap_or_default();
    match (migrate_to_chat_id, code) {
        (Some(chat), _) => Failure::Moved(ChatId(chat)),
        (None, 429) => Failure::TooMany(Duration::from_secs(retry_after.unwrap_or(1).max(1))),
        (None, 500..) => Failure::Server(code),
        (None, _) => Failure::Refused { code, description: response.description },
    }
}

fn network(error: &reqwest::Error) -> Failure {
    Failure::Network(if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection was lost"
    })
}
