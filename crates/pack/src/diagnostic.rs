//! What is wrong with a pack or a file of answers: where, why, and what to do about it.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, Title};
use std::{borrow::Cow, ops::Range};

use crate::folder::Files;

/// Most mistakes that are said of a pack; somebody who has mended these looks again.
pub const MOST_SAID: usize = 100;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// The pack can be used; somebody should look.
    Warning,
}

/// A place in a file that helps to understand a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Path in the pack.
    pub file: String,
    /// Bytes of the file.
    pub span: Range<usize>,
    /// What is there.
    pub text: String,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of mistake, for ever: `unknown-question`.
    pub code: &'static str,
    /// Path in the pack.
    pub file: String,
    /// Bytes of the file that are underlined; empty where the file itself is meant.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// Other places that matter.
    pub labels: Vec<Label>,
}

impl Diagnostic {
    /// A mistake that makes the pack unusable.
    pub fn error(
        code: &'static str,
        file: impl Into<String>,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Error,
            code,
            file: file.into(),
            span,
            message: message.into(),
            hint: None,
            labels: Vec::new(),
        }
    }

    /// Something that somebody should look at.
    pub fn warning(
        code: &'static str,
        file: impl Into<String>,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, file, span, message)
        }
    }

    /// With what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With another place that matters.
    #[must_use]
    pub fn label(
        mut self,
        file: impl Into<String>,
        span: Range<usize>,
        text: impl Into<String>,
    ) -> Self {
        self.labels.push(Label {
            file: file.into(),
            span,
            text: text.into(),
        });
        self
    }

    /// Whether it makes the pack unusable.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The line in which it begins, from 1; nothing where the file is not text or is not there.
    pub fn line(&self, files: &Files) -> Option<usize> {
        let text = text_of(files, &self.file)?;
        let before = text.get(..self.span.start.min(text.len()))?;
        Some(before.matches('\n').count() + 1)
    }

    /// The lines that a person reads: the mistake, the underlined words, the hint.
    pub fn render(&self, files: &Files, style: Style) -> String {
        let group = self.add_source(Group::with_title(self.title()), files);
        style.renderer().render(&[self.add_hint(group)])
    }

    fn title(&self) -> Title<'_> {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        level.primary_title(&*self.message).id(self.code)
    }

    fn add_hint<'a>(&'a self, group: Group<'a>) -> Group<'a> {
        match &self.hint {
            Some(hint) => group.element(Level::HELP.message(&**hint)),
            None => group,
        }
    }

    /// The same without a word of the file, for files that hold what patients said: only the place is shown.
    pub fn render_without_words(&self, files: &Files, style: Style) -> String {
        let mut place = Origin::path(&*self.file);
        if let Some(line) = self.line(files) {
            place = place.line(line);
        }
        let group = self.title().element(place);
        style.renderer().render(&[self.add_hint(group)])
    }

    fn add_source<'a>(&'a self, mut group: Group<'a>, files: &'a Files) -> Group<'a> {
        match text_of(files, &self.file) {
            Some(text) if !self.span.is_empty() => {
                let here = self
                    .labels
                    .iter()
                    .filter(|label| label.file == self.file)
                    .map(|label| {
                        AnnotationKind::Context
                            .span(within(text, &label.span))
                            .label(&*label.text)
                    });
                group = group.element(
                    Snippet::source(text)
                        .path(&*self.file)
                        .annotation(AnnotationKind::Primary.span(within(text, &self.span)))
                        .annotations(here),
                );
            }
            _ => group = group.element(Origin::path(&*self.file)),
        }
        for label in self.labels.iter().filter(|label| label.file != self.file) {
            if let Some(text) = text_of(files, &label.file) {
                group = group.element(
                    Snippet::source(text).path(&*label.file).annotation(
                        AnnotationKind::Context
                            .span(within(text, &label.span))
                            .label(&*label.text),
                    ),
                );
            }
        }
        group
    }
}

/// How diagnostics are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text only.
    Plain,
    /// With the colors of a terminal.
    Colored,
}

impl Style {
    fn renderer(self) -> Renderer {
        match self {
            Self::Plain => Renderer::plain(),
            Self::Colored => Renderer::styled(),
        }
    }
}

/// All of them, one after another.
pub fn render(diagnostics: &[Diagnostic], files: &Files, style: Style) -> String {
    let texts: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.render(files, style))
        .collect();
    texts.join("\n\n")
}

/// `; did you mean "x"?` for the known name that is nearest to what was written, if any is near.
pub fn did_you_mean<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<Cow<'a, str>> {
    known
        .into_iter()
        .filter(|name| name.len().abs_diff(written.len()) <= written.len() / 2 + 1)
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, name)| *distance <= (name.len().max(written.len()) / 3).max(1))
        .min()
        .map(|(_, name)| Cow::Owned(format!("did you mean `{name}`?")))
}

fn text_of<'a>(files: &'a Files, path: &str) -> Option<&'a str> {
    std::str::from_utf8(files.get(path)?).ok()
}

/// The span, kept inside the text and on the borders of its characters.
fn within(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    start..end
}
