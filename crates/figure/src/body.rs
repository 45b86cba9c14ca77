//! The measures of the person who is drawn, and the solids that make the body.

use glam::{DMat3, DVec3};

use crate::{drawing::Fill, skeleton::Skeleton};

/// Sides of the body: the one that works first.
pub const SIDES: [usize; 2] = [0, 1];

/// Which way a side lies from the middle, along the body's own right.
pub const TOWARD: [f64; 2] = [1.0, -1.0];

/// Lengths of a person of 1.70 m, m. Segment lengths as fractions of stature after Winter, *Biomechanics and Motor
/// Control of Human Movement*, rounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Build {
    /// Half the distance between the hip joints.
    pub hip: f64,
    /// Hip to knee.
    pub thigh: f64,
    /// Knee to ankle.
    pub shank: f64,
    /// Sole to ankle.
    pub ankle: f64,
    /// Pelvis to the seventh neck vertebra, along the spine.
    pub spine: f64,
    /// Where on the spine the shoulders sit.
    pub shoulder_height: f64,
    /// Half the distance between the shoulder joints.
    pub shoulder: f64,
    /// Shoulder to elbow.
    pub upper_arm: f64,
    /// Elbow to wrist.
    pub forearm: f64,
    /// Seventh neck vertebra to the skull.
    pub neck: f64,
    /// Width of the hips against the drawn person's, 1 for the same.
    pub hips_wide: f64,
    /// Width of the shoulders against the drawn person's, 1 for the same.
    pub shoulders_wide: f64,
    /// How much bust there is, 0 for none.
    pub bust: f64,
}

impl Build {
    /// Narrow hips, wide shoulders.
    pub const STRAIGHT: Self = Self {
        hip: 0.088,
        thigh: 0.415,
        shank: 0.40,
        ankle: 0.065,
        spine: 0.505,
        shoulder_height: 0.425,
        shoulder: 0.172,
        upper_arm: 0.285,
        forearm: 0.245,
        neck: 0.080,
        hips_wide: 1.0,
        shoulders_wide: 1.0,
        bust: 0.0,
    };

    /// Wider hips, narrower shoulders.
    pub const CURVED: Self = Self {
        hip: 0.092,
        shoulder: 0.158,
        hips_wide: 1.08,
        shoulders_wide: 0.93,
        bust: 1.0,
        ..Self::STRAIGHT
    };
}

