use clap::Args;
use jiff::civil::Date;
use plinth_core::{
    number::PatientNumber,
    record::{command::Act, event::EvidenceKind, flag::FindingId},
};

use crate::{
    arguments::{date, finding, one_of, patient_number},
    clinic::{Acting, ClinicArgs, latest_resolution},
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
        let acting = clinic.proved()?;
        self.within_days(&acting)?;
        let act = Act::Resolve {
            finding: self.finding,
            reason: self.reason,
            evidence: self.evidence,
            until: self.until,
            precaution: self.precaution,
        };
        acting.act(self.patient, act)
    }

    /// Refuses a last day that is over or too far off, and names the latest. The record holds to the same.
    fn within_days(&self, acting: &Acting) -> Result<(), Problem> {
        let record = acting.clinic.patient(self.patient)?.record;
        let Some(flag) = record.finding(&self.finding) else {
            return Ok(());
        };
        let today = acting.today()?;
        let latest = latest_resolution(&acting.clinic, today, flag.finding.gives);
        if (today..=latest).contains(&self.until) {
            return Ok(());
        }
        Err(Problem::refused(format!(
            "{} is no day until which {} may be resolved",
            self.until, self.finding
        ))
        .hint(format!("Give --until from {today} to {latest}.")))
    }
}
