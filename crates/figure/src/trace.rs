//! From what is seen at places of a grid to smooth areas and lines.
//!
//! Neighbours on the grid that differ have an edge between them, which is then found exactly by halving. Edges that meet are
//! joined into arcs that end where three areas meet, and each arc is fitted with curves once, so that areas abut.

use std::collections::BTreeMap;

use flo_curves::{BezierCurve, Coord2, bezier, bezier::Curve};
use glam::DVec2;

use crate::{
    drawing::{Fill, Path, Point, Segment, Stroke},
    scene::{Scene, Seen, Thing},
};

/// Distance of the places that are asked, m.
const STEP: f64 = 0.006;
/// A step in depth that is drawn as a line, m: between parts that do not meet, and between parts that meet at a joint.
const GAP: f64 = 0.012;
const GAP_AT_JOINT: f64 = 0.030;
/// How far a fitted line may lie from what is seen, m; and how far the edge of an area, which a line covers.
const ERROR: f64 = 0.0022;
const ERROR_OF_AREA: f64 = 0.0050;
/// A curve that leaves its chord by less is straight, m.
const STRAIGHT: f64 = 0.0016;
/// Shorter lines are specks, and areas that span less, m.
const LEAST_LINE: f64 = 0.022;
const LEAST_AREA: f64 = 0.006;
/// Lines that meet go on as one where they turn by less, cosine.
const GOES_ON: f64 = 0.80;
/// From this turn on a place is a corner, cosine.
const CORNER: f64 = 0.55;

/// Areas and lines, on the paper in m.
#[derive(Debug, Clone, Default)]
pub struct Traced {
    /// The area of each kind, as closed contours.
    pub areas: BTreeMap<Fill, Vec<Contour>>,
    /// The area that works.
    pub working: Vec<Contour>,
    /// Lines over the area that works, for black and white.
    pub hatch: Vec<[DVec2; 2]>,
    /// The lines of each kind.
    pub lines: BTreeMap<Stroke, Vec<Contour>>,
}

/// A row of curves.
#[derive(Debug, Clone, PartialEq)]
pub struct Contour {
    /// Where it begins.
    pub start: DVec2,
    /// The curves and straight pieces, one after the other.
    pub pieces: Vec<Piece>,
    /// Whether it ends where it began.
    pub closed: bool,
}

impl Contour {
    /// The least and the greatest of its places.
    fn bounds(&self) -> [DVec2; 2] {
        let ends = self.pieces.iter().map(|piece| match piece {
            Piece::Line(end) | Piece::Curve(_, _, end) => *end,
        });
        ends.fold([self.start; 2], |all, end| {
            [all[0].min(end), all[1].max(end)]
        })
    }

    /// Whether it spans a length in some direction.
    fn spans(&self, least: f64) -> bool {
        let [low, high] = self.bounds();
        (high - low).length() > least
    }
}

/// A piece of a contour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Piece {
    /// Straight to its end.
    Line(DVec2),
    /// Two control points and the end.
    Curve(DVec2, DVec2, DVec2),
}

/// What decides about an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Label {
    thing: Option<Thing>,
    fill: Option<Fill>,
}

/// Traces a scene.
pub fn trace(scene: &Scene) -> Traced {
    let grid = Grid::new(scene);
    let mut traced = Traced::default();
    let arcs = arcs(
        &grid,
        &|seen| Label {
            thing: seen.map(|s| s.thing),
            fill: seen.map(|s| s.fill),
        },
        scene,
        false,
    );
    let fills: std::collections::BTreeSet<Fill> = arcs
        .iter()
        .flat_map(|arc| [arc.left, arc.right])
        .flatten()
        .collect();
    for fill in fills {
        traced.areas.insert(fill, area(&arcs, fill));
    }
    let runs: Vec<(Stroke, Vec<DVec2>, bool)> = arcs.iter().flat_map(Arc::runs).collect();
    for stroke in [Stroke::Thin, Stroke::Outline] {
        let of = |closed: bool| {
            let kept = runs
                .iter()
                .filter(move |run| run.0 == stroke && run.2 == closed);
            kept.map(|run| run.1.clone()).collect::<Vec<_>>()
        };
        let closed = of(true)
            .into_iter()
            .map(|points| fitted(&points, true, ERROR));
        let open = linked(of(false))
            .into_iter()
            .map(|points| fitted(&points, false, ERROR));
        let lines: Vec<Contour> = closed
            .chain(open)
            .filter(|line| line.spans(LEAST_LINE))
            .collect();
        if !lines.is_empty() {
            traced.lines.insert(stroke, lines);
        }
    }
    let working = self::arcs(
        &grid,
        &|seen| Label {
            thing: None,
            fill: seen.is_some_and(|s| s.working).then_some(Fill::Working),
        },
        scene,
        true,
    );
    traced.working = area(&working, Fill::Working);
    if !traced.working.is_empty() {
        traced.hatch = hatch(scene, &traced.working);
    }
    traced
}

