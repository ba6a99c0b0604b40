//! Fits the weights of a ranking to labelled requests by coordinate ascent: one weight after the other a few steps up and down,
//! each kept when the mean nDCG@5 rises by more than a margin, until no step helps. No request is treated apart, nothing is
//! drawn by lot: the same requests always give the same weights. What it proposes is only as good as its held-out figures.

use std::collections::HashMap;
use std::io::{self, Write};
use std::thread;

use hamkor::matching::{CONFIDENT, WEIGHTS, Weights};
use hamkor::understanding::Request;

use crate::labelled::{Labelled, Set, by_group, mean, row};

/// A weight as it is fitted.
struct Fitted {
    name: &'static str,
    of: fn(&mut Weights) -> &mut f32,
    most: f32,
}

/// Names each weight once; one that is not named here does not compile.
macro_rules! weights {
    (shares: $($share:ident)*; powers: $($power:ident)*;) => {
        const FITTED: &[Fitted] = &[
            $(Fitted { name: stringify!($share), of: |weights| &mut weights.$share, most: 1.0 },)*
            $(Fitted { name: stringify!($power), of: |weights| &mut weights.$power, most: 4.0 },)*
        ];
        const _: fn(Weights) = |Weights { $($share: _,)* $($power: _,)* }| ();
    };
}

weights! {
    shares: inflected synonym aside sector unsure mere_name unnamed narrow called translated word tight foreign least_word purpose purposeless further plain_sense reseller competitor custom lightest_arm
        project weaker side_line crowd strange ordinary own_side same_side same_region elsewhere nowhere unwanted not_maker name name_perhaps beside_name;
    powers: chance doubt rarity partly;
}

/// The steps that are tried on each weight.
const TIMES: [f32; 2] = [0.75, 1.33];
const PLUS: [f32; 2] = [-0.05, 0.05];
const FOLDS: u32 = 5;

/// Prints what cross-validation says of fitting, then the weights fitted on all requests and what they change.
pub(crate) fn fit(sets: &[Set], margin: f64) -> anyhow::Result<()> {
    let mut cases = Cases::of(sets);
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{} requests, {} weights, {FOLDS} folds; a step must raise the mean nDCG@5 by {margin}\n",
        cases.all.len(),
        FITTED.len()
    )?;
    writeln!(out, "{}", row(["held-out fold", "train before", "train fitted", "held-out before", "held-out fitted"].map(str::to_owned)))?;
    writeln!(out, "{}", row(["---", "--:", "--:", "--:", "--:"].map(str::to_owned)))?;
    let mut folds = Vec::new();
    for fold in 0..FOLDS {
        let weights = cases.ascend(margin, |case| case.fold != fold)?;
        let (before, after) = (cases.measured(WEIGHTS)?.clone(), cases.measured(weights)?.clone());
        let of = |measured: &[Measured], held_out: bool| cases.mean(measured, |case| (case.fold == fold) == held_out);
        let figures = [of(&before, false), of(&after, false), of(&before, true), of(&after, true)];
        writeln!(out, "{}", row(std::iter::once(fold.to_string()).chain(figures.map(|figure| format!("{figure:.4}")))))?;
        out.flush()?;
        folds.push(figures);
    }
    let means = (0..4).map(|at| format!("{:.4}", mean(folds.iter().map(|figures| figures[at]))));
    writeln!(out, "{}\n", row(std::iter::once("mean".to_owned()).chain(means)))?;
    let mut weights = cases.ascend(margin, |_| true)?;
    let (before, after) = (cases.measured(WEIGHTS)?.clone(), cases.measured(weights)?.clone());
    cases.tell_groups(&mut out, &before, &after)?;
    cases.tell_confidence(&mut out, &before, &after)?;
    for fitted in FITTED {
        let (was, is) = (*(fitted.of)(&mut { WEIGHTS }), *(fitted.of)(&mut weights));
        if was != is {
            writeln!(out, "{}: {was} -> {is}", fitted.name)?;
        }
    }
    writeln!(out, "\npub const WEIGHTS: Weights = {weights:#?};")?;
    Ok(())
}

/// A request made ready.
struct Case<'a> {
    set: &'a Set,
    labelled: &'a Labelled,
    request: Request,
    fold: u32,
}

/// What a ranking makes of a case.
#[derive(Clone, Copy)]
struct Measured {
    /// Of an answerable request.
    ndcg: f64,
    /// The score of the best match; nothing when there is none, or the message is talk.
    best: f32,
}

struct Cases<'a> {
    all: Vec<Case<'a>>,
    /// By the bits of the fitted weights: the folds begin alike and try the same steps.
    measured: HashMap<Vec<u32>, Vec<Measured>>,
}

