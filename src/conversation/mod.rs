//! The conversation as a pure function: what was remembered and what happened in, changes and replies out.
//! The same arguments always give the same [`Step`]: no clock, no chance, no waiting. Telegram, the terminal and the tests
//! drive this one function; nothing here knows which of them does.

mod change;
mod event;
mod search;
mod settings;
mod state;
mod welcome;

use serde::{Deserialize, Serialize};

pub use change::Change;
pub use event::{Event, UpdateId};
pub use state::{Asked, State};

use crate::domain::Language;
use crate::matching::{Index, IndexError};
use crate::reply::{Action, Body, Reply};
use crate::understanding::understand;

/// What follows from an event: changes and replies are committed together, then the replies are sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub changes: Vec<Change>,
    pub replies: Vec<Reply>,
    /// Work for the program, whose result comes back as an [`Event`].
    pub orders: Vec<Order>,
}

/// What follows when this happens in a chat in that state.
///
/// # Errors
/// [`IndexError`] when the index cannot be read: nothing is changed or answered.
pub fn step(state: &State, event: &Event, index: &Index) -> Result<Step, IndexError> {
    match event {
        Event::Text { text, language } => text_step(state, text.trim(), *language, index),
        Event::SamplesLoaded { companies } => Ok(welcome::samples_loaded(Speech::of(state, None), *companies)),
    }
}

fn text_step(state: &State, text: &str, language: Option<Language>, index: &Index) -> Result<Step, IndexError> {
    let speech = Speech::of(state, language);
    if let Some(command) = text.strip_prefix('/') {
        let (name, rest) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
        // In groups Telegram adds the bot's name: /help@hamkor_bot.
        let name = name.split('@').next().unwrap_or_default().to_lowercase();
        return Ok(match name.as_str() {
            "start" => welcome::start(speech, index),
            "help" => welcome::help(speech),
            "language" => settings::language(speech, rest),
            "city" => settings::home(speech, rest, index),
            "more" => return search::more(state, speech, index),
            "samples" => welcome::load_samples(),
            _ => welcome::unknown_command(speech, command),
        });
    }
    let pressed = text.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).and_then(|at| state.buttons.get(at));
    match pressed {
        Some(action) => press(state, action, speech, index),
        None => search::ask(state, understand(text, &index.vocabulary), text, speech, index),
    }
}

fn press(state: &State, action: &Action, speech: Speech, index: &Index) -> Result<Step, IndexError> {
    Ok(match action {
        Action::More => return search::more(state, speech, index),
        Action::Why { number, .. } => return search::why(state, *number, speech, index),
        Action::Language(language) => settings::choose_language(speech, *language),
        Action::Home(home) => settings::choose_home(speech, *home),
        Action::LoadSamples => welcome::load_samples(),
        Action::Example(text) => return search::ask(state, understand(text, &index.vocabulary), text, speech, index),
        Action::Help => welcome::help(speech),
    })
}

/// In which language to speak.
#[derive(Clone, Copy, Debug)]
struct Speech {
    /// Asked for or chosen: holds whatever the request is written in.
    fixed: Option<Language>,
    spoken: Option<Language>,
}

impl Speech {
    fn of(state: &State, asked: Option<Language>) -> Speech {
        Speech { fixed: asked.or(state.language), spoken: state.spoken }
    }

    /// For what is said without a request.
    fn language(self) -> Language {
        self.fixed.or(self.spoken).unwrap_or_default()
    }

    /// For the answer to a request.
    fn answering(self, request: Language) -> Language {
        self.fixed.unwrap_or(request)
    }
}

impl Step {
    /// One reply; the buttons under it become what numbers mean from now on.
    fn say(language: Language, body: Body, buttons: Vec<Action>) -> Step {
        let answered = Change::Answered { language, buttons: buttons.clone() };
        Step { changes: vec![answered], replies: vec![Reply { language, body, buttons }], orders: Vec::new() }
    }

    /// The numbers go on meaning what they meant before.
    fn keeping_buttons(mut self, state: &State) -> Step {
        for change in &mut self.changes {
            if let Change::Answered { buttons, .. } = change {
                buttons.clone_from(&state.buttons);
            }
        }
        self
    }

    fn with(mut self, change: Change) -> Step {
        self.changes.insert(0, change);
        self
    }
}

/// Work that a step asks of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    LoadSamples,
}
