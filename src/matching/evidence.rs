//! Evidence: which words of a request and which words of a company speak to each other, and how loudly.

use super::ReasonKind;
use super::candidates::{Owners, SoughtWord};
use super::index::Index;
use super::packed::Packed;
use super::profile::{Sense, Term, hash};
use super::weights::{Weights, field_weight};
use crate::domain::{Field, Language, Sector};
use crate::understanding::vocabulary::SectorIndex;
use crate::understanding::{Bridge, Goal, Meaning, Planned, Want};

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

/// What the company has to say to one want of a request; `owners`: who would buy what is offered.
pub(super) fn of_want<'r>(
    (want, stakes, owners): (&'r Want, &Stakes, &Owners),
    (language, words): (Language, &[SoughtWord]),
    profile: &Packed,
    index: &Index,
) -> Evidence<'r> {
    let asked = Asked::new((want, stakes), (language, words), profile, index);
    let mut evidence = covered(&asked, want.goal);
    if want.goal == Goal::Need {
        for other in [resale(&asked), custom(want, owners, profile, index)] {
            evidence.worth = evidence.worth.max(other.worth);
            evidence.sure = evidence.sure.max(other.sure);
            evidence.links.extend(other.links);
        }
    }
    evidence
}

/// What of a want rests on each of its words and meanings, in their order, whichever company answers it.
pub(super) struct Stakes {
    /// The parts of the want that rest on its words; 1 together.
    words: Vec<f32>,
    meanings: Vec<Stake>,
}

/// What rests on a meaning.
struct Stake {
    /// The part of the want that rests on its words, from 0 to 1.
    part: f32,
    /// What it says of the want that a company is of its sector, from 0 to 1.
    covers: f32,
    /// How surely the words mean it, from 0 to 1.
    meant: f32,
}

impl Stakes {
    pub(super) fn of(want: &Want, words: &[SoughtWord], weights: &Weights) -> Stakes {
        let total: f32 = want.words.iter().map(|&at| words[at].telling).sum();
        let shares = want.words.iter().map(|&at| words[at].telling / total.max(f32::MIN_POSITIVE));
        let mut stakes = Stakes { words: shares.collect(), meanings: Vec::new() };
        let stake = |meaning: &Meaning| {
            let part = stakes.part(want, |at| meaning.words.contains(&at));
            Stake { part, covers: part.powf(weights.partly), meant: meaning.strength.min(1.0).powf(weights.doubt) }
        };
        stakes.meanings = want.meanings.iter().map(stake).collect();
        stakes
    }

    /// The part of the want that rests on some of its words, from 0 to 1.
    fn part(&self, want: &Want, of: impl Fn(usize) -> bool) -> f32 {
        want.words.iter().zip(&self.words).filter(|(at, _)| of(**at)).map(|(_, share)| share).sum()
    }
}

