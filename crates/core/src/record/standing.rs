//! What the record allows now: the worst finding still open at this time.

use alloc::vec::Vec;
use jiff::civil::Date;

use super::{
    Record,
    flag::{Flag, FlagState},
};
use crate::{content::Disposition, facts::Settled, finding::Missing};

/// What a record allows on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing<'a> {
    /// The worst that counts.
    pub worst: Disposition,
    /// Findings that count, worst first.
    pub open: Vec<&'a Flag>,
    /// What is to be asked, and keeps something worse from being excluded.
    pub missing: Vec<Settled>,
}

impl Record {
    /// What the record allows on a day. A resolution that has run out counts no more. Before the first full screening of
    /// an episode nothing is known, so it is `incomplete` at best; while a resolution holds, or after
    /// a flag was cleared in this episode, it is `caution` at best.
    pub fn standing(&self, on: Date) -> Standing<'_> {
        let mut open: Vec<&Flag> = self.findings.iter().filter(|f| f.is_open(on)).collect();
        open.sort_by(|a, b| {
            b.finding
                .gives
                .cmp(&a.finding.gives)
                .then_with(|| a.id.cmp(&b.id))
        });
        let mut worst = open
            .first()
            .map_or(Disposition::Proceed, |flag| flag.finding.gives);
        let mut missing = Vec::new();
        match self.screening() {
            None => worst = worst.max(Disposition::Incomplete),
            Some(screening) => {
                let precaution = self.precautions.iter().any(|stands| stands.by_hand)
                    || (!screening.outcome.precautions.is_empty()
                        && screening.outcome.disposition >= Disposition::Caution);
                let cleared = self.findings.iter().any(|flag| match flag.state {
                    FlagState::Resolved { .. } => true,
                    FlagState::Settled(_) => {
                        flag.finding.gives.is_flag() && flag.episode == Some(screening.episode)
                    }
                    FlagState::Open | FlagState::Superseded(_) => false,
                });
                if precaution || cleared {
                    worst = worst.max(Disposition::Caution);
                }
                missing.extend(self.missing().map(|missing| missing.fact.clone()));
            }
        }
        Standing {
            worst,
            open,
            missing,
        }
    }

    /// What is needed and not known: of the last screening, and of the newest check-in after it.
    fn missing(&self) -> impl Iterator<Item = &Missing> {
        let screening = self.screenings.last();
        let newest = self
            .check_ins
            .last()
            .filter(|last| screening.is_some_and(|screening| last.entry > screening.entry));
        let of_screening = screening.map(|screening| screening.outcome.missing.as_slice());
        let of_check_in = newest.map(|newest| newest.outcome.missing.as_slice());
        [of_screening, of_check_in].into_iter().flatten().flatten()
    }

    /// What is not known and keeps an emergency from being excluded, where no clinician has resolved that.
    pub fn emergency_not_excluded(&self, on: Date) -> Vec<Settled> {
        self.missing()
            .filter(|missing| missing.cannot_exclude == Some(Disposition::Emergency))
            .filter(|missing| {
                self.findings.iter().any(|flag| {
                    flag.is_open(on)
                        && flag
                            .finding
                            .because
                            .iter()
                            .any(|because| because.fact == missing.fact)
                })
            })
            .map(|missing| missing.fact.clone())
            .collect()
    }

    /// Whether a program runs on a day: assigned in the open episode, not held, and nothing that stands forbids it.
    pub fn program_runs(&self, on: Date) -> bool {
        self.consent.is_some()
            && self
                .episode()
                .zip(self.program.as_ref())
                .is_some_and(|(episode, program)| {
                    program.episode == episode.id && program.plan.held.is_none()
                })
            && self
                .findings
                .iter()
                .all(|flag| !(flag.finding.gives.is_flag() && flag.is_open(on)))
    }
}
