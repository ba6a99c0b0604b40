//! Reports that count: over lists and ledgers made for them.

use hamkor::asked::Asked;
use hamkor::domain::{ChatId, Company, CompanyId, Field, IntroductionId, Language, ListingId, Region};
use hamkor::matching::Asker;
use hamkor::registry::{Audience, Fact, IntroductionFact, Listing, ListingFact, ListingKind, Recorded, Registry, Side, TaskFact};
use hamkor::report::cities::{self, Cities};
use hamkor::report::delegation::{self, Guest};
use hamkor::report::document::{Block, Layout};
use hamkor::report::outcomes::{self, Days, Ledger};
use hamkor::report::partners::{self, Sources, Subject};
use hamkor::report::{Cell, Document, ReportForm, card, figures, papers, trade_facts, write_document};
use jiff::Timestamp;
use jiff::civil::date;

use crate::town::{VOCABULARY, index};

pub(crate) fn company(id: &str, city: &str, offers: &str, needs: &str) -> Company {
    let mut company = Company { id: id.to_owned(), name: format!("Компания {id}"), city: city.to_owned(), ..Company::default() };
    company.set(Field::Offers, offers);
    company.set(Field::Needs, needs);
    company
}

fn list() -> [Company; 4] {
    [
        company("L1", "Липецк", "светодиодные светильники", "курага"),
        company("L2", "Елец", "клей", ""),
        company("K1", "Худжанд", "курага", "светодиодные светильники; запчасти для летающей тарелки"),
        company("M1", "Москва", "курага", "светодиодные светильники"),
    ]
}

pub(crate) fn at(day: &str) -> Timestamp {
    format!("{day}T09:00:00+03:00").parse().expect("a time")
}

pub(crate) fn asked(day: &str, id: u64, from: &str, to: &str) -> Recorded {
    let side = |company: &str, region| Side { company: CompanyId(company.to_owned()), region: Some(region) };
    let (from, to) = (side(from, Region::Sughd), side(to, Region::Lipetsk));
    let fact = Fact::Introduction(IntroductionFact::Asked { id: IntroductionId(id), from, to, language: Language::Ru, on_behalf: false });
    Recorded { at: at(day), chat: ChatId(1), fact }
}

pub(crate) fn published(day: &str, id: u64, company: &str, text: &str, audience: Audience) -> Recorded {
    let listing = Listing {
        id: ListingId(id),
        company: CompanyId(company.to_owned()),
        kind: ListingKind::Need,
        text: text.to_owned(),
        audience,
        until: date(2026, 12, 31),
        on: date(2026, 11, 2),
        side: Region::Sughd,
    };
    Recorded { at: at(day), chat: ChatId(1), fact: Fact::Listing(ListingFact::Published(Box::new(listing))) }
}

/// Every report over a list, and over a ledger that knows of two weeks.
pub(crate) fn reports_of(list: &[Company], languages: &[Language]) -> Vec<(&'static str, Document)> {
    let as_of = at("2026-11-28");
    let index = index(list.iter());
    let company = |id: &CompanyId| list.iter().find(|company| company.company_id() == *id).cloned();
    let listed = |id: &str| company(&CompanyId(id.to_owned()));
    let facts = trade_facts::built_in();
    let sources = Sources { index: &index, company: &company, facts: &facts, as_of };
    let lamps = Asked::request("нужны светодиодные светильники для школы");
    let subject = Subject { asker: listed("K1"), asked: vec![lamps.clone()], limit: 25, ..Subject::default() };
    let (partners, _) = partners::document(&subject, languages, Asker::default(), &sources).expect("an index");
    let happened = [
        asked("2026-10-20", 1, "K1", "L1"),
        published("2026-11-02", 1, "K1", "светильники для школы", Audience::Everyone),
        asked("2026-11-04", 2, "K2", "L2"),
    ];
    let mut registry = Registry::default();
    happened.iter().for_each(|fact| registry.apply(fact));
    let cities = Cities { companies: list, registry: &registry, index: &index, facts: &facts, as_of, limit: 9 };
    let changes = [(at("2026-10-21"), 3), (at("2026-11-21"), 2)];
    let ledger = Ledger { facts: &happened, companies: list, changes: &changes, matched: &[], vocabulary: &VOCABULARY, as_of };
    let days = Days { from: date(2026, 11, 1), to: date(2026, 11, 28) };
    let guests = [
        Guest { company: listed("K1"), name: "K1".to_owned(), person: "Фирӯз Раҳимов".to_owned(), ..Guest::default() },
        Guest {
            name: "شرکت نور خجند 🍑".to_owned(), wish: "светильники уличные".to_owned(), ..Guest::default()
        },
        Guest { wish: "запчасти для летающей тарелки".to_owned(), ..Guest::default() },
    ];
    let code = |id: &CompanyId| format!("https://t.me/hamkor_bot?start=c_{id}");
    let (delegation, _) = delegation::document(&guests, &[], 5, languages, &sources, &code).expect("an index");
    let id = CompanyId("L1".to_owned());
    let card = card::document(&lamps, &id, languages, Asker::default(), &sources, &code(&id)).expect("an index");
    let mut reports = vec![
        ("partners", partners),
        ("cities", cities::document(&cities, languages, &mut |_, _| ()).expect("an index")),
        ("outcomes", outcomes::document(&ledger, days, languages)),
        ("delegation", delegation),
        ("figures", figures::document(&ledger, days, languages)),
        ("consent", papers::consent(list.first(), languages, &VOCABULARY, as_of)),
        ("slip", papers::slip(list.last(), languages, &VOCABULARY, as_of)),
    ];
    reports.extend(card.map(|card| ("card", card)));
    reports
}

