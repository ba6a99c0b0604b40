//! Answers: what goes out of the conversation as data ([`Reply`]), and [`render`], which puts one into words: a [`Message`],
//! text and buttons, in the language of the reply. The words stand in `locales/` and nowhere else.
//! Knows nothing of channels: how a button looks is the matter of each.
mod answer;
mod cards;
mod mark;
mod texts;

use std::ops::Range;

use crate::domain::{Language, Region};

pub use answer::{Action, Answer, Body, Reply};
pub use texts::Texts;

/// The commands, as `/name`; the texts say what each does (`command-name`).
pub const COMMANDS: [&str; 6] = ["start", "help", "language", "city", "more", "samples"];

/// A reply in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Plain text, at most [`MESSAGE_CHARACTERS`] long.
    pub text: String,
    /// What stands out in it, as byte ranges: names of companies, and the letters of a name that were asked for.
    pub marks: Vec<Range<usize>>,
    /// Captions, in the order of the reply's buttons.
    pub buttons: Vec<String>,
}

/// Telegram takes no longer text (core.telegram.org/bots/api#sendmessage).
pub const MESSAGE_CHARACTERS: usize = 4096;

/// Puts a reply into words.
pub fn render(reply: &Reply) -> Message {
    let texts = Texts::of(reply.language);
    let text = match &reply.body {
        Body::Welcome { companies, offer_samples } => {
            let welcome = texts.say("welcome", &[("companies", (*companies).into())]);
            if *offer_samples { format!("{welcome}\n{}", texts.plain("welcome-samples")) } else { welcome }
        }
        Body::Help => format!("{}\n\n{}\n{}", texts.plain("help"), texts.plain("commands"), commands(texts)),
        Body::LanguageChosen(Some(_)) => texts.plain("language-chosen"),
        Body::LanguageChosen(None) => texts.plain("language-free"),
        Body::AskLanguage => texts.plain("ask-language"),
        Body::HomeChosen(Some(Region::Lipetsk)) => texts.plain("home-lipetsk"),
        Body::HomeChosen(Some(Region::Sughd)) => texts.plain("home-sughd"),
        Body::HomeChosen(None) => texts.plain("home-free"),
        Body::AskHome => texts.plain("ask-home"),
        Body::UnknownCommand { command } => {
            let command = cards::shortened(command, cards::CITED_CHARACTERS);
            format!("{}\n{}", texts.say("unknown-command", &[("command", command.into())]), commands(texts))
        }
        Body::Chatter => texts.plain("chatter"),
        Body::NoWords => texts.plain("no-words"),
        Body::NothingAsked => texts.plain("nothing-asked"),
        Body::Answer(answer) => cards::answer(answer, reply.language, texts),
        Body::Why { name, reasons } => cards::why(name, reasons, reply.language, texts),
        Body::SamplesLoaded { companies } => texts.say("samples-loaded", &[("companies", (*companies).into())]),
        Body::Sorry => texts.plain("sorry"),
    };
    let (text, marks) = mark::taken_out(&text);
    let text = cards::shortened(&text, MESSAGE_CHARACTERS);
    let marks = marks.into_iter().filter(|mark| mark.end <= text.len()).collect();
    Message { text, marks, buttons: reply.buttons.iter().map(|action| caption(action, texts)).collect() }
}

/// A reason as a sentence.
pub fn reason(reason: &crate::matching::Reason, language: Language) -> String {
    mark::taken_out(&cards::reason(reason, language, Texts::of(language))).0
}

/// A request to try, as people would write it.
pub fn example(language: Language) -> String {
    Texts::of(language).plain("example-hospital")
}

/// A strength in words.
pub fn strength(strength: crate::matching::Strength, language: Language) -> String {
    Texts::of(language).plain(cards::strength(strength))
}

fn commands(texts: &Texts) -> String {
    COMMANDS.iter().map(|command| format!("/{command} — {}", texts.plain(&format!("command-{command}")))).collect::<Vec<_>>().join("\n")
}

fn caption(action: &Action, texts: &Texts) -> String {
    match action {
        Action::More => texts.plain("button-more"),
        Action::Why { name, .. } => texts.say("button-why", &[("name", cards::shortened(name, cards::BUTTON_CHARACTERS).into())]),
        Action::Language(Some(Language::Ru)) => texts.plain("button-russian"),
        Action::Language(Some(Language::Tg)) => texts.plain("button-tajik"),
        Action::Language(Some(Language::En)) => texts.plain("button-english"),
        Action::Language(None) => texts.plain("button-any-language"),
        Action::Home(Some(Region::Lipetsk)) => texts.plain("button-lipetsk"),
        Action::Home(Some(Region::Sughd)) => texts.plain("button-khujand"),
        Action::Home(None) => texts.plain("button-anywhere"),
        Action::LoadSamples => texts.plain("button-samples"),
        Action::Example(text) => text.clone(),
        Action::Help => texts.plain("button-help"),
    }
}
