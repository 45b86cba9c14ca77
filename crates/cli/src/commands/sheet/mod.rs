mod pile;

use std::path::PathBuf;

use clap::Args;
use plinth_clinic::{PileOptions, Printed, Reprint, Request};
use plinth_core::{
    number::PatientNumber,
    sheet::{Paper, SheetKind},
};
use serde::Serialize;

use crate::{
    arguments::{one_of, patient_number},
    clinic::{ClinicArgs, warn},
    output::FormatOption,
    problem::Problem,
    sheet_file, terminal,
};

/// Print a patient's sheet as a PDF, or those of everybody who is due; recorded with its number before it is written
///
/// With --all-due it prints the pile of the day: a program sheet for every patient whose review is due today or was before,
/// whose last sheet is out of date, or who has a program and no sheet yet. Each has whole leaves, so that no two patients
/// share one when the pile is printed on both sides, and a count at the end tells how many leaves there must be. Whoever is
/// left out is named with the reason; it then ends with 1. Printed again on the same day, it goes on where it stopped.
#[derive(Debug, Args)]
pub(crate) struct Sheet {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number(), required_unless_present = "all_due")]
    patient: Option<PatientNumber>,
    /// Print the pile of the day, into the folder that --out names
    #[arg(long, requires = "out", conflicts_with_all = ["patient", "kind", "number", "language_reason"])]
    all_due: bool,
    /// What kind
    #[arg(long, default_value = "program", value_parser = one_of::<SheetKind>(&["program", "emergency", "letter"]))]
    kind: SheetKind,
    /// A new file; named by the sheet's number in the present folder where nothing is said. With --all-due, a folder
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print an earlier sheet again, by its count
    #[arg(long, value_name = "N", conflicts_with_all = ["kind", "paper", "large_print", "black_and_white"])]
    number: Option<u32>,
    /// On which paper
    #[arg(long, default_value = "a4", value_parser = one_of::<Paper>(&["a4", "letter"]))]
    paper: Paper,
    /// In large print, whatever the patient's needs say
    #[arg(long)]
    large_print: bool,
    /// In black and white, whatever the patient's needs say
    #[arg(long)]
    black_and_white: bool,
    /// Why it is in another language than the patient reads, where it is
    #[arg(long, value_name = "WORDS")]
    language_reason: Option<String>,
    #[command(flatten)]
    format: FormatOption,
}

/// A sheet that was printed, for programs.
#[derive(Debug, Serialize)]
struct SheetView {
    patient: String,
    sheet: String,
    file: String,
    sides: usize,
    state: State,
}

/// What became of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    /// It is new.
    Printed,
    /// It was given before, and its file is the same again.
    Again,
    /// It was given before, in another layout.
    AgainInNewLayout,
    /// It was given before and no longer holds: a marked copy.
    Copy,
    /// Its file was there already, whole.
    There,
}

impl State {
    fn of(printed: &Printed) -> Self {
        match printed.reprint {
            None => Self::Printed,
            Some(Reprint::Same) => Self::Again,
            Some(Reprint::LayoutChanged) => Self::AgainInNewLayout,
            Some(Reprint::Superseded) => Self::Copy,
        }
    }
}

impl Sheet {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        match (self.patient, &self.out) {
            (Some(patient), _) => self.one(patient, clinic),
            (None, Some(folder)) => {
                let options = PileOptions {
                    paper: self.paper,
                    large_print: self.large_print,
                    black_and_white: self.black_and_white,
                };
                pile::print(clinic, folder, options, self.format)
            }
            (None, None) => Err(Problem::wrong_use("it is not said whose sheet")),
        }
    }

    fn one(self, patient: PatientNumber, clinic: &ClinicArgs) -> Result<(), Problem> {
        let printed = if let Some(count) = self.number {
            clinic.open()?.reprint(patient, count)?
        } else {
            let mut acting = clinic.acting()?;
            let record = acting.clinic.patient(patient)?.record;
            if let Some(out) = &self.out {
                sheet_file::refuse_existing(out)?;
            }
            let request = Request {
                kind: self.kind,
                paper: self.paper,
                large_print: self.large_print,
                black_and_white: self.black_and_white,
                seen: None,
                language_reason: self.language_reason,
            };
            acting
                .clinic
                .print(&acting.by, patient, &request)
                .map_err(|problem| acting.with_commands(problem, &record, patient))?
        };
        let out = self
            .out
            .unwrap_or_else(|| PathBuf::from(sheet_file::name(printed.number)));
        sheet_file::write(&out, &printed)?;
        say(&printed);
        let view = SheetView {
            patient: patient.to_string(),
            sheet: printed.number.file_name(),
            file: out.display().to_string(),
            sides: printed.pdf.pages,
            state: State::of(&printed),
        };
        self.format.show(&view, |view, page| page.line(&view.file))
    }
}

fn say(printed: &Printed) {
    if let Some(changed) = &printed.changed {
        warn(&changed.warnings);
    }
    for subject in &printed.left_out {
        terminal::status(&format!(
            "The figure of {subject} in the program's pack is refused by this version: the sheet has its words alone."
        ));
    }
    let pages = match printed.pdf.pages {
        1 => "1 page".into(),
        pages => format!("{pages} pages"),
    };
    let of = match printed.reprint {
        None => "",
        Some(Reprint::Same) => ", the same as it was given",
        Some(Reprint::LayoutChanged) => ", in a newer layout than it was given",
        Some(Reprint::Superseded) => ", marked as a copy: it no longer holds",
    };
    terminal::status(&format!("Sheet {}, {pages}{of}.", printed.number));
}
