//! Joints and frames of a body in a pose: what follows from the angles of its joints.
//!
//! The room: x to the right, y up, z toward the viewer of a side view; m. The body's own frame: X forward, Y toward the
//! head, Z to its right.

use glam::{DMat3, DVec3};

use crate::body::{Build, SIDES, TOWARD};

/// A leg: its joints, and the frames of thigh, shank and foot.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Leg {
    /// The hip joint.
    pub hip: DVec3,
    /// The knee.
    pub knee: DVec3,
    /// The ankle.
    pub ankle: DVec3,
    /// The thigh; Y toward the hip.
    pub thigh: DMat3,
    /// The shank; Y toward the knee.
    pub shank: DMat3,
    /// The foot; X toward the toes.
    pub foot: DMat3,
}

impl Leg {
    /// The tip of the toes.
    pub fn toes(&self) -> DVec3 {
        self.ankle + self.foot * DVec3::new(0.18, -0.045, 0.0)
    }
}

/// An arm: its joints, and the frames of upper arm, forearm and hand.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Arm {
    /// The shoulder joint.
    pub shoulder: DVec3,
    /// The elbow.
    pub elbow: DVec3,
    /// The wrist.
    pub wrist: DVec3,
    /// The upper arm; Y toward the shoulder.
    pub upper: DMat3,
    /// The forearm; Y toward the elbow.
    pub fore: DMat3,
    /// The hand; Y away from the fingers, X out of the palm.
    pub hand: DMat3,
    /// How far each row of finger joints bends, degrees.
    pub curl: f64,
}

/// Forward, sideways and turning, degrees.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bend {
    /// Forward.
    pub forward: f64,
    /// To the working side.
    pub side: f64,
    /// Toward the working side.
    pub turn: f64,
}

/// Joint angles of a leg, degrees.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct LegAngles {
    /// Flexion, abduction and outward rotation of the hip.
    pub hip: [f64; 3],
    /// Flexion.
    pub knee: f64,
    /// Toes up.
    pub ankle: f64,
}

/// Joint angles of an arm, degrees.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ArmAngles {
    /// Flexion, abduction and outward rotation of the shoulder.
    pub shoulder: [f64; 3],
    /// Flexion.
    pub elbow: f64,
    /// Bend of the hand toward its palm, and how far the forearm turns the palm from the body.
    pub wrist: [f64; 2],
    /// How far each row of finger joints bends.
    pub curl: f64,
}

/// All joint angles of a body.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Angles {
    /// Of the lower back.
    pub lumbar: Bend,
    /// Of the upper back.
    pub thoracic: Bend,
    /// Of the neck at its foot.
    pub neck: Bend,
    /// Of the head on the neck.
    pub nod: Bend,
    /// Of the legs.
    pub legs: [LegAngles; 2],
    /// Of the arms.
    pub arms: [ArmAngles; 2],
}

/// A body in a pose.
#[derive(Debug, Clone, PartialEq)]
pub struct Skeleton {
    /// The measures of the person.
    pub build: Build,
    /// Between the hips.
    pub pelvis: DVec3,
    /// The pelvis.
    pub pelvis_frame: DMat3,
    pub(crate) spine: Vec<(DVec3, DMat3)>,
    /// The seventh neck vertebra.
    pub neck: DVec3,
    /// The neck.
    pub neck_frame: DMat3,
    /// The joint of head and neck.
    pub skull: DVec3,
    /// The middle of the head.
    pub head: DVec3,
    /// The head.
    pub head_frame: DMat3,
    /// Both legs, the right first.
    pub legs: [Leg; 2],
    /// Both arms, the right first.
    pub arms: [Arm; 2],
}

/// Pieces of the spine.
const PIECES: u32 = 28;
/// Between these places of the spine, m, the lower back bends.
const LUMBAR: (f64, f64) = (0.07, 0.25);
/// The natural curves of lower and upper back, degrees forward.
const NATURAL: (f64, f64) = (-14.0, 20.0);

