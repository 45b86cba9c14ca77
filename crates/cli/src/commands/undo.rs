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

/// Take back the last change of the program; both stay readable
#[derive(Debug, Args)]
pub(crate) struct Undo {
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

impl Undo {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let act = Act::Undo {
            entry: self.entry,
            reason: self.reason,
        };
        clinic.act(self.patient, act)
    }
}
