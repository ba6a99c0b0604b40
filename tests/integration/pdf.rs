//! What a reader of a PDF gets of it: its letters in their order, by the table of each font that says which letters its signs are (what a
//! search looks in), and where on the page they lie.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint, PathDrawMode, SoftMask,
    interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};

/// A page of A4 has these margins at its sides, any other (a picture) the others; in points.
const MARGIN: f64 = 56.6;
const MARGIN_OF_PICTURE: f64 = 25.5;
const A4: f64 = 590.0;
/// By so much, in points, a letter may reach over the margin, or its line be out of its neighbour's.
const OVER: f64 = 1.0;
/// And over its neighbour: "Те" stand closer than their widths.
const CLOSE: f64 = 2.5;

pub(crate) struct Page {
    /// A line of text a line.
    pub(crate) text: String,
    wide: f64,
    letters: Vec<Letter>,
}

struct Letter {
    text: String,
    left: f64,
    right: f64,
    baseline: f64,
}

pub(crate) fn read(pdf: &[u8]) -> Vec<Page> {
    let pdf = Pdf::new(pdf.to_vec()).expect("a PDF");
    let (cache, mut pages) = (InterpreterCache::new(), Vec::new());
    for page in pdf.pages().iter() {
        let area = Rect::new(0.0, 0.0, 10_000.0, 10_000.0);
        let mut context = Context::new(Affine::IDENTITY, area, &cache, pdf.xref(), InterpreterSettings::default());
        let mut reader = Reader(Vec::new());
        interpret_page(page, &mut context, &mut reader);
        pages.push(Page::of(reader.0, f64::from(page.render_dimensions().0)));
    }
    pages
}

/// The digits and dashes of a text: what numbers are made of in all languages.
pub(crate) fn numbers_of(text: &str) -> String {
    text.chars().filter(|letter| letter.is_ascii_digit() || *letter == '\u{2013}').collect()
}

impl Page {
    fn of(letters: Vec<Letter>, wide: f64) -> Page {
        let mut text = String::new();
        let mut baseline = None;
        for letter in &letters {
            if baseline.is_some_and(|before: f64| (before - letter.baseline).abs() > OVER) {
                text.push('\n');
            }
            baseline = Some(letter.baseline);
            text.push_str(&letter.text);
        }
        Page { text, wide, letters }
    }

    pub(crate) fn numbers(&self) -> String {
        numbers_of(&self.text)
    }

    /// Whether the page has both texts, the second beside the first.
    pub(crate) fn has_on_a_line(&self, first: &str, second: &str) -> bool {
        let lines = |text: &str| -> Vec<f64> {
            let letters: Vec<&Letter> = self.letters.iter().filter(|letter| !letter.text.trim().is_empty()).collect();
            let sought: String = text.split_whitespace().collect();
            let begins = |at: &usize| {
                let mut rest = sought.as_str();
                letters[*at..].iter().take_while(|letter| rest.strip_prefix(&letter.text).map(|left| rest = left).is_some()).count();
                rest.is_empty()
            };
            (0..letters.len()).filter(begins).map(|at| letters[at].baseline).collect()
        };
        let others = lines(second);
        lines(first).iter().any(|line| others.iter().any(|other| (line - other).abs() < OVER))
    }

    /// Whether no letter reaches over the margins, and none over one of its line that is not beside it.
    pub(crate) fn is_within(&self) -> bool {
        let margin = if self.wide > A4 { MARGIN } else { MARGIN_OF_PICTURE };
        let seen: Vec<&Letter> =
            self.letters.iter().filter(|letter| letter.text.chars().all(|c| c.is_alphanumeric() && c < '\u{590}')).collect();
        let inside = |letter: &&Letter| letter.left > margin - OVER && letter.right < self.wide - margin + OVER;
        let covers = |letter: &Letter, other: &Letter| {
            (letter.baseline - other.baseline).abs() < OVER && letter.left < other.right - CLOSE && other.left < letter.right - CLOSE
        };
        let mut by_line = seen.clone();
        by_line.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.left.total_cmp(&b.left)));
        seen.iter().all(inside) && !by_line.windows(2).any(|pair| covers(pair[0], pair[1]))
    }
}

struct Reader(Vec<Letter>);

impl Device<'_> for Reader {
    fn draw_glyph(&mut self, glyph: &Glyph<'_>, transform: Affine, glyph_transform: Affine, _: &Paint<'_>, _: &GlyphDrawMode) {
        let text = match glyph.as_unicode().expect("a sign of the page is no letter: nobody finds it") {
            BfString::Char(letter) => letter.to_string(),
            BfString::String(letters) => letters,
        };
        let wide = if let Glyph::Outline(outline) = glyph { outline.advance_width().unwrap_or_default() } else { 0.0 };
        let at = |x: f64| transform * glyph_transform * Point::new(x, 0.0);
        let (left, right) = (at(0.0), at(f64::from(wide)));
        self.0.push(Letter { text, left: left.x, right: right.x, baseline: left.y });
    }
    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