/// Who sells lamps, of a list.
pub(crate) fn partners_of(list: &[Company], limit: usize, language: Language) -> Document {
    let index = index(list.iter());
    let by_id: std::collections::HashMap<CompanyId, &Company> = list.iter().map(|company| (company.company_id(), company)).collect();
    let company = |id: &CompanyId| by_id.get(id).copied().cloned();
    let sources = Sources { index: &index, company: &company, facts: &[], as_of: at("2026-11-28") };
    let lamps = Asked::request("нужны светодиодные светильники");
    let subject = Subject { asked: vec![lamps], limit, ..Subject::default() };
    partners::document(&subject, &[language], Asker::default(), &sources).expect("an index").0
}

/// The rows of a table, in words.
fn rows(document: &Document, key: &str) -> Vec<Vec<String>> {
    let (_, table) = document.tables().find(|(_, table)| table.key == key).expect("the table is there");
    table.rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect()
}

#[test]
fn each_need_is_held_against_the_offers_of_the_other_side_only() {
    let companies = list();
    let index = index(companies.iter());
    let (mut registry, facts) = (Registry::default(), trade_facts::built_in());
    registry.apply(&asked("2026-11-02", 1, "K1", "L1"));
    let cities = Cities { companies: &companies, registry: &registry, index: &index, facts: &facts, as_of: at("2026-11-28"), limit: 9 };
    let mut told = Vec::new();
    let document = cities::document(&cities, &[Language::En], &mut |done, all| told.push((done, all))).expect("an index");
    assert_eq!(told, [(0, 3), (1, 3), (2, 3), (3, 3)]);
    let mut pairs: Vec<[String; 4]> = rows(&document, "pairs").iter().map(|row| [0, 2, 3, 7].map(|at| row[at].clone())).collect();
    pairs.sort();
    let expected = [["Компания K1", "светодиодные светильники", "Компания L1", "yes"], ["Компания L1", "курага", "Компания K1", "yes"]];
    assert_eq!(pairs, expected.map(|pair| pair.map(str::to_owned)));
    assert!(rows(&document, "not_introduced").is_empty());
    let unanswered: Vec<String> = rows(&document, "unanswered").into_iter().map(|mut row| row.remove(2)).collect();
    assert_eq!(unanswered, ["запчасти для летающей тарелки"]);
    let summary: Vec<String> = rows(&document, "summary").into_iter().map(|mut row| row.remove(1)).collect();
    // Two of four companies are introduced; the top tenth is one of them, with a half.
    assert_eq!(summary, ["1", "1", "2", "1", "2", "2", "0.5", "0.5"]);
}

