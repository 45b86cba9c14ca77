//! What holds for every item of a program: it is known, allowed, has its side and says how much.

use alloc::{collections::BTreeSet, string::ToString};

use super::draft::Draft;
use crate::{
    content::{Phase, Program},
    dose::{DoseFault, Load},
    name::ExerciseId,
    record::{
        At, check,
        event::{Event, Item, Plan},
        refusal::{Reason, Warning},
    },
};

impl Draft<'_> {
    /// Checks an item that is to run beside these.
    pub(super) fn check_item(
        &self,
        at: &At<'_>,
        running: &BTreeSet<ExerciseId>,
        item: &Item,
    ) -> Result<(), Reason> {
        self.allow(at, running, &item.exercise)?;
        let exercise = item.exercise.clone();
        let supervised = own_phase(at.program, &exercise).is_some_and(|own| own.supervised_first);
        if supervised && !self.record.taught.contains_key(&exercise) {
            return Err(Reason::NotTaught(exercise));
        }
        let one_sided = at
            .content
            .exercises
            .get(&exercise)
            .is_some_and(|known| known.one_sided);
        match (one_sided, item.sides) {
            (true, None) => return Err(Reason::NoSide(exercise)),
            (false, Some(_)) => return Err(Reason::NoSuchSide(exercise)),
            _ => {}
        }
        if let Some(Load::Band(band)) = &item.dose.load {
            check::name("the band", band)?;
        }
        item.dose.check().map_err(|fault| match fault {
            DoseFault::HowMuch => Reason::Dose(exercise),
            fault => Reason::NoSuchDose {
                exercise,
                why: fault.to_string(),
            },
        })
    }

    /// Refuses more exercises at one visit than the phase that brings them in allows.
    pub(super) fn check_new(&self, at: &At<'_>, new: &[&ExerciseId]) -> Result<(), Reason> {
        let Some(phase) = at.program.phases.iter().find(|phase| phase.id == *at.phase) else {
            return Ok(());
        };
        let is_own = |exercise: &ExerciseId| {
            own_phase(at.program, exercise).is_some_and(|own| own.id == phase.id)
        };
        let added_today = self.record.history.iter().filter(|line| {
            line.on == at.on
                && match &line.event {
                    Event::ExerciseAdded(e) => is_own(&e.item.exercise),
                    Event::ExerciseSwapped(e) => is_own(&e.into.exercise),
                    _ => false,
                }
        });
        let new = added_today.count() + new.iter().filter(|exercise| is_own(exercise)).count();
        if new > usize::from(phase.new_at_most) {
            return Err(Reason::TooManyNew {
                new,
                most: phase.new_at_most,
            });
        }
        Ok(())
    }

    /// Warns of what a clinician should mind about the plan as it is now, for the items that are new in it.
    pub(super) fn warn_of_items(&mut self, at: &At<'_>, plan: &Plan, new: &[&ExerciseId]) {
        let items = plan.running().count();
        let most = at
            .program
            .phases
            .iter()
            .find(|phase| phase.id == plan.phase)
            .map(|phase| phase.most);
        if let Some(most) = most.filter(|most| items > usize::from(*most)) {
            self.warn(Warning::ManyItems { items, most });
        }
        let running = plan.running().map(|item| item.exercise.clone()).collect();
        for exercise in new {
            let changes = self
                .record
                .situation(at, &running, |situation| situation.changes(exercise));
            for change in changes {
                self.warn(Warning::Modified {
                    exercise: change.exercise,
                    change: change.change,
                    precaution: change.rule,
                });
            }
        }
    }
}

/// The phase that brings an exercise in: the first that has it.
fn own_phase<'p>(program: &'p Program, exercise: &ExerciseId) -> Option<&'p Phase> {
    program
        .phases
        .iter()
        .find(|phase| phase.items.iter().any(|item| item.exercise == *exercise))
}
