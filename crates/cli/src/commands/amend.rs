use std::path::PathBuf;

use clap::{ArgGroup, Args};
use plinth_core::{
    decimal::Decimal,
    number::PatientNumber,
    record::{
        command::Act,
        entry::Seq,
        event::{Correction, Event},
    },
};

use crate::{
    answers,
    arguments::{decimal, entry, patient_number},
    clinic::{Acting, ClinicArgs},
    problem::Problem,
};

/// Put an earlier entry right; the original stays readable
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("correction").required(true).args(["answers", "value", "words"]))]
pub(crate) struct Amend {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// The entry, as `plinth patient history` numbers it
    #[arg(value_parser = entry())]
    entry: Seq,
    /// For a screening or an examination: a file with the answers that were wrong
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// For a measure: its right value
    #[arg(long, value_parser = decimal(), allow_negative_numbers = true)]
    value: Option<Decimal>,
    /// For a note or a goal: its right words
    #[arg(long)]
    words: Option<String>,
    /// Why
    #[arg(long)]
    reason: String,
}

impl Amend {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let acting = clinic.acting()?;
        let correction = self.correction(&acting)?;
        let act = Act::Amend {
            entry: self.entry,
            correction,
            reason: self.reason,
        };
        acting.act(self.patient, act)
    }

    fn correction(&self, acting: &Acting) -> Result<Correction, Problem> {
        let record = acting.clinic.patient(self.patient)?.record;
        let unfit = || {
            Problem::refused(format!(
                "entry {} cannot be corrected in this way",
                self.entry
            ))
            .hint("See `plinth patient history`: answers, a measure and words are corrected.")
        };
        let event = &record.line(self.entry).ok_or_else(unfit)?.event;
        match (event, &self.answers, self.value, &self.words) {
            (Event::ScreenRecorded(_) | Event::ExamRecorded(_), Some(file), ..) => {
                let content = acting.screened_with(self.patient)?;
                let answers = answers::of_patient(file, content, acting, self.patient)?;
                Ok(Correction::Answers(answers))
            }
            (Event::MeasureRecorded(recorded), _, Some(value), _) => {
                let mut measure = recorded.measure.clone();
                measure.value = value;
                Ok(Correction::Measure(measure))
            }
            (_, _, _, Some(words)) => Ok(Correction::Words(words.clone())),
            _ => Err(unfit()),
        }
    }
}