/// The contours of each of these regions, where `of` says to which one a place belongs.
pub fn regions<K: PartialEq>(
    scene: &Scene,
    wanted: &[K],
    of: impl Fn(&Seen) -> Option<K>,
) -> Vec<Vec<Contour>> {
    let grid = Grid::new(scene);
    wanted
        .iter()
        .map(|region| {
            let label = |seen: Option<Seen>| Label {
                thing: None,
                fill: seen
                    .is_some_and(|seen| of(&seen).as_ref() == Some(region))
                    .then_some(Fill::Working),
            };
            area(&arcs(&grid, &label, scene, true), Fill::Working)
        })
        .collect()
}

/// How far hatching lines are from each other, m.
const HATCH: f64 = 0.030;

/// Slanted lines over what works.
fn hatch(scene: &Scene, working: &[Contour]) -> Vec<[DVec2; 2]> {
    let bounds = working.iter().map(Contour::bounds);
    let [low, high] = bounds.fold([DVec2::INFINITY, DVec2::NEG_INFINITY], |all, own| {
        [all[0].min(own[0]), all[1].max(own[1])]
    });
    let (low, high) = (low - DVec2::splat(STEP), high + DVec2::splat(STEP));
    let size = high - low;
    let slant = DVec2::new(1.0, -1.0).normalize();
    let gap = HATCH * core::f64::consts::SQRT_2;
    let mut lines = Vec::new();
    // Always the same lines, wherever on the paper the region begins.
    let mut start = ((low.x - size.y + high.y) / gap).floor() * gap - high.y;
    while start < high.x {
        let from = DVec2::new(start, high.y);
        let steps = (size.y * core::f64::consts::SQRT_2 / STEP).ceil() as u32;
        let mut open: Option<DVec2> = None;
        for step in 0..=steps {
            let at = from + slant * STEP * f64::from(step);
            let working =
                at.x > low.x && at.x < high.x && scene.at(at).is_some_and(|seen| seen.working);
            match (working, open) {
                (true, None) => open = Some(at),
                (false, Some(begun)) => {
                    lines.push([begun, at]);
                    open = None;
                }
                _ => {}
            }
        }
        start += gap;
    }
    lines
}

struct Grid {
    low: DVec2,
    wide: usize,
    high: usize,
    seen: Vec<Option<Seen>>,
}

impl Grid {
    fn new(scene: &Scene) -> Self {
        let [low, high] = scene.bounds();
        let low = low - DVec2::splat(1.37 * STEP);
        let count = |length: f64| (length / STEP).ceil() as usize + 3;
        let (wide, tall) = (count(high.x - low.x), count(high.y - low.y));
        let mut grid = Self {
            low,
            wide,
            high: tall,
            seen: Vec::with_capacity(wide * tall),
        };
        for row in 0..tall {
            for column in 0..wide {
                grid.seen.push(scene.at(grid.place(column, row)));
            }
        }
        grid
    }

    fn place(&self, column: usize, row: usize) -> DVec2 {
        self.low + DVec2::new(column as f64, row as f64) * STEP
    }
}

/// An edge between two neighbours.
#[derive(Clone, Copy)]
struct Crossing {
    at: DVec2,
    line: Option<Stroke>,
}

struct Link {
    to: usize,
    left: Option<Fill>,
    right: Option<Fill>,
    line: Option<Stroke>,
}

struct Arc {
    points: Vec<DVec2>,
    lines: Vec<Option<Stroke>>,
    ends: [usize; 2],
    left: Option<Fill>,
    right: Option<Fill>,
}

