//! Figures as a printer without color and with one bit a dot makes them, at the size of a sheet.

#![allow(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    reason = "tests of pictures"
)]

mod common;

use common::written;
use glam::DVec2;
use plinth_figure::{
    drawing::{Drawing, Fill, Ink, Path, Point, Segment, Stroke},
    figure::draw,
    panels,
    person::Person,
    png,
    side::Side,
};
use tiny_skia::Pixmap;

/// Of a printer that is worse than those that are sold.
const DOTS: f64 = 150.0;
const INCH: f64 = 25.4;
/// The frames of a card in standard print, mm: beside the steps, and the narrow one of a low card.
const FRAMES: [(f64, f64); 2] = [(58.0, 24.0), (40.0, 26.0)];

/// A picture of one bit a dot.
struct Bits {
    wide: i64,
    high: i64,
    black: Vec<bool>,
}

impl Bits {
    fn of(drawing: &Drawing, dots: f64) -> Self {
        let map = Pixmap::decode_png(&png::write(drawing, Ink::Black, dots).unwrap()).unwrap();
        let black = map.data().chunks(4).map(|dot| dot[0] < 128);
        Self {
            wide: i64::from(map.width()),
            high: i64::from(map.height()),
            black: black.collect(),
        }
    }

    fn at(&self, x: i64, y: i64) -> bool {
        (0..self.wide).contains(&x)
            && (0..self.high).contains(&y)
            && self.black[(y * self.wide + x) as usize]
    }

    /// Whether a dot or one beside it is black.
    fn near(&self, at: DVec2) -> bool {
        let (x, y) = (at.x.floor() as i64, at.y.floor() as i64);
        (-1..=1).any(|dx| (-1..=1).any(|dy| self.at(x + dx, y + dy)))
    }
}

/// The arrangement and scale in which a sheet puts panels into a frame.
fn fitted(drawn: &[Drawing], (wide, high): (f64, f64)) -> (Drawing, f64) {
    let all = (1..=drawn.len()).map(|columns| {
        let whole = panels::arranged(drawn, columns);
        let scale = (wide / whole.width).min(high / whole.height);
        (whole, scale)
    });
    let (whole, scale) = all.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
    (whole.legible(scale), scale)
}

/// Places along a path, about so far from each other, mm.
fn sampled(path: &Path, step: f64) -> Vec<Vec<DVec2>> {
    let at = |at: Point| DVec2::new(at.x, at.y);
    let mut lines: Vec<Vec<DVec2>> = Vec::new();
    let mut from = DVec2::ZERO;
    for segment in &path.segments {
        let (a, b, to) = match *segment {
            Segment::Move(to) => {
                from = at(to);
                lines.push(vec![from]);
                continue;
            }
            Segment::Line(to) => (
                from.lerp(at(to), 1.0 / 3.0),
                from.lerp(at(to), 2.0 / 3.0),
                at(to),
            ),
            Segment::Cubic(a, b, to) => (at(a), at(b), at(to)),
            Segment::Close => continue,
        };
        let long = from.distance(a) + a.distance(b) + b.distance(to);
        let count = (long / step).ceil().max(1.0) as u32;
        let line = lines.last_mut().unwrap();
        for k in 1..=count {
            let t = f64::from(k) / f64::from(count);
            let u = 1.0 - t;
            line.push(
                from * (u * u * u)
                    + a * (3.0 * u * u * t)
                    + b * (3.0 * u * t * t)
                    + to * (t * t * t),
            );
        }
        from = to;
    }
    lines
}

/// What is drawn over a path later on, as black.
fn later(whole: &Drawing, path: usize) -> Drawing {
    let over = whole.paths[path + 1..].iter().map(|path| Path {
        segments: path.segments.clone(),
        fill: path.fill.map(|_| Fill::Ink),
        stroke: path.stroke.map(|(_, width)| (Stroke::Outline, width + 0.3)),
    });
    Drawing {
        paths: over.collect(),
        ..whole.clone()
    }
}

