//! The conversation as a pure function: what was remembered and what happened in, changes and replies out.
//! The same arguments always give the same [`Step`]: no clock, no chance, no waiting. Telegram, the terminal and the tests
//! drive this one function; nothing here knows which of them does.
//!
//! A step writes to its own chat only. What concerns others becomes a [`Fact`]; the other chat is told by a step of its own when
//! the [`Registry`] says that a notice is due.
//!
//! The parts: [`turn`](self) (a step while it is made); then a file a flow: `welcome`, `settings`, `search` (with `partners`: for whom
//! they are sought, `saved`, `matches`), `company` (with the way through an `application`, its form and `answers`, and `moderation`),
//! `staff` and `marks` (what the chambers set), `privacy`, `introduction` (with `links`), `listing` (with `publish`: its questions, and
//! `news`), `loading` (of lists that are sent as a `document`), `export`, `admin` (their front page), `tasks` (requests for
//! a chamber), `broadcast` (a chamber to many), `clerk` (a chamber for a company without a messenger), `merging` (two records of one
//! company; `merged`: what old chats say of it), `removing` (many companies at once), `undoing` (what was done, taken back), `proposals` (what
//! a second admin has to confirm), `taps` (what is pressed twice at once), `deeds` (what was decided and is not done yet) and `report`.

mod admin;
mod answers;
mod application;
mod broadcast;
mod change;
mod clerk;
mod company;
mod company_form;
mod dates;
mod deeds;
mod document;
mod event;
mod export;
mod introduction;
mod links;
mod listing;
mod loading;
mod marks;
mod matches;
mod merged;
mod merging;
mod moderation;
mod news;
mod partners;
mod privacy;
mod proposals;
mod publish;
mod reach;
mod removing;
mod report;
mod saved;
mod search;
mod settings;
mod staff;
mod state;
mod taps;
mod tasks;
mod turn;
mod undoing;
mod welcome;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use admin::AdminForm;
pub use broadcast::BroadcastForm;
pub use change::{Change, Form};
pub use company_form::{Aim, CompanyForm};
pub use dates::{any_date, past_date};
pub use deeds::Deed;
pub use document::{Document, ListNews, ListWork, Origin};
pub use event::{Event, Sender, UpdateId};
pub use introduction::IntroductionForm;
pub use links::company_link;
pub use listing::ListingForm;
pub use loading::{LIST_HOURS, ListStage, SentList};
pub use merging::{MergePlan, merge_plan};
pub use proposals::SNAPSHOTS;
pub use publish::{Draft, Question};
pub use removing::RemoveForm;
pub use report::{BegunReport, GuestList, GuestNews, ReportNews};
pub use state::{Asked, Panel, State};
pub use taps::Tap;
pub use undoing::take_back;

use crate::domain::{ChatId, Company, CompanyId, ListId, MessageId, Region};
use crate::matching::{Index, IndexError};
use crate::registry::{Fact, ListingKind, MemberFact, Notice, Registry, Selection, TaskFact};
use crate::reply::{self, Action, AdminBody, Body, COMMANDS, Commission, ExportBody, Reply, ReportBody, TaskAction};
use turn::Turn;

/// What a step is made in, beside the chat itself.
#[derive(Clone, Copy)]
pub struct World<'a> {
    pub index: &'a Index,
    pub directory: &'a dyn Directory,
    pub registry: &'a Registry,
    pub settings: &'a Settings,
    pub now: Timestamp,
    /// Chance, for what must not be guessed; a step uses it at most once.
    pub salt: u128,
}

/// The list of companies, as far as a step reads it.
pub trait Directory {
    /// The company of that id; of one that was merged into another, that other.
    fn company(&self, id: &CompanyId) -> Option<Company>;
    /// Those with that tax number, or merged into which one had it.
    fn by_tax_id(&self, tax_id: &str) -> Vec<Company>;
}

/// What the operator has set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Chats of those who own the list, each with the side for which they do; `None`: for both.
    pub owners: BTreeMap<ChatId, Option<Region>>,
    /// The bot's username, for links to it; empty where there is none.
    pub bot: String,
}

