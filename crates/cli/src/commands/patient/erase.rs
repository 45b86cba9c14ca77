use clap::Args;
use plinth_core::number::PatientNumber;

use crate::{arguments::patient_number, clinic::ClinicArgs, problem::Problem, terminal};

/// Erase a patient's record for good; it cannot be undone, and that it was there stays
#[derive(Debug, Args)]
pub(crate) struct Erase {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// The same number again, so that no other is erased by a slip
    #[arg(long, value_name = "PATIENT", value_parser = patient_number())]
    again: PatientNumber,
    /// Why
    #[arg(long)]
    reason: String,
}

impl Erase {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        if self.again != self.patient {
            return Err(Problem::wrong_use("the two numbers are not the same")
                .hint("Look the number up, and type it twice."));
        }
        let mut acting = clinic.proved()?;
        acting.clinic.erase(&acting.by, self.patient, self.reason)?;
        terminal::status(
            "Erased. Back-ups made before still hold it, until they are restored or destroyed.",
        );
        Ok(())
    }
}
