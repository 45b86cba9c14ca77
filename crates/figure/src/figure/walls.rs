//! Parts of the body that would be inside a wall or a worktop.

use glam::DVec3;

use crate::{
    body::{Solid, solids},
    pose::{Fault, PoseError, part_of},
    props::{self, Prop},
    skeleton::Skeleton,
};

/// How deep a part may be, m: flesh gives way.
const GIVES: f64 = 0.03;

/// A wall or the front of a worktop.
struct Wall {
    thing: &'static str,
    /// Where it is along the room, m.
    at: f64,
    /// Which side of it is free: 1 what is ahead of it, -1 what is behind it.
    free: f64,
    /// How high it is, m.
    high: f64,
}

/// Refuses a part of the body inside of what stands where the first panel has its pelvis.
pub(super) fn check(made: &Skeleton, props: &[Prop], first: DVec3) -> Result<(), PoseError> {
    let walls: Vec<Wall> = props.iter().filter_map(|prop| wall(*prop, first)).collect();
    if walls.is_empty() {
        return Ok(());
    }
    for solid in solids(made) {
        for wall in &walls {
            let depth = depth(&solid, wall);
            if depth > GIVES {
                let (part, key) = part_of(solid.part);
                let thing = wall.thing;
                let depth = (depth * 1000.0).ceil();
                return Err(PoseError {
                    key,
                    fault: Fault::Inside { part, thing, depth },
                });
            }
        }
    }
    Ok(())
}

fn wall(prop: Prop, pelvis: DVec3) -> Option<Wall> {
    let (thing, at, free, high) = match prop {
        Prop::Wall => (
            "the wall",
            pelvis.x - props::WALL_BEHIND,
            1.0,
            f64::INFINITY,
        ),
        Prop::WallAhead => (
            "the wall",
            pelvis.x + props::WALL_AHEAD,
            -1.0,
            f64::INFINITY,
        ),
        Prop::WallAtFeet => ("the wall", props::WALL_AT, -1.0, props::WALL_AT_FEET_HIGH),
        Prop::Worktop => {
            let front = pelvis.x + props::WORKTOP_AHEAD;
            ("the worktop", front, -1.0, props::RAIL_HIGH)
        }
        _ => return None,
    };
    Some(Wall {
        thing,
        at,
        free,
        high,
    })
}

/// How deep a solid is behind the front of a wall and below its top, m.
fn depth(solid: &Solid, wall: &Wall) -> f64 {
    let behind = solid.reach(DVec3::X) - (solid.center.x - wall.at) * wall.free;
    behind.min(wall.high - solid.lowest())
}
