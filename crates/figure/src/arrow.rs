//! Arrows along the way of a part of the body.

use glam::{DVec2, DVec3};

use crate::{
    drawing::{Fill, Path, Point, Segment, Stroke},
    figure::{Arrow, Mark},
    scene::View,
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
fn chain(mark: Mark, of: &Skeleton) -> Vec<DVec3> {
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
        Mark::Foot => foot(0),
        Mark::OtherFoot => foot(1),
        Mark::Toes => {
            let leg = leg(0);
            vec![leg.toes(), leg.ankle, leg.knee, leg.hip]
        }
        Mark::Knee => knee(0),
        Mark::OtherKnee => knee(1),
        Mark::Hand => hand(0),
        Mark::OtherHand => hand(1),
        Mark::Head => vec![of.head, of.at(0.45).0, of.at(0.2).0, of.pelvis],
        Mark::Chest => vec![of.at(0.36).0, of.pelvis],
        Mark::Pelvis => vec![of.pelvis],
    }
}

/// The way of an arrow on the paper, m.
pub(crate) fn way(
    arrow: &Arrow,
    view: View,
    before: &Skeleton,
    now: &Skeleton,
) -> Option<Vec<DVec2>> {
    let on = |at: DVec3| view.project(at).truncate();
    let (then, after) = (chain(arrow.of, before), chain(arrow.of, now));
    let (from, to) = (on(*then.first()?), on(*after.first()?));
    let off = DVec2::new(arrow.off[0], -arrow.off[1]);
    if let Some([start, end]) = arrow.around {
        let (middle, frame) = (*after.first()?, now.pelvis_frame);
        let ahead = DVec3::new(frame.x_axis.x, 0.0, frame.x_axis.z).normalize_or(DVec3::X);
        let aside = ahead.cross(DVec3::Y);
        let radius = arrow.out.unwrap_or(0.34);
        let places = (0..=24).map(|step| {
            let degrees = start + (end - start) * f64::from(step) / 24.0;
            let (sin, cos) = libm::sincos(degrees.to_radians());
            on(middle + (ahead * cos + aside * sin) * radius) + off
        });
        return Some(places.collect());
    }
    if let Some([right, up]) = arrow.way {
        let start = to + off;
        return Some(straight(start, start + DVec2::new(right, -up)));
    }
    // The nearest joint that stays turns it.
    let pivot = then
        .iter()
        .zip(&after)
        .skip(1)
        .find(|(a, b)| (**a - **b).length() < STILL)
        .map(|(a, b)| (on(*a), on(*b)));
    let Some((a, b)) = pivot else {
        return Some(straight(from + off, to + off));
    };
    let (first, last) = (from - a, to - b);
    // Toes go farther out than the ankle.
    let beyond = |of: &Skeleton, at: DVec2, pivot: DVec2| {
        let toes = match arrow.of {
            Mark::Foot => of.legs[0].toes(),
            Mark::OtherFoot => of.legs[1].toes(),
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
    Some(places.collect())
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
