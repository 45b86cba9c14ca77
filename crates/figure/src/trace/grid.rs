//! Edges between neighbours of a grid, joined into a net.

use glam::DVec2;

use super::arcs::{self, Arc};
use crate::{
    drawing::{Fill, Stroke},
    scene::{Between, STEP, Scene, Seen, Thing},
};

/// A step in depth that is drawn as a line, m: between parts that do not meet, and between parts that meet at a joint.
const GAP: f64 = 0.012;
const GAP_AT_JOINT: f64 = 0.030;
/// How often the way between neighbours is halved to find the edge: to 0.2 mm.
const HALVINGS: u32 = 5;

/// Which edges are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Of everything.
    All,
    /// Of one region: see [`Scene::divided`].
    Region(u16),
}

impl Look {
    /// Places are told apart by it.
    fn mark(self, seen: Seen) -> u16 {
        match self {
            Self::All => seen.kind,
            Self::Region(number) => u16::from(seen.region == number),
        }
    }

    fn differ(self, a: Seen, b: Seen) -> bool {
        self.mark(a) != self.mark(b)
    }

    fn fill(self, scene: &Scene, seen: Seen) -> Option<Fill> {
        match self {
            Self::All => scene.kind(seen).map(|kind| kind.fill),
            Self::Region(number) => (seen.region == number).then_some(Fill::Working),
        }
    }
}

/// Places in rows, and what is seen there.
pub(super) struct Grid<'s> {
    scene: &'s Scene,
    low: DVec2,
    wide: usize,
    seen: Vec<Seen>,
}

/// A place where an edge goes, with the ways on.
pub(super) struct Node {
    pub(super) at: DVec2,
    /// The ways on: two in the middle of an edge, up to four where areas meet.
    out: [Link; 4],
    ways: usize,
}

/// The way from a node to the next, and what is beside it.
#[derive(Clone, Copy)]
pub(super) struct Link {
    pub(super) to: usize,
    pub(super) left: Option<Fill>,
    pub(super) right: Option<Fill>,
    pub(super) line: Option<Stroke>,
}

impl Link {
    const NONE: Self = Self {
        to: 0,
        left: None,
        right: None,
        line: None,
    };
}

impl Node {
    fn new(at: DVec2) -> Self {
        Self {
            at,
            out: [Link::NONE; 4],
            ways: 0,
        }
    }

    pub(super) fn out(&self) -> &[Link] {
        &self.out[..self.ways]
    }
}

/// Joins two nodes, with what is on the left and on the right of the way from the first.
fn join(
    nodes: &mut [Node],
    [from, to]: [usize; 2],
    [left, right]: [Option<Fill>; 2],
    line: Option<Stroke>,
) {
    for (from, to, left, right) in [(from, to, left, right), (to, from, right, left)] {
        let node = &mut nodes[from];
        node.out[node.ways] = Link {
            to,
            left,
            right,
            line,
        };
        node.ways += 1;
    }
}

impl<'s> Grid<'s> {
    pub(super) fn new(scene: &'s Scene) -> Self {
        let [low, high] = scene.bounds();
        let low = low - DVec2::splat(1.37 * STEP);
        let count = |length: f64| (length / STEP).ceil() as usize + 3;
        let (wide, high) = (count(high.x - low.x), count(high.y - low.y));
        Self {
            scene,
            low,
            wide,
            seen: scene.grid(low, wide, high),
        }
    }

    fn place(&self, here: usize) -> DVec2 {
        self.low + DVec2::new((here % self.wide) as f64, (here / self.wide) as f64) * STEP
    }

    /// The edges as arcs that end where areas or lines meet.
    pub(super) fn arcs(&self, look: Look) -> Vec<Arc> {
        const NO_EDGE: u32 = 0;
        let (wide, seen) = (self.wide, &self.seen);
        let mut nodes: Vec<Node> = Vec::new();
        let mut lines: Vec<Option<Stroke>> = Vec::new();
        // From each place the edge to the right and the one below: the number of its node, from 1.
        let mut edges = vec![[NO_EDGE; 2]; seen.len()];
        // The cells beside an edge, each by its first place: that of the edge, the one above and the one before it.
        let mut crossed: Vec<usize> = Vec::new();
        let mut between = Between::default();
        self.unlike(look, |here, [beside, below]| {
            for (there, way, other) in [
                (beside.then_some(here + 1), 0, here.checked_sub(wide)),
                (below.then_some(here + wide), 1, here.checked_sub(1)),
            ] {
                if let Some((at, line)) =
                    there.and_then(|there| self.crossing(look, [here, there], &mut between))
                {
                    nodes.push(Node::new(at));
                    edges[here][way] = nodes.len() as u32;
                    lines.push(line);
                    crossed.push(here);
                    crossed.extend(other);
                }
            }
        });
        crossed.sort_unstable();
        crossed.dedup();
        for here in crossed {
            if here % wide + 1 == wide || here + wide >= seen.len() {
                continue;
            }
            let around = [here, here + 1, here + wide + 1, here + wide];
            let fills = around.map(|at| look.fill(self.scene, seen[at]));
            let slots = [
                edges[here][0],
                edges[here + 1][1],
                edges[here + wide][0],
                edges[here][1],
            ];
            let found = || {
                let sides = slots.into_iter().zip(0_usize..);
                let there = sides.filter(|(edge, _)| *edge != NO_EDGE);
                there.map(|(edge, side)| (edge as usize - 1, [fills[(side + 1) % 4], fills[side]]))
            };
            let mut first = found();
            match (first.next(), first.next(), first.next()) {
                (_, None, _) | (None, ..) => {}
                (Some((from, beside)), Some((to, _)), None) => {
                    join(&mut nodes, [from, to], beside, lines[from].max(lines[to]));
                }
                _ => {
                    let sum: DVec2 = found().map(|(from, _)| nodes[from].at).sum();
                    let middle = sum / found().count() as f64;
                    let center = nodes.len();
                    nodes.push(Node::new(self.meeting(look, here).unwrap_or(middle)));
                    for (from, beside) in found() {
                        join(&mut nodes, [from, center], beside, lines[from]);
                    }
                }
            }
        }
        arcs::chained(&nodes)
    }

