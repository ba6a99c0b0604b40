//! What the ledger keeps in clear, in words: facts for whoever reads the ledger, and its times by the clock of a side.

use jiff::Timestamp;
use jiff::civil::Date;

use super::moderation::doubt_key;
use super::proposals::{self, effect_code};
use super::{Texts, marks};
use crate::domain::{CompanyId, Language, Region};
use crate::registry::{
    Answer, BroadcastFact, ClerkFact, DigestFact, Fact, IntroductionFact, ListingFact, MarkFact, MemberFact, MergeFact, ProposalFact,
    Proposed, StaffFact, TaskFact, Thread, Undone, Verdict, Wish, calendar,
};

/// The clock by which a person reads the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock(Region);

impl Clock {
    /// That of Khujand for who reads Tajik, else that of Lipetsk.
    pub fn of(language: Language) -> Clock {
        match language {
            Language::Tg => Clock(Region::Sughd),
            Language::Ru | Language::En => Clock(Region::Lipetsk),
        }
    }

    /// As "UTC+3".
    pub fn name(self) -> String {
        format!("UTC+{}", calendar::offset(self.0).seconds() / 3_600)
    }

    pub fn date(self, at: Timestamp) -> Date {
        calendar::local(at, self.0).date()
    }

    /// Day and minute, as all three languages write them.
    pub fn moment(self, at: Timestamp) -> String {
        calendar::local(at, self.0).strftime("%d.%m.%Y %H:%M").to_string()
    }

    /// When a day begins.
    pub fn beginning(self, day: Date) -> Timestamp {
        calendar::offset(self.0).to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MIN)
    }
}

/// The name of the kind of a fact for programs: of its flow first, then what happened. It never changes.
pub fn fact_code(fact: &Fact) -> &'static str {
    match fact {
        Fact::Member(fact) => match fact {
            MemberFact::Consented { .. } => "member_consented",
            MemberFact::Withdrew => "member_withdrew",
            MemberFact::Applied { wish: Wish::Join(_), .. } => "member_asked_to_join",
            MemberFact::Applied { wish: Wish::Add, .. } => "member_asked_to_add",
            MemberFact::Applied { wish: Wish::Change(_), .. } => "member_asked_to_change",
            MemberFact::TookBack { .. } => "member_took_back",
            MemberFact::Decided { verdict: Verdict::Approved, .. } => "member_approved",
            MemberFact::Decided { verdict: Verdict::AskedBack(_), .. } => "member_asked_back",
            MemberFact::Decided { verdict: Verdict::Refused(_), .. } => "member_refused",
            MemberFact::Joined { .. } => "member_joined",
            MemberFact::Left => "member_left",
            MemberFact::Unreachable => "member_unreachable",
            MemberFact::Reachable => "member_reachable",
        },
        Fact::Introduction(fact) => match fact {
            IntroductionFact::Asked { .. } => "introduction_asked",
            IntroductionFact::Answered { answer: Answer::Accepted, .. } => "introduction_accepted",
            IntroductionFact::Answered { answer: Answer::Later, .. } => "introduction_postponed",
            IntroductionFact::Answered { answer: Answer::Declined, .. } => "introduction_declined",
            IntroductionFact::Answered { answer: Answer::NotAgain, .. } => "introduction_declined_for_good",
            IntroductionFact::Wished { .. } => "introduction_wished",
            IntroductionFact::Readmitted { .. } => "introduction_readmitted",
            IntroductionFact::Outcome { .. } => "introduction_outcome",
            IntroductionFact::Met { .. } => "introduction_met",
            IntroductionFact::Agreed { .. } => "introduction_agreed",
            IntroductionFact::Invited { .. } => "introduction_invited",
            IntroductionFact::InvitationUsed { .. } => "introduction_invitation_used",
        },
        Fact::Listing(fact) => match fact {
            ListingFact::Published(_) => "listing_published",
            ListingFact::Extended { .. } => "listing_extended",
            ListingFact::Closed { .. } => "listing_closed",
            ListingFact::Watched { .. } => "listing_watched",
            ListingFact::Unwatched { .. } => "listing_unwatched",
            ListingFact::NewsChosen { .. } => "listing_news_chosen",
            ListingFact::Settled { .. } => "listing_settled",
            ListingFact::Grew => "listing_grew",
            ListingFact::FeedbackGiven { .. } => "listing_feedback_given",
        },
        Fact::Mark(fact) => match fact {
            MarkFact::Verified { on: true, .. } => "mark_verified",
            MarkFact::Verified { on: false, .. } => "mark_not_verified",
            MarkFact::Hidden { on: true, .. } => "mark_hidden",
            MarkFact::Hidden { on: false, .. } => "mark_shown",
            MarkFact::Blocked { on: true, .. } => "mark_blocked",
            MarkFact::Blocked { on: false, .. } => "mark_unblocked",
            MarkFact::Complained { .. } => "mark_complained",
            MarkFact::Heard { .. } => "mark_heard",
        },
        Fact::Task(fact) => match fact {
            TaskFact::Unanswered | TaskFact::Lacked { .. } => "task_unanswered",
            TaskFact::Found { .. } => "task_found",
            TaskFact::Asked { .. } => "task_asked",
            TaskFact::Answered { .. } => "task_answered",
        },
        Fact::Broadcast(fact) => match fact {
            BroadcastFact::Written { .. } => "broadcast_written",
            BroadcastFact::Confirmed { .. } => "broadcast_confirmed",
            BroadcastFact::Stopped { .. } => "broadcast_stopped",
            BroadcastFact::Muted { on: true } => "broadcast_muted",
            BroadcastFact::Muted { on: false } => "broadcast_unmuted",
        },
        Fact::Merge(MergeFact::Merged { .. }) => "merge_merged",
        Fact::Undone(_) => "undo_step",
        Fact::Proposal(fact) => match fact {
            ProposalFact::Made { what: Proposed::UndoLoad { .. }, .. } => "proposal_undo_load",
            ProposalFact::Made { what: Proposed::Restore { .. }, .. } => "proposal_restore",
            ProposalFact::Made { what: Proposed::Remove { .. }, .. } => "proposal_remove",
            ProposalFact::Confirmed { .. } => "proposal_confirmed",
            ProposalFact::Stopped { .. } => "proposal_stopped",
            ProposalFact::Done { effect, .. } => effect_code(effect),
        },
        Fact::Clerk(fact) => match fact {
            ClerkFact::Signed { .. } => "clerk_consent_signed",
            ClerkFact::TookBack { .. } => "clerk_consent_taken_back",
            ClerkFact::Began { .. } => "clerk_began",
            ClerkFact::Ended { .. } => "clerk_ended",
        },
        Fact::Digest(DigestFact::Chosen { on: true }) => "digest_wanted",
        Fact::Digest(DigestFact::Chosen { on: false }) => "digest_not_wanted",
        Fact::Staff(fact) => match fact {
            StaffFact::Invited { .. } => "staff_invited",
            StaffFact::Accepted { .. } => "staff_accepted",
            StaffFact::Dismissed { .. } => "staff_dismissed",
        },
        Fact::Told(_) => "notice_given",
        Fact::ForgetAsked => "forget_asked",
        Fact::Forgotten => "forget_done",
    }
}

