//! The solids of a foot.

use glam::{DMat3, DVec3};

use super::{Cover, Part, Solid, TOWARD, between};
use crate::drawing::Fill;

/// Middle and half axes; forward, up and outward from the ankle, m.
const FOOT: [(DVec3, DVec3); 5] = [
    (
        DVec3::new(-0.038, -0.034, 0.0),
        DVec3::new(0.030, 0.031, 0.029),
    ),
    (
        DVec3::new(0.0, -0.020, 0.0),
        DVec3::new(0.033, 0.036, 0.030),
    ),
    (
        DVec3::new(0.045, -0.032, 0.0),
        DVec3::new(0.030, 0.029, 0.032),
    ),
    (
        DVec3::new(0.112, -0.046, 0.002),
        DVec3::new(0.030, 0.0185, 0.043),
    ),
    (
        DVec3::new(0.146, -0.051, 0.010),
        DVec3::new(0.028, 0.0135, 0.032),
    ),
];

/// The big toe.
const BIG_TOE: [(DVec3, DVec3); 2] = [
    (
        DVec3::new(0.120, -0.047, -0.026),
        DVec3::new(0.026, 0.0170, 0.018),
    ),
    (
        DVec3::new(0.166, -0.050, -0.022),
        DVec3::new(0.022, 0.0145, 0.0155),
    ),
];

pub(super) fn solids(side: usize, ankle: DVec3, frame: DMat3, made: &mut Vec<Solid>) {
    let mut add = |fill: Fill, center: DVec3, size: DVec3| {
        let center = DVec3::new(center.x, center.y, center.z * TOWARD[side]);
        made.push(Solid {
            part: Part::Foot(side),
            center: ankle + frame * center,
            axes: frame * DMat3::from_diagonal(size),
            cover: Cover::Plain(fill),
        });
    };
    add(Fill::Skin, DVec3::ZERO, DVec3::splat(0.034));
    for nodes in [&FOOT[..], &BIG_TOE[..]] {
        between(nodes, 6, &mut |center, size| add(Fill::Skin, center, size));
    }
    // Beside the big toe.
    add(
        Fill::Crease,
        DVec3::new(0.150, -0.040, -0.005),
        DVec3::new(0.022, 0.008, 0.003),
    );
}
