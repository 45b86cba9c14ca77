use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::{cli::Cli, problem::Problem, terminal};

/// Print what a shell needs to complete commands
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// For which shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self) -> Result<(), Problem> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "plinth", &mut script);
        Ok(terminal::print(&String::from_utf8_lossy(&script))?)
    }
}
