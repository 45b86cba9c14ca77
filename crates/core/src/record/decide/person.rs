//! Commands about the person: who they are, and whether they agree.

use super::draft::Draft;
use crate::{
    number::PatientNumber,
    record::{
        check::{clock_agrees, name, reason as check_reason, text},
        event::{
            ClockConfirmed, ConsentForm, ConsentRecorded, ConsentWithdrawn, Details,
            PatientCorrected, PatientRegistered, ProgramHeld, Why,
        },
        refusal::{Reason, Refusal},
    },
};

/// Years that nobody outlives.
const OLDEST: i16 = 130;

pub(super) fn register(
    draft: &mut Draft<'_>,
    number: PatientNumber,
    details: &Details,
    not_the_same_as: &[PatientNumber],
) -> Result<(), Refusal> {
    check(draft, details)?;
    draft.push(PatientRegistered {
        number,
        details: details.clone(),
        not_the_same_as: not_the_same_as.into(),
    });
    Ok(())
}

/// Another date of birth is another age: the program rests until a full screening and a release (INV-20).
pub(super) fn correct(
    draft: &mut Draft<'_>,
    details: &Details,
    reason: &str,
) -> Result<(), Refusal> {
    check_reason(reason)?;
    check(draft, details)?;
    if draft
        .record
        .patient
        .as_ref()
        .is_some_and(|patient| patient.details == *details)
    {
        return Err(Reason::NoChange.into());
    }
    let other_age = draft
        .record
        .patient
        .as_ref()
        .is_some_and(|patient| patient.details.born != details.born);
    draft.push(PatientCorrected {
        details: details.clone(),
        reason: reason.into(),
    });
    let runs = draft
        .record
        .running_program()
        .is_some_and(|program| program.plan.held.is_none());
    if other_age && runs {
        draft.push(ProgramHeld {
            why: Why::Said(reason.into()),
        });
    }
    Ok(())
}

fn check(draft: &Draft<'_>, details: &Details) -> Result<(), Refusal> {
    name("the name", &details.name)?;
    for other in &details.other_names {
        name("another name", other)?;
    }
    if let Some(phone) = &details.phone {
        name("the telephone number", phone)?;
    }
    let is_tag = !details.language.is_empty()
        && details.language.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
    if !is_tag {
        return Err(Reason::Text {
            what: "the language, a tag like en-GB,".into(),
        }
        .into());
    }
    let today = draft.desk.today;
    if details.born > today || details.born.year() < today.year() - OLDEST {
        return Err(Reason::Date {
            what: "a date of birth is in the past, and no more than 130 years ago".into(),
        }
        .into());
    }
    Ok(())
}

pub(super) fn consent(draft: &mut Draft<'_>, form: ConsentForm, to: &str) -> Result<(), Refusal> {
    text("what the consent is to", to)?;
    if draft.record.consent.is_some() {
        return Err(Reason::ConsentStands.into());
    }
    draft.push(ConsentRecorded {
        form,
        to: to.into(),
    });
    Ok(())
}

pub(super) fn withdraw_consent(draft: &mut Draft<'_>, reason: &str) -> Result<(), Refusal> {
    text("what the patient said", reason)?;
    if draft.record.consent.is_none() {
        return Err(Reason::NoConsent.into());
    }
    draft.push(ConsentWithdrawn {
        reason: reason.into(),
    });
    Ok(())
}

pub(super) fn confirm_clock(draft: &mut Draft<'_>, reason: &str) -> Result<(), Refusal> {
    check_reason(reason)?;
    let Err(Reason::Clock { last, .. }) = clock_agrees(draft.record.last_at, draft.desk) else {
        return Err(Reason::ClockIsRight.into());
    };
    draft.push(ClockConfirmed {
        before: last,
        reason: reason.into(),
    });
    Ok(())
}
