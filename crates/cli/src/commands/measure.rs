use clap::Args;
use jiff::civil::Date;
use plinth_core::{
    answer::Side,
    decimal::Decimal,
    measure::Instrument,
    name::InstrumentId,
    number::PatientNumber,
    record::{command::Act, event},
};

use crate::{
    arguments::{date, decimal, instrument, one_of, patient_number},
    clinic::ClinicArgs,
    problem::Problem,
};

/// Record a measure, such as a total of a questionnaire or an angle
///
/// The instruments are a closed list, so that one thing that is measured is one trend; `plinth trend` shows it. Of a
/// questionnaire that is somebody's property only the total and its version are kept.
#[derive(Debug, Args)]
pub(crate) struct Measure {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// What was measured with
    #[arg(value_parser = instrument())]
    instrument: &'static Instrument,
    /// The value
    #[arg(value_parser = decimal(), allow_negative_numbers = true)]
    value: Decimal,
    /// Unit of the value, to be sure that it is the instrument's own
    #[arg(long)]
    unit: Option<String>,
    /// Version of the instrument, where it has versions; always given with a total
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
        let instrument = InstrumentId::new(self.instrument.id).map_err(Problem::broken)?;
        let act = Act::Measure(event::Measure {
            instrument,
            version: self.instrument_version,
            value: self.value,
            unit: self.unit.unwrap_or_else(|| self.instrument.unit.into()),
            side: self.side,
            taken_on,
        });
        acting.act(self.patient, act)
    }
}
