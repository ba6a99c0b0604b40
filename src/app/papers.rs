//! Reports that are ordered in chats. A short one is made when it is sent, a long one beside the conversation; either way on a thread of
//! its own, in its turn.

use std::sync::Arc;

use super::jobs::{News, Teller};
use super::reports::Desk;
use super::{App, guests, received::Received};
use crate::asked::{Asked, PARTNERS};
use crate::conversation::{Event, ReportNews};
use crate::domain::{ChatId, ListId, MessageId};
use crate::matching::Asker;
use crate::registry::Recorded;
use crate::registry::statistics::{Measure, count, happened};
use crate::reply::{Commission, FILE_BYTES, Inquiry, Message, Reply, ReportBody, ReportForm, Span, Texts, Wanted, WeeklyCounts};
use crate::report::cities::PAIRS;
use crate::report::delegation::MEETINGS;
use crate::report::outcomes::Days;
use crate::report::partners::Subject;
use crate::report::{Document, write_document};
use crate::store::{Store, StoreError, Who};

/// So many per cent more are worth telling.
const STEP: u8 = 10;
/// Putting a report into its form takes the rest of the time, in per cent.
const FOUND: u8 = 90;

/// A long report that is being made.
struct Ordered {
    chat: ChatId,
    number: u64,
    message: Option<MessageId>,
    who: Who,
}

impl Ordered {
    fn news(&self, news: ReportNews) -> News {
        let event = Event::Report { number: self.number, message: self.message, news };
        let last = !matches!(news, ReportNews::Progress { .. });
        News { chat: self.chat, who: self.who.clone(), event, last }
    }
}

impl App {
    /// Begins a long report, for [`Event::Report`].
    pub(super) fn begin_report(&self, chat: ChatId, number: u64, commission: Commission, message: Option<MessageId>, who: &Who) {
        let ordered = Ordered { chat, number, message, who: who.clone() };
        // From here on a start of the program knows that this was under way.
        let begun = self.papers.begin(chat, ListId(number));
        let (desk, papers, writing) = (self.desk_of_chats(), self.papers.clone(), self.jobs.reading());
        self.jobs.begin(|teller| async move {
            let ordered = Arc::new(ordered);
            let news = match begun {
                Err(error) => {
                    log::error!("chat={} a report could not be begun: {error}", ordered.chat.0);
                    Some(ReportNews::Failed)
                }
                Ok(_) => {
                    let (ordered, teller) = (ordered.clone(), teller.clone());
                    writing.apart(move || async move { write(&ordered, &commission, &desk, &papers, &teller).await }).await
                }
            };
            teller.tell(ordered.news(news.unwrap_or(ReportNews::Failed)));
        });
    }

    pub(super) fn desk_of_chats(&self) -> Desk {
        self.desk(self.trade.get().cloned().unwrap_or_else(|| crate::report::trade_facts::built_in().into()), "")
    }

    /// The events by which chats hear that their reports were being made, or their guests being read, when the program was stopped.
    pub(super) fn unfinished(&self) -> Vec<(ChatId, Event)> {
        let event = |number: u64| Event::Report { number, message: None, news: ReportNews::Interrupted };
        self.papers.lists().into_iter().map(|(chat, number)| (chat, event(number.0))).collect()
    }

    /// Takes away what tells that a long report, or the reading of guests, is under way, once the conversation knows that it is not.
    pub(super) fn has_ended(&self, chat: ChatId, event: &Event) {
        if let Event::Report { number, .. } | Event::Guests { number, .. } = event
            && !event.is_passing()
        {
            self.papers.drop_list(chat, ListId(*number));
        }
    }

    /// The report as a file, or why there is none.
    pub(super) async fn attach_paper(&self, chat: ChatId, commission: &Commission, number: Option<u64>, message: &mut Message) {
        let texts = Texts::of(commission.language);
        let kept = number.and_then(|number| self.papers.read_report(chat, ListId(number)).ok());
        let made = match kept {
            Some(bytes) => Ok(Some(bytes)),
            None => {
                let (desk, papers, commission) = (self.desk_of_chats(), self.papers.clone(), commission.clone());
                let work = move || async move { made(&commission, &desk, (&papers, chat), &mut |_, _| ()).await };
                let made = self.jobs.writing().apart(work).await;
                made.unwrap_or_else(|| Err(anyhow::anyhow!("the making of a report broke")))
            }
        };
        match made {
            Ok(Some(bytes)) if bytes.len() > FILE_BYTES => *message = commission.too_large(texts),
            Ok(Some(bytes)) => message.files.iter_mut().for_each(|file| file.bytes.clone_from(&bytes)),
            Ok(None) => *message = commission.nobody(texts),
            Err(error) => {
                log::error!("chat={} a report could not be made: {error:#}", chat.0);
                *message = Commission::failed(texts);
            }
        }
    }

