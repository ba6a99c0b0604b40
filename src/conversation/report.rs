//! Reports in a chat: of an answer or of one's own company for everybody; of any company, of the cities and of a period for those who keep
//! the list; the report of each week for those of them who want it. A short one is made when it is sent; a long one beside the
//! conversation, which shows how far it is.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::admin::AdminForm;
use super::answers::named;
use super::dates::typed_span;
use super::partners::{self, Sought};
use super::turn::Turn;
use super::{Change, Document, Form, Order, Origin, settings, staff};
use crate::asked::Asked;
use crate::domain::{ChatId, Company, CompanyId, Language};
use crate::matching::{Found, IndexError};
use crate::registry::{DigestFact, DigestNotice, Fact, calendar};
use crate::reply::{
    Action, AdminAction, Body, Clock, Commission, Inquiry, PartnerCard, Remarked, ReportAction, ReportBody, ReportForm, ReportPeriod, Span,
    Subject, Wanted,
};
use crate::understanding::Direction;
use crate::understanding::text::clean;

/// After so many minutes a report that was begun counts as lost.
const LOST_MINUTES: i64 = 15;

/// A long report under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BegunReport {
    /// Among all of the chat, from 1.
    pub number: u64,
    pub at: Timestamp,
    pub commission: Commission,
}

/// What became of a long report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportNews {
    Progress {
        percent: u8,
    },
    Made,
    /// The program was stopped while it was made: it is made when it is sent. Or while the guests of a delegation were read: they have to
    /// be named again.
    Interrupted,
    Failed,
}

/// Who comes with a delegation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GuestList {
    /// One a line: a company of the list, or what is wished.
    Lines(String),
    File(Document),
}

/// What became of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GuestNews {
    /// So many, and what is doubtful of them or wrong with others, who are left out.
    Read {
        guests: usize,
        remarks: Vec<Remarked>,
    },
    /// What is wrong.
    Refused(Vec<Remarked>),
    TooLarge,
    /// They did not come whole, or could not be kept.
    NotRead,
}

pub(super) fn press(turn: &mut Turn, action: &ReportAction) -> Result<(), IndexError> {
    match action {
        ReportAction::Of(subject) => of(turn, *subject),
        ReportAction::Card(card) => return self::card(turn, card),
        _ if !turn.is_moderator() => staff::not_yours(turn),
        ReportAction::Picture => {
            turn.leave_message();
            let span = span(ReportPeriod::ThisYear, turn.now());
            give(turn, Wanted::Figures(span), ReportForm::picture(), &[turn.language()]);
        }
        ReportAction::Which => which(turn),
        ReportAction::AskCompany => ask_company(turn),
        ReportAction::Company { company, .. } => match turn.world.directory.company(company) {
            Some(found) => ask_form(turn, Wanted::Company { company: company.clone(), name: found.name }),
            None => ask_company(turn),
        },
        ReportAction::Cities => ask_form(turn, Wanted::Cities),
        ReportAction::Delegation => ask_guests(turn),
        ReportAction::Outcomes => ask_period(turn, ReportBody::AskPeriod),
        ReportAction::Period(period) => {
            days_chosen(turn);
            let span = span(*period, turn.now());
            ask_form(turn, Wanted::Outcomes(span));
        }
        ReportAction::Languages(what, languages) => ask_form_in(turn, what.as_ref().clone(), languages),
        ReportAction::Form(what, form, languages) => make(turn, what, *form, languages),
        ReportAction::Weekly { on } => weekly(turn, *on),
        ReportAction::Cancel => {
            turn.form(None);
            which(turn);
        }
    }
    Ok(())
}

/// The partners that are shown, as a document.
fn of(turn: &mut Turn, subject: Subject) {
    let Some((what, language)) = wanted(turn, subject) else { return turn.toast(Body::OldButton) };
    begin(turn);
    give(turn, what, ReportForm::document(), &[language]);
}

fn wanted(turn: &Turn, subject: Subject) -> Option<(Wanted, Language)> {
    if let Subject::Own(_) = subject {
        let company = partners::company(turn)?;
        return Some((Wanted::Company { company: company.company_id(), name: company.name }, turn.language()));
    }
    let (inquiry, language) = inquiry(turn, subject)?;
    Some((Wanted::Partners(inquiry), language))
}

/// What is asked, and among whom; and the language of its answer.
fn inquiry(turn: &Turn, subject: Subject) -> Option<(Inquiry, Language)> {
    let sought = Sought::of(turn, subject)?;
    let Asked { texts, kind, by } = partners::asked(turn, subject)?;
    let text = texts.into_iter().next()?;
    let language = turn.answering(sought.request.language);
    let listing = if let (Subject::Listing(id), Some(_)) = (subject, kind) { Some(id) } else { None };
    Some((Inquiry { text, kind, listing, by, home: settings::side(turn), without: sought.without, filter: sought.filter }, language))
}

