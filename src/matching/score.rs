//! Puts candidates in order by their evidence. All that a ranking weighs stands in [`WEIGHTS`], and nowhere else.

use std::collections::HashMap;

use tantivy::DocAddress;

use super::candidates::Candidates;
use super::evidence::{self, Link};
use super::names::NameFit;
use super::packed::Packed;
use super::profile::hash;
use super::{Index, IndexError, Strength};
use crate::domain::{Field, Place, PlaceKind, Region};
use crate::understanding::vocabulary::SectorIndex;
use crate::understanding::{Bridge, Direction, Goal, Reading, Request, Role, Want, Wanted};

/// What a ranking weighs. Tuned on labelled requests (tests/data); every part is a share from 0 to 1.
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    /// A word met in another form than it was typed.
    pub inflected: f32,
    /// Another word of the same meaning, in whichever language.
    pub synonym: f32,
    /// A word that the company's phrase is not about: "glazing of schools" for schools.
    pub aside: f32,
    /// What a sector in common says.
    pub sector: f32,
    /// What words in common say.
    pub word: f32,
    /// How much lower a company stands for what is only likely of it.
    pub unsure: f32,
    /// What a company is called, where nothing else that it says has to do with it.
    pub mere_name: f32,
    /// How much of a wide sector in common is sure, where the company could name the goods and does not ...
    pub unnamed: f32,
    /// ... how much of that doubt is left where the sector is narrow ...
    pub narrow: f32,
    /// ... where the company says no more than what the sector is called ...
    pub called: f32,
    /// ... and where it speaks another language, in which a word for them may not be known.
    pub translated: f32,
    /// The power of the part of a want whose words are met: above 1, a part of them counts for less.
    pub chance: f32,
    /// What it says that the company names just these words and nothing beside them.
    pub tight: f32,
    /// What a sector in common says of the words when they are of different languages and cannot be compared.
    pub foreign: f32,
    /// The power of the strength with which words mean a sector: above 1, half-met phrases count for less.
    pub doubt: f32,
    /// The power of a word's rarity among the companies.
    pub rarity: f32,
    /// The power of the part of a want that means the sector: below 1, words beside it do little harm.
    pub partly: f32,
    /// A word that neither the vocabulary nor any company knows.
    pub strange: f32,
    /// A word of everyday speech.
    pub ordinary: f32,
    /// Even the plainest word of a want weighs this much.
    pub least_word: f32,
    /// What the words of a purpose ("for hospitals") add.
    pub purpose: f32,
    /// All wants together, beside the one that a company answers best.
    pub further: f32,
    /// A sense this strong says what a company plainly is.
    pub plain_sense: f32,
    /// Who resells what is offered, beside who needs it.
    pub reseller: f32,
    /// Who makes the same as is offered.
    pub competitor: f32,
    /// Who runs a thing that is known to need it.
    pub custom: f32,
    /// The lightest arm of a project beside the heaviest.
    pub lightest_arm: f32,
    /// An arm of the project beside what was asked in so many words.
    pub project: f32,
    /// What a company offers beside the sectors that it names, for an arm of the project.
    pub side_line: f32,
    /// Every further company of one arm of the project.
    pub crowd: f32,
    /// Companies of the asker's own side, when another was not asked for.
    pub own_side: f32,
    /// The side of the city asked for, but not the city itself.
    pub same_side: f32,
    /// The same region, but not the town asked for.
    pub same_region: f32,
    /// Another place than the one asked for.
    pub elsewhere: f32,
    /// Where nothing is known of the company's place.
    pub nowhere: f32,
    /// What is expressly not wanted.
    pub unwanted: f32,
    /// Traders, when a maker was asked for.
    pub not_maker: f32,
    /// A name that is plainly meant.
    pub name: f32,
    /// A name that may be meant.
    pub name_perhaps: f32,
    /// What a company does, where only a name was asked for.
    pub beside_name: f32,
}

pub const WEIGHTS: Weights = Weights {
    inflected: 0.99,
    synonym: 0.6,
    aside: 0.7,
    sector: 0.85,
    word: 0.65,
    unsure: 0.1,
    mere_name: 0.4,
    unnamed: 0.1,
    narrow: 0.35,
    called: 0.5,
    translated: 0.8,
    chance: 1.25,
    tight: 0.15,
    foreign: 0.5,
    doubt: 1.1,
    rarity: 0.5,
    partly: 0.7,
    strange: 0.8,
    ordinary: 0.3,
    least_word: 0.05,
    purpose: 0.12,
    further: 0.5,
    plain_sense: 0.7,
    reseller: 0.6,
    competitor: 0.15,
    custom: 0.8,
    lightest_arm: 0.3,
    project: 0.85,
    side_line: 0.6,
    crowd: 0.85,
    own_side: 0.7,
    same_side: 0.95,
    same_region: 0.65,
    elsewhere: 0.4,
    nowhere: 0.7,
    unwanted: 0.15,
    not_maker: 0.85,
    name: 0.7,
    name_perhaps: 0.5,
    beside_name: 0.35,
};

/// The best match must reach this score for the answer to be "these fit"; below it is only "nobody, but near is ...".
pub const CONFIDENT: f32 = 0.36;
/// The score of the best, where that is no more than likely.
const UNSURE: f32 = 0.99 * CONFIDENT;
/// From here on a match is strong, or fair.
const STRONG: f32 = 0.62;
const FAIR: f32 = 0.42;
/// What is weaker beside the best is not shown at all.
const SHOWN: f32 = 0.12;
const SHOWN_BESIDE_BEST: f32 = 0.25;

