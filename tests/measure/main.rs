//! Measures what Hamkor understands and finds; not a test, and run by none. `cargo test --release --test measure -- COMMAND`:
//! - `senses` tells the sectors that the words of each line on stdin mean; behind a tab may stand the sector that they should
//!   mean, and what it got instead is told at the end.
//! - `fit` proposes weights of the ranking that suit the labelled requests of tests/data, says how much of the gain is left on
//!   requests that it did not see, and how honest "nobody" would be at other scores.
//! - `calibrate` tells how often matches of a score are right, and from which scores on they may be called strong or fair.
//! - `compare` answers the labelled requests with Hamkor, tantivy alone, fuzzy-matcher and, by `--postgres CONNECTION`, the trigrams
//!   of PostgreSQL, and prints a table.
//!
//! `fit`, `calibrate` and `compare` take further labelled sets by `--requests FILE --companies FILE`.

mod calibrate;
mod compare;
mod fit;
mod labelled;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use hamkor::app::vocabulary;
use hamkor::domain::SectorId;
use hamkor::understanding::{Vocabulary, understand};

use labelled::Files;

#[derive(Parser)]
struct Arguments {
    /// Files that stand in for those of `seed/`.
    #[arg(long, global = true)]
    vocabulary: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// What the words of each line mean.
    Senses,
    /// Weights that suit the labelled requests.
    Fit {
        #[command(flatten)]
        files: Files,
        /// By how much the mean must rise for a step to be kept: less is the chance of a request or two.
        #[arg(long, default_value_t = 0.001)]
        margin: f64,
    },
    /// How often matches of a score are right.
    Calibrate {
        #[command(flatten)]
        files: Files,
    },
    /// Hamkor beside what one would use without it.
    Compare {
        #[command(flatten)]
        files: Files,
        /// A database to try trigrams in, as psql takes it: "host=/tmp dbname=postgres". Nothing is left behind in it.
        #[arg(long)]
        postgres: Option<String>,
    },
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let vocabulary = vocabulary(arguments.vocabulary.as_deref())?;
    match arguments.what {
        What::Senses => senses(&vocabulary),
        What::Fit { files, margin } => fit::fit(&files.read(vocabulary)?, margin),
        What::Calibrate { files } => calibrate::calibrate(&files.read(vocabulary)?),
        What::Compare { files, postgres } => compare::compare(&files.read(vocabulary)?, postgres.as_deref()),
    }
}

fn senses(vocabulary: &Vocabulary) -> anyhow::Result<()> {
    let (mut first, mut among, mut all) = (0, 0, 0);
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let (phrase, expected) = line.split_once('\t').map_or((line.as_str(), None), |(phrase, expected)| (phrase, Some(expected.trim())));
        let request = understand(phrase, vocabulary);
        let mut meanings: BTreeMap<&SectorId, f32> = BTreeMap::new();
        for meaning in request.wants.iter().flat_map(|want| &want.meanings) {
            let strength = meanings.entry(&vocabulary.sector(meaning.sector).id).or_default();
            *strength = strength.max(meaning.strength);
        }
        let mut meanings: Vec<(&SectorId, f32)> = meanings.into_iter().collect();
        meanings.sort_by(|a, b| b.1.total_cmp(&a.1));
        if let Some(expected) = expected {
            all += 1;
            let of = |id: &SectorId| id.0 == expected || id.0.strip_prefix(expected).is_some_and(|rest| rest.starts_with('-'));
            let place = meanings.iter().position(|(id, _)| of(id));
            first += usize::from(place == Some(0));
            among += usize::from(place.is_some());
            if place == Some(0) {
                continue;
            }
            write!(out, "{}\t", place.map_or("miss".to_owned(), |place| format!("no. {}", place + 1)))?;
        }
        let told: Vec<String> = meanings.iter().take(5).map(|(id, strength)| format!("{id} {strength:.2}")).collect();
        writeln!(out, "{line}\t{}", told.join(", "))?;
    }
    if all > 0 {
        writeln!(out, "of {all} with an expected sector: {first} first, {among} among all")?;
    }
    Ok(())
}
