//! Printed sheets as files. Their names are sheet numbers, never a patient's name.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use plinth_clinic::Printed;
use plinth_core::number::{Epoch, PatientNumber, SheetNumber};

use crate::problem::Problem;

/// The name of a sheet's file.
pub(crate) fn name(number: SheetNumber) -> String {
    format!("{}.pdf", number.file_name())
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

/// The end of the name of a file that is not whole yet.
const PART: &str = ".part";

/// What is written into a folder to see whether it can be.
const PROBE: &str = "pile.part";

/// A folder for the sheets of a pile. A sheet is in it whole or not at all, whenever the program is stopped.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

/// What putting a sheet into a folder came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Put {
    /// It was written.
    Written,
    /// It was there already, with the same bytes.
    There,
    /// A file of its name has other bytes; it was left as it is.
    Other,
}

impl Folder {
    /// The folder, made where it is not there, without what a stopped run left behind. Fails where nothing can be written.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)?;
        let folder = Self(path.to_owned());
        for name in folder.names()? {
            if name == PROBE || name.strip_suffix(PART).is_some_and(is_name) {
                fs::remove_file(path.join(name))?;
            }
        }
        let probe = path.join(PROBE);
        drop(new_private(&probe)?);
        fs::remove_file(probe)?;
        Ok(folder)
    }

    /// Puts a sheet in: written beside its place, synced, then given its name.
    pub(crate) fn put(&self, printed: &Printed) -> io::Result<Put> {
        let name = name(printed.number);
        let place = self.0.join(&name);
        match fs::read(&place) {
            Ok(there) if there == printed.pdf.bytes => return Ok(Put::There),
            Ok(_) => return Ok(Put::Other),
            Err(why) if why.kind() == ErrorKind::NotFound => {}
            Err(why) => return Err(why),
        }
        let part = self.0.join(format!("{name}{PART}"));
        let mut file = new_private(&part)?;
        file.write_all(&printed.pdf.bytes)?;
        file.sync_all()?;
        fs::rename(part, place)?;
        Ok(Put::Written)
    }

    /// Makes the names last, and gives those of sheets.
    pub(crate) fn sheets(&self) -> io::Result<Vec<String>> {
        #[cfg(unix)]
        File::open(&self.0)?.sync_all()?;
        let mut sheets = self.names()?;
        sheets.retain(|name| is_name(name));
        sheets.sort();
        Ok(sheets)
    }

    /// The names that can be read; a sheet's always can.
    fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            names.extend(entry?.file_name().into_string());
        }
        Ok(names)
    }
}

/// Whether a file is named as a sheet is: `0142-E-3A.pdf`.
fn is_name(name: &str) -> bool {
    let Some(sheet) = name.strip_suffix(".pdf") else {
        return false;
    };
    let Some((patient, count)) = sheet.rsplit_once('-') else {
        return false;
    };
    let letters = count.trim_start_matches(|c: char| c.is_ascii_digit());
    patient.parse::<PatientNumber>().is_ok()
        && letters.len() < count.len()
        && letters.parse::<Epoch>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sheets_are_named_as_sheets() {
        for name in ["0142-E-3A.pdf", "0001-B-12AB.pdf"] {
            assert!(is_name(name), "{name}");
        }
        for name in [
            "0142-E-3A.pdf.part",
            "0142-E-A.pdf",
            "0142-E-3.pdf",
            "0142-F-3A.pdf",
            "report.pdf",
            "0142-E-3A",
        ] {
            assert!(!is_name(name), "{name}");
        }
    }
}
