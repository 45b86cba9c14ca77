//! From the files as they are written to the content that the core knows.

mod chart;
mod check_in;
mod content;
mod define;
pub(crate) mod exercise;
mod information;
mod program;
mod question;
mod reading;
mod review;
mod rule;
mod safety;
mod screening;
mod sheet;
mod usage;
mod wording;

use std::{collections::BTreeSet, fmt::Display, ops::Range, str::FromStr};

use plinth_core::{
    content::Content,
    name::{EvidenceId, NotAName},
};

use crate::{
    diagnostic::{Diagnostic, MOST_SAID, did_you_mean},
    folder,
    folder::Files,
    raw::{self, At, File, Read},
};

/// What became of reading a pack.
#[derive(Debug)]
pub struct Loaded {
    /// The content; nothing where there is an error.
    pub content: Option<Content>,
    /// All that is wrong, by file and place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and checks a pack.
pub fn load(files: &Files) -> Loaded {
    let mut diagnostics = folder::check(files);
    let content = if diagnostics.is_empty() {
        content::compile(files, Advises::Yes, &mut diagnostics)
    } else {
        None
    };
    diagnostics.sort_by(|a, b| {
        (&a.file, a.span.start, a.code, &a.message).cmp(&(
            &b.file,
            b.span.start,
            b.code,
            &b.message,
        ))
    });
    diagnostics.dedup();
    let broken = diagnostics.iter().any(Diagnostic::is_error);
    if diagnostics.len() > MOST_SAID {
        // Nothing is kept back but what is least.
        diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
        diagnostics.truncate(MOST_SAID);
    }
    Loaded {
        content: content.filter(|_| !broken),
        diagnostics,
    }
}

/// The content of a pack that somebody has read the warnings of; nothing where there is an error.
///
/// Everything that makes [`load`] refuse a pack is checked here too. What is left out can only warn: how hard its texts
/// are to read, and what nothing rests on.
pub fn content(files: &Files) -> Option<Content> {
    if !folder::check(files).is_empty() {
        return None;
    }
    let mut diagnostics = Vec::new();
    let content = content::compile(files, Advises::No, &mut diagnostics);
    content.filter(|_| !diagnostics.iter().any(Diagnostic::is_error))
}

/// Whether what can only warn, and takes long, is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Advises {
    Yes,
    No,
}

/// Ids that references may name.
#[derive(Default)]
struct Ids {
    known: BTreeSet<String>,
    /// Set where the file that holds them could not be read; then no reference is said to be wrong.
    all: bool,
}

impl Ids {
    fn have(&self, id: &str) -> bool {
        self.all || self.known.contains(id)
    }
}

/// What the files of a pack refer to in each other.
#[derive(Default)]
struct References {
    evidence: Ids,
    exercises: Ids,
    rules: Ids,
    precautions: Ids,
    tags: Ids,
    phases: Ids,
}

