//! What is said of needs and offers that members publish, of news about them, and of lines to the chamber.

mod action;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Known;
use super::cards::{BUTTON_CHARACTERS, shortened};
use super::message::Message;
use super::texts::Texts;
use crate::domain::{ChatId, Language, Region};
use crate::registry::{Audience, ListingKind, News};
use crate::understanding::Role;

pub use action::ListingAction;
pub(super) use action::{begins_row, caption};

/// A listing as it is shown in a list, and whole.
const LISTED_CHARACTERS: usize = 110;
const WHOLE_CHARACTERS: usize = 400;
/// A line to the chamber: as much as is kept, and as those who keep the list read it.
pub const FEEDBACK_CHARACTERS: usize = 2000;

/// What is said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingBody {
    /// Only who speaks for a company can do that.
    NeedsCompany,
    /// The listings of the person's company; for those who keep the list, of all.
    List {
        kind: ListingKind,
        of_all: bool,
        shown: Vec<Shown>,
    },
    /// Too many are open.
    Full {
        limit: usize,
    },
    AskText {
        kind: ListingKind,
    },
    /// The text says nothing that could be sought, or is too long.
    TextUnclear,
    TextTooLong {
        limit: usize,
    },
    /// The text tells how somebody is reached.
    TextWithContact,
    /// Beside the one thing that is missing, what was understood.
    AskMissing {
        terms: Terms,
        missing: Missing,
    },
    AskUntil {
        /// What was understood, unless it was shown before.
        terms: Option<Terms>,
        /// What was typed is no date on which it could end.
        wrong: bool,
        last: Date,
    },
    AskAudience,
    Preview {
        kind: ListingKind,
        company: String,
        text: String,
        terms: Terms,
        until: Date,
        audience: Audience,
    },
    Published {
        kind: ListingKind,
        until: Date,
        audience: Audience,
        news: News,
    },
    /// The same text is open already.
    PublishedBefore,
    Extended {
        text: String,
        until: Date,
    },
    Closed {
        text: String,
    },
    /// It is not there any more.
    Gone,
    Ending {
        kind: ListingKind,
        text: String,
        until: Date,
    },
    /// The button belongs to a question that is answered.
    Answered,
    Cancelled,
    /// The person will hear when somebody comes to suit the request; so it was before.
    Watched {
        before: bool,
        news: News,
    },
    TooManyWatches {
        limit: usize,
    },
    Unwatched,
    Notify {
        news: News,
        side: Option<Region>,
        /// About which requests the person wants to hear.
        watches: Vec<String>,
        /// Whether the person wants no messages of the chamber.
        #[serde(default)]
        muted: bool,
    },
    NewsChosen(News),
    AskFeedback,
    FeedbackGiven,
    /// So much was written that the chamber must read that first.
    FeedbackEnough,
    /// To those who keep the list: what somebody wrote, and for which company they speak.
    Feedback {
        number: u64,
        from: ChatId,
        company: Option<String>,
    },
}

/// A listing in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub text: String,
    pub until: Date,
    pub audience: Audience,
    pub ended: bool,
    /// Whose it is, where that is not plain.
    pub company: Option<String>,
}

/// What was understood of a listing's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    pub sectors: Vec<crate::domain::Texts>,
    pub quantity: Option<String>,
    /// The term of delivery.
    pub delivery: Option<String>,
    /// Kinds of partner sought.
    pub roles: Vec<Role>,
    pub place: Option<crate::domain::Texts>,
}

/// What a text does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    Quantity,
    Delivery,
}

