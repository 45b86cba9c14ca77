//! The two digests that name a pack's content.

use plinth_core::content::Digests;

use crate::folder::Files;

/// First line of a manifest.
const HEADER: &str = "plinth pack 1\n";

/// The digests of these files.
///
/// Each is the hash of a manifest: for each file in the order of the paths' bytes its path, size and hash.
pub fn of(files: &Files) -> Digests {
    let mut whole = String::from(HEADER);
    let mut deciding = String::from(HEADER);
    for (path, bytes) in files {
        let line = format!("{path}\0{}\0{}\n", bytes.len(), blake3::hash(bytes));
        whole.push_str(&line);
        if decides(path) {
            deciding.push_str(&line);
        }
    }
    let hash = |manifest: String| blake3::hash(manifest.as_bytes()).to_string();
    Digests {
        whole: hash(whole),
        deciding: hash(deciding),
    }
}

/// Whether a file can change what is decided for a patient. Changes elsewhere ask for no new acceptance.
fn decides(path: &str) -> bool {
    matches!(path, "screening.toml" | "checkin.toml" | "cautions.toml")
        || path.starts_with("exercises/")
        || path.starts_with("programs/")
}
