//! The limb solver: it ends where asked, keeps its bones and its limit, or says why not.

#![allow(clippy::unwrap_used, clippy::float_cmp)]

use glam::DVec3;
use plinth_figure::limb::{Limb, LimbError};
use proptest::prelude::*;

const LEG: Limb = Limb {
    upper: 0.415,
    lower: 0.40,
    flexion: 140.0,
};
const ROOT: DVec3 = DVec3::ZERO;

fn place(within: f64) -> impl Strategy<Value = DVec3> {
    prop::array::uniform3(-within..within).prop_map(DVec3::from_array)
}

proptest! {
    #[test]
    fn a_limb_ends_at_its_target_or_says_why(target in place(0.6), pole in place(1.0)) {
        let distance = target.length();
        match LEG.reach(ROOT, target, pole) {
            Ok(bent) => {
                prop_assert!(bent.end.distance(target) < 0.001);
                prop_assert!((bent.middle.length() - LEG.upper).abs() < 1e-6);
                prop_assert!((bent.middle.distance(bent.end) - LEG.lower).abs() < 1e-6);
                prop_assert!((0.0..=LEG.flexion).contains(&bent.flexion));
                let along = target * (bent.middle.dot(target) / (distance * distance));
                prop_assert!((bent.middle - along).dot(pole) > -1e-9);
            }
            Err(LimbError::TooFar { .. }) => prop_assert!(distance > LEG.upper + LEG.lower),
            Err(LimbError::TooNear { .. }) => prop_assert!(distance < LEG.least()),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

#[test]
fn a_direction_along_the_limb_is_refused() {
    let down = DVec3::new(0.0, 0.0, -0.5);
    assert_eq!(LEG.reach(ROOT, down, down), Err(LimbError::NoPlane));
    let nowhere = DVec3::new(f64::NAN, 0.0, 0.5);
    assert_eq!(LEG.reach(ROOT, nowhere, down), Err(LimbError::NotANumber));
}

#[test]
fn a_joint_that_cannot_bend_reaches_only_straight() {
    for tenth in 1..200 {
        let stiff = Limb {
            upper: f64::from(tenth) * 0.0137,
            lower: 0.245,
            flexion: 0.0,
        };
        let straight = DVec3::X * (stiff.upper + stiff.lower);
        let bent = stiff.reach(ROOT, straight, DVec3::Z).unwrap();
        assert!(bent.end.distance(straight) < 1e-6 && bent.flexion == 0.0);
    }
}
