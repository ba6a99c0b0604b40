//! A reply in words as calls of the Bot API, and what is tried when the server refuses one.

use reqwest::Url;
use reqwest::multipart::{Form, Part};
use teloxide::payloads::{AnswerCallbackQuery, DeleteMyCommands, EditMessageText, SendMessage};
use teloxide::types::{
    self as tg, ButtonRequest, CallbackQueryId, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, KeyboardMarkup,
    LinkPreviewOptions, MessageEntity, Recipient, ReplyMarkup,
};

use super::api::{Api, Failure};
use super::menu;
use super::parts::{self, CAPTION_UNITS, MESSAGE_UNITS, Part as TextPart};
use crate::domain::ChatId;
use crate::reply::{Body, Button, ButtonId, File, FileKind, Message, Press, Reply, StaffBody, Way};

/// Telegram's limit for the answer to a press.
const TOAST_UNITS: usize = 200;
/// A larger picture goes as a document.
const PICTURE_BYTES: usize = 10 << 20;
/// What fits into a row and under a message.
const ROW_BUTTONS: usize = 8;
const BUTTONS: usize = 100;

/// One call.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Call {
    Send(SendMessage),
    Edit(EditMessageText),
    Toast(AnswerCallbackQuery),
    Upload(Upload),
    /// The commands of everyone again, on phones of one language.
    Commands(DeleteMyCommands),
}

/// A file with its caption.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Upload {
    chat: ChatId,
    file: File,
    caption: TextPart,
    markup: Option<ReplyMarkup>,
}

/// What a refused call means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refused {
    /// It has the wanted effect already, or nobody waits for it any more.
    Done,
    /// Try this in its place.
    Instead(Box<Call>),
    /// Nothing else can be tried.
    Hopeless,
}

/// The calls that show a reply, in order; none for a reply without words.
pub(super) fn calls(chat: ChatId, reply: &Reply, message: Message) -> Vec<Call> {
    let Message { text, marks, rows, files } = message;
    let markup = markup(reply.panel, &rows);
    let edited = match &reply.way {
        Way::Toast(query) => return vec![toast(&query.0, &text)],
        Way::Edit(edited) => Some(edited.0),
        Way::New => None,
    };
    let mut calls = Vec::new();
    let mut files = files.into_iter();
    let captions = parts::parts(&text, &marks, CAPTION_UNITS);
    match files.len() {
        0 => calls.extend(texts(chat, edited, parts::parts(&text, &marks, MESSAGE_UNITS), markup)),
        _ if captions.len() <= 1 => {
            let caption = captions.into_iter().next().unwrap_or_default();
            calls.extend(files.next().map(|file| Call::Upload(Upload { chat, file, caption, markup })));
        }
        _ => calls.extend(texts(chat, None, parts::parts(&text, &marks, MESSAGE_UNITS), markup)),
    }
    calls.extend(files.map(|file| Call::Upload(Upload { chat, file, caption: TextPart::default(), markup: None })));
    if matches!(reply.body, Body::Staff(StaffBody::LetGo)) {
        calls.extend(menu::of_everyone(chat).map(Call::Commands));
    }
    calls
}

/// The acknowledgement of a press.
fn toast(query: &str, text: &str) -> Call {
    let text = parts::shortened(text, TOAST_UNITS);
    let text = if text.is_empty() { None } else { Some(text) };
    Call::Toast(AnswerCallbackQuery { text, ..AnswerCallbackQuery::new(CallbackQueryId(query.to_owned())) })
}

/// Texts one after the other: the first in the place of a message, the buttons under the last.
fn texts(chat: ChatId, edited: Option<i64>, texts: Vec<TextPart>, markup: Option<ReplyMarkup>) -> Vec<Call> {
    let last = texts.len().saturating_sub(1);
    let call = |(number, text): (usize, TextPart)| {
        let markup = if number == last { markup.clone() } else { None };
        match (edited.filter(|_| number == 0).and_then(|id| i32::try_from(id).ok()), &markup) {
            (Some(id), None | Some(ReplyMarkup::InlineKeyboard(_))) => Call::Edit(edit(chat, id, text, markup)),
            _ => Call::Send(send(chat, text, markup)),
        }
    };
    texts.into_iter().enumerate().map(call).collect()
}

fn send(chat: ChatId, text: TextPart, markup: Option<ReplyMarkup>) -> SendMessage {
    SendMessage {
        entities: some(text.entities),
        link_preview_options: Some(without_preview()),
        reply_markup: markup,
        ..SendMessage::new(recipient(chat), text.text)
    }
}

