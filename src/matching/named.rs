//! Companies by their name alone, for whoever says which one is theirs: nothing that a company offers counts, and a name of ordinary
//! words counts as much as a rare one.

use super::candidates::{CANDIDATES, GRAMS_READ};
use super::gather::Terms;
use super::names::Sought;
use super::weights::{NAME_MET, REQUEST_MET, SAME_NAME};
use super::{Index, IndexError};
use crate::domain::CompanyId;
use crate::understanding::Request;

/// Names that are less like than this part of the likest are not meant.
const BESIDE_BEST: f32 = 0.8;

/// The companies that bear such a name, likest first, `limit` of them.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub fn named(request: &Request, limit: usize, index: &Index) -> Result<Vec<CompanyId>, IndexError> {
    let sought = Sought::of(request);
    let mut terms = Terms::new((index.schema.grams, GRAMS_READ));
    terms.name(&sought, index);
    let stored = index.companies()?;
    let mut found = Vec::new();
    for at in terms.best(CANDIDATES, &[], &index.searcher)? {
        let profile = stored.read(at)?;
        let fit = sought.fit(profile.name());
        let by_words = if fit.name >= NAME_MET && fit.request >= REQUEST_MET { fit.name.min(fit.request) } else { 0.0 };
        let likeness = by_words.max(if fit.likeness >= SAME_NAME { fit.likeness } else { 0.0 });
        if likeness > 0.0 {
            found.push((likeness, profile.company()?.company_id()));
        }
    }
    found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let least = found.first().map_or(0.0, |(best, _)| BESIDE_BEST * best);
    Ok(found.into_iter().take_while(|(fit, _)| *fit >= least).map(|(_, id)| id).take(limit).collect())
}
