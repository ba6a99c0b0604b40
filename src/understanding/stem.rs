//! Stems: Russian and English by Snowball, Tajik by a light stemmer of our own.
//!
//! The Tajik rules follow the paradigms of J. R. Perry, *A Tajik Persian Reference Grammar* (Brill, 2005), and work on folded
//! letters (ҳ as х, ӣ as и ...), because many people type without the Tajik ones.
//!
//! - A noun carries plural, then izofa, indefinite or possessive, then object, then "and": *корхона-ҳо-ямон-ро*. Endings go from
//!   the outside in, until none fits; so every form of a word ends at the same stem, even where the word itself ends like a form.
//! - A verb has two stems: past (*навишт*: past tenses, infinitive, participles) and present (*навис*: present, subjunctive,
//!   requests). The stem here is the past one, the base of the infinitive, by which dictionaries name the verb.
//!   "Not" stays with it: *намехоҳам* and *нахостан* meet, but not *мехоҳам*, for one is a no and the other a yes.
//! - Left on, because it would cost more than it gains: -ат "your" (ширкат, хизмат), -ам "my" and -у "and" after three letters
//!   (қалам, дору), -он after fewer than five (дармон), -анда (a seller is not "to sell").

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use frostem::{Algorithm, Stemmer};

static RUSSIAN: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::Russian));
static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::English));

/// The Russian stem (Snowball) of a lower-case word; ё counts as е.
pub(super) fn russian(word: &str) -> String {
    let word = word.replace('ё', "е");
    match () {
        () if RUSSIAN_WHOLE.contains(&word.as_str()) => word,
        () if RUSSIAN_BECAME.contains(&word.as_str()) => "становиться".to_owned(),
        () if RUSSIAN_DESKS.contains(&word.as_str()) => "парта".to_owned(),
        () => {
            let noun = as_first_form(&word, &RUSSIAN_IN_SOFT_SIGN_E, &FORMS_OF_E).map(|noun| format!("{noun}е"));
            let noun = noun.or_else(|| as_first_form(&word, &RUSSIAN_AFTER_A_VOWEL, &FORMS_AFTER_A_VOWEL).map(str::to_owned));
            noun.unwrap_or_else(|| RUSSIAN.stem(&word).into_owned())
        }
    }
}

/// Whether a word is no Tajik one: it has letters that Tajik is written without, or is known to be a Russian form.
pub(super) fn is_only_russian(word: &str) -> bool {
    word.contains(['ы', 'ь', 'щ']) || RUSSIAN_BECAME.contains(&word)
}

/// The noun of which a word is a form.
fn as_first_form<'n>(word: &str, nouns: &[&'n str], endings: &[&str]) -> Option<&'n str> {
    nouns.iter().copied().find(|noun| word.strip_prefix(noun).is_some_and(|ending| endings.contains(&ending)))
}

/// Nouns in -й and -я after a vowel, of whose forms Snowball makes two stems: музей (муз), музея (музе).
const RUSSIAN_AFTER_A_VOWEL: [&str; 20] = [
    "алле",
    "батаре",
    "водопо",
    "галере",
    "диспле",
    "забо",
    "карава",
    "лице",
    "мавзоле",
    "минта",
    "музе",
    "оранжере",
    "попуга",
    "сара",
    "транше",
    "трамва",
    "убо",
    "урожа",
    "хокке",
    "юбиле",
];
const FORMS_AFTER_A_VOWEL: [&str; 11] = ["й", "я", "ю", "е", "ем", "и", "ев", "ей", "ям", "ями", "ях"];

/// Short nouns in -ьё, which go by their first form, whichever they stand in: Snowball leaves of raw stuff (сырьё) a cheese (сыр), of
/// linen (бельё) what is white.
const RUSSIAN_IN_SOFT_SIGN_E: [&str; 9] = ["бель", "жиль", "копь", "лить", "пить", "ружь", "старь", "сырь", "шить"];
const FORMS_OF_E: [&str; 4] = ["е", "я", "ю", "ем"];

