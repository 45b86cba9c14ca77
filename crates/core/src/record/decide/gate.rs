//! The gate: what must hold before a program is assigned, grows, or is printed.

use alloc::vec::Vec;

use super::draft::Draft;
use crate::{
    answer::Slot,
    content::{Content, Disposition},
    question::Occasion,
    record::{
        Screening,
        refusal::{Reason, Refusal},
    },
    screening::questions_reaching,
};

/// What the gate lets through: the pack in force, and the screening that supports it.
pub(super) struct Passed<'a> {
    pub(super) content: &'a Content,
    pub(super) screening: Screening,
}

impl<'a> Draft<'a> {
    /// Consent, an open episode, a full screening that is recent enough with every question that can reach emergency asked
    /// today, a standing that allows a program, and an adopted pack (INV-01, 03, 13, 14; HZ-06, 08). Gives every reason.
    pub(super) fn gate(&self) -> Result<Passed<'a>, Refusal> {
        let mut reasons = Vec::new();
        if self.record.consent.is_none() {
            reasons.push(Reason::NoConsent);
        }
        match (self.record.episode(), self.record.episodes.last()) {
            (None, None) => reasons.push(Reason::NoEpisode),
            (None, Some(last)) => reasons.push(Reason::Discharged(last.id)),
            (Some(_), _) => {}
        }
        let Some(screening) = self.record.screening() else {
            reasons.push(Reason::NotScreened);
            return Err(Refusal { reasons });
        };
        let standing = self.record.standing(self.desk.today);
        if !standing.worst.allows_program() {
            reasons.push(Reason::Standing {
                standing: standing.worst,
                findings: standing
                    .open
                    .iter()
                    .filter(|flag| !flag.finding.gives.allows_program())
                    .map(|flag| flag.id.clone())
                    .collect(),
                missing: standing.missing,
            });
        }
        let digest = self
            .record
            .running_program()
            .map_or(&screening.pack.digests.whole, |program| {
                &program.pack.digests.whole
            });
        if let Some(program) = self.record.running_program()
            && program.pack.digests.deciding != screening.pack.digests.deciding
        {
            reasons.push(Reason::OtherContent {
                program: program.pack.digests.whole.clone(),
                screening: screening.pack.digests.whole.clone(),
            });
        }
        match self.adopted(digest) {
            Err(reason) => reasons.push(reason),
            Ok(content) => {
                // A check-in of today asked again what can be an emergency, for a program that is assigned.
                if self.record.checked_in_on(self.desk.today).is_none() {
                    reasons.extend(self.too_old(content, screening));
                }
                if reasons.is_empty() {
                    return Ok(Passed {
                        content,
                        screening: screening.clone(),
                    });
                }
            }
        }
        Err(Refusal { reasons })
    }

    /// The age of a screening counts in calendar days of the clinic, from its oldest answer that was not carried forward.
    fn too_old(&self, content: &Content, screening: &Screening) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let today = self.desk.today;
        let lasting = |slot: &Slot| {
            content
                .questions
                .get(slot.question.as_str())
                .is_some_and(|question| question.lasting)
        };
        let screened_on = screening
            .answers
            .keys()
            .filter(|slot| !lasting(slot))
            .map(|slot| screening.asked_on(slot))
            .min()
            .unwrap_or(screening.on)
            .min(screening.on);
        let days = self.desk.policy.screening_days;
        if crate::calendar::days_between(screened_on, today) > i64::from(days) {
            reasons.push(Reason::ScreeningTooOld { screened_on, days });
        }
        let reaching = questions_reaching(content, Disposition::Emergency, Occasion::Screening);
        let stale: Vec<Slot> = screening
            .answers
            .keys()
            .filter(|slot| reaching.contains(&slot.question) && screening.asked_on(slot) != today)
            .cloned()
            .collect();
        if !stale.is_empty() {
            reasons.push(Reason::NotAskedToday(stale));
        }
        reasons
    }
}
