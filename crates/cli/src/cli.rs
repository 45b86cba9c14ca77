//! What can be typed. Help, completions and man pages all come from here.

use std::error::Error as _;

use clap::{
    Parser, Subcommand,
    error::{ContextKind, ContextValue, ErrorKind},
};

use crate::{
    clinic::ClinicArgs,
    commands::{
        adjust, advice, amend, assign, backup, check_in, clinic as settings, close_referral,
        completions, consent, contact, demo, discharge, exam, export, goal, init, man, measure,
        pack, patient, person, precaution, recover, refer, reopen, resolve, restore, screen, sheet,
        strike, task, teach, today, trend, triage, undo, verify,
    },
    problem::Problem,
};

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
    #[command(flatten)]
    clinic: ClinicArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Demo),
    Init(init::Init),
    Clinic(settings::Clinic),
    Person(person::Person),
    Today(today::Today),
    Patient(patient::Patient),
    Screen(screen::Screen),
    Triage(triage::Triage),
    Resolve(resolve::Resolve),
    Exam(exam::Exam),
    CheckIn(check_in::CheckIn),
    Advice(advice::Advice),
    Measure(measure::Measure),
    Trend(trend::Trend),
    Goal(goal::Goal),
    Precaution(precaution::Precaution),
    Consent(consent::Consent),
    Contact(contact::Contact),
    Teach(teach::Teach),
    Assign(assign::Assign),
    Adjust(adjust::Adjust),
    Refer(refer::Refer),
    CloseReferral(close_referral::CloseReferral),
    Discharge(discharge::Discharge),
    Reopen(reopen::Reopen),
    Amend(amend::Amend),
    Strike(strike::Strike),
    Undo(undo::Undo),
    Sheet(sheet::Sheet),
    Task(task::Task),
    Export(export::Export),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Verify(verify::Verify),
    Recover(recover::Recover),
    Pack(pack::Pack),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Cli {
    /// Reads what was typed; shows help where that was asked for, and what is wrong where something is.
    pub(crate) fn read() -> Self {
        Self::try_parse().unwrap_or_else(|error| discreet(error).exit())
    }

    /// Does what was typed.
    pub(crate) fn run(self) -> Result<(), Problem> {
        let clinic = &self.clinic;
        match self.command {
            Command::Demo(command) => command.run(),
            Command::Init(command) => command.run(clinic),
            Command::Clinic(command) => command.run(clinic),
            Command::Person(command) => command.run(clinic),
            Command::Today(command) => command.run(clinic),
            Command::Patient(command) => command.run(clinic),
            Command::Screen(command) => command.run(clinic),
            Command::Triage(command) => command.run(clinic),
            Command::Resolve(command) => command.run(clinic),
            Command::Exam(command) => command.run(clinic),
            Command::CheckIn(command) => command.run(clinic),
            Command::Advice(command) => command.run(clinic),
            Command::Measure(command) => command.run(clinic),
            Command::Trend(command) => command.run(clinic),
            Command::Goal(command) => command.run(clinic),
            Command::Precaution(command) => command.run(clinic),
            Command::Consent(command) => command.run(clinic),
            Command::Contact(command) => command.run(clinic),
            Command::Teach(command) => command.run(clinic),
            Command::Assign(command) => command.run(clinic),
            Command::Adjust(command) => command.run(clinic),
            Command::Refer(command) => command.run(clinic),
            Command::CloseReferral(command) => command.run(clinic),
            Command::Discharge(command) => command.run(clinic),
            Command::Reopen(command) => command.run(clinic),
            Command::Amend(command) => command.run(clinic),
            Command::Strike(command) => command.run(clinic),
            Command::Undo(command) => command.run(clinic),
            Command::Sheet(command) => command.run(clinic),
            Command::Task(command) => command.run(clinic),
            Command::Export(command) => command.run(clinic),
            Command::Backup(command) => command.run(clinic),
            Command::Restore(command) => command.run(clinic),
            Command::Verify(command) => command.run(clinic),
            Command::Recover(command) => command.run(clinic),
            Command::Pack(command) => command.run(clinic),
            Command::Completions(command) => command.run(),
            Command::Man(command) => command.run(),
        }
    }
}

/// The error without what was typed: that may be a patient's name, hide something, or be as long as a book.
fn discreet(error: clap::Error) -> clap::Error {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let about = text(ContextKind::InvalidArg).unwrap_or_default();
    let why = match error.kind() {
        ErrorKind::UnknownArgument if !about.starts_with('-') => {
            "there is a word too many; put quotes around a text with blanks".to_string()
        }
        ErrorKind::UnknownArgument => {
            let is_plain = about.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            let which = if is_plain && about.len() < 30 {
                about
            } else {
                "of this name"
            };
            let known = text(ContextKind::SuggestedArg);
            let near = known.map_or_else(String::new, |known| format!("; did you mean {known}?"));
            format!("there is no option {which}{near}")
        }
        ErrorKind::InvalidSubcommand => {
            let known = match error.get(ContextKind::SuggestedSubcommand) {
                Some(ContextValue::Strings(known)) => known.join(" or "),
                _ => String::new(),
            };
            match known.as_str() {
                "" => "there is no such command".to_string(),
                known => format!("there is no such command; did you mean {known}?"),
            }
        }
        ErrorKind::InvalidValue => match error.get(ContextKind::ValidValue) {
            Some(ContextValue::Strings(values)) if !values.is_empty() => {
                format!("{about}: one of {}", values.join(", "))
            }
            _ => format!("{about}: a value is needed"),
        },
        // What readers of this program's own say has no argument beside it, and nothing that was typed in it.
        ErrorKind::ValueValidation if !about.is_empty() => {
            let why = error
                .source()
                .map_or_else(|| "this does not fit".to_string(), ToString::to_string);
            format!("{about}: {why}")
        }
        ErrorKind::InvalidUtf8 => "what was typed is not UTF-8".to_string(),
        _ => return error,
    };
    clap::Error::raw(
        error.kind(),
        format!("{why}\n\nFor more information, try '--help'.\n"),
    )
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