/// Words that Snowball cuts down to another word: a ferry is no steam, who wants windows put in (поставить) supplies (поставим) none, to
/// breed (заводим) is no factory, an opening nothing open, "just that" (именно) no name.
const RUSSIAN_WHOLE: [&str; 8] = ["паром", "поставить", "поставьте", "заводим", "открытие", "открытия", "открытию", "именно"];
/// Forms of "to become", of which Snowball leaves steel (сталь). "Стали" is left to steel, which is asked for more often.
const RUSSIAN_BECAME: [&str; 3] = ["стал", "стала", "стало"];
/// Forms of a school desk, of which Snowball leaves a batch (партия).
const RUSSIAN_DESKS: [&str; 8] = ["парта", "парты", "парт", "парте", "парту", "партой", "партам", "партами"];

/// English words of which Snowball leaves another word: hospitality is no hospital, training no train, a stationer no station. Each
/// line with the stem that they have instead, which is its first word.
const ENGLISH_APART: &str = "\
    anime; animation animated animator animators; authority authorities; bearing bearings; blinds; booking bookings booked; \
    clothes clothing; comforter comforters; composer composers; convention conventions; corrections correctional; \
    coupling couplings; cupping; curling; customer customers; customs; dating; dressings dressing; earthing; \
    engineering engineer engineers engineered; fabrication fabricate fabricated fabricating fabricator fabricators; \
    factoring; ferris; fertility; festive; fitness; glasses; holding holdings; hospitality; important; \
    instalment instalments installment installments; leggings; liquidation liquidator liquidators; marinade marinades marinated marinating; \
    marketing marketer marketers; memorial memorials; mooring moorings; paintings; paste pastes; publication publications; \
    radiator radiators; recuperation; reporter reporters; reservation reservations; revolver revolvers; second secondly; secondment; \
    securities; shorts; siding sidings; stationery stationer stationers; stocking stockings; suite suites; suspenders suspender; \
    tights; tired; training trainings; transformation transformations; university universities; webbing";

static ENGLISH_APART_STEMS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut words = line.split_whitespace();
        let first = words.next().unwrap_or_default();
        words.chain([first]).map(move |word| (word, first))
    };
    ENGLISH_APART.split(';').flat_map(line).collect()
});

/// The English stem (Snowball, "Porter 2") of a lower-case word; a word of which one letter would be left is an abbreviation ("AED").
pub(super) fn english(word: &str) -> String {
    if let Some(stem) = ENGLISH_APART_STEMS.get(word) {
        return (*stem).to_owned();
    }
    let stem = ENGLISH.stem(word);
    if stem.chars().nth(1).is_none() { word.to_owned() } else { stem.into_owned() }
}

/// An ending, the letters of which one must stand before it ("": any), and the fewest letters that must remain.
type Ending = (&'static str, &'static str, usize);

/// Endings of nouns and adjectives; the first that fits goes. Where й belongs to the ending it hides in я, ю, ё (here е).
const ENDINGS: [Ending; 26] = [
    // object
    ("ро", "", 3),
    // "and" after a vowel
    ("ю", "аеиоуя", 3),
    // our, your, their; my, your, his
    ("ямон", "", 3),
    ("ятон", "", 3),
    ("яшон", "", 3),
    ("амон", "", 3),
    ("атон", "", 3),
    ("ашон", "", 3),
    ("ям", "иоу", 4),
    ("яш", "", 3),
    ("ам", "аи", 3),
    ("ам", "", 4),
    ("ат", "а", 4),
    ("аш", "", 3),
    // izofa, abstract and adjectival -ӣ (-гӣ after а), indefinite
    ("ги", "ая", 4),
    ("йи", "", 4),
    ("и", "", 2),
    ("е", "", 3),
    // plural: things, then people
    ("хо", "", 2),
    ("гон", "ая", 4),
    ("вон", "у", 3),
    ("ен", "иоу", 3),
    ("он", "", 5),
    // degrees
    ("тарин", "", 3),
    ("тар", "", 3),
    // "and" after a consonant
    ("у", "", 4),
];

