//! What is seen from where the reader stands: for each place on the paper the solid that lies nearest.

use glam::{DMat3, DVec2, DVec3};

use crate::{
    body::{Cover, Part, Solid},
    drawing::Fill,
    person::Hair,
};

/// How the reader looks at the room: without perspective, with a little shear that shows the far side of what lies flat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// From which side, degrees; 0 sees a body's right when it faces to the right, 90 sees it from the front.
    pub azimuth: f64,
    /// From how far above, degrees.
    pub elevation: f64,
    /// How far things go to the side for each m toward the reader, m.
    pub shear: f64,
    /// How much larger than it is everything is seen.
    pub zoom: f64,
}

impl View {
    /// From the room to the paper: to the right, down, and toward the reader.
    fn rows(self) -> [DVec3; 3] {
        let (sin_a, cos_a) = libm::sincos(self.azimuth.to_radians());
        let (sin_e, cos_e) = libm::sincos(self.elevation.to_radians());
        let toward = DVec3::new(sin_a * cos_e, sin_e, cos_a * cos_e);
        let right = DVec3::new(cos_a, 0.0, -sin_a);
        let up = toward.cross(right);
        let right = right + toward * self.shear;
        let toward = right.cross(up).normalize();
        [right, -up, toward]
    }

    /// The matrix of [`Self::project`].
    pub fn matrix(self) -> DMat3 {
        let [right, down, toward] = self.rows();
        DMat3::from_cols(right, down, toward).transpose() * self.zoom
    }

    /// The same, so many times larger.
    #[must_use]
    pub fn magnified(self, times: f64) -> Self {
        Self {
            zoom: self.zoom * times,
            ..self
        }
    }

    /// A place of the room on the paper, m, and how near to the reader it is, m.
    pub fn project(self, at: DVec3) -> DVec3 {
        self.matrix() * at
    }
}

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
    /// What it is; the same for places that belong together.
    pub thing: Thing,
    /// What covers it.
    pub fill: Fill,
    /// How near to the reader, m.
    pub near: f64,
    /// Whether it is in the region that works.
    pub working: bool,
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

/// A projected ellipsoid: `near = c.z + (-b + sqrt(b² - q33 (q2 - 1))) / q33`.
struct Blob {
    center: DVec3,
    q: DMat3,
    reach: DVec2,
    nearest: f64,
    what: What,
}

enum What {
    Solid { part: Part, cover: Cover, far: bool },
    Rod(Fill),
}

struct Plate {
    corners: Vec<DVec2>,
    /// near = slope . at + level
    slope: DVec2,
    level: f64,
    nearest: f64,
    fill: Fill,
}

/// Everything on the paper, ready to be asked.
pub struct Scene {
    blobs: Vec<Blob>,
    plates: Vec<Plate>,
    regions: Vec<(Vec<Part>, DVec3, DMat3)>,
    back: DMat3,
    hair: Hair,
    head: (DVec3, DMat3),
    low: DVec2,
    high: DVec2,
    /// Outside of it nothing is seen: its middle and its radius.
    disc: Option<(DVec2, f64)>,
    columns: usize,
    rows: usize,
    /// What touches each tile and how near it comes at most, the nearest first.
    tiles: Vec<Vec<(f64, u32)>>,
}

