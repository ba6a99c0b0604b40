//! By what companies are counted together: their place, and the division of industry that they name first.

use std::collections::BTreeMap;

use crate::domain::{Company, CompanyId, Language, Region};
use crate::reply::Texts;
use crate::understanding::vocabulary::SectorIndex;
use crate::understanding::{Vocabulary, sector_words, understand};

/// A company as it is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grouped {
    pub(super) name: String,
    pub(super) city: String,
    place: Option<usize>,
    pub(super) region: Option<Region>,
    pub(super) division: Option<SectorIndex>,
    /// The finest sector of that division that its words plainly mean.
    pub(super) sector: Option<SectorIndex>,
}

/// What companies are counted under, whatever the language in which it is told: equal counts stand in this order in all of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// Number of the place in the vocabulary.
    Place(usize),
    /// A place that the vocabulary does not know.
    City(String),
    /// A division of industry, and a finer sector of it.
    Sector(SectorIndex, Option<SectorIndex>),
    /// The words of the company do not say.
    Unclear,
    /// The company is no longer on the list.
    Gone,
}

/// All companies of the list.
pub(super) struct Groups<'v> {
    vocabulary: &'v Vocabulary,
    companies: BTreeMap<CompanyId, Grouped>,
}

impl<'v> Groups<'v> {
    pub(super) fn new(companies: &[Company], vocabulary: &'v Vocabulary) -> Groups<'v> {
        let grouped = |company: &Company| {
            let place = vocabulary.place_of(&company.city);
            let place_at = place.and_then(|place| vocabulary.places.iter().position(|other| other.id == place.id));
            let own = if company.sectors.is_empty() { &company.offers } else { &company.sectors };
            let sector = own.iter().find_map(|words| meant(words, vocabulary));
            Grouped {
                name: company.name.clone(),
                city: company.city.clone(),
                place: place_at,
                region: place.and_then(|place| place.region),
                division: sector.and_then(|sector| widest(sector, vocabulary)),
                sector,
            }
        };
        Groups { vocabulary, companies: companies.iter().map(|company| (company.company_id(), grouped(company))).collect() }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&CompanyId, &Grouped)> {
        self.companies.iter()
    }

    pub(super) fn get(&self, id: &CompanyId) -> Option<&Grouped> {
        self.companies.get(id)
    }

    /// The name of a company; one that is no longer on the list has only its id.
    pub(super) fn name(&self, id: &CompanyId, language: Language) -> String {
        self.get(id).map_or_else(|| id.0.clone(), |company| called(&company.name, id, Texts::of(language)))
    }

    /// Its place, by the name of the language where it is known.
    pub(super) fn place(&self, id: &CompanyId, language: Language) -> String {
        self.named(&self.place_of(id), language)
    }

    pub(super) fn place_of(&self, id: &CompanyId) -> Group {
        match self.get(id) {
            Some(Grouped { place: Some(place), .. }) => Group::Place(*place),
            Some(company) => Group::City(company.city.clone()),
            None => Group::Gone,
        }
    }

    /// Its division of industry.
    pub(super) fn division_of(&self, id: &CompanyId) -> Group {
        self.get(id).map_or(Group::Gone, |company| company.division.into())
    }

    /// Its own sector, after the division of which it is.
    pub(super) fn sector_of(&self, id: &CompanyId) -> Group {
        match self.get(id) {
            Some(&Grouped { division: Some(division), sector, .. }) => Group::Sector(division, sector.filter(|&sector| sector != division)),
            _ => self.division_of(id),
        }
    }

    pub(super) fn named(&self, group: &Group, language: Language) -> String {
        let sector = |sector: SectorIndex| self.vocabulary.sector(sector).name.get(language).to_owned();
        match *group {
            Group::Place(place) => self.vocabulary.places[place].name.get(language).to_owned(),
            Group::City(ref city) => city.clone(),
            Group::Sector(division, None) => sector(division),
            Group::Sector(division, Some(finer)) => format!("{} \u{203a} {}", sector(division), sector(finer)),
            Group::Unclear => Texts::of(language).plain("report-group-no-sector"),
            Group::Gone => Texts::of(language).plain("report-group-gone"),
        }
    }
}

impl From<Option<SectorIndex>> for Group {
    fn from(division: Option<SectorIndex>) -> Group {
        division.map_or(Group::Unclear, |division| Group::Sector(division, None))
    }
}

/// What reports call a company: one whose name is nothing but pictures and signs, which can neither be called out nor printed, by its id
/// before them.
pub(super) fn called(name: &str, id: &CompanyId, texts: &Texts) -> String {
    if can_be_called_out(name) {
        return name.to_owned();
    }
    format!("{} {name}", texts.say("report-company-by-id", &[("id", id.0.as_str().into())])).trim_end().to_owned()
}

pub(super) fn can_be_called_out(name: &str) -> bool {
    name.chars().any(char::is_alphanumeric)
}

/// The division that words mean: the widest sector around what they plainly say.
pub(super) fn division(words: &str, vocabulary: &Vocabulary) -> Option<SectorIndex> {
    widest(meant(words, vocabulary)?, vocabulary)
}

/// A meaning this strong is told to readers as what a company says: "trade" is of no one sector.
const PLAIN: f32 = 0.8;

/// What a company says of its sector, for a reader of the language. Words of another language have the name of the sector after them, if all
/// of them are plainly understood; where they are a name of that sector, the reader's name stands in their place.
pub(super) fn sector_in(words: &str, language: Language, vocabulary: &Vocabulary) -> String {
    let pieces = sector_words(words, vocabulary);
    let is_plain = !pieces.is_empty() && pieces.iter().all(|piece| piece.recognised);
    let request = understand(words, vocabulary);
    let meant = request.wants.iter().find_map(|want| want.meanings.first()).filter(|top| is_plain && top.strength >= PLAIN);
    let Some(sector) = meant.map(|top| top.sector) else { return words.to_owned() };
    let names = &vocabulary.sector(sector).name;
    // The name of a mixed sector tells of goods that the company never named.
    if vocabulary.sector(sector).mixed {
        return words.to_owned();
    }
    let name = names.get(language);
    let is_name = |other: Language| names.get(other).to_lowercase() == words.trim().to_lowercase();
    if is_name(language) || request.language == language {
        return words.to_owned();
    }
    if Language::ALL.into_iter().any(is_name) { name.to_owned() } else { format!("{words} ({name})") }
}

fn widest(sector: SectorIndex, vocabulary: &Vocabulary) -> Option<SectorIndex> {
    vocabulary.with_wider(sector).last()
}

fn meant(words: &str, vocabulary: &Vocabulary) -> Option<SectorIndex> {
    Some(understand(words, vocabulary).wants.iter().find_map(|want| want.meanings.first())?.sector)
}
