//! Patients: registering, finding, looking at their records.

mod add;
mod clock;
mod correct;
mod erase;
mod find;
mod history;
mod merge;
mod show;

use clap::{Args, Subcommand};

use crate::{clinic::ClinicArgs, problem::Problem};

/// Register, find and look at patients
#[derive(Debug, Args)]
pub(crate) struct Patient {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Add(add::Add),
    List(find::List),
    Find(find::Find),
    Show(show::Show),
    History(history::History),
    Correct(correct::Correct),
    Merge(merge::Merge),
    ConfirmClock(clock::Clock),
    Erase(erase::Erase),
}

impl Patient {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        match self.what {
            What::Add(command) => command.run(clinic),
            What::List(command) => command.run(clinic),
            What::Find(command) => command.run(clinic),
            What::Show(command) => command.run(clinic),
            What::History(command) => command.run(clinic),
            What::Correct(command) => command.run(clinic),
            What::Merge(command) => command.run(clinic),
            What::ConfirmClock(command) => command.run(clinic),
            What::Erase(command) => command.run(clinic),
        }
    }
}
