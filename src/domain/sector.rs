//! Sectors (classes of business) and projects (things being built or begun that need many sectors).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Language;

/// The key of a sector: its ISIC Rev.4 code (United Nations, 2008), with a slug where the two cities trade finer: `6201-medical`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SectorId(pub String);

impl fmt::Display for SectorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One text in the three languages; complete in all three.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    pub ru: String,
    pub tg: String,
    pub en: String,
}

impl Texts {
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Ru => &self.ru,
            Language::Tg => &self.tg,
            Language::En => &self.en,
        }
    }
}

/// A class of business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sector {
    pub id: SectorId,
    pub name: Texts,
    /// The wider sector: the division of a class, the class of a finer sector.
    pub parent: Option<SectorId>,
    /// Sectors that a buyer of this one would also look at.
    pub near: Vec<SectorId>,
    /// Whether it holds goods of many kinds, of which one says nothing of another: umbrellas and wigs.
    pub mixed: bool,
}

impl Sector {
    /// Trade and retail: section G of ISIC, divisions 45 to 47.
    pub fn is_trade(&self) -> bool {
        ["45", "46", "47"].iter().any(|division| self.id.0.starts_with(division))
    }

    /// Farming, mining and making: sections A to C of ISIC, divisions 01 to 33.
    pub fn is_production(&self) -> bool {
        self.id.0.get(..2).and_then(|division| division.parse::<u8>().ok()).is_some_and(|division| division <= 33)
    }

    /// Retail: division 47 of ISIC.
    pub fn is_shop(&self) -> bool {
        self.id.0.starts_with("47")
    }
}

/// Something people build or begin, and the sectors it buys from.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    pub id: String,
    pub name: Texts,
    /// Sectors of those who run such a thing once it stands: buyers, never suppliers.
    pub owner: Vec<SectorId>,
    /// By weight, heaviest first.
    pub arms: Vec<Arm>,
}

/// One sector that a project buys from.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    pub sector: SectorId,
    /// From 0 (nice to have) to 1 (essential).
    pub weight: f32,
    /// Why the project needs it, a sentence.
    pub why: Texts,
}