fn arcs(
    grid: &Grid,
    label: &impl Fn(Option<Seen>) -> Label,
    scene: &Scene,
    only_fill: bool,
) -> Vec<Arc> {
    let mut places: Vec<DVec2> = Vec::new();
    let mut lines: Vec<Option<Stroke>> = Vec::new();
    let mut edges = vec![u32::MAX; grid.wide * grid.high * 2];
    let labels: Vec<Label> = grid.seen.iter().map(|seen| label(*seen)).collect();
    for row in 0..grid.high {
        for column in 0..grid.wide {
            let here = row * grid.wide + column;
            let mut check = |there: usize, place: DVec2, slot: usize| {
                if labels[here] != labels[there]
                    && let Some(found) = crossing(
                        scene,
                        label,
                        (grid.place(column, row), grid.seen[here]),
                        (place, grid.seen[there]),
                        only_fill,
                    )
                {
                    edges[slot] = places.len() as u32;
                    places.push(found.at);
                    lines.push(found.line);
                }
            };
            if column + 1 < grid.wide {
                check(here + 1, grid.place(column + 1, row), here * 2);
            }
            if row + 1 < grid.high {
                check(here + grid.wide, grid.place(column, row + 1), here * 2 + 1);
            }
        }
    }
    let mut links: Vec<Vec<Link>> = (0..places.len()).map(|_| Vec::with_capacity(2)).collect();
    for row in 0..grid.high - 1 {
        for column in 0..grid.wide - 1 {
            let here = row * grid.wide + column;
            let slots = [
                here * 2,
                (here + 1) * 2 + 1,
                (here + grid.wide) * 2,
                here * 2 + 1,
            ];
            let corners =
                [here, here + 1, here + grid.wide + 1, here + grid.wide].map(|at| labels[at].fill);
            let found: Vec<(usize, usize)> = (0..4)
                .filter(|k| edges[slots[*k]] != u32::MAX)
                .map(|k| (k, edges[slots[k]] as usize))
                .collect();
            match *found.as_slice() {
                [] | [_] => {}
                [(a, from), (_, to)] => {
                    let line = lines[from].max(lines[to]);
                    join(&mut links, from, to, corners[(a + 1) % 4], corners[a], line);
                }
                _ => {
                    let center = places.len();
                    let sum: DVec2 = found.iter().map(|(_, at)| places[*at]).sum();
                    places.push(sum / found.len() as f64);
                    lines.push(None);
                    links.push(Vec::with_capacity(4));
                    for (k, from) in found {
                        join(
                            &mut links,
                            from,
                            center,
                            corners[(k + 1) % 4],
                            corners[k],
                            lines[from],
                        );
                    }
                }
            }
        }
    }
    chained(&places, &links)
}

fn join(
    links: &mut [Vec<Link>],
    from: usize,
    to: usize,
    left: Option<Fill>,
    right: Option<Fill>,
    line: Option<Stroke>,
) {
    links[from].push(Link {
        to,
        left,
        right,
        line,
    });
    links[to].push(Link {
        to: from,
        left: right,
        right: left,
        line,
    });
}

/// The edge between two places, if there is one to draw or to fill.
fn crossing(
    scene: &Scene,
    label: &impl Fn(Option<Seen>) -> Label,
    (mut a, mut seen_a): (DVec2, Option<Seen>),
    (mut b, mut seen_b): (DVec2, Option<Seen>),
    only_fill: bool,
) -> Option<Crossing> {
    let first = label(seen_a);
    let fills = first.fill != label(seen_b).fill;
    for _ in 0..7 {
        let middle = (a + b) / 2.0;
        let seen = scene.at(middle);
        let here = label(seen);
        if here.fill == first.fill && (fills || here.thing == first.thing) {
            (a, seen_a) = (middle, seen);
        } else {
            (b, seen_b) = (middle, seen);
        }
    }
    let line = if only_fill {
        None
    } else {
        line(seen_a, seen_b)
    };
    (fills || line.is_some()).then_some(Crossing {
        at: (a + b) / 2.0,
        line,
    })
}

/// The line between two neighbouring places.
fn line(a: Option<Seen>, b: Option<Seen>) -> Option<Stroke> {
    let (a, b) = match (a, b) {
        (Some(a), Some(b)) => (a, b),
        (Some(only), None) | (None, Some(only)) => {
            if only.fill == Fill::Water {
                return None;
            }
            return Some(match only.thing {
                Thing::Body(_) => Stroke::Outline,
                Thing::Face(_) | Thing::Rod => Stroke::Thin,
            });
        }
        (None, None) => return None,
    };
    let gap = (a.near - b.near).abs();
    match (a.thing, b.thing) {
        (Thing::Body(one), Thing::Body(other)) => {
            let far = gap > if one.joins(other) { GAP_AT_JOINT } else { GAP };
            if one != other && far {
                Some(Stroke::Outline)
            } else if a.fill == b.fill
                || a.fill.far() == b.fill.far()
                || a.fill == Fill::Ink
                || b.fill == Fill::Ink
            {
                None
            } else {
                Some(Stroke::Thin)
            }
        }
        (Thing::Body(_), _) | (_, Thing::Body(_)) => Some(Stroke::Outline),
        (Thing::Rod, Thing::Rod) => None,
        _ => Some(Stroke::Thin),
    }
}

