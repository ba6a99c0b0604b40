//! How long it takes to understand a request, and to match it with a thousand and a hundred thousand companies.
//!
//! Understanding is also tried with a thousand texts of the most characters that are read, their words taken from the samples and
//! garbled; the worst hundredth of them (p99) may take 5 ms. Criterion tells the mean of that hundredth.
//!
//! Beside each match runs tantivy's own fuzzy query over the same companies: every word of the request, a transposition counted as
//! one, OR-ed, the best ten. Once with a distance of 1 in every word, and once with the typos that we forgive: 2 in words of more
//! than seven letters. On 100,000 companies a match may take no longer than the latter.

mod companies;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use hamkor::domain::{Company, Field};
use hamkor::matching::{Asker, Index, Reader, Schema, find};
use hamkor::understanding::{Vocabulary, understand};
use tantivy::collector::TopDocs;
use tantivy::directory::MmapDirectory;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Query};
use tantivy::schema::{Field as Column, TEXT};
use tantivy::{IndexSettings, IndexWriter, Searcher, TantivyDocument, Term};
use tempfile::TempDir;

use companies::{companies, garbled_texts, in_latin_letters};

/// Companies shown at a time, as in the chat.
const SHOWN: usize = 5;
/// The length for which the speed of understanding is promised, in characters.
const LONGEST: usize = 512;

/// In words of more letters than this two typos are forgiven.
const ONE_TYPO_LETTERS: usize = 7;

/// Requests as people type them.
const REQUESTS: [(&str, &str); 6] = [
    ("exact words", "погружные насосы для скважины"),
    ("typos in every word", "погржуные насоссы скважыны кобель силавой"),
    ("project", "В Худжанде реконструируют больницу, нужно оснащение"),
    ("name", "Синяя Шестерня"),
    ("misspelt name", "синия шестирня"),
    ("offer", "продаём сухофрукты оптом"),
];

fn understanding(criterion: &mut Criterion) {
    let vocabulary = Vocabulary::built_in();
    let long: String =
        "Нужны погружные насосы, кабель силовой, светильники и кровати для больницы в Худжанде. ".chars().cycle().take(LONGEST).collect();
    let mut group = criterion.benchmark_group("understand");
    for (name, text) in [
        ("short", "нужны насосы"),
        ("typos", REQUESTS[1].1),
        ("512 characters", &long),
        ("Tajik", "таҷҳизоти тиббӣ барои беморхона лозим"),
        ("Latin", "nuzhno meditsinskoe oborudovanie dlya bolnitsy"),
    ] {
        group.bench_function(name, |bencher| bencher.iter(|| understand(black_box(text), &vocabulary)));
    }
    let texts: Vec<String> = garbled_texts(&vocabulary, GARBLED).collect();
    let latin = texts.iter().map(|text| in_latin_letters(text)).collect();
    for (name, mut texts) in [("garbled 512 characters", texts), ("garbled 512 Latin characters", latin)] {
        group.bench_function(name, |bencher| {
            let mut next = texts.iter().cycle();
            bencher.iter(|| understand(black_box(next.next().expect("a cycle never ends")), &vocabulary));
        });
        let took = |text: &String| (0..5).map(|_| timed(|| understand(black_box(text), &vocabulary))).min();
        texts.sort_by_cached_key(|text| std::cmp::Reverse(took(text)));
        group.bench_function(format!("{name}, slowest hundredth"), |bencher| {
            let mut next = texts[..GARBLED / 100].iter().cycle();
            bencher.iter(|| understand(black_box(next.next().expect("a cycle never ends")), &vocabulary));
        });
    }
    group.finish();
}

