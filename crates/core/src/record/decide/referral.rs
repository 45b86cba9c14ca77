//! Referrals: made, received, closed with an outcome (HZ-43).

use super::{care::check_conversation, draft::Draft};
use crate::record::{
    Referral,
    check::{name, reason as check_reason, text},
    entry::Seq,
    event::{Conversation, ReferralClosed, ReferralMade, ReferralReceived, Urgency},
    flag::FindingId,
    refusal::{Reason, Refusal},
};

pub(super) fn refer(
    draft: &mut Draft<'_>,
    to: &str,
    urgency: Urgency,
    reason: &str,
    findings: &[FindingId],
) -> Result<(), Refusal> {
    draft.for_registered()?;
    name("to whom", to)?;
    check_reason(reason)?;
    let Some(episode) = draft.record.episode().map(|episode| episode.id) else {
        return Err(Reason::NoEpisode.into());
    };
    if let Some(unknown) = findings
        .iter()
        .find(|id| draft.record.finding(id).is_none())
    {
        return Err(Reason::NoSuchFinding(unknown.clone()).into());
    }
    draft.push(ReferralMade {
        episode,
        to: to.into(),
        urgency,
        reason: reason.into(),
        findings: findings.into(),
    });
    Ok(())
}

pub(super) fn receive(
    draft: &mut Draft<'_>,
    referral: Seq,
    receipt: &Conversation,
) -> Result<(), Refusal> {
    check_conversation(draft, receipt)?;
    if find(draft, referral)?.received.is_some() {
        return Err(Reason::NoChange.into());
    }
    draft.push(ReferralReceived {
        referral,
        receipt: receipt.clone(),
    });
    Ok(())
}

/// An urgent referral is closed only once somebody confirmed that they have it.
pub(super) fn close(draft: &mut Draft<'_>, referral: Seq, outcome: &str) -> Result<(), Refusal> {
    draft.for_registered()?;
    text("what came of it", outcome)?;
    let open = find(draft, referral)?;
    if open.made.urgency.is_urgent() && open.received.is_none() {
        return Err(Reason::UrgentReferral(referral).into());
    }
    draft.push(ReferralClosed {
        referral,
        outcome: outcome.into(),
    });
    Ok(())
}

/// A referral that is open.
pub(super) fn find<'d>(draft: &'d Draft<'_>, referral: Seq) -> Result<&'d Referral, Reason> {
    draft
        .record
        .open_referrals()
        .find(|open| open.id == referral)
        .ok_or(Reason::NoSuchReferral(referral))
}