/// Puts it into words.
pub(super) fn render(body: &ListingBody, language: Language, texts: &Texts, known: &Known) -> Message {
    let with_text = |key: &str, text: &str| texts.say(key, &[("text", shortened(text, WHOLE_CHARACTERS).into())]);
    let said = match body {
        ListingBody::NeedsCompany => texts.plain("listing-needs-company"),
        ListingBody::List { kind, of_all, shown } => list(*kind, *of_all, shown, texts),
        ListingBody::Full { limit } => texts.say("listing-full", &[("limit", (*limit).into())]),
        ListingBody::AskText { kind } => texts.plain(of(*kind, "listing-ask-need", "listing-ask-offer")),
        ListingBody::TextUnclear => texts.plain("listing-unclear"),
        ListingBody::TextWithContact => texts.plain("line-with-contact"),
        ListingBody::TextTooLong { limit } => texts.say("listing-too-long", &[("limit", (*limit).into())]),
        ListingBody::AskMissing { terms, missing } => {
            let ask = if *missing == Missing::Quantity { "listing-ask-quantity" } else { "listing-ask-delivery" };
            let mut lines = self::terms(terms, language, texts);
            lines.push(texts.plain(ask));
            lines.join("\n")
        }
        ListingBody::AskUntil { terms, wrong, last } => {
            let mut lines = terms.as_ref().map(|terms| self::terms(terms, language, texts)).unwrap_or_default();
            if *wrong {
                lines.push(texts.say("listing-wrong-date", &[("last", date(*last).into())]));
            }
            lines.push(texts.plain("listing-ask-until"));
            lines.join("\n")
        }
        ListingBody::AskAudience => texts.plain("listing-ask-audience"),
        ListingBody::Preview { kind, company, text, terms, until, audience } => {
            let mut lines = vec![texts.plain(of(*kind, "listing-preview-need", "listing-preview-offer")), company.clone(), text.clone()];
            lines.extend(self::terms(terms, language, texts));
            lines.push(texts.say("listing-until", &[("until", date(*until).into())]));
            lines.push(texts.plain(seen_by(*audience)));
            lines.join("\n")
        }
        ListingBody::Published { kind, until, audience, news } => {
            let published = texts.say(of(*kind, "listing-published-need", "listing-published-offer"), &[("until", date(*until).into())]);
            [published, texts.plain(seen_by(*audience)), texts.plain(news_key(*news))].join("\n")
        }
        ListingBody::PublishedBefore => texts.plain("listing-published-before"),
        ListingBody::Extended { text, until } => {
            texts.say("listing-extended", &[("text", shortened(text, LISTED_CHARACTERS).into()), ("until", date(*until).into())])
        }
        ListingBody::Closed { text } => texts.say("listing-closed", &[("text", shortened(text, LISTED_CHARACTERS).into())]),
        ListingBody::Gone => texts.plain("listing-gone"),
        ListingBody::Ending { kind, text, until } => {
            let key = of(*kind, "listing-ending-need", "listing-ending-offer");
            format!("{}\n{}", with_text(key, text), texts.say("listing-ending-until", &[("until", date(*until).into())]))
        }
        ListingBody::Answered => texts.plain("listing-answered"),
        ListingBody::Cancelled => texts.plain("listing-cancelled"),
        ListingBody::Watched { before, news } => {
            let watched = texts.plain(if *before { "watched-before" } else { "watched" });
            format!("{watched}\n{}", texts.plain(news_key(*news)))
        }
        ListingBody::TooManyWatches { limit } => texts.say("watches-full", &[("limit", (*limit).into())]),
        ListingBody::Unwatched => texts.plain("unwatched"),
        ListingBody::Notify { news, side, watches, muted } => notify(*news, *side, watches, *muted, texts),
        ListingBody::NewsChosen(news) => texts.plain(news_key(*news)),
        ListingBody::AskFeedback => texts.plain("feedback-ask"),
        ListingBody::FeedbackGiven => texts.plain("feedback-given"),
        ListingBody::FeedbackEnough => texts.plain("feedback-enough"),
        ListingBody::Feedback { number, from, company } => feedback(*number, *from, company.as_deref(), texts, known),
    };
    said.into()
}

