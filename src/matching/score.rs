//! Puts candidates in order by their evidence, with the weights of [`super::weights`].

use tantivy::DocAddress;

use super::candidates::Candidates;
use super::evidence::{self, Link, Stakes};
use super::names::{NameFit, Sought};
use super::packed::Packed;
use super::profile::hash;
use super::weights::{
    ALL_OF_REQUEST, CONFIDENT, FAIR, HALF_OF_NAME, NAME_MET, PERHAPS_SAME_NAME, REQUEST_MET, SAME_NAME, SHOWN, SHOWN_BESIDE_BEST, STRONG,
    UNSURE, Weights,
};
use super::{Index, IndexError, Strength};
use crate::domain::{Field, Place, PlaceKind, Region};
use crate::understanding::vocabulary::SectorIndex;
use crate::understanding::{Bridge, Direction, Reading, Request, Role, Want, Wanted};

/// A candidate with all that speaks for it.
#[derive(Clone, Debug)]
pub(super) struct Ranked<'r> {
    pub(super) at: DocAddress,
    /// From 0 to 1.
    pub(super) score: f32,
    /// As much of the score as is beyond doubt.
    pub(super) sure: f32,
    pub(super) profile: Packed,
    pub(super) links: Vec<Link<'r>>,
    pub(super) name: NameFit,
}

/// The order of a request's candidates, and how the request was taken.
pub(super) struct Ranking<'r> {
    pub(super) companies: Vec<Ranked<'r>>,
    pub(super) direction: Direction,
    /// Where partners are wanted.
    pub(super) wanted: Option<&'r Wanted>,
    /// Whether anybody surely fits.
    pub(super) confident: bool,
}

impl Ranked<'_> {
    pub(super) fn strength(&self) -> Strength {
        match self.score {
            _ if self.sure < CONFIDENT => Strength::Possible,
            score if score >= STRONG => Strength::Strong,
            score if score >= FAIR => Strength::Fair,
            _ => Strength::Possible,
        }
    }
}

/// Weighs every candidate and puts the best first.
pub(super) fn rank<'r>(
    request: &'r Request,
    (home, wanted): (Option<Region>, Option<&'r Wanted>),
    candidates: &Candidates,
    index: &Index,
) -> Result<Ranking<'r>, IndexError> {
    let stored = index.companies()?;
    let stakes: Vec<Stakes> = request.wants.iter().map(|want| Stakes::of(want, &candidates.words, &index.weights)).collect();
    let mut answers = Vec::with_capacity(candidates.companies.len());
    for &at in &candidates.companies {
        answers.push(answer(request, at, stored.read(at)?, (candidates, &stakes), index));
    }
    let best = answers.iter().map(|answer| answer.best).fold(0.0, f32::max);
    let all = answers.iter().map(|answer| answer.all).fold(f32::MIN_POSITIVE, f32::max);
    let widest = best / all;
    let mut companies: Vec<Ranked> = answers
        .into_iter()
        .map(|answer| weigh(request, (home, wanted), answer, widest, (!request.nameless).then_some(&candidates.sought), index))
        .collect();
    let named = companies.iter().any(|company| is_named(&company.name) && company.score > 0.0);
    let direction = if named { Direction::Name } else { request.direction };
    companies.retain(|company| company.score > 0.0);
    companies.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
    let least = companies.first().map_or(0.0, |best| (SHOWN_BESIDE_BEST * best.score).max(SHOWN));
    companies.retain(|company| company.score >= least);
    if request.project.is_some() && direction == Direction::Project {
        companies = spread(companies, index.weights.crowd);
    }
    let confident = companies.iter().any(|company| company.sure >= CONFIDENT);
    if let (false, Some(best)) = (confident, companies.first().map(|best| best.score).filter(|&best| best >= CONFIDENT)) {
        // Where nobody surely fits, no score says otherwise.
        companies.iter_mut().for_each(|company| company.score *= UNSURE / best);
    }
    Ok(Ranking { companies, direction, wanted, confident })
}

fn is_named(fit: &NameFit) -> bool {
    fit.likeness >= PERHAPS_SAME_NAME || agrees_by_words(fit)
}

fn agrees_by_words(fit: &NameFit) -> bool {
    fit.distinctive && fit.request >= REQUEST_MET && (fit.name >= NAME_MET || (fit.name >= HALF_OF_NAME && fit.request >= ALL_OF_REQUEST))
}

