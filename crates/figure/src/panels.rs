//! Panels of a figure put together, each with its number.

use crate::drawing::{Drawing, Fill, Path, Point, Segment, Stroke, circle};

/// Between two panels, mm.
const GAP: f64 = 4.0;
/// Radius of the disc round a number, mm.
const DISC: f64 = 2.8;

/// The most panels of a figure, for so many numbers can be drawn.
pub const MOST: usize = 4;

/// Panels in rows of so many, each numbered where there are several. They stand on a common ground in their row.
pub fn arranged(panels: &[Drawing], columns: usize) -> Drawing {
    let columns = columns.max(1);
    let mut made = Drawing {
        width: 0.0,
        height: 0.0,
        alternative: String::new(),
        wrong: false,
        paths: Vec::new(),
    };
    let mut number = 0;
    for row in panels.chunks(columns) {
        let high = row.iter().map(|panel| panel.height).fold(0.0, f64::max);
        let top = if made.height > 0.0 {
            made.height + GAP
        } else {
            0.0
        };
        let mut left = 0.0;
        for panel in row {
            if left > 0.0 {
                left += GAP;
            }
            let beside = if panels.len() > 1 && !has_room(panel) {
                2.0 * DISC
            } else {
                0.0
            };
            let (x, y) = (left + beside, top + high - panel.height);
            made.paths
                .extend(panel.paths.iter().map(|path| path.moved(x, y)));
            number += 1;
            if panels.len() > 1 {
                numbered(
                    number,
                    panel.wrong,
                    Point {
                        x: left + DISC,
                        y: y + DISC + 0.3,
                    },
                    &mut made.paths,
                );
            }
            left = x + panel.width;
        }
        made.width = made.width.max(left);
        made.height = top + high;
    }
    made
}

/// Whether the number has room in the upper left corner of a panel.
fn has_room(panel: &Drawing) -> bool {
    let side = 2.0 * DISC + 1.6;
    let ends = panel.paths.iter().flat_map(|path| &path.segments);
    !ends
        .filter_map(|segment| match *segment {
            Segment::Move(at) | Segment::Line(at) | Segment::Cubic(_, _, at) => Some(at),
            Segment::Close => None,
        })
        .any(|at| at.x < side && at.y < side)
}

/// A number in a disc, or a cross where it is the wrong way.
fn numbered(number: usize, wrong: bool, at: Point, paths: &mut Vec<Path>) {
    let place = |x: f64, y: f64| Point {
        x: at.x + x * DISC,
        y: at.y + y * DISC,
    };
    let curve = |a: [f64; 2], b: [f64; 2], to: [f64; 2]| {
        Segment::Cubic(place(a[0], a[1]), place(b[0], b[1]), place(to[0], to[1]))
    };
    let fill = if wrong { Fill::Wrong } else { Fill::Number };
    paths.push(Path {
        segments: circle(at, DISC),
        fill: Some(fill),
        stroke: None,
    });
    let digit = match number {
        _ if wrong => vec![
            Segment::Move(place(-0.42, -0.42)),
            Segment::Line(place(0.42, 0.42)),
            Segment::Move(place(0.42, -0.42)),
            Segment::Line(place(-0.42, 0.42)),
        ],
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
    paths.push(Path {
        segments: digit,
        fill: None,
        stroke: Some((Stroke::Digit, DISC * 0.22)),
    });
}
