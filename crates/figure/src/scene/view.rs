//! From where the reader looks.

use glam::{DMat3, DVec3};

/// How the reader looks at the room: without perspective, with a little shear that shows the far side of what lies flat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// From which side, degrees; 0 sees a body's right when it faces to the right, 90 sees it from the front.
    pub azimuth: f64,
    /// From how far above, degrees.
    pub elevation: f64,
    /// How far things go to the side for each m toward the reader, m.
    pub shear: f64,
    /// How much larger than it is everything is seen.
    pub zoom: f64,
}

impl View {
    /// From the room to the paper: to the right, down, and toward the reader.
    fn rows(self) -> [DVec3; 3] {
        let (sin_a, cos_a) = libm::sincos(self.azimuth.to_radians());
        let (sin_e, cos_e) = libm::sincos(self.elevation.to_radians());
        let toward = DVec3::new(sin_a * cos_e, sin_e, cos_a * cos_e);
        let right = DVec3::new(cos_a, 0.0, -sin_a);
        let up = toward.cross(right);
        let right = right + toward * self.shear;
        let toward = right.cross(up).normalize();
        [right, -up, toward]
    }

    /// The matrix of [`Self::project`].
    pub fn matrix(self) -> DMat3 {
        let [right, down, toward] = self.rows();
        DMat3::from_cols(right, down, toward).transpose() * self.zoom
    }

    /// The same, so many times larger.
    #[must_use]
    pub fn magnified(self, times: f64) -> Self {
        Self {
            zoom: self.zoom * times,
            ..self
        }
    }

    /// A place of the room on the paper, m, and how near to the reader it is, m.
    pub fn project(self, at: DVec3) -> DVec3 {
        self.matrix() * at
    }
}