/// How wide a tile of the search is, m.
const TILE: f64 = 0.03;
/// Marks plates in the tiles.
const PLATE: u32 = 1 << 31;

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
        let far = far_sides(matrix, solids);
        let body = solids.iter().map(|solid| {
            let what = What::Solid {
                part: solid.part,
                cover: solid.cover,
                far: solid.part.side().is_some_and(|side| far[side]),
            };
            blob(matrix, solid.center, solid.axes, what)
        });
        let rods = balls
            .iter()
            .map(|ball| blob(matrix, ball.center, ball.axes, What::Rod(ball.fill)));
        let blobs: Vec<Blob> = body.chain(rods).collect();
        let plates: Vec<Plate> = faces
            .iter()
            .filter_map(|face| plate(matrix, face))
            .collect();
        let (mut low, mut high) = (DVec2::INFINITY, DVec2::NEG_INFINITY);
        for blob in &blobs {
            low = low.min(blob.center.truncate() - blob.reach);
            high = high.max(blob.center.truncate() + blob.reach);
        }
        for corner in plates.iter().flat_map(|plate| &plate.corners) {
            low = low.min(*corner);
            high = high.max(*corner);
        }
        let count = |length: f64| (length / TILE).ceil().max(1.0) as usize;
        let (columns, rows) = (count(high.x - low.x), count(high.y - low.y));
        let mut scene = Self {
            blobs,
            plates,
            regions: regions
                .iter()
                .map(|region| (region.parts.clone(), region.center, region.axes.inverse()))
                .collect(),
            back: matrix.inverse(),
            hair,
            head: (head.0, head.1.transpose()),
            low,
            high,
            disc: None,
            columns,
            rows,
            tiles: vec![Vec::new(); columns * rows],
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

    fn fill_tiles(&mut self) {
        let boxes: Vec<(f64, u32, DVec2, DVec2)> = self
            .blobs
            .iter()
            .enumerate()
            .map(|(number, blob)| {
                let middle = blob.center.truncate();
                (
                    blob.nearest,
                    number as u32,
                    middle - blob.reach,
                    middle + blob.reach,
                )
            })
            .chain(self.plates.iter().enumerate().map(|(number, plate)| {
                let low = plate.corners.iter().fold(DVec2::INFINITY, |a, b| a.min(*b));
                let high = plate
                    .corners
                    .iter()
                    .fold(DVec2::NEG_INFINITY, |a, b| a.max(*b));
                (plate.nearest, number as u32 | PLATE, low, high)
            }))
            .collect();
        for (nearest, number, low, high) in boxes {
            let (from, to) = (self.cell(low), self.cell(high));
            for row in from.1..=to.1 {
                for column in from.0..=to.0 {
                    self.tiles[row * self.columns + column].push((nearest, number));
                }
            }
        }
        for tile in &mut self.tiles {
            tile.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        }
    }

    fn cell(&self, at: DVec2) -> (usize, usize) {
        let place = (at - self.low) / TILE;
        (
            (place.x.max(0.0) as usize).min(self.columns - 1),
            (place.y.max(0.0) as usize).min(self.rows - 1),
        )
    }

    /// What lies nearest at a place of the paper.
    pub fn at(&self, at: DVec2) -> Option<Seen> {
        let inside = at.cmpge(self.low).all() && at.cmple(self.high).all();
        let hidden = self
            .disc
            .is_some_and(|(middle, radius)| at.distance(middle) > radius);
        if !inside || hidden {
            return None;
        }
        let (column, row) = self.cell(at);
        let mut best: Option<(f64, u32)> = None;
        for (nearest, number) in &self.tiles[row * self.columns + column] {
            if best.is_some_and(|(found, _)| found >= *nearest) {
                break;
            }
            let near = if number & PLATE == 0 {
                self.blobs[*number as usize].near(at)
            } else {
                self.plates[(number & !PLATE) as usize].near(at)
            };
            if let Some(near) = near
                && best.is_none_or(|(nearest, _)| near > nearest)
            {
                best = Some((near, *number));
            }
        }
        let (near, number) = best?;
        if number & PLATE != 0 {
            let face = (number & !PLATE) as usize;
            let fill = self.plates[face].fill;
            return Some(Seen {
                thing: Thing::Face(face),
                fill,
                near,
                working: false,
            });
        }
        let blob = &self.blobs[number as usize];
        let place = self.back * at.extend(near);
        Some(match &blob.what {
            What::Rod(fill) => Seen {
                thing: Thing::Rod,
                fill: *fill,
                near,
                working: false,
            },
            What::Solid { part, cover, far } => {
                let fill = match cover {
                    Cover::Plain(fill) => *fill,
                    Cover::Cut {
                        origin,
                        across,
                        before,
                        behind,
                    } => {
                        if (place - *origin).dot(*across) < 0.0 {
                            *before
                        } else {
                            *behind
                        }
                    }
                    Cover::Head => {
                        let own = self.head.1 * (place - self.head.0);
                        if self.hair.covers(own) {
                            Fill::Hair
                        } else {
                            Fill::Skin
                        }
                    }
                };
                let working = self.regions.iter().any(|(parts, center, inverse)| {
                    parts.contains(part) && (*inverse * (place - *center)).length_squared() < 1.0
                });
                Seen {
                    thing: Thing::Body(*part),
                    fill: if *far { fill.far() } else { fill },
                    near,
                    working,
                }
            }
        })
    }
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

fn blob(matrix: DMat3, center: DVec3, axes: DMat3, what: What) -> Blob {
    let axes = matrix * axes;
    let spread = axes * axes.transpose();
    Blob {
        center: matrix * center,
        q: spread.inverse(),
        reach: DVec2::new(spread.x_axis.x.sqrt(), spread.y_axis.y.sqrt()),
        nearest: (matrix * center).z + spread.z_axis.z.sqrt(),
        what,
    }
}

impl Blob {
    fn near(&self, at: DVec2) -> Option<f64> {
        let off = at - self.center.truncate();
        if off.x.abs() > self.reach.x || off.y.abs() > self.reach.y {
            return None;
        }
        let q = &self.q;
        let b = q.z_axis.x * off.x + q.z_axis.y * off.y;
        let c = q.x_axis.x * off.x * off.x
            + 2.0 * q.y_axis.x * off.x * off.y
            + q.y_axis.y * off.y * off.y
            - 1.0;
        let root = b * b - q.z_axis.z * c;
        (root >= 0.0).then(|| self.center.z + (root.sqrt() - b) / q.z_axis.z)
    }
}

fn plate(matrix: DMat3, face: &Face) -> Option<Plate> {
    let corners: Vec<DVec3> = face.corners.iter().map(|corner| matrix * *corner).collect();
    let [a, b, c] = [*corners.first()?, *corners.get(1)?, *corners.get(2)?];
    let across = (b - a).cross(c - a);
    // Seen edge on it is nothing.
    if across.z.abs() < 1e-6 {
        return None;
    }
    let slope = DVec2::new(-across.x / across.z, -across.y / across.z);
    let level = a.z - slope.dot(a.truncate());
    let nearest = corners
        .iter()
        .map(|corner| corner.z)
        .fold(f64::NEG_INFINITY, f64::max);
    let mut corners: Vec<DVec2> = corners.iter().map(|corner| corner.truncate()).collect();
    if across.z < 0.0 {
        corners.reverse();
    }
    Some(Plate {
        corners,
        slope,
        level,
        nearest,
        fill: face.fill,
    })
}

impl Plate {
    fn near(&self, at: DVec2) -> Option<f64> {
        let inside = (0..self.corners.len()).all(|number| {
            let (from, to) = (
                self.corners[number],
                self.corners[(number + 1) % self.corners.len()],
            );
            (to - from).perp_dot(at - from) >= 0.0
        });
        inside.then(|| self.slope.dot(at) + self.level)
    }
}
