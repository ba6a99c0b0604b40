//! Why the bot does not begin, or does not go on.

use std::io;
use std::net::SocketAddr;

/// What makes going on senseless; here in the words of the log, in those of a person in `cli::faults`. Holds no token.
#[derive(Debug, thiserror::Error)]
pub enum CannotServe {
    #[error("{host} knows no bot with this TELOXIDE_TOKEN; copy it anew from @BotFather (/mybots, API Token)")]
    UnknownBot { host: String },
    #[error("{host} refuses to say which bot this is ({code})")]
    Refused { host: String, code: u16 },
    #[error("{host} cannot be reached; check the network, or name another Bot API server in TELOXIDE_API_URL")]
    Unreachable { host: String },
    /// While it ran.
    #[error("the token is no longer accepted; look for the new one at @BotFather")]
    TokenRevoked,
    #[error("--listen {address}: nothing can be served there")]
    Listen { address: SocketAddr, source: io::Error },
    #[error("--listen: serving ended")]
    ServingEnded(#[source] io::Error),
    #[error("the webhook could not be taken away ({why})")]
    WebhookStays { why: String },
    #[error("the bot has a webhook, so it cannot be polled; start with --webhook-url, or once with --delete-webhook to take it away")]
    HasWebhook,
    #[error("another program already fetches the updates of this bot (the same token); stop that one first")]
    AnotherFetches,
    #[error("another program has set another webhook for this bot (the same token); stop that one first")]
    AnotherWebhook,
    #[error("the webhook is refused ({why})")]
    WebhookRefused { why: String },
}
