//! A table for people in a terminal.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table, presets};

use super::Cell;

pub(super) fn write(
    headers: &[String],
    rows: &mut dyn Iterator<Item = Vec<Cell>>,
    width: Option<u16>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_header(headers);
    if let Some(width) = width {
        table.set_width(width);
    }
    for row in rows {
        table.add_row(row.iter().map(Cell::text));
    }
    writeln!(out, "{table}")
}