#[test]
fn an_outcome_report_counts_the_same_by_city_by_sector_and_in_all() {
    let companies = list();
    let facts = [
        asked("2026-10-20", 1, "K1", "L1"),
        published("2026-11-02", 1, "K1", "светильники для школы", Audience::Everyone),
        published("2026-11-03", 2, "K1", "то, что знает только палата", Audience::Chamber),
        asked("2026-11-04", 2, "K1", "L2"),
        asked("2026-11-05", 3, "GONE", "L1"),
    ];
    let changes = [(at("2026-10-21"), 3), (at("2026-11-21"), 1)];
    let days = Days { from: date(2026, 11, 1), to: date(2026, 11, 15) };
    let matched = outcomes::matched(&facts, &companies, days, &index(companies.iter())).expect("an index");
    let as_of = at("2026-11-28");
    let ledger = Ledger { facts: &facts, companies: &companies, changes: &changes, matched: &matched, vocabulary: &VOCABULARY, as_of };
    let document = outcomes::document(&ledger, days, &[Language::Ru, Language::Tg]);
    let totals = rows(&document, "totals");
    let total = |at: usize| (totals[at][1].as_str(), totals[at][2].as_str());
    // On the list, added, spoken for, needs, offers, matches of those, asked for; of Moscow nobody counts as of the other side; nobody spoke for K1, so the requests were taken back when that was known.
    assert_eq!([total(0), total(1), total(6), total(7)], [("3", "3"), ("0", "3"), ("2", "0"), ("0", "0")]);
    assert_eq!([total(8), total(9)], [("1", "0"), ("2", "1")]);
    for key in ["by_city", "by_sector"] {
        let groups = rows(&document, key);
        let sum = |column: usize| groups.iter().map(|row| row[column].parse::<u64>().expect("a count")).sum::<u64>();
        assert_eq!([1, 2, 4, 5, 6].map(sum), [4, 2, 1, 2, 2], "{key}");
        assert!(groups.iter().any(|row| row[0] == "(нет в списке)"), "{groups:?}");
    }
    let listed = format!("{:?}", rows(&document, "listings"));
    assert!(listed.contains("светильники для школы") && !listed.contains("знает только палата"), "{listed}");
    assert_eq!(document.layout, Layout::Front, "two languages share the page that is signed");
    let first: Vec<usize> =
        document.parts.iter().filter_map(|part| part.blocks.iter().position(|block| *block == Block::PageBreak)).collect();
    assert_eq!(first, [2, 2]);
    // Only the first of the two tables of a kind was looked at; the other language has the same numbers.
    let numbers = |table: &hamkor::report::document::Table| -> Vec<Cell> {
        table.rows.iter().flatten().filter(|cell| matches!(cell, Cell::Count(_))).cloned().collect()
    };
    let tables: Vec<_> = document.tables().map(|(_, table)| (table.key, numbers(table))).collect();
    let (ru, tg) = tables.split_at(tables.len() / 2);
    let sorted = |tables: &[(&'static str, Vec<Cell>)]| {
        let sum = |cells: &[Cell]| cells.iter().map(|cell| if let Cell::Count(count) = cell { *count } else { 0 }).sum::<u64>();
        tables.iter().map(|(key, cells)| (*key, cells.len(), sum(cells))).collect::<Vec<_>>()
    };
    assert_eq!(sorted(ru), sorted(tg));
}

#[test]
fn of_a_time_before_in_which_nothing_was_it_is_said_so() {
    let companies = list();
    let facts = [asked("2026-11-04", 1, "K1", "L1")];
    let ledger =
        Ledger { facts: &facts, companies: &companies, changes: &[], matched: &[], vocabulary: &VOCABULARY, as_of: at("2026-11-28") };
    let days = Days { from: date(2026, 11, 1), to: date(2026, 11, 15) };
    for (language, said) in
        [(Language::Ru, "До того ничего не было."), (Language::Tg, "Пеш аз он чизе набуд."), (Language::En, "Nothing in the time before.")]
    {
        let document = outcomes::document(&ledger, days, &[language]);
        let (_, before) = document.tables().find(|(_, table)| table.key == "by_city_before").expect("a table");
        assert!(before.rows.is_empty());
        assert_eq!(before.empty, said);
    }
}

#[test]
fn what_happened_is_counted_by_place_and_sector_beside_the_time_before() {
    let companies = list();
    let request = |day: &str, fact| Recorded { at: at(day), chat: ChatId(1), fact: Fact::Task(fact) };
    let lacked = |day: &str, words: &[&str]| {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        request(day, TaskFact::Lacked { words })
    };
    let facts = [
        asked("2026-10-20", 1, "K1", "L1"),
        request("2026-10-21", TaskFact::Found { companies: 4 }),
        lacked("2026-10-22", &["дирижабль"]),
        request("2026-11-03", TaskFact::Found { companies: 2 }),
        request("2026-11-03", TaskFact::Found { companies: 7 }),
        asked("2026-11-04", 2, "L1", "K1"),
        asked("2026-11-05", 3, "L2", "K1"),
        lacked("2026-11-06", &["тарелка", "летающая"]),
        lacked("2026-11-07", &["тарелка"]),
    ];
    let ledger =
        Ledger { facts: &facts, companies: &companies, changes: &[], matched: &[], vocabulary: &VOCABULARY, as_of: at("2026-11-28") };
    let days = Days { from: date(2026, 11, 1), to: date(2026, 11, 15) };
    let document = outcomes::document(&ledger, days, &[Language::En]);
    // The group, how many companies it has, asked for; of the time before the companies are not known.
    let counted = |key: &str, asked: usize| -> Vec<(String, String)> {
        rows(&document, key).into_iter().map(|row| (row[0].clone(), row[asked].clone())).filter(|(_, asked)| asked != "0").collect()
    };
    let expected = |pairs: &[(&str, &str)]| pairs.iter().map(|(name, count)| ((*name).to_owned(), (*count).to_owned())).collect::<Vec<_>>();
    assert_eq!(counted("by_city", 5), expected(&[("Lipetsk", "1"), ("Yelets", "1")]));
    assert_eq!(counted("by_city_before", 4), expected(&[("Khujand", "1")]));
    let [division, finer] = ["by_sector", "by_finer_sector"].map(|key| counted(key, 5));
    assert_eq!((division.len(), finer.len()), (2, 2), "{division:?} {finer:?}");
    for (finer, count) in &finer {
        let (of, own) = finer.split_once(" › ").unwrap_or_else(|| panic!("{finer} is no finer than its division"));
        assert!(division.contains(&(of.to_owned(), count.clone())) && !own.is_empty(), "{finer} is not of {division:?}");
    }
    assert_eq!(counted("by_finer_sector_before", 4).len(), 1);
    let totals = rows(&document, "totals");
    assert_eq!(
        totals[2..5],
        [["Requests in the chat", "4", "2"], ["Companies found for them", "9", "4"], ["Requests that found nobody", "2", "1"]]
    );
    assert_eq!(counted("lacking", 1), expected(&[("тарелка", "2"), ("летающая", "1")]), "words of the period only, the commonest first");
}

#[test]
fn a_need_that_does_not_say_whose_goods_it_means_is_read_with_what_its_company_is() {
    let mut companies = vec![
        company("L1", "Липецк", "комплексная медицинская информационная система", ""),
        company("L2", "Липецк", "фруктовые соки", ""),
        company("K1", "Худжанд", "", "техническое оснащение после реконструкции"),
        company("K2", "Истаравшан", "соки", "техническое оснащение после реконструкции"),
        company("K3", "Истаравшан", "соки", "свежие фрукты для переработки"),
    ];
    companies[2].set(Field::Sectors, "больницы");
    companies[4].set(Field::Sectors, "соки");
    let (index, registry, facts) = (index(companies.iter()), Registry::default(), trade_facts::built_in());
    let cities = Cities { companies: &companies, registry: &registry, index: &index, facts: &facts, as_of: at("2026-11-28"), limit: 9 };
    let document = cities::document(&cities, &[Language::Ru], &mut |_, _| ()).expect("an index");
    let pairs: Vec<(String, String)> = rows(&document, "pairs").into_iter().map(|row| (row[0].clone(), row[3].clone())).collect();
    assert_eq!(pairs, [("Компания K1".to_owned(), "Компания L1".to_owned())], "a hospital, and nobody of whom less is known");
    let asked = Asked::of(&companies[2]);
    let company = |id: &CompanyId| companies.iter().find(|company| company.company_id() == *id).cloned();
    let sources = Sources { index: &index, company: &company, facts: &facts, as_of: at("2026-11-28") };
    let subject = Subject { asked, limit: 5, ..Subject::default() };
    let (report, fits) = partners::document(&subject, &[Language::Ru], Asker::default(), &sources).expect("an index");
    assert!(fits && rows(&report, "matches_needs")[0][2] == "Компания L1", "the report of the company says the same");
}

#[test]
fn an_empty_list_and_an_empty_ledger_make_reports_too() {
    let (index, registry, facts) = (index([].iter()), Registry::default(), trade_facts::built_in());
    let cities = Cities { companies: &[], registry: &registry, index: &index, facts: &facts, as_of: at("2026-11-28"), limit: 9 };
    let document = cities::document(&cities, &[Language::Tg], &mut |_, _| ()).expect("an index");
    assert_eq!(
        rows(&document, "summary").into_iter().map(|mut row| row.remove(1)).collect::<Vec<_>>(),
        ["0", "0", "0", "0", "0", "0", "", ""]
    );
    let ledger = Ledger { facts: &[], companies: &[], changes: &[], matched: &[], vocabulary: &VOCABULARY, as_of: at("2026-11-28") };
    let document = outcomes::document(&ledger, Days { from: date(2026, 11, 1), to: date(2026, 11, 1) }, &[Language::En]);
    assert!(rows(&document, "totals").iter().all(|row| row[1] == "0"));
}

#[test]
fn a_paper_names_the_city_in_the_language_of_its_reader_and_of_which_day_it_is() {
    let companies = list();
    let as_of = at("2026-11-28");
    for make in [papers::consent, papers::slip] {
        let document = make(companies.get(2), &[Language::Tg, Language::En], &VOCABULARY, as_of);
        let fields = |part: &hamkor::report::document::Part| format!("{:?}", part.blocks);
        let [tajik, english] = document.parts.as_slice() else { panic!("two parts") };
        assert!(fields(tajik).contains("\"Хуҷанд\"") && fields(english).contains("\"Khujand\""), "{}", fields(tajik));
        assert!(tajik.source.contains("28.11.2026") && english.source.contains("28 November 2026"), "{}", english.source);
        let empty = make(None, &[Language::En], &VOCABULARY, as_of);
        assert!(!empty.parts[0].source.contains("2026"), "an empty paper is of no day");
    }
}

#[test]
fn a_guest_whose_name_cannot_be_called_out_has_a_number() {
    let companies = list();
    let index = index(companies.iter());
    let company = |id: &CompanyId| companies.iter().find(|company| company.company_id() == *id).cloned();
    let sources = Sources { index: &index, company: &company, facts: &[], as_of: at("2026-11-28") };
    let named = |name: &str| Guest { name: name.to_owned(), wish: "курага".to_owned(), ..Guest::default() };
    let guests = [named("Шифо"), named("🍎🍑"), named("")];
    let (pack, _) = delegation::document(&guests, &[], 5, &[Language::En], &sources, &|id| id.0.clone()).expect("an index");
    let titles: Vec<&str> = pack.parts.iter().skip(1).map(|part| part.title.as_str()).collect();
    assert_eq!(titles, ["Шифо", "Guest 2 🍎🍑", "Guest 3"]);
}

#[test]
fn a_company_whose_name_is_pictures_alone_is_called_by_its_id_in_every_report_and_form() {
    let named = |mut company: Company, name: &str| {
        company.set(Field::Name, name);
        company
    };
    let list = [
        named(company("L1", "Липецк", "светодиодные светильники", "курага"), "💡💡"),
        named(company("K1", "Худжанд", "курага", "светодиодные светильники; запчасти для летающей тарелки"), "🍑 —"),
    ];
    for (language, [lamps, apricots]) in [(Language::Ru, ["№ L1 💡💡", "№ K1 🍑 —"]), (Language::En, ["No. L1 💡💡", "No. K1 🍑 —"])]
    {
        for (name, document) in reports_of(&list, &[language]) {
            let mut bytes = Vec::new();
            write_document(&document, ReportForm::Html, &mut bytes).expect("a report is written");
            let page = String::from_utf8(bytes).expect("it is text");
            assert!(name == "figures" || page.contains(lamps) || page.contains(apricots), "{name} in {language} names nobody: {page}");
            let plain = page.replace(lamps, "").replace(apricots, "");
            assert!(!plain.contains("💡💡"), "{name} in {language} has a name without the id");
            #[cfg(feature = "reports")]
            {
                let mut bytes = Vec::new();
                write_document(&document, ReportForm::Pdf, &mut bytes).expect("a report is written");
                let text: String = crate::pdf::read(&bytes).iter().map(|page| page.text.clone() + "\n").collect();
                let is_called = |name: &str| text.contains(name.split(' ').nth(1).expect("the id"));
                assert!(name == "figures" || is_called(lamps) || is_called(apricots), "{name} in {language} on paper: {text}");
                assert!(!text.contains('□'), "{name} in {language} on paper: {text}");
            }
        }
        let partners = partners_of(&list, 5, language);
        assert_eq!(rows(&partners, "matches")[0][2], lamps);
    }
}

#[test]
fn a_table_that_is_cut_says_of_how_many_it_is() {
    let mut companies = list().to_vec();
    companies.extend((0..3).map(|number| company(&format!("L1{number}"), "г. Липецк", "светодиодные светильники", "дирижабли")));
    let index = index(companies.iter());
    let (registry, facts) = (Registry::default(), trade_facts::built_in());
    let cities = Cities { companies: &companies, registry: &registry, index: &index, facts: &facts, as_of: at("2026-11-28"), limit: 2 };
    let document = cities::document(&cities, &[Language::En], &mut |_, _| ()).expect("an index");
    let after = |key: &str| {
        let mut blocks =
            document.parts[0].blocks.iter().skip_while(|block| !matches!(block, Block::Table(table) if table.key == key)).skip(1);
        blocks.next().and_then(|block| if let Block::Note { text } = block { Some(text.as_str()) } else { None })
    };
    assert_eq!(
        (after("pairs"), after("unanswered")),
        (Some("The first 2 of 5 are shown."), Some("2 of 4 are shown, from both sides as evenly as possible."))
    );
    assert_eq!(after("sectors"), None);
}

#[test]
fn who_sells_sees_what_the_others_need() {
    let companies = list();
    let index = index(companies.iter());
    let company = |id: &CompanyId| companies.iter().find(|company| company.company_id() == *id).cloned();
    let sources = Sources { index: &index, company: &company, facts: &[], as_of: at("2026-11-28") };
    let printed = |text: &str| {
        let subject = Subject { asked: vec![Asked::request(text)], limit: 5, ..Subject::default() };
        let (document, _) = partners::document(&subject, &[Language::Ru], Asker::default(), &sources).expect("an index");
        let (_, table) = document.tables().next().expect("a table");
        table.printed().map(|(_, column)| column.key).collect::<Vec<_>>()
    };
    assert!(printed("продаём светодиодные светильники").contains(&"needs"));
    assert!(printed("нужны светодиодные светильники").contains(&"offers"));
}

#[test]
fn the_picture_of_a_period_has_the_numbers_of_its_report() {
    let companies = list();
    let facts = [asked("2026-10-20", 1, "K1", "L1"), asked("2026-11-02", 2, "K1", "L1"), asked("2026-11-04", 3, "K1", "L2")];
    let ledger =
        Ledger { facts: &facts, companies: &companies, changes: &[], matched: &[], vocabulary: &VOCABULARY, as_of: at("2026-11-28") };
    let days = Days { from: date(2026, 11, 1), to: date(2026, 11, 15) };
    let report = outcomes::document(&ledger, days, &[Language::En]);
    let picture = figures::document(&ledger, days, &[Language::En]);
    assert_eq!(picture.layout, Layout::Picture);
    let blocks = &picture.parts[0].blocks;
    let drawn: Vec<(String, String, u64)> = blocks
        .iter()
        .filter_map(|block| if let Block::Flows(flows) = block { Some(&flows.flows) } else { None })
        .flatten()
        .map(|flow| (flow.from.clone(), flow.to.clone(), flow.count))
        .collect();
    let listed: Vec<(String, String, u64)> =
        rows(&report, "flows").into_iter().map(|row| (row[0].clone(), row[1].clone(), row[2].parse().expect("a count"))).collect();
    assert_eq!(drawn, listed);
    assert_eq!(drawn, [("Khujand".into(), "Lipetsk".into(), 1), ("Khujand".into(), "Yelets".into(), 1)]);
    let bars = |document: &Document, key: &str| -> Vec<u64> {
        let blocks = document.parts.iter().flat_map(|part| &part.blocks);
        let bars = blocks.filter_map(|block| if let Block::Bars(bars) = block { Some(bars) } else { None });
        bars.filter(|bars| bars.key == key).flat_map(|bars| bars.bars.iter().map(|bar| bar.count)).collect()
    };
    assert_eq!(bars(&picture, "funnel"), bars(&report, "funnel"));
    assert_eq!(bars(&picture, "funnel")[0], 2);
    assert_eq!(bars(&picture, "sectors").iter().sum::<u64>(), companies.len() as u64);
}

fn list_of_sellers(count: usize) -> Vec<Company> {
    (0..count).map(|number| company(&format!("L{number}"), "Липецк", "светодиодные светильники", "")).collect()
}

/// What a report says first of who fits.
fn said(document: &Document) -> &str {
    let text = document.parts[0].blocks.iter().find_map(|block| if let Block::Text { text } = block { Some(text) } else { None });
    text.expect("it is said").text()
}

#[test]
fn where_not_all_were_looked_at_a_report_says_how_many_fit_at_least() {
    let of = |count, limit, language| said(&partners_of(&list_of_sellers(count), limit, language)).to_owned();
    assert_eq!(of(20, 10, Language::En), "20 companies fit. The first 10 are shown here, best first.");
    assert_eq!(of(70, 10, Language::En), "At least 60 companies fit. The first 10 are shown here, best first.");
    assert_eq!(of(70, 65, Language::Ru), "Подходит не меньше 65 компаний.");
    assert_eq!(of(70, 65, Language::Tg), "На камтар аз 65 ширкат мувофиқ аст.");
    assert_eq!(of(70, 100, Language::Ru), "Подходят 70 компаний.");
}

#[test]
fn of_several_matches_one_alone_is_shown_in_words_for_one() {
    let shown = |language| said(&partners_of(&list_of_sellers(3), 1, language)).to_owned();
    assert_eq!(shown(Language::Ru), "Подходят 3 компании. Здесь показана только лучшая из них.");
    assert_eq!(shown(Language::Tg), "3 ширкат мувофиқ аст. Дар ин ҷо танҳо беҳтарини онҳо оварда шудааст.");
    assert_eq!(shown(Language::En), "3 companies fit. Only the best of them is shown here.");
}

#[test]
fn a_report_names_all_that_a_project_lacks() {
    let list = list();
    let index = index(list.iter());
    let company = |id: &CompanyId| list.iter().find(|company| company.company_id() == *id).cloned();
    let sources = Sources { index: &index, company: &company, facts: &[], as_of: at("2026-11-28") };
    let asked = Asked::request("строим больницу");
    let subject = Subject { asked: vec![asked], limit: 5, ..Subject::default() };
    let (document, _) = partners::document(&subject, &[Language::En], Asker::default(), &sources).expect("an index");
    let missing = document.parts[0].blocks.iter().find_map(|block| match block {
        Block::List { key: "missing", items } => Some(items.len()),
        _ => None,
    });
    assert!(missing.is_some_and(|missing| missing > 4), "{missing:?}");
}

#[test]
fn all_that_a_project_needs_is_told_in_every_form() {
    let list = list();
    let index = index(list.iter());
    let company = |id: &CompanyId| list.iter().find(|company| company.company_id() == *id).cloned();
    let sources = Sources { index: &index, company: &company, facts: &[], as_of: at("2026-11-28") };
    let subject = Subject { asked: vec![Asked::request("строим больницу")], limit: 5, ..Subject::default() };
    for language in Language::ALL {
        let (document, _) = partners::document(&subject, &[language], Asker::default(), &sources).expect("an index");
        let hospital = VOCABULARY.projects.iter().find(|project| project.id == "hospital").expect("it is known");
        let sectors = hospital.arms.iter().filter_map(|arm| VOCABULARY.index_of(&arm.sector));
        let sectors: Vec<&str> = sectors.map(|at| VOCABULARY.sector(at).name.get(language)).collect();
        assert!(sectors.len() > 40);
        assert_eq!(rows(&document, "arms").iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), sectors);
        for form in [ReportForm::Html, ReportForm::Csv, ReportForm::Json] {
            let mut bytes = Vec::new();
            write_document(&document, form, &mut bytes).expect("a report is written");
            let text = String::from_utf8(bytes).expect("it is text");
            let lacking: Vec<&&str> = sectors.iter().filter(|sector| !text.contains(**sector)).collect();
            assert!(lacking.is_empty(), "{form:?} in {language} lacks {lacking:?}");
        }
        #[cfg(feature = "reports")]
        {
            let mut bytes = Vec::new();
            write_document(&document, ReportForm::Pdf, &mut bytes).expect("a report is written");
            let plain = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
            let text: String = crate::pdf::read(&bytes).iter().map(|page| plain(&page.text)).collect();
            let lacking: Vec<&&str> = sectors.iter().filter(|sector| !text.contains(&plain(sector))).collect();
            assert!(lacking.is_empty(), "the PDF in {language} lacks {lacking:?}");
        }
    }
}

