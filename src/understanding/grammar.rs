//! What the form of a word tells, whatever the word means: by its ending, in the letters of its language. A word typed in Latin letters is
//! looked at as it would be written. Endings: for Russian the paradigms of A. A. Zaliznyak's grammatical dictionary, for Tajik as in [`super::stem`].

use std::borrow::Cow;

use super::request::Token;
use super::spelling;
use crate::domain::Language;

/// A word as it is written in its language.
pub(super) struct Form<'w> {
    written: Cow<'w, str>,
    language: Language,
}

impl Form<'_> {
    pub(super) fn of(word: &Token, language: Language) -> Form<'_> {
        // "Prodat" is продать, and has no ending of a person.
        let softened = if word.reads.is_softened { spelling::softened(&word.text).map(Cow::Owned) } else { None };
        Form { written: softened.unwrap_or_else(|| spelling::in_letters_of(&word.text, language)), language }
    }

    /// Whether a verb is in the third person of several: "продают", "мефурӯшанд".
    pub(super) fn is_said_of_them(&self) -> bool {
        self.ends(match self.language {
            Language::Ru => &["ют", "ут", "ят", "ат", "ли"],
            Language::Tg => &["анд"],
            Language::En => &[],
        })
    }

    /// Whether a verb is in the third person of one: "продаёт", "мефурӯшад", "sells".
    pub(super) fn is_said_of_one(&self) -> bool {
        self.ends(match self.language {
            Language::Ru => &["ет", "ёт", "ит", "ал", "ил", "ала", "ила"],
            Language::Tg => &["ад"],
            Language::En => &["s"],
        })
    }

    /// Whether a Russian noun is in the accusative, which tells whither: "в Худжанд", not "в Худжанде".
    pub(super) fn is_accusative(&self) -> bool {
        let consonants = "бвгджзклмнпрстфхцчшщ";
        self.language == Language::Ru && self.written.ends_with(|c: char| consonants.contains(c) || c == 'у')
    }

    /// Whether the word is joined to the next one by the Tajik izofa: "орди навъи олӣ".
    pub(super) fn has_izofa(&self) -> bool {
        self.language == Language::Tg && self.written.ends_with('и')
    }

    fn ends(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.written.ends_with(ending))
    }
}
