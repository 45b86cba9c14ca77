//! Hands brought to their places.

use glam::{DMat3, DVec3};

use super::{ELBOW, Fault, Points, PoseError, Solver, frames, key};
use crate::{
    body::TOWARD,
    limb::Limb,
    posture::{Base, Hand},
    props,
    skeleton::Skeleton,
};

impl Solver<'_> {
    pub(super) fn place_hand(&self, made: &mut Skeleton, side: usize) -> Result<(), PoseError> {
        let said = &self.whole.sides[side];
        let default = match self.base {
            Base::AllFours => Hand::Floor,
            Base::OnTheForearms => Hand::Forearm,
            _ => Hand::Free,
        };
        let place = said.hand.unwrap_or(default);
        let toward = TOWARD[side];
        let arm = made.arms[side];
        let (waist, waist_frame) = made.at(0.17);
        let pelvis = (made.pelvis, made.pelvis_frame);
        let (chest, chest_frame) = made.at(0.34);
        let forward = self.heading();
        // A place in a frame, on this hand's own side; and which way the palm faces in that frame.
        let on = |(at, frame): (DVec3, DMat3),
                  x: f64,
                  y: f64,
                  z: f64,
                  palm: [f64; 3],
                  fingers: [f64; 3]| {
            let own = |v: [f64; 3]| frame * DVec3::new(v[0], v[1], v[2] * toward);
            (at + own([x, y, z]), Some((own(palm), own(fingers))))
        };
        let thigh = |leg: usize| (made.legs[leg].knee, made.legs[leg].thigh);
        let shank = |leg: usize| (made.legs[leg].knee, made.legs[leg].shank);
        // Hands on a leg come from both sides of it.
        let hold = |leg: usize| if leg == side { 0.035 } else { 0.04 };
        let (target, palm) = match place {
            Hand::Free => return Ok(()),
            Hand::Stay => {
                let before = self.before.ok_or_else(|| PoseError {
                    key: key(side, "hand"),
                    fault: Fault::NothingBefore,
                })?;
                let arm = &before.arms[side];
                (
                    arm.wrist - arm.hand.y_axis * PALM,
                    Some((arm.hand.x_axis, -arm.hand.y_axis)),
                )
            }
            Hand::Floor => {
                let at = DVec3::new(arm.shoulder.x, 0.016, arm.shoulder.z) + forward * 0.06;
                (at, Some((DVec3::NEG_Y, forward)))
            }
            Hand::Forearm => {
                let elbow = DVec3::new(arm.shoulder.x, 0.037, arm.shoulder.z);
                let at = elbow + forward * (self.build.forearm + PALM);
                (DVec3::new(at.x, 0.02, at.z), Some((DVec3::NEG_Y, forward)))
            }
            Hand::FloorInFront => {
                let at =
                    DVec3::new(arm.shoulder.x, 0.016, arm.shoulder.z) + DVec3::new(0.02, 0.0, 0.26);
                (at, Some((DVec3::NEG_Y, DVec3::new(0.9, 0.0, 0.3))))
            }
            Hand::BySide => {
                let at = arm.shoulder + forward * 0.54 + made.pelvis_frame.z_axis * toward * 0.10;
                (DVec3::new(at.x, 0.016, at.z), Some((DVec3::NEG_Y, forward)))
            }
            Hand::Towel => on(
                thigh(1),
                -0.10,
                0.36,
                0.075,
                [0.2, 0.0, -1.0],
                [-0.6, -0.8, 0.0],
            ),
            Hand::BehindThigh => on(
                thigh(0),
                -0.085,
                0.13,
                hold(0),
                [1.0, 0.0, -0.2],
                [0.0, -0.3, -1.0],
            ),
            Hand::BehindOtherThigh => on(
                thigh(1),
                -0.085,
                0.13,
                hold(1),
                [1.0, 0.0, -0.2],
                [0.0, -0.3, -1.0],
            ),
            Hand::Shin => on(
                shank(0),
                0.068,
                -0.09,
                hold(0),
                [-1.0, 0.0, 0.0],
                [0.0, -0.2, -1.0],
            ),
            Hand::OtherShin => on(
                shank(1),
                0.068,
                -0.09,
                hold(1),
                [-1.0, 0.0, 0.0],
                [0.0, -0.2, -1.0],
            ),
            Hand::Knee => on(
                thigh(0),
                0.075,
                0.03,
                0.0,
                [-1.0, 0.0, 0.0],
                [0.0, -1.0, 0.0],
            ),
            Hand::OtherKnee => on(
                thigh(1),
                0.075,
                0.03,
                0.0,
                [-1.0, 0.0, 0.0],
                [0.0, -1.0, 0.0],
            ),
            Hand::Thigh => on(
                thigh(side),
                0.098,
                0.17,
                0.0,
                [-1.0, 0.0, 0.0],
                [0.0, -1.0, -0.2],
            ),
            Hand::Belly => on(
                (waist, waist_frame),
                0.108,
                -0.02,
                0.06,
                [-1.0, 0.0, 0.0],
                [0.0, -0.25, -1.0],
            ),
            Hand::Chest => on(
                made.at(0.27),
                0.118,
                0.0,
                0.05,
                [-1.0, 0.0, 0.0],
                [0.0, -0.2, -1.0],
            ),
            Hand::Hip => on(
                (made.at(0.09).0, made.at(0.09).1),
                0.03,
                0.0,
                0.165,
                [0.0, 0.0, -1.0],
                [1.0, -0.4, 0.0],
            ),
            Hand::LowBack => on(
                (waist, waist_frame),
                -0.105,
                -0.02,
                0.06,
                [1.0, 0.0, 0.0],
                [0.0, -0.1, -1.0],
            ),
            Hand::OtherShoulder => on(
                (chest, chest_frame),
                0.118,
                0.055,
                -0.10,
                [-1.0, 0.0, 0.2],
                [0.0, 0.5, -1.0],
            ),
            Hand::Seat => {
                let at = pelvis.0 + pelvis.1.z_axis * toward * 0.19 + forward * 0.02;
                (
                    DVec3::new(at.x, props::SEAT + 0.012, at.z),
                    Some((DVec3::NEG_Y, forward)),
                )
            }
            Hand::ChairBack if self.room.chair_ahead => {
                let at = made.pelvis + forward * props::CHAIR_BACK_AHEAD;
                (
                    DVec3::new(at.x, props::BACK_HIGH + 0.016, arm.shoulder.z),
                    Some((DVec3::NEG_Y, forward)),
                )
            }
            Hand::ChairBack => {
                let aside = made.pelvis.z + toward * 0.42;
                (
                    DVec3::new(made.pelvis.x + 0.03, props::BACK_HIGH + 0.016, aside),
                    Some((DVec3::NEG_Y, DVec3::new(0.15, 0.0, toward))),
                )
            }
            Hand::Rail | Hand::Worktop => {
                let at = made.pelvis + forward * 0.30;
                (
                    DVec3::new(at.x, props::RAIL_HIGH + 0.016, arm.shoulder.z),
                    Some((DVec3::NEG_Y, forward)),
                )
            }
            Hand::Wall => {
                let at = made.pelvis + forward * (props::WALL_AHEAD - 0.016);
                (
                    DVec3::new(at.x, arm.shoulder.y, arm.shoulder.z),
                    Some((forward, DVec3::Y)),
                )
            }
            Hand::Bar => {
                let at = made.pelvis + forward * 0.52;
                (
                    DVec3::new(at.x, self.at.y + 0.12, arm.shoulder.z),
                    Some((DVec3::NEG_Y, forward)),
                )
            }
            Hand::UnderHead => {
                let at = made.head + made.head_frame * DVec3::new(0.0, -0.02, toward * 0.10);
                (
                    at,
                    Some((made.head_frame.z_axis * -toward, made.head_frame.y_axis)),
                )
            }
            Hand::Strap => on(
                (chest, chest_frame),
                0.27,
                -0.05,
                0.045,
                [0.2, 0.0, -1.0],
                [0.8, -0.5, 0.0],
            ),
        };
        let target = target + DVec3::from_array(said.hand_off.unwrap_or_default());
        let pole = said
            .elbow_toward
            .map_or(DVec3::from_array(elbow_of(place)), DVec3::from_array);
        let pole = chest_frame * DVec3::new(pole.x, pole.y, pole.z * toward);
        let limb = Limb {
            upper: self.build.upper_arm,
            lower: self.build.forearm,
            flexion: ELBOW,
        };
        // The wrist lies behind the palm, away from the fingers.
        let mut wrist = target;
        let mut hand = arm.hand;
        let mut shoulder = arm.shoulder;
        let reach = (limb.upper + limb.lower) * 0.999;
        for _ in 0..6 {
            // The shoulder blade glides toward what is a little too far.
            let way = wrist - shoulder;
            let glide = (way.length() - reach)
                .clamp(0.0, (BLADE - shoulder.distance(arm.shoulder)).max(0.0));
            shoulder += way.normalize_or_zero() * glide;
            let reached = limb
                .reach(shoulder, wrist, pole)
                .map_err(|fault| PoseError {
                    key: key(side, "hand"),
                    fault: Fault::Reach(fault),
                })?;
            let (upper, fore) = frames(
                [shoulder, reached.middle, reached.end],
                pole,
                Points::Backward,
            );
            hand = palm.map_or(fore, |(palm, fingers)| facing(palm, fingers));
            // A wrist bends so far and no further.
            hand = eased(hand, -fore.y_axis, 88.0);
            let made = &mut made.arms[side];
            (made.shoulder, made.elbow, made.wrist) = (shoulder, reached.middle, reached.end);
            (made.upper, made.fore, made.hand) = (upper, fore, hand);
            wrist = target + hand.y_axis * PALM;
        }
        made.arms[side].hand = hand;
        Ok(())
    }
}

