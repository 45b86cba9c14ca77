//! The solids of a hand: a palm, four fingers and a thumb, from flat to a fist.

use glam::{DMat3, DVec3};

use super::{Cover, Part, Solid, TOWARD, between};
use crate::drawing::Fill;

/// A finger: where its knuckle is beside the middle and from the wrist, how long it is, how thick, m.
struct Finger {
    aside: f64,
    knuckle: f64,
    long: f64,
    thick: f64,
}

const fn finger(aside: f64, knuckle: f64, long: f64, thick: f64) -> Finger {
    Finger {
        aside,
        knuckle,
        long,
        thick,
    }
}

/// From the side of the thumb.
const FINGERS: [Finger; 4] = [
    finger(-0.0285, 0.084, 0.072, 0.0105),
    finger(-0.0095, 0.088, 0.080, 0.0108),
    finger(0.0095, 0.086, 0.074, 0.0105),
    finger(0.0275, 0.079, 0.058, 0.0095),
];

/// How the length of a finger is shared by its bones.
const BONES: [f64; 3] = [0.46, 0.30, 0.24];

/// The palm: middle and half axes; out of the palm, away from the fingers and away from the thumb, from the wrist, m.
const PALM: [(DVec3, DVec3); 3] = [
    (DVec3::ZERO, DVec3::splat(0.024)),
    (
        DVec3::new(0.0, -0.036, 0.0),
        DVec3::new(0.019, 0.030, 0.033),
    ),
    (
        DVec3::new(0.0, -0.074, -0.0005),
        DVec3::new(0.0145, 0.020, 0.038),
    ),
];

/// The thumb at some curl of the fingers: root, joint and tip.
const THUMBS: [(f64, [DVec3; 3]); 4] = [
    (
        3.0,
        [
            DVec3::new(0.004, -0.024, -0.020),
            DVec3::new(0.010, -0.056, -0.046),
            DVec3::new(0.012, -0.090, -0.060),
        ],
    ),
    (
        16.0,
        [
            DVec3::new(0.006, -0.026, -0.020),
            DVec3::new(0.018, -0.058, -0.040),
            DVec3::new(0.028, -0.092, -0.040),
        ],
    ),
    (
        62.0,
        [
            DVec3::new(0.008, -0.026, -0.022),
            DVec3::new(0.032, -0.048, -0.036),
            DVec3::new(0.052, -0.070, -0.018),
        ],
    ),
    (
        88.0,
        [
            DVec3::new(0.008, -0.028, -0.024),
            DVec3::new(0.030, -0.060, -0.034),
            DVec3::new(0.046, -0.080, -0.006),
        ],
    ),
];

/// How thick the thumb is at its root, joint and tip, m.
const THUMB: [f64; 3] = [0.017, 0.0125, 0.0110];

/// From this curl on nothing is seen through the hand, degrees.
const CLOSED: f64 = 40.0;

pub(super) fn solids(side: usize, wrist: DVec3, frame: DMat3, curl: f64, made: &mut Vec<Solid>) {
    // Fingers down and the palm ahead, the thumb of the right is on the right.
    let own = frame * DMat3::from_diagonal(DVec3::new(1.0, 1.0, -TOWARD[side]));
    let mut add = |part: Part, fill: Fill, center: DVec3, size: DVec3| {
        made.push(Solid {
            part,
            center: wrist + own * center,
            axes: DMat3::from_cols(
                own.x_axis * size.x,
                own.y_axis * size.y,
                own.z_axis * size.z,
            ),
            cover: Cover::Plain(fill),
        });
    };
    let hand = Part::Hand(side);
    between(&PALM, 6, &mut |center, size| {
        add(hand, Fill::Skin, center, size);
    });
    for finger in &FINGERS {
        let joints = bent(finger, curl);
        for (bone, pair) in joints.windows(2).enumerate() {
            let [from, to] =
                [bone, bone + 1].map(|joint| finger.thick * (1.0 - 0.09 * joint as f64));
            between(
                &[(pair[0], DVec3::splat(from)), (pair[1], DVec3::splat(to))],
                4,
                &mut |center, size| add(hand, Fill::Skin, center, size),
            );
        }
    }
    if curl > CLOSED {
        let middle = bent(&FINGERS[1], curl).iter().sum::<DVec3>() / 4.0;
        let size = DVec3::new(0.016, 0.018, 0.034);
        add(hand, Fill::Skin, DVec3::new(middle.x, middle.y, 0.0), size);
    }
    let thumb = thumb(curl);
    let nodes: Vec<(DVec3, DVec3)> = thumb.into_iter().zip(THUMB.map(DVec3::splat)).collect();
    between(&nodes, 5, &mut |center, size| {
        add(Part::Thumb(side), Fill::Skin, center, size);
    });
}

/// The joints of a finger, from the knuckle to the tip.
fn bent(finger: &Finger, curl: f64) -> [DVec3; 4] {
    // Fingers that are straight lie a little apart.
    let spread = finger.aside * 0.14 * (1.0 - curl / 24.0).max(0.0) / 0.0285;
    let mut at = DVec3::new(0.0, -finger.knuckle, finger.aside);
    let mut joints = [at; 4];
    for (bone, share) in BONES.iter().enumerate() {
        let (sin, cos) = libm::sincos((curl * (bone + 1) as f64).to_radians());
        at += DVec3::new(sin, -cos, spread) * (finger.long * share);
        joints[bone + 1] = at;
    }
    joints
}

/// The joints of the thumb, from the root to the tip.
fn thumb(curl: f64) -> [DVec3; 3] {
    let last = THUMBS.len() - 1;
    let above = THUMBS
        .iter()
        .position(|(known, _)| curl <= *known)
        .unwrap_or(last);
    let (low, high) = (&THUMBS[above.saturating_sub(1)], &THUMBS[above]);
    let share = ((curl - low.0) / (high.0 - low.0).max(1.0)).clamp(0.0, 1.0);
    [0, 1, 2].map(|joint| low.1[joint].lerp(high.1[joint], share))
}
