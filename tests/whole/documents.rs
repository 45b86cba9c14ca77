//! Every command that the documents show is run, in the order of the document.

use std::{fmt::Write as _, fs, path::PathBuf, process::Command};

use crate::plinth::{self, Place};

/// The `sh` blocks of a document.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "```sh" {
            let block = lines.by_ref().take_while(|line| line.trim() != "```");
            blocks.push(block.fold(String::new(), |mut block, line| {
                let _ = writeln!(block, "{line}");
                block
            }));
        }
    }
    blocks
}

fn documents() -> Vec<PathBuf> {
    let root = super::root();
    let mut all: Vec<PathBuf> = fs::read_dir(root.join("docs"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .chain([root.join("README.md")])
        .collect();
    all.sort();
    all
}

#[test]
fn every_command_in_the_documents_runs() {
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        let blocks = blocks(&text);
        if blocks.is_empty() {
            continue;
        }
        // As in a clean clone, but with the binary that is built already.
        let place = Place::new();
        for folder in ["packs", "docs"] {
            let there = place.path().join(folder);
            std::os::unix::fs::symlink(super::root().join(folder), there).unwrap();
        }
        let mut path = plinth::binary().parent().unwrap().as_os_str().to_owned();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap());
        let mut script = String::from("set -eu\n");
        for (n, block) in blocks.iter().enumerate() {
            let block = block.replace("cargo run --release --", "plinth");
            let _ = writeln!(script, "echo 'block {}:' >&2\n{block}", n + 1);
        }
        let output = Command::new("bash")
            .arg("-c")
            .arg(&script)
            .current_dir(place.path())
            .env_clear()
            .env("HOME", place.path())
            .env("PATH", &path)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}:\n{}{}",
            document.display(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn blocks_are_found() {
    let text = "a\n```sh\nplinth demo\n```\n```toml\nx = 1\n```\n  ```sh\nls\n  ```\n";
    assert_eq!(blocks(text), ["plinth demo\n", "ls\n"]);
}
