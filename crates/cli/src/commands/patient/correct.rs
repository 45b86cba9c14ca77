use clap::Args;
use jiff::civil::Date;
use plinth_core::{number::PatientNumber, record::command::Act};

use crate::{
    arguments::{date, patient_number},
    clinic::ClinicArgs,
    problem::Problem,
};

/// Put a patient's details right; what is not given stays
#[derive(Debug, Args)]
pub(crate) struct Correct {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// Name as it is printed
    #[arg(long)]
    name: Option<String>,
    /// Date of birth
    #[arg(long, value_name = "DATE", value_parser = date())]
    born: Option<Date>,
    /// Other names that they can be found by, in place of those that are there; may stand several times
    #[arg(long = "other-name", value_name = "NAME")]
    other_names: Vec<String>,
    /// How to reach them
    #[arg(long)]
    phone: Option<String>,
    /// Language in which they read: en, de
    #[arg(long)]
    language: Option<String>,
    /// Whether their sheets are in large print
    #[arg(long, value_name = "BOOL")]
    large_print: Option<bool>,
    /// Whether their sheets are in black and white
    #[arg(long, value_name = "BOOL")]
    black_and_white: Option<bool>,
    /// Why
    #[arg(long)]
    reason: String,
}

impl Correct {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let acting = clinic.acting()?;
        let record = acting.clinic.patient(self.patient)?.record;
        let Some(patient) = record.patient else {
            return Err(Problem::refused("this record has no details yet"));
        };
        let mut details = patient.details;
        details.name = self.name.unwrap_or(details.name);
        details.born = self.born.unwrap_or(details.born);
        if !self.other_names.is_empty() {
            details.other_names = self.other_names;
        }
        details.phone = self.phone.or(details.phone);
        details.language = self.language.unwrap_or(details.language);
        details.print.large_print = self.large_print.unwrap_or(details.print.large_print);
        details.print.black_and_white = self
            .black_and_white
            .unwrap_or(details.print.black_and_white);
        let act = Act::Correct {
            details,
            reason: self.reason,
        };
        acting.act(self.patient, act)
    }
}
