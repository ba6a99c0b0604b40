//! JSON (an array, or an object with `companies`) and JSON Lines. Items are cut out one by one, so a list of any length streams.

use std::collections::HashMap;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use super::clean::is_blank;
use super::csv::RECORD_BYTES;
use super::header::Headers;
use super::item::{Held, Item, Scan, nesting};
use super::remark::{Remark, What};
use super::table::{Raw, Value};
use super::text::Text;
use crate::domain::Field;

/// The key of the list in an object.
const LIST: &str = "companies";
/// Brackets may stand so deep in each other; serde_json stops at 128, before its stack does.
const DEPTH: usize = 64;

/// Reads the items of a list.
pub(super) struct Json {
    bytes: Bytes,
    layout: Layout,
    /// Of the last item: its number from 1, or its line.
    number: usize,
    item: Vec<u8>,
    known: HashMap<String, (Option<Field>, Arc<str>)>,
    ended: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    Lines,
    /// How many brackets stand round an item.
    List {
        depth: usize,
    },
}

impl Json {
    pub(super) fn lines(text: Text) -> Json {
        Json { bytes: Bytes { text }, layout: Layout::Lines, number: 0, item: Vec::new(), known: HashMap::new(), ended: false }
    }

    /// Reads up to the beginning of the list.
    pub(super) fn list(text: Text) -> Result<Json, Remark> {
        let mut json = Json::lines(text);
        let depth = json.enter().map_err(|stop| Remark::file(stop.unwrap_or(What::NoList)))?;
        json.layout = Layout::List { depth };
        Ok(json)
    }

    /// Enters the outer array, or that of the key `companies`; the depth of its items.
    fn enter(&mut self) -> Result<usize, Option<What>> {
        match self.bytes.token()? {
            Some(b'[') => return Ok(1),
            Some(b'{') => {}
            _ => return Err(None),
        }
        loop {
            if self.bytes.peek_token()? != Some(b'"') {
                return Err(None);
            }
            let mut key = Vec::new();
            self.bytes.value(&mut key)?;
            if self.bytes.token()? != Some(b':') {
                return Err(None);
            }
            if serde_json::from_slice::<String>(&key).is_ok_and(|key| key == LIST) {
                return if self.bytes.token()? == Some(b'[') { Ok(2) } else { Err(None) };
            }
            self.bytes.value(&mut key)?;
            if self.bytes.token()? != Some(b',') {
                return Err(None);
            }
        }
    }

    pub(super) fn next(&mut self, headers: &mut Headers) -> Option<Raw> {
        if self.ended {
            return None;
        }
        let cut = match self.layout {
            Layout::Lines => self.next_line(),
            Layout::List { depth } => self.next_item().map(|found| found.then_some(depth)),
        };
        match cut {
            Ok(None) => {
                self.ended = true;
                None
            }
            Ok(Some(depth)) => Some(self.row(depth, headers)),
            Err(What::RowTooLong) => Some(Raw::refused(Remark::row(self.number, What::RowTooLong))),
            Err(what) => {
                self.ended = true;
                Some(Raw::refused(Remark::row(self.number, what)))
            }
        }
    }

    /// The next line that is not blank.
    fn next_line(&mut self) -> Result<Option<usize>, What> {
        loop {
            self.number += 1;
            if !self.bytes.line(&mut self.item)? {
                return Ok(None);
            }
            if !std::str::from_utf8(&self.item).is_ok_and(is_blank) {
                return Ok(Some(0));
            }
        }
    }

    fn next_item(&mut self) -> Result<bool, What> {
        let is_first = self.number == 0;
        self.number += 1;
        let broken = What::JsonBroken { at: 1 };
        match self.bytes.peek_token()? {
            None => return Err(What::JsonTorn),
            Some(b']') => {
                self.bytes.token()?;
                return self.leave().map(|()| false);
            }
            Some(b',') if !is_first => {
                self.bytes.token()?;
                match self.bytes.peek_token()? {
                    Some(b']' | b',') => return Err(broken),
                    None => return Err(What::JsonTorn),
                    _ => {}
                }
            }
            Some(_) if !is_first => return Err(broken),
            Some(_) => {}
        }
        self.bytes.value(&mut self.item).map(|()| true)
    }

    /// Nothing but the rest of the outer object may follow the list.
    fn leave(&mut self) -> Result<(), What> {
        let mut token = self.bytes.token()?;
        if self.layout == (Layout::List { depth: 2 }) {
            while token == Some(b',') {
                self.bytes.value(&mut self.item)?;
                if serde_json::from_slice::<String>(&self.item).is_ok_and(|key| key.eq_ignore_ascii_case(LIST)) {
                    return Err(What::ListTwice);
                }
                if self.bytes.token()? != Some(b':') {
                    return Err(What::JsonBroken { at: 1 });
                }
                self.bytes.value(&mut self.item)?;
                token = self.bytes.token()?;
            }
            match token {
                Some(b'}') => token = self.bytes.token()?,
                None => return Err(What::JsonTorn),
                _ => return Err(What::JsonBroken { at: 1 }),
            }
        }
        if token.is_none() { Ok(()) } else { Err(What::JsonBroken { at: 1 }) }
    }

