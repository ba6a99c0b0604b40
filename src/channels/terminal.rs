//! The terminal: a line is a message, a number is a button, the answer is text.
//! From a terminal with line editing and history, from a pipe line by line.

use std::io::{BufRead, BufWriter, IsTerminal, Write};
use std::path::Path;

use rustyline::error::ReadlineError;

use super::console;
use crate::app::{App, cannot_keep};
use crate::conversation::{Event, Sender};
use crate::domain::{ChatId, Language};
use crate::reply::{Body, FileKind, Message, PrivacyBody, Reply, ReportBody, Texts};
use crate::store::{Queued, Who};

/// What is read of one line, in bytes; the rest of a longer one is passed over.
pub(crate) const LINE_BYTES: u64 = 64 * 1024;
/// Lines that the history keeps.
const HISTORY_LINES: usize = 500;

/// Has what is said to other chats sent.
pub type Send<'a> = &'a (dyn Fn(Vec<Queued>) + std::marker::Send + Sync);

/// The directory of data: where it is, and as what commands name it, if they have to.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a> {
    pub at: &'a Path,
    pub named: Option<&'a Path>,
}

/// Runs the chat until the input ends. `send`: where something else sends what is said to other chats; otherwise it waits in the outbox.
///
/// # Errors
/// When a line cannot be read, an answer cannot be printed, or what was said cannot be kept.
pub async fn run(app: &App, language: Option<Language>, data: Data<'_>, send: Option<Send<'_>>) -> anyhow::Result<()> {
    let talks = !console::is_guest() && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let mut lines = if talks { Lines::edited(data.at)? } else { Lines::Piped(console::stdin()) };
    let colour = talks && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let mut screen = Screen { colour, talks, send, data: data.named, forgotten: false };
    // Answers that a former process was stopped before it could print, and what it left undone.
    app.resume().await?;
    screen.deliver(app).await?;
    if talks {
        screen.say(app, "/start".to_owned(), language).await?;
    }
    while let Some(line) = lines.next()? {
        match app.tick().await {
            // It is due again at the next line.
            Err(error) if cannot_keep(&error) => log::warn!("what is due could not be done: {error:#}"),
            ticked => screen.pass_on(ticked?),
        }
        screen.say(app, line, language).await?;
        if std::mem::take(&mut screen.forgotten) {
            lines.forget()?;
        }
    }
    Ok(())
}

/// Where lines come from.
enum Lines {
    Piped(Box<dyn BufRead + std::marker::Send>),
    Edited { editor: Box<rustyline::DefaultEditor>, history: std::path::PathBuf },
}

impl Lines {
    fn edited(data: &Path) -> anyhow::Result<Lines> {
        let config = rustyline::Config::builder().max_history_size(HISTORY_LINES)?.auto_add_history(true).build();
        let mut editor = rustyline::DefaultEditor::with_config(config)?;
        let history = data.join("history");
        // No history yet is no failure.
        let _ = editor.load_history(&history);
        Ok(Lines::Edited { editor: Box::new(editor), history })
    }

    /// Forgets what was typed.
    fn forget(&mut self) -> anyhow::Result<()> {
        let Lines::Edited { editor, history } = self else { return Ok(()) };
        editor.clear_history()?;
        match std::fs::remove_file(history) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// The next line without its end; `None` when there is no more.
    fn next(&mut self) -> anyhow::Result<Option<String>> {
        match self {
            Lines::Piped(input) => Ok(piped_line(input)?.map(|line| line.text)),
            Lines::Edited { editor, history } => match editor.readline("> ") {
                Ok(line) => {
                    if let Err(error) = editor.save_history(history) {
                        log::warn!("history={} not kept: {error}", history.display());
                    }
                    Ok(Some(line))
                }
                Err(ReadlineError::Eof | ReadlineError::Interrupted) => Ok(None),
                Err(error) => Err(error.into()),
            },
        }
    }
}

/// A line that was piped in.
pub(crate) struct Piped {
    pub(crate) text: String,
    /// Some of its bytes are no UTF-8: they have become marks that no word has.
    pub(crate) is_garbled: bool,
    /// It was longer than [`LINE_BYTES`], and its rest was passed over.
    pub(crate) is_cut: bool,
}

/// A line of any length and encoding.
pub(crate) fn piped_line(input: &mut impl BufRead) -> std::io::Result<Option<Piped>> {
    let mut line = Vec::new();
    let read = std::io::Read::take(&mut *input, LINE_BYTES).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    let is_cut = !line.ends_with(b"\n") && line.len() as u64 == LINE_BYTES && input.skip_until(b'\n')? > 0;
    // A letter that the cut went through is no fault of the line.
    let is_garbled = std::str::from_utf8(&line).is_err_and(|error| !is_cut || error.error_len().is_some());
    let text = String::from_utf8_lossy(&line);
    let text = text.trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}').to_owned();
    Ok(Some(Piped { text, is_garbled, is_cut }))
}

