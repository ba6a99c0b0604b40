//! From words to intent: who buys and who sells, what is wanted and what is not, where, and for which project.

use super::clauses::{self, Clause};
use super::marks::Marks;
use super::places::{Places, is_kept_at, is_presented_at, places};
use super::request::{Direction, Goal, Meaning, Planned, Request, Role, Token, Want};
use super::story::{self, Heard};
use super::text::Gap;
use super::tokens::{Said, is_alone};
use super::vocabulary::{Activity, Bridge, Cue, Hit, Reads, Target, Vocabulary, WordSet};
use super::{naming, project, sentences, talk, tokens};
use crate::domain::Language;

/// A meaning weaker than this beside the strongest of its want is chance.
const MEANING_AT_LEAST: f32 = 0.3;
/// How many meanings of one want are kept.
const MEANINGS: usize = 6;
/// A want whose words plainly mean nothing counts this much beside one whose words do.
const UNPLAIN: f32 = 0.5;
/// A meaning this strong is plain.
pub(super) const PLAIN: f32 = 0.7;
/// A clause of a longer story without a word of wanting counts this much.
const SIDE_REMARK: f32 = 0.5;
/// What a story tells in other sentences than those that ask counts this much.
const STORY: f32 = 0.15;
/// A project of such a sentence is so sure at most.
const STORY_PROJECT: f32 = 0.3;
/// Letters of a stem that tells by itself what is wanted.
const TELLING_LETTERS: usize = 5;
/// What an investor is sought for counts this much beside the investor.
const BESIDE_INVESTORS: f32 = 0.3;
/// What is named beside a project but is none of the things it buys ("a store for onions") counts this much.
const BESIDE_PROJECT: f32 = 0.5;

pub(super) fn understand(message: &str, vocabulary: &Vocabulary) -> Request {
    let Said { sent, text, cut, language, mut words } = tokens::said(message, vocabulary);
    // The phrases of the whole message are asked for by many, and to find them takes longer than all that they ask.
    let hits = vocabulary.lexicon().hits(&words.iter().map(|word| &word.reads).collect::<Vec<_>>());
    sentences::leave_own_names(&mut words, &text);
    sentences::turn_help(&mut words);
    sentences::turn_questions(&mut words, language);
    sentences::turn_outlets(&mut words, &hits, vocabulary);
    sentences::leave_trades_of_others(&mut words, language, vocabulary);
    sentences::turn_stock(&mut words);
    sentences::turn_wishes(&mut words);
    sentences::turn_shops_sought(&mut words, vocabulary);
    let named = naming::mark(&mut words, &text, &hits, vocabulary);
    let mut marks = Marks::new(&words, &hits, vocabulary);
    let landmarks = sentences::leave_landmarks(&mut words, vocabulary);
    let not_planned: Vec<bool> = marks.unwanted.iter().zip(&landmarks).map(|(unwanted, landmark)| unwanted | landmark).collect();
    let mut project = project::planned(&words, &not_planned, &hits, language, vocabulary);
    if project.as_ref().is_some_and(|planned| planned.certainty >= project::BY_TRADE) {
        // "We repair" is an offer, "we repair a hospital" a project.
        words.iter_mut().filter(|word| word.cues.has(Cue::Plan)).for_each(|word| word.cues.drop(Cue::Sell));
    }
    let shop = project.as_ref().filter(|planned| planned.certainty >= project::BY_TRADE && vocabulary.is_shop(planned.project));
    // "A shop of handicrafts" wants handicrafts.
    shop.into_iter().flat_map(|shop| &shop.words).for_each(|&at| words[at].cues.add(Cue::Plan));
    if project.is_none() {
        sentences::leave_plans_in_goods(&mut words, &hits, vocabulary);
    }
    let heard = story::heard(&words, vocabulary);
    if let (Some(heard), Some(planned)) = (heard.as_ref().filter(|heard| heard.expressly), &mut project)
        && !planned.words.iter().any(|&at| heard.has(at))
    {
        planned.certainty = planned.certainty.min(STORY_PROJECT);
    }
    let own_trade = sentences::leave_own_trade(&mut words, heard.as_ref(), vocabulary);
    let story = Story { heard, own_trade };
    let Places { wanted: wanted_places, home, unwanted: unwanted_places } = places(&words, &mut marks, language, vocabulary);
    let clauses = clauses::of(&words, &mut marks, language);
    words.iter_mut().zip(&marks.place).for_each(|(word, &place)| word.place = place);
    let (mut wants, unwanted) = wants(&words, &marks, clauses, &story, language, vocabulary);
    if wants.is_empty() && project.is_none() {
        wants.extend(sought_alone(&words, &marks, &[Cue::TradeTerms, Cue::Distributor], language, vocabulary));
    }
    let project = match sought_alone(&words, &marks, &[Cue::Investor], language, vocabulary) {
        Some(investors) => {
            wants.iter_mut().for_each(|want| want.weight *= BESIDE_INVESTORS);
            wants.insert(0, investors);
            None
        }
        None => project,
    };
    let mut request = Request {
        talk: if named { None } else { talk::talk(&sent, &words, &marks, &wants, project.as_ref()) },
        nameless: false,
        vague: !named && talk::names_nothing(&words, &marks, project.as_ref()),
        roles: roles(&words, &marks, false, vocabulary),
        unwanted_roles: roles(&words, &marks, true, vocabulary),
        direction: if named { Direction::Name } else { direction(&wants, project.as_ref(), &words, vocabulary) },
        project,
        text,
        cut,
        language,
        wants,
        unwanted,
        places: wanted_places,
        unwanted_places,
        home,
        words,
    };
    weigh(&mut request, vocabulary);
    if request.talk.is_some() {
        request.wants.clear();
    }
    request
}

