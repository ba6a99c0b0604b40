//! Answers: what goes out of the conversation as data ([`Reply`]), and [`render`], which puts one into words: a [`Message`],
//! text and buttons, in the language of the reply. The words stand in `locales/` and nowhere else.
//! Knows nothing of channels: how a button looks is the matter of each.
mod admin;
mod answer;
mod broadcast;
mod cards;
mod clerk;
mod company;
mod company_words;
mod contact_card;
mod export;
mod held;
mod history;
mod introduction;
mod list_report;
mod listing;
mod loading;
mod mark;
mod marks;
mod merging;
mod message;
mod moderation;
mod named;
mod picture;
mod privacy;
mod proposals;
mod removing;
mod report;
mod search;
mod staff;
mod tasks;
mod texts;
mod undoing;

use std::collections::BTreeMap;

use crate::domain::{ChatId, Language, Personal, Region};

pub use admin::{AdminAction, AdminBody};
pub use answer::{Action, Answer, Body, ButtonId, NEAR, NoButton, Reply, Way};
pub use broadcast::{BroadcastAction, BroadcastBody};
pub use cards::excerpt;
pub use clerk::{ClerkAction, ClerkBody, Paper, PaperKind};
pub use company::{CONSENT_VERSION, CompanyAction, CompanyBody, Fault, Question};
pub use company_words::source_of_application;
pub use export::{Export, ExportAction, ExportBody, ListForm};
pub use held::Held;
pub use history::{Clock, fact_code, fact_words};
pub use introduction::{
    Asked, ByChamber, CompanyCard, Contacts, Hindered, IntroductionAction, IntroductionBody, IntroductionList, LINE_CHARACTERS, Lacking,
    Listed, Named, Next, Party, Reached, WayIn,
};
pub use list_report::{Ending, Remarked, SectorsRead, TakenBack, UnknownSector, ignored_columns, one_line, summary};
pub use listing::{FEEDBACK_CHARACTERS, ListingAction, ListingBody, Missing, Shown, Terms, partner_role_key};
pub use loading::{Findings, LoadAction, LoadBody, Remarks};
pub use marks::{MarkAction, MarkBody};
pub use merging::{MergeAction, MergeBody, NotMerged, Preview, Record, not_merged};
pub use message::{Button, FILE_BYTES, File, FileKind, MESSAGE_CHARACTERS, Message, Press};
pub use moderation::Applied;
pub use privacy::{PrivacyAction, PrivacyBody};
pub use proposals::{ProposalAction, ProposalBody};
pub use removing::{Criterion, Found, RemoveAction, RemoveBody, Removed, done as removal_done, not_understood};
pub use report::{Commission, Inquiry, NoSpan, ReportAction, ReportBody, ReportForm, ReportPeriod, Span, Wanted, WeeklyCounts, day};
pub use search::{About, Filter, Fresh, Leaf, Own, PartnerCard, Pick, SearchAction, SearchBody, Subject};
pub use staff::{StaffAction, StaffBody};
pub use tasks::{TaskAction, TaskBody};
pub use texts::Texts;
pub use undoing::{Told, UndoAction, UndoBody, not_undone, undone};

/// What is known, when a reply is sent, of the people whom it names; who has withdrawn or is forgotten is not in it.
pub type Known = BTreeMap<ChatId, Personal>;

/// A command of the bot; the texts say what it does (`command-name`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    /// As `/name`.
    pub name: &'static str,
    /// Only for those who keep the list.
    pub moderators: bool,
    /// Given by a clerk it concerns the clerk or the chamber, never the company for which the clerk acts.
    pub own: bool,
}

const fn everyone(name: &'static str) -> Command {
    Command { name, moderators: false, own: false }
}

/// For everyone, about themselves.
const fn own(name: &'static str) -> Command {
    Command { own: true, ..everyone(name) }
}

const fn moderators(name: &'static str) -> Command {
    Command { moderators: true, ..own(name) }
}

/// The commands in the order in which they are listed.
pub const COMMANDS: [Command; 24] = [
    everyone("start"),
    everyone("help"),
    everyone("company"),
    everyone("needs"),
    everyone("offers"),
    everyone("matches"),
    everyone("saved"),
    everyone("introductions"),
    own("invite"),
    own("notify"),
    own("language"),
    own("city"),
    own("privacy"),
    own("mydata"),
    own("forget"),
    own("feedback"),
    everyone("more"),
    moderators("admin"),
    moderators("samples"),
    moderators("moderation"),
    moderators("staff"),
    moderators("load"),
    moderators("export"),
    Command { own: false, ..moderators("leave") },
];

