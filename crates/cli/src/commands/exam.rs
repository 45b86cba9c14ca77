use std::path::PathBuf;

use clap::Args;
use plinth_core::{number::PatientNumber, record::command::Act};

use crate::{answers, arguments::patient_number, clinic::ClinicArgs, problem::Problem};

/// Record an examination after a screening; what it finds counts at once
#[derive(Debug, Args)]
pub(crate) struct Exam {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// File of answers, TOML or JSON; - is standard input
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,
}

impl Exam {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let acting = clinic.acting()?;
        let content = acting.screened_with(self.patient)?;
        let answers = answers::of_patient(&self.answers, content, &acting, self.patient)?;
        let act = Act::Exam { answers };
        acting.act(self.patient, act)
    }
}
