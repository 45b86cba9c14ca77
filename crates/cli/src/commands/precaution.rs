use clap::{Args, Subcommand};
use plinth_core::{name::PrecautionId, number::PatientNumber, record::command::Act};

use crate::{arguments::patient_number, clinic::ClinicArgs, problem::Problem};

/// Say by hand that a precaution stands, or stands no more
#[derive(Debug, Args)]
pub(crate) struct Precaution {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// It stands; exercises that it excludes are paused at once
    Set {
        /// Which, as the pack names it: pregnancy
        precaution: PrecautionId,
        /// How it came to be known
        #[arg(long)]
        reason: String,
    },
    /// It was set by hand, and stands no more
    End {
        /// Which, as the pack names it: pregnancy
        precaution: PrecautionId,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

impl Precaution {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let act = match self.what {
            What::Set { precaution, reason } => Act::SetPrecaution { precaution, reason },
            What::End { precaution, reason } => Act::EndPrecaution { precaution, reason },
        };
        clinic.act(self.patient, act)
    }
}
