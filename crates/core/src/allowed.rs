//! The one place that decides whether an exercise may be done now. Assigning, adjusting, advising and every exercise that a
//! sheet mentions pass through it.

use alloc::{collections::BTreeSet, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

use crate::{
    content::{Content, Disposition, Phase, PhaseItem, Precaution, Program, Standing},
    evaluate::{Judge, Truth},
    finding::{ActivePrecaution, Bar},
    information::Caution,
    name::{ExerciseId, PhaseId, PrecautionId},
};

/// What is true of a patient now, as far as exercises are concerned.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The pack.
    pub content: &'a Content,
    /// Judges what phase items need, by the newest answers.
    pub judge: Judge<'a>,
    /// Precautions that stand or may stand.
    pub precautions: &'a [ActivePrecaution],
    /// What the record allows now.
    pub standing: Disposition,
    /// The program.
    pub program: &'a Program,
    /// The phase that the patient is in.
    pub phase: &'a PhaseId,
    /// Exercises that run now.
    pub running: &'a BTreeSet<ExerciseId>,
    /// Those of them that were last reported green.
    pub tolerated: &'a BTreeSet<ExerciseId>,
}

/// How an exercise is to be changed for this patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// In a sentence for the clinician.
    pub change: String,
    /// By which precaution.
    pub rule: PrecautionId,
}

/// An exercise that is kept out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// What bars it, strongest first.
    pub bars: Vec<Bar>,
    /// What may be done in its place.
    pub instead: Vec<ExerciseId>,
}

/// What a program may hold now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Offer {
    /// As they are, in the order of the program.
    pub offered: Vec<ExerciseId>,
    /// With a change.
    pub modified: Vec<Change>,
    /// Kept out, with what to do instead.
    pub withheld: Vec<Withheld>,
}

impl<'a> Situation<'a> {
    fn standing_precautions(&self) -> impl Iterator<Item = &'a Precaution> + use<'a> {
        let Self {
            content,
            precautions,
            ..
        } = *self;
        content
            .precautions
            .iter()
            .filter(move |p| precautions.iter().any(|active| active.precaution == p.id))
    }

    /// The phases that the patient has reached, in order.
    fn reached(&self) -> impl Iterator<Item = &'a Phase> + use<'a> {
        let Self { program, phase, .. } = *self;
        let count = program
            .phases
            .iter()
            .position(|p| p.id == *phase)
            .map_or(0, |place| place + 1);
        program.phases.iter().take(count)
    }

    fn cautions(&self) -> impl Iterator<Item = &'a Caution> + use<'a> {
        self.content.cautions_in(self.program, self.phase)
    }

    fn item(&self, exercise: &ExerciseId) -> Option<&'a PhaseItem> {
        self.reached()
            .flat_map(|phase| &phase.items)
            .find(|item| item.exercise == *exercise)
    }

    /// Everything that keeps this exercise out now, strongest first; nothing where it may be done.
    pub fn bars(&self, exercise: &ExerciseId) -> Vec<Bar> {
        let mut bars = Vec::new();
        match self.content.exercises.get(exercise) {
            None => bars.push(Bar::Unknown),
            Some(known) if known.standing == Standing::NamedOnly => bars.push(Bar::NamedOnly),
            Some(_) => {}
        }
        if !self.standing.allows_program() {
            bars.push(Bar::Standing(self.standing));
        }
        bars.extend(
            self.standing_precautions()
                .filter(|p| p.exclude.contains(exercise))
                .map(|p| Bar::Precaution(p.id.clone())),
        );
        bars.extend(
            self.cautions()
                .filter(|caution| caution.exercises.contains(exercise))
                .map(|caution| Bar::Caution(caution.id.clone())),
        );
        match self.item(exercise) {
            None => bars.push(Bar::Phase(self.phase.clone())),
            Some(item) => {
                if item
                    .needs
                    .as_ref()
                    .is_some_and(|needs| self.judge.truth(needs) != Truth::True)
                {
                    bars.push(Bar::Needs(self.phase.clone()));
                }
                bars.extend(
                    item.after
                        .iter()
                        .filter(|first| {
                            !(self.running.contains(*first) && self.tolerated.contains(*first))
                        })
                        .cloned()
                        .map(Bar::After),
                );
            }
        }
        bars
    }

    /// How the exercise is to be changed for this patient.
    pub fn changes(&self, exercise: &ExerciseId) -> Vec<Change> {
        self.standing_precautions()
            .filter_map(|p| {
                let change = p.modify.get(exercise)?.clone();
                Some(Change {
                    exercise: exercise.clone(),
                    change,
                    rule: p.id.clone(),
                })
            })
            .collect()
    }

    /// What may be done in place of this exercise: its alternatives, and what the precautions prefer, as far as allowed.
    pub fn instead(&self, exercise: &ExerciseId) -> Vec<ExerciseId> {
        let own = self
            .content
            .exercises
            .get(exercise)
            .map(|known| known.alternatives.as_slice())
            .unwrap_or_default();
        let mut instead: Vec<ExerciseId> = Vec::new();
        for candidate in own
            .iter()
            .chain(self.standing_precautions().flat_map(|p| &p.prefer))
        {
            if candidate != exercise
                && !instead.contains(candidate)
                && self.bars(candidate).is_empty()
            {
                instead.push(candidate.clone());
            }
        }
        instead
    }

    /// Everything that a program may hold now, and everything that it may not, with reasons.
    pub fn offer(&self) -> Offer {
        let mut offer = Offer::default();
        if !self.standing.allows_program() {
            return offer;
        }
        let of_phases = self
            .reached()
            .flat_map(|phase| &phase.items)
            .map(|item| &item.exercise);
        let excluded = self.standing_precautions().flat_map(|p| &p.exclude);
        let mut seen = BTreeSet::new();
        for exercise in of_phases.chain(excluded) {
            if !seen.insert(exercise) {
                continue;
            }
            let bars = self.bars(exercise);
            if !bars.is_empty() {
                let instead = self.instead(exercise);
                offer.withheld.push(Withheld {
                    exercise: exercise.clone(),
                    bars,
                    instead,
                });
                continue;
            }
            let changes = self.changes(exercise);
            if changes.is_empty() {
                offer.offered.push(exercise.clone());
            } else {
                offer.modified.extend(changes);
            }
        }
        offer
    }
}

impl Content {
    /// What is to be avoided in a phase of a program: all that has no phase until which it stands, and in a phase that the
    /// program does not have, everything.
    pub fn cautions_in<'a>(
        &'a self,
        program: &'a Program,
        phase: &'a PhaseId,
    ) -> impl Iterator<Item = &'a Caution> + use<'a> {
        let place = |phase: &PhaseId| program.phases.iter().position(|p| p.id == *phase);
        self.cautions.iter().filter(move |caution| {
            caution
                .until
                .as_ref()
                .is_none_or(|until| place(until).is_none_or(|until| place(phase) < Some(until)))
        })
    }
}
