//! How much of a workbook is read. A workbook is packed, so a small file may unpack to any size: nothing in it is believed.

/// What there may be only so much of. No spreadsheet program comes near most of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Files in the archive, and links between them.
    Parts,
    Sheets,
    /// MiB of one part, unpacked.
    Part,
    /// MiB of one that is neither a sheet nor the texts, unpacked.
    SmallPart,
    /// MiB of all different texts together: they are held while rows are read.
    Texts,
    /// MiB of what all rows say: one text may stand in a million cells.
    List,
    /// Elements of XML in each other.
    Depth,
    /// MiB of one element of XML or one text without its marks.
    Element,
    /// As in Excel.
    Rows,
    /// Of one row, as in Excel.
    Cells,
    Merges,
}

impl Limit {
    pub const ALL: [Limit; 11] = [
        Limit::Parts,
        Limit::Sheets,
        Limit::Part,
        Limit::SmallPart,
        Limit::Texts,
        Limit::List,
        Limit::Depth,
        Limit::Element,
        Limit::Rows,
        Limit::Cells,
        Limit::Merges,
    ];

    /// Its name in messages.
    pub fn key(self) -> &'static str {
        match self {
            Limit::Parts => "parts",
            Limit::Sheets => "sheets",
            Limit::Part => "part",
            Limit::SmallPart => "small-part",
            Limit::Texts => "texts",
            Limit::List => "list",
            Limit::Depth => "depth",
            Limit::Element => "element",
            Limit::Rows => "rows",
            Limit::Cells => "cells",
            Limit::Merges => "merges",
        }
    }

    /// So many there may be, in the unit of the message.
    pub const fn most(self) -> u64 {
        match self {
            Limit::Parts => 10_000,
            Limit::Sheets => 256,
            Limit::Part | Limit::List => 1024,
            // 100,000 rows of 15 texts of 60 Cyrillic letters, none like another, are 180 MB.
            Limit::Texts => 192,
            Limit::SmallPart | Limit::Depth => 64,
            Limit::Element => 1,
            Limit::Rows => 1_048_576,
            Limit::Cells => 16_384,
            Limit::Merges => 1_000_000,
        }
    }

    /// The same in bytes, of what is counted in MiB.
    pub(super) const fn bytes(self) -> u64 {
        self.most() << 20
    }
}

/// More of a cell is not kept; Excel allows 32,767 characters, which take no more bytes than this.
pub(super) const CELL_BYTES: usize = 128 << 10;
/// More of a cell above the rows is not looked at: no name of a column is longer.
pub(super) const HEADER_CELL_BYTES: usize = 1 << 10;
/// A header takes no more rows.
pub(super) const HEADER_ROWS: u32 = 10;
/// The header is looked for in the beginning of a sheet only.
pub(super) const HEAD_BYTES: u64 = 1 << 20;
/// More of the archive's own directory is not read.
pub(super) const DIRECTORY_BYTES: u64 = 4 << 20;

/// Appends to the text that begins at `start` until it is longer than `most` bytes: what is longer was cut.
pub(super) fn append(into: &mut String, start: usize, text: &str, most: usize) {
    let room = (most + 4).saturating_sub(into.len() - start);
    if text.len() <= room {
        return into.push_str(text);
    }
    let end = (0..=room).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    if into.len() - start <= most {
        into.push_str(&text[..end]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_cut_is_longer_than_allowed_and_only_a_little() {
        for text in ["я", "x", "𝄞", "яx𝄞"] {
            for most in 1..40 {
                let mut whole = String::from("start");
                (0..100).for_each(|_| append(&mut whole, 5, text, most));
                assert!((most + 1..=most + 4).contains(&(whole.len() - 5)), "{text} {most}: {whole}");
            }
        }
        let mut short = String::new();
        append(&mut short, 0, "слово", 10);
        assert_eq!(short, "слово");
    }
}
