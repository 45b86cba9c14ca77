//! What is seen from where the reader stands: for each place on the paper the solid that lies nearest.

mod shapes;
mod view;

use glam::{DMat3, DVec2, DVec3};

use crate::{
    body::{Cover, Part, Solid},
    drawing::Fill,
    person::Hair,
};
use shapes::{Blob, Plate, Shape};
pub use view::View;

/// A flat piece of a thing, with straight edges, convex.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// Its corners in order, m.
    pub corners: Vec<DVec3>,
    /// What covers it.
    pub fill: Fill,
}

/// A rod of a thing: a strap, a band, a rail.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ball {
    /// The middle, m.
    pub center: DVec3,
    /// The half axes, m.
    pub axes: DMat3,
    /// What covers it.
    pub fill: Fill,
}

/// What lies nearest at a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// What it is: see [`Scene::kind`]; the same for places that belong together, and 0 where there is nothing.
    pub kind: u16,
    /// How near to the reader, m.
    pub near: f64,
    /// The region that it is in, 0 for none: see [`Scene::divided`]. What works is region 1.
    pub region: u16,
}

impl Seen {
    const NOTHING: Self = Self {
        kind: 0,
        near: f64::NEG_INFINITY,
        region: 0,
    };
}

/// What is seen, and what covers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// What it is.
    pub thing: Thing,
    /// What covers it.
    pub fill: Fill,
}

/// A part of the body or of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A part of the body.
    Body(Part),
    /// A face of a thing, by number.
    Face(usize),
    /// A rod.
    Rod,
}

/// A region that works: everything of some parts within a ball.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// The parts.
    pub parts: Vec<Part>,
    /// The middle of the ball, m.
    pub center: DVec3,
    /// Half axes of the ball, m.
    pub axes: DMat3,
}

/// A shape with what covers it.
struct Covered {
    shape: Shape,
    /// How near it comes at most, and the least and greatest of its places; m.
    nearest: f64,
    bounds: [DVec2; 2],
    cover: Kinds,
    /// The part of the body, where it is in a region that works.
    works: Option<Part>,
}

impl Covered {
    fn new(shape: Shape, cover: Kinds, works: Option<Part>) -> Self {
        Self {
            nearest: shape.nearest(),
            bounds: shape.bounds(),
            shape,
            cover,
            works,
        }
    }
}

/// The kinds of what is seen of a shape, by place.
enum Kinds {
    Plain(u16),
    Cut {
        origin: DVec3,
        across: DVec3,
        kinds: [u16; 2],
    },
    Head {
        skin: u16,
        over: u16,
    },
}

/// The number of the region in which a place of a part of the body is; 0 for none.
type Divide = Box<dyn Fn(Part, DVec3) -> u16>;

/// What of the body is told apart as a region.
enum Regions {
    /// What works.
    Works(Vec<(Vec<Part>, DVec3, DMat3)>),
    /// All of the body by place.
    Divided(Divide),
}

/// Everything on the paper, ready to be asked.
pub struct Scene {
    /// The nearest first.
    shapes: Vec<Covered>,
    kinds: Vec<Kind>,
    regions: Regions,
    back: DMat3,
    hair: Hair,
    head: (DVec3, DMat3),
    low: DVec2,
    high: DVec2,
    /// Outside of it nothing is seen: its middle and its radius.
    disc: Option<(DVec2, f64)>,
    columns: usize,
    rows: usize,
    /// For each tile, what touches it or is a step away: where its numbers begin in `listed`.
    tiles: Vec<usize>,
    listed: Vec<u32>,
}

/// How wide a tile of the search is, m.
const TILE: f64 = 0.03;
/// How far neighbours on a grid may be from each other, m.
pub const STEP: f64 = 0.006;

impl Scene {
    /// The scene of a body, things and working regions.
    pub fn new(
        view: View,
        solids: &[Solid],
        balls: &[Ball],
        faces: &[Face],
        regions: &[Region],
        (head, hair): ((DVec3, DMat3), Hair),
    ) -> Self {
        let matrix = view.matrix();
        let mut kinds = Vec::new();
        let body = body(matrix, solids, regions, hair, &mut kinds);
        let rods = balls.iter().map(|ball| {
            let blob = Blob::new(matrix, ball.center, ball.axes);
            let kind = numbered(&mut kinds, Thing::Rod, ball.fill);
            Covered::new(Shape::Blob(blob), Kinds::Plain(kind), None)
        });
        let mut shapes: Vec<Covered> = body.into_iter().chain(rods).collect();
        for (number, face) in faces.iter().enumerate() {
            if let Some(plate) = Plate::new(matrix, &face.corners) {
                let kind = numbered(&mut kinds, Thing::Face(number), face.fill);
                shapes.push(Covered::new(Shape::Plate(plate), Kinds::Plain(kind), None));
            }
        }
        shapes.sort_by(|a, b| b.nearest.total_cmp(&a.nearest));
        let (mut low, mut high) = (DVec2::INFINITY, DVec2::NEG_INFINITY);
        for covered in &shapes {
            let [least, greatest] = covered.bounds;
            low = low.min(least);
            high = high.max(greatest);
        }
        let count = |length: f64| (length / TILE).ceil().max(1.0) as usize;
        let (columns, rows) = (count(high.x - low.x), count(high.y - low.y));
        let mut scene = Self {
            shapes,
            kinds,
            regions: Regions::Works(
                regions
                    .iter()
                    .map(|region| (region.parts.clone(), region.center, region.axes.inverse()))
                    .collect(),
            ),
            back: matrix.inverse(),
            hair,
            head: (head.0, head.1.transpose()),
            low,
            high,
            disc: None,
            columns,
            rows,
            tiles: Vec::new(),
            listed: Vec::new(),
        };
        scene.fill_tiles();
        scene
    }

