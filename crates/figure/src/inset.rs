//! An inset: a part of a panel, magnified in a round frame beside it.

use glam::{DVec2, DVec3};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    drawing::{Drawing, Fill, Path, Point, Segment, Stroke, circle},
    figure::{Mark, SCALE},
    scene::View,
    side::Side,
    skeleton::Skeleton,
    space::{self, Page, Shape},
};

/// How much larger the part is in an inset.
const TIMES: f64 = 1.9;
/// Width of its frame, mm.
const FRAME: f64 = 0.6;
/// Width of the ring round the place and of the line between, mm.
const LEADER: f64 = 0.3;
/// Air round the frame, mm.
const AIR: f64 = 0.5;

/// A part that an inset shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Inset {
    /// The working foot.
    Foot,
    /// The other foot.
    OtherFoot,
    /// The pelvis with the lower back, from straight aside: what is under the back is seen.
    Pelvis,
    /// Both knees, from the feet.
    Knees,
    /// The head.
    Head,
}

/// What an inset looks at.
pub(crate) struct Lens {
    /// How it looks.
    pub(crate) view: View,
    /// The middle and the radius of what it shows, on the paper of the panel, m.
    place: (DVec2, f64),
    /// The same on its own paper.
    own: (DVec2, f64),
}

impl Inset {
    /// Whether the arrow of a part is drawn in it, and not in the panel.
    pub(crate) fn shows(self, part: Mark) -> bool {
        matches!(
            (self, part),
            (Self::Foot, Mark::Toes)
                | (Self::Pelvis, Mark::Pelvis | Mark::LowBack)
                | (Self::Knees, Mark::Knee | Mark::OtherKnee)
                | (Self::Head, Mark::Head)
        )
    }

    /// The inset of a panel that is seen so.
    pub(crate) fn lens(self, (view, side): (View, Side), made: &Skeleton) -> Lens {
        let foot = |side: usize| {
            let leg = &made.legs[side];
            (leg.ankle + leg.foot * DVec3::new(0.080, 0.005, 0.0), 0.155)
        };
        let (at, radius) = match self {
            Self::Foot => foot(side.index()),
            Self::OtherFoot => foot(side.other().index()),
            Self::Pelvis => {
                let (at, frame) = made.at(0.11);
                (at - frame.x_axis * 0.05, 0.14)
            }
            Self::Knees => (made.legs[0].knee.lerp(made.legs[1].knee, 0.5), 0.15),
            Self::Head => (made.head.lerp(made.neck, 0.2), 0.16),
        };
        let looks = match self {
            Self::Pelvis => View {
                elevation: 0.0,
                shear: 0.0,
                ..view
            },
            Self::Knees => View {
                azimuth: match side {
                    Side::Right => 78.0,
                    Side::Left => 102.0,
                },
                elevation: 14.0,
                shear: 0.0,
                ..view
            },
            _ => view,
        };
        let looks = looks.magnified(TIMES);
        Lens {
            view: looks,
            place: (view.project(at).truncate(), radius),
            own: (looks.project(at).truncate(), radius * TIMES),
        }
    }
}

impl Lens {
    /// The middle and the radius of what is seen, on its own paper, m.
    pub(crate) fn disc(&self) -> (DVec2, f64) {
        self.own
    }

    /// A way on the paper of the panel, on its own paper.
    pub(crate) fn way(&self, way: &[DVec2]) -> Vec<DVec2> {
        let (from, to) = (self.place.0, self.own.0);
        way.iter().map(|at| to + (*at - from) * TIMES).collect()
    }

    /// The middle of its place, on the paper of the panel, m.
    pub(crate) fn at(&self) -> DVec2 {
        self.place.0
    }

    /// From its own paper to mm from its middle.
    pub(crate) fn to_paper(&self, at: DVec2) -> Point {
        let off = (at - self.own.0) * SCALE;
        Point { x: off.x, y: off.y }
    }

    /// A panel with the inset where it has room; `at` is the place of its middle on the panel, mm.
    pub(crate) fn beside(&self, page: Page, at: Point, inside: &[Path]) -> Drawing {
        let (ring, radius) = (self.place.1 * SCALE, self.own.1 * SCALE);
        let around = Point {
            x: at.x - ring - LEADER,
            y: at.y - ring - LEADER,
        };
        let page = page.grown(around, ring + LEADER);
        let at = Point {
            x: at.x - around.x.min(0.0),
            y: at.y - around.y.min(0.0),
        };
        let round = radius + FRAME / 2.0 + AIR;
        let above = Point {
            x: at.x,
            y: at.y - ring - radius,
        };
        let corner = page.free_disc(round, above);
        let panel = page.drawing;
        let middle = Point {
            x: corner.x + round,
            y: corner.y + round,
        };
        let mut paths = panel.paths;
        let disc = |at: Point, radius: f64, fill: Option<Fill>, width: f64| Path {
            segments: circle(at, radius),
            fill,
            stroke: Some((Stroke::Outline, width)),
        };
        paths.push(disc(at, ring, None, LEADER));
        let (x, y) = (middle.x - at.x, middle.y - at.y);
        let far = x.hypot(y);
        if far > ring + radius {
            let along = |length: f64| Point {
                x: at.x + x * length / far,
                y: at.y + y * length / far,
            };
            paths.push(Path::line(
                vec![
                    Segment::Move(along(ring)),
                    Segment::Line(along(far - radius)),
                ],
                Stroke::Outline,
                LEADER,
            ));
        }
        paths.push(disc(middle, radius, Some(Fill::Halo), FRAME));
        // An arrow may stick out of the frame.
        let (mut low, mut high) = (corner, corner);
        high.x += 2.0 * round;
        high.y += 2.0 * round;
        for path in inside {
            let path = path.moved(middle.x, middle.y);
            if let Some([least, most]) = path.bounds() {
                (low.x, low.y) = (low.x.min(least.x), low.y.min(least.y));
                (high.x, high.y) = (high.x.max(most.x), high.y.max(most.y));
            }
            paths.push(path);
        }
        paths.push(disc(middle, radius, None, FRAME));
        let whole = Drawing { paths, ..panel };
        space::grown(whole, low, Shape::Box(high.x - low.x, high.y - low.y))
    }
}