fn chained(places: &[DVec2], links: &[Vec<Link>]) -> Vec<Arc> {
    let mut used: Vec<Vec<bool>> = links.iter().map(|out| vec![false; out.len()]).collect();
    // A place in the middle of an arc: two ways on, with the same areas beside them.
    let middle = |node: usize| {
        let out = &links[node];
        out.len() == 2 && out[0].left == out[1].right && out[0].right == out[1].left
    };
    let mut arcs = Vec::new();
    let mut walk = |start: usize, way: usize, used: &mut Vec<Vec<bool>>| {
        let first = &links[start][way];
        let mut arc = Arc {
            points: vec![places[start]],
            lines: Vec::new(),
            ends: [start, start],
            left: first.left,
            right: first.right,
        };
        let (mut at, mut out) = (start, way);
        loop {
            let link = &links[at][out];
            used[at][out] = true;
            let back = links[link.to]
                .iter()
                .position(|other| other.to == at && other.left == link.right);
            arc.points.push(places[link.to]);
            arc.lines.push(link.line);
            let to = link.to;
            if let Some(back) = back {
                used[to][back] = true;
                at = to;
                if to == start || !middle(to) {
                    break;
                }
                out = 1 - back;
            } else {
                break;
            }
        }
        arc.ends[1] = at;
        arcs.push(arc);
    };
    for closed in [false, true] {
        for start in 0..links.len() {
            if !closed && middle(start) {
                continue;
            }
            for way in 0..links[start].len() {
                if !used[start][way] {
                    walk(start, way, &mut used);
                }
            }
        }
    }
    arcs
}

impl Arc {
    /// The stretches of one kind of line.
    fn runs(&self) -> Vec<(Stroke, Vec<DVec2>, bool)> {
        let mut lines = self.lines.clone();
        steadied(&mut lines);
        let closed = self.ends[0] == self.ends[1];
        let mut runs = Vec::new();
        let mut from = 0;
        for at in 1..=lines.len() {
            if at == lines.len() || lines[at] != lines[from] {
                if let Some(stroke) = lines[from] {
                    let whole = from == 0 && at == lines.len();
                    runs.push((stroke, self.points[from..=at].to_vec(), closed && whole));
                }
                from = at;
            }
        }
        runs
    }
}

/// Lines that go on in each other, as one.
fn linked(lines: Vec<Vec<DVec2>>) -> Vec<Vec<DVec2>> {
    const REACH: usize = 3;
    let key = |at: DVec2| (at.x.to_bits(), at.y.to_bits());
    // The way out of a line at one of its ends.
    let out = |line: &[DVec2], end: bool| {
        let (tip, inner) = if end {
            (
                line[line.len() - 1],
                line[line.len().saturating_sub(1 + REACH)],
            )
        } else {
            (line[0], line[REACH.min(line.len() - 1)])
        };
        (tip, (tip - inner).normalize_or_zero())
    };
    let mut lines: Vec<Option<Vec<DVec2>>> = lines.into_iter().map(Some).collect();
    let mut ends: BTreeMap<(u64, u64), Vec<usize>> = BTreeMap::new();
    for (number, line) in lines.iter().enumerate() {
        for end in [false, true] {
            if let Some(line) = line {
                ends.entry(key(out(line, end).0)).or_default().push(number);
            }
        }
    }
    let mut made = Vec::new();
    for start in 0..lines.len() {
        let Some(mut line) = lines[start].take() else {
            continue;
        };
        for _ in 0..2 {
            loop {
                let (tip, way) = out(&line, true);
                let next = ends[&key(tip)]
                    .iter()
                    .filter_map(|number| lines[*number].as_ref().map(|other| (*number, other)))
                    .flat_map(|(number, other)| [(number, other, false), (number, other, true)])
                    .filter(|(_, other, end)| out(other, *end).0 == tip)
                    .map(|(number, other, end)| (-out(other, end).1.dot(way), number, end))
                    .filter(|(along, ..)| *along > GOES_ON)
                    .max_by(|a, b| a.0.total_cmp(&b.0));
                let Some((_, number, end)) = next else { break };
                let Some(mut other) = lines[number].take() else {
                    break;
                };
                if end {
                    other.reverse();
                }
                line.extend(other.into_iter().skip(1));
            }
            line.reverse();
        }
        made.push(line);
    }
    made
}