/// Buttons in one row take so many characters together.
const ROW_CHARACTERS: usize = 32;

/// Puts a reply into words.
pub fn render(reply: &Reply, known: &Known) -> Message {
    let texts = Texts::of(reply.language);
    let mut message = match &reply.body {
        Body::Welcome { companies, offer_samples } => {
            let welcome = texts.say("welcome", &[("companies", (*companies).into())]);
            if *offer_samples { format!("{welcome}\n{}", texts.plain("welcome-samples")).into() } else { welcome.into() }
        }
        Body::Help { moderator } => {
            format!("{}\n\n{}\n{}", texts.plain("help"), texts.plain("commands"), commands(*moderator, texts)).into()
        }
        Body::Seek => texts.plain("seek").into(),
        Body::LanguageChosen(Some(_)) => texts.plain("language-chosen").into(),
        Body::LanguageChosen(None) => texts.plain("language-free").into(),
        Body::AskLanguage => texts.plain("ask-language").into(),
        Body::HomeChosen(Some(Region::Lipetsk)) => texts.plain("home-lipetsk").into(),
        Body::HomeChosen(Some(Region::Sughd)) => texts.plain("home-sughd").into(),
        Body::HomeChosen(None) => texts.plain("home-free").into(),
        Body::AskHome => texts.plain("ask-home").into(),
        Body::UnknownCommand { command, moderator } => {
            let command = cards::shortened(command, cards::CITED_CHARACTERS);
            format!("{}\n{}", texts.say("unknown-command", &[("command", command.into())]), commands(*moderator, texts)).into()
        }
        Body::Chatter => texts.plain("chatter").into(),
        Body::Price => texts.plain("ask-price").into(),
        Body::Removal => texts.plain("ask-removal").into(),
        Body::Leaving => texts.plain("ask-leaving").into(),
        Body::Vague => texts.plain("vague").into(),
        Body::ContactAlone => texts.plain("contact-alone").into(),
        Body::OtherLanguage => Language::ALL.map(|language| Texts::of(language).plain("other-language")).join("\n").into(),
        Body::NumberAlone => texts.plain("number-alone").into(),
        Body::NoWords => texts.plain("no-words").into(),
        Body::NoForm => texts.plain("no-form").into(),
        Body::NothingAsked => texts.plain("nothing-asked").into(),
        Body::Answer(answer) => cards::answer(answer, reply.language, texts).into(),
        Body::Why { name, reasons } => cards::why(name, reasons, reply.language, texts).into(),
        Body::SamplesLoaded { companies } => texts.say("samples-loaded", &[("companies", (*companies).into())]).into(),
        Body::Sorry => texts.plain("sorry").into(),
        Body::CannotKeep => texts.plain("cannot-keep").into(),
        Body::TooFast => texts.plain("too-fast").into(),
        Body::Group => texts.plain("group").into(),
        Body::OldButton => texts.plain("old-button").into(),
        Body::PressedBefore => texts.plain("pressed-before").into(),
        Body::Nothing => Message::default(),
        Body::Search(body) => search::render(body, reply.language, texts),
        Body::Company(body) => company_words::render(body, texts, known),
        Body::Privacy(body) => privacy::render(body, texts),
        Body::Introduction(body) => introduction::render(body, reply.language, texts, known),
        Body::Listing(body) => listing::render(body, reply.language, texts, known),
        Body::Mark(body) => marks::render(body, texts),
        Body::Staff(body) => staff::render(body, texts),
        Body::Load(body) => loading::render(body, reply.language, texts),
        Body::Export(body) => export::render(body, texts),
        Body::Admin(body) => admin::render(body, reply.language, texts),
        Body::Broadcast(body) => broadcast::render(body, reply.language, texts),
        Body::Merge(body) => merging::render(body, texts),
        Body::Remove(body) => removing::render(body, texts),
        Body::Undo(body) => undoing::render(body, reply.language, texts),
        Body::Proposal(body) => proposals::render(body, texts),
        Body::Task(body) => tasks::render(body, texts, known),
        Body::Clerk(body) => clerk::render(body, texts),
        Body::Report(body) => report::render(body, reply.language, texts),
    };
    if let Some(company) = reply.on_behalf.as_ref().filter(|_| !message.text.is_empty()) {
        let on_behalf = texts.say("on-behalf", &[("company", mark::whole(company).into())]);
        message.text = format!("{on_behalf}\n{}", message.text);
    }
    let (text, marks) = mark::taken_out(&message.text);
    message.text = cards::shortened(&text, MESSAGE_CHARACTERS);
    message.marks = marks.into_iter().filter(|mark| mark.end <= message.text.len()).collect();
    message.rows = rows(reply, texts);
    message
}

