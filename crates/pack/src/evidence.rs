//! What became of the statements of a pack's sources: each is carried, or left out with a reason.

use std::{collections::BTreeSet, fmt};

use plinth_core::{
    content::{Content, Exercise},
    dose::{Basis, Often},
    name::EvidenceId,
};

/// How many statements a pack carries, and which it lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Statements of `evidence.toml` that something else in the pack names.
    pub carried: usize,
    /// Those that are left out, with the reason why.
    pub left_out: usize,
    /// Those that are neither: they are said, and nothing comes from them.
    pub neither: Vec<EvidenceId>,
}

impl Count {
    /// Counts the statements of a pack.
    pub fn of(content: &Content) -> Self {
        let named = named(content);
        let mut count = Self {
            carried: 0,
            left_out: 0,
            neither: Vec::new(),
        };
        for statement in content.evidence.values() {
            if statement.left_out.is_some() {
                count.left_out += 1;
            } else if named.contains(&statement.id) {
                count.carried += 1;
            } else {
                count.neither.push(statement.id.clone());
            }
        }
        count
    }

    /// All statements.
    pub fn statements(&self) -> usize {
        self.carried + self.left_out + self.neither.len()
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} statements: {} carried, {} left out with a reason, {} neither",
            self.statements(),
            self.carried,
            self.left_out,
            self.neither.len()
        )
    }
}

/// The statements that something comes from.
fn named(content: &Content) -> BTreeSet<&EvidenceId> {
    let mut named = BTreeSet::new();
    let phases = content.programs.iter().flat_map(|program| &program.phases);
    let lists = content
        .questions
        .iter()
        .map(|question| &question.evidence)
        .chain(content.rules.iter().map(|rule| &rule.evidence))
        .chain(content.precautions.iter().map(|p| &p.evidence))
        .chain(content.exercises.values().map(|e| &e.evidence))
        .chain(content.programs.iter().map(|program| &program.evidence))
        .chain(phases.map(|phase| &phase.evidence))
        .chain(content.check_in.rules.iter().map(|rule| &rule.evidence))
        .chain(content.cautions.iter().map(|caution| &caution.evidence))
        .chain(content.topics.iter().map(|topic| &topic.evidence));
    named.extend(lists.flatten());
    named.extend(content.exercises.values().flat_map(of_dose));
    named
}

/// The statements that the numbers of an exercise's dose come from.
fn of_dose(exercise: &Exercise) -> impl Iterator<Item = &EvidenceId> {
    let amounts = exercise.dose.iter().flat_map(|dose| {
        let (Often::TimesADay(often) | Often::HoursApart(often) | Often::DaysAWeek(often)) =
            &dose.often;
        [
            dose.sets.as_ref(),
            dose.repetitions.as_ref(),
            dose.hold_seconds.as_ref(),
            dose.minutes.as_ref(),
            Some(often),
        ]
    });
    amounts.flatten().filter_map(|amount| match &amount.basis {
        Basis::Source(statement) => Some(statement),
        _ => None,
    })
}
