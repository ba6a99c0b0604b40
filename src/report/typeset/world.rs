//! All that the typesetter sees: the template, the data of one report, three fonts.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::Abs;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// PT Sans, made for all languages of Russia, has the Tajik letters and ₽; DejaVu Sans stands in for what it lacks: Arabic and Hebrew
/// letters, arrows, boxes. Both may be passed on with the program (see the licences beside them).
const FONTS: [&[u8]; 3] =
    [include_bytes!("fonts/PTSans-Regular.ttf"), include_bytes!("fonts/PTSans-Bold.ttf"), include_bytes!("fonts/DejaVuSans.ttf")];

/// What is the same for all reports.
struct Shelf {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// The same, to be measured with.
    measures: Vec<FontInstance>,
    template: Source,
    data: FileId,
}

static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.into_iter().flat_map(|font| Font::iter(Bytes::new(font))).collect();
    let file = |name: &str| {
        let path = VirtualPath::new(name).expect("a plain name is a path");
        RootedPath::new(VirtualRoot::Project, path).intern()
    };
    Shelf {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        measures: fonts
            .iter()
            .map(|font| font.clone().instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default()))
            .collect(),
        fonts,
        template: Source::new(file("report.typ"), include_str!("report.typ").to_owned()),
        data: file("report.json"),
    }
});

/// Whether one of the fonts has the letter. A font may count letters as its own and draw the sign of a missing one for them; and what each
/// program draws as it likes has no place in a document for the archive.
pub(super) fn has(letter: char) -> bool {
    let is_drawn = |font: &FontInstance| font.ttf().glyph_index(letter).is_some_and(|glyph| glyph.0 != 0);
    !is_private(letter) && SHELF.measures.iter().any(is_drawn)
}

fn is_private(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// How wide a text is in regular letters, as a multiple of their size.
pub(super) fn width(text: &str) -> f64 {
    let advance = |letter: char| {
        let of = |font: &FontInstance| font.x_advance(font.ttf().glyph_index(letter)?.0);
        SHELF.measures.iter().find_map(of).map_or(0.0, |advance| advance.get())
    };
    text.chars().map(advance).sum()
}

/// One report on the typesetter's desk.
pub(super) struct Desk(Bytes);

impl Desk {
    /// `data`: the JSON that the template reads.
    pub(super) fn new(data: String) -> Desk {
        Desk(Bytes::from_string(data))
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &SHELF.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHELF.book
    }

    fn main(&self) -> FileId {
        SHELF.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() { Ok(SHELF.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == SHELF.data { Ok(self.0.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHELF.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
