//! From what is seen at places of a grid to smooth areas and lines.
//!
//! Neighbours on the grid that differ have an edge between them, which is then found exactly by halving. Edges that meet are
//! joined into arcs that end where areas or lines meet, and each arc is fitted with curves once, so that areas abut and lines
//! lie on their edges.

mod arcs;
mod fit;
mod grid;

use std::collections::{BTreeMap, BTreeSet};

use glam::DVec2;

use crate::{
    drawing::{Fill, Path, Point, Segment, Stroke},
    scene::{STEP, Scene},
    surface::from_stretch,
};
use arcs::{Arc, strands};
use grid::{Grid, Look};

/// How far a fitted line of a figure may lie from what is seen, m.
pub const ERROR: f64 = 0.0025;
/// Where lines turn by less, as a part of that, they go straight on.
const STRAIGHT_ON: f64 = 0.5;
/// How many times as far the edge of an area may that no line covers.
const OF_AREA: f64 = 2.0;
/// Shorter lines are specks, and areas that span less, m.
const LEAST_LINE: f64 = 0.022;
const LEAST_AREA: f64 = 0.006;

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
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Contour {
    /// Where it begins.
    pub start: DVec2,
    /// The curves and straight pieces, one after the other.
    pub pieces: Vec<Piece>,
    /// Whether it ends where it began.
    pub closed: bool,
}

impl Piece {
    /// Where it ends.
    pub(crate) fn end(&self) -> DVec2 {
        match *self {
            Self::Line(end) | Self::Curve(_, _, end) => end,
        }
    }
}

impl Contour {
    /// The least and the greatest of its places.
    fn bounds(&self) -> [DVec2; 2] {
        let ends = self.pieces.iter().map(Piece::end);
        ends.fold([self.start; 2], |all, end| {
            [all[0].min(end), all[1].max(end)]
        })
    }

    /// Whether it is more than a line there and back.
    fn has_area(&self) -> bool {
        let curved = |piece: &Piece| matches!(piece, Piece::Curve(..));
        self.pieces.len() > 2 || self.pieces.iter().any(curved)
    }

    /// Whether it spans a length in some direction.
    pub(crate) fn spans(&self, least: f64) -> bool {
        let [low, high] = self.bounds();
        (high - low).length() > least
    }

