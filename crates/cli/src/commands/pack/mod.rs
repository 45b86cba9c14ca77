//! Packs: for those who write them, and for the clinic that uses them.

mod adopt;
mod body_chart;
mod check;
mod contact;
mod figures;
mod install;
mod list;
mod new;
mod pictures;
mod schema;
mod show;
mod test;
mod withdraw;

use clap::{Args, Subcommand};

use crate::{clinic::ClinicArgs, problem::Problem};

/// Write, check, test, install and adopt content packs
#[derive(Debug, Args)]
pub(crate) struct Pack {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    New(new::New),
    Check(check::Check),
    Test(test::Test),
    Show(show::Show),
    Figures(figures::DrawFigures),
    Schema(schema::Schema),
    List(list::List),
    Install(install::Install),
    Adopt(adopt::Adopt),
    Withdraw(withdraw::Withdraw),
}

impl Pack {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        match self.what {
            What::New(command) => command.run(),
            What::Check(command) => command.run(),
            What::Test(command) => command.run(),
            What::Figures(command) => command.run(),
            What::Show(command) => command.run(clinic),
            What::Schema(command) => command.run(),
            What::List(command) => command.run(clinic),
            What::Install(command) => command.run(clinic),
            What::Adopt(command) => command.run(clinic),
            What::Withdraw(command) => command.run(clinic),
        }
    }
}
