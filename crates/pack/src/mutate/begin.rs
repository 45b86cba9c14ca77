//! Phases in which a program can be assigned.

use plinth_core::{
    condition::{Condition, Fact, Milestone, Span},
    content::{Content, Program},
};

/// How many of the phases a program can begin with: up to one above the last whose entry can be met before there is one.
pub(super) fn phases(content: &Content, program: &Program) -> usize {
    let last = program
        .phases
        .iter()
        .rposition(|phase| can_be(content, &phase.entry, true));
    last.unwrap_or(0) + 2
}

/// Whether a condition can be known to be so before a program is assigned. What counts from then on is not known.
fn can_be(content: &Content, condition: &Condition, so: bool) -> bool {
    let count = |parts: &[Condition], so| {
        let can = parts.iter().filter(|part| can_be(content, part, so));
        can.count()
    };
    match condition {
        Condition::Atom(atom) => !matches!(
            atom.fact,
            Fact::DaysInPhase
                | Fact::WeeksSince(Milestone::Assigned)
                | Fact::Change(_, Span::Since(Milestone::Assigned))
        ),
        Condition::Not(part) => can_be(content, part, !so),
        Condition::All(parts) if so => count(parts, true) == parts.len(),
        Condition::All(parts) => count(parts, false) > 0,
        Condition::Any(parts) if so => count(parts, true) > 0,
        Condition::Any(parts) => count(parts, false) == parts.len(),
        Condition::AtLeast(least, parts) if so => count(parts, true) >= *least,
        Condition::AtLeast(least, parts) => parts.len() - count(parts, false) < *least,
        Condition::Define(id) => content
            .defines
            .get(id)
            .is_none_or(|define| can_be(content, define, so)),
    }
}
