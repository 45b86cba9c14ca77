//! The things of a panel, put where its body needs them.

use glam::{DMat3, DVec3};

use crate::{
    body::{SIDES, Solid, TOWARD, solids},
    drawing::Fill,
    posture::{Base, Whole},
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
            | Prop::Worktop
            | Prop::Rail
    )
}

/// The things of a body that works with a side, given as it was posed: with its right.
pub(crate) fn things(
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
            Prop::Mat => mat(whole, body, &mut faces),
            Prop::Floor => {}
            Prop::Chair => props::chair(pelvis.x - 0.03, pelvis.z, Some(-1.0), &mut faces),
            Prop::ChairBehind => props::chair(pelvis.x - 0.42, pelvis.z, Some(-1.0), &mut faces),
            Prop::Stool => props::chair(pelvis.x - 0.03, pelvis.z, None, &mut faces),
            Prop::ChairBeside => {
                props::chair_turned(pelvis.x + 0.03, pelvis.z - 0.62, 1.0, &mut faces);
            }
            Prop::ChairAhead => props::chair(pelvis.x + 0.55, pelvis.z, Some(-1.0), &mut faces),
            Prop::Step => {
                let [from, deep] = props::STEP_AT;
                props::block(
                    [from, 0.0, -0.22],
                    [from + deep, props::STEP_HIGH, 0.22],
                    &mut faces,
                );
            }
            Prop::Wall => {
                let back = pelvis.x - 0.135;
                props::block([back - 0.06, 0.0, -0.3], [back, 1.85, 0.3], &mut faces);
            }
            Prop::Worktop => {
                let ahead = pelvis.x + 0.22;
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
                let at = |x: f64, y: f64| DVec3::new(pelvis.x + x, y, pelvis.z - 0.16);
                props::rod(
                    &[at(0.36, 0.0), at(0.36, props::RAIL_HIGH)],
                    0.018,
                    Fill::PropSide,
                    &mut balls,
                );
                props::rod(
                    &[at(0.22, props::RAIL_HIGH), at(0.62, props::RAIL_HIGH)],
                    0.02,
                    Fill::PropSide,
                    &mut balls,
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
                let sole = |x: f64, z: f64| leg.ankle + leg.foot * DVec3::new(x, -0.072, z);
                for side in SIDES {
                    let arm = &made.arms[side];
                    let hand = arm.wrist - arm.hand.y_axis * 0.08;
                    props::rod(
                        &[hand, sole(0.09, TOWARD[side] * 0.04)],
                        0.011,
                        Fill::Band,
                        &mut balls,
                    );
                }
                props::rod(
                    &[sole(0.09, -0.04), sole(0.09, 0.04)],
                    0.012,
                    Fill::Band,
                    &mut balls,
                );
            }
            Prop::Towel => {
                let leg = &made.legs[1];
                let back = leg.knee + leg.thigh * DVec3::new(-0.085, 0.16, 0.0);
                for side in SIDES {
                    let arm = &made.arms[side];
                    let hand = arm.wrist - arm.hand.y_axis * 0.08;
                    props::rod(
                        &[hand, back + leg.thigh.z_axis * TOWARD[side] * 0.07],
                        0.014,
                        Fill::Band,
                        &mut balls,
                    );
                }
                props::rod(
                    &[
                        back - leg.thigh.z_axis * 0.07,
                        back + leg.thigh.z_axis * 0.07,
                    ],
                    0.014,
                    Fill::Band,
                    &mut balls,
                );
            }
            Prop::ThighBand => {
                for side in SIDES {
                    let leg = &made.legs[side];
                    props::ring(
                        leg.knee.lerp(leg.hip, 0.17),
                        leg.thigh.y_axis,
                        0.064,
                        0.05,
                        Fill::Band,
                        &mut balls,
                    );
                }
                let [a, b] = SIDES.map(|side| made.legs[side].knee.lerp(made.legs[side].hip, 0.17));
                props::rod(&[a, b], 0.022, Fill::Band, &mut balls);
            }
            Prop::AnkleWeight => {
                let leg = &made.legs[0];
                props::ring(
                    leg.ankle.lerp(leg.knee, 0.16),
                    leg.shank.y_axis,
                    0.050,
                    0.085,
                    Fill::Band,
                    &mut balls,
                );
            }
            Prop::Bicycle => props::bicycle(pelvis, &mut balls),
            Prop::Load => props::load(made, &mut faces),
            Prop::Wrap => props::wrap(made, &mut balls),
            Prop::Water => {
                let (level, depth) = water(whole);
                let middle = made.pelvis.x;
                let at = |x: f64, y: f64| DVec3::new(middle + x, y, -0.4);
                let wide = if depth > 0.5 { 0.62 } else { 1.15 };
                faces.push(Face {
                    corners: vec![
                        at(-wide, level),
                        at(wide, level),
                        at(wide, level - depth),
                        at(-wide, level - depth),
                    ],
                    fill: Fill::Water,
                });
            }
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

fn mat(whole: &Whole, body: &[Solid], faces: &mut Vec<Face>) {
    let across = body.iter().map(|solid| solid.center.x);
    let left = across.clone().fold(f64::INFINITY, f64::min);
    let right = across.fold(f64::NEG_INFINITY, f64::max);
    let (far, near) = match whole.trunk.base {
        Some(Base::OnTheSide) => (-0.26, 0.55),
        _ => (-0.34, 0.34),
    };
    props::mat(left - 0.16, right + 0.12, far, near, faces);
}
