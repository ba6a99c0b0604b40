//! `hamkor chat`: the bot in this terminal.

use clap::Args;

use super::{Outcome, Settings};
use crate::app::{Beginning, BuiltIn};
use crate::channels::terminal;
use crate::store::Who;

/// Talk to it in this terminal: lines in, answers out
///
/// Write what you need, sell or plan, in Russian, Tajik or English. Commands begin with a slash (/help); a number chooses
/// one of the buttons under the last answer. The chat ends with the input (Ctrl-D).
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  hamkor chat\n  hamkor chat --samples\n  echo \"курага оптом\" | hamkor chat --lang ru")]
pub(super) struct Chat {
    /// Load the invented sample companies first
    #[arg(long)]
    samples: bool,
}

impl Chat {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let app = settings.open(Beginning::BuiltIn).await?;
        if self.samples {
            app.load_built_in(BuiltIn::Samples, None, &Who::terminal()).await?;
        }
        let send = settings.running.as_ref().map(|running| &*running.send as terminal::Send<'_>);
        let data = terminal::Data { at: &settings.data, named: settings.named_data() };
        terminal::run(&app, settings.lang(), data, send).await?;
        Ok(Outcome::Done)
    }
}
