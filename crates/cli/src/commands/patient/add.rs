use clap::Args;
use jiff::civil::Date;
use plinth_clinic::Problem as ClinicProblem;
use plinth_core::{
    content::Disposition,
    number::PatientNumber,
    record::event::{Details, PrintNeeds},
};

use super::find;
use crate::{
    arguments::{date, iso_date, patient_number},
    clinic::{ClinicArgs, consent, say},
    output::FormatOption,
    problem::Problem,
    prompt,
};

/// Register a patient; name and birth date are asked for where they are not given
#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Name as it is printed
    #[arg(long)]
    name: Option<String>,
    /// Date of birth
    #[arg(long, value_name = "DATE", value_parser = date())]
    born: Option<Date>,
    /// Another name that they can be found by; may stand several times
    #[arg(long = "other-name", value_name = "NAME")]
    other_names: Vec<String>,
    /// How to reach them
    #[arg(long)]
    phone: Option<String>,
    /// Language in which they read: en, de
    #[arg(long, default_value = "en")]
    language: String,
    /// Their sheets are in large print
    #[arg(long)]
    large_print: bool,
    /// Their sheets are in black and white
    #[arg(long)]
    black_and_white: bool,
    /// A patient like them who is somebody else; may stand several times
    #[arg(long = "not", value_name = "PATIENT", value_parser = patient_number())]
    not: Vec<PatientNumber>,
}

impl Add {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let mut acting = clinic.acting()?;
        let name = match self.name {
            Some(name) => name,
            None => prompt::text("Name", "Give it with --name NAME.")?,
        };
        let born = match self.born {
            Some(born) => born,
            None => prompt::line(
                "Born (year-month-day)",
                "Give it with --born DATE.",
                |typed| iso_date(typed).ok_or("A date is year-month-day, like 1980-04-03.".into()),
            )?,
        };
        let details = Details {
            name,
            other_names: self.other_names,
            born,
            phone: self.phone,
            language: self.language,
            print: PrintNeeds {
                large_print: self.large_print,
                black_and_white: self.black_and_white,
            },
        };
        match acting.clinic.register(&acting.by, &details, &self.not) {
            Ok((number, changed)) => {
                let before = Disposition::Incomplete;
                let next = Some(consent(number));
                say(&acting.clinic, number, before, &changed, next)
            }
            Err(ClinicProblem::PerhapsKnown(alike)) => {
                find::show(FormatOption::default(), &alike, false)?;
                let not: Vec<String> = alike
                    .iter()
                    .map(|hit| format!("--not {}", hit.number))
                    .collect();
                let problem =
                    Problem::refused("somebody with a like name and birth date is registered");
                Err(problem.hint(format!(
                    "Use the record that is there; where the new patient is somebody else, give {} too.",
                    not.join(" ")
                )))
            }
            Err(problem) => Err(problem.into()),
        }
    }
}
