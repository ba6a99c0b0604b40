//! The XML of a part, one element or text after the other, each with the path to it. Names are told by their local part, so any
//! prefix and both namespaces of the format will do.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::limit::Limit;
use super::part::Part;
use crate::seed::remark::What;

/// The elements that mean something here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Relationship,
    Workbook,
    Sheet,
    /// `si`: one of the shared texts.
    Item,
    /// `r`: a piece of a text in one font.
    Run,
    /// `t`
    Text,
    SheetData,
    Row,
    /// `c`
    Cell,
    /// `v`
    Value,
    /// `f`
    Formula,
    /// `is`: a text in its cell.
    Inline,
    MergeCell,
    /// `workbookPr`
    WorkbookSettings,
    /// `numFmt`
    NumberFormat,
    /// `cellXfs`: those that cells point at.
    CellStyles,
    /// `xf`
    CellStyle,
    /// Also `rPh`: how a text is pronounced, which is no part of it.
    Other,
}

impl Tag {
    fn of(name: &str) -> Tag {
        match name {
            "Relationship" => Tag::Relationship,
            "workbook" => Tag::Workbook,
            "sheet" => Tag::Sheet,
            "si" => Tag::Item,
            "r" => Tag::Run,
            "t" => Tag::Text,
            "sheetData" => Tag::SheetData,
            "row" => Tag::Row,
            "c" => Tag::Cell,
            "v" => Tag::Value,
            "f" => Tag::Formula,
            "is" => Tag::Inline,
            "mergeCell" => Tag::MergeCell,
            "workbookPr" => Tag::WorkbookSettings,
            "numFmt" => Tag::NumberFormat,
            "cellXfs" => Tag::CellStyles,
            "xf" => Tag::CellStyle,
            _ => Tag::Other,
        }
    }
}

/// What comes next, and which elements it stands in, itself included.
pub(super) struct Step<'x> {
    pub(super) path: &'x [Tag],
    pub(super) node: Node<'x>,
}

pub(super) enum Node<'x> {
    Open(Element<'x>),
    Close,
    Text(Cow<'x, str>),
    /// Of the part.
    End,
}

/// The bytes of text since an element began: many small pieces, or signs that are written out, make one text too.
#[derive(Default)]
pub(super) struct Piece(u64);

impl Piece {
    /// Whether the text that began with the last element of this kind is still of a size that is read.
    pub(super) fn holds(&mut self, step: &Step<'_>, kind: Tag) -> bool {
        match &step.node {
            Node::Open(_) if step.path.last() == Some(&kind) => self.0 = 0,
            Node::Text(text) => self.0 += text.len() as u64,
            _ => {}
        }
        self.0 <= Limit::Element.bytes()
    }
}

pub(super) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// The attributes by their local names.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        // To look for doubled names takes time by the square of their number.
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.flatten().map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default();
            (attribute.key.local_name().into_inner(), value)
        })
    }
}

/// The XML of a part.
pub(super) struct Xml {
    reader: Reader<Part>,
    buffer: Vec<u8>,
    path: Vec<Tag>,
    is_closed: bool,
}

impl Xml {
    pub(super) fn new(mut part: Part) -> Result<Xml, What> {
        let Ok(head) = std::io::BufRead::fill_buf(&mut part) else { return Err(part.take_fault()) };
        // UTF-16, with its mark or without.
        if matches!(head, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, b'<', ..] | [b'<', 0, ..]) {
            return Err(What::NotUtf8 { part: part.name().to_owned() });
        }
        let mut reader = Reader::from_reader(part);
        reader.config_mut().expand_empty_elements = true;
        Ok(Xml { reader, buffer: Vec::new(), path: Vec::new(), is_closed: false })
    }

    pub(super) fn part(&self) -> &Part {
        self.reader.get_ref()
    }

    pub(super) fn over(&self, limit: Limit) -> What {
        What::OverLimit { part: self.part().name().to_owned(), limit }
    }

    pub(super) fn next(&mut self) -> Result<Step<'_>, What> {
        if std::mem::take(&mut self.is_closed) {
            self.path.pop();
        }
        self.buffer.clear();
        self.reader.get_mut().begin_piece();
        let part = |reader: &Reader<Part>| reader.get_ref().name().to_owned();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(_) => return Err(self.reader.get_mut().take_fault()),
        };
        let nothing = Node::Text(Cow::Borrowed(""));
        let node = match event {
            Event::Start(_) if self.path.len() as u64 >= Limit::Depth.most() => {
                return Err(What::OverLimit { part: part(&self.reader), limit: Limit::Depth });
            }
            Event::Start(start) => {
                self.path.push(Tag::of(start.local_name().into_inner()));
                Node::Open(Element(start))
            }
            Event::End(_) => {
                self.is_closed = true;
                Node::Close
            }
            Event::Text(text) => Node::Text(text.into_inner()),
            Event::CData(text) => Node::Text(text.into_inner()),
            Event::GeneralRef(name) => match (name.resolve_char_ref(), resolve_predefined_entity(&name)) {
                (Ok(Some(c)), _) => Node::Text(Cow::Owned(c.to_string())),
                (Ok(None), Some(text)) => Node::Text(Cow::Borrowed(text)),
                // Others would need a DOCTYPE.
                _ => return Err(What::Torn { part: part(&self.reader) }),
            },
            // It defines texts that grow when they are put in.
            Event::DocType(_) => return Err(What::Doctype { part: part(&self.reader) }),
            Event::Decl(declared) => match declared.encoding() {
                Some(Ok(encoding)) if !is_utf8(&encoding) => return Err(What::NotUtf8 { part: part(&self.reader) }),
                _ => nothing,
            },
            Event::Eof if self.path.is_empty() => Node::End,
            Event::Eof => return Err(What::Torn { part: part(&self.reader) }),
            Event::Comment(_) | Event::PI(_) | Event::Empty(_) => nothing,
        };
        Ok(Step { path: &self.path, node })
    }
}

fn is_utf8(encoding: &str) -> bool {
    ["utf-8", "utf8", "us-ascii"].iter().any(|name| encoding.eq_ignore_ascii_case(name))
}