/// Words whose own end looks like an ending and which, cut there, would meet another word (саратон "cancer" and сар "head").
const WHOLE: &str = "\
    бадеи баркаш бартар бархе бахо бехатар даре дафтар дуне духтар кафтар кахрамон манфиат махрам мехтар миллион монанд \
    муштар нихои осие пахлавон пушту раванд рахо рустам саратон сафро сахро табии танхо устухон хонадон хонумон электрон";

/// Short words for people, which take -он too; other short words with -он are whole (дон, замон, даврон).
const SHORT_PEOPLE: [&str; 7] = ["дуст", "зан", "мард", "олим", "раис", "тифл", "шоир"];

/// Second parts of compounds which end in a vowel of their own (донишҷӯ, гуфтугӯ, мошиншӯ), not in -у "and".
const ENDS_IN_U: [&str; 3] = ["гу", "чу", "шу"];

/// The commonest verbs as present-past; a present alone makes its past with -ид. Left out where it is also a common noun
/// (кор, мол, талаб) or where folding makes the past another word (хӯрд "ate", хурд "small").
const VERBS: &str = "\
    кун-кард шав-шуд бош-буд дор-дошт дих-дод дех-дод гир-гирифт зан-зад о-омад е-омад ор-овард овар-овард баро-баромад \
    даро-даромад рав-рафт гу-гуфт чу-чуст шу-шуст бар-бурд бин-дид дон-донист хон-хонд хох-хост хез-хест тавон-тавонист еб-ефт \
    соз-сохт дуз-духт омуз-омухт фуруш-фурухт пардоз-пардохт андоз-андохт шинос-шинохт навис-навишт фирист-фиристод мон-монд \
    кушо-кушод намо-намуд фармо-фармуд афзо-афзуд паз-пухт рез-рехт банд-баст гузор-гузошт гузар-гузашт пайванд-пайваст \
    гард-гашт нишин-нишаст шикан-шикаст шунав-шунид чин-чид мир-мурд суз-сухт ист-истод афт-афтод супор-супурд \
    парто-партофт пазир-пазируфт коф-кофт боф-бофт омез-омехт \
    хар пурс рас фахм каш пуш нуш бахш санч дав печ тарош бур";

const PREVERBS: [&str; 2] = ["бар", "дар"];
const PERSONS: [&str; 8] = ["анд", "янд", "ам", "ям", "ад", "яд", "ем", "ед"];
const AFTER_PAST: [&str; 12] = ["", "а", "ан", "ам", "ем", "ед", "анд", "аам", "аем", "аед", "ааст", "аанд"];

static PAST_OF: LazyLock<HashMap<&str, String>> = LazyLock::new(|| {
    let regular = |present| (present, format!("{present}ид"));
    VERBS.split(' ').map(|verb| verb.split_once('-').map_or_else(|| regular(verb), |(present, past)| (present, past.to_owned()))).collect()
});
static WHOLE_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| WHOLE.split(' ').collect());
static PASTS: LazyLock<HashSet<&str>> = LazyLock::new(|| PAST_OF.values().map(String::as_str).collect());

/// The Tajik stem of a lower-case word in folded letters (see [`super::spelling::fold`]).
pub(super) fn tajik(word: &str) -> String {
    let mut stem = word;
    loop {
        if WHOLE_SET.contains(stem) {
            return stem.to_owned();
        }
        if let Some(past) = verb(stem) {
            return past;
        }
        match without_ending(stem) {
            Some(shorter) => stem = shorter,
            None => return stem.to_owned(),
        }
    }
}

fn without_ending(word: &str) -> Option<&str> {
    if ENDS_IN_U.iter().any(|part| word.ends_with(part)) {
        return None;
    }
    if let Some(person) = word.strip_suffix("он").filter(|stem| SHORT_PEOPLE.contains(stem)) {
        return Some(person);
    }
    ENDINGS.iter().find_map(|&(ending, after, remain)| {
        let stem = word.strip_suffix(ending)?;
        let fits = letters(stem) >= remain && (after.is_empty() || stem.ends_with(|c| after.contains(c)));
        fits.then_some(stem)
    })
}

