//! Links into the bot: `https://t.me/<bot>?start=<payload>`. The only place that knows what a payload looks like.

use crate::domain::CompanyId;

/// Telegram takes no longer payload, and in it only letters, digits, `_` and `-` (core.telegram.org/bots/features#deep-linking).
const PAYLOAD_BYTES: usize = 64;
const COMPANY: &str = "c_";
const INVITATION: &str = "i_";
const POST: &str = "p_";

/// What a link opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Opens<'a> {
    Company(CompanyId),
    /// By its token.
    Invitation(&'a str),
    /// To keep the list, by its token.
    Post(&'a str),
}

/// A link to a company; `None` where the bot has no name, or the company's id does not fit into a link.
pub fn company_link(bot: &str, company: &CompanyId) -> Option<String> {
    link(bot, &format!("{COMPANY}{company}"))
}

pub(super) fn invitation_link(bot: &str, token: &str) -> Option<String> {
    link(bot, &format!("{INVITATION}{token}"))
}

pub(super) fn post_link(bot: &str, token: &str) -> Option<String> {
    link(bot, &post_payload(token))
}

/// What is typed after `/start` where a link cannot be followed.
pub(super) fn post_payload(token: &str) -> String {
    format!("{POST}{token}")
}

/// What a payload means; `None`: nothing of ours.
pub(super) fn read(payload: &str) -> Option<Opens<'_>> {
    if !is_payload(payload) {
        return None;
    }
    let company = payload.strip_prefix(COMPANY).map(|id| Opens::Company(CompanyId(id.to_owned())));
    let invitation = || payload.strip_prefix(INVITATION).map(Opens::Invitation);
    company.or_else(invitation).or_else(|| payload.strip_prefix(POST).map(Opens::Post))
}

fn link(bot: &str, payload: &str) -> Option<String> {
    (!bot.is_empty() && is_payload(payload)).then(|| format!("https://t.me/{bot}?start={payload}"))
}

fn is_payload(text: &str) -> bool {
    text.len() <= PAYLOAD_BYTES && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_link_holds_is_read_back() {
        let link = company_link("hamkor_bot", &CompanyId("L01".into())).expect("a short id fits");
        assert_eq!(link, "https://t.me/hamkor_bot?start=c_L01");
        assert_eq!(read("c_L01"), Some(Opens::Company(CompanyId("L01".into()))));
        assert_eq!(read("i_7ZK"), Some(Opens::Invitation("7ZK")));
        assert_eq!(read(&post_payload("7ZK")), Some(Opens::Post("7ZK")));
        assert_eq!(invitation_link("", "7ZK"), None);
    }

    #[test]
    fn what_fits_into_no_link_makes_none() {
        assert_eq!(company_link("hamkor_bot", &CompanyId("завод".into())), None);
        assert_eq!(company_link("hamkor_bot", &CompanyId("x".repeat(63))), None);
        for payload in ["", "L01", "c_завод", "../c_x", "x_1"] {
            assert_eq!(read(payload), None, "{payload}");
        }
    }
}
