//! Where something more has room beside what is drawn.

use crate::{
    drawing::{Drawing, Point},
    panels,
    side::Side,
};

/// Width of a cell, mm.
const CELL: f64 = 1.0;
/// What has something added to it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of {
    /// A panel, whose upper left corner is kept free for its number.
    Panel,
    /// A panel, and its number.
    Numbered,
    /// A whole figure.
    Figure,
}

impl Of {
    /// The places of a card that it may fill, mm. One of two panels has half of it.
    fn frames(self) -> &'static [[f64; 2]] {
        match self {
            Self::Panel | Self::Numbered => &[[58.0, 24.0], [32.0, 46.0]],
            Self::Figure => &[[58.0, 50.0]],
        }
    }

    /// Width of the corner that is kept free, mm.
    fn corner(self) -> f64 {
        match self {
            Self::Panel => panels::NUMBER,
            Self::Numbered | Self::Figure => 0.0,
        }
    }
}

/// The shape of what wants room, by its size, mm.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shape {
    /// Of a radius.
    Disc(f64),
    /// Wide and high.
    Box(f64, f64),
}

impl Shape {
    fn size(self) -> (f64, f64) {
        match self {
            Self::Disc(radius) => (2.0 * radius, 2.0 * radius),
            Self::Box(wide, high) => (wide, high),
        }
    }

    /// The cells that it covers, from its upper left corner.
    fn cells(self) -> Vec<(i64, i64)> {
        let (wide, high) = self.size();
        let all =
            (0..count(high)).flat_map(|row| (0..count(wide)).map(move |column| (column, row)));
        all.filter(|(column, row)| match self {
            Self::Box(..) => true,
            Self::Disc(radius) => {
                let off = |at: i64| (at as f64 + 0.5) * CELL - radius;
                off(*column).hypot(off(*row)) < radius + CELL / 2.0
            }
        })
        .collect()
    }
}

fn count(length: f64) -> i64 {
    (length / CELL).ceil() as i64
}

/// The upper left corner of the place where a shape covers nothing that is drawn and the whole is the largest in one of the frames;
/// of equal ones the nearest to `wanted`. It may lie outside of the drawing.
pub(crate) fn free(drawing: &Drawing, shape: Shape, wanted: Point, of: Of) -> Point {
    let (columns, rows) = (count(drawing.width), count(drawing.height));
    let mut taken = taken(drawing, columns, rows);
    let keep = count(of.corner());
    for row in 0..keep.min(rows) {
        for column in 0..keep.min(columns) {
            taken[(row * columns + column) as usize] = true;
        }
    }
    let (wide, high) = shape.size();
    let cells = shape.cells();
    let is_free = |x: i64, y: i64| {
        cells.iter().all(|(column, row)| {
            let (column, row) = (x + column, y + row);
            let outside = column < 0 || row < 0 || column >= columns || row >= rows;
            outside || !taken[(row * columns + column) as usize]
        })
    };
    let mut best: Option<(f64, f64, Point)> = None;
    for y in -count(high)..=rows {
        for x in -count(wide)..=columns {
            let at = Point {
                x: x as f64 * CELL,
                y: y as f64 * CELL,
            };
            let whole_wide = drawing.width.max(at.x + wide) - at.x.min(0.0);
            let whole_high = drawing.height.max(at.y + high) - at.y.min(0.0);
            let scale = of
                .frames()
                .iter()
                .map(|[frame_wide, frame_high]| {
                    (frame_wide / whole_wide).min(frame_high / whole_high)
                })
                .fold(0.0, f64::max);
            // What is gained under a hundredth counts for nothing.
            let scale = (scale * 100.0).round();
            let (right, down) = (at.x + wide / 2.0 - wanted.x, at.y + high / 2.0 - wanted.y);
            let away = right * right + down * down;
            let better = best
                .is_none_or(|(found, near, _)| scale > found || (scale >= found && away < near));
            if better && is_free(x, y) {
                best = Some((scale, away, at));
            }
        }
    }
    best.map_or(
        Point {
            x: drawing.width,
            y: 0.0,
        },
        |(.., at)| at,
    )
}

/// The drawing with room for a shape whose upper left corner is there: it grows to where the shape sticks out.
pub(crate) fn grown(drawing: Drawing, at: Point, shape: Shape) -> Drawing {
    let (wide, high) = shape.size();
    let (right, down) = ((-at.x).max(0.0), (-at.y).max(0.0));
    Drawing {
        width: drawing.width.max(at.x + wide) + right,
        height: drawing.height.max(at.y + high) + down,
        paths: drawing
            .paths
            .iter()
            .map(|path| path.moved(right, down))
            .collect(),
        ..drawing
    }
}

/// The cells that something is drawn in.
fn taken(drawing: &Drawing, columns: i64, rows: i64) -> Vec<bool> {
    let mut taken = vec![false; (columns * rows).max(0) as usize];
    let mut mark = |column: i64, row: i64| {
        if (0..columns).contains(&column) && (0..rows).contains(&row) {
            taken[(row * columns + column) as usize] = true;
        }
    };
    for path in &drawing.paths {
        let edges = path.edges();
        for [from, to] in &edges {
            let steps = ((to.x - from.x).hypot(to.y - from.y) / CELL * 2.0)
                .ceil()
                .max(1.0);
            let mut step = 0.0;
            while step <= steps {
                let along = step / steps;
                let at = |a: f64, b: f64| ((a + (b - a) * along) / CELL).floor() as i64;
                mark(at(from.x, to.x), at(from.y, to.y));
                step += 1.0;
            }
        }
        if path.fill.is_none() {
            continue;
        }
        let mut crossings_of_rows: Vec<Vec<f64>> = vec![Vec::new(); rows.max(0) as usize];
        for [from, to] in &edges {
            let (top, bottom) = (from.y.min(to.y) / CELL, from.y.max(to.y) / CELL);
            for row in (top.floor() as i64).max(0)..(bottom.ceil() as i64).min(rows) {
                let y = (row as f64 + 0.5) * CELL;
                if (from.y > y) != (to.y > y) {
                    let along = (y - from.y) / (to.y - from.y);
                    crossings_of_rows[row as usize].push(from.x + (to.x - from.x) * along);
                }
            }
        }
        for (mut crossings, row) in crossings_of_rows.into_iter().zip(0..) {
            crossings.sort_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                for column in (pair[0] / CELL).floor() as i64..=(pair[1] / CELL).floor() as i64 {
                    mark(column, row);
                }
            }
        }
    }
    taken
}

/// A panel to which something is added, on both sides at the mirrored place.
pub(crate) struct Page {
    pub(crate) drawing: Drawing,
    /// The side that works in it.
    pub(crate) side: Side,
}

impl Page {
    /// The upper left corner of the free place for a disc, best near `wanted`.
    pub(crate) fn free_disc(&self, radius: f64, wanted: Point) -> Point {
        let shape = Shape::Disc(radius);
        match self.side {
            Side::Right => free(&self.drawing, shape, wanted, Of::Panel),
            Side::Left => {
                let mirror = |at: Point, wide: f64| Point {
                    x: self.drawing.width - at.x - wide,
                    ..at
                };
                let right = self.drawing.mirrored();
                let found = free(&right, shape, mirror(wanted, 0.0), Of::Panel);
                mirror(found, 2.0 * radius)
            }
        }
    }

    /// The same with room for a disc; `at` is the upper left corner of the square round it.
    pub(crate) fn grown(self, at: Point, radius: f64) -> Self {
        Self {
            drawing: grown(self.drawing, at, Shape::Disc(radius)),
            ..self
        }
    }
}
