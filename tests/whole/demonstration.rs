//! The demonstration, as somebody sees it who has just got the program.

use std::{fs, path::Path, process::Command};

use crate::plinth::Place;

/// What a sheet says, as it is laid out.
fn words(sheet: &Path) -> String {
    let text = Command::new("pdftotext")
        .arg("-layout")
        .args([sheet, Path::new("-")])
        .output()
        .unwrap();
    String::from_utf8(text.stdout).unwrap()
}

/// The most bytes that a sheet may have, by how many exercises are on it: with every figure and small picture.
fn most(exercises: usize) -> u64 {
    match exercises {
        0 => 30_000,
        1..=4 => 60_000,
        more => 60_000 + 12_500 * (more as u64 - 4),
    }
}

#[test]
fn hz_37_the_demonstration_runs_again_and_all_its_sheets_are_samples() {
    let place = Place::new();
    let first = place.run(["demo"]).ended(0);
    for needed in [
        "PROCEED",
        "CAUTION",
        "INCOMPLETE",
        "SAME-DAY",
        "EMERGENCY",
        "SAMPLE",
        "saddle-numbness",
    ] {
        assert!(first.out.contains(needed), "{needed}:\n{}", first.out);
    }
    let second = place.run(["demo"]).ended(0);
    assert!(second.out.contains("plinth-demo-2"), "{}", second.out);
    assert_eq!(place.run(["demo", "--out", "plinth-demo"]).code, 2);
    let mut exercises = Vec::new();
    for entry in fs::read_dir(place.path().join("plinth-demo")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "pdf") {
            continue;
        }
        let text = words(&path);
        let pages = text.matches('\u{c}').count().max(1);
        assert!(
            text.to_uppercase().matches("SAMPLE").count() >= pages,
            "{}: {text}",
            path.display()
        );
        // A line of each card.
        let cards = text.matches("Make it easier").count();
        let bytes = fs::metadata(&path).unwrap().len();
        assert!(
            bytes <= most(cards),
            "{}: {bytes} bytes for {cards} exercises",
            path.display()
        );
        exercises.push(cards);
    }
    exercises.sort_unstable();
    assert_eq!(exercises, [0, 3, 4, 4, 4, 5]);
}
