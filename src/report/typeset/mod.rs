//! Puts a report on pages: PDF for the archive (PDF/A-2a: tagged, searchable, fonts within) and pictures. In: a [`Document`]. Out: bytes.
//! The template beside this file is the only program that runs; data come to it as JSON, which is never evaluated. It sees no disk, no
//! network and no clock, so the same report always gives the same bytes.

mod print;
#[cfg(test)]
mod tests;
mod world;

use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::introspection::Tag;
use typst::layout::{Abs, Frame, FrameItem};
use typst::text::{Glyph, TextItem};
use typst::visualize::Color;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use super::document::{Document, Layout};
use super::words;
use crate::domain::Language;
use world::Desk;

/// Pages in one picture; a longer report shows its first ones.
pub const PICTURE_PAGES: usize = 10;
/// Dots of a picture for a typographic point: 110 dots an inch, sharp on a telephone.
const DOTS_A_POINT: f64 = 110.0 / 72.0;
/// The same for what is meant for the screen of a telephone alone: 200 dots an inch.
const DOTS_OF_PICTURE: f64 = 200.0 / 72.0;
/// Between the pages of a picture, in points.
const GAP_POINTS: f64 = 12.0;

/// The template broke on a report: ours to mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the report cannot be typeset: {0}")]
pub struct TypesetError(String);

impl TypesetError {
    fn new(errors: impl IntoIterator<Item = SourceDiagnostic>) -> TypesetError {
        TypesetError(errors.into_iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
    }
}

/// The report as PDF, created at the time of its data. A letter that the archive does not take costs the seal of the archive, not the report.
///
/// # Errors
/// [`TypesetError`] if the template breaks on it.
pub fn pdf(document: &Document) -> Result<Vec<u8>, TypesetError> {
    let pages = searchable(&mut pages(document)?);
    archived(document, &pages).or_else(|_| written(document, &pages, PdfStandards::default()))
}

/// The same pages, of which no letter is read with the unseen characters beside it at which its word may be broken: whoever searches for a
/// word finds it whole.
fn searchable(pages: &mut PagedDocument) -> PagedDocument {
    let page = |page: &Page| {
        let mut page = page.clone();
        leave_out_chances(&mut page.frame);
        page
    };
    PagedDocument::new(pages.pages().iter().map(page).collect(), pages.info_mut().clone())
}

fn leave_out_chances(frame: &mut Frame) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => leave_out_chances(&mut group.frame),
            FrameItem::Text(TextItem { text, glyphs, .. }) => glyphs.iter_mut().for_each(|glyph| leave_out_chance(glyph, text)),
            _ => {}
        }
        true
    });
}

/// A sign that stands for nothing else is the hyphen at the end of a broken line, and stays.
fn leave_out_chance(glyph: &mut Glyph, text: &str) {
    let Some(read) = text.get(glyph.range()) else { return };
    let (before, after) = (read.trim_start_matches(words::CHANCES).len(), read.trim_end_matches(words::CHANCES).len());
    let bytes = |count: usize| u16::try_from(count).unwrap_or_default();
    if before > 0 {
        glyph.range = glyph.range.end - bytes(before)..glyph.range.start + bytes(after);
    }
}

fn archived(document: &Document, pages: &PagedDocument) -> Result<Vec<u8>, TypesetError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a]).map_err(|error| TypesetError(error.message().to_string()))?;
    written(document, pages, standards)
}

fn written(document: &Document, pages: &PagedDocument, standards: PdfStandards) -> Result<Vec<u8>, TypesetError> {
    let at = jiff::tz::Offset::UTC.to_datetime(document.as_of);
    let made = Datetime::from_ymd_hms(
        at.year().into(),
        at.month().unsigned_abs(),
        at.day().unsigned_abs(),
        at.hour().unsigned_abs(),
        at.minute().unsigned_abs(),
        at.second().unsigned_abs(),
    );
    let options = PdfOptions {
        // Two reports of the same data are the same document.
        ident: Smart::Custom(format!("hamkor {} {}", document.report, document.as_of)),
        creator: Smart::Custom(Some("Hamkor".to_owned())),
        timestamp: made.map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(pages, &options).map_err(TypesetError::new)
}

/// The first [`PICTURE_PAGES`] pages as one PNG, one under the other, and how many pages there are. Each language has its first pages there,
/// and the last line says how many are left out.
///
/// # Errors
/// As [`pdf`].
pub fn png(document: &Document) -> Result<(Vec<u8>, usize), TypesetError> {
    let mut pages = pages(document)?;
    let all = pages.pages().len();
    if all > PICTURE_PAGES {
        let note = typeset(print::note(document, all - PICTURE_PAGES))?;
        let first = first_of_each(&languages(document, &pages)).into_iter().map(|at| pages.pages()[at].clone());
        pages = PagedDocument::new(first.chain(note.pages().iter().cloned()).collect(), pages.info_mut().clone());
    }
    let dots = if document.layout == Layout::Picture { DOTS_OF_PICTURE } else { DOTS_A_POINT };
    let options = RenderOptions { pixel_per_pt: dots.into(), ..RenderOptions::default() };
    let picture = typst_render::render_merged(&pages, &options, Abs::pt(GAP_POINTS), Some(Color::from_u8(0xb9, 0xc4, 0xca, 0xff)));
    let bytes = picture.encode_png().map_err(|error| TypesetError(error.to_string()))?;
    Ok((bytes, all))
}

/// The language of each page.
fn languages(document: &Document, pages: &PagedDocument) -> Vec<Language> {
    let mut language = document.parts.first().map(|part| part.language).unwrap_or_default();
    let begun = |page: &Page| begun(&page.frame).and_then(|number| document.parts.get(number)).map(|part| part.language);
    let of = |page| {
        language = begun(page).unwrap_or(language);
        language
    };
    pages.pages().iter().map(of).collect()
}

/// The number of the part that begins on a page, by the label that the template gives it.
fn begun(frame: &Frame) -> Option<usize> {
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => begun(&group.frame),
        FrameItem::Tag(Tag::Start(element, _)) => element.label()?.resolve().as_str().strip_prefix("part-")?.parse().ok(),
        _ => None,
    })
}

/// The numbers of the pages of a picture: in turn a page of each language, in the order of the report.
fn first_of_each(languages: &[Language]) -> Vec<usize> {
    let before = |at: usize| languages[..at].iter().filter(|language| **language == languages[at]).count();
    let mut pages: Vec<usize> = (0..languages.len()).collect();
    pages.sort_by_cached_key(|&at| (before(at), at));
    pages.truncate(PICTURE_PAGES);
    pages.sort_unstable();
    pages
}

fn pages(document: &Document) -> Result<PagedDocument, TypesetError> {
    typeset(print::data(document))
}

fn typeset(data: String) -> Result<PagedDocument, TypesetError> {
    let desk = Desk::new(data);
    let set = typst::compile::<PagedDocument>(&desk);
    // Else what it remembers of each report would stay in memory for good.
    comemo::evict(0);
    set.output.map_err(TypesetError::new)
}
