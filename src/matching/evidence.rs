//! Evidence: which words of a request and which words of a company speak to each other, and how loudly.

use super::ReasonKind;
use super::candidates::{Candidates, Owners, SoughtWord};
use super::index::Index;
use super::packed::Packed;
use super::profile::{Sense, hash};
use super::score::{Weights, field_weight};
use crate::domain::{Field, Sector};
use crate::understanding::vocabulary::SectorIndex;
use crate::understanding::{Bridge, Goal, Planned, Request, Token, Want};

/// Words that weigh this part of a piece say what the piece says.
const NEARLY_ALL: f32 = 0.9;

/// One link between a request and a company.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link<'r> {
    pub(super) kind: ReasonKind,
    /// Words of the request.
    pub(super) words: &'r [usize],
    /// Piece of the company's record.
    pub(super) piece: u16,
    /// From 0 to 1.
    pub(super) worth: f32,
    /// The sector asked for, or needed by the project.
    pub(super) sector: Option<SectorIndex>,
    /// Number of the arm of the project.
    pub(super) arm: Option<usize>,
}

/// What speaks for a company in one respect.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence<'r> {
    /// From 0 to 1.
    pub(super) worth: f32,
    /// The same, where goods that only share a mixed sector are mere neighbours.
    pub(super) sure: f32,
    pub(super) links: Vec<Link<'r>>,
}

/// What the company has to say to one want, given by its number in the request.
pub(super) fn of_want<'r>(number: usize, request: &'r Request, candidates: &Candidates, profile: &Packed, index: &Index) -> Evidence<'r> {
    let (want, keys) = (&request.wants[number], &candidates.words);
    let mut evidence = covered(want, request, keys, profile, index, want.goal);
    if want.goal == Goal::Need {
        for other in [resale(want, request, keys, profile, index), custom(want, &candidates.owners[number], profile, index)] {
            evidence.worth = evidence.worth.max(other.worth);
            evidence.sure = evidence.sure.max(other.sure);
            evidence.links.extend(other.links);
        }
    }
    evidence
}

