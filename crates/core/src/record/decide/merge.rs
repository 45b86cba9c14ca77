//! Two records of one person. One goes on and takes over what keeps the patient safe; the other closes.

use super::draft::Draft;
use crate::record::{
    Record,
    check::{clock_agrees, reason as check_reason},
    desk::Desk,
    entry::{PackRef, Seq},
    event::{Event, MergePart, PatientMerged, TakenOver},
    flag::FlagState,
    refusal::{Decision, Reason, Refusal},
};

/// Joins two records: the first decision is for the one that goes on, the second for the one that closes. They are to be
/// appended together.
pub fn merge(
    goes_on: &Record,
    closes: &Record,
    reason: &str,
    desk: &Desk<'_>,
) -> Result<(Decision, Decision), Refusal> {
    let (Some(one), Some(other)) = (&goes_on.patient, &closes.patient) else {
        return Err(Reason::NotRegistered.into());
    };
    for record in [goes_on, closes] {
        super::writable(record)?;
        clock_agrees(record.last_at, desk)?;
    }
    check_reason(reason)?;
    if one.number == other.number {
        return Err(Reason::CannotMerge(other.number).into());
    }
    if let Some(open) = closes
        .open_referrals()
        .find(|referral| referral.made.urgency.is_urgent())
    {
        return Err(Reason::UrgentReferral(open.id).into());
    }
    // What was resolved for a time in the one that closes has to be resolved in the one that goes on.
    let findings = closes
        .findings
        .iter()
        .filter(|flag| matches!(flag.state, FlagState::Open | FlagState::Resolved { .. }))
        .map(|flag| TakenOver {
            finding: flag.finding.clone(),
            was: flag.id.clone(),
            since: flag.since,
            pack: pack_of(closes, flag.id.entry),
        })
        .collect();
    let mut first = Draft::new(goes_on, desk);
    first.for_registered()?;
    first.push(PatientMerged {
        other: other.number,
        part: MergePart::GoesOn {
            findings,
            precautions: closes.active_precautions(),
        },
        reason: reason.into(),
    });
    first.settle();
    let mut second = Draft::new(closes, desk);
    second.push(PatientMerged {
        other: one.number,
        part: MergePart::Closes,
        reason: reason.into(),
    });
    Ok((first.into_decision(), second.into_decision()))
}

/// The pack whose rules an entry asked.
fn pack_of(record: &Record, entry: Seq) -> Option<PackRef> {
    match &record.line(entry)?.event {
        Event::ScreenRecorded(screened) => Some(screened.pack.clone()),
        Event::ExamRecorded(examined) => Some(examined.pack.clone()),
        Event::CheckInRecorded(checked) => Some(checked.pack.clone()),
        Event::EntryAmended(amended) => pack_of(record, amended.entry),
        _ => None,
    }
}
