use clap::Args;

use crate::problem::Problem;

/// Screen a set of answers without a patient or a store; nothing is recorded
#[derive(Debug, Args)]
pub(crate) struct Triage {}

impl Triage {
    pub(crate) fn run(&self) -> Result<(), Problem> {
        Ok(())
    }
}