/// How much of a want the words and sectors of the company cover. Words and sectors are two witnesses, each of whom may be
/// wrong: both together are surer than one (the noisy-or of J. Pearl, 1988).
fn covered<'r>(want: &'r Want, request: &Request, keys: &[SoughtWord], profile: &Packed, index: &Index, goal: Goal) -> Evidence<'r> {
    let weights = &index.weights;
    let shares: Vec<f32> = want.words.iter().map(|&at| telling(&request.words[at], &keys[at], weights)).collect();
    let total: f32 = shares.iter().sum();
    let share = |of: f32| if total > 0.0 { of / total } else { 0.0 };
    let mut links = Vec::new();
    let mut met = 0.0;
    let mut named: Vec<usize> = Vec::new();
    for (at, share) in want.words.iter().zip(&shares) {
        if let Some(link) = word(at, keys, profile, index, goal) {
            met += share * link.worth;
            links.push(link);
            named.push(*at);
        }
    }
    let (mut words, mut sector) = (Twice::new(share(met)), Twice::new(0.0));
    for meaning in &want.meanings {
        let Some((worth, bridge, sense)) = best_sense(meaning.sector, profile, index, goal, 0.0) else { continue };
        let piece = sense.piece;
        let worth = worth * meaning.strength.min(1.0).powf(weights.doubt);
        let meant = || want.words.iter().zip(&shares).filter(|(at, _)| meaning.words.contains(at));
        let covers: f32 = meant().map(|(_, share)| share).sum();
        let language = profile.language(piece);
        let is_foreign = language != Some(request.language);
        // Of a sector in common it is only likely that the company has just these goods, where it could name them and names others: less so
        // where it names the sector alone.
        let names_all = is_name_of(meaning.sector, piece, profile, index) || is_name_of(sense.sector, piece, profile, index);
        let could_name = |at: usize| !is_foreign || keys[at].is_named_in(language);
        let unnamed: f32 = meant().filter(|(at, _)| could_name(**at) && !named.contains(at)).map(|(_, share)| share).sum();
        let narrow = 1.0 - (1.0 - weights.narrow) * (1.0 - index.vocabulary.breadth(meaning.sector));
        let foreign = if is_foreign { weights.translated } else { 1.0 };
        let named_all = if names_all { weights.called } else { 1.0 };
        let doubt = (1.0 - weights.unnamed) * narrow * foreign * named_all;
        let sureness = bridge.sureness() * (1.0 - doubt * unnamed / covers.max(f32::MIN_POSITIVE));
        let covers = share(covers).powf(weights.partly);
        sector.raise(worth * covers, sureness);
        if is_foreign {
            words.raise(weights.foreign * worth * covers, sureness);
        }
        let kind = match (goal, bridge) {
            (Goal::Need, _) => ReasonKind::Need,
            (_, Bridge::Same | Bridge::Inside) => ReasonKind::Sector,
            _ => ReasonKind::Near,
        };
        let worth = worth * weights.sector;
        links.push(Link { kind, words: &meaning.words, piece, worth, sector: Some(meaning.sector), arm: None });
    }
    let tight = tightness(want, keys, profile, goal);
    let purpose: f32 = want.purpose.iter().filter_map(|at| word(at, keys, profile, index, goal)).map(|link| link.worth).fold(0.0, f32::max);
    let both = |words: f32, sector: f32| {
        // One word of several may be chance, all of them are none.
        let words = words.powf(weights.chance);
        let worth = 1.0 - (1.0 - weights.sector * sector) * (1.0 - weights.word * words) * (1.0 - weights.tight * tight * words);
        match worth > 0.0 && !want.purpose.is_empty() {
            true => (worth * (1.0 - weights.purpose) + weights.purpose * purpose).max(worth * 0.95),
            false => worth,
        }
    };
    Evidence { worth: both(words.likely, sector.likely), sure: both(words.sure, sector.sure), links }
}

/// Something weighed twice: as it is likely, and as it is sure.
struct Twice {
    likely: f32,
    sure: f32,
}

impl Twice {
    fn new(worth: f32) -> Twice {
        Twice { likely: worth, sure: worth }
    }

    fn raise(&mut self, worth: f32, sureness: f32) {
        self.likely = self.likely.max(worth);
        self.sure = self.sure.max(worth * sureness);
    }
}

/// How much of a want rests on a word, from 0 to 1: on one that few sectors and few companies share, more.
fn telling(word: &Token, sought: &SoughtWord, weights: &Weights) -> f32 {
    let known = match () {
        () if word.is_ordinary() => weights.ordinary,
        () if word.is_known() || sought.rarity < 1.0 => 1.0,
        () => weights.strange,
    };
    (word.weight * sought.rarity.powf(weights.rarity) * known).max(weights.least_word)
}

/// How much of one piece of the record the words of the want say, from 0 to 1: "meat" says all of "meat", and little of
/// "machines for meat works".
fn tightness(want: &Want, keys: &[SoughtWord], profile: &Packed, goal: Goal) -> f32 {
    let mut met: Vec<(u16, u32, f32)> = Vec::new();
    for (term, _) in want.words.iter().flat_map(|&at| keys[at].met(profile)) {
        if !met.iter().any(|&(piece, word, _)| piece == term.piece && word == term.word) {
            met.push((term.piece, term.word, f32::from(term.weight)));
        }
    }
    let of_piece = |piece: u16| {
        let said: f32 = met.iter().filter(|(at, ..)| *at == piece).map(|(_, _, weight)| weight).sum();
        said / profile.piece(piece).weight.max(1.0) * field_weight(profile.field(piece), goal)
    };
    met.iter().map(|&(piece, ..)| of_piece(piece)).fold(0.0, f32::max).min(1.0)
}

