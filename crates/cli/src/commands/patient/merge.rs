use clap::Args;
use plinth_core::number::PatientNumber;

use crate::{
    arguments::patient_number,
    clinic::{ClinicArgs, level_before, say},
    problem::Problem,
};

/// Join two records of one person; the second closes, and the first takes over what keeps the patient safe
#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// The patient number that goes on: 0142-E
    #[arg(value_parser = patient_number(), value_name = "PATIENT")]
    goes_on: PatientNumber,
    /// The patient number that closes
    #[arg(value_parser = patient_number(), value_name = "OTHER")]
    closes: PatientNumber,
    /// How it is known that they are one person
    #[arg(long)]
    reason: String,
}

impl Merge {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let mut acting = clinic.proved()?;
        let before = level_before(&acting.clinic.patient(self.goes_on)?.record);
        let changed = acting
            .clinic
            .merge(&acting.by, self.goes_on, self.closes, &self.reason)?;
        say(&acting.clinic, self.goes_on, before, &changed, None)
    }
}
