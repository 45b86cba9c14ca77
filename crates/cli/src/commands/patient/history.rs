use std::fmt::Write as _;

use clap::Args;
use jiff::Timestamp;
use plinth_core::{
    name::PersonId,
    number::PatientNumber,
    record::{
        Line,
        entry::{Kinded, Seq},
    },
};
use serde::Serialize;

use crate::{
    arguments::patient_number, clinic::ClinicArgs, output::FormatOption, problem::Problem,
    record_text,
};

/// Every entry of a patient's record, oldest first
#[derive(Debug, Args)]
pub(crate) struct History {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Debug, Serialize)]
struct LineView<'a> {
    entry: Seq,
    at: Timestamp,
    who: &'a PersonId,
    kind: &'a str,
    details: String,
    corrected_by: &'a [Seq],
}

impl History {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let record = clinic.open()?.patient(self.patient)?.record;
        let lines: Vec<LineView<'_>> = record
            .history
            .iter()
            .map(|line| LineView {
                entry: line.seq,
                at: line.at,
                who: &line.who.person,
                kind: line.event.kind(),
                details: record_text::details(&line.event),
                corrected_by: &line.corrected_by,
            })
            .collect();
        self.format.show(&lines, |_, page| {
            let rows: Vec<[String; 5]> = record.history.iter().map(row).collect();
            page.table(["entry", "day", "who", "what", ""], &rows);
        })
    }
}

fn row(line: &Line) -> [String; 5] {
    let mut details = record_text::details(&line.event);
    if !line.corrected_by.is_empty() {
        let by = record_text::list(&line.corrected_by);
        let _ = write!(details, " (corrected by entry {by})");
    }
    [
        line.seq.to_string(),
        line.on.to_string(),
        line.who.person.to_string(),
        record_text::kind(&line.event),
        details,
    ]
}
