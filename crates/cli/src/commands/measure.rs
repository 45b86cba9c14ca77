use clap::Args;
use jiff::civil::Date;
use plinth_core::{
    answer::Side,
    decimal::Decimal,
    number::PatientNumber,
    record::{command::Act, event},
};

use crate::{
    arguments::{date, decimal, one_of, patient_number},
    clinic::ClinicArgs,
    problem::Problem,
};

/// Record a measure, such as a total of a questionnaire or an angle
#[derive(Debug, Args)]
pub(crate) struct Measure {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// What was measured with: NPRS-leg-worst
    instrument: String,
    /// The value
    #[arg(value_parser = decimal(), allow_negative_numbers = true)]
    value: Decimal,
    /// Unit of the value: "of 10", degrees
    #[arg(long)]
    unit: String,
    /// Version of the instrument, where it has versions
    #[arg(long, value_name = "VERSION")]
    instrument_version: Option<String>,
    /// The patient's own side
    #[arg(long, value_parser = one_of::<Side>(&["left", "right"]))]
    side: Option<Side>,
    /// When it was taken; today where nothing is said
    #[arg(long, value_name = "DATE", value_parser = date())]
    on: Option<Date>,
}

impl Measure {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let acting = clinic.acting()?;
        let taken_on = match self.on {
            Some(on) => on,
            None => acting.today()?,
        };
        let act = Act::Measure(event::Measure {
            instrument: self.instrument,
            version: self.instrument_version,
            value: self.value,
            unit: self.unit,
            side: self.side,
            taken_on,
        });
        acting.act(self.patient, act)
    }
}
