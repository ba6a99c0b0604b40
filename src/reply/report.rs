//! What is said of reports that are ordered in a chat: which there are, of which time and in which form; how far one is; the file.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cards::shortened;
use super::list_report::Remarked;
use super::message::{File, FileKind, Message};
use super::search::{Filter, PartnerCard, Subject};
use super::texts::Texts;
use crate::domain::{CompanyId, Language, ListingId, Region};
use crate::registry::ListingKind;

/// A name or a request in the words beside a file.
const NAMED_CHARACTERS: usize = 120;
const BUTTON_CHARACTERS: usize = 40;
/// So many remarks on guests, and so much of each.
const REMARKS: usize = 10;
const REMARK_CHARACTERS: usize = 300;

/// A report as it is ordered: complete in itself, so that it can be made at any later time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commission {
    pub what: Wanted,
    pub form: ReportForm,
    /// Of the report, and of what is said about it.
    pub language: Language,
    /// Further languages of the report, after that one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Language>,
}

/// Which report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// Who fits what is asked.
    Partners(Inquiry),
    /// A company alone, and why it fits what is asked.
    Card {
        inquiry: Inquiry,
        company: CompanyId,
    },
    /// Who fits all that a company needs and offers.
    Company {
        company: CompanyId,
        name: String,
    },
    Cities,
    /// Whom guests are to meet: so many, named in the list of that number.
    Delegation {
        list: u64,
        guests: usize,
    },
    Outcomes(Span),
    /// The outcomes as a picture.
    Figures(Span),
}

/// Something asked, and among whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Inquiry {
    pub text: String,
    /// Read as what, whatever its words are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ListingKind>,
    /// The listing that it is, if it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listing: Option<ListingId>,
    /// What the company is whose need it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<Region>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<CompanyId>,
    #[serde(skip_serializing_if = "Filter::is_empty")]
    pub filter: Filter,
}

/// Days, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub from: Date,
    pub to: Date,
}

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportForm {
    Pdf,
    Xlsx,
    /// Its tables, one under the other.
    Csv,
    Html,
    /// All of it, for programs.
    Json,
    /// Its pages as one picture.
    Png,
}

/// Whether this build can typeset.
const TYPESETS: bool = cfg!(feature = "reports");

impl ReportForm {
    pub const ALL: [ReportForm; 6] =
        [ReportForm::Pdf, ReportForm::Xlsx, ReportForm::Csv, ReportForm::Html, ReportForm::Json, ReportForm::Png];

    /// Those that this build makes.
    pub fn all() -> impl Iterator<Item = ReportForm> {
        ReportForm::ALL.into_iter().filter(|form| TYPESETS || !matches!(form, ReportForm::Pdf | ReportForm::Png))
    }

    /// What a document comes as if nobody chooses, and what a picture comes as.
    pub fn document() -> ReportForm {
        if TYPESETS { ReportForm::Pdf } else { ReportForm::Html }
    }

    pub fn picture() -> ReportForm {
        if TYPESETS { ReportForm::Png } else { ReportForm::Html }
    }

    /// The form that is named so, in any case.
    pub fn named(extension: &str) -> Option<ReportForm> {
        ReportForm::ALL.into_iter().find(|form| form.extension().eq_ignore_ascii_case(extension))
    }

    /// As `--format` names it and as files end.
    pub fn extension(self) -> &'static str {
        match self {
            ReportForm::Pdf => "pdf",
            ReportForm::Xlsx => "xlsx",
            ReportForm::Csv => "csv",
            ReportForm::Html => "html",
            ReportForm::Json => "json",
            ReportForm::Png => "png",
        }
    }
}

/// A time to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportPeriod {
    ThisWeek,
    ThisMonth,
    LastMonth,
    ThisQuarter,
    LastQuarter,
    ThisYear,
    LastYear,
}

impl ReportPeriod {
    pub const ALL: [ReportPeriod; 7] = [
        ReportPeriod::ThisWeek,
        ReportPeriod::ThisMonth,
        ReportPeriod::LastMonth,
        ReportPeriod::ThisQuarter,
        ReportPeriod::LastQuarter,
        ReportPeriod::ThisYear,
        ReportPeriod::LastYear,
    ];
}

