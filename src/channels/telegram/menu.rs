//! What Telegram shows beside the conversation: the commands, what the bot is, the menu button; in three languages and, for phones in any other, in
//! the first. Said anew at each start where it differs.

use serde::Deserialize;
use teloxide::payloads::{
    DeleteMyCommands, GetMyDescription, GetMyShortDescription, SetChatMenuButton, SetMyCommands, SetMyDescription, SetMyShortDescription,
};
use teloxide::types::{self as tg, BotCommand, BotCommandScope, MenuButton, Recipient};

use super::api::{Api, Failure};
use crate::domain::{ChatId, Language};
use crate::reply::{COMMANDS, Texts};

/// Telegram's limits.
const COMMAND_CHARACTERS: usize = 256;
const DESCRIPTION_CHARACTERS: usize = 512;
const SHORT_DESCRIPTION_CHARACTERS: usize = 120;

/// Says what is for everyone. What fails is logged and passed over: the conversation works without.
pub(super) async fn set(api: &Api) {
    for language in languages() {
        noted("commands", api.tell(&commands(language, None)).await);
        noted("description", describe(api, language).await);
    }
    noted("menu button", api.tell(&SetChatMenuButton { menu_button: Some(MenuButton::Commands), ..SetChatMenuButton::new() }).await);
}

/// Says which commands somebody has who keeps the list. Whether that could be said: Telegram knows the chat only after the person has
/// written.
pub(super) async fn set_for(api: &Api, moderator: ChatId) -> bool {
    for language in languages() {
        match api.tell(&commands(language, Some(moderator))).await {
            Err(failure) if failure.code() == Some(400) => return false,
            result => noted("commands", result),
        }
    }
    true
}

/// Takes the commands away that only somebody has who keeps the list. Whether that is done; where Telegram knows no such chat, it is.
pub(super) async fn reset_for(api: &Api, chat: ChatId) -> bool {
    let mut done = true;
    for reset in of_everyone(chat) {
        let result = api.tell(&reset).await;
        done &= result.as_ref().err().is_none_or(|failure| failure.code() == Some(400));
        noted("commands", result);
    }
    done
}

/// What gives a chat the commands of everyone, on phones of each language.
pub(super) fn of_everyone(chat: ChatId) -> impl Iterator<Item = DeleteMyCommands> {
    languages().map(move |language| DeleteMyCommands { scope: Some(scope(chat)), language_code: code(language) })
}

fn scope(chat: ChatId) -> BotCommandScope {
    BotCommandScope::Chat { chat_id: Recipient::Id(tg::ChatId(chat.0)) }
}

/// The languages of phones; `None` for all others.
fn languages() -> impl Iterator<Item = Option<Language>> {
    [None].into_iter().chain(Language::ALL.map(Some))
}

fn noted(what: &str, result: Result<(), Failure>) {
    if let Err(failure) = result {
        log::warn!("the {what} could not be set: {failure}");
    }
}

/// The commands of everyone, or all for one who keeps the list.
fn commands(language: Option<Language>, moderator: Option<ChatId>) -> SetMyCommands {
    let texts = Texts::of(language.unwrap_or_default());
    let shown = COMMANDS.iter().filter(|command| moderator.is_some() || !command.moderators);
    let command = |name: &str| BotCommand::new(name, cut(texts.plain(&format!("command-{name}")), COMMAND_CHARACTERS));
    SetMyCommands {
        scope: moderator.map(scope),
        language_code: code(language),
        ..SetMyCommands::new(shown.map(|shown| command(shown.name)))
    }
}

/// Descriptions are set only where they differ: Telegram allows few changes a day.
async fn describe(api: &Api, language: Option<Language>) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Long {
        description: String,
    }
    #[derive(Deserialize)]
    struct Short {
        short_description: String,
    }
    let texts = Texts::of(language.unwrap_or_default());
    let long = cut(texts.plain("bot-description"), DESCRIPTION_CHARACTERS);
    let short = cut(texts.plain("bot-short-description"), SHORT_DESCRIPTION_CHARACTERS);
    let said: Long = api.ask(&GetMyDescription { language_code: code(language) }).await?;
    if said.description != long {
        api.tell(&SetMyDescription { description: Some(long), language_code: code(language) }).await?;
    }
    let said: Short = api.ask(&GetMyShortDescription { language_code: code(language) }).await?;
    if said.short_description != short {
        api.tell(&SetMyShortDescription { short_description: Some(short), language_code: code(language) }).await?;
    }
    Ok(())
}

fn code(language: Option<Language>) -> Option<String> {
    language.map(|language| language.code().to_owned())
}

fn cut(text: String, characters: usize) -> String {
    text.chars().take(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_of_a_language_fit_and_admins_have_more() {
        for language in Language::ALL {
            let length = |commands: &SetMyCommands| -> usize {
                commands.commands.iter().map(|command| command.command.len() + command.description.len()).sum()
            };
            let (all, more) = (commands(Some(language), None), commands(Some(language), Some(ChatId(5))));
            assert!(length(&more) < 4096, "Telegram takes some 4 kB in all");
            assert!(all.commands.len() < more.commands.len());
            assert!(more.commands.iter().all(|command| !command.description.starts_with('⟨')), "{:?}", more.commands);
            let texts = Texts::of(language);
            assert!(texts.plain("bot-description").chars().count() <= DESCRIPTION_CHARACTERS);
            assert!(texts.plain("bot-short-description").chars().count() <= SHORT_DESCRIPTION_CHARACTERS);
        }
    }
}
