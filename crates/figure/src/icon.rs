//! Small pictures, for 12 to 16 mm: what not to do, inside a circle with a slash, and signs of the day. Lines are as wide as they
//! must be at that size, and little is shown beside the posture.

use glam::{DVec2, DVec3};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    arrow,
    body::dressed,
    drawing::{Drawing, Fill, Path, Point, Segment, Stroke, circle, on_curve},
    figure::{FigureError, FigureText, PanelText, Refused, posed_for},
    person::Person,
    scene::{Scene, View},
    side::Side,
    skeleton::Skeleton,
    things::{stands, things},
    trace::{self, Contour, Piece},
};

/// Height and width, mm.
pub const SIZE: f64 = 15.0;
/// Width of the body's outline, mm: more than a dot at 150 dots an inch, at 12 mm too.
pub const OUTLINE: f64 = 0.25;
const THIN: f64 = 0.18;
/// Width of circle and slash, mm.
pub const BAN: f64 = 1.05;
/// The paper's color between slash and body, mm.
const CLEAR: f64 = 0.3;
/// Between circle and body, mm.
const INSIDE: f64 = 0.3;
/// Width of what stands beside a sign's body, and its gap, mm.
const BESIDE: [f64; 2] = [6.4, 0.5];
/// How far a line may lie from what is seen, m: half a tenth of a millimeter on paper.
const ERROR: f64 = 0.005;
/// A shorter curve is drawn straight, mm.
const SHORT: f64 = 0.6;
/// An area that spans less is not seen, mm.
const SPECK: f64 = 0.35;
/// By less than this a line need not turn, mm.
const FINE: f64 = 0.06;
/// The most that stands beside a sign's body.
const MOST_BESIDE: usize = 3;
/// Arrows against those of an exercise.
const ARROW: f64 = 0.66;
/// The longest that 1 m of the room is on the paper, mm.
const LARGEST: f64 = 14.0;

/// What stands beside the body in a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Beside {
    /// Three waves: warm.
    Heat,
    /// A snowflake: cold.
    Cold,
    /// A clock with so many minutes of an hour marked, and an arrow round it: each time so long.
    Timer(u8),
}

impl FigureText {
    /// Whether it is one small picture, not panels of an exercise.
    pub fn is_icon(&self) -> bool {
        !(self.caution.is_empty() && self.sign.is_empty())
    }

    /// Refuses what this kind of figure does not show.
    pub(crate) fn fits_its_kind(&self) -> Result<(), FigureError> {
        if !self.caution.is_empty() && self.panels.len() > 1 {
            return Err(FigureError::Several);
        }
        let any = |is: fn(&PanelText) -> bool| self.panels.iter().any(is);
        let of_signs = [
            (!self.beside.is_empty(), "beside"),
            (any(|panel| panel.plumb), "plumb"),
        ];
        let of_exercises = [
            (!self.works.is_empty(), "works"),
            (any(|panel| panel.ghost), "ghost"),
            (any(|panel| panel.wrong), "wrong"),
            (any(|panel| panel.hold), "hold"),
            (any(|panel| panel.spine), "spine"),
            (any(|panel| panel.inset.is_some()), "inset"),
            (any(|panel| panel.works.is_some()), "works"),
        ];
        for (keys, only, fits) in [
            (&of_signs[..], "a sign", !self.sign.is_empty()),
            (&of_exercises, "an exercise", !self.is_icon()),
        ] {
            if let Some((_, key)) = keys.iter().find(|(there, _)| *there && !fits) {
                return Err(FigureError::Kind { key, only });
            }
        }
        if self.beside.len() > MOST_BESIDE {
            return Err(FigureError::Beside);
        }
        let off = |beside: &&Beside| matches!(beside, Beside::Timer(minutes) if !(1..=60).contains(minutes));
        match self.beside.iter().find(off) {
            Some(Beside::Timer(minutes)) => Err(FigureError::Timer { minutes: *minutes }),
            _ => Ok(()),
        }
    }
}

