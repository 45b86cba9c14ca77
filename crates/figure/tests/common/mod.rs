//! The figures of the sciatica pack, and figures of a line.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail as tests do"
)]

use std::{collections::BTreeMap, fs};

use plinth_figure::{
    body::Build,
    drawing::{Point, Segment},
    figure::FigureText,
    pose::{Room, pose},
    posture::Whole,
    skeleton::Skeleton,
};

/// The figures of the sciatica pack by their exercises.
pub(crate) fn written() -> BTreeMap<String, FigureText> {
    all()
        .filter(|text| !text.is_icon())
        .map(|text| (text.exercise.clone(), text))
        .collect()
}

/// Its small pictures by their cautions and signs.
pub(crate) fn small_pictures() -> BTreeMap<String, FigureText> {
    all()
        .filter(FigureText::is_icon)
        .map(|text| (format!("{}{}", text.caution, text.sign), text))
        .collect()
}

fn all() -> impl Iterator<Item = FigureText> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/sciatica/figures");
    fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
    })
}

/// A figure as an author would write it.
pub(crate) fn figure(toml: &str) -> FigureText {
    toml::from_str(toml).unwrap()
}

/// The postures of each figure with the body in them.
pub(crate) fn each_posture(
    build: Build,
    mut check: impl FnMut(&str, &FigureText, &Whole, &Skeleton),
) {
    for (name, text) in written() {
        let mut whole = Whole::default();
        let mut before: Option<Skeleton> = None;
        for panel in &text.panels {
            whole = panel.pose.after(&whole);
            let room = Room::with(&text.props);
            let made = pose(&whole, build, before.as_ref(), room).unwrap();
            check(&name, &text, &whole, &made);
            before = Some(made);
        }
    }
}

/// The places of a segment, control points too.
pub(crate) fn places_of(segment: &Segment) -> Vec<Point> {
    match *segment {
        Segment::Move(a) | Segment::Line(a) => vec![a],
        Segment::Cubic(a, b, c) => vec![a, b, c],
        Segment::Close => Vec::new(),
    }
}