/// Why what was typed is no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoSpan {
    /// Not two days.
    NotRead,
    /// The first comes after the last.
    Reversed,
    /// The first is still to come.
    Future,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportBody {
    /// Which report? And whether the weekly one comes.
    AskWhich {
        weekly: bool,
    },
    AskCompany,
    /// No company of that name is on the list; asks again.
    NoCompany {
        name: String,
    },
    /// Which of these?
    Choose,
    AskPeriod,
    /// What was typed is no period; asks again.
    NoPeriod(NoSpan),
    AskForm {
        what: Wanted,
        #[serde(default)]
        languages: Vec<Language>,
    },
    AskGuests,
    /// What is doubtful of the guests, or wrong with them; asks again then.
    Guests {
        remarks: Vec<Remarked>,
        refused: bool,
    },
    GuestsTooLarge,
    GuestsNotRead,
    /// A short one is under way, said in passing.
    Begun,
    /// A long one is under way.
    Making {
        what: Wanted,
        percent: u8,
    },
    Ready {
        what: Wanted,
    },
    /// The last one is still under way.
    UnderWay,
    /// It could not be made.
    Failed,
    /// The file. With a number it may be made already.
    File {
        commission: Commission,
        number: Option<u64>,
    },
    /// The command that writes it, where no file can be sent.
    Command(Commission),
    /// The report of a week, unasked; the counts are put in when it is sent.
    Weekly {
        span: Span,
        counts: Option<WeeklyCounts>,
        file: bool,
    },
    WeeklyChosen {
        on: bool,
    },
}

