//! From a command to what happens, or a refusal. One file for each family of commands.

mod adjust;
mod advice;
mod answers;
mod assign;
mod care;
mod check_in;
mod correction;
mod draft;
mod episode;
mod gate;
mod items;
mod merge;
mod overrides;
mod person;
mod precaution;
mod referral;
mod resolve;
mod screen;
mod sheet;

use super::{
    Record,
    check::clock_agrees,
    command::{Act, Command},
    desk::Desk,
    refusal::{Decision, Reason, Refusal},
};
use draft::Draft;

pub use advice::{in_line, proposed};
pub use merge::merge;
pub use sheet::{allowed_now, changes_now, may_print};

/// What comes of a command: the events that it yields, or every reason against it that was found.
pub fn decide(record: &Record, command: &Command, desk: &Desk<'_>) -> Result<Decision, Refusal> {
    writable(record)?;
    registered(record, &command.act)?;
    if !matches!(command.act, Act::ConfirmClock { .. }) {
        clock_agrees(record.last_at, desk)?;
    }
    if command.seen != record.seq && !command.act.is_repeatable() {
        return Err(Reason::MovedOn {
            seen: command.seen,
            now: record.seq,
        }
        .into());
    }
    let mut draft = Draft::new(record, desk);
    act(&mut draft, &command.act)?;
    draft.settle();
    Ok(draft.into_decision())
}

/// Refuses a record that cannot be written into: one that this program cannot read whole, or that was joined to another.
fn writable(record: &Record) -> Result<(), Reason> {
    if let Some((kind, version)) = record.unreadable.clone() {
        return Err(Reason::ReadOnly { kind, version });
    }
    match record.merged_into {
        Some(into) => Err(Reason::Merged(into)),
        None => Ok(()),
    }
}

/// The first entry registers the patient, and no other does.
fn registered(record: &Record, act: &Act) -> Result<(), Reason> {
    match (act, &record.patient) {
        (Act::Register { .. }, Some(patient)) => Err(Reason::Registered(patient.number)),
        (Act::Register { .. }, None) | (_, Some(_)) => Ok(()),
        (_, None) => Err(Reason::NotRegistered),
    }
}

fn act(draft: &mut Draft<'_>, act: &Act) -> Result<(), Refusal> {
    match act {
        Act::Register {
            number,
            details,
            not_the_same_as,
        } => person::register(draft, *number, details, not_the_same_as),
        Act::Correct { details, reason } => person::correct(draft, details, reason),
        Act::Consent { form, to } => person::consent(draft, *form, to),
        Act::WithdrawConsent { reason } => person::withdraw_consent(draft, reason),
        Act::ConfirmClock { reason } => person::confirm_clock(draft, reason),
        Act::OpenEpisode { problem, pack } => episode::open(draft, problem, pack),
        Act::Discharge {
            outcome,
            relapse_plan,
        } => episode::discharge(draft, *outcome, relapse_plan),
        Act::Reopen { reason } => episode::reopen(draft, reason),
        Act::Screen {
            pack,
            answers,
            asked_on,
        } => screen::screen(draft, pack, answers, asked_on),
        Act::CheckIn(report) => check_in::check_in(draft, report),
        Act::FollowAdvice {
            check_in,
            about,
            choice,
        } => advice::follow(draft, *check_in, about.as_ref(), choice),
        Act::DecideOtherwise {
            check_in,
            about,
            reason,
        } => advice::otherwise(draft, *check_in, about.as_ref(), reason),
        Act::Exam { answers } => screen::exam(draft, answers),
        Act::Resolve {
            finding,
            reason,
            evidence,
            until,
            precaution,
        } => resolve::resolve(
            draft,
            finding,
            reason,
            *evidence,
            *until,
            precaution.as_deref(),
        ),
        Act::SetPrecaution { precaution, reason } => precaution::set(draft, precaution, reason),
        Act::EndPrecaution { precaution, reason } => precaution::end(draft, precaution, reason),
        Act::Contact(conversation) => care::contact(draft, conversation),
        Act::Measure(measure) => care::measure(draft, measure),
        Act::Goal { words, now } => care::goal(draft, words, *now),
        Act::Teach { exercises } => care::teach(draft, exercises),
        Act::OpenTask { duty, by } => care::open_task(draft, duty, *by),
        Act::CloseTask { task, done } => care::close_task(draft, *task, done),
        Act::Assign(assign) => assign::assign(draft, assign),
        Act::Adjust(adjust) => adjust::adjust(draft, adjust),
        Act::Override { exercise, reason } => overrides::give(draft, exercise, reason),
        Act::AcceptContent { pack, reason } => adjust::accept_content(draft, pack, reason),
        Act::Refer {
            to,
            urgency,
            reason,
            findings,
        } => referral::refer(draft, to, *urgency, reason, findings),
        Act::ReceiveReferral { referral, receipt } => referral::receive(draft, *referral, receipt),
        Act::CloseReferral { referral, outcome } => referral::close(draft, *referral, outcome),
        Act::Amend {
            entry,
            correction,
            reason,
        } => correction::amend(draft, *entry, correction, reason),
        Act::Strike { entry, reason } => correction::strike(draft, *entry, reason),
        Act::Undo { entry, reason } => correction::undo(draft, *entry, reason),
        Act::IssueSheet(issue) => sheet::issue(draft, issue),
    }
}
