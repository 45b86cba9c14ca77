//! The two digests that name a pack's content.

use plinth_core::content::Digests;
use std::fmt::Write;

use crate::folder::Files;

/// First line of a manifest.
const HEADER: &str = "plinth pack 1\n";

/// The digests of these files.
pub fn of(files: &Files) -> Digests {
    Digests {
        whole: over(files, |_| true),
        deciding: over(files, decides),
    }
}

/// Whether a file can change what is decided for a patient. Changes elsewhere ask for no new acceptance.
fn decides(path: &str) -> bool {
    matches!(path, "screening.toml" | "checkin.toml" | "cautions.toml")
        || path.starts_with("exercises/")
        || path.starts_with("programs/")
}

/// The hash of the manifest: for each file in the order of the paths' bytes its path, size and hash.
fn over(files: &Files, wanted: impl Fn(&str) -> bool) -> String {
    let mut manifest = String::from(HEADER);
    for (path, bytes) in files.iter().filter(|(path, _)| wanted(path)) {
        let hash = blake3::hash(bytes);
        // Writing to a string cannot fail.
        let _ = writeln!(manifest, "{path}\0{}\0{hash}", bytes.len());
    }
    blake3::hash(manifest.as_bytes()).to_string()
}