    fn row(&mut self, depth: usize, headers: &mut Headers) -> Raw {
        let item = self.item.trim_ascii();
        let number = self.number;
        let refused = |what| Raw::refused(Remark::row(number, what));
        if !item.starts_with(b"{") {
            return refused(What::JsonNoObject);
        }
        if depth + nesting(item) > DEPTH {
            return refused(What::JsonTooDeep { limit: DEPTH });
        }
        let Ok(text) = std::str::from_utf8(item) else { return refused(What::BadBytes) };
        let Item(pairs) = match serde_json::from_str(text) {
            Ok(item) => item,
            Err(error) if error.is_eof() => return refused(What::JsonTorn),
            Err(error) => return refused(What::JsonBroken { at: error.column() }),
        };
        let mut raw = Raw::new(number);
        for (at, (key, value)) in pairs.iter().enumerate() {
            let (field, column) = self.known(key, headers);
            let is_twice = |(other, _): &(String, _)| {
                other == key || (field.is_some() && self.known.get(other).is_some_and(|(known, _)| *known == field))
            };
            if pairs[..at].iter().any(is_twice) {
                raw.remarks.push(Remark::cell(number, key, What::JsonKeyTwice));
                continue;
            }
            let Some(field) = field else { continue };
            let value = match value {
                Held::Text(text) => Value::Text(text.clone()),
                Held::Number(digits) if matches!(field, Field::TaxId | Field::Phone) => Value::Text(digits.clone()),
                Held::Texts(items) if field.is_list() => Value::Items(items.clone()),
                _ => {
                    raw.remarks.push(Remark::cell(number, key, What::JsonValue));
                    continue;
                }
            };
            raw.cells.push((field, column, value));
        }
        raw
    }

    fn known(&mut self, key: &str, headers: &mut Headers) -> (Option<Field>, Arc<str>) {
        const KEYS: usize = 1000;
        if let Some(known) = self.known.get(key) {
            return known.clone();
        }
        let field = headers.field(key);
        if field.is_none() {
            headers.note_unknown(key);
        }
        let known = (field, Arc::from(key));
        if self.known.len() < KEYS || field.is_some() {
            self.known.insert(key.to_owned(), known.clone());
        }
        known
    }
}

struct Bytes {
    text: Text,
}

impl From<io::Error> for What {
    fn from(error: io::Error) -> What {
        What::CannotRead { reason: error.to_string() }
    }
}

impl Bytes {
    /// The next byte that is no white space, left where it is.
    fn peek_token(&mut self) -> Result<Option<u8>, What> {
        loop {
            let ready = self.text.fill_buf()?;
            if ready.is_empty() {
                return Ok(None);
            }
            let blanks = ready.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let found = ready.get(blanks).copied();
            self.text.consume(blanks);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    fn token(&mut self) -> Result<Option<u8>, What> {
        let found = self.peek_token()?;
        self.text.consume(usize::from(found.is_some()));
        Ok(found)
    }

    /// Copies one value: a string, an object or array up to its last bracket, or a word up to the next mark.
    /// Whether it is right inside is for serde_json to say.
    fn value(&mut self, into: &mut Vec<u8>) -> Result<(), What> {
        into.clear();
        let first = self.peek_token()?.ok_or(What::JsonTorn)?;
        let is_word = !matches!(first, b'{' | b'[' | b'"');
        let (mut depth, mut scan, mut is_long) = (0usize, Scan::default(), false);
        loop {
            let ready = self.text.fill_buf()?;
            if ready.is_empty() {
                return if is_word { Ok(()) } else { Err(What::JsonTorn) };
            }
            let mut used = 0;
            let mut is_done = false;
            for &byte in ready {
                if is_word && (matches!(byte, b',' | b']' | b'}' | b':') || byte.is_ascii_whitespace()) {
                    // A mark where a value should stand is taken, so that reading goes on.
                    used += usize::from(into.is_empty() && used == 0 && !is_long);
                    is_done = true;
                    break;
                }
                used += 1;
                match scan.step(byte) {
                    Some(b'{' | b'[') => depth += 1,
                    Some(b'}' | b']') => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if !is_word && depth == 0 && !scan.in_string {
                    is_done = true;
                    break;
                }
            }
            if into.len() + used > RECORD_BYTES {
                is_long = true;
                into.clear();
            }
            if !is_long {
                into.extend_from_slice(&ready[..used]);
            }
            self.text.consume(used);
            if is_done {
                return if is_long { Err(What::RowTooLong) } else { Ok(()) };
            }
        }
    }

    /// Copies one line without its end; `false` at the end of the file.
    fn line(&mut self, into: &mut Vec<u8>) -> Result<bool, What> {
        into.clear();
        self.text.by_ref().take(RECORD_BYTES as u64 + 1).read_until(b'\n', into)?;
        if into.len() <= RECORD_BYTES {
            return Ok(!into.is_empty());
        }
        loop {
            let ready = self.text.fill_buf()?;
            let end = ready.iter().position(|&byte| byte == b'\n');
            let used = end.map_or(ready.len(), |at| at + 1);
            let is_done = end.is_some() || ready.is_empty();
            self.text.consume(used);
            if is_done {
                return Err(What::RowTooLong);
            }
        }
    }
}