/// A company and why it fits, as a picture: of several things asked, for the one that it answers best.
fn card(turn: &mut Turn, card: &PartnerCard) -> Result<(), IndexError> {
    let best = Sought::of(turn, card.subject).map(|sought| sought.the_one(turn, &card.company)).transpose()?.flatten();
    let (Some((_, text)), Some((inquiry, language))) = (best, inquiry(turn, card.subject)) else {
        turn.toast(Body::OldButton);
        return Ok(());
    };
    let inquiry = Inquiry { text, ..inquiry };
    turn.leave_message();
    give(turn, Wanted::Card { inquiry, company: card.company.clone() }, ReportForm::picture(), &[language]);
    Ok(())
}

/// Says in passing that a file will come, and leaves the message of the button as it is.
fn begin(turn: &mut Turn) {
    if turn.chat != ChatId::TERMINAL {
        turn.toast_if_pressed(Body::Report(ReportBody::Begun));
    }
    turn.leave_message();
}

/// A report that is made when it is sent. A terminal shows no files.
fn give(turn: &mut Turn, what: Wanted, form: ReportForm, languages: &[Language]) {
    let commission = Commission::new(what, form, languages);
    let language = commission.language;
    let body = match turn.chat {
        ChatId::TERMINAL => ReportBody::Command(commission),
        _ => ReportBody::File { commission, number: None },
    };
    turn.say_in(language, Body::Report(body), Vec::new());
}

/// Which report? And whether the weekly one is to come.
fn which(turn: &mut Turn) {
    days_chosen(turn);
    let weekly = turn.registry.digests.is_wanted(turn.chat);
    let mut buttons: Vec<Action> = [
        ReportAction::AskCompany,
        ReportAction::Cities,
        ReportAction::Outcomes,
        ReportAction::Delegation,
        ReportAction::Weekly { on: !weekly },
    ]
    .map(Action::Report)
    .into();
    buttons.push(Action::Admin(AdminAction::Open));
    turn.say(Body::Report(ReportBody::AskWhich { weekly }), buttons);
}

/// Of which time? Pressed or typed.
fn ask_period(turn: &mut Turn, body: ReportBody) {
    turn.form(Some(Form::Admin(AdminForm::ReportDays)));
    let periods = ReportPeriod::ALL.map(ReportAction::Period);
    say(turn, body, periods.into_iter().chain([ReportAction::Which]).collect());
}

pub(super) fn days_typed(turn: &mut Turn, text: &str) {
    match typed_span(text, today(turn.now())) {
        Ok(span) => {
            days_chosen(turn);
            ask_form(turn, Wanted::Outcomes(span));
        }
        Err(why) => ask_period(turn, ReportBody::NoPeriod(why)),
    }
}

/// No days are waited for any more.
fn days_chosen(turn: &mut Turn) {
    if turn.state.form == Some(Form::Admin(AdminForm::ReportDays)) {
        turn.form(None);
    }
}

fn ask_company(turn: &mut Turn) {
    turn.form(Some(Form::Admin(AdminForm::ReportCompany)));
    say(turn, ReportBody::AskCompany, vec![ReportAction::Cancel]);
}

/// The company that was typed, by its id or its name.
pub(super) fn company_typed(turn: &mut Turn, text: &str) -> Result<(), IndexError> {
    let name = clean(text);
    let by_id = turn.world.directory.company(&CompanyId(name.clone()));
    let found = match by_id {
        Some(company) => vec![company],
        None => named(turn, &name)?,
    };
    let button = |company: &Company| ReportAction::Company { company: company.company_id(), name: company.name.clone() };
    match found.as_slice() {
        [] => say(turn, ReportBody::NoCompany { name }, vec![ReportAction::Cancel]),
        [company] => {
            turn.form(None);
            ask_form(turn, Wanted::Company { company: company.company_id(), name: company.name.clone() });
        }
        several => {
            turn.form(None);
            let buttons = several.iter().map(button).chain([ReportAction::Cancel]).collect();
            say(turn, ReportBody::Choose, buttons);
        }
    }
    Ok(())
}

/// Asks who comes with the delegation. A terminal gets the command, which reads a file.
fn ask_guests(turn: &mut Turn) {
    if turn.chat == ChatId::TERMINAL {
        return give(turn, Wanted::Delegation { list: 0, guests: 0 }, ReportForm::document(), &[turn.language()]);
    }
    turn.form(Some(Form::Admin(AdminForm::ReportGuests)));
    say(turn, ReportBody::AskGuests, vec![ReportAction::Cancel]);
}