/// What the agreement of a name with the request is worth, word by word.
fn worth_of_name(fit: &NameFit, weights: &Weights) -> f32 {
    match () {
        () if agrees_by_words(fit) => weights.name + (1.0 - weights.name) * fit.score(),
        () if fit.distinctive => weights.name * fit.score(),
        () => 0.0,
    }
}

/// What the likeness of the names as wholes is worth: a doubtful one is fair, less than that only near.
fn worth_of_likeness(likeness: f32, weights: &Weights) -> f32 {
    let same = |likeness: f32| weights.name + (1.0 - weights.name) * likeness;
    match likeness {
        likeness if likeness >= SAME_NAME => same(likeness),
        likeness if likeness >= PERHAPS_SAME_NAME => {
            let sure = (likeness - PERHAPS_SAME_NAME) / (SAME_NAME - PERHAPS_SAME_NAME);
            FAIR + (same(SAME_NAME) - FAIR) * sure
        }
        likeness => weights.name_perhaps * likeness,
    }
}

/// What a candidate has to say to the wants of a request.
struct Answer<'r> {
    at: DocAddress,
    profile: Packed,
    links: Vec<Link<'r>>,
    /// To the one that it answers best, and to all of them together; from 0 to 1.
    best: f32,
    all: f32,
    /// As much of the best as is beyond doubt.
    sure: f32,
    /// Whether its name or its sectors are what is expressly not wanted.
    unwanted: bool,
}

fn answer<'r>(
    request: &'r Request,
    at: DocAddress,
    mut profile: Packed,
    (candidates, stakes): (&Candidates, &[Stakes]),
    index: &Index,
) -> Answer<'r> {
    let mut unwanted = false;
    if !request.unwanted.is_empty() {
        let is_known_by = |piece: &u16| matches!(profile.field(*piece), Field::Name | Field::Sectors);
        unwanted = pieces_naming_unwanted(request, &profile).iter().any(is_known_by);
        profile.leave_out(unwanted_pieces(request, &profile, index));
    }
    let (mut links, mut best, mut all, mut sure) = (Vec::new(), 0.0f32, 0.0, 0.0f32);
    for ((want, stakes), owners) in request.wants.iter().zip(stakes).zip(&candidates.owners) {
        let evidence = evidence::of_want((want, stakes, owners), (request.language, &candidates.words), &profile, index);
        best = best.max(want.weight * evidence.worth);
        sure = sure.max(want.weight * evidence.sure);
        all += want.weight * evidence.worth;
        links.extend(evidence.links);
    }
    Answer { at, profile, links, best, all, sure, unwanted }
}

/// Weighs a candidate; `names`: what may be a name, if one may be meant; `widest` turns answers to all wants together into such to one, for the company that answers most of them.
fn weigh<'r>(
    request: &'r Request,
    place: (Option<Region>, Option<&Wanted>),
    answer: Answer<'r>,
    widest: f32,
    names: Option<&Sought>,
    index: &Index,
) -> Ranked<'r> {
    let Answer { at, profile, mut links, best, all, sure, unwanted } = answer;
    let mut sure = sure / best.max(f32::MIN_POSITIVE);
    let asked = best * (1.0 - index.weights.further) + all * widest * index.weights.further;
    let mut score = asked;
    if let Some(planned) = &request.project {
        let arms = evidence::of_project(planned, &profile, index);
        let arm = index.weights.project * arms.worth;
        sure = (sure * asked).max(index.weights.project * arms.sure) / asked.max(arm).max(f32::MIN_POSITIVE);
        score = asked.max(arm) + index.weights.weaker * asked.min(arm) * (1.0 - asked.max(arm));
        links.extend(arms.links);
        let wanted_itself = request.wants.iter().any(|want| want.words.iter().any(|at| planned.words.contains(at)));
        let supplies = arms.worth >= index.weights.plain_sense;
        if !wanted_itself && !supplies && runs_such(planned.project, &profile, index) {
            score *= index.weights.unwanted;
        }
    }
    score *= place_factor(request, place, &profile, index) * wish_factor(request, &profile, index);
    if unwanted {
        score *= index.weights.unwanted;
    }
    if request.direction == Direction::Name {
        score *= index.weights.beside_name;
    }
    let name = names.map(|sought| sought.fit(profile.name())).unwrap_or_default();
    let named = worth_of_name(&name, &index.weights).max(worth_of_likeness(name.likeness, &index.weights));
    // What is sure stands before what is only likely.
    let (score, sure) = if named >= score { (named, named) } else { (score * (1.0 - index.weights.unsure * (1.0 - sure)), score * sure) };
    Ranked { at, score: score.min(1.0), sure: sure.min(1.0), profile, links, name }
}

