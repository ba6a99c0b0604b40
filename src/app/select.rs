//! Which companies of the list are asked for, found in the store: for lists, and to be removed.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::Timestamp;

use super::App;
use crate::domain::{Company, Language, Place, PlaceKind, Region};
use crate::matching::SectorFilter;
use crate::registry::Selection;
use crate::reply::{Clock, Criterion};
use crate::store::{Deed, Sequence, SledStore, Store, StoreError, Trace};
use crate::understanding::Vocabulary;

/// Companies read from the store at a time.
const BATCH: usize = 1_000;

/// Which companies are asked for: those of which all that is given is true.
pub struct CompanyFilter<'v> {
    vocabulary: &'v Vocabulary,
    /// Only companies of this city, district, region or country.
    pub(super) place: Option<&'v Place>,
    sector: Option<SectorFilter<'v>>,
    /// Only companies of one chamber.
    side: Option<Region>,
    /// Words in their source, in small letters.
    source: Option<String>,
    /// The rows of a load, one of which has brought what is known of them.
    rows: Option<RangeInclusive<u64>>,
    /// No load and no correction has named them since.
    unseen_since: Option<Timestamp>,
    /// Nothing has changed them after that number.
    as_of: Option<u64>,
}

impl<'v> CompanyFilter<'v> {
    /// All that there are.
    pub fn all(vocabulary: &'v Vocabulary) -> CompanyFilter<'v> {
        CompanyFilter { vocabulary, place: None, sector: None, side: None, source: None, rows: None, unseen_since: None, as_of: None }
    }

    /// Those of a selection.
    ///
    /// # Errors
    /// What of it means nothing: a place or sector that is not known, a load that is not there.
    pub fn of(
        selection: &Selection,
        vocabulary: &'v Vocabulary,
        store: &SledStore,
    ) -> Result<Result<CompanyFilter<'v>, Criterion>, StoreError> {
        let rows = match selection.load {
            Some(load) => store.rows_of_load(Sequence(load))?,
            None => None,
        };
        Ok(CompanyFilter::of_rows(selection, rows, vocabulary))
    }

    /// [`CompanyFilter::of`] with the rows of its load, where there is no such store.
    ///
    /// # Errors
    /// As there.
    pub fn of_rows(
        selection: &Selection,
        rows: Option<RangeInclusive<u64>>,
        vocabulary: &'v Vocabulary,
    ) -> Result<CompanyFilter<'v>, Criterion> {
        let place = selection.city.as_ref().map(|city| vocabulary.place_meant(city).ok_or(Criterion::City)).transpose()?;
        let sector = selection.sector.as_ref().map(|sector| SectorFilter::new(sector, vocabulary).ok_or(Criterion::Sector)).transpose()?;
        if selection.load.is_some() && rows.is_none() {
            return Err(Criterion::Load);
        }
        Ok(CompanyFilter {
            vocabulary,
            place,
            sector,
            side: selection.side,
            source: selection.source.as_ref().map(|source| source.to_lowercase()),
            rows,
            unseen_since: selection.unseen_since.map(|day| Clock::of(Language::Ru).beginning(day)),
            as_of: selection.as_of,
        })
    }

    /// Whether it is one of them, as far as the record itself tells.
    pub fn passes(&self, company: &Company) -> bool {
        let inside = self.place.is_none_or(|asked| {
            self.vocabulary.place_of(&company.city).is_some_and(|at| match asked.kind {
                PlaceKind::Country => at.country == asked.country,
                PlaceKind::Region => at.region == asked.region,
                _ => at.id == asked.id,
            })
        });
        let of_side = self.side.is_none_or(|side| self.vocabulary.region_of(&company.city) == Some(side));
        let of_source = self.source.as_ref().is_none_or(|source| company.source.to_lowercase().contains(source.as_str()));
        inside && of_side && of_source && self.sector.as_ref().is_none_or(|sector| sector.passes(company))
    }

    /// Whether the changes count that made it what it is.
    fn needs_traces(&self) -> bool {
        self.rows.is_some() || self.unseen_since.is_some() || self.as_of.is_some()
    }

    /// Whether it is one of them, as far as its changes tell; `moments`: when those were made.
    fn traced(&self, trace: Trace, moments: &Moments) -> bool {
        let last = trace.listed.map_or(trace.origin, |listed| listed.max(trace.origin));
        self.rows.as_ref().is_none_or(|rows| rows.contains(&trace.origin.0))
            && self.as_of.is_none_or(|as_of| trace.changed.0 <= as_of)
            && self.unseen_since.is_none_or(|since| moments.of(last).is_some_and(|at| at < since))
    }
}

/// The companies of a store that pass a filter, in the order of their ids.
pub(super) async fn companies(store: &SledStore, filter: &CompanyFilter<'_>) -> Result<Vec<Company>, StoreError> {
    let moments = if filter.unseen_since.is_some() { Moments::read(store)? } else { Moments::default() };
    let mut listed: Vec<Company> = Vec::new();
    let mut after = None;
    loop {
        let mut batch = store.companies(after.as_ref(), BATCH).await?;
        let Some(last) = batch.last() else { return Ok(listed) };
        after = Some(last.company_id());
        batch.retain(|company| filter.passes(company));
        if filter.needs_traces() {
            let traces = store.traces(batch.iter().map(Company::company_id).collect()).await?;
            let traced = |trace: &Option<Trace>| trace.is_some_and(|trace| filter.traced(trace, &moments));
            listed.extend(batch.into_iter().zip(traces).filter(|(_, trace)| traced(trace)).map(|(company, _)| company));
        } else {
            listed.extend(batch);
        }
    }
}

/// When the changes of the list were made, by the first number of each.
#[derive(Default)]
struct Moments(BTreeMap<u64, Timestamp>);

impl Moments {
    fn read(store: &SledStore) -> Result<Moments, StoreError> {
        let changes = |deed: &Deed| match deed {
            Deed::Load { .. } | Deed::Put(_) => true,
            Deed::Step { changes, .. } => *changes > 0,
            _ => false,
        };
        let entries = store.history(None, None, |listed| changes(&listed.deed))?;
        Ok(Moments(entries.map(|listed| listed.map(|listed| (listed.number.0, listed.at))).collect::<Result<_, _>>()?))
    }

    /// When the change with that number was made.
    fn of(&self, number: Sequence) -> Option<Timestamp> {
        self.0.range(..=number.0).next_back().map(|(_, at)| *at)
    }
}

impl App {
    /// The companies that pass a filter, in the order of their ids.
    ///
    /// # Errors
    /// [`StoreError`], when the store cannot be read.
    pub async fn companies(&self, filter: &CompanyFilter<'_>) -> Result<Vec<Company>, StoreError> {
        companies(&self.store, filter).await
    }
}
