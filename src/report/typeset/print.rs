//! A report as the template reads it: values in words, only the columns that have a place on paper, only letters that a font has.

use std::borrow::Cow;

use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

use super::world;
use crate::domain::Language;
use crate::reply::Texts;
use crate::report::document::{
    Bar, Bars, Block, Card, Chart, Column, Document, Flow, Flows, FormField, Item, Layout, Part, Rich, Table, counted, said,
};
use crate::report::{Cell, code, words};

/// How wide the text of a page is, in points; of each of two parts beside each other, on a page as it stands and as it lies; and of a picture.
/// So the template has them.
const SHEET: f64 = 481.0;
const HALF: f64 = 226.0;
const HALF_LYING: f64 = 350.0;
const PICTURE: f64 = 374.0;
/// Bold letters are by so much wider.
const BOLD: f64 = 1.1;
/// The brand before the title above the pages after the first, in points.
const BRAND: f64 = 71.0;
/// A table of more columns than that has smaller letters: of two beside each other, and else.
const MANY_BESIDE: usize = 4;
const MANY: usize = 8;
/// A cell of a table has so many lines at most: else a row of one long name would fill the page. The other forms have it whole.
const CELL_LINES: f64 = 8.0;
/// Rows of a table that are put on paper: each takes the typesetter some 80 kB of memory, and nobody turns more pages.
const ROWS: usize = 2_000;
/// A card longer than that goes on over the end of a page.
const CARD_CHARACTERS: usize = 1_500;

pub(super) fn data(document: &Document) -> String {
    let parts: Vec<Value> = document.parts.iter().map(|shown| part(shown, document.layout)).collect();
    let layout = match document.layout {
        Layout::Pages => "pages",
        Layout::Front => "front",
        Layout::Beside => "beside",
        Layout::Picture => "picture",
    };
    json!({ "layout": layout, "parts": parts }).to_string()
}

/// What stands under a picture that has not all pages, in each language of the report.
pub(super) fn note(document: &Document, left_out: usize) -> String {
    let mut languages: Vec<Language> = Vec::new();
    for part in &document.parts {
        if !languages.contains(&part.language) {
            languages.push(part.language);
        }
    }
    let note = |language: Language| {
        let said = Texts::of(language).say("report-picture-cut", &[("pages", left_out.into())]);
        json!({ "lang": language.code(), "title": "", "text": said })
    };
    json!({ "layout": "note", "parts": languages.into_iter().map(note).collect::<Vec<_>>() }).to_string()
}

fn part(part: &Part, layout: Layout) -> Value {
    let mut place = Place {
        width: match layout {
            Layout::Pages => SHEET,
            Layout::Front => HALF,
            Layout::Beside => HALF_LYING,
            Layout::Picture => PICTURE,
        },
        many: if layout == Layout::Beside { MANY_BESIDE } else { MANY },
        language: part.language,
    };
    let head_width = if layout == Layout::Beside { HALF_LYING } else { SHEET };
    // In its own size.
    let head_room = (head_width - BRAND) / 8.0;
    let head = if part.subtitle.is_empty() { part.title.clone() } else { format!("{}. {}", part.title, part.subtitle) };
    let title = printable(&part.title, place.letters(1.0, 0.0, 17.0) / BOLD);
    let blocks = part.blocks.iter().map(|shown| {
        if matches!((shown, layout), (Block::PageBreak, Layout::Front)) {
            place.width = SHEET;
        }
        place.block(shown)
    });
    let blocks: Vec<Value> = blocks.collect();
    json!({
        "lang": part.language.code(),
        "brand": Texts::of(part.language).plain("report-brand"),
        "title": title,
        "head": printable(&cut(&head, head_room), head_room),
        "subtitle": printable(&part.subtitle, place.line()),
        "source": printable(&part.source, place.line()),
        "page": part.page,
        "blocks": blocks,
    })
}

/// Where blocks stand.
struct Place {
    /// In points.
    width: f64,
    /// See [`MANY`].
    many: usize,
    language: Language,
}