/// How much a field says of what a company offers or is, or of what it needs.
pub(super) fn field_weight(field: Field, goal: Goal) -> f32 {
    match (goal, field) {
        (Goal::Offer | Goal::Partner, Field::Offers) => 1.0,
        (Goal::Offer | Goal::Partner, Field::Sectors) => 0.92,
        (Goal::Offer | Goal::Partner, Field::Name) => 0.85,
        (Goal::Offer, Field::Description) => 0.75,
        (Goal::Partner, Field::Description) => 0.4,
        (Goal::Need, Field::Needs) => 1.0,
        (Goal::Need, Field::Description) => 0.3,
        _ => 0.0,
    }
}

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
    home: Option<Region>,
    candidates: &Candidates,
    index: &Index,
) -> Result<Ranking<'r>, IndexError> {
    let stored = index.companies()?;
    let mut answers = Vec::with_capacity(candidates.companies.len());
    for &at in &candidates.companies {
        answers.push(answer(request, at, stored.read(at)?, candidates, index));
    }
    let best = answers.iter().map(|answer| answer.best).fold(0.0, f32::max);
    let all = answers.iter().map(|answer| answer.all).fold(f32::MIN_POSITIVE, f32::max);
    let widest = best / all;
    let mut companies: Vec<Ranked> = answers.into_iter().map(|answer| weigh(request, home, answer, widest, candidates, index)).collect();
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
    Ok(Ranking { companies, direction, wanted: request.wanted(home), confident })
}

/// A name is meant when so much of it is met …
pub(super) const NAME_MET: f32 = 0.55;
/// … by so much of the request.
pub(super) const REQUEST_MET: f32 = 0.5;
/// ... or half of it by all of the request.
const HALF_OF_NAME: f32 = 0.5;
const ALL_OF_REQUEST: f32 = 0.9;
/// Names as wholes are plainly the same from this likeness on …
pub(super) const SAME_NAME: f32 = 0.8;
/// … and may be the same from this one on: one letter of four is wrong.
const PERHAPS_SAME_NAME: f32 = 0.7;

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

fn answer<'r>(request: &'r Request, at: DocAddress, mut profile: Packed, candidates: &Candidates, index: &Index) -> Answer<'r> {
    let mut unwanted = false;
    if !request.unwanted.is_empty() {
        let is_known_by = |piece: &u16| matches!(profile.field(*piece), Field::Name | Field::Sectors);
        unwanted = pieces_naming_unwanted(request, &profile).iter().any(is_known_by);
        profile.leave_out(unwanted_pieces(request, &profile, index));
    }
    let (mut links, mut best, mut all, mut sure) = (Vec::new(), 0.0f32, 0.0, 0.0f32);
    for (number, want) in request.wants.iter().enumerate() {
        let evidence = evidence::of_want(number, request, candidates, &profile, index);
        best = best.max(want.weight * evidence.worth);
        sure = sure.max(want.weight * evidence.sure);
        all += want.weight * evidence.worth;
        links.extend(evidence.links);
    }
    Answer { at, profile, links, best, all, sure, unwanted }
}

/// Weighs a candidate; `widest` turns answers to all wants together into such to one, for the company that answers most of them.
fn weigh<'r>(
    request: &'r Request,
    home: Option<Region>,
    answer: Answer<'r>,
    widest: f32,
    candidates: &Candidates,
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
        score = asked.max(arm) + 0.25 * asked.min(arm) * (1.0 - asked.max(arm));
        links.extend(arms.links);
        let wanted_itself = request.wants.iter().any(|want| want.words.iter().any(|at| planned.words.contains(at)));
        let supplies = arms.worth >= index.weights.plain_sense;
        if !wanted_itself && !supplies && runs_such(planned.project, &profile, index) {
            score *= index.weights.unwanted;
        }
    }
    score *= place_factor(request, home, &profile, index) * wish_factor(request, &profile, index);
    if unwanted {
        score *= index.weights.unwanted;
    }
    if request.direction == Direction::Name {
        score *= index.weights.beside_name;
    }
    let name = candidates.sought.fit(profile.name());
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

fn place_factor(request: &Request, home: Option<Region>, profile: &Packed, index: &Index) -> f32 {
    let places = &index.vocabulary.places;
    let wanted_region = request.wanted(home).and_then(|wanted| wanted.region);
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
    let Some(wanted) = request.wanted(home) else {
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
fn spread(mut companies: Vec<Ranked>, crowd: f32) -> Vec<Ranked> {
    let mut met: HashMap<usize, i32> = HashMap::new();
    let mut order = Vec::with_capacity(companies.len());
    let arm = |company: &Ranked, met: &HashMap<usize, i32>| {
        let arms = company.links.iter().filter_map(|link| Some((link.arm?, link.worth)));
        let left = arms.map(|(arm, worth)| (arm, worth * crowd.powi(met.get(&arm).copied().unwrap_or_default())));
        left.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(arm, _)| arm)
    };
    while !companies.is_empty() {
        let score = |company: &Ranked| {
            let before = arm(company, &met).and_then(|arm| met.get(&arm)).copied().unwrap_or_default();
            company.score * crowd.powi(before)
        };
        let scores = companies.iter().map(score).enumerate();
        // The first of equals: they are in order.
        let Some((next, score)) = scores.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))) else { break };
        let mut company = companies.remove(next);
        // A company whose arms wait longest may have gained: no score rises down the list.
        let score = order.last().map_or(score, |last: &Ranked| score.min(last.score));
        company.sure *= score / company.score.max(f32::MIN_POSITIVE);
        company.score = score;
        if let Some(arm) = arm(&company, &met) {
            *met.entry(arm).or_default() += 1;
        }
        order.push(company);
    }
    order
}
