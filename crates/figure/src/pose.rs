//! From a posture to a skeleton: angles, rest on the floor or the seat, hands and feet at their places.

mod arms;
mod legs;
mod limits;
mod rest;
mod through;

use glam::{DMat3, DVec3};
use thiserror::Error;

pub(crate) use self::arms::PALM;
pub use self::limits::{JointAngle, angles};
pub(crate) use self::rest::part_of;
use crate::{
    body::{Build, SIDES, solids},
    limb::LimbError,
    posture::{Base, Grip, SideText, Whole},
    props::Prop,
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
    #[error("{} degrees; this joint goes from {least} to {most}", shown(*angle))]
    Limit {
        /// What was asked, degrees.
        angle: f64,
        /// The least it does.
        least: f64,
        /// The most it does.
        most: f64,
    },
    /// A number beyond what a posture has.
    #[error("{} {unit}; it goes from {least} to {most}", shown(*value))]
    Range {
        /// What was asked.
        value: f64,
        /// The least.
        least: f64,
        /// The most.
        most: f64,
        /// Of what.
        unit: &'static str,
    },
    /// A joint that would have to go beyond what joints do for a hand or a foot to come there.
    #[error(
        "its place asks the {joint} for {angle:.0} degrees of {way}, and it goes from {least} to {most}"
    )]
    Bent {
        /// Which joint.
        joint: &'static str,
        /// Which of its movements.
        way: &'static str,
        /// What it would have to do, degrees.
        angle: f64,
        /// The least it does.
        least: f64,
        /// The most it does.
        most: f64,
    },
    /// A part of the body inside of another.
    #[error(
        "{part} goes {depth:.0} mm deep through {through}; move it, or the joints that lead to it"
    )]
    Through {
        /// Which part, in words.
        part: &'static str,
        /// Through what, in words.
        through: &'static str,
        /// How deep its axis lies inside, mm.
        depth: f64,
    },
    /// A part of the body inside of a wall or a worktop.
    #[error("{part} is {depth:.0} mm inside {thing}; move it, or the joints that lead to it")]
    Inside {
        /// Which part, in words.
        part: &'static str,
        /// Inside of what, in words.
        thing: &'static str,
        /// How deep, mm.
        depth: f64,
    },
    /// A hand or a foot that does not come there.
    #[error("cannot be reached: {0}")]
    Reach(LimbError),
    /// A hand or a foot at a thing that is not in the figure.
    #[error("what it is at is not in the figure; add `{prop}` to `props`")]
    NotThere {
        /// The word of the thing.
        prop: &'static str,
    },
    /// A hand that is not at the thing that it should be at.
    #[error(
        "it holds air: `{prop}` is {off:.0} mm away; put the other hand there, move the body, or write `stay` where it held before"
    )]
    Air {
        /// The word of the thing.
        prop: &'static str,
        /// How far from it, mm.
        off: f64,
    },
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

/// A number as somebody would write it, however large.
fn shown(value: f64) -> String {
    if value.is_finite() && value.abs() >= 1e6 {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}

/// The greatest flexion of knee and elbow, degrees.
const KNEE: f64 = 145.0;
const ELBOW: f64 = 152.0;

/// What of the room the body rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Room {
    /// A cushion under the head.
    pub cushion: bool,
    /// Water, which has no floor near.
    pub water: bool,
    /// The chair that is held stands ahead, not beside.
    pub chair_ahead: bool,
}

impl Room {
    /// With these things in it.
    pub fn with(props: &[Prop]) -> Self {
        Self {
            cushion: props.contains(&Prop::Cushion),
            water: props.contains(&Prop::Water),
            chair_ahead: props.contains(&Prop::ChairAhead) && !props.contains(&Prop::ChairBeside),
        }
    }
}

/// Puts a body in a posture whose working side is the right.
pub fn pose(
    whole: &Whole,
    build: Build,
    before: Option<&Skeleton>,
    room: Room,
) -> Result<Skeleton, PoseError> {
    limits::said(whole)?;
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

    fn side_angles(&self, side: &SideText) -> (LegAngles, ArmAngles) {
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
        self.lay(lift);
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
        limits::solved(&made)?;
        let body = solids(&made);
        if !self.room.water {
            rest::under_the_floor(&body)?;
        }
        through::check(&made, &body)?;
        Ok(made)
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
}

/// A key of a side as it is written.
pub(crate) fn key(side: usize, what: &str) -> String {
    format!("{}.{what}", ["working", "other"][side])
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
