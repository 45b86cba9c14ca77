//! The measures of the person who is drawn.

/// Sides of the body: the one that works first.
pub const SIDES: [usize; 2] = [0, 1];

/// Which way a side lies from the middle, along the body's own right.
pub const TOWARD: [f64; 2] = [1.0, -1.0];

/// Lengths of a person of 1.70 m, m. Segment lengths as fractions of stature after Winter, *Biomechanics and Motor
/// Control of Human Movement*, rounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Build {
    /// Half the distance between the hip joints.
    pub hip: f64,
    /// Hip to knee.
    pub thigh: f64,
    /// Knee to ankle.
    pub shank: f64,
    /// Sole to ankle.
    pub ankle: f64,
    /// Pelvis to the seventh neck vertebra, along the spine.
    pub spine: f64,
    /// Where on the spine the shoulders sit.
    pub shoulder_height: f64,
    /// Half the distance between the shoulder joints.
    pub shoulder: f64,
    /// Shoulder to elbow.
    pub upper_arm: f64,
    /// Elbow to wrist.
    pub forearm: f64,
    /// Seventh neck vertebra to the skull.
    pub neck: f64,
    /// Width of the hips against the drawn person's, 1 for the same.
    pub hips_wide: f64,
    /// Width of the shoulders against the drawn person's, 1 for the same.
    pub shoulders_wide: f64,
    /// How much bust there is, 0 for none.
    pub bust: f64,
}

impl Build {
    /// Narrow hips, wide shoulders.
    pub const STRAIGHT: Self = Self {
        hip: 0.088,
        thigh: 0.415,
        shank: 0.40,
        ankle: 0.065,
        spine: 0.505,
        shoulder_height: 0.425,
        shoulder: 0.172,
        upper_arm: 0.285,
        forearm: 0.245,
        neck: 0.080,
        hips_wide: 1.0,
        shoulders_wide: 1.0,
        bust: 0.0,
    };

    /// Wider hips, narrower shoulders.
    pub const CURVED: Self = Self {
        hip: 0.092,
        shoulder: 0.158,
        hips_wide: 1.08,
        shoulders_wide: 0.93,
        bust: 1.0,
        ..Self::STRAIGHT
    };
}
