//! A report as the template reads it: values in words, only the columns that have a place on paper, only letters that a font has.

use serde_json::{Value, json};
use unicode_segmentation::UnicodeSegmentation;

use super::world;
use crate::report::code;
use crate::report::document::{Bars, Block, Card, Chart, Document, Flows, FormField, Item, Layout, Part, Rich, Table, said};
use crate::report::html::is_number;

/// A word longer than this may be broken anywhere: a column is narrower than some words.
const UNBROKEN: usize = 18;
/// Letters that stay together in a longer one: the narrowest column has room for them.
const PIECE: usize = 4;

pub(super) fn data(document: &Document) -> String {
    let parts: Vec<Value> = document.parts.iter().map(part).collect();
    let layout = match document.layout {
        Layout::Pages => "pages",
        Layout::Beside => "beside",
        Layout::Picture => "picture",
    };
    json!({ "layout": layout, "parts": parts }).to_string()
}

fn part(part: &Part) -> Value {
    let blocks: Vec<Value> = part.blocks.iter().map(|shown| block(shown, part)).collect();
    json!({
        "lang": part.language.code(),
        "title": printable(&part.title),
        "subtitle": printable(&part.subtitle),
        "source": printable(&part.source),
        "page": part.page,
        "blocks": blocks,
    })
}

fn block(block: &Block, part: &Part) -> Value {
    match block {
        Block::Heading { text } => json!({ "type": "heading", "text": printable(text) }),
        Block::Text { text } => json!({ "type": "text", "text": rich(text) }),
        Block::Quote { text } => json!({ "type": "quote", "text": printable(text) }),
        Block::Note { text } => json!({ "type": "note", "text": printable(text) }),
        Block::List { items, .. } => json!({ "type": "list", "items": items.iter().map(rich).collect::<Vec<_>>() }),
        Block::Facts { items, .. } => json!({ "type": "facts", "items": self::items(items) }),
        Block::Cards { cards, .. } => json!({ "type": "cards", "cards": cards.iter().map(card).collect::<Vec<_>>() }),
        Block::Table(shown) => table(shown, part),
        Block::Bars(shown) => bars(shown, part),
        Block::Flows(shown) => flows(shown, part),
        Block::Form { fields, .. } => json!({ "type": "form", "fields": fields.iter().map(field).collect::<Vec<_>>() }),
        Block::PageBreak => json!({ "type": "break" }),
    }
}

fn items(items: &[Item]) -> Vec<Value> {
    items.iter().map(|item| json!({ "name": printable(&item.name), "value": rich(&item.value) })).collect()
}

fn card(card: &Card) -> Value {
    json!({
        "number": card.number,
        "title": printable(&card.title),
        "place": printable(&card.place),
        "badge": printable(&card.badge),
        "level": card.level,
        "reasons": card.reasons.iter().map(rich).collect::<Vec<_>>(),
        "items": items(&card.items),
        "code": card.code.as_ref().and_then(|text| Some(json!({ "text": text, "drawing": code::svg(text)? }))),
    })
}

fn table(table: &Table, part: &Part) -> Value {
    let columns: Vec<Value> = table
        .printed()
        .map(|(at, column)| {
            let numbers = table.rows.first().and_then(|row| row.get(at)).is_some_and(is_number);
            json!({ "name": printable(&column.name), "share": column.share, "number": numbers })
        })
        .collect();
    let row = |row: &Vec<crate::report::Cell>| -> Vec<String> {
        table.printed().filter_map(|(at, _)| row.get(at)).map(|cell| printable(&said(cell, part.language))).collect()
    };
    let rows: Vec<Vec<String>> = table.rows.iter().map(row).collect();
    json!({ "type": "table", "name": printable(&table.name), "columns": columns, "rows": rows, "empty": printable(&table.empty) })
}

fn bars(bars: &Bars, part: &Part) -> Value {
    let most = bars.bars.iter().map(|bar| bar.count).max().unwrap_or_default().max(1);
    let bar = |bar: &crate::report::document::Bar| {
        let count = crate::report::Cell::Count(bar.count);
        let share = bars.part(bar).map(|share| format!(" ({})", said(&share, part.language))).unwrap_or_default();
        let count = format!("{}{share}", said(&count, part.language));
        json!({ "name": printable(&bar.name), "share": bar.count as f64 / most as f64, "count": count })
    };
    let kind = if bars.chart == Chart::Funnel { "funnel" } else { "bars" };
    json!({ "type": kind, "name": printable(&bars.name), "bars": bars.bars.iter().map(bar).collect::<Vec<_>>() })
}

fn flows(flows: &Flows, part: &Part) -> Value {
    let most = flows.flows.iter().map(|flow| flow.count).max().unwrap_or_default().max(1);
    let flow = |flow: &crate::report::document::Flow| {
        let count = crate::report::Cell::Count(flow.count);
        let label = format!("{} ({})", said(&count, part.language), printable(&flow.note));
        json!({ "from": printable(&flow.from), "to": printable(&flow.to), "share": flow.count as f64 / most as f64, "label": label })
    };
    json!({ "type": "flows", "name": printable(&flows.name), "flows": flows.flows.iter().map(flow).collect::<Vec<_>>() })
}

fn field(field: &FormField) -> Value {
    match field {
        FormField::Line { name, value, lines } => {
            json!({ "kind": "line", "name": printable(name), "value": printable(value), "lines": lines })
        }
        FormField::Tick { text } => json!({ "kind": "tick", "text": printable(text) }),
        FormField::Signature { name, under } => json!({ "kind": "signature", "name": printable(name), "under": printable(under) }),
    }
}

fn rich(text: &Rich) -> Vec<Value> {
    text.pieces().into_iter().map(|(text, mark)| json!({ "text": printable(text), "mark": mark })).collect()
}

/// The text as it can be printed: pictures that no font of ours has are left out, other letters become a box, and words too long for any
/// column may be broken.
fn printable(text: &str) -> String {
    let mut printed = String::with_capacity(text.len());
    let mut left_out = false;
    for grapheme in text.graphemes(true) {
        let has_all = grapheme.chars().all(|letter| letter.is_whitespace() || is_joiner(letter) || world::has(letter));
        let shown = match has_all {
            true => grapheme,
            false if grapheme.chars().any(char::is_alphanumeric) => "□",
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
    breakable(&printed)
}

/// Lets words that are too long for any column be broken, anywhere but within a few letters.
fn breakable(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        if word.graphemes(true).count() <= UNBROKEN {
            broken.push_str(word);
            continue;
        }
        for (number, letter) in (1..).zip(word.graphemes(true)) {
            broken.push_str(letter);
            if number % PIECE == 0 {
                broken.push('\u{200b}');
            }
        }
    }
    broken
}

/// Marks that join letters and are not seen themselves.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' | '\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(printable("🙂 Атлас 🙂 и адрас"), "Атлас и адрас");
        assert_eq!(rich(&Rich::marked("СТ-1. Договор".into(), 0.."СТ-1.".len()))[1]["text"], " Договор");
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
        assert_eq!(printable("Сад 🍎🍑 «Нур» 👨\u{200d}👩"), "Сад «Нур»");
        assert_eq!(printable("会社 Tea"), "□□ Tea");
        assert_eq!(printable("شرکت نور"), "شرکت نور");
        let long = printable(&format!("короткое {}", "щ".repeat(40)));
        assert!(long.split(['\u{200b}', ' ']).all(|piece| piece == "короткое" || piece.chars().count() <= PIECE), "{long}");
    }
}
