//! One item of a JSON list: its brackets counted before it is parsed, and only what a company can use kept of it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// How deep brackets stand in each other.
pub(super) fn nesting(item: &[u8]) -> usize {
    let (mut depth, mut deepest, mut scan) = (0usize, 0, Scan::default());
    for &byte in item {
        match scan.step(byte) {
            Some(b'[' | b'{') => depth += 1,
            Some(b']' | b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Tells bytes inside strings from those that build the document.
#[derive(Default)]
pub(super) struct Scan {
    pub(super) in_string: bool,
    after_backslash: bool,
}

impl Scan {
    /// The byte, when it stands outside strings.
    pub(super) fn step(&mut self, byte: u8) -> Option<u8> {
        match (self.in_string, byte) {
            (true, _) if std::mem::take(&mut self.after_backslash) => {}
            (true, b'\\') => self.after_backslash = true,
            (_, b'"') => self.in_string = !self.in_string,
            (false, _) => return Some(byte),
            (true, _) => {}
        }
        None
    }
}

/// An object in the order of its keys, doubled ones too.
pub(super) struct Item(pub(super) Vec<(String, Held)>);

/// As much of a value as a company can use.
pub(super) enum Held {
    Text(String),
    /// A whole number, by its digits.
    Number(String),
    Texts(Vec<String>),
    Other,
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Item, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Item;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Item(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

impl<'de> Deserialize<'de> for Held {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Held, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Held;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_str<E>(self, text: &str) -> Result<Held, E> {
                Ok(Held::Text(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<Held, E> {
                Ok(Held::Text(text))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Held, E> {
                Ok(Held::Number(number.to_string()))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Held, E> {
                Ok(Held::Other)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Held, E> {
                Ok(Held::Other)
            }

            fn visit_bool<E>(self, _: bool) -> Result<Held, E> {
                Ok(Held::Other)
            }

            fn visit_unit<E>(self) -> Result<Held, E> {
                Ok(Held::Other)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Held, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Held::Other)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Held, A::Error> {
                let mut texts = Some(Vec::new());
                while let Some(item) = items.next_element::<Held>()? {
                    match (item, &mut texts) {
                        (Held::Text(text), Some(texts)) => texts.push(text),
                        _ => texts = None,
                    }
                }
                Ok(texts.map_or(Held::Other, Held::Texts))
            }
        }
        deserializer.deserialize_any(Any)
    }
}