/// Where answers go.
struct Screen<'a> {
    colour: bool,
    talks: bool,
    send: Option<Send<'a>>,
    /// As commands name the directory of data, if they have to.
    data: Option<&'a Path>,
    /// Whoever types was just told that all they said is deleted.
    forgotten: bool,
}

impl Screen<'_> {
    /// What is said to other chats goes to where it is sent.
    fn pass_on(&self, mut queued: Vec<Queued>) {
        queued.retain(|queued| queued.chat != ChatId::TERMINAL);
        if let Some(send) = self.send {
            send(queued);
        }
    }

    /// Says a line to the bot and prints its answers.
    async fn say(&mut self, app: &App, text: String, language: Option<Language>) -> anyhow::Result<()> {
        let event = Event::Text { text, sender: Sender { language, by_number: true, ..Sender::default() } };
        match app.handle(ChatId::TERMINAL, None, event.clone(), Who::terminal()).await {
            Err(error) if cannot_keep(&error) => {
                log::error!("{error:#}");
                for (reply, message) in app.unkept(ChatId::TERMINAL, None, &event).await {
                    self.print(&message, reply.language)?;
                }
                return Ok(());
            }
            handled => self.pass_on(handled?),
        }
        let settled = app.settle().await?;
        self.pass_on(settled);
        // What was just saved is found by the next line.
        app.follow().await?;
        self.deliver(app).await
    }

    /// Prints what waits in the outbox and marks it as sent.
    async fn deliver(&mut self, app: &App) -> anyhow::Result<()> {
        let waiting = app.unsent(ChatId::TERMINAL).await?;
        for queued in &waiting {
            let Reply { body, language, .. } = &queued.reply;
            let message = match body {
                Body::Report(ReportBody::Command(commission)) => commission.told_as_command(self.data, Texts::of(*language)),
                _ => app.render(queued).await?,
            };
            self.print(&message, *language)?;
            self.forgotten |= matches!(body, Body::Privacy(PrivacyBody::Receipt { .. }));
        }
        let sent: Vec<_> = waiting.iter().map(|queued| queued.id).collect();
        if !sent.is_empty() {
            app.sent(&sent).await?;
        }
        Ok(())
    }

    fn print(&self, message: &Message, language: Language) -> std::io::Result<()> {
        let Message { text, marks, rows, files } = message;
        if text.is_empty() && files.is_empty() {
            return Ok(());
        }
        let mut out = BufWriter::new(console::stdout());
        let (bold, dim, plain) = if self.colour { ("\u{1b}[1m", "\u{1b}[36m", "\u{1b}[0m") } else { ("", "", "") };
        let mut from = 0;
        for mark in marks {
            write!(out, "{}{bold}{}{plain}", harmless(&text[from..mark.start]), harmless(&text[mark.clone()]))?;
            from = mark.end;
        }
        writeln!(out, "{}", harmless(&text[from..]))?;
        for file in files {
            // Texts (a JSON, a visiting card) can be read here; a picture only repeats a link that stands in the text.
            if let (FileKind::Document, Ok(content)) = (file.kind, std::str::from_utf8(&file.bytes)) {
                writeln!(out, "{}", harmless(content.trim_end()))?;
            }
        }
        let mut number = 0;
        for row in rows {
            let buttons = row.iter().map(|button| {
                number += 1;
                format!("{dim}[{number}]{plain} {}", harmless(&button.caption))
            });
            writeln!(out, "{}", buttons.collect::<Vec<_>>().join("  "))?;
        }
        if self.talks && number > 0 {
            writeln!(out, "{dim}{}{plain}", Texts::of(language).plain("pick"))?;
        }
        writeln!(out)?;
        out.flush()
    }
}

/// Nothing that came from a file may steer the terminal.
pub(crate) fn harmless(text: &str) -> String {
    text.chars().filter(|&c| c == '\n' || !crate::understanding::text::is_invisible(c)).collect()
}
