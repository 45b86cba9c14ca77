use clap::Args;
use jiff::civil::Date;
use plinth_core::{
    name::{ExerciseId, PhaseId, ProgramId},
    number::PatientNumber,
    record::{
        command::{Act, Assign as Assignment},
        event::{Item, Plan, Sides},
    },
};

use crate::{
    arguments::{date, patient_number},
    clinic::{Acting, ClinicArgs},
    dose::{DoseArgs, sides},
    problem::Problem,
};

/// Assign a program; where nothing is said, what the screening and the pack suggest
#[derive(Debug, Args)]
pub(crate) struct Assign {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// Which program of the pack; its first where none is named
    #[arg(long)]
    program: Option<ProgramId>,
    /// Which phase; as the screening says where none is named
    #[arg(long)]
    phase: Option<PhaseId>,
    /// An exercise, with the pack's own dose; may stand several times
    #[arg(long = "exercise", value_name = "EXERCISE", conflicts_with = "like")]
    exercises: Vec<ExerciseId>,
    /// The exercises that run, doses and phase of another patient's program, held to this patient's own rules; --side is
    /// this patient's
    #[arg(long, value_name = "PATIENT", value_parser = patient_number())]
    like: Option<PatientNumber>,
    /// With which side one-sided exercises are done
    #[arg(long, value_parser = sides())]
    side: Option<Sides>,
    /// The next review; as the phase says where nothing is said
    #[arg(long, value_name = "DATE", value_parser = date())]
    review: Option<Date>,
    /// Why, where it differs from what the pack suggests
    #[arg(long)]
    reason: Option<String>,
}

impl Assign {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let acting = clinic.acting()?;
        let patient = self.patient;
        let act = Act::Assign(self.assignment(&acting)?);
        acting.act(patient, act)
    }

    fn assignment(self, acting: &Acting) -> Result<Assignment, Problem> {
        let mut assignment = Assignment {
            program: self.program,
            phase: self.phase,
            items: None,
            sides: self.side,
            review_on: self.review,
            reason: self.reason,
        };
        if let Some(other) = self.like {
            let hint = "Name the exercises, or leave --like out.";
            let record = acting.clinic.patient(other)?.record;
            let program = record
                .program
                .ok_or_else(|| Problem::refused(format!("{other} has no program")).hint(hint))?;
            if program.pack.id != acting.screened_with(self.patient)?.id {
                let message = format!("the program of {other} is of another pack");
                return Err(Problem::refused(message).hint(hint));
            }
            let plan = program.plan;
            assignment.items = Some(like(&plan, self.side));
            assignment.program = assignment.program.or(Some(plan.program));
            assignment.phase = assignment.phase.or(Some(plan.phase));
        } else if !self.exercises.is_empty() {
            let dose = || DoseArgs::on_side(self.side);
            let items = self.exercises.iter();
            let items = items.map(|exercise| acting.item(self.patient, exercise, dose()));
            assignment.items = Some(items.collect::<Result<_, _>>()?);
        }
        Ok(assignment)
    }
}

/// What runs for another patient, with the side of this one: what rests there is not begun here, and the side that hurts
/// is never taken over.
fn like(plan: &Plan, sides: Option<Sides>) -> Vec<Item> {
    plan.running()
        .map(|item| Item {
            sides: item.sides.and(sides),
            ..item.clone()
        })
        .collect()
}
