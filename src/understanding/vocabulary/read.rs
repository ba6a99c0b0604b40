//! Reads and checks the vocabulary's files. Every fault is named with file, row, column and what to do.

use std::borrow::Cow;
use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};
use serde::Deserialize;
use toml::Spanned;

use super::Cue;
use crate::domain::{Arm, Language, Place, PlaceId, PlaceKind, Project, Region, Sector, SectorId, Texts};

/// A fault in a vocabulary file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, row {row}, column {column}: {what}")]
pub struct VocabularyError {
    pub file: String,
    /// From 1.
    pub row: usize,
    /// From 1, in characters.
    pub column: usize,
    pub what: String,
}

#[derive(Default)]
pub(super) struct Entries {
    pub(super) sectors: Vec<SectorEntry>,
    pub(super) projects: Vec<ProjectEntry>,
    pub(super) places: Vec<PlaceEntry>,
    pub(super) cues: Vec<CueEntry>,
    pub(super) activities: Vec<ActivityEntry>,
    pub(super) ordinary: Vec<(Language, String)>,
    /// Goods known by their spelling alone.
    pub(super) spelt: Vec<(Language, String)>,
    /// First parts of compounds, and the words they stand for.
    pub(super) first_parts: BTreeMap<String, String>,
}

/// Something done with goods that others make.
pub(super) struct ActivityEntry {
    pub(super) phrases: Vec<(Language, String)>,
    /// Each such trade with the sectors of its goods.
    pub(super) trades: Vec<(SectorId, Vec<SectorId>)>,
}

pub(super) struct SectorEntry {
    pub(super) sector: Sector,
    pub(super) words: Vec<(Language, String)>,
}

pub(super) struct ProjectEntry {
    pub(super) project: Project,
    pub(super) words: Vec<(Language, String)>,
}

pub(super) struct PlaceEntry {
    pub(super) place: Place,
    pub(super) words: Vec<String>,
}

