//! What lies on the pages.

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

/// "✅" and "❓" of a request, which a font counted as its own without having drawn them, cost the whole report.
#[test]
fn whatever_letters_a_name_is_of_the_archive_takes_the_report() {
    let mut document = report(Language::Ru, 0);
    let all: Vec<String> = ('!'..=char::MAX).filter(|letter| world::has(*letter)).map(String::from).collect();
    let texts = all.chunks(1_000).map(|letters| Block::Text { text: letters.join(" ").into() });
    document.parts[0].blocks = texts.collect();
    document.parts[0].title = "Лампы ✅ ❓ \u{e000}".to_owned();
    let pages = pages(&document).expect("a report is typeset");
    assert!(archived(&document, &pages).expect("the archive takes it").starts_with(b"%PDF-"));
}

#[test]
fn a_title_of_any_length_takes_one_line_above_the_pages() {
    let mut document = report(Language::Ru, 60);
    document.parts[0].title = "Щ".repeat(300);
    let height = |document: &Document| pages(document).expect("a report is typeset").pages().len();
    let text = text_of(&document);
    assert!(text.contains(&"Щ".repeat(300)), "the title is not whole where it stands");
    assert!(text.contains(&format!("{}…", "Щ".repeat(30))), "above the pages after the first it is not cut");
    assert!(height(&document) > 1);
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
fn a_table_of_more_rows_than_anybody_turns_pages_for_says_that_it_is_cut() {
    let mut document = report(Language::En, 0);
    document.parts[0].blocks.retain(|block| matches!(block, Block::Table(_)));
    let Block::Table(table) = &mut document.parts[0].blocks[0] else { panic!("it is the table") };
    table.columns.truncate(1);
    table.rows = (1..=10_000).map(|number| vec![crate::report::Cell::Count(number)]).collect();
    let text = text_of(&document);
    assert!(text.contains("Onpaperarethefirst2000of10,000rows"), "{}", &text[text.len() - 200..]);
    assert!(text.contains("19992000") && !text.contains("9999"), "other rows than the first are there");
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
fn a_long_picture_has_the_first_pages_of_every_language_and_says_how_many_are_left_out() {
    use Language::{En, Ru, Tg};
    let languages_of = |parts: &[(Language, u64)]| {
        let mut document = report(Ru, 0);
        document.parts = parts.iter().flat_map(|&(language, rows)| report(language, rows).parts).collect();
        let pages = pages(&document).expect("a report is typeset");
        let languages = languages(&document, &pages);
        (first_of_each(&languages).into_iter().map(|at| languages[at]).collect::<Vec<_>>(), document)
    };
    let (shown, document) = languages_of(&[(Ru, 400), (Tg, 400), (En, 4)]);
    assert_eq!(shown.len(), PICTURE_PAGES);
    assert!(shown.is_sorted_by_key(|language| [Ru, Tg, En].iter().position(|other| other == language)), "{shown:?}");
    assert!([Ru, Tg, En].iter().all(|language| shown.contains(language)), "{shown:?}");
    let note = typeset(print::note(&document, 7)).expect("the note is typeset");
    let (mut text, mut missing) = (String::new(), false);
    note.pages().iter().for_each(|page| read(&page.frame, &mut text, &mut missing));
    assert!(text.contains('7') && text.matches("PDF").count() == 3 && !missing, "{text}");
    let (picture, all) = png(&document).expect("a picture");
    assert!(all > PICTURE_PAGES && picture.starts_with(b"\x89PNG"));
}

#[test]
fn an_empty_report_is_a_page_too() {
    let mut document = report(Language::En, 0);
    document.parts[0].blocks = vec![Block::Text { text: "".into() }];
    assert_eq!(pages(&document).expect("a report is typeset").pages().len(), 1);
}
