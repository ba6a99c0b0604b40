//! How many companies an index holds, by side and by sector: by what each plainly is, as a list of partners is narrowed too.
//! Every profile is read, some hundred thousand in a few seconds: whoever waits for an answer does not wait for this.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tantivy::DocAddress;

use super::among::{Choice, commonest, plain};
use super::{Index, IndexError};
use crate::domain::{Region, SectorId};
use crate::understanding::vocabulary::SectorIndex;

/// The companies that can be found, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Census {
    pub companies: usize,
    /// Of each side; the others are on neither.
    pub lipetsk: usize,
    pub sughd: usize,
    /// The widest sectors, the commonest first. A company may be of several, or of none that is known.
    pub sectors: Vec<Choice<SectorId>>,
}

/// Counts the companies.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub fn census(index: &Index) -> Result<Census, IndexError> {
    let stored = index.companies()?;
    let mut census = Census::default();
    let mut sectors: BTreeMap<SectorIndex, usize> = BTreeMap::new();
    for (segment, reader) in (0..).zip(index.searcher.segment_readers()) {
        for doc in reader.doc_ids_alive() {
            let profile = stored.read(DocAddress::new(segment, doc))?;
            census.companies += 1;
            match profile.region {
                Some(Region::Lipetsk) => census.lipetsk += 1,
                Some(Region::Sughd) => census.sughd += 1,
                None => {}
            }
            let widest = plain(&profile, index).into_iter().filter_map(|sector| index.vocabulary.with_wider(sector).last());
            for sector in widest.collect::<BTreeSet<_>>() {
                *sectors.entry(sector).or_default() += 1;
            }
        }
    }
    let sectors = sectors.into_iter().map(|(sector, companies)| {
        let sector = index.vocabulary.sector(sector);
        Choice { id: sector.id.clone(), name: sector.name.clone(), companies }
    });
    census.sectors = commonest(sectors.collect());
    Ok(census)
}
