//! Edges between neighbours of a grid, joined into a net.

use glam::DVec2;

use super::arcs::{self, Arc};
use crate::{
    drawing::{Fill, Stroke},
    scene::{STEP, Scene, Seen, Thing},
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
    fn differ(self, a: Seen, b: Seen) -> bool {
        match self {
            Self::All => a.kind != b.kind,
            Self::Region(number) => (a.region == number) != (b.region == number),
        }
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
        const NO_EDGE: u32 = u32::MAX;
        let (wide, seen) = (self.wide, &self.seen);
        let mut nodes: Vec<Node> = Vec::new();
        let mut lines: Vec<Option<Stroke>> = Vec::new();
        // From each place the edge to the right and the one below.
        let mut edges = vec![[NO_EDGE; 2]; seen.len()];
        let mut crossed: Vec<usize> = Vec::new();
        let mut between = Vec::new();
        for here in 0..seen.len() {
            let beside = seen
                .get(here + 1)
                .is_some_and(|other| look.differ(seen[here], *other));
            let below = seen
                .get(here + wide)
                .is_some_and(|other| look.differ(seen[here], *other));
            if !beside && !below {
                continue;
            }
            let beside = beside && (here + 1) % wide != 0;
            for (there, way) in [
                (beside.then_some(here + 1), 0),
                (below.then_some(here + wide), 1),
            ] {
                if let Some((at, line)) =
                    there.and_then(|there| self.crossing(look, [here, there], &mut between))
                {
                    edges[here][way] = nodes.len() as u32;
                    nodes.push(Node::new(at));
                    lines.push(line);
                    // The two cells beside the edge, each by its first place.
                    crossed.extend(
                        [Some(here), here.checked_sub([wide, 1][way])]
                            .into_iter()
                            .flatten(),
                    );
                }
            }
        }
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
            let found: Vec<(usize, usize)> = (0..4)
                .filter(|side| slots[*side] != NO_EDGE)
                .map(|side| (side, slots[side] as usize))
                .collect();
            match *found.as_slice() {
                [] | [_] => {}
                [(side, from), (_, to)] => {
                    let beside = [fills[(side + 1) % 4], fills[side]];
                    join(&mut nodes, [from, to], beside, lines[from].max(lines[to]));
                }
                _ => {
                    let sum: DVec2 = found.iter().map(|(_, from)| nodes[*from].at).sum();
                    let middle = sum / found.len() as f64;
                    let center = nodes.len();
                    nodes.push(Node::new(self.meeting(look, here).unwrap_or(middle)));
                    for (side, from) in found {
                        let beside = [fills[(side + 1) % 4], fills[side]];
                        join(&mut nodes, [from, center], beside, lines[from]);
                    }
                }
            }
        }
        arcs::chained(&nodes)
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
        between: &mut Vec<u32>,
    ) -> Option<(DVec2, Option<Stroke>)> {
        let scene = self.scene;
        let (mut a, mut b) = (self.place(here), self.place(there));
        let (mut seen_a, mut seen_b) = (self.seen[here], self.seen[there]);
        let thing = |seen| scene.kind(seen).map(|kind| kind.thing);
        let (fill, of) = (look.fill(scene, seen_a), thing(seen_a));
        let fills = fill != look.fill(scene, seen_b);
        scene.between(a, b, between);
        for _ in 0..HALVINGS {
            let middle = (a + b) / 2.0;
            let seen = scene.among(between, middle);
            if look.fill(scene, seen) == fill && (fills || thing(seen) == of) {
                (a, seen_a) = (middle, seen);
            } else {
                (b, seen_b) = (middle, seen);
            }
        }
        let line = match look {
            Look::All => line(scene, seen_a, seen_b),
            Look::Region(_) => None,
        };
        (fills || line.is_some()).then_some(((a + b) / 2.0, line))
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