    /// The same, of which only what lies in a disc on the paper is seen.
    #[must_use]
    pub fn within(self, middle: DVec2, radius: f64) -> Self {
        Self {
            disc: Some((middle, radius)),
            ..self
        }
    }

    /// The corners of everything that is seen, on the paper, m.
    pub fn bounds(&self) -> [DVec2; 2] {
        match self.disc {
            Some((middle, radius)) => {
                [middle - DVec2::splat(radius), middle + DVec2::splat(radius)]
            }
            None => [self.low, self.high],
        }
    }

    fn hides(&self, at: DVec2) -> bool {
        self.disc
            .is_some_and(|(middle, radius)| at.distance(middle) > radius)
    }

    /// Whether anything works.
    pub fn works(&self) -> bool {
        matches!(&self.regions, Regions::Works(regions) if !regions.is_empty())
    }

    /// The same scene with the body divided into numbered regions by place in the room, m; 0 is no region.
    #[must_use]
    pub fn divided(self, region: impl Fn(Part, DVec3) -> u16 + 'static) -> Self {
        Self {
            regions: Regions::Divided(Box::new(region)),
            ..self
        }
    }

    /// What is seen by its number; nothing where nothing is.
    pub fn kind(&self, seen: Seen) -> Option<Kind> {
        self.named(seen.kind)
    }

    fn named(&self, kind: u16) -> Option<Kind> {
        self.kinds.get(usize::from(kind).checked_sub(1)?).copied()
    }

    fn fill_tiles(&mut self) {
        let mut tiles: Vec<Vec<u32>> = vec![Vec::new(); self.columns * self.rows];
        for (number, covered) in self.shapes.iter().enumerate() {
            let [low, high] = covered.bounds;
            let (from, to) = (
                self.cell(low - DVec2::splat(STEP)),
                self.cell(high + DVec2::splat(STEP)),
            );
            for row in from.1..=to.1 {
                for column in from.0..=to.0 {
                    tiles[row * self.columns + column].push(number as u32);
                }
            }
        }
        for tile in tiles {
            self.tiles.push(self.listed.len());
            self.listed.extend(tile);
        }
        self.tiles.push(self.listed.len());
    }

    fn cell(&self, at: DVec2) -> (usize, usize) {
        let place = (at - self.low) / TILE;
        (
            (place.x.max(0.0) as usize).min(self.columns - 1),
            (place.y.max(0.0) as usize).min(self.rows - 1),
        )
    }

    fn tile(&self, at: DVec2) -> &[u32] {
        let (column, row) = self.cell(at);
        let tile = row * self.columns + column;
        &self.listed[self.tiles[tile]..self.tiles[tile + 1]]
    }

    /// What lies nearest at a place of the paper.
    pub fn at(&self, at: DVec2) -> Seen {
        self.among(self.tile(at), at)
    }

    /// The shapes that may be seen between two places at most a step from each other, the nearest first.
    pub fn between(&self, a: DVec2, b: DVec2, found: &mut Vec<u32>) {
        let (low, high) = (a.min(b), a.max(b));
        let touches = |number: &u32| {
            let [least, greatest] = self.shapes[*number as usize].bounds;
            least.cmple(high).all() && greatest.cmpge(low).all()
        };
        found.clear();
        found.extend(self.tile(a).iter().copied().filter(touches));
    }

    /// What of these shapes lies nearest at a place.
    pub fn among(&self, shapes: &[u32], at: DVec2) -> Seen {
        if self.hides(at) {
            return Seen::NOTHING;
        }
        let mut best = (f64::NEG_INFINITY, None);
        for number in shapes {
            let covered = &self.shapes[*number as usize];
            if best.0 >= covered.nearest {
                break;
            }
            if let Some(near) = covered.shape.near(at)
                && near > best.0
            {
                best = (near, Some(covered));
            }
        }
        best.1
            .map_or(Seen::NOTHING, |covered| self.seen(covered, at, best.0))
    }

