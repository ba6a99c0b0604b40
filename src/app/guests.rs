//! The guests of a delegation: which of them are companies of the list. The command line and the chats ask here. What a chat sends lies in a
//! file of its own until the report is fetched or a day is over; nothing of it enters the ledger, since it may name people.

use std::collections::HashMap;

use super::jobs::News;
use super::lists::{Sent, fetch};
use super::received::Received;
use super::reports::Desk;
use super::{App, remarked};
use crate::conversation::{Directory, Event, GuestList, GuestNews, ListNews};
use crate::domain::{ChatId, Company, CompanyId, Language, ListId};
use crate::matching::{Index, IndexError, named};
use crate::reply::Remarked;
use crate::report::delegation;
use crate::seed::{self, KeyMaker};
use crate::store::Who;
use crate::understanding::{Vocabulary, understand};

/// Companies that a name may mean, to choose from.
const LIKE: usize = 3;
/// What the texts know for nobody.
const NONE: &str = "none";
/// A wish of more words is no mistyped name.
const NAME_WORDS: usize = 2;

/// Guests as the report takes them, and what is to be said of them. A remark that is no warning is of a guest who is left out.
#[derive(Debug, Default)]
pub struct Invited {
    pub guests: Vec<delegation::Guest>,
    pub remarks: Vec<Remarked>,
}

impl Invited {
    /// Whether nobody is left for whom there could be a page.
    pub fn is_refused(&self) -> bool {
        self.guests.is_empty()
    }

    /// What is wrong with those who are left out.
    pub fn left_out(&self) -> Vec<Remarked> {
        self.remarks.iter().filter(|remark| !remark.warning).cloned().collect()
    }
}

/// Who of a list of guests is which company, by its id or its name however it is written.
///
/// # Errors
/// [`IndexError`] when the index cannot be read.
pub fn invited(read: Vec<seed::Guest>, list: &[Company], directory: &dyn Directory, index: &Index) -> Result<Invited, IndexError> {
    let mut names = Names::of(list, &index.vocabulary);
    let mut invited = Invited::default();
    for guest in read {
        let row = guest.row;
        let mut remark = |key: &str, warning: bool, arguments: &[(&str, &str)]| {
            let arguments = arguments.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            invited.remarks.push(Remarked { row: Some(row), column: None, warning, key: key.to_owned(), arguments });
        };
        let language: Option<Language> = match guest.language.parse() {
            Ok(language) => Some(language),
            Err(_) if guest.language.is_empty() => None,
            Err(_) => {
                remark("guests-language", false, &[("code", &guest.language)]);
                continue;
            }
        };
        let company = match guest.id.as_str() {
            "" => directory.company(&CompanyId(guest.company.clone())).or_else(|| names.company(&guest.company, &guest.city)),
            id => directory.company(&CompanyId(id.to_owned())),
        };
        let name = if guest.company.is_empty() { &guest.id } else { &guest.company };
        if company.is_none() {
            let like_of = |sought: &str| like(sought, directory, index);
            let like = like_of(name)?;
            match (name.is_empty(), guest.wish.is_empty()) {
                (true, true) => {
                    remark("guests-nothing", false, &[]);
                    continue;
                }
                (true, false) => {
                    // A company whose name is mistyped would pass for a wish in silence.
                    let like = if guest.wish.split_whitespace().count() <= NAME_WORDS { like_of(&guest.wish)? } else { NONE.to_owned() };
                    if like != NONE {
                        remark("guests-as-wish", true, &[("name", &guest.wish), ("like", &like)]);
                    }
                }
                (false, true) => {
                    remark("guests-unknown", false, &[("name", name), ("like", &like)]);
                    continue;
                }
                (false, false) => remark("guests-only-wish", true, &[("name", name), ("like", &like)]),
            }
        }
        let name = name.clone();
        invited.guests.push(delegation::Guest { company, name, person: guest.person, city: guest.city, language, wish: guest.wish });
    }
    Ok(invited)
}

