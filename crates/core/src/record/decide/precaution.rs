//! Precautions that are set by hand. What they exclude is paused in the same append (HZ-12).

use super::draft::Draft;
use crate::{
    name::PrecautionId,
    record::{
        check::reason as check_reason,
        entry::PackRef,
        event::{PrecautionEnded, PrecautionSet},
        refusal::{Reason, Refusal},
    },
};

pub(super) fn set(
    draft: &mut Draft<'_>,
    precaution: &PrecautionId,
    reason: &str,
) -> Result<(), Refusal> {
    check_reason(reason)?;
    let content = draft.pack_in_force()?;
    if !content
        .precautions
        .iter()
        .any(|known| known.id == *precaution)
    {
        return Err(Reason::NoSuchPrecaution(precaution.clone()).into());
    }
    if draft
        .record
        .precautions
        .iter()
        .any(|stands| stands.precaution == *precaution && stands.by_hand)
    {
        return Err(Reason::PrecautionStands(precaution.clone()).into());
    }
    draft.push(PrecautionSet {
        pack: PackRef::of(content),
        precaution: precaution.clone(),
        reason: reason.into(),
    });
    Ok(())
}

pub(super) fn end(
    draft: &mut Draft<'_>,
    precaution: &PrecautionId,
    reason: &str,
) -> Result<(), Refusal> {
    draft.for_registered()?;
    check_reason(reason)?;
    if !draft
        .record
        .precautions
        .iter()
        .any(|stands| stands.precaution == *precaution && stands.by_hand)
    {
        return Err(Reason::PrecautionNotSet(precaution.clone()).into());
    }
    draft.push(PrecautionEnded {
        precaution: precaution.clone(),
        reason: reason.into(),
    });
    Ok(())
}
