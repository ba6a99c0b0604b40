//! One record of two that mean the same company.

use super::{Company, Field};

/// What comes of two records of one company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    pub company: Company,
    /// Fields in which something of the other was taken.
    pub taken: Vec<Field>,
    /// Fields in which the other says something else, which is lost.
    pub lost: Vec<Field>,
}

impl Company {
    /// This record, with what it lacks taken from another: empty fields, items of lists that are not there in any case of letters, and
    /// the source where it names a chamber that vouches for the other (`is_verified`), and its own names none.
    pub fn merged_with(&self, other: &Company, is_verified: bool) -> Merged {
        let mut merged = Merged { company: self.clone(), taken: Vec::new(), lost: Vec::new() };
        for field in Field::ALL.into_iter().filter(|field| *field != Field::Id) {
            let (own, its) = (self.values(field), other.values(field));
            if field.is_list() {
                let mut items = own.to_vec();
                for item in its {
                    if !items.iter().any(|known| known.to_lowercase() == item.to_lowercase()) {
                        items.push(item.clone());
                    }
                }
                if items.len() > own.len() {
                    merged.company.set_items(field, items);
                    merged.taken.push(field);
                }
            } else if field == Field::Source && is_verified && other.names_chamber() && !self.names_chamber() {
                let sources: Vec<&str> = own.iter().chain(its).map(String::as_str).collect();
                merged.company.source = sources.join("; ");
                merged.taken.push(field);
            } else if own.is_empty() && !its.is_empty() {
                merged.company.set(field, &its[0]);
                merged.taken.push(field);
            } else if !its.is_empty() && own != its && field != Field::Source {
                merged.lost.push(field);
            }
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn company(name: &str, phone: &str, offers: &[&str], source: &str) -> Company {
        let offers = offers.iter().map(|offer| (*offer).to_owned()).collect();
        Company { id: name.into(), name: name.into(), phone: phone.into(), offers, source: source.into(), ..Company::default() }
    }

    #[test]
    fn what_the_kept_record_lacks_is_taken_and_what_it_has_stays() {
        let kept = company("Ромашка", "", &["чай"], "сайт");
        let left = company("ООО Ромашка", "+7 1", &["Чай", "мёд"], "ТПП Липецка");
        let Merged { company, taken, lost } = kept.merged_with(&left, true);
        assert_eq!((company.id.as_str(), company.name.as_str(), company.phone.as_str()), ("Ромашка", "Ромашка", "+7 1"));
        assert_eq!((company.offers, company.source.as_str()), (vec!["чай".to_owned(), "мёд".to_owned()], "сайт; ТПП Липецка"));
        assert_eq!((taken, lost), (vec![Field::Offers, Field::Phone, Field::Source], vec![Field::Name]));
        let Merged { company, .. } = kept.merged_with(&left, false);
        assert_eq!(company.source, "сайт", "whoever has lost the mark does not bring it along");
    }

    #[test]
    fn a_record_merged_with_itself_is_itself() {
        let kept = company("Ромашка", "+7 1", &["чай"], "сайт");
        assert_eq!(kept.merged_with(&kept, true), Merged { company: kept.clone(), taken: Vec::new(), lost: Vec::new() });
    }
}
