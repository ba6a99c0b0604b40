//! Companies in any number, made from the samples: names, cities and wordings are mixed anew for each, so that no two texts
//! are equal and the words grow in number with the companies, as they do in real lists. The same number gives the same company.

use hamkor::app::BuiltIn;
use hamkor::domain::{Company, Field};
use hamkor::understanding::Vocabulary;

/// One word in so many is misspelt.
const MISSPELT: u64 = 60;

/// The first `count` companies.
pub(crate) fn companies(count: usize, vocabulary: &Vocabulary) -> impl Iterator<Item = Company> {
    let samples: Vec<Company> = BuiltIn::Samples.open(vocabulary).map(|row| row.company).collect();
    (0..count).map(move |number| company(number, &samples))
}

/// The companies as a file that can be loaded.
#[allow(dead_code, reason = "each bench is a program of its own, and only one of them loads files")]
pub(crate) fn csv(companies: impl Iterator<Item = Company>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(Field::ALL.map(Field::key)).expect("writing into memory cannot fail");
    for company in companies {
        writer.write_record(Field::ALL.map(|field| company.cell(field))).expect("writing into memory cannot fail");
    }
    writer.into_inner().expect("writing into memory cannot fail")
}

/// So many texts of just the most characters that are read of a request: words of the samples, most of them garbled. The
/// words are short, so that as many as are read of a request stand in each.
#[allow(dead_code, reason = "each bench is a program of its own, and only one of them reads garbled texts")]
pub(crate) fn garbled_texts(vocabulary: &Vocabulary, count: usize) -> impl Iterator<Item = String> {
    const CHARACTERS: usize = 512;
    let cells = BuiltIn::Samples.open(vocabulary).flat_map(|row| {
        let company = row.company;
        [Field::Name, Field::Offers, Field::Needs, Field::Description].map(|field| company.cell(field))
    });
    let cells: Vec<String> = cells.collect();
    let words: Vec<String> =
        cells.iter().flat_map(|cell| cell.split_whitespace()).filter(|word| word.chars().count() > 4).map(str::to_owned).collect();
    (0..count).map(move |number| {
        let mut dice = Dice(number as u64);
        let mut text = String::new();
        while text.chars().count() < CHARACTERS {
            let word = dice.pick(&words);
            let word = if dice.below(4) == 0 { word.clone() } else { misspelt(&misspelt(word, &mut dice), &mut dice) };
            text.push_str(&word);
            text.push(' ');
        }
        text.chars().take(CHARACTERS).collect()
    })
}

/// A text in Latin letters, as Russian is typed in them, cut at as many characters.
#[allow(dead_code, reason = "each bench is a program of its own, and only one of them reads garbled texts")]
pub(crate) fn in_latin_letters(text: &str) -> String {
    const LETTERS: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh",
        "shch", "", "y", "", "e", "yu", "ya",
    ];
    let latin = text.to_lowercase().chars().fold(String::new(), |mut latin, c| {
        match (c as usize).checked_sub('а' as usize).and_then(|number| LETTERS.get(number)) {
            Some(letters) => latin.push_str(letters),
            None => latin.push(c),
        }
        latin
    });
    latin.chars().take(text.chars().count()).collect()
}

fn company(number: usize, samples: &[Company]) -> Company {
    let base = &samples[number % samples.len()];
    if number < samples.len() {
        return base.clone();
    }
    let mut dice = Dice(number as u64);
    let (namesake, neighbour, trader) = (dice.pick(samples), dice.pick(samples), dice.pick(samples));
    let mut company = Company {
        id: format!("B{number:06}"),
        name: name(base, namesake, &mut dice),
        city: neighbour.city.clone(),
        country: neighbour.country.clone(),
        tax_id: String::new(),
        ..base.clone()
    };
    if let Some(other) = dice.pick_some(&trader.offers) {
        company.offers.push(other.clone());
    }
    if let Some(other) = dice.pick_some(&trader.needs) {
        company.needs.push(other.clone());
    }
    company.description = format!("{} {}", company.description, trader.description).trim().to_owned();
    for text in company.offers.iter_mut().chain(&mut company.needs).chain([&mut company.description]) {
        *text = reworded(text, &mut dice);
    }
    company
}

/// The frame of one name, a word of another and a word that nobody else bears.
fn name(base: &Company, namesake: &Company, dice: &mut Dice) -> String {
    const SYLLABLES: [&str; 24] = [
        "ва", "го", "да", "зи", "ка", "ло", "ма", "ни", "по", "ра", "са", "ту", "фо", "ха", "че", "ши", "бер", "вол", "дар", "зор", "кам",
        "мир", "сит", "тон",
    ];
    let coined: String = (0..3).map(|_| *dice.pick(&SYLLABLES)).collect();
    let word =
        namesake.name.split(['«', '»', '"', ' ', '-']).filter(|word| word.chars().count() > 4).max_by_key(|word| word.chars().count());
    let own = format!("{} {coined}", word.unwrap_or_default());
    match base.name.find(['»', '"', '(']) {
        Some(at) => format!("{} {own}{}", base.name[..at].trim_end(), &base.name[at..]),
        None => format!("{} {own}", base.name),
    }
}

/// The same with other figures, and some words misspelt.
fn reworded(text: &str, dice: &mut Dice) -> String {
    let words = text.split(' ').map(|word| match word.chars().next() {
        Some(first) if first.is_ascii_digit() => word.chars().map(|c| if c.is_ascii_digit() { dice.digit() } else { c }).collect(),
        Some(first) if first.is_alphabetic() && word.chars().count() > 4 && dice.below(MISSPELT) == 0 => misspelt(word, dice),
        _ => word.to_owned(),
    });
    words.collect::<Vec<String>>().join(" ")
}

/// Two neighbouring letters swapped, or one left out.
fn misspelt(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + dice.below(letters.len() as u64 - 2) as usize;
    if dice.below(2) == 0 {
        letters.swap(at, at + 1);
    } else {
        letters.remove(at);
    }
    letters.into_iter().collect()
}

/// Numbers that look like chance but are always the same (SplitMix64; G. Steele, D. Lea, C. Flood, 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn digit(&mut self) -> char {
        char::from(b'1' + self.below(9) as u8)
    }

    fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        self.pick_some(among).expect("there is something to pick from")
    }

    fn pick_some<'a, T>(&mut self, among: &'a [T]) -> Option<&'a T> {
        let at = self.below(among.len().max(1) as u64);
        among.get(at as usize)
    }
}
