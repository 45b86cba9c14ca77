//! How far a place is from a stretch, and from what is drawn of things.

use glam::DVec3;

use crate::scene::{Ball, Face};

/// From a place to the nearest surface of things, m; less than 0 inside of one that is round. Infinite where there is none.
pub fn away(at: DVec3, (faces, balls): &(Vec<Face>, Vec<Ball>)) -> f64 {
    let faces = faces.iter().map(|face| from_face(at, &face.corners));
    let balls = balls.iter().map(|ball| {
        let own = ball.axes.inverse() * (at - ball.center);
        let radius = (ball.axes * own.normalize_or(DVec3::Y)).length();
        (own.length() - 1.0) * radius
    });
    faces.chain(balls).fold(f64::INFINITY, f64::min)
}

fn from_face(at: DVec3, corners: &[DVec3]) -> f64 {
    let [first, second, third, ..] = corners else {
        return f64::INFINITY;
    };
    let nexts = corners.iter().cycle().skip(1);
    let edges = corners.iter().zip(nexts);
    let edges: Vec<[DVec3; 2]> = edges.map(|(from, to)| [*from, *to]).collect();
    let across = (*second - *first)
        .cross(*third - *first)
        .normalize_or_zero();
    let on_left = |[from, to]: &[DVec3; 2]| (*to - *from).cross(at - *from).dot(across) >= 0.0;
    if edges.iter().all(on_left) || !edges.iter().any(on_left) {
        return (at - *first).dot(across).abs();
    }
    let off = edges.iter().map(|edge| from_stretch(at, *edge));
    off.fold(f64::INFINITY, f64::min)
}

/// From a place to the nearest of a stretch, m; the stretch may have no length.
pub fn from_stretch(at: DVec3, [from, to]: [DVec3; 2]) -> f64 {
    let along = to - from;
    let share = (at - from).dot(along) / along.length_squared().max(f64::MIN_POSITIVE);
    at.distance(from + along * share.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{drawing::Fill, props};
    use glam::DMat3;

    #[test]
    fn a_place_is_as_far_as_the_nearest_side_edge_or_corner_of_a_box() {
        let mut faces = Vec::new();
        props::block([0.0; 3], [1.0; 3], &mut faces);
        let drawn = (faces, Vec::new());
        for (at, far) in [
            ([0.5, 1.25, 0.5], 0.25),
            ([1.3, 1.4, 0.5], 0.5),
            ([2.0, 3.0, 3.0], 3.0),
            ([0.5, 0.9, 0.5], 0.1),
        ] {
            let found = away(DVec3::from_array(at), &drawn);
            assert!((found - far).abs() < 1e-9, "{at:?}: {found}");
        }
    }

    #[test]
    fn a_place_in_a_ball_is_less_than_nothing_away() {
        let ball = Ball {
            center: DVec3::ZERO,
            axes: DMat3::from_diagonal(DVec3::splat(0.5)),
            fill: Fill::Soft,
        };
        let drawn = (Vec::new(), vec![ball]);
        assert!((away(DVec3::X, &drawn) - 0.5).abs() < 1e-9);
        assert!((away(DVec3::X * 0.2, &drawn) + 0.3).abs() < 1e-9);
        assert!(away(DVec3::X, &(Vec::new(), Vec::new())).is_infinite());
    }
}
