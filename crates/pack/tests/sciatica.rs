//! The pack that comes with the program: whole, proved by its own cases, and watched by them.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{num::NonZero, path::Path};

use plinth_core::content::Content;
use plinth_pack::{
    cases,
    cases::Cases,
    diagnostic::Style,
    evidence::Count,
    folder, load,
    mutate::{self, Part},
};

const TWO: NonZero<usize> = NonZero::new(2).unwrap();

fn sciatica() -> (Content, Cases) {
    let files =
        folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/sciatica")).unwrap();
    let loaded = load(&files);
    let said = plinth_pack::diagnostic::render(&loaded.diagnostics, &files, Style::Plain);
    let content = loaded.content.unwrap_or_else(|| panic!("{said}"));
    let (cases, wrong) = cases::read(&files, &content);
    assert!(
        wrong.is_empty(),
        "{}",
        plinth_pack::diagnostic::render(&wrong, &files, Style::Plain)
    );
    (content, cases)
}

#[test]
fn every_case_of_the_sciatica_pack_holds() {
    let (content, cases) = sciatica();
    let report = cases::run(&content, &cases);
    assert!(report.cases > 80, "{} cases", report.cases);
    let failed: Vec<&String> = report.failed.iter().map(|failed| &failed.message).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn no_statement_of_the_sources_is_lost() {
    let (content, _) = sciatica();
    assert_eq!(
        Count::of(&content).to_string(),
        "376 statements: 370 carried, 6 left out with a reason, 0 neither"
    );
}

#[test]
fn hz_05_every_mistake_in_a_rule_makes_a_case_fail() {
    let (content, cases) = sciatica();
    let mutants = mutate::all(&content).count();
    assert!(mutants > 4000, "{mutants} mutants");
    for part in Part::ALL {
        let survivors = mutate::survivors(&content, &cases, part, TWO).unwrap();
        assert!(survivors.is_empty(), "no case notices: {survivors:#?}");
    }
}

#[test]
fn every_rule_is_seen_to_hold_and_just_not_to_hold() {
    let (content, cases) = sciatica();
    let shown = mutate::shown(&content, &cases);
    assert_eq!(
        shown.len(),
        content.rules.len() + content.check_in.rules.len()
    );
    let unseen: Vec<_> = shown
        .iter()
        .filter(|rule| rule.holds.is_none() || rule.just_not.is_none())
        .collect();
    assert!(unseen.is_empty(), "{unseen:#?}");
}
