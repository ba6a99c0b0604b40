//! Those who keep the list for a chamber: owners by the operator's setting, admins and clerks by an invitation.
//!
//! Whoever has a side keeps the list of that side only; without one, of both.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::calendar::days_after;
use super::{Notice, hash};
use crate::domain::{ChatId, Region};

/// An invitation to keep the list holds for so many days.
pub const POST_INVITATION_DAYS: i64 = 7;
/// Whoever is dismissed is told so within so many days, and later not any more.
const DISMISSAL_TOLD_DAYS: i64 = 1;

/// What somebody of a chamber may do; each may also do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Decides applications, acts for companies that have no messenger.
    Clerk,
    /// Loads lists and lets clerks in.
    Admin,
    /// Lets admins in; named in the configuration, never by a fact.
    Owner,
}

/// A role, and the side for which it is held; `None`: for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Region>,
}

impl Post {
    /// Whether it is held for that side; what has no side is everybody's.
    pub fn serves(self, side: Option<Region>) -> bool {
        self.side.is_none() || side.is_none() || self.side == side
    }

    /// Whether who holds this one may give and take that one: a lower one, of the own side.
    pub fn is_above(self, other: Post) -> bool {
        self.role >= Role::Admin && self.role > other.role && (self.side.is_none() || self.side == other.side)
    }
}

/// A fact about those who keep the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffFact {
    /// Whoever opens the link first gets the post; the token is kept as its hash.
    Invited { token: String, post: Post },
    /// The person of this chat has opened it.
    Accepted { token: String },
    /// That person keeps the list no longer.
    Dismissed { chat: ChatId },
}

/// A notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffNotice {
    /// To somebody who keeps the list no longer, the how many-th of all.
    Dismissed { time: u64 },
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Staff {
    owners: BTreeMap<ChatId, Option<Region>>,
    appointed: BTreeMap<ChatId, Appointed>,
    invitations: BTreeMap<String, PostInvitation>,
    /// Who was dismissed and when, by the number of the dismissal.
    dismissed: BTreeMap<u64, (ChatId, Timestamp)>,
}

/// Somebody who keeps the list by an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appointed {
    pub post: Post,
    pub by: ChatId,
    pub at: Timestamp,
}

/// An invitation that is not used yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PostInvitation {
    post: Post,
    by: ChatId,
    at: Timestamp,
}

impl Staff {
    pub(super) fn apply(&mut self, at: Timestamp, chat: ChatId, fact: &StaffFact) {
        match fact {
            StaffFact::Invited { token, post } => {
                self.invitations.insert(token.clone(), PostInvitation { post: *post, by: chat, at });
            }
            StaffFact::Accepted { token } => {
                if let Some(PostInvitation { post, by, .. }) = self.invitations.remove(token) {
                    self.appointed.insert(chat, Appointed { post, by, at });
                }
            }
            StaffFact::Dismissed { chat } => {
                if self.appointed.contains_key(chat) {
                    let time = self.dismissed.keys().next_back().map_or(1, |last| last + 1);
                    self.dismissed.insert(time, (*chat, at));
                }
                self.dismiss(*chat);
            }
        }
    }

    /// Whoever was dismissed is told so, unless they keep the list again.
    pub(super) fn due(&self, now: Timestamp, due: &mut Vec<(ChatId, Notice)>) {
        let fresh =
            self.dismissed.iter().filter(|(_, (chat, at))| now < days_after(*at, DISMISSAL_TOLD_DAYS) && self.post(*chat).is_none());
        due.extend(fresh.map(|(&time, &(chat, _))| (chat, Notice::Staff(StaffNotice::Dismissed { time }))));
    }

    pub(super) fn forget(&mut self, chat: ChatId) {
        self.dismiss(chat);
        self.dismissed.retain(|_, (dismissed, _)| *dismissed != chat);
    }

    /// Their invitations end with them.
    fn dismiss(&mut self, chat: ChatId) {
        self.appointed.remove(&chat);
        self.invitations.retain(|_, invitation| invitation.by != chat);
    }

    pub(super) fn set_owners(&mut self, owners: &BTreeMap<ChatId, Option<Region>>) {
        self.owners.clone_from(owners);
    }

    /// What the person may do; `None`: no more than everybody.
    pub fn post(&self, chat: ChatId) -> Option<Post> {
        match self.owners.get(&chat) {
            Some(&side) => Some(Post { role: Role::Owner, side }),
            None => self.appointed.get(&chat).map(|appointed| appointed.post),
        }
    }

    /// Whether the person keeps the list of that side.
    pub fn serves(&self, chat: ChatId, side: Option<Region>) -> bool {
        self.post(chat).is_some_and(|post| post.serves(side))
    }

    /// Those who keep the list of that side; all, where nobody does.
    pub fn keepers(&self, side: Option<Region>) -> Vec<ChatId> {
        let serving: Vec<ChatId> = self.all().filter(|(_, post)| post.serves(side)).map(|(chat, _)| chat).collect();
        if serving.is_empty() { self.all().map(|(chat, _)| chat).collect() } else { serving }
    }

