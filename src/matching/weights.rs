//! All that a ranking weighs, in one place: what evidence counts ([`WEIGHTS`], fitted by `cargo test --test measure -- fit`), from which
//! scores on a match is called strong, fair or none (set by `-- calibrate`), when a name is meant, and what candidates are gathered by.

use crate::domain::Field;
use crate::understanding::Goal;

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
    /// What is left at least where the purpose is not met.
    pub purposeless: f32,
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
    /// What the weaker of the two adds to the stronger.
    pub weaker: f32,
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
    purposeless: 0.95,
    further: 0.5,
    plain_sense: 0.7,
    reseller: 0.6,
    competitor: 0.15,
    custom: 0.8,
    lightest_arm: 0.3,
    project: 0.85,
    weaker: 0.25,
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
pub(super) const UNSURE: f32 = 0.99 * CONFIDENT;
/// From here on a match is strong: every second one at least is right (graded 2 or 3); and from here on it is fair: every fourth.
pub(super) const STRONG: f32 = 0.62;
pub(super) const FAIR: f32 = 0.5;
/// What is weaker beside the best is not shown at all.
pub(super) const SHOWN: f32 = 0.12;
pub(super) const SHOWN_BESIDE_BEST: f32 = 0.25;

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

/// A name is meant when so much of it is met …
pub(super) const NAME_MET: f32 = 0.55;
/// … by so much of the request.
pub(super) const REQUEST_MET: f32 = 0.5;
/// ... or half of it by all of the request.
pub(super) const HALF_OF_NAME: f32 = 0.5;
pub(super) const ALL_OF_REQUEST: f32 = 0.9;
/// Names as wholes are plainly the same from this likeness on …
pub(super) const SAME_NAME: f32 = 0.8;
/// … and may be the same from this one on: one letter of four is wrong.
pub(super) const PERHAPS_SAME_NAME: f32 = 0.7;
/// What stands in quotes is not all of the name.
pub(super) const QUOTED: f32 = 0.98;
/// A half-typed name is worth at most this.
pub(super) const HALF_TYPED: f32 = 0.9;
/// A word that stands in the vocabulary names goods rather than a company; it weighs this much beside a word found nowhere else.
pub(super) const TRADE_WORD: f32 = 0.35;

/// A sector that several words mean weighs this much beside one rare word of a record.
pub(super) const SECTOR_BOOST: f32 = 2.0;
pub(super) const NAME_BOOST: f32 = 1.5;
pub(super) const LEAVING_BOOST: f32 = 1.0;
pub(super) const GRAM_BOOST: f32 = 0.25;
/// Beside who needs what is offered: who has it in the range.
pub(super) const RANGE_BOOST: f32 = 0.4;
/// Beside the words of a want, those of its purpose; and the plainest word beside the rarest.
pub(super) const PURPOSE_BOOST: f32 = 0.3;
pub(super) const PLAINEST_BOOST: f32 = 0.1;
/// How many times the scores of companies count: on the other side than the asker, on the side asked for, in the place asked for.
pub(super) const OTHER_SIDE: f32 = 1.25;
pub(super) const SIDE_ASKED: f32 = 4.0;
pub(super) const PLACE_ASKED: f32 = 25.0;