/// A part of the body, with its side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// From the pelvis to the neck.
    Torso,
    /// Neck and head.
    Head,
    /// Shoulder to elbow.
    UpperArm(usize),
    /// Elbow to wrist.
    Forearm(usize),
    /// Wrist to finger tips.
    Hand(usize),
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
            Self::Torso | Self::Head => None,
            Self::UpperArm(side)
            | Self::Forearm(side)
            | Self::Hand(side)
            | Self::Thigh(side)
            | Self::Shank(side)
            | Self::Foot(side) => Some(side),
        }
    }

    /// Whether two parts meet at a joint.
    pub fn joins(self, other: Self) -> bool {
        use Part::{Foot, Forearm, Hand, Head, Shank, Thigh, Torso, UpperArm};
        let pair = |a, b| {
            matches!((a, b), (Torso, Head | UpperArm(_) | Thigh(_)))
                || matches!(
                    (a, b),
                    (UpperArm(x), Forearm(y)) | (Forearm(x), Hand(y)) | (Thigh(x), Shank(y)) | (Shank(x), Foot(y)) if x == y
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
    /// Skin with hair, by a place in the head's own frame.
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
        let a = self.axes;
        let reach =
            (a.x_axis.y * a.x_axis.y + a.y_axis.y * a.y_axis.y + a.z_axis.y * a.z_axis.y).sqrt();
        self.center.y - reach
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

/// How far down the thigh the shorts reach, and down the upper arm the sleeve.
const SHORTS: f64 = 0.62;
const SLEEVE: f64 = 0.55;

/// The solids of a body in its pose.
pub fn solids(skeleton: &Skeleton) -> Vec<Solid> {
    let mut made = Vec::with_capacity(320);
    torso(skeleton, &mut made);
    head(skeleton, &mut made);
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
            Some((SHORTS, Fill::Shorts)),
        );
        limb(
            &mut made,
            Part::Shank(side),
            SHANK,
            [leg.knee, leg.ankle],
            leg.shank.x_axis,
            1.0,
            None,
        );
        foot(&mut made, side, leg.ankle, leg.foot);
        limb(
            &mut made,
            Part::UpperArm(side),
            UPPER_ARM,
            [arm.shoulder, arm.elbow],
            arm.upper.x_axis,
            1.0,
            Some((SLEEVE, Fill::Shirt)),
        );
        limb(
            &mut made,
            Part::Forearm(side),
            FOREARM,
            [arm.elbow, arm.wrist],
            arm.fore.x_axis,
            1.0,
            None,
        );
        hand(&mut made, side, arm.wrist, arm.hand, arm.curl);
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
    for [along, wide, deep, forward] in smooth(&rows, 9) {
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

fn head(skeleton: &Skeleton, made: &mut Vec<Solid>) {
    let part = Part::Head;
    let mut add = |center, axes, cover| {
        made.push(Solid {
            part,
            center,
            axes,
            cover,
        });
    };
    let skin = Cover::Plain(Fill::Skin);
    let (low, high) = (skeleton.neck, skeleton.skull);
    for step in 0..8 {
        let along = f64::from(step) / 7.0;
        let radius = 0.050 - 0.006 * along;
        let wide = DVec3::new(radius, radius, radius + 0.004);
        add(
            low.lerp(high, along),
            skeleton.neck_frame * DMat3::from_diagonal(wide),
            skin,
        );
    }
    let frame = skeleton.head_frame;
    let at = |x, y, z| skeleton.head + frame * DVec3::new(x, y, z);
    let sized = |x, y, z| frame * DMat3::from_diagonal(DVec3::new(x, y, z));
    add(
        at(-0.012, 0.026, 0.0),
        sized(0.099, 0.093, 0.082),
        Cover::Head,
    );
    for step in 0..6 {
        let along = f64::from(step) / 5.0;
        let center = DVec3::new(0.0, 0.02, 0.0).lerp(DVec3::new(0.034, -0.048, 0.0), along);
        let size = DVec3::new(0.085, 0.085, 0.074).lerp(DVec3::new(0.048, 0.047, 0.056), along);
        add(
            skeleton.head + frame * center,
            frame * DMat3::from_diagonal(size),
            skin,
        );
    }
    add(at(0.050, -0.006, 0.0), sized(0.042, 0.045, 0.062), skin);
    for step in 0..4 {
        let along = f64::from(step) / 3.0;
        let center = DVec3::new(0.082, 0.012, 0.0).lerp(DVec3::new(0.093, -0.012, 0.0), along);
        add(
            skeleton.head + frame * center,
            sized(0.010 + 0.004 * along, 0.012, 0.008 + 0.004 * along),
            skin,
        );
    }
    add(
        at(0.0825, -0.050, 0.0),
        sized(0.006, 0.0035, 0.019),
        Cover::Plain(Fill::Ink),
    );
    for side in SIDES {
        add(
            at(-0.006, -0.008, TOWARD[side] * 0.080),
            sized(0.015, 0.023, 0.008),
            Cover::Plain(Fill::Ear),
        );
        add(
            at(0.078, 0.014, TOWARD[side] * 0.034),
            sized(0.007, 0.0105, 0.0075),
            Cover::Plain(Fill::Ink),
        );
    }
}

fn limb(
    made: &mut Vec<Solid>,
    part: Part,
    profile: Profile,
    [from, to]: [DVec3; 2],
    forward: DVec3,
    wide: f64,
    cloth: Option<(f64, Fill)>,
) {
    let rows: Vec<[f64; 4]> = profile
        .iter()
        .map(|(along, radius, ahead)| [*along, *radius, *ahead, 0.0])
        .collect();
    let across = (to - from).normalize_or_zero();
    let cover = cloth.map_or(Cover::Plain(Fill::Skin), |(until, fill)| Cover::Cut {
        origin: from.lerp(to, until),
        across,
        before: fill,
        behind: Fill::Skin,
    });
    for [along, radius, ahead, _] in smooth(&rows, 4) {
        let clothed = cloth.is_some_and(|(until, _)| along < until);
        let radius = radius * wide * if clothed { 1.09 } else { 1.0 };
        made.push(Solid {
            part,
            center: from.lerp(to, along) + forward * ahead,
            axes: DMat3::from_diagonal(DVec3::splat(radius)),
            cover,
        });
    }
}

fn foot(made: &mut Vec<Solid>, side: usize, ankle: DVec3, frame: DMat3) {
    let inward = TOWARD[side];
    let nodes = [
        (
            DVec3::new(-0.036, -0.034, 0.0),
            DVec3::new(0.030, 0.031, 0.028),
        ),
        (
            DVec3::new(0.0, -0.020, 0.0),
            DVec3::new(0.033, 0.036, 0.032),
        ),
        (
            DVec3::new(0.045, -0.032, 0.0),
            DVec3::new(0.030, 0.029, 0.033),
        ),
        (
            DVec3::new(0.112, -0.046, 0.004),
            DVec3::new(0.030, 0.0185, 0.042),
        ),
        (
            DVec3::new(0.160, -0.051, 0.0),
            DVec3::new(0.028, 0.0135, 0.036),
        ),
    ];
    let mut add = |center: DVec3, size: DVec3| {
        let center = DVec3::new(center.x, center.y, center.z * inward);
        made.push(Solid {
            part: Part::Foot(side),
            center: ankle + frame * center,
            axes: frame * DMat3::from_diagonal(size),
            cover: Cover::Plain(Fill::Skin),
        });
    };
    add(DVec3::ZERO, DVec3::splat(0.034));
    between(&nodes, 6, &mut add);
}

fn hand(made: &mut Vec<Solid>, side: usize, wrist: DVec3, frame: DMat3, curl: f64) {
    let inward = TOWARD[side];
    let bend = |degrees: f64| libm::sincos(degrees.to_radians());
    let (s1, c1) = bend(curl);
    let (s2, c2) = bend(curl * 2.0);
    let first = DVec3::new(0.040 * s1, -0.085 - 0.040 * c1, 0.0);
    let second = first + DVec3::new(0.040 * s2, -0.040 * c2, 0.0);
    let mut add = |center: DVec3, size: DVec3| {
        let center = DVec3::new(center.x, center.y, center.z * inward);
        made.push(Solid {
            part: Part::Hand(side),
            center: wrist + frame * center,
            axes: frame * DMat3::from_diagonal(size),
            cover: Cover::Plain(Fill::Skin),
        });
    };
    let fingers = [
        (DVec3::ZERO, DVec3::splat(0.024)),
        (DVec3::new(0.0, -0.04, 0.0), DVec3::new(0.020, 0.030, 0.036)),
        (DVec3::new(0.0, -0.08, 0.0), DVec3::new(0.018, 0.022, 0.040)),
        (first, DVec3::new(0.0145, 0.015, 0.036)),
        (second, DVec3::new(0.0125, 0.013, 0.029)),
    ];
    between(&fingers, 5, &mut add);
    let thumb = [
        (DVec3::new(0.006, -0.03, -0.026), DVec3::splat(0.016)),
        (DVec3::new(0.020, -0.078, -0.050), DVec3::splat(0.0125)),
    ];
    between(&thumb, 5, &mut add);
}

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