/// A need by its own words or, if these plainly mean nothing, together with what the company is that has it; but only where that makes it
/// a project: what else a company buys cannot be told from what it is.
pub(super) fn understand_need(need: &str, what_it_is: &str, vocabulary: &Vocabulary) -> Request {
    let mut own = understand(need, vocabulary).as_need();
    // "Schools", "restaurants": whom it seeks as customers.
    let is_customer = |want: &Want| want.meanings.first().is_some_and(|top| top.strength >= PLAIN && vocabulary.is_customer(top.sector));
    own.wants.iter_mut().filter(|want| is_customer(want)).for_each(|want| want.goal = Goal::Partner);
    let says = own.wants.iter().any(|want| want.meanings.first().is_some_and(|meaning| meaning.strength >= PLAIN));
    if says || what_it_is.is_empty() || own.talk.is_some() || own.direction != Direction::Buy {
        return own;
    }
    let whole = understand(&format!("{what_it_is}, {need}"), vocabulary).as_need();
    let planned = whole.project.as_ref().is_some_and(|planned| planned.certainty >= 1.0);
    if planned && whole.direction == Direction::Project { Request { language: own.language, ..whole } } else { own }
}

/// What a message tells beside what it asks for.
struct Story {
    /// The sentences of a long message that count.
    heard: Option<Heard>,
    /// The words with which the speaker tells of the own trade.
    own_trade: Vec<bool>,
}

impl Story {
    /// How much a clause counts that begins with this word, if the message is long enough for that to matter.
    fn weight(&self, first: usize) -> Option<f32> {
        self.heard.as_ref().map(|heard| if heard.has(first) { 1.0 } else { STORY })
    }
}