/// The longest piece of the lines of a role that is not seen though nothing covers it, in dots, and the share of them that
/// is seen.
fn broken(whole: &Drawing, scale: f64, role: Stroke) -> Option<(usize, f64)> {
    let dots = DOTS * scale;
    let bits = Bits::of(whole, dots);
    let (mut longest, mut seen, mut all) = (0, 0, 0);
    for (number, path) in whole.paths.iter().enumerate() {
        if !matches!(path.stroke, Some((stroke, _)) if stroke == role) {
            continue;
        }
        let over = Bits::of(&later(whole, number), dots);
        for line in sampled(path, INCH / dots) {
            let mut run = 0;
            for at in line {
                let at = at * dots / INCH;
                if over.near(at) {
                    run = 0;
                    continue;
                }
                all += 1;
                if bits.near(at) {
                    run = 0;
                    seen += 1;
                } else {
                    run += 1;
                    longest = longest.max(run);
                }
            }
        }
    }
    (all > 0).then(|| (longest, f64::from(seen) / f64::from(all)))
}

#[test]
fn hz_34_outlines_of_figures_are_whole_with_one_bit_a_dot_at_the_size_of_a_sheet() {
    for (name, text) in written() {
        let drawn = draw(&text, Person::default(), Side::Right).unwrap();
        for frame in FRAMES {
            let (whole, scale) = fitted(&drawn, frame);
            let (longest, seen) = broken(&whole, scale, Stroke::Outline).unwrap();
            assert!(
                longest == 0 && seen > 0.999,
                "{name} in {frame:?}, {scale:.2} of its size: a gap of {longest} dots, {seen:.4} is seen"
            );
        }
    }
}

/// Figures whose region that works is turned away from the reader in all panels, and is named in the words of the card only.
const UNSEEN: [(&str, &str); 1] = [("EX-21", "the lower back of who is seen from the front")];

#[test]
fn hz_34_lines_between_skin_and_skin_are_seen_with_one_bit_a_dot_at_the_size_of_a_sheet() {
    let mut folded = 0;
    for (name, text) in written() {
        let drawn = draw(&text, Person::default(), Side::Right).unwrap();
        for frame in FRAMES {
            let (whole, scale) = fitted(&drawn, frame);
            let Some((_, seen)) = broken(&whole, scale, Stroke::Fold) else {
                continue;
            };
            assert!(
                seen > 0.9,
                "{name} in {frame:?}, {scale:.2} of its size: {seen:.3}"
            );
            folded += 1;
        }
    }
    assert!(folded >= 50, "{folded}");
}

#[test]
fn hz_34_what_works_is_hatched_with_one_bit_a_dot_at_the_size_of_a_sheet() {
    let mut hatched = 0;
    for (name, text) in written() {
        let own = text.panels.iter().any(|panel| panel.works.is_some());
        if text.works.is_empty() && !own {
            continue;
        }
        let drawn = draw(&text, Person::default(), Side::Right).unwrap();
        for frame in FRAMES {
            let (whole, scale) = fitted(&drawn, frame);
            let lines = broken(&whole, scale, Stroke::Hatch);
            let known = UNSEEN.iter().any(|(exercise, _)| *exercise == name);
            assert_eq!(
                lines.is_none(),
                known,
                "{name}: whether what works is seen from there"
            );
            let Some((_, seen)) = lines else { continue };
            assert!(
                seen > 0.9,
                "{name} in {frame:?}, {scale:.2} of its size: {seen:.3}"
            );
            hatched += 1;
        }
    }
    assert!(hatched >= 50, "{hatched}");
}

#[test]
fn a_line_that_is_too_thin_is_found_broken() {
    let (name, text) = written().pop_first().unwrap();
    let drawn = draw(&text, Person::default(), Side::Right).unwrap();
    let (mut whole, scale) = fitted(&drawn, FRAMES[0]);
    for path in &mut whole.paths {
        if let Some((Stroke::Outline, width)) = &mut path.stroke {
            *width = 0.06;
        }
    }
    let (longest, seen) = broken(&whole, scale, Stroke::Outline).unwrap();
    assert!(longest > 3 && seen < 0.9, "{name}: {longest} {seen:.3}");
}
