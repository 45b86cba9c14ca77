//! What can be typed. Help, completions and man pages all come from here.

use clap::{Parser, Subcommand};

use crate::{commands, problem::Problem};

/// Screening, phased exercise programs and printed sheets for physiotherapists
///
/// Exit codes: 0 done, 1 refused by a rule, 2 wrong use, 3 something broke. A code of 0 says that the command was done,
/// never that a patient is safe.
#[derive(Debug, Parser)]
#[command(
    name = "plinth",
    version,
    propagate_version = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Triage(commands::triage::Triage),
    Pack(commands::pack::Pack),
    Completions(commands::completions::Completions),
    Man(commands::man::Man),
}

impl Cli {
    /// Does what was typed.
    pub(crate) fn run(self) -> Result<(), Problem> {
        match self.command {
            Command::Triage(command) => command.run(),
            Command::Pack(command) => command.run(),
            Command::Completions(command) => command.run(),
            Command::Man(command) => command.run(),
        }
    }
}
