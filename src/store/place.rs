//! Under which key of the table each thing lies. The first byte says what it is; numbers are big-endian, so that their order is
//! the order of the keys.

use crate::conversation::UpdateId;
use crate::domain::ChatId;

use super::{PutCompany, ReplyId, Sequence};

/// The last number applied.
pub(super) const APPLIED: &[u8] = b"m applied";
/// Number of the last load that is not taken back.
pub(super) const LAST_LOAD: &[u8] = b"m last load";
/// How many companies there are.
pub(super) const COMPANIES: &[u8] = b"m companies";
/// How many facts there are.
pub(super) const FACTS: &[u8] = b"m facts";
/// The [`super::record::Job`] under way.
pub(super) const JOB: &[u8] = b"m job";
/// The [`super::inbox::Ids`] of updates.
pub(super) const IDS: &[u8] = b"m ids";

/// How often a part of the ledger was lost.
pub(super) const LOSSES: &[u8] = b"m losses";

/// First bytes of what is scanned.
pub(super) const CHAT: u8 = b'c';
pub(super) const OUTBOX: u8 = b'o';
pub(super) const COMPANY: u8 = b'd';
pub(super) const CHANGE: u8 = b's';
pub(super) const FACT: u8 = b'f';
pub(super) const INBOX: u8 = b'i';
pub(super) const UPDATE: u8 = b'u';
const LISTED: u8 = b'w';
const LISTINGS: u8 = b'v';
const ALIAS: u8 = b'a';
const TAX_ID: u8 = b't';
const NAME: u8 = b'n';

/// A [`super::record::ChatRecord`].
pub(super) fn chat(chat: ChatId) -> Vec<u8> {
    place(CHAT, &chat.0.to_be_bytes())
}

/// The chat whose place it is.
pub(super) fn chat_id(chat: &[u8]) -> Option<ChatId> {
    chat.get(1..)?.first_chunk().map(|id| ChatId(i64::from_be_bytes(*id)))
}

/// Nothing: that it is there says that the update is done.
pub(super) fn update(update: UpdateId) -> Vec<u8> {
    place(UPDATE, &update.0.to_be_bytes())
}

/// The update whose place it is.
pub(super) fn update_id(update: &[u8]) -> Option<UpdateId> {
    update.get(1..)?.first_chunk().map(|id| UpdateId(i64::from_be_bytes(*id)))
}

/// A [`super::record::Received`].
pub(super) fn inbox(update: UpdateId) -> Vec<u8> {
    place(INBOX, &update.0.to_be_bytes())
}

/// A [`super::record::OutboxRecord`].
pub(super) fn outbox(id: ReplyId) -> Vec<u8> {
    [&[OUTBOX], &id.entry.0.to_be_bytes()[..], &id.number.to_be_bytes()[..]].concat()
}

/// The reply whose place it is.
pub(super) fn reply_id(outbox: &[u8]) -> Option<ReplyId> {
    let (entry, number) = outbox.get(1..)?.split_first_chunk()?;
    Some(ReplyId { entry: Sequence(u64::from_be_bytes(*entry)), number: u32::from_be_bytes(*number.first_chunk()?) })
}

/// The number of the last change of the company, unless that removed it. Short, because ids come in any order: the records lie in
/// the order in which they come, which costs sled far less.
pub(super) fn company(id: &str) -> Vec<u8> {
    place(COMPANY, id.as_bytes())
}

/// A [`crate::registry::Recorded`]: the fact of that number in the entry.
pub(super) fn fact(entry: u64, number: u32) -> Vec<u8> {
    [&[FACT], &entry.to_be_bytes()[..], &number.to_be_bytes()[..]].concat()
}

/// What the places of all companies with that tax number begin with; their ids follow.
pub(super) fn tax_id(tax_id: &str) -> Vec<u8> {
    holders(TAX_ID, tax_id)
}

/// The same for a folded name and city.
pub(super) fn name(key: &str) -> Vec<u8> {
    holders(NAME, key)
}

/// The places under which a company is found by its tax number and its name.
pub(super) fn holders_of(row: &PutCompany) -> impl Iterator<Item = Vec<u8>> {
    let PutCompany { company, name_key } = row;
    let texts = [(&company.tax_id, tax_id(&company.tax_id)), (name_key, name(name_key))];
    let id = company.id.as_bytes().to_vec();
    texts.into_iter().filter(|(text, _)| !text.is_empty()).map(move |(_, holders)| [holders, id.clone()].concat())
}

/// A [`super::record::CompanyRecord`].
pub(super) fn change(number: u64) -> Vec<u8> {
    place(CHANGE, &number.to_be_bytes())
}

/// The id to which that id leads since the two companies were merged.
pub(super) fn alias(id: &str) -> Vec<u8> {
    place(ALIAS, id.as_bytes())
}

/// The row whose data that row of a later load has listed again as they are.
pub(super) fn listed(row: u64) -> Vec<u8> {
    place(LISTED, &row.to_be_bytes())
}

/// What the places of all rows begin with that have listed the data of that row again; their numbers follow.
pub(super) fn listings(row: u64) -> Vec<u8> {
    place(LISTINGS, &row.to_be_bytes())
}

/// The row that has listed the data of another again.
pub(super) fn listing(row: u64, again: u64) -> Vec<u8> {
    [listings(row), again.to_be_bytes().to_vec()].concat()
}

/// The row that [`listing()`] puts at the end.
pub(super) fn listing_row(listing: &[u8]) -> Option<u64> {
    listing.last_chunk().map(|row| u64::from_be_bytes(*row))
}

/// The number of the change whose place it is.
pub(super) fn sequence(change: &[u8]) -> Option<Sequence> {
    change.get(1..)?.first_chunk().map(|number| Sequence(u64::from_be_bytes(*number)))
}

/// The [`super::record::LoadRecord`] of the load that begins with that number.
pub(super) fn load(first: u64) -> Vec<u8> {
    place(b'l', &first.to_be_bytes())
}

/// Whether a packed record lies there, and not a bare id or nothing.
pub(super) fn holds_record(place: &[u8]) -> bool {
    !matches!(place.first(), Some(&(UPDATE | TAX_ID | NAME | LISTINGS)))
}

fn place(kind: u8, rest: &[u8]) -> Vec<u8> {
    [&[kind], rest].concat()
}

// The length keeps company "3" of tax number "12" apart from company "23" of tax number "1".
fn holders(kind: u8, text: &str) -> Vec<u8> {
    [&[kind], &(text.len() as u64).to_be_bytes()[..], text.as_bytes()].concat()
}
