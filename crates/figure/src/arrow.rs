//! Arrows along the way of a part of the body.

mod check;
mod fault;

use glam::{DVec2, DVec3};

pub(crate) use self::check::check_alone;
pub use self::{check::check, fault::ArrowFault};
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

/// The nearest joint that stays, then and now.
fn pivot(then: &[DVec3], after: &[DVec3]) -> Option<[DVec3; 2]> {
    let joints = then.iter().zip(after).skip(1);
    joints
        .map(|(a, b)| [*a, *b])
        .find(|[a, b]| (*a - *b).length() < STILL)
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

/// Ahead along the floor, and to the body's right.
fn heading(of: &Skeleton) -> [DVec3; 2] {
    let ahead = of.pelvis_frame.x_axis;
    let ahead = DVec3::new(ahead.x, 0.0, ahead.z).normalize_or(DVec3::X);
    [ahead, ahead.cross(DVec3::Y)]
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
    let Some([a, b]) = pivot(&then, &after).map(|pair| pair.map(on)) else {
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

/// The arrow as paths: whether it goes both ways, and how large it is.
pub(crate) fn paths(
    way: &[DVec2],
    (both, size): (bool, f64),
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
    let head = (HEAD * size).min(long * if both { 0.36 } else { 0.6 });
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
        Some((Stroke::Halo, (SHAFT + 2.0 * HALO) * size)),
    );
    add(
        tips.clone(),
        Some(Fill::Halo),
        Some((Stroke::Halo, 2.0 * HALO * size)),
    );
    add(
        line(&shaft, false),
        None,
        Some((Stroke::Arrow, SHAFT * size)),
    );
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
