//! The derived row of a record: made again from the history, never read by a decision.

use alloc::{collections::BTreeSet, string::String};
use jiff::{ToSpan, civil::Date};

use super::{
    Record,
    event::{Duty, Event},
    flag::{Flag, FlagState},
};
use crate::{
    content::Disposition,
    index::{Due, DueKind, Index},
};

impl Record {
    /// The row of this record; none before the patient is registered, and none after the record was joined to another.
    /// Words are as they are written in the names; whoever stores them folds them. Lines say nothing of the patient but
    /// ids.
    pub fn index(&self) -> Option<Index> {
        let patient = self.patient.as_ref()?;
        if self.merged_into.is_some() {
            return None;
        }
        let details = &patient.details;
        let words: BTreeSet<String> = core::iter::once(&details.name)
            .chain(&details.other_names)
            .flat_map(|name| name.split_whitespace())
            .map(String::from)
            .collect();
        let mut due: alloc::vec::Vec<Due> = self
            .findings
            .iter()
            .filter_map(flag_line)
            .chain(self.open_questions())
            .chain(self.referral_lines())
            .chain(self.open_tasks().map(|task| Due {
                on: task.since,
                kind: DueKind::Task,
                about: match &task.duty {
                    Duty::TellPatient { sheet } => {
                        alloc::format!(
                            "{}: tell the patient that sheet {sheet} no longer holds",
                            task.id
                        )
                    }
                    Duty::CallBack { finding } => {
                        alloc::format!("{}: call about {finding}", task.id)
                    }
                    Duty::Other(words) => alloc::format!("{}: {words}", task.id),
                },
            }))
            .chain(self.open_advice())
            .chain(self.next_visit())
            .collect();
        due.sort_by(|a, b| (a.kind, a.on, &a.about).cmp(&(b.kind, b.on, &b.about)));
        Some(Index {
            number: alloc::format!("{}", patient.number),
            name: details.name.clone(),
            born: details.born,
            last_visit: self.last_visit(),
            words: words.into_iter().collect(),
            due,
        })
    }

    /// The last clinic-local day on which the patient was seen, as far as the record tells.
    pub fn last_visit(&self) -> Option<Date> {
        self.history
            .iter()
            .rev()
            .find(|line| {
                matches!(
                    line.event,
                    Event::ScreenRecorded(_)
                        | Event::ExamRecorded(_)
                        | Event::CheckInRecorded(_)
                        | Event::MeasureRecorded(_)
                        | Event::TaughtFirst(_)
                        | Event::ProgramAssigned(_)
                )
            })
            .map(|line| line.on)
    }

    /// One line for everything that is needed and not known, from the day on which the first of it was left open.
    fn open_questions(&self) -> Option<Due> {
        let open = || {
            self.findings.iter().filter(|flag| {
                flag.finding.gives == Disposition::Incomplete
                    && matches!(flag.state, FlagState::Open)
            })
        };
        Some(Due {
            on: open().map(|flag| flag.since).min()?,
            kind: DueKind::Incomplete,
            about: alloc::format!("{} questions are open", open().count()),
        })
    }

    /// What waits for a decision of the newest check-in's advice; that of earlier ones is over.
    fn open_advice(&self) -> Option<Due> {
        let last = self.check_in()?;
        let open = last
            .advice
            .to_decide()
            .filter(|(about, _)| !last.decided.contains_key(&about.cloned()))
            .count();
        (open > 0).then(|| Due {
            on: last.on,
            kind: DueKind::Advice,
            about: alloc::format!("{}: {open} to decide of its advice", last.entry),
        })
    }

    /// The next review; where the newest check-in asked for that day, the next check-in.
    fn next_visit(&self) -> Option<Due> {
        let plan = &self.running_program()?.plan;
        let asked_by = self
            .check_in()
            .filter(|last| last.advice.review_on == Some(plan.review_on));
        Some(match asked_by {
            Some(last) => Due {
                on: plan.review_on,
                kind: DueKind::CheckIn,
                about: alloc::format!("{}: the check-in after it", last.entry),
            },
            None => Due {
                on: plan.review_on,
                kind: DueKind::Review,
                about: alloc::format!("review of {}", plan.program),
            },
        })
    }

    /// Urgent referrals from the day on which they were made, until their outcome is known; others until their receipt is.
    fn referral_lines(&self) -> impl Iterator<Item = Due> {
        self.open_referrals()
            .filter(|referral| referral.made.urgency.is_urgent() || referral.received.is_none())
            .map(|referral| Due {
                on: referral.since,
                kind: DueKind::Referral,
                about: match referral.received {
                    None => alloc::format!("{}: referral without a receipt", referral.id),
                    Some(_) => {
                        alloc::format!("{}: urgent referral without an outcome", referral.id)
                    }
                },
            })
    }
}

/// A flag from the day on which it counts: at once while it is open, after its last day while it is resolved.
fn flag_line(flag: &Flag) -> Option<Due> {
    let kind = match flag.finding.gives {
        Disposition::Emergency => DueKind::Emergency,
        Disposition::SameDay => DueKind::SameDay,
        _ => return None,
    };
    let (on, about) = match flag.state {
        FlagState::Open => (flag.since, alloc::format!("{}", flag.id)),
        FlagState::Resolved { until, .. } => (
            until.saturating_add(1.day()),
            alloc::format!("{}: its resolution ends", flag.id),
        ),
        FlagState::Settled(_) | FlagState::Superseded(_) => return None,
    };
    Some(Due { on, kind, about })
}
