//! The form about a company as data: what it is filled in for, its questions in their order, what was answered so far.

use serde::{Deserialize, Serialize};

use crate::domain::{ApplicationId, Company, CompanyId, Contact};
use crate::registry::Wish;
use crate::reply::Question;

/// The questions under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyForm {
    pub question: Question,
    pub aim: Aim,
    /// What was answered of the company.
    pub company: Company,
    /// What was answered of the person.
    pub contact: Contact,
    /// After this answer the preview comes again.
    pub(super) editing: bool,
    /// The tax number was given before the form began.
    pub(super) number_given: bool,
    /// The application that is mended.
    pub(super) application: Option<ApplicationId>,
}

/// What a form is filled in for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// To find out which company it is.
    Find,
    Join(CompanyId),
    Add,
    Change(CompanyId),
    /// To change how the person is reached.
    Contact,
}

impl Aim {
    /// The questions in their order.
    pub(super) fn questions(&self) -> &'static [Question] {
        use Question::{City, Consent, Name, Needs, Offers, Phone, Preview, TaxNumber, Website, Which};
        match self {
            Aim::Find => &[Which],
            Aim::Join(_) => &[Consent, Phone, Offers, Needs, Question::Reach, Preview],
            Aim::Add => &[Name, City, TaxNumber, Offers, Needs, Website, Consent, Phone, Question::Reach, Preview],
            Aim::Change(_) => &[Offers, Needs, Preview],
            Aim::Contact => &[Consent, Phone, Question::Reach],
        }
    }

    /// Those that can be answered anew from the preview.
    pub(super) fn editable(&self) -> &'static [Question] {
        use Question::{City, Name, Needs, Offers, Phone, TaxNumber, Website};
        match self {
            Aim::Join(_) => &[Offers, Needs, Phone, Question::Reach],
            Aim::Add => &[Name, City, TaxNumber, Offers, Needs, Website, Phone, Question::Reach],
            Aim::Change(_) => &[Offers, Needs],
            Aim::Find | Aim::Contact => &[],
        }
    }

    /// What the chamber is asked for.
    pub(super) fn wish(&self) -> Option<Wish> {
        match self {
            Aim::Join(company) => Some(Wish::Join(company.clone())),
            Aim::Change(company) => Some(Wish::Change(company.clone())),
            Aim::Add => Some(Wish::Add),
            Aim::Find | Aim::Contact => None,
        }
    }
}

impl CompanyForm {
    pub(super) fn new(aim: Aim) -> CompanyForm {
        let question = aim.questions()[0];
        let (company, contact) = Default::default();
        CompanyForm { question, aim, company, contact, editing: false, number_given: false, application: None }
    }

    /// An application that is mended.
    pub(super) fn again(application: ApplicationId, wish: &Wish, company: Company) -> CompanyForm {
        let aim = match wish {
            Wish::Join(company) => Aim::Join(company.clone()),
            Wish::Change(company) => Aim::Change(company.clone()),
            Wish::Add => Aim::Add,
        };
        CompanyForm { company, application: Some(application), ..CompanyForm::new(aim) }
    }

    pub(super) fn present(&self) -> String {
        match self.question {
            Question::Name => self.company.name.clone(),
            Question::City => self.company.city.clone(),
            Question::TaxNumber => self.company.tax_id.clone(),
            Question::Offers => self.company.offers.join("; "),
            Question::Needs => self.company.needs.join("; "),
            Question::Website => self.company.website.clone(),
            Question::Phone => self.contact.phone.clone(),
            Question::Which | Question::Consent | Question::Reach | Question::Preview => String::new(),
        }
    }

    pub(super) fn may_skip(&self) -> bool {
        match self.question {
            Question::TaxNumber | Question::Website | Question::Offers => true,
            // One of the two is what a company is in the list for.
            Question::Needs => !self.company.offers.is_empty(),
            Question::Phone => !self.contact.username.is_empty(),
            _ => false,
        }
    }

    pub(super) fn skip(&mut self) {
        match self.question {
            Question::TaxNumber => self.company.tax_id.clear(),
            Question::Website => self.company.website.clear(),
            Question::Offers => self.company.offers.clear(),
            Question::Needs => self.company.needs.clear(),
            Question::Phone => self.contact.phone.clear(),
            _ => {}
        }
    }
}
