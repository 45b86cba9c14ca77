//! What is seen of a scene: at a place, on the way between two, and at each place of a grid.

use glam::DVec2;

use super::{
    STEP, Scene, Seen,
    shapes::{Along, TIE},
};

/// What may be seen on the way between two places, the nearest first.
#[derive(Default)]
pub struct Between(Vec<Candidate>);

/// A shape by its number.
struct Candidate {
    number: u32,
    nearest: f64,
    along: Along,
}

/// The number of no shape.
const NOBODY: u32 = u32::MAX;

impl Scene {
    /// What lies nearest at a place of the paper.
    pub fn at(&self, at: DVec2) -> Seen {
        if self.hides(at) {
            return Seen::NOTHING;
        }
        let mut best = (f64::NEG_INFINITY, None);
        for number in self.tiles.at(at) {
            let covered = &self.shapes[*number as usize];
            if best.0 >= covered.shape.nearest {
                break;
            }
            if let Some(near) = covered.shape.near(at)
                && near > best.0 + TIE
            {
                best = (near, Some(covered));
            }
        }
        best.1
            .map_or(Seen::NOTHING, |covered| self.seen(covered, at, best.0))
    }

    /// What may be seen on the way between two places at most a step from each other, the nearest first.
    pub fn between(&self, [a, b]: [DVec2; 2], found: &mut Between) {
        let (low, high) = (a.min(b), a.max(b));
        found.0.clear();
        for number in self.tiles.at(a) {
            let [least, greatest] = self.bounds[*number as usize];
            if least.x > high.x || greatest.x < low.x || least.y > high.y || greatest.y < low.y {
                continue;
            }
            let shape = &self.shapes[*number as usize].shape;
            let along = shape.along(a, b - a);
            if along.touches() {
                found.0.push(Candidate {
                    number: *number,
                    nearest: shape.nearest,
                    along,
                });
            }
        }
    }

    /// What of this lies nearest at a place of the way, so far from its beginning to its end.
    pub fn among(&self, found: &Between, at: DVec2, share: f64) -> Seen {
        let mut best = (f64::NEG_INFINITY, NOBODY);
        for one in &found.0 {
            if best.0 >= one.nearest {
                break;
            }
            if let Some(near) = one.along.near(share)
                && near > best.0 + TIE
            {
                best = (near, one.number);
            }
        }
        self.numbered(best.1, at, best.0)
    }

    /// What lies nearest at each place of a grid, row after row.
    pub fn grid(&self, low: DVec2, wide: usize, high: usize) -> Vec<Seen> {
        let columns: Vec<f64> = (0..wide).map(|column| column as f64).collect();
        // Of what is numbered from 0, the first from a place on, and the end of what is before it.
        let from = |place: f64| {
            let before = place.max(0.0) as i32;
            (before + i32::from(f64::from(before) < place)) as usize
        };
        let to = |place: f64, count: usize| count.min((place.max(-1.0) + 1.0) as i32 as usize);
        let mut shapes_of_rows: Vec<Vec<u32>> = vec![Vec::new(); high];
        for ([least, greatest], number) in self.bounds.iter().zip(0..) {
            let [top, bottom] = [least, greatest].map(|at| (at.y - low.y) / STEP);
            let (top, bottom) = (from(top), to(bottom, high));
            for row in &mut shapes_of_rows[top.min(bottom)..bottom] {
                row.push(number);
            }
        }
        let mut seen = Vec::with_capacity(wide * high);
        let (mut nearest, mut numbers) = (vec![f64::NEG_INFINITY; wide], vec![NOBODY; wide]);
        for (shapes, row) in shapes_of_rows.into_iter().zip(0_u32..) {
            nearest.fill(f64::NEG_INFINITY);
            numbers.fill(NOBODY);
            let begin = DVec2::new(low.x, low.y + f64::from(row) * STEP);
            for number in shapes {
                let shape = &self.shapes[number as usize].shape;
                let along = shape.along(begin, DVec2::new(STEP, 0.0));
                let Some([left, right]) = along.span() else {
                    continue;
                };
                let (left, right) = (from(left), to(right, wide));
                let own = left.min(right)..right;
                if nearest[own.clone()]
                    .iter()
                    .all(|best| *best >= shape.nearest)
                {
                    continue;
                }
                let places = nearest[own.clone()]
                    .iter_mut()
                    .zip(&mut numbers[own.clone()]);
                for ((best, who), column) in places.zip(&columns[own]) {
                    let near = along.near_within(*column);
                    let nearer = near > *best + TIE;
                    *who = if nearer { number } else { *who };
                    *best = if nearer { near } else { *best };
                }
            }
            let places = nearest.iter().zip(&numbers).zip(&columns);
            seen.extend(places.map(|((near, number), column)| {
                self.numbered(*number, begin + DVec2::new(column * STEP, 0.0), *near)
            }));
        }
        seen
    }
}
