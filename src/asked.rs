//! What is asked for whom, and who fits it: one text, or all that a company needs or offers, each text answered by itself.
//! In: [`Asked`] and a [`List`]. Out: [`Answered`]. Chats and reports ask here, so that a pair is as strong wherever it is told.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Company, CompanyId, Field};
use crate::matching::{Asker, Found, Index, IndexError, Match, MissingArm, Reason, ReasonKind, Strength, find};
use crate::registry::ListingKind;
use crate::understanding::{Direction, Request, Vocabulary, understand, understand_need};

/// Partners for each thing asked, unless somebody says otherwise.
pub const PARTNERS: u16 = 10;
/// Of so many matches of an offer, best first, the needs are looked at: each takes a search.
const ASKED_BACK: usize = 50;

/// Something asked: in one text, or in several, each of which is answered by itself.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub texts: Vec<String>,
    /// Read as needs or offers whatever their words are; `None`: read by their words.
    pub kind: Option<ListingKind>,
    /// What the company is whose needs they are, in the words of its sectors.
    pub by: String,
}

/// The companies among which is sought.
#[derive(Clone, Copy)]
pub struct List<'a> {
    pub index: &'a Index,
    /// A company by its id, with what it has published.
    pub company: &'a dyn Fn(&CompanyId) -> Option<Company>,
}

/// Something asked, with how it was understood and in which direction it was answered, text by text, and who fits.
pub struct Answered {
    pub requests: Vec<Request>,
    pub found: Found,
    /// Which of the texts each company answers best, as a number in [`Asked::texts`].
    pub best: BTreeMap<CompanyId, usize>,
    /// Companies that answer by what they need themselves, whichever text that meets.
    pub by_need: BTreeSet<CompanyId>,
}

impl Asked {
    /// A request, read by its words.
    pub fn request(text: impl Into<String>) -> Asked {
        Asked { texts: vec![text.into()], ..Asked::default() }
    }

    /// What a company of the list needs, and what it offers; one that states neither offers what its sectors say.
    pub fn of(company: &Company) -> Vec<Asked> {
        let states_nothing = company.needs.is_empty() && company.offers.is_empty();
        let offers = if states_nothing { &company.sectors } else { &company.offers };
        let sides = [(ListingKind::Need, &company.needs), (ListingKind::Offer, offers)];
        let stated = sides.into_iter().filter(|(_, texts)| !texts.is_empty());
        stated.map(|(kind, texts)| Asked { texts: texts.clone(), kind: Some(kind), by: company.what_it_is() }).collect()
    }

    /// All of it as it is quoted.
    pub fn quoted(&self) -> String {
        self.texts.join("; ")
    }

    /// Each text as understood.
    pub fn read(&self, vocabulary: &Vocabulary) -> Vec<Request> {
        let read = |text: &String| match self.kind {
            Some(ListingKind::Need) => understand_need(text, &self.by, vocabulary),
            Some(ListingKind::Offer) => understand(text, vocabulary).as_offer(),
            None => understand(text, vocabulary),
        };
        self.texts.iter().map(read).collect()
    }

    /// Who fits: `limit` at most of those who answer any of it. `own`: the company of the list whose offers these are; who needs it is
    /// asked for from their side as well.
    ///
    /// # Errors
    /// [`IndexError`] when the index cannot be read.
    pub fn answered(&self, asker: Asker<'_>, limit: usize, own: Option<&CompanyId>, list: List<'_>) -> Result<Answered, IndexError> {
        let mut requests = self.read(&list.index.vocabulary);
        let own = own.filter(|_| self.kind == Some(ListingKind::Offer));
        let looked_at = if own.is_some() { 2 * limit } else { limit };
        let mut answers = Vec::new();
        for request in &mut requests {
            let found = alone(request, asker, looked_at, list.index)?;
            request.direction = found.direction;
            answers.push(found);
        }
        let best = best(&answers);
        let mut found = together(answers);
        let by_need = own.map(|own| ask_from_there(&mut found, own, list)).transpose()?.unwrap_or_default();
        found.more += found.matches.len().saturating_sub(limit);
        found.matches.truncate(limit);
        Ok(Answered { requests, found, best, by_need })
    }
}

/// Whether a match is an answer, not only near. What a request names by chance, as a place in the name of a company, is no offer.
pub fn is_answer(found: &Match) -> bool {
    found.strength != Strength::Possible && found.reasons.iter().any(|why| !matches!(why.kind, ReasonKind::Name | ReasonKind::City))
}

/// Who fits one request; nobody if it is only talk.
fn alone(request: &Request, asker: Asker<'_>, limit: usize, index: &Index) -> Result<Found, IndexError> {
    let found = find(request, asker, 0, limit, index)?;
    Ok(match request.talk {
        Some(_) => Found { matches: Vec::new(), confident: false, more: 0, surely: 0, missing: Vec::new(), ..found },
        None => found,
    })
}

/// In which of the answers each company is strongest, the first of equal ones.
fn best(answers: &[Found]) -> BTreeMap<CompanyId, usize> {
    let is_sure = answers.iter().any(|answer| answer.confident);
    let mut best: BTreeMap<&CompanyId, (usize, f32)> = BTreeMap::new();
    for (number, answer) in answers.iter().enumerate() {
        for found in answer.matches.iter().filter(|_| answer.confident || !is_sure) {
            let known = best.entry(&found.id).or_insert((number, found.score));
            if found.score > known.1 {
                *known = (number, found.score);
            }
        }
    }
    best.into_iter().map(|(id, (number, _))| (id.clone(), number)).collect()
}

