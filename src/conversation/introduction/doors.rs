//! Ways to a company beside a search: a link, a code that is typed, an invitation of a colleague; and what is noted at a table.

use super::asking::{consents, say_lacking};
use super::{IntroductionForm, card, list_button, name, say, toast};
use crate::conversation::links::{Opens, company_link, invitation_link, read};
use crate::conversation::turn::Turn;
use crate::conversation::{Change, Form, clerk, marks, staff, welcome};
use crate::domain::CompanyId;
use crate::registry::{Fact, IntroductionFact, Invitation, MemberFact, NextStep, base32, code_of, hash, typed_code};
use crate::reply::{Action, Body, CompanyCard, IntroductionAction, IntroductionBody, LINE_CHARACTERS, Lacking, MarkAction, WayIn};
use crate::understanding::text::clean;

/// Of the 26 characters that chance gives, the link takes the first, the code the last.
const TOKEN_CHARACTERS: usize = 20;
/// Invitations of a person that can be used at the same time.
const INVITATIONS: usize = 10;

/// `/start` with what a link carries.
pub(in crate::conversation) fn opened(turn: &mut Turn, payload: &str) {
    match read(payload) {
        Some(Opens::Company(id)) => {
            // Printed codes go on naming a company that was merged into another.
            let id = turn.registry.merges.resolve(&id).clone();
            company(turn, &id);
        }
        Some(Opens::Invitation(token)) => {
            let usable = turn.registry.introductions.invitations.usable(token, turn.now(), &turn.registry.members);
            let usable = usable.map(|(token, invitation)| (token, invitation.clone()));
            match usable {
                Some((token, invitation)) => join(turn, token, &invitation),
                None => invalid(turn),
            }
        }
        Some(Opens::Post(token)) => staff::opened(turn, token),
        None => {
            say(turn, IntroductionBody::NoCompany, Vec::new());
            welcome::start(turn);
        }
    }
}

/// A code that was typed instead of a link; `false`: it is none.
pub(in crate::conversation) fn code(turn: &mut Turn, text: &str) -> bool {
    let Some(code) = typed_code(text) else { return false };
    let company = {
        let merges = &turn.registry.merges;
        let mut companies = turn.registry.members.companies().flat_map(|company| [company].into_iter().chain(merges.leading_to(company)));
        companies.find(|company| code_of(company) == code).map(|company| merges.resolve(company).clone())
    };
    let invitations = &turn.registry.introductions.invitations;
    let usable = invitations.usable_by_code(&code, turn.now(), &turn.registry.members);
    let usable = usable.map(|(token, invitation)| (token, invitation.clone()));
    match (company, usable) {
        (Some(company), _) => self::company(turn, &company),
        (None, Some((token, invitation))) => join(turn, token, &invitation),
        (None, None) if invitations.knows_code(&code) => invalid(turn),
        (None, None) => return false,
    }
    true
}

fn invalid(turn: &mut Turn) {
    say(turn, IntroductionBody::InvitationInvalid, Vec::new());
    welcome::start(turn);
}

fn join(turn: &mut Turn, token: String, invitation: &Invitation) {
    let company = invitation.company.clone();
    if let Some(own) = turn.registry.members.company_of(turn.chat).cloned() {
        let body = IntroductionBody::MemberAlready { company: name(turn, &own), same: own == company };
        return say(turn, body, vec![IntroductionAction::MyCompany, list_button()]);
    }
    turn.record(Fact::Introduction(IntroductionFact::InvitationUsed { token }));
    turn.record(Fact::Member(MemberFact::Joined { company: company.clone() }));
    let consented = consents(turn).is_ok();
    let next = if consented { list_button() } else { IntroductionAction::MyConsent };
    say(turn, IntroductionBody::Joined { company: name(turn, &company), consented }, vec![next, IntroductionAction::MyCompany]);
}

/// A company as the list shows it to all, with what can be done about it.
pub(super) fn company(turn: &mut Turn, id: &CompanyId) {
    turn.leave_message();
    let Some(found) = super::visible(turn, id) else {
        say(turn, IntroductionBody::NoCompany, Vec::new());
        return welcome::start(turn);
    };
    let (own, acting) = (turn.company(), turn.acting());
    let (is_own, is_member) = (own.as_ref() == Some(id), own.is_some());
    let speaks = is_own && acting.is_none();
    let mut buttons = Vec::new();
    if speaks {
        buttons.extend([IntroductionAction::ShareCompany, IntroductionAction::Invite]);
    } else if !is_own {
        buttons.push(IntroductionAction::Ask { company: id.clone(), name: found.name.clone() });
        buttons.push(IntroductionAction::Save { company: id.clone() });
        if is_member {
            buttons.push(IntroductionAction::Met { company: id.clone() });
            buttons.push(IntroductionAction::Note { company: id.clone() });
            buttons.push(IntroductionAction::NextStep { company: id.clone() });
        }
    }
    let card = CompanyCard {
        card: card(turn, id),
        offers: found.offers,
        needs: found.needs,
        website: found.website,
        note: note_about(turn, id),
        own: speaks,
        by_chamber: clerk::acts_in_its_place(turn, id).then(|| super::overview::by_chamber(turn, id)),
    };
    let mut buttons: Vec<_> = buttons.into_iter().map(Action::Introduction).collect();
    if !speaks {
        buttons.push(Action::Mark(MarkAction::Complain { company: id.clone() }));
    }
    buttons.extend(clerk::button(turn, id));
    buttons.extend(marks::of_keeper(turn, id));
    turn.say(Body::Introduction(IntroductionBody::Company(card)), buttons);
}

