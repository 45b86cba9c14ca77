use std::path::PathBuf;

use clap::Args;
use jiff::{Zoned, civil::Date};
use plinth_core::{facts::Facts, question::Occasion, screening};

use crate::{
    arguments::date,
    outcome::{self, OutcomeView},
    output::FormatOption,
    packs,
    problem::Problem,
    terminal,
};

/// Screen a set of answers without a patient or a store; nothing is recorded
#[derive(Debug, Args)]
pub(crate) struct Triage {
    /// The pack: an installed pack's id, or a folder
    #[arg(long)]
    pack: String,
    /// File of answers, TOML or JSON
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,
    /// The day on which they were given; today where nothing is said
    #[arg(long, value_name = "DATE", value_parser = date())]
    today: Option<Date>,
    #[command(flatten)]
    format: FormatOption,
}
