//! Hands and feet at things: what they hold or stand on has to be there.

use glam::DVec3;

use crate::{
    body::SIDES,
    pose::{Fault, PALM, PoseError, key},
    posture::{Foot, Hand, SideText, Whole},
    props::Prop,
    side::Side,
    skeleton::Skeleton,
    surface,
    things::things,
};

/// The things that a place is at, any of them, each with its word; the usual one first.
type At = &'static [(Prop, &'static str)];

/// Refuses a hand or a foot at a thing that is not in the figure.
pub(super) fn check(whole: &Whole, props: &[Prop]) -> Result<(), PoseError> {
    for side in SIDES {
        let SideText { hand, foot, .. } = whole.sides[side];
        for (part, at) in [
            ("hand", hand.and_then(hand_at)),
            ("foot", foot.and_then(foot_at)),
        ] {
            if let Some([(_, prop), ..]) = at.filter(|at| here(at, props).is_none()) {
                return Err(PoseError {
                    key: key(side, part),
                    fault: Fault::NotThere { prop },
                });
            }
        }
    }
    Ok(())
}

/// The first of some things that is in the figure.
fn here(at: At, props: &[Prop]) -> Option<(Prop, &'static str)> {
    at.iter().copied().find(|(prop, _)| props.contains(prop))
}

/// Farther from the middle of the palm a thing is not touched, m.
const TOUCHES: f64 = 0.045;

/// Refuses a hand that is not at its thing, which stays where the first panel has it.
pub(super) fn touches(
    whole: &Whole,
    made: &Skeleton,
    props: &[Prop],
    first: DVec3,
) -> Result<(), PoseError> {
    for side in SIDES {
        let at = whole.sides[side].hand.and_then(hand_at);
        let Some((thing, prop)) = at.and_then(|at| here(at, props)) else {
            continue;
        };
        // What is held in the hands is drawn where they are.
        if matches!(thing, Prop::Strap | Prop::Towel) {
            continue;
        }
        let drawn = things(&[thing], Side::Right, whole, made, first);
        let arm = &made.arms[side];
        let off = surface::away(arm.wrist - arm.hand.y_axis * PALM, &drawn);
        if off > TOUCHES {
            return Err(PoseError {
                key: key(side, "hand"),
                fault: Fault::Air {
                    prop,
                    off: off * 1000.0,
                },
            });
        }
    }
    Ok(())
}

const fn hand_at(hand: Hand) -> Option<At> {
    match hand {
        Hand::Seat => Some(&[(Prop::Chair, "chair"), (Prop::Stool, "stool")]),
        Hand::ChairBack => Some(&[
            (Prop::ChairBeside, "chair-beside"),
            (Prop::ChairAhead, "chair-ahead"),
        ]),
        Hand::Rail => Some(&[(Prop::Rail, "rail")]),
        Hand::Worktop => Some(&[(Prop::Worktop, "worktop")]),
        Hand::Wall => Some(&[(Prop::WallAhead, "wall-ahead")]),
        Hand::Towel => Some(&[(Prop::Towel, "towel")]),
        Hand::Strap => Some(&[(Prop::Strap, "strap")]),
        Hand::Bar => Some(&[(Prop::Bicycle, "bicycle")]),
        Hand::Free
        | Hand::Stay
        | Hand::Floor
        | Hand::BySide
        | Hand::BehindThigh
        | Hand::BehindOtherThigh
        | Hand::Shin
        | Hand::OtherShin
        | Hand::Knee
        | Hand::OtherKnee
        | Hand::Thigh
        | Hand::Belly
        | Hand::Chest
        | Hand::Hip
        | Hand::LowBack
        | Hand::OtherShoulder
        | Hand::UnderHead
        | Hand::Forearm
        | Hand::FloorInFront => None,
    }
}

const fn foot_at(foot: Foot) -> Option<At> {
    match foot {
        Foot::Step | Foot::StepHeel => Some(&[(Prop::Step, "step")]),
        Foot::Wall => Some(&[(Prop::WallAtFeet, "wall-at-feet")]),
        Foot::PedalHigh | Foot::PedalLow => Some(&[(Prop::Bicycle, "bicycle")]),
        Foot::Free | Foot::Flat | Foot::Heel | Foot::Stay | Foot::AcrossKnee | Foot::WithOther => {
            None
        }
    }
}
