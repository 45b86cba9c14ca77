use clap::Args;
use plinth_core::{number::PatientNumber, record::command::Act};

use crate::{arguments::patient_number, clinic::ClinicArgs, problem::Problem};

/// Set a goal in the patient's own words
#[derive(Debug, Args)]
pub(crate) struct Goal {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// The goal: "walk to the shop"
    words: String,
    /// How well it goes now, from 0 (not at all) to 10 (as before)
    #[arg(long, value_name = "0-10")]
    now: Option<u8>,
}

impl Goal {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let act = Act::Goal {
            words: self.words,
            now: self.now,
        };
        clinic.act(self.patient, act)
    }
}