/// What follows from an event: all but the orders is committed together, then the replies are sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub changes: Vec<Change>,
    pub facts: Vec<Fact>,
    pub directory: Vec<Edit>,
    pub replies: Vec<Reply>,
    /// The company on whose behalf all this is, where a chamber acts for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf: Option<CompanyId>,
    /// Work for the program, whose result comes back as an [`Event`].
    pub orders: Vec<Order>,
}

impl Step {
    /// Whether it only answers: what it would change is what "more" goes on with, and nothing that the person asks to be kept. A question
    /// that only a button answers is no answer.
    pub fn only_answers(&self, state: &State) -> bool {
        let remembers = |change: &Change| match change {
            Change::Asked(asked) => state.request(asked.number).is_none_or(|known| known.dismissed == asked.dismissed),
            change => matches!(change, Change::Answered { .. } | Change::Tapped(_) | Change::Wrote(_)),
        };
        let is_noticed = |fact: &Fact| {
            matches!(fact, Fact::Member(MemberFact::Reachable) | Fact::Task(TaskFact::Lacked { .. } | TaskFact::Found { .. }))
        };
        let asks = |reply: &Reply| match &reply.body {
            Body::AskLanguage | Body::AskHome | Body::Admin(AdminBody::Open { .. }) => true,
            Body::Export(body) => matches!(body, ExportBody::AskCity | ExportBody::AskForm { .. }),
            Body::Report(body) => matches!(body, ReportBody::AskWhich { .. }),
            _ => false,
        };
        let changes_nothing = self.changes.iter().all(remembers) && self.facts.iter().all(is_noticed) && self.directory.is_empty();
        changes_nothing && self.orders.is_empty() && !self.replies.iter().any(asks)
    }
}

/// A change of the list of companies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    Put(Box<Company>),
    /// The company leaves the list, and its id leads to the other from then on.
    Merge {
        id: CompanyId,
        into: CompanyId,
    },
    /// So many changes of the list by an earlier entry, from that number on, are taken back.
    TakeBack {
        first: u64,
        changes: u64,
    },
}

/// Work that a step asks of the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    LoadSamples,
    /// Everything that was recorded in the chat, for [`Event::Copied`].
    Copy,
    /// The companies are to be counted, for [`Event::Counted`].
    Count {
        message: Option<MessageId>,
    },
    /// Something is to be done with a list that was sent, for [`Event::List`].
    List {
        list: ListId,
        work: ListWork,
    },
    /// A long report is to be made, for [`Event::Report`].
    Report {
        number: u64,
        commission: Commission,
        message: Option<MessageId>,
    },
    /// The guests of a delegation are to be read, for [`Event::Guests`].
    Guests {
        number: u64,
        guests: GuestList,
    },
    /// The load with that number is to be taken back, for [`Event::LoadUndone`].
    Undo {
        load: u64,
        message: Option<MessageId>,
    },
    /// What was done to the list last is to be read, for [`Event::History`].
    History {
        message: Option<MessageId>,
    },
    /// An entry is to be read that may be taken back, for [`Event::Recalled`].
    Recall {
        number: u64,
        sure: bool,
        message: Option<MessageId>,
    },
    /// Records that may mean one company are to be looked for, for [`Event::Duplicates`].
    Duplicates {
        message: Option<MessageId>,
    },
    /// It is to be looked which companies are meant, for [`Event::Chosen`].
    Choose {
        of: Selection,
        message: Option<MessageId>,
    },
    /// They are to be removed, for [`Event::Removed`].
    Remove {
        of: Selection,
        message: Option<MessageId>,
    },
    /// It is to be looked which snapshots there are, for [`Event::Snapshots`].
    Snapshots {
        message: Option<MessageId>,
    },
    /// At the next start everything is to become what it was in that snapshot, for [`Event::RestoreOrdered`].
    Restore {
        snapshot: String,
    },
}