/// The buttons, as many in a row as fit.
fn rows(reply: &Reply, texts: &Texts) -> Vec<Vec<Button>> {
    let mut rows: Vec<Vec<Button>> = Vec::new();
    let mut room = 0;
    for (number, action) in (0..).zip(&reply.buttons) {
        let caption = caption(action, reply.language, texts);
        let length = caption.chars().count();
        let button = Button { caption, press: press(action, number) };
        match rows.last_mut() {
            Some(row) if length <= room && !begins_row(action) => row.push(button),
            _ => {
                rows.push(vec![button]);
                room = ROW_CHARACTERS;
            }
        }
        room = room.saturating_sub(length);
    }
    rows
}

/// What belongs to another company than the button before.
fn begins_row(action: &Action) -> bool {
    match action {
        Action::Introduction(action) => introduction::begins_row(action),
        Action::Search(action) => search::begins_row(action),
        Action::Listing(action) => listing::begins_row(action),
        _ => false,
    }
}

fn press(action: &Action, number: u64) -> Press {
    match action {
        Action::Company(CompanyAction::SharePhone) => Press::ShareContact,
        _ => Press::Tell(number),
    }
}

/// A reason as a sentence.
pub fn reason(reason: &crate::matching::Reason, language: Language) -> String {
    mark::taken_out(&cards::reason(reason, language, Texts::of(language))).0
}

/// A reason as a sentence, and where in it the words stand that it cites, as byte ranges.
pub fn reason_with_evidence(reason: &crate::matching::Reason, language: Language) -> (String, Vec<std::ops::Range<usize>>) {
    mark::taken_out(&cards::reason_with_evidence(reason, language, Texts::of(language)))
}

/// A request to try, as people would write it.
pub fn example(language: Language) -> String {
    Texts::of(language).plain("example-hospital")
}

/// A strength in words.
pub fn strength(strength: crate::matching::Strength, language: Language) -> String {
    Texts::of(language).plain(cards::strength(strength))
}

fn commands(moderator: bool, texts: &Texts) -> String {
    let shown = COMMANDS.iter().filter(|command| moderator || !command.moderators);
    shown.map(|Command { name, .. }| format!("/{name} — {}", texts.plain(&format!("command-{name}")))).collect::<Vec<_>>().join("\n")
}

fn caption(action: &Action, language: Language, texts: &Texts) -> String {
    match action {
        Action::More => texts.plain("button-more"),
        Action::Search(action) => search::caption(action, language, texts),
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
        Action::Seek => texts.plain("button-seek"),
        Action::Demo => texts.plain("button-demo"),
        Action::Company(action) => company::caption(action, texts),
        Action::Privacy(action) => privacy::caption(action, texts),
        Action::Introduction(action) => introduction::caption(action, language, texts),
        Action::Listing(action) => listing::caption(action, language, texts),
        Action::Mark(action) => marks::caption(action, texts),
        Action::Staff(action) => staff::caption(action, texts),
        Action::Load(action) => loading::caption(action, texts),
        Action::Export(action) => export::caption(action, texts),
        Action::Admin(action) => admin::caption(*action, texts),
        Action::Broadcast(action) => broadcast::caption(action, language, texts),
        Action::Merge(action) => merging::caption(action, texts),
        Action::Remove(action) => removing::caption(action, texts),
        Action::Undo(action) => undoing::caption(*action, texts),
        Action::Proposal(action) => proposals::caption(action, texts),
        Action::Task(action) => tasks::caption(*action, texts),
        Action::Clerk(action) => clerk::caption(action, texts),
        Action::Report(action) => report::caption(action, texts),
    }
}
