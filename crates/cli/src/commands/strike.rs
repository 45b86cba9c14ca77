use clap::Args;
use plinth_core::{
    number::PatientNumber,
    record::{command::Act, entry::Seq},
};

use crate::{
    arguments::{entry, patient_number},
    clinic::ClinicArgs,
    problem::Problem,
};

/// Take out an entry that was made in error; it stays readable
#[derive(Debug, Args)]
pub(crate) struct Strike {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// The entry, as `plinth patient history` numbers it
    #[arg(value_parser = entry())]
    entry: Seq,
    /// Why
    #[arg(long)]
    reason: String,
}

impl Strike {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let act = Act::Strike {
            entry: self.entry,
            reason: self.reason,
        };
        clinic.act(self.patient, act)
    }
}
