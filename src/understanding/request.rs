//! A request: a person's message, understood.

use super::spelling::Reading;
use super::text::Gap;
use super::vocabulary::{Cue, CueSet, Reads, SectorIndex};
use crate::domain::{DELIVERY_TERMS, Language, Region};

/// A person's message, understood.
#[derive(Clone, Debug)]
pub struct Request {
    /// The cleaned text; the ranges of words count bytes in it.
    pub text: String,
    /// Whether the message was longer than what is read of it.
    pub cut: bool,
    pub language: Language,
    pub direction: Direction,
    /// Set when the message is no business request at all.
    pub talk: Option<Talk>,
    /// Whether it names nothing to look for, as "we need equipment"; a company may still be called so.
    pub vague: bool,
    /// Whether it is a need or an offer as a company states it: that asks for nobody by name.
    pub nameless: bool,
    pub words: Vec<Token>,
    pub wants: Vec<Want>,
    /// What is expressly not wanted.
    pub unwanted: Vec<Want>,
    pub project: Option<Planned>,
    /// Where partners may be wanted, the narrowest place first; see [`Request::wanted`].
    pub places: Vec<Wanted>,
    /// Places from which nobody is wanted, as numbers in [`super::Vocabulary::places`].
    pub unwanted_places: Vec<u16>,
    /// On which side the asker is, if the message says so.
    pub home: Option<Region>,
    /// Kinds of partner asked for.
    pub roles: Vec<Role>,
    pub unwanted_roles: Vec<Role>,
}

impl Request {
    /// How much of it, as written: "500 pieces".
    pub fn quantity(&self) -> Option<&str> {
        let is_unit = |word: &Token| word.cues.has(Cue::Units) && !word.is_number();
        // "500шт" is one word, "20 000 кг" three.
        let last = self.words.iter().enumerate().find(|&(at, word)| {
            word.is_glued() || (is_unit(word) && at.checked_sub(1).is_some_and(|before| self.words[before].is_number()))
        });
        let (at, last) = last?;
        let first = (0..=at).rev().skip(1).take_while(|&before| self.words[before].is_number()).last().unwrap_or(at);
        self.text.get(self.words[first].start..last.end)
    }

    /// What is said of quantity, price and delivery, as written: each stretch of such words, with the place to which it leads.
    pub fn terms(&self) -> Vec<&str> {
        let is_number = |at: usize| self.words[at].is_number();
        let is_goods = |at: usize| {
            let planned = self.project.iter().flat_map(|planned| &planned.words);
            let wants = self.wants.iter().chain(&self.unwanted);
            wants.flat_map(|want| want.words.iter().chain(&want.purpose)).chain(planned).any(|&word| word == at)
        };
        let has = |at: usize, cues: &[Cue]| cues.iter().any(|&cue| self.words[at].cues.has(cue));
        // "From the maker" says who.
        let is_term = |at: usize| is_number(at) || (has(at, &[Cue::TradeTerms, Cue::Units]) && !has(at, &[Cue::Maker]) && !is_goods(at));
        // "Delivery to Khujand", "price for a piece".
        let leads_on = |at: usize| self.words[at].place || has(at, &[Cue::Stop, Cue::Purpose, Cue::Origin]);
        let mut terms = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let close = |next: usize| self.words[next].gap == Gap::None || self.words[next].start - self.words[next - 1].end == 1;
            let within = (at + 1..self.words.len()).take_while(|&next| close(next) && (is_term(next) || leads_on(next)));
            let last = within.filter(|&next| is_term(next) || self.words[next].place).last().unwrap_or(at);
            let told = (at..=last).any(|word| has(word, &[Cue::TradeTerms]) && is_term(word));
            let measured = (at + 1..=last).any(|word| has(word, &[Cue::Units]) && is_number(word - 1));
            if is_term(at) && (told || measured || self.words[at].is_glued()) {
                let end = self.words[last].end;
                let percent = self.text[end..].trim_start().strip_prefix('%');
                terms.extend(self.text.get(self.words[at].start..percent.map_or(end, |rest| self.text.len() - rest.len())));
                at = last;
            }
            at += 1;
        }
        terms
    }

    /// Where partners are wanted, if the message says so; `home`: the side on which the asker is, if it is known. A place on the own side
    /// that is only mentioned ("a nursery school in Lipetsk, we want grapes") tells where the asker is.
    pub fn wanted(&self, home: Option<Region>) -> Option<&Wanted> {
        self.places.iter().find(|place| place.asked || place.region.is_none() || place.region != home)
    }

    /// The term of delivery, by its code.
    pub fn delivery_term(&self) -> Option<&'static str> {
        self.words.iter().find_map(|word| DELIVERY_TERMS.into_iter().find(|term| term.eq_ignore_ascii_case(&word.text)))
    }

    /// Words that name a certificate.
    pub fn certificates(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.words.len()).filter(|&at| self.words[at].cues.has(Cue::Certificates) && !self.words[at].cues.has(Cue::Stop))
    }

    /// The language that a partner is to speak, with the words that say so.
    pub fn speech(&self) -> Option<(Language, Vec<usize>)> {
        let told = [(Cue::InRussian, Language::Ru), (Cue::InTajik, Language::Tg), (Cue::InEnglish, Language::En)];
        told.into_iter().find_map(|(cue, language)| {
            let words: Vec<usize> = (0..self.words.len()).filter(|&at| self.words[at].cues.has(cue)).collect();
            (!words.is_empty()).then_some((language, words))
        })
    }

    /// The same things, offered: whatever the words say, others are sought who need them.
    pub fn as_offer(mut self) -> Request {
        self.wants.iter_mut().filter(|want| want.goal == Goal::Offer).for_each(|want| want.goal = Goal::Need);
        self.direction = Direction::Sell;
        self.project = None;
        self.nameless = true;
        self
    }

    /// The same things, sought: whatever the words say, others are sought who offer them.
    pub fn as_need(mut self) -> Request {
        self.wants.iter_mut().for_each(|want| want.goal = Goal::Offer);
        if self.direction == Direction::Sell {
            self.direction = Direction::Buy;
        }
        self.nameless = true;
        self
    }
}

