//! What reports are made from: the list, the ledger and the index of a moment, brought to `report`. The command line and the chats make
//! the same report of the same data here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::{App, CompanyFilter, Invited, invited, select};
use crate::asked::Asked;
use crate::conversation::{Directory, company_link};
use crate::domain::{ChatId, Company, CompanyId, Language};
use crate::matching::{Asker, Index};
use crate::registry::{Introduction, Registry};
use crate::reply::{Listed, Reached};
use crate::report::outcomes::{self, Days, Ledger};
use crate::report::partners::{self, Introduced, Sources, Subject};
use crate::report::trade_facts::TradeFact;
use crate::report::{Document, card, cities, delegation, figures};
use crate::seed;
use crate::store::{Deed, Sequence, SledStore, Store};
use crate::understanding::Vocabulary;

/// Everything that reports are made from, on a desk of its own: whoever writes one holds up nobody.
#[derive(Clone)]
pub struct Desk {
    store: Arc<SledStore>,
    index: Index,
    vocabulary: Arc<Vocabulary>,
    trade: Arc<[TradeFact]>,
    /// The bot's username; empty: none is known.
    bot: String,
}

impl App {
    /// A desk with all as it is now. `bot`: the username of a bot, where the app knows of none.
    pub fn desk(&self, trade: Arc<[TradeFact]>, bot: &str) -> Desk {
        let bot = if self.settings.bot.is_empty() { bot } else { &self.settings.bot };
        Desk { store: self.store.clone(), index: self.index(), vocabulary: self.vocabulary.clone(), trade, bot: bot.to_owned() }
    }
}

impl Desk {
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Which companies the guests of a delegation are.
    ///
    /// # Errors
    /// As [`Desk::partners`].
    pub async fn invited(&self, read: Vec<seed::Guest>) -> anyhow::Result<Invited> {
        Ok(invited(read, &self.companies().await?, &*self.store, &self.index)?)
    }

    pub(super) fn directory(&self) -> &dyn Directory {
        &*self.store
    }

    /// A company of the list.
    pub fn company(&self, id: &CompanyId) -> Option<Company> {
        Directory::company(&*self.store, id)
    }

    /// A company as the index has it: with what it has published.
    pub fn published(&self, company: Company, registry: &Registry, as_of: Timestamp) -> Company {
        registry.listings.with_public(company, as_of)
    }