/// What is asked for or offered, clause by clause, and what is not wanted.
fn wants(
    words: &[Token],
    marks: &Marks,
    clauses: Vec<Clause>,
    story: &Story,
    language: Language,
    vocabulary: &Vocabulary,
) -> (Vec<Want>, Vec<Want>) {
    let sells = marks.offers(words);
    let asks = words.iter().any(|word| word.cues.has(Cue::Buy) || word.cues.has(Cue::Plan));
    let storytelling = asks && clauses.len() > 2 && clauses.iter().any(|clause| !clause.asks);
    let (mut wants, mut unwanted, mut of_own_trade, mut of_own_place) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let reads: Vec<&Reads> = words.iter().map(|word| &word.reads).collect();
    // "I keep a shop" says nothing of the goods in the clauses that follow, "repair of pumps, motors" does.
    let with_goods =
        |clause: &Clause, done: WordSet| clause.words.iter().any(|&at| done.has(at)) && clause.words.iter().any(|&at| !done.has(at));
    let named = vocabulary.activity(&reads).filter(|&(_, done)| clauses.iter().any(|clause| with_goods(clause, done)));
    let names_goods = |clause: &Clause| !clause.unwanted && clause.words.iter().any(|&at| !marks.activity[at]);
    let is_for = |clause: &Clause| {
        let before = clause.purpose.first().and_then(|&first| (0..first).rev().find(|&at| !words[at].cues.is_little()));
        before.is_some_and(|before| words[before].cues.has(Cue::Purpose))
    };
    let is_beside = |clause: &Clause| if clause.words.is_empty() { is_for(clause) } else { !names_goods(clause) };
    let some_names_goods = clauses.iter().any(names_goods);
    for clause in clauses {
        // "Lamps, for the school", "lamps, wholesale".
        if some_names_goods && !clause.unwanted && is_beside(&clause) {
            continue;
        }
        let goal = if sells && !clause.asks { Goal::Need } else { Goal::Offer };
        let first = clause.words.first().or(clause.purpose.first());
        let remark = if storytelling && !clause.asks { SIDE_REMARK } else { 1.0 };
        let weight = first.and_then(|&first| story.weight(first)).unwrap_or(remark);
        let activity = activity_before(&clause, words, named);
        let Some(want) = want(words, &clause, goal, weight, activity, language, vocabulary) else { continue };
        // "I keep a shop in the market, want lamps": it tells who asks.
        let at = want.words[0];
        let is_told = (is_kept_at(words, at) && want.meanings.first().is_none_or(|top| top.strength < PLAIN))
            || ((is_kept_at(words, at) || is_presented_at(words, at)) && names_a_place(&want, words, vocabulary));
        if asks && !clause.asks && is_told {
            continue;
        }
        match clause {
            Clause { unwanted: true, .. } => unwanted.push(want),
            Clause { asks: false, .. } if story.own_trade[want.words[0]] => of_own_trade.push(want),
            _ if is_told => of_own_place.push(want),
            _ => wants.push(want),
        }
    }
    // "We make cable, machines are needed": where the wish says little, the trade tells what for.
    if !wants.iter().any(|want| want.meanings.first().is_some_and(|top| top.strength >= PLAIN)) {
        wants.extend(of_own_trade);
        wants.extend(of_own_place);
    }
    if sells {
        tell_customers_from_goods(&mut wants, vocabulary);
    }
    (wants, unwanted)
}

/// "An investor for the greenhouse": money is sought, and nothing of what the greenhouse needs. "A franchise", "loading": where nothing
/// else is named, what is said of a trade is what is wanted.
fn sought_alone(words: &[Token], marks: &Marks, cues: &[Cue], language: Language, vocabulary: &Vocabulary) -> Option<Want> {
    // Short stems are those of too many words: Tajik "пул" (money) is no bullet.
    let is_telling = |at: usize| words[at].keys().iter().all(|(key, _)| key.chars().count() >= TELLING_LETTERS);
    let says = |at: usize| is_telling(at) && cues.iter().any(|&cue| is_alone(words, at, cue, vocabulary));
    let sought = (0..words.len()).filter(|&at| says(at) && !marks.unwanted[at]).collect();
    let clause = Clause { words: sought, purpose: Vec::new(), unwanted: false, asks: true };
    let want = want(words, &clause, Goal::Offer, 1.0, None, language, vocabulary).filter(|_| !marks.offers(words))?;
    want.meanings.first().is_some_and(|top| top.strength >= PLAIN).then_some(want)
}

/// What the sentence said before the clause is done with goods: "repair of pumps, motors".
fn activity_before(clause: &Clause, words: &[Token], named: Option<(Activity, WordSet)>) -> Option<Activity> {
    let (activity, done) = named?;
    let said = done.first()?;
    let first = *clause.words.first()?;
    (said < first && words[said + 1..=first].iter().all(|word| word.gap < Gap::Sentence)).then_some(activity)
}

fn direction(wants: &[Want], project: Option<&Planned>, words: &[Token], vocabulary: &Vocabulary) -> Direction {
    let sells = wants.iter().any(|want| want.goal == Goal::Need);
    match project {
        _ if sells => Direction::Sell,
        Some(planned) if is_all_wanted(wants, planned) => Direction::Project,
        Some(planned) if planned.certainty >= project::BY_TRADE && !asks_beside(wants, planned, words, vocabulary) => Direction::Project,
        _ => Direction::Buy,
    }
}

/// "Equipment for a bakery": nothing is wanted but what the project needs.
fn is_all_wanted(wants: &[Want], planned: &Planned) -> bool {
    !wants.is_empty() && wants.iter().all(|want| want.words.iter().all(|at| planned.words.contains(at)))
}