/// The best place in the company's record where a word of the want stands.
fn word<'r>(at: &'r usize, keys: &[SoughtWord], profile: &Packed, index: &Index, goal: Goal) -> Option<Link<'r>> {
    let mut best: Option<Link> = None;
    let sought = &keys[*at];
    for (term, quality) in sought.met(profile) {
        let exact = if term.word == sought.written { 1.0 } else { index.weights.inflected };
        let about = match (term.aside, goal) {
            (false, _) => 1.0,
            // A company that serves schools is no school.
            (true, Goal::Partner) => 0.0,
            (true, _) => index.weights.aside,
        };
        let worth = quality * exact * about * field_weight(profile.field(term.piece), goal);
        if worth > best.as_ref().map_or(0.0, |best| best.worth) {
            let kind = if goal == Goal::Need { ReasonKind::Need } else { ReasonKind::Product };
            best = Some(Link { kind, words: std::slice::from_ref(at), piece: term.piece, worth, sector: None, arm: None });
        }
    }
    best
}

/// The best sense that a sector leads to among what the company plainly offers: a project is no reason to take a half-met phrase for an
/// offer.
fn plain_sense<'p>(sector: SectorIndex, profile: &'p Packed, index: &Index) -> Option<(f32, Bridge, &'p Sense)> {
    best_sense(sector, profile, index, Goal::Offer, index.weights.plain_sense)
}

/// The best sense of the company that a sector leads to.
fn best_sense<'p>(sector: SectorIndex, profile: &'p Packed, index: &Index, goal: Goal, at_least: f32) -> Option<(f32, Bridge, &'p Sense)> {
    let kin = index.vocabulary.kin();
    let senses = profile.senses.iter().filter(|sense| sense.strength >= at_least).filter_map(|sense| {
        let bridge = kin.bridge(sector, sense.sector)?;
        let mere_name = if is_mere_name(sense, profile, index) { index.weights.mere_name } else { 1.0 };
        let worth = bridge.strength() * sense.strength * field_weight(profile.field(sense.piece), goal) * mere_name;
        (worth > 0.0).then_some((worth, bridge, sense))
    });
    senses.max_by(|a, b| a.0.total_cmp(&b.0).then(b.2.piece.cmp(&a.2.piece)))
}

/// Whether a piece of the record says no more than what a sector is called: "dried fruit" may be dried apricots, "raisins" are none.
fn is_name_of(sector: SectorIndex, piece: u16, profile: &Packed, index: &Index) -> bool {
    let mut said: Vec<(u32, u8)> = Vec::new();
    for key in index.vocabulary.keys_of_name(sector) {
        said.extend(profile.terms_of(hash(key)).filter(|term| term.piece == piece).map(|term| (term.word, term.weight)));
    }
    said.sort_unstable();
    said.dedup_by_key(|(word, _)| *word);
    let weight: f32 = said.iter().map(|(_, weight)| f32::from(*weight)).sum();
    weight > 0.0 && weight >= NEARLY_ALL * profile.piece(piece).weight
}

/// Whether a company is only called so: "Iron Penguin", which makes gym equipment, is no zoo.
fn is_mere_name(sense: &Sense, profile: &Packed, index: &Index) -> bool {
    if profile.field(sense.piece) != Field::Name {
        return false;
    }
    let kin = index.vocabulary.kin();
    let mut others = profile.senses.iter().filter(|other| !matches!(profile.field(other.piece), Field::Name | Field::Needs)).peekable();
    let is_kin = |other: &Sense| kin.bridge(sense.sector, other.sector).or(kin.bridge(other.sector, sense.sector)).is_some();
    others.peek().is_some() && !others.any(is_kin)
}

/// What is offered, resold: traders whose range holds such goods.
fn resale<'r>(want: &'r Want, request: &Request, keys: &[SoughtWord], profile: &Packed, index: &Index) -> Evidence<'r> {
    let mut evidence = covered(want, request, keys, profile, index, Goal::Offer);
    let share = if is_trader(profile, index) { index.weights.reseller } else { index.weights.competitor };
    evidence.worth *= share;
    evidence.sure *= share;
    for link in &mut evidence.links {
        link.worth *= index.weights.reseller;
        if link.kind == ReasonKind::Product {
            link.kind = ReasonKind::Need;
        }
    }
    evidence
}

