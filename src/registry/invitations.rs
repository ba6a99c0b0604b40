//! Invitations: a member lets a colleague speak for the same company, once.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::Members;
use super::calendar::days_after;
use super::merges::{Place, Rename};
use crate::domain::{ChatId, CompanyId};

/// An invitation holds for so many days.
pub const INVITATION_DAYS: i64 = 14;
/// Characters of a code that is typed where a link cannot be followed.
const CODE_CHARACTERS: usize = 6;
/// Digits and capitals without those that are mistaken for others (D. Crockford, Base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The invitations, by the hash of their token.
#[derive(Clone, Debug, Default)]
pub struct Invitations {
    by_token: BTreeMap<String, Invitation>,
}

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub by: ChatId,
    pub company: CompanyId,
    at: Timestamp,
    code: String,
    used: bool,
}

impl Invitations {
    pub(super) fn add(&mut self, at: Timestamp, by: ChatId, company: &CompanyId, token: &str, code: &str) {
        let invitation = Invitation { by, company: company.clone(), at, code: code.to_owned(), used: false };
        self.by_token.entry(token.to_owned()).or_insert(invitation);
    }

    pub(super) fn used(&mut self, token: &str) {
        if let Some(invitation) = self.by_token.get_mut(token) {
            invitation.used = true;
        }
    }

    pub(super) fn companies_mut(&mut self, rename: Rename<'_>) {
        self.by_token.iter_mut().for_each(|(token, invitation)| rename(Place::Invitation(token.clone()), &mut invitation.company));
    }

    pub(super) fn forget(&mut self, chat: ChatId) {
        self.by_token.retain(|_, invitation| invitation.by != chat);
    }

    /// The invitation of that token, with the hash by which it is recorded; only while it can be used: its author still speaks for
    /// that company.
    pub fn usable(&self, token: &str, now: Timestamp, members: &Members) -> Option<(String, &Invitation)> {
        let hash = hash(token);
        let invitation = self.by_token.get(&hash).filter(|invitation| invitation.is_usable(now, members))?;
        Some((hash, invitation))
    }

    /// The same by the code.
    pub fn usable_by_code(&self, code: &str, now: Timestamp, members: &Members) -> Option<(String, &Invitation)> {
        let hash = hash(code);
        let mut usable = self.by_token.iter().filter(|(_, invitation)| invitation.code == hash && invitation.is_usable(now, members));
        usable.next().map(|(token, invitation)| (token.clone(), invitation))
    }

    /// How many of a person's can still be used.
    pub fn usable_of(&self, chat: ChatId, now: Timestamp, members: &Members) -> usize {
        self.by_token.values().filter(|invitation| invitation.by == chat && invitation.is_usable(now, members)).count()
    }

    /// Whether there is or was an invitation of that code.
    pub fn knows_code(&self, code: &str) -> bool {
        let hash = hash(code);
        self.by_token.values().any(|invitation| invitation.code == hash)
    }
}

impl Invitation {
    fn is_usable(&self, now: Timestamp, members: &Members) -> bool {
        !self.used && now < days_after(self.at, INVITATION_DAYS) && members.company_of(self.by) == Some(&self.company)
    }
}

/// By which a token or code is kept.
pub fn hash(token: &str) -> String {
    base32(&Sha256::digest(token.as_bytes()))
}

/// A text of digits and capitals: five bits a character.
pub fn base32(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1);
    let character = |number: usize| {
        let value = (0..5).fold(0, |value, offset| value * 2 + usize::from(bit(5 * number + offset)));
        char::from(ALPHABET[value])
    };
    (0..(8 * bytes.len()).div_ceil(5)).map(character).collect()
}

/// The code of a company, the same for ever: for a table where a camera or the net does not work.
pub fn code_of(company: &CompanyId) -> String {
    hash(&company.0).chars().take(CODE_CHARACTERS).collect()
}

/// What was typed as a code: capitals, with the letters that look like others read as meant. `None`: it is none.
pub fn typed_code(text: &str) -> Option<String> {
    let read: String = text.trim().chars().flat_map(char::to_uppercase).map(alike).collect();
    let is_code = read.len() == CODE_CHARACTERS && read.bytes().all(|byte| ALPHABET.contains(&byte));
    is_code.then_some(read)
}

/// Cyrillic letters and the letters that the alphabet leaves out, as what they look like.
fn alike(letter: char) -> char {
    match letter {
        'O' | 'О' => '0',
        'I' | 'L' => '1',
        'З' => '3',
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'У' => 'Y',
        'Х' => 'X',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = code_of(&CompanyId("L01".into()));
        assert_eq!(code.len(), CODE_CHARACTERS);
        assert_eq!(typed_code(&format!(" {} ", code.to_lowercase())), Some(code));
        assert_eq!(typed_code("ol1нкм"), Some("0111HKM"[..1].to_owned() + "11HKM"));
        assert_eq!(typed_code("мебель"), None);
        assert_eq!(typed_code("12345"), None);
    }

    #[test]
    fn base32_takes_five_bits_a_character() {
        assert_eq!(base32(&[0xff]), "ZW");
        assert_eq!(base32(&[0; 5]), "00000000");
    }
}