/// "I have opened a shop, rice is needed": something else is plainly asked for than the project and what it buys.
fn asks_beside(wants: &[Want], planned: &Planned, words: &[Token], vocabulary: &Vocabulary) -> bool {
    let asks = |at: usize| words[clauses::around(words, at, Gap::Comma)].iter().any(|word| word.cues.has(Cue::Buy));
    let plain = |want: &Want| want.meanings.first().is_some_and(|top| top.strength >= PLAIN);
    wants.iter().any(|want| {
        let first = want.words[0];
        plain(want) && asks(first) && !want.words.iter().any(|at| planned.words.contains(at)) && !serves(want, planned, vocabulary)
    })
}

/// "A children's hospital": the want is the project itself. "A cold store for fruit": the fruit says more.
fn is_what_is_planned(want: &Want, planned: &Planned, words: &[Token], vocabulary: &Vocabulary) -> bool {
    let of_project = |at: &usize| planned.words.contains(at);
    let owners = vocabulary.owners(planned.project);
    let is_owner = |sector| owners.iter().any(|&owner| vocabulary.kin().bridge(owner, sector).is_some_and(Bridge::serves));
    let means_owner =
        || want.meanings.first().is_some_and(|top| top.strength >= PLAIN && is_owner(top.sector) && top.words.iter().any(of_project));
    let says_more = || {
        // "A plant for fruit juice": the fruit is in the juice.
        let of_owner = |at: &usize| want.meanings.first().is_some_and(|top| is_owner(top.sector) && top.words.contains(at));
        let others: Vec<&Reads> = want.words.iter().filter(|at| !of_project(at) && !of_owner(at)).map(|&at| &words[at].reads).collect();
        vocabulary.senses(&others, WordSet::default(), false, None, None).first().is_some_and(|sense| sense.strength >= PLAIN)
    };
    want.words.iter().all(of_project) || (want.words.iter().any(of_project) && means_owner() && !says_more())
}

/// How much each want counts beside the others and beside the project.
fn weigh(request: &mut Request, vocabulary: &Vocabulary) {
    let plain = |want: &Want| want.meanings.first().is_some_and(|meaning| meaning.strength >= PLAIN);
    if request.wants.iter().any(plain) {
        request.wants.iter_mut().filter(|want| !plain(want)).for_each(|want| want.weight *= UNPLAIN);
    }
    match (request.direction, &mut request.project) {
        (Direction::Project, Some(planned)) => {
            planned.certainty = planned.certainty.max(project::BY_TRADE);
            let words = &request.words;
            request.wants.retain(|want| !is_what_is_planned(want, planned, words, vocabulary));
            let is_stock = |want: &Want| vocabulary.is_shop(planned.project) && is_named_with(want, planned, words);
            let beside = request.wants.iter_mut().filter(|want| !serves(want, planned, vocabulary) && !is_stock(want));
            beside.for_each(|want| want.weight *= BESIDE_PROJECT);
        }
        (direction, project) => {
            if direction == Direction::Sell {
                *project = None;
            }
            let most = request.wants.iter().map(|want| want.weight).fold(f32::MIN_POSITIVE, f32::max);
            request.wants.iter_mut().for_each(|want| want.weight /= most);
        }
    }
}

/// Whether a want is a place where somebody works, a shop, a school or a bakery, and not what is bought there.
fn names_a_place(want: &Want, words: &[Token], vocabulary: &Vocabulary) -> bool {
    let reads: Vec<&Reads> = want.words.iter().map(|&at| &words[at].reads).collect();
    let is_project = |hit: &Hit| hit.whole && matches!(hit.target, Target::Project(_));
    want.meanings.first().is_some_and(|top| top.strength >= PLAIN && vocabulary.is_customer(top.sector))
        || vocabulary.lexicon().hits(&reads).iter().any(is_project)
}

/// In an offer, schools and shops are whom it is made to. Where nothing else is offered ("I keep a shop, want carpets"),
/// they tell who asks, and the message is no offer.
fn tell_customers_from_goods(wants: &mut Vec<Want>, vocabulary: &Vocabulary) {
    let top = |want: &Want| want.meanings.first().filter(|meaning| meaning.strength >= PLAIN).map(|meaning| meaning.sector);
    let is_customer = |want: &Want| top(want).is_some_and(|sector| vocabulary.is_customer(sector));
    if wants.iter().any(|want| want.goal == Goal::Need && top(want).is_some() && !is_customer(want)) {
        wants.iter_mut().filter(|want| is_customer(want)).for_each(|want| want.goal = Goal::Partner);
    } else if wants.iter().any(|want| want.goal == Goal::Offer) {
        wants.retain(|want| want.goal != Goal::Need || !is_customer(want));
    }
}