    /// Each place that is unlike the one to the right or the one below, and which of them.
    fn unlike(&self, look: Look, mut visit: impl FnMut(usize, [bool; 2])) {
        /// Most of so many places are all alike.
        const PIECE: usize = 32;
        let marks: Vec<u16> = self.seen.iter().map(|seen| look.mark(*seen)).collect();
        let rows: Vec<&[u16]> = marks.chunks_exact(self.wide).collect();
        for (row, pair) in rows.windows(2).enumerate() {
            let [own, below] = [pair[0], pair[1]];
            let beside = &own[1..];
            for from in (0..beside.len()).step_by(PIECE) {
                let piece = from..(from + PIECE).min(beside.len());
                if own[piece.clone()] == beside[piece.clone()]
                    && own[piece.clone()] == below[piece.clone()]
                {
                    continue;
                }
                for at in piece {
                    let unlike = [own[at] != beside[at], own[at] != below[at]];
                    if unlike != [false; 2] {
                        visit(row * self.wide + at, unlike);
                    }
                }
            }
        }
    }

    /// Where three areas meet in a cell, by quartering it.
    fn meeting(&self, look: Look, here: usize) -> Option<DVec2> {
        let scene = self.scene;
        let mut low = self.place(here);
        let [beside, below, across] = [here + 1, here + self.wide, here + self.wide + 1];
        let mut corners = [here, beside, below, across].map(|at| self.seen[at]);
        let mut size = STEP;
        for _ in 0..HALVINGS {
            size /= 2.0;
            let at = |x: f64, y: f64| scene.at(low + DVec2::new(x, y) * size);
            let [a, b, c, d] = corners;
            let (above, left, middle, right, under) = (
                at(1.0, 0.0),
                at(0.0, 1.0),
                at(1.0, 1.0),
                at(2.0, 1.0),
                at(1.0, 2.0),
            );
            let quarters = [
                (DVec2::ZERO, [a, above, left, middle]),
                (DVec2::X, [above, b, middle, right]),
                (DVec2::Y, [left, middle, c, under]),
                (DVec2::ONE, [middle, right, under, d]),
            ];
            let (off, quarter) = quarters.into_iter().find(|(_, seen)| {
                let [a, b, c, d] = *seen;
                let other = [b, c, d].into_iter().find(|seen| look.differ(a, *seen));
                other.is_some_and(|other| {
                    [b, c, d]
                        .iter()
                        .any(|seen| look.differ(a, *seen) && look.differ(other, *seen))
                })
            })?;
            low += off * size;
            corners = quarter;
        }
        Some(low + DVec2::splat(size / 2.0))
    }

    /// The edge between two neighbours, if there is one to draw or to fill.
    fn crossing(
        &self,
        look: Look,
        [here, there]: [usize; 2],
        between: &mut Between,
    ) -> Option<(DVec2, Option<Stroke>)> {
        let scene = self.scene;
        let (a, b) = (self.place(here), self.place(there));
        let (mut seen_a, mut seen_b) = (self.seen[here], self.seen[there]);
        let thing = |seen| scene.kind(seen).map(|kind| kind.thing);
        let (fill, of) = (look.fill(scene, seen_a), thing(seen_a));
        let fills = fill != look.fill(scene, seen_b);
        scene.between([a, b], between);
        // How far from the one to the other.
        let (mut from, mut size) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            size /= 2.0;
            let middle = from + size;
            let seen = scene.among(between, a + (b - a) * middle, middle);
            if look.fill(scene, seen) == fill && (fills || thing(seen) == of) {
                (from, seen_a) = (middle, seen);
            } else {
                seen_b = seen;
            }
        }
        let edge = a + (b - a) * (from + size / 2.0);
        let line = match look {
            Look::All => line(scene, seen_a, seen_b),
            Look::Region(_) => None,
        };
        (fills || line.is_some()).then_some((edge, line))
    }
}

/// The line between two neighbouring places.
fn line(scene: &Scene, a: Seen, b: Seen) -> Option<Stroke> {
    let gap = (a.near - b.near).abs();
    let (a, b) = match (scene.kind(a), scene.kind(b)) {
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
    match (a.thing, b.thing) {
        (Thing::Body(one), Thing::Body(other)) => {
            let far = gap > if one.joins(other) { GAP_AT_JOINT } else { GAP };
            let apart = one != other && far;
            let alike = a.fill.far() == b.fill.far() || a.fill.is_fine() || b.fill.is_fine();
            if !apart && alike {
                None
            } else if a.fill.is_bare() && b.fill.is_bare() {
                Some(Stroke::Fold)
            } else if apart {
                Some(Stroke::Outline)
            } else {
                Some(Stroke::Thin)
            }
        }
        (Thing::Body(_), _) | (_, Thing::Body(_)) => Some(Stroke::Outline),
        (Thing::Rod, Thing::Rod) => None,
        _ => Some(Stroke::Thin),
    }
}