/// A file with guests, while they are asked for; whether it was taken for one.
pub(super) fn guests_sent(turn: &mut Turn, document: &Document) -> bool {
    if !turn.is_moderator() || turn.state.form != Some(Form::Admin(AdminForm::ReportGuests)) {
        return false;
    }
    match document.origin {
        Origin::OutOfReach => guests_read(turn, 0, &GuestNews::TooLarge),
        _ => read_guests(turn, GuestList::File(document.clone())),
    }
    true
}

pub(super) fn guests_typed(turn: &mut Turn, text: &str) {
    read_guests(turn, GuestList::Lines(text.to_owned()));
}

fn read_guests(turn: &mut Turn, guests: GuestList) {
    let number = turn.state.report_count + 1;
    turn.change(Change::GuestsNamed(number));
    turn.order(Order::Guests { number, guests });
}

/// What the program has to tell of guests.
pub(super) fn guests_read(turn: &mut Turn, number: u64, news: &GuestNews) {
    if !turn.is_moderator() {
        return;
    }
    let again = vec![ReportAction::Cancel];
    match news {
        GuestNews::Read { guests, remarks } => {
            turn.form(None);
            if !remarks.is_empty() {
                say(turn, ReportBody::Guests { remarks: remarks.clone(), refused: false }, Vec::new());
            }
            ask_form(turn, Wanted::Delegation { list: number, guests: *guests });
        }
        GuestNews::Refused(remarks) => say(turn, ReportBody::Guests { remarks: remarks.clone(), refused: true }, again),
        GuestNews::TooLarge => say(turn, ReportBody::GuestsTooLarge, again),
        GuestNews::NotRead => say(turn, ReportBody::GuestsNotRead, again),
    }
}

fn ask_form(turn: &mut Turn, what: Wanted) {
    let language = turn.language();
    ask_form_in(turn, what, &[language]);
}

/// In which form, and in which languages: a press adds a language or takes it away again, but for the last one.
fn ask_form_in(turn: &mut Turn, what: Wanted, languages: &[Language]) {
    let forms = ReportForm::all().map(|form| ReportAction::Form(Box::new(what.clone()), form, languages.to_vec()));
    let others = Language::ALL.map(|language| {
        let mut chosen: Vec<Language> = languages.iter().copied().filter(|other| *other != language).collect();
        if !languages.contains(&language) || chosen.is_empty() {
            chosen.push(language);
        }
        ReportAction::Languages(Box::new(what.clone()), chosen)
    });
    let others = Language::ALL.into_iter().zip(others).filter(|(language, _)| languages != [*language]).map(|(_, action)| action);
    let buttons = forms.chain(others).chain([ReportAction::Which]).collect();
    say(turn, ReportBody::AskForm { what, languages: languages.to_vec() }, buttons);
}

/// Makes a report for those who keep the list.
fn make(turn: &mut Turn, what: &Wanted, form: ReportForm, languages: &[Language]) {
    // A button of an earlier version tells no language.
    let own = [turn.language()];
    let languages = if languages.is_empty() { &own } else { languages };
    let is_long = matches!(what, Wanted::Cities | Wanted::Outcomes(_) | Wanted::Delegation { .. });
    if !is_long || turn.chat == ChatId::TERMINAL {
        begin(turn);
        return give(turn, what.clone(), form, languages);
    }
    let lost = |begun: &BegunReport| turn.now().duration_since(begun.at) >= SignedDuration::from_mins(LOST_MINUTES);
    if turn.state.report.as_ref().is_some_and(|begun| !lost(begun)) {
        return turn.toast(Body::Report(ReportBody::UnderWay));
    }
    let number = turn.state.report_count + 1;
    let commission = Commission::new(what.clone(), form, languages);
    let begun = BegunReport { number, at: turn.now(), commission: commission.clone() };
    turn.change(Change::ReportBegun(Some(Box::new(begun))));
    let message = turn.pressed();
    say(turn, ReportBody::Making { what: what.clone(), percent: 0 }, Vec::new());
    turn.order(Order::Report { number, commission, message });
}