/// The answers as one: each company once, as strong as in the answer that it fits best, with its reasons in all of them. What is only near
/// is told when nothing else is.
fn together(mut answers: Vec<Found>) -> Found {
    if answers.iter().any(|found| found.confident) {
        // What nobody has for one thing is missing, whatever there is for another.
        let near = answers.extract_if(.., |found| !found.confident);
        let missing: Vec<MissingArm> = near.flat_map(|found| found.missing).collect();
        if let Some(first) = answers.first_mut() {
            first.missing.extend(missing);
        }
    }
    let mut answers = answers.into_iter();
    let mut all = answers.next().unwrap_or(Found {
        matches: Vec::new(),
        confident: false,
        direction: Direction::Buy,
        place: None,
        more: 0,
        surely: 0,
        cut: false,
        missing: Vec::new(),
    });
    for next in answers {
        add(&mut all, next);
    }
    all
}

fn add(all: &mut Found, next: Found) {
    let whole = all.more == 0 && next.more == 0;
    let (count, surely) = ((all.matches.len() + all.more).max(next.matches.len() + next.more), all.surely.max(next.surely));
    let mut of: BTreeMap<CompanyId, Match> = all.matches.drain(..).map(|found| (found.id.clone(), found)).collect();
    for found in next.matches {
        let both = match of.remove(&found.id) {
            Some(known) if found.score > known.score => with_reasons(found, known.reasons),
            Some(known) => with_reasons(known, found.reasons),
            None => found,
        };
        of.insert(both.id.clone(), both);
    }
    all.matches = of.into_values().collect();
    sort(&mut all.matches);
    let sure = all.matches.iter().filter(|found| found.strength != Strength::Possible).count();
    // Of those that are not known one by one, some may be in both answers.
    all.surely = if whole { sure } else { sure.max(surely) };
    all.more = if whole { 0 } else { count.saturating_sub(all.matches.len()) };
    all.cut |= next.cut || !whole;
    all.place = all.place.or(next.place);
    for arm in next.missing {
        if all.missing.iter().all(|known| known.sector != arm.sector) {
            all.missing.push(arm);
        }
    }
}

/// Strongest first, equal ones in the order in which they came.
fn sort(matches: &mut [Match]) {
    matches.sort_by(|a, b| b.score.total_cmp(&a.score));
}

/// The match with further reasons; one piece of the record is cited once.
fn with_reasons(mut found: Match, further: Vec<Reason>) -> Match {
    for reason in further {
        if found.reasons.iter().all(|known| (known.field, &known.company) != (reason.field, &reason.company)) {
            found.reasons.push(reason);
        }
    }
    found
}

/// A pair that the other company's own need makes is as strong as that need finds it, and told by what that need says; which ones these are.
fn ask_from_there(found: &mut Found, own: &CompanyId, list: List<'_>) -> Result<BTreeSet<CompanyId>, IndexError> {
    let mut needed = Vec::new();
    for at in 0..found.matches.len().min(ASKED_BACK) {
        let Some(company) = (list.company)(&found.matches[at].id) else { continue };
        if let Some(there) = needed_by(&company, own, list)? {
            needed.push((at, there));
        }
    }
    if needed.is_empty() {
        return Ok(BTreeSet::new());
    }
    let by_need = needed.iter().map(|(at, _)| found.matches[*at].id.clone()).collect();
    for (at, there) in &needed {
        let known = &mut found.matches[*at];
        found.surely += usize::from(known.strength == Strength::Possible || !found.confident);
        let reasons = there.reasons.iter().filter_map(turned).collect();
        let before = std::mem::take(&mut known.reasons);
        *known = with_reasons(Match { score: there.score, strength: there.strength, reasons, ..known.clone() }, before);
    }
    if !found.confident {
        // Else the near ones would stand among those who fit.
        let fit: Vec<Match> = needed.iter().map(|(at, _)| found.matches[*at].clone()).collect();
        *found = Found { surely: fit.len(), matches: fit, confident: true, more: 0, ..found.clone() };
    }
    sort(&mut found.matches);
    Ok(by_need)
}

/// As what the needs of a company find another company, if they do.
fn needed_by(company: &Company, other: &CompanyId, list: List<'_>) -> Result<Option<Match>, IndexError> {
    let vocabulary = &list.index.vocabulary;
    let asker = Asker { home: vocabulary.region_of(&company.city), only: Some(other), ..Asker::default() };
    let needs = Asked { texts: company.needs.clone(), kind: Some(ListingKind::Need), by: company.what_it_is() };
    let mut best: Option<Match> = None;
    for request in needs.read(vocabulary) {
        let found = alone(&request, asker, 1, list.index)?;
        let answers = found.matches.into_iter().filter(|answer| found.confident && is_answer(answer));
        best = answers.chain(best).max_by(|a, b| a.score.total_cmp(&b.score));
    }
    Ok(best)
}

/// A reason as it reads from the other side: what we offer, and what they need.
fn turned(reason: &Reason) -> Option<Reason> {
    let is_told = !matches!(reason.kind, ReasonKind::Name | ReasonKind::City | ReasonKind::Language | ReasonKind::Certificate);
    let Reason { request, company, .. } = reason.clone();
    is_told.then(|| Reason { request: company, company: request, field: Field::Needs, ..reason.clone() })
}
