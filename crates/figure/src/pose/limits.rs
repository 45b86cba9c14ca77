//! How far joints go and numbers may be.

use glam::{DMat3, DVec3};

use super::{ELBOW, Fault, KNEE, PoseError, key};
use crate::{
    body::{SIDES, TOWARD},
    posture::{Foot, SideText, Whole},
    skeleton::Skeleton,
};

/// The least and the most, degrees or m.
type Limits = (f64, f64);

/// How much farther than the source says a joint may go, degrees: the source gives means, and many healthy adults go farther. Ours
/// (clinic default).
const MARGIN: f64 = 10.0;

/// Limits that lie within what the source says and the margin.
const fn within(limits: Limits, source: Limits) -> Limits {
    assert!(
        limits.0 >= source.0 - MARGIN && limits.1 <= source.1 + MARGIN,
        "wider than the source and the margin"
    );
    limits
}

/// Two parts of the spine that bend together as far as limits that lie so.
const fn together(lower: Limits, upper: Limits, source: Limits) -> [Limits; 2] {
    let _ = within((lower.0 + upper.0, lower.1 + upper.1), source);
    [lower, upper]
}

/// How far joints go, degrees; the second numbers are means of healthy adults. Source: American Academy of Orthopaedic Surgeons,
/// *Joint Motion: Method of Measuring and Recording* (1965). It measures the spine from neck to pelvis as one, and the neck with the
/// head: how that is shared between two parts is ours.
const LOWER_AND_UPPER_BACK: [Limits; 2] = together((-35.0, 60.0), (-5.0, 30.0), (-30.0, 80.0));
const NECK_AND_CHIN: [Limits; 2] = together((-35.0, 35.0), (-20.0, 20.0), (-45.0, 45.0));
const SIDE_BEND: Limits = within((-45.0, 45.0), (-35.0, 35.0));
const TURN: Limits = within((-55.0, 55.0), (-45.0, 45.0));
const LOOK: Limits = within((-70.0, 70.0), (-60.0, 60.0));
const HIP: Limits = within((-30.0, 130.0), (-30.0, 120.0));
const HIP_OUT: Limits = within((-30.0, 55.0), (-30.0, 45.0));
const HIP_TURN: Limits = within((-50.0, 55.0), (-45.0, 45.0));
const KNEE_BENT: Limits = within((0.0, KNEE), (0.0, 135.0));
const ANKLE: Limits = within((-55.0, 30.0), (-50.0, 20.0));
const SHOULDER: Limits = within((-60.0, 180.0), (-60.0, 180.0));
const SHOULDER_OUT: Limits = within((-45.0, 180.0), (-75.0, 180.0));
const SHOULDER_TURN: Limits = within((-80.0, 100.0), (-70.0, 90.0));
const ELBOW_SAID: Limits = within((0.0, 150.0), (0.0, 150.0));
const ELBOW_BENT: Limits = within((0.0, ELBOW), (0.0, 150.0));
const WRIST: Limits = within((-80.0, 85.0), (-70.0, 80.0));
const PALM: Limits = within((-90.0, 90.0), (-80.0, 80.0));
/// A wrist that a place bends, toward the palm or away from it, which is not told apart.
const WRIST_BENT: Limits = within((0.0, 90.0), (0.0, 80.0));

/// The slope of the sole of a foot on its heel, degrees: toes up.
const SLOPE: Limits = (0.0, 60.0);

/// How the whole body may be turned, degrees, and how far something may be off, m.
const ROUND: Limits = (-180.0, 180.0);
const LEAN: Limits = (-90.0, 120.0);
const LEAN_SIDE: Limits = (-60.0, 60.0);
const LIFT: Limits = (0.0, 60.0);
const HEIGHT: Limits = (0.0, 2.0);
const OFF: Limits = (-2.0, 2.0);
const FAR: Limits = (-5.0, 5.0);

/// Whether all that was said of a posture is within what bodies do.
pub(super) fn said(whole: &Whole) -> Result<(), PoseError> {
    let trunk = &whole.trunk;
    joints(
        [
            ("lower-back", trunk.lower_back, LOWER_AND_UPPER_BACK[0]),
            ("upper-back", trunk.upper_back, LOWER_AND_UPPER_BACK[1]),
            ("side-bend", trunk.side_bend, SIDE_BEND),
            ("turn", trunk.turn, TURN),
            ("neck", trunk.neck, NECK_AND_CHIN[0]),
            ("chin", trunk.chin, NECK_AND_CHIN[1]),
            ("look", trunk.look, LOOK),
        ],
        str::to_owned,
    )?;
    for (name, value, limits) in [
        ("lean", trunk.lean, LEAN),
        ("lean-side", trunk.lean_side, LEAN_SIDE),
        ("face", trunk.face, ROUND),
        ("roll", trunk.roll, ROUND),
        ("lift", trunk.lift, LIFT),
    ] {
        range(name.to_owned(), value, limits, "degrees")?;
    }
    range("height".to_owned(), trunk.height, HEIGHT, "m")?;
    range(
        "shift".to_owned(),
        trunk.shift.into_iter().flatten(),
        OFF,
        "m",
    )?;
    SIDES
        .into_iter()
        .try_for_each(|side| said_of(side, &whole.sides[side]))
}

