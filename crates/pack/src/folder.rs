//! The files of a pack: read from a folder under limits, or already in memory.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read},
    path::Path,
};

use crate::diagnostic::Diagnostic;

/// The files of a pack by their path inside it, with `/` between its parts.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Largest file, in bytes.
pub const LARGEST_FILE: u64 = 1_000_000;
/// Largest pack, in bytes.
pub const LARGEST_PACK: u64 = 8_000_000;
/// Most files in a pack.
pub const MOST_FILES: usize = 500;
/// Most folders inside each other.
const DEEPEST: usize = 4;

/// Reads all files of a pack's folder.
///
/// # Errors
/// Every file that may not be in a pack: too large, too many, a link or another special file, a name outside
/// `a-z 0-9 . _ -`. Nothing larger than the limits is ever read.
pub fn read(folder: &Path) -> Result<Files, Vec<Diagnostic>> {
    let mut reading = Reading::default();
    reading.folder(folder, "", 0);
    if reading.diagnostics.is_empty() {
        Ok(reading.files)
    } else {
        Err(reading.diagnostics)
    }
}

/// Holds files that come from elsewhere (an archive, the program itself) to the limits of a folder.
pub fn check(files: &Files) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut whole = 0_u64;
    for (path, bytes) in files {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        whole = whole.saturating_add(size);
        if size > LARGEST_FILE {
            diagnostics.push(too_large(path, size));
        }
        if path.split('/').count() > DEEPEST || !path.split('/').all(is_plain) {
            diagnostics.push(bad_name(path));
        }
    }
    if whole > LARGEST_PACK {
        diagnostics.push(pack_too_large());
    }
    if files.len() > MOST_FILES {
        diagnostics.push(too_many());
    }
    diagnostics
}

/// The words of a file; nothing where it is not text, which is then said.
pub(crate) fn text<'a>(
    path: &str,
    bytes: &'a [u8],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'a str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(fault) => {
            let at = fault.valid_up_to();
            diagnostics.push(
                Diagnostic::error(
                    "not-text",
                    path,
                    0..0,
                    format!("this file is not UTF-8 text (byte {at})"),
                )
                .hint("save it as UTF-8"),
            );
            None
        }
    }
}

/// Whether a path is that of a TOML file right in this folder.
pub(crate) fn is_toml_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .and_then(|rest| rest.strip_prefix('/'))
        .and_then(|name| name.strip_suffix(".toml"))
        .is_some_and(|name| !name.contains('/'))
}

#[derive(Default)]
struct Reading {
    files: Files,
    whole: u64,
    entries: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Reading {
    fn folder(&mut self, folder: &Path, inside: &str, depth: usize) {
        let entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(fault) => return self.unreadable(inside, &fault),
        };
        let mut entries = entries;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            self.entries += 1;
            if self.entries > MOST_FILES {
                if self.entries == MOST_FILES + 1 {
                    self.diagnostics.push(too_many());
                }
                return;
            }
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let path = if inside.is_empty() {
                name.to_string()
            } else {
                format!("{inside}/{name}")
            };
            if !is_plain(&name) {
                self.diagnostics.push(bad_name(&path));
                continue;
            }
            // Of the entry itself: a link is not followed.
            match entry.metadata() {
                Err(fault) => self.unreadable(&path, &fault),
                Ok(about) if about.is_dir() && depth + 1 < DEEPEST => {
                    self.folder(&entry.path(), &path, depth + 1);
                }
                Ok(about) if about.is_file() => self.file(&entry.path(), path, about.len()),
                Ok(_) => self.diagnostics.push(
                    Diagnostic::error(
                        "not-a-file",
                        path,
                        0..0,
                        "a pack holds ordinary files, in folders at most three deep",
                    )
                    .hint("remove it; links and special files are not followed"),
                ),
            }
        }
    }

    fn file(&mut self, from: &Path, path: String, size: u64) {
        if size > LARGEST_FILE {
            return self.diagnostics.push(too_large(&path, size));
        }
        self.whole = self.whole.saturating_add(size);
        if self.whole > LARGEST_PACK {
            if self.whole - size <= LARGEST_PACK {
                self.diagnostics.push(pack_too_large());
            }
            return;
        }
        // With its size at once, since what is read through a limit is else read in small pieces.
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
        // One byte more than allowed tells a file that grew since its size was asked.
        let read = fs::File::open(from)
            .and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
        match read {
            Err(fault) => self.unreadable(&path, &fault),
            Ok(count) if count as u64 > LARGEST_FILE => {
                self.diagnostics.push(too_large(&path, count as u64));
            }
            Ok(_) => {
                self.files.insert(path, bytes);
            }
        }
    }

    fn unreadable(&mut self, path: &str, fault: &io::Error) {
        self.diagnostics.push(
            Diagnostic::error(
                "unreadable",
                if path.is_empty() { "." } else { path },
                0..0,
                format!("this cannot be read: {}", fault.kind()),
            )
            .hint("check that it is there and that you may read it"),
        );
    }
}

/// A part of a path that is the same on every system and in every archive.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 100
        && !name.starts_with('.')
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
}

fn bad_name(path: &str) -> Diagnostic {
    Diagnostic::error(
        "file-name",
        path.escape_default().to_string(),
        0..0,
        "names of files and folders in a pack have a-z, 0-9, dots, dashes and underscores, and do not begin with a dot",
    )
    .hint("rename it, or move it out of the pack")
}

fn too_large(path: &str, size: u64) -> Diagnostic {
    Diagnostic::error(
        "too-large",
        path,
        0..0,
        format!("this file has {size} bytes; at most {LARGEST_FILE} are read"),
    )
    .hint("split it, or move it out of the pack")
}

fn pack_too_large() -> Diagnostic {
    Diagnostic::error(
        "too-large",
        ".",
        0..0,
        format!("the files of a pack have at most {LARGEST_PACK} bytes together"),
    )
}

fn too_many() -> Diagnostic {
    Diagnostic::error(
        "too-many-files",
        ".",
        0..0,
        format!("a pack has at most {MOST_FILES} files and folders"),
    )
}
