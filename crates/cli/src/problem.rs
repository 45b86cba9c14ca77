//! The one place that turns what went wrong into words and an exit code.

use std::{error::Error, fmt, io, process::ExitCode};

use plinth_clinic::Fault;
use plinth_core::record::refusal::{Reason, Refusal};
use plinth_pack::folder::Files;

use crate::{
    packs, record_text,
    terminal::{self, Page, Paint},
};

/// What went wrong, why, and what to do next.
#[derive(Debug)]
pub(crate) struct Problem {
    fault: Fault,
    parts: Vec<Part>,
}

#[derive(Debug, Default)]
struct Part {
    message: String,
    causes: Vec<String>,
    hint: Option<String>,
    /// The hint as a whole command.
    command: Option<String>,
}

impl Problem {
    fn new(fault: Fault, message: impl fmt::Display) -> Self {
        let part = Part {
            message: message.to_string(),
            ..Part::default()
        };
        Self {
            fault,
            parts: vec![part],
        }
    }

    /// A rule says no.
    pub(crate) fn refused(message: impl fmt::Display) -> Self {
        Self::new(Fault::Rule, message)
    }

    /// A record says no. `command` is the way out of a reason, where it is one command.
    pub(crate) fn refusal(refusal: &Refusal, command: impl Fn(&Reason) -> Option<String>) -> Self {
        let parts = refusal.reasons.iter().map(|reason| {
            let command = command(reason);
            let colon = if command.is_some() { ":" } else { "" };
            Part {
                message: format!("{reason} [{}]", reason.rule()),
                causes: Vec::new(),
                hint: Some(format!("{}{colon}", reason.way_out())),
                command,
            }
        });
        Self {
            fault: Fault::Rule,
            parts: parts.collect(),
        }
    }

    /// Used in a wrong way.
    pub(crate) fn wrong_use(message: impl fmt::Display) -> Self {
        Self::new(Fault::Use, message)
    }

    /// Something broke.
    pub(crate) fn broken(message: impl fmt::Display) -> Self {
        Self::new(Fault::Machine, message)
    }

    /// Whether it can be mended by typing something else.
    pub(crate) fn is_of_use(&self) -> bool {
        matches!(self.fault, Fault::Rule | Fault::Use)
    }

    /// Adds why.
    #[must_use]
    pub(crate) fn cause(mut self, cause: impl fmt::Display) -> Self {
        if let Some(part) = self.parts.last_mut() {
            part.causes.push(cause.to_string());
        }
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl fmt::Display) -> Self {
        if let Some(part) = self.parts.last_mut() {
            part.hint = Some(hint.to_string());
        }
        self
    }

    /// Says it on standard error. Scripts rely on the codes.
    pub(crate) fn report(&self) -> ExitCode {
        terminal::tell(&self.text(Paint::stderr()));
        ExitCode::from(match self.fault {
            Fault::Rule => 1,
            Fault::Use => 2,
            Fault::Machine => 3,
        })
    }

    fn text(&self, paint: Paint) -> String {
        let mut page = Page::new(paint);
        let lead = match self.fault {
            Fault::Rule => "refused: ",
            Fault::Use | Fault::Machine => "error: ",
        };
        for part in &self.parts {
            page.hanging(0, &paint.strong(lead), &part.message);
            for cause in &part.causes {
                page.hanging(2, &paint.faint("because  "), cause);
            }
            if let Some(hint) = &part.hint {
                page.hanging(2, &paint.faint("do next  "), hint);
            }
            // In one line, so that it can be taken up as it stands.
            if let Some(command) = &part.command {
                page.line(&format!("{:11}{}", "", terminal::harmless(command)));
            }
        }
        page.into_text()
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self::broken("a file or the terminal could not be used").cause(error)
    }
}

impl From<plinth_clinic::Problem> for Problem {
    fn from(problem: plinth_clinic::Problem) -> Self {
        use plinth_clinic::Problem as Clinic;
        let mut said = Self::new(problem.fault(), &problem);
        match &problem {
            Clinic::Refused(refusal) => {
                return Self::refusal(refusal, |_| None);
            }
            Clinic::Conflict { between, .. } => {
                for line in between {
                    let what = record_text::kind(&line.event);
                    said = said.cause(format!("entry {} on {}: {what}", line.seq, line.on));
                }
            }
            Clinic::Pack(diagnostics) => packs::say(diagnostics, &Files::new()),
            _ => {
                let mut source = problem.source();
                while let Some(cause) = source {
                    said = said.cause(cause);
                    source = cause.source();
                }
            }
        }
        match problem.hints().into_iter().next() {
            Some(hint) => said.hint(hint),
            None => said,
        }
    }
}
