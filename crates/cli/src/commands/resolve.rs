use clap::Args;
use jiff::civil::Date;
use plinth_core::{
    number::PatientNumber,
    record::{command::Act, event::EvidenceKind, flag::FindingId},
};

use crate::{
    arguments::{date, finding, one_of, patient_number},
    clinic::ClinicArgs,
    problem::Problem,
};

/// Close a finding until a day, with reason and evidence; for registered clinicians
#[derive(Debug, Args)]
pub(crate) struct Resolve {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// Which, as `plinth patient show` names it: 7:saddle
    #[arg(value_parser = finding())]
    finding: FindingId,
    /// Why it no longer counts
    #[arg(long)]
    reason: String,
    /// What that rests on
    #[arg(long, value_name = "KIND", value_parser = one_of::<EvidenceKind>(&["examination", "letter", "medical-outcome", "statement"]))]
    evidence: EvidenceKind,
    /// The last day on which that holds; after it, the finding counts again
    #[arg(long, value_name = "DATE", value_parser = date())]
    until: Date,
    /// What is done in place of the answer, where it was declined
    #[arg(long, value_name = "WORDS")]
    precaution: Option<String>,
}

impl Resolve {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let act = Act::Resolve {
            finding: self.finding,
            reason: self.reason,
            evidence: self.evidence,
            until: self.until,
            precaution: self.precaution,
        };
        clinic.proved()?.act(self.patient, act)
    }
}
