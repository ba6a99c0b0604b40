//! A report as one HTML file: no script, nothing fetched, all text escaped; it prints well.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::Cell;
use super::code;
use super::document::{Bars, Block, Card, Chart, Document, Flows, FormField, Item, Layout, Part, Rich, Table, said};
use super::words;
use crate::domain::Language;

const STYLE: &str = include_str!("report.css");

pub(super) fn write(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let first = document.parts.first();
    let mut page = String::new();
    page.push_str("<!doctype html>\n<html");
    if let Some(part) = first {
        attribute(&mut page, "lang", part.language.code());
    }
    page.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    page.push_str(&escaped(first.map(|part| part.title.as_str()).unwrap_or_default()));
    page.push_str("</title>\n<style>\n");
    page.push_str(STYLE);
    match (document.layout, document.parts.as_slice()) {
        (Layout::Beside, [one, other]) => {
            let both = |of: fn(&Part) -> &String| format!("{} · {}", of(one), of(other));
            on_each_sheet(&mut page, 1, &both(|part| &part.source), &both(|part| &part.page));
            page.push_str("@page part1 { size: A4 landscape; }\n");
        }
        (_, parts) => (1..).zip(parts).for_each(|(number, shown)| on_each_sheet(&mut page, number, &shown.source, &shown.page)),
    }
    page.push_str("</style>\n</head>\n<body>\n");
    match (document.layout, document.parts.as_slice()) {
        (Layout::Front | Layout::Beside, [one, other]) => beside(&mut page, one, other, document.layout),
        (_, parts) => (1..).zip(parts).for_each(|(number, shown)| part(&mut page, number, shown)),
    }
    page.push_str("</body>\n</html>\n");
    out.write_all(page.as_bytes())
}

/// What a browser prints at the foot of each sheet of a part: its source and the number of the sheet.
fn on_each_sheet(page: &mut String, number: usize, source: &str, sheet: &str) {
    let counted = |text: &str| text.replace("{n}", "\" counter(page) \"").replace("{all}", "\" counter(pages) \"");
    let (source, sheet) = (quoted(source), counted(&quoted(sheet)));
    let _ = writeln!(page, "@page part{number} {{ @bottom-left {{ content: {source}; }} @bottom-right {{ content: {sheet}; }} }}");
}

/// A text as a style sheet has it.
fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || " .,:;-_()/{}\u{a0}".contains(letter);
    let letters = text.chars().map(|letter| if plain(letter) { letter.to_string() } else { format!("\\{:x} ", u32::from(letter)) });
    format!("\"{}\"", letters.collect::<String>())
}

/// Two languages side by side, row by row; of a report with a page that both sides sign only that one, then the rest of each.
fn beside(page: &mut String, one: &Part, other: &Part, layout: Layout) {
    let split = |part: &Part| match layout {
        Layout::Front => part.blocks.iter().position(|block| *block == Block::PageBreak).unwrap_or(part.blocks.len()),
        _ => part.blocks.len(),
    };
    let rows = [one, other].map(|shown| shown.blocks[..split(shown)].iter().map(rows).sum::<usize>()).into_iter().max().unwrap_or_default();
    let class = if layout == Layout::Front { "beside" } else { "beside whole" };
    let _ = writeln!(page, "<div class=\"{class}\" style=\"--rows:{}\">", AROUND + rows);
    for shown in [one, other] {
        article(page, 1, shown, &shown.blocks[..split(shown)], true);
    }
    page.push_str("</div>\n");
    for (number, shown) in [(1, one), (2, other)] {
        let rest = shown.blocks.get(split(shown) + 1..).unwrap_or_default();
        if !rest.is_empty() {
            article(page, number, shown, rest, false);
        }
    }
}

/// Rows of the grid for the title, the line under it and the source.
const AROUND: usize = 3;

/// Rows of the grid for a block, or a few more: an element stands in each.
fn rows(block: &Block) -> usize {
    match block {
        Block::Cards { cards, .. } => cards.len(),
        Block::Form { fields, .. } => {
            fields.iter().map(|field| if let FormField::Line { lines, .. } = field { usize::from(*lines).max(1) } else { 2 }).sum()
        }
        _ => 2,
    }
}

fn part(page: &mut String, number: usize, part: &Part) {
    article(page, number, part, &part.blocks, true);
}

/// Blocks of a part as an article, with the title of the part or without.
fn article(page: &mut String, number: usize, part: &Part, blocks: &[Block], titled: bool) {
    page.push_str("<article");
    attribute(page, "lang", part.language.code());
    attribute(page, "style", &format!("page: part{number}"));
    page.push_str(">\n");
    if titled {
        element(page, "h1", &part.title);
    }
    if titled && !part.subtitle.is_empty() {
        page.push_str("<p class=\"subtitle\">");
        page.push_str(&escaped(&part.subtitle));
        page.push_str("</p>\n");
    }
    for block in blocks {
        self::block(page, block, part.language);
    }
    element(page, "footer", &part.source);
    page.push_str("</article>\n");
}

