//! Courses of care: opened, discharged, opened again.

use super::draft::Draft;
use crate::{
    name::PackId,
    record::{
        check::{reason as check_reason, text},
        event::{
            DischargeOutcome, EpisodeDischarged, EpisodeOpened, EpisodeReopened, ProgramHeld, Why,
        },
        refusal::{Reason, Refusal},
    },
};

pub(super) fn open(draft: &mut Draft<'_>, problem: &str, pack: &PackId) -> Result<(), Refusal> {
    text("the problem", problem)?;
    if let Some(open) = draft.record.episode() {
        return Err(Reason::EpisodeOpen(open.id).into());
    }
    if !draft.desk.packs.values().any(|content| content.id == *pack) {
        return Err(Reason::NoPack(pack.as_str().into()).into());
    }
    draft.push(EpisodeOpened {
        problem: problem.into(),
        pack: pack.clone(),
    });
    Ok(())
}

/// Refused while a flag or an urgent referral is open (INV-16). Other findings stay open in the record.
pub(super) fn discharge(
    draft: &mut Draft<'_>,
    outcome: DischargeOutcome,
    relapse_plan: &str,
) -> Result<(), Refusal> {
    draft.for_registered()?;
    text("what the patient does if it comes back", relapse_plan)?;
    let Some(episode) = draft.record.episode().map(|episode| episode.id) else {
        return Err(Reason::NoEpisode.into());
    };
    let open = draft.record.standing(draft.desk.today).open;
    let mut reasons: alloc::vec::Vec<Reason> = draft
        .record
        .open_referrals()
        .filter(|referral| referral.made.urgency.is_urgent())
        .map(|referral| Reason::UrgentReferral(referral.id))
        .collect();
    reasons.extend(
        open.iter()
            .filter(|flag| flag.finding.gives.is_flag())
            .map(|flag| Reason::OpenFlag(flag.id.clone())),
    );
    if !reasons.is_empty() {
        return Err(Refusal { reasons });
    }
    let still_open = open.iter().map(|flag| flag.id.clone()).collect();
    draft.push(EpisodeDischarged {
        episode,
        outcome,
        relapse_plan: relapse_plan.into(),
        still_open,
    });
    Ok(())
}

/// Nothing of before counts: the program rests until a full screening and a release (INV-14).
pub(super) fn reopen(draft: &mut Draft<'_>, reason: &str) -> Result<(), Refusal> {
    draft.for_registered()?;
    check_reason(reason)?;
    if let Some(open) = draft.record.episode() {
        return Err(Reason::EpisodeOpen(open.id).into());
    }
    let Some(episode) = draft.record.episodes.last().map(|episode| episode.id) else {
        return Err(Reason::NoEpisode.into());
    };
    draft.push(EpisodeReopened {
        episode,
        reason: reason.into(),
    });
    if draft
        .record
        .running_program()
        .is_some_and(|program| program.plan.held.is_none())
    {
        draft.push(ProgramHeld { why: Why::Reopened });
    }
    Ok(())
}
