//! What is said to those who keep the list on their front page, and how things stand in numbers.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Message;
use super::company_words::date;
use super::texts::Texts;
use crate::domain::Language;
use crate::matching::Census;
use crate::registry::{Figures, REQUEST_DAYS};

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdminBody {
    /// What waits for whoever reads it.
    Open { applications: usize, complaints: usize, tasks: usize },
    /// How things stand: the companies that can be found, and all else.
    Statistics { at: Timestamp, census: Census, figures: Figures },
    /// The companies could not be counted.
    NotCounted,
    /// The question is closed.
    Cancelled,
}

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdminAction {
    Open,
    Tasks,
    Load,
    Export,
    Statistics,
}

/// The longest bar, in blocks.
const BAR: usize = 10;

pub(super) fn render(body: &AdminBody, language: Language, texts: &Texts) -> Message {
    let text = match body {
        AdminBody::Open { applications, complaints, tasks } => {
            let waits = [("admin-applications", applications), ("admin-complaints", complaints), ("admin-tasks", tasks)];
            let lines = waits.map(|(key, count)| counted(key, *count, texts));
            format!("{}\n{}", texts.plain("admin-heading"), lines.join("\n"))
        }
        AdminBody::Statistics { at, census, figures } => {
            let mut lines = vec![
                texts.say("statistics", &[("date", date(*at).into())]),
                String::new(),
                counted("statistics-companies", census.companies, texts),
            ];
            lines.extend(of_sides(census, texts));
            if !census.sectors.is_empty() {
                let sectors: Vec<_> =
                    census.sectors.iter().map(|sector| (sector.name.get(language).to_owned(), sector.companies)).collect();
                lines.extend([String::new(), texts.plain("statistics-sectors")]);
                lines.extend(bars(&sectors));
            }
            lines.extend(of_people(figures, texts));
            lines.join("\n")
        }
        AdminBody::NotCounted => texts.plain("statistics-not-counted"),
        AdminBody::Cancelled => texts.plain("admin-cancelled"),
    };
    text.into()
}

fn of_sides(census: &Census, texts: &Texts) -> Vec<String> {
    let elsewhere = census.companies - census.lipetsk - census.sughd;
    let mut sides = vec![(texts.plain("side-lipetsk"), census.lipetsk), (texts.plain("side-khujand"), census.sughd)];
    if elsewhere > 0 {
        sides.push((texts.plain("statistics-elsewhere"), elsewhere));
    }
    bars(&sides)
}

fn of_people(figures: &Figures, texts: &Texts) -> Vec<String> {
    let introductions = [
        ("statistics-asked", figures.asked),
        ("statistics-accepted", figures.accepted),
        ("statistics-declined", figures.declined),
        ("statistics-expired", figures.expired),
        ("statistics-taken-back", figures.taken_back),
    ];
    let mut lines = vec![
        String::new(),
        texts.say("statistics-members", &[("members", figures.members.into()), ("companies", figures.companies.into())]),
        texts.say("statistics-listings", &[("needs", figures.needs.into()), ("offers", figures.offers.into())]),
        String::new(),
        texts.plain("statistics-introductions"),
    ];
    lines.extend(bars(&introductions.map(|(key, count)| (texts.plain(key), count))));
    lines.extend([
        String::new(),
        texts.say("statistics-requests", &[("days", REQUEST_DAYS.into()), ("count", (figures.answered + figures.unanswered).into())]),
        counted("statistics-matches", figures.found, texts),
        counted("statistics-unanswered", figures.unanswered, texts),
    ]);
    if !figures.lacking.is_empty() {
        lines.push(texts.plain("statistics-lacking"));
        lines.extend(figures.lacking.iter().map(|(word, count)| format!("• {count} — {word}")));
        lines.push(String::new());
    }
    lines.extend([
        counted("admin-applications", figures.applications, texts),
        counted("admin-complaints", figures.complaints, texts),
        counted("admin-tasks", figures.tasks, texts),
        counted("statistics-hidden", figures.hidden, texts),
    ]);
    lines
}

fn counted(key: &str, count: usize, texts: &Texts) -> String {
    texts.say(key, &[("count", count.into())])
}

/// A chart in text, a line a bar, as long as it is beside the longest: what is there at all has at least one block. The name comes last,
/// for the letters of a messenger are not all equally wide.
fn bars(counts: &[(String, usize)]) -> Vec<String> {
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default().max(1);
    let bar = |(name, count): &(String, usize)| {
        let blocks = (count * BAR / most).max(usize::from(*count > 0));
        let bar = if blocks == 0 { String::new() } else { format!("{} ", "▇".repeat(blocks)) };
        format!("{bar}{count} — {name}")
    };
    counts.iter().map(bar).collect()
}

pub(super) fn caption(action: AdminAction, texts: &Texts) -> String {
    texts.plain(match action {
        AdminAction::Open => "button-admin",
        AdminAction::Tasks => "button-admin-tasks",
        AdminAction::Load => "button-admin-load",
        AdminAction::Export => "button-admin-export",
        AdminAction::Statistics => "button-admin-statistics",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_count_beside_the_longest() {
        let counts = [("a", 200), ("b", 100), ("c", 1), ("d", 0)].map(|(name, count)| (name.to_owned(), count));
        assert_eq!(bars(&counts), ["▇▇▇▇▇▇▇▇▇▇ 200 — a", "▇▇▇▇▇ 100 — b", "▇ 1 — c", "0 — d"]);
        assert_eq!(bars(&[("a".to_owned(), 0)]), ["0 — a"]);
    }
}
