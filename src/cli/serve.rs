//! `hamkor serve`: the Telegram bot.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use reqwest::Url;

use super::backup::KeySetting;
use super::faults::wrong_use;
use super::{Outcome, Running, Settings};
use crate::app::{Beginning, Snapshots, restore_as_ordered};
use crate::channels::link::Door;
use crate::channels::telegram::{self, Connected, NoSecret, NoToken, Secret, Token, Webhook};
use crate::conversation::{self, SNAPSHOTS};
use crate::domain::{ChatId, Region};
use crate::reply::Texts;

/// Telegram's own server.
const API_URL: &str = "https://api.telegram.org";

/// Run the Telegram bot
///
/// TELOXIDE_TOKEN holds the token that @BotFather gave, TELOXIDE_API_URL another Bot API server if there is one, HAMKOR_WEBHOOK_SECRET the
/// secret of the webhook (several replicas need the same; otherwise it is made at random). These three are no flags, so that they stand in no
/// list of processes. SIGTERM or Ctrl-C ends it after what is under way.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  TELOXIDE_TOKEN=… HAMKOR_ADMINS=12345678 hamkor serve\n  TELOXIDE_TOKEN=… hamkor serve --listen 127.0.0.1:8080\n  \
                  TELOXIDE_TOKEN=… hamkor serve --webhook-url https://bot.example.org/telegram --listen 0.0.0.0:8443"
)]
pub(super) struct Serve {
    /// Telegram user ids of those who own the list; for one chamber only: ID:lipetsk or ID:khujand
    #[arg(long, env = "HAMKOR_ADMINS", value_name = "ID,ID", default_value = "")]
    admins: Admins,
    /// Have updates delivered to this address, whose path is served on --listen, instead of fetching them
    #[arg(long, value_name = "URL", requires = "listen", value_parser = web_address)]
    webhook_url: Option<Url>,
    /// Take away a webhook that an earlier run has set, then fetch updates
    #[arg(long, conflicts_with = "webhook_url")]
    delete_webhook: bool,
    /// Serve /healthz and /metrics here, and the webhook
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Keep Telegram's limits of 30 messages a second in all and one a second a chat; off only to measure against a server without any
    #[arg(long, env = "HAMKOR_LIMITS", value_enum, default_value_t = Limits::On)]
    limits: Limits,
    /// Keep so many daily snapshots in the data directory, one a day; 0: none
    #[arg(long, env = "HAMKOR_SNAPSHOTS", value_name = "DAYS", default_value_t = SNAPSHOTS)]
    snapshots: u16,
    #[command(flatten)]
    backup_key: KeySetting,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Limits {
    On,
    Off,
}

/// Ids of people, with commas between them, each with a side or without.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Admins(BTreeMap<ChatId, Option<Region>>);

impl FromStr for Admins {
    type Err = String;

    fn from_str(text: &str) -> Result<Admins, String> {
        let id = |id: &str| match id.parse() {
            Ok(number) if number > 0 => Ok(ChatId(number)),
            _ => Err(format!("\"{id}\" is not the id of a Telegram user: a number, as @userinfobot tells it, not a name")),
        };
        let owner = |part: &str| match part.split_once(':') {
            None => Ok((id(part)?, None)),
            Some((chat, "lipetsk")) => Ok((id(chat)?, Some(Region::Lipetsk))),
            Some((chat, "khujand")) => Ok((id(chat)?, Some(Region::Sughd))),
            Some(_) => Err(format!("\"{part}\" names no side: write ID:lipetsk or ID:khujand")),
        };
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(owner).collect::<Result<_, _>>().map(Admins)
    }
}

/// Why a text is no address of the web.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum NoAddress {
    #[error("it must begin with https://")]
    Scheme,
    #[error("it names no server")]
    Host,
    #[error("its port is no number below 65536")]
    Port,
    #[error("no address can be read from it")]
    Unreadable,
}

fn web_address(text: &str) -> Result<Url, NoAddress> {
    let (scheme, rest) = text.split_once("://").ok_or(NoAddress::Scheme)?;
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Err(NoAddress::Scheme);
    }
    // A third slash would be passed over, and a path taken for the server.
    let server = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if server.is_empty() {
        return Err(NoAddress::Host);
    }
    let has_port = server.rsplit_once(':').is_none_or(|(_, port)| port.contains(']') || port.parse::<u16>().is_ok());
    Url::parse(text).map_err(|_| if has_port { NoAddress::Unreadable } else { NoAddress::Port })
}

