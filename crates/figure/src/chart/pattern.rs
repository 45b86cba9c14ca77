//! Slanted lines, dots and zigzags, cut off where their area ends. All are laid on the paper and not on the area, so that
//! areas that abut share them.

use glam::DVec2;

use crate::drawing::{Fill, Path, Point, Segment};

/// Distance and width of slanted lines, mm.
const SLANTED: f64 = 1.15;
pub(super) const SLANTED_WIDE: f64 = 0.32;
/// Distance and radius of dots, mm.
const DOTS: f64 = 1.15;
pub(super) const DOT: f64 = 0.3;
/// Distance of rows of zigzags, how long and how high one is, and their width, mm.
const ROWS: f64 = 1.5;
const LONG: f64 = 1.6;
const HIGH: f64 = 0.8;
pub(super) const ZIGZAG_WIDE: f64 = 0.26;

/// An area with straight edges, by the even-odd rule.
pub(super) struct Area {
    edges: Vec<[DVec2; 2]>,
    low: DVec2,
    high: DVec2,
}

impl Area {
    /// The area inside closed contours.
    pub(super) fn of(contours: &[Segment]) -> Self {
        let path = Path::area(contours.to_vec(), Fill::Halo);
        let place = |at: Point| DVec2::new(at.x, at.y);
        let edges = path.edges().into_iter().map(|edge| edge.map(place));
        let edges: Vec<[DVec2; 2]> = edges.collect();
        let ends = edges.iter().flatten();
        let (low, high) = ends.fold((DVec2::INFINITY, DVec2::NEG_INFINITY), |all, end| {
            (all.0.min(*end), all.1.max(*end))
        });
        Self { edges, low, high }
    }

    fn contains(&self, at: DVec2) -> bool {
        let crossed = self.edges.iter().filter(|[from, to]| {
            (from.y > at.y) != (to.y > at.y)
                && at.x < from.x + (at.y - from.y) / (to.y - from.y) * (to.x - from.x)
        });
        crossed.count() % 2 == 1
    }

    /// How far a place is from the nearest edge, mm.
    fn off_edge(&self, at: DVec2) -> f64 {
        let off = self.edges.iter().map(|[from, to]| {
            let way = *to - *from;
            let along = (at - *from).dot(way) / way.length_squared().max(f64::MIN_POSITIVE);
            at.distance(*from + way * along.clamp(0.0, 1.0))
        });
        off.fold(f64::INFINITY, f64::min)
    }

    /// The stretches of a line that lie inside.
    fn cut(&self, line: &[DVec2], into: &mut Vec<Segment>) {
        let point = |at: DVec2| Point { x: at.x, y: at.y };
        let mut drawn_to: Option<DVec2> = None;
        for ends in line.windows(2) {
            let (from, to) = (ends[0], ends[1]);
            let way = to - from;
            let mut cuts = vec![0.0, 1.0];
            for [a, b] in &self.edges {
                let edge = *b - *a;
                let across = way.perp_dot(edge);
                let along = (*a - from).perp_dot(edge) / across;
                let on_edge = (*a - from).perp_dot(way) / across;
                if (0.0..1.0).contains(&on_edge) && (0.0..1.0).contains(&along) {
                    cuts.push(along);
                }
            }
            cuts.sort_by(f64::total_cmp);
            for pair in cuts.windows(2) {
                let (begin, end) = (from + way * pair[0], from + way * pair[1]);
                if pair[1] - pair[0] < 1e-9 || !self.contains((begin + end) / 2.0) {
                    continue;
                }
                if drawn_to.is_none_or(|at| at.distance(begin) > 1e-6) {
                    into.push(Segment::Move(point(begin)));
                }
                into.push(Segment::Line(point(end)));
                drawn_to = Some(end);
            }
        }
    }

    /// Steps of a distance from below one place to above another.
    fn steps(from: f64, to: f64, step: f64) -> impl Iterator<Item = (i64, f64)> {
        let (first, last) = ((from / step).floor() as i64, (to / step).ceil() as i64);
        (first..=last).map(move |number| (number, number as f64 * step))
    }

    /// Lines that rise to the right.
    pub(super) fn slanted(&self) -> Vec<Segment> {
        let mut found = Vec::new();
        let size = self.high - self.low;
        let gap = SLANTED * core::f64::consts::SQRT_2;
        let [from, to] = [self.low.x + self.low.y, self.high.x + self.high.y];
        for (_, sum) in Self::steps(from, to, gap) {
            let foot = DVec2::new(sum - self.high.y, self.high.y);
            let line = [foot, foot + DVec2::new(size.y, -size.y)];
            self.cut(&line, &mut found);
        }
        found
    }

    /// Whole dots, every other row between those of the row before.
    pub(super) fn dots(&self) -> Vec<Segment> {
        let mut found = Vec::new();
        let row = DOTS * 0.866;
        for (number, y) in Self::steps(self.low.y, self.high.y, row) {
            let shift = if number % 2 == 0 { 0.0 } else { DOTS / 2.0 };
            for (_, x) in Self::steps(self.low.x - shift, self.high.x, DOTS) {
                let at = DVec2::new(x + shift, y);
                if self.contains(at) && self.off_edge(at) > DOT {
                    // A line of no length with round ends is a dot.
                    found.push(Segment::Move(Point { x: at.x, y: at.y }));
                    found.push(Segment::Line(Point {
                        x: at.x + 0.01,
                        y: at.y,
                    }));
                }
            }
        }
        found
    }

    /// Rows of zigzags.
    pub(super) fn zigzags(&self) -> Vec<Segment> {
        let mut found = Vec::new();
        for (_, y) in Self::steps(self.low.y, self.high.y, ROWS) {
            let line: Vec<DVec2> = Self::steps(self.low.x - LONG, self.high.x + LONG, LONG / 2.0)
                .map(|(number, x)| {
                    let up = if number % 2 == 0 { -HIGH } else { HIGH };
                    DVec2::new(x, y + up / 2.0)
                })
                .collect();
            self.cut(&line, &mut found);
        }
        found
    }
}
