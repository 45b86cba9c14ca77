//! The pack that comes with the program is in our own words: no run of eight words is that of a source.
//!
//! The sources are no part of the project. Where their texts lie beside it, in `../shared/seeds` or in the folder that
//! `PLINTH_SOURCES` names, the pack is compared with them; elsewhere the test says that it was skipped.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

use plinth_pack::folder;

/// So many words in a row are no longer by chance.
const RUN: usize = 8;

/// The words of a text, without case and marks.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .replace(['\'', '’'], "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Each run of words in one of the sources, by the source's name.
fn runs(sources: &BTreeMap<String, String>) -> BTreeMap<Vec<String>, &str> {
    let mut runs = BTreeMap::new();
    for (name, text) in sources {
        for run in words(text).windows(RUN) {
            runs.entry(run.to_vec()).or_insert(name.as_str());
        }
    }
    runs
}

/// The texts of a file of a pack: each string by itself, so that no run goes from one to the next.
fn texts(value: &toml::Value, into: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => into.push(text.clone()),
        toml::Value::Array(items) => items.iter().for_each(|item| texts(item, into)),
        toml::Value::Table(table) => table.values().for_each(|value| texts(value, into)),
        _ => {}
    }
}

/// What a pack's files take over from the sources, each run with the file and the source.
fn taken_over(files: &BTreeMap<String, String>, sources: &BTreeMap<String, String>) -> Vec<String> {
    let runs = runs(sources);
    let mut found = Vec::new();
    for (path, text) in files {
        let mut all = Vec::new();
        texts(&toml::from_str(text).unwrap(), &mut all);
        for text in &all {
            for run in words(text).windows(RUN) {
                if let Some(source) = runs.get(run) {
                    found.push(format!("{path}: \"{}\" is in {source}", run.join(" ")));
                }
            }
        }
    }
    found
}

#[test]
fn no_run_of_eight_words_is_that_of_a_source() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let beside = env::var_os("PLINTH_SOURCES")
        .map_or_else(|| project.join("../shared/seeds"), PathBuf::from);
    let Ok(entries) = fs::read_dir(&beside) else {
        eprintln!("skipped: the sources do not lie beside the project");
        return;
    };
    let sources: BTreeMap<String, String> = entries
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let bytes = fs::read(entry.path()).unwrap();
            (name, String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect();
    assert!(
        runs(&sources).len() > 1000,
        "the sources hold hardly a text to compare with"
    );
    let files: BTreeMap<String, String> = folder::read(&project.join("packs/sciatica"))
        .unwrap()
        .into_iter()
        .filter(|(path, _)| {
            Path::new(path)
                .extension()
                .is_some_and(|kind| kind == "toml")
        })
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect();
    assert!(files.len() > 40, "{} files", files.len());
    let found = taken_over(&files, &sources);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn eight_words_of_a_source_are_found_and_seven_are_not() {
    let one = |name: &str, text: &str| BTreeMap::from([(name.to_owned(), text.to_owned())]);
    let source = one(
        "source.txt",
        "At first one bends the knee a little,\nthen one doesn't bend it more.",
    );
    let file = |text: &str| one("a.toml", &format!("[topic]\ntext = [\"{text}\"]\n"));
    let eight = file("So: BENDS the knee a little - then one doesn’t.");
    assert_eq!(
        taken_over(&eight, &source),
        ["a.toml: \"bends the knee a little then one doesnt\" is in source.txt"]
    );
    let seven = file("So bends the knee a little, then one does.");
    assert!(taken_over(&seven, &source).is_empty());
    let two_texts = file("bends the knee a\", \"little then one doesnt");
    assert!(taken_over(&two_texts, &source).is_empty());
}
