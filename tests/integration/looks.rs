//! How each report looks, against a small picture of how it looked when somebody last looked at it. Where one differs on purpose, look at
//! the report itself and keep its new picture: `HAMKOR_KEEP_PICTURES=1 cargo test --test integration looks`.

use std::fs;
use std::path::{Path, PathBuf};

use hamkor::domain::{ChatId, Company, CompanyId, Field, IntroductionId, Language};
use hamkor::registry::{Answer, Fact, IntroductionFact, MemberFact, Recorded, Side};
use hamkor::reply::Clock;
use hamkor::report::outcomes::{Days, Ledger};
use hamkor::report::{Document, figures, typeset};
use jiff::Timestamp;

use crate::report::{company, reports_of};
use crate::town::VOCABULARY;

/// By so much, of 255 at most, the brightness may differ on the average: letters may be drawn a little differently by another version, a
/// page not.
const TOLERANCE: f64 = 2.0;
/// A kept picture is by so much smaller in each direction.
const SHRUNK: usize = 6;

/// Names as they come: long, in pictures, from right to left, with markup.
fn list() -> Vec<Company> {
    let mut list = vec![
        company("L1", "Липецк", "светодиодные светильники", "курага"),
        company("L2", "Липецк", "светильники уличные; светильники для школ", "орехи"),
        company("K1", "Худжанд", "курага", "светодиодные светильники; запчасти для летающей тарелки"),
        company("K2", "Худжанд", "грецкие орехи", "уличные светильники"),
        company("K3", "Худжанд", "", ""),
    ];
    let names = ["<b>#свет</b> $x$ *y* _z_ @ref", &"ОченьДлинноеНазвание".repeat(15), "شرکت نور خجند", "Сад 🍎🍑 «Нур»"];
    for (company, name) in list.iter_mut().skip(1).zip(names) {
        company.set(Field::Name, name);
    }
    list
}

/// Every report over that list, and a period in figures.
fn reports(language: Language) -> Vec<(&'static str, Document)> {
    let mut reports = reports_of(&list(), &[language]);
    reports.push(("period", period(language)));
    reports
}

/// A period in figures, with all that there can be in the picture: introductions of each kind between several cities.
fn period(language: Language) -> Document {
    let list = [
        ("L1", "Липецк", "светодиодные светильники"),
        ("L2", "Елец", "кружево"),
        ("L3", "Липецк", "сталь"),
        ("K1", "Худжанд", "курага"),
        ("K2", "Исфара", "сухофрукты"),
        ("K3", "Худжанд", "щщщ"),
    ];
    let companies: Vec<Company> = list.into_iter().map(|(id, city, offers)| company(id, city, offers, "")).collect();
    let at = |minutes: i64| Timestamp::from_second(1_793_000_000 + 60 * minutes).expect("a time");
    let chat = |company: &str| ChatId(list.iter().position(|(id, ..)| *id == company).expect("it is listed") as i64 + 1);
    let mut facts: Vec<Recorded> = Vec::new();
    let mut record = |company: &str, fact: Fact| facts.push(Recorded { at: at(facts.len() as i64), chat: chat(company), fact });
    for (id, ..) in list {
        record(id, Fact::Member(MemberFact::Consented { version: 1, language }));
        record(id, Fact::Member(MemberFact::Joined { company: CompanyId(id.to_owned()) }));
    }
    let pairs = [("K1", "L1"), ("K1", "L2"), ("K2", "L3"), ("L1", "K1"), ("K3", "L1"), ("K3", "L3"), ("L3", "K2")];
    for (number, (from, to)) in (1..).zip(pairs) {
        let id = IntroductionId(number);
        let side = |company: &str| Side { company: CompanyId(company.to_owned()), region: None };
        record(from, Fact::Introduction(IntroductionFact::Asked { id, from: side(from), to: side(to), on_behalf: false, language }));
        if number % 2 == 1 {
            record(to, Fact::Introduction(IntroductionFact::Answered { id, answer: Answer::Accepted, on_behalf: false, language }));
        }
    }
    let ledger = Ledger { facts: &facts, companies: &companies, changes: &[], matched: &[], vocabulary: &VOCABULARY, as_of: at(1_000) };
    let day = Clock::of(language).date(at(0));
    figures::document(&ledger, Days { from: day, to: day }, &[language])
}

/// A picture in grey.
struct Picture {
    wide: usize,
    pixels: Vec<u8>,
}

impl Picture {
    fn read(png: &[u8]) -> Picture {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a PNG");
        let mut bytes = vec![0; reader.output_buffer_size().expect("it has a size")];
        let info = reader.next_frame(&mut bytes).expect("a picture");
        Picture { wide: info.width as usize, pixels: bytes.chunks(info.color_type.samples()).map(|pixel| pixel[0]).collect() }
    }

    fn shrunk(&self) -> Picture {
        let (wide, high) = (self.wide / SHRUNK, self.pixels.len() / self.wide / SHRUNK);
        let pixel = |x: usize, y: usize| {
            let row = |dy: usize| &self.pixels[(y * SHRUNK + dy) * self.wide + x * SHRUNK..][..SHRUNK];
            let sum: usize = (0..SHRUNK).flat_map(row).map(|&grey| usize::from(grey)).sum();
            u8::try_from(sum / (SHRUNK * SHRUNK)).expect("an average")
        };
        Picture { wide, pixels: (0..high).flat_map(|y| (0..wide).map(move |x| pixel(x, y))).collect() }
    }

    fn keep(&self, path: &Path) {
        let file = fs::File::create(path).expect("a file");
        let high = u32::try_from(self.pixels.len() / self.wide).expect("a height");
        let mut encoder = png::Encoder::new(file, u32::try_from(self.wide).expect("a width"), high);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.write_header().expect("a head").write_image_data(&self.pixels).expect("a picture");
    }

    /// By how much the brightness differs on the average; `None`: they are not of the same size.
    fn apart(&self, other: &Picture) -> Option<f64> {
        let pairs = || self.pixels.iter().zip(&other.pixels);
        let same = self.wide == other.wide && self.pixels.len() == other.pixels.len();
        same.then(|| pairs().map(|(one, other)| f64::from(one.abs_diff(*other))).sum::<f64>() / self.pixels.len() as f64)
    }
}

#[test]
fn every_report_looks_in_every_language_as_it_did_when_it_was_looked_at() {
    let mut wrong = Vec::new();
    for language in Language::ALL {
        for (name, document) in reports(language) {
            let (png, _) = typeset::png(&document).expect("a picture");
            let now = Picture::read(&png).shrunk();
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/report/{name}-{language}.png"));
            if std::env::var_os("HAMKOR_KEEP_PICTURES").is_some() {
                now.keep(&path);
            }
            let then = Picture::read(&fs::read(&path).expect("a picture is kept"));
            let apart = now.apart(&then);
            if apart.is_none_or(|apart| apart >= TOLERANCE) {
                wrong.push(format!("{name}-{language}: {apart:?} apart"));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn a_page_that_lacks_a_line_is_noticed() {
    let (_, mut document) = reports(Language::Ru).into_iter().find(|(name, _)| *name == "consent").expect("it is made");
    let picture = |document: &Document| Picture::read(&typeset::png(document).expect("a picture").0).shrunk();
    let whole = picture(&document);
    document.parts[0].blocks.remove(0);
    assert!(whole.apart(&picture(&document)).is_none_or(|apart| apart >= TOLERANCE));
}