fn block(page: &mut String, block: &Block, language: Language) {
    match block {
        Block::Heading { text } => element(page, "h2", text),
        Block::Text { text } => _ = writeln!(page, "<p>{}</p>", rich(text)),
        Block::Quote { text } => element(page, "blockquote", text),
        Block::Note { text } => _ = writeln!(page, "<p class=\"note\">{}</p>", escaped(text)),
        Block::List { items, .. } => list(page, items),
        Block::Facts { items, .. } => facts(page, items),
        Block::Cards { cards, .. } => cards.iter().for_each(|shown| card(page, shown)),
        Block::Table(shown) => table(page, shown, language),
        Block::Bars(shown) => bars(page, shown, language),
        Block::Flows(shown) => flows(page, shown, language),
        Block::Form { fields, .. } => fields.iter().for_each(|shown| field(page, shown)),
        Block::PageBreak => page.push_str("<hr class=\"page\">\n"),
    }
}

fn list(page: &mut String, items: &[Rich]) {
    page.push_str("<ul>\n");
    items.iter().for_each(|item| _ = writeln!(page, "<li>{}</li>", rich(item)));
    page.push_str("</ul>\n");
}

fn facts(page: &mut String, items: &[Item]) {
    page.push_str("<dl>\n");
    for item in items {
        let _ = writeln!(page, "<dt>{}</dt><dd>{}</dd>", escaped(&item.name), rich(&item.value));
    }
    page.push_str("</dl>\n");
}

fn card(page: &mut String, card: &Card) {
    let dots = "●".repeat(usize::from(card.level)) + &"○".repeat(3usize.saturating_sub(usize::from(card.level)));
    let (title, place, badge) = (escaped(&card.title), escaped(&card.place), escaped(&card.badge));
    let number = if card.number > 0 { format!("{}. ", card.number) } else { String::new() };
    page.push_str("<section class=\"card\">\n");
    if let Some((text, drawing)) = card.code.as_ref().and_then(|text| Some((escaped(text), code::svg(text)?))) {
        let shown = if text.starts_with("https://") { format!("<a href=\"{text}\">{text}</a>") } else { text };
        let _ = writeln!(page, "<figure>{drawing}<figcaption>{shown}</figcaption></figure>");
    }
    let _ = writeln!(
        page,
        "<h3>{number}<bdi>{title}</bdi> <span class=\"place\"><bdi>{place}</bdi></span></h3>\n\
         <p class=\"badge\"><span aria-hidden=\"true\">{dots}</span> {badge}</p>"
    );
    list(page, &card.reasons);
    for item in &card.items {
        let _ = writeln!(page, "<p class=\"note\">{}: {}</p>", escaped(&item.name), rich(&item.value));
    }
    page.push_str("</section>\n");
}

/// With more columns than that the letters are smaller.
const WIDE: usize = 8;
/// With more columns than that a row has no room on a telephone: there its values stand one under the other, each with the name of its column.
const NARROW: usize = 3;
/// How wide a page is, in letters of the text; report.css says so too. And how wide a letter is on the average, in its own size: bold, and
/// of a wide font.
const PAGE: f64 = 46.0;
const LETTER: f64 = 0.72;

