//! Gathers the companies that have the most and rarest of many terms, in the order of the index.
//! In: terms with their boosts, and places that count several times. Out: addresses of documents, best first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::btree_map::{BTreeMap, Entry};

use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, Term};

use super::IndexError;

/// Documents are scored so many at a time: their scores stay in the processor's own memory, however long the index is.
const WINDOW: usize = 16_384;
/// Scores that are looked at together; most hold none that is high enough.
const GLANCE: usize = 32;
/// So many entries of the index are read for all terms, the heaviest first: in a list of a hundred thousand companies a light term
/// stands in thousands of records, and lifts none of them among the best.
const MOST_READ: u64 = 40_000;
/// Scores are compared with this much room for what rounding does when they are multiplied in another order.
const ROUNDING: f32 = 1.0001;

/// What is looked for.
pub(super) struct Terms {
    /// Each with its highest boost.
    boosts: BTreeMap<Term, f32>,
    /// A column of many small terms of which the rarest say enough, and how many entries of the index are read of it.
    rarest: (Column, u64),
}

impl Terms {
    pub(super) fn new(rarest: (Column, u64)) -> Terms {
        Terms { boosts: BTreeMap::new(), rarest }
    }

    pub(super) fn add(&mut self, column: Column, text: &str, boost: f32) {
        let best = self.boosts.entry(Term::from_field_text(column, text)).or_insert(0.0);
        *best = best.max(boost);
    }

    /// The `most` companies with the most and rarest of the terms (BM25 without length; S. Robertson, K. Sparck Jones, 1976),
    /// best first. Scores of companies with a term of `favoured` count that many times, at least once.
    ///
    /// One term after the other, over an array with a place for each document: a project has hundreds of terms, and
    /// sectors stand in so many records that tantivy's own union, which walks all terms side by side, takes fifty times as long.
    pub(super) fn best(&self, most: usize, favoured: &[(Term, f32)], searcher: &Searcher) -> Result<Vec<DocAddress>, IndexError> {
        let sought = self.sought(searcher)?;
        let mut best = Best { most, heap: BinaryHeap::with_capacity(most + 1) };
        let mut scores = [0.0; WINDOW];
        for (at, segment) in searcher.segment_readers().iter().enumerate() {
            let mut cursors = Vec::with_capacity(sought.len());
            for term in &sought {
                if let Some(info) = &term.infos[at] {
                    cursors.push(Cursor { postings: postings(term.column, info, segment)?, read: 0, weight: term.weight });
                }
            }
            let mut favours = Favours::open(favoured, segment)?;
            for start in (0..segment.max_doc()).step_by(WINDOW) {
                let end = start.saturating_add(WINDOW as u32);
                let mut met = false;
                for cursor in &mut cursors {
                    met |= cursor.add_until(end, &mut scores);
                }
                if met {
                    best.take(at as u32, start, &scores, &mut favours, segment);
                    scores.fill(0.0);
                }
            }
        }
        Ok(best.in_order())
    }

    /// The terms that the index has, with their weights.
    fn sought(&self, searcher: &Searcher) -> Result<Vec<Sought>, IndexError> {
        let mut inverted: BTreeMap<Column, Vec<_>> = BTreeMap::new();
        let mut sought = Vec::with_capacity(self.boosts.len());
        for (term, boost) in &self.boosts {
            let column = term.field();
            let segments = match inverted.entry(column) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let all = searcher.segment_readers().iter().map(|segment| segment.inverted_index(column));
                    new.insert(all.collect::<Result<_, _>>()?)
                }
            };
            let mut infos = Vec::with_capacity(segments.len());
            for inverted in segments {
                infos.push(inverted.get_term_info(term).map_err(tantivy::TantivyError::from)?);
            }
            let having: u64 = infos.iter().flatten().map(|info| u64::from(info.doc_freq)).sum();
            if having > 0 {
                sought.push(Sought { column, having, weight: boost * rarity(having, searcher.num_docs()), infos });
            }
        }
        self.leave_common_ones(&mut sought);
        leave_light_ones(&mut sought);
        Ok(sought)
    }

    /// Leaves out the commonest terms of the column in which the rarest ones say enough.
    fn leave_common_ones(&self, sought: &mut Vec<Sought>) {
        let (column, most) = self.rarest;
        let mut having: Vec<u64> = sought.iter().filter(|term| term.column == column).map(|term| term.having).collect();
        having.sort_unstable();
        let mut read = 0;
        let common = having.into_iter().find(|having| {
            read += having;
            read > most
        });
        sought.retain(|term| term.column != column || common.is_none_or(|common| term.having < common));
    }
}

/// Leaves out the terms that weigh least when there is more to read of them all than [`MOST_READ`].
fn leave_light_ones(sought: &mut Vec<Sought>) {
    sought.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.having.cmp(&b.having)));
    let mut read = 0;
    let light = sought.iter().position(|term| {
        read += term.having;
        read > MOST_READ
    });
    // The heaviest is read however long it is.
    sought.truncate(light.unwrap_or(sought.len()).max(1));
}

