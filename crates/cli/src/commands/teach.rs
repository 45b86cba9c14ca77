use clap::Args;
use plinth_core::{name::ExerciseId, number::PatientNumber, record::command::Act};

use crate::{arguments::patient_number, clinic::ClinicArgs, problem::Problem};

/// Record exercises that the patient has done well under supervision
#[derive(Debug, Args)]
pub(crate) struct Teach {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// Which exercises: EX-01 EX-04
    #[arg(required = true, value_name = "EXERCISE")]
    exercises: Vec<ExerciseId>,
}

impl Teach {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let act = Act::Teach {
            exercises: self.exercises,
        };
        clinic.act(self.patient, act)
    }
}
