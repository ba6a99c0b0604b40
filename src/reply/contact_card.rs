//! A contact as a file that telephones take up: vCard 3.0 (RFC 2426), which old ones read too.

use super::message::{File, FileKind};
use crate::domain::{Contact, IntroductionId, Reach};

/// No line is longer (RFC 2426, 2.6); what goes on begins with a blank.
const LINE_BYTES: usize = 75;

/// The card of a person; only the ways by which they want to be reached are on it.
pub(super) fn of_person(contact: &Contact, company: &str, city: &str, id: IntroductionId) -> File {
    let mut lines = vec![("N", format!(";{};;;", escaped(&contact.name))), ("FN", escaped(&contact.name)), ("ORG", escaped(company))];
    if contact.by != Reach::TelegramOnly && !contact.phone.is_empty() {
        lines.push(("TEL;TYPE=CELL", escaped(&contact.phone)));
    }
    if contact.by != Reach::PhoneOnly && !contact.username.is_empty() {
        lines.push(("URL", escaped(&format!("https://t.me/{}", contact.username))));
    }
    card(lines, city, id)
}

/// The card of a company, as the list has it.
pub(super) fn of_company(company: &str, city: &str, phone: &str, email: &str, id: IntroductionId) -> File {
    let mut lines = vec![("N", format!("{};;;;", escaped(company))), ("FN", escaped(company)), ("ORG", escaped(company))];
    if !phone.is_empty() {
        lines.push(("TEL;TYPE=WORK", escaped(phone)));
    }
    if !email.is_empty() {
        lines.push(("EMAIL", escaped(email)));
    }
    card(lines, city, id)
}

fn card(lines: Vec<(&str, String)>, city: &str, id: IntroductionId) -> File {
    let address = ("ADR;TYPE=WORK", format!(";;;{};;;", escaped(city)));
    let begun = [("BEGIN", "VCARD".to_owned()), ("VERSION", "3.0".to_owned())];
    let all = begun.into_iter().chain(lines).chain([address, ("END", "VCARD".to_owned())]);
    let text: String = all.map(|(name, value)| folded(&format!("{name}:{value}"))).collect();
    File { name: format!("hamkor-{id}.vcf"), kind: FileKind::Document, bytes: text.into_bytes() }
}

/// What would end a value or begin the next is marked; control characters, which no value may hold, go.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.trim().chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The line with its end, cut between characters.
fn folded(line: &str) -> String {
    let (mut out, mut length) = (String::with_capacity(line.len() + 2), 0);
    for c in line.chars() {
        if length + c.len_utf8() > LINE_BYTES {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(contact: &Contact, company: &str) -> String {
        String::from_utf8(of_person(contact, company, "Худжанд", IntroductionId(7)).bytes).expect("UTF-8")
    }

    #[test]
    fn only_the_ways_that_a_person_wants_are_on_the_card() {
        let mut contact =
            Contact { name: "Фируз".into(), phone: "+992927770000".into(), username: "firuz".into(), by: Reach::PhoneAndTelegram };
        let both = text(&contact, "Оби Зулол");
        assert!(both.contains("TEL;TYPE=CELL:+992927770000\r\n") && both.contains("URL:https://t.me/firuz\r\n"), "{both}");
        contact.by = Reach::PhoneOnly;
        assert!(!text(&contact, "Оби Зулол").contains("firuz"));
        contact.by = Reach::TelegramOnly;
        assert!(!text(&contact, "Оби Зулол").contains("+992"));
    }

    #[test]
    fn what_people_write_stays_within_its_line() {
        let contact = Contact { name: "A;B,C\\D\r\nTEL:1".into(), ..Contact::default() };
        let card = text(&contact, &"Завод «Длинное имя», ".repeat(12));
        assert!(card.contains("FN:A\\;B\\,C\\\\D\\nTEL:1\r\n"), "{card}");
        assert!(card.split("\r\n").all(|line| line.len() <= LINE_BYTES), "{card}");
        let unfolded = card.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("ORG:{}", "Завод «Длинное имя»\\, ".repeat(12).trim_end())), "{unfolded}");
        assert!(card.starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n") && card.ends_with("END:VCARD\r\n"));
    }
}