/// What follows when this happens in a chat in that state.
///
/// # Errors
/// [`IndexError`] when the index cannot be read: nothing is changed or answered.
pub fn step(chat: ChatId, state: &State, event: &Event, world: World<'_>) -> Result<Step, IndexError> {
    let mut turn = Turn::new(chat, state, event, world);
    let turn_ref = &mut turn;
    if event.sender().is_some() && !turn_ref.registry.members.is_reachable(chat) {
        turn_ref.record(Fact::Member(MemberFact::Reachable));
    }
    if marks::is_refused(turn_ref, event) {
        return Ok(turn.finish());
    }
    if taps::is_second(turn_ref, event) {
        return Ok(turn.finish());
    }
    match event {
        Event::Text { text, .. } => text_turn(turn_ref, text.trim())?,
        Event::Edited { text, .. } => edited(turn_ref, text.trim())?,
        Event::Pressed { button, .. } => match button.and_then(|button| state.button(button)) {
            Some(action) => press(turn_ref, action)?,
            None => turn_ref.toast(Body::OldButton),
        },
        Event::Contact { phone, name, own, .. } => company::contact(turn_ref, phone, name, *own),
        Event::Wordless { .. } => wordless(turn_ref),
        Event::Document { document, caption, .. } => {
            turn_ref.behalf = None;
            if !report::guests_sent(turn_ref, document) {
                loading::document(turn_ref, document, caption)?;
            }
        }
        Event::Group { query: Some(_), .. } => turn_ref.toast(Body::OldButton),
        Event::Group { .. } => turn_ref.say(Body::Group, Vec::new()),
        Event::SamplesLoaded { companies } => welcome::samples_loaded(turn_ref, *companies),
        Event::Copied { facts } => privacy::copy(turn_ref, facts),
        Event::Counted { census, .. } => admin::counted(turn_ref, census.as_ref()),
        Event::List { list, news, .. } => loading::news(turn_ref, *list, news),
        Event::LoadUndone { load, outcome, .. } => loading::undone(turn_ref, *load, outcome.as_ref()),
        Event::History { entries, .. } => undoing::history(turn_ref, entries.as_deref()),
        Event::Recalled { number, sure, entry, .. } => undoing::recalled(turn_ref, *number, *sure, entry.as_deref()),
        Event::Duplicates { pairs, .. } => merging::duplicates(turn_ref, pairs.as_deref()),
        Event::Chosen { of, found, .. } => removing::chosen(turn_ref, of, found.as_ref()),
        Event::Removed { of, removed, .. } => removing::removed(turn_ref, of, *removed),
        Event::Snapshots { days, .. } => proposals::snapshots(turn_ref, days),
        Event::RestoreOrdered { snapshot, ordered } => proposals::restore_ordered(turn_ref, snapshot, *ordered),
        Event::Restored { snapshot, aside, asked } => proposals::restored(turn_ref, snapshot, aside.as_deref(), *asked),
        Event::Report { number, news, .. } => report::news(turn_ref, *number, *news),
        Event::Guests { number, news } => report::guests_read(turn_ref, *number, news),
        Event::Forgotten { language } => privacy::forgotten(turn_ref, *language),
        Event::Due(notice) => notice_turn(turn_ref, notice)?,
    }
    introduction::fulfil(turn_ref);
    turn_ref.note_message(event);
    Ok(turn.finish())
}

fn text_turn(turn: &mut Turn, text: &str) -> Result<(), IndexError> {
    if let Some(command) = text.strip_prefix('/') {
        let (name, rest) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
        // In groups Telegram adds the bot's name: /help@hamkor_bot.
        let name = name.split('@').next().unwrap_or_default().to_lowercase();
        return self::command(turn, &name, rest.trim(), command);
    }
    let numbered = text.parse::<usize>().ok().and_then(|number| turn.state.numbered(number)).cloned();
    match (numbered, turn.state.form.clone()) {
        (Some(action), _) if turn.sender.by_number => press(turn, &action),
        (Some(_), None) => {
            turn.say(Body::NumberAlone, vec![Action::Help]);
            Ok(())
        }
        (_, Some(form)) => form_turn(turn, form, text),
        (_, None) if introduction::code(turn, text) => Ok(()),
        (_, None) if settings::place_alone(turn, text) => Ok(()),
        (_, None) => {
            turn.is_request = true;
            search::ask(turn, text)
        }
    }
}

