use clap::Args;
use serde::Serialize;

use crate::{clinic::ClinicArgs, output::FormatOption, problem::Problem, progress};

/// Check everything that can be checked of the history
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Compare with a head that was kept apart, as `plinth backup` prints it
    #[arg(long)]
    head: Option<String>,
    /// Make everything that is derived from the history again, then check
    #[arg(long)]
    rebuild: bool,
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Debug, Serialize)]
struct VerifyView {
    entries: u64,
    records: u64,
    head: String,
    problems: Vec<String>,
}

impl Verify {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let mut clinic = clinic.open()?;
        if self.rebuild {
            clinic.rebuild(progress::bar("Making again"))?;
        }
        let mut report = clinic.verify_with(progress::bar("Checking"))?;
        if let Some(head) = &self.head {
            let head = head.trim().parse().map_err(|_| {
                Problem::wrong_use("this is not a head")
                    .hint("Give the whole line that `plinth backup` printed.")
            })?;
            report.problems.extend(clinic.verify_against(&head)?);
        }
        let view = VerifyView {
            entries: report.events,
            records: report.streams,
            head: clinic.head()?.to_string(),
            problems: report.problems.iter().map(ToString::to_string).collect(),
        };
        self.format.show(&view, |view, page| {
            page.line(&format!(
                "{} entries of {} records are checked.",
                view.entries, view.records
            ));
            page.line(&format!("head {}", view.head));
        })?;
        judge(&view.problems)
    }
}

/// Everything that a check found, as a problem.
pub(crate) fn judge<T: ToString>(problems: &[T]) -> Result<(), Problem> {
    if problems.is_empty() {
        return Ok(());
    }
    let broken = Problem::broken("the history is damaged")
        .hint("Do not write to it; restore a back-up into a new folder, and compare.");
    Err(problems
        .iter()
        .fold(broken, |broken, problem| broken.cause(problem.to_string())))
}
