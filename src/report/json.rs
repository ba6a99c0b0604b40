//! JSON and JSON Lines: an object a row, the headers its keys in their order, without what is empty.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Cell;

struct Row<'a>(&'a [String], &'a [Cell]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, cell) in self.0.iter().zip(self.1) {
            match cell {
                Cell::Text(text) | Cell::Code(text) if !text.is_empty() => map.serialize_entry(key, text)?,
                Cell::List { items, .. } if !items.is_empty() => map.serialize_entry(key, items)?,
                Cell::Number(number) | Cell::Share(number) => map.serialize_entry(key, number)?,
                Cell::Date(date) => map.serialize_entry(key, date)?,
                Cell::Count(count) => map.serialize_entry(key, count)?,
                _ => {}
            }
        }
        map.end()
    }
}

pub(super) fn write_lines(headers: &[String], rows: &mut dyn Iterator<Item = Vec<Cell>>, out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *out, &Row(headers, &row))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

pub(super) fn write_list(headers: &[String], rows: &mut dyn Iterator<Item = Vec<Cell>>, out: &mut dyn Write) -> io::Result<()> {
    let mut before = "[\n  ";
    for row in rows {
        out.write_all(before.as_bytes())?;
        serde_json::to_writer(&mut *out, &Row(headers, &row))?;
        before = ",\n  ";
    }
    out.write_all(if before.starts_with('[') { b"[]\n" } else { b"\n]\n" })
}