/// Whether the company runs the very thing that is being built: a buyer like the asker, no supplier.
fn runs_such(project: u16, profile: &Packed, index: &Index) -> bool {
    let owners = index.vocabulary.owners(project);
    let own = |field: Field| matches!(field, Field::Name | Field::Sectors);
    profile
        .senses
        .iter()
        .any(|sense| sense.strength >= index.weights.plain_sense && own(profile.field(sense.piece)) && owners.contains(&sense.sector))
}

/// Pieces of the record that name just what is expressly not wanted, or are for those for whom it is not wanted: "not for hotels".
fn unwanted_pieces(request: &Request, profile: &Packed, index: &Index) -> Vec<u16> {
    let customers = request.unwanted.iter().flat_map(|want| &want.meanings);
    let customers =
        customers.filter(|meaning| meaning.strength >= index.weights.plain_sense && index.vocabulary.is_customer(meaning.sector));
    let kin = index.vocabulary.kin();
    let are_for = customers.flat_map(|meaning| {
        let such = |sector| kin.bridge(meaning.sector, sector).is_some_and(|bridge| bridge.is_within() || bridge == Bridge::Wider);
        profile.senses.iter().filter(move |sense| such(sense.sector)).map(|sense| sense.piece)
    });
    pieces_naming_unwanted(request, profile).into_iter().chain(are_for).collect()
}

/// Pieces of the record, other than what it needs, that hold a word of what is not wanted and of nothing that is: "no school furniture but
/// office furniture".
fn pieces_naming_unwanted(request: &Request, profile: &Packed) -> Vec<u16> {
    let keys = |wants: &'_ [Want]| -> Vec<u32> {
        let words = wants.iter().flat_map(|want| &want.words);
        words.flat_map(|&at| request.words[at].keys()).filter(|(_, reading)| *reading != Reading::Typo).map(|(key, _)| hash(key)).collect()
    };
    let wanted = keys(&request.wants);
    let unwanted = keys(&request.unwanted).into_iter().filter(|key| !wanted.contains(key));
    let terms = unwanted.flat_map(|key| profile.terms_of(key));
    terms.filter(|term| profile.field(term.piece) != Field::Needs).map(|term| term.piece).collect()
}

fn place_factor(request: &Request, (home, wanted): (Option<Region>, Option<&Wanted>), profile: &Packed, index: &Index) -> f32 {
    let places = &index.vocabulary.places;
    let wanted_region = wanted.and_then(|wanted| wanted.region);
    let at_unwanted = |&place: &u16| {
        let unwanted = &places[usize::from(place)];
        // "From Panjakent, not from Khujand" leaves out the city, not its whole side.
        let side_wanted = unwanted.region.is_some() && unwanted.region == wanted_region;
        profile
            .place
            .map(|at| &places[usize::from(at)])
            .is_some_and(|at| if side_wanted { at.id == unwanted.id } else { within(at, unwanted) })
    };
    if request.unwanted_places.iter().any(at_unwanted) {
        return 0.0;
    }
    let Some(wanted) = wanted else {
        return match (home, profile.region) {
            (Some(home), Some(region)) if home == region => index.weights.own_side,
            (Some(_), None) => index.weights.nowhere,
            _ => 1.0,
        };
    };
    let asked = &places[usize::from(wanted.place)];
    let Some(at) = profile.place.map(|place| &places[usize::from(place)]) else {
        return if wanted.only { 0.0 } else { index.weights.elsewhere };
    };
    match () {
        () if at.id == asked.id => 1.0,
        () if within(at, asked) => index.weights.same_side,
        () if wanted.only => 0.0,
        () if at.region.is_some() && at.region == asked.region => index.weights.same_region,
        () => index.weights.elsewhere,
    }
}

/// Whether a place lies in another as people mean it: who says "Khujand" or "Lipetsk" usually means the side.
fn within(at: &Place, other: &Place) -> bool {
    let same_region = at.region.is_some() && at.region == other.region;
    match other.kind {
        PlaceKind::Country => at.country == other.country,
        PlaceKind::Region | PlaceKind::Centre => same_region || at.id == other.id,
        PlaceKind::City | PlaceKind::Town | PlaceKind::District => at.id == other.id,
    }
}