    /// A weekly report with its counts.
    pub(super) async fn counted_week(&self, reply: &Reply) -> Result<Reply, StoreError> {
        Ok(with_counts(reply, &self.store.facts().await?))
    }
}

/// A reply about a week with what the facts count for it; any other as it is.
pub fn with_counts(reply: &Reply, facts: &[Recorded]) -> Reply {
    let mut reply = reply.clone();
    if let crate::reply::Body::Report(ReportBody::Weekly { span, counts, .. }) = &mut reply.body {
        let (period, end) = (days(*span).period(), facts.last().map(|last| last.at));
        let happened = happened(facts, end.unwrap_or_default().max(period.before));
        let of = |measure| count(&happened, measure, period);
        *counts = Some(WeeklyCounts {
            needs: of(Measure::Needs),
            offers: of(Measure::Offers),
            asked: of(Measure::Asked),
            accepted: of(Measure::Accepted),
            met: of(Measure::Met),
            deals: of(Measure::Deals),
        });
    }
    reply
}

/// Makes a long report and keeps it until it is sent.
async fn write(ordered: &Ordered, commission: &Commission, desk: &Desk, papers: &Received, teller: &Teller) -> ReportNews {
    let mut said = 0;
    let mut told = |done: usize, all: usize| {
        let percent = u8::try_from((usize::from(FOUND) * done).checked_div(all).unwrap_or_default()).unwrap_or(FOUND);
        if ordered.message.is_some() && percent >= said + STEP {
            said = percent;
            teller.tell(ordered.news(ReportNews::Progress { percent }));
        }
    };
    let kept = match made(commission, desk, (papers, ordered.chat), &mut told).await {
        Ok(bytes) => papers.keep_report(ordered.chat, ListId(ordered.number), &bytes.unwrap_or_default()).map_err(anyhow::Error::from),
        Err(error) => Err(error),
    };
    match kept {
        Ok(()) => ReportNews::Made,
        Err(error) => {
            log::error!("chat={} a report could not be made: {error:#}", ordered.chat.0);
            ReportNews::Failed
        }
    }
}

/// The bytes of a report; `None`: there is nothing to report. The guests of a chat lie among its papers.
async fn made(
    commission: &Commission,
    desk: &Desk,
    papers: (&Received, ChatId),
    told: &mut dyn FnMut(usize, usize),
) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(document) = document(commission, desk, papers, told).await? else { return Ok(None) };
    let mut bytes = Vec::new();
    write_document(&document, commission.form, &mut bytes)?;
    Ok(Some(bytes))
}

async fn document(
    commission: &Commission,
    desk: &Desk,
    (papers, chat): (&Received, ChatId),
    told: &mut dyn FnMut(usize, usize),
) -> anyhow::Result<Option<Document>> {
    let languages = &commission.languages();
    match &commission.what {
        Wanted::Partners(inquiry) => {
            let subject = Subject { asked: vec![asked(inquiry)], limit: usize::from(PARTNERS), ..Subject::default() };
            Ok(Some(desk.partners(&subject, languages, asker(inquiry)).await?.0))
        }
        Wanted::Card { inquiry, company } => desk.card(&asked(inquiry), company, languages, asker(inquiry)),
        Wanted::Company { company, .. } => {
            let Some(found) = desk.company(company) else { return Ok(None) };
            let registry = desk.registry().await?;
            let found = desk.published(found, &registry, desk.as_of()?);
            let introduced = desk.introduced(company, &registry, Some(chat)).await?;
            let (own, home) = ([company.clone()], desk.index().vocabulary.region_of(&found.city));
            let subject = Subject { asked: Asked::of(&found), asker: Some(found), limit: usize::from(PARTNERS), introduced };
            Ok(Some(desk.partners(&subject, languages, Asker { home, without: &own, ..Asker::default() }).await?.0))
        }
        Wanted::Delegation { list, .. } => {
            let Some(read) = guests::kept(papers, chat, *list) else { return Ok(None) };
            let invited = desk.invited(read).await?;
            Ok(Some(desk.delegation(&invited, usize::from(MEETINGS), languages).await?.0))
        }
        Wanted::Cities => Ok(Some(desk.cities(PAIRS as usize, languages, told).await?)),
        Wanted::Outcomes(span) => Ok(Some(desk.outcomes(days(*span), languages, commission.form == ReportForm::Png).await?)),
        Wanted::Figures(span) => Ok(Some(desk.outcomes(days(*span), languages, true).await?)),
    }
}

fn asked(inquiry: &Inquiry) -> Asked {
    Asked { texts: vec![inquiry.text.clone()], kind: inquiry.kind, by: inquiry.by.clone() }
}

fn asker(inquiry: &Inquiry) -> Asker<'_> {
    Asker {
        home: inquiry.home,
        without: &inquiry.without,
        only: None,
        place: inquiry.filter.place.as_ref(),
        sector: inquiry.filter.sector.as_ref(),
    }
}

fn days(Span { from, to }: Span) -> Days {
    Days { from, to }
}