/// What the words beside a weekly report tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeeklyCounts {
    pub needs: u64,
    pub offers: u64,
    pub asked: u64,
    pub accepted: u64,
    pub met: u64,
    pub deals: u64,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportAction {
    /// The partners of what is shown, as a document.
    Of(Subject),
    /// The company as a picture, with why it fits.
    Card(PartnerCard),
    /// How things stand, as a picture.
    Picture,
    // From here on for those who keep the list.
    Which,
    AskCompany,
    Company {
        company: CompanyId,
        name: String,
    },
    Cities,
    Delegation,
    Outcomes,
    Period(ReportPeriod),
    Form(Box<Wanted>, ReportForm, #[serde(default)] Vec<Language>),
    /// The report is to be in these languages.
    Languages(Box<Wanted>, Vec<Language>),
    Weekly {
        on: bool,
    },
    Cancel,
}

/// Puts it into words. Files are empty here: their content comes when they are sent.
pub(super) fn render(body: &ReportBody, language: Language, texts: &Texts) -> Message {
    match body {
        ReportBody::AskWhich { weekly } => {
            let weekly = texts.plain(if *weekly { "reports-weekly-on" } else { "reports-weekly-off" });
            format!("{}\n{weekly}", texts.plain("reports-ask-which")).into()
        }
        ReportBody::AskCompany => texts.plain("reports-ask-company").into(),
        ReportBody::NoCompany { name } => texts.say("reports-no-company", &[("name", shortened(name, NAMED_CHARACTERS).into())]).into(),
        ReportBody::Choose => texts.plain("reports-choose").into(),
        ReportBody::AskPeriod => texts.plain("reports-ask-period").into(),
        ReportBody::NoPeriod(why) => texts
            .plain(match why {
                NoSpan::NotRead => "reports-no-period",
                NoSpan::Reversed => "reports-period-reversed",
                NoSpan::Future => "reports-period-future",
            })
            .into(),
        ReportBody::AskForm { what, languages } => {
            let named: Vec<String> = languages.iter().map(|language| texts.plain(&format!("report-language-{language}"))).collect();
            let said = texts.say("reports-ask-languages", &[("languages", named.join(", ").into())]);
            format!("{}\n{said}\n{}", title(what, language, texts), texts.plain("reports-ask-form")).into()
        }
        ReportBody::AskGuests => texts.plain("guests-ask").into(),
        ReportBody::Guests { remarks, refused } => {
            let first = texts.plain(if *refused { "guests-refused" } else { "guests-doubts" });
            // Where the list came from is not kept: its rows are called rows.
            let lines = remarks.iter().take(REMARKS).map(|remark| shortened(&remark.item("", texts), REMARK_CHARACTERS));
            let more = remarks.len().saturating_sub(REMARKS);
            let more = (more > 0).then(|| texts.say("guests-more", &[("count", more.into())]));
            let left_out = remarks.iter().filter(|remark| !remark.warning && !refused).count();
            let go_on = (left_out > 0).then(|| texts.say("guests-go-on", &[("count", left_out.into())]));
            std::iter::once(first).chain(lines).chain(more).chain(go_on).collect::<Vec<_>>().join("\n").into()
        }
        ReportBody::GuestsTooLarge => texts.plain("guests-too-large").into(),
        ReportBody::GuestsNotRead => texts.plain("guests-not-read").into(),
        ReportBody::Begun => texts.plain("reports-begun").into(),
        ReportBody::Making { what, percent } => {
            texts.say("reports-making", &[("what", title(what, language, texts).into()), ("percent", (*percent).into())]).into()
        }
        ReportBody::Ready { what } => texts.say("reports-ready", &[("what", title(what, language, texts).into())]).into(),
        ReportBody::UnderWay => texts.plain("reports-under-way").into(),
        ReportBody::Failed => texts.plain("reports-failed").into(),
        ReportBody::File { commission, .. } => {
            Message { files: vec![commission.file()], ..title(&commission.what, language, texts).into() }
        }
        ReportBody::Command(commission) => commission.told_as_command(None, texts),
        ReportBody::Weekly { span, counts, file } => {
            let commission = Commission::new(Wanted::Outcomes(*span), ReportForm::document(), &[language]);
            let files = if *file { vec![commission.file()] } else { Vec::new() };
            Message { files, ..weekly(*span, counts.unwrap_or_default(), language, texts).into() }
        }
        ReportBody::WeeklyChosen { on } => texts.plain(if *on { "reports-weekly-chosen" } else { "reports-weekly-ended" }).into(),
    }
}

/// What a report is, in a line.
fn title(what: &Wanted, language: Language, texts: &Texts) -> String {
    let short = |text: &str| shortened(text, NAMED_CHARACTERS);
    match what {
        Wanted::Partners(inquiry) => texts.say("reports-of-request", &[("text", short(&inquiry.text).into())]),
        Wanted::Card { inquiry, .. } => texts.say("reports-of-card", &[("text", short(&inquiry.text).into())]),
        Wanted::Company { name, .. } => texts.say("reports-of-company", &[("name", short(name).into())]),
        Wanted::Cities => texts.plain("report-cities"),
        Wanted::Delegation { guests, .. } => texts.say("reports-of-delegation", &[("guests", (*guests).into())]),
        Wanted::Outcomes(span) => texts.say("reports-of-period", &span.days(language)),
        Wanted::Figures(span) => texts.say("reports-of-figures", &span.days(language)),
    }
}

/// A day as the language writes it.
pub fn day(date: Date, language: Language) -> String {
    date.strftime(if language == Language::En { "%-d %B %Y" } else { "%d.%m.%Y" }).to_string()
}

/// Three lines beside the report of a week.
fn weekly(span: Span, counts: WeeklyCounts, language: Language, texts: &Texts) -> String {
    let WeeklyCounts { needs, offers, asked, accepted, met, deals } = counts;
    let lines = [
        texts.say("reports-weekly", &span.days(language)),
        texts.say("reports-weekly-listings", &[("needs", needs.into()), ("offers", offers.into())]),
        texts.say(
            "reports-weekly-introductions",
            &[("asked", asked.into()), ("accepted", accepted.into()), ("met", met.into()), ("deals", deals.into())],
        ),
    ];
    lines.join("\n")
}

impl Span {
    fn days(self, language: Language) -> [(&'static str, fluent_bundle::FluentValue<'static>); 2] {
        [("from", day(self.from, language).into()), ("to", day(self.to, language).into())]
    }
}

impl Commission {
    /// In these languages, of which there is at least one.
    pub fn new(what: Wanted, form: ReportForm, languages: &[Language]) -> Commission {
        let language = languages.first().copied().unwrap_or_default();
        Commission { what, form, language, also: languages.iter().skip(1).copied().collect() }
    }

    pub fn languages(&self) -> Vec<Language> {
        std::iter::once(self.language).chain(self.also.iter().copied()).collect()
    }

    fn file(&self) -> File {
        let name = match &self.what {
            Wanted::Partners(_) => "partners".to_owned(),
            Wanted::Card { company, .. } => format!("card-{}", safe(&company.0)),
            Wanted::Company { company, .. } => format!("partners-{}", safe(&company.0)),
            Wanted::Cities => "cities".to_owned(),
            Wanted::Delegation { .. } => "delegation".to_owned(),
            Wanted::Outcomes(Span { from, to }) => format!("outcomes-{from}-{to}"),
            Wanted::Figures(Span { from, to }) => format!("figures-{from}-{to}"),
        };
        // A long picture would be made small and blurred by the messenger: only those that are meant for it go as pictures.
        let is_picture = self.form == ReportForm::Png
            && !matches!(self.what, Wanted::Partners(_) | Wanted::Company { .. } | Wanted::Cities | Wanted::Delegation { .. });
        let kind = if is_picture { FileKind::Picture } else { FileKind::Document };
        File { name: format!("hamkor-{name}.{}", self.form.extension()), kind, bytes: Vec::new() }
    }

    /// The command that writes it, where no file can be sent. `data`: the directory of data, if it is another than a command takes by itself.
    pub fn told_as_command(&self, data: Option<&Path>, texts: &Texts) -> Message {
        // The guests are in no file yet.
        let key = if matches!(self.what, Wanted::Delegation { .. }) { "reports-command-guests" } else { "reports-command" };
        texts.say(key, &[("command", self.command(data, texts).into())]).into()
    }

    /// As one writes it oneself.
    fn command(&self, data: Option<&Path>, texts: &Texts) -> String {
        let city = |inquiry: &Inquiry| {
            let key = inquiry.home.map(|home| if home == Region::Lipetsk { "side-lipetsk" } else { "side-khujand" });
            key.map(|key| format!(" --city {}", quoted(&texts.plain(key)))).unwrap_or_default()
        };
        let what = match &self.what {
            Wanted::Partners(Inquiry { listing: Some(listing), .. }) => format!("partners --need {}", listing.0),
            Wanted::Partners(inquiry) => format!("partners --text {}{}", quoted(&inquiry.text), city(inquiry)),
            Wanted::Card { inquiry, company } => {
                format!("card --company {} --text {}{}", quoted(&company.0), quoted(&inquiry.text), city(inquiry))
            }
            Wanted::Company { company, .. } => format!("partners --company {}", quoted(&company.0)),
            Wanted::Cities => "cities".to_owned(),
            Wanted::Delegation { .. } => "delegation --guests guests.csv".to_owned(),
            Wanted::Outcomes(Span { from, to }) | Wanted::Figures(Span { from, to }) => format!("outcomes --from {from} --to {to}"),
        };
        let languages: Vec<&str> = self.languages().into_iter().map(Language::code).collect();
        let data = data.map(|data| format!("--data {} ", quoted(&data.display().to_string()))).unwrap_or_default();
        format!("hamkor {data}report {what} --lang {} --out {}", languages.join(","), self.file().name)
    }

    /// Says instead of the file that nobody fits any more, or that the guests are kept no longer.
    pub fn nobody(&self, texts: &Texts) -> Message {
        let gone = matches!(self.what, Wanted::Delegation { .. });
        texts.plain(if gone { "guests-gone" } else { "reports-nobody" }).into()
    }

    pub fn failed(texts: &Texts) -> Message {
        texts.plain("reports-failed").into()
    }

    /// Says instead of the file that no messenger takes it.
    pub fn too_large(&self, texts: &Texts) -> Message {
        texts.say("export-too-large", &[("command", self.command(None, texts).into())]).into()
    }
}

/// What may stand in the name of a file, of an id.
fn safe(id: &str) -> String {
    id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(NAMED_CHARACTERS).collect()
}

/// One word for a shell, whatever is in it.
fn quoted(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("'{}'", line.replace('\'', r"'\''"))
}

/// The words on the button.
pub(super) fn caption(action: &ReportAction, texts: &Texts) -> String {
    texts.plain(match action {
        ReportAction::Of(_) => "button-report",
        ReportAction::Card(_) => "button-report-card",
        ReportAction::Picture => "button-report-picture",
        ReportAction::Which => "button-reports",
        ReportAction::AskCompany => "button-report-company",
        ReportAction::Company { name, .. } => return shortened(name, BUTTON_CHARACTERS),
        ReportAction::Cities => "button-report-cities",
        ReportAction::Delegation => "button-report-delegation",
        ReportAction::Languages(_, languages) => {
            let codes: Vec<String> = languages.iter().map(|language| language.code().to_uppercase()).collect();
            return format!("→ {}", codes.join(" + "));
        }
        ReportAction::Outcomes => "button-report-outcomes",
        ReportAction::Period(period) => match period {
            ReportPeriod::ThisWeek => "button-report-this-week",
            ReportPeriod::ThisMonth => "button-report-this-month",
            ReportPeriod::LastMonth => "button-report-last-month",
            ReportPeriod::ThisQuarter => "button-report-this-quarter",
            ReportPeriod::LastQuarter => "button-report-last-quarter",
            ReportPeriod::ThisYear => "button-report-this-year",
            ReportPeriod::LastYear => "button-report-last-year",
        },
        ReportAction::Form(_, ReportForm::Png, _) => "button-report-picture",
        ReportAction::Form(_, form, _) => return form.extension().to_uppercase(),
        ReportAction::Weekly { on: true } => "button-report-weekly-on",
        ReportAction::Weekly { on: false } => "button-report-weekly-off",
        ReportAction::Cancel => "button-company-cancel",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_one_line_that_a_shell_reads_back() {
        let inquiry = Inquiry { text: "окна 'О''К'\n$(rm) `x`".to_owned(), ..Inquiry::default() };
        let commission = Commission::new(Wanted::Partners(inquiry), ReportForm::Xlsx, &[Language::Tg]);
        assert_eq!(
            commission.command(None, Texts::of(Language::Tg)),
            r"hamkor report partners --text 'окна '\''О'\'''\''К'\'' $(rm) `x`' --lang tg --out hamkor-partners.xlsx"
        );
    }

    #[test]
    fn a_command_says_where_the_asker_is_and_which_data_and_names_what_is_published_by_its_number() {
        let command = |inquiry, data: Option<&str>| {
            let commission = Commission::new(Wanted::Partners(inquiry), ReportForm::Xlsx, &[Language::Ru]);
            commission.command(data.map(Path::new), Texts::of(Language::Ru))
        };
        let asked = Inquiry { text: "окна".to_owned(), home: Some(Region::Sughd), ..Inquiry::default() };
        assert_eq!(
            command(asked.clone(), Some("мои данные")),
            "hamkor --data 'мои данные' report partners --text 'окна' --city 'Худжанд' --lang ru --out hamkor-partners.xlsx"
        );
        let published = Inquiry { listing: Some(ListingId(7)), ..asked };
        assert_eq!(command(published, None), "hamkor report partners --need 7 --lang ru --out hamkor-partners.xlsx");
    }

    #[test]
    fn the_name_of_a_file_holds_nothing_of_a_path() {
        let what = Wanted::Company { company: CompanyId("../../etc/пас".to_owned()), name: String::new() };
        let commission = Commission::new(what, ReportForm::Csv, &[Language::Ru]);
        assert_eq!(commission.file().name, "hamkor-partners-etc.csv");
    }
}
