//! Records of the list that may mean one company, looked for beside the conversation.

use std::collections::{BTreeSet, HashMap};

use super::App;
use super::jobs::News;
use super::load::each_company;
use crate::conversation::Event;
use crate::domain::{ChatId, Company, Field, MessageId, phone};
use crate::seed::{KeyMaker, RECORDS_OF_A_PHONE, are_two};
use crate::store::{Store, StoreError, Who};
use crate::understanding::Vocabulary;

/// So many pairs are looked for.
const PAIRS: usize = 200;

/// The first record with a tax number, name or telephone, and how many have it.
struct First<'c> {
    company: &'c Company,
    tax_id: Option<String>,
    records: u32,
}

/// Pairs that have one tax number, one name without its legal form in either alphabet and one city, or one telephone; first of each the
/// record that says more.
pub fn duplicates<'c>(companies: impl Iterator<Item = &'c Company>, vocabulary: &Vocabulary) -> Vec<(Company, Company)> {
    let (mut keys, mut first, mut pairs) = (KeyMaker::new(vocabulary), HashMap::<String, First>::new(), Vec::new());
    let mut met = BTreeSet::new();
    for company in companies {
        let made = keys.keys(company);
        let by_tax_id = made.tax_id.iter().map(|tax_id| format!("t{tax_id}"));
        let by_phone = phone::numbers(&company.phone).map(|phone| format!("p{phone}"));
        for key in by_tax_id.chain(made.all_alike().map(|alike| format!("n{alike}"))).chain(by_phone) {
            let is_phone = key.starts_with('p');
            let met_first = first.entry(key).or_insert_with(|| First { company, tax_id: made.tax_id.clone(), records: 0 });
            met_first.records += 1;
            let known = met_first.company;
            if is_phone && met_first.records > RECORDS_OF_A_PHONE {
                continue;
            }
            if known.id != company.id
                && !are_two(met_first.tax_id.as_ref(), made.tax_id.as_ref())
                && pairs.len() < PAIRS
                && met.insert((&known.id, &company.id))
            {
                let (more, less) = if says(company) > says(known) { (company, known) } else { (known, company) };
                pairs.push((more.clone(), less.clone()));
            }
        }
    }
    pairs
}

/// How much a record says.
fn says(company: &Company) -> usize {
    Field::ALL.iter().map(|field| company.values(*field).len()).sum()
}

impl App {
    /// Begins to look for them, for [`Event::Duplicates`].
    pub(super) fn begin_duplicates(&self, chat: ChatId, message: Option<MessageId>, who: &Who) {
        let (store, vocabulary, who) = (self.store.clone(), self.vocabulary.clone(), who.clone());
        self.jobs.begin(move |teller| async move {
            let pairs = match all(&*store).await {
                Ok(companies) => tokio::task::spawn_blocking(move || duplicates(companies.iter(), &vocabulary)).await.ok(),
                Err(error) => {
                    log::error!("duplicates could not be looked for: {error}");
                    None
                }
            };
            teller.tell(News { chat, who, event: Event::Duplicates { message, pairs }, last: true });
        });
    }
}

async fn all(store: &impl Store) -> Result<Vec<Company>, StoreError> {
    let mut companies = Vec::new();
    each_company(store, |company| companies.push(company.clone())).await?;
    Ok(companies)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn company(id: &str, name: &str, tax_id: &str, phone: &str) -> Company {
        Company {
            id: id.into(),
            name: name.into(),
            city: "Липецк".into(),
            tax_id: tax_id.into(),
            phone: phone.into(),
            ..Company::default()
        }
    }

    #[test]
    fn one_tax_number_one_name_in_either_alphabet_or_one_telephone_makes_a_pair() {
        let companies = [
            company("1", "ООО «Ромашка»", "", ""),
            company("2", "Romashka", "", ""),
            company("3", "Василёк", "", "+7 (4742) 11-22-33"),
            company("4", "Vasil", "", "8 4742 112233"),
            company("5", "Ландыш", "4823006703", ""),
            company("6", "ЛАНДЫШ", "4826021001", ""),
            company("7", "Клевер", "", "тел. 8 (4742) 33-44-55, моб. +7 900 123-45-67"),
            company("8", "Общество с ограниченной ответственностью «Донник»", "", "8-900-123-45-67"),
            company("9", "ООО Донник", "", ""),
        ];
        let found = duplicates(companies.iter(), &Vocabulary::built_in());
        let ids: Vec<_> = found.iter().map(|(a, b)| (a.id.as_str(), b.id.as_str())).collect();
        assert_eq!(ids, [("1", "2"), ("3", "4"), ("7", "8"), ("8", "9")], "another tax number is another company");
    }

    #[test]
    fn english_words_of_a_name_are_known_in_cyrillic_letters_and_no_two_cyrillic_names_become_one() {
        let names = [
            ["ООО «Агро Трейд»", "Agro Trade LLC"],
            ["Меҳр Плюс", "Mehr Plus"],
            ["ООО «Сити Люкс»", "City Lux"],
            ["Юнион", "Union"],
            ["Восток-Сервис Групп", "Vostok-Service Group"],
            ["АО «Мебель Центр»", "Mebel Center"],
            ["Луч", "Люч"],
        ];
        let company = |(at, name): (usize, &&str)| company(&format!("{at:02}"), name, "", "");
        let companies: Vec<Company> = names.as_flattened().iter().enumerate().map(company).collect();
        let found = duplicates(companies.iter(), &Vocabulary::built_in());
        let pairs: Vec<_> = found.iter().map(|(a, b)| [a.name.as_str(), b.name.as_str()]).collect();
        assert_eq!(pairs, names[..6]);
    }

    #[test]
    fn a_telephone_of_many_is_that_of_a_house_and_hides_nothing_else() {
        let mut companies: Vec<Company> =
            (0..300).map(|n| company(&format!("{n:03}"), &format!("Лавка {n}"), "", "8 4742 112233")).collect();
        companies.extend([company("a", "ООО Ромашка", "", ""), company("b", "Romashka LLC", "", "")]);
        let found = duplicates(companies.iter(), &Vocabulary::built_in());
        let ids: Vec<_> = found.iter().map(|(a, b)| (a.id.as_str(), b.id.as_str())).collect();
        assert_eq!(ids, [("000", "001"), ("000", "002"), ("000", "003"), ("a", "b")]);
    }
}
