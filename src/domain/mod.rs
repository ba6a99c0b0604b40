//! The nouns of the field: companies, places, languages, sectors, people. PURE: plain data and its own small rules.
//! Every other room knows this one; it knows none of them.

mod company;
mod delivery;
mod formula;
mod language;
mod merged;
mod person;
pub mod phone;
mod place;
mod record;
mod sector;
pub mod spoilt;
mod tally;
pub mod tax;

pub use company::{Company, CompanyId, Field};
pub use delivery::DELIVERY_TERMS;
pub use formula::is_formula;
pub use language::Language;
pub use merged::Merged;
pub use person::{ChatId, Contact, Evidence, Grounds, MessageId, Personal, QueryId, Reach};
pub use place::{Place, PlaceId, PlaceKind, Region};
pub use record::{ApplicationId, IntroductionId, ListId, ListingId};
pub use sector::{Arm, Project, Sector, SectorId, Texts};
pub use tally::Tally;