impl Place {
    /// The room of a share of the width, without so many points, in letters of a size: how often their size goes into it.
    fn letters(&self, share: f64, without: f64, size: f64) -> f64 {
        (self.width * share - without) / size
    }

    /// The room of a line of text, also of one beside a QR code.
    fn line(&self) -> f64 {
        self.letters(1.0, 90.0, 10.0)
    }

    fn block(&self, block: &Block) -> Value {
        let line = self.line();
        match block {
            Block::Heading { text } => json!({ "type": "heading", "text": printable(text, line) }),
            Block::Text { text } => json!({ "type": "text", "text": rich(text, line) }),
            Block::Quote { text } => json!({ "type": "quote", "text": printable(text, line) }),
            Block::Note { text } => json!({ "type": "note", "text": printable(text, line) }),
            Block::List { items, .. } => json!({ "type": "list", "items": items.iter().map(|item| rich(item, line)).collect::<Vec<_>>() }),
            Block::Facts { items, .. } => json!({ "type": "facts", "items": self.items(items) }),
            Block::Cards { cards, .. } => {
                json!({ "type": "cards", "cards": cards.iter().map(|shown| self.card(shown)).collect::<Vec<_>>() })
            }
            Block::Table(shown) => self.table(shown),
            Block::Bars(shown) => self.bars(shown),
            Block::Flows(shown) => self.flows(shown),
            Block::Form { fields, .. } => {
                json!({ "type": "form", "fields": fields.iter().map(|shown| self.field(shown)).collect::<Vec<_>>() })
            }
            Block::PageBreak => json!({ "type": "break" }),
        }
    }

    fn items(&self, items: &[Item]) -> Vec<Value> {
        let (name, value) = (self.letters(0.27, 0.0, 10.0), self.letters(0.73, 8.0, 10.0));
        items.iter().map(|item| json!({ "name": printable(&item.name, name), "value": rich(&item.value, value) })).collect()
    }

    fn card(&self, card: &Card) -> Value {
        let line = self.line();
        let said = card.reasons.iter().chain(card.items.iter().map(|item| &item.value));
        json!({
            "number": card.number,
            "title": printable(&card.title, line / BOLD),
            "place": printable(&card.place, line),
            "badge": printable(&card.badge, line),
            "level": card.level,
            "long": card.title.len() + said.map(|text| text.text().chars().count()).sum::<usize>() > CARD_CHARACTERS,
            "reasons": card.reasons.iter().map(|reason| rich(reason, line)).collect::<Vec<_>>(),
            "items": card.items.iter().map(|item| json!({ "name": item.name, "value": rich(&item.value, line) })).collect::<Vec<_>>(),
            "code": card.code.as_ref().and_then(|text| Some(json!({ "text": text, "drawing": code::svg(text)? }))),
        })
    }

    fn table(&self, table: &Table) -> Value {
        let all: u32 = table.printed().map(|(_, column)| u32::from(column.share)).sum();
        let many = table.printed().count() > self.many;
        // As the template has them.
        let (size, inset) = if many { (7.0, 5.0) } else { (9.0, 8.0) };
        let rooms: Vec<f64> =
            table.printed().map(|(_, column)| self.letters(f64::from(column.share) / f64::from(all), inset, size)).collect();
        let columns = table.printed().zip(&rooms).map(|((at, column), room)| {
            json!({ "name": printable(&column.name, room / BOLD), "share": column.share, "number": table.holds_numbers(at) })
        });
        let columns: Vec<Value> = columns.collect();
        let row = |(number, row): (usize, &Vec<Cell>)| -> Vec<String> {
            let goes_on = table.goes_on(number);
            let told = |column: &Column, cell| if goes_on && column.once { Cow::Borrowed("") } else { said(cell, self.language) };
            let cells = table.printed().zip(&rooms).filter_map(|((at, column), room)| Some((told(column, row.get(at)?), room)));
            cells.map(|(text, room)| printable(&cut(&text, room * CELL_LINES), *room)).collect()
        };
        let rows: Vec<Vec<String>> = table.rows.iter().take(ROWS).enumerate().map(row).collect();
        let all = table.rows.len();
        let left_out = (all > ROWS).then(|| {
            let numbers = [("shown", counted(ROWS, self.language).into()), ("all", counted(all, self.language).into())];
            Texts::of(self.language).say("report-table-cut", &numbers)
        });
        let line = self.line();
        json!({
            "type": "table", "name": printable(&table.name, line), "columns": columns, "rows": rows, "empty": printable(&table.empty, line),
            "many": many, "cut": left_out,
        })
    }

