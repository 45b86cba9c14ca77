//! What a body rests on: the floor, a seat, a cushion.

use glam::DVec2;

use super::{Fault, PoseError, Solver, key};
use crate::{
    body::{Part, Solid, head, solids, trunk},
    posture::{Base, Foot},
    props,
    skeleton::Skeleton,
};

impl Solver<'_> {
    /// How the trunk lies: on the floor, lifted, or on the forearms.
    pub(super) fn lay(&mut self, lift: Option<f64>) {
        if self.base == Base::OnTheBack && self.whole.trunk.lean.is_none() {
            match lift {
                // Pelvis and ribs both lie on the floor.
                None => {
                    let tilt = halved(-40.0, 40.0, |tilt| {
                        self.frame = self.pelvis_frame(tilt);
                        let made = trunk(&self.skeleton());
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
    }

    /// Bends the neck until the head rests on the floor or the cushion.
    pub(super) fn rest_head(&mut self) {
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
            lowest(&head(&self.skeleton()), &|solid| solid.part == Part::Head) - pillow
        });
    }

    /// Lets the body down on what it rests on.
    pub(super) fn settle(&mut self, lifted: bool) {
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

/// A part in words, and the key that says where it is.
pub(crate) fn part_of(part: Part) -> (&'static str, String) {
    match part {
        Part::Torso => ("the trunk", "base".to_owned()),
        Part::Neck | Part::Head => ("the head", "neck".to_owned()),
        Part::UpperArm(side) | Part::Forearm(side) | Part::Hand(side) | Part::Thumb(side) => {
            ("an arm", key(side, "hand"))
        }
        Part::Thigh(side) | Part::Shank(side) | Part::Foot(side) => ("a leg", key(side, "foot")),
    }
}

pub(super) fn under_the_floor(body: &[Solid]) -> Result<(), PoseError> {
    for solid in body {
        let depth = -solid.lowest();
        if depth > GIVES {
            let (part, key) = part_of(solid.part);
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
