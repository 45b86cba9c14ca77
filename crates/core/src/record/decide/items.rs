//! What holds for every item of a program: it is known, allowed, has its side and says how much.

use alloc::collections::BTreeSet;

use super::draft::Draft;
use crate::{
    name::ExerciseId,
    record::{
        At,
        event::{Item, Plan},
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
        item.dose.check().map_err(|_| Reason::Dose(exercise))
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