    /// Admins and owners who keep the list of that side.
    pub fn admins(&self, side: Option<Region>) -> impl Iterator<Item = ChatId> + '_ {
        self.all().filter(move |(_, post)| post.role >= Role::Admin && post.serves(side)).map(|(chat, _)| chat)
    }

    /// Everybody, owners first.
    pub fn all(&self) -> impl Iterator<Item = (ChatId, Post)> + '_ {
        let owners = self.owners.iter().map(|(&chat, &side)| (chat, Post { role: Role::Owner, side }));
        owners.chain(self.appointed().map(|(chat, appointed)| (chat, appointed.post)))
    }

    /// Those who keep the list by an invitation.
    pub fn appointed(&self) -> impl Iterator<Item = (ChatId, Appointed)> + '_ {
        self.appointed.iter().filter(|(chat, _)| !self.owners.contains_key(chat)).map(|(chat, appointed)| (*chat, *appointed))
    }

    /// The post to which a token invites, with the hash by which it is recorded; only while it holds: its author may still give that post.
    pub fn usable(&self, token: &str, now: Timestamp) -> Option<(String, Post)> {
        let hash = hash(token);
        let PostInvitation { post, by, at } = *self.invitations.get(&hash)?;
        let holds = now < days_after(at, POST_INVITATION_DAYS) && self.post(by).is_some_and(|giver| giver.is_above(post));
        holds.then_some((hash, post))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    const OWNER: ChatId = ChatId(1);
    const ADMIN: ChatId = ChatId(2);
    const CLERK: ChatId = ChatId(3);
    const START: Timestamp = Timestamp::UNIX_EPOCH;

    fn post(role: Role, side: Option<Region>) -> Post {
        Post { role, side }
    }

    fn invited(token: &str, post: Post) -> StaffFact {
        StaffFact::Invited { token: hash(token), post }
    }

    /// An owner, an admin of Lipetsk and a clerk whom the admin has let in.
    fn staff() -> Staff {
        let mut staff = Staff::default();
        staff.set_owners(&[(OWNER, None)].into());
        staff.apply(START, OWNER, &invited("A", post(Role::Admin, Some(Region::Lipetsk))));
        staff.apply(START, ADMIN, &StaffFact::Accepted { token: hash("A") });
        staff.apply(START, ADMIN, &invited("C", post(Role::Clerk, Some(Region::Lipetsk))));
        staff.apply(START, CLERK, &StaffFact::Accepted { token: hash("C") });
        staff
    }

    #[test]
    fn a_link_is_used_once_and_holds_a_week() {
        let mut staff = staff();
        assert_eq!(staff.usable("A", START), None);
        staff.apply(START, OWNER, &invited("B", post(Role::Clerk, None)));
        let week = SignedDuration::from_hours(24 * POST_INVITATION_DAYS);
        assert!(staff.usable("B", START + week - SignedDuration::from_secs(1)).is_some());
        assert_eq!(staff.usable("B", START + week), None);
        staff.apply(START, ChatId(9), &StaffFact::Accepted { token: hash("A") });
        assert_eq!(staff.post(ChatId(9)), None, "its link was used before");
    }

    #[test]
    fn nobody_gives_more_than_they_have() {
        let admin = post(Role::Admin, Some(Region::Lipetsk));
        assert!(admin.is_above(post(Role::Clerk, Some(Region::Lipetsk))));
        for above in [post(Role::Clerk, Some(Region::Sughd)), post(Role::Clerk, None), admin, post(Role::Owner, None)] {
            assert!(!admin.is_above(above), "{above:?}");
        }
        assert!(!post(Role::Clerk, None).is_above(post(Role::Clerk, None)));
        assert!(post(Role::Owner, None).is_above(admin));
    }

    #[test]
    fn who_is_dismissed_or_forgotten_has_no_right_and_no_link_left() {
        let mut staff = staff();
        staff.apply(START, ADMIN, &invited("D", post(Role::Clerk, Some(Region::Lipetsk))));
        staff.apply(START, OWNER, &StaffFact::Dismissed { chat: ADMIN });
        assert_eq!((staff.post(ADMIN), staff.usable("D", START)), (None, None));
        staff.forget(CLERK);
        assert_eq!(staff.all().collect::<Vec<_>>(), [(OWNER, post(Role::Owner, None))]);
        staff.apply(START, OWNER, &StaffFact::Dismissed { chat: OWNER });
        assert!(staff.post(OWNER).is_some(), "the configuration stands above the facts");
    }

    #[test]
    fn who_is_dismissed_is_told_within_a_day_unless_let_in_again() {
        let mut staff = staff();
        staff.apply(START, OWNER, &StaffFact::Dismissed { chat: CLERK });
        let due = |staff: &Staff, now| {
            let mut due = Vec::new();
            staff.due(now, &mut due);
            due
        };
        assert_eq!(due(&staff, START), [(CLERK, Notice::Staff(StaffNotice::Dismissed { time: 1 }))]);
        assert_eq!(due(&staff, days_after(START, DISMISSAL_TOLD_DAYS)), []);
        staff.apply(START, ADMIN, &invited("again", post(Role::Clerk, Some(Region::Lipetsk))));
        staff.apply(START, CLERK, &StaffFact::Accepted { token: hash("again") });
        assert_eq!(due(&staff, START), []);
    }

    #[test]
    fn each_side_has_its_keepers_and_none_is_left_without() {
        let mut staff = staff();
        assert_eq!(staff.keepers(Some(Region::Lipetsk)), [OWNER, ADMIN, CLERK]);
        assert_eq!(staff.keepers(Some(Region::Sughd)), [OWNER]);
        staff.set_owners(&[].into());
        assert_eq!(staff.keepers(Some(Region::Sughd)), [ADMIN, CLERK], "the other side's rather than nobody");
        assert!(staff.serves(CLERK, None) && !staff.serves(CLERK, Some(Region::Sughd)));
    }
}
