//! Records of the list that may mean one company, looked for beside the conversation.

use std::collections::{BTreeSet, HashMap};

use super::App;
use super::jobs::News;
use crate::conversation::Event;
use crate::domain::{ChatId, Company, Field, MessageId};
use crate::seed::KeyMaker;
use crate::store::{Store, StoreError, Who};
use crate::understanding::Vocabulary;

/// Companies read from the store at a time.
const PAGE: usize = 2_000;
/// So many digits at the end of a telephone tell it from others, whatever is written before them.
const PHONE_DIGITS: usize = 10;
/// So many pairs are looked for.
const PAIRS: usize = 200;

/// Pairs that have one tax number, one name without its legal form in either alphabet and one city, or one telephone; first of each the
/// record that says more.
pub fn duplicates<'c>(companies: impl Iterator<Item = &'c Company>, vocabulary: &Vocabulary) -> Vec<(Company, Company)> {
    let (mut keys, mut first, mut pairs) = (KeyMaker::new(vocabulary), HashMap::<String, &Company>::new(), Vec::new());
    let mut met = BTreeSet::new();
    for company in companies {
        let made = keys.keys(company);
        let tax_id = made.tax_id.map(|tax_id| format!("t{tax_id}"));
        for key in tax_id.into_iter().chain([format!("n{}", made.alike)]).chain(phone(&company.phone)) {
            let known = *first.entry(key).or_insert(company);
            // The same name or telephone with another tax number is another company.
            let other_number = !known.tax_id.is_empty() && !company.tax_id.is_empty() && known.tax_id != company.tax_id;
            if known.id != company.id && !other_number && pairs.len() < PAIRS && met.insert((&known.id, &company.id)) {
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

fn phone(written: &str) -> Option<String> {
    let digits: Vec<char> = written.chars().filter(char::is_ascii_digit).collect();
    // Longer than one number are several.
    let end = digits.len().checked_sub(PHONE_DIGITS).filter(|rest| *rest <= 3)?;
    Some(std::iter::once('p').chain(digits[end..].iter().copied()).collect())
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
    let mut companies: Vec<Company> = Vec::new();
    loop {
        let after = companies.last().map(Company::company_id);
        let page = store.companies(after.as_ref(), PAGE).await?;
        if page.is_empty() {
            return Ok(companies);
        }
        companies.extend(page);
    }
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
            company("6", "ЛАНДЫШ", "4825000013", ""),
        ];
        let found = duplicates(companies.iter(), &Vocabulary::built_in());
        let ids: Vec<_> = found.iter().map(|(a, b)| (a.id.as_str(), b.id.as_str())).collect();
        assert_eq!(ids, [("1", "2"), ("3", "4")], "another tax number is another company");
    }
}