pub(super) struct CueEntry {
    pub(super) language: Language,
    pub(super) cue: Cue,
    pub(super) phrase: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectorRow {
    isic: Spanned<String>,
    #[serde(default)]
    parent: Option<Spanned<String>>,
    #[serde(default)]
    near: Vec<Spanned<String>>,
    #[serde(default)]
    mixed: bool,
    name: Texts,
    words: WordRow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordRow {
    ru: Spanned<Vec<String>>,
    tg: Spanned<Vec<String>>,
    en: Spanned<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProjectRow {
    name: Texts,
    words: WordRow,
    #[serde(default)]
    owner: Vec<Spanned<String>>,
    arms: Vec<ArmRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArmRow {
    sector: Spanned<String>,
    weight: Spanned<f32>,
    why: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActivityRow {
    ru: Spanned<Vec<String>>,
    tg: Spanned<Vec<String>>,
    en: Spanned<Vec<String>>,
    goods: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SynonymRows {
    same: Vec<SynonymRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SynonymRow {
    ru: Spanned<String>,
    tg: Spanned<String>,
    en: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceRow {
    country: String,
    region: Spanned<String>,
    kind: PlaceKind,
    name: Texts,
    words: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ForeignWords {
    words: Vec<String>,
}

/// Where the files of synonyms lie.
const SYNONYMS: &str = "synonyms/";

/// All but the synonyms. `checked`: that no phrase stands where it may not, or twice, is known.
pub(super) fn read(files: &BTreeMap<String, Cow<'static, str>>, checked: bool) -> Result<Entries, VocabularyError> {
    let mut entries = Entries::default();
    // References between files are checked when all sectors are known.
    let mut references: Vec<(&str, Spanned<String>)> = Vec::new();
    for (path, text) in files {
        let file = File { path, text, checked };
        if path.starts_with("sectors/") {
            file.sectors(&mut entries, &mut references)?;
        } else if path == "projects.toml" {
            file.projects(&mut entries, &mut references)?;
        } else if path == "vocabulary/places.toml" {
            file.places(&mut entries)?;
        } else if path == "vocabulary/activities.toml" {
            file.activities(&mut entries, &mut references)?;
        } else if path == "vocabulary/ordinary.toml" {
            entries.ordinary.extend(file.words(file.parse()?)?);
        } else if path == "vocabulary/spelt.toml" {
            entries.spelt.extend(file.words(file.parse()?)?);
        } else if path == "vocabulary/compounds.toml" {
            entries.first_parts = file.parse()?;
        } else if path == "vocabulary/uzbek.toml" {
            file.uzbek(&mut entries)?;
        } else if path.starts_with(SYNONYMS) {
            // Read by [`synonyms`].
        } else if let Some(language) = path.strip_prefix("vocabulary/").and_then(|name| name.strip_suffix(".toml")) {
            let language = language.parse().map_err(|_| {
                file.fault(
                    0,
                    "a vocabulary file is named ru.toml, tg.toml, en.toml, places.toml, activities.toml, compounds.toml, ordinary.toml, spelt.toml or uzbek.toml; rename or remove this one"
                        .to_owned(),
                )
            })?;
            file.cues(language, &mut entries)?;
        } else {
            return Err(file.fault(
                0,
                "no such file belongs to the vocabulary; it reads sectors/*.toml, synonyms/*.toml, projects.toml and vocabulary/*.toml"
                    .to_owned(),
            ));
        }
    }
    if !checked {
        unrelated(files, &entries)?;
    }
    unknown(files, &entries, references)?;
    Ok(entries)
}

/// Words of one meaning, a row each.
pub(super) fn synonyms(files: &BTreeMap<String, Cow<'static, str>>) -> Result<Vec<Vec<(Language, String)>>, VocabularyError> {
    let mut rows = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with(SYNONYMS)) {
        File { path, text, checked: false }.synonyms(&mut rows)?;
    }
    Ok(rows)
}

/// Every sector that another one, a project or a trade names must be known.
fn unknown(
    files: &BTreeMap<String, Cow<'static, str>>,
    entries: &Entries,
    references: Vec<(&str, Spanned<String>)>,
) -> Result<(), VocabularyError> {
    let known: HashSet<&str> = entries.sectors.iter().map(|entry| entry.sector.id.0.as_str()).collect();
    for (path, reference) in references {
        let file = File { path, text: &files[path], checked: false };
        if !known.contains(reference.get_ref().as_str()) {
            return Err(file.fault(reference.span().start, unknown_sector(reference.get_ref(), &known)));
        }
    }
    Ok(())
}

/// A phrase must not point to two sectors that have nothing to do with each other: of one ISIC class, one in the other, or neighbours.
fn unrelated(files: &BTreeMap<String, Cow<'static, str>>, entries: &Entries) -> Result<(), VocabularyError> {
    let mut met: HashMap<(Language, &str), &Sector> = HashMap::new();
    for SectorEntry { sector, words } in &entries.sectors {
        for (language, phrase) in words {
            let Some(first) = met.insert((*language, phrase), sector).filter(|first| !is_kin(first, sector)) else { continue };
            let (a, b) = (&first.id, &sector.id);
            let Some((path, text)) = files.iter().find(|(_, text)| text.contains(&format!("[{b}]"))) else { continue };
            let file = File { path, text, checked: false };
            let header = file.header(&b.0);
            let at = text[header..].find(&format!("\"{phrase}\"")).map_or(header, |at| header + at);
            return Err(
                file.fault(at, format!("\"{phrase}\" stands in [{a}] and in [{b}]; keep it in one, or name one of them as near the other"))
            );
        }
    }
    Ok(())
}

fn is_kin(a: &Sector, b: &Sector) -> bool {
    let class = |sector: &Sector| sector.id.0.split('-').next().unwrap_or_default().to_owned();
    let (of_a, of_b) = (class(a), class(b));
    of_a.starts_with(&of_b) || of_b.starts_with(&of_a) || a.near.contains(&b.id) || b.near.contains(&a.id)
}

fn unknown_sector(asked: &str, known: &HashSet<&str>) -> String {
    let nearest = known.iter().max_by(|a, b| strsim::jaro_winkler(asked, a).total_cmp(&strsim::jaro_winkler(asked, b)).then(b.cmp(a)));
    let hint = nearest.map(|nearest| format!("; did you mean \"{nearest}\"?")).unwrap_or_default();
    format!("there is no sector \"{asked}\"{hint} All sectors stand in seed/sectors/")
}

/// Whether a sector's name is what people would say, and no enumeration.
fn is_phrase(name: &str) -> bool {
    !name.contains([',', ':', '(']) && name.split_whitespace().count() <= 3
}

struct File<'a> {
    path: &'a str,
    text: &'a str,
    /// Whether its lists are known to name nothing twice.
    checked: bool,
}

impl<'a> File<'a> {
    fn fault(&self, at: usize, what: String) -> VocabularyError {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        VocabularyError { file: self.path.to_owned(), row: 1 + before.matches('\n').count(), column: 1 + line.chars().count(), what }
    }

    fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, VocabularyError> {
        toml::from_str(self.text).map_err(|error| self.fault(error.span().map_or(0, |span| span.start), error.message().to_owned()))
    }

    /// The place of a table's header, for faults of the table as a whole.
    fn header(&self, key: &str) -> usize {
        self.text.find(&format!("[{key}]")).unwrap_or(0)
    }

    fn words(&self, row: WordRow) -> Result<Vec<(Language, String)>, VocabularyError> {
        let mut words = Vec::new();
        for (language, list) in [(Language::Ru, row.ru), (Language::Tg, row.tg), (Language::En, row.en)] {
            let at = list.span().start;
            let list = list.into_inner();
            if list.is_empty() {
                return Err(self.fault(at, format!("no words in {language}; give at least one, as people type it")));
            }
            let mut seen = HashSet::new();
            let twice = |word: &&String| word.trim().is_empty() || !seen.insert(word.to_lowercase());
            if !self.checked
                && let Some(word) = list.iter().find(twice)
            {
                return Err(self.fault(at, format!("\"{word}\" is empty or stands twice in this list; remove it")));
            }
            words.extend(list.into_iter().map(|word| (language, word)));
        }
        Ok(words)
    }

    fn complete(&self, name: Texts, at: impl FnOnce() -> usize) -> Result<Texts, VocabularyError> {
        match Language::ALL.into_iter().find(|&language| name.get(language).trim().is_empty()) {
            Some(language) => Err(self.fault(at(), format!("a text in {language} is empty; every text is given in ru, tg and en"))),
            None => Ok(name),
        }
    }

    fn sectors(&self, entries: &mut Entries, references: &mut Vec<(&'a str, Spanned<String>)>) -> Result<(), VocabularyError> {
        let mut met: HashSet<String> = entries.sectors.iter().map(|entry| entry.sector.id.0.clone()).collect();
        for (key, row) in self.parse::<BTreeMap<String, SectorRow>>()? {
            // Looked for when there is a fault to tell of: to look through a file for each of its sectors takes longer than to read it.
            let header = || self.header(&key);
            let code = row.isic.get_ref();
            let is_code = (code.len() == 2 || code.len() == 4) && code.bytes().all(|byte| byte.is_ascii_digit());
            if !is_code || key.split('-').next() != Some(code.as_str()) {
                return Err(self.fault(
                    row.isic.span().start,
                    format!("isic is the two or four digits of the ISIC Rev.4 code with which [{key}] begins"),
                ));
            }
            if !met.insert(key.clone()) {
                return Err(self.fault(header(), format!("the sector [{key}] stands in another file already; keep one of them")));
            }
            let name = self.complete(row.name, header)?;
            references.extend(row.parent.iter().chain(&row.near).map(|reference| (self.path, reference.clone())));
            let mut words = self.words(row.words)?;
            words.extend(
                Language::ALL.map(|language| (language, name.get(language).to_owned())).into_iter().filter(|(_, name)| is_phrase(name)),
            );
            entries.sectors.push(SectorEntry {
                words,
                sector: Sector {
                    id: SectorId(key),
                    name,
                    parent: row.parent.map(|parent| SectorId(parent.into_inner())),
                    near: row.near.into_iter().map(|near| SectorId(near.into_inner())).collect(),
                    mixed: row.mixed,
                },
            });
        }
        Ok(())
    }

    fn projects(&self, entries: &mut Entries, references: &mut Vec<(&'a str, Spanned<String>)>) -> Result<(), VocabularyError> {
        for (key, row) in self.parse::<BTreeMap<String, ProjectRow>>()? {
            let header = || self.header(&key);
            if row.arms.is_empty() {
                return Err(self.fault(header(), format!("the project [{key}] has no arms; name at least one sector that it buys from")));
            }
            let name = self.complete(row.name, header)?;
            references.extend(row.owner.iter().map(|owner| (self.path, owner.clone())));
            let mut arms = Vec::new();
            for arm in row.arms {
                let weight = *arm.weight.get_ref();
                if !(weight > 0.0 && weight <= 1.0) {
                    return Err(self.fault(arm.weight.span().start, format!("the weight {weight} is not above 0 and up to 1")));
                }
                references.push((self.path, arm.sector.clone()));
                let why = self.complete(arm.why, || arm.sector.span().start)?;
                arms.push(Arm { sector: SectorId(arm.sector.into_inner()), weight, why });
            }
            arms.sort_by(|a, b| b.weight.total_cmp(&a.weight));
            entries.projects.push(ProjectEntry {
                words: self.words(row.words)?,
                project: Project { id: key, name, owner: row.owner.into_iter().map(|owner| SectorId(owner.into_inner())).collect(), arms },
            });
        }
        Ok(())
    }

    fn activities(&self, entries: &mut Entries, references: &mut Vec<(&'a str, Spanned<String>)>) -> Result<(), VocabularyError> {
        for row in self.parse::<BTreeMap<String, ActivityRow>>()?.into_values() {
            let mut trades = Vec::new();
            for (trade, goods) in row.goods {
                references.extend(goods.iter().chain([&trade]).map(|reference| (self.path, reference.clone())));
                trades.push((SectorId(trade.into_inner()), goods.into_iter().map(|goods| SectorId(goods.into_inner())).collect()));
            }
            let words = WordRow { ru: row.ru, tg: row.tg, en: row.en };
            entries.activities.push(ActivityEntry { phrases: self.words(words)?, trades });
        }
        Ok(())
    }

    fn synonyms(&self, rows: &mut Vec<Vec<(Language, String)>>) -> Result<(), VocabularyError> {
        for row in self.parse::<SynonymRows>()?.same {
            let at = row.ru.span().start;
            let mut words = Vec::new();
            for (language, cell) in [(Language::Ru, row.ru), (Language::Tg, row.tg), (Language::En, row.en)] {
                let listed = cell.get_ref().split(',').map(str::trim).filter(|word| !word.is_empty());
                // A text is parted at hyphens: such a word would never be met.
                if let Some(phrase) = listed.clone().find(|word| word.contains(|c: char| c.is_whitespace() || c == '-')) {
                    let fault = format!("\"{phrase}\" is no single word; synonyms are words without hyphens, commas between them");
                    return Err(self.fault(cell.span().start, fault));
                }
                words.extend(listed.map(|word| (language, word.to_lowercase())));
            }
            if words.len() < 2 {
                return Err(self.fault(at, "a row of synonyms holds at least two words; give another or remove the row".to_owned()));
            }
            rows.push(words);
        }
        Ok(())
    }

    fn places(&self, entries: &mut Entries) -> Result<(), VocabularyError> {
        let rows = self.parse::<BTreeMap<String, PlaceRow>>()?;
        let mut places = Vec::new();
        for (key, row) in rows {
            let region = match row.region.get_ref().as_str() {
                "" => None,
                "lipetsk" => Some(Region::Lipetsk),
                "sughd" => Some(Region::Sughd),
                other => {
                    return Err(
                        self.fault(row.region.span().start, format!("there is no region \"{other}\"; write lipetsk, sughd or nothing"))
                    );
                }
            };
            let name = self.complete(row.name, || self.header(&key))?;
            // Names of two or three letters are abbreviations; others of that length are met in too many words.
            let names = row.words.into_iter().chain(row.adjectives);
            let words =
                names.filter(|name| name.chars().filter(|c| c.is_alphabetic()).count() > 3 || name.to_uppercase() == *name).collect();
            places.push(PlaceEntry { place: Place { id: PlaceId(key), kind: row.kind, region, country: row.country, name }, words });
        }
        places.sort_by_key(|entry| entry.place.kind as u8);
        entries.places.extend(places);
        Ok(())
    }

    fn cues(&self, language: Language, entries: &mut Entries) -> Result<(), VocabularyError> {
        for (cue, phrases) in self.parse::<BTreeMap<Cue, Vec<String>>>()? {
            entries.cues.extend(phrases.into_iter().map(|phrase| CueEntry { language, cue, phrase }));
        }
        Ok(())
    }

    /// In letters like those of Tajik, and taken for it; a file of their own keeps them out of the Tajik words, whose spelling is checked.
    fn uzbek(&self, entries: &mut Entries) -> Result<(), VocabularyError> {
        let ForeignWords { words } = self.parse()?;
        entries.cues.extend(words.into_iter().map(|phrase| CueEntry { language: Language::Tg, cue: Cue::Uzbek, phrase }));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Sources, Vocabulary};
    use crate::domain::Language;

    /// What is said when a file is put into the place of the built-in one.
    fn fault(path: &str, text: &str) -> String {
        let mut sources = Sources::default();
        sources.replace(path, text.to_owned());
        Vocabulary::load(&sources).expect_err("a fault").to_string()
    }

    const SECTOR: &str =
        "[9998]\nisic = \"9998\"\nname = { ru = \"а\", tg = \"б\", en = \"c\" }\nwords = { ru = [\"а\"], tg = [\"б\"], en = [\"c\"] }\n";

    #[test]
    fn no_phrase_of_the_built_in_files_points_to_sectors_that_have_nothing_to_do_with_each_other() {
        assert_eq!(super::read(&Sources::default().files, false).err(), None);
    }

    #[test]
    fn a_fault_in_a_file_is_named_with_row_and_column_and_what_to_do() {
        let near = SECTOR.replace("isic = \"9998\"\n", "isic = \"9998\"\nnear = [\"6201-medicel\"]\n");
        assert_eq!(
            fault("sectors/own.toml", &near),
            "sectors/own.toml, row 3, column 9: there is no sector \"6201-medicel\"; did you mean \"6201-medical\"? All sectors stand in seed/sectors/"
        );
        assert_eq!(
            fault("sectors/own.toml", &SECTOR.replace("tg = \"б\"", "tg = \"\"")),
            "sectors/own.toml, row 1, column 1: a text in tg is empty; every text is given in ru, tg and en"
        );
        assert_eq!(
            fault("sectors/own.toml", &SECTOR.replace("en = [\"c\"]", "en = []")),
            "sectors/own.toml, row 4, column 40: no words in en; give at least one, as people type it"
        );
        assert_eq!(
            fault("sectors/own.toml", &SECTOR.replace("ru = [\"а\"]", "ru = [\"а\", \"А\"]")),
            "sectors/own.toml, row 4, column 16: \"А\" is empty or stands twice in this list; remove it"
        );
        assert_eq!(
            fault("sectors/own.toml", &SECTOR.replace("9998", "6201")),
            "sectors/own.toml, row 1, column 1: the sector [6201] stands in another file already; keep one of them"
        );
        assert_eq!(
            fault("sectors/own.toml", &SECTOR.replace("ru = [\"а\"]", "ru = [\"а\", \"колбаса\"]")),
            "sectors/own.toml, row 4, column 22: \"колбаса\" stands in [1010-sausage] and in [9998]; keep it in one, or name one of them as near the other"
        );
        assert_eq!(
            fault("synonyms/own.toml", "same = [{ ru = \"стол\", tg = \"\", en = \"dining table\" }]\n"),
            "synonyms/own.toml, row 1, column 38: \"dining table\" is no single word; synonyms are words without hyphens, commas between them"
        );
        assert!(fault("projects.toml", "[a]\nname = 1\n").starts_with("projects.toml, row 2, column 8: "));
        assert!(fault("vocabulary/fr.toml", "stop = []").starts_with("vocabulary/fr.toml, row 1, column 1: a vocabulary file is named"));
    }

    #[test]
    fn a_word_of_ones_own_is_understood_at_once() {
        let mut sources = Sources::default();
        sources.replace("sectors/own.toml", SECTOR.replace("ru = [\"а\"]", "ru = [\"хрюкатор\"]"));
        let vocabulary = Vocabulary::load(&sources).expect("a good file");
        let request = crate::understanding::understand("нужны хрюкаторы", &vocabulary);
        assert_eq!(vocabulary.sector(request.wants[0].meanings[0].sector).id.0, "9998");
    }

    #[test]
    fn the_built_in_files_are_as_rich_as_promised() {
        let vocabulary = Vocabulary::built_in();
        assert!(vocabulary.sectors.len() >= 250, "{} sectors", vocabulary.sectors.len());
        assert!(vocabulary.projects.len() >= 150, "{} projects", vocabulary.projects.len());
    }

    #[test]
    fn every_word_that_is_known_by_its_spelling_alone_stands_alone_in_a_sector() {
        let entries = super::read(&Sources::default().files, true).expect("the built-in files are right");
        let stands = |word: &(Language, String)| entries.sectors.iter().any(|entry| entry.words.contains(word));
        let lost: Vec<_> = entries.spelt.iter().filter(|word| !stands(word)).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}
