//! Measures what Hamkor understands and finds; not a test, and run by none.
//! `cargo test --test measure -- senses` tells the sectors that the words of each line on stdin mean; behind a tab may stand
//! the sector that they should mean, and what it got instead is told at the end.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use hamkor::app::vocabulary;
use hamkor::domain::SectorId;
use hamkor::understanding::{Vocabulary, understand};

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
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let vocabulary = vocabulary(arguments.vocabulary.as_deref())?;
    match arguments.what {
        What::Senses => senses(&vocabulary),
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