/// A change of line that is shorter than three steps is none.
fn steadied(lines: &mut [Option<Stroke>]) {
    let mut from = 0;
    for at in 1..=lines.len() {
        if at == lines.len() || lines[at] != lines[from] {
            if at - from < 4 && from > 0 {
                let before = lines[from - 1];
                lines[from..at].fill(before);
            } else {
                from = at;
            }
            if at < lines.len() && lines[at] != lines[from] {
                from = at;
            }
        }
    }
}

/// The contours of one area: the arcs with it on one side, end to end.
fn area(arcs: &[Arc], fill: Fill) -> Vec<Contour> {
    let mut open: BTreeMap<usize, Vec<(usize, bool)>> = BTreeMap::new();
    let mut contours = Vec::new();
    for (number, arc) in arcs.iter().enumerate() {
        let (left, right) = (arc.left == Some(fill), arc.right == Some(fill));
        if left == right {
            continue;
        }
        if arc.ends[0] == arc.ends[1] {
            contours.push(fitted(&arc.points, true, ERROR_OF_AREA));
        } else {
            open.entry(arc.ends[usize::from(right)])
                .or_default()
                .push((number, right));
        }
    }
    while let Some((&start, _)) = open.iter().find(|(_, out)| !out.is_empty()) {
        let mut contour: Option<Contour> = None;
        let mut at = start;
        while let Some((number, backward)) = open.get_mut(&at).and_then(Vec::pop) {
            let arc = &arcs[number];
            let mut points = arc.points.clone();
            if backward {
                points.reverse();
            }
            let part = fitted(&points, false, ERROR_OF_AREA);
            match &mut contour {
                None => contour = Some(part),
                Some(whole) => whole.pieces.extend(part.pieces),
            }
            at = arc.ends[usize::from(!backward)];
        }
        if let Some(mut whole) = contour {
            whole.closed = true;
            contours.push(whole);
        }
    }
    contours.retain(|contour| contour.spans(LEAST_AREA));
    contours
}

/// Curves along points.
fn fitted(points: &[DVec2], closed: bool, error: f64) -> Contour {
    let mut contour = Contour {
        start: points[0],
        pieces: Vec::new(),
        closed,
    };
    for pair in corners(points).windows(2) {
        let stretch = &points[pair[0]..=pair[1]];
        let (from, to) = (stretch[0], stretch[stretch.len() - 1]);
        if stretch.iter().all(|at| off_chord(from, to, *at) < STRAIGHT) {
            contour.pieces.push(Piece::Line(to));
            continue;
        }
        let places: Vec<Coord2> = stretch.iter().map(|p| Coord2(p.x, p.y)).collect();
        let curves: Vec<Curve<Coord2>> = bezier::fit_curve(&places, error).unwrap_or_default();
        let at = |c: Coord2| DVec2::new(c.0, c.1);
        let mut from = from;
        for curve in &curves {
            let (a, b) = curve.control_points();
            let (a, b, end) = (at(a), at(b), at(curve.end_point()));
            let flat = off_chord(from, end, a) < STRAIGHT && off_chord(from, end, b) < STRAIGHT;
            contour.pieces.push(if flat {
                Piece::Line(end)
            } else {
                Piece::Curve(a, b, end)
            });
            from = end;
        }
        if curves.is_empty() {
            contour.pieces.push(Piece::Line(to));
        }
    }
    contour
}

/// How far a place is from a chord, m.
fn off_chord(from: DVec2, to: DVec2, at: DVec2) -> f64 {
    let along = (to - from).normalize_or_zero();
    if along == DVec2::ZERO {
        return at.distance(from);
    }
    along.perp_dot(at - from).abs()
}

/// The places where the way turns sharply, with both ends.
fn corners(points: &[DVec2]) -> Vec<usize> {
    const REACH: usize = 3;
    let last = points.len() - 1;
    let mut found = vec![0];
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
    if let Some((_, corner)) = sharpest {
        found.push(corner);
    }
    found.push(last);
    found.dedup();
    found
}

/// Contours as a path of the drawing, in mm.
pub fn path(
    contours: &[Contour],
    to_paper: &impl Fn(DVec2) -> Point,
    fill: Option<Fill>,
    stroke: Option<(Stroke, f64)>,
) -> Path {
    let mut segments = Vec::new();
    for contour in contours {
        segments.push(Segment::Move(to_paper(contour.start)));
        for piece in &contour.pieces {
            segments.push(match piece {
                Piece::Line(to) => Segment::Line(to_paper(*to)),
                Piece::Curve(a, b, to) => Segment::Cubic(to_paper(*a), to_paper(*b), to_paper(*to)),
            });
        }
        if contour.closed {
            segments.push(Segment::Close);
        }
    }
    Path {
        segments,
        fill,
        stroke,
    }
}
