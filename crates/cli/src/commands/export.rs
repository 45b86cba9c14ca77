use std::{
    fs::{self, File},
    io::{self, BufWriter},
    path::PathBuf,
};

use clap::Args;
use plinth_clinic::Clinic;
use plinth_core::number::PatientNumber;

use crate::{
    arguments::patient_number, clinic::ClinicArgs, problem::Problem, sheet_file, terminal,
};

/// Write everything that is known of a patient, or of the whole clinic, as lines of JSON
///
/// The file holds everything in clear. Keep it as you would keep the paper.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The patient's number; the whole clinic where none is given
    #[arg(value_parser = patient_number())]
    patient: Option<PatientNumber>,
    /// A new file
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Export {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let clinic = clinic.open()?;
        let file = sheet_file::new_private(&self.out).map_err(|why| {
            Problem::wrong_use("the new file could not be made")
                .cause(why)
                .hint("Name a file that does not exist yet.")
        })?;
        let lines = self.write(&clinic, file).inspect_err(|_| {
            // Half of what is known would pass for all of it.
            let _ = fs::remove_file(&self.out);
        })?;
        terminal::status(&format!("{lines} entries are written, in clear."));
        Ok(())
    }

    /// Writes the entries, lastingly, and counts them.
    fn write(&self, clinic: &Clinic, file: File) -> Result<u64, Problem> {
        let mut out = BufWriter::new(file);
        let lines = clinic.export(self.patient, &mut out)?;
        out.into_inner()
            .map_err(io::IntoInnerError::into_error)
            .and_then(|file| file.sync_all())?;
        Ok(lines)
    }
}
