//! The limb solver: it ends where asked, keeps its bones and its limit, or says why not.

use plinth_figure::limb::{Limb, LimbError, Vec3};
use proptest::prelude::*;

const LEG: Limb = Limb {
    upper: 0.415,
    lower: 0.40,
    flexion: 140.0,
};

fn apart(a: Vec3, b: Vec3) -> f64 {
    a.iter()
        .zip(b)
        .map(|(a, b)| (a - b).powi(2))
        .sum::<f64>()
        .sqrt()
}

proptest! {
    #[test]
    fn a_limb_ends_at_its_target_or_says_why(target in prop::array::uniform3(-0.6..0.6f64), pole in prop::array::uniform3(-1.0..1.0f64)) {
        let distance = apart([0.0; 3], target);
        match LEG.reach([0.0; 3], target, pole) {
            Ok(bent) => {
                prop_assert!(apart(bent.end, target) < 0.001);
                prop_assert!((apart([0.0; 3], bent.middle) - LEG.upper).abs() < 1e-6);
                prop_assert!((apart(bent.middle, bent.end) - LEG.lower).abs() < 1e-6);
                prop_assert!((0.0..=LEG.flexion).contains(&bent.flexion));
                let base: f64 = bent.middle.iter().zip(target).map(|(m, t)| m * t).sum::<f64>() / distance.powi(2);
                let side: f64 = (0..3).map(|i| (bent.middle[i] - base * target[i]) * pole[i]).sum();
                prop_assert!(side > -1e-9);
            }
            Err(LimbError::TooFar { .. }) => prop_assert!(distance > LEG.upper + LEG.lower),
            Err(LimbError::TooNear { .. }) => prop_assert!(distance < LEG.least()),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

#[test]
fn a_direction_along_the_limb_is_refused() {
    let down = [0.0, 0.0, -0.5];
    assert_eq!(LEG.reach([0.0; 3], down, down), Err(LimbError::NoPlane));
    assert_eq!(
        LEG.reach([0.0; 3], [f64::NAN, 0.0, 0.5], down),
        Err(LimbError::NotANumber)
    );
}

#[test]
fn a_joint_that_cannot_bend_reaches_only_straight() {
    for tenth in 1..200 {
        let stiff = Limb {
            upper: f64::from(tenth) * 0.0137,
            lower: 0.245,
            flexion: 0.0,
        };
        let reach = stiff.upper + stiff.lower;
        let bent = stiff
            .reach([0.0; 3], [reach, 0.0, 0.0], [0.0, 0.0, 1.0])
            .unwrap();
        assert!(apart(bent.end, [reach, 0.0, 0.0]) < 1e-6 && bent.flexion == 0.0);
    }
}