impl Skeleton {
    /// The joints that follow from the angles.
    pub fn new(build: Build, pelvis: DVec3, frame: DMat3, angles: &Angles) -> Self {
        let piece = build.spine / f64::from(PIECES);
        let mut spine = vec![(pelvis, frame)];
        let (mut at, mut facing) = (pelvis, frame);
        for number in 0..PIECES {
            let along = (f64::from(number) + 0.5) * piece;
            if along > LUMBAR.0 {
                let (bend, natural, length) = if along < LUMBAR.1 {
                    (angles.lumbar, NATURAL.0, LUMBAR.1 - LUMBAR.0)
                } else {
                    (angles.thoracic, NATURAL.1, build.spine - LUMBAR.1)
                };
                let share = piece / length;
                facing *= bent(Bend {
                    forward: (bend.forward + natural) * share,
                    side: bend.side * share,
                    turn: bend.turn * share,
                });
            }
            at += facing.y_axis * piece;
            spine.push((at, facing));
        }
        let neck_frame = facing
            * bent(Bend {
                forward: angles.neck.forward - 6.0,
                ..angles.neck
            });
        let skull = at + neck_frame.y_axis * build.neck;
        let head_frame = neck_frame
            * bent(Bend {
                forward: angles.nod.forward - 2.0,
                ..angles.nod
            });
        let mut made = Self {
            build,
            pelvis,
            pelvis_frame: frame,
            spine,
            neck: at,
            neck_frame,
            skull,
            head: skull + head_frame * DVec3::new(0.022, 0.075, 0.0),
            head_frame,
            legs: [Leg::default(); 2],
            arms: [Arm::default(); 2],
        };
        for side in SIDES {
            made.legs[side] = made.leg(side, &angles.legs[side]);
            made.arms[side] = made.arm(side, &angles.arms[side]);
        }
        made
    }

    /// A place on the spine and the frame there; below 0 it goes on straight down.
    pub fn at(&self, along: f64) -> (DVec3, DMat3) {
        let piece = self.build.spine / f64::from(PIECES);
        if along <= 0.0 {
            return (
                self.pelvis + self.pelvis_frame.y_axis * along,
                self.pelvis_frame,
            );
        }
        let steps = along / piece;
        let mut lower = 0;
        while lower + 2 < self.spine.len() && (lower + 1) as f64 <= steps {
            lower += 1;
        }
        let (from, to) = (self.spine[lower], self.spine[lower + 1]);
        let share = (steps - lower as f64).clamp(0.0, 1.0);
        (from.0.lerp(to.0, share), to.1)
    }

    fn leg(&self, side: usize, angles: &LegAngles) -> Leg {
        let hip = self.pelvis + self.pelvis_frame.z_axis * TOWARD[side] * self.build.hip;
        let thigh = self.pelvis_frame * swung(side, angles.hip);
        let knee = hip - thigh.y_axis * self.build.thigh;
        let shank = thigh * about_z(-angles.knee);
        let ankle = knee - shank.y_axis * self.build.shank;
        Leg {
            hip,
            knee,
            ankle,
            thigh,
            shank,
            foot: shank * about_z(angles.ankle),
        }
    }

    fn arm(&self, side: usize, angles: &ArmAngles) -> Arm {
        let (at, chest) = self.at(self.build.shoulder_height);
        let shoulder = at + chest * DVec3::new(-0.006, 0.0, TOWARD[side] * self.build.shoulder);
        let upper = chest * swung(side, angles.shoulder);
        let elbow = shoulder - upper.y_axis * self.build.upper_arm;
        let fore = upper * about_z(angles.elbow);
        let wrist = elbow - fore.y_axis * self.build.forearm;
        let hand = fore
            * DMat3::from_rotation_y((TOWARD[side] * (90.0 + angles.wrist[1])).to_radians())
            * about_z(angles.wrist[0]);
        Arm {
            shoulder,
            elbow,
            wrist,
            upper,
            fore,
            hand,
            curl: angles.curl,
        }
    }

    /// Moves the whole body.
    pub fn shift(&mut self, by: DVec3) {
        self.pelvis += by;
        for (at, _) in &mut self.spine {
            *at += by;
        }
        for at in [&mut self.neck, &mut self.skull, &mut self.head] {
            *at += by;
        }
        for side in SIDES {
            let (leg, arm) = (&mut self.legs[side], &mut self.arms[side]);
            for at in [
                &mut leg.hip,
                &mut leg.knee,
                &mut leg.ankle,
                &mut arm.shoulder,
                &mut arm.elbow,
                &mut arm.wrist,
            ] {
                *at += by;
            }
        }
    }
}

fn about_z(degrees: f64) -> DMat3 {
    DMat3::from_rotation_z(degrees.to_radians())
}

fn bent(bend: Bend) -> DMat3 {
    about_z(-bend.forward)
        * DMat3::from_rotation_x(bend.side.to_radians())
        * DMat3::from_rotation_y(-bend.turn.to_radians())
}

/// A limb swung at its root: flexion, abduction, outward rotation.
fn swung(side: usize, [flexion, abduction, rotation]: [f64; 3]) -> DMat3 {
    about_z(flexion)
        * DMat3::from_rotation_x(-TOWARD[side] * abduction.to_radians())
        * DMat3::from_rotation_y(-TOWARD[side] * rotation.to_radians())
}
