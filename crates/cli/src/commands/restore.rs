use std::path::PathBuf;

use clap::Args;
use plinth_clinic::{Clinic, system_clock};

use crate::{
    clinic::{ClinicArgs, key_passphrase, passphrase},
    problem::Problem,
    progress, terminal,
};

/// Make a clinic's folder anew from a back-up
///
/// The clinic's folder that is replaced gives the key and the packs; it stays as it is. Sheet numbers get a new letter.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The back-up
    #[arg(value_name = "FILE")]
    from: PathBuf,
    /// The new folder
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
}

impl Restore {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let person = clinic.person()?;
        let passphrase = passphrase(person)?;
        let restored = Clinic::restore(
            &self.from,
            &clinic.home()?,
            &self.into,
            &key_passphrase,
            |restored| restored.sign_in(person, Some(&passphrase)),
            system_clock(),
            progress::bar("Copying"),
        )?;
        terminal::status(&format!(
            "Restored: {} entries of {} records. Work on with --home on the new folder.",
            restored.report.events, restored.report.streams
        ));
        super::verify::judge(&restored.report.problems)
    }
}
