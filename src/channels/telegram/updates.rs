//! Updates of the Bot API to events. In: the JSON of an update. Out: what it means to the conversation, or nothing.
//! Whatever stands in an update, reading it never fails: what is not understood means nothing, but a press is always answered.

use serde_json::Value;
use teloxide::types::{self as tg, CallbackQuery, ChatMemberUpdated, InlineQuery, MediaKind, MessageKind, Update, UpdateKind, User};

use super::fetch::DOWNLOAD_BYTES;
use super::lanes::Kind;
use crate::conversation::{Document, Event, Origin, Sender, UpdateId};
use crate::domain::{ChatId, MessageId, QueryId};
use crate::store::Incoming;

/// The kinds that are asked for; the others would mean nothing.
pub(super) const KINDS: [tg::AllowedUpdate; 5] = [
    tg::AllowedUpdate::Message,
    tg::AllowedUpdate::EditedMessage,
    tg::AllowedUpdate::CallbackQuery,
    tg::AllowedUpdate::InlineQuery,
    tg::AllowedUpdate::MyChatMember,
];

/// What an update means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    Event(Event),
    /// A search from another chat.
    Inline {
        query: QueryId,
        text: String,
        sender: Sender,
    },
    /// The person has blocked the bot, or a group has removed it.
    Blocked,
    Unblocked,
    /// A group has become another chat.
    Moved(ChatId),
    Nothing,
}

/// The bot itself, as far as updates name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bot {
    pub(super) id: u64,
    /// Without the at sign.
    pub(super) username: String,
}

/// An update as it is kept: its number and its chat. `None`: it has no number, or it is none of the [`KINDS`] and so has no effect.
pub(super) fn incoming(update: &Value) -> Option<Incoming> {
    let id = update["update_id"].as_i64()?;
    let message = &update["message"];
    let press = &update["callback_query"];
    let places = [
        &message["chat"]["id"],
        &update["edited_message"]["chat"]["id"],
        &press["message"]["chat"]["id"],
        &press["from"]["id"],
        &update["inline_query"]["from"]["id"],
        &update["my_chat_member"]["chat"]["id"],
    ];
    let chat = places.iter().find_map(|place| place.as_i64())?;
    // Chat 0 is the terminal's.
    let chat = if chat == 0 { return None } else { ChatId(chat) };
    Some(Incoming { update: UpdateId(id), chat, json: update.to_string().into_bytes() })
}

/// What an update is to its lane.
pub(super) fn lane(update: &Value) -> Kind {
    match kind(update) {
        "inline_query" => Kind::Inline,
        "callback_query" => Kind::Press,
        _ => Kind::Message,
    }
}

pub(super) fn kind(update: &Value) -> &'static str {
    let kinds = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"];
    kinds.into_iter().find(|kind| update.get(kind).is_some()).unwrap_or("other")
}

pub(super) fn meaning(json: &[u8], bot: &Bot) -> Meaning {
    match serde_json::from_slice::<Update>(json) {
        Ok(Update { kind: UpdateKind::Message(message), .. }) => self::message(&message, bot),
        Ok(Update { kind: UpdateKind::EditedMessage(message), .. }) => edited(&message, bot),
        Ok(Update { kind: UpdateKind::CallbackQuery(query), .. }) => press(&query),
        Ok(Update { kind: UpdateKind::InlineQuery(query), .. }) => inline(query),
        Ok(Update { kind: UpdateKind::MyChatMember(update), .. }) => membership(&update),
        Ok(_) | Err(_) => unread(json),
    }
}

/// What teloxide cannot read: a press must be answered all the same.
fn unread(json: &[u8]) -> Meaning {
    let update: Value = serde_json::from_slice(json).unwrap_or_default();
    match update["callback_query"]["id"].as_str() {
        Some(query) => {
            let event = Event::Pressed { button: None, message: None, query: Some(QueryId(query.to_owned())), sender: Sender::default() };
            Meaning::Event(event)
        }
        None => Meaning::Nothing,
    }
}

