//! Room: files in. In: a path, or the bytes of a document. Out: a [`Table`], row by row as checked [`Company`](crate::domain::Company)s with
//! their [`Remark`]s; then a [`Check`] that says what each row means for the directory. All of it streams: no file is held whole.
//!
//! bytes -> [`text`] (one encoding) -> [`csv`] or [`json`] with [`item`], or bytes -> [`xlsx`] (cells under the known names of [`header`])
//! -> [`clean`] (texts, city, tax number) -> [`Row`] -> [`check`] (by its [`Keys`]: new, updated, unchanged, repeated, refused).
//!
//! Beside it [`SectorWords`] counts which words for sectors are understood, and [`guests()`] reads the list of a delegation.
//!
//! Knows no store (the caller looks companies up) and no words of any language (a remark has a key and arguments).

mod check;
mod clean;
mod codepage;
mod csv;
mod english;
mod guests;
mod header;
mod item;
mod json;
mod keys;
mod remark;
mod sector_words;
mod shared;
mod table;
mod text;
mod xlsx;

pub use check::{Check, Checked, Fate, Key, Options};
pub use guests::{Guest, guest_lines, guests, guests_as};
pub use keys::{KeyMaker, Keys, are_two};
pub use remark::{Remark, Severity, What};
pub use sector_words::{SectorWords, UNKNOWN_WORDS, UnknownWord};
pub use shared::RECORDS_OF_A_PHONE;
pub use table::{FILE_BYTES, Row, Table, open, open_as, open_bytes, open_told, regular_file};
pub use xlsx::Limit;
