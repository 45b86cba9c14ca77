//! From a posture to a skeleton: angles, rest on the floor or the seat, hands and feet at their places.

use glam::{DMat3, DVec2, DVec3};
use thiserror::Error;

use crate::{
    body::{Build, Part, SIDES, Solid, TOWARD, solids},
    limb::{Limb, LimbError},
    posture::{Base, Foot, Grip, Hand, Side, Whole},
    props,
    skeleton::{Angles, ArmAngles, Bend, LegAngles, Skeleton},
};

/// A posture that no body can take.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{key}: {fault}")]
pub struct PoseError {
    /// Which of its keys: `working.hand`.
    pub key: String,
    /// What is wrong with it, and what helps.
    pub fault: Fault,
}

/// What is wrong with a posture.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Fault {
    /// A joint beyond what joints do.
    #[error("{angle} degrees; this joint goes from {least} to {most}")]
    Limit {
        /// What was asked, degrees.
        angle: f64,
        /// The least it does.
        least: f64,
        /// The most it does.
        most: f64,
    },
    /// A hand or a foot that does not come there.
    #[error("cannot be reached: {0}")]
    Reach(LimbError),
    /// There was no panel before.
    #[error("there is no panel before this one to stay as in; say where it is")]
    NothingBefore,
    /// A part of the body is under what it rests on.
    #[error("{part} is {depth:.0} mm under the floor; lift it or rest the body on it")]
    Under {
        /// Which part, in words.
        part: &'static str,
        /// How deep, mm.
        depth: f64,
    },
}

/// The greatest flexion of knee and elbow, degrees.
const KNEE: f64 = 158.0;
const ELBOW: f64 = 152.0;

/// What of the room the body rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Room {
    /// A cushion under the head.
    pub cushion: bool,
    /// Water, which has no floor near.
    pub water: bool,
}

/// Puts a body in a posture.
pub fn pose(
    whole: &Whole,
    build: Build,
    before: Option<&Skeleton>,
    room: Room,
) -> Result<Skeleton, PoseError> {
    within_limits(whole)?;
    let mut solver = Solver {
        base: whole.trunk.base.unwrap_or_default(),
        whole,
        build,
        before,
        room,
        neck: [0.0; 2],
        frame: DMat3::IDENTITY,
        at: DVec3::ZERO,
    };
    solver.frame = solver.pelvis_frame(0.0);
    solver.solve()
}

/// How far joints go, degrees: flexion and extension of healthy adults, rounded outward. Source: American Academy of
/// Orthopaedic Surgeons, *Joint Motion: Method of Measuring and Recording*.
fn within_limits(whole: &Whole) -> Result<(), PoseError> {
    let trunk = &whole.trunk;
    let trunk = [
        ("lower-back", trunk.lower_back, -35.0, 60.0),
        ("upper-back", trunk.upper_back, -30.0, 60.0),
        ("neck", trunk.neck, -60.0, 60.0),
        ("chin", trunk.chin, -40.0, 50.0),
    ];
    all_within(trunk, str::to_owned)?;
    for side in SIDES {
        let said = &whole.sides[side];
        let joints = [
            ("hip", said.hip, -30.0, 140.0),
            ("hip-out", said.hip_out, -30.0, 60.0),
            ("hip-turn", said.hip_turn, -50.0, 60.0),
            ("knee", said.knee, 0.0, 155.0),
            ("ankle", said.ankle, -55.0, 30.0),
            ("shoulder", said.shoulder, -60.0, 180.0),
            ("shoulder-out", said.shoulder_out, -45.0, 180.0),
            ("shoulder-turn", said.shoulder_turn, -90.0, 100.0),
            ("elbow", said.elbow, 0.0, 150.0),
            ("wrist", said.wrist, -80.0, 85.0),
        ];
        all_within(joints, |joint| Solver::key(side, joint))?;
    }
    Ok(())
}

