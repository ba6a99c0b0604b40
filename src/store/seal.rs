//! Seals what a person wrote and was told (ChaCha20-Poly1305, RFC 8439) with a key per chat. The keys are small files apart
//! from ledger and view: with its key gone, everything of a chat is noise, in old copies too.

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};

use super::StoreError;
use super::files::{Files, sync_dir, write_whole};
use super::record::Sealed;
use crate::domain::ChatId;

pub(super) const KEY_BYTES: usize = 32;
pub(super) const NONCE_BYTES: usize = 12;
const NO_KEY: &str = "a key has 32 bytes, this file has not";

/// A key as it lies on disk, or why it is not whole.
type ReadKey = Result<[u8; KEY_BYTES], StoreError>;

/// The keys of all chats.
pub(super) struct Keys {
    /// `None`: in memory only.
    home: Option<(PathBuf, Arc<dyn Files>)>,
    known: Mutex<HashMap<ChatId, ChaCha20Poly1305>>,
}

impl Keys {
    /// Keys kept in a directory, which must exist.
    pub(super) fn open(dir: PathBuf, files: Arc<dyn Files>) -> Keys {
        Keys { home: Some((dir, files)), known: Mutex::default() }
    }

    /// Keys that end with the program.
    pub(super) fn in_memory() -> Keys {
        Keys { home: None, known: Mutex::default() }
    }

    /// Seals with the key of the chat, which is made (and durable) before its first use.
    pub(super) fn seal(&self, chat: ChatId, plain: &[u8]) -> Result<Sealed, StoreError> {
        let key = match self.key(chat)? {
            Some(key) => key,
            None => self.make(chat)?,
        };
        key.seal(plain)
    }

    /// Opens what [`Keys::seal`] sealed; `None` when its key is gone: it is forgotten.
    pub(super) fn open_sealed(&self, chat: ChatId, sealed: &Sealed) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.key(chat)?.and_then(|key| key.open(sealed)))
    }

    /// Destroys the key of a chat.
    pub(super) fn forget(&self, chat: ChatId) -> Result<(), StoreError> {
        let mut known = self.known();
        known.remove(&chat);
        let Some((dir, _)) = &self.home else { return Ok(()) };
        let path = self.path(dir.clone(), chat);
        match fs::remove_file(&path) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => Err(StoreError::disk(&path, cause)),
            _ => sync_dir(dir),
        }
    }

    /// All keys that lie in the directory, by chat.
    pub(super) fn all(&self) -> Result<Vec<(ChatId, [u8; KEY_BYTES])>, StoreError> {
        self.each()?.into_iter().map(|(chat, key)| Ok((chat, key?))).collect()
    }

    /// The same, and of those that are not whole why.
    pub(super) fn each(&self) -> Result<Vec<(ChatId, ReadKey)>, StoreError> {
        let Some((dir, _)) = &self.home else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for entry in fs::read_dir(dir).map_err(|cause| StoreError::disk(dir, cause))? {
            let path = entry.map_err(|cause| StoreError::disk(dir, cause))?.path();
            let Some(chat) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".key")?.parse().ok()) else { continue };
            let key = match fs::read(&path) {
                Ok(key) => key.try_into().map_err(|_| StoreError::damaged(&path, 1, NO_KEY)),
                // Forgotten in this moment.
                Err(cause) if cause.kind() == ErrorKind::NotFound => continue,
                Err(cause) => Err(StoreError::disk(&path, cause)),
            };
            all.push((ChatId(chat), key));
        }
        all.sort_unstable_by_key(|(chat, _)| *chat);
        Ok(all)
    }

    /// The key of a chat as it is now; `None`: there is none.
    pub(super) fn key(&self, chat: ChatId) -> Result<Option<ChatKey>, StoreError> {
        let mut known = self.known();
        if let Some(cipher) = known.get(&chat) {
            return Ok(Some(ChatKey { chat, cipher: cipher.clone() }));
        }
        let Some((dir, _)) = &self.home else { return Ok(None) };
        let path = self.path(dir.clone(), chat);
        let key = match fs::read(&path) {
            Ok(key) => key,
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(StoreError::disk(&path, cause)),
        };
        let cipher = ChaCha20Poly1305::new_from_slice(&key).map_err(|_| StoreError::damaged(&path, 1, NO_KEY))?;
        known.insert(chat, cipher.clone());
        Ok(Some(ChatKey { chat, cipher }))
    }

    fn make(&self, chat: ChatId) -> Result<ChatKey, StoreError> {
        let key: [u8; KEY_BYTES] = random()?;
        if let Some((dir, files)) = &self.home {
            write_whole(files.as_ref(), &self.path(dir.clone(), chat), &key)?;
        }
        let cipher = ChaCha20Poly1305::new(&key.into());
        self.known().insert(chat, cipher.clone());
        Ok(ChatKey { chat, cipher })
    }

    fn path(&self, dir: PathBuf, chat: ChatId) -> PathBuf {
        key_path(&dir, chat)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<ChatId, ChaCha20Poly1305>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The key of one chat. Who holds it can still seal with it after it was destroyed, and nobody can open that any more.
pub(super) struct ChatKey {
    chat: ChatId,
    cipher: ChaCha20Poly1305,
}

impl ChatKey {
    pub(super) fn seal(&self, plain: &[u8]) -> Result<Sealed, StoreError> {
        // A chat writes far fewer than 2^32 messages, so random nonces do not meet.
        let nonce: [u8; NONCE_BYTES] = random()?;
        let aad = self.chat.0.to_be_bytes();
        let sealed = self.cipher.encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: &aad });
        let sealed = sealed.expect("only messages of 256 GiB are too long to seal");
        Ok(Sealed([&nonce[..], &sealed].concat()))
    }

    /// `None`: it was sealed with another key.
    pub(super) fn open(&self, sealed: &Sealed) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.0.split_first_chunk::<NONCE_BYTES>()?;
        self.cipher.decrypt(&Nonce::from(*nonce), Payload { msg: text, aad: &self.chat.0.to_be_bytes() }).ok()
    }
}

/// Where the key of a chat lies.
pub(super) fn key_path(dir: &Path, chat: ChatId) -> PathBuf {
    dir.join(format!("{}.key", chat.0))
}

fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|cause| StoreError::disk(Path::new("the system's random numbers"), cause.into()))?;
    Ok(bytes)
}
