//! An archive as it is or, since chance never finds a right checksum, the parts of one: they are packed here.
#![no_main]

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// In this order, with a NUL between them; what is missing is left out of the workbook.
const PARTS: [&str; 4] = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"];
/// What the last two are when they are not given.
const WORKBOOK: &[u8] = br#"<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const LINKS: &[u8] = br#"<Relationships><Relationship Id="r1" Type="/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        hamkor_fuzz::read("list.xlsx", bytes);
    } else {
        hamkor_fuzz::read("list.xlsx", &packed(bytes));
    }
});

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut given: Vec<&[u8]> = bytes.splitn(PARTS.len(), |&byte| byte == 0).collect();
    if given.len() < 3 {
        given.resize(2, b"");
        given.extend([WORKBOOK, LINKS]);
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in PARTS.into_iter().zip(given).filter(|(_, part)| !part.is_empty()) {
        zip.start_file(name, options).and_then(|()| Ok(zip.write_all(part)?)).expect("memory does not fail");
    }
    zip.finish().expect("memory does not fail").into_inner()
}
