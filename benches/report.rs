//! What reports cost: a partner report (half a second is what it may take), and the city-to-city report over a thousand companies of each
//! side (ten seconds). Each is put together, then written in the forms that take longest.

mod companies;

use std::collections::HashMap;
use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use hamkor::asked::Asked;
use hamkor::domain::{Company, CompanyId, Language};
use hamkor::matching::{Asker, Index, Reader, Schema};
use hamkor::registry::Registry;
use hamkor::report::cities::{self, Cities};
use hamkor::report::partners::{self, Sources, Subject};
use hamkor::report::{Document, ReportForm, trade_facts, write_document};
use hamkor::understanding::Vocabulary;
use jiff::Timestamp;

use companies::companies;

const REQUEST: &str = "В Худжанде реконструируют больницу, нужно оснащение";
/// Partners in a report, as `hamkor report partners` has them.
const PARTNERS: usize = 25;
/// Pairs that are listed, as `hamkor report cities` has them.
const PAIRS: usize = 50;

fn reports(criterion: &mut Criterion) {
    let vocabulary = Arc::new(Vocabulary::built_in());
    let count = if is_test() { 60 } else { 2_000 };
    let listed: Vec<Company> = companies(count, &vocabulary).collect();
    let (index, registry, as_of) = (index(&listed, &vocabulary), Registry::default(), Timestamp::UNIX_EPOCH);
    let by_id: HashMap<CompanyId, &Company> = listed.iter().map(|company| (company.company_id(), company)).collect();
    let facts = trade_facts::built_in();
    let company = |id: &CompanyId| by_id.get(id).copied().cloned();
    let sources = Sources { index: &index, company: &company, facts: &facts, as_of };
    let subject = Subject { asked: vec![Asked::request(REQUEST)], limit: PARTNERS, ..Subject::default() };
    let partners = || partners::document(&subject, &[Language::Ru], Asker::default(), &sources).expect("the index is sound").0;
    let cities = Cities { companies: &listed, registry: &registry, index: &index, facts: &facts, as_of, limit: PAIRS };
    let cities = || cities::document(&cities, &[Language::Ru], &mut |_, _| ()).expect("the index is sound");

    let mut group = criterion.benchmark_group("report");
    group.sample_size(10);
    group.bench_function("partners", |bencher| bencher.iter(partners));
    group.bench_function("cities, a thousand companies of each side", |bencher| bencher.iter(cities));
    for (name, document) in [("partners", partners()), ("cities", cities())] {
        for form in [ReportForm::Pdf, ReportForm::Png, ReportForm::Xlsx, ReportForm::Html] {
            group.bench_function(format!("{name} as {form:?}"), |bencher| bencher.iter(|| written(black_box(&document), form)));
        }
    }
    group.finish();
}

fn written(document: &Document, form: ReportForm) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_document(document, form, &mut bytes).expect("memory takes it");
    bytes
}

/// Whether the benches are only tried, as by `cargo bench -- --test`.
fn is_test() -> bool {
    let given = |flag: &str| std::env::args().any(|argument| argument == flag);
    given("--test") || !given("--bench")
}

fn index(listed: &[Company], vocabulary: &Arc<Vocabulary>) -> Index {
    let schema = Schema::default();
    let index = tantivy::Index::builder().schema(schema.tantivy()).settings(Schema::settings()).create_in_ram().expect("memory is there");
    let mut writer = index.writer_with_num_threads(1, 80_000_000).expect("nobody else writes");
    for company in listed {
        writer.add_document(schema.document(company, &mut Reader::new(vocabulary))).expect("the writer runs");
    }
    writer.commit().expect("memory takes it");
    writer.wait_merging_threads().expect("merging works");
    let searcher = index.reader().expect("the index is sound").searcher();
    Index::new(searcher, schema, Arc::clone(vocabulary))
}

criterion_group!(benches, reports);
criterion_main!(benches);
