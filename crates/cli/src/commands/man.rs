use std::path::PathBuf;

use clap::{Args, CommandFactory};

use crate::{cli::Cli, problem::Problem, terminal};

/// Write the manual pages, one for each command
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// Folder to write them to
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Man {
    pub(crate) fn run(&self) -> Result<(), Problem> {
        std::fs::create_dir_all(&self.folder)?;
        clap_mangen::generate_to(Cli::command(), &self.folder)?;
        terminal::status("Manual pages are written. Read one with `man -l plinth.1`.");
        Ok(())
    }
}
