//! The things of a panel, put where its body needs them.

use glam::{DMat3, DVec3};

use crate::{
    body::{SIDES, Solid, TOWARD, solids},
    drawing::Fill,
    posture::{Base, Foot, Whole},
    props::{self, Prop},
    scene::{Ball, Face},
    side::Side,
    skeleton::Skeleton,
};

/// Whether a thing stands on the floor, which is then drawn.
pub(crate) fn stands(prop: Prop) -> bool {
    matches!(
        prop,
        Prop::Chair
            | Prop::ChairBehind
            | Prop::ChairBeside
            | Prop::ChairAhead
            | Prop::Stool
            | Prop::Step
            | Prop::Wall
            | Prop::WallAhead
            | Prop::Worktop
            | Prop::Rail
    )
}

/// The things of a body that works with a side, given as it was posed, with its right; and where its pelvis was in the first
/// panel, m.
pub fn things(
    all: &[Prop],
    side: Side,
    whole: &Whole,
    posed: &Skeleton,
    pelvis: DVec3,
) -> (Vec<Face>, Vec<Ball>) {
    let (faces, balls) = put(all, whole, (posed, &solids(posed)), pelvis);
    match side {
        Side::Right => (faces, balls),
        Side::Left => (
            faces.iter().map(Face::mirrored).collect(),
            balls.iter().map(Ball::mirrored).collect(),
        ),
    }
}

/// Those that stand stay where the first panel has them.
fn put(
    all: &[Prop],
    whole: &Whole,
    (made, body): (&Skeleton, &[Solid]),
    pelvis: DVec3,
) -> (Vec<Face>, Vec<Ball>) {
    let (mut faces, mut balls) = (Vec::new(), Vec::new());
    for prop in all {
        match prop {
            Prop::Mat => mat(whole, body, all.contains(&Prop::WallAtFeet), &mut faces),
            Prop::Bed => bed(body, &mut faces),
            Prop::Shoes => shoes(made, &mut balls),
            Prop::Floor => {}
            Prop::Chair => props::chair(pelvis.x - 0.03, pelvis.z, Some(-1.0), &mut faces),
            Prop::ChairBehind => props::chair(pelvis.x - 0.42, pelvis.z, Some(-1.0), &mut faces),
            Prop::Stool => props::chair(pelvis.x - 0.03, pelvis.z, None, &mut faces),
            Prop::ChairBeside => {
                props::chair_turned(pelvis.x + 0.03, pelvis.z - 0.62, 1.0, &mut faces);
            }
            Prop::ChairAhead => {
                let seat = props::CHAIR_BACK_AHEAD + props::SEAT_BEHIND_BACK;
                props::chair(pelvis.x + seat, pelvis.z, Some(-1.0), &mut faces);
            }
            Prop::Step => {
                let [from, deep] = props::STEP_AT;
                props::block(
                    [from, 0.0, -0.22],
                    [from + deep, props::STEP_HIGH, 0.22],
                    &mut faces,
                );
            }
            Prop::Wall => {
                let back = pelvis.x - props::WALL_BEHIND;
                props::block([back - 0.06, 0.0, -0.3], [back, 1.85, 0.3], &mut faces);
            }
            Prop::WallAhead => {
                let front = pelvis.x + props::WALL_AHEAD;
                props::block([front, 0.0, -0.3], [front + 0.06, 1.85, 0.3], &mut faces);
            }
            Prop::WallAtFeet => {
                let at = props::WALL_AT;
                props::block(
                    [at, -0.025, -0.26],
                    [at + 0.05, props::WALL_AT_FEET_HIGH, 0.26],
                    &mut faces,
                );
            }
            Prop::Worktop => {
                let ahead = pelvis.x + props::WORKTOP_AHEAD;
                props::block(
                    [ahead, props::RAIL_HIGH - 0.05, -0.55],
                    [ahead + 0.4, props::RAIL_HIGH, 0.55],
                    &mut faces,
                );
                props::block(
                    [ahead + 0.05, 0.0, -0.52],
                    [ahead + 0.4, props::RAIL_HIGH - 0.05, 0.52],
                    &mut faces,
                );
            }
            Prop::Rail => {
                let at = |x: f64, y: f64| DVec3::new(pelvis.x + x, y, pelvis.z - 0.20);
                let mut bar = |from: DVec3, to: DVec3, radius: f64| {
                    props::rod(&[from, to], radius, Fill::PropSide, &mut balls);
                };
                let [first, last] = [-0.06, 0.80];
                if !all.contains(&Prop::Water) {
                    bar(
                        at(first + 0.04, 0.0),
                        at(first + 0.04, props::RAIL_HIGH),
                        0.018,
                    );
                    bar(
                        at(last - 0.04, 0.0),
                        at(last - 0.04, props::RAIL_HIGH),
                        0.018,
                    );
                }
                bar(
                    at(first, props::RAIL_HIGH),
                    at(last, props::RAIL_HIGH),
                    0.022,
                );
            }
            Prop::Cushion => {
                let head = made.head;
                let thick = props::cushion(whole.trunk.base.unwrap_or_default());
                for step in 0..9 {
                    let aside = 0.03 * f64::from(step) - 0.12;
                    balls.push(Ball {
                        center: DVec3::new(head.x, thick * 0.5, head.z + aside),
                        axes: DMat3::from_diagonal(DVec3::new(0.16, thick * 0.56, 0.08)),
                        fill: Fill::Soft,
                    });
                }
            }
            Prop::Strap => {
                let leg = &made.legs[0];
                let sole = |x: f64, z: f64| leg.ankle + leg.foot * DVec3::new(x, -0.078, z);
                for side in SIDES {
                    let hand = palm(made, side);
                    let ball = sole(0.09, TOWARD[side] * 0.035);
                    props::cloth(&[ball, hand], 0.014, &mut balls);
                    props::loose_end(hand, hand - ball, 0.13, &mut balls);
                }
                props::cloth(&[sole(0.09, -0.035), sole(0.09, 0.035)], 0.016, &mut balls);
            }
            Prop::Towel => {
                let leg = &made.legs[1];
                let back = leg.knee + leg.thigh * DVec3::new(-0.080, 0.16, 0.0);
                let around = |side: usize| back + leg.thigh.z_axis * TOWARD[side] * 0.06;
                for side in SIDES {
                    let hand = palm(made, side);
                    props::cloth(&[around(side), hand], 0.017, &mut balls);
                    props::loose_end(hand, hand - around(side), 0.11, &mut balls);
                }
                props::cloth(&[around(1), around(0)], 0.019, &mut balls);
            }
            Prop::HandBand => {
                let [one, other] = SIDES.map(|side| palm(made, side));
                props::rod(&[one, other], 0.013, Fill::Band, &mut balls);
                for (hand, way) in [(one, one - other), (other, other - one)] {
                    props::loose_end(hand, way + DVec3::NEG_Y * way.length(), 0.10, &mut balls);
                }
            }
            Prop::ThighBand => thigh_band(made, &mut balls),
            Prop::AnkleWeight => ankle_weight(made, &mut balls),
            Prop::Bicycle => {
                let up = whole.sides[0].foot == Some(Foot::PedalHigh);
                props::bicycle(pelvis, up, &mut balls);
            }
            Prop::Water => pool(whole, pelvis, &mut faces),
            Prop::Load => props::load(SIDES.map(|side| palm(made, side)), &mut faces),
            Prop::Wrap => props::wrap(made, &mut balls),
        }
    }
    (faces, balls)
}