fn list(kind: ListingKind, of_all: bool, shown: &[Shown], texts: &Texts) -> String {
    let heading = match (of_all, shown.is_empty()) {
        (_, true) => of(kind, "listings-no-needs", "listings-no-offers"),
        (true, false) => of(kind, "listings-all-needs", "listings-all-offers"),
        (false, false) => of(kind, "listings-needs", "listings-offers"),
    };
    let mut lines = vec![texts.plain(heading)];
    for (number, listing) in (1usize..).zip(shown) {
        let text = shortened(&listing.text, LISTED_CHARACTERS);
        let whose = listing.company.as_ref().map(|company| format!("{}: ", shortened(company, BUTTON_CHARACTERS))).unwrap_or_default();
        let key = match (listing.ended, listing.audience) {
            (true, _) => "listed-ended",
            (false, Audience::Everyone) => "listed",
            (false, Audience::Chamber) => "listed-chamber",
        };
        let text = format!("{whose}{text}");
        lines.push(texts.say(key, &[("number", number.into()), ("text", text.into()), ("until", date(listing.until).into())]));
    }
    lines.join("\n")
}

/// What was understood, a line each.
fn terms(terms: &Terms, language: Language, texts: &Texts) -> Vec<String> {
    let mut lines = Vec::new();
    if !terms.sectors.is_empty() {
        let sectors: Vec<&str> = terms.sectors.iter().map(|sector| sector.get(language)).collect();
        lines.push(texts.say("terms-sectors", &[("sectors", sectors.join(", ").into())]));
    }
    if let Some(quantity) = &terms.quantity {
        lines.push(texts.say("terms-quantity", &[("quantity", quantity.as_str().into())]));
    }
    if let Some(delivery) = &terms.delivery {
        lines.push(texts.say("terms-delivery", &[("delivery", delivery.as_str().into())]));
    }
    if !terms.roles.is_empty() {
        let roles: Vec<String> = terms.roles.iter().map(|role| texts.plain(partner_role_key(*role))).collect();
        lines.push(texts.say("terms-roles", &[("roles", roles.join(", ").into())]));
    }
    if let Some(place) = &terms.place {
        lines.push(texts.say("terms-place", &[("place", place.get(language).into())]));
    }
    lines
}

/// The key of a kind of partner, as somebody looks for it.
pub fn partner_role_key(role: Role) -> &'static str {
    match role {
        Role::Distributor => "role-distributor",
        Role::Maker => "role-maker",
        Role::Intermediary => "role-intermediary",
        Role::Buyer => "role-buyer",
        Role::Investor => "role-investor",
    }
}

fn notify(news: News, side: Option<Region>, watches: &[String], muted: bool, texts: &Texts) -> String {
    let clock = match side {
        Some(Region::Lipetsk) => "quiet-lipetsk",
        Some(Region::Sughd) => "quiet-khujand",
        None => "quiet-both",
    };
    let mut lines = vec![texts.plain("notify"), texts.plain(news_key(news)), texts.plain(clock)];
    if muted {
        lines.push(texts.plain("notify-muted"));
    }
    if !watches.is_empty() {
        lines.extend([String::new(), texts.plain("notify-watches")]);
        lines.extend((1usize..).zip(watches).map(|(number, watch)| format!("{number}. {}", shortened(watch, LISTED_CHARACTERS))));
    }
    lines.join("\n")
}

fn feedback(number: u64, from: ChatId, company: Option<&str>, texts: &Texts, known: &Known) -> String {
    let written = known.get(&from).and_then(|person| person.feedback.get(&number));
    let Some(written) = written else { return texts.say("feedback-erased", &[("number", number.into())]) };
    let text = shortened(written, FEEDBACK_CHARACTERS);
    match company {
        Some(company) => texts.say("feedback-of-company", &[("number", number.into()), ("company", company.into()), ("text", text.into())]),
        None => texts.say("feedback-of-nobody", &[("number", number.into()), ("text", text.into())]),
    }
}

fn of(kind: ListingKind, need: &'static str, offer: &'static str) -> &'static str {
    if kind == ListingKind::Need { need } else { offer }
}

fn seen_by(audience: Audience) -> &'static str {
    if audience == Audience::Everyone { "listing-for-all" } else { "listing-for-chamber" }
}

fn news_key(news: News) -> &'static str {
    match news {
        News::AtOnce => "news-at-once",
        News::Weekly => "news-weekly",
        News::Never => "news-never",
    }
}

fn date(date: Date) -> String {
    date.strftime("%d.%m.%Y").to_string()
}
