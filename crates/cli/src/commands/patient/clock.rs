use clap::Args;
use plinth_core::{number::PatientNumber, record::command::Act};

use crate::{arguments::patient_number, clinic::ClinicArgs, problem::Problem};

/// Confirm that the computer's clock is right although it jumped since the last entry
#[derive(Debug, Args)]
pub(crate) struct Clock {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// Why it jumped
    #[arg(long)]
    reason: String,
}

impl Clock {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let act = Act::ConfirmClock {
            reason: self.reason,
        };
        clinic.act(self.patient, act)
    }
}
