//! The rows of a sheet, one after the other, and its merged cells, which stand behind all rows.

use super::cell::{Cell, Kind};
use super::limit::{HEAD_BYTES, Limit, append};
use super::xml::{Node, Piece, Tag, Xml};
use crate::seed::remark::What;

/// A sheet, read row by row.
pub(super) struct Sheet {
    xml: Xml,
    /// The lowest row begun, from 1.
    number: u32,
    /// How many rows were begun: more than its number when rows stand out of order.
    begun: u32,
    /// By column, which of the rows begun was the last in which it was met: a cell that is there again is not kept.
    met: Vec<u32>,
    /// No more unpacked bytes are read.
    most: u64,
    is_done: bool,
}

/// A row with the cells that were asked for.
pub(super) struct Line {
    pub(super) number: u32,
    /// The lower row, or the same, behind which it stands: where it belongs, and what merged cells mean in it, is not sure.
    pub(super) behind: Option<u32>,
    /// The first column of those that were asked for which is there again.
    pub(super) again: Option<u16>,
    pub(super) cells: Vec<Cell>,
}

/// Cells shown as one: rows and columns from 1, first and last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merge {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) left: u16,
    pub(super) right: u16,
}

impl Sheet {
    pub(super) fn new(xml: Xml) -> Sheet {
        Sheet { xml, number: 0, begun: 0, met: vec![0; Limit::Cells.most() as usize + 1], most: u64::MAX, is_done: false }
    }

    /// The beginning of a sheet only.
    pub(super) fn head(xml: Xml) -> Sheet {
        Sheet { most: HEAD_BYTES, ..Sheet::new(xml) }
    }

    pub(super) fn xml(&self) -> &Xml {
        &self.xml
    }

    /// The lowest row that was begun; nothing before the first.
    pub(super) fn number(&self) -> Option<usize> {
        Some(self.number as usize).filter(|&number| number > 0)
    }

    /// The next row, with or without cells. `keep` says how many bytes of a cell in a column are wanted; of none, nothing is kept.
    pub(super) fn next(&mut self, keep: impl Fn(u16) -> usize) -> Result<Option<Line>, What> {
        let mut line = Line { number: 0, behind: None, again: None, cells: Vec::new() };
        let (mut cell, mut room, mut column, mut count, mut piece) = (Cell::default(), 0, 0, 0u64, Piece::default());
        while !self.is_done && self.xml.part().unpacked() <= self.most {
            let step = self.xml.next()?;
            if !piece.holds(&step, Tag::Cell) {
                return Err(self.xml.over(Limit::Element));
            }
            match (step.path, step.node) {
                ([.., Tag::SheetData, Tag::Row], Node::Open(element)) => {
                    let written = element.attributes().find(|(name, _)| *name == "r").and_then(|(_, value)| value.parse().ok());
                    let is_number = |number: &u32| (1..=Limit::Rows.most()).contains(&u64::from(*number));
                    // Rows may leave out their numbers.
                    line.number = written.filter(is_number).unwrap_or(self.number + 1);
                    line.behind = Some(self.number).filter(|&lowest| line.number <= lowest);
                    self.number = self.number.max(line.number);
                    self.begun += 1;
                    if u64::from(self.number.max(self.begun)) > Limit::Rows.most() {
                        return Err(self.xml.over(Limit::Rows));
                    }
                }
                ([.., Tag::SheetData, Tag::Row], Node::Close) => return Ok(Some(line)),
                ([.., Tag::SheetData, Tag::Row, Tag::Cell], Node::Open(element)) => {
                    cell = Cell::default();
                    column += 1;
                    for (name, value) in element.attributes() {
                        match name {
                            "r" => column = place(&value).map_or(column, |(column, _)| column),
                            "t" => cell.kind = Kind::of(&value),
                            "s" => cell.style = value.parse().unwrap_or_default(),
                            _ => {}
                        }
                    }
                    cell.column = column;
                    let met = self.met.get_mut(usize::from(column)).map(|met| std::mem::replace(met, self.begun));
                    room = keep(column);
                    if met.is_none_or(|row| row == self.begun) {
                        line.again = line.again.or(Some(column).filter(|_| room > 0));
                        room = 0;
                    }
                    count += 1;
                    if count > Limit::Cells.most() {
                        return Err(self.xml.over(Limit::Cells));
                    }
                }
                ([.., Tag::SheetData], Node::Close) | (_, Node::End) => self.is_done = true,
                _ if room == 0 => {}
                ([.., Tag::SheetData, Tag::Row, Tag::Cell], Node::Close) => {
                    room = 0;
                    line.cells.push(std::mem::take(&mut cell));
                }
                ([.., Tag::Cell, Tag::Formula], Node::Open(_)) => cell.has_formula = true,
                ([.., Tag::Cell, Tag::Inline], Node::Open(_)) => cell.kind = Kind::Text,
                (
                    [.., Tag::Cell, Tag::Value]
                    | [.., Tag::Cell, Tag::Inline, Tag::Text]
                    | [.., Tag::Cell, Tag::Inline, Tag::Run, Tag::Text],
                    Node::Text(text),
                ) => append(&mut cell.text, 0, &text, room),
                _ => {}
            }
        }
        Ok(None)
    }

    /// Reads all that is left, and so finds every fault in it; the merged cells in the order of their first rows.
    pub(super) fn merges(&mut self) -> Result<Vec<Merge>, What> {
        while self.next(|_| 0)?.is_some() {}
        let mut merges = Vec::new();
        loop {
            let step = self.xml.next()?;
            match (step.path, step.node) {
                ([.., Tag::MergeCell], Node::Open(element)) => {
                    let written = element.attributes().find(|(name, _)| *name == "ref");
                    merges.extend(written.and_then(|(_, written)| Merge::of(&written)));
                    if merges.len() as u64 > Limit::Merges.most() {
                        return Err(self.xml.over(Limit::Merges));
                    }
                }
                (_, Node::End) => break,
                _ => {}
            }
        }
        merges.sort_unstable();
        Ok(merges)
    }
}

impl Merge {
    pub(super) fn covers(&self, column: u16) -> bool {
        (self.left..=self.right).contains(&column)
    }

    /// `B3:B7`
    fn of(written: &str) -> Option<Merge> {
        let (from, to) = written.split_once(':')?;
        let ((left, first), (right, last)) = (place(from)?, place(to)?);
        (left <= right && first <= last).then_some(Merge { first, last, left, right })
    }
}

/// `B7`: column 2, row 7.
fn place(written: &str) -> Option<(u16, u32)> {
    let digits = written.find(|c: char| c.is_ascii_digit()).unwrap_or(written.len());
    let (letters, digits) = written.split_at(digits);
    let column = letters.bytes().try_fold(0u16, |column, letter| {
        let letter = letter.to_ascii_uppercase().checked_sub(b'A').filter(|&letter| letter < 26)?;
        column.checked_mul(26)?.checked_add(u16::from(letter) + 1)
    });
    let column = column.filter(|&column| column > 0 && u64::from(column) <= Limit::Cells.most())?;
    Some((column, digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_column_and_a_row() {
        for (written, expected) in [("A1", (1, 1)), ("Z9", (26, 9)), ("AA10", (27, 10)), ("xfd1048576", (16_384, 1_048_576))] {
            assert_eq!(place(written), Some(expected), "{written}");
        }
        for written in ["", "7", "B", "XFE1", "ZZZZZZZZ1", "Б1", "B-1", "B7:C8", "A99999999999"] {
            assert_eq!(place(written), None, "{written}");
        }
    }
}