fn said_of(side: usize, said: &SideText) -> Result<(), PoseError> {
    // Of a foot on its heel it is the slope of its sole; the joint is looked at when the leg is bent.
    let ankle = match said.foot {
        Some(Foot::Heel | Foot::StepHeel) => {
            range(key(side, "ankle"), said.ankle, SLOPE, "degrees")?;
            None
        }
        _ => said.ankle,
    };
    joints(
        [
            ("hip", said.hip, HIP),
            ("hip-out", said.hip_out, HIP_OUT),
            ("hip-turn", said.hip_turn, HIP_TURN),
            ("knee", said.knee, KNEE_BENT),
            ("ankle", ankle, ANKLE),
            ("shoulder", said.shoulder, SHOULDER),
            ("shoulder-out", said.shoulder_out, SHOULDER_OUT),
            ("shoulder-turn", said.shoulder_turn, SHOULDER_TURN),
            ("elbow", said.elbow, ELBOW_SAID),
            ("wrist", said.wrist, WRIST),
            ("palm", said.palm, PALM),
        ],
        |joint| key(side, joint),
    )?;
    range(key(side, "foot-ahead"), said.foot_ahead, OFF, "m")?;
    range(key(side, "foot-out"), said.foot_out, OFF, "m")?;
    for (name, place) in [
        ("hand-off", said.hand_off),
        ("knee-toward", said.knee_toward),
        ("elbow-toward", said.elbow_toward),
    ] {
        range(key(side, name), place.into_iter().flatten(), FAR, "m")?;
    }
    Ok(())
}

fn joints<const N: usize>(
    angles: [(&str, Option<f64>, Limits); N],
    key: impl Fn(&str) -> String,
) -> Result<(), PoseError> {
    for (joint, angle, (least, most)) in angles {
        if let Some(angle) = angle.filter(|angle| !(least..=most).contains(angle)) {
            return Err(PoseError {
                key: key(joint),
                fault: Fault::Limit { angle, least, most },
            });
        }
    }
    Ok(())
}

fn range(
    key: String,
    values: impl IntoIterator<Item = f64>,
    (least, most): Limits,
    unit: &'static str,
) -> Result<(), PoseError> {
    match values
        .into_iter()
        .find(|value| !(least..=most).contains(value))
    {
        None => Ok(()),
        Some(value) => Err(PoseError {
            key,
            fault: Fault::Range {
                value,
                least,
                most,
                unit,
            },
        }),
    }
}

/// An angle of a joint as a body has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JointAngle {
    /// Which joint: `hip`.
    pub joint: &'static str,
    /// Which of its movements: `flexion`.
    pub way: &'static str,
    /// Degrees.
    pub angle: f64,
    /// The least and the most it does, degrees.
    pub limits: (f64, f64),
    /// The side, and the key of a posture that leads there.
    key: (usize, &'static str),
}

/// A foot that lies on its back bends in its own joints too, which the source measures apart: so far with the ankle, degrees. Ours.
const ON_THE_BACK_OF_A_FOOT: f64 = -80.0;

/// How far an ankle goes: farther down where the back of the foot lies below.
fn ankle_of(foot: DMat3) -> Limits {
    /// The sole faces up by this share.
    const SOLE_UP: f64 = 0.5;
    let (least, most) = ANKLE;
    if foot.y_axis.y < -SOLE_UP {
        (ON_THE_BACK_OF_A_FOOT, most)
    } else {
        (least, most)
    }
}

/// The angles of hips, knees, ankles, elbows and wrists of a body, however they came about. A shoulder goes nearly all the
/// way round, in more ways than one for the same place; it has none here.
pub fn angles(made: &Skeleton) -> Vec<JointAngle> {
    let mut all = Vec::new();
    for side in SIDES {
        let (leg, arm) = (&made.legs[side], &made.arms[side]);
        let mut add = |joint, way, angle, limits, lead| {
            all.push(JointAngle {
                joint,
                way,
                angle,
                limits,
                key: (side, lead),
            });
        };
        let [flexion, out] = swing(made.pelvis_frame, leg.knee - leg.hip, TOWARD[side]);
        add("hip", "flexion", flexion, HIP, "foot");
        add("hip", "abduction", out, HIP_OUT, "foot");
        let knee = between(leg.knee - leg.hip, leg.ankle - leg.knee);
        add("knee", "flexion", knee, KNEE_BENT, "foot");
        let toes = leg.shank.transpose() * leg.foot.x_axis;
        let ankle = libm::atan2(toes.y, toes.x).to_degrees();
        add("ankle", "toes up", ankle, ankle_of(leg.foot), "foot");
        let elbow = between(arm.elbow - arm.shoulder, arm.wrist - arm.elbow);
        add("elbow", "flexion", elbow, ELBOW_BENT, "hand");
        let wrist = between(arm.wrist - arm.elbow, -arm.hand.y_axis);
        add("wrist", "bend", wrist, WRIST_BENT, "hand");
    }
    all
}

/// Rounding, degrees.
const NEARLY: f64 = 0.5;

/// Whether the joints that were bent to bring hands and feet to their places do what joints do.
pub(super) fn solved(made: &Skeleton) -> Result<(), PoseError> {
    for JointAngle {
        joint,
        way,
        angle,
        limits: (least, most),
        key: (side, lead),
    } in angles(made)
    {
        if !(least - NEARLY..=most + NEARLY).contains(&angle) {
            return Err(PoseError {
                key: key(side, lead),
                fault: Fault::Bent {
                    joint,
                    way,
                    angle,
                    least,
                    most,
                },
            });
        }
    }
    Ok(())
}

/// Flexion and abduction of a limb at its root, degrees.
fn swing(frame: DMat3, limb: DVec3, toward: f64) -> [f64; 2] {
    let way = (frame.transpose() * limb).normalize_or(DVec3::NEG_Y);
    [
        libm::atan2(way.x, -way.y).to_degrees(),
        libm::asin((way.z * toward).clamp(-1.0, 1.0)).to_degrees(),
    ]
}

/// The angle between two directions, degrees.
fn between(one: DVec3, other: DVec3) -> f64 {
    libm::atan2(one.cross(other).length(), one.dot(other)).to_degrees()
}
