//! Edges as arcs between the places where areas or lines meet, and lines that go on from arc to arc.

use std::collections::{BTreeMap, BTreeSet};

use glam::DVec2;

use super::{Piece, fit, grid::Node};
use crate::drawing::{Fill, Stroke};

/// Lines that meet go on as one where they turn by less, cosine.
const GOES_ON: f64 = 0.80;
/// Over how many steps the way of a line is taken.
const REACH: usize = 3;
/// A change of line that is shorter, in steps, is none.
const SHORT: usize = 4;

/// An edge with the same beside it and along it from end to end.
pub(super) struct Arc {
    points: Vec<DVec2>,
    /// The nodes where it begins and ends; the same where it is closed.
    pub(super) ends: [usize; 2],
    pub(super) left: Option<Fill>,
    pub(super) right: Option<Fill>,
    pub(super) line: Option<Stroke>,
    /// Whether the line along it goes from its end to its beginning.
    pub(super) backward: bool,
    /// The curves along it, once they are fitted.
    pub(super) pieces: Vec<Piece>,
}

impl Arc {
    pub(super) fn closed(&self) -> bool {
        self.ends[0] == self.ends[1]
    }

    /// Where it begins, and the curves along it; backward from its end.
    pub(super) fn walk(&self, backward: bool) -> (DVec2, Vec<Piece>) {
        let start = self.points[0];
        if !backward {
            return (start, self.pieces.clone());
        }
        (
            self.points[self.points.len() - 1],
            reversed(start, &self.pieces),
        )
    }
}

/// The same pieces the other way round, from their end to where they began.
fn reversed(start: DVec2, pieces: &[Piece]) -> Vec<Piece> {
    let befores = [start].into_iter().chain(pieces.iter().map(Piece::end));
    let mut made: Vec<Piece> = pieces
        .iter()
        .zip(befores)
        .map(|(piece, before)| match *piece {
            Piece::Line(_) => Piece::Line(before),
            Piece::Curve(a, b, _) => Piece::Curve(b, a, before),
        })
        .collect();
    made.reverse();
    made
}

/// Follows the ways from node to node.
pub(super) fn chained(nodes: &[Node]) -> Vec<Arc> {
    let mut used = vec![[false; 4]; nodes.len()];
    // A place in the middle of an arc: two ways on, with the same areas beside them.
    let middle = |node: usize| match nodes[node].out() {
        [one, other] => one.left == other.right && one.right == other.left,
        _ => false,
    };
    let mut arcs = Vec::new();
    let mut walk = |start: usize, way: usize, used: &mut Vec<[bool; 4]>| {
        let (mut path, mut lines) = (vec![start], Vec::new());
        let (mut at, mut out) = (start, way);
        loop {
            let link = nodes[at].out()[out];
            used[at][out] = true;
            let mut back = nodes[link.to].out().iter();
            let back = back.position(|other| other.to == at && other.left == link.right);
            path.push(link.to);
            lines.push(link.line);
            let Some(back) = back else { break };
            used[link.to][back] = true;
            at = link.to;
            if at == start || !middle(at) {
                break;
            }
            out = 1 - back;
        }
        let first = nodes[start].out()[way];
        steadied(&mut lines);
        let mut from = 0;
        for run in lines.chunk_by(|a, b| a == b) {
            let to = from + run.len();
            arcs.push(Arc {
                points: path[from..=to].iter().map(|node| nodes[*node].at).collect(),
                ends: [path[from], path[to]],
                left: first.left,
                right: first.right,
                line: run[0],
                backward: false,
                pieces: Vec::new(),
            });
            from = to;
        }
    };
    for closed in [false, true] {
        for (start, node) in nodes.iter().enumerate() {
            if !closed && middle(start) {
                continue;
            }
            for way in 0..node.out().len() {
                if !used[start][way] {
                    walk(start, way, &mut used);
                }
            }
        }
    }
    arcs
}

