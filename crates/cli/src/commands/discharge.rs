use clap::Args;
use plinth_core::{
    number::PatientNumber,
    record::{command::Act, event::DischargeOutcome},
};

use crate::{
    arguments::{one_of, patient_number},
    clinic::ClinicArgs,
    problem::Problem,
};

/// End the course of care
#[derive(Debug, Args)]
pub(crate) struct Discharge {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// How it ended
    #[arg(long, value_parser = one_of::<DischargeOutcome>(&["goals-met", "plateau", "referred", "patient-ended", "lost-to-follow-up"]))]
    outcome: DischargeOutcome,
    /// What the patient does if it comes back
    #[arg(long, value_name = "WORDS")]
    relapse_plan: String,
}

impl Discharge {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let act = Act::Discharge {
            outcome: self.outcome,
            relapse_plan: self.relapse_plan,
        };
        clinic.act(self.patient, act)
    }
}
