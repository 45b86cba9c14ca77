//! What a command that reads gives back: text for people, JSON for programs.

use std::io;

use clap::ValueEnum;
use serde::Serialize;

use crate::{
    problem::Problem,
    terminal::{self, Page, Paint},
};

/// Ways to give a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs; stable, and documented in the handbook.
    Json,
}

/// The option of every command that reads.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub(crate) struct FormatOption {
    /// How to give the result
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Format,
}

impl FormatOption {
    /// Whether people read the result.
    pub(crate) fn is_text(self) -> bool {
        self.format == Format::Text
    }

    /// Gives the result: as JSON, or as the text that `write` lays out.
    pub(crate) fn show<T: Serialize>(
        self,
        result: &T,
        write: impl FnOnce(&T, &mut Page),
    ) -> Result<(), Problem> {
        let text = match self.format {
            Format::Text => {
                let mut page = Page::new(Paint::stdout());
                write(result, &mut page);
                page.into_text()
            }
            Format::Json => {
                let mut json = serde_json::to_string_pretty(result).map_err(io::Error::from)?;
                json.push('\n');
                json
            }
        };
        Ok(terminal::print(&text)?)
    }
}
