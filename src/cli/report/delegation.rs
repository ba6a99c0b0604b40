//! `hamkor report delegation`.

use std::collections::HashMap;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::super::{Outcome, Settings};
use super::Output;
use crate::app::{Desk, remarked};
use crate::channels::console::{self, say};
use crate::domain::{Company, CompanyId, Language};
use crate::matching::named;
use crate::reply::Texts;
use crate::report::delegation::Guest;
use crate::seed::{self, KeyMaker};
use crate::understanding::{Vocabulary, understand};

/// Companies that a name may mean, to choose from.
const LIKE: usize = 3;

/// A page for each guest of a delegation: whom to meet and why, with QR codes to the companies' cards
///
/// The file of guests is a table (CSV, XLSX or JSON) with a header: company (its name, or its id under "id"), language (ru, tg or en), and
/// as you like wish, city, guest. A company that is not on the list is matched by its wish. Nothing of the file is stored.
#[derive(Debug, Args)]
#[command(after_help = "Example of guests.csv:\n  company;language;wish;guest\n  \
                        Медсофт;ru;;\n  Клиника «Шифо»;tg;таҷҳизоти тиббӣ;Фирӯз Раҳимов\n\n\
                        Example:\n  hamkor report delegation --guests guests.csv --bot hamkor_bot --lang ru --out делегация.pdf")]
pub(super) struct Delegation {
    /// The list of guests
    #[arg(long, value_name = "FILE")]
    guests: PathBuf,
    /// At most so many companies for a guest
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=50))]
    limit: u16,
    #[command(flatten)]
    bot: super::Bot,
    #[command(flatten)]
    output: Output,
}

impl Delegation {
    pub(super) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let form = self.output.form()?;
        let file = self.guests.display().to_string();
        let languages = self.output.languages(Language::default());
        let texts = Texts::of(languages[0]);
        let read = match seed::guests(&console::path(&self.guests)) {
            Ok(read) => read,
            Err(remarks) => {
                remarks.iter().for_each(|remark| say(&remarked(remark).line(&file, texts)));
                return Ok(Outcome::Nothing);
            }
        };
        let desk = self.bot.desk(settings).await?;
        let list = desk.companies().await?;
        let mut names = Names::of(&list, &desk.index().vocabulary);
        let (mut guests, mut faults) = (Vec::new(), Vec::new());
        for guest in read {
            let row = guest.row;
            match meant(guest, &mut names, &desk) {
                Ok((guest, doubt)) => {
                    doubt.iter().for_each(|doubt| say(&format!("{file}, row {row}: {doubt}")));
                    guests.push(guest);
                }
                Err(fault) => faults.push(format!("{file}, row {row}: {fault:#}")),
            }
        }
        if !faults.is_empty() {
            faults.iter().for_each(|fault| say(fault));
            return Ok(Outcome::Nothing);
        }
        let (document, some) = desk.delegation(&guests, usize::from(self.limit), &languages)?;
        self.output.write(&document, form)?;
        Ok(if some { Outcome::Done } else { Outcome::Nothing })
    }
}

/// The guest with their company, as the list has it, and what is to be said of it.
fn meant(guest: seed::Guest, names: &mut Names<'_>, desk: &Desk) -> anyhow::Result<(Guest, Option<String>)> {
    let language = match guest.language.as_str() {
        "" => None,
        code => Some(code.parse().with_context(|| format!("the language of {}", guest.company))?),
    };
    let company = match guest.id.as_str() {
        "" => desk.company(&CompanyId(guest.company.clone())).or_else(|| names.company(&guest.company, &guest.city)),
        id => desk.company(&CompanyId(id.to_owned())),
    };
    let doubt = if company.is_none() { Some(unknown(&guest, desk)?) } else { None };
    if let Some(doubt) = doubt.as_ref().filter(|_| guest.wish.is_empty()) {
        anyhow::bail!("{doubt}; there is no wish to look for either");
    }
    let name = if guest.company.is_empty() { guest.id } else { guest.company };
    let doubt = doubt.map(|doubt| format!("{doubt}; only the wish counts"));
    Ok((Guest { company, name, person: guest.person, city: guest.city, language, wish: guest.wish }, doubt))
}

/// The companies of the list by their names, however they are written.
struct Names<'l> {
    keys: KeyMaker<'l>,
    alike: HashMap<String, Vec<&'l Company>>,
}

impl<'l> Names<'l> {
    fn of(list: &'l [Company], vocabulary: &'l Vocabulary) -> Names<'l> {
        let mut names = Names { keys: KeyMaker::new(vocabulary), alike: HashMap::new() };
        for company in list {
            let key = names.key(&company.name, "");
            names.alike.entry(key).or_default().push(company);
        }
        names
    }

    fn key(&mut self, name: &str, city: &str) -> String {
        self.keys.keys(&Company { name: name.to_owned(), city: city.to_owned(), ..Company::default() }).alike
    }

    /// The only company of that name; of namesakes the one of the city.
    fn company(&mut self, name: &str, city: &str) -> Option<Company> {
        let sought = self.key(name, "");
        let mut alike = self.alike.get(&sought).cloned().unwrap_or_default();
        if alike.len() > 1 {
            let sought = self.key(name, city);
            alike.retain(|company| self.key(&company.name, &company.city) == sought);
        }
        match alike[..] {
            [company] if !name.is_empty() => Some(company.clone()),
            _ => None,
        }
    }
}

/// What to say of a company that is not on the list.
fn unknown(guest: &seed::Guest, desk: &Desk) -> anyhow::Result<String> {
    let sought = if guest.company.is_empty() { &guest.id } else { &guest.company };
    if sought.is_empty() {
        return Ok("no company: write its name or its id".to_owned());
    }
    let like = named(&understand(sought, &desk.index().vocabulary), LIKE, desk.index())?;
    let like: Vec<String> = like.iter().filter_map(|id| Some(format!("{} ({id})", desk.company(id)?.name))).collect();
    let meant = if like.is_empty() { String::new() } else { format!(" (did you mean {}?)", like.join(", ")) };
    Ok(format!("no company \"{sought}\" is on the list{meant}"))
}
