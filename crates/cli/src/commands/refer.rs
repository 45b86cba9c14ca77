use clap::Args;
use plinth_core::{
    number::PatientNumber,
    record::{command::Act, event::Urgency, flag::FindingId},
};

use crate::{
    arguments::{finding, one_of, patient_number},
    clinic::ClinicArgs,
    problem::Problem,
};

/// Ask somebody else to see the patient
#[derive(Debug, Args)]
pub(crate) struct Refer {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// To whom
    #[arg(long)]
    to: String,
    /// How soon
    #[arg(long, value_parser = one_of::<Urgency>(&["routine", "same-day", "emergency"]))]
    urgency: Urgency,
    /// Why
    #[arg(long)]
    reason: String,
    /// A finding behind it, as `plinth patient show` names it; may stand several times
    #[arg(long = "finding", value_name = "FINDING", value_parser = finding())]
    findings: Vec<FindingId>,
}

impl Refer {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let act = Act::Refer {
            to: self.to,
            urgency: self.urgency,
            reason: self.reason,
            findings: self.findings,
        };
        clinic.act(self.patient, act)
    }
}
