//! Arrows along the way of a part of the body.

use glam::{DVec2, DVec3};
use thiserror::Error;

use crate::{
    drawing::{Fill, Path, Point, Segment, Stroke},
    figure::{Arrow, Mark},
    scene::View,
    side::Side,
    skeleton::Skeleton,
};

/// Width of the shaft, mm.
const SHAFT: f64 = 0.75;
/// Length of the head, mm.
const HEAD: f64 = 2.5;
/// The paper's color to each side, mm.
const HALO: f64 = 0.45;
/// The least length of an arrow, m.
const SHORTEST: f64 = 0.24;
/// A part that moves less than this does not need to be followed, m.
const STILL: f64 = 0.04;

/// The part and what it may turn about, the nearest first.
fn chain(mark: Mark, side: Side, of: &Skeleton) -> Vec<DVec3> {
    let (working, other) = (side.index(), side.other().index());
    let leg = |side: usize| &of.legs[side];
    let arm = |side: usize| &of.arms[side];
    let foot = |side: usize| vec![leg(side).ankle, leg(side).knee, leg(side).hip];
    let knee = |side: usize| vec![leg(side).knee, leg(side).hip, leg(side).ankle];
    let hand = |side: usize| {
        let arm = arm(side);
        vec![
            arm.wrist - arm.hand.y_axis * 0.08,
            arm.elbow,
            arm.shoulder,
            of.pelvis,
        ]
    };
    match mark {
        Mark::Foot => foot(working),
        Mark::OtherFoot => foot(other),
        Mark::Toes => {
            let leg = leg(working);
            vec![leg.toes(), leg.ankle, leg.knee, leg.hip]
        }
        Mark::Knee => knee(working),
        Mark::OtherKnee => knee(other),
        Mark::Hand => hand(working),
        Mark::OtherHand => hand(other),
        Mark::Head => vec![of.head, of.at(0.45).0, of.at(0.2).0, of.pelvis],
        Mark::Chest => vec![of.at(0.36).0, of.pelvis],
        Mark::LowBack => vec![of.at(0.15).0, of.pelvis],
        Mark::Pelvis => vec![of.pelvis],
    }
}

/// An arrow that does not say what its part does.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum ArrowFault {
    /// The part does not move.
    #[error(
        "this part moves {moved:.0} mm here, and an arrow needs {least:.0} mm; say the arrow of the part that moves"
    )]
    Still {
        /// How far, on the paper as in the room, mm.
        moved: f64,
        /// The least, mm.
        least: f64,
    },
    /// A straight way that leads elsewhere, or nowhere.
    #[error(
        "`way` points {off:.1} degrees away from where this part goes; write way = [{:.2}, {:.2}], or leave it out",
        right_way[0],
        right_way[1]
    )]
    Elsewhere {
        /// By how much, degrees.
        off: f64,
        /// The way of the same length that does not: right, up, m.
        right_way: [f64; 2],
    },
    /// A circle round a part that does not turn so.
    #[error(
        "`around` turns by {said:.0} degrees and this part turns by {turned:.0}, where positive is toward the working side"
    )]
    TurnsElse {
        /// What was written, degrees.
        said: f64,
        /// What the part does, degrees.
        turned: f64,
    },
    /// A circle round a part that has no front.
    #[error("`around` is for `head`, `chest` and `pelvis` of who is upright")]
    NoFront,
    /// A number that cannot be.
    #[error("a number of an arrow goes from -{most} to {most}")]
    Number {
        /// The greatest, m or degrees.
        most: f64,
    },
}

/// The least movement that an arrow shows, m.
const LEAST: f64 = 0.01;
/// How far an arrow may point away from where its part goes, degrees.
const ASIDE: f64 = 5.0;
/// The least turn that an arrow shows, degrees.
const LEAST_TURN: f64 = 5.0;
/// The greatest length of what is written of an arrow, m.
const LONGEST: f64 = 2.0;

