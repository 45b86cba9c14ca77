//! What docs/figures.md says of numbers is what is refused.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail as tests do"
)]

mod common;

use std::fs;

use common::figure;
use plinth_figure::{
    body::Build,
    figure::{FigureError, check},
    pose::Fault,
};

/// The keys of the table with their limits.
fn told() -> Vec<(String, f64, f64)> {
    let document = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/figures.md");
    let text = fs::read_to_string(document).unwrap();
    let table = text
        .split("| key | positive is | from | to |")
        .nth(1)
        .unwrap();
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, key, _, least, most, _] = cells[..] else {
            panic!("{row}");
        };
        let number = |cell: &str| cell.parse().unwrap();
        (
            key.trim_matches('`').to_owned(),
            number(least),
            number(most),
        )
    })
    .collect()
}

#[test]
fn how_far_each_key_goes_is_as_the_document_says() {
    let told = told();
    assert_eq!(told.len(), 26);
    for (key, least, most) in told {
        let said = match key.split_once('.') {
            Some((side, key)) => format!("{side} = {{ {key} = 999 }}"),
            None => format!("{key} = 999"),
        };
        let text = figure(&format!(
            "exercise = 'EX-01'\npanel = [{{ pose = {{ base = 'standing', {said} }} }}]"
        ));
        let Err(FigureError::Pose { fault, .. }) = check(&text, Build::STRAIGHT) else {
            panic!("{key}");
        };
        let limits = match fault.fault {
            Fault::Limit { least, most, .. } | Fault::Range { least, most, .. } => (least, most),
            other => panic!("{key}: {other:?}"),
        };
        assert_eq!(fault.key, key);
        assert!(limits == (least, most), "{key}: {limits:?}");
    }
}
