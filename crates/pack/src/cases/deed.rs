//! What a step of a case asks of the record.

use plinth_core::{
    content::Content,
    dose::Ceiling,
    name::ExerciseId,
    record::{
        command::{Act, Adjust, Assign, Change, Choice},
        event::{DischargeOutcome, Item, Report, Sides},
    },
};

use super::{
    Deed, dose,
    timeline::{Halt, Timeline},
};

/// The reason that a case gives where one is needed.
pub(super) const REASON: &str = "as the case says";

impl Timeline<'_> {
    pub(super) fn act(&self, deed: &Deed) -> Result<Act, Halt> {
        let adjusted = |change| {
            Act::Adjust(Adjust {
                change,
                reason: REASON.into(),
            })
        };
        Ok(match deed {
            Deed::Examined(answers) => Act::Exam {
                answers: answers.clone(),
            },
            Deed::Goal(now) => Act::Goal {
                words: "what the case is about".into(),
                now: *now,
            },
            Deed::Assigned { phase, exercises } => Act::Assign(Assign {
                program: None,
                phase: phase.clone(),
                items: if exercises.is_empty() {
                    None
                } else {
                    let items = exercises.iter().map(|id| item(self.content, id));
                    Some(items.collect::<Result<_, _>>()?)
                },
                sides: Some(Sides::Left),
                review_on: None,
                reason: Some(REASON.into()),
            }),
            Deed::Taught(exercises) => Act::Teach {
                exercises: exercises.clone(),
            },
            Deed::Added(id) => adjusted(Change::Add(item(self.content, id)?)),
            Deed::Removed(id) => adjusted(Change::Remove(id.clone())),
            Deed::Dosed { exercise, parts } => {
                adjusted(Change::Dose(self.with_dose(exercise, parts)?))
            }
            Deed::Paused(id) => adjusted(Change::Pause(id.clone())),
            Deed::Resumed(id) => adjusted(Change::Resume(id.clone())),
            Deed::Moved(phase) => adjusted(Change::Phase {
                to: phase.clone(),
                review_on: None,
            }),
            Deed::Held => adjusted(Change::Hold),
            Deed::Released => adjusted(Change::Release { review_on: None }),
            Deed::CheckedIn { .. } => Act::CheckIn(self.report(deed)),
            Deed::Followed { about, into, to } => Act::FollowAdvice {
                check_in: self.last_check_in()?,
                about: about.clone(),
                choice: match (about, into, to) {
                    (_, None, None) => Choice::AsAdvised,
                    (_, None, Some(to)) => Choice::Refer {
                        to: to.clone(),
                        reason: REASON.into(),
                    },
                    (None, Some(exercise), _) => Choice::Raise(exercise.clone()),
                    (Some(_), Some(exercise), _) => Choice::Swap {
                        into: exercise.clone(),
                        sides: Some(Sides::Left),
                    },
                },
            },
            Deed::Otherwise(about) => Act::DecideOtherwise {
                check_in: self.last_check_in()?,
                about: about.clone(),
                reason: REASON.into(),
            },
            Deed::Precaution(precaution) => Act::SetPrecaution {
                precaution: precaution.clone(),
                reason: REASON.into(),
            },
            Deed::Discharged => Act::Discharge {
                outcome: DischargeOutcome::GoalsMet,
                relapse_plan: REASON.into(),
            },
            Deed::Overridden(exercise) => Act::Override {
                exercise: exercise.clone(),
                reason: REASON.into(),
            },
        })
    }

    /// An exercise of the program with these parts of its dose.
    fn with_dose(&self, id: &ExerciseId, parts: &Ceiling) -> Result<Item, Halt> {
        let program = self.record.running_program();
        let course = program.and_then(|program| program.plan.course(id));
        let mut item = course
            .map(|course| course.item.clone())
            .ok_or_else(|| Halt::Wrong(format!("{id} is not in the program")))?;
        dose::set(&mut item.dose, id, parts)?;
        Ok(item)
    }

    /// The report of a check-in: of each exercise that runs what is said of each, and what is said of it.
    fn report(&self, deed: &Deed) -> Report {
        let Deed::CheckedIn {
            answers,
            each,
            items,
            goals,
        } = deed
        else {
            return Report::default();
        };
        let mut report = Report {
            answers: answers.clone(),
            ..Report::default()
        };
        let running = self.record.running_program();
        for exercise in running.iter().flat_map(|program| program.running()) {
            if !each.is_empty() {
                report.items.insert(exercise, each.clone());
            }
        }
        for (exercise, about) in items {
            let of = report.items.entry(exercise.clone()).or_default();
            of.extend(about.clone());
        }
        let set = self.record.goals.iter().map(|goal| goal.entry);
        report.goals = set.zip(goals.iter().copied()).collect();
        report
    }

    fn last_check_in(&self) -> Result<plinth_core::record::entry::Seq, Halt> {
        self.record
            .check_ins
            .last()
            .map(|last| last.entry)
            .ok_or_else(|| Halt::Wrong("there was no check-in yet".into()))
    }
}

/// An exercise with its own dose, on the left where it has sides.
fn item(content: &Content, id: &ExerciseId) -> Result<Item, Halt> {
    let known = content.exercises.get(id);
    let dose = known.and_then(|known| known.dose.clone());
    Ok(Item {
        exercise: id.clone(),
        sides: known.filter(|known| known.one_sided).map(|_| Sides::Left),
        dose: dose.ok_or_else(|| Halt::Wrong(format!("nobody wrote how to do {id}")))?,
    })
}
