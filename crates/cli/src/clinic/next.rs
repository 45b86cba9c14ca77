//! What is usually done next, as whole commands: what stands in capitals is to be filled in.

use jiff::{ToSpan, civil::Date};
use plinth_clinic::Clinic;
use plinth_core::{
    allowed::Offer,
    answer::{Answers, Side},
    content::{Content, Disposition},
    facts::Facts,
    finding::Cause,
    number::PatientNumber,
    record::{Record, command::Act, flag::FindingId, refusal::Reason},
};

use crate::{outcome, packs};

/// After a change that was done.
pub(super) fn after(act: &Act, clinic: &Clinic, number: PatientNumber) -> Option<String> {
    match act {
        Act::Consent { .. } => Some(screen(clinic, number)),
        Act::Assign(_) | Act::Adjust(_) | Act::Override { .. } => Some(sheet(number)),
        _ => None,
    }
}

/// By what a record allows.
pub(crate) fn by_standing(
    clinic: &Clinic,
    record: &Record,
    number: PatientNumber,
    level: Disposition,
) -> String {
    match level {
        Disposition::Emergency => format!("plinth sheet {number} --kind emergency"),
        Disposition::SameDay => refer(number, "same-day"),
        Disposition::Refer => refer(number, "routine"),
        Disposition::Incomplete => screen(clinic, number),
        Disposition::Caution | Disposition::Proceed => match record.running_program() {
            None => assign(clinic, record, number),
            Some(program) if program.plan.held.is_some() => {
                format!("plinth adjust {number} release --reason WHY")
            }
            Some(_) => sheet(number),
        },
    }
}

/// Consent, which comes before everything else.
pub(crate) fn consent(number: PatientNumber) -> String {
    format!("plinth consent {number} give \"examination and an exercise program\" --form spoken")
}

fn sheet(number: PatientNumber) -> String {
    format!("plinth sheet {number}")
}

fn refer(number: PatientNumber, urgency: &str) -> String {
    format!("plinth refer {number} --to WHOM --urgency {urgency} --reason WHY")
}

fn screen(clinic: &Clinic, number: PatientNumber) -> String {
    let pack = match packs::adopted_ids(clinic).as_slice() {
        [only] => only.to_string(),
        _ => "PACK".into(),
    };
    format!("plinth screen {number} --pack {pack}")
}

/// With the side of the screening, where an exercise that may be done is one-sided.
fn assign(clinic: &Clinic, record: &Record, number: PatientNumber) -> String {
    let side = record
        .screening()
        .and_then(|screening| {
            let library = clinic.library();
            let content = library.by_digest(&screening.pack.digests.whole).ok()?;
            let facts = record.facts(content, &screening.answers, screening.on);
            let offer = outcome::offer(content, &facts, &screening.outcome);
            is_one_sided(content, &offer).then(|| side(content, &screening.answers))
        })
        .map_or_else(String::new, |side| format!(" --side {side}"));
    format!("plinth assign {number}{side}")
}

fn is_one_sided(content: &Content, offer: &Offer) -> bool {
    let changed = offer.modified.iter().map(|change| &change.exercise);
    offer
        .offered
        .iter()
        .chain(changed)
        .filter_map(|id| content.exercises.get(id))
        .any(|exercise| exercise.one_sided)
}

/// The side that hurts.
fn side(content: &Content, answers: &Answers) -> &'static str {
    let facts = Facts::new(&content.questions, answers, None, jiff::civil::Date::MIN);
    match facts.affected() {
        Some([Side::Left]) => "left",
        Some([Side::Right]) => "right",
        Some([_, _]) => "each-in-turn",
        _ => "SIDE",
    }
}

/// The command that is the way out of a refusal, where one command is.
pub(super) fn way_out(
    reason: &Reason,
    clinic: &Clinic,
    record: &Record,
    number: PatientNumber,
) -> Option<String> {
    Some(match reason {
        Reason::NoConsent => consent(number),
        Reason::Clock { .. } => format!("plinth patient confirm-clock {number} --reason WHY"),
        Reason::NoEpisode
        | Reason::NotScreened
        | Reason::OnlyAsked(_)
        | Reason::EmergencyNotExcluded { .. }
        | Reason::ScreeningTooOld { .. }
        | Reason::NotAskedToday(_) => screen(clinic, number),
        Reason::NotRoutine(_) => {
            format!("plinth refer {number} --to WHOM --urgency URGENCY --reason WHY")
        }
        Reason::NoProgram => assign(clinic, record, number),
        Reason::NoSide(_) => format!("{} (or another side)", assign(clinic, record, number)),
        Reason::NeedsPrecaution(finding) => resolve(clinic, number, finding),
        Reason::Standing {
            standing, findings, ..
        } => {
            let declined = findings
                .iter()
                .find(|finding| matches!(finding.cause, Cause::Declined(_)));
            match declined {
                Some(finding) => resolve(clinic, number, finding),
                None => by_standing(clinic, record, number, *standing),
            }
        }
        _ => return None,
    })
}

/// Closes what was declined, for as long as may be.
fn resolve(clinic: &Clinic, number: PatientNumber, finding: &FindingId) -> String {
    let until = clinic
        .today()
        .map(|today| latest_resolution(clinic, today, Disposition::Incomplete))
        .map_or_else(|_| "DATE".into(), |date| date.to_string());
    format!(
        "plinth resolve {number} {finding} --reason WHY --evidence statement --until {until} --precaution WHAT"
    )
}

/// The last day until which a finding of this level may be resolved.
pub(crate) fn latest_resolution(clinic: &Clinic, today: Date, level: Disposition) -> Date {
    let policy = &clinic.record().policy;
    let days = if level.is_flag() {
        policy.flag_resolution_days
    } else {
        policy.resolution_days
    };
    today.saturating_add(i32::from(days).days())
}
