//! What is said of partners beside the answer itself, and what the buttons of cards do.

use serde::{Deserialize, Serialize};

use super::cards::{self, excerpt, shortened};
use super::mark;
use super::message::Message;
use super::texts::Texts;
use crate::domain::{CompanyId, Language, ListingId, PlaceId, SectorId};
use crate::matching::Match;
use crate::registry::ListingKind;

/// Lengths that keep the largest list within one message.
const ITEM_CHARACTERS: usize = 200;
const LISTED_CHARACTERS: usize = 60;
/// What a company offers or needs, on the card of a saved one.
const CARD_CHARACTERS: usize = 120;

/// For what partners are shown: what "why", "not this" and "more" go on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A request of this chat, by its number.
    Request(u64),
    /// All that the person's company needs, or all that it offers.
    Own(ListingKind),
    /// A listing of the company, or a request about which the person wants to hear.
    Listing(ListingId),
    /// The saved companies.
    Saved,
}

/// A company on a message, as its buttons name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerCard {
    pub subject: Subject,
    /// The message shows companies after so many.
    pub from: usize,
    /// Its number there; `None`: the message is about it alone.
    pub number: Option<usize>,
    pub company: CompanyId,
}

/// What an answer is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<SectorId>,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    pub fn set(&mut self, pick: &Pick) {
        match pick {
            Pick::Place(place) => self.place = Some(place.clone()),
            Pick::Sector(sector) => self.sector = Some(sector.clone()),
        }
    }
}

/// One thing to narrow an answer to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    Place(PlaceId),
    Sector(SectorId),
}

/// Where a button leads among the pages of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leaf {
    Next,
    Previous,
    /// From elsewhere back to the list.
    List,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchAction {
    /// Shows companies after so many.
    Page {
        subject: Subject,
        from: usize,
        leaf: Leaf,
    },
    /// All reasons for a company.
    Why(PartnerCard),
    Save(PartnerCard),
    Unsave(PartnerCard),
    /// "Not this".
    Dismiss(PartnerCard),
    /// Takes "not this" back.
    Restore {
        card: PartnerCard,
        name: String,
    },
    AskPlace {
        request: u64,
    },
    AskSector {
        request: u64,
    },
    Narrow {
        request: u64,
        pick: Pick,
        name: crate::domain::Texts,
        companies: usize,
    },
    Widen {
        request: u64,
    },
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchBody {
    AskPlace,
    AskSector,
    /// A company was saved, or had been before.
    Saved {
        name: String,
        before: bool,
    },
    /// The company is not shown any more.
    Dismissed {
        name: String,
    },
    /// It is shown again.
    Restored {
        name: String,
    },
    /// The company is no longer on the list.
    Gone,
    /// What the list says of a company.
    About(Box<About>),
    /// The saved companies of a page, out of so many.
    SavedList {
        companies: Vec<About>,
        from: usize,
        all: usize,
    },
    /// Who suits the person's company.
    Matches {
        company: String,
        groups: Vec<Own>,
        /// A company that was just taken out.
        dismissed: Option<String>,
        first: bool,
        more: usize,
    },
    /// Who is new.
    News(Vec<Fresh>),
}

/// What the list says of a company, for all to read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    pub name: String,
    pub city: String,
    pub sectors: Vec<String>,
    pub offers: Vec<String>,
    pub needs: Vec<String>,
    pub description: String,
    pub website: String,
}

/// Partners for what the person's company needs or offers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Own {
    pub kind: ListingKind,
    pub matches: Vec<Match>,
    /// Which of several needs or offers each match answers; `None`: there is only one, or it is none of them in particular.
    #[serde(default)]
    pub named: Vec<Option<String>>,
}

/// New partners for one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fresh {
    pub kind: ListingKind,
    pub text: String,
    pub matches: Vec<Match>,
}

/// Puts it into words.
pub(super) fn render(body: &SearchBody, language: Language, texts: &Texts) -> Message {
    match body {
        SearchBody::AskPlace => texts.plain("ask-place").into(),
        SearchBody::AskSector => texts.plain("ask-sector").into(),
        SearchBody::Saved { name, before } => texts.say(if *before { "saved-before" } else { "saved" }, &[named(name)]).into(),
        SearchBody::Dismissed { name } => texts.say("dismissed", &[named(name)]).into(),
        SearchBody::Restored { name } => texts.say("restored", &[named(name)]).into(),
        SearchBody::Gone => texts.plain("search-gone").into(),
        SearchBody::About(about) => self::about(about, texts).into(),
        SearchBody::SavedList { companies, from, all } => saved(companies, *from, *all, texts).into(),
        SearchBody::Matches { company, groups, dismissed, first, more } => {
            let out = dismissed.iter().map(|name| format!("{}\n", texts.say("dismissed", &[named(name)]))).collect::<String>();
            format!("{out}{}", matches(company, groups, *first, *more, language, texts)).into()
        }
        SearchBody::News(news) => self::news(news, language, texts).into(),
    }
}

fn named(name: &str) -> (&'static str, fluent_bundle::FluentValue<'static>) {
    ("name", shortened(name, LISTED_CHARACTERS).into())
}

