//! Finds the companies that answer a request, puts them in order and says why.
//! In: a [`Request`] and an [`Index`]. Out: [`Found`]: ranked [`Match`]es, each with its reasons, or an honest "nobody".
//! The way: candidates from the full-text index (cheap, lets too many in), then evidence, company by company (careful, puts
//! them in order), then reasons for those that are shown. Knows nothing of chats, files or clocks; the index is only read.

mod among;
mod candidates;
mod census;
mod corrections;
mod evidence;
mod explain;
mod gather;
mod index;
mod named;
mod names;
mod packed;
mod profile;
mod reader;
mod score;
mod sector_filter;
mod sound;
mod weights;

use serde::{Deserialize, Serialize};

use crate::domain::{CompanyId, Field, Language, PlaceId, Region, SectorId, Texts};
use crate::understanding::{Direction, Request, Vocabulary};

pub use among::{Choice, Choices, sectors_of};
pub use census::{Census, census};
pub use index::{Index, Schema};
pub use named::named;
pub use reader::Reader;
pub use sector_filter::SectorFilter;
pub use weights::{CONFIDENT, WEIGHTS, Weights};

/// A company that answers a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    pub id: CompanyId,
    pub name: String,
    pub city: String,
    /// From 0 to 1; higher first. Comparable between requests.
    pub score: f32,
    pub strength: Strength,
    /// Strongest first.
    pub reasons: Vec<Reason>,
}

impl Match {
    /// The match for a reader of that language: its city is called as there.
    pub fn told_in(self, language: Language, vocabulary: &Vocabulary) -> Match {
        Match { city: vocabulary.city_in(&self.city, language), ..self }
    }

    /// The sector of the planned project for which it is wanted most.
    pub fn arm(&self) -> Option<&Texts> {
        self.reasons.iter().find(|reason| reason.kind == ReasonKind::Project)?.bridge.as_ref()
    }
}

/// A score in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    Strong,
    Fair,
    Possible,
}

/// Why a company fits: words of the request, words of the company, the bridge between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub kind: ReasonKind,
    /// As written in the request.
    pub request: String,
    /// As written in the company's record.
    pub company: String,
    /// Where in the record.
    pub field: Field,
    /// The sector that leads from the one to the other.
    pub bridge: Option<Texts>,
    /// For a project: why it needs that sector.
    pub why: Option<Texts>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// It bears the name.
    Name,
    /// The same words on both sides.
    Product,
    /// Other words of the same sector.
    Sector,
    /// A sector that the project buys from.
    Project,
    /// It needs what is offered.
    Need,
    /// A neighbouring sector.
    Near,
    /// It is where partners are sought.
    City,
    /// It speaks the language asked for.
    Language,
    /// It names the certificate asked for.
    Certificate,
}

/// An arm of the project for which nobody was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingArm {
    pub sector: Texts,
    pub why: Texts,
}

/// The answer to a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Best first.
    pub matches: Vec<Match>,
    /// Whether the best of them really fits; if not, the matches are only what is near.
    pub confident: bool,
    pub direction: Direction,
    /// Where partners were wanted, as a number in [`Vocabulary::places`]; companies elsewhere may be among them.
    pub place: Option<u16>,
    /// How many more there are behind the last.
    pub more: usize,
    /// How many of all are a strong or fair match.
    pub surely: usize,
    /// Whether there may be more than were counted: so many companies have something in common with the request that not all were looked at.
    pub cut: bool,
    /// Arms of a planned project that nobody in the directory covers, heaviest first.
    pub missing: Vec<MissingArm>,
}

/// Who asks, and among whom, as far as known beside the request itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asker<'a> {
    /// The side on which the asker is: partners of the other side come first.
    pub home: Option<Region>,
    /// Companies that are no answer: the asker's own, those that the asker does not want to see.
    pub without: &'a [CompanyId],
    /// Only this company.
    pub only: Option<&'a CompanyId>,
    /// Only companies of this place.
    pub place: Option<&'a PlaceId>,
    /// Only companies of this sector or a finer one.
    pub sector: Option<&'a SectorId>,
}

/// Finds partners for a request: `limit` of them after the first `skip`.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub fn find(request: &Request, asker: Asker<'_>, skip: usize, limit: usize, index: &Index) -> Result<Found, IndexError> {
    let (ranking, cut) = ranked(request, asker, skip + limit, index)?;
    explain::found(request, ranking, cut, skip, limit, index)
}

/// The places and sectors of all partners of a request, to choose among.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub fn choices(request: &Request, asker: Asker<'_>, index: &Index) -> Result<Choices, IndexError> {
    Ok(among::choices(&ranked(request, asker, 0, index)?.0, index))
}

/// The ranking, and whether there may be more than were looked at.
fn ranked<'r>(request: &'r Request, asker: Asker<'_>, asked_for: usize, index: &Index) -> Result<(score::Ranking<'r>, bool), IndexError> {
    let home = asker.home.or(request.home);
    let wanted = request.wanted(home);
    let candidates = candidates::candidates(request, home, wanted, asked_for, index)?;
    let mut ranking = score::rank(request, (home, wanted), &candidates, index)?;
    among::keep(&mut ranking, asker, index)?;
    Ok((ranking, candidates.cut))
}

/// The index on disk could not be read; it is rebuilt at the next start.
#[derive(Debug, thiserror::Error)]
#[error("the search index cannot be read: {0}")]
pub struct IndexError(#[from] pub tantivy::TantivyError);