#[test]
fn needs_of_both_sides_are_seen_where_not_all_have_room() {
    let side = |city: &'static str, letter: char, count: usize| {
        (0..count).map(move |number| company(&format!("{letter}{number}"), city, "", &format!("запчасти для летающей тарелки {number}")))
    };
    let seen = |of_lipetsk: usize, of_khujand: usize| {
        let companies: Vec<Company> = side("Липецк", 'L', of_lipetsk).chain(side("Худжанд", 'K', of_khujand)).collect();
        let index = index(companies.iter());
        let registry = Registry::default();
        let cities = Cities { companies: &companies, registry: &registry, index: &index, facts: &[], as_of: at("2026-11-28"), limit: 5 };
        let document = cities::document(&cities, &[Language::Ru], &mut |_, _| ()).expect("an index");
        rows(&document, "unanswered").iter().map(|row| row[0].trim_start_matches("Компания ").to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(seen(9, 9), "L0 L1 L2 K0 K1");
    assert_eq!(seen(9, 1), "L0 L1 L2 L3 K0");
    assert_eq!(seen(1, 9), "L0 K0 K1 K2 K3");
    assert_eq!(seen(2, 2), "L0 L1 K0 K1");
}

#[test]
fn a_report_has_the_whole_of_where_a_company_is_known_from_and_its_picture_the_beginning() {
    let mut list = list_of_sellers(1);
    list[0].source = format!("{} Второй источник.", "Первый источник. ".repeat(40));
    let whole = list[0].source.clone();
    let source = |document: &Document| {
        let cards =
            document.parts[0].blocks.iter().find_map(|block| if let Block::Cards { cards, .. } = block { cards.first() } else { None });
        let item = cards.and_then(|card| card.items.iter().find(|item| item.key == "source")).expect("the source is told");
        item.value.text().to_owned()
    };
    assert_eq!(source(&partners_of(&list, 1, Language::Ru)), whole);
    let index = index(list.iter());
    let company = |_: &CompanyId| list.first().cloned();
    let sources = Sources { index: &index, company: &company, facts: &[], as_of: at("2026-11-28") };
    let asked = Asked::request("нужны светодиодные светильники");
    let picture = card::document(&asked, &CompanyId("L0".to_owned()), &[Language::Ru], Asker::default(), &sources, "L0");
    let picture = picture.expect("an index").expect("it fits");
    assert!(source(&picture).chars().count() <= 400);
}

#[test]
fn what_is_only_near_stands_under_that_name_for_who_buys_and_who_sells() {
    let list = list();
    let index = index(list.iter());
    let company = |id: &CompanyId| list.iter().find(|company| company.company_id() == *id).cloned();
    let sources = Sources { index: &index, company: &company, facts: &[], as_of: at("2026-11-28") };
    let near = |texts: &[&str]| {
        let reports = texts.iter().map(|text| {
            let subject = Subject { asked: vec![Asked::request(*text)], limit: 5, ..Subject::default() };
            partners::document(&subject, &[Language::En], Asker::default(), &sources).expect("an index")
        });
        let is_near = |document: &Document| document.tables().next().is_some_and(|(_, table)| !table.rows.is_empty());
        let found = reports.into_iter().find(|(document, fits)| !fits && is_near(document)).expect("something is near").0;
        let headings = found.parts[0].blocks.iter().filter_map(|block| match block {
            Block::Heading { text } => Some(text.clone()),
            Block::Table(table) => Some(table.name.clone()),
            _ => None,
        });
        headings.collect::<Vec<_>>()
    };
    for texts in [
        ["нужна бытовая химия", "нужны лаки и краски", "нужен пластик", "нужны удобрения"],
        ["продаём клубнику", "продаём варенье", "продаём электрические провода", "продаём выключатели"],
    ] {
        let headings = near(&texts);
        assert!(headings.contains(&"Near, but not the same".to_owned()), "{headings:?}");
        assert!(headings.contains(&"What they have in common".to_owned()), "{headings:?}");
        assert!(!headings.contains(&"Matches".to_owned()) && !headings.contains(&"Why they fit".to_owned()), "{headings:?}");
    }
}

#[test]
fn the_sector_of_a_company_is_told_in_the_words_of_the_reader_too() {
    let mut list = list_of_sellers(1);
    let mut told = |sector: &str, language| {
        list[0].set(Field::Sectors, sector);
        let document = partners_of(&list, 1, language);
        let cards =
            document.parts[0].blocks.iter().find_map(|block| if let Block::Cards { cards, .. } = block { cards.first() } else { None });
        cards.expect("a card").items.iter().find(|item| item.key == "sectors").expect("its sector").value.text().to_owned()
    };
    for sector in ["полимеры", "светотехника"] {
        assert_eq!(told(sector, Language::Ru), sector);
        for language in [Language::Tg, Language::En] {
            let told = told(sector, language);
            assert!(told.starts_with(&format!("{sector} (")) && told.ends_with(')'), "{language}: {told}");
        }
    }
    // So the sector itself is called.
    assert_eq!(told("медицинские информационные системы", Language::Ru), "медицинские информационные системы");
    assert_eq!(told("медицинские информационные системы", Language::En), "Medical software");
    // What is of no one sector, or of none, stands alone.
    assert_eq!(told("торговля", Language::En), "торговля");
    assert_eq!(told("щщщ", Language::En), "щщщ");
}

/// A hospital that states two needs, the makers of what they need, and one who sells neither.
fn hospital_and_makers() -> Vec<Company> {
    let of = |id: &str, city: &str, sectors: &str, offers: &str, needs: &str| {
        let mut company = company(id, city, offers, needs);
        company.set(Field::Sectors, sectors);
        company
    };
    vec![
        of("K1", "Худжанд", "больницы", "", "техническое оснащение после реконструкции; медицинская информационная система"),
        of("L1", "Липецк", "", "комплексная медицинская информационная система", ""),
        of("L2", "Липецк", "светотехника", "светодиодные светильники", ""),
        of("L3", "Липецк", "", "курага", ""),
    ]
}

/// The partners of a company of a list, as the table of that key has them: whom, how strong, with what score.
fn partners_of_one(list: &[Company], id: &str, key: &str) -> (Vec<[String; 3]>, Document) {
    let index = index(list.iter());
    let listed = |id: &CompanyId| list.iter().find(|company| company.company_id() == *id).cloned();
    let sources = Sources { index: &index, company: &listed, facts: &[], as_of: at("2026-11-28") };
    let own = [CompanyId(id.to_owned())];
    let asker = listed(&own[0]).expect("it is on the list");
    let home = VOCABULARY.region_of(&asker.city);
    let subject = Subject { asked: Asked::of(&asker), asker: Some(asker), limit: 10, ..Subject::default() };
    let (document, _) =
        partners::document(&subject, &[Language::Ru], Asker { home, without: &own, ..Asker::default() }, &sources).expect("an index");
    let found = rows(&document, key).iter().map(|row| [1, 8, 9].map(|at| row[at].clone())).collect();
    (found, document)
}

#[test]
fn each_need_of_a_company_is_answered_by_itself_and_told_whole() {
    let (found, document) = partners_of_one(&hospital_and_makers(), "K1", "matches_needs");
    assert_eq!(found.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["L1", "L2"]);
    let understood = document.parts[0].blocks.iter().find_map(|block| match block {
        Block::Facts { key: "understood", items } => items.iter().find(|item| item.key == "wants"),
        _ => None,
    });
    let understood = understood.expect("what is wanted is told").value.text();
    assert_eq!(understood, "техническое оснащение после реконструкции, медицинская информационная система");
    let misses = |block: &Block| matches!(block, Block::List { key: "missing", items } if !items.is_empty());
    assert!(document.parts[0].blocks.iter().any(misses), "what nobody has for a hospital is told");
}

#[test]
fn a_pair_is_as_strong_from_the_side_of_who_offers_as_from_the_side_of_who_needs_it() {
    let list = hospital_and_makers();
    let (needed, _) = partners_of_one(&list, "K1", "matches_needs");
    for [maker, strength, score] in needed {
        let (found, document) = partners_of_one(&list, &maker, "matches_offers");
        assert_eq!(found.first(), Some(&["K1".to_owned(), strength, score]), "{maker}");
        assert!(rows(&document, "matches_offers").iter().all(|row| !row[10].is_empty()), "{maker}: a reason is told");
    }
    let index = index(list.iter());
    let listed = |id: &CompanyId| list.iter().find(|company| company.company_id() == *id).cloned();
    let sources = Sources { index: &index, company: &listed, facts: &[], as_of: at("2026-11-28") };
    let guests = [Guest { company: listed(&CompanyId("L2".to_owned())), ..Guest::default() }];
    let (document, some) = delegation::document(&guests, &[], 5, &[Language::Ru], &sources, &|id| id.0.clone()).expect("an index");
    assert!(some && rows(&document, "meetings")[0][3] == "Компания K1", "the lamps have somebody to meet");
}

#[test]
fn a_guest_without_a_company_is_called_by_name_and_each_guest_is_named_once_on_paper() {
    let list = list_of_sellers(3);
    let index = index(list.iter());
    let listed = |id: &CompanyId| list.iter().find(|company| company.company_id() == *id).cloned();
    let sources = Sources { index: &index, company: &listed, facts: &[], as_of: at("2026-11-28") };
    let guest = |person: &str| Guest {
        person: person.to_owned(),
        city: "Худжанд".to_owned(),
        wish: "светодиодные светильники".to_owned(),
        language: Some(Language::Ru),
        ..Guest::default()
    };
    let guests = [guest("Фирӯз Раҳимов"), guest("")];
    let (document, _) = delegation::document(&guests, &[], 5, &[Language::Ru], &sources, &|id| id.0.clone()).expect("an index");
    let titles: Vec<&str> = document.parts[1..].iter().map(|part| part.title.as_str()).collect();
    assert_eq!(titles, ["Фирӯз Раҳимов", "Гость 2"]);
    assert!(!document.parts[1].subtitle.contains("Раҳимов"), "{}", document.parts[1].subtitle);
    let (_, meetings) = document.tables().find(|(_, table)| table.key == "meetings").expect("a table");
    let guest_of = |row: &Vec<Cell>| row[1].text();
    assert!(meetings.rows.len() > 2, "each guest meets two companies at least");
    assert!(meetings.rows.iter().all(|row| row[2] == Cell::Nothing), "a name is not told twice in a row");
    for (number, pair) in (1..).zip(meetings.rows.windows(2)) {
        assert_eq!(meetings.goes_on(number), guest_of(&pair[0]) == guest_of(&pair[1]), "{pair:?}");
    }
    assert!(!meetings.goes_on(0));
}
