//! Tests of the whole: the commands as a user runs them, the sheets they print, the promises of the documents.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod documents;
mod hazards;
mod licences;
mod plinth;
mod triage;

use std::path::{Path, PathBuf};

/// The top of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}
