//! The one place that turns what went wrong into words and an exit code.

use std::{fmt, io, process::ExitCode};

use crate::terminal::{Page, Paint};

/// Whose fault it is, and so the exit code. Scripts rely on the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A rule says no.
    Rule = 1,
    /// The command was used in a wrong way.
    Use = 2,
    /// Something broke.
    Machine = 3,
}

/// What went wrong, why, and what to do next.
#[derive(Debug)]
pub(crate) struct Problem {
    fault: Fault,
    message: String,
    causes: Vec<String>,
    hints: Vec<String>,
}

impl Problem {
    fn new(fault: Fault, message: impl fmt::Display) -> Self {
        Self {
            fault,
            message: message.to_string(),
            causes: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// A rule says no.
    pub(crate) fn refused(message: impl fmt::Display) -> Self {
        Self::new(Fault::Rule, message)
    }

    /// Used in a wrong way.
    pub(crate) fn wrong_use(message: impl fmt::Display) -> Self {
        Self::new(Fault::Use, message)
    }

    /// Something broke.
    pub(crate) fn broken(message: impl fmt::Display) -> Self {
        Self::new(Fault::Machine, message)
    }

    /// Adds why.
    #[must_use]
    pub(crate) fn cause(mut self, cause: impl fmt::Display) -> Self {
        self.causes.push(cause.to_string());
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hints.push(hint.to_string());
        self
    }

    /// Says it on standard error.
    pub(crate) fn report(&self) -> ExitCode {
        eprint!("{}", self.text(Paint::stderr()));
        ExitCode::from(self.fault as u8)
    }

    fn text(&self, paint: Paint) -> String {
        let mut page = Page::new(paint);
        let lead = match self.fault {
            Fault::Rule => "refused: ",
            Fault::Use | Fault::Machine => "error: ",
        };
        page.hanging(0, &paint.strong(lead), &self.message);
        for cause in &self.causes {
            page.hanging(2, &paint.faint("because "), cause);
        }
        for hint in &self.hints {
            page.hanging(2, &paint.faint("do next "), hint);
        }
        page.into_text()
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self::broken("a file or the terminal could not be used").cause(error)
    }
}
