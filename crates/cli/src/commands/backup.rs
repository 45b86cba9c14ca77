use std::path::PathBuf;

use clap::Args;

use crate::{clinic::ClinicArgs, problem::Problem, progress, terminal};

/// Copy the sealed history into a new file while others go on working
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// A new file, best on another machine
    #[arg(value_name = "FILE")]
    to: PathBuf,
}

impl Backup {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let head = clinic.open()?.back_up(&self.to, progress::bar("Copying"))?;
        terminal::status(
            "Backed up. Keep the line below apart from the file: `plinth verify --head` compares with it.",
        );
        Ok(terminal::print(&format!("{head}\n"))?)
    }
}