/// Draws what a caution or a sign shows: its last panel.
pub(crate) fn icon(
    text: &FigureText,
    person: Person,
    refused: Refused,
) -> Result<Drawing, FigureError> {
    let posed = posed_for(text, person.shape.build(), refused)?;
    let Some(last) = posed.last() else {
        return Err(FigureError::Empty);
    };
    let before = match posed.as_slice() {
        [.., before, _] => &before.made,
        _ => &last.made,
    };
    let first = posed.first().map_or(DVec3::ZERO, |first| first.made.pelvis);
    let (panel, made) = (last.panel, &last.made);
    let side = Side::Right;
    let view = text.from.view(side);
    let body = dressed(made, person.hair, person.clothing);
    let (faces, balls) = things(&text.props, side, &last.whole, made, first);
    let head = ((made.head, made.head_frame), person.hair);
    let scene = Scene::new(view, &body, &balls, &faces, &[], head);
    let mut traced = trace::trace(&scene, ERROR);
    let arrows: Vec<Vec<DVec2>> = panel
        .arrows
        .iter()
        .map(|arrow| arrow::way(arrow, (view, side), before, made))
        .collect();
    let plumb = panel.plumb.then(|| plumb(view, made));
    let seen: Vec<DVec2> = traced
        .lines
        .values()
        .flatten()
        .flat_map(places)
        .chain(arrows.iter().flatten().copied())
        .chain(plumb.iter().flat_map(|plumb| plumb.ends))
        .collect();
    let place = if text.caution.is_empty() {
        Place::in_box(&seen, &text.beside)
    } else {
        Place::in_circle(&seen)
    };
    let to_paper = |at: DVec2| place.of(at);
    for contour in traced
        .areas
        .values_mut()
        .chain(traced.lines.values_mut())
        .flatten()
    {
        straighten(contour, SHORT / place.scale);
        contour.thin(FINE / place.scale);
    }
    traced.areas.retain(|_, contours| {
        contours.retain(|contour| contour.spans(SPECK / place.scale));
        !contours.is_empty()
    });
    let mut paths = Vec::new();
    let level = view.project(DVec3::ZERO).y;
    if text.props.iter().any(|prop| stands(*prop)) {
        let at = |x: f64| Point {
            y: to_paper(DVec2::new(0.0, level)).y,
            x,
        };
        paths.push(line(
            vec![at(place.left), at(place.right)],
            Stroke::Floor,
            OUTLINE,
        ));
    }
    for (fill, contours) in &traced.areas {
        paths.push(trace::path(contours, &to_paper, Some(*fill), None));
    }
    for (stroke, width) in [
        (Stroke::Fold, THIN),
        (Stroke::Thin, THIN),
        (Stroke::Outline, OUTLINE),
    ] {
        if let Some(contours) = traced.lines.get(&stroke) {
            paths.push(trace::path(
                contours,
                &to_paper,
                None,
                Some((stroke, width)),
            ));
        }
    }
    if let Some(plumb) = plumb {
        plumb_line(&plumb, &to_paper, &mut paths);
    }
    for (way, arrow) in arrows.iter().zip(&panel.arrows) {
        arrow::paths(way, (arrow.both_ways, ARROW), &to_paper, &mut paths);
    }
    if !text.caution.is_empty() {
        paths.extend(slash());
        paths.push(Path::line(
            circle(MIDDLE, (SIZE - BAN) / 2.0),
            Stroke::Ban,
            BAN,
        ));
    }
    let [wide, _] = BESIDE;
    let count = text.beside.len() as f64;
    for (number, what) in text.beside.iter().enumerate() {
        let at = Point {
            x: SIZE - wide / 2.0,
            y: SIZE * (number as f64 + 0.5) / count,
        };
        beside(*what, at, &mut paths);
    }
    Ok(Drawing {
        width: SIZE,
        height: SIZE,
        alternative: String::new(),
        wrong: false,
        paths,
    })
}

const MIDDLE: Point = Point {
    x: SIZE / 2.0,
    y: SIZE / 2.0,
};

/// Where the body stands in the picture.
struct Place {
    /// The place of the room that stands in the middle, m.
    middle: DVec2,
    scale: f64,
    at: DVec2,
    left: f64,
    right: f64,
}

impl Place {
    fn of(&self, at: DVec2) -> Point {
        let at = (at - self.middle) * self.scale + self.at;
        Point { x: at.x, y: at.y }
    }

