//! Packs that commands name by a folder.

use std::{collections::BTreeSet, path::Path};

use plinth_clinic::Clinic;
use plinth_core::{content::Content, name::PackId};
use plinth_pack::{
    cases::{self, Cases},
    diagnostic::{self, Diagnostic, Style},
    folder::{self, Files},
    load,
};
use serde::Serialize;

use crate::{
    clinic::ClinicArgs,
    problem::Problem,
    terminal::{self, Paint},
};

/// A pack's folder as far as it could be read, with everything that is wrong in it.
#[derive(Debug)]
pub(crate) struct Folder {
    /// Its files.
    pub(crate) files: Files,
    /// The content and the cases, unless there is an error.
    pub(crate) pack: Option<(Content, Cases)>,
    /// All that is wrong.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Folder {
    /// Reads and checks a pack's folder with its cases.
    pub(crate) fn read(folder: &Path) -> Self {
        let files = match folder::read(folder) {
            Ok(files) => files,
            Err(diagnostics) => {
                return Self {
                    files: Files::new(),
                    pack: None,
                    diagnostics,
                };
            }
        };
        let loaded = load(&files);
        let mut diagnostics = loaded.diagnostics;
        let pack = loaded.content.map(|content| {
            let (cases, wrong) = cases::read(&files, &content);
            diagnostics.extend(wrong);
            diagnostics.extend(plinth_pack::figure::check(&files, &content));
            (content, cases)
        });
        let is_broken = diagnostics.iter().any(Diagnostic::is_error);
        Self {
            files,
            pack: pack.filter(|_| !is_broken),
            diagnostics,
        }
    }

    /// The pack, or a problem after all that is wrong has been said.
    pub(crate) fn usable(self) -> Result<(Files, Content, Cases), Problem> {
        match self.pack {
            Some((content, cases)) => Ok((self.files, content, cases)),
            None => Err(unusable(&self.diagnostics, &self.files)),
        }
    }
}

/// Does something with a pack that is named by its folder or, where it is adopted, by its id.
pub(crate) fn with<T>(
    pack: &str,
    clinic: &ClinicArgs,
    use_it: impl FnOnce(&Content) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let folder = Path::new(pack);
    if folder.is_dir() {
        return use_it(&content(folder)?);
    }
    let id: PackId = pack.parse().map_err(|_| {
        Problem::wrong_use("there is no such pack")
            .hint("Name a pack's folder, or the id of an adopted pack.")
    })?;
    use_it(adopted(&clinic.open()?, &id)?)
}

/// The ids of the adopted packs, each once.
pub(crate) fn adopted_ids(clinic: &Clinic) -> Vec<PackId> {
    let adopted = clinic.record().adopted.values();
    let ids: BTreeSet<PackId> = adopted.map(|adoption| adoption.pack.id.clone()).collect();
    ids.into_iter().collect()
}

/// The adopted pack of this id, or the only one that is adopted.
pub(crate) fn chosen<'a>(clinic: &'a Clinic, id: Option<&PackId>) -> Result<&'a Content, Problem> {
    if let Some(id) = id {
        return adopted(clinic, id);
    }
    let ids = adopted_ids(clinic);
    if let [only] = ids.as_slice() {
        return adopted(clinic, only);
    }
    let names: Vec<&str> = ids.iter().map(PackId::as_str).collect();
    Err(
        Problem::wrong_use("it is not said with which pack").hint(if names.is_empty() {
            "No pack is adopted yet: a clinical lead adopts one with `plinth pack adopt`.".into()
        } else {
            format!("Name one with --pack: {}.", names.join(", "))
        }),
    )
}

/// The adopted pack of this id; the one that was adopted last, where there are several.
pub(crate) fn adopted<'a>(clinic: &'a Clinic, id: &PackId) -> Result<&'a Content, Problem> {
    let last = clinic
        .record()
        .adopted
        .values()
        .filter(|adoption| adoption.pack.id == *id)
        .max_by_key(|adoption| (adoption.on, &adoption.pack.version));
    match last {
        Some(adoption) => Ok(clinic.library().by_digest(&adoption.pack.digests.whole)?),
        None => Err(Problem::refused(format!("no adopted pack is {id}"))
            .hint("See `plinth pack list`; a clinical lead adopts with `plinth pack adopt`.")),
    }
}

/// The content of a pack's folder. Its cases are not looked at.
fn content(folder: &Path) -> Result<Content, Problem> {
    let files = folder::read(folder).map_err(|wrong| unusable(&wrong, &Files::new()))?;
    let loaded = load(&files);
    loaded
        .content
        .ok_or_else(|| unusable(&loaded.diagnostics, &files))
}

fn unusable(diagnostics: &[Diagnostic], files: &Files) -> Problem {
    say(diagnostics, files);
    Problem::wrong_use("the pack cannot be used")
        .hint("Mend what is said above; `plinth pack check` shows all of it again.")
}

/// Says diagnostics on standard error.
pub(crate) fn say(wrong: &[Diagnostic], files: &Files) {
    if !wrong.is_empty() {
        terminal::tell(&format!(
            "{}\n\n",
            diagnostic::render(wrong, files, style())
        ));
    }
}

/// How diagnostics look on standard error.
pub(crate) fn style() -> Style {
    if Paint::stderr().has_color() {
        Style::Colored
    } else {
        Style::Plain
    }
}

/// A diagnostic for programs.
#[derive(Debug, Serialize)]
pub(crate) struct DiagnosticView {
    severity: &'static str,
    code: &'static str,
    file: String,
    line: Option<usize>,
    message: String,
    hint: Option<String>,
}

impl DiagnosticView {
    /// All of them.
    pub(crate) fn all(diagnostics: &[Diagnostic], files: &Files) -> Vec<Self> {
        diagnostics
            .iter()
            .map(|diagnostic| Self {
                severity: if diagnostic.is_error() {
                    "error"
                } else {
                    "warning"
                },
                code: diagnostic.code,
                file: diagnostic.file.clone(),
                line: diagnostic.line(files),
                message: diagnostic.message.clone(),
                hint: diagnostic.hint.clone(),
            })
            .collect()
    }
}