/// The past stem of a verb's form; `None` when the word does not look like a verb.
fn verb(word: &str) -> Option<String> {
    let listed = |rest| past(rest, is_listed).or_else(|| present(rest, &PERSONS));
    let simple = |rest| past(rest, is_past).or_else(|| present(rest, &PERSONS));
    let lasting = |rest| simple(rest).or_else(|| present(rest, &["и"])).or_else(|| regular_present(rest));
    let negated = |past| format!("на{past}");
    listed(word)
        .or_else(|| word.strip_prefix("наме").and_then(lasting).map(negated))
        .or_else(|| word.strip_prefix("ме").and_then(lasting))
        .or_else(|| word.strip_prefix("на").and_then(simple).map(negated))
        .or_else(|| word.strip_prefix("би").and_then(|rest| present(rest, &PERSONS)))
        .or_else(|| with_preverb(word))
        .or_else(|| past(word, is_past))
}

/// *бар-ме-гардад*, *бар-на-гашт*: the prefixes stand after the preverb, which stays.
fn with_preverb(word: &str) -> Option<String> {
    PREVERBS.iter().find_map(|preverb| {
        let rest = word.strip_prefix(preverb).filter(|rest| rest.starts_with("ме") || rest.starts_with("на"))?;
        verb(rest).map(|past| format!("{preverb}{past}"))
    })
}

/// The past stem before a person, an infinitive's -ан, a participle's -а or a perfect's -ааст.
fn past(word: &str, is_past: fn(&str) -> bool) -> Option<String> {
    AFTER_PAST.iter().filter_map(|ending| word.strip_suffix(ending)).find(|stem| is_past(stem)).map(str::to_owned)
}

fn is_listed(stem: &str) -> bool {
    let root = PREVERBS.iter().find_map(|preverb| stem.strip_prefix(preverb)).unwrap_or(stem);
    PASTS.contains(stem) || PASTS.contains(root)
}

/// A past stem from the list, or one of the two regular shapes: -ид, and -онд of verbs of causing.
fn is_past(stem: &str) -> bool {
    is_listed(stem) || (stem.ends_with("ид") && letters(stem) >= 5) || (stem.ends_with("онд") && letters(stem) >= 6)
}

/// The past stem of a listed present before a person.
fn present(word: &str, persons: &[&str]) -> Option<String> {
    persons.iter().filter_map(|person| word.strip_suffix(person)).find_map(|stem| PAST_OF.get(stem).cloned())
}

