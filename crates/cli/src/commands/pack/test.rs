use std::path::PathBuf;

use clap::Args;
use plinth_pack::cases;
use serde::Serialize;

use crate::{
    output::FormatOption,
    packs::{self, DiagnosticView, Folder},
    problem::Problem,
    progress,
};

/// Run a pack's own cases
#[derive(Debug, Args)]
pub(crate) struct Test {
    /// The pack's folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Debug, Serialize)]
struct TestView {
    cases: usize,
    steps: usize,
    failed: Vec<DiagnosticView>,
}

impl Test {
    pub(crate) fn run(&self) -> Result<(), Problem> {
        let (files, content, cases) = Folder::read(&self.folder).usable()?;
        let report = cases::run_with(&content, &cases, progress::bar("Running the cases"));
        let view = TestView {
            cases: report.cases,
            steps: report.steps,
            failed: DiagnosticView::all(&report.failed, &files),
        };
        if self.format.is_text() {
            packs::say(&report.failed, &files);
        }
        self.format.show(&view, |view, page| {
            page.line(&format!(
                "{} cases with {} steps: {} expectations were not met.",
                view.cases,
                view.steps,
                view.failed.len()
            ));
        })?;
        if view.failed.is_empty() {
            Ok(())
        } else {
            Err(Problem::refused("the pack does not do what its cases say")
                .hint("Correct the rules, or the expectation."))
        }
    }
}
