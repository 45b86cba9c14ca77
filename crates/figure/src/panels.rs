//! Panels of a figure put together, each with its number.

use crate::{
    drawing::{Drawing, Fill, Path, Point, Segment, Stroke, circle},
    space::{self, Of, Shape},
};

/// Between two panels, mm.
const GAP: f64 = 3.0;
/// Radius of the disc round a number, mm.
const DISC: f64 = 2.8;
/// The most panels of a figure, for so many numbers can be drawn.
pub const MOST: usize = 4;
/// The upper left corner of a panel that its number takes, mm.
pub(crate) const NUMBER: f64 = 2.0 * DISC + 1.6;

/// How large the wrong way is beside the right one.
const WRONG: f64 = 0.55;
/// Air round it, mm.
const AIR: f64 = 1.0;

/// Panels in rows of so many, each numbered where there are several. They stand on a common ground in their row. The wrong
/// way is smaller, crossed out, where there is room for it.
pub fn arranged(panels: &[Drawing], columns: usize) -> Drawing {
    let columns = columns.max(1);
    let (wrong, right): (Vec<&Drawing>, Vec<&Drawing>) =
        panels.iter().partition(|panel| panel.wrong);
    let mut made = Drawing {
        width: 0.0,
        height: 0.0,
        alternative: String::new(),
        wrong: false,
        paths: Vec::new(),
    };
    let mut number = 0;
    for row in right.chunks(columns) {
        let row: Vec<Drawing> = row
            .iter()
            .map(|panel| {
                number += 1;
                if right.len() > 1 {
                    numbered(panel, number)
                } else {
                    (*panel).clone()
                }
            })
            .collect();
        let high = row.iter().map(|panel| panel.height).fold(0.0, f64::max);
        let top = if made.height > 0.0 {
            made.height + GAP
        } else {
            0.0
        };
        let mut left = 0.0;
        for panel in &row {
            if left > 0.0 {
                left += GAP;
            }
            let y = top + high - panel.height;
            made.paths
                .extend(panel.paths.iter().map(|path| path.moved(left, y)));
            left += panel.width;
        }
        made.width = made.width.max(left);
        made.height = top + high;
    }
    for panel in wrong {
        made = with_wrong(made, panel);
    }
    made
}

/// Adds the wrong way, crossed out, after all others.
fn with_wrong(made: Drawing, panel: &Drawing) -> Drawing {
    let (wide, high) = (panel.width * WRONG, panel.height * WRONG);
    let beside = 1.6 * DISC;
    let (wide, high) = (wide + beside + 2.0 * AIR, high.max(2.0 * DISC) + 2.0 * AIR);
    let end = Point {
        x: made.width,
        y: made.height,
    };
    let shape = Shape::Box(wide, high);
    let corner = space::free(&made, shape, end, Of::Figure);
    let mut whole = space::grown(made, corner, shape);
    let at = Point {
        x: corner.x.max(0.0) + AIR,
        y: corner.y.max(0.0) + AIR,
    };
    let (left, top) = (
        at.x + beside,
        at.y + high - 2.0 * AIR - panel.height * WRONG,
    );
    let small = panel.paths.iter().map(|path| path.scaled(WRONG));
    whole.paths.extend(small.map(|path| path.moved(left, top)));
    crossed(
        Point {
            x: at.x + DISC,
            y: at.y + DISC,
        },
        &mut whole.paths,
    );
    whole
}

/// The cross of the wrong way.
fn crossed(at: Point, paths: &mut Vec<Path>) {
    let place = |x: f64, y: f64| Point {
        x: at.x + x * DISC,
        y: at.y + y * DISC,
    };
    paths.push(Path::area(circle(at, DISC), Fill::Wrong));
    paths.push(Path::line(
        vec![
            Segment::Move(place(-0.42, -0.42)),
            Segment::Line(place(0.42, 0.42)),
            Segment::Move(place(0.42, -0.42)),
            Segment::Line(place(-0.42, 0.42)),
        ],
        Stroke::Digit,
        DISC * 0.26,
    ));
}

/// The panel with its number, in its upper left corner or near it.
fn numbered(panel: &Drawing, number: usize) -> Drawing {
    let round = DISC + 0.3;
    let corner = Point { x: round, y: round };
    let found = space::free(panel, Shape::Disc(round), corner, Of::Numbered);
    let mut whole = space::grown(panel.clone(), found, Shape::Disc(round));
    let at = Point {
        x: found.x.max(0.0) + round,
        y: found.y.max(0.0) + round,
    };
    digit(number, at, &mut whole.paths);
    whole
}

/// A number in a disc.
fn digit(number: usize, at: Point, paths: &mut Vec<Path>) {
    let place = |x: f64, y: f64| Point {
        x: at.x + x * DISC,
        y: at.y + y * DISC,
    };
    let curve = |a: [f64; 2], b: [f64; 2], to: [f64; 2]| {
        Segment::Cubic(place(a[0], a[1]), place(b[0], b[1]), place(to[0], to[1]))
    };
    paths.push(Path::area(circle(at, DISC), Fill::Number));
    let digit = match number {
        1 => vec![
            Segment::Move(place(-0.22, -0.28)),
            Segment::Line(place(0.06, -0.5)),
            Segment::Line(place(0.06, 0.5)),
        ],
        2 => vec![
            Segment::Move(place(-0.3, -0.26)),
            curve([-0.28, -0.62], [0.32, -0.62], [0.3, -0.22]),
            curve([0.28, 0.04], [-0.2, 0.22], [-0.32, 0.5]),
            Segment::Line(place(0.34, 0.5)),
        ],
        3 => vec![
            Segment::Move(place(-0.28, -0.36)),
            curve([-0.12, -0.6], [0.3, -0.56], [0.28, -0.26]),
            curve([0.27, -0.06], [0.08, -0.04], [-0.06, -0.04]),
            curve([0.12, -0.04], [0.33, 0.0], [0.33, 0.22]),
            curve([0.33, 0.58], [-0.16, 0.6], [-0.32, 0.34]),
        ],
        4 => vec![
            Segment::Move(place(0.16, 0.5)),
            Segment::Line(place(0.16, -0.5)),
            Segment::Line(place(-0.34, 0.22)),
            Segment::Line(place(0.34, 0.22)),
        ],
        _ => Vec::new(),
    };
    paths.push(Path::line(digit, Stroke::Digit, DISC * 0.22));
}
