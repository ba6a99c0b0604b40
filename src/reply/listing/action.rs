//! The buttons of needs, offers and news.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::of;
use crate::domain::{Language, ListingId};
use crate::registry::{Audience, ListingKind, News};
use crate::reply::texts::Texts;

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingAction {
    /// Shows the listings of a kind.
    List(ListingKind),
    Add(ListingKind),
    /// The listing holds to that day; pressed again, it changes nothing more.
    Extend {
        id: ListingId,
        until: Date,
        number: Option<usize>,
    },
    Close {
        id: ListingId,
        number: Option<usize>,
    },
    AskTerm {
        id: ListingId,
        number: usize,
    },
    /// Makes a listing of a request; the person is told of new partners if so wished.
    Publish {
        request: u64,
        kind: ListingKind,
        tell: bool,
    },
    /// Answers to the questions of a form.
    Months(i32),
    For(Audience),
    Confirm,
    Back,
    Skip,
    Cancel,
    /// The person wants to hear when somebody comes to suit a request.
    Watch {
        request: u64,
    },
    Unwatch {
        id: ListingId,
        number: usize,
    },
    News(News),
    Notify,
    Matches,
    /// Leads to the person's company.
    Company,
}

/// Whether the button stands first in its row.
pub(in crate::reply) fn begins_row(action: &ListingAction) -> bool {
    match action {
        ListingAction::Extend { number, .. } => number.is_some(),
        ListingAction::Add(_)
        | ListingAction::List(ListingKind::Need)
        | ListingAction::Publish { .. }
        | ListingAction::Watch { .. }
        | ListingAction::Back => true,
        _ => false,
    }
}

/// The words on the button.
pub(in crate::reply) fn caption(action: &ListingAction, _language: Language, texts: &Texts) -> String {
    let numbered = |key: &str, number: Option<usize>| {
        let caption = texts.plain(key);
        number.map_or(caption.clone(), |number| format!("{number}. {caption}"))
    };
    match action {
        ListingAction::List(kind) => texts.plain(of(*kind, "button-needs", "button-offers")),
        ListingAction::Add(_) => texts.plain("button-add"),
        ListingAction::Extend { number: Some(number), .. } => numbered("button-extend", Some(*number)),
        ListingAction::Extend { number: None, .. } => texts.plain("button-extend-month"),
        ListingAction::Close { number, .. } => numbered("button-close", *number),
        ListingAction::AskTerm { number, .. } => numbered("button-term", Some(*number)),
        ListingAction::Publish { tell: true, .. } | ListingAction::Watch { .. } => texts.plain("button-tell"),
        ListingAction::Publish { kind, .. } => texts.plain(of(*kind, "button-publish-need", "button-publish-offer")),
        ListingAction::Months(months) => texts.say("button-months", &[("months", (*months).into())]),
        ListingAction::For(Audience::Everyone) => texts.plain("button-for-all"),
        ListingAction::For(Audience::Chamber) => texts.plain("button-for-chamber"),
        ListingAction::Confirm => texts.plain("button-publish"),
        ListingAction::Back => texts.plain("listing-back"),
        ListingAction::Skip => texts.plain("listing-skip"),
        ListingAction::Cancel => texts.plain("listing-cancel"),
        ListingAction::Unwatch { number, .. } => numbered("button-unwatch", Some(*number)),
        ListingAction::News(News::AtOnce) => texts.plain("button-at-once"),
        ListingAction::News(News::Weekly) => texts.plain("button-weekly"),
        ListingAction::News(News::Never) => texts.plain("button-never"),
        ListingAction::Notify => texts.plain("button-notify"),
        ListingAction::Matches => texts.plain("button-matches"),
        ListingAction::Company => texts.plain("listing-company"),
    }
}