    /// What lies nearest at each place of a grid, row after row.
    pub fn grid(&self, low: DVec2, wide: usize, high: usize) -> Vec<Seen> {
        const NOBODY: u32 = u32::MAX;
        let mut best = vec![(f64::NEG_INFINITY, NOBODY); wide * high];
        let first = |length: f64| (length / STEP).ceil().max(0.0) as usize;
        let end = |length: f64, count: usize| {
            ((length / STEP).floor() + 1.0).clamp(0.0, count as f64) as usize
        };
        for (number, covered) in self.shapes.iter().enumerate() {
            let [least, greatest] = covered.bounds;
            for row in first(least.y - low.y)..end(greatest.y - low.y, high) {
                let Some(along) = covered.shape.row(low.y + row as f64 * STEP) else {
                    continue;
                };
                let (from, to) = (first(along.from - low.x), end(along.to - low.x, wide));
                for column in from..to {
                    let place = &mut best[row * wide + column];
                    if place.0 < covered.nearest {
                        let near = along.near(low.x + column as f64 * STEP);
                        if near > place.0 {
                            *place = (near, number as u32);
                        }
                    }
                }
            }
        }
        let places = best.into_iter().enumerate();
        places
            .map(
                |(place, (near, number))| match self.shapes.get(number as usize) {
                    Some(covered) => {
                        let at = DVec2::new((place % wide) as f64, (place / wide) as f64);
                        let at = low + at * STEP;
                        if self.hides(at) {
                            return Seen::NOTHING;
                        }
                        self.seen(covered, at, near)
                    }
                    None => Seen::NOTHING,
                },
            )
            .collect()
    }

    fn seen(&self, covered: &Covered, at: DVec2, near: f64) -> Seen {
        let place = || self.back * at.extend(near);
        let kind = match &covered.cover {
            Kinds::Plain(kind) => *kind,
            Kinds::Cut {
                origin,
                across,
                kinds: [before, behind],
            } => {
                if (place() - *origin).dot(*across) < 0.0 {
                    *before
                } else {
                    *behind
                }
            }
            Kinds::Head { skin, over } => {
                if self.hair.covers(self.head.1 * (place() - self.head.0)) {
                    *over
                } else {
                    *skin
                }
            }
        };
        let region = match &self.regions {
            Regions::Works(regions) => u16::from(covered.works.is_some_and(|part| {
                let place = place();
                regions.iter().any(|(parts, center, inverse)| {
                    parts.contains(&part) && (*inverse * (place - *center)).length_squared() < 1.0
                })
            })),
            Regions::Divided(divide) => match self.named(kind).map(|kind| kind.thing) {
                Some(Thing::Body(part)) => divide(part, place()),
                _ => 0,
            },
        };
        Seen { kind, near, region }
    }
}

/// The number of a kind, which begins at 1.
fn numbered(kinds: &mut Vec<Kind>, thing: Thing, fill: Fill) -> u16 {
    let kind = Kind { thing, fill };
    let known = kinds.iter().position(|known| *known == kind);
    let number = known.unwrap_or_else(|| {
        kinds.push(kind);
        kinds.len() - 1
    });
    number as u16 + 1
}

fn body(
    matrix: DMat3,
    solids: &[Solid],
    regions: &[Region],
    hair: Hair,
    kinds: &mut Vec<Kind>,
) -> Vec<Covered> {
    let far = far_sides(matrix, solids);
    let mut made = Vec::with_capacity(solids.len());
    for (number, solid) in solids.iter().enumerate() {
        // Rows of solids share their ends.
        if number > 0 && solids[number - 1] == *solid {
            continue;
        }
        let thing = Thing::Body(solid.part);
        let far = solid.part.side().is_some_and(|side| far[side]);
        let mut kind = |fill: Fill| numbered(kinds, thing, if far { fill.far() } else { fill });
        let cover = match solid.cover {
            Cover::Plain(fill) => Kinds::Plain(kind(fill)),
            Cover::Cut {
                origin,
                across,
                before,
                behind,
            } => Kinds::Cut {
                origin,
                across,
                kinds: [kind(before), kind(behind)],
            },
            Cover::Head => Kinds::Head {
                skin: kind(Fill::Skin),
                over: kind(hair.fill()),
            },
        };
        let works = regions
            .iter()
            .any(|region| region.parts.contains(&solid.part));
        let blob = Blob::new(matrix, solid.center, solid.axes);
        made.push(Covered::new(
            Shape::Blob(blob),
            cover,
            works.then_some(solid.part),
        ));
    }
    made
}

/// Which sides of the body lie behind it.
fn far_sides(matrix: DMat3, solids: &[Solid]) -> [bool; 2] {
    let mean = |side: Option<usize>| {
        let (mut sum, mut count) = (0.0, 0.0);
        for solid in solids {
            let counted = match side {
                Some(_) => solid.part.side() == side,
                None => solid.part == Part::Torso,
            };
            if counted {
                sum += (matrix * solid.center).z;
                count += 1.0;
            }
        }
        if count > 0.0 { sum / count } else { 0.0 }
    };
    let torso = mean(None);
    let far = [0, 1].map(|side| mean(Some(side)) < torso - 0.06);
    // From the front and from behind, no side is the far one.
    if far == [true; 2] { [false; 2] } else { far }
}
