//! `plinth`: screening, phased exercise programs and printed sheets for physiotherapists.

// Where a stream is full or gone these panic, and what was to be done next is not done.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod advice_text;
mod answers;
mod arguments;
mod cli;
mod clinic;
mod commands;
mod conversation;
mod dose;
mod fact_text;
mod form;
mod logging;
mod look;
mod outcome;
mod output;
mod packs;
mod plot;
mod problem;
mod progress;
mod prompt;
mod record_text;
mod sheet_file;
mod small_file;
mod terminal;

use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = cli::Cli::read();
    let done = open_output()
        .and_then(|()| logging::start())
        .and_then(|()| cli.run());
    done.map_or_else(|problem| problem.report(), |()| ExitCode::SUCCESS)
}

/// Nothing is done whose result nobody could see.
fn open_output() -> Result<(), problem::Problem> {
    if terminal::is_stdout_closed() {
        return Err(problem::Problem::wrong_use(
            "standard output is closed, so no result can be given",
        )
        .hint("Leave it open, or send it to a file or to /dev/null; nothing was done."));
    }
    Ok(())
}
