//! A patient's program over time.

use alloc::{collections::BTreeSet, vec::Vec};
use jiff::civil::Date;

use super::{
    entry::{PackRef, Seq},
    event::{Course, Event, Item, Plan, ProgramAssigned, Why},
};
use crate::name::ExerciseId;

/// The program of an episode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// In which episode.
    pub episode: Seq,
    /// The entry that assigned it.
    pub assigned: Seq,
    /// On which day.
    pub assigned_on: Date,
    /// The pack to which it is pinned.
    pub pack: PackRef,
    /// How it stands.
    pub plan: Plan,
    /// Since which day the phase is this one.
    pub phase_since: Date,
    /// The last day on which it went up a phase.
    pub went_up_on: Option<Date>,
    /// The last day on which a dose went up as advised.
    pub raised_on: Option<Date>,
    /// The last change of the plan, if it can be undone.
    pub last_change: Option<LastChange>,
}

/// The last change of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastChange {
    /// The entry that made it.
    pub entry: Seq,
    /// The plan before it; none before the assignment.
    pub before: Option<Plan>,
}

impl Program {
    pub(super) fn new(assigned: &ProgramAssigned, entry: Seq, on: Date) -> Self {
        Self {
            episode: assigned.episode,
            assigned: entry,
            assigned_on: on,
            pack: assigned.pack.clone(),
            plan: Plan {
                program: assigned.program.clone(),
                phase: assigned.phase.clone(),
                courses: assigned
                    .items
                    .iter()
                    .map(|item| Course {
                        item: item.clone(),
                        paused: None,
                    })
                    .collect(),
                held: None,
                review_on: assigned.review_on,
            },
            phase_since: on,
            went_up_on: None,
            raised_on: None,
            last_change: Some(LastChange {
                entry,
                before: None,
            }),
        }
    }

    /// Exercises that run, whether or not the program as a whole is held.
    pub fn running(&self) -> BTreeSet<ExerciseId> {
        self.plan
            .running()
            .map(|item| item.exercise.clone())
            .collect()
    }
}

impl Plan {
    /// The course of an exercise.
    pub fn course(&self, exercise: &ExerciseId) -> Option<&Course> {
        self.courses
            .iter()
            .find(|course| course.item.exercise == *exercise)
    }

    /// Items that run.
    pub fn running(&self) -> impl Iterator<Item = &Item> {
        self.courses
            .iter()
            .filter(|course| course.paused.is_none())
            .map(|course| &course.item)
    }

    fn course_mut(&mut self, exercise: &ExerciseId) -> Option<&mut Course> {
        self.courses
            .iter_mut()
            .find(|course| course.item.exercise == *exercise)
    }

    /// Sets or lifts the rest of an exercise; one that is not there stays away.
    fn pause(&mut self, exercise: &ExerciseId, why: Option<Why>) {
        if let Some(course) = self.course_mut(exercise) {
            course.paused = why;
        }
    }

    /// Puts an item in the place of another, or of its own former self.
    fn replace(&mut self, out: &ExerciseId, into: &Item) {
        if let Some(course) = self.course_mut(out) {
            if into.exercise != *out {
                course.paused = None;
            }
            course.item = into.clone();
        }
    }

    fn add(&mut self, item: &Item) {
        self.courses.push(Course {
            item: item.clone(),
            paused: None,
        });
    }

    fn remove(&mut self, exercise: &ExerciseId) {
        self.courses
            .retain(|course| course.item.exercise != *exercise);
    }

    /// Exercises in order.
    pub fn exercises(&self) -> Vec<&ExerciseId> {
        self.courses
            .iter()
            .map(|course| &course.item.exercise)
            .collect()
    }
}

impl Program {
    /// Folds a change of the program in, and says whether it was one.
    pub(super) fn fold(&mut self, seq: Seq, on: Date, event: &Event) -> bool {
        let before = self.plan.clone();
        match event {
            Event::ExerciseSwapped(e) => self.plan.replace(&e.out, &e.into),
            Event::DoseChanged(e) => self.plan.replace(&e.item.exercise, &e.item),
            Event::ExerciseAdded(e) => self.plan.add(&e.item),
            Event::ExerciseRemoved(e) => self.plan.remove(&e.exercise),
            Event::ExercisePaused(e) => self.plan.pause(&e.exercise, Some(e.why.clone())),
            Event::ExerciseResumed(e) => self.plan.pause(&e.exercise, None),
            Event::PhaseChanged(e) => {
                self.plan.phase = e.to.clone();
                self.plan.review_on = e.review_on;
                self.phase_since = on;
                if e.up {
                    self.went_up_on = Some(on);
                }
            }
            Event::ProgramHeld(e) => self.plan.held = Some(e.why.clone()),
            Event::ProgramReleased(e) => {
                self.plan.held = None;
                self.plan.review_on = e.review_on;
            }
            Event::ContentAccepted(e) => {
                self.pack = e.to.clone();
                self.last_change = None;
                return true;
            }
            _ => return false,
        }
        self.last_change = Some(LastChange {
            entry: seq,
            before: Some(before),
        });
        true
    }

    /// Whether it went up on a day already, by a phase or by a dose as advised (INV-10).
    pub fn went_up(&self, on: Date) -> bool {
        self.went_up_on == Some(on) || self.raised_on == Some(on)
    }

    /// Takes another day for the next review, which no undoing of an earlier change puts off.
    pub(super) fn review_on(&mut self, day: Date) {
        self.plan.review_on = day;
        if let Some(before) = self
            .last_change
            .as_mut()
            .and_then(|change| change.before.as_mut())
        {
            before.review_on = day;
        }
    }

    /// Puts an earlier plan back.
    pub(super) fn restore(&mut self, plan: &Plan, on: Date) {
        if plan.phase != self.plan.phase {
            self.phase_since = on;
        }
        self.plan = plan.clone();
        self.last_change = None;
    }
}
