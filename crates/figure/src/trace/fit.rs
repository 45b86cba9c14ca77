//! Curves along points.

use flo_curves::{BezierCurve, Coord2, Coordinate, bezier, bezier::Curve};
use glam::DVec2;

use super::Piece;

/// A curve that leaves its chord by less is straight, m.
const STRAIGHT: f64 = 0.0020;
/// From this turn on a place is a corner, cosine.
const CORNER: f64 = 0.55;
/// Over how many points a turn is taken.
const REACH: usize = 3;
/// Points nearer to each other say nothing of the way, m.
const NEAR: f64 = 0.005;

/// Curves along points, for each stretch between these ends of its own; they go on smoothly from one into the next.
pub(super) fn fitted(
    points: &[DVec2],
    ends: &[usize],
    closed: bool,
    error: f64,
) -> Vec<Vec<Piece>> {
    let last = points.len() - 1;
    let corners = corners(points);
    let near_end = |corner: usize| ends.iter().any(|end| corner.abs_diff(*end) <= REACH);
    let way = |at: usize, forward: bool| -> DVec2 {
        let (on, back) = if closed && (at == 0 || at == last) {
            (
                way_on(&points[..=last / 2], true),
                way_on(&points[last / 2..], false),
            )
        } else {
            (way_on(&points[at..], true), way_on(&points[..=at], false))
        };
        let sharp =
            on.dot(-back) < CORNER || corners.iter().any(|corner| corner.abs_diff(at) <= REACH);
        let smooth = (on - back).normalize_or_zero();
        match (forward, sharp || on == DVec2::ZERO || back == DVec2::ZERO) {
            (true, true) => on,
            (false, true) => back,
            (true, false) => smooth,
            (false, false) => -smooth,
        }
    };
    let mut made = Vec::with_capacity(ends.len());
    for pair in ends.windows(2) {
        let mut stops = vec![pair[0]];
        let inside = |corner: &&usize| (pair[0]..pair[1]).contains(*corner) && !near_end(**corner);
        stops.extend(corners.iter().filter(inside));
        stops.push(pair[1]);
        let mut pieces = Vec::new();
        for stop in stops.windows(2) {
            let ways = [way(stop[0], true), way(stop[1], false)];
            stretch(&points[stop[0]..=stop[1]], ways, error, &mut pieces);
        }
        made.push(pieces);
    }
    made
}

/// The way on from the first point, or back from the last: that of a parabola through three points.
fn way_on(points: &[DVec2], forward: bool) -> DVec2 {
    let last = points.len() - 1;
    let at = |number: usize| points[if forward { number } else { last - number }];
    let mut next = 1;
    let mut far_from = |from: DVec2| {
        while next <= last && at(next).distance(from) < NEAR {
            next += 1;
        }
        (next <= last).then(|| at(next))
    };
    let Some(one) = far_from(at(0)) else {
        return DVec2::ZERO;
    };
    let (first, long) = ((one - at(0)).normalize_or_zero(), one.distance(at(0)));
    let Some(two) = far_from(one) else {
        return first;
    };
    let (second, far) = ((two - one).normalize_or_zero(), two.distance(one));
    (first + (first - second) * long / (long + far)).normalize_or_zero()
}

/// Curves from the first of these points to the last, which leave and come in these ways.
fn stretch(points: &[DVec2], [on, back]: [DVec2; 2], error: f64, pieces: &mut Vec<Piece>) {
    let (from, to) = (points[0], points[points.len() - 1]);
    if points.iter().all(|at| off_chord(from, to, *at) < STRAIGHT) {
        pieces.push(Piece::Line(to));
        return;
    }
    let coord = |at: DVec2| Coord2(at.x, at.y);
    let mut places = vec![from];
    for at in &points[1..points.len() - 1] {
        let clear = |other: DVec2| at.distance(other) >= NEAR;
        if places.last().is_none_or(|kept| clear(*kept)) && clear(to) {
            places.push(*at);
        }
    }
    places.push(to);
    let places: Vec<Coord2> = smoothed(&places).into_iter().map(coord).collect();
    let curves = merged(
        &places,
        bezier::fit_curve_cubic(&places, &coord(on), &coord(back), error),
        error,
    );
    let at = |c: Coord2| DVec2::new(c.0, c.1);
    let mut from = from;
    for curve in &curves {
        let (a, b) = curve.control_points();
        let (a, b, end) = (at(a), at(b), at(curve.end_point()));
        let flat = off_chord(from, end, a).max(off_chord(from, end, b)) * 0.75 < STRAIGHT;
        pieces.push(if flat {
            Piece::Line(end)
        } else {
            Piece::Curve(a, b, end)
        });
        from = end;
    }
}

/// Points between their neighbours, without the small waves of solids in a row; the ends stay.
fn smoothed(points: &[DVec2]) -> Vec<DVec2> {
    let inner = points
        .windows(3)
        .map(|near| near[1] * 0.5 + (near[0] + near[2]) * 0.25);
    let ends = (points[0], points[points.len() - 1]);
    [ends.0].into_iter().chain(inner).chain([ends.1]).collect()
}

/// One curve for as many that follow each other as it fits.
fn merged(places: &[Coord2], curves: Vec<Curve<Coord2>>, error: f64) -> Vec<Curve<Coord2>> {
    let mut made: Vec<(usize, Curve<Coord2>)> = Vec::with_capacity(curves.len());
    let mut from = 0;
    for curve in curves {
        let mut number = from;
        while number + 1 < places.len() && places[number] != curve.end_point() {
            number += 1;
        }
        let to = number;
        let mut own = (from, curve);
        while let Some((begin, before)) = made.last() {
            let on = (before.control_points().0 - before.start_point()).to_unit_vector();
            let back = (own.1.control_points().1 - own.1.end_point()).to_unit_vector();
            let both: Vec<Curve<Coord2>> =
                bezier::fit_curve_cubic(&places[*begin..=to], &on, &back, error);
            let [one] = both.as_slice() else { break };
            own = (*begin, *one);
            made.pop();
        }
        made.push(own);
        from = to;
    }
    made.into_iter().map(|(_, curve)| curve).collect()
}

/// How far a place is from a chord, m.
fn off_chord(from: DVec2, to: DVec2, at: DVec2) -> f64 {
    let along = (to - from).normalize_or_zero();
    if along == DVec2::ZERO {
        return at.distance(from);
    }
    along.perp_dot(at - from).abs()
}

/// The places where the way turns sharply.
fn corners(points: &[DVec2]) -> Vec<usize> {
    let last = points.len() - 1;
    let mut found = Vec::new();
    let mut sharpest: Option<(f64, usize)> = None;
    for at in 1..last {
        let before = points[at] - points[at.saturating_sub(REACH)];
        let after = points[(at + REACH).min(last)] - points[at];
        let turn = before.normalize_or_zero().dot(after.normalize_or_zero());
        if turn < CORNER {
            if sharpest.is_none_or(|(least, _)| turn < least) {
                sharpest = Some((turn, at));
            }
        } else if let Some((_, corner)) = sharpest.take() {
            found.push(corner);
        }
    }
    found.extend(sharpest.map(|(_, corner)| corner));
    found
}
