use std::path::PathBuf;

use clap::Args;
use plinth_clinic::{Printed, Reprint, Request};
use plinth_core::{
    number::PatientNumber,
    sheet::{Paper, SheetKind},
};

use crate::{
    arguments::{one_of, patient_number},
    clinic::{ClinicArgs, warn},
    problem::Problem,
    sheet_file, terminal,
};

/// Print a patient's sheet as a PDF; recorded with its number before it is written
#[derive(Debug, Args)]
pub(crate) struct Sheet {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// What kind
    #[arg(long, default_value = "program", value_parser = one_of::<SheetKind>(&["program", "emergency", "letter"]))]
    kind: SheetKind,
    /// A new file; named by the sheet's number in the present folder where nothing is said
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
}

impl Sheet {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let printed = if let Some(count) = self.number {
            clinic.open()?.reprint(self.patient, count)?
        } else {
            let mut acting = clinic.acting()?;
            let record = acting.clinic.patient(self.patient)?.record;
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
                .print(&acting.by, self.patient, &request)
                .map_err(|problem| acting.with_commands(problem, &record, self.patient))?
        };
        let out = self
            .out
            .unwrap_or_else(|| PathBuf::from(sheet_file::name(&printed)));
        sheet_file::write(&out, &printed)?;
        say(&printed);
        Ok(terminal::print(&format!("{}\n", out.display()))?)
    }
}

fn say(printed: &Printed) {
    if let Some(changed) = &printed.changed {
        warn(&changed.warnings);
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
