use clap::Args;
use plinth_core::{number::PatientNumber, record::command::Act};

use crate::{arguments::patient_number, clinic::ClinicArgs, problem::Problem};

/// Go on with the last course of care; a full new screening comes first
#[derive(Debug, Args)]
pub(crate) struct Reopen {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// Why
    #[arg(long)]
    reason: String,
}

impl Reopen {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let act = Act::Reopen {
            reason: self.reason,
        };
        clinic.act(self.patient, act)
    }
}
