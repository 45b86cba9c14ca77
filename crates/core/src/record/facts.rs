//! Facts that a record adds to the answers of one screening: how long, how much change, since when.

use alloc::{collections::BTreeSet, vec::Vec};
use jiff::{ToSpan, civil::Date};

use super::{Record, Screening};
use crate::{
    allowed::Situation,
    answer::{Answer, Answers, Given, Slot, Value},
    calendar::days_between,
    condition::{Condition, Fact, Milestone, Of, Span},
    content::{Content, Disposition, Program},
    decimal::Decimal,
    evaluate::Judge,
    facts::Facts,
    finding::ActivePrecaution,
    name::{ExerciseId, PhaseId},
    question::Kind,
};

impl Record {
    /// The facts of these answers on a day, with what the record adds.
    pub fn facts<'a>(&self, content: &'a Content, answers: &'a Answers, on: Date) -> Facts<'a> {
        let born = self.patient.as_ref().map(|patient| patient.details.born);
        let mut facts = Facts::new(&content.questions, answers, born, on);
        let episode = self.episode();
        if let Some(program) = self
            .program
            .as_ref()
            .filter(|program| episode.is_some_and(|episode| episode.id == program.episode))
        {
            facts = facts
                .with(
                    Fact::WeeksSince(Milestone::Assigned),
                    (days_between(program.assigned_on, on) / 7).into(),
                )
                .with(
                    Fact::DaysInPhase,
                    days_between(program.phase_since, on).into(),
                );
        }
        if let Some(screening) = self.screenings.last() {
            facts = facts.with(
                Fact::WeeksSince(Milestone::Screened),
                (days_between(screening.on, on) / 7).into(),
            );
        }
        let spans = spans(content);
        for (slot, given) in answers {
            let numeric = content
                .questions
                .get(slot.question.as_str())
                .is_some_and(|question| matches!(question.kind, Kind::Number { .. }));
            let Some(now) = number(given).filter(|_| numeric) else {
                continue;
            };
            let of = Of {
                question: slot.question.clone(),
                side: slot.side,
            };
            let before = self.readings(slot, on);
            facts = facts.with(
                Fact::SteadyDays(of.clone()),
                steady_days(now, on, &before).into(),
            );
            for &span in &spans {
                let in_force = self
                    .begin_of(span, on)
                    .and_then(|then| before.iter().rev().find(|(day, _)| *day <= then));
                if let Some(change) = in_force.and_then(|(_, earlier)| now.minus(*earlier)) {
                    facts = facts.with(Fact::Change(of.clone(), span), change);
                }
            }
        }
        facts
    }

    /// The day on which a span that ends today began.
    fn begin_of(&self, span: Span, today: Date) -> Option<Date> {
        match span {
            Span::Days(days) => today.checked_sub(i32::from(days).days()).ok(),
            Span::Since(Milestone::Assigned) => {
                self.running_program().map(|program| program.assigned_on)
            }
            Span::Since(Milestone::Screened) => self.screenings.last().map(|last| last.on),
        }
    }

    /// Earlier numbers in a slot with their days, oldest first.
    fn readings(&self, slot: &Slot, before: Date) -> Vec<(Date, Decimal)> {
        self.given
            .iter()
            .filter(|given| given.on < before)
            .filter_map(|given| Some((given.on, number(given.value.get(slot)?)?)))
            .collect()
    }

    /// Runs a question about exercises against the record as it is on a day, with these exercises running.
    pub fn situation<T>(
        &self,
        at: &At<'_>,
        running: &BTreeSet<ExerciseId>,
        ask: impl FnOnce(Situation<'_>) -> T,
    ) -> T {
        let facts = self.facts(at.content, &at.screening.answers, at.on);
        let precautions = self.active_precautions();
        ask(Situation {
            content: at.content,
            judge: Judge::new(at.content, &facts),
            precautions: &precautions,
            standing: at.standing,
            program: at.program,
            phase: at.phase,
            running,
        })
    }

    /// Precautions that stand, as rules and filters see them.
    pub fn active_precautions(&self) -> Vec<ActivePrecaution> {
        self.precautions
            .iter()
            .map(|stands| ActivePrecaution {
                precaution: stands.precaution.clone(),
                known: stands.known,
                because: stands.because.clone(),
            })
            .collect()
    }
}

/// Where and when a question about exercises is asked.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// The pack.
    pub content: &'a Content,
    /// The program of the pack.
    pub program: &'a Program,
    /// The phase.
    pub phase: &'a PhaseId,
    /// The screening whose answers count.
    pub screening: &'a Screening,
    /// What the record allows.
    pub standing: Disposition,
    /// The day.
    pub on: Date,
}

fn number(given: &Given) -> Option<Decimal> {
    match given.answer {
        Answer::Value(Value::Number(number)) => Some(number),
        _ => None,
    }
}

/// The spans over which the pack's conditions ask for a change.
fn spans(content: &Content) -> BTreeSet<Span> {
    fn walk(condition: &Condition, spans: &mut BTreeSet<Span>) {
        match condition {
            Condition::Atom(atom) => {
                if let Fact::Change(_, span) = &atom.fact {
                    spans.insert(*span);
                }
            }
            Condition::Not(part) => walk(part, spans),
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                for part in parts {
                    walk(part, spans);
                }
            }
            Condition::Define(_) => {}
        }
    }
    let phases = content.programs.iter().flat_map(|program| &program.phases);
    let mut spans = BTreeSet::new();
    content
        .defines
        .values()
        .chain(content.rules.iter().map(|rule| &rule.when))
        .chain(
            content
                .precautions
                .iter()
                .map(|precaution| &precaution.when),
        )
        .chain(phases.flat_map(|phase| {
            let needs = phase.items.iter().filter_map(|item| item.needs.as_ref());
            [&phase.entry, &phase.exit].into_iter().chain(needs)
        }))
        .for_each(|condition| walk(condition, &mut spans));
    spans
}

/// Days back to the first of the unbroken run of readings equal to this one; 0 where it is the first.
fn steady_days(now: Decimal, on: Date, before: &[(Date, Decimal)]) -> i64 {
    before
        .iter()
        .rev()
        .take_while(|(_, value)| *value == now)
        .last()
        .map_or(0, |(day, _)| days_between(*day, on))
}
