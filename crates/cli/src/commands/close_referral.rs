use clap::{Args, Subcommand};
use plinth_core::{
    number::PatientNumber,
    record::{command::Act, entry::Seq},
};

use crate::{
    arguments::{entry, patient_number},
    clinic::ClinicArgs,
    conversation::ConversationArgs,
    problem::Problem,
};

/// Record that a referral was received, or what came of it
#[derive(Debug, Args)]
pub(crate) struct CloseReferral {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// The entry that made the referral
    #[arg(value_parser = entry(), value_name = "ENTRY")]
    referral: Seq,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// They have it: who confirmed it, how, and in what words
    Received(ConversationArgs),
    /// It is over
    Outcome {
        /// What came of it
        outcome: String,
    },
}

impl CloseReferral {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let referral = self.referral;
        let act = match self.what {
            What::Received(conversation) => Act::ReceiveReferral {
                referral,
                receipt: conversation.into(),
            },
            What::Outcome { outcome } => Act::CloseReferral { referral, outcome },
        };
        clinic.act(self.patient, act)
    }
}
