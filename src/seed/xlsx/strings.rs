//! The texts that cells point at. They may stand behind or before the sheet and in any order, so all are held, one after the other.

use super::limit::{CELL_BYTES, Limit, append};
use super::xml::{Node, Piece, Tag, Xml};
use crate::seed::remark::What;

/// The shared texts of a workbook. One that is longer than [`CELL_BYTES`] was cut.
#[derive(Default)]
pub(super) struct Strings {
    all: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn read(mut xml: Xml) -> Result<Strings, What> {
        let Strings { mut all, mut ends } = Strings::default();
        let (mut start, mut piece) = (0, Piece::default());
        loop {
            let step = xml.next()?;
            if !piece.holds(&step, Tag::Item) {
                return Err(xml.over(Limit::Element));
            }
            match (step.path, step.node) {
                ([.., Tag::Item, Tag::Text] | [.., Tag::Item, Tag::Run, Tag::Text], Node::Text(text)) => {
                    append(&mut all, start, &text, CELL_BYTES);
                }
                ([.., Tag::Item], Node::Close) => {
                    start = all.len();
                    ends.push(start as u32);
                }
                (_, Node::End) => return Ok(Strings { all, ends }),
                _ => {}
            }
            if (all.len() + size_of_val(&ends[..])) as u64 > Limit::Texts.bytes() {
                return Err(xml.over(Limit::Texts));
            }
        }
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        Some(&self.all[start..end])
    }
}
