//! Turns evidence into reasons that cite both sides word for word, and a ranking into the answer.

use super::evidence::Link;
use super::packed::Packed;
use super::profile::{Piece, hash};
use super::score::{Ranked, Ranking};
use super::{Found, Index, IndexError, Match, MissingArm, Reason, ReasonKind, Strength};
use crate::domain::{Arm, Company, CompanyId, Field};
use crate::understanding::{Bridge, Direction, Request, Wanted};

/// At most so many reasons are kept for a match.
const REASONS: usize = 6;
/// A reason weaker than this beside the strongest is left out.
const REASON_AT_LEAST: f32 = 0.3;

pub(super) fn found(
    request: &Request,
    ranking: Ranking<'_>,
    cut: bool,
    skip: usize,
    limit: usize,
    index: &Index,
) -> Result<Found, IndexError> {
    let missing = if ranking.direction == Direction::Project { missing(request, &ranking.companies, index) } else { Vec::new() };
    let more = ranking.companies.len().saturating_sub(skip.saturating_add(limit));
    let surely = ranking.companies.iter().filter(|ranked| ranked.strength() != Strength::Possible).count();
    let (mut matches, wanted) = (Vec::new(), ranking.wanted);
    for ranked in ranking.companies.into_iter().skip(skip).take(limit) {
        matches.push(explained(request, wanted, ranked, index)?);
    }
    Ok(Found {
        matches,
        confident: ranking.confident,
        direction: ranking.direction,
        place: wanted.map(|wanted| wanted.place),
        more,
        surely,
        cut,
        missing,
    })
}

fn explained(request: &Request, wanted: Option<&Wanted>, ranked: Ranked<'_>, index: &Index) -> Result<Match, IndexError> {
    let (company, strength) = (ranked.profile.company()?, ranked.strength());
    let mut reasons: Vec<Reason> = Vec::new();
    if ranked.name.is_reason() {
        let cited = cited(request, &ranked.name.words);
        reasons.push(Reason {
            kind: ReasonKind::Name,
            request: cited,
            company: company.name.clone(),
            field: Field::Name,
            bridge: None,
            why: None,
        });
    }
    let mut links = ranked.links;
    links.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.kind.cmp(&b.kind)).then(a.piece.cmp(&b.piece)).then(a.words.cmp(b.words)));
    let least = links.first().map_or(0.0, |best| REASON_AT_LEAST * best.worth);
    for link in links.iter().filter(|link| link.worth > 0.0 && link.worth >= least) {
        let piece = ranked.profile.piece(link.piece);
        let reason = reason(request, link, written(&company, &piece), piece.field, index);
        // One piece of the record is cited once, for the strongest reason.
        if reasons.len() < REASONS && !reasons.iter().any(|known| known.company == reason.company && known.field == reason.field) {
            reasons.push(reason);
        }
    }
    reasons.extend(city(request, wanted, &company, &ranked.profile.place, index));
    reasons.extend(language(request, &company));
    reasons.extend(certificate(request, &company, &ranked.profile));
    Ok(Match { id: CompanyId(company.id), name: company.name, city: company.city, strength, score: ranked.score, reasons })
}

fn reason(request: &Request, link: &Link<'_>, words: &str, field: Field, index: &Index) -> Reason {
    let project = request.project.as_ref().map(|planned| &index.vocabulary.projects[usize::from(planned.project)]);
    let why = link.arm.and_then(|arm| project?.arms.get(arm)).map(|arm| arm.why.clone());
    Reason {
        kind: link.kind,
        request: cited(request, link.words),
        company: words.to_owned(),
        field,
        bridge: link.sector.map(|sector| index.vocabulary.sector(sector).name.clone()),
        why,
    }
}

fn city(request: &Request, wanted: Option<&Wanted>, company: &Company, place: &Option<u16>, index: &Index) -> Option<Reason> {
    let wanted = wanted?;
    let at = &index.vocabulary.places[usize::from((*place)?)];
    let asked = &index.vocabulary.places[usize::from(wanted.place)];
    let inside =
        at.id == asked.id || (at.region.is_some() && at.region == asked.region) || (asked.region.is_none() && at.country == asked.country);
    inside.then(|| Reason {
        kind: ReasonKind::City,
        request: cited(request, &wanted.words),
        company: company.city.clone(),
        field: Field::City,
        bridge: None,
        why: None,
    })
}