impl Serve {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let texts = settings.texts();
        let key = self.backup_key.read(texts)?;
        let connected = Connected::new(self.settings(texts)?).await?;
        let bot = connected.username().to_owned();
        let settings_of_bot = conversation::Settings { owners: self.admins.0, bot };
        let restored = restore_as_ordered(&settings.data, key.clone()).await?;
        let trade = super::report::trade_facts(settings)?;
        let app = Arc::new(settings.open_with(Beginning::BuiltIn, settings_of_bot).await?);
        app.trade_by(trade);
        if let Some(restored) = restored {
            app.tell_restored(restored).await?;
        }
        let snapshots = tokio::spawn(Snapshots::new(&settings.data, self.snapshots, key).run(app.clone()));
        let mut door = None;
        let served = connected.serve(app.clone(), |send| door = open_door(settings, Running { app, send })).await;
        drop(door);
        snapshots.abort();
        served?;
        Ok(Outcome::Done)
    }

    fn settings(&self, texts: &Texts) -> anyhow::Result<telegram::Settings> {
        let token = environment("TELOXIDE_TOKEN", texts)?.ok_or_else(|| wrong_use("command-no-token", &[], texts))?;
        let token: Token = token.trim().parse().map_err(|why| bad_token(why, texts))?;
        let api_url = environment("TELOXIDE_API_URL", texts)?.unwrap_or_else(|| API_URL.to_owned());
        let api_url = web_address(&api_url).map_err(|why| bad_address(why, texts))?;
        let webhook = self.webhook_url.clone().map(|url| anyhow::Ok(Webhook { url, secret: secret(texts)? })).transpose()?;
        Ok(telegram::Settings {
            token,
            api_url,
            webhook,
            delete_webhook: self.delete_webhook,
            listen: self.listen,
            limits: self.limits == Limits::On,
        })
    }
}

/// The way in for other commands on this directory. The bot runs without it too.
fn open_door(settings: &Settings, running: Running) -> Option<Door> {
    let (data, settings) = (settings.data.clone(), settings.clone());
    let opened = Door::open(&data, move |header| super::do_for_guest(&settings, &running, header));
    opened.inspect_err(|error| log::warn!("other commands have to wait until the bot has ended: {error}")).ok()
}

fn secret(texts: &Texts) -> anyhow::Result<Secret> {
    match environment("HAMKOR_WEBHOOK_SECRET", texts)? {
        Some(secret) => secret.parse().map_err(|why| bad_secret(why, texts)),
        None => Ok(Secret::random()?),
    }
}

// What is wrong is told without what was set: two of the three are secrets.

fn bad_token(why: NoToken, texts: &Texts) -> anyhow::Error {
    let why = match why {
        NoToken::Colon => "colon",
        NoToken::Number => "number",
        NoToken::Cut => "cut",
        NoToken::Sign => "sign",
    };
    wrong_use("command-bad-token", &[("why", why.into())], texts)
}

fn bad_address(why: NoAddress, texts: &Texts) -> anyhow::Error {
    let why = match why {
        NoAddress::Scheme => "scheme",
        NoAddress::Host => "host",
        NoAddress::Port => "port",
        NoAddress::Unreadable => "unreadable",
    };
    wrong_use("command-bad-address", &[("why", why.into())], texts)
}

fn bad_secret(why: NoSecret, texts: &Texts) -> anyhow::Error {
    let (why, length) = match why {
        NoSecret::Length(length) => ("length", length),
        NoSecret::Sign => ("sign", 0),
    };
    wrong_use("command-bad-secret", &[("why", why.into()), ("length", length.to_string().into())], texts)
}

/// A variable of the environment; an empty one is none.
fn environment(name: &str, texts: &Texts) -> anyhow::Result<Option<String>> {
    match std::env::var(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(wrong_use("command-no-text-in", &[("name", name.to_owned().into())], texts)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_the_web_is_taken_and_of_others_is_said_why_not() {
        for address in ["https://api.telegram.org", "http://127.0.0.1:8081", "HTTPS://example.org/a?b", "http://[::1]:80/"] {
            assert!(web_address(address).is_ok(), "{address}");
        }
        let reasons = [
            ("api.telegram.org", NoAddress::Scheme),
            ("ftp://example.org", NoAddress::Scheme),
            ("https://", NoAddress::Host),
            ("https:///telegram", NoAddress::Host),
            ("https://example.org:port", NoAddress::Port),
            ("https://example.org:70000", NoAddress::Port),
            ("https://exa mple.org", NoAddress::Unreadable),
        ];
        for (address, why) in reasons {
            assert_eq!(web_address(address), Err(why), "{address}");
        }
    }

    #[test]
    fn admins_are_ids_and_nothing_else() {
        assert_eq!("".parse(), Ok(Admins::default()));
        assert_eq!(" 5, 7000000000,".parse(), Ok(Admins([(ChatId(5), None), (ChatId(7_000_000_000), None)].into())));
        let sides = [(ChatId(5), Some(Region::Lipetsk)), (ChatId(6), Some(Region::Sughd))];
        assert_eq!("5:lipetsk,6:khujand".parse(), Ok(Admins(sides.into())));
        for wrong in ["@firuz", "0", "-5", "5;6", "5 6", "5:dushanbe"] {
            assert!(wrong.parse::<Admins>().is_err_and(|error| error.contains(wrong)), "{wrong}");
        }
    }
}