/// A want before a company.
struct Asked<'a, 'r> {
    want: &'r Want,
    stakes: &'a Stakes,
    language: Language,
    words: &'a [SoughtWord],
    profile: &'a Packed,
    index: &'a Index,
    /// Where the company says words of the want or of its purpose: the word of the request, the place, what it is worth.
    met: Vec<(&'r usize, Term, f32)>,
}

impl<'a, 'r> Asked<'a, 'r> {
    fn new(
        (want, stakes): (&'r Want, &'a Stakes),
        (language, words): (Language, &'a [SoughtWord]),
        profile: &'a Packed,
        index: &'a Index,
    ) -> Asked<'a, 'r> {
        let mut met = Vec::new();
        for at in want.words.iter().chain(&want.purpose) {
            met.extend(words[*at].met(profile).map(|(term, worth)| (at, term, worth)));
        }
        Asked { want, stakes, language, words, profile, index, met }
    }
}

/// How much of a want the words and sectors of the company cover. Words and sectors are two witnesses, each of whom may be
/// wrong: both together are surer than one (the noisy-or of J. Pearl, 1988).
fn covered<'r>(asked: &Asked<'_, 'r>, goal: Goal) -> Evidence<'r> {
    let Asked { want, stakes, profile, index, .. } = *asked;
    let weights = &index.weights;
    let mut links: Vec<Link> = Vec::with_capacity(want.words.len() + want.meanings.len());
    let mut met = 0.0;
    for (at, share) in want.words.iter().zip(&stakes.words) {
        if let Some(link) = word(at, asked, goal) {
            met += share * link.worth;
            links.push(link);
        }
    }
    let named = links.len();
    let (mut words, mut sector) = (Twice::new(met), Twice::new(0.0));
    let senses = weighty(profile, index, goal, 0.0);
    for (meaning, stake) in want.meanings.iter().zip(&stakes.meanings) {
        let Some((worth, bridge, sense)) = best_sense(meaning.sector, &senses, index) else { continue };
        let worth = worth * stake.meant;
        let sureness = bridge.sureness() * sureness((meaning, stake), sense, &links[..named], asked);
        sector.raise(worth * stake.covers, sureness);
        if profile.language(sense.piece) != Some(asked.language) {
            words.raise(weights.foreign * worth * stake.covers, sureness);
        }
        let kind = match (goal, bridge) {
            (Goal::Need, _) => ReasonKind::Need,
            (_, Bridge::Same | Bridge::Inside) => ReasonKind::Sector,
            _ => ReasonKind::Near,
        };
        let worth = worth * weights.sector;
        links.push(Link { kind, words: &meaning.words, piece: sense.piece, worth, sector: Some(meaning.sector), arm: None });
    }
    let tight = tightness(asked, goal);
    let purpose: f32 = want.purpose.iter().filter_map(|at| word(at, asked, goal)).map(|link| link.worth).fold(0.0, f32::max);
    let both = |words: f32, sector: f32| {
        // One word of several may be chance, all of them are none.
        let words = words.powf(weights.chance);
        let worth = 1.0 - (1.0 - weights.sector * sector) * (1.0 - weights.word * words) * (1.0 - weights.tight * tight * words);
        match worth > 0.0 && !want.purpose.is_empty() {
            true => (worth * (1.0 - weights.purpose) + weights.purpose * purpose).max(worth * weights.purposeless),
            false => worth,
        }
    };
    Evidence { worth: both(words.likely, sector.likely), sure: both(words.sure, sector.sure), links }
}

/// How sure it is that a company of the sector meant has just the goods asked for, from 0 to 1: the less, the more of them it could name
/// and does not, while it names others. `named`: links to the words of the want that it names.
fn sureness((meaning, stake): (&Meaning, &Stake), sense: &Sense, named: &[Link], asked: &Asked<'_, '_>) -> f32 {
    let Asked { want, stakes, profile, index, .. } = *asked;
    let weights = &index.weights;
    let language = profile.language(sense.piece);
    let is_foreign = language != Some(asked.language);
    let could_name = |at: usize| !is_foreign || asked.words[at].is_named_in(language);
    let is_named = |at: usize| named.iter().any(|link| link.words.contains(&at));
    let unnamed = stakes.part(want, |at| meaning.words.contains(&at) && !is_named(at) && could_name(at));
    if unnamed == 0.0 {
        return 1.0;
    }
    let narrow = 1.0 - (1.0 - weights.narrow) * (1.0 - index.vocabulary.breadth(meaning.sector));
    let foreign = if is_foreign { weights.translated } else { 1.0 };
    let is_called_so = is_name_of(meaning.sector, sense.piece, profile, index)
        || (sense.sector != meaning.sector && is_name_of(sense.sector, sense.piece, profile, index));
    let called = if is_called_so { weights.called } else { 1.0 };
    1.0 - (1.0 - weights.unnamed) * narrow * foreign * called * unnamed / stake.part.max(f32::MIN_POSITIVE)
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

/// How much of one piece of the record the words of the want say, from 0 to 1: "meat" says all of "meat", and little of
/// "machines for meat works".
fn tightness(asked: &Asked<'_, '_>, goal: Goal) -> f32 {
    let profile = asked.profile;
    let mut met: Vec<(u16, u32, f32)> = Vec::new();
    for (_, term, _) in asked.met.iter().filter(|(at, ..)| asked.want.words.contains(at)) {
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
fn word<'r>(at: &'r usize, asked: &Asked<'_, 'r>, goal: Goal) -> Option<Link<'r>> {
    let weights = &asked.index.weights;
    let mut best: Option<Link> = None;
    for (_, term, quality) in asked.met.iter().filter(|(of, ..)| *of == at) {
        let exact = if term.word == asked.words[*at].written { 1.0 } else { weights.inflected };
        let about = match (term.aside, goal) {
            (false, _) => 1.0,
            // A company that serves schools is no school.
            (true, Goal::Partner) => 0.0,
            (true, _) => weights.aside,
        };
        let worth = quality * exact * about * field_weight(asked.profile.field(term.piece), goal);
        if worth > best.as_ref().map_or(0.0, |best| best.worth) {
            let kind = if goal == Goal::Need { ReasonKind::Need } else { ReasonKind::Product };
            best = Some(Link { kind, words: std::slice::from_ref(at), piece: term.piece, worth, sector: None, arm: None });
        }
    }
    best
}

/// The senses of a company, `least` strong, that count for a goal, each with its weight.
fn weighty<'p>(profile: &'p Packed, index: &Index, goal: Goal, least: f32) -> Vec<(&'p Sense, f32)> {
    let weight = |sense: &Sense| {
        let field = field_weight(profile.field(sense.piece), goal);
        let mere_name = if field > 0.0 && is_mere_name(sense, profile, index) { index.weights.mere_name } else { 1.0 };
        sense.strength * field * mere_name
    };
    let strong = profile.senses.iter().filter(|sense| sense.strength >= least);
    let mut senses = Vec::with_capacity(profile.senses.len());
    senses.extend(strong.map(|sense| (sense, weight(sense))).filter(|(_, weight)| *weight > 0.0));
    senses
}

/// The best of the senses that a sector leads to, and what it is worth.
fn best_sense<'p>(sector: SectorIndex, senses: &[(&'p Sense, f32)], index: &Index) -> Option<(f32, Bridge, &'p Sense)> {
    let kin = index.vocabulary.kin();
    let reached = senses.iter().filter_map(|&(sense, weight)| {
        let bridge = kin.bridge(sector, sense.sector)?;
        Some((bridge.strength() * weight, bridge, sense))
    });
    reached.max_by(|a, b| a.0.total_cmp(&b.0).then(b.2.piece.cmp(&a.2.piece)))
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
fn resale<'r>(asked: &Asked<'_, 'r>) -> Evidence<'r> {
    let index = asked.index;
    let mut evidence = covered(asked, Goal::Offer);
    let share = if is_trader(asked.profile, index) { index.weights.reseller } else { index.weights.competitor };
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
    // A project is no reason to take a half-met phrase for an offer.
    let plain = weighty(profile, index, Goal::Offer, index.weights.plain_sense);
    for (number, &(sector, weight)) in index.vocabulary.arms(planned.project).iter().enumerate() {
        let Some((worth, bridge, sense)) = best_sense(sector, &plain, index) else { continue };
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
