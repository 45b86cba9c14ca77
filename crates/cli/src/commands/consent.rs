use clap::{Args, Subcommand};
use plinth_core::{
    number::PatientNumber,
    record::{command::Act, event::ConsentForm},
};

use crate::{
    arguments::{one_of, patient_number},
    clinic::ClinicArgs,
    problem::Problem,
};

/// Record consent, or that it is withdrawn
#[derive(Debug, Args)]
pub(crate) struct Consent {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The patient consents
    Give {
        /// To what: "examination and an exercise program"
        to: String,
        /// How they agreed
        #[arg(long, value_parser = one_of::<ConsentForm>(&["spoken", "written"]))]
        form: ConsentForm,
    },
    /// The patient withdraws consent; program sheets no longer print
    Withdraw {
        /// What they said
        #[arg(long)]
        reason: String,
    },
}

impl Consent {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let act = match self.what {
            What::Give { to, form } => Act::Consent { form, to },
            What::Withdraw { reason } => Act::WithdrawConsent { reason },
        };
        clinic.act(self.patient, act)
    }
}