/// Whether an arrow says what its part does from one panel to the next, seen so.
pub(crate) fn check(
    arrow: &Arrow,
    view: View,
    before: &Skeleton,
    now: &Skeleton,
) -> Result<(), ArrowFault> {
    let lengths = [
        arrow.off[0],
        arrow.off[1],
        arrow.out.unwrap_or(0.0),
        arrow.bow.unwrap_or(0.0),
        arrow.back.unwrap_or(0.0),
    ];
    let [right, up] = arrow.way.unwrap_or_default();
    for (numbers, most) in [
        (&lengths[..], LONGEST),
        (&[right, up], LONGEST),
        (&arrow.around.unwrap_or_default(), 360.0),
    ] {
        if !numbers.iter().all(|number| number.abs() <= most) {
            return Err(ArrowFault::Number { most });
        }
    }
    if let Some([start, end]) = arrow.around {
        let (said, turned) = (end - start, turn(arrow.of, before, now)?);
        let same = said * turned > 0.0;
        return if same && turned.abs() >= LEAST_TURN {
            Ok(())
        } else {
            Err(ArrowFault::TurnsElse { said, turned })
        };
    }
    let goes = went(arrow, (view, Side::Right), before, now);
    if goes.length() < LEAST {
        return Err(ArrowFault::Still {
            moved: goes.length() * 1000.0,
            least: LEAST * 1000.0,
        });
    }
    let Some([right, up]) = arrow.way else {
        return Ok(());
    };
    let way = DVec2::new(right, -up);
    let goes = if arrow.both_ways && goes.dot(way) < 0.0 {
        -goes
    } else {
        goes
    };
    let off = angle(way, goes).to_degrees().abs();
    // A way of no length leads nowhere.
    if off <= ASIDE && way.length() >= LEAST {
        return Ok(());
    }
    let to = goes.normalize() * way.length().max(SHORTEST);
    Err(ArrowFault::Elsewhere {
        off,
        right_way: [to.x, -to.y],
    })
}

/// From one direction to another, radians.
fn angle(from: DVec2, to: DVec2) -> f64 {
    libm::atan2(from.perp_dot(to), from.dot(to))
}

/// The part and what it may turn about, then and now. An arrow of its own turn begins as if its joint had been where it is.
fn chains(arrow: &Arrow, side: Side, before: &Skeleton, now: &Skeleton) -> [Vec<DVec3>; 2] {
    let (mut then, after) = (chain(arrow.of, side, before), chain(arrow.of, side, now));
    if let (true, Some(was), Some(is)) = (arrow.own, then.get(1), after.get(1)) {
        let by = *is - *was;
        for at in &mut then {
            *at += by;
        }
    }
    [then, after]
}

/// Where a part goes on the paper, m.
fn went(arrow: &Arrow, (view, side): (View, Side), before: &Skeleton, now: &Skeleton) -> DVec2 {
    let [from, to] = chains(arrow, side, before, now).map(|chain| view.project(chain[0]));
    (to - from).truncate()
}

/// Ahead along the floor, and to the body's right.
fn heading(of: &Skeleton) -> [DVec3; 2] {
    let ahead = of.pelvis_frame.x_axis;
    let ahead = DVec3::new(ahead.x, 0.0, ahead.z).normalize_or(DVec3::X);
    [ahead, ahead.cross(DVec3::Y)]
}

/// By how much a part turns toward the right, degrees.
fn turn(mark: Mark, before: &Skeleton, now: &Skeleton) -> Result<f64, ArrowFault> {
    /// Under this share of it, a front is not level.
    const LEVEL: f64 = 0.3;
    let [ahead, aside] = heading(now);
    let faces = |of: &Skeleton| {
        let front = match mark {
            Mark::Head => of.head_frame.x_axis,
            Mark::Chest => of.at(0.36).1.x_axis,
            Mark::Pelvis => of.pelvis_frame.x_axis,
            _ => return Err(ArrowFault::NoFront),
        };
        let level = DVec2::new(front.dot(ahead), front.dot(aside));
        if level.length() < LEVEL {
            return Err(ArrowFault::NoFront);
        }
        Ok(level)
    };
    Ok(angle(faces(before)?, faces(now)?).to_degrees())
}