/// Whether each angle lies between its least and its most.
fn all_within<const N: usize>(
    angles: [(&str, Option<f64>, f64, f64); N],
    key: impl Fn(&str) -> String,
) -> Result<(), PoseError> {
    for (joint, angle, least, most) in angles {
        if let Some(angle) = angle.filter(|angle| !(least..=most).contains(angle)) {
            return Err(PoseError {
                key: key(joint),
                fault: Fault::Limit { angle, least, most },
            });
        }
    }
    Ok(())
}

struct Solver<'a> {
    base: Base,
    whole: &'a Whole,
    build: Build,
    before: Option<&'a Skeleton>,
    room: Room,
    /// How the neck bends forward and sideways so that the head rests on what the body lies on, degrees.
    neck: [f64; 2],
    frame: DMat3,
    at: DVec3,
}

impl Solver<'_> {
    fn pelvis_frame(&self, tilt: f64) -> DMat3 {
        let trunk = &self.whole.trunk;
        let lying = match self.base {
            Base::Standing | Base::Sitting | Base::LongSitting | Base::HalfKneeling => {
                DMat3::IDENTITY
            }
            Base::OnTheBack => DMat3::from_rotation_z(90_f64.to_radians()),
            Base::OnTheBelly | Base::AllFours | Base::OnTheForearms => {
                DMat3::from_rotation_z(-90_f64.to_radians())
            }
            Base::OnTheSide => DMat3::from_cols(DVec3::Z, DVec3::X, DVec3::Y),
        };
        let lean = trunk.lean.unwrap_or(0.0) + tilt;
        DMat3::from_rotation_y(-trunk.face.unwrap_or(0.0).to_radians())
            * lying
            * DMat3::from_rotation_y(trunk.roll.unwrap_or(0.0).to_radians())
            * DMat3::from_rotation_z(-lean.to_radians())
            * DMat3::from_rotation_x(trunk.lean_side.unwrap_or(0.0).to_radians())
    }

    fn angles(&self) -> Angles {
        let trunk = &self.whole.trunk;
        let or = |angle: Option<f64>, other: f64| angle.unwrap_or(other);
        let half = |angle: Option<f64>| angle.unwrap_or(0.0) / 2.0;
        let bend = |forward: Option<f64>, other| Bend {
            forward: or(forward, other),
            side: half(trunk.side_bend),
            turn: half(trunk.turn),
        };
        let neck = |forward: f64| Bend {
            forward: forward + self.neck[0] / 2.0,
            side: self.neck[1] / 2.0,
            turn: half(trunk.look),
        };
        let side = |number: usize| self.side_angles(&self.whole.sides[number]);
        let (first, second) = (side(0), side(1));
        Angles {
            lumbar: bend(
                trunk.lower_back,
                if self.base == Base::Sitting { 8.0 } else { 0.0 },
            ),
            thoracic: bend(trunk.upper_back, 0.0),
            neck: neck(or(trunk.neck, 0.0)),
            nod: neck(or(trunk.chin, 0.0)),
            legs: [first.0, second.0],
            arms: [first.1, second.1],
        }
    }

    fn side_angles(&self, side: &Side) -> (LegAngles, ArmAngles) {
        let or = |angle: Option<f64>, other: f64| angle.unwrap_or(other);
        let (hip, knee, shoulder, out, elbow) = match self.base {
            Base::Standing => (0.0, 3.0, 4.0, 9.0, 10.0),
            Base::Sitting => (84.0, 86.0, 20.0, 8.0, 40.0),
            Base::LongSitting => (90.0, 4.0, 10.0, 8.0, 10.0),
            Base::OnTheBack => (2.0, 4.0, -6.0, 16.0, 6.0),
            Base::OnTheSide => (45.0, 88.0, 40.0, 4.0, 60.0),
            Base::OnTheBelly => (0.0, 0.0, 150.0, 40.0, 80.0),
            Base::OnTheForearms => (0.0, 2.0, 90.0, 0.0, 90.0),
            Base::AllFours => (90.0, 90.0, 90.0, 0.0, 4.0),
            Base::HalfKneeling => (0.0, 90.0, 10.0, 9.0, 20.0),
        };
        let curl = match side.grip.unwrap_or(Grip::Relaxed) {
            Grip::Flat => 3.0,
            Grip::Relaxed => 16.0,
            Grip::Grip => 62.0,
            Grip::Fist => 88.0,
        };
        let leg = LegAngles {
            hip: [
                or(side.hip, hip),
                or(side.hip_out, 0.0),
                or(side.hip_turn, 0.0),
            ],
            knee: or(side.knee, knee),
            ankle: or(
                side.ankle,
                if matches!(
                    self.base,
                    Base::OnTheBelly | Base::AllFours | Base::HalfKneeling
                ) {
                    -78.0
                } else {
                    0.0
                },
            ),
        };
        let arm = ArmAngles {
            shoulder: [
                or(side.shoulder, shoulder),
                or(side.shoulder_out, out),
                or(side.shoulder_turn, 0.0),
            ],
            elbow: or(side.elbow, elbow),
            wrist: [or(side.wrist, 0.0), or(side.palm, 0.0)],
            curl,
        };
        (leg, arm)
    }

    fn skeleton(&self) -> Skeleton {
        Skeleton::new(self.build, self.at, self.frame, &self.angles())
    }

    fn solve(&mut self) -> Result<Skeleton, PoseError> {
        let lift = self.whole.trunk.lift.filter(|lift| *lift > 0.0);
        if self.base == Base::OnTheBack && self.whole.trunk.lean.is_none() {
            match lift {
                // Pelvis and ribs both lie on the floor.
                None => {
                    let tilt = halved(-40.0, 40.0, |tilt| {
                        self.frame = self.pelvis_frame(tilt);
                        let made = solids(&self.skeleton());
                        lowest(&made, &torso_between(self, -0.1, 0.08))
                            - lowest(&made, &torso_between(self, 0.25, 0.45))
                    });
                    self.frame = self.pelvis_frame(tilt);
                }
                Some(lift) => self.frame = self.pelvis_frame(-lift),
            }
        }
        if self.base == Base::OnTheForearms {
            let high = self.build.upper_arm + 0.037;
            let tilt = halved(-40.0, 10.0, |tilt| {
                self.frame = self.pelvis_frame(tilt);
                let made = self.skeleton();
                made.arms[0].shoulder.y - high - lowest(&solids(&made), &on_legs)
            });
            self.frame = self.pelvis_frame(tilt);
        }
        let mut made = self.skeleton();
        for _ in 0..3 {
            self.settle(lift.is_some());
            self.rest_head();
            made = self.skeleton();
            for side in self.feet_in_order() {
                self.place_foot(&mut made, side)?;
            }
            for side in SIDES {
                self.place_hand(&mut made, side)?;
            }
        }
        if !self.room.water {
            under_the_floor(&made)?;
        }
        Ok(made)
    }

    /// Bends the neck until the head rests on the floor or the cushion.
    fn rest_head(&mut self) {
        let way = match self.base {
            Base::OnTheBack if self.whole.trunk.neck.is_none() => 0,
            Base::OnTheSide => 1,
            _ => return,
        };
        let pillow = if self.room.cushion {
            props::cushion(self.base)
        } else {
            0.0
        };
        self.neck[way] = halved(-50.0, 50.0, |neck| {
            self.neck[way] = neck;
            lowest(&solids(&self.skeleton()), &|solid| solid.part == Part::Head) - pillow
        });
    }

    /// Lets the body down on what it rests on.
    fn settle(&mut self, lifted: bool) {
        let trunk = &self.whole.trunk;
        let shift = trunk.shift.unwrap_or_default();
        let made = self.skeleton();
        let root = match self.before {
            // Who lies on the back keeps the shoulders where they are.
            Some(before) if self.base == Base::OnTheBack => {
                before.neck.x - (made.neck.x - made.pelvis.x)
            }
            _ => 0.0,
        };
        (self.at.x, self.at.z) = (root + shift[0], shift[1]);
        let made = self.skeleton();
        let body = solids(&made);
        let of = |parts: &dyn Fn(Part) -> bool| lowest(&body, &|solid| parts(solid.part));
        let torso = |part: Part| part == Part::Torso;
        let (surface, low) = match self.base {
            Base::OnTheBack if lifted => (0.0, lowest(&body, &torso_between(self, 0.30, 0.52))),
            Base::OnTheBack | Base::OnTheBelly | Base::LongSitting => (0.0, of(&torso)),
            Base::OnTheSide => (
                0.0,
                of(&|part| matches!(part, Part::Torso | Part::Thigh(1) | Part::Shank(1))),
            ),
            Base::Sitting => (props::SEAT, of(&torso)),
            Base::Standing => (0.0, of(&|part| matches!(part, Part::Foot(_)))),
            Base::OnTheForearms => (0.0, lowest(&body, &on_legs)),
            Base::AllFours => (0.0, of(&|part| part == Part::Shank(1))),
            Base::HalfKneeling => (0.0, of(&|part| part == Part::Shank(0))),
        };
        self.at.y += surface - low;
        if self.base == Base::Standing {
            self.at.y = self.standing(&made);
        }
        if let Some(height) = trunk.height {
            self.at.y = height;
        }
    }

    /// The height of the pelvis from which the feet that stand reach the floor, with knees bent as said, m.
    fn standing(&self, made: &Skeleton) -> f64 {
        let planted = |side: usize| {
            let (leg, said) = (&made.legs[side], &self.whole.sides[side]);
            let below = made.pelvis.y - leg.hip.y;
            let (sole, aside) = match (said.foot.unwrap_or(Foot::Flat), self.before) {
                (Foot::Flat | Foot::Heel, _) => {
                    let off =
                        DVec2::new(said.foot_ahead.unwrap_or(0.0), said.foot_out.unwrap_or(0.0));
                    (self.build.ankle, off.length())
                }
                (Foot::Stay, Some(before)) => {
                    let ankle = before.legs[side].ankle;
                    (
                        ankle.y,
                        DVec2::new(ankle.x - leg.hip.x, ankle.z - leg.hip.z).length(),
                    )
                }
                _ => return None,
            };
            let long = (leg.hip - leg.ankle).length_squared() * 0.999;
            Some(sole + below + (long - aside * aside).max(0.0).sqrt())
        };
        let hanging =
            |side| made.pelvis.y - lowest(&solids(made), &|solid| solid.part == Part::Foot(side));
        match (planted(0), planted(1)) {
            (Some(one), Some(other)) => one.min(other),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => hanging(0).max(hanging(1)),
        }
    }

    fn key(side: usize, what: &str) -> String {
        format!("{}.{what}", ["working", "other"][side])
    }

    /// The sides, last the one whose foot goes by where the other leg is.
    fn feet_in_order(&self) -> [usize; 2] {
        match self.whole.sides[0].foot {
            Some(Foot::AcrossKnee | Foot::WithOther) => [1, 0],
            _ => SIDES,
        }
    }

    fn place_foot(&self, made: &mut Skeleton, side: usize) -> Result<(), PoseError> {
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
            Foot::Free => return Ok(()),
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
                    key: Self::key(side, "foot"),
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
                key: Self::key(side, "foot"),
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
            let toes = said.ankle.unwrap_or(20.0);
            leg.foot = flat * DMat3::from_rotation_z(toes.to_radians());
        }
        Ok(())
    }

    /// Forward along the floor.
    fn heading(&self) -> DVec3 {
        let ahead = match self.base {
            Base::OnTheBack | Base::OnTheSide => -self.frame.y_axis,
            Base::OnTheBelly | Base::AllFours | Base::OnTheForearms => self.frame.y_axis,
            _ => self.frame.x_axis,
        };
        DVec3::new(ahead.x, 0.0, ahead.z).normalize_or(DVec3::X)
    }

    fn place_hand(&self, made: &mut Skeleton, side: usize) -> Result<(), PoseError> {
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
                    key: Self::key(side, "hand"),
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
                    key: Self::key(side, "hand"),
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
const PALM: f64 = 0.075;

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

/// Frames of two bones: Y toward the root, X to the front, which is where a knee points to and an elbow points away from.
/// A limb that is all but straight points where it would bend to.
fn frames([root, middle, end]: [DVec3; 3], pole: DVec3, points: Points) -> (DMat3, DMat3) {
    const STRAIGHT: f64 = 0.004;
    let along = (end - root).normalize_or(DVec3::NEG_Y);
    let off = (middle - root) - along * (middle - root).dot(along);
    let bent = if off.length() > STRAIGHT { off } else { pole };
    let front = match points {
        Points::Forward => bent,
        Points::Backward => -bent,
    };
    let aside = front.cross(-along).normalize_or(DVec3::Z);
    let frame = |y: DVec3| {
        let z = (aside - y * aside.dot(y)).normalize_or(DVec3::Z);
        DMat3::from_cols(y.cross(z), y, z)
    };
    (
        frame((root - middle).normalize_or(DVec3::Y)),
        frame((middle - end).normalize_or(DVec3::Y)),
    )
}

/// Which way the middle joint of a limb points when it bends.
#[derive(Clone, Copy)]
enum Points {
    /// A knee.
    Forward,
    /// An elbow.
    Backward,
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

fn on_legs(solid: &Solid) -> bool {
    matches!(solid.part, Part::Foot(_) | Part::Shank(_) | Part::Thigh(_))
}

fn lowest(solids: &[Solid], of: &dyn Fn(&Solid) -> bool) -> f64 {
    solids
        .iter()
        .filter(|solid| of(solid))
        .map(Solid::lowest)
        .fold(f64::INFINITY, f64::min)
}

/// Solids of the torso between two places of the spine, m along the straight line from the pelvis to the neck.
fn torso_between<'a>(solver: &Solver<'_>, from: f64, to: f64) -> impl Fn(&Solid) -> bool + use<'a> {
    let made = solver.skeleton();
    let (at, along) = (made.pelvis, made.pelvis_frame.y_axis);
    move |solid| solid.part == Part::Torso && (from..to).contains(&(solid.center - at).dot(along))
}

/// The zero of a growing or falling function.
fn halved(mut low: f64, mut high: f64, mut of: impl FnMut(f64) -> f64) -> f64 {
    let rising = of(low) > 0.0;
    for _ in 0..20 {
        let middle = f64::midpoint(low, high);
        if (of(middle) > 0.0) == rising {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// Under this depth, m, soft tissue gives way.
const GIVES: f64 = 0.03;

fn under_the_floor(made: &Skeleton) -> Result<(), PoseError> {
    for solid in solids(made) {
        let depth = -solid.lowest();
        if depth > GIVES {
            let (part, key) = match solid.part {
                Part::Torso => ("the trunk", "base".to_owned()),
                Part::Head => ("the head", "neck".to_owned()),
                Part::UpperArm(side) | Part::Forearm(side) | Part::Hand(side) => {
                    ("an arm", Solver::key(side, "hand"))
                }
                Part::Thigh(side) | Part::Shank(side) | Part::Foot(side) => {
                    ("a leg", Solver::key(side, "foot"))
                }
            };
            return Err(PoseError {
                key,
                fault: Fault::Under {
                    part,
                    depth: depth * 1000.0,
                },
            });
        }
    }
    Ok(())
}
