//! One turn of a conversation while it is being made: what the flows know, and what they say, change and record.

use jiff::Timestamp;

use super::{Asked, Change, Edit, Event, Form, Order, Sender, State, Step, World, merged};
use crate::domain::{ChatId, CompanyId, Language, MessageId, QueryId};
use crate::matching::Index;
use crate::registry::{Fact, Post, Recorded, Registry};
use crate::reply::{Action, Body, Reply, Way};

/// A turn under way. Changes and facts hold at once: what is read afterwards is as if they were committed.
pub(super) struct Turn<'a> {
    pub(super) chat: ChatId,
    pub(super) state: State,
    pub(super) registry: std::borrow::Cow<'a, Registry>,
    pub(super) index: &'a Index,
    pub(super) world: World<'a>,
    pub(super) sender: Sender,
    /// The company in whose name the chamber acts by this turn; every reply says so, and so does the ledger.
    pub(super) behalf: Option<CompanyId>,
    /// Whether the person does something; what they are told unasked is not told to the company for which they act.
    is_deed: bool,
    /// Whether the message is taken for a request: changed, it is answered again.
    pub(super) is_request: bool,
    /// The message in whose place the next thing is said.
    edited: Option<MessageId>,
    /// A press that is not acknowledged yet.
    query: Option<QueryId>,
    step: Step,
}