    /// Goes straight on where lines turn by less than this, m.
    pub(crate) fn thin(&mut self, fine: f64) {
        let mut from = self.start;
        let mut left_out: Vec<DVec2> = Vec::new();
        let mut kept: Vec<Piece> = Vec::with_capacity(self.pieces.len());
        for piece in &self.pieces {
            let lines = (kept.last(), piece);
            if let (Some(Piece::Line(over)), Piece::Line(to)) = lines {
                left_out.push(*over);
                let straight = [from, *to].map(|at| at.extend(0.0));
                let near = |at: &DVec2| from_stretch(at.extend(0.0), straight) < fine;
                if left_out.iter().all(near) {
                    kept.pop();
                    kept.push(*piece);
                    continue;
                }
            }
            left_out.clear();
            from = kept.last().map_or(from, Piece::end);
            kept.push(*piece);
        }
        self.pieces = kept;
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

/// Traces a scene. No line lies farther from what is seen than `error`, m.
pub fn trace(scene: &Scene, error: f64) -> Traced {
    let grid = Grid::new(scene);
    let mut traced = Traced::default();
    let mut arcs = grid.arcs(Look::All);
    for strand in strands(&arcs) {
        let error = if strand.line.is_some() {
            error
        } else {
            error * OF_AREA
        };
        strand.fit(&mut arcs, error);
        if let Some(stroke) = strand.line {
            let line = joined(&arcs, &strand.arcs);
            if line.spans(LEAST_LINE) {
                traced.lines.entry(stroke).or_default().push(line);
            }
        }
    }
    let fills: BTreeSet<Fill> = arcs
        .iter()
        .flat_map(|arc| [arc.left, arc.right])
        .flatten()
        .collect();
    for fill in fills {
        traced.areas.insert(fill, area(&arcs, fill));
    }
    if scene.works() {
        traced.working = region(&grid, WORKS, error);
        if !traced.working.is_empty() {
            traced.hatch = hatch(scene, &traced.working);
        }
    }
    let areas = traced.areas.values_mut().flatten();
    let lines = traced.lines.values_mut().flatten();
    for contour in areas.chain(lines).chain(&mut traced.working) {
        contour.thin(error * STRAIGHT_ON);
    }
    traced.areas.retain(|_, contours| {
        contours.retain(Contour::has_area);
        !contours.is_empty()
    });
    traced
}

/// Arcs end to end.
fn joined(arcs: &[Arc], walk: &[(usize, bool)]) -> Contour {
    let mut made: Option<Contour> = None;
    for (number, backward) in walk {
        let (start, pieces) = arcs[*number].walk(*backward);
        match &mut made {
            None => {
                made = Some(Contour {
                    start,
                    pieces,
                    closed: walk.len() == 1 && arcs[*number].closed(),
                });
            }
            Some(whole) => whole.pieces.extend(pieces),
        }
    }
    made.unwrap_or_default()
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
        if arc.closed() {
            contours.push(joined(arcs, &[(number, false)]));
        } else {
            open.entry(arc.ends[usize::from(right)])
                .or_default()
                .push((number, right));
        }
    }
    while let Some((&start, _)) = open.iter().find(|(_, out)| !out.is_empty()) {
        let mut walk = Vec::new();
        let mut at = start;
        while let Some((number, backward)) = open.get_mut(&at).and_then(Vec::pop) {
            walk.push((number, backward));
            at = arcs[number].ends[usize::from(!backward)];
        }
        // Mostly the way in which the lines along it go: what is written twice alike is short in a compressed file.
        let count = |number: usize| arcs[number].pieces.len();
        let pieces: usize = walk.iter().map(|(number, _)| count(*number)).sum();
        let against = walk
            .iter()
            .filter(|(number, backward)| arcs[*number].backward != *backward);
        if against.map(|(number, _)| count(*number)).sum::<usize>() * 2 > pieces {
            arcs::turn(&mut walk);
        }
        contours.push(Contour {
            closed: true,
            ..joined(arcs, &walk)
        });
    }
    contours.retain(|contour| contour.spans(LEAST_AREA));
    contours
}

/// The contours of each region of a scene that is divided, from the first on.
pub fn regions(scene: &Scene, count: u16) -> Vec<Vec<Contour>> {
    let grid = Grid::new(scene);
    let mut made: Vec<Vec<Contour>> = Vec::new();
    for number in 1..=count {
        made.push(region(&grid, number, ERROR));
    }
    made
}

fn region(grid: &Grid<'_>, number: u16, error: f64) -> Vec<Contour> {
    let mut arcs = grid.arcs(Look::Region(number));
    for strand in strands(&arcs) {
        strand.fit(&mut arcs, error * OF_AREA);
    }
    area(&arcs, Fill::Working)
}

/// The region that works, in a scene that is not divided otherwise.
const WORKS: u16 = 1;
/// How far hatching lines are from each other, m.
const HATCH: f64 = 0.030;

/// Slanted lines over what works: closer where it is so small that there would be none or one.
fn hatch(scene: &Scene, working: &[Contour]) -> Vec<[DVec2; 2]> {
    let mut lines = Vec::new();
    for closer in [1.0, 2.0, 4.0] {
        lines = slanted(scene, working, HATCH / closer);
        if lines.len() > 1 {
            break;
        }
    }
    lines
}

fn slanted(scene: &Scene, working: &[Contour], apart: f64) -> Vec<[DVec2; 2]> {
    let bounds = working.iter().map(Contour::bounds);
    let [low, high] = bounds.fold([DVec2::INFINITY, DVec2::NEG_INFINITY], |all, own| {
        [all[0].min(own[0]), all[1].max(own[1])]
    });
    let (low, high) = (low - DVec2::splat(STEP), high + DVec2::splat(STEP));
    let size = high - low;
    let slant = DVec2::new(1.0, -1.0).normalize();
    let gap = apart * core::f64::consts::SQRT_2;
    let mut lines = Vec::new();
    // Always the same lines, wherever on the paper the region begins.
    let mut start = ((low.x - size.y + high.y) / gap).floor() * gap - high.y;
    while start < high.x {
        let from = DVec2::new(start, high.y);
        let steps = (size.y * core::f64::consts::SQRT_2 / STEP).ceil() as u32;
        let mut open: Option<DVec2> = None;
        for step in 0..=steps {
            let at = from + slant * STEP * f64::from(step);
            let working = at.x > low.x && at.x < high.x && scene.at(at).region == WORKS;
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
        // Closing draws the last line.
        let pieces = match contour.pieces.as_slice() {
            [pieces @ .., Piece::Line(_)] if contour.closed => pieces,
            pieces => pieces,
        };
        for piece in pieces {
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
