//! The figures of the sciatica pack, and figures of a line.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail as tests do"
)]

use std::{collections::BTreeMap, fs};

use plinth_figure::figure::FigureText;

/// The figures of the sciatica pack by their exercises.
pub(crate) fn written() -> BTreeMap<String, FigureText> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/sciatica/figures");
    let read = fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let text: FigureText = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        (text.exercise.clone(), text)
    });
    read.collect()
}

/// A figure as an author would write it.
pub(crate) fn figure(toml: &str) -> FigureText {
    toml::from_str(toml).unwrap()
}
