//! Closing a finding. Nothing else lowers one (HZ-07).

use jiff::{ToSpan, civil::Date};

use super::draft::Draft;
use crate::{
    answer::Answer,
    condition::Fact,
    content::Disposition,
    finding::{Cause, Found},
    record::{
        Record,
        check::{reason as check_reason, text},
        event::{EvidenceKind, FindingResolved},
        flag::{FindingId, Flag, FlagState},
        refusal::{Reason, Refusal},
    },
};

pub(super) fn resolve(
    draft: &mut Draft<'_>,
    id: &FindingId,
    reason: &str,
    evidence: EvidenceKind,
    until: Date,
    precaution: Option<&str>,
) -> Result<(), Refusal> {
    draft.for_proved()?;
    check_reason(reason)?;
    let today = draft.desk.today;
    let Some(flag) = draft.record.finding(id) else {
        return Err(Reason::NoSuchFinding(id.clone()).into());
    };
    if !flag.is_open(today) {
        return Err(Reason::FindingClosed(id.clone()).into());
    }
    match (&id.cause, precaution) {
        (Cause::NotAsked(_), _) => return Err(Reason::OnlyAsked(id.clone()).into()),
        (Cause::Declined(_), None) => return Err(Reason::NeedsPrecaution(id.clone()).into()),
        (_, Some(words)) => text("what is done in place of the answer", words)?,
        (_, None) => {}
    }
    let on_age_alone = matches!(id.cause, Cause::Rule(_))
        && !flag.finding.because.is_empty()
        && flag
            .finding
            .because
            .iter()
            .all(|fact| fact.fact == Fact::Age);
    if on_age_alone && flag.finding.gives == Disposition::Refer {
        return Err(Reason::OutsidePack(id.clone()).into());
    }
    let examined_today = draft
        .record
        .given
        .last()
        .is_some_and(|given| given.on == today);
    match flag.finding.gives {
        Disposition::Emergency => {
            let re_asked =
                was_only_unsure(&draft.record, flag) && is_explicit_now(&draft.record, flag);
            if evidence != EvidenceKind::MedicalOutcome && !re_asked {
                return Err(Reason::NeedsMedicalOutcome(id.clone()).into());
            }
        }
        Disposition::SameDay => {
            let missing = draft.record.emergency_not_excluded(today);
            if !missing.is_empty() {
                return Err(Reason::EmergencyNotExcluded { missing }.into());
            }
        }
        _ => {}
    }
    let from_this_visit = matches!(
        evidence,
        EvidenceKind::Examination | EvidenceKind::Statement
    );
    if flag.finding.gives.is_flag() && from_this_visit && !examined_today {
        return Err(Reason::NotThisVisit(id.clone()).into());
    }
    let policy = &draft.desk.policy;
    let most = if flag.finding.gives.is_flag() {
        policy.flag_resolution_days
    } else {
        policy.resolution_days
    };
    let latest = today.saturating_add(i32::from(most).days());
    if until < today || until > latest {
        return Err(Reason::Date {
            what: alloc::format!("a resolution of {id} holds from today for {most} days at most"),
        }
        .into());
    }
    draft.push(FindingResolved {
        finding: id.clone(),
        reason: reason.into(),
        evidence,
        until,
        precaution: precaution.map(Into::into),
    });
    Ok(())
}

/// Whether a finding, and every open one that went on in it, rests on nothing but answers that the patient was not sure
/// of: a yes stays a yes when a later screening hears that the patient is unsure.
fn was_only_unsure(record: &Record, flag: &Flag) -> bool {
    let unsure = !flag.finding.because.is_empty()
        && flag
            .finding
            .because
            .iter()
            .all(|because| because.found == Found::Answer(Answer::Unsure));
    unsure
        && record
            .findings
            .iter()
            .filter(|former| {
                former.id.cause == flag.id.cause
                    && former.id.entry < flag.id.entry
                    && former.state == FlagState::Superseded(flag.id.entry)
            })
            .all(|former| was_only_unsure(record, former))
}

/// Whether a later screening has an explicit answer to each of a finding's questions, and does not find it any more.
fn is_explicit_now(record: &Record, flag: &Flag) -> bool {
    record.screening().is_some_and(|screening| {
        let found = screening
            .outcome
            .findings
            .iter()
            .any(|finding| finding.cause == flag.id.cause);
        let explicit = flag.finding.because.iter().all(|because| {
            because.fact.slot().is_some_and(|slot| {
                screening.answers.get(&slot).is_some_and(|given| {
                    !matches!(
                        given.answer,
                        Answer::Unsure | Answer::Declined | Answer::NotAsked
                    )
                })
            })
        });
        screening.changed > flag.id.entry && !found && explicit
    })
}
