//! Printed sheets as files. Their names are sheet numbers, never a patient's name.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::Path,
};

use plinth_clinic::Printed;

use crate::problem::Problem;

/// The name of a sheet's file.
pub(crate) fn name(printed: &Printed) -> String {
    format!("{}.pdf", printed.number.file_name())
}

/// Refuses to write over a file; asked before a sheet is recorded that could not be written then.
pub(crate) fn refuse_existing(path: &Path) -> Result<(), Problem> {
    if path.symlink_metadata().is_ok() {
        return Err(Problem::wrong_use("there is a file of this name already")
            .hint("Name a new file with --out; no sheet was recorded."));
    }
    Ok(())
}

/// A new file that only its owner can read: it holds what is known of a patient.
pub(crate) fn new_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes a sheet into a new file.
pub(crate) fn write(path: &Path, printed: &Printed) -> Result<(), Problem> {
    let written = new_private(path).and_then(|mut file| file.write_all(&printed.pdf.bytes));
    written.map_err(|why| {
        let count = printed.number.count;
        Problem::broken(format!(
            "sheet {} is recorded, but its file could not be written",
            printed.number
        ))
        .cause(why)
        .hint(format!(
            "Print it again with --number {count} and --out on a new file."
        ))
    })
}