/// Companies that may be meant, with their ids, or [`NONE`].
fn like(sought: &str, directory: &dyn Directory, index: &Index) -> Result<String, IndexError> {
    let like = named(&understand(sought, &index.vocabulary), LIKE, index)?;
    let like: Vec<String> = like.iter().filter_map(|id| Some(format!("{} ({id})", directory.company(id)?.name))).collect();
    Ok(if like.is_empty() { NONE.to_owned() } else { like.join(", ") })
}

/// A line that names no company of the list is a wish.
pub fn lines_as_wishes(read: Vec<seed::Guest>, list: &[Company], directory: &dyn Directory, index: &Index) -> Vec<seed::Guest> {
    let mut names = Names::of(list, &index.vocabulary);
    let is_wish = |guest: &seed::Guest, names: &mut Names<'_>| {
        guest.wish.is_empty()
            && directory.company(&CompanyId(guest.company.clone())).or_else(|| names.company(&guest.company, "")).is_none()
    };
    read.into_iter()
        .map(|guest| match is_wish(&guest, &mut names) {
            true => seed::Guest { wish: guest.company.clone(), company: String::new(), ..guest },
            false => guest,
        })
        .collect()
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

impl App {
    /// Begins to read the guests that a chat has named, for [`Event::Guests`].
    pub(super) fn begin_guests(&self, chat: ChatId, number: u64, guests: GuestList, who: &Who) {
        let sent = Sent { chat, list: ListId(number), who: who.clone(), received: self.papers.clone() };
        // From here on a start of the program knows that this was under way.
        if let Err(error) = self.papers.begin(chat, sent.list) {
            log::error!("chat={} the reading of guests could not be noted: {error}", chat.0);
        }
        let (desk, courier, reading) = (self.desk_of_chats(), self.courier.get().cloned(), self.jobs.reading());
        self.jobs.begin(|teller| async move {
            let fetched = match &guests {
                GuestList::Lines(_) => Ok(()),
                GuestList::File(document) => fetch(&sent, courier.as_deref(), &document.origin).await,
            };
            let news = match fetched {
                Err(ListNews::TooLarge) => GuestNews::TooLarge,
                Err(_) => GuestNews::NotRead,
                Ok(()) => {
                    let sent = sent.clone();
                    let read = reading.apart(move || async move { read(&guests, &sent, &desk).await }).await;
                    read.unwrap_or(GuestNews::NotRead)
                }
            };
            teller.tell(News { chat, who: sent.who, event: Event::Guests { number, news }, last: true });
        });
    }
}

/// Reads the guests and keeps them for the reports on them.
async fn read(guests: &GuestList, sent: &Sent, desk: &Desk) -> GuestNews {
    let read = match guests {
        GuestList::Lines(text) => {
            let list = match desk.companies().await {
                Ok(list) => list,
                Err(error) => return not_read(sent, &error),
            };
            Ok(lines_as_wishes(seed::guest_lines(text), &list, desk.directory(), desk.index()))
        }
        GuestList::File(document) => seed::guests_as(&document.name, &sent.received.list(sent.chat, sent.list)),
    };
    let read = match read {
        Ok(read) => read,
        Err(remarks) => return GuestNews::Refused(remarks.iter().map(remarked).collect()),
    };
    let invited = match desk.invited(read.clone()).await {
        Ok(invited) => invited,
        Err(error) => return not_read(sent, &error),
    };
    if invited.is_refused() {
        return GuestNews::Refused(invited.left_out());
    }
    match keep(&read, sent) {
        Ok(()) => GuestNews::Read { guests: invited.guests.len(), remarks: invited.remarks },
        Err(error) => not_read(sent, &error),
    }
}

fn not_read(sent: &Sent, error: &anyhow::Error) -> GuestNews {
    log::error!("chat={} a list of guests could not be read: {error:#}", sent.chat.0);
    GuestNews::NotRead
}

fn keep(read: &[seed::Guest], sent: &Sent) -> anyhow::Result<()> {
    Ok(sent.received.keep_guests(sent.chat, sent.list, &serde_json::to_vec(read)?)?)
}

/// The guests that a chat has named, as long as they are kept.
pub(super) fn kept(papers: &Received, chat: ChatId, number: u64) -> Option<Vec<seed::Guest>> {
    serde_json::from_slice(&papers.read_guests(chat, ListId(number)).ok()?).ok()
}