/// The past that a present outside the list has if it is regular. No Tajik stem begins with two consonants, so *меҳнатам* "my work" and
/// Russian words like *метрам* are no verbs.
fn regular_present(word: &str) -> Option<String> {
    let stem = PERSONS.iter().find_map(|person| word.strip_suffix(person)).filter(|stem| letters(stem) >= 3)?;
    let syllable = stem.chars().take(2).any(|c| "аеиоуэюя".contains(c));
    syllable.then(|| if stem.ends_with("он") { format!("{stem}д") } else { format!("{stem}ид") })
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::super::spelling::fold;

    fn stem(word: &str) -> String {
        super::tajik(&fold(word))
    }

    /// The share measured; what is missing is named at the head of this file.
    const FORMS_THAT_MEET_THEIR_LEMMA: f64 = 0.99;

    #[test]
    fn nearly_all_forms_meet_their_lemma() {
        let forms: Vec<(&str, &str)> =
            include_str!("../../tests/data/tajik_forms.tsv").lines().filter_map(|line| line.split_once('\t')).collect();
        let apart: Vec<_> = forms.iter().filter(|(form, lemma)| stem(form) != stem(lemma)).collect();
        let share = 1.0 - apart.len() as f64 / forms.len() as f64;
        assert!(forms.len() >= 350 && share >= FORMS_THAT_MEET_THEIR_LEMMA, "{share:.3} of {}: {apart:?}", forms.len());
    }

    #[test]
    fn words_that_only_look_like_forms_of_each_other_stay_apart() {
        for (word, other) in [
            ("абрӯ", "абр"),
            ("барнома", "ном"),
            ("баҳо", "ба"),
            ("баркаш", "барқ"),
            ("бартар", "бар"),
            ("бехатар", "беҳаёӣ"),
            ("бинанда", "дидан"),
            ("бист", "бистар"),
            ("бозор", "бор"),
            ("бозу", "боз"),
            ("гардан", "гардидан"),
            ("дарё", "дар"),
            ("дафтар", "даф"),
            ("дорем", "надорем"),
            ("дору", "дор"),
            ("дунё", "дун"),
            ("духтар", "духтур"),
            ("зону", "зан"),
            ("имкон", "имконият"),
            ("кардан", "кор"),
            ("кафтар", "каф"),
            ("қалам", "кал"),
            ("қаҳрамон", "қаҳр"),
            ("мебел", "бел"),
            ("мехоҳам", "намехоҳам"),
            ("меҳмон", "мондан"),
            ("мерос", "расидан"),
            ("миллион", "миллӣ"),
            ("молия", "мол"),
            ("монанд", "мондан"),
            ("муносибат", "муносиб"),
            ("муштарӣ", "мушт"),
            ("муштарӣ", "муш"),
            ("навор", "овардан"),
            ("намоянда", "намудан"),
            ("намуна", "намудан"),
            ("ниҳоӣ", "ниҳон"),
            ("осиё", "осӣ"),
            ("раванд", "рафтан"),
            ("саломат", "салом"),
            ("саратон", "сар"),
            ("саҳро", "саҳар"),
            ("табиӣ", "таб"),
            ("танҳо", "тан"),
            ("фурӯшанда", "фурӯхтан"),
            ("ҳафта", "ҳафт"),
            ("харид", "хар"),
            ("харидор", "харидан"),
            ("хона", "хон"),
            ("хонадон", "хондан"),
            ("шахсият", "шахс"),
            ("электрон", "электрик"),
        ] {
            assert_ne!(stem(word), stem(other), "{word} {other}");
        }
    }

    #[test]
    fn an_ending_is_taken_off_whatever_stands_inside_it() {
        for (form, lemma) in
            [("корхонаҳоямонро", "корхона"), ("муштариёнро", "муштарӣ"), ("арзонтарини", "арзон"), ("намефурӯшем", "нафурӯхтан")]
        {
            assert_eq!(stem(form), stem(lemma), "{form}");
        }
    }

    #[test]
    fn english_words_of_which_snowball_leaves_another_word_stay_apart() {
        for (one, other) in [
            ("hospitality", "hospital"),
            ("training", "trains"),
            ("stationers", "stations"),
            ("booking", "books"),
            ("engineering", "engines"),
            ("fabrication", "fabrics"),
            ("clothing", "cloth"),
            ("marketing", "markets"),
            ("animation", "animals"),
        ] {
            assert_ne!(super::english(one), super::english(other), "{one} {other}");
        }
        for (one, other) in
            [("stationers", "stationery"), ("engineers", "engineering"), ("fabricated", "fabrication"), ("clothes", "clothing")]
        {
            assert_eq!(super::english(one), super::english(other), "{one} {other}");
        }
    }

    #[test]
    fn russian_words_that_only_lose_alike_endings_stay_apart() {
        for (one, other) in
            [("сырьё", "сыр"), ("сырья", "сыра"), ("бельё", "белый"), ("жильё", "жилы"), ("сталь", "стал"), ("сталью", "стала")]
        {
            assert_ne!(super::russian(one), super::russian(other), "{one} {other}");
        }
        for (one, other) in [
            ("музей", "музея"),
            ("трамваи", "трамвая"),
            ("батарей", "батарея"),
            ("сырьё", "сырьём"),
            ("бельё", "белья"),
            ("сталь", "стали"),
            ("сыр", "сыра"),
        ] {
            assert_eq!(super::russian(one), super::russian(other), "{one} {other}");
        }
    }

    #[test]
    fn a_russian_word_keeps_enough_to_be_told_from_others() {
        for word in ["мебель", "метр", "методика", "насос", "бюро", "район", "магазин", "миллион"]
        {
            assert_eq!(stem(word), word);
        }
    }
}
