use std::path::PathBuf;

use clap::Args;
use plinth_clinic::embedded;

use crate::{
    clinic::ClinicArgs,
    packs::{self, Folder},
    problem::Problem,
    terminal,
};

/// Install a pack for this clinic; it can be used once a clinical lead has adopted it
#[derive(Debug, Args)]
pub(crate) struct Install {
    /// The pack's folder; the pack that comes with the program where none is named
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Install {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let files = match &self.folder {
            Some(folder) => Folder::read(folder).usable()?.0,
            None => embedded(),
        };
        let installed = clinic.open()?.install(&files)?;
        packs::say(&installed.warnings, &files);
        let digest = &installed.pack.digests.whole;
        terminal::status(&format!(
            "{} {} is installed.",
            installed.pack.id, installed.pack.version
        ));
        Ok(terminal::print(&format!("{digest}\n"))?)
    }
}
