//! The archive that a workbook is: its parts by name, and which of them are sheets. Nothing of it is ever written anywhere.

use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex};

use zip::{CompressionMethod, ZipArchive};

use super::limit::{DIRECTORY_BYTES, Limit};
use super::part::{Entry, Part, Shared};
use super::xml::{Node, Tag, Xml};
use crate::seed::remark::{What, excerpt};
use crate::seed::text::Source;

/// The parts of an archive.
pub(super) struct Package {
    source: Shared,
    parts: HashMap<String, Entry>,
}

/// What a workbook consists of, as far as a list needs it.
pub(super) struct Workbook {
    /// In the order of its tabs.
    pub(super) sheets: Vec<Place>,
    /// The part with the texts that cells point at.
    pub(super) strings: Option<String>,
    /// The part with the styles of cells.
    pub(super) styles: Option<String>,
    pub(super) is_from_1904: bool,
}

/// A sheet that is not read yet.
pub(super) struct Place {
    pub(super) name: String,
    pub(super) is_visible: bool,
    part: String,
}

impl Package {
    pub(super) fn open(mut source: Box<dyn Source>) -> Result<Package, What> {
        let mut mark = Vec::new();
        let read = source.by_ref().take(8).read_to_end(&mut mark);
        read.map_err(|error| What::CannotRead { reason: error.to_string() })?;
        match mark.as_slice() {
            [] => return Err(What::Empty),
            // The format of Office before 2007. It is also the envelope of an encrypted workbook.
            mark if mark.starts_with(b"\xD0\xCF\x11\xE0") => return Err(What::Locked),
            mark if mark.starts_with(b"PK\x03\x04") => {}
            _ => return Err(What::NoWorkbook),
        }
        let torn = || What::Torn { part: "zip".to_owned() };
        let directory = Directory { source: &mut *source, left: DIRECTORY_BYTES };
        let archive = ZipArchive::new(directory).map_err(|_| torn())?.metadata();
        let over = Err(What::OverLimit { part: "zip".to_owned(), limit: Limit::Parts });
        if archive.len() as u64 > Limit::Parts.most() {
            return over;
        }
        let mut parts = HashMap::with_capacity(archive.len());
        for at in 0..archive.len() {
            let found = archive.entry(at).map_err(|_| torn())?;
            let Ok(name) = found.name() else { continue };
            if found.encrypted() {
                return Err(What::Locked);
            }
            let is_deflated = match found.compression() {
                CompressionMethod::Deflated => true,
                CompressionMethod::Stored => false,
                _ => continue,
            };
            let (at, packed, unpacked, checksum) = (found.header_start(), found.compressed_size(), found.size(), found.crc32());
            let entry = Entry { name: excerpt(&name), at, packed, unpacked, checksum, is_deflated };
            parts.entry(resolved("", &name)).or_insert(entry);
        }
        Ok(Package { source: Arc::new(Mutex::new(source)), parts })
    }

    /// Opens a part of this (resolved) name, which may be as large as a list is.
    pub(super) fn part(&self, name: &str) -> Result<Xml, What> {
        self.open_part(name, Limit::Part)
    }

    /// The same of one that says little.
    pub(super) fn small_part(&self, name: &str) -> Result<Xml, What> {
        self.open_part(name, Limit::SmallPart)
    }

    fn open_part(&self, name: &str, limit: Limit) -> Result<Xml, What> {
        let entry = self.parts.get(name).ok_or_else(|| What::Torn { part: name.to_owned() })?;
        Xml::new(Part::open(&self.source, entry, limit)?)
    }

    pub(super) fn sheet(&self, place: &Place) -> Result<Xml, What> {
        self.part(&place.part)
    }

