//! The regions that work or are stretched, and where they are on a body.

use glam::{DMat3, DVec3};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    body::{Part, SIDES, TOWARD},
    scene::Region,
    side::Side,
    skeleton::Skeleton,
};

/// A region that works or is stretched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Works {
    /// The belly, low and deep.
    Belly,
    /// The lower back.
    LowBack,
    /// The buttock of the working side.
    Buttock,
    /// Both buttocks.
    Buttocks,
    /// The outside of the working hip.
    OuterHip,
    /// The outside of the other hip.
    OtherOuterHip,
    /// The back of the working thigh.
    BackOfThigh,
    /// The front of the working thigh.
    FrontOfThigh,
    /// The front of both thighs.
    FrontOfThighs,
    /// The working calf.
    Calf,
    /// The front of the working shin.
    Shin,
    /// Along the back of the working leg.
    BackOfLeg,
}

/// Where a region is on a body that works with a side.
pub fn region(works: Works, side: Side, made: &Skeleton) -> Vec<Region> {
    let ball = |parts: &[Part], center: DVec3, frame: DMat3, size: [f64; 3]| Region {
        parts: parts.to_vec(),
        center,
        axes: frame * DMat3::from_diagonal(DVec3::from_array(size)),
    };
    let torso = |along: f64, x: f64, z: f64, size: [f64; 3]| {
        let (at, frame) = made.at(along);
        ball(
            &[Part::Torso],
            at + frame * DVec3::new(x, 0.0, z),
            frame,
            size,
        )
    };
    let bone =
        |part: Part, from: DVec3, to: DVec3, frame: DMat3, along: f64, x: f64, size: [f64; 3]| {
            ball(
                &[part],
                from.lerp(to, along) + frame.x_axis * x,
                frame,
                size,
            )
        };
    let (working, other) = (side.index(), side.other().index());
    let leg = &made.legs[working];
    let thigh = |along: f64, x: f64, long: f64| {
        bone(
            Part::Thigh(working),
            leg.hip,
            leg.knee,
            leg.thigh,
            along,
            x,
            [0.052, long, 0.2],
        )
    };
    let shank = |along: f64, x: f64, long: f64| {
        bone(
            Part::Shank(working),
            leg.knee,
            leg.ankle,
            leg.shank,
            along,
            x,
            [0.04, long, 0.2],
        )
    };
    let buttock = |side: usize| {
        let frame = made.pelvis_frame;
        let at = made.pelvis + frame * DVec3::new(-0.08, -0.03, TOWARD[side] * 0.09);
        ball(
            &[Part::Torso, Part::Thigh(side)],
            at,
            frame,
            [0.075, 0.085, 0.13],
        )
    };
    let outer_hip = |side: usize| {
        let frame = made.pelvis_frame;
        let at = made.pelvis + frame * DVec3::new(-0.01, -0.03, TOWARD[side] * 0.15);
        ball(
            &[Part::Torso, Part::Thigh(side)],
            at,
            frame,
            [0.120, 0.115, 0.095],
        )
    };
    match works {
        Works::Belly => vec![torso(0.15, 0.085, 0.0, [0.065, 0.105, 0.2])],
        Works::LowBack => vec![torso(0.15, -0.085, 0.0, [0.075, 0.11, 0.2])],
        Works::Buttock => vec![buttock(working)],
        Works::Buttocks => SIDES.map(buttock).to_vec(),
        Works::OuterHip => vec![outer_hip(working)],
        Works::OtherOuterHip => vec![outer_hip(other)],
        Works::BackOfThigh => vec![thigh(0.55, -0.055, 0.15)],
        Works::FrontOfThigh => vec![thigh(0.5, 0.06, 0.16)],
        Works::FrontOfThighs => {
            let leg = &made.legs[other];
            vec![
                thigh(0.5, 0.06, 0.16),
                bone(
                    Part::Thigh(other),
                    leg.hip,
                    leg.knee,
                    leg.thigh,
                    0.5,
                    0.06,
                    [0.052, 0.16, 0.2],
                ),
            ]
        }
        Works::Calf => vec![shank(0.32, -0.045, 0.13)],
        Works::Shin => vec![shank(0.38, 0.04, 0.13)],
        Works::BackOfLeg => vec![thigh(0.6, -0.055, 0.15), shank(0.25, -0.045, 0.12)],
    }
}
