//! `docs/hazards.md`, `docs/architecture.md` and `docs/formats.md` name tests. Every one of them exists.

use std::{collections::BTreeSet, fs};

/// Names of all `#[test]` functions of the project, those inside `proptest!` too.
fn tests() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in ["crates", "tests"].into_iter().flat_map(super::rust_files) {
        let text = fs::read_to_string(file).unwrap();
        let mut is_test = false;
        for line in text.lines().map(str::trim) {
            if line == "#[test]" {
                is_test = true;
            } else if let Some(rest) = line.strip_prefix("fn ").filter(|_| is_test) {
                names.insert(rest.split(['(', '<']).next().unwrap().to_string());
                is_test = false;
            }
        }
    }
    names
}

/// What stands as `test: name` in backticks: `` `test: inv_01_…` ``.
fn named_in(document: &str) -> Vec<String> {
    let text = fs::read_to_string(super::root().join(document)).unwrap();
    text.split("`test: ")
        .skip(1)
        .map(|rest| rest.split('`').next().unwrap().trim().to_string())
        .collect()
}

#[test]
fn every_named_test_exists() {
    let tests = tests();
    let mut lost = Vec::new();
    for document in ["docs/hazards.md", "docs/architecture.md", "docs/formats.md"] {
        let named = named_in(document);
        assert!(named.len() > 3, "{document} names tests as `test: name`");
        lost.extend(
            named
                .into_iter()
                .filter(|name| !tests.contains(name))
                .map(|name| format!("{document}: {name}")),
        );
    }
    assert!(lost.is_empty(), "named, but not there: {lost:#?}");
}

#[test]
fn every_hazard_has_its_row() {
    let text = fs::read_to_string(super::root().join("docs/hazards.md")).unwrap();
    for number in 1..=44 {
        let row = format!("| HZ-{number:02} |");
        assert!(text.contains(&row), "{row} is missing");
    }
}

#[test]
fn the_hazards_of_this_stage_are_held_by_tests() {
    let text = fs::read_to_string(super::root().join("docs/hazards.md")).unwrap();
    for number in [1, 3, 4, 7, 8, 11, 15, 16, 19, 20, 21, 38, 39, 41] {
        let row = text
            .lines()
            .find(|line| line.starts_with(&format!("| HZ-{number:02} |")))
            .unwrap();
        assert!(row.contains("`test: "), "no test: {row}");
    }
}
