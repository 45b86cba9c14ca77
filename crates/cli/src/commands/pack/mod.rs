//! Packs: for those who write them, and for the clinic that uses them.

mod check;
mod test;

use clap::{Args, Subcommand};

use crate::problem::Problem;

/// Check, test, install and adopt content packs
#[derive(Debug, Args)]
pub(crate) struct Pack {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Check(check::Check),
    Test(test::Test),
}

impl Pack {
    pub(crate) fn run(self) -> Result<(), Problem> {
        match self.what {
            What::Check(command) => command.run(),
            What::Test(command) => command.run(),
        }
    }
}
