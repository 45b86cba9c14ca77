//! Shapes that sheets are drawn with. Each sign has its own outline, so that it is told apart without color.

use crate::draw::{Ink, MM_PER_PT, Path, Point, Step};

/// How far the handles of a curve stand from its ends for a quarter of a circle of radius 1.
const QUARTER: f32 = 0.552_284_8;

/// A horizontal rule, as wide as given and `thick` points thick, below `at`.
pub(crate) fn rule(at: Point, width: f32, thick: f32, ink: Ink) -> Path {
    let middle = at.1 + thick * MM_PER_PT / 2.0;
    line((at.0, middle), (at.0 + width, middle), thick, ink)
}

/// A straight line; thickness in points.
pub(crate) fn line(from: Point, to: Point, thick: f32, ink: Ink) -> Path {
    Path {
        steps: vec![Step::Move(from), Step::Line(to)],
        closed: false,
        fill: None,
        stroke: Some((ink, thick)),
    }
}

/// A filled shape.
pub(crate) fn fill(steps: Vec<Step>, ink: Ink) -> Path {
    Path {
        steps,
        closed: true,
        fill: Some(ink),
        stroke: None,
    }
}

/// An outline; thickness in points.
pub(crate) fn outline(steps: Vec<Step>, ink: Ink, thick: f32) -> Path {
    Path {
        steps,
        closed: true,
        fill: None,
        stroke: Some((ink, thick)),
    }
}

/// A rectangle with its top left corner at `at`.
pub(crate) fn rectangle(at: Point, size: Point) -> Vec<Step> {
    polygon(&[
        at,
        (at.0 + size.0, at.1),
        (at.0 + size.0, at.1 + size.1),
        (at.0, at.1 + size.1),
    ])
}

fn polygon(points: &[Point]) -> Vec<Step> {
    points
        .iter()
        .enumerate()
        .map(|(at, &point)| {
            if at == 0 {
                Step::Move(point)
            } else {
                Step::Line(point)
            }
        })
        .collect()
}

/// Which corners of a rectangle are round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Round {
    All,
    Left,
    Top,
}

/// A rectangle with round corners.
pub(crate) fn rounded(at: Point, size: Point, radius: f32, round: Round) -> Vec<Step> {
    let (left, top, right, bottom) = (at.0, at.1, at.0 + size.0, at.1 + size.1);
    let radius_if = |is_round| if is_round { radius } else { 0.0 };
    let top_right = radius_if(round != Round::Left);
    let bottom_right = radius_if(round == Round::All);
    let bottom_left = radius_if(round != Round::Top);
    let near = 1.0 - QUARTER;
    let mut steps = vec![
        Step::Move((left + radius, top)),
        Step::Line((right - top_right, top)),
        Step::Curve(
            (right - top_right * near, top),
            (right, top + top_right * near),
            (right, top + top_right),
        ),
        Step::Line((right, bottom - bottom_right)),
        Step::Curve(
            (right, bottom - bottom_right * near),
            (right - bottom_right * near, bottom),
            (right - bottom_right, bottom),
        ),
        Step::Line((left + bottom_left, bottom)),
        Step::Curve(
            (left + bottom_left * near, bottom),
            (left, bottom - bottom_left * near),
            (left, bottom - bottom_left),
        ),
        Step::Line((left, top + radius)),
    ];
    steps.push(Step::Curve(
        (left, top + radius * near),
        (left + radius * near, top),
        (left + radius, top),
    ));
    steps
}

/// A circle in a square of side `size` with its top left corner at `at`.
pub(crate) fn circle(at: Point, size: f32) -> Vec<Step> {
    rounded(at, (size, size), size / 2.0, Round::All)
}

/// The octagon of a stop sign, with a white bar.
pub(crate) fn stop_sign(at: Point, size: f32, ink: Ink) -> Vec<Path> {
    // A regular octagon leaves (2 - √2) / 2 of each side of its square to a corner.
    let cut = size * 0.292_893_2;
    let (left, top, right, bottom) = (at.0, at.1, at.0 + size, at.1 + size);
    let octagon = polygon(&[
        (left + cut, top),
        (right - cut, top),
        (right, top + cut),
        (right, bottom - cut),
        (right - cut, bottom),
        (left + cut, bottom),
        (left, bottom - cut),
        (left, top + cut),
    ]);
    let bar = rectangle(
        (left + size * 0.24, top + size * 0.42),
        (size * 0.52, size * 0.16),
    );
    vec![fill(octagon, ink), fill(bar, Ink::White)]
}

/// The triangle of a warning sign, with its exclamation mark.
pub(crate) fn warning_sign(at: Point, size: f32) -> Vec<Path> {
    let (left, top) = at;
    let triangle = polygon(&[
        (left + size * 0.5, top + size * 0.07),
        (left + size * 0.97, top + size * 0.93),
        (left + size * 0.03, top + size * 0.93),
    ]);
    let stem = polygon(&[
        (left + size * 0.44, top + size * 0.36),
        (left + size * 0.56, top + size * 0.36),
        (left + size * 0.53, top + size * 0.66),
        (left + size * 0.47, top + size * 0.66),
    ]);
    let dot = circle((left + size * 0.44, top + size * 0.72), size * 0.12);
    // The edge is drawn heavier on the larger sign.
    let edge = size * 0.2;
    vec![
        Path {
            steps: triangle,
            closed: true,
            fill: Some(Ink::EaseSign),
            stroke: Some((Ink::EaseWord, edge)),
        },
        fill(stem, Ink::Text),
        fill(dot, Ink::Text),
    ]
}

/// The disc of a go sign, with its tick. Filled in color, an outline in black and white.
pub(crate) fn go_sign(at: Point, size: f32, filled: bool) -> Vec<Path> {
    let inset = if filled { 0.0 } else { size * 0.05 };
    let disc = circle((at.0 + inset, at.1 + inset), size - 2.0 * inset);
    let tick_ink = if filled { Ink::White } else { Ink::GoWord };
    let mut disc = fill(disc, Ink::GoWord);
    if !filled {
        disc.fill = Some(Ink::White);
        disc.stroke = Some((Ink::GoWord, size * 0.2));
    }
    vec![disc, tick(at, size, tick_ink)]
}

/// A tick in a square.
pub(crate) fn tick(at: Point, size: f32, ink: Ink) -> Path {
    let to = |x: f32, y: f32| (at.0 + size * x, at.1 + size * y);
    Path {
        steps: vec![
            Step::Move(to(0.27, 0.52)),
            Step::Line(to(0.44, 0.69)),
            Step::Line(to(0.75, 0.33)),
        ],
        closed: false,
        fill: None,
        stroke: Some((ink, size * 0.36)),
    }
}

/// A circle with a slash: do not.
pub(crate) fn ban_sign(at: Point, size: f32, ink: Ink) -> Vec<Path> {
    let thick = size * 0.34;
    let inset = size * 0.08;
    let ring = circle((at.0 + inset, at.1 + inset), size - 2.0 * inset);
    let from = (at.0 + size * 0.21, at.1 + size * 0.21);
    let to = (at.0 + size * 0.79, at.1 + size * 0.79);
    vec![outline(ring, ink, thick), line(from, to, thick, ink)]
}
