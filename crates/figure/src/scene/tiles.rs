//! Which shapes may be seen in which part of the paper.

use glam::DVec2;

/// How wide a tile is, m.
const TILE: f64 = 0.018;

/// The paper in tiles, each with the shapes that touch it or are less than a margin away.
pub(super) struct Tiles {
    low: DVec2,
    columns: usize,
    rows: usize,
    /// For each tile where its shapes begin in `listed`, and where the last ends.
    begins: Vec<u32>,
    listed: Vec<u32>,
}

impl Tiles {
    /// Tiles from the least to the greatest place of all shapes, whose numbers stay in order.
    pub(super) fn new(
        [low, high]: [DVec2; 2],
        bounds: impl Iterator<Item = [DVec2; 2]> + Clone,
        margin: f64,
    ) -> Self {
        let count = |length: f64| (length / TILE).ceil().max(1.0) as usize;
        let (columns, rows) = (count(high.x - low.x), count(high.y - low.y));
        let mut made = Self {
            low,
            columns,
            rows,
            begins: vec![0; columns * rows + 1],
            listed: Vec::new(),
        };
        let places = |made: &Self, [low, high]: [DVec2; 2]| {
            let from = made.cell(low - DVec2::splat(margin));
            let to = made.cell(high + DVec2::splat(margin));
            let rows = from.1..=to.1;
            rows.map(move |row| row * columns + from.0..=row * columns + to.0)
        };
        for own in bounds.clone() {
            for row in places(&made, own) {
                for count in &mut made.begins[row] {
                    *count += 1;
                }
            }
        }
        let mut end = 0;
        for begin in &mut made.begins {
            end += *begin;
            *begin = end;
        }
        made.listed = vec![0; end as usize];
        let shapes: Vec<[DVec2; 2]> = bounds.collect();
        for (number, own) in shapes.into_iter().enumerate().rev() {
            for row in places(&made, own) {
                for begin in &mut made.begins[row] {
                    *begin -= 1;
                    made.listed[*begin as usize] = number as u32;
                }
            }
        }
        made
    }

    fn cell(&self, at: DVec2) -> (usize, usize) {
        let place = (at - self.low) / TILE;
        (
            (place.x.max(0.0) as usize).min(self.columns - 1),
            (place.y.max(0.0) as usize).min(self.rows - 1),
        )
    }

    /// The shapes that are seen nowhere else than in the tile of a place, or near it.
    pub(super) fn at(&self, at: DVec2) -> &[u32] {
        let (column, row) = self.cell(at);
        let tile = row * self.columns + column;
        &self.listed[self.begins[tile] as usize..self.begins[tile + 1] as usize]
    }
}
