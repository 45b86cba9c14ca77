use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::{
    output::FormatOption,
    packs::{self, DiagnosticView, Folder},
    problem::Problem,
};

/// Find every mistake in a pack's folder, each with its place and what to do
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The pack's folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Debug, Serialize)]
struct CheckView {
    usable: bool,
    diagnostics: Vec<DiagnosticView>,
}

impl Check {
    pub(crate) fn run(&self) -> Result<(), Problem> {
        let folder = Folder::read(&self.folder);
        let view = CheckView {
            usable: folder.pack.is_some(),
            diagnostics: DiagnosticView::all(&folder.diagnostics, &folder.files),
        };
        if self.format.is_text() {
            packs::say(&folder.diagnostics, &folder.files);
        }
        self.format.show(&view, |_, page| {
            if let Some((content, cases)) = &folder.pack {
                page.line(&format!(
                    "{} {} can be used: {} questions, {} rules, {} precautions, {} exercises, {} cases.",
                    content.id,
                    content.version,
                    content.questions.iter().count(),
                    content.rules.len(),
                    content.precautions.len(),
                    content.exercises.len(),
                    cases.len(),
                ));
            }
        })?;
        if view.usable {
            return Ok(());
        }
        let errors = folder.diagnostics.iter().filter(|wrong| wrong.is_error());
        Err(
            Problem::refused(format!("mistakes in the pack: {}", errors.count()))
                .hint("Mend them, and check again."),
        )
    }
}
