//! What the tests of packs share.

use plinth_pack::{
    Loaded,
    diagnostic::{self, Style},
    folder::{self, Files},
    load,
};
use std::path::Path;

/// The smallest whole pack.
pub(crate) fn tiny() -> Files {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/tiny");
    folder::read(Path::new(folder)).unwrap()
}

/// The smallest whole pack with other words in one of its files.
pub(crate) fn tiny_with(file: &str, old: &str, new: &str) -> Files {
    let mut files = tiny();
    let text = String::from_utf8(files.remove(file).unwrap_or_default()).unwrap();
    assert!(text.contains(old), "{file} does not hold {old:?}");
    files.insert(file.into(), text.replacen(old, new, 1).into_bytes());
    files
}

/// What the reader says of a pack.
pub(crate) fn check(files: &Files) -> String {
    let Loaded { diagnostics, .. } = load(files);
    diagnostic::render(&diagnostics, files, Style::Plain)
}
