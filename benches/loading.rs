//! How long it takes to load 10,000 rows: a CSV file into a new store, and from the store into a new index.

mod companies;

use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hamkor::app::{App, Beginning, load};
use hamkor::seed::{Options, open_bytes};
use hamkor::store::Who;
use hamkor::understanding::Vocabulary;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

use companies::{companies, csv};

const ROWS: usize = 10_000;

fn loading(criterion: &mut Criterion) {
    let vocabulary = Arc::new(Vocabulary::built_in());
    let file = csv(companies(ROWS, &vocabulary));
    let runtime = Builder::new_current_thread().build().expect("a runtime can be started");
    let mut group = criterion.benchmark_group(format!("load {ROWS} rows"));
    group.sample_size(10).throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("file into store", |bencher| {
        bencher.iter_custom(|times| (0..times).map(|_| loaded(&file, &vocabulary, &runtime).2).sum());
    });
    group.bench_function("store into index", |bencher| {
        bencher.iter_custom(|times| {
            let followed = (0..times).map(|_| {
                let (_dir, app, _) = loaded(&file, &vocabulary, &runtime);
                let start = Instant::now();
                runtime.block_on(app.follow()).expect("the index can be written");
                start.elapsed()
            });
            followed.sum()
        });
    });
    group.finish();
}

/// A new data directory with all rows in its store and none in its index, and how long the rows took.
fn loaded(file: &[u8], vocabulary: &Arc<Vocabulary>, runtime: &Runtime) -> (TempDir, App, Duration) {
    let dir = tempfile::tempdir().expect("a temporary directory can be made");
    let opening = App::open(dir.path(), Beginning::Load, vocabulary.clone(), Default::default());
    let (app, _) = runtime.block_on(opening).expect("the directory is new");
    let start = Instant::now();
    let mut table = open_bytes("companies.csv", file.to_vec(), vocabulary).expect("the file is well formed");
    let by = Some(Who::new("terminal"));
    let report = runtime.block_on(load(&mut table, "companies.csv", Options::default(), by, &*app.store, &mut |_| (), &mut |_| ()));
    let report = report.expect("the store is new");
    let took = start.elapsed();
    assert_eq!((report.accepted, report.tally.new), (true, ROWS), "{:?}", report.tally);
    (dir, app, took)
}

criterion_group!(benches, loading);
criterion_main!(benches);
