//! Facts that a record adds to the answers of one screening: how long, how much change, since when.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use jiff::{ToSpan, civil::Date};

use super::{Record, Screening, entry::Seq};
use crate::{
    allowed::Situation,
    answer::{Answer, Answers, Slot, Value},
    calendar::days_between,
    condition::{Condition, Fact, Milestone, Of, Span},
    content::{Content, Disposition, Program},
    decimal::Decimal,
    evaluate::Judge,
    facts::Facts,
    finding::ActivePrecaution,
    name::{ExerciseId, PhaseId, QuestionId},
    question::{Kind, Occasion, Question, Worse},
};

impl Record {
    /// The facts of these answers on a day, with what the record adds, its newest check-in included.
    pub fn facts<'a>(&self, content: &'a Content, answers: &'a Answers, on: Date) -> Facts<'a> {
        let facts = self.facts_before(content, answers, on);
        self.with_reported(content, facts, on)
    }

    /// The same, without what check-ins reported.
    pub(crate) fn facts_before<'a>(
        &self,
        content: &'a Content,
        answers: &'a Answers,
        on: Date,
    ) -> Facts<'a> {
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
        let asked = asked(content);
        for (slot, given) in answers {
            let (Some(asked), Some(question)) = (
                asked.get(&slot.question),
                content.questions.get(slot.question.as_str()),
            ) else {
                continue;
            };
            let Some(now) = size(question, &given.answer) else {
                continue;
            };
            let of = || Of {
                question: slot.question.clone(),
                side: slot.side,
            };
            let before = self.readings(question, slot, on);
            if asked.steady
                && let Some(days) = steady_days(now, on, &before)
            {
                facts.add(Fact::SteadyDays(of()), days.into());
            }
            if asked.worsenings
                && let Some(count) = worsenings(question, now, &before)
            {
                facts.add(Fact::Worsenings(of()), count.into());
            }
            for &span in &asked.changes {
                // What is measured on the day of the milestone is what later values are compared with.
                if matches!(span, Span::Since(_)) && self.begin_of(span, on) == Some(on) {
                    facts.add(Fact::Change(of(), span), Decimal::ZERO);
                    continue;
                }
                let in_force = self
                    .begin_of(span, on)
                    .and_then(|then| before.iter().rev().find(|(day, _)| *day <= then));
                if let Some(change) = in_force.and_then(|(_, earlier)| now.minus((*earlier)?)) {
                    facts.add(Fact::Change(of(), span), change);
                }
            }
        }
        facts
    }

    /// The day on which a span that ends today began.
    pub(super) fn begin_of(&self, span: Span, today: Date) -> Option<Date> {
        match span {
            Span::Days(days) => today.checked_sub(i32::from(days).days()).ok(),
            Span::Since(Milestone::Assigned) => {
                self.running_program().map(|program| program.assigned_on)
            }
            Span::Since(Milestone::Screened) => self.screenings.last().map(|last| last.on),
        }
    }

    /// Earlier readings in a slot with their days, oldest first; none where it was to be asked and is not known.
    fn readings(
        &self,
        question: &Question,
        slot: &Slot,
        before: Date,
    ) -> Vec<(Date, Option<Decimal>)> {
        self.given
            .iter()
            .filter(|given| given.on < before)
            .filter_map(|given| match given.value.get(slot) {
                Some(answer) => Some((given.on, size(question, &answer.answer))),
                None => self
                    .occasion(given.entry)
                    .is_some_and(|occasion| question.at.contains(&occasion))
                    .then_some((given.on, None)),
            })
            .collect()
    }

    /// On which occasion the answers of an entry were asked; none for an examination, which asks what it will.
    fn occasion(&self, entry: Seq) -> Option<Occasion> {
        if self.check_ins.iter().any(|known| known.entry == entry) {
            Some(Occasion::CheckIn)
        } else if self.screenings.iter().any(|known| known.entry == entry) {
            Some(Occasion::Screening)
        } else {
            None
        }
    }

    /// Runs a question about exercises against the record as it is on a day, with these exercises running.
    pub fn situation<T>(
        &self,
        at: &At<'_>,
        running: &BTreeSet<ExerciseId>,
        ask: impl FnOnce(Situation<'_>) -> T,
    ) -> T {
        let answers = self.answers_in_force(at.content, at.screening);
        let facts = self.facts(at.content, &answers, at.on);
        let precautions = self.active_precautions();
        let tolerated = self.tolerated();
        ask(Situation {
            content: at.content,
            judge: Judge::new(at.content, &facts),
            precautions: &precautions,
            standing: at.standing,
            program: at.program,
            phase: at.phase,
            running,
            tolerated: &tolerated,
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

/// How large an answer is: a number itself, an ordered choice its place in the order, mildest first.
pub(crate) fn size(question: &Question, answer: &Answer) -> Option<Decimal> {
    match (answer, &question.kind, &question.worse) {
        (Answer::Value(Value::Number(number)), Kind::Number { .. }, _) => Some(*number),
        (Answer::Value(Value::Choice(choice)), _, Some(Worse::Order(order))) => {
            let place = order.iter().position(|known| known == choice)?;
            Some(Decimal::whole(i64::try_from(place).ok()?))
        }
        _ => None,
    }
}

/// What conditions ask of the earlier answers to a question.
#[derive(Default)]
struct Asked {
    steady: bool,
    worsenings: bool,
    changes: BTreeSet<Span>,
}

/// What the pack's conditions ask of earlier answers. Nothing else is derived of them.
fn asked(content: &Content) -> BTreeMap<&QuestionId, Asked> {
    fn walk<'c>(condition: &'c Condition, asked: &mut BTreeMap<&'c QuestionId, Asked>) {
        match condition {
            Condition::Atom(atom) => match &atom.fact {
                Fact::SteadyDays(of) => asked.entry(&of.question).or_default().steady = true,
                Fact::Worsenings(of) => asked.entry(&of.question).or_default().worsenings = true,
                Fact::Change(of, span) => {
                    asked.entry(&of.question).or_default().changes.insert(*span);
                }
                _ => {}
            },
            Condition::Not(part) => walk(part, asked),
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                for part in parts {
                    walk(part, asked);
                }
            }
            Condition::Define(_) => {}
        }
    }
    let phases = content.programs.iter().flat_map(|program| &program.phases);
    let lights = content.check_in.lights.iter();
    let questions = content.questions.iter();
    let mut asked = BTreeMap::new();
    content
        .defines
        .values()
        .chain(content.rules.iter().map(|rule| &rule.when))
        .chain(content.check_in.rules.iter().map(|rule| &rule.when))
        .chain(lights.flat_map(|lights| [&lights.red, &lights.amber]))
        .chain(content.precautions.iter().map(|known| &known.when))
        .chain(phases.flat_map(|phase| {
            let needs = phase.items.iter().filter_map(|item| item.needs.as_ref());
            [&phase.entry, &phase.exit].into_iter().chain(needs)
        }))
        .chain(questions.filter_map(|question| question.ask_if.as_ref()))
        .for_each(|condition| walk(condition, &mut asked));
    asked
}

/// Days back to the first of the unbroken run of readings equal to this one; 0 where it is the first. Nothing where the
/// run is broken by a reading that is not known.
fn steady_days(now: Decimal, on: Date, before: &[(Date, Option<Decimal>)]) -> Option<i64> {
    let mut since = on;
    for (day, value) in before.iter().rev() {
        if (*value)? != now {
            break;
        }
        since = *day;
    }
    Some(days_between(since, on))
}

/// Readings in a row, newest first, that were each worse than the one before.
fn worsenings(
    question: &Question,
    now: Decimal,
    before: &[(Date, Option<Decimal>)],
) -> Option<i64> {
    let lower_is_worse = question.worse == Some(Worse::Lower);
    let mut count = 0;
    let mut newer = now;
    for (_, value) in before.iter().rev() {
        let older = (*value)?;
        let worse = if lower_is_worse {
            newer < older
        } else {
            newer > older
        };
        if !worse {
            break;
        }
        count += 1;
        newer = older;
    }
    Some(count)
}
