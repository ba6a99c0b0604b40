//! The texts of the three languages: Fluent files, compiled in.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::Language;

/// What Hamkor says in one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
}

/// The files of a language: what concerns all, then a file a flow.
macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("locales/", $language, ".ftl")),
            include_str!(concat!("locales/", $language, "/company.ftl")),
            include_str!(concat!("locales/", $language, "/privacy.ftl")),
            include_str!(concat!("locales/", $language, "/introduction.ftl")),
            include_str!(concat!("locales/", $language, "/listing.ftl")),
            include_str!(concat!("locales/", $language, "/telegram.ftl")),
            include_str!(concat!("locales/", $language, "/ledger.ftl")),
            include_str!(concat!("locales/", $language, "/backup.ftl")),
            include_str!(concat!("locales/", $language, "/staff.ftl")),
            include_str!(concat!("locales/", $language, "/marks.ftl")),
            include_str!(concat!("locales/", $language, "/loading.ftl")),
            include_str!(concat!("locales/", $language, "/report.ftl")),
            include_str!(concat!("locales/", $language, "/admin.ftl")),
            include_str!(concat!("locales/", $language, "/undoing.ftl")),
            include_str!(concat!("locales/", $language, "/removing.ftl")),
            include_str!(concat!("locales/", $language, "/clerk.ftl")),
            include_str!(concat!("locales/", $language, "/command.ftl")),
        ]
    };
}

static ALL: LazyLock<[Texts; 3]> = LazyLock::new(|| {
    [Texts::read(Language::Ru, &files!("ru")), Texts::read(Language::Tg, &files!("tg")), Texts::read(Language::En, &files!("en"))]
});

impl Texts {
    pub fn of(language: Language) -> &'static Texts {
        &ALL[language as usize]
    }

    fn read(language: Language, files: &[&str]) -> Texts {
        // Tajik nouns stay singular after numbers, so its texts need no plural forms (and CLDR lists none).
        let id: LanguageIdentifier = language.code().parse().expect("ru, tg and en are language codes");
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        for file in files {
            let resource = FluentResource::try_new((*file).to_owned()).expect("the tests read every file");
            bundle.add_resource(resource).expect("the tests find every doubled key");
        }
        Texts { bundle }
    }

    /// A text without arguments.
    pub fn plain(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// A text with its arguments. A key that is missing shows itself; the tests look for that.
    pub fn say(&self, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else { return format!("⟨{key}⟩") };
        let mut named = FluentArgs::new();
        for (name, value) in arguments {
            named.set(*name, value.clone());
        }
        self.bundle.format_pattern(pattern, Some(&named), &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(file: &str) -> BTreeSet<&str> {
        file.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key).filter(|key| !key.starts_with([' ', '#'])).collect()
    }

    fn arguments(file: &str) -> BTreeSet<&str> {
        file.split("{ $").skip(1).filter_map(|rest| rest.split([' ', '}']).next()).collect()
    }

    #[test]
    fn every_text_is_there_in_all_three_languages_with_the_same_arguments() {
        for ((ru, tg), en) in files!("ru").into_iter().zip(files!("tg")).zip(files!("en")) {
            assert_eq!(keys(ru), keys(en));
            assert_eq!(keys(tg), keys(en));
            assert_eq!(arguments(ru), arguments(en));
            assert_eq!(arguments(tg), arguments(en));
        }
    }

    #[test]
    fn numbers_take_the_plural_form_of_their_language() {
        let said = |language: Language, count: usize| {
            let text = Texts::of(language).say("welcome", &[("companies", count.into())]);
            text.lines().last().unwrap_or_default().to_owned()
        };
        assert_eq!(said(Language::Ru, 1), "В списке 1 компания.");
        assert_eq!(said(Language::Ru, 3), "В списке 3 компании.");
        assert_eq!(said(Language::Ru, 11), "В списке 11 компаний.");
        assert_eq!(said(Language::Ru, 21), "В списке 21 компания.");
        assert_eq!(said(Language::En, 1), "The list holds 1 company.");
        assert_eq!(said(Language::En, 0), "The list is empty so far.");
        assert_eq!(said(Language::Tg, 1), "Дар рӯйхат 1 ширкат ҳаст.");
        assert_eq!(said(Language::Tg, 5), "Дар рӯйхат 5 ширкат ҳаст.");
    }
}