fn message(message: &tg::Message, bot: &Bot) -> Meaning {
    if let Some(chat) = message.migrate_to_chat_id() {
        return Meaning::Moved(ChatId(chat.0));
    }
    let Some(from) = message.from.as_ref().filter(|from| !from.is_bot) else { return Meaning::Nothing };
    // Cards of our own that the person has sent by inline search.
    if message.via_bot.as_ref().is_some_and(|via| via.id.0 == bot.id) {
        return Meaning::Nothing;
    }
    let sender = Sender { message: Some(MessageId(i64::from(message.id.0))), ..sender(from) };
    if message.chat.is_private() {
        return private(message, from, sender).map_or(Meaning::Nothing, Meaning::Event);
    }
    let addressed = !message.chat.is_channel() && is_addressed(message, bot);
    if addressed { Meaning::Event(Event::Group { query: None, sender }) } else { Meaning::Nothing }
}

/// Words that were changed after they were sent; in a group nothing was answered that could be answered anew.
fn edited(message: &tg::Message, bot: &Bot) -> Meaning {
    match self::message(message, bot) {
        Meaning::Event(Event::Text { text, sender }) => Meaning::Event(Event::Edited { text, sender }),
        _ => Meaning::Nothing,
    }
}

fn private(message: &tg::Message, from: &User, sender: Sender) -> Option<Event> {
    if let Some(contact) = message.contact() {
        let name = [contact.first_name.as_str(), contact.last_name.as_deref().unwrap_or_default()].join(" ").trim().to_owned();
        return Some(Event::Contact { phone: contact.phone_number.clone(), name, own: contact.user_id == Some(from.id), sender });
    }
    if let Some(document) = message.document() {
        let caption = message.caption().unwrap_or_default().to_owned();
        return Some(Event::Document { document: self::document(document), caption, sender });
    }
    match (message.text().or_else(|| message.caption()), &message.kind) {
        (Some(text), _) => Some(Event::Text { text: text.to_owned(), sender }),
        (None, MessageKind::Common(common)) if !matches!(common.media_kind, MediaKind::Migration(_)) => Some(Event::Wordless { sender }),
        // What Telegram learnt to send after teloxide.
        (None, MessageKind::Dice(_) | MessageKind::Empty {}) => Some(Event::Wordless { sender }),
        (None, _) => None,
    }
}

fn document(document: &tg::Document) -> Document {
    // teloxide puts the largest number in the place of a size that is not told.
    let is_large = document.file.size > DOWNLOAD_BYTES && document.file.size != u32::MAX;
    let origin = if is_large { Origin::OutOfReach } else { Origin::Messenger(document.file.id.0.clone()) };
    Document { name: document.file_name.clone().unwrap_or_default(), origin }
}

/// Whether a message of a group speaks to the bot: a command, its name, or an answer to it.
fn is_addressed(message: &tg::Message, bot: &Bot) -> bool {
    let text = message.text().or_else(|| message.caption()).unwrap_or_default().to_lowercase();
    let name = format!("@{}", bot.username.to_lowercase());
    let is_name = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '_' && c != '@') == name;
    let command = text.split_whitespace().next().filter(|word| word.len() > 1).and_then(|word| word.strip_prefix('/'));
    let answered = message.reply_to_message().and_then(|to| to.from.as_ref()).is_some_and(|to| to.id.0 == bot.id);
    match command.map(|command| command.split_once('@')) {
        Some(None) => true,
        Some(Some((_, to))) => to == bot.username.to_lowercase(),
        None => answered || text.split_whitespace().any(is_name),
    }
}

fn press(query: &CallbackQuery) -> Meaning {
    let id = Some(QueryId(query.id.0.clone()));
    let sender = sender(&query.from);
    Meaning::Event(match &query.message {
        Some(message) if !message.chat().is_private() => Event::Group { query: id, sender },
        message => Event::Pressed {
            button: query.data.as_deref().and_then(|data| data.parse().ok()),
            message: message.as_ref().map(|message| MessageId(i64::from(message.id().0))),
            query: id,
            sender,
        },
    })
}

fn inline(query: InlineQuery) -> Meaning {
    Meaning::Inline { query: QueryId(query.id.0), text: query.query, sender: sender(&query.from) }
}

fn membership(update: &ChatMemberUpdated) -> Meaning {
    let there = update.new_chat_member.is_present();
    match (update.chat.is_private(), there) {
        (true, true) => Meaning::Unblocked,
        (true, false) => Meaning::Blocked,
        (false, _) => Meaning::Nothing,
    }
}