/// What the request wants kept out or kept to.
fn wish_factor(request: &Request, profile: &Packed, index: &Index) -> f32 {
    let kin = index.vocabulary.kin();
    let mut factor = 1.0;
    for want in &request.unwanted {
        let strongest = want.meanings.first().map_or(0.0, |meaning| meaning.strength);
        // "Dried fruit without apricots": what is wanted is not left out for being of the same sector.
        let wanted = |sector| {
            request
                .wants
                .iter()
                .flat_map(|want| &want.meanings)
                .any(|meaning| kin.bridge(meaning.sector, sector).is_some_and(|bridge| bridge.is_within() || bridge == Bridge::Wider))
        };
        let meanings =
            want.meanings.iter().filter(|meaning| meaning.strength >= 0.8 * strongest && meaning.strength >= index.weights.plain_sense);
        let meanings = meanings.filter(|meaning| !wanted(meaning.sector));
        let meanings: Vec<SectorIndex> = meanings.map(|meaning| meaning.sector).collect();
        let is = |of: SectorIndex, sector: SectorIndex| matches!(kin.bridge(of, sector), Some(Bridge::Same | Bridge::Inside));
        let plain = profile.senses.iter().filter(|sense| profile.field(sense.piece) != Field::Needs);
        let plain: Vec<SectorIndex> = plain.filter(|sense| sense.strength >= index.weights.plain_sense).map(|sense| sense.sector).collect();
        let unwanted = |sector: SectorIndex| meanings.iter().any(|&meaning| is(meaning, sector));
        // "Design of lighting, we have the lamps": who does just what is wanted is not left out for doing the other as well.
        let tops = || request.wants.iter().filter_map(|want| want.meanings.first());
        let asked = |sector: SectorIndex| tops().any(|top| is(top.sector, sector)) && !unwanted(sector);
        if plain.iter().any(|&sector| unwanted(sector)) && !plain.iter().any(|&sector| asked(sector)) {
            factor *= index.weights.unwanted;
        }
    }
    if request.unwanted_roles.contains(&Role::Intermediary) && evidence::is_middleman(profile, index) {
        factor *= index.weights.unwanted;
    }
    if request.roles.contains(&Role::Maker) && evidence::is_middleman(profile, index) {
        factor *= index.weights.not_maker;
    }
    factor
}

/// In the answer to a project no arm crowds out the others: every further company of an arm stands lower, and one that serves
/// several arms counts for the one that has fewest yet.
fn spread(companies: Vec<Ranked>, crowd: f32) -> Vec<Ranked> {
    let arms = companies.iter().flat_map(|company| &company.links).filter_map(|link| link.arm).max().map_or(0, |last| last + 1);
    // What the next company of each arm counts.
    let mut counts = vec![1.0f32; arms];
    let arm = |company: &Ranked, counts: &[f32]| {
        let arms = company.links.iter().filter_map(|link| Some((link.arm?, link.worth)));
        let left = arms.map(|(arm, worth)| (arm, worth * counts[arm]));
        left.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(arm, _)| arm)
    };
    let mut waiting: Vec<Option<(Option<usize>, Ranked)>> =
        companies.into_iter().map(|company| Some((arm(&company, &counts), company))).collect();
    let mut order: Vec<Ranked> = Vec::with_capacity(waiting.len());
    loop {
        let score = |(arm, company): &(Option<usize>, Ranked)| company.score * arm.map_or(1.0, |arm| counts[arm]);
        let scores = waiting.iter().enumerate().filter_map(|(at, company)| Some((at, score(company.as_ref()?))));
        // The first of equals: they are in order.
        let Some((next, score)) = scores.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))) else { break };
        let Some((served, mut company)) = waiting[next].take() else { break };
        // A company whose arms wait longest may have gained: no score rises down the list.
        let score = order.last().map_or(score, |last: &Ranked| score.min(last.score));
        company.sure *= score / company.score.max(f32::MIN_POSITIVE);
        company.score = score;
        order.push(company);
        let Some(served) = served else { continue };
        counts[served] *= crowd;
        for (of, company) in waiting.iter_mut().flatten().filter(|(of, _)| *of == Some(served)) {
            *of = arm(company, &counts);
        }
    }
    order
}