    /// As large as the circle holds it.
    fn in_circle(seen: &[DVec2]) -> Self {
        let room = SIZE / 2.0 - BAN - INSIDE - OUTLINE / 2.0;
        let (middle, radius) = enclosing(seen);
        Self {
            middle,
            scale: (room / radius.max(f64::MIN_POSITIVE)).min(LARGEST),
            at: DVec2::splat(SIZE / 2.0),
            left: SIZE * 0.14,
            right: SIZE * 0.86,
        }
    }

    /// As large as the square holds it, less what stands beside it.
    fn in_box(seen: &[DVec2], beside: &[Beside]) -> Self {
        let [wide, gap] = BESIDE;
        let right = if beside.is_empty() {
            SIZE
        } else {
            SIZE - wide - gap
        };
        let all = [DVec2::INFINITY, DVec2::NEG_INFINITY];
        let [low, high] = seen
            .iter()
            .fold(all, |[low, high], at| [low.min(*at), high.max(*at)]);
        let room = DVec2::new(right, SIZE) - DVec2::splat(OUTLINE);
        let size = (high - low).max(DVec2::splat(f64::MIN_POSITIVE));
        Self {
            middle: (low + high) / 2.0,
            scale: (room / size).min_element().min(LARGEST),
            at: DVec2::new(right, SIZE) / 2.0,
            left: 0.0,
            right,
        }
    }
}

/// The least circle round places: its middle goes toward the farthest of them by less and less (Bădoiu and Clarkson 2003).
fn enclosing(places: &[DVec2]) -> (DVec2, f64) {
    const ROUNDS: u32 = 400;
    let mut middle = places.first().copied().unwrap_or_default();
    let farthest = |from: DVec2| {
        let off = |at: &DVec2| from.distance_squared(*at);
        let farther = |a: &&DVec2, b: &&DVec2| off(a).total_cmp(&off(b));
        places.iter().max_by(farther).copied().unwrap_or(from)
    };
    for round in 1..=ROUNDS {
        middle += (farthest(middle) - middle) / f64::from(round + 1);
    }
    (middle, farthest(middle).distance(middle))
}

/// Places of a contour, close enough to find how far it goes.
fn places(contour: &Contour) -> Vec<DVec2> {
    let mut places = vec![contour.start];
    let mut from = contour.start;
    for piece in &contour.pieces {
        let to = match *piece {
            Piece::Line(to) => to,
            Piece::Curve(a, b, to) => {
                places.extend([0.25, 0.5, 0.75].map(|at| on_curve([from, a, b, to], at)));
                to
            }
        };
        places.push(to);
        from = to;
    }
    places
}

/// Makes curves straight that are too short to be seen as curves.
fn straighten(contour: &mut Contour, short: f64) {
    let mut from = contour.start;
    for piece in &mut contour.pieces {
        from = match *piece {
            Piece::Curve(a, b, to) => {
                if from.distance(a) + a.distance(b) + b.distance(to) < short {
                    *piece = Piece::Line(to);
                }
                to
            }
            Piece::Line(to) => to,
        };
    }
}

fn line(places: Vec<Point>, stroke: Stroke, width: f64) -> Path {
    let mut places = places.into_iter();
    let mut segments: Vec<Segment> = places.next().map(Segment::Move).into_iter().collect();
    segments.extend(places.map(Segment::Line));
    Path::line(segments, stroke, width)
}

/// From the upper left to the lower right, over the body (ISO 3864-1), and a seam of paper on either side of it.
fn slash() -> [Path; 2] {
    let off = (SIZE - BAN) / 2.0 * core::f64::consts::FRAC_1_SQRT_2;
    let at = |by: f64| Point {
        x: MIDDLE.x + by,
        y: MIDDLE.y + by,
    };
    let seam = BAN + 2.0 * CLEAR;
    [(Stroke::Halo, seam), (Stroke::Ban, BAN)]
        .map(|(stroke, width)| line(vec![at(-off), at(off)], stroke, width))
}

/// Ear, shoulder and hip of the side that is seen, and the ends of a line straight through the ear.
struct Plumb {
    ends: [DVec2; 2],
    joints: [DVec2; 3],
}