/// The way of an arrow on the paper, m.
pub(crate) fn way(
    arrow: &Arrow,
    (view, side): (View, Side),
    before: &Skeleton,
    now: &Skeleton,
) -> Vec<DVec2> {
    let on = |at: DVec3| view.project(at).truncate();
    let [then, after] = chains(arrow, side, before, now);
    let [from, to] = [&then, &after].map(|chain| chain[0]);
    // An author writes for the right.
    let off = DVec2::new(arrow.off[0] * side.toward(), -arrow.off[1]);
    if let Some([start, end]) = arrow.around {
        let [ahead, right] = heading(now);
        let aside = right * side.toward();
        let radius = arrow.out.unwrap_or(0.34);
        let places = (0..=24).map(|step| {
            let degrees = start + (end - start) * f64::from(step) / 24.0;
            let (sin, cos) = libm::sincos(degrees.to_radians());
            on(to + (ahead * cos + aside * sin) * radius) + off
        });
        return places.collect();
    }
    let (from, to) = (on(from), on(to));
    if let Some([right, up]) = arrow.way {
        let start = to + off;
        let end = start + DVec2::new(right * side.toward(), -up);
        let mut way = straight(start, end);
        if let Some(below) = arrow.back {
            let down = DVec2::new(0.0, below);
            let aside = DVec2::new((end - start).x.signum() * below / 2.0, 0.0);
            way.extend(half_circle(end, end + down, aside));
            way.extend(straight(end + down, start + down));
        }
        return way;
    }
    if let Some(bow) = arrow.bow {
        return bowed(from + off, to + off, bow * side.toward());
    }
    // The nearest joint that stays turns it.
    let pivot = then
        .iter()
        .zip(&after)
        .skip(1)
        .find(|(a, b)| (**a - **b).length() < STILL)
        .map(|(a, b)| (on(*a), on(*b)));
    let Some((a, b)) = pivot else {
        return straight(from + off, to + off);
    };
    let (first, last) = (from - a, to - b);
    // Toes go farther out than the ankle.
    let beyond = |of: &Skeleton, at: DVec2, pivot: DVec2| {
        let toes = match arrow.of {
            Mark::Foot => of.legs[side.index()].toes(),
            Mark::OtherFoot => of.legs[side.other().index()].toes(),
            _ => return 0.0,
        };
        (on(toes).distance(pivot) - at.distance(pivot)).max(0.0)
    };
    let farther = beyond(before, from, a).max(beyond(now, to, b));
    let out = arrow.out.unwrap_or(0.07 + farther);
    let start = libm::atan2(first.y, first.x);
    let mut turn = libm::atan2(last.y, last.x) - start;
    let half = core::f64::consts::PI;
    if turn > half {
        turn -= 2.0 * half;
    }
    if turn < -half {
        turn += 2.0 * half;
    }
    let (near, far) = (first.length() + out, last.length() + out);
    // A small movement has a small arrow, but one that can be seen.
    let least = SHORTEST / near.max(far);
    let (start, turn) = if turn.abs() < least {
        let whole = if turn < 0.0 { -least } else { least };
        (start + (turn - whole) / 2.0, whole)
    } else {
        (start, turn)
    };
    let places = (0..=24).map(|step| {
        let along = 0.06 + 0.90 * f64::from(step) / 24.0;
        let (sin, cos) = libm::sincos(start + turn * along);
        a.lerp(b, along) + DVec2::new(cos, sin) * (near + (far - near) * along) + off
    });
    let places: Vec<DVec2> = places.collect();
    toward(&places, to - from)
}

/// A way turned about its middle until it leads from its beginning to its end as said.
fn toward(places: &[DVec2], goes: DVec2) -> Vec<DVec2> {
    let (first, last) = (places[0], places[places.len() - 1]);
    let turn = angle(last - first, goes);
    let middle = first.midpoint(last);
    let (sin, cos) = libm::sincos(turn);
    let turned = |at: &DVec2| middle + DVec2::new(cos, sin).rotate(*at - middle);
    places.iter().map(turned).collect()
}

/// Half round from one place to another, out to a side.
fn half_circle(from: DVec2, to: DVec2, aside: DVec2) -> Vec<DVec2> {
    let (middle, along) = (from.midpoint(to), (from - to) / 2.0);
    let places = (0..=12).map(|step| {
        let (sin, cos) = libm::sincos(f64::from(step) / 12.0 * core::f64::consts::PI);
        middle + along * cos + aside * sin
    });
    places.collect()
}

