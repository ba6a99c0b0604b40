//! How often a match of a score is right, and from which scores on it may be called strong or fair: isotonic regression by pooling adjacent
//! violators (R. Barlow and others, 1972) over the matches shown for the labelled requests. A match is right when its grade is 2 or 3.

use std::io::{self, Write};

use crate::labelled::{Set, mean, row};

/// A strong match is right at least so often, a fair one so often.
const STRONG: f64 = 0.5;
const FAIR: f64 = 0.25;
/// The grade from which on a match is right.
const RIGHT: u32 = 2;
const FOLDS: u32 = 5;
/// Bands of scores in the table.
const BANDS: u8 = 20;

/// A match that was shown.
#[derive(Clone, Copy)]
struct Shown {
    score: f32,
    right: bool,
    fold: u32,
}

/// Matches of neighbouring scores that are right equally often.
struct Step {
    from: f32,
    right: f64,
    all: f64,
}

/// Prints how often matches of each band of scores are right, the scores that follow from it, and how they do on requests not seen.
pub(crate) fn calibrate(sets: &[Set]) -> anyhow::Result<()> {
    let mut all = Vec::new();
    for (set, labelled) in sets.iter().flat_map(|set| set.requests.iter().map(move |labelled| (set, labelled))) {
        let request = labelled.understood(&set.index);
        let fold = crc32fast::hash(labelled.id.as_bytes()) % FOLDS;
        all.extend(labelled.found(&request, &set.index)?.matches.iter().map(|found| {
            let grade = labelled.relevant.get(found.id.0.as_str()).copied().unwrap_or_default();
            Shown { score: found.score, right: grade >= RIGHT, fold }
        }));
    }
    let mut out = io::stdout().lock();
    let steps = steps(&all);
    writeln!(out, "{}", row(["score from", "matches", "right", "fitted"].map(str::to_owned)))?;
    writeln!(out, "{}", row(["--:"; 4].map(str::to_owned)))?;
    for band in 0..BANDS {
        let (from, to) = (f32::from(band) / f32::from(BANDS), f32::from(band + 1) / f32::from(BANDS));
        let met: Vec<&Shown> = all.iter().filter(|shown| shown.score >= from && (shown.score < to || band + 1 == BANDS)).collect();
        if !met.is_empty() {
            let fitted = mean(met.iter().map(|shown| probability(&steps, shown.score)));
            let cells = [format!("{from:.2}"), met.len().to_string(), format!("{:.2}", share(met.iter().copied())), format!("{fitted:.2}")];
            writeln!(out, "{}", row(cells))?;
        }
    }
    let told = |at: Option<f32>| at.map_or("never".to_owned(), |score| format!("{score:.2}"));
    writeln!(out, "\nstrong from {}, fair from {}\n", told(least(&steps, STRONG)), told(least(&steps, FAIR)))?;
    writeln!(out, "{}", row(["held-out fold", "strong from", "fair from", "strong right", "fair right", "rest right"].map(str::to_owned)))?;
    writeln!(out, "{}", row(["--:"; 6].map(str::to_owned)))?;
    for fold in 0..FOLDS {
        let (held_out, seen): (Vec<Shown>, Vec<Shown>) = all.iter().partition(|shown| shown.fold == fold);
        let steps = self::steps(&seen);
        let (strong, fair) = (least(&steps, STRONG), least(&steps, FAIR));
        let reaches = |shown: &&Shown, score: Option<f32>| score.is_some_and(|score| shown.score >= score);
        let shares = [
            share(held_out.iter().filter(|shown| reaches(shown, strong))),
            share(held_out.iter().filter(|shown| reaches(shown, fair) && !reaches(shown, strong))),
            share(held_out.iter().filter(|shown| !reaches(shown, fair))),
        ];
        writeln!(
            out,
            "{}",
            row([fold.to_string(), told(strong), told(fair)].into_iter().chain(shares.map(|share| format!("{share:.2}"))))
        )?;
    }
    Ok(())
}

fn share<'a>(matches: impl Iterator<Item = &'a Shown>) -> f64 {
    mean(matches.map(|shown| f64::from(u8::from(shown.right))))
}

/// The steps of the rising function of the score that is nearest to how often matches are right.
fn steps(matches: &[Shown]) -> Vec<Step> {
    let mut matches = matches.to_vec();
    matches.sort_by(|a, b| a.score.total_cmp(&b.score));
    let mut steps: Vec<Step> = Vec::new();
    for shown in matches {
        steps.push(Step { from: shown.score, right: f64::from(u8::from(shown.right)), all: 1.0 });
        while let [.., before, last] = &mut steps[..]
            && before.right * last.all >= last.right * before.all
        {
            (before.right, before.all) = (before.right + last.right, before.all + last.all);
            steps.pop();
        }
    }
    steps
}

fn probability(steps: &[Step], score: f32) -> f64 {
    let at = steps.partition_point(|step| step.from <= score);
    steps[..at].last().map_or(0.0, |step| step.right / step.all)
}

/// The lowest score from which on a match is right so often.
fn least(steps: &[Step], probability: f64) -> Option<f32> {
    steps.iter().find(|step| step.right >= probability * step.all).map(|step| step.from)
}