    fn bars(&self, bars: &Bars) -> Value {
        let most = bars.bars.iter().map(|bar| bar.count).max().unwrap_or_default().max(1);
        let room = self.letters(0.34, 0.0, 9.0);
        let bar = |bar: &Bar| {
            let share = bars.part(bar).map(|share| format!(" ({})", said(&share, self.language))).unwrap_or_default();
            let count = format!("{}{share}", said(&Cell::Count(bar.count), self.language));
            json!({ "name": printable(&bar.name, room), "share": bar.count as f64 / most as f64, "count": count })
        };
        let kind = if bars.chart == Chart::Funnel { "funnel" } else { "bars" };
        json!({ "type": kind, "name": printable(&bars.name, self.line()), "bars": bars.bars.iter().map(bar).collect::<Vec<_>>() })
    }

    fn flows(&self, flows: &Flows) -> Value {
        let most = flows.flows.iter().map(|flow| flow.count).max().unwrap_or_default().max(1);
        let room = self.letters(0.26, 10.0, 9.0);
        let flow = |flow: &Flow| {
            let label = format!("{} ({})", said(&Cell::Count(flow.count), self.language), printable(&flow.note, self.line()));
            let (from, to) = (printable(&flow.from, room), printable(&flow.to, room));
            json!({ "from": from, "to": to, "share": flow.count as f64 / most as f64, "label": label })
        };
        json!({ "type": "flows", "name": printable(&flows.name, self.line()), "flows": flows.flows.iter().map(flow).collect::<Vec<_>>() })
    }

    fn field(&self, field: &FormField) -> Value {
        let (left, right) = (self.letters(0.34, 0.0, 10.0) / BOLD, self.letters(0.66, 8.0, 10.0) / BOLD);
        match field {
            FormField::Line { name, value, lines } => {
                json!({ "kind": "line", "name": printable(name, left), "value": printable(value, right), "lines": lines })
            }
            FormField::Tick { text } => json!({ "kind": "tick", "text": printable(text, self.line()) }),
            FormField::Signature { name, under } => {
                json!({ "kind": "signature", "name": printable(name, left), "under": printable(under, right) })
            }
        }
    }
}

fn rich(text: &Rich, room: f64) -> Vec<Value> {
    text.pieces().into_iter().map(|(text, mark)| json!({ "text": printable(text, room / BOLD), "mark": mark })).collect()
}

/// The text, or as much of it as there is room for, with a mark that it is not the whole.
fn cut(text: &str, room: f64) -> Cow<'_, str> {
    if world::width(text) <= room {
        return text.into();
    }
    let mut left = room - world::width("…");
    let fits = |grapheme: &&str| {
        left -= world::width(grapheme);
        left >= 0.0
    };
    let kept: String = text.graphemes(true).take_while(fits).collect();
    format!("{}…", kept.trim_end()).into()
}