/// From one place to another on a circle that lies so far to the left of the straight way; y grows downward.
fn bowed(from: DVec2, to: DVec2, bow: f64) -> Vec<DVec2> {
    let left = (to - from).normalize_or_zero().perp() * -bow;
    let half = from.distance(to) / 2.0;
    if bow.abs() >= half {
        return half_circle(from, to, left);
    }
    let radius = (half * half + bow * bow) / (2.0 * bow.abs()).max(1e-9);
    let middle = from.midpoint(to) + left.normalize_or_zero() * (bow.abs() - radius);
    let (first, last) = (from - middle, to - middle);
    let turn = angle(first, last);
    let places = (0..=24).map(|step| {
        let (sin, cos) = libm::sincos(turn * f64::from(step) / 24.0);
        middle + DVec2::new(cos, sin).rotate(first)
    });
    places.collect()
}

fn straight(from: DVec2, to: DVec2) -> Vec<DVec2> {
    (0..=8)
        .map(|step| from.lerp(to, f64::from(step) / 8.0))
        .collect()
}

/// The arrow as paths.
pub(crate) fn paths(
    way: &[DVec2],
    both: bool,
    to_paper: &impl Fn(DVec2) -> Point,
    paths: &mut Vec<Path>,
) {
    let places: Vec<DVec2> = way
        .iter()
        .map(|at| {
            let at = to_paper(*at);
            DVec2::new(at.x, at.y)
        })
        .collect();
    let long: f64 = places
        .windows(2)
        .map(|pair| pair[0].distance(pair[1]))
        .sum();
    let head = HEAD.min(long * if both { 0.36 } else { 0.6 });
    let mut shaft = cut(&places, head * 0.8);
    let mut heads = vec![tip(&places, head)];
    if both {
        let backward: Vec<DVec2> = places.iter().rev().copied().collect();
        heads.push(tip(&backward, head));
        shaft.reverse();
        shaft = cut(&shaft, head * 0.8);
    }
    let point = |at: DVec2| Point { x: at.x, y: at.y };
    let line = |places: &[DVec2], close: bool| {
        let mut segments: Vec<Segment> = Vec::with_capacity(places.len() + 1);
        for (number, at) in places.iter().enumerate() {
            segments.push(if number == 0 {
                Segment::Move(point(*at))
            } else {
                Segment::Line(point(*at))
            });
        }
        if close {
            segments.push(Segment::Close);
        }
        segments
    };
    let mut tips = Vec::new();
    for head in &heads {
        tips.extend(line(head, true));
    }
    let mut add = |segments: Vec<Segment>, fill, stroke| {
        paths.push(Path {
            segments,
            fill,
            stroke,
        });
    };
    add(
        line(&shaft, false),
        None,
        Some((Stroke::Halo, SHAFT + 2.0 * HALO)),
    );
    add(
        tips.clone(),
        Some(Fill::Halo),
        Some((Stroke::Halo, 2.0 * HALO)),
    );
    add(line(&shaft, false), None, Some((Stroke::Arrow, SHAFT)));
    add(tips, Some(Fill::Arrow), None);
}

/// The way without its last so many mm.
fn cut(places: &[DVec2], by: f64) -> Vec<DVec2> {
    let mut left = by;
    for last in (1..places.len()).rev() {
        let piece = places[last].distance(places[last - 1]);
        if piece >= left {
            let mut kept = places[..last].to_vec();
            kept.push(places[last].lerp(places[last - 1], left / piece));
            return kept;
        }
        left -= piece;
    }
    places[..1].to_vec()
}

fn tip(places: &[DVec2], long: f64) -> [DVec2; 4] {
    let end = places[places.len() - 1];
    let back = cut(places, long);
    let along = (end - back[back.len() - 1]).normalize_or(DVec2::X);
    let base = end - along * long;
    let aside = along.perp() * long * 0.52;
    [end, base + aside, base + along * long * 0.22, base - aside]
}