fn table(page: &mut String, table: &Table, language: Language) {
    element(page, "h3", &table.name);
    if table.rows.is_empty() {
        return element(page, "p", &table.empty);
    }
    let shares: Vec<u32> = table.printed().map(|(_, column)| column.share.into()).collect();
    let all: u32 = shares.iter().sum();
    let (class, size, padding) = match shares.len() {
        columns if columns > WIDE => ("rows stacked wide", 0.7, 0.4),
        columns if columns > NARROW => ("rows stacked", 0.85, 0.6),
        _ => ("rows", 0.85, 0.6),
    };
    let is_stacked = shares.len() > NARROW;
    let room = |share: u8| (PAGE * f64::from(share) / f64::from(all) - padding) / (size * LETTER);
    let divided = |text: &str, share: u8| {
        let broken = escaped(&words::breakable(text, |word| word.chars().count() as f64 > room(share)));
        // No character, so that a word that is copied is the word.
        broken.replace(words::CHANCE, "<wbr>")
    };
    begin_table(page, class, &table.name);
    page.push_str("<colgroup>");
    // As wide as on paper: else the longest text would leave no room for a short word beside it.
    shares.iter().for_each(|share| _ = write!(page, "<col style=\"width:{}%\">", 100 * share / all));
    page.push_str("</colgroup>\n<thead><tr>");
    let class = |at: usize| match table.rows.iter().find_map(|row| row.get(at)) {
        Some(Cell::Date(_)) => " class=\"day\"",
        _ if table.holds_numbers(at) => " class=\"number\"",
        _ => "",
    };
    for (at, column) in table.printed() {
        let _ = write!(page, "<th scope=\"col\"{}>{}</th>", class(at), divided(&column.name, column.share));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for (number, row) in table.rows.iter().enumerate() {
        let goes_on = table.goes_on(number);
        page.push_str("<tr>");
        for (at, column) in table.printed() {
            let Some(cell) = row.get(at) else { continue };
            page.push_str("<td");
            if is_stacked {
                attribute(page, "data-name", &column.name);
            }
            let told = if goes_on && column.once { "".into() } else { said(cell, language) };
            let _ = write!(page, "{}><bdi>{}</bdi></td>", class(at), divided(&told, column.share));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}

/// Its name stands above it: browsers leave a caption alone at the end of a sheet.
fn begin_table(page: &mut String, class: &str, name: &str) {
    page.push_str("<table");
    attribute(page, "class", class);
    attribute(page, "aria-label", name);
    page.push_str(">\n");
}

fn bars(page: &mut String, bars: &Bars, language: Language) {
    let most = bars.bars.iter().map(|bar| bar.count).max().unwrap_or_default().max(1);
    element(page, "h3", &bars.name);
    begin_table(page, "bars", &bars.name);
    page.push_str("<tbody>\n");
    for bar in &bars.bars {
        let count = Cell::Count(bar.count);
        let (name, width, count) = (escaped(&bar.name), 100 * bar.count / most, said(&count, language));
        let class = if bars.chart == Chart::Funnel { "bar funnel" } else { "bar" };
        let share = bars.part(bar).map(|share| format!(" ({})", said(&share, language))).unwrap_or_default();
        let _ = writeln!(
            page,
            "<tr><th scope=\"row\">{name}</th><td><span class=\"{class}\" style=\"width:{width}%\"></span></td><td class=\"number\">{count}{share}</td></tr>"
        );
    }
    page.push_str("</tbody>\n</table>\n");
}

fn flows(page: &mut String, flows: &Flows, language: Language) {
    let most = flows.flows.iter().map(|flow| flow.count).max().unwrap_or_default().max(1);
    element(page, "h3", &flows.name);
    begin_table(page, "flows", &flows.name);
    page.push_str("<tbody>\n");
    for flow in &flows.flows {
        let (from, to, note, count) = (escaped(&flow.from), escaped(&flow.to), escaped(&flow.note), Cell::Count(flow.count));
        let (width, count) = (100 * flow.count / most, said(&count, language));
        let _ = writeln!(
            page,
            "<tr><th scope=\"row\">{from} → {to}</th><td><span class=\"bar\" style=\"width:{width}%\"></span></td><td class=\"number\">{count} ({note})</td></tr>"
        );
    }
    page.push_str("</tbody>\n</table>\n");
}

fn field(page: &mut String, field: &FormField) {
    let line = |name: &str, value: &str| format!("<p class=\"field\"><span class=\"name\">{name}</span>{value}</p>\n");
    const TO_WRITE_ON: &str = "<span class=\"line\"></span>";
    match field {
        FormField::Line { name, value, lines } if value.is_empty() => {
            page.push_str(&line(&escaped(name), TO_WRITE_ON));
            page.push_str(&line("", TO_WRITE_ON).repeat(usize::from(*lines).saturating_sub(1)));
        }
        FormField::Line { name, value, .. } => page.push_str(&line(&escaped(name), &format!("<span>{}</span>", escaped(value)))),
        FormField::Tick { text } => _ = writeln!(page, "<p class=\"tick\">☐ {}</p>", escaped(text)),
        FormField::Signature { name, under } => {
            page.push_str(&line(&escaped(name), TO_WRITE_ON));
            page.push_str(&line("", &format!("<span class=\"note\">{}</span>", escaped(under))));
        }
    }
}

fn rich(text: &Rich) -> String {
    let piece = |(text, mark): (&str, bool)| if mark { format!("<mark>{}</mark>", escaped(text)) } else { escaped(text) };
    text.pieces().into_iter().map(piece).collect()
}

fn element(page: &mut String, name: &str, text: &str) {
    let _ = writeln!(page, "<{name}>{}</{name}>", escaped(text));
}

fn attribute(page: &mut String, name: &str, value: &str) {
    let _ = write!(page, " {name}=\"{}\"", escaped(value));
}

/// As text and as the value of an attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}
