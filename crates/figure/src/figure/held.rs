//! Hands and feet at things: what they hold or stand on has to be there.

use crate::{
    body::SIDES,
    pose::{Fault, PoseError, key},
    posture::{Foot, Hand, SideText, Whole},
    props::Prop,
};

/// The things that a place is at, any of them, and the word of the one that it is usually at.
type At = (&'static [Prop], &'static str);

/// Refuses a hand or a foot at a thing that is not in the figure.
pub(super) fn check(whole: &Whole, props: &[Prop]) -> Result<(), PoseError> {
    for side in SIDES {
        let SideText { hand, foot, .. } = whole.sides[side];
        for (part, at) in [
            ("hand", hand.and_then(hand_at)),
            ("foot", foot.and_then(foot_at)),
        ] {
            if let Some((things, prop)) = at
                && !things.iter().any(|thing| props.contains(thing))
            {
                return Err(PoseError {
                    key: key(side, part),
                    fault: Fault::NotThere { prop },
                });
            }
        }
    }
    Ok(())
}

const fn hand_at(hand: Hand) -> Option<At> {
    match hand {
        Hand::Seat => Some((&[Prop::Chair, Prop::ChairBehind, Prop::Stool], "chair")),
        Hand::ChairBack => Some((&[Prop::ChairBeside, Prop::ChairAhead], "chair-beside")),
        Hand::Rail => Some((&[Prop::Rail], "rail")),
        Hand::Worktop => Some((&[Prop::Worktop], "worktop")),
        Hand::Wall => Some((&[Prop::WallAhead], "wall-ahead")),
        Hand::Towel => Some((&[Prop::Towel], "towel")),
        Hand::Strap => Some((&[Prop::Strap], "strap")),
        Hand::Bar => Some((&[Prop::Bicycle], "bicycle")),
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
        Foot::Step | Foot::StepHeel => Some((&[Prop::Step], "step")),
        Foot::Wall => Some((&[Prop::WallAtFeet], "wall-at-feet")),
        Foot::PedalHigh | Foot::PedalLow => Some((&[Prop::Bicycle], "bicycle")),
        Foot::Free | Foot::Flat | Foot::Heel | Foot::Stay | Foot::AcrossKnee | Foot::WithOther => {
            None
        }
    }
}
