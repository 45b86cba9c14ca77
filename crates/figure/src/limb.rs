//! Two bones and the joint between them: thigh and shank, upper arm and forearm.

use thiserror::Error;

/// A vector or a place in the room, in m.
pub type Vec3 = [f64; 3];

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
    pub middle: Vec3,
    /// The ankle or wrist, m.
    pub end: Vec3,
    /// The flexion of the middle joint, degrees.
    pub flexion: f64,
}

/// Why a limb cannot lie as asked.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum LimbError {
    /// The target is beyond the straight limb.
    #[error(
        "the target is {distance:.3} m away and the straight limb reaches {reach:.3} m; move the target or the trunk nearer"
    )]
    TooFar {
        /// From the root to the target, m.
        distance: f64,
        /// The straight limb's length, m.
        reach: f64,
    },
    /// The joint would bend beyond its limit.
    #[error(
        "the target is {distance:.3} m away, where the joint bends beyond {limit:.0} degrees; move it to {least:.3} m or more"
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
        let inner = (180.0 - self.flexion).to_radians().cos();
        (self.upper.powi(2) + self.lower.powi(2) - 2.0 * self.upper * self.lower * inner)
            .max(0.0)
            .sqrt()
            .min(self.upper + self.lower)
    }

    /// Bends the limb from `root` so that it ends at `target`, the middle joint on the side that `pole` points to.
    pub fn reach(&self, root: Vec3, target: Vec3, pole: Vec3) -> Result<Bent, LimbError> {
        let places = [root, target, pole].concat();
        let usable = places.iter().all(|n| n.is_finite())
            && [self.upper, self.lower]
                .iter()
                .all(|l| l.is_finite() && *l > 0.0)
            && (0.0..=180.0).contains(&self.flexion);
        if !usable {
            return Err(LimbError::NotANumber);
        }
        let way = minus(target, root);
        let distance = dot(way, way).sqrt();
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
        let along = unit(way).ok_or(LimbError::NoPlane)?;
        let across = unit(minus(pole, times(along, dot(pole, along)))).ok_or(LimbError::NoPlane)?;
        let distance = distance.clamp(least, reach);
        let foot = (self.upper.powi(2) - self.lower.powi(2) + distance.powi(2)) / (2.0 * distance);
        let side = (self.upper.powi(2) - foot.powi(2)).max(0.0).sqrt();
        let inner = (self.upper.powi(2) + self.lower.powi(2) - distance.powi(2))
            / (2.0 * self.upper * self.lower);
        Ok(Bent {
            middle: plus(root, plus(times(along, foot), times(across, side))),
            end: plus(root, times(along, distance)),
            flexion: (180.0 - inner.clamp(-1.0, 1.0).acos().to_degrees()).min(self.flexion),
        })
    }
}

fn plus(a: Vec3, b: Vec3) -> Vec3 {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

fn minus(a: Vec3, b: Vec3) -> Vec3 {
    plus(a, times(b, -1.0))
}

fn times(a: Vec3, by: f64) -> Vec3 {
    a.map(|n| n * by)
}

fn dot(a: Vec3, b: Vec3) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn unit(a: Vec3) -> Option<Vec3> {
    let length = dot(a, a).sqrt();
    (length > TINY).then(|| times(a, 1.0 / length))
}