/// A term that the index has.
struct Sought {
    column: Column,
    /// How many companies have it.
    having: u64,
    weight: f32,
    /// Where its documents stand, segment by segment.
    infos: Vec<Option<TermInfo>>,
}

fn postings(column: Column, info: &TermInfo, segment: &SegmentReader) -> Result<BlockSegmentPostings, IndexError> {
    let postings = segment.inverted_index(column)?.read_block_postings_from_terminfo(info, IndexRecordOption::Basic);
    Ok(postings.map_err(tantivy::TantivyError::from)?)
}

/// The documents of a term, read up to a place.
struct Cursor {
    postings: BlockSegmentPostings,
    /// How many of the block have been read.
    read: usize,
    weight: f32,
}

impl Cursor {
    /// Adds the weight to the score of each document before `end` that was not read yet; whether there was any.
    fn add_until(&mut self, end: DocId, scores: &mut [f32; WINDOW]) -> bool {
        let mut any = false;
        loop {
            let docs = &self.postings.docs()[self.read..];
            let Some(&last) = docs.last() else { return any };
            let before = if last < end { docs.len() } else { docs.partition_point(|&doc| doc < end) };
            for &doc in &docs[..before] {
                scores[doc as usize % WINDOW] += self.weight;
            }
            any |= before > 0;
            if before < docs.len() {
                self.read += before;
                return any;
            }
            self.postings.advance();
            self.read = 0;
        }
    }
}

/// Terms whose documents count several times. Their lists are long, so they are only looked up for documents that may win.
struct Favours {
    terms: Vec<(BlockSegmentPostings, f32)>,
}

impl Favours {
    fn open(favoured: &[(Term, f32)], segment: &SegmentReader) -> Result<Favours, IndexError> {
        let mut terms = Vec::with_capacity(favoured.len());
        for (term, times) in favoured {
            let inverted = segment.inverted_index(term.field())?;
            if let Some(info) = inverted.get_term_info(term).map_err(tantivy::TantivyError::from)? {
                terms.push((postings(term.field(), &info, segment)?, *times));
            }
        }
        Ok(Favours { terms })
    }

    /// How many times a score may count at the most.
    fn most(&self) -> f32 {
        self.terms.iter().map(|(_, times)| times.max(1.0)).product()
    }

    /// The score of a document, multiplied; documents are asked for in their order.
    fn favour(&mut self, doc: DocId, score: f32) -> f32 {
        self.terms.iter_mut().fold(score, |score, (postings, times)| {
            let at = postings.seek(doc);
            if postings.doc(at) == doc { score * *times } else { score }
        })
    }
}

/// The best documents met so far. Of equal ones the first in the index stays.
struct Best {
    most: usize,
    heap: BinaryHeap<Reverse<(u32, Reverse<DocAddress>)>>,
}

impl Best {
    /// Takes what is good enough of a window of scores that begins with document `start`.
    fn take(&mut self, segment_number: u32, start: DocId, scores: &[f32], favours: &mut Favours, segment: &SegmentReader) {
        let most = favours.most() * ROUNDING;
        for (from, glance) in (start..).step_by(GLANCE).zip(scores.chunks(GLANCE)) {
            let least = self.least();
            // Without a way out before the end the compiler compares several scores at once.
            if !glance.iter().fold(false, |any, score| any | (score * most > least)) {
                continue;
            }
            for (doc, &score) in (from..).zip(glance).filter(|(_, score)| **score > 0.0) {
                if score * most > self.least() && !segment.alive_bitset().is_some_and(|alive| alive.is_deleted(doc)) {
                    self.enter(favours.favour(doc, score), DocAddress::new(segment_number, doc));
                }
            }
        }
    }

    /// A document must have a higher score than this to enter.
    fn least(&self) -> f32 {
        match self.heap.peek() {
            Some(Reverse((worst, _))) if self.heap.len() >= self.most => f32::from_bits(*worst),
            _ => 0.0,
        }
    }

    fn enter(&mut self, score: f32, at: DocAddress) {
        if score > self.least() {
            // Positive floats are in the order of their bits.
            self.heap.push(Reverse((score.to_bits(), Reverse(at))));
            if self.heap.len() > self.most {
                self.heap.pop();
            }
        }
    }

    fn in_order(self) -> Vec<DocAddress> {
        self.heap.into_sorted_vec().into_iter().map(|Reverse((_, Reverse(at)))| at).collect()
    }
}

/// Inverse document frequency, as in BM25.
pub(super) fn rarity(having: u64, all: u64) -> f32 {
    (1.0 + (all.saturating_sub(having) as f32 + 0.5) / (having as f32 + 0.5)).ln()
}
