//! Things that the patient lies on, sits on, steps on or holds.

use glam::{DMat3, DVec3};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    drawing::Fill,
    posture::Base,
    scene::{Ball, Face},
    skeleton::Skeleton,
};

/// Height of a seat, m.
pub const SEAT: f64 = 0.44;
/// Height of the low step, m.
pub const STEP_HIGH: f64 = 0.14;
/// Where the step begins, and how deep it is, m ahead of the hips.
pub const STEP_AT: [f64; 2] = [0.34, 0.34];
/// Height of the back of the chair, m.
pub const BACK_HIGH: f64 = 0.90;
/// From the pelvis to the middle of the back of a chair ahead, m.
pub const CHAIR_BACK_AHEAD: f64 = 0.36;
/// Half the depth of a seat, and how thick the back is, m.
const HALF_SEAT: f64 = 0.21;
const CHAIR_LEG: f64 = 0.04;
/// From the middle of the back of a chair to that of its seat, m.
pub const SEAT_BEHIND_BACK: f64 = HALF_SEAT - CHAIR_LEG / 2.0;
/// Height of a rail or a worktop, m.
pub const RAIL_HIGH: f64 = 0.95;
/// Where the wall that is faced is, m ahead of the pelvis.
pub const WALL_AHEAD: f64 = 0.48;
/// Where the wall behind is, m behind the pelvis.
pub const WALL_BEHIND: f64 = 0.135;
/// From the pelvis to the front of a worktop, m.
pub const WORKTOP_AHEAD: f64 = 0.22;
/// Where the wall at the feet is, m ahead of the pelvis.
pub const WALL_AT: f64 = 0.52;
/// How high it is drawn, m.
pub const WALL_AT_FEET_HIGH: f64 = 0.60;
/// How high on it a foot is, m.
pub const ON_THE_WALL: f64 = 0.42;
/// Height of a thin cushion under the head, m.
const CUSHION: f64 = 0.06;

/// From the pelvis of who sits on the bicycle to its crank: ahead and down, m.
pub const CRANK: [f64; 2] = [0.20, 0.70];
/// How deep the water is for who stands in it, and for who swims, m.
pub const WATER: [f64; 2] = [1.16, 0.13];

/// How much thicker the cushion is for who lies on the side.
const ON_THE_SIDE: f64 = 2.0;

/// Height of the cushion under the head of who lies so, m.
pub fn cushion(base: Base) -> f64 {
    match base {
        Base::OnTheSide => CUSHION * ON_THE_SIDE,
        _ => CUSHION,
    }
}

/// A thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Prop {
    /// On the floor, as long as who lies on it.
    Mat,
    /// A firm bed, as long as who lies on it.
    Bed,
    /// A line under the feet.
    Floor,
    /// A firm chair, seen from its right.
    Chair,
    /// A chair beside the other side, to hold on to.
    ChairBeside,
    /// A chair in front, its back to the patient.
    ChairAhead,
    /// A chair behind, to sit down on.
    ChairBehind,
    /// A stool without a back.
    Stool,
    /// A low step in front.
    Step,
    /// A wall behind.
    Wall,
    /// A wall that the patient faces.
    WallAhead,
    /// A wall that the feet of who lies on the back are near.
    WallAtFeet,
    /// A worktop in front.
    Worktop,
    /// A rail beside the other side.
    Rail,
    /// A thin cushion under the head.
    Cushion,
    /// A long towel round the working foot, held in both hands.
    Strap,
    /// A band round both thighs, just above the knees.
    ThighBand,
    /// A band between both hands.
    HandBand,
    /// A weight round the working ankle.
    AnkleWeight,
    /// A towel round the thigh, held in both hands.
    Towel,
    /// Shoes.
    Shoes,
    /// A pool: water up to the chest of who stands in it.
    Water,
    /// A bicycle that stands still.
    Bicycle,
    /// A heavy box in both hands.
    Load,
    /// A warm or cold pack round the low back.
    Wrap,
}

/// A box with its sides in the room's directions.
pub fn cuboid(low: DVec3, high: DVec3, [top, side]: [Fill; 2], made: &mut Vec<Face>) {
    let at = |x: usize, y: usize, z: usize| {
        let pick = |k: usize, a: f64, b: f64| if k == 0 { a } else { b };
        DVec3::new(
            pick(x, low.x, high.x),
            pick(y, low.y, high.y),
            pick(z, low.z, high.z),
        )
    };
    let faces = [
        (top, [at(0, 1, 0), at(1, 1, 0), at(1, 1, 1), at(0, 1, 1)]),
        (side, [at(0, 0, 1), at(1, 0, 1), at(1, 1, 1), at(0, 1, 1)]),
        (side, [at(0, 0, 0), at(0, 0, 1), at(0, 1, 1), at(0, 1, 0)]),
        (side, [at(1, 0, 0), at(1, 0, 1), at(1, 1, 1), at(1, 1, 0)]),
        (side, [at(0, 0, 0), at(1, 0, 0), at(1, 1, 0), at(0, 1, 0)]),
        (side, [at(0, 0, 0), at(1, 0, 0), at(1, 0, 1), at(0, 0, 1)]),
    ];
    made.extend(faces.map(|(fill, corners)| Face {
        corners: corners.to_vec(),
        fill,
    }));
}

