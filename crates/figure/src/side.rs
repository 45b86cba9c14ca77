//! The sides of a body, and what of a figure is mirrored for the left.

use glam::{DMat3, DVec3};

use crate::{
    scene::{Ball, Face, View},
    skeleton::{Arm, Leg, Skeleton},
};

/// A side of the body, as the body has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Figures are posed for it.
    Right,
    /// The mirror image of the posed body.
    Left,
}

impl Side {
    /// Both, the right first.
    pub const BOTH: [Self; 2] = [Self::Right, Self::Left];

    /// Its place among the legs and the arms of a skeleton.
    pub fn index(self) -> usize {
        match self {
            Self::Right => 0,
            Self::Left => 1,
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Right => Self::Left,
            Self::Left => Self::Right,
        }
    }

    /// Which way it lies from the middle, along the body's own right.
    pub fn toward(self) -> f64 {
        match self {
            Self::Right => 1.0,
            Self::Left => -1.0,
        }
    }
}

/// The room is mirrored in the plane that divides who stands in it, facing along x, into left and right.
const PLANE: DVec3 = DVec3::new(1.0, 1.0, -1.0);

fn place(at: DVec3) -> DVec3 {
    at * PLANE
}

fn axes(axes: DMat3) -> DMat3 {
    DMat3::from_cols(place(axes.x_axis), place(axes.y_axis), place(axes.z_axis))
}

/// A frame of the body: its right stays its right, so it turns and is not turned inside out.
fn frame(frame: DMat3) -> DMat3 {
    let mirrored = axes(frame);
    DMat3::from_cols(mirrored.x_axis, mirrored.y_axis, -mirrored.z_axis)
}

fn leg(leg: &Leg) -> Leg {
    Leg {
        hip: place(leg.hip),
        knee: place(leg.knee),
        ankle: place(leg.ankle),
        thigh: frame(leg.thigh),
        shank: frame(leg.shank),
        foot: frame(leg.foot),
    }
}

fn arm(arm: &Arm) -> Arm {
    Arm {
        shoulder: place(arm.shoulder),
        elbow: place(arm.elbow),
        wrist: place(arm.wrist),
        upper: frame(arm.upper),
        fore: frame(arm.fore),
        hand: frame(arm.hand),
        curl: arm.curl,
    }
}

impl Skeleton {
    /// The body that does with its left what this one does with its right. Twice is the same, to the last bit.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let spine = self.spine.iter();
        let [right, left] = &self.legs;
        let [right_arm, left_arm] = &self.arms;
        Self {
            build: self.build,
            pelvis: place(self.pelvis),
            pelvis_frame: frame(self.pelvis_frame),
            spine: spine.map(|(at, own)| (place(*at), frame(*own))).collect(),
            neck: place(self.neck),
            neck_frame: frame(self.neck_frame),
            skull: place(self.skull),
            head: place(self.head),
            head_frame: frame(self.head_frame),
            legs: [leg(left), leg(right)],
            arms: [arm(left_arm), arm(right_arm)],
        }
    }
}

impl View {
    /// Where a reader stands in the mirrored room.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self {
            azimuth: 180.0 - self.azimuth,
            shear: -self.shear,
            ..self
        }
    }
}

impl Face {
    /// The same in the mirrored room.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self {
            corners: self.corners.iter().map(|corner| place(*corner)).collect(),
            fill: self.fill,
        }
    }
}

impl Ball {
    /// The same in the mirrored room.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self {
            center: place(self.center),
            axes: axes(self.axes),
            fill: self.fill,
        }
    }
}
