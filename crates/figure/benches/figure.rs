//! How long the figures of the sciatica pack take. `cargo bench -p plinth-figure`
#![allow(clippy::unwrap_used, reason = "a benchmark has nobody to tell")]

#[path = "../../../tests/benches/ratio.rs"]
mod ratio;

use std::{fs, process::ExitCode};

use plinth_figure::{
    drawing::{Drawing, Ink},
    figure::{FigureText, draw},
    panels,
    person::Person,
    png,
    side::Side,
};
use ratio::{At, Row, Table};

fn main() -> ExitCode {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/sciatica/figures");
    let texts: Vec<FigureText> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| toml::from_str(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap())
        .collect();
    let (small, exercises): (Vec<FigureText>, Vec<FigureText>) =
        texts.into_iter().partition(FigureText::is_icon);
    let mut table = Table::default();
    for (what, texts) in [
        (
            "drawing all figures of the sciatica pack's exercises",
            exercises,
        ),
        ("drawing all its small pictures", small),
    ] {
        let all = || -> Vec<Drawing> {
            let drawn = texts
                .iter()
                .map(|text| draw(text, Person::default(), Side::Right).unwrap());
            drawn
                .map(|drawn| panels::arranged(&drawn, drawn.len()))
                .collect()
        };
        let drawn = all();
        table.compare(
            Row {
                what,
                against: "filling their paths at 200 dots an inch (tiny-skia, PNG)",
                at: At::P50,
                bound: None,
            },
            20,
            1,
            all,
            || -> usize {
                let dots = drawn
                    .iter()
                    .map(|drawing| png::write(drawing, Ink::COLOR, 200.0).unwrap().len());
                dots.sum()
            },
        );
    }
    table.finish()
}
