//! The solids that make the body.

mod build;
mod foot;
mod hand;
mod head;

use glam::{DMat3, DVec3};

pub use self::build::{Build, SIDES, TOWARD};
use crate::{
    drawing::Fill,
    person::{Clothing, Hair},
    skeleton::Skeleton,
};

/// A part of the body, with its side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// From the pelvis to the neck.
    Torso,
    /// The neck, or what is round it.
    Neck,
    /// The head.
    Head,
    /// Shoulder to elbow.
    UpperArm(usize),
    /// Elbow to wrist.
    Forearm(usize),
    /// Wrist to finger tips.
    Hand(usize),
    /// The thumb.
    Thumb(usize),
    /// Hip to knee.
    Thigh(usize),
    /// Knee to ankle.
    Shank(usize),
    /// Ankle to toes.
    Foot(usize),
}

impl Part {
    /// The side it belongs to.
    pub fn side(self) -> Option<usize> {
        match self {
            Self::Torso | Self::Neck | Self::Head => None,
            Self::UpperArm(side)
            | Self::Forearm(side)
            | Self::Hand(side)
            | Self::Thumb(side)
            | Self::Thigh(side)
            | Self::Shank(side)
            | Self::Foot(side) => Some(side),
        }
    }

    /// Whether two parts meet at a joint.
    pub fn joins(self, other: Self) -> bool {
        use Part::{Foot, Forearm, Hand, Neck, Shank, Thigh, Thumb, Torso, UpperArm};
        let pair = |a, b| {
            matches!((a, b), (Torso, Neck | UpperArm(_) | Thigh(_)))
                || matches!(
                    (a, b),
                    (UpperArm(x), Forearm(y)) | (Forearm(x), Hand(y) | Thumb(y)) | (Thigh(x), Shank(y)) | (Shank(x), Foot(y)) if x == y
                )
        };
        pair(self, other) || pair(other, self)
    }
}

/// What covers a solid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cover {
    /// The same all over.
    Plain(Fill),
    /// One thing before a plane and another behind it: a hem.
    Cut {
        /// A place on the plane, m.
        origin: DVec3,
        /// Across the plane.
        across: DVec3,
        /// What covers it before the plane.
        before: Fill,
        /// What covers it behind the plane.
        behind: Fill,
    },
    /// Skin, or what is over it, by a place in the head's own frame.
    Head,
}

/// An ellipsoid of the body.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Solid {
    /// The part it belongs to.
    pub part: Part,
    /// Its middle, m.
    pub center: DVec3,
    /// Its half axes, m.
    pub axes: DMat3,
    /// What covers it.
    pub cover: Cover,
}

impl Solid {
    /// The height of its lowest point, m.
    pub fn lowest(&self) -> f64 {
        self.center.y - self.reach(DVec3::Y)
    }

    /// How far it reaches from its middle this way, m.
    pub fn reach(&self, way: DVec3) -> f64 {
        (self.axes.transpose() * way).length()
    }
}

/// A cross-section of the torso.
#[derive(Clone, Copy)]
struct Section {
    /// Along the spine, m.
    along: f64,
    wide: f64,
    deep: f64,
    forward: f64,
}

const fn section(along: f64, wide: f64, deep: f64, forward: f64) -> Section {
    Section {
        along,
        wide,
        deep,
        forward,
    }
}

const TORSO: [Section; 13] = [
    section(-0.055, 0.118, 0.080, -0.012),
    section(-0.02, 0.155, 0.100, -0.012),
    section(0.03, 0.162, 0.102, -0.008),
    section(0.075, 0.152, 0.094, -0.004),
    section(0.105, 0.142, 0.089, 0.0),
    section(0.14, 0.134, 0.086, 0.004),
    section(0.20, 0.130, 0.088, 0.006),
    section(0.27, 0.142, 0.100, 0.006),
    section(0.34, 0.155, 0.109, 0.006),
    section(0.40, 0.160, 0.102, 0.002),
    section(0.44, 0.140, 0.085, -0.004),
    section(0.475, 0.098, 0.066, -0.006),
    section(0.503, 0.062, 0.054, -0.004),
];

/// Where the shirt ends, along the spine, m.
const WAIST: f64 = 0.075;

/// Along a limb from 0 to 1, radius and how far forward, m.
type Profile = &'static [(f64, f64, f64)];