/// Who sells and who buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The asker seeks what others offer.
    Buy,
    /// The asker offers what others need.
    Sell,
    /// The asker builds or begins something.
    Project,
    /// The asker seeks a company by its name.
    Name,
}

/// A message that asks for no partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Talk {
    Greeting,
    Chatter,
    /// Asks what it costs to use Hamkor.
    Price,
    /// The person wants to be deleted.
    Removal,
    /// The person wants to leave, or no more messages.
    Leaving,
    /// A telephone or an address, and nothing with it.
    ContactAlone,
    /// Words of a language that is not read.
    OtherLanguage,
    /// Nothing but signs, digits or pictures.
    NoWords,
}

/// A kind of partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Distributor,
    Maker,
    Intermediary,
    Buyer,
    Investor,
}

/// A word of the request.
#[derive(Clone, Debug)]
pub struct Token {
    /// As read: lower case.
    pub text: String,
    /// Byte range in [`Request::text`].
    pub start: usize,
    pub end: usize,
    /// How telling the word is, from 0 to 1.
    pub weight: f32,
    pub(super) gap: Gap,
    pub(crate) reads: Reads,
    pub(crate) cues: CueSet,
    /// Whether it only says that the words beside it name a company: "Ltd", "company".
    pub(crate) form: bool,
    /// Whether it names a place where partners are wanted or not.
    pub(crate) place: bool,
}

impl Token {
    /// Whether a number and its unit are one word: "500pcs".
    fn is_glued(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit()) && self.text.ends_with(char::is_alphabetic)
    }

    /// All spellings to look for, with how far each is from what was typed.
    pub fn keys(&self) -> &[(String, Reading)] {
        &self.reads.keys
    }

    /// Whether it is a word of everyday speech that names no goods and no trade.
    pub fn is_ordinary(&self) -> bool {
        self.reads.ordinary
    }

    /// Whether it only tells what the first part of the compound behind it means.
    pub fn is_first_part(&self) -> bool {
        self.reads.is_first_part
    }

    /// Whether it says how many: a number in digits or in words.
    pub(super) fn is_number(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit()) || self.cues.has(Cue::Numbers)
    }

    /// Whether the vocabulary knows the word.
    pub fn is_known(&self) -> bool {
        self.reads.is_known()
    }
}

/// What a want is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// What a company offers or is.
    Offer,
    /// What a company is: a hospital, a shop.
    Partner,
    /// What a company needs.
    Need,
}

/// One thing asked for: the words between commas, and what they mean.
#[derive(Clone, Debug)]
pub struct Want {
    pub goal: Goal,
    /// Words that name it, as numbers in [`Request::words`].
    pub words: Vec<usize>,
    /// Words that say what it is for ("for a hospital").
    pub purpose: Vec<usize>,
    /// By strength, strongest first.
    pub meanings: Vec<Meaning>,
    /// How much this want counts beside the others, from 0 to 1.
    pub weight: f32,
}

/// A sector that words of the request mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    pub sector: SectorIndex,
    /// From 0 to 1.
    pub strength: f32,
    pub words: Vec<usize>,
}

/// A project that the request plans, or that its wants are for.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// Number in [`super::Vocabulary::projects`].
    pub project: u16,
    pub words: Vec<usize>,
    /// From 0 to 1: 1 when it is plainly being built, less when it is only what the wants are for.
    pub certainty: f32,
}

/// A place where partners are wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Number in [`super::Vocabulary::places`].
    pub place: u16,
    pub region: Option<Region>,
    /// Whether companies elsewhere are out of the question.
    pub only: bool,
    /// Whether the words that seek stand with it, or none do at all; else it is only mentioned.
    pub asked: bool,
    /// Words that name it.
    pub words: Vec<usize>,
}

impl Token {
    /// Whether the word cannot be part of a company's name in a request: a verb of asking, a legal form, a little word.
    pub fn is_silent_in_names(&self) -> bool {
        [
            Cue::Stop,
            Cue::Buy,
            Cue::Sell,
            Cue::Negation,
            Cue::Only,
            Cue::LegalForms,
            Cue::NameWords,
            Cue::TradeTerms,
            Cue::Purpose,
            Cue::Origin,
            Cue::And,
            Cue::Own,
            Cue::Maker,
            Cue::Distributor,
        ]
        .into_iter()
        .any(|cue| self.cues.has(cue))
    }

    /// Whether the vocabulary knows the word in the layout in which it was typed, without mending typos.
    pub fn is_known_as_typed(&self) -> bool {
        self.reads.is_known_as_typed()
    }

    /// Whether the word names goods or trades, as the vocabulary knows them.
    pub fn is_trade_word(&self) -> bool {
        self.weight < 1.0
    }

    /// Keys of the word as typed, without taking off endings: names are often not inflected.
    pub(crate) fn whole_keys(&self) -> Vec<String> {
        super::spelling::whole_keys(&self.text)
    }
}
