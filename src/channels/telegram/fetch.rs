//! Files that people sent, fetched from the Bot API: where one lies is asked for, then it is read, no longer and no more than allowed.

use std::pin::Pin;
use std::time::Duration;

use serde::Deserialize;
use teloxide::payloads::GetFile;
use teloxide::types::FileId;

use super::api::{Api, Failure};
use super::stop::Backoff;
use crate::app::{Courier, NotFetched};

/// Telegram hands over no larger file (core.telegram.org/bots/api#getfile).
pub(super) const DOWNLOAD_BYTES: u32 = 20 << 20;
/// Tries to fetch a file, and the waits between them.
const TRIES: u32 = 4;
const BACKOFF: Backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(5));

/// Where a file lies.
#[derive(Deserialize)]
struct Place {
    file_path: Option<String>,
    file_size: Option<u64>,
}

impl Courier for Api {
    fn fetch<'a>(&'a self, file: &'a str) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, NotFetched>> + Send + 'a>> {
        Box::pin(fetch(self, file))
    }
}

async fn fetch(api: &Api, file: &str) -> Result<Vec<u8>, NotFetched> {
    let mut backoff = BACKOFF;
    for _ in 0..TRIES {
        let failure = match once(api, file).await {
            Ok(bytes) => return bytes.ok_or(NotFetched::TooLarge),
            Err(failure) => failure,
        };
        log::warn!("a file could not be fetched: {failure}");
        match failure {
            Failure::Refused { description, .. } if description.contains("too big") => return Err(NotFetched::TooLarge),
            Failure::Refused { .. } | Failure::Moved(_) => return Err(NotFetched::Lost),
            Failure::TooMany(wait) => tokio::time::sleep(wait).await,
            Failure::Server(_) | Failure::Network(_) => tokio::time::sleep(backoff.wait()).await,
        }
    }
    Err(NotFetched::Lost)
}

/// The content of a file; `None`: it is too large.
async fn once(api: &Api, file: &str) -> Result<Option<Vec<u8>>, Failure> {
    let place: Place = api.ask(&GetFile::new(FileId(file.to_owned()))).await?;
    let path = place.file_path.ok_or(Failure::Network("the server does not say where the file lies"))?;
    let bytes = api.download(&path, DOWNLOAD_BYTES as usize).await?;
    match (&bytes, place.file_size) {
        (Some(bytes), Some(size)) if size != bytes.len() as u64 => Err(Failure::Network("the file did not come whole")),
        _ => Ok(bytes),
    }
}
