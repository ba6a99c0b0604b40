//! What lies on the pages.

use typst::layout::{Frame, FrameItem};

use super::*;
use crate::domain::Language;
use crate::report::document::{Block, said};
use crate::report::tests::report;

/// All text of a page, piece by piece, and whether a glyph was missing.
fn read(frame: &Frame, text: &mut String, missing: &mut bool) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => read(&group.frame, text, missing),
            FrameItem::Text(item) => {
                text.push_str(&item.text);
                *missing |= item.glyphs.iter().any(|glyph| glyph.id == 0);
            }
            _ => {}
        }
    }
}

fn text_of(document: &Document) -> String {
    let (mut text, mut missing) = (String::new(), false);
    for page in pages(document).expect("a report is typeset").pages() {
        read(&page.frame, &mut text, &mut missing);
        text.push('\n');
    }
    assert!(!missing, "a glyph is missing");
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200b}').collect()
}

#[test]
fn every_value_of_a_table_stands_on_paper_as_the_other_forms_have_it() {
    for language in Language::ALL {
        let document = report(language, 40);
        let text = text_of(&document);
        let (_, table) = document.tables().next().expect("a table");
        for row in &table.rows {
            let shown = |at: usize| said(&row[at], language).replace(char::is_whitespace, "");
            let numbers = table.printed().map(|(at, _)| at).filter(|at| *at != 1).map(shown).collect::<String>();
            let (number, rest) = numbers.split_at(shown(0).len());
            assert!(text.contains(rest), "{language}: row {number} with {rest} is not there");
        }
        assert!(text.contains("#injection$x$*b*_i_@ref"), "markup of data was evaluated");
        assert!(text.contains("شرکتنور") || text.contains("شرکت"), "letters from right to left are not there");
    }
}

#[test]
fn the_same_report_gives_the_same_pdf_and_the_same_picture() {
    let document = report(Language::Ru, 5);
    let first = pdf(&document).expect("a PDF");
    assert!(first.starts_with(b"%PDF-"));
    assert!(first == pdf(&document).expect("a PDF"));
    let (picture, pages) = png(&document).expect("a picture");
    assert!(picture == png(&document).expect("a picture").0);
    assert_eq!(pages, 2);
}

#[test]
fn a_long_report_goes_on_over_many_pages_each_with_its_number() {
    let document = report(Language::Ru, 300);
    let text = text_of(&document);
    let all = pages(&document).expect("a report is typeset").pages().len();
    assert!(all > 8, "{all} pages");
    for page in 1..=all {
        assert!(text.contains(&format!("Страница{page}из{all}")), "page {page} of {all} does not say so");
    }
    let (picture, said) = png(&document).expect("a picture");
    assert_eq!(said, all);
    let info = ::png::Decoder::new(std::io::Cursor::new(picture)).read_info().expect("a PNG");
    let (wide, high) = (info.info().width, info.info().height);
    assert!(high > 12 * wide && high < 15 * wide, "{wide} x {high} is not ten pages");
}

#[test]
fn an_empty_report_is_a_page_too() {
    let mut document = report(Language::En, 0);
    document.parts[0].blocks = vec![Block::Text { text: "".into() }];
    assert_eq!(pages(&document).expect("a report is typeset").pages().len(), 1);
}

/// Part of the brightness, of 255 at most, by which a picture may differ on the average from the one that was looked at: letters may be
/// drawn a little differently by another version, a page not.
const TOLERANCE: f64 = 3.0;

/// Pixels in grey, a sixth as wide and as high, with the width.
fn small(picture: &[u8]) -> (Vec<f64>, usize) {
    let mut reader = ::png::Decoder::new(std::io::Cursor::new(picture)).read_info().expect("a PNG");
    let mut bytes = vec![0; reader.output_buffer_size().expect("it has a size")];
    let info = reader.next_frame(&mut bytes).expect("a picture");
    let (wide, high, each) = (info.width as usize, info.height as usize, info.color_type.samples());
    let grey = |x: usize, y: usize| f64::from(bytes[(y * wide + x) * each]);
    let block = |x: usize, y: usize| {
        (0..6).flat_map(|dy| (0..6).map(move |dx| (dx, dy))).map(|(dx, dy)| grey(6 * x + dx, 6 * y + dy)).sum::<f64>() / 36.0
    };
    let pixels = (0..high / 6).flat_map(|y| (0..wide / 6).map(move |x| (x, y))).map(|(x, y)| block(x, y)).collect();
    (pixels, wide / 6)
}

#[test]
fn the_pages_look_as_they_did_when_they_were_looked_at() {
    for language in Language::ALL {
        let mut document = report(language, 6);
        document.parts[0].blocks.truncate(6);
        let (picture, _) = png(&document).expect("a picture");
        let (pixels, wide) = small(&picture);
        let kept = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/report/{language}.png"));
        if std::env::var_os("HAMKOR_KEEP_PICTURES").is_some() {
            keep(&kept, &pixels, wide);
        }
        let expected = std::fs::read(&kept).expect("a picture is kept");
        let mut reader = ::png::Decoder::new(std::io::Cursor::new(expected)).read_info().expect("a PNG");
        let mut bytes = vec![0; reader.output_buffer_size().expect("it has a size")];
        let info = reader.next_frame(&mut bytes).expect("a picture");
        assert_eq!((info.width as usize, info.height as usize), (wide, pixels.len() / wide), "{language}");
        let apart = pixels.iter().zip(&bytes).map(|(now, then)| (now - f64::from(*then)).abs()).sum::<f64>() / pixels.len() as f64;
        assert!(apart < TOLERANCE, "{language}: {apart} apart; look at it and keep the new one with HAMKOR_KEEP_PICTURES=1");
    }
}

fn keep(path: &std::path::Path, pixels: &[f64], wide: usize) {
    let file = std::fs::File::create(path).expect("a file");
    let mut encoder = ::png::Encoder::new(file, wide as u32, (pixels.len() / wide) as u32);
    encoder.set_color(::png::ColorType::Grayscale);
    let bytes: Vec<u8> = pixels.iter().map(|pixel| *pixel as u8).collect();
    encoder.write_header().expect("a head").write_image_data(&bytes).expect("a picture");
}