/// The text as it can be printed where there is so much room: pictures that no font of ours has are left out, letters that none has are
/// written in Latin ones, so that a name can be read and searched for, and words that are too long may be broken. Of a text that is nothing but such pictures boxes are left: a name must be seen to be there.
fn printable(text: &str, room: f64) -> String {
    let mut printed = String::with_capacity(text.len());
    let mut left_out = false;
    for grapheme in text.graphemes(true) {
        let has_all = grapheme.chars().all(|letter| letter.is_whitespace() || is_joiner(letter) || world::has(letter));
        let shown = match has_all {
            true => grapheme,
            false if grapheme.chars().any(char::is_alphanumeric) => &latin(grapheme),
            // With the blank before it, so that no gap is left.
            false => {
                printed.truncate(printed.trim_end_matches(' ').len());
                left_out = true;
                continue;
            }
        };
        let is_blank = shown.chars().all(char::is_whitespace);
        if is_blank && left_out && printed.is_empty() {
            continue;
        }
        printed.push_str(shown);
    }
    if left_out && printed.chars().all(|letter| letter.is_whitespace() || is_joiner(letter)) {
        printed = text.split_whitespace().flat_map(|word| word.graphemes(true)).map(|_| '□').collect();
    }
    words::breakable(&printed, |word| world::width(word) > room)
}

/// Letters that no font has, in Latin ones, or a box.
fn latin(letters: &str) -> String {
    let latin = any_ascii::any_ascii(letters);
    if latin.trim().is_empty() { "□".to_owned() } else { latin }
}

/// Marks that join letters and are not seen themselves.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' | '\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: f64 = 40.0;

    #[test]
    fn every_letter_of_our_languages_and_every_sign_of_our_texts_has_a_glyph() {
        let letters = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяғӣқӯҳҷ";
        let signs = "₽№«»„“”‘’–—…·•→←×°§%●○□☐✓(){}[]/\\+−=<>@#&*!?;:,.'\"$€";
        let latin: String = ('a'..='z').chain('0'..='9').collect();
        for letter in letters.chars().chain(letters.to_uppercase().chars()).chain(signs.chars()).chain(latin.chars()) {
            assert!(world::has(letter), "{letter}");
        }
    }

    #[test]
    fn a_picture_without_a_glyph_goes_with_its_blank_and_no_other_blank_does() {
        assert_eq!(printable("🙂 Атлас 🙂 и адрас", LINE), "Атлас и адрас");
        assert_eq!(rich(&Rich::marked("СТ-1. Договор".into(), 0.."СТ-1.".len()), LINE)[1]["text"], " Договор");
    }

    #[test]
    fn all_that_the_texts_of_reports_say_can_be_printed() {
        for file in [
            include_str!("../../reply/locales/ru/report.ftl"),
            include_str!("../../reply/locales/tg/report.ftl"),
            include_str!("../../reply/locales/en/report.ftl"),
            include_str!("../../../seed/trade_facts.toml"),
        ] {
            let lacking: String = file.chars().filter(|&letter| !letter.is_whitespace() && !world::has(letter)).collect();
            assert_eq!(lacking, "");
        }
    }

    #[test]
    fn what_no_font_has_leaves_no_gap() {
        assert_eq!(printable("Сад 🍎🍑 «Нур» 👨\u{200d}👩", LINE), "Сад «Нур»");
        assert_eq!(printable("会社 Tea", LINE), "HuiShe Tea");
        assert_eq!(printable("شرکت نور", LINE), "شرکت نور");
    }

    #[test]
    fn a_name_of_pictures_alone_leaves_a_box_for_each() {
        assert_eq!(printable("🍎 👨\u{200d}👩", LINE), "□□");
        assert_eq!(printable("", LINE), "");
        assert_eq!(printable(" ", LINE), " ");
    }

    #[test]
    fn a_text_that_is_cut_says_so_and_fits() {
        let long = "Очень длинное название ".repeat(20);
        assert!(cut(&long, 30.0).ends_with('…') && world::width(&cut(&long, 30.0)) <= 30.0);
        assert_eq!(cut("Медсофт", 30.0), "Медсофт");
    }

    #[test]
    fn only_a_word_that_is_wider_than_its_column_may_be_broken() {
        // "хлопчатобумажная" is 16 letters of 0.6 of their size on the average.
        assert_eq!(printable("хлопчатобумажная ткань", 12.0), "хлопчатобумажная ткань");
        assert!(printable("хлопчатобумажная ткань", 6.0).starts_with("хлоп\u{ad}ча\u{ad}то"));
        assert!(printable(&"щ".repeat(40), 6.0).contains("щщщщ\u{200b}щщщщ"));
    }
}
