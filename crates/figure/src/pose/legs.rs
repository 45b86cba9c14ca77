//! Feet brought to their places.

use glam::{DMat3, DVec3};

use super::{Fault, KNEE, Points, PoseError, Solver, frames, key};
use crate::{
    body::{SIDES, TOWARD},
    limb::Limb,
    posture::{Base, Foot},
    props,
    skeleton::{Leg, Skeleton},
};

impl Solver<'_> {
    /// The sides, last the one whose foot goes by where the other leg is.
    pub(super) fn feet_in_order(&self) -> [usize; 2] {
        match self.whole.sides[0].foot {
            Some(Foot::AcrossKnee | Foot::WithOther) => [1, 0],
            _ => SIDES,
        }
    }

    pub(super) fn place_foot(&self, made: &mut Skeleton, side: usize) -> Result<(), PoseError> {
        let said = &self.whole.sides[side];
        let default = match self.base {
            Base::Standing | Base::Sitting => Foot::Flat,
            _ => Foot::Free,
        };
        let place = said.foot.unwrap_or(default);
        let leg = made.legs[side];
        let toward = TOWARD[side];
        let floor = self.build.ankle;
        let forward = self.heading();
        let right = forward.cross(DVec3::Y);
        // Below the hip, as far ahead as said; else who stands has the feet under the hips, and others where the joints put them.
        let below = |height: f64| {
            let joints = if self.base == Base::Standing {
                DVec3::ZERO
            } else {
                leg.ankle - leg.hip
            };
            let along = said.foot_ahead.unwrap_or_else(|| joints.dot(forward));
            let aside = said.foot_out.unwrap_or_else(|| toward * joints.dot(right));
            let at = leg.hip + forward * along + right * toward * aside;
            DVec3::new(at.x, height, at.z)
        };
        let step = |height: f64| {
            let at = forward * (props::STEP_AT[0] + props::STEP_AT[1] * 0.3);
            DVec3::new(at.x, height + props::STEP_HIGH, leg.hip.z)
        };
        let flat = DMat3::from_cols(forward, DVec3::Y, right);
        let (target, foot) = match place {
            Foot::Free => {
                hangs(&mut made.legs[side], said.ankle);
                return Ok(());
            }
            Foot::Flat => (below(floor), Some(flat)),
            Foot::Heel => (below(floor), None),
            Foot::Wall => {
                let at = DVec3::new(props::WALL_AT - floor, props::ON_THE_WALL, leg.hip.z);
                (at, Some(DMat3::from_cols(DVec3::Y, -forward, right)))
            }
            Foot::Step => (step(floor), Some(flat)),
            Foot::StepHeel => (step(floor), None),
            Foot::Stay => {
                let before = self.before.ok_or_else(|| PoseError {
                    key: key(side, "foot"),
                    fault: Fault::NothingBefore,
                })?;
                (before.legs[side].ankle, Some(before.legs[side].foot))
            }
            Foot::AcrossKnee => {
                let other = &made.legs[1 - side];
                (
                    other.knee + other.thigh * DVec3::new(0.088, 0.05, toward * 0.07),
                    None,
                )
            }
            Foot::WithOther => {
                let other = &made.legs[1 - side];
                (
                    other.ankle + made.pelvis_frame.z_axis * toward * 0.085,
                    None,
                )
            }
            Foot::PedalHigh | Foot::PedalLow => {
                let turn = if place == Foot::PedalHigh { 1.0 } else { -1.0 };
                let [ahead, down] = props::CRANK;
                let at =
                    made.pelvis + DVec3::new(ahead + 0.05 * turn, 0.15 * turn - down + floor, 0.0);
                (DVec3::new(at.x - 0.05, at.y, leg.hip.z), Some(flat))
            }
        };
        let pole = said.knee_toward.map_or_else(
            || match place {
                Foot::AcrossKnee => DVec3::new(0.5, 0.2, 1.0),
                _ => DVec3::new(1.0, 0.0, 0.0),
            },
            DVec3::from_array,
        );
        let pole = made.pelvis_frame * DVec3::new(pole.x, pole.y, pole.z * toward);
        let limb = Limb {
            upper: self.build.thigh,
            lower: self.build.shank,
            flexion: KNEE,
        };
        let bent = limb
            .reach(leg.hip, target, pole)
            .map_err(|fault| PoseError {
                key: key(side, "foot"),
                fault: Fault::Reach(fault),
            })?;
        let leg = &mut made.legs[side];
        (leg.knee, leg.ankle) = (bent.middle, bent.end);
        let (thigh, shank) = frames([leg.hip, leg.knee, leg.ankle], pole, Points::Forward);
        (leg.thigh, leg.shank) = (thigh, shank);
        leg.foot = foot.unwrap_or_else(|| {
            shank * DMat3::from_rotation_z(said.ankle.unwrap_or(0.0).to_radians())
        });
        if matches!(place, Foot::Heel | Foot::StepHeel) {
            // The slope of the sole: what an author sees, whichever way the shank leans.
            let toes = said.ankle.unwrap_or(20.0);
            leg.foot = flat * DMat3::from_rotation_z(toes.to_radians());
        }
        Ok(())
    }
}

/// A foot of which nothing is said lies on its back where its base has it so, and hangs where it is off the floor, degrees.
fn hangs(leg: &mut Leg, said: Option<f64>) {
    /// Higher up an ankle lies on nothing, m.
    const LIES: f64 = 0.15;
    const HANGS: f64 = -30.0;
    let toes = leg.shank.transpose() * leg.foot.x_axis;
    let down = libm::atan2(toes.y, toes.x).to_degrees();
    if said.is_none() && leg.ankle.y > LIES && down < HANGS {
        leg.foot = leg.shank * DMat3::from_rotation_z(HANGS.to_radians());
    }
}