/// One file while it is compiled.
struct Source<'a> {
    path: &'a str,
    text: &'a str,
    references: &'a References,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Source<'_> {
    fn error(&mut self, code: &'static str, span: &Range<usize>, message: String, hint: &str) {
        self.diagnostics
            .push(Diagnostic::error(code, self.path, span.clone(), message).hint(hint));
    }

    fn warning(&mut self, code: &'static str, span: &Range<usize>, message: String, hint: &str) {
        self.diagnostics
            .push(Diagnostic::warning(code, self.path, span.clone(), message).hint(hint));
    }

    /// A name, which anything else is not.
    fn id<T: FromStr<Err = NotAName>>(&mut self, written: &At<String>) -> Option<T> {
        match written.is.parse() {
            Ok(id) => Some(id),
            Err(fault) => {
                self.error(
                    "not-a-name",
                    &written.span,
                    fault.to_string(),
                    "use letters, digits and single dashes",
                );
                None
            }
        }
    }

    /// Words that a person reads.
    fn words(&mut self, written: &At<String>) -> String {
        if written.is.trim().is_empty() {
            self.error(
                "empty-text",
                &written.span,
                "this text is empty".into(),
                "write it, or leave the key out where it is not needed",
            );
        }
        if let Some(control) = written.is.chars().find(|c| is_hidden(*c)) {
            self.error(
                "control-character",
                &written.span,
                format!(
                    "this text holds the invisible character U+{:04X}",
                    u32::from(control)
                ),
                "remove it; a line is one line of text",
            );
        }
        written.is.clone()
    }

    fn all_words(&mut self, list: &[At<String>]) -> Vec<String> {
        list.iter().map(|written| self.words(written)).collect()
    }

    /// References to something that stands elsewhere in the pack; each at most once.
    fn references<T>(&mut self, list: &[At<String>], what: What) -> Vec<T>
    where
        T: FromStr<Err = NotAName> + PartialEq + Display,
    {
        let mut found: Vec<T> = Vec::new();
        for written in list {
            let Some(id) = self.reference::<T>(written, what) else {
                continue;
            };
            if found.contains(&id) {
                self.error(
                    "named-twice",
                    &written.span,
                    format!("`{id}` stands here twice"),
                    "remove one of them",
                );
            } else {
                found.push(id);
            }
        }
        found
    }

    fn reference<T: FromStr<Err = NotAName>>(
        &mut self,
        written: &At<String>,
        what: What,
    ) -> Option<T> {
        let id = self.id(written)?;
        let ids = what.ids(self.references);
        if !ids.have(&written.is) {
            let hint = did_you_mean(&written.is, ids.known.iter().map(String::as_str))
                .map_or_else(|| what.add().to_owned(), std::borrow::Cow::into_owned);
            self.error(
                what.code(),
                &written.span,
                format!("there is no {} `{}`", what.word(), written.is),
                &hint,
            );
        }
        Some(id)
    }

    /// The statements that something comes from. What has none says that the clinic decided it.
    fn evidence(
        &mut self,
        owner: &At<String>,
        list: &[At<String>],
        clinic_default: bool,
    ) -> Vec<EvidenceId> {
        if list.is_empty() && !clinic_default {
            self.error(
                "no-evidence",
                &owner.span,
                format!(
                    "`{}` says neither where it comes from nor that the clinic decided it",
                    owner.is
                ),
                "add `evidence = [\"…\"]`, or `clinic-default = true`",
            );
        }
        self.references(list, What::Evidence)
    }
}

/// What a reference names.
#[derive(Clone, Copy)]
enum What {
    Evidence,
    Exercise,
    Rule,
    Precaution,
    Tag,
}

impl What {
    const fn word(self) -> &'static str {
        match self {
            Self::Evidence => "statement",
            Self::Exercise => "exercise",
            Self::Rule => "rule",
            Self::Precaution => "precaution",
            Self::Tag => "tag",
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Evidence => "unknown-evidence",
            Self::Exercise => "unknown-exercise",
            Self::Rule => "unknown-rule",
            Self::Precaution => "unknown-precaution",
            Self::Tag => "unknown-tag",
        }
    }

    const fn add(self) -> &'static str {
        match self {
            Self::Evidence => "add the statement to evidence.toml, or correct the id",
            Self::Exercise => "add a file to exercises/, or correct the id",
            Self::Rule | Self::Precaution => "add it to screening.toml, or correct the id",
            Self::Tag => "add it to `tags` of an exercise, or correct the id",
        }
    }

    const fn ids(self, references: &References) -> &Ids {
        match self {
            Self::Evidence => &references.evidence,
            Self::Exercise => &references.exercises,
            Self::Rule => &references.rules,
            Self::Precaution => &references.precautions,
            Self::Tag => &references.tags,
        }
    }
}

/// Reads one kind of file; nothing where it is not there or cannot be read.
fn read_file<T: File>(files: &Files, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Read<T> {
    let nothing = Read {
        is: None,
        unreadable: BTreeSet::new(),
    };
    let Some(bytes) = files.get(path) else {
        return nothing;
    };
    match folder::text(path, bytes, diagnostics) {
        Some(text) => raw::read(path, text, diagnostics),
        None => nothing,
    }
}

/// Characters that are not seen but change what is: controls, and marks that turn the direction of writing.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