/// The last message, if it was a request and is changed, is a request anew. Of others there is nothing to change any more: what they
/// answered has gone on.
fn edited(turn: &mut Turn, text: &str) -> Result<(), IndexError> {
    let is_last = turn.sender.message.is_some() && turn.sender.message == turn.state.last_request;
    let is_same = turn.state.request.as_ref().is_some_and(|asked| asked.text == text);
    if !is_last || is_same || turn.state.form.is_some() || text.starts_with('/') {
        return Ok(());
    }
    search::ask(turn, text)
}

/// A picture or a voice; a question that is open is asked again.
fn wordless(turn: &mut Turn) {
    turn.say(Body::NoWords, Vec::new());
    if let Some(Form::Company(form)) = turn.state.form.clone() {
        application::resume(turn, *form);
    }
}

fn command(turn: &mut Turn, name: &str, rest: &str, whole: &str) -> Result<(), IndexError> {
    if COMMANDS.iter().any(|command| command.own && command.name == name) {
        turn.behalf = None;
    }
    match name {
        "leave" if turn.is_moderator() => clerk::leave(turn),
        "start" if rest.is_empty() => welcome::start(turn),
        "start" => introduction::opened(turn, rest),
        "introductions" => introduction::overview(turn),
        "invite" => introduction::invite(turn),
        "help" => welcome::help(turn),
        "language" => settings::language(turn, rest),
        "city" => settings::home(turn, rest),
        "more" => return search::more(turn),
        "company" if turn.acting().is_some() => clerk::menu(turn),
        "company" => company::open(turn),
        "back" | "skip" | "cancel" => return steer(turn, name),
        "privacy" => privacy::privacy(turn),
        "mydata" => privacy::my_data(turn),
        "forget" => privacy::ask_forget(turn),
        "admin" if turn.is_moderator() => admin::open(turn),
        "moderation" if turn.is_moderator() => moderation::waiting(turn),
        "staff" if turn.is_moderator() => staff::list(turn),
        "needs" => listing::list(turn, ListingKind::Need),
        "offers" => listing::list(turn, ListingKind::Offer),
        "matches" => return matches::page(turn, 0, None),
        "saved" => saved::page(turn, 0),
        "notify" => news::settings(turn),
        "feedback" => listing::feedback(turn, rest),
        "load" | "export" if turn.is_moderator() && !loading::may_load(turn) => staff::not_yours(turn),
        "load" if turn.is_moderator() => loading::command(turn, rest),
        "export" if turn.is_moderator() => export::ask(turn),
        "samples" if turn.is_moderator() => welcome::load_samples(turn),
        _ => welcome::unknown_command(turn, whole),
    }
    Ok(())
}

/// Goes back, passes over or closes what is being asked.
fn steer(turn: &mut Turn, command: &str) -> Result<(), IndexError> {
    match turn.state.form.clone() {
        Some(Form::Company(form)) => application::steer(turn, *form, command),
        Some(Form::Introduction(form)) => introduction::steer(turn, &form, command),
        Some(Form::Listing(form)) => listing::steer(turn, form, command),
        Some(Form::Admin(_)) => admin::steer(turn),
        None => turn.say(Body::NoForm, vec![Action::Help]),
    }
    Ok(())
}

/// Whether a button concerns the person or the chamber, never the company for which a clerk acts.
fn is_own(action: &Action) -> bool {
    match action {
        Action::Task(action) => !matches!(action, TaskAction::Ask { .. }),
        Action::Language(_)
        | Action::Home(_)
        | Action::LoadSamples
        | Action::Company(_)
        | Action::Privacy(_)
        | Action::Mark(_)
        | Action::Staff(_)
        | Action::Load(_)
        | Action::Export(_)
        | Action::Admin(_)
        | Action::Broadcast(_)
        | Action::Merge(_)
        | Action::Remove(_)
        | Action::Undo(_)
        | Action::Proposal(_)
        | Action::Report(_) => true,
        _ => false,
    }
}