    /// What the ledger adds up to.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn registry(&self) -> anyhow::Result<Registry> {
        let mut registry = Registry::default();
        self.store.facts().await?.iter().for_each(|fact| registry.apply(fact));
        Ok(registry)
    }

    /// The companies to which a company is introduced already. `reader`: who gets the report; it holds the contacts that this person has
    /// been given for that company, and no others.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn introduced(
        &self,
        company: &CompanyId,
        registry: &Registry,
        reader: Option<ChatId>,
    ) -> anyhow::Result<BTreeMap<CompanyId, Introduced>> {
        let mut introduced: BTreeMap<CompanyId, Introduced> = BTreeMap::new();
        for introduction in registry.introductions.all() {
            let Some(answered) = introduction.answered.filter(|answered| answered.accepted) else { continue };
            let (from, to) = (&introduction.from.company, &introduction.to.company);
            let other = if from == company { to } else { from };
            if from == to || !(from == company || to == company) {
                continue;
            }
            let reached = match reader {
                Some(reader) => self.released(introduction, company, registry, reader).await?,
                None => None,
            };
            // Of two introductions the later one counts, but a contact that was given stays given.
            let reached = reached.or_else(|| introduced.remove(other).and_then(|earlier| earlier.reached));
            introduced.insert(other.clone(), Introduced { at: answered.at, reached });
        }
        Ok(introduced)
    }

    /// How the other side of an accepted introduction is reached, if `reader` took part in it for the company and may see that now.
    async fn released(
        &self,
        introduction: &Introduction,
        company: &CompanyId,
        registry: &Registry,
        reader: ChatId,
    ) -> anyhow::Result<Option<Reached>> {
        let Some(answered) = introduction.answered else { return Ok(None) };
        let (from, to) = (&introduction.from.company, &introduction.to.company);
        let (asker, answerer) = ((introduction.asker, introduction.on_behalf), (answered.by, answered.on_behalf));
        let (own, other, (person, by_chamber)) = if from == company { (asker, to, answerer) } else { (answerer, from, asker) };
        if own.0 != reader || !introduction.is_between(reader) {
            return Ok(None);
        }
        if by_chamber {
            let listed = self.company(other).map(|company| Listed { phone: company.phone, email: company.email });
            return Ok(listed.filter(|listed| *listed != Listed::default()).map(Reached::Listed));
        }
        let personal = self.store.load(person).await?.0.personal;
        Ok(registry.seen(reader, person, &personal).and_then(|seen| seen.contact).map(Reached::Person))
    }

    /// The moment of the last entry of the ledger.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn as_of(&self) -> anyhow::Result<Timestamp> {
        let last = self.store.history(None, Some(1), |_| true)?.next().transpose()?;
        // Without any entry there is nothing that could be older than now. Reports tell no parts of seconds.
        let at = last.map_or_else(Timestamp::now, |entry| entry.at);
        Ok(Timestamp::from_second(at.as_second()).unwrap_or(at))
    }

    /// What the QR code of a company holds: a link to its card in the bot, else its id.
    pub fn code(&self, company: &CompanyId) -> String {
        company_link(&self.bot, company).unwrap_or_else(|| company.0.clone())
    }

    /// Who fits, and whether anybody does.
    ///
    /// # Errors
    /// When the index or the store cannot be read.
    pub async fn partners(&self, subject: &Subject, languages: &[Language], asker: Asker<'_>) -> anyhow::Result<(Document, bool)> {
        // What others have published matters to a company that offers; for a request alone there is no need to add up the ledger.
        let registry = if subject.asker.is_some() { self.registry().await? } else { Registry::default() };
        let as_of = self.as_of()?;
        let listed = |id: &CompanyId| Some(self.published(self.company(id)?, &registry, as_of));
        Ok(partners::document(subject, languages, asker, &self.sources(&listed)?)?)
    }

    /// A company alone, and why it fits; `None`: it does not.
    ///
    /// # Errors
    /// When the index or the store cannot be read.
    pub fn card(&self, asked: &Asked, company: &CompanyId, languages: &[Language], asker: Asker<'_>) -> anyhow::Result<Option<Document>> {
        let listed = |id: &CompanyId| self.company(id);
        let sources = self.sources(&listed)?;
        Ok(card::document(asked, company, languages, asker, &sources, &self.code(company))?)
    }

    /// Whom guests are to meet, at most so many each, and whether there is anybody.
    ///
    /// # Errors
    /// When the index or the store cannot be read.
    pub async fn delegation(&self, invited: &Invited, limit: usize, languages: &[Language]) -> anyhow::Result<(Document, bool)> {
        let (registry, as_of) = (self.registry().await?, self.as_of()?);
        let listed = |id: &CompanyId| Some(self.published(self.company(id)?, &registry, as_of));
        let sources = self.sources(&listed)?;
        Ok(delegation::document(&invited.guests, &invited.left_out(), limit, languages, &sources, &|id| self.code(id))?)
    }

    /// Each side's needs against the other's offers. `told`: how many needs are done, and how many there are.
    ///
    /// # Errors
    /// When the index or the store cannot be read.
    pub async fn cities(&self, limit: usize, languages: &[Language], told: &mut dyn FnMut(usize, usize)) -> anyhow::Result<Document> {
        let (registry, as_of) = (self.registry().await?, self.as_of()?);
        let shown = |company| super::as_indexed(company, &registry.listings, &registry.marks, as_of);
        let companies: Vec<Company> = self.companies().await?.into_iter().filter_map(shown).collect();
        let cities = cities::Cities { companies: &companies, registry: &registry, index: &self.index, facts: &self.trade, as_of, limit };
        Ok(cities::document(&cities, languages, told)?)
    }

    /// What happened in a period: the report, or its picture.
    ///
    /// # Errors
    /// When the index or the store cannot be read.
    pub async fn outcomes(&self, days: Days, languages: &[Language], as_picture: bool) -> anyhow::Result<Document> {
        let (facts, companies, changes) = (self.store.facts().await?, self.companies().await?, self.changes()?);
        let (vocabulary, as_of) = (&self.vocabulary, self.as_of()?);
        let companies = match as_picture {
            // The figures that the chat tells beside it are those of the companies that can be found.
            true => self.without_hidden(companies).await?,
            false => companies,
        };
        let matched = if as_picture { Vec::new() } else { outcomes::matched(&facts, &companies, days, &self.index)? };
        let ledger = Ledger { facts: &facts, companies: &companies, changes: &changes, matched: &matched, vocabulary, as_of };
        let write = if as_picture { figures::document } else { outcomes::document };
        Ok(write(&ledger, days, languages))
    }

    async fn without_hidden(&self, mut companies: Vec<Company>) -> anyhow::Result<Vec<Company>> {
        let registry = self.registry().await?;
        companies.retain(|company| !registry.marks.is_hidden(&company.company_id()));
        Ok(companies)
    }

    fn sources<'d>(&'d self, company: &'d dyn Fn(&CompanyId) -> Option<Company>) -> anyhow::Result<Sources<'d>> {
        Ok(Sources { index: &self.index, company, facts: &self.trade, as_of: self.as_of()? })
    }

    /// The whole list.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn companies(&self) -> anyhow::Result<Vec<Company>> {
        Ok(select::companies(&self.store, &CompanyFilter::all(&self.vocabulary)).await?)
    }

    /// By how many companies the list grew or shrank, and when; what was taken back does not count.
    fn changes(&self) -> anyhow::Result<Vec<(Timestamp, i64)>> {
        let mut undone: BTreeSet<Sequence> = BTreeSet::new();
        for entry in self.store.history(None, None, |listed| matches!(listed.deed, Deed::Undo { .. }))? {
            if let Deed::Undo { load, .. } = entry?.deed {
                undone.insert(load);
            }
        }
        let mut changes = Vec::new();
        let counts = |deed: &Deed| matches!(deed, Deed::Load { .. } | Deed::Put(_) | Deed::Step { .. } | Deed::Removal { .. });
        for entry in self.store.history(None, None, |listed| counts(&listed.deed))? {
            let entry = entry?;
            let by = match &entry.deed {
                _ if undone.contains(&entry.number) => 0,
                Deed::Load { counts, .. } => counts.new.cast_signed(),
                Deed::Put(company) => i64::from(company.new),
                Deed::Step { companies, .. } => companies.iter().map(|company| i64::from(company.new)).sum(),
                Deed::Removal { companies, .. } => -companies.cast_signed(),
                _ => 0,
            };
            if by != 0 {
                changes.push((entry.at, by));
            }
        }
        Ok(changes)
    }
}
