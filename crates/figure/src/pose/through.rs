//! Limbs that would go through the trunk, the head or the other leg.

use glam::{DMat3, DVec3};

use super::{Fault, PoseError, key};
use crate::{
    body::{Part, SIDES, Solid},
    skeleton::Skeleton,
};

/// How deep the axis of a limb may lie in a trunk or a head, m: flesh gives way.
const GIVES: f64 = 0.025;
/// How near the axes of two legs may come, as a share of their thickness.
const NEAR: f64 = 0.62;
/// Places along a bone.
const PLACES: u32 = 24;

/// A bone that may not go through others.
struct Bone {
    part: &'static str,
    key: (usize, &'static str),
    from: DVec3,
    to: DVec3,
    /// What of it is looked at, from 0 to 1: not the neighbourhood of the joint at the trunk.
    looked_at: (f64, f64),
}

/// Whether no limb goes through the trunk, the head or the other leg.
pub(super) fn check(made: &Skeleton, body: &[Solid]) -> Result<(), PoseError> {
    let cores = [(Part::Torso, "the trunk"), (Part::Head, "the head")]
        .map(|(core, through)| (slices(core, body), through));
    for bone in bones(made) {
        for (slices, through) in &cores {
            let depth = places(&bone)
                .map(|(at, _)| depth(at, slices))
                .fold(0.0, f64::max);
            if depth > GIVES {
                return Err(fault(&bone, through, depth));
            }
        }
    }
    through_the_other(made, body)
}

fn fault(bone: &Bone, through: &'static str, depth: f64) -> PoseError {
    PoseError {
        key: key(bone.key.0, bone.key.1),
        fault: Fault::Through {
            part: bone.part,
            through,
            depth: depth * 1000.0,
        },
    }
}

fn bones(made: &Skeleton) -> Vec<Bone> {
    let mut all = Vec::new();
    for side in SIDES {
        let (leg, arm) = (&made.legs[side], &made.arms[side]);
        let palm = arm.wrist - arm.hand.y_axis * 0.09;
        for (part, lead, [from, to], looked_at) in [
            ("a thigh", "hip", [leg.hip, leg.knee], (0.5, 1.0)),
            ("a shank", "knee", [leg.knee, leg.ankle], (0.0, 1.0)),
            ("a forearm", "hand", [arm.elbow, arm.wrist], (0.0, 1.0)),
            ("a hand", "hand", [arm.wrist, palm], (0.0, 1.0)),
        ] {
            all.push(Bone {
                part,
                key: (side, lead),
                from,
                to,
                looked_at,
            });
        }
    }
    all
}

/// Places along a bone, with how far along they are.
fn places(bone: &Bone) -> impl Iterator<Item = (DVec3, f64)> + '_ {
    let (first, last) = bone.looked_at;
    (0..=PLACES).map(move |step| {
        let along = first + (last - first) * f64::from(step) / f64::from(PLACES);
        (bone.from.lerp(bone.to, along), along)
    })
}

/// A slice of a part, ready to be asked.
struct Slice {
    center: DVec3,
    /// From the room to where the slice reaches from -1 to 1.
    inverse: DMat3,
    /// Across it, m.
    thin: f64,
}

fn slices(part: Part, body: &[Solid]) -> Vec<Slice> {
    let of = body.iter().filter(|solid| solid.part == part);
    of.map(|solid| Slice {
        center: solid.center,
        inverse: solid.axes.inverse(),
        thin: solid.axes.x_axis.length().min(solid.axes.z_axis.length()),
    })
    .collect()
}

/// How deep a place lies in a part, m: across it, for it is made of slices.
fn depth(at: DVec3, slices: &[Slice]) -> f64 {
    let depths = slices.iter().filter_map(|slice| {
        let own = slice.inverse * (at - slice.center);
        // Most places are far outside.
        if own.y.abs() >= 1.0 || own.x.abs() >= 1.0 || own.z.abs() >= 1.0 {
            return None;
        }
        let off = libm::hypot(own.x, own.z);
        (off < 1.0).then_some((1.0 - off) * slice.thin)
    });
    depths.fold(0.0, f64::max)
}

/// How thick a leg is at a place, by the nearest of its solids, m.
fn thickness(at: DVec3, leg: &[(DVec3, f64)]) -> f64 {
    let nearest = leg.iter().min_by(|a, b| {
        let off = |(center, _): &(DVec3, f64)| center.distance_squared(at);
        off(a).total_cmp(&off(b))
    });
    nearest.map_or(0.0, |(_, thick)| *thick)
}

fn through_the_other(made: &Skeleton, body: &[Solid]) -> Result<(), PoseError> {
    let legs = bones(made);
    let of = |side: usize| {
        legs.iter()
            .filter(move |bone| bone.key.0 == side && bone.key.1 != "hand")
    };
    let solids = SIDES.map(|side| -> Vec<(DVec3, f64)> {
        let of = body.iter().filter(
            |solid| matches!(solid.part, Part::Thigh(own) | Part::Shank(own) if own == side),
        );
        of.map(|solid| (solid.center, solid.axes.x_axis.length()))
            .collect()
    });
    let thick = |bone, side: usize| {
        let leg = &solids[side];
        places(bone).map(move |(at, _)| (at, thickness(at, leg)))
    };
    let others: Vec<(DVec3, f64)> = of(1).flat_map(|bone| thick(bone, 1)).collect();
    for one in of(0) {
        for (at, own) in thick(one, 0) {
            for (there, other) in &others {
                let (thick, near) = (own + other, at.distance(*there));
                if near < thick * NEAR {
                    return Err(fault(one, "the other leg", thick - near));
                }
            }
        }
    }
    Ok(())
}