/// How many garbled texts are tried.
const GARBLED: usize = 1_000;

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn matching(criterion: &mut Criterion) {
    let vocabulary = Arc::new(Vocabulary::built_in());
    for count in [1_000, 100_000] {
        let both = Both::of(if is_test() { count.min(1_000) } else { count }, &vocabulary);
        let mut group = criterion.benchmark_group(format!("match over {count} companies"));
        for (name, text) in REQUESTS {
            group.bench_with_input(BenchmarkId::new("hamkor", name), text, |bencher, text| {
                bencher.iter(|| {
                    find(&understand(black_box(text), &vocabulary), Asker::default(), 0, SHOWN, &both.ours).expect("the index is sound")
                });
            });
            group.bench_with_input(BenchmarkId::new("tantivy fuzzy", name), text, |bencher, text| {
                bencher.iter(|| both.plain.fuzzy(black_box(text), |_| 1));
            });
            group.bench_with_input(BenchmarkId::new("tantivy fuzzy, as many typos as we", name), text, |bencher, text| {
                bencher.iter(|| both.plain.fuzzy(black_box(text), |letters| if letters > ONE_TYPO_LETTERS { 2 } else { 1 }));
            });
        }
        group.finish();
    }
}

/// Whether the benches are only tried, as by `cargo bench -- --test`.
fn is_test() -> bool {
    let given = |flag: &str| std::env::args().any(|argument| argument == flag);
    given("--test") || !given("--bench")
}

/// The same companies in our index and in a plain one, both on disk.
struct Both {
    ours: Index,
    plain: Plain,
    _dirs: [TempDir; 2],
}

impl Both {
    fn of(count: usize, vocabulary: &Arc<Vocabulary>) -> Both {
        let schema = Schema::default();
        let mut builder = tantivy::schema::Schema::builder();
        let text = builder.add_text_field("text", TEXT);
        let (our_dir, our_index) = on_disk(schema.tantivy(), Schema::settings());
        let (plain_dir, plain_index) = on_disk(builder.build(), IndexSettings::default());
        let (mut our_writer, mut plain_writer) = (writer(&our_index), writer(&plain_index));
        for company in companies(count, vocabulary) {
            our_writer.add_document(schema.document(&company, &mut Reader::new(vocabulary))).expect("the writer runs");
            let mut document = TantivyDocument::new();
            document.add_text(text, searched(&company));
            plain_writer.add_document(document).expect("the writer runs");
        }
        our_writer.commit().expect("the directory is writable");
        plain_writer.commit().expect("the directory is writable");
        our_writer.wait_merging_threads().expect("merging works");
        plain_writer.wait_merging_threads().expect("merging works");
        Both {
            ours: Index::new(searcher(&our_index), schema, vocabulary.clone()),
            plain: Plain { searcher: searcher(&plain_index), text },
            _dirs: [our_dir, plain_dir],
        }
    }
}

/// The fields in which our index looks for words, as one text.
fn searched(company: &Company) -> String {
    let fields = [Field::Name, Field::Sectors, Field::Offers, Field::Needs, Field::Description];
    fields.map(|field| company.cell(field)).join("\n")
}

fn on_disk(schema: tantivy::schema::Schema, settings: IndexSettings) -> (TempDir, tantivy::Index) {
    let dir = tempfile::tempdir().expect("a temporary directory can be made");
    let directory = MmapDirectory::open(dir.path()).expect("the directory is there");
    let index = tantivy::Index::create(directory, schema, settings).expect("the directory is empty");
    (dir, index)
}

fn writer(index: &tantivy::Index) -> IndexWriter {
    index.writer_with_num_threads(1, 80_000_000).expect("nobody else writes")
}

fn searcher(index: &tantivy::Index) -> Searcher {
    index.reader().expect("the index is sound").searcher()
}

/// The companies as tantivy alone would search them.
struct Plain {
    searcher: Searcher,
    text: Column,
}

impl Plain {
    /// Forgives so many typos in words of so many letters.
    fn fuzzy(&self, request: &str, forgiven: impl Fn(usize) -> u8) -> usize {
        let mut tokenizer = self.searcher.index().tokenizer_for_field(self.text).expect("the field is a text");
        let mut stream = tokenizer.token_stream(request);
        let mut words: Vec<Box<dyn Query>> = Vec::new();
        stream.process(&mut |token| {
            let typos = forgiven(token.text.chars().count());
            words.push(Box::new(FuzzyTermQuery::new(Term::from_field_text(self.text, &token.text), typos, true)));
        });
        let best = self.searcher.search(&BooleanQuery::union(words), &TopDocs::with_limit(10).order_by_score());
        best.expect("the index is sound").len()
    }
}

criterion_group!(benches, understanding, matching);
criterion_main!(benches);