const WOOD: [Fill; 2] = [Fill::Prop, Fill::PropSide];

/// A mat from one place to another along the room, as wide as `near` and `far` say.
pub fn mat(from: f64, to: f64, far: f64, near: f64, made: &mut Vec<Face>) {
    cuboid(
        DVec3::new(from, -0.025, far),
        DVec3::new(to, 0.0, near),
        [Fill::Mat, Fill::MatEdge],
        made,
    );
}

/// A chair whose seat has its middle at `x`, `z`; its back is on the side `back` points to (-1 left, 1 right, in x).
pub fn chair(x: f64, z: f64, back: Option<f64>, made: &mut Vec<Face>) {
    let (half, thick, leg) = (HALF_SEAT, 0.035, CHAIR_LEG);
    let top = SEAT - 0.005;
    let mut add = |low: [f64; 3], high: [f64; 3]| {
        let at = |p: [f64; 3]| DVec3::new(x + p[0], p[1], z + p[2]);
        cuboid(at(low), at(high), WOOD, made);
    };
    add([-half, top - thick, -half], [half, top, half]);
    for dx in [-half, half - leg] {
        for dz in [-half, half - leg] {
            add([dx, 0.0, dz], [dx + leg, top - thick, dz + leg]);
        }
    }
    if let Some(side) = back {
        let from = if side < 0.0 { -half } else { half - leg };
        for dz in [-half, half - leg] {
            add([from, top, dz], [from + leg, BACK_HIGH, dz + leg]);
        }
        add(
            [from + 0.005, BACK_HIGH - 0.14, -half + leg],
            [from + leg - 0.005, BACK_HIGH - 0.02, half - leg],
        );
    }
}

/// A chair that stands turned by a quarter: its back is on the side of larger or smaller z.
pub fn chair_turned(x: f64, z: f64, back: f64, made: &mut Vec<Face>) {
    let mut own = Vec::new();
    chair(0.0, 0.0, Some(back), &mut own);
    for mut face in own {
        for corner in &mut face.corners {
            *corner = DVec3::new(x + corner.z, corner.y, z + corner.x);
        }
        made.push(face);
    }
}

/// A round rod through places.
pub fn rod(places: &[DVec3], radius: f64, fill: Fill, made: &mut Vec<Ball>) {
    for pair in places.windows(2) {
        let steps = ((pair[1] - pair[0]).length() / (radius * 0.5))
            .ceil()
            .max(1.0);
        let mut step = 0.0;
        while step <= steps {
            made.push(Ball {
                center: pair[0].lerp(pair[1], step / steps),
                axes: DMat3::from_diagonal(DVec3::splat(radius)),
                fill,
            });
            step += 1.0;
        }
    }
}

/// A ring round a limb: across `along`, of a radius.
pub fn ring(center: DVec3, along: DVec3, radius: f64, wide: f64, fill: Fill, made: &mut Vec<Ball>) {
    const STEPS: u32 = 24;
    let along = along.normalize_or_zero();
    let aside = along.any_orthonormal_vector();
    let up = along.cross(aside);
    for step in 0..=STEPS {
        let off = wide * (f64::from(step) / f64::from(STEPS) - 0.5) * 0.8;
        made.push(Ball {
            center: center + along * off,
            axes: DMat3::from_cols(along * (wide * 0.1), aside * radius, up * radius),
            fill,
        });
    }
}

/// How far the stripes of a towel are from each other, and how wide they are, m.
const STRIPES: [f64; 2] = [0.065, 0.016];

/// A rolled towel through places: cloth with stripes.
pub fn cloth(places: &[DVec3], radius: f64, made: &mut Vec<Ball>) {
    let [apart, wide] = STRIPES;
    let mut gone = 0.0;
    for pair in places.windows(2) {
        let long = pair[0].distance(pair[1]);
        let steps = (long / (radius * 0.25)).ceil().max(1.0);
        let mut step = 0.0;
        while step <= steps {
            let along = step / steps;
            let striped = (gone + along * long) % apart < wide;
            let (fill, radius) = if striped {
                (Fill::Band, radius * 1.04)
            } else {
                (Fill::Cloth, radius)
            };
            made.push(Ball {
                center: pair[0].lerp(pair[1], along),
                axes: DMat3::from_diagonal(DVec3::splat(radius)),
                fill,
            });
            step += 1.0;
        }
        gone += long;
    }
}

/// The end of a towel that hangs out of a hand: it widens, with a hem.
pub fn loose_end(hand: DVec3, way: DVec3, long: f64, made: &mut Vec<Ball>) {
    const STEPS: u32 = 18;
    let way = way.normalize_or(DVec3::NEG_Y);
    let wide = way.any_orthonormal_vector();
    for step in 0..=STEPS {
        let along = f64::from(step) / f64::from(STEPS);
        let half = 0.014 + 0.024 * along;
        let hem = along > 0.72 && along < 0.86;
        made.push(Ball {
            center: hand + way * long * along,
            axes: DMat3::from_diagonal(DVec3::splat(0.012))
                + DMat3::from_cols(wide * wide.x, wide * wide.y, wide * wide.z) * half,
            fill: if hem { Fill::Band } else { Fill::Cloth },
        });
    }
}