const THIGH: Profile = &[
    (0.0, 0.086, -0.004),
    (0.12, 0.088, 0.0),
    (0.3, 0.083, 0.006),
    (0.5, 0.073, 0.008),
    (0.7, 0.062, 0.006),
    (0.88, 0.054, 0.004),
    (1.0, 0.053, 0.004),
];
const SHANK: Profile = &[
    (0.0, 0.053, 0.004),
    (0.12, 0.052, -0.004),
    (0.28, 0.055, -0.014),
    (0.42, 0.051, -0.012),
    (0.6, 0.042, -0.006),
    (0.8, 0.034, 0.0),
    (1.0, 0.034, 0.0),
];
const UPPER_ARM: Profile = &[
    (0.0, 0.055, 0.0),
    (0.15, 0.054, 0.0),
    (0.4, 0.046, 0.004),
    (0.7, 0.039, 0.002),
    (1.0, 0.037, 0.0),
];
const FOREARM: Profile = &[
    (0.0, 0.037, 0.0),
    (0.12, 0.038, 0.001),
    (0.3, 0.038, 0.003),
    (0.6, 0.030, 0.001),
    (0.85, 0.024, 0.0),
    (1.0, 0.024, 0.0),
];

/// Clothing of a limb.
#[derive(Clone, Copy)]
struct Cloth {
    fill: Fill,
    /// How far down it reaches, of the length of the bone.
    until: f64,
}

/// Thigh, shank, upper arm and forearm in their clothing.
fn cloths(clothing: Clothing) -> [Option<Cloth>; 4] {
    let of = |fill, until| Some(Cloth { fill, until });
    match clothing {
        Clothing::Short => [of(Fill::Shorts, 0.62), None, of(Fill::Shirt, 0.55), None],
        Clothing::Long => [
            of(Fill::Shorts, ALL),
            of(Fill::Shorts, 0.90),
            of(Fill::Shirt, ALL),
            of(Fill::Shirt, 0.90),
        ],
    }
}

/// Beyond the end of a bone.
const ALL: f64 = 2.0;

/// The solids of a body in its pose, as it rests: with short clothing, and no hair that would give way.
pub fn solids(skeleton: &Skeleton) -> Vec<Solid> {
    dressed(skeleton, Hair::Bald, Clothing::Short)
}

/// The solids of its trunk alone, as it rests.
pub(crate) fn trunk(skeleton: &Skeleton) -> Vec<Solid> {
    let mut made = Vec::with_capacity(200);
    torso(skeleton, &mut made);
    made
}

/// The solids of its neck and head alone, as it rests.
pub(crate) fn head(skeleton: &Skeleton) -> Vec<Solid> {
    let mut made = Vec::with_capacity(50);
    head::solids(skeleton, Hair::Bald, &mut made);
    made
}

/// The solids of a body in its pose, with clothing and hair.
pub fn dressed(skeleton: &Skeleton, hair: Hair, clothing: Clothing) -> Vec<Solid> {
    let mut made = Vec::with_capacity(600);
    torso(skeleton, &mut made);
    head::solids(skeleton, hair, &mut made);
    let [thigh, shank, upper, fore] = cloths(clothing);
    for side in SIDES {
        let (leg, arm) = (&skeleton.legs[side], &skeleton.arms[side]);
        let wide = skeleton.build.hips_wide;
        limb(
            &mut made,
            Part::Thigh(side),
            THIGH,
            [leg.hip, leg.knee],
            leg.thigh.x_axis,
            wide.sqrt(),
            thigh,
        );
        limb(
            &mut made,
            Part::Shank(side),
            SHANK,
            [leg.knee, leg.ankle],
            leg.shank.x_axis,
            1.0,
            shank,
        );
        foot::solids(side, leg.ankle, leg.foot, &mut made);
        limb(
            &mut made,
            Part::UpperArm(side),
            UPPER_ARM,
            [arm.shoulder, arm.elbow],
            arm.upper.x_axis,
            1.0,
            upper,
        );
        limb(
            &mut made,
            Part::Forearm(side),
            FOREARM,
            [arm.elbow, arm.wrist],
            arm.fore.x_axis,
            1.0,
            fore,
        );
        hand::solids(side, arm.wrist, arm.hand, arm.curl, &mut made);
    }
    made
}