/// A fact in words, with the companies as `named` names them. What a listing says is left out: it is its company's to show.
pub fn fact_words(fact: &Fact, texts: &Texts, named: &dyn Fn(&CompanyId) -> String) -> String {
    if let Fact::Proposal(ProposalFact::Done { asked, what, effect }) = fact {
        return proposals::recorded(*asked, what, effect, texts);
    }
    let companies = fact.companies();
    // The name of a record that was merged is that of the other by now.
    let is_left = |at: usize| at == 0 && matches!(fact, Fact::Merge(_));
    let company = |at: usize| companies.get(at).map(|id| if is_left(at) { id.0.clone() } else { named(id) }).unwrap_or_default();
    let number = match fact.thread() {
        Some(Thread::Introduction(id)) => id.0,
        Some(Thread::Application(id)) => id.0,
        Some(Thread::Listing(id)) => id.0,
        None => match fact {
            Fact::Undone(Undone { entry, .. }) => *entry,
            Fact::Proposal(ProposalFact::Made { number, .. } | ProposalFact::Confirmed { number } | ProposalFact::Stopped { number }) => {
                *number
            }
            _ => 0,
        },
    };
    let key = format!("ledger-{}", fact_code(fact).replace('_', "-"));
    let said = texts.say(&key, &[("number", number.to_string().into()), ("company", company(0).into()), ("other", company(1).into())]);
    let said = match reason(fact) {
        Some(why) => texts.say("ledger-because", &[("text", said.into()), ("why", texts.plain(why).into())]),
        None => said,
    };
    let on_behalf = matches!(
        fact,
        Fact::Introduction(
            IntroductionFact::Asked { on_behalf: true, .. }
                | IntroductionFact::Answered { on_behalf: true, .. }
                | IntroductionFact::Met { on_behalf: Some(_), .. }
                | IntroductionFact::Agreed { on_behalf: Some(_), .. }
        )
    );
    if on_behalf { texts.say("ledger-by-chamber", &[("text", said.into())]) } else { said }
}

/// Why a chamber did not approve, or what somebody complains of: the button that was pressed for it.
fn reason(fact: &Fact) -> Option<&'static str> {
    match fact {
        Fact::Member(MemberFact::Decided { verdict: Verdict::AskedBack(doubt) | Verdict::Refused(doubt), .. }) => Some(doubt_key(*doubt)),
        Fact::Mark(MarkFact::Complained { why, .. }) => Some(marks::key(*why)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ApplicationId;
    use crate::registry::{Doubt, Why};

    #[test]
    fn a_refusal_a_question_and_a_complaint_are_told_with_their_reason() {
        let decided = |verdict| Fact::Member(MemberFact::Decided { application: ApplicationId(3), verdict });
        let company = CompanyId("L04".to_owned());
        let complained = Fact::Mark(MarkFact::Complained { number: 1, company, why: Why::WrongData, side: None });
        for (language, refused, asked_back, complaint) in [
            (
                Language::Ru,
                "в заявке 3 отказано: «Не их компания»",
                "заявка 3 возвращена с вопросом: «Не удалось проверить»",
                "жалоба на компанию L04: «Данные неверны»",
            ),
            (
                Language::Tg,
                "дархости 3 рад карда шуд: «Ширкати онҳо нест»",
                "дархости 3 бо савол баргардонида шуд: «Тасдиқ нашуд»",
                "шикоят аз ширкати L04: «Маълумот нодуруст аст»",
            ),
            (
                Language::En,
                "application 3 refused: “Not their company”",
                "application 3 sent back with a question: “Cannot be verified”",
                "complained of L04: “The data are wrong”",
            ),
        ] {
            let said = |fact: &Fact| fact_words(fact, Texts::of(language), &|id| id.0.clone());
            assert_eq!(said(&decided(Verdict::Refused(Doubt::NotTheirCompany))), refused);
            assert_eq!(said(&decided(Verdict::AskedBack(Doubt::CannotBeVerified))), asked_back);
            assert_eq!(said(&complained), complaint);
        }
    }
}