fn edit(chat: ChatId, message: i32, text: TextPart, markup: Option<ReplyMarkup>) -> EditMessageText {
    let reply_markup = match markup {
        Some(ReplyMarkup::InlineKeyboard(keyboard)) => Some(keyboard),
        _ => None,
    };
    EditMessageText {
        entities: some(text.entities),
        link_preview_options: Some(without_preview()),
        reply_markup,
        ..EditMessageText::new(recipient(chat), tg::MessageId(message), text.text)
    }
}

/// Short text first: no picture of a linked page.
pub(super) fn without_preview() -> LinkPreviewOptions {
    LinkPreviewOptions { is_disabled: true, url: None, prefer_small_media: false, prefer_large_media: false, show_above_text: false }
}

fn some(entities: Vec<MessageEntity>) -> Option<Vec<MessageEntity>> {
    if entities.is_empty() { None } else { Some(entities) }
}

fn recipient(chat: ChatId) -> Recipient {
    Recipient::Id(tg::ChatId(chat.0))
}

/// The buttons under a message; a request for the contact takes a keyboard of its own, which holds nothing else.
fn markup(panel: u64, rows: &[Vec<Button>]) -> Option<ReplyMarkup> {
    let contacts: Vec<Vec<KeyboardButton>> = rows
        .iter()
        .flatten()
        .filter(|button| button.press == Press::ShareContact)
        .map(|button| vec![KeyboardButton::new(&button.caption).request(ButtonRequest::Contact)])
        .collect();
    if !contacts.is_empty() {
        return Some(KeyboardMarkup::new(contacts).resize_keyboard().one_time_keyboard().into());
    }
    let mut room = BUTTONS;
    let mut keyboard = Vec::new();
    for row in rows {
        let buttons: Vec<_> = row.iter().filter_map(|button| inline(panel, button)).take(room).collect();
        room -= buttons.len();
        keyboard.extend(buttons.chunks(ROW_BUTTONS).map(<[_]>::to_vec));
    }
    if keyboard.is_empty() { None } else { Some(InlineKeyboardMarkup::new(keyboard).into()) }
}

fn inline(panel: u64, button: &Button) -> Option<InlineKeyboardButton> {
    let caption = if button.caption.trim().is_empty() { "…" } else { &button.caption };
    match &button.press {
        Press::Tell(number) => Some(InlineKeyboardButton::callback(caption, ButtonId { panel, number: *number }.to_string())),
        Press::Open(url) => Some(InlineKeyboardButton::url(caption, Url::parse(url).ok()?)),
        Press::ShareContact => None,
    }
}

impl Call {
    /// For the count of replies.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Call::Send(_) => "message",
            Call::Edit(_) => "edit",
            Call::Toast(_) => "toast",
            Call::Upload(_) => "file",
            Call::Commands(_) => "commands",
        }
    }

    pub(super) async fn make(&self, api: &Api) -> Result<(), Failure> {
        match self {
            Call::Send(call) => api.tell(call).await,
            Call::Edit(call) => api.tell(call).await,
            Call::Toast(call) => api.tell(call).await,
            Call::Commands(call) => api.tell(call).await,
            Call::Upload(upload) => api.upload(upload.method(), upload.form()?).await,
        }
    }

    /// The same for the chat that a group has become.
    pub(super) fn redirected(mut self, chat: ChatId) -> Call {
        match &mut self {
            Call::Send(call) => call.chat_id = recipient(chat),
            Call::Edit(call) => call.chat_id = recipient(chat),
            Call::Upload(upload) => upload.chat = chat,
            // Only a person keeps the list, and a person's chat stays the same.
            Call::Toast(_) | Call::Commands(_) => {}
        }
        self
    }

    /// What follows when the server refuses the call as it is: plain text instead of marks, a new message instead of an edit, a document instead of a
    /// picture, no buttons instead of wrong ones.
    pub(super) fn refused(self, description: &str) -> Refused {
        if ["message is not modified", "query is too old"].iter().any(|known| description.contains(known)) {
            return Refused::Done;
        }
        if description.contains("chat not found") {
            return Refused::Hopeless;
        }
        let instead = |call| Refused::Instead(Box::new(call));
        match self {
            Call::Send(call) if call.entities.is_some() => instead(Call::Send(SendMessage { entities: None, ..call })),
            Call::Send(call) if call.reply_markup.is_some() => instead(Call::Send(SendMessage { reply_markup: None, ..call })),
            Call::Edit(call) => instead(Call::Send(SendMessage {
                entities: call.entities,
                link_preview_options: call.link_preview_options,
                reply_markup: call.reply_markup.map(ReplyMarkup::InlineKeyboard),
                ..SendMessage::new(call.chat_id, call.text)
            })),
            Call::Upload(mut upload) if upload.is_picture() => {
                upload.file.kind = FileKind::Document;
                instead(Call::Upload(upload))
            }
            Call::Upload(mut upload) if !upload.caption.entities.is_empty() => {
                upload.caption.entities.clear();
                instead(Call::Upload(upload))
            }
            Call::Toast(call) if call.text.is_some() => instead(Call::Toast(AnswerCallbackQuery { text: None, ..call })),
            Call::Send(_) | Call::Upload(_) | Call::Toast(_) | Call::Commands(_) => Refused::Hopeless,
        }
    }
}