/// Whether a want stands in the clause that names the project.
fn is_named_with(want: &Want, planned: &Planned, words: &[Token]) -> bool {
    let clause = planned.words.first().map(|&at| clauses::around(words, at, Gap::Comma));
    clause.is_some_and(|clause| clause.contains(&want.words[0]))
}

/// Whether a want is one of the things that the project buys, or plainly asked for beside them.
fn serves(want: &Want, planned: &Planned, vocabulary: &Vocabulary) -> bool {
    let arms = &vocabulary.projects[usize::from(planned.project)].arms;
    let sectors: Vec<_> = arms.iter().filter_map(|arm| vocabulary.index_of(&arm.sector)).collect();
    want.meanings.iter().take(2).any(|meaning| sectors.iter().any(|&arm| vocabulary.kin().bridge(arm, meaning.sector).is_some()))
}

fn want(
    words: &[Token],
    clause: &Clause,
    goal: Goal,
    weight: f32,
    activity: Option<Activity>,
    language: Language,
    vocabulary: &Vocabulary,
) -> Option<Want> {
    // Weak words ("equipment") stand in many phrases of sectors: they are read along, though they name nothing alone.
    let all: Vec<usize> = match (clause.words.iter().chain(&clause.purpose).min(), clause.words.iter().chain(&clause.purpose).max()) {
        (Some(&first), Some(&last)) => {
            let weak = |at: usize| (words[at].cues.has(Cue::Stop) || words[at].cues.has(Cue::NameWords)) && !words[at].cues.has(Cue::Plan);
            let start = (0..first).rev().take_while(|&at| weak(at) && words[at + 1].gap == Gap::None).last().unwrap_or(first);
            let end = (last + 1..words.len()).take_while(|&at| weak(at) && words[at].gap == Gap::None).last().unwrap_or(last);
            (start..=end).filter(|&at| clause.words.contains(&at) || clause.purpose.contains(&at) || weak(at)).collect()
        }
        _ => return None,
    };
    let reads: Vec<&Reads> = all.iter().map(|&at| &words[at].reads).collect();
    let purpose = match clause.words.is_empty() {
        true => WordSet::default(),
        false => (0..all.len()).filter(|&place| clause.purpose.contains(&all[place])).collect(),
    };
    let head_last = all.iter().all(|&at| words[at].text.is_ascii());
    let senses = vocabulary.senses(&reads, purpose, head_last, activity, Some(language)).into_iter();
    let mut meanings: Vec<Meaning> = senses
        .map(|sense| Meaning {
            sector: sense.sector,
            strength: sense.strength,
            words: sense.words.places().map(|place| all[place]).collect(),
        })
        .collect();
    // "Lifts for a business centre": what it is for is no meaning of what is wanted.
    meanings.retain(|meaning| clause.words.is_empty() || !meaning.words.iter().all(|at| clause.purpose.contains(at)));
    let best = meanings.first().map_or(0.0, |meaning| meaning.strength);
    meanings.retain(|meaning| meaning.strength >= MEANING_AT_LEAST * best);
    meanings.truncate(MEANINGS);
    let (words, purpose) = match clause.words.is_empty() {
        true => (clause.purpose.clone(), Vec::new()),
        false => (clause.words.clone(), clause.purpose.clone()),
    };
    Some(Want { goal, words, purpose, meanings, weight })
}

/// The kinds of partner that are sought, or not wanted.
fn roles(words: &[Token], marks: &Marks, unwanted: bool, vocabulary: &Vocabulary) -> Vec<Role> {
    let cues = [
        (Cue::Distributor, Role::Distributor),
        (Cue::Maker, Role::Maker),
        (Cue::Intermediary, Role::Intermediary),
        (Cue::Buyer, Role::Buyer),
        (Cue::Investor, Role::Investor),
    ];
    // In "looking for a distributor" the words together tell that something is sold; who is sought, each alone.
    let sought = |at: usize, cue: Cue| {
        let mut beside = at.saturating_sub(1)..words.len().min(at + 2);
        words[at].cues.has(Cue::Sell)
            && is_alone(words, at, cue, vocabulary)
            && beside.any(|other| is_alone(words, other, Cue::Buy, vocabulary))
    };
    let said = |cue: Cue| (0..words.len()).any(|at| marks.unwanted[at] == unwanted && (words[at].cues.has(cue) || sought(at, cue)));
    cues.into_iter().filter(|&(cue, _)| said(cue)).map(|(_, role)| role).collect()
}
