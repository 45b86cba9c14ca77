//! Two bones and the joint between them: thigh and shank, upper arm and forearm.

use glam::DVec3;
use thiserror::Error;

/// The lengths of a limb and how far its middle joint bends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limb {
    /// Length of the bone at the trunk, m.
    pub upper: f64,
    /// Length of the outer bone, m.
    pub lower: f64,
    /// The greatest flexion of the middle joint, degrees; 0 is straight.
    pub flexion: f64,
}

/// Where a solved limb lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bent {
    /// The knee or elbow, m.
    pub middle: DVec3,
    /// The ankle or wrist, m.
    pub end: DVec3,
    /// The flexion of the middle joint, degrees.
    pub flexion: f64,
}

/// Why a limb cannot lie as asked.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum LimbError {
    /// The target is beyond the straight limb.
    #[error(
        "it is {distance:.2} m away and the straight limb reaches {reach:.2} m; move the target or the trunk nearer"
    )]
    TooFar {
        /// From the root to the target, m.
        distance: f64,
        /// The straight limb's length, m.
        reach: f64,
    },
    /// The joint would bend beyond its limit.
    #[error(
        "it is {distance:.2} m away, where the joint bends beyond {limit:.0} degrees; move it to {least:.2} m or more"
    )]
    TooNear {
        /// From the root to the target, m.
        distance: f64,
        /// The nearest the limb can end, m.
        least: f64,
        /// The greatest flexion, degrees.
        limit: f64,
    },
    /// The direction of the joint runs along the limb, so it says nothing.
    #[error("the joint's direction runs along the limb; give one across it")]
    NoPlane,
    /// A number is infinite, not a number, or a length that is not above 0.
    #[error(
        "a length or place of the limb is not usable; lengths are above 0, flexion is from 0 to 180 degrees"
    )]
    NotANumber,
}

/// Under this length, m, a direction is no direction.
const TINY: f64 = 1e-6;

impl Limb {
    /// The nearest to its root that the limb can end, m.
    pub fn least(&self) -> f64 {
        let inner = libm::cos((180.0 - self.flexion).to_radians());
        (self.upper * self.upper + self.lower * self.lower - 2.0 * self.upper * self.lower * inner)
            .max(0.0)
            .sqrt()
            .min(self.upper + self.lower)
    }

    /// Bends the limb from `root` so that it ends at `target`, the middle joint on the side that `pole` points to.
    pub fn reach(&self, root: DVec3, target: DVec3, pole: DVec3) -> Result<Bent, LimbError> {
        let usable = [root, target, pole].iter().all(|place| place.is_finite())
            && [self.upper, self.lower]
                .iter()
                .all(|l| l.is_finite() && *l > 0.0)
            && (0.0..=180.0).contains(&self.flexion);
        if !usable {
            return Err(LimbError::NotANumber);
        }
        let way = target - root;
        let distance = way.length();
        let reach = self.upper + self.lower;
        let least = self.least();
        if distance > reach + TINY {
            return Err(LimbError::TooFar { distance, reach });
        }
        if distance < least - TINY {
            return Err(LimbError::TooNear {
                distance,
                least,
                limit: self.flexion,
            });
        }
        let along = way.try_normalize().ok_or(LimbError::NoPlane)?;
        let across = (pole - along * pole.dot(along))
            .try_normalize()
            .ok_or(LimbError::NoPlane)?;
        let distance = distance.clamp(least, reach);
        let (upper, lower) = (self.upper * self.upper, self.lower * self.lower);
        let foot = (upper - lower + distance * distance) / (2.0 * distance);
        let side = (upper - foot * foot).max(0.0).sqrt();
        let inner = (upper + lower - distance * distance) / (2.0 * self.upper * self.lower);
        Ok(Bent {
            middle: root + along * foot + across * side,
            end: root + along * distance,
            flexion: (180.0 - libm::acos(inner.clamp(-1.0, 1.0)).to_degrees()).min(self.flexion),
        })
    }
}
