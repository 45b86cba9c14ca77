//! What is seen from where the reader stands: for each place on the paper the solid that lies nearest.

mod asked;
mod shapes;
mod tiles;
mod view;

use glam::{DMat3, DVec2, DVec3};

use crate::{
    body::{Cover, Part, Solid},
    drawing::Fill,
    person::Hair,
};
pub use asked::Between;
use shapes::Shape;
use tiles::Tiles;
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
    cover: Kinds,
    /// The part of the body, where it is in a region that works.
    works: Option<Part>,
}

/// The kinds of what is seen of a shape, by place.
enum Kinds {
    Plain(u16),
    /// Before a plane, across which is a way, and behind it: on the paper.
    Cut {
        across: DVec3,
        level: f64,
        kinds: [u16; 2],
    },
    Head {
        skin: u16,
        over: u16,
    },
}

/// From a place on the paper to a measure of its own.
struct Own {
    middle: DVec3,
    matrix: DMat3,
}

impl Own {
    /// Of a middle in the room, and a matrix from there.
    fn new(view: DMat3, back: DMat3, middle: DVec3, matrix: DMat3) -> Self {
        Self {
            middle: view * middle,
            matrix: matrix * back,
        }
    }

    fn of(&self, at: DVec3) -> DVec3 {
        self.matrix * (at - self.middle)
    }
}

/// The number of the region in which a place of a part of the body is; 0 for none.
type Divide = Box<dyn Fn(Part, DVec3) -> u16>;

/// What of the body is told apart as a region.
enum Regions {
    /// What works: parts, and the ball that they are in.
    Works(Vec<(Vec<Part>, Own)>),
    /// All of the body by place in the room.
    Divided(Divide),
}

/// Everything on the paper, ready to be asked.
pub struct Scene {
    /// The nearest first.
    shapes: Vec<Covered>,
    kinds: Vec<Kind>,
    regions: Regions,
    hair: Hair,
    head: Own,
    /// From the paper to the room.
    back: DMat3,
    low: DVec2,
    high: DVec2,
    /// Outside of it nothing is seen: its middle and its radius.
    disc: Option<(DVec2, f64)>,
    /// With what touches a tile, or is a step away.
    tiles: Tiles,
    /// The least and the greatest place of each shape.
    bounds: Vec<[DVec2; 2]>,
}

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
        let rods = balls.iter().map(|ball| Covered {
            shape: Shape::blob(matrix, ball.center, ball.axes),
            cover: Kinds::Plain(numbered(&mut kinds, Thing::Rod, ball.fill)),
            works: None,
        });
        let mut shapes: Vec<Covered> = body.into_iter().chain(rods).collect();
        for (number, face) in faces.iter().enumerate() {
            if let Some(shape) = Shape::plate(matrix, &face.corners) {
                let kind = numbered(&mut kinds, Thing::Face(number), face.fill);
                shapes.push(Covered {
                    shape,
                    cover: Kinds::Plain(kind),
                    works: None,
                });
            }
        }
        shapes.sort_by(|a, b| b.shape.nearest.total_cmp(&a.shape.nearest));
        let bounds: Vec<[DVec2; 2]> = shapes.iter().map(|own| own.shape.bounds).collect();
        let nowhere = [DVec2::INFINITY, DVec2::NEG_INFINITY];
        let [low, high] = bounds
            .iter()
            .fold(nowhere, |all, own| [all[0].min(own[0]), all[1].max(own[1])]);
        let back = matrix.inverse();
        let works = regions.iter().map(|region| {
            let own = Own::new(matrix, back, region.center, region.axes.inverse());
            (region.parts.clone(), own)
        });
        Self {
            tiles: Tiles::new([low, high], bounds.iter().copied(), STEP),
            shapes,
            kinds,
            regions: Regions::Works(works.collect()),
            hair,
            head: Own::new(matrix, back, head.0, head.1.transpose()),
            back,
            low,
            high,
            disc: None,
            bounds,
        }
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

    /// What is seen of the shape with a number.
    fn numbered(&self, number: u32, at: DVec2, near: f64) -> Seen {
        match self.shapes.get(number as usize) {
            Some(covered) if !self.hides(at) => self.seen(covered, at, near),
            _ => Seen::NOTHING,
        }
    }

    fn seen(&self, covered: &Covered, at: DVec2, near: f64) -> Seen {
        let place = at.extend(near);
        let kind = match &covered.cover {
            Kinds::Plain(kind) => *kind,
            Kinds::Cut {
                across,
                level,
                kinds: [before, behind],
            } => {
                if across.dot(place) < *level {
                    *before
                } else {
                    *behind
                }
            }
            Kinds::Head { skin, over } => {
                if self.hair.covers(self.head.of(place)) {
                    *over
                } else {
                    *skin
                }
            }
        };
        let region = match &self.regions {
            Regions::Works(regions) => u16::from(covered.works.is_some_and(|part| {
                regions.iter().any(|(parts, own)| {
                    parts.contains(&part) && own.of(place).length_squared() < 1.0
                })
            })),
            Regions::Divided(divide) => match self.named(kind).map(|kind| kind.thing) {
                Some(Thing::Body(part)) => divide(part, self.back * place),
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
    let back = matrix.inverse();
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
                across: back.transpose() * across,
                level: across.dot(origin),
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
        made.push(Covered {
            shape: Shape::blob(matrix, solid.center, solid.axes),
            cover,
            works: works.then_some(solid.part),
        });
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
