//! The three languages in which Hamkor reads and speaks.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A language of requests and answers; all three are equals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Ru,
    Tg,
    En,
}

impl Language {
    pub const ALL: [Language; 3] = [Language::Ru, Language::Tg, Language::En];

    /// The ISO 639-1 code: `ru`, `tg` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Ru => "ru",
            Language::Tg => "tg",
            Language::En => "en",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A code that is none of the three.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no language \"{0}\" here; use ru, tg or en")]
pub struct UnknownLanguage(pub String);

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads an IETF tag by its first part: `tg`, `tg-TJ`, `ru_RU`.
    fn from_str(code: &str) -> Result<Self, UnknownLanguage> {
        let first = code.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Language::ALL.into_iter().find(|language| language.code() == first).ok_or_else(|| UnknownLanguage(code.to_owned()))
    }
}