/// The level of the water and how deep it is drawn, m.
pub(crate) fn water(whole: &Whole) -> (f64, f64) {
    let [standing, swimming] = props::WATER;
    match whole.trunk.base {
        Some(Base::OnTheBack | Base::OnTheBelly) => (swimming, 0.36),
        _ => (standing, standing),
    }
}

/// A mat as long as the body, or up to the wall.
fn mat(whole: &Whole, body: &[Solid], to_the_wall: bool, faces: &mut Vec<Face>) {
    let across = body.iter().map(|solid| solid.center.x);
    let left = across.clone().fold(f64::INFINITY, f64::min);
    let right = across.fold(f64::NEG_INFINITY, f64::max);
    let (far, near) = match whole.trunk.base {
        Some(Base::OnTheSide) => (-0.20, 0.40),
        _ => (-0.26, 0.26),
    };
    let end = if to_the_wall {
        props::WALL_AT
    } else {
        right + 0.05
    };
    props::mat(left - 0.05, end, far, near, faces);
}

/// A firm bed: a mattress on a frame with legs.
fn bed(body: &[Solid], faces: &mut Vec<Face>) {
    let [thick, frame, high, leg] = [0.13, 0.05, 0.40, 0.05];
    let across = body.iter().map(|solid| solid.center.x);
    let left = across.clone().fold(f64::INFINITY, f64::min) - 0.10;
    let right = across.fold(f64::NEG_INFINITY, f64::max) + 0.10;
    let (far, near) = (-0.42, 0.42);
    let mut add = |low: [f64; 3], high: [f64; 3], fills: [Fill; 2]| {
        props::cuboid(
            DVec3::from_array(low),
            DVec3::from_array(high),
            fills,
            faces,
        );
    };
    add(
        [left, -thick, far],
        [right, 0.0, near],
        [Fill::Mat, Fill::MatEdge],
    );
    let wood = [Fill::Prop, Fill::PropSide];
    let under = -thick - frame;
    add([left, under, far], [right, -thick, near], wood);
    for x in [left + 0.02, right - 0.02 - leg] {
        for z in [far, near - leg] {
            add([x, -high, z], [x + leg, under, z + leg], wood);
        }
    }
}

