//! Folders under limits, and the digests that name what is in them.

use plinth_pack::{digest, folder, load};
use std::{fs, path::Path};

use crate::common::tiny;

/// The codes of what is wrong with a folder.
fn codes(folder: &Path) -> Vec<&'static str> {
    let faults = folder::read(folder).unwrap_err();
    faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn a_folder_that_is_not_there_is_said() {
    assert_eq!(codes(Path::new("no-such-folder")), ["unreadable"]);
}

#[test]
fn only_plain_small_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    // 100 MB that take no room on the disk: refused by its size before a byte of it is read.
    let huge = fs::File::create(path("huge.toml")).unwrap();
    huge.set_len(100_000_000).unwrap();
    fs::write(path("Upper.toml"), "").unwrap();
    fs::write(path(".hidden"), "").unwrap();
    fs::write(path("with space.toml"), "").unwrap();
    fs::create_dir_all(path("a/b/c/d")).unwrap();
    let mut expected = vec!["file-name"; 3];
    expected.extend(["not-a-file", "too-large"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/etc/hostname", path("link.toml")).unwrap();
        expected.push("not-a-file");
    }
    let mut found = codes(folder.path());
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn a_pack_has_an_end() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..=folder::MOST_FILES {
        fs::write(folder.path().join(format!("f{n}.toml")), "").unwrap();
    }
    assert_eq!(codes(folder.path()), ["too-many-files"]);
    let folder = tempfile::tempdir().unwrap();
    for n in 0..9 {
        let file = fs::File::create(folder.path().join(format!("f{n}.toml"))).unwrap();
        file.set_len(1_000_000).unwrap();
    }
    assert_eq!(codes(folder.path()), ["too-large"]);
}

#[test]
fn files_in_memory_are_held_to_the_same() {
    let mut files = tiny();
    files.insert("../evil.toml".into(), Vec::new());
    files.insert("big.toml".into(), vec![b' '; 1_000_001]);
    let codes: Vec<_> = load(&files).diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["file-name", "too-large"]);
}

#[test]
fn deep_and_binary_files_are_said() {
    for bytes in [
        format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes(),
        vec![0xFF, 0xFE, 0x00],
        b"\0\0\0\0".to_vec(),
    ] {
        let mut files = tiny();
        files.insert("screening.toml".into(), bytes);
        let loaded = load(&files);
        assert!(loaded.content.is_none());
        assert!(
            loaded
                .diagnostics
                .iter()
                .any(|d| d.file == "screening.toml")
        );
    }
}

#[test]
fn of_very_many_mistakes_the_first_are_said() {
    let mut files = tiny();
    let rules: Vec<_> = (0..20_000)
        .map(|n| format!("[rule.r{n}]\nwen = \"hot-knee\"\n"))
        .collect();
    files.insert("screening.toml".into(), rules.concat().into_bytes());
    let loaded = load(&files);
    assert_eq!(loaded.diagnostics.len(), plinth_pack::diagnostic::MOST_SAID);
    assert!(loaded.content.is_none());
}

#[test]
fn the_digests_of_format_1_are_pinned() {
    let digests = digest::of(&tiny());
    assert_eq!(
        (digests.whole.as_str(), digests.deciding.as_str()),
        (
            "341d5b23e2da09e35562d70c2fff8569276d6a92f856abcc6f93c8cb0de431ef",
            "7db371921412e0be919ed860a5638e4cd10ad6d6098e6eb6c795f5914fe752fc"
        )
    );
}

#[test]
fn only_what_decides_changes_the_deciding_digest() {
    let before = digest::of(&tiny());
    let with = |path: &str| {
        let mut files = tiny();
        files.entry(path.into()).or_default().push(b'\n');
        digest::of(&files)
    };
    for path in [
        "sheet.toml",
        "pack.toml",
        "evidence.toml",
        "information.toml",
        "cases/all.toml",
    ] {
        let after = with(path);
        assert_ne!(after.whole, before.whole, "{path}");
        assert_eq!(after.deciding, before.deciding, "{path}");
    }
    for path in [
        "screening.toml",
        "checkin.toml",
        "cautions.toml",
        "programs/knee.toml",
        "exercises/ex-01-bend.toml",
    ] {
        assert_ne!(with(path).deciding, before.deciding, "{path}");
    }
}