fn sender(user: &User) -> Sender {
    Sender {
        language: None,
        phone: user.language_code.as_deref().and_then(|code| code.parse().ok()),
        name: user.full_name().trim().to_owned(),
        username: user.username.clone().unwrap_or_default(),
        by_number: false,
        message: None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::Language;
    use crate::reply::ButtonId;

    fn bot() -> Bot {
        Bot { id: 700, username: "Hamkor_test_bot".to_owned() }
    }

    fn person() -> Value {
        json!({"id": 5_000_000_000_i64, "is_bot": false, "first_name": "Фируз", "last_name": "Р.", "username": "firuz", "language_code": "tg-TJ"})
    }

    fn sender() -> Sender {
        Sender {
            language: None, phone: Some(Language::Tg), name: "Фируз Р.".to_owned(), username: "firuz".to_owned(), ..Sender::default()
        }
    }

    /// The sender of a message of that number.
    fn writer() -> Sender {
        Sender { message: Some(MessageId(7)), ..sender() }
    }

    fn with(chat: Value, more: Value) -> Value {
        let mut message = json!({"message_id": 7, "date": 1_700_000_000, "chat": chat, "from": person()});
        message.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        json!({"update_id": 1, "message": message})
    }

    fn private(more: Value) -> Meaning {
        read(with(json!({"id": 5_000_000_000_i64, "type": "private", "first_name": "Фируз"}), more))
    }

    fn group(more: Value) -> Meaning {
        read(with(json!({"id": -5, "type": "group", "title": "Торг"}), more))
    }

    fn read(update: Value) -> Meaning {
        meaning(&incoming(&update).expect("an update with a chat").json, &bot())
    }

    #[test]
    fn words_are_text_also_under_a_picture() {
        let said = |text: &str| Meaning::Event(Event::Text { text: text.to_owned(), sender: writer() });
        assert_eq!(private(json!({"text": "курага"})), said("курага"));
        let photo = json!([{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]);
        assert_eq!(private(json!({"photo": photo, "caption": "прайс"})), said("прайс"));
        assert_eq!(private(json!({"photo": photo})), Meaning::Event(Event::Wordless { sender: writer() }));
        assert_eq!(private(json!({"something_new": {"a": 1}})), Meaning::Event(Event::Wordless { sender: writer() }));
    }

    #[test]
    fn words_that_are_changed_are_a_change_of_that_message_and_all_else_means_nothing() {
        let edited = |chat: Value, more: Value| {
            let message = with(chat, more)["message"].take();
            read(json!({"update_id": 2, "edited_message": message}))
        };
        let chat = json!({"id": 5_000_000_000_i64, "type": "private", "first_name": "Фируз"});
        let said = Meaning::Event(Event::Edited { text: "курага".to_owned(), sender: writer() });
        assert_eq!(edited(chat.clone(), json!({"text": "курага", "edit_date": 1_700_000_001})), said);
        let location = json!({"location": {"latitude": 40.28, "longitude": 69.62}, "edit_date": 1_700_000_001});
        assert_eq!(edited(chat, location), Meaning::Nothing, "a place that is told live is changed each minute");
        let group = json!({"id": -5, "type": "group", "title": "Торг"});
        assert_eq!(edited(group, json!({"text": "/help", "edit_date": 1_700_000_001})), Meaning::Nothing);
    }

    #[test]
    fn a_file_is_named_as_its_sender_does_and_one_over_20_mb_is_out_of_reach() {
        let sent = |document: Value, caption: &str, name: &str, origin: Origin| {
            let document_sent = Document { name: name.to_owned(), origin };
            let event = Event::Document { document: document_sent, caption: caption.to_owned(), sender: writer() };
            assert_eq!(private(json!({"document": document, "caption": caption})), Meaning::Event(event));
        };
        let document = |size: u32| json!({"file_id": "f", "file_unique_id": "u", "file_size": size, "file_name": "../a\n.csv"});
        sent(document(3), "прайс", "../a\n.csv", Origin::Messenger("f".to_owned()));
        sent(document(20 << 20), "", "../a\n.csv", Origin::Messenger("f".to_owned()));
        sent(document((20 << 20) + 1), "", "../a\n.csv", Origin::OutOfReach);
        sent(json!({"file_id": "f", "file_unique_id": "u"}), "", "", Origin::Messenger("f".to_owned()));
    }

    #[test]
    fn a_contact_is_ones_own_only_if_telegram_says_so() {
        let own = |user: Value| match private(json!({"contact": {"phone_number": "+7", "first_name": "А", "user_id": user}})) {
            Meaning::Event(Event::Contact { own, .. }) => own,
            other => panic!("{other:?}"),
        };
        assert!(own(json!(5_000_000_000_i64)));
        assert!(!own(json!(5_000_000_001_i64)));
        assert!(!own(Value::Null));
    }

    #[test]
    fn a_group_is_answered_only_when_it_speaks_to_the_bot() {
        let heard = Meaning::Event(Event::Group { query: None, sender: writer() });
        for text in ["/help", "/help@hamkor_test_bot", "скажи, @hamkor_test_bot, кто", "/start@Hamkor_Test_Bot x"] {
            assert_eq!(group(json!({"text": text})), heard, "{text}");
        }
        for text in ["привет", "/help@other_bot", "@hamkor_test_bot2", "/"] {
            assert_eq!(group(json!({"text": text})), Meaning::Nothing, "{text}");
        }
        let ours = json!({"message_id": 3, "date": 1, "chat": {"id": -5, "type": "group", "title": "Торг"}, "text": "a",
            "from": {"id": 700, "is_bot": true, "first_name": "Hamkor"}});
        assert_eq!(group(json!({"text": "а?", "reply_to_message": ours})), heard);
        assert_eq!(group(json!({"new_chat_title": "Б"})), Meaning::Nothing);
        assert_eq!(group(json!({"migrate_to_chat_id": -1005})), Meaning::Moved(ChatId(-1005)));
    }

    #[test]
    fn a_press_is_understood_whatever_stands_in_it() {
        let pressed = |data: &str, message: Value| {
            read(
                json!({"update_id": 1, "callback_query": {"id": "q", "from": person(), "message": message, "data": data, "chat_instance": "c"}}),
            )
        };
        let chat = json!({"id": 5_000_000_000_i64, "type": "private", "first_name": "Фируз"});
        let expect = |button| {
            let (message, query) = (Some(MessageId(9)), Some(QueryId("q".to_owned())));
            Meaning::Event(Event::Pressed { button, message, query, sender: sender() })
        };
        let inaccessible = json!({"chat": chat, "message_id": 9, "date": 0});
        assert_eq!(pressed("4.2", inaccessible.clone()), expect(Some(ButtonId { panel: 4, number: 2 })));
        assert_eq!(pressed("'; drop table", inaccessible), expect(None));
        let unreadable = json!({"update_id": 1, "callback_query": {"id": "q", "from": {"id": 5}}});
        let query = Some(QueryId("q".to_owned()));
        assert_eq!(read(unreadable), Meaning::Event(Event::Pressed { button: None, message: None, query, sender: Sender::default() }));
    }

    #[test]
    fn other_kinds_are_not_kept() {
        for update in [json!({"update_id": 1, "poll": {}}), json!({"update_id": 1}), json!([]), json!({"message": {"chat": {"id": 5}}})] {
            assert_eq!(incoming(&update), None, "{update}");
        }
        assert_eq!(incoming(&json!({"update_id": 1, "message": {"chat": {"id": 0}}})), None, "the terminal's chat");
    }

    #[test]
    fn who_blocks_the_bot_cannot_be_reached() {
        let status = |status: &str| {
            let member =
                |status: &str| json!({"status": status, "user": {"id": 700, "is_bot": true, "first_name": "Hamkor"}, "until_date": 0});
            let chat = json!({"id": 5, "type": "private", "first_name": "А"});
            read(json!({"update_id": 1, "my_chat_member": {"chat": chat, "from": person(), "date": 1,
                "old_chat_member": member("member"), "new_chat_member": member(status)}}))
        };
        assert_eq!(status("kicked"), Meaning::Blocked);
        assert_eq!(status("member"), Meaning::Unblocked);
    }
}
