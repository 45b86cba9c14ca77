//! `plinth`: screening, phased exercise programs and printed sheets for physiotherapists.

mod advice_text;
mod answers;
mod arguments;
mod cli;
mod clinic;
mod commands;
mod conversation;
mod dose;
mod form;
mod logging;
mod outcome;
mod output;
mod packs;
mod plot;
mod problem;
mod progress;
mod prompt;
mod record_text;
mod sheet_file;
mod terminal;

use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = cli::Cli::read();
    let done = logging::start().and_then(|()| cli.run());
    done.map_or_else(|problem| problem.report(), |()| ExitCode::SUCCESS)
}