impl<'a> Turn<'a> {
    pub(super) fn new(chat: ChatId, state: &State, event: &Event, world: World<'a>) -> Turn<'a> {
        let (edited, query) = match event {
            Event::Pressed { message, query, .. } => (*message, query.clone()),
            Event::Group { query, .. } => (None, query.clone()),
            Event::Counted { message, .. }
            | Event::List { message, .. }
            | Event::LoadUndone { message, .. }
            | Event::History { message, .. }
            | Event::Recalled { message, .. }
            | Event::Duplicates { message, .. }
            | Event::Chosen { message, .. }
            | Event::Removed { message, .. }
            | Event::Snapshots { message, .. }
            | Event::Report { message, .. } => (*message, None),
            _ => (None, None),
        };
        let mut state = state.clone();
        if !world.registry.merges.is_empty() {
            merged::read_as(&mut state, &world.registry.merges);
        }
        Turn {
            chat,
            state,
            registry: std::borrow::Cow::Borrowed(world.registry),
            index: world.index,
            world,
            sender: event.sender().cloned().unwrap_or_default(),
            behalf: event.sender().and_then(|_| world.registry.members.acts_for(chat)).cloned(),
            is_deed: event.sender().is_some(),
            is_request: false,
            edited,
            query,
            step: Step::default(),
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.world.now
    }

    /// The language for what is said without a request.
    pub(super) fn language(&self) -> Language {
        self.chosen_language().or(self.state.spoken).or(self.sender.phone).unwrap_or_default()
    }

    /// Asked for or chosen: holds whatever a request is written in.
    pub(super) fn chosen_language(&self) -> Option<Language> {
        self.sender.language.or(self.state.language)
    }

    /// The language for the answer to a request.
    pub(super) fn answering(&self, request: Language) -> Language {
        self.chosen_language().unwrap_or(request)
    }

    /// What the person may do beyond what everybody may.
    pub(super) fn post(&self) -> Option<Post> {
        self.registry.members.staff.post(self.chat)
    }

    pub(super) fn is_moderator(&self) -> bool {
        self.post().is_some()
    }

    /// The company without a messenger for which the person acts as its chamber.
    pub(super) fn acting(&self) -> Option<CompanyId> {
        self.registry.members.acts_for(self.chat).filter(|_| self.is_deed).cloned()
    }

    /// The company in whose name the person asks and answers: that for which they act, else their own.
    pub(super) fn company(&self) -> Option<CompanyId> {
        self.acting().or_else(|| self.registry.members.company_of(self.chat).cloned())
    }

    /// The last request in the name of that company: what a clerk seeks for one company is not gone on with for another.
    pub(super) fn request(&self) -> Option<&Asked> {
        let acting = self.acting();
        self.state.request.iter().chain(self.state.earlier.iter().rev()).find(|asked| asked.on_behalf == acting)
    }

    /// Says something in the language of the chat.
    pub(super) fn say(&mut self, body: Body, buttons: Vec<Action>) {
        self.say_in(self.language(), body, buttons);
    }

    /// Says something: in the place of the message whose button was pressed, once; otherwise as a new message.
    pub(super) fn say_in(&mut self, language: Language, body: Body, buttons: Vec<Action>) {
        let way = self.edited.take().map_or(Way::New, Way::Edit);
        self.reply(way, language, body, buttons);
    }

    /// The message in whose place the next thing is said.
    pub(super) fn pressed(&self) -> Option<MessageId> {
        self.edited
    }

    /// From here on new messages are sent and the one whose button was pressed stays as it is.
    pub(super) fn leave_message(&mut self) {
        self.edited = None;
    }

    /// A short word that passes by where the channel can do that: the answer to a press.
    pub(super) fn toast(&mut self, body: Body) {
        match self.query.take() {
            Some(query) => self.reply(Way::Toast(query), self.language(), body, Vec::new()),
            None => {
                self.leave_message();
                self.say(body, Vec::new());
            }
        }
    }

    /// A short word that passes by; nothing where nothing was pressed.
    pub(super) fn toast_if_pressed(&mut self, body: Body) {
        if let Some(query) = self.query.take() {
            self.reply(Way::Toast(query), self.language(), body, Vec::new());
        }
    }

    fn reply(&mut self, way: Way, language: Language, body: Body, buttons: Vec<Action>) {
        self.change(Change::Answered { language, buttons: buttons.clone() });
        let panel = if buttons.is_empty() { 0 } else { self.state.panel };
        let on_behalf = self.behalf.as_ref().map(|company| super::company::name(self, company));
        self.step.replies.push(Reply { way, language, body, on_behalf, panel, buttons });
    }

    pub(super) fn change(&mut self, change: Change) {
        self.note_behalf();
        self.step.changes.extend(merged::with_it(&change, &self.registry.merges));
        self.state.apply(&change);
        self.step.changes.push(change);
    }

    /// Remembers what was done, whoever it was done for.
    pub(super) fn note(&mut self, change: Change) {
        self.state.apply(&change);
        self.step.changes.push(change);
    }

    /// Asks the next question of a form.
    pub(super) fn form(&mut self, form: Option<Form>) {
        if self.state.form != form {
            self.change(Change::Form(form));
        }
    }

    /// The ledger tells on whose behalf a step was: from its first change on.
    fn note_behalf(&mut self) {
        if self.step.on_behalf.is_none() {
            self.step.on_behalf.clone_from(&self.behalf);
        }
    }

    pub(super) fn record(&mut self, fact: Fact) {
        self.note_behalf();
        self.registry.to_mut().apply(&Recorded { at: self.world.now, chat: self.chat, fact: fact.clone() });
        self.step.facts.push(fact);
    }

    pub(super) fn edit(&mut self, edit: Edit) {
        self.step.directory.push(edit);
    }

    pub(super) fn order(&mut self, order: Order) {
        self.step.orders.push(order);
    }

    /// Remembers whether the message that was written may be changed.
    pub(super) fn note_message(&mut self, event: &Event) {
        let wrote = self.sender.message.filter(|_| self.is_request);
        let is_new = self.sender.message.is_some() && !matches!(event, Event::Edited { .. });
        if is_new && self.state.last_request != wrote {
            self.note(Change::Wrote(wrote));
        }
    }

    /// The step; a press that nothing acknowledged is acknowledged without words, before all else.
    pub(super) fn finish(mut self) -> Step {
        if let Some(query) = self.query.take() {
            let reply = Reply {
                way: Way::Toast(query),
                language: self.language(),
                body: Body::Nothing,
                on_behalf: None,
                panel: 0,
                buttons: Vec::new(),
            };
            self.step.replies.insert(0, reply);
        }
        self.step
    }
}