impl<'a> Cases<'a> {
    fn of(sets: &'a [Set]) -> Cases<'a> {
        let cases = sets.iter().flat_map(|set| {
            set.requests.iter().map(move |labelled| Case {
                set,
                labelled,
                request: labelled.understood(&set.index),
                fold: crc32fast::hash(labelled.id.as_bytes()) % FOLDS,
            })
        });
        Cases { all: cases.collect(), measured: HashMap::new() }
    }

    /// Every case under these weights, in order.
    fn measured(&mut self, mut weights: Weights) -> anyhow::Result<&Vec<Measured>> {
        let key: Vec<u32> = FITTED.iter().map(|fitted| (fitted.of)(&mut weights).to_bits()).collect();
        if !self.measured.contains_key(&key) {
            let threads = thread::available_parallelism().map_or(1, usize::from);
            let measured = thread::scope(|scope| {
                let parts = self.all.chunks(self.all.len().div_ceil(threads).max(1));
                let running: Vec<_> = parts
                    .map(|part| scope.spawn(move || part.iter().map(|case| case.measured(weights)).collect::<anyhow::Result<Vec<_>>>()))
                    .collect();
                running.into_iter().map(|part| part.join().expect("measuring does not panic")).collect::<anyhow::Result<Vec<_>>>()
            })?;
            self.measured.insert(key.clone(), measured.concat());
        }
        Ok(&self.measured[&key])
    }

    /// The mean nDCG@5 of the answerable cases among some.
    fn mean(&self, measured: &[Measured], among: impl Fn(&Case<'_>) -> bool) -> f64 {
        let cases = self.all.iter().zip(measured).filter(|(case, _)| case.labelled.is_answerable() && among(case));
        mean(cases.map(|(_, measured)| measured.ndcg))
    }

    fn ascend(&mut self, margin: f64, training: impl Fn(&Case<'_>) -> bool) -> anyhow::Result<Weights> {
        let mut weights = WEIGHTS;
        let measured = self.measured(weights)?.clone();
        let mut reached = self.mean(&measured, &training);
        loop {
            let before = reached;
            for fitted in FITTED {
                let mut best = (weights, reached + margin);
                for step in steps(*(fitted.of)(&mut weights), fitted.most) {
                    let mut tried = weights;
                    *(fitted.of)(&mut tried) = step;
                    let measured = self.measured(tried)?.clone();
                    let mean = self.mean(&measured, &training);
                    if mean > best.1 {
                        best = (tried, mean);
                        reached = mean;
                    }
                }
                weights = best.0;
            }
            if reached <= before {
                return Ok(weights);
            }
        }
    }

    fn tell_groups(&self, out: &mut impl Write, before: &[Measured], after: &[Measured]) -> io::Result<()> {
        let groups = |measured: &[Measured]| by_group(self.all.iter().zip(measured).map(|(case, measured)| (case.labelled, measured.ndcg)));
        writeln!(out, "{}", row(["nDCG@5", "before", "fitted"].map(str::to_owned)))?;
        writeln!(out, "{}", row(["---", "--:", "--:"].map(str::to_owned)))?;
        for ((group, before), (_, after)) in groups(before).into_iter().zip(groups(after)) {
            writeln!(out, "{}", row([group, format!("{before:.3}"), format!("{after:.3}")]))?;
        }
        writeln!(out)
    }

    /// How honest the answers would be if "these fit" began at another score.
    fn tell_confidence(&self, out: &mut impl Write, before: &[Measured], after: &[Measured]) -> io::Result<()> {
        let nobody = |measured: &[Measured], threshold: f32, answerable: bool| {
            let cases = self.all.iter().zip(measured).filter(|(case, _)| case.labelled.is_answerable() == answerable);
            format!("{:.3}", mean(cases.map(|(_, measured)| f64::from(u8::from(measured.best < threshold)))))
        };
        writeln!(out, "Told \"nobody\" when the best score is below (now {CONFIDENT}):\n")?;
        let heads = ["score", "rightly, before", "wrongly, before", "rightly, fitted", "wrongly, fitted"];
        writeln!(out, "{}", row(heads.map(str::to_owned)))?;
        writeln!(out, "{}", row(["--:"; 5].map(str::to_owned)))?;
        for hundredths in (10u8..=60).step_by(2) {
            let threshold = f32::from(hundredths) / 100.0;
            let shares = [(before, false), (before, true), (after, false), (after, true)];
            let shares = shares.map(|(measured, answerable)| nobody(measured, threshold, answerable));
            writeln!(out, "{}", row(std::iter::once(format!("{threshold:.2}")).chain(shares)))?;
        }
        writeln!(out)
    }
}

impl Case<'_> {
    fn measured(&self, weights: Weights) -> anyhow::Result<Measured> {
        let mut index = self.set.index.clone();
        index.weights = weights;
        let found = self.labelled.found(&self.request, &index)?;
        let best = found.matches.first().filter(|_| self.request.talk.is_none()).map_or(0.0, |best| best.score);
        let ndcg =
            if self.labelled.is_answerable() { self.labelled.ndcg(found.matches.iter().map(|found| found.id.0.as_str())) } else { 0.0 };
        Ok(Measured { ndcg, best })
    }
}

/// Other values of a weight, rounded as a person would write them.
fn steps(now: f32, most: f32) -> impl Iterator<Item = f32> {
    let steps = TIMES.map(|times| now * times).into_iter().chain(PLUS.map(|plus| now + plus));
    steps.map(move |step| (step.clamp(0.0, most) * 1000.0).round() / 1000.0).filter(move |step| *step != now)
}
