//! From words to intent: who buys and who sells, what is wanted and what is not, where, and for which project.

use std::ops::Range;

use super::request::{Direction, Goal, Meaning, Planned, Request, Role, Token, Want, Wanted};
use super::text::{self, Gap};
use super::vocabulary::{Activity, Bridge, Cue, CueSet, Reads, Vocabulary};
use super::{language, naming, project, sentences, talk};
use crate::domain::{Language, PlaceKind, Region};

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
/// What an investor is sought for counts this much beside the investor.
const BESIDE_INVESTORS: f32 = 0.3;
/// What is named beside a project but is none of the things it buys ("a store for onions") counts this much.
const BESIDE_PROJECT: f32 = 0.5;

pub(super) fn understand(message: &str, vocabulary: &Vocabulary) -> Request {
    let (sent, cut) = bounded(message);
    let (text, mut words) = retyped(sent.clone(), vocabulary);
    let language = language::detect(&words, vocabulary);
    if language == Language::En {
        words.iter_mut().for_each(|word| word.reads.keep_plain());
    }
    words.iter_mut().for_each(|word| word.reads.settle(language));
    mark_cues(&mut words, language, vocabulary);
    unmark_abbreviations(&mut words, &text);
    sentences::turn_questions(&mut words, language);
    sentences::turn_outlets(&mut words, vocabulary);
    sentences::leave_trades_of_others(&mut words, language, vocabulary);
    sentences::turn_stock(&mut words);
    let named = naming::mark(&mut words, &text, vocabulary);
    let mut marks = Marks::new(&words, vocabulary);
    let project = project::planned(&words, &marks.unwanted, vocabulary);
    if project.as_ref().is_some_and(|planned| planned.certainty >= project::BY_TRADE) {
        // "We repair" is an offer, "we repair a hospital" a project.
        words.iter_mut().filter(|word| word.cues.has(Cue::Plan)).for_each(|word| word.cues.drop(Cue::Sell));
    }
    if project.is_none() {
        sentences::leave_plans_in_goods(&mut words, vocabulary);
    }
    if sentences::is_story(&words, vocabulary) {
        words.iter_mut().for_each(|word| word.cues.drop(Cue::Sell));
    }
    let Places { wanted, home, unwanted: unwanted_places } = places(&words, &mut marks, language, vocabulary);
    let clauses = clauses(&words, &mut marks, language);
    words.iter_mut().zip(&marks.place).for_each(|(word, &place)| word.place = place);
    let (mut wants, unwanted) = wants(&words, clauses, offers(&words, &marks), language, vocabulary);
    let project = match investors(&words, &marks, language, vocabulary) {
        Some(investors) => {
            wants.iter_mut().for_each(|want| want.weight *= BESIDE_INVESTORS);
            wants.insert(0, investors);
            None
        }
        None => project,
    };
    let mut request = Request {
        talk: if named { None } else { talk::talk(&sent, &words, &marks, &wants, project.as_ref()) },
        vague: !named && talk::names_nothing(&words, &marks, project.as_ref()),
        roles: roles(&words, &marks, false, vocabulary),
        unwanted_roles: roles(&words, &marks, true, vocabulary),
        direction: if named { Direction::Name } else { direction(&wants, project.as_ref()) },
        project,
        text,
        cut,
        language,
        wants,
        unwanted,
        wanted,
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
    let own = understand(need, vocabulary).as_need();
    let says = own.wants.iter().any(|want| want.meanings.first().is_some_and(|meaning| meaning.strength >= PLAIN));
    if says || what_it_is.is_empty() || own.talk.is_some() || own.direction != Direction::Buy {
        return own;
    }
    let whole = understand(&format!("{what_it_is}, {need}"), vocabulary).as_need();
    let planned = whole.project.as_ref().is_some_and(|planned| planned.certainty >= 1.0);
    if planned && whole.direction == Direction::Project { Request { language: own.language, ..whole } } else { own }
}

/// What is asked for or offered, clause by clause, and what is not wanted.
fn wants(words: &[Token], clauses: Vec<Clause>, sells: bool, language: Language, vocabulary: &Vocabulary) -> (Vec<Want>, Vec<Want>) {
    let asks = words.iter().any(|word| word.cues.has(Cue::Buy) || word.cues.has(Cue::Plan));
    let storytelling = asks && clauses.len() > 2 && clauses.iter().any(|clause| !clause.asks);
    let (mut wants, mut unwanted) = (Vec::new(), Vec::new());
    let reads: Vec<&Reads> = words.iter().map(|word| &word.reads).collect();
    // "I keep a shop" says nothing of the goods in the clauses that follow, "repair of pumps, motors" does.
    let is_done = |at: usize, bits: u64| 1u64.checked_shl(at as u32).is_some_and(|bit| bits & bit != 0);
    let with_goods =
        |clause: &Clause, bits: u64| clause.words.iter().any(|&at| is_done(at, bits)) && clause.words.iter().any(|&at| !is_done(at, bits));
    let named = vocabulary.activity(&reads).filter(|&(_, bits)| clauses.iter().any(|clause| with_goods(clause, bits)));
    for clause in clauses {
        let goal = if sells && !clause.asks { Goal::Need } else { Goal::Offer };
        let weight = if storytelling && !clause.asks { SIDE_REMARK } else { 1.0 };
        let activity = activity_before(&clause, words, named);
        let Some(want) = want(words, &clause, goal, weight, activity, language, vocabulary) else { continue };
        // "I keep a shop in the market, want lamps": it tells who asks.
        let is_told = is_kept_at(words, want.words[0])
            && want.meanings.first().is_none_or(|top| top.strength < PLAIN || vocabulary.is_customer(top.sector));
        if asks && !clause.asks && is_told {
            continue;
        }
        if clause.unwanted { unwanted.push(want) } else { wants.push(want) }
    }
    if sells {
        tell_customers_from_goods(&mut wants, vocabulary);
    }
    (wants, unwanted)
}

/// "An investor for the greenhouse": money is sought, and nothing of what the greenhouse needs.
fn investors(words: &[Token], marks: &Marks, language: Language, vocabulary: &Vocabulary) -> Option<Want> {
    let sought = (0..words.len()).filter(|&at| is_alone(words, at, Cue::Investor, vocabulary) && !marks.unwanted[at]).collect();
    let clause = Clause { words: sought, purpose: Vec::new(), unwanted: false, asks: true };
    let want = want(words, &clause, Goal::Offer, 1.0, None, language, vocabulary).filter(|_| !offers(words, marks))?;
    want.meanings.first().is_some_and(|top| top.strength >= PLAIN).then_some(want)
}

/// What the sentence said before the clause is done with goods: "repair of pumps, motors".
fn activity_before(clause: &Clause, words: &[Token], named: Option<(Activity, u64)>) -> Option<Activity> {
    let (activity, bits) = named?;
    let said = bits.trailing_zeros() as usize;
    let first = *clause.words.first()?;
    (said < first && words[said + 1..=first].iter().all(|word| word.gap < Gap::Sentence)).then_some(activity)
}

fn direction(wants: &[Want], project: Option<&Planned>) -> Direction {
    let sells = wants.iter().any(|want| want.goal == Goal::Need);
    match project {
        _ if sells => Direction::Sell,
        Some(planned) if planned.certainty >= project::BY_TRADE || is_all_wanted(wants, planned) => Direction::Project,
        _ => Direction::Buy,
    }
}

/// "Equipment for a bakery": nothing is wanted but what the project needs.
fn is_all_wanted(wants: &[Want], planned: &Planned) -> bool {
    !wants.is_empty() && wants.iter().all(|want| want.words.iter().all(|at| planned.words.contains(at)))
}

/// "A children's hospital": the want is the project itself. "A cold store for fruit": the fruit says more.
fn is_what_is_planned(want: &Want, planned: &Planned, words: &[Token], vocabulary: &Vocabulary) -> bool {
    let of_project = |at: &usize| planned.words.contains(at);
    let owners = vocabulary.owners(planned.project);
    let is_owner = |sector| owners.iter().any(|&owner| vocabulary.kin().bridge(owner, sector).is_some_and(Bridge::serves));
    let means_owner =
        || want.meanings.first().is_some_and(|top| top.strength >= PLAIN && is_owner(top.sector) && top.words.iter().any(of_project));
    let says_more = || {
        let others: Vec<&Reads> = want.words.iter().filter(|at| !of_project(at)).map(|&at| &words[at].reads).collect();
        vocabulary.senses(&others, 0, false, None, None).first().is_some_and(|sense| sense.strength >= PLAIN)
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
            let beside = request.wants.iter_mut().filter(|want| !serves(want, planned, vocabulary));
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

/// Whether a want is one of the things that the project buys, or plainly asked for beside them.
fn serves(want: &Want, planned: &Planned, vocabulary: &Vocabulary) -> bool {
    let arms = &vocabulary.projects[usize::from(planned.project)].arms;
    let sectors: Vec<_> = arms.iter().filter_map(|arm| vocabulary.index_of(&arm.sector)).collect();
    want.meanings.iter().take(2).any(|meaning| sectors.iter().any(|&arm| vocabulary.kin().bridge(arm, meaning.sector).is_some()))
}

/// The cleaned text, cut at what is read of a request.
fn bounded(message: &str) -> (String, bool) {
    // Cleaning shortens; a margin before it keeps a flood of marks from costing time.
    let message: String = message.chars().take(16 * text::REQUEST_CHARACTERS).collect();
    let mut cleaned = text::clean(&listed(&message));
    let mut cut = false;
    if let Some((at, _)) = cleaned.char_indices().nth(text::REQUEST_CHARACTERS) {
        cleaned.truncate(at);
        cut = true;
    }
    if let Some(word) = text::words(&cleaned).get(text::REQUEST_WORDS) {
        cleaned.truncate(word.start);
        cut = true;
    }
    cleaned.truncate(cleaned.trim_end().len());
    (cleaned, cut)
}

/// A list has its goods on lines of their own: where a line ends without a stop, a comma parts it from the next.
fn listed(message: &str) -> String {
    let lines = message.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::with_capacity(message.len()), |mut text, line| {
        if text.ends_with(char::is_alphanumeric) {
            text.push(',');
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
        text
    })
}

/// A message of which no word is known, typed in the other keyboard layout, where most is known: half of the letters at least,
/// for of three letters something can be made in any layout. Done as a whole: the keys of letters may be commas
/// ("j,jheljdfybt", оборудование).
fn retyped(text: String, vocabulary: &Vocabulary) -> (String, Vec<Token>) {
    let words = read(&text, vocabulary);
    let letters = |words: &[Token], known: bool| -> usize {
        let long = words.iter().map(|word| (word, word.text.chars().count())).filter(|(_, letters)| *letters > 2);
        long.filter(|(word, _)| !known || word.is_known_as_typed()).map(|(_, letters)| letters).sum()
    };
    if letters(&words, true) == 0 {
        let other = super::spelling::retyped(&text);
        let others = read(&other, vocabulary);
        if 2 * letters(&others, true) > letters(&others, false) {
            return (other, others);
        }
    }
    (text, words)
}

fn read(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let words = vocabulary.read_words(text::words(text), text::REQUEST_WORDS, |word| vocabulary.read(word));
    words
        .into_iter()
        .map(|(word, reads)| {
            let weight = vocabulary.lexicon().weight(&reads);
            Token {
                start: word.start,
                end: word.end,
                weight,
                reads,
                cues: CueSet::default(),
                form: false,
                place: false,
                text: word.text,
                gap: word.gap.in_request(),
            }
        })
        .collect()
}

/// Marks every word with the cues of the longest phrases that cover it.
fn mark_cues(words: &mut [Token], language: Language, vocabulary: &Vocabulary) {
    let reads: Vec<Reads> = words.iter().map(|word| word.reads.clone()).collect();
    let mut at = 0;
    while at < words.len() {
        match vocabulary.cues().longest(&reads[at..]) {
            Some((cues, length)) => {
                let phrase: String = words[at..at + length].iter().map(|word| word.text.as_str()).collect();
                let told = cues.told(Some(language), &phrase);
                for word in &mut words[at..at + length] {
                    word.cues = told;
                }
                at += length;
            }
            None => at += 1,
        }
    }
    for sentence in sentences::split(words) {
        for (closing, cues) in vocabulary.spans().met(&words[sentence.clone()]) {
            for word in &mut words[sentence.start + closing.start..sentence.start + closing.end] {
                word.cues = cues.told(Some(language), &word.text);
            }
        }
    }
}

/// "IT" in capitals among small letters is no "it".
fn unmark_abbreviations(words: &mut [Token], text: &str) {
    if text.chars().any(char::is_lowercase) {
        for word in words {
            let written = &text[word.start..word.end];
            if word.cues.is_only(Cue::Stop) && written.chars().count() > 1 && written.chars().all(char::is_uppercase) {
                word.cues = CueSet::default();
            }
        }
    }
}

/// What each word is used for.
pub(super) struct Marks {
    place: Vec<bool>,
    /// Inside "not ...", "except ...".
    unwanted: Vec<bool>,
    /// Part of a phrase of trade terms that means a sector: "certificate of origin".
    solid: Vec<bool>,
    /// Says what is done with goods: "wholesale of".
    activity: Vec<bool>,
}

impl Marks {
    pub(super) fn has_place(&self) -> bool {
        self.place.contains(&true)
    }

    fn new(words: &[Token], vocabulary: &Vocabulary) -> Marks {
        let mut unwanted = vec![false; words.len()];
        let mut inside = false;
        let places: Vec<&Reads> = words.iter().map(|word| &word.reads).collect();
        let says_whom_or_where = |at: usize| {
            let whom = [Cue::Distributor, Cue::Maker, Cue::Intermediary, Cue::Buyer, Cue::Investor];
            whom.iter().any(|&cue| words[at].cues.has(cue)) || vocabulary.place_names().longest(&places[at..]).is_some()
        };
        for (at, word) in words.iter().enumerate() {
            let ends = [Cue::And, Cue::Buy, Cue::Only, Cue::Any].iter().any(|&cue| word.cues.has(cue));
            // "Without middlemen cement", "except from Isfara apricots".
            let told = at.checked_sub(1).is_some_and(|before| unwanted[before] && says_whom_or_where(before));
            if word.gap > Gap::None || ends || (told && !says_whom_or_where(at)) {
                inside = false;
            }
            inside |= word.cues.has(Cue::Negation);
            unwanted[at] = inside && !word.cues.has(Cue::Negation);
        }
        // "these we have already", "windows are not needed": the whole clause.
        for at in 0..words.len() {
            let pair = |first: Cue, second: Cue| {
                words[at].cues.has(first) && words.get(at + 1).is_some_and(|next| next.gap == Gap::None && next.cues.has(second))
            };
            let last = words.get(at + 1).is_none_or(|next| next.gap > Gap::None);
            let closes = words[at].cues.has(Cue::Negation) && last && words[at].gap == Gap::None;
            if words[at].cues.has(Cue::Have) || closes || pair(Cue::Negation, Cue::Buy) || pair(Cue::Buy, Cue::Negation) {
                let start = (0..=at).rev().find(|&at| words[at].gap > Gap::None).unwrap_or(0);
                let end = (at + 1..words.len()).find(|&at| words[at].gap > Gap::None).unwrap_or(words.len());
                unwanted[start..end].fill(true);
            }
        }
        let reads: Vec<&Reads> = words.iter().map(|word| &word.reads).collect();
        let hits = vocabulary.lexicon().hits(&reads);
        let trade = |bits: u64| (0..words.len()).filter(|at| bits & 1 << at != 0).all(|at| words[at].cues.has(Cue::TradeTerms));
        let phrases = hits.iter().filter(|hit| hit.whole && hit.words.count_ones() > 1 && trade(hit.words));
        let met = phrases.fold(0, |met, hit| met | hit.words);
        let done = vocabulary.activity(&reads).map_or(0, |(_, bits)| bits);
        // "Distributor of steel" says what is done; in "a distributor is wanted" it says who.
        let seeks = words.iter().any(|word| word.cues.has(Cue::Buy) || word.cues.has(Cue::Sell));
        let says_who = |at: usize| seeks && [Cue::Distributor, Cue::Buy, Cue::Sell].iter().any(|&cue| words[at].cues.has(cue));
        let activity = (0..words.len()).map(|at| done & 1 << at != 0 && !words[at].cues.is_little() && !says_who(at)).collect();
        let solid = (0..words.len()).map(|at| met & 1 << at != 0).collect();
        Marks { place: vec![false; words.len()], unwanted, solid, activity }
    }
}

/// What the message says of places; the numbers are those of the vocabulary.
#[derive(Default)]
struct Places {
    wanted: Option<Wanted>,
    home: Option<Region>,
    unwanted: Vec<u16>,
}

/// Where partners are wanted and where the asker is; marks the words that say so.
fn places(words: &[Token], marks: &mut Marks, language: Language, vocabulary: &Vocabulary) -> Places {
    let reads: Vec<Reads> = words.iter().map(|word| word.reads.clone()).collect();
    let plans = words.iter().any(|word| word.cues.has(Cue::Plan)) && !words.iter().any(|word| word.cues.has(Cue::Sell));
    let Places { mut wanted, mut home, mut unwanted } = Places::default();
    let named = (0..reads.len()).filter_map(|at| vocabulary.place_names().longest(&reads[at..]));
    let sides: Vec<Region> = named.filter_map(|(index, _)| vocabulary.places[usize::from(index)].region).collect();
    // "We make sugar in Lipetsk, buyers in Khujand are wanted": of two sides, the one where things are made is the speaker's.
    let sells = words.iter().any(|word| word.cues.has(Cue::Sell));
    let other_side = |region: Option<Region>| region.is_some_and(|region| sides.iter().any(|&side| side != region));
    let mut at = 0;
    while at < words.len() {
        let Some((index, length)) = vocabulary.place_names().longest(&reads[at..]) else {
            at += 1;
            continue;
        };
        marks.place[at..at + length].fill(true);
        let place = &vocabulary.places[usize::from(index)];
        let only = (at.saturating_sub(2)..at).any(|back| words[back].cues.has(Cue::Only))
            || words.get(at + length).is_some_and(|next| next.cues.has(Cue::Only));
        let sentence = (0..=at).rev().take_while(|&back| back == at || words[back + 1].gap < Gap::Sentence);
        let before = |cue: Cue| (at.saturating_sub(3)..at).any(|back| words[back].cues.has(cue));
        let own = sentence.into_iter().any(|back| words[back].cues.has(Cue::Own)) && !before(Cue::Buy) && !before(Cue::Only);
        let own = own || (is_offered_from(words, at) && other_side(place.region)) || is_kept_at(words, at);
        // "With delivery to Khujand": that is where the speaker is.
        let to_here = (at.saturating_sub(2)..at)
            .any(|back| words[back].cues.has(Cue::TradeTerms) && words[back + 1..=at].iter().all(|word| word.gap == Gap::None));
        let from = at.checked_sub(1).is_some_and(|back| words[back].cues.has(Cue::Origin));
        let to_here = to_here || (!from && (is_needed_at(words, at) || is_led_to(words, at)));
        let own = own || (to_here && !only && !sells && place.region.is_some());
        let own = own || (from && is_of_who_asks(words, at, length, language));
        if marks.unwanted[at] {
            unwanted.push(index);
        } else if own || (plans && !only && !from) {
            home = home.or(place.region);
        } else if place.kind != PlaceKind::Country || only || from || place.region.is_some() {
            let narrower =
                wanted.as_ref().is_none_or(|met: &Wanted| vocabulary.places[usize::from(met.place)].kind as u8 > place.kind as u8);
            if narrower {
                wanted = Some(Wanted { place: index, only, words: (at..at + length).collect() });
            }
        }
        at += length;
    }
    Places { wanted, home, unwanted }
}

/// Whether the place stands in the clause that says what the speaker offers.
fn is_offered_from(words: &[Token], at: usize) -> bool {
    let says = |cue: Cue| words[clause_of(words, at)].iter().any(|word| word.cues.has(cue));
    says(Cue::Sell) && !says(Cue::Buy) && !says(Cue::Distributor) && !says(Cue::Buyer)
}

/// Whether the asker offers something.
fn offers(words: &[Token], marks: &Marks) -> bool {
    words.iter().zip(&marks.unwanted).any(|(word, unwanted)| !unwanted && word.cues.has(Cue::Sell))
}

/// Whether the place stands in a clause that says what the speaker has or runs there.
fn is_kept_at(words: &[Token], at: usize) -> bool {
    let Range { start, end } = clause_of(words, at);
    // "I run a cafe in Khujand and need a coffee machine."
    let start = (start..=at).rev().find(|&at| words[at].cues.has(Cue::And)).unwrap_or(start);
    let end = (at + 1..end).find(|&at| words[at].cues.has(Cue::And)).unwrap_or(end);
    let says = |cue: Cue| words[start..end].iter().any(|word| word.cues.has(cue));
    says(Cue::Keep) && !says(Cue::Buy)
}

/// "For the school in Khujand": what is sought is for there.
fn is_needed_at(words: &[Token], at: usize) -> bool {
    let clause = clause_of(words, at);
    let Some(purpose) = (clause.start..at).rev().find(|&back| words[back].cues.has(Cue::Purpose)) else { return false };
    !words[purpose + 1..at].iter().any(|word| word.cues.has(Cue::Buy) || word.cues.has(Cue::Origin))
}

/// "В Худжанд": the Russian accusative after "в" tells whither, the prepositional case where.
fn is_led_to(words: &[Token], at: usize) -> bool {
    let consonants = "бвгджзклмнпрстфхцчшщ";
    let accusative = words[at].text.ends_with(|c: char| consonants.contains(c) || c == 'у');
    accusative && at.checked_sub(1).is_some_and(|back| words[back].text == "в")
}

/// "A firm from Khujand seeks", "we, farmers from Khujand".
fn is_of_who_asks(words: &[Token], at: usize, length: usize, language: Language) -> bool {
    let clause = clause_of(words, at);
    let (before, after) = (&words[clause.start..at], words.get(at + length..clause.end).unwrap_or_default());
    let says = |words: &[Token], cue: Cue| words.iter().any(|word| word.cues.has(cue));
    // In Tajik the verb comes last: "to us a firm from Panjakent is needed".
    let next = after.iter().find(|word| !word.cues.is_little()).is_some_and(|word| word.cues.has(Cue::Buy));
    let seeks = says(before, Cue::CompanyWords) && says(after, Cue::Buy) && next == (language != Language::Tg);
    let is_told = says(before, Cue::Speaker) && !says(after, Cue::Buy);
    (seeks || is_told) && !says(before, Cue::Buy) && !says(before, Cue::Sell)
}

/// The words between two commas, of which one is this.
fn clause_of(words: &[Token], at: usize) -> Range<usize> {
    let start = (0..=at).rev().find(|&at| words[at].gap > Gap::None).unwrap_or(0);
    start..(at + 1..words.len()).find(|&at| words[at].gap > Gap::None).unwrap_or(words.len())
}

/// A stretch of words between commas or conjunctions.
struct Clause {
    words: Vec<usize>,
    purpose: Vec<usize>,
    unwanted: bool,
    /// Whether it says what is sought (rather than what the asker has).
    asks: bool,
}

fn clauses(words: &[Token], marks: &mut Marks, language: Language) -> Vec<Clause> {
    let sells = offers(words, marks);
    let buys = words.iter().any(|word| word.cues.has(Cue::Buy));
    let mut clauses: Vec<Clause> = Vec::new();
    let empty = |asks| Clause { words: Vec::new(), purpose: Vec::new(), unwanted: false, asks };
    let mut asks = !sells && !buys;
    let (mut purpose, mut own_cue) = (false, false);
    let mut clause = empty(asks);
    for (at, word) in words.iter().enumerate() {
        let cues = word.cues;
        let parted = word.gap > Gap::None || cues.has(Cue::And);
        if parted {
            clauses.push(std::mem::replace(&mut clause, empty(asks)));
            purpose = purpose && word.gap == Gap::None;
            own_cue = false;
            if word.gap == Gap::Sentence {
                asks = !sells && !buys;
                clause.asks = asks;
            }
        }
        if cues.has(Cue::Sell) {
            asks = false;
            (clause.asks, own_cue) = (false, true);
        } else if cues.has(Cue::Buy) || (cues.has(Cue::Plan) && !sells) {
            // In Tajik the verb closes its clause; in Russian and English the wanted things follow it.
            let follows = words.get(at + 1).is_some_and(|next| next.gap == Gap::None && is_content(words, marks, at + 1));
            if follows && sells && !clause.words.is_empty() {
                clauses.push(std::mem::replace(&mut clause, empty(true)));
            }
            asks = true;
            clause.asks = !own_cue || follows;
            // "For the hospital we need beds": what is needed is no longer what it is for.
            purpose = false;
        }
        if cues.has(Cue::Purpose) {
            purpose = true;
            continue;
        }
        if marks.unwanted[at] != clause.unwanted && is_content(words, marks, at) {
            if !clause.words.is_empty() || !clause.purpose.is_empty() {
                let asks = clause.asks;
                clauses.push(std::mem::replace(&mut clause, empty(asks)));
            }
            clause.unwanted = marks.unwanted[at];
        }
        if is_content(words, marks, at) {
            if purpose { clause.purpose.push(at) } else { clause.words.push(at) }
        }
    }
    clauses.push(clause);
    if language == Language::Tg {
        clauses.iter_mut().for_each(|clause| end_purpose(clause, words));
    }
    clauses.retain(|clause| !clause.words.is_empty() || !clause.purpose.is_empty());
    joined(clauses, words, marks)
}

/// "Барои нонвойхона орди навъи олӣ": where the purpose stands first, it ends with the first word that no izofa joins to the next.
fn end_purpose(clause: &mut Clause, words: &[Token]) {
    let (true, Some(&first)) = (clause.words.is_empty(), clause.purpose.first()) else { return };
    let Some(last) = (first..words.len()).find(|&at| !words[at].text.ends_with('и')) else { return };
    clause.words = clause.purpose.split_off(clause.purpose.partition_point(|&at| at <= last));
}

/// "Repair and maintenance of pumps", "machines and their repair": a clause that names no goods but only what is done with them
/// belongs to the one beside it.
fn joined(clauses: Vec<Clause>, words: &[Token], marks: &Marks) -> Vec<Clause> {
    let mut all: Vec<Clause> = Vec::new();
    for clause in clauses {
        let only_done = |clause: &Clause| clause.purpose.is_empty() && clause.words.iter().all(|&at| marks.activity[at]);
        let near = |last: &Clause| {
            let (Some(&from), Some(&to)) = (last.words.last(), clause.words.first()) else { return false };
            from < to && words[from + 1..=to].iter().all(|word| word.gap == Gap::None)
        };
        match all.last_mut() {
            Some(last)
                if last.unwanted == clause.unwanted && last.purpose.is_empty() && near(last) && (only_done(last) || only_done(&clause)) =>
            {
                last.words.extend(clause.words);
                last.purpose = clause.purpose;
                last.asks |= clause.asks;
            }
            _ => all.push(clause),
        }
    }
    all
}

/// Whether a word may name goods: no cue, no place, no number.
pub(super) fn is_content(words: &[Token], marks: &Marks, at: usize) -> bool {
    let cues = words[at].cues;
    // "Container" and "box" are goods too, unless a number says how many, or what one costs: "100 roubles/kg".
    let before = |back: usize| at.checked_sub(back).map(|before| &words[before]);
    let each = words[at].gap == Gap::Comma && before(2).is_some_and(Token::is_number);
    let counted = cues.has(Cue::Units) && (each || before(1).is_some_and(Token::is_number));
    let silent = [
        Cue::Stop,
        Cue::Greetings,
        Cue::Buy,
        Cue::Sell,
        Cue::Plan,
        Cue::Negation,
        Cue::Only,
        Cue::Cooperate,
        Cue::And,
        Cue::Own,
        Cue::Keep,
        Cue::Have,
        Cue::InRussian,
        Cue::InTajik,
        Cue::InEnglish,
        Cue::Uzbek,
        Cue::Who,
        Cue::Which,
        Cue::Speaker,
        Cue::Any,
        Cue::Numbers,
    ];
    let little = [Cue::Distributor, Cue::Maker, Cue::Intermediary, Cue::Buyer, Cue::Investor, Cue::Purpose, Cue::Origin];
    let silent = silent.iter().chain(&little).any(|&cue| cues.has(cue)) || (cues.has(Cue::TradeTerms) && !marks.solid[at]);
    !marks.place[at]
        && !counted
        && !words[at].form
        && (marks.activity[at] || !silent)
        && words[at].text.chars().any(char::is_alphabetic)
        && words[at].text.chars().nth(1).is_some()
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
            let weak = |at: usize| words[at].cues.has(Cue::Stop) || words[at].cues.has(Cue::NameWords);
            let start = (0..first).rev().take_while(|&at| weak(at) && words[at + 1].gap == Gap::None).last().unwrap_or(first);
            let end = (last + 1..words.len()).take_while(|&at| weak(at) && words[at].gap == Gap::None).last().unwrap_or(last);
            (start..=end).filter(|&at| clause.words.contains(&at) || clause.purpose.contains(&at) || weak(at)).collect()
        }
        _ => return None,
    };
    let reads: Vec<&Reads> = all.iter().map(|&at| &words[at].reads).collect();
    let purpose = if clause.words.is_empty() { 0 } else { bits(&all, |at| clause.purpose.contains(&at)) };
    let head_last = all.iter().all(|&at| words[at].text.is_ascii());
    let senses = vocabulary.senses(&reads, purpose, head_last, activity, Some(language)).into_iter();
    let mut meanings: Vec<Meaning> =
        senses.map(|sense| Meaning { sector: sense.sector, strength: sense.strength, words: at_bits(&all, sense.words) }).collect();
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

fn bits(words: &[usize], of: impl Fn(usize) -> bool) -> u64 {
    words.iter().enumerate().filter(|&(_, &at)| of(at)).map(|(bit, _)| 1 << bit).sum()
}

fn at_bits(words: &[usize], bits: u64) -> Vec<usize> {
    words.iter().enumerate().filter(|(bit, _)| bits & (1 << bit) != 0).map(|(_, &at)| at).collect()
}

/// Whether a word by itself, whatever phrase it stands in, is such a cue.
pub(super) fn is_alone(words: &[Token], at: usize, cue: Cue, vocabulary: &Vocabulary) -> bool {
    vocabulary.cues().longest(&[&words[at].reads]).is_some_and(|(cues, _)| cues.told(None, "").has(cue))
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