/// How far a shoulder blade glides, m.
const BLADE: f64 = 0.07;

/// From the wrist to the middle of the palm, m.
pub(crate) const PALM: f64 = 0.075;

/// A hand whose palm and fingers point somewhere.
fn facing(palm: DVec3, fingers: DVec3) -> DMat3 {
    let y = -fingers.normalize_or(DVec3::NEG_Y);
    let x = (palm - y * palm.dot(y)).normalize_or(DVec3::X);
    DMat3::from_cols(x, y, x.cross(y))
}

/// A hand that turns from the forearm's way by no more than so many degrees.
fn eased(hand: DMat3, along: DVec3, most: f64) -> DMat3 {
    let fingers = -hand.y_axis;
    let turn = libm::acos(fingers.dot(along).clamp(-1.0, 1.0)).to_degrees();
    if turn <= most {
        return hand;
    }
    let axis = fingers.cross(along).normalize_or_zero();
    if axis == DVec3::ZERO {
        return hand;
    }
    DMat3::from_axis_angle(axis, (turn - most).to_radians()) * hand
}

/// Which way an elbow points when nothing is said: forward, up, outward.
fn elbow_of(place: Hand) -> [f64; 3] {
    match place {
        Hand::Forearm => [0.3, -1.0, 0.0],
        Hand::Belly | Hand::Chest | Hand::OtherShoulder => [-0.3, -0.6, 1.0],
        Hand::BySide => [0.0, -0.3, 1.0],
        Hand::Hip | Hand::LowBack => [-0.8, -0.1, 1.0],
        _ => [-0.9, -0.5, 0.5],
    }
}