impl Upload {
    fn is_picture(&self) -> bool {
        self.file.kind == FileKind::Picture && self.file.bytes.len() <= PICTURE_BYTES
    }

    fn method(&self) -> &'static str {
        if self.is_picture() { "sendPhoto" } else { "sendDocument" }
    }

    fn form(&self) -> Result<Form, Failure> {
        let unfit = |_| Failure::Refused { code: 400, description: "the form cannot be written".to_owned() };
        let bytes = Part::bytes(self.file.bytes.clone()).file_name(self.file.name.clone());
        let part = bytes.mime_str(self.mime()).map_err(|_| Failure::Network("the type of a file is not one"))?;
        let mut form = Form::new().text("chat_id", self.chat.0.to_string());
        form = form.part(if self.is_picture() { "photo" } else { "document" }, part);
        if !self.caption.text.is_empty() {
            form = form.text("caption", self.caption.text.clone());
        }
        if !self.caption.entities.is_empty() {
            form = form.text("caption_entities", serde_json::to_string(&self.caption.entities).map_err(unfit)?);
        }
        if let Some(markup) = &self.markup {
            form = form.text("reply_markup", serde_json::to_string(markup).map_err(unfit)?);
        }
        Ok(form)
    }

    fn mime(&self) -> &'static str {
        match (self.file.kind, self.file.name.rsplit('.').next().unwrap_or_default()) {
            (FileKind::Picture, _) => "image/png",
            (_, "vcf") => "text/vcard",
            (_, "json") => "application/json",
            (_, "csv") => "text/csv",
            (_, "txt") => "text/plain",
            (_, "xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _ => "application/octet-stream",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Language, MessageId, QueryId};
    use crate::reply::MESSAGE_CHARACTERS;

    fn reply(way: Way) -> Reply {
        Reply { way, language: Language::Ru, body: Body::Nothing, on_behalf: None, panel: 5, buttons: Vec::new() }
    }

    fn button(caption: &str, press: Press) -> Button {
        Button { caption: caption.to_owned(), press }
    }

    fn json(call: &Call) -> serde_json::Value {
        match call {
            Call::Send(call) => serde_json::to_value(call),
            Call::Edit(call) => serde_json::to_value(call),
            Call::Toast(call) => serde_json::to_value(call),
            Call::Commands(call) => serde_json::to_value(call),
            Call::Upload(_) => Ok(serde_json::Value::Null),
        }
        .expect("requests are JSON")
    }

    #[test]
    fn marks_become_entities_in_utf_16_units_and_buttons_carry_their_panel() {
        let text = "😀 Медсофт < Липецк".to_owned();
        let rows = vec![vec![button("Ещё", Press::Tell(0)), button("Сайт", Press::Open("https://hamkor.example/a".to_owned()))]];
        let message = Message { marks: std::iter::once(5..19).collect(), text, rows, files: Vec::new() };
        let calls = calls(ChatId(9), &reply(Way::New), message);
        assert_eq!(
            json(&calls[0]),
            serde_json::json!({
                "chat_id": 9, "text": "😀 Медсофт < Липецк",
                "entities": [{"type": "bold", "offset": 3, "length": 7}],
                "link_preview_options": {"is_disabled": true},
                "reply_markup": {"inline_keyboard": [[
                    {"text": "Ещё", "callback_data": "5.0"}, {"text": "Сайт", "url": "https://hamkor.example/a"}]]},
            })
        );
    }

    #[test]
    fn nothing_to_say_is_no_call_but_a_press_is_acknowledged_without_words() {
        assert_eq!(calls(ChatId(9), &reply(Way::New), Message::default()), []);
        let toasted = calls(ChatId(9), &reply(Way::Toast(QueryId("77".to_owned()))), Message::default());
        assert_eq!(json(&toasted[0]), serde_json::json!({"callback_query_id": "77"}));
        let long = calls(ChatId(9), &reply(Way::Toast(QueryId("77".to_owned()))), "я".repeat(300).into());
        assert_eq!(json(&long[0])["text"].as_str().map(|text| text.chars().count()), Some(TOAST_UNITS));
    }

    #[test]
    fn who_is_let_go_hears_it_and_has_the_commands_of_everyone_on_phones_of_every_language() {
        let let_go = Reply { body: Body::Staff(StaffBody::LetGo), ..reply(Way::New) };
        let calls = calls(ChatId(9), &let_go, Message::from("Права сняты".to_owned()));
        assert!(matches!(calls[0], Call::Send(_)));
        let languages: Vec<_> = calls[1..].iter().map(|call| json(call)["language_code"].clone()).collect();
        assert_eq!(languages, [serde_json::Value::Null, "ru".into(), "tg".into(), "en".into()]);
        assert!(calls[1..].iter().all(|call| json(call)["scope"] == serde_json::json!({"type": "chat", "chat_id": 9})));
    }

    #[test]
    fn an_edit_that_is_refused_becomes_a_new_message_then_plain_then_without_buttons() {
        let rows = vec![vec![button("Ещё", Press::Tell(0))]];
        let message = Message { text: "Медсофт".to_owned(), marks: std::iter::once(0..14).collect(), rows, files: Vec::new() };
        let mut call = calls(ChatId(9), &reply(Way::Edit(MessageId(3))), message).remove(0);
        assert_eq!(json(&call)["message_id"], 3);
        let mut seen = Vec::new();
        while let Refused::Instead(next) = call.clone().refused("Bad Request: wrong") {
            call = *next;
            seen.push((json(&call)["entities"].is_null(), json(&call)["reply_markup"].is_null()));
        }
        assert_eq!(seen, [(false, false), (true, false), (true, true)]);
        assert_eq!(call.refused("Bad Request: message is not modified: x"), Refused::Done);
    }

    #[test]
    fn the_contact_is_asked_for_on_a_keyboard_of_its_own() {
        let message = Message { rows: vec![vec![button("Номер", Press::ShareContact)]], ..Message::from("?".to_owned()) };
        let calls = calls(ChatId(9), &reply(Way::Edit(MessageId(3))), message);
        assert_eq!(
            json(&calls[0])["reply_markup"],
            serde_json::json!({
                "keyboard": [[{"text": "Номер", "request_contact": true}]], "resize_keyboard": true, "one_time_keyboard": true})
        );
        assert_eq!(json(&calls[0])["message_id"], serde_json::Value::Null, "a keyboard cannot be edited in");
    }

    #[test]
    fn a_text_of_wide_letters_is_cut_into_messages_with_the_buttons_under_the_last() {
        let message = Message { rows: vec![vec![button("Ещё", Press::Tell(0))]], ..Message::from("😀".repeat(MESSAGE_CHARACTERS)) };
        let calls = calls(ChatId(9), &reply(Way::Edit(MessageId(3))), message);
        let buttons: Vec<bool> = calls.iter().map(|call| !json(call)["reply_markup"].is_null()).collect();
        assert_eq!(buttons, [false, true]);
        assert!(matches!(calls[0], Call::Edit(_)) && matches!(calls[1], Call::Send(_)));
    }

    #[test]
    fn a_file_carries_the_text_as_its_caption_if_that_is_short() {
        let file = |name: &str| File { name: name.to_owned(), kind: FileKind::Document, bytes: vec![1] };
        let message = |text: String| Message { files: vec![file("a.vcf"), file("b.json")], ..Message::from(text) };
        let kinds = |text: String| -> Vec<&'static str> {
            calls(ChatId(9), &reply(Way::Edit(MessageId(3))), message(text)).iter().map(Call::kind).collect()
        };
        assert_eq!(kinds("Контакт".to_owned()), ["file", "file"]);
        assert_eq!(kinds("я".repeat(2000)), ["message", "file", "file"]);
    }
}