fn plumb(view: View, made: &Skeleton) -> Plumb {
    let on = |at: DVec3| view.project(at).truncate();
    let ear = made.head + made.head_frame * DVec3::new(-0.012, -0.01, 0.08);
    let down = |y: f64| on(DVec3::new(ear.x, y, ear.z));
    Plumb {
        ends: [down(ear.y + 0.17), down(made.legs[0].ankle.y)],
        joints: [on(ear), on(made.arms[0].shoulder), on(made.legs[0].hip)],
    }
}

/// A thin line with a disc at each joint, over a seam of paper.
fn plumb_line(plumb: &Plumb, to_paper: &impl Fn(DVec2) -> Point, paths: &mut Vec<Path>) {
    const WIDE: f64 = 0.3;
    const DISC: f64 = 0.55;
    let [high, low] = plumb.ends.map(to_paper);
    for (stroke, width) in [(Stroke::Halo, WIDE + 0.5), (Stroke::Arrow, WIDE)] {
        paths.push(line(vec![high, low], stroke, width));
    }
    for joint in plumb.joints {
        paths.push(Path {
            segments: circle(to_paper(joint), DISC),
            fill: Some(Fill::Arrow),
            stroke: Some((Stroke::Halo, 0.25)),
        });
    }
}

/// Radius of a clock, and of the arrow round it, mm.
const FACE: f64 = 1.75;
const LOOP: f64 = 2.4;

/// What a sign has beside the body.
fn beside(what: Beside, at: Point, paths: &mut Vec<Path>) {
    let turned = |degrees: f64, radius: f64| {
        let (sin, cos) = libm::sincos((degrees - 90.0).to_radians());
        Point {
            x: at.x + cos * radius,
            y: at.y + sin * radius,
        }
    };
    match what {
        Beside::Heat => {
            for wave in [-1.5, 0.0, 1.5] {
                let to = |x: f64, y: f64| Point {
                    x: at.x + wave + x,
                    y: at.y + y,
                };
                let segments = vec![
                    Segment::Move(to(0.0, 2.4)),
                    Segment::Cubic(to(-1.3, 1.2), to(1.3, 1.2), to(0.0, 0.0)),
                    Segment::Cubic(to(-1.3, -1.2), to(1.3, -1.2), to(0.0, -2.4)),
                ];
                paths.push(Path::line(segments, Stroke::Arrow, 0.5));
            }
        }
        Beside::Cold => {
            for arm in 0..6 {
                let turn = f64::from(arm) * 60.0;
                paths.push(line(vec![at, turned(turn, 2.4)], Stroke::Outline, 0.32));
                let tips = vec![
                    turned(turn - 22.0, 2.15),
                    turned(turn, 1.45),
                    turned(turn + 22.0, 2.15),
                ];
                paths.push(line(tips, Stroke::Outline, 0.32));
            }
        }
        Beside::Timer(minutes) => {
            let place = |[degrees, radius]: [f64; 2]| turned(degrees, radius);
            let mut wedge = vec![Segment::Move(at)];
            for step in 0..=minutes {
                wedge.push(Segment::Line(turned(f64::from(step) * 6.0, FACE)));
            }
            wedge.push(Segment::Close);
            paths.push(Path::area(circle(at, FACE), Fill::Halo));
            paths.push(Path::area(wedge, Fill::Arrow));
            for hour in 0..4 {
                let degrees = f64::from(hour) * 90.0;
                let tick = [FACE - 0.45, FACE].map(|radius| turned(degrees, radius));
                paths.push(line(tick.to_vec(), Stroke::Outline, 0.28));
            }
            let hand = vec![
                turned(0.0, FACE * 0.8),
                at,
                turned(f64::from(minutes) * 6.0, FACE * 0.8),
            ];
            paths.push(line(hand, Stroke::Outline, 0.32));
            paths.push(Path::line(circle(at, FACE), Stroke::Outline, 0.32));
            // Again and again: round the clock.
            let round = (0..=23).map(|step| turned(45.0 + f64::from(step) * 12.0, LOOP));
            paths.push(line(round.collect(), Stroke::Arrow, 0.4));
            let head = [[318.0, LOOP + 0.8], [348.0, LOOP], [318.0, LOOP - 0.8]].map(place);
            let [from, tip, to] = head;
            paths.push(Path::area(
                vec![
                    Segment::Move(from),
                    Segment::Line(tip),
                    Segment::Line(to),
                    Segment::Close,
                ],
                Fill::Arrow,
            ));
        }
    }
}