/// The middle of what a hand holds.
fn palm(made: &Skeleton, side: usize) -> DVec3 {
    let arm = &made.arms[side];
    arm.wrist - arm.hand.y_axis * 0.08 + arm.hand.x_axis * 0.012
}

/// Shoes over the feet.
fn shoes(made: &Skeleton, balls: &mut Vec<Ball>) {
    for leg in &made.legs {
        let mut add = |at: [f64; 3], size: [f64; 3], fill: Fill| {
            balls.push(Ball {
                center: leg.ankle + leg.foot * DVec3::from_array(at),
                axes: leg.foot * DMat3::from_diagonal(DVec3::from_array(size)),
                fill,
            });
        };
        for step in 0..=12 {
            let along = f64::from(step) / 12.0;
            let high = 0.040 - 0.020 * along;
            let wide = 0.040 + 0.012 * (1.0 - (along - 0.6).abs());
            add(
                [-0.034 + 0.190 * along, -0.066 + high, 0.0],
                [0.040, high, wide],
                Fill::Shoe,
            );
            add(
                [-0.034 + 0.190 * along, -0.064, 0.0],
                [0.046, 0.010, wide + 0.006],
                Fill::Soft,
            );
        }
        add([-0.012, -0.012, 0.0], [0.048, 0.028, 0.044], Fill::Shoe);
    }
}

/// A loop round both thighs: round the outside of each, and straight between them in front and behind.
fn thigh_band(made: &Skeleton, balls: &mut Vec<Ball>) {
    let [round, wide, thick] = [0.064, 0.055, 0.006];
    let place = |side: usize| made.legs[side].knee.lerp(made.legs[side].hip, 0.17);
    let [one, other] = SIDES.map(place);
    for side in SIDES {
        props::ring(
            place(side),
            made.legs[side].thigh.y_axis,
            round,
            wide,
            Fill::Band,
            balls,
        );
    }
    let way = other - one;
    if way.length() < round {
        return;
    }
    let [upper, lower] = SIDES.map(|side| made.legs[side].thigh.y_axis);
    for sign in [1.0, -1.0] {
        let edge = |at: DVec3, along: DVec3| {
            at + way.cross(along).normalize_or_zero() * sign * (round - thick)
        };
        let (from, to) = (edge(one, upper), edge(other, lower));
        let steps = (way.length() / 0.004).ceil().max(1.0);
        let mut step = 0.0;
        while step <= steps {
            let share = step / steps;
            let along = upper.lerp(lower, share).normalize_or_zero();
            let across = way.cross(along).normalize_or_zero();
            balls.push(Ball {
                center: from.lerp(to, share),
                axes: DMat3::from_cols(
                    along * wide * 0.45,
                    across * thick,
                    way.normalize_or_zero() * thick,
                ),
                fill: Fill::Band,
            });
            step += 1.0;
        }
    }
}

/// A cuff of weights round the working ankle: pockets side by side, a strap round them.
fn ankle_weight(made: &Skeleton, balls: &mut Vec<Ball>) {
    const POCKETS: u32 = 8;
    let leg = &made.legs[0];
    let middle = leg.ankle.lerp(leg.knee, 0.17);
    for pocket in 0..POCKETS {
        let (sin, cos) =
            libm::sincos(f64::from(pocket) / f64::from(POCKETS) * core::f64::consts::TAU);
        let out = leg.shank.x_axis * cos + leg.shank.z_axis * sin;
        balls.push(Ball {
            center: middle + out * 0.042,
            axes: DMat3::from_cols(
                out * 0.024,
                leg.shank.y_axis * 0.062,
                out.cross(leg.shank.y_axis) * 0.024,
            ),
            fill: Fill::Band,
        });
    }
    props::ring(middle, leg.shank.y_axis, 0.068, 0.022, Fill::Cloth, balls);
}

/// The water with a wall behind who is in it, and the floor below who stands.
fn pool(whole: &Whole, pelvis: DVec3, faces: &mut Vec<Face>) {
    let [far, wall, edge] = [-0.4, 0.10, 0.16];
    let (level, depth) = water(whole);
    let standing = depth > 0.5;
    let (left, right) = if standing {
        (pelvis.x - 0.36, pelvis.x + 0.82)
    } else {
        (pelvis.x - 1.02, pelvis.x + 1.08)
    };
    let bottom = level - depth;
    let at = |x: f64, y: f64| DVec3::new(x, y, far);
    faces.push(Face {
        corners: vec![
            at(left, level),
            at(right, level),
            at(right, bottom),
            at(left, bottom),
        ],
        fill: Fill::Water,
    });
    let mut block = |low: [f64; 2], high: [f64; 2]| {
        props::block([low[0], low[1], far - 0.05], [high[0], high[1], far], faces);
    };
    block([left - wall, bottom - 0.04], [left, level + edge]);
    if standing {
        block([left, bottom - 0.04], [right, bottom]);
    }
}