/// A short change of line is none.
fn steadied(lines: &mut [Option<Stroke>]) {
    let mut from = 0;
    for at in 1..=lines.len() {
        if at == lines.len() || lines[at] != lines[from] {
            if at - from < SHORT && from > 0 {
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

/// Arcs that go on in each other, each with whether it is walked backward.
pub(super) struct Strand {
    pub(super) line: Option<Stroke>,
    pub(super) arcs: Vec<(usize, bool)>,
    points: Vec<DVec2>,
}

impl Strand {
    fn new(arcs: &[Arc], number: usize) -> Self {
        let arc = &arcs[number];
        Self {
            line: arc.line,
            arcs: vec![(number, false)],
            points: arc.points.clone(),
        }
    }

    /// Takes the lines that go on at its end, the straightest first.
    fn grow(&mut self, arcs: &[Arc], taken: &mut [bool], at_nodes: &BTreeMap<usize, Vec<usize>>) {
        while let Some(&(last, backward)) = self.arcs.last() {
            let tip = arcs[last].ends[usize::from(!backward)];
            let way = way_out(self.points.iter().rev());
            let next = at_nodes[&tip]
                .iter()
                .filter(|number| !taken[**number])
                .flat_map(|number| [(*number, false), (*number, true)])
                .filter(|(number, end)| arcs[*number].ends[usize::from(*end)] == tip)
                .map(|(number, end)| {
                    let points = &arcs[number].points;
                    let other = if end {
                        way_out(points.iter().rev())
                    } else {
                        way_out(points.iter())
                    };
                    (-other.dot(way), number, end)
                })
                .filter(|(along, ..)| *along > GOES_ON)
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let Some((_, number, backward)) = next else {
                break;
            };
            taken[number] = true;
            self.arcs.push((number, backward));
            let points = &arcs[number].points;
            if backward {
                self.points.extend(points.iter().rev().skip(1));
            } else {
                self.points.extend(points.iter().skip(1));
            }
        }
    }

    fn turn(&mut self) {
        self.points.reverse();
        turn(&mut self.arcs);
    }

    /// Fits curves along it, and gives each arc its own.
    pub(super) fn fit(&self, arcs: &mut [Arc], error: f64) {
        let mut ends = vec![0];
        for (number, _) in &self.arcs {
            let before = ends[ends.len() - 1];
            ends.push(before + arcs[*number].points.len() - 1);
        }
        let closed = self.arcs.len() == 1 && arcs[self.arcs[0].0].closed();
        let fitted = fit::fitted(&self.points, &ends, closed, error);
        for ((number, backward), (pieces, from)) in
            self.arcs.iter().zip(fitted.into_iter().zip(ends))
        {
            arcs[*number].backward = *backward;
            arcs[*number].pieces = if *backward {
                reversed(self.points[from], &pieces)
            } else {
                pieces
            };
        }
    }
}

/// The same walk along arcs the other way round.
pub(super) fn turn(walk: &mut [(usize, bool)]) {
    walk.reverse();
    for (_, backward) in walk {
        *backward = !*backward;
    }
}

/// The way out of a line whose points begin at its end.
fn way_out<'p>(mut points: impl ExactSizeIterator<Item = &'p DVec2>) -> DVec2 {
    let inner = REACH.min(points.len() - 1);
    let tip = points.next().copied().unwrap_or_default();
    let inner = points.nth(inner.saturating_sub(1)).copied().unwrap_or(tip);
    (tip - inner).normalize_or_zero()
}

/// All arcs: lines as far as they go on, the others one by one.
pub(super) fn strands(arcs: &[Arc]) -> Vec<Strand> {
    let mut made = Vec::new();
    let strokes: BTreeSet<Stroke> = arcs.iter().filter_map(|arc| arc.line).collect();
    for stroke in strokes {
        let mut at_nodes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut taken = vec![true; arcs.len()];
        for (number, arc) in arcs.iter().enumerate() {
            if arc.line == Some(stroke) && !arc.closed() {
                taken[number] = false;
                for end in arc.ends {
                    at_nodes.entry(end).or_default().push(number);
                }
            }
        }
        for start in 0..arcs.len() {
            if taken[start] {
                continue;
            }
            taken[start] = true;
            let mut strand = Strand::new(arcs, start);
            for _ in 0..2 {
                strand.grow(arcs, &mut taken, &at_nodes);
                strand.turn();
            }
            made.push(strand);
        }
    }
    let single = |(number, arc): (usize, &Arc)| {
        (arc.line.is_none() || arc.closed()).then(|| Strand::new(arcs, number))
    };
    made.extend(arcs.iter().enumerate().filter_map(single));
    made
}