/// The company speaks the language asked for, as its record says.
fn language(request: &Request, company: &Company) -> Option<Reason> {
    let (language, words) = request.speech()?;
    let spoken = company.languages.iter().find(|spoken| spoken.trim().parse() == Ok(language))?;
    let request = cited(request, &words);
    Some(Reason { kind: ReasonKind::Language, request, company: spoken.clone(), field: Field::Languages, bridge: None, why: None })
}

/// The company's record names the certificate asked for.
fn certificate(request: &Request, company: &Company, profile: &Packed) -> Option<Reason> {
    request.certificates().find_map(|at| {
        let mut terms = request.words[at].keys().iter().flat_map(|(key, _)| profile.terms_of(hash(key)));
        let piece = terms
            .find(|term| matches!(profile.field(term.piece), Field::Offers | Field::Description))
            .map(|term| profile.piece(term.piece))?;
        Some(Reason {
            kind: ReasonKind::Certificate,
            request: cited(request, &[at]),
            company: written(company, &piece).to_owned(),
            field: piece.field,
            bridge: None,
            why: None,
        })
    })
}

/// A piece of the record as it is written there.
fn written<'c>(company: &'c Company, piece: &Piece) -> &'c str {
    let text = company.values(piece.field).get(usize::from(piece.value)).map(String::as_str).unwrap_or_default();
    text.get(piece.start as usize..piece.end as usize).unwrap_or(text)
}

/// The words of the request as they were typed, from the first to the last of them.
fn cited(request: &Request, words: &[usize]) -> String {
    let (Some(first), Some(last)) = (words.iter().min(), words.iter().max()) else { return String::new() };
    let together = last - first < words.len() + 2;
    match together {
        true => request.text[request.words[*first].start..request.words[*last].end].to_owned(),
        false => {
            let mut written: Vec<_> = words.iter().map(|&word| request.words[word].start..request.words[word].end).collect();
            // A compound and its first part are one word as typed.
            written.dedup();
            written.into_iter().map(|word| &request.text[word]).collect::<Vec<_>>().join(" … ")
        }
    }
}

/// Arms of the project that nobody of the answer serves, heaviest first. Who serves another much better serves an arm by chance.
fn missing(request: &Request, companies: &[Ranked<'_>], index: &Index) -> Vec<MissingArm> {
    let Some(planned) = &request.project else { return Vec::new() };
    let vocabulary = &index.vocabulary;
    let arms = &vocabulary.projects[usize::from(planned.project)].arms;
    let mut is_served = vec![false; arms.len()];
    for company in companies {
        let best = company.links.iter().map(|link| link.worth).fold(0.0, f32::max);
        let cited = company.links.iter().filter(|link| link.worth >= REASON_AT_LEAST * best);
        cited.filter_map(|link| link.arm).for_each(|arm| is_served[arm] = true);
    }
    let served = |number: usize| is_served[number];
    // An arm is no loss when a neighbouring one of the same class is served.
    let near = |number: usize| {
        let sector = vocabulary.index_of(&arms[number].sector);
        arms.iter().enumerate().any(|(other, arm)| {
            let bridge = sector.zip(vocabulary.index_of(&arm.sector)).and_then(|(sector, other)| vocabulary.kin().bridge(sector, other));
            other != number && served(other) && matches!(bridge, Some(Bridge::Wider | Bridge::Inside))
        })
    };
    let mut missing: Vec<&Arm> =
        arms.iter().enumerate().filter(|(number, _)| !served(*number) && !near(*number)).map(|(_, arm)| arm).collect();
    missing.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let told = |arm: &Arm| {
        let sector = vocabulary.index_of(&arm.sector)?;
        Some(MissingArm { sector: vocabulary.sector(sector).name.clone(), why: arm.why.clone() })
    };
    missing.into_iter().filter_map(told).collect()
}