    pub(super) fn workbook(&self) -> Result<Workbook, What> {
        let name = self.links("")?.into_iter().find(|link| link.kind == "officeDocument").map(|link| link.part);
        let name = name.unwrap_or_else(|| "xl/workbook.xml".to_owned());
        if !self.parts.contains_key(&name) {
            return Err(What::NoWorkbook);
        }
        let links = self.links(&name)?;
        let part = |id: &str, kind: &str| links.iter().find(|link| link.id == id && link.kind == kind).map(|link| link.part.clone());
        let mut xml = self.small_part(&name)?;
        let (mut sheets, mut count, mut is_workbook, mut is_from_1904) = (Vec::new(), 0, false, false);
        loop {
            let step = match xml.next() {
                // A binary workbook under this name.
                Err(What::Torn { .. }) if !is_workbook => return Err(What::NoWorkbook),
                step => step?,
            };
            match (step.path, step.node) {
                ([Tag::Workbook], Node::Open(_)) => is_workbook = true,
                (_, Node::Open(_) | Node::End) if !is_workbook => return Err(What::NoWorkbook),
                ([.., Tag::WorkbookSettings], Node::Open(element)) => {
                    is_from_1904 = element.attributes().any(|(name, value)| name == "date1904" && matches!(&*value, "1" | "true"));
                }
                ([.., Tag::Sheet], Node::Open(element)) => {
                    let mut place = Place { name: String::new(), is_visible: true, part: String::new() };
                    for (name, value) in element.attributes() {
                        match name {
                            "name" => place.name = excerpt(&value),
                            "state" => place.is_visible = value == "visible",
                            // Charts and dialogs are tabs too, but no tables.
                            "id" => place.part = part(&value, "worksheet").unwrap_or_default(),
                            _ => {}
                        }
                    }
                    sheets.extend(Some(place).filter(|place| !place.part.is_empty()));
                    count += 1;
                    if count > Limit::Sheets.most() {
                        return Err(What::OverLimit { part: name, limit: Limit::Sheets });
                    }
                }
                (_, Node::End) => break,
                _ => {}
            }
        }
        let part = |kind: &str| links.iter().find(|link| link.kind == kind).map(|link| link.part.clone());
        let part = |kind: &str| part(kind).filter(|part| self.parts.contains_key(part));
        Ok(Workbook { sheets, strings: part("sharedStrings"), styles: part("styles"), is_from_1904 })
    }

    /// What a part points at; the empty name stands for the archive itself.
    fn links(&self, of: &str) -> Result<Vec<Link>, What> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let name = resolved(folder, &format!("_rels/{file}.rels"));
        let mut links = Vec::new();
        if !self.parts.contains_key(&name) {
            return Ok(links);
        }
        let mut xml = self.small_part(&name)?;
        loop {
            let step = xml.next()?;
            match (step.path, step.node) {
                ([.., Tag::Relationship], Node::Open(element)) => {
                    let mut link = Link::default();
                    // No longer name is that of a part.
                    for (name, value) in element.attributes().filter(|(_, value)| value.len() < 1000) {
                        match name {
                            "Id" => link.id = value.into_owned(),
                            // The strict form of the format has other addresses that end alike.
                            "Type" => link.kind = value.rsplit('/').next().unwrap_or_default().to_owned(),
                            "Target" => link.part = resolved(folder, &value),
                            _ => {}
                        }
                    }
                    links.push(link);
                    if links.len() as u64 > Limit::Parts.most() {
                        return Err(What::OverLimit { part: name, limit: Limit::Parts });
                    }
                }
                (_, Node::End) => return Ok(links),
                _ => {}
            }
        }
    }
}

/// A link from one part to another.
#[derive(Default)]
struct Link {
    id: String,
    kind: String,
    part: String,
}

/// The name of a part as it is looked up: whole, in small letters, whatever slashes it was written with.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/").to_lowercase();
    let folder = if target.starts_with('/') { "" } else { folder };
    let mut steps = Vec::new();
    for step in folder.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// The file while its directory is read: only so many bytes, whatever the directory says of its own size.
struct Directory<'s> {
    source: &'s mut dyn Source,
    left: u64,
}

impl Read for Directory<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other("the directory of the archive is too large"));
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(into.len());
        let count = self.source.read(&mut into[..most])?;
        self.left -= count as u64;
        Ok(count)
    }
}

impl Seek for Directory<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_however_its_name_is_written() {
        for (folder, target) in [("xl", "worksheets/Sheet1.xml"), ("", "/XL/worksheets/sheet1.xml"), ("xl", r"\xl\worksheets\sheet1.xml")] {
            assert_eq!(resolved(folder, target), "xl/worksheets/sheet1.xml");
        }
        assert_eq!(resolved("xl/worksheets", "../../../../etc/passwd"), "etc/passwd");
    }
}