/// Whether the company trades.
pub(super) fn is_trader(profile: &Packed, index: &Index) -> bool {
    says(profile, index, |field| field != Field::Needs, Sector::is_trade)
}

/// Whether the company only trades: by the sectors that it names, or by all that it says where it names none. Who makes and sells is
/// no middleman.
pub(super) fn is_middleman(profile: &Packed, index: &Index) -> bool {
    let named = |field| field == Field::Sectors;
    let names_sectors = profile.senses.iter().any(|sense| named(profile.field(sense.piece)));
    is_trader(profile, index) && !(names_sectors && says(profile, index, named, Sector::is_production))
}

/// Whether the company names its sectors, and none of them has to do with this one: a supermarket that offers shelves to its suppliers.
fn is_side_line(sector: SectorIndex, profile: &Packed, index: &Index) -> bool {
    let kin = index.vocabulary.kin();
    let mut named = profile.senses.iter().filter(|sense| profile.field(sense.piece) == Field::Sectors).map(|sense| sense.sector).peekable();
    named.peek().is_some() && !named.any(|named| kin.bridge(sector, named).or(kin.bridge(named, sector)).is_some())
}

/// Whether the company plainly says in one of the fields that it is of such a sector.
fn says(profile: &Packed, index: &Index, fields: impl Fn(Field) -> bool, of: impl Fn(&Sector) -> bool) -> bool {
    let mut plain = profile.senses.iter().filter(|sense| sense.strength >= index.weights.plain_sense && fields(profile.field(sense.piece)));
    plain.any(|sense| of(index.vocabulary.sector(sense.sector)))
}

/// What is offered, bought by those who run the projects that need it. What a description mentions, they do not run.
fn custom<'r>(want: &'r Want, owners: &Owners, profile: &Packed, index: &Index) -> Evidence<'r> {
    let mut evidence = Evidence::default();
    let runs = |sense: &&Sense| !matches!(profile.field(sense.piece), Field::Needs | Field::Description);
    for sense in profile.senses.iter().filter(runs) {
        let Some(weight) =
            index.vocabulary.with_wider(sense.sector).filter_map(|sector| owners.get(&sector)).copied().max_by(f32::total_cmp)
        else {
            continue;
        };
        let worth = weight * sense.strength * index.weights.custom;
        if worth > evidence.worth {
            let sector = want.meanings.first().map(|meaning| meaning.sector);
            evidence = Evidence {
                worth,
                sure: worth,
                links: vec![Link { kind: ReasonKind::Need, words: &want.words, piece: sense.piece, worth, sector, arm: None }],
            };
        }
    }
    evidence
}

/// The arms of the project that the company serves, and what the heaviest of them is worth.
pub(super) fn of_project<'r>(planned: &'r Planned, profile: &Packed, index: &Index) -> Evidence<'r> {
    let mut evidence = Evidence::default();
    for (number, &(sector, weight)) in index.vocabulary.arms(planned.project).iter().enumerate() {
        let Some((worth, bridge, sense)) = plain_sense(sector, profile, index) else { continue };
        let piece = sense.piece;
        if !bridge.serves() {
            continue;
        }
        let line = if is_side_line(sector, profile, index) { index.weights.side_line } else { 1.0 };
        let worth = worth * line * (index.weights.lightest_arm + (1.0 - index.weights.lightest_arm) * weight) * planned.certainty;
        evidence.worth = evidence.worth.max(worth);
        evidence.sure = evidence.sure.max(worth * bridge.sureness());
        evidence.links.push(Link {
            kind: ReasonKind::Project,
            words: &planned.words,
            piece,
            worth,
            sector: Some(sector),
            arm: Some(number),
        });
    }
    evidence
}