/// How a wrap lies: along the spine from here to there, half as deep and half as wide as the body there with it, m.
const WRAP: ([f64; 2], [f64; 2]) = ([0.07, 0.20], [0.104, 0.152]);

/// A wrap round the low back.
pub fn wrap(made: &Skeleton, balls: &mut Vec<Ball>) {
    let ([from, to], [deep, wide]) = WRAP;
    for step in 0..9 {
        let (at, frame) = made.at(from + (to - from) * f64::from(step) / 8.0);
        balls.push(Ball {
            center: at,
            axes: DMat3::from_cols(
                frame.x_axis * deep,
                frame.y_axis * 0.022,
                frame.z_axis * wide * made.build.hips_wide,
            ),
            fill: Fill::Band,
        });
    }
}

/// A box, held at its sides.
pub fn load([near, far]: [DVec3; 2], faces: &mut Vec<Face>) {
    let middle = (near + far) / 2.0;
    let half = (near.z - far.z).abs() / 2.0 - 0.02;
    cuboid(
        middle + DVec3::new(-0.19, -0.2, -half),
        middle + DVec3::new(0.19, 0.1, half),
        WOOD,
        faces,
    );
}

/// A block, for steps, walls and worktops.
pub fn block(low: [f64; 3], high: [f64; 3], made: &mut Vec<Face>) {
    cuboid(DVec3::from_array(low), DVec3::from_array(high), WOOD, made);
}

/// How far each grip of its bar is beside the middle, m.
const GRIPS: f64 = 0.17;

/// A bicycle that stands still, under who sits on it; its crank is turned so that the working foot is up or down.
pub fn bicycle(pelvis: DVec3, up: bool, made: &mut Vec<Ball>) {
    let at = |x: f64, y: f64| DVec3::new(pelvis.x + x, y, pelvis.z);
    let crank = at(CRANK[0], pelvis.y - CRANK[1]);
    let saddle = at(-0.04, pelvis.y - 0.125);
    let (thin, thick) = (0.017, 0.024);
    let mut tube = |places: &[DVec3], radius: f64, fill: Fill| rod(places, radius, fill, made);
    // Two feet on the floor, and the frame from the saddle over the crank to the bar.
    tube(&[at(-0.34, 0.03), at(0.74, 0.03)], thick, Fill::PropSide);
    tube(&[saddle, crank], thick, Fill::PropSide);
    tube(&[crank, at(0.06, 0.03)], thick, Fill::PropSide);
    tube(&[crank, at(0.60, pelvis.y - 0.30)], thick, Fill::PropSide);
    tube(
        &[at(0.68, 0.03), at(0.55, pelvis.y + 0.10)],
        thick,
        Fill::PropSide,
    );
    // A grip for each hand, and the bar between them.
    let bar = |aside: f64| DVec3::new(0.0, 0.0, aside);
    let [back, front] = [at(0.44, pelvis.y + 0.11), at(0.60, pelvis.y + 0.12)];
    for aside in [-GRIPS, GRIPS] {
        tube(
            &[back + bar(aside), front + bar(aside)],
            thin,
            Fill::PropSide,
        );
    }
    tube(
        &[front + bar(-GRIPS), front + bar(GRIPS)],
        thin,
        Fill::PropSide,
    );
    tube(
        &[
            saddle - DVec3::new(0.13, 0.0, 0.0),
            saddle + DVec3::new(0.12, 0.0, 0.0),
        ],
        0.035,
        Fill::Prop,
    );
    let mut wheel = |center: DVec3, radius: f64, fill: Fill| {
        made.push(Ball {
            center,
            axes: DMat3::from_diagonal(DVec3::new(radius, radius, 0.02)),
            fill,
        });
    };
    wheel(at(0.52, 0.30), 0.24, Fill::Prop);
    wheel(
        at(0.52, 0.30) + DVec3::new(0.0, 0.0, 0.02),
        0.05,
        Fill::PropSide,
    );
    wheel(crank + DVec3::new(0.0, 0.0, 0.05), 0.075, Fill::Prop);
    let turn = DVec3::new(0.05, 0.15, 0.0) * if up { 1.0 } else { -1.0 };
    for (way, aside) in [(1.0, 0.09), (-1.0, -0.09)] {
        let side = DVec3::new(0.0, 0.0, aside);
        let pedal = crank + turn * way + side;
        rod(&[crank + side, pedal], thin, Fill::PropSide, made);
        rod(
            &[
                pedal - DVec3::new(0.05, 0.0, 0.0),
                pedal + DVec3::new(0.05, 0.0, 0.0),
            ],
            0.014,
            Fill::Ink,
            made,
        );
    }
}
