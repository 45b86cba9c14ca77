//! A pack's own cases: dated timelines, and what must hold after each step.

mod deed;
mod dose;
mod expect;
mod names;
mod order;
mod read;
#[cfg(test)]
mod sheets;
mod timeline;

use jiff::civil::Date;
use plinth_core::{
    answer::Answers,
    content::Content,
    dose::Ceiling,
    finding::Cause,
    name::{ExerciseId, PhaseId, PrecautionId},
    record::event::EvidenceKind,
};
use std::collections::BTreeMap;
use std::ops::Range;

use crate::{
    diagnostic::Diagnostic,
    raw::{At, ExpectEntry},
};

pub(crate) use order::{Held, Order};
pub use read::read;

/// The cases of a pack, held to its questions, rules and exercises.
#[derive(Debug)]
pub struct Cases(Vec<Case>);

/// A patient over time.
#[derive(Debug)]
struct Case {
    file: String,
    id: At<String>,
    steps: Vec<Step>,
}

/// What happens on one day, and what must hold then.
#[derive(Debug)]
struct Step {
    on: Date,
    born: Option<Date>,
    span: Range<usize>,
    what: What,
    expect: Option<ExpectEntry>,
}

#[derive(Debug)]
enum What {
    Screened(Answers),
    Resolved {
        cause: Cause,
        evidence: EvidenceKind,
        until: Date,
    },
    /// What goes through the decisions of the record.
    Decided(Deed),
}

/// Something that a clinician does with a program.
#[derive(Debug)]
enum Deed {
    Examined(Answers),
    Goal(Option<u8>),
    Assigned {
        phase: Option<PhaseId>,
        exercises: Vec<ExerciseId>,
    },
    Taught(Vec<ExerciseId>),
    Added(ExerciseId),
    Removed(ExerciseId),
    Dosed {
        exercise: ExerciseId,
        parts: Ceiling,
    },
    Paused(ExerciseId),
    Resumed(ExerciseId),
    Moved(PhaseId),
    Held,
    Released,
    CheckedIn {
        answers: Answers,
        each: Answers,
        items: BTreeMap<ExerciseId, Answers>,
        goals: Vec<u8>,
    },
    Followed {
        about: Option<ExerciseId>,
        into: Option<ExerciseId>,
        to: Option<String>,
    },
    Otherwise(Option<ExerciseId>),
    Precaution(PrecautionId),
    Overridden(ExerciseId),
    Discharged,
}

/// What became of running cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How many cases were run.
    pub cases: usize,
    /// How many steps they had.
    pub steps: usize,
    /// Each expectation that was not met, with its place.
    pub failed: Vec<Diagnostic>,
}

impl Cases {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Runs all cases.
pub fn run(content: &Content, cases: &Cases) -> Report {
    run_with(content, cases, |_, _| {})
}

/// Runs all cases. `progress` is told how many are done, and of how many.
pub fn run_with(content: &Content, cases: &Cases, mut progress: impl FnMut(u64, u64)) -> Report {
    let mut failed = Vec::new();
    for (done, case) in cases.0.iter().enumerate() {
        progress(done as u64, cases.len() as u64);
        run_case(content, case, &mut |fault| {
            failed.push(fault);
            true
        });
    }
    Report {
        cases: cases.len(),
        steps: cases.0.iter().map(|case| case.steps.len()).sum(),
        failed,
    }
}

/// Runs one case; `failed` says whether to go on. Whether all expectations were met.
fn run_case(content: &Content, case: &Case, failed: &mut dyn FnMut(Diagnostic) -> bool) -> bool {
    let mut timeline = timeline::Timeline::new(content);
    let mut met = true;
    for step in &case.steps {
        let faults = match timeline.take(step) {
            Err(timeline::Halt::Refused(refusal)) => {
                expect::refused(&case.file, &step.span, step.expect.as_ref(), Some(&refusal))
            }
            Err(timeline::Halt::Wrong(why)) => vec![
                Diagnostic::error("case-failed", &case.file, step.span.clone(), why)
                    .hint("correct the step"),
            ],
            Ok(_) if step.expect.as_ref().is_some_and(|e| e.refused.is_some()) => {
                expect::refused(&case.file, &step.span, step.expect.as_ref(), None)
            }
            Ok(found) => step
                .expect
                .as_ref()
                .map(|expect| expect::unmet(&case.file, &step.span, expect, &found))
                .unwrap_or_default(),
        };
        for fault in faults {
            met = false;
            let fault = fault.label(&case.file, case.id.span.clone(), "in this case");
            if !failed(fault) {
                return false;
            }
        }
    }
    met
}
