//! Packs that commands name by a folder.

use std::path::Path;

use plinth_core::content::Content;
use plinth_pack::{
    diagnostic::{self, Diagnostic, Style},
    folder::{self, Files},
    load,
};

use crate::{problem::Problem, terminal::Paint};

/// Reads a pack's folder, and says everything that is wrong with it.
pub(crate) fn from_folder(folder: &Path) -> Result<Content, Problem> {
    let files = folder::read(folder).map_err(|wrong| broken(&wrong, &Files::new()))?;
    let loaded = load(&files);
    loaded
        .content
        .ok_or_else(|| broken(&loaded.diagnostics, &files))
}

/// Diagnostics as a problem; their words stand above it.
fn broken(wrong: &[Diagnostic], files: &Files) -> Problem {
    say(wrong, files);
    Problem::wrong_use("the pack cannot be used")
        .hint("Mend what is said above; `plinth pack check` shows all of it again.")
}

/// Says diagnostics on standard error.
pub(crate) fn say(wrong: &[Diagnostic], files: &Files) {
    eprintln!("{}\n", diagnostic::render(wrong, files, style()));
}

/// How diagnostics look on standard error.
pub(crate) fn style() -> Style {
    if Paint::stderr().has_color() {
        Style::Colored
    } else {
        Style::Plain
    }
}
