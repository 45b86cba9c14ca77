use std::path::PathBuf;

use clap::Args;
use plinth_core::name::EvidenceId;
use plinth_pack::evidence::Count;
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
    evidence: Option<EvidenceView>,
    diagnostics: Vec<DiagnosticView>,
}

/// What became of the statements of the pack's sources.
#[derive(Debug, Serialize)]
struct EvidenceView {
    statements: usize,
    carried: usize,
    left_out: usize,
    neither: Vec<EvidenceId>,
}

impl From<Count> for EvidenceView {
    fn from(count: Count) -> Self {
        Self {
            statements: count.statements(),
            carried: count.carried,
            left_out: count.left_out,
            neither: count.neither,
        }
    }
}

impl Check {
    pub(crate) fn run(&self) -> Result<(), Problem> {
        let folder = Folder::read(&self.folder);
        let count = folder.pack.as_ref().map(|(content, _)| Count::of(content));
        let view = CheckView {
            evidence: count.clone().map(EvidenceView::from),
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
            if let Some(count) = &count {
                page.line(&format!("{count}."));
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
