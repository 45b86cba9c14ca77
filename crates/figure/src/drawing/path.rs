//! Paths: where they go, and how far they reach.

use glam::DVec2;

use super::{Color, Fill, Ink, Stroke};

/// A place on the drawing, in mm from its upper left corner; y grows downward.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right, mm.
    pub x: f64,
    /// Downward, mm.
    pub y: f64,
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Begins a contour.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Cubic(Point, Point, Point),
    /// Closes the contour.
    Close,
}

/// A path in drawing order: a later one covers an earlier one.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Its contours.
    pub segments: Vec<Segment>,
    /// The area inside, by the even-odd rule.
    pub fill: Option<Fill>,
    /// The line along it and the line's width in mm.
    pub stroke: Option<(Stroke, f64)>,
}

/// A circle.
pub fn circle(middle: Point, radius: f64) -> Vec<Segment> {
    /// How far the control points of a quarter go.
    const ROUND: f64 = 0.552_284_8;
    let at = |x: f64, y: f64| Point {
        x: middle.x + x * radius,
        y: middle.y + y * radius,
    };
    vec![
        Segment::Move(at(1.0, 0.0)),
        Segment::Cubic(at(1.0, ROUND), at(ROUND, 1.0), at(0.0, 1.0)),
        Segment::Cubic(at(-ROUND, 1.0), at(-1.0, ROUND), at(-1.0, 0.0)),
        Segment::Cubic(at(-1.0, -ROUND), at(-ROUND, -1.0), at(0.0, -1.0)),
        Segment::Cubic(at(ROUND, -1.0), at(1.0, -ROUND), at(1.0, 0.0)),
        Segment::Close,
    ]
}

/// The line from where a contour is to where it began, where these are not one place.
fn closing(at: Option<Point>, start: Option<Point>) -> Option<[Point; 2]> {
    let (from, to) = at.zip(start)?;
    (from != to).then_some([from, to])
}

/// A place on a cubic curve, from 0 to 1.
pub(crate) fn on_curve([from, a, b, to]: [DVec2; 4], t: f64) -> DVec2 {
    let s = 1.0 - t;
    from * (s * s * s) + a * (3.0 * s * s * t) + b * (3.0 * s * t * t) + to * (t * t * t)
}

impl Path {
    /// A line of a width, mm, without an area.
    pub const fn line(segments: Vec<Segment>, stroke: Stroke, width: f64) -> Self {
        Self {
            segments,
            fill: None,
            stroke: Some((stroke, width)),
        }
    }

    /// An area without a line round it.
    pub const fn area(segments: Vec<Segment>, fill: Fill) -> Self {
        Self {
            segments,
            fill: Some(fill),
            stroke: None,
        }
    }

    /// Its lines with curves as eight straight pieces, mm. An area is closed.
    pub fn edges(&self) -> Vec<[Point; 2]> {
        const PIECES: u32 = 8;
        let mut made = Vec::with_capacity(self.segments.len() * 4);
        let mut start: Option<Point> = None;
        let mut at: Option<Point> = None;
        for segment in &self.segments {
            match *segment {
                Segment::Move(to) => {
                    if self.fill.is_some() {
                        made.extend(closing(at, start));
                    }
                    (start, at) = (Some(to), Some(to));
                }
                Segment::Line(to) => {
                    made.extend(at.map(|from| [from, to]));
                    at = Some(to);
                }
                Segment::Cubic(a, b, to) => {
                    let from = at.unwrap_or(a);
                    let curve = [from, a, b, to].map(|at| DVec2::new(at.x, at.y));
                    let mut last = from;
                    for piece in 1..=PIECES {
                        let next = on_curve(curve, f64::from(piece) / f64::from(PIECES));
                        let next = Point {
                            x: next.x,
                            y: next.y,
                        };
                        made.push([last, next]);
                        last = next;
                    }
                    at = Some(to);
                }
                Segment::Close => {
                    made.extend(closing(at, start));
                    at = start;
                }
            }
        }
        if self.fill.is_some() {
            made.extend(closing(at, start));
        }
        made
    }

    /// The least and the greatest of its places, with half the width of its line; mm. None where nothing is drawn.
    pub fn bounds(&self) -> Option<[Point; 2]> {
        let half = self.stroke.map_or(0.0, |(_, width)| width / 2.0);
        let edges = self.edges();
        edges.iter().flatten().fold(None, |all, at| {
            let [low, high] = all.unwrap_or([*at, *at]);
            let low = Point {
                x: low.x.min(at.x - half),
                y: low.y.min(at.y - half),
            };
            let high = Point {
                x: high.x.max(at.x + half),
                y: high.y.max(at.y + half),
            };
            Some([low, high])
        })
    }

    /// What is printed of it: the color of the area, and of the line with the line's width in mm.
    pub fn inked(&self, ink: Ink) -> (Option<Color>, Option<(Color, f64)>) {
        let stroke = self
            .stroke
            .and_then(|(stroke, width)| Some((stroke.color(ink)?, width)));
        (self.fill.and_then(|fill| fill.color(ink)), stroke)
    }

    /// The same elsewhere, mm.
    #[must_use]
    pub fn moved(&self, right: f64, down: f64) -> Self {
        self.each(|at| Point {
            x: at.x + right,
            y: at.y + down,
        })
    }

    /// The same, so many times as large; its lines get thinner or thicker by the root of that.
    #[must_use]
    pub fn scaled(&self, times: f64) -> Self {
        let larger = self.each(|at| Point {
            x: at.x * times,
            y: at.y * times,
        });
        Self {
            stroke: self
                .stroke
                .map(|(stroke, width)| (stroke, width * times.sqrt())),
            ..larger
        }
    }

    pub(super) fn each(&self, of: impl Fn(Point) -> Point) -> Self {
        let segments = self.segments.iter().map(|segment| match *segment {
            Segment::Move(to) => Segment::Move(of(to)),
            Segment::Line(to) => Segment::Line(of(to)),
            Segment::Cubic(a, b, to) => Segment::Cubic(of(a), of(b), of(to)),
            Segment::Close => Segment::Close,
        });
        Self {
            segments: segments.collect(),
            ..*self
        }
    }
}