fn torso(skeleton: &Skeleton, made: &mut Vec<Solid>) {
    let part = Part::Torso;
    let (origin, frame) = skeleton.at(WAIST);
    let cover = Cover::Cut {
        origin,
        across: frame.y_axis,
        before: Fill::Shorts,
        behind: Fill::Shirt,
    };
    let rows: Vec<[f64; 4]> = TORSO
        .iter()
        .map(|s| [s.along, s.wide, s.deep, s.forward])
        .collect();
    for [along, wide, deep, forward] in smooth(&rows, 12) {
        let (at, frame) = skeleton.at(along);
        let upper = ((along - 0.12) / 0.2).clamp(0.0, 1.0);
        let wider =
            skeleton.build.hips_wide * (1.0 - upper) + skeleton.build.shoulders_wide * upper;
        made.push(Solid {
            part,
            center: at + frame.x_axis * forward,
            axes: DMat3::from_cols(
                frame.x_axis * deep,
                frame.y_axis * 0.028,
                frame.z_axis * wide * wider,
            ),
            cover,
        });
    }
    let pelvis = skeleton.pelvis_frame;
    for side in SIDES {
        made.push(Solid {
            part,
            center: skeleton.pelvis + pelvis * DVec3::new(-0.048, -0.012, TOWARD[side] * 0.075),
            axes: pelvis * DMat3::from_diagonal(DVec3::new(0.078, 0.085, 0.078)),
            cover: Cover::Plain(Fill::Shorts),
        });
        let (neck, _) = skeleton.at(0.43);
        let shoulder = skeleton.arms[side].shoulder;
        for step in 0..6 {
            let along = 0.1 + 0.14 * f64::from(step);
            made.push(Solid {
                part,
                center: shoulder.lerp(neck, along),
                axes: DMat3::from_diagonal(DVec3::splat(0.054 + 0.012 * along)),
                cover: Cover::Plain(Fill::Shirt),
            });
        }
        if skeleton.build.bust > 0.0 {
            let (at, frame) = skeleton.at(0.32);
            made.push(Solid {
                part,
                center: at + frame * DVec3::new(0.075, 0.0, TOWARD[side] * 0.062),
                axes: frame
                    * DMat3::from_diagonal(DVec3::new(0.058, 0.062, 0.062) * skeleton.build.bust),
                cover: Cover::Plain(Fill::Shirt),
            });
        }
    }
}

fn limb(
    made: &mut Vec<Solid>,
    part: Part,
    profile: Profile,
    [from, to]: [DVec3; 2],
    forward: DVec3,
    wide: f64,
    cloth: Option<Cloth>,
) {
    let rows: Vec<[f64; 4]> = profile
        .iter()
        .map(|(along, radius, ahead)| [*along, *radius, *ahead, 0.0])
        .collect();
    let across = (to - from).normalize_or_zero();
    let cover = match cloth {
        None => Cover::Plain(Fill::Skin),
        Some(Cloth { fill, until }) if until > 1.0 => Cover::Plain(fill),
        Some(Cloth { fill, until }) => Cover::Cut {
            origin: from.lerp(to, until),
            across,
            before: fill,
            behind: Fill::Skin,
        },
    };
    for [along, radius, ahead, _] in smooth(&rows, 4) {
        let clothed = cloth.is_some_and(|cloth| along < cloth.until);
        let radius = radius * wide * if clothed { LOOSE } else { 1.0 };
        made.push(Solid {
            part,
            center: from.lerp(to, along) + forward * ahead,
            axes: DMat3::from_diagonal(DVec3::splat(radius)),
            cover,
        });
    }
}

/// How much wider than a limb its clothing is.
pub(crate) const LOOSE: f64 = 1.09;

/// Fills the ways between nodes.
fn between(nodes: &[(DVec3, DVec3)], steps: u32, add: &mut impl FnMut(DVec3, DVec3)) {
    for pair in nodes.windows(2) {
        for step in 0..=steps {
            let along = f64::from(step) / f64::from(steps);
            add(
                pair[0].0.lerp(pair[1].0, along),
                pair[0].1.lerp(pair[1].1, along),
            );
        }
    }
}

/// A table with `steps` rows for each: the first column in equal steps, the others by Catmull-Rom.
fn smooth(rows: &[[f64; 4]], steps: u32) -> Vec<[f64; 4]> {
    let mut made = Vec::new();
    let last = rows.len() - 1;
    for i in 0..last {
        let (a, b, c, d) = (
            rows[i.saturating_sub(1)],
            rows[i],
            rows[i + 1],
            rows[(i + 2).min(last)],
        );
        for step in 0..steps {
            let t = f64::from(step) / f64::from(steps);
            let mut row = [b[0] + (c[0] - b[0]) * t, 0.0, 0.0, 0.0];
            for k in 1..4 {
                row[k] = 0.5
                    * (2.0 * b[k]
                        + (c[k] - a[k]) * t
                        + (2.0 * a[k] - 5.0 * b[k] + 4.0 * c[k] - d[k]) * t * t
                        + (3.0 * b[k] - a[k] - 3.0 * c[k] + d[k]) * t * t * t);
            }
            made.push(row);
        }
    }
    made.extend(rows.last());
    made
}
