//! What can be typed. Help, completions and man pages all come from here.

use clap::{
    Parser, Subcommand,
    error::{ContextKind, ErrorKind},
};

use crate::{commands, problem::Problem};

/// Screening, phased exercise programs and printed sheets for physiotherapists
///
/// Exit codes: 0 done, 1 refused by a rule, 2 wrong use, 3 something broke. A code of 0 says that the command was done,
/// never that a patient is safe.
#[derive(Debug, Parser)]
#[command(name = "plinth", version, propagate_version = true, max_term_width = 100)]
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
    /// Reads what was typed; shows help where that was asked for, and what is wrong where something is.
    pub(crate) fn read() -> Self {
        Self::try_parse().unwrap_or_else(|mut error| {
            // A word too many may be a patient's name.
            let surplus = matches!(error.get(ContextKind::InvalidArg), Some(word) if !word.to_string().starts_with('-'));
            if error.kind() == ErrorKind::UnknownArgument && surplus {
                error = clap::Error::raw(
                    ErrorKind::UnknownArgument,
                    "there is a word too many; put quotes around a text with blanks\n",
                );
            }
            error.exit()
        })
    }

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

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definitions_agree_with_each_other() {
        Cli::command().debug_assert();
    }
}