/// What the list says of a company; lines that would be empty are left out.
fn about(about: &About, texts: &Texts) -> String {
    let About { name, city, sectors, offers, needs, description, website } = about;
    let mut lines = vec![format!("{}, {}", mark::whole(&shortened(name, ITEM_CHARACTERS)), shortened(city, LISTED_CHARACTERS))];
    for (key, items) in [("about-sectors", sectors), ("about-offers", offers), ("about-needs", needs)] {
        if !items.is_empty() {
            lines.push(texts.say(key, &[("items", excerpt(&items.join("; "), 2 * ITEM_CHARACTERS).into())]));
        }
    }
    if !description.is_empty() {
        lines.push(excerpt(description, 4 * ITEM_CHARACTERS));
    }
    if !website.is_empty() {
        lines.push(excerpt(website, ITEM_CHARACTERS));
    }
    lines.join("\n")
}

fn saved(companies: &[About], from: usize, all: usize, texts: &Texts) -> String {
    if companies.is_empty() {
        return texts.plain("saved-none");
    }
    let mut lines = vec![texts.say("saved-list", &[("count", all.into())])];
    for (number, company) in (1usize..).zip(companies) {
        lines.push(String::new());
        let name = mark::whole(&shortened(&company.name, LISTED_CHARACTERS));
        lines.push(texts.say("saved-card", &[("number", number.into()), ("name", name.into()), ("city", company.city.as_str().into())]));
        let items = if company.offers.is_empty() { &company.sectors } else { &company.offers };
        if !items.is_empty() {
            lines.push(format!("   • {}", excerpt(&items.join("; "), CARD_CHARACTERS)));
        }
    }
    let more = all.saturating_sub(from + companies.len());
    if more > 0 {
        lines.extend([String::new(), texts.say("more", &[("count", more.into())])]);
    }
    lines.join("\n")
}

fn matches(company: &str, groups: &[Own], first: bool, more: usize, language: Language, texts: &Texts) -> String {
    let mut lines = vec![texts.say("matches", &[named(company)])];
    let mut number = 0;
    for group in groups.iter().filter(|group| !group.matches.is_empty()) {
        let (key, one) = match group.kind {
            ListingKind::Need => ("matches-needs", "matches-need"),
            ListingKind::Offer => ("matches-offers", "matches-offer"),
        };
        lines.extend([String::new(), texts.plain(key)]);
        for (at, found) in group.matches.iter().enumerate() {
            number += 1;
            let mut card = cards::card(number, found, 1, language, texts);
            let named = group
                .named
                .get(at)
                .and_then(Option::as_ref)
                .map(|text| texts.say(one, &[("text", excerpt(text, cards::CITED_CHARACTERS).into())]));
            card.splice(1..1, named.map(|line| format!("   {line}")));
            lines.extend(card);
        }
    }
    let next = match () {
        () if more > 0 => texts.say("more", &[("count", more.into())]),
        () if number == 0 && first => texts.plain("matches-none"),
        () => texts.plain("matches-all"),
    };
    lines.extend([String::new(), next]);
    lines.join("\n")
}

fn news(news: &[Fresh], language: Language, texts: &Texts) -> String {
    let mut lines = vec![texts.plain("news")];
    let mut number = 0;
    for group in news {
        let key = if group.kind == ListingKind::Need { "news-need" } else { "news-offer" };
        lines.extend([String::new(), texts.say(key, &[("text", shortened(&group.text, ITEM_CHARACTERS).into())])]);
        for found in &group.matches {
            number += 1;
            lines.extend(cards::card(number, found, cards::REASONS_ON_CARD, language, texts));
        }
    }
    lines.extend([String::new(), texts.plain("news-next")]);
    lines.join("\n")
}

/// Whether the button stands first in its row.
pub(super) fn begins_row(action: &SearchAction) -> bool {
    match action {
        SearchAction::Why(_) | SearchAction::Page { .. } | SearchAction::Restore { .. } | SearchAction::AskPlace { .. } => true,
        SearchAction::Save(card) => card.number.is_none(),
        _ => false,
    }
}

/// The words on the button.
pub(super) fn caption(action: &SearchAction, language: Language, texts: &Texts) -> String {
    let numbered = |key: &str, number: Option<usize>| {
        let caption = texts.plain(key);
        number.map_or(caption.clone(), |number| format!("{number}. {caption}"))
    };
    match action {
        SearchAction::Page { leaf: Leaf::Next, .. } => texts.plain("button-more"),
        SearchAction::Page { leaf: Leaf::Previous, .. } => texts.plain("button-previous"),
        SearchAction::Page { leaf: Leaf::List, .. } => texts.plain("button-list"),
        SearchAction::Why(card) => numbered("button-why", card.number),
        SearchAction::Save(card) => numbered("button-save", card.number),
        SearchAction::Unsave(card) => numbered("button-unsave", card.number),
        SearchAction::Dismiss(card) => numbered("button-dismiss", card.number),
        SearchAction::Restore { name, .. } => texts.say("button-restore", &[("name", shortened(name, cards::BUTTON_CHARACTERS).into())]),
        SearchAction::AskPlace { .. } => texts.plain("button-place"),
        SearchAction::AskSector { .. } => texts.plain("button-sector"),
        SearchAction::Narrow { name, companies, .. } => {
            format!("{} ({companies})", shortened(name.get(language), cards::BUTTON_CHARACTERS))
        }
        SearchAction::Widen { .. } => texts.plain("button-widen"),
    }
}