fn press(turn: &mut Turn, action: &Action) -> Result<(), IndexError> {
    if is_own(action) {
        turn.behalf = None;
    }
    let mut action = action.clone();
    action.company_mut().into_iter().for_each(|company| turn.registry.merges.rename(company));
    match &action {
        Action::More => return search::more(turn),
        Action::Search(action) => return search::press(turn, action),
        Action::Language(language) => settings::choose_language(turn, *language),
        Action::Home(home) => settings::choose_home(turn, *home),
        Action::LoadSamples => welcome::load_samples(turn),
        Action::Example(text) => return search::ask(turn, text),
        Action::Help => welcome::help(turn),
        Action::Seek => welcome::seek(turn),
        Action::Demo => {
            turn.leave_message();
            let example = reply::example(turn.language());
            return search::ask(turn, &example);
        }
        Action::Company(action) => return company::press(turn, action),
        Action::Privacy(action) => privacy::press(turn, action),
        Action::Introduction(action) => return introduction::press(turn, action),
        Action::Listing(action) => return listing::press(turn, action),
        Action::Mark(action) => marks::press(turn, action),
        Action::Staff(action) => staff::press(turn, action),
        Action::Load(action) => loading::press(turn, action),
        Action::Export(action) => export::press(turn, action),
        Action::Admin(action) => admin::press(turn, action),
        Action::Broadcast(action) => broadcast::press(turn, action),
        Action::Merge(action) => merging::press(turn, action),
        Action::Remove(action) => removing::press(turn, action),
        Action::Undo(action) => undoing::press(turn, *action),
        Action::Proposal(action) => proposals::press(turn, action),
        Action::Task(action) => tasks::press(turn, action),
        Action::Clerk(action) => clerk::press(turn, action),
        Action::Report(action) => return report::press(turn, action),
    }
    Ok(())
}

/// The answer to a question of a form.
fn form_turn(turn: &mut Turn, form: Form, text: &str) -> Result<(), IndexError> {
    match form {
        Form::Company(form) => {
            turn.behalf = None;
            answers::answer(turn, *form, text)
        }
        Form::Introduction(form) => introduction::answer(turn, form, text),
        Form::Listing(form) => listing::answer(turn, form, text),
        Form::Admin(AdminForm::ReportCompany) if turn.is_moderator() => report::company_typed(turn, text),
        Form::Admin(AdminForm::ReportGuests) if turn.is_moderator() => {
            report::guests_typed(turn, text);
            Ok(())
        }
        Form::Admin(AdminForm::ReportDays) if turn.is_moderator() => {
            report::days_typed(turn, text);
            Ok(())
        }
        Form::Admin(form) => {
            turn.behalf = None;
            admin::answer(turn, form, text)
        }
    }
}

/// Gives a notice, unless it has been given; then it is recorded as told.
fn notice_turn(turn: &mut Turn, notice: &Notice) -> Result<(), IndexError> {
    if turn.registry.was_told(turn.chat, notice) {
        return Ok(());
    }
    turn.record(Fact::Told(notice.clone()));
    match notice {
        Notice::Member(notice) => company::notice(turn, notice),
        Notice::Introduction(notice) => return introduction::notice(turn, notice),
        Notice::Listing(notice) => return listing::notice(turn, notice),
        Notice::Mark(notice) => marks::notice(turn, *notice),
        Notice::Broadcast(notice) => broadcast::notice(turn, *notice),
        Notice::Proposal(notice) => proposals::notice(turn, *notice),
        Notice::Task(notice) => tasks::notice(turn, *notice),
        Notice::Clerk(notice) => clerk::notice(turn, *notice),
        Notice::Digest(notice) => report::notice(turn, *notice),
        Notice::Staff(notice) => staff::notice(turn, *notice),
    }
    Ok(())
}