pub(super) fn save(turn: &mut Turn, company: &CompanyId) {
    if !turn.state.saved.contains(company) {
        turn.change(Change::Saved(company.clone()));
    }
    toast(turn, IntroductionBody::Saved { company: name(turn, company) });
}

/// Makes an invitation for one colleague.
pub(in crate::conversation) fn invite(turn: &mut Turn) {
    turn.leave_message();
    let Some(company) = turn.registry.members.company_of(turn.chat).cloned() else {
        return say_lacking(turn, Lacking::Company);
    };
    if turn.registry.introductions.invitations.usable_of(turn.chat, turn.now(), &turn.registry.members) >= INVITATIONS {
        return say(turn, IntroductionBody::TooManyInvitations, vec![list_button()]);
    }
    let chance = base32(&turn.world.salt.to_be_bytes());
    let (token, code) = chance.split_at(TOKEN_CHARACTERS);
    turn.record(Fact::Introduction(IntroductionFact::Invited { company: company.clone(), token: hash(token), code: hash(code) }));
    let link = invitation_link(&turn.world.settings.bot, token);
    let way = WayIn { company: name(turn, &company), link, code: code.to_owned() };
    say(turn, IntroductionBody::Invitation(way), vec![list_button()]);
}

/// The link to the person's own company.
pub(super) fn share(turn: &mut Turn) {
    turn.leave_message();
    let Some(company) = turn.registry.members.company_of(turn.chat).cloned() else {
        return say_lacking(turn, Lacking::Company);
    };
    let link = company_link(&turn.world.settings.bot, &company);
    let way = WayIn { company: name(turn, &company), link, code: code_of(&company) };
    say(turn, IntroductionBody::CompanyLink(way), vec![list_button()]);
}

/// Whether the person speaks for a company; otherwise it is said what to do first.
fn speaks(turn: &mut Turn) -> bool {
    let speaks = turn.company().is_some();
    if !speaks {
        say_lacking(turn, Lacking::Company);
    }
    speaks
}

pub(super) fn met(turn: &mut Turn, company: &CompanyId) {
    turn.leave_message();
    if !speaks(turn) {
        return;
    }
    let on_behalf = turn.acting();
    if !turn.registry.introductions.has_met(turn.chat, on_behalf.as_ref(), company) {
        turn.record(Fact::Introduction(IntroductionFact::Met { company: company.clone(), on_behalf }));
    }
    let [note, step] = [IntroductionAction::Note { company: company.clone() }, IntroductionAction::NextStep { company: company.clone() }];
    say(turn, IntroductionBody::Met { company: name(turn, company) }, vec![note, step]);
}

/// The note about a company, the person's own or that in the name of the company for which they act.
fn note_about(turn: &Turn, company: &CompanyId) -> Option<String> {
    let personal = &turn.state.personal;
    let notes = turn.acting().map_or(Some(&personal.notes), |own| personal.notes_for.get(&own));
    notes?.get(company).cloned()
}

pub(super) fn ask_note(turn: &mut Turn, company: &CompanyId) {
    turn.leave_message();
    let (name, note, on_behalf) = (name(turn, company), note_about(turn, company), turn.acting().is_some());
    turn.form(Some(Form::Introduction(IntroductionForm::Note { company: company.clone(), name: name.clone() })));
    say(turn, IntroductionBody::AskNote { company: name, on_behalf, note }, vec![IntroductionAction::Cancel]);
}

pub(super) fn note(turn: &mut Turn, company: CompanyId, name: String, text: &str) {
    let note = clean(text);
    let characters = note.chars().count();
    if characters > LINE_CHARACTERS {
        return say(turn, IntroductionBody::NoteTooLong { characters }, vec![IntroductionAction::Cancel]);
    }
    turn.form(None);
    turn.change(match turn.acting() {
        Some(own) => Change::NoteWrittenFor { own, company: company.clone(), note: note.clone() },
        None => Change::NoteWritten(company.clone(), note.clone()),
    });
    let buttons = vec![IntroductionAction::NextStep { company: company.clone() }, IntroductionAction::Open { company, name: name.clone() }];
    say(turn, IntroductionBody::NoteKept { company: name, note }, buttons);
}

pub(super) fn ask_step(turn: &mut Turn, company: &CompanyId) {
    turn.leave_message();
    if speaks(turn) {
        let buttons = NextStep::ALL.map(|step| IntroductionAction::Agree { company: company.clone(), step }).to_vec();
        say(turn, IntroductionBody::AskNextStep { company: name(turn, company) }, buttons);
    }
}

pub(super) fn agree(turn: &mut Turn, company: &CompanyId, step: NextStep) {
    if !speaks(turn) {
        return;
    }
    let on_behalf = turn.acting();
    if turn.registry.introductions.agreed(turn.chat, on_behalf.as_ref(), company) != Some(step) {
        turn.record(Fact::Introduction(IntroductionFact::Agreed { company: company.clone(), step, on_behalf }));
    }
    let name = name(turn, company);
    let open = IntroductionAction::Open { company: company.clone(), name: name.clone() };
    say(turn, IntroductionBody::Agreed { company: name, step }, vec![open, list_button()]);
}
