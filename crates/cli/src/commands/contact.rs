use clap::Args;
use plinth_core::{number::PatientNumber, record::command::Act};

use crate::{
    arguments::patient_number, clinic::ClinicArgs, conversation::ConversationArgs, problem::Problem,
};

/// Record a conversation with the patient or about them
#[derive(Debug, Args)]
pub(crate) struct Contact {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    #[command(flatten)]
    conversation: ConversationArgs,
}

impl Contact {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        clinic.act(self.patient, Act::Contact(self.conversation.into()))
    }
}
