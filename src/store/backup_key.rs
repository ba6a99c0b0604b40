//! The key of backups: with it everything in a backup behind its first line is sealed (ChaCha20-Poly1305, as in `seal.rs`), the
//! persons' keys and the contacts of loaded companies too. It comes from the settings and lies in no data directory.

use std::fmt;
use std::str::FromStr;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use sha2::{Digest, Sha256};

use super::record::{Sealed, hex, unhex};
use super::seal::{KEY_BYTES, NONCE_BYTES};

/// Seals backups and opens them again.
#[derive(Clone, PartialEq, Eq)]
pub struct BackupKey([u8; KEY_BYTES]);

/// A text that is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a backup key is 64 hex digits, as `openssl rand -hex 32` makes them")]
pub struct NoBackupKey;

impl FromStr for BackupKey {
    type Err = NoBackupKey;

    fn from_str(text: &str) -> Result<BackupKey, NoBackupKey> {
        let bytes = unhex(text.trim()).and_then(|bytes| bytes.try_into().ok());
        bytes.map(BackupKey).ok_or(NoBackupKey)
    }
}

/// Without the key.
impl fmt::Debug for BackupKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BackupKey({})", self.name())
    }
}

impl BackupKey {
    /// Stands in the first line of a backup, so that a wrong key is told from damage; gives nothing of the key away.
    pub(super) fn name(&self) -> String {
        let digest = Sha256::new().chain_update(b"hamkor backup key").chain_update(self.0).finalize();
        hex(&digest[..8])
    }

    /// Seals the part of that number of the backup that begins with `head`: parts of two backups, or in another order, do not open.
    pub(super) fn seal(&self, head: &[u8], part: u64, plain: &[u8]) -> Result<Sealed, getrandom::Error> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce)?;
        let sealed = self.cipher().encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: &place(head, part) });
        let sealed = sealed.expect("only messages of 256 GiB are too long to seal");
        Ok(Sealed([&nonce[..], &sealed].concat()))
    }

    /// Opens what [`BackupKey::seal`] sealed.
    pub(super) fn open(&self, head: &[u8], part: u64, sealed: &Sealed) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.0.split_first_chunk::<NONCE_BYTES>()?;
        self.cipher().decrypt(&Nonce::from(*nonce), Payload { msg: text, aad: &place(head, part) }).ok()
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&self.0.into())
    }
}

fn place(head: &[u8], part: u64) -> Vec<u8> {
    [&part.to_be_bytes()[..], head].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_opens_only_at_its_place_with_its_key() {
        let key: BackupKey = "0f".repeat(32).parse().expect("a key");
        let other: BackupKey = "1f".repeat(32).parse().expect("a key");
        let sealed = key.seal(b"head", 3, b"text").expect("sealed");
        assert_eq!(key.open(b"head", 3, &sealed).as_deref(), Some(&b"text"[..]));
        for opened in [key.open(b"head", 2, &sealed), key.open(b"Head", 3, &sealed), other.open(b"head", 3, &sealed)] {
            assert_eq!(opened, None);
        }
        assert!(!format!("{key:?}").contains("0f0f"));
        for wrong in ["", "0f", &"0g".repeat(32), &"0f".repeat(33)] {
            assert_eq!(wrong.parse::<BackupKey>(), Err(NoBackupKey), "{wrong}");
        }
    }
}
