//! Places of the two regions, and the wider world as far as people name it.

use serde::{Deserialize, Serialize};

use super::Texts;

/// The key of a place in `seed/vocabulary/places.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PlaceId(pub String);

/// One of the two sides that Hamkor brings together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    Lipetsk,
    Sughd,
}

impl Region {
    /// The side from which partners are sought first.
    pub fn other(self) -> Region {
        match self {
            Region::Lipetsk => Region::Sughd,
            Region::Sughd => Region::Lipetsk,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceKind {
    /// The main city of a region, which often stands for it.
    Centre,
    City,
    Town,
    District,
    Region,
    Country,
}

/// A city, district, region or country, with its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub id: PlaceId,
    pub kind: PlaceKind,
    /// `None` outside the two regions.
    pub region: Option<Region>,
    /// ISO 3166-1 code, lower case; empty when unknown.
    pub country: String,
    pub name: Texts,
}

impl Place {
    /// Whether it is that place, or the region or the country in which that lies.
    pub fn holds(&self, place: &Place) -> bool {
        match self.kind {
            _ if self.id == place.id => true,
            PlaceKind::Country => self.country == place.country,
            PlaceKind::Region => self.region.is_some() && self.region == place.region,
            _ => false,
        }
    }
}