/// What the program has to tell of a long report.
pub(super) fn news(turn: &mut Turn, number: u64, news: ReportNews) {
    let Some(begun) = turn.state.report.clone().filter(|begun| begun.number == number) else {
        let are_guests_awaited = turn.state.form == Some(Form::Admin(AdminForm::ReportGuests));
        if news == ReportNews::Interrupted && are_guests_awaited {
            guests_read(turn, number, &GuestNews::NotRead);
        }
        return;
    };
    let commission = begun.commission;
    if let ReportNews::Progress { percent } = news {
        return say(turn, ReportBody::Making { what: commission.what, percent }, Vec::new());
    }
    turn.change(Change::ReportBegun(None));
    if news == ReportNews::Failed {
        return say(turn, ReportBody::Failed, vec![ReportAction::Which]);
    }
    if turn.pressed().is_some() {
        say(turn, ReportBody::Ready { what: commission.what.clone() }, vec![ReportAction::Which]);
    }
    turn.leave_message();
    let number = (news == ReportNews::Made).then_some(number);
    turn.say_in(commission.language, Body::Report(ReportBody::File { commission, number }), Vec::new());
}

/// Whether the person wants the report of each week.
fn weekly(turn: &mut Turn, on: bool) {
    if turn.registry.digests.is_wanted(turn.chat) != on {
        turn.record(Fact::Digest(DigestFact::Chosen { on }));
    }
    say(turn, ReportBody::WeeklyChosen { on }, vec![ReportAction::Which]);
}

/// The report of the week before.
pub(super) fn notice(turn: &mut Turn, notice: DigestNotice) {
    let (from, to) = notice.week();
    let body = ReportBody::Weekly { span: Span { from, to }, counts: None, file: turn.chat != ChatId::TERMINAL };
    say(turn, body, vec![ReportAction::Which]);
}

/// By the clock of Lipetsk.
fn today(now: Timestamp) -> Date {
    Clock::of(Language::Ru).date(now)
}

/// The days of a period, up to today by the clock of Lipetsk, as reports count them.
fn span(period: ReportPeriod, now: Timestamp) -> Span {
    let today = today(now);
    let first = |date: Date| date.first_of_month();
    let before = |date: Date| date.yesterday().unwrap_or(date);
    let quarter = |date: Date| Date::new(date.year(), (date.month() - 1) / 3 * 3 + 1, 1).unwrap_or(date);
    let (from, to) = match period {
        ReportPeriod::ThisWeek => (calendar::monday_of(today), today),
        ReportPeriod::ThisMonth => (first(today), today),
        ReportPeriod::LastMonth => (first(before(first(today))), before(first(today))),
        ReportPeriod::ThisQuarter => (quarter(today), today),
        ReportPeriod::LastQuarter => (quarter(before(quarter(today))), before(quarter(today))),
        ReportPeriod::ThisYear => (today.first_of_year(), today),
        ReportPeriod::LastYear => (before(today.first_of_year()).first_of_year(), before(today.first_of_year())),
    };
    Span { from, to }
}

/// The button under an answer, if there is anything to report.
pub(super) fn button(found: &Found, request: u64) -> Option<Action> {
    let worth = found.confident && found.direction != Direction::Name;
    worth.then_some(Action::Report(ReportAction::Of(Subject::Request(request))))
}

fn say(turn: &mut Turn, body: ReportBody, buttons: Vec<ReportAction>) {
    turn.say(Body::Report(body), buttons.into_iter().map(Action::Report).collect());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_days_by_the_clock_of_lipetsk() {
        let days = |period, now: &str| {
            let Span { from, to } = span(period, now.parse().expect("a time"));
            format!("{from} {to}")
        };
        // Saturday night in Lipetsk, still Friday in London.
        let now = "2026-11-27T22:30:00Z";
        assert_eq!(days(ReportPeriod::ThisWeek, now), "2026-11-23 2026-11-28");
        assert_eq!(days(ReportPeriod::ThisMonth, now), "2026-11-01 2026-11-28");
        assert_eq!(days(ReportPeriod::LastMonth, now), "2026-10-01 2026-10-31");
        assert_eq!(days(ReportPeriod::ThisQuarter, now), "2026-10-01 2026-11-28");
        assert_eq!(days(ReportPeriod::ThisYear, now), "2026-01-01 2026-11-28");
        assert_eq!(days(ReportPeriod::LastQuarter, now), "2026-07-01 2026-09-30");
        assert_eq!(days(ReportPeriod::LastYear, now), "2025-01-01 2025-12-31");
        assert_eq!(days(ReportPeriod::LastQuarter, "2026-01-01T12:00:00Z"), "2025-10-01 2025-12-31");
        assert_eq!(days(ReportPeriod::LastMonth, "2026-01-01T12:00:00Z"), "2025-12-01 2025-12-31");
        assert_eq!(days(ReportPeriod::ThisWeek, "2026-11-30T12:00:00Z"), "2026-11-30 2026-11-30");
    }
}
