//! Search from any chat (`@bot text`): public cards, answered at once from the index. A card holds what the list says of a company and nothing of
//! any person.

use reqwest::Url;
use teloxide::payloads::AnswerInlineQuery;
use teloxide::types::{
    InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryId, InlineQueryResult, InlineQueryResultArticle, InlineQueryResultsButton,
    InlineQueryResultsButtonKind, InputMessageContent, InputMessageContentText, MessageEntity,
};

use super::api::Failure;
use super::intake::Intake;
use super::send::without_preview;
use crate::conversation::{Sender, company_link};
use crate::domain::{ChatId, Language, QueryId};
use crate::matching::{Asker, IndexError, Match, find};
use crate::reply::{self, Texts};
use crate::store::Store;
use crate::understanding::understand;

/// Cards in an answer.
const CARDS: usize = 8;
/// Long lists of goods are cut here.
const OFFERS_CHARACTERS: usize = 300;
/// How long Telegram may keep an answer for the same person.
const CACHE_SECONDS: u32 = 10;
/// What `/start` is given by the button over the answer.
const START: &str = "inline";

/// Answers a search. Nothing is kept of it, and an answer that does not arrive is not sent later: the person has typed on.
pub(super) async fn answer(intake: &Intake, chat: ChatId, query: &QueryId, text: &str, sender: &Sender) {
    let state = intake.app.store.load(chat).await.map(|(state, _)| state).unwrap_or_default();
    let language = state.language.or(state.spoken).or(sender.phone).unwrap_or_default();
    let results = match matches(intake, text, Asker { home: state.home, ..Asker::default() }) {
        Ok(matches) => cards(intake, &matches, language).await,
        Err(error) => {
            log::error!("an inline query was not answered: {error}");
            Vec::new()
        }
    };
    intake.health.matches(results.len());
    let key = if results.is_empty() { "inline-nobody" } else { "inline-more" };
    let button = InlineQueryResultsButton {
        text: Texts::of(language).plain(key),
        kind: InlineQueryResultsButtonKind::StartParameter(START.to_owned()),
    };
    let payload = AnswerInlineQuery {
        cache_time: Some(CACHE_SECONDS),
        is_personal: Some(true),
        button: Some(button),
        ..AnswerInlineQuery::new(InlineQueryId(query.0.clone()), results)
    };
    for _ in 0..2 {
        match intake.api.tell(&payload).await {
            Ok(()) => return intake.health.reply("inline"),
            Err(failure) => {
                intake.health.error(failure.kind());
                if !matches!(failure, Failure::Server(_) | Failure::Network(_)) {
                    return;
                }
            }
        }
    }
}

fn matches(intake: &Intake, text: &str, asker: Asker) -> Result<Vec<Match>, IndexError> {
    let index = intake.app.index();
    let request = understand(text.trim(), &index.vocabulary);
    if text.trim().is_empty() || request.talk.is_some() {
        return Ok(Vec::new());
    }
    let found = find(&request, asker, 0, CARDS, &index)?;
    Ok(if found.confident { found.matches } else { Vec::new() })
}

async fn cards(intake: &Intake, matches: &[Match], language: Language) -> Vec<InlineQueryResult> {
    let mut cards = Vec::new();
    let vocabulary = intake.app.index().vocabulary.clone();
    for (number, found) in matches.iter().enumerate() {
        let offers = match intake.app.store.company(&found.id).await {
            Ok(Some(company)) => company.offers.join(", "),
            Ok(None) | Err(_) => String::new(),
        };
        let found = found.clone().told_in(language, &vocabulary);
        cards.push(InlineQueryResult::Article(card(number, &found, &offers, &intake.bot.username, language)));
    }
    cards
}

fn card(number: usize, found: &Match, offers: &str, bot: &str, language: Language) -> InlineQueryResultArticle {
    let texts = Texts::of(language);
    let reason = found.reasons.first().map(|reason| reply::reason(reason, language)).unwrap_or_default();
    let offers = reply::excerpt(offers, OFFERS_CHARACTERS);
    let mut lines = vec![format!("{}, {}", found.name, found.city)];
    if !offers.is_empty() {
        lines.push(texts.say("inline-offers", &[("offers", offers.as_str().into())]));
    }
    if !reason.is_empty() {
        lines.push(reason.clone());
    }
    let name = MessageEntity::bold(0, found.name.encode_utf16().count());
    let text = InputMessageContentText::new(lines.join("\n")).entities([name]).link_preview_options(without_preview());
    let about = if offers.is_empty() { reason } else { offers };
    let card = InlineQueryResultArticle::new(number.to_string(), found.name.clone(), InputMessageContent::Text(text))
        .description(format!("{} — {about}", found.city));
    let link = company_link(bot, &found.id).and_then(|link| Url::parse(&link).ok());
    match link.map(|url| InlineKeyboardButton::url(texts.plain("inline-open"), url)) {
        Some(button) => card.reply_markup(InlineKeyboardMarkup::new([[button]])),
        None => card,
    }
}
