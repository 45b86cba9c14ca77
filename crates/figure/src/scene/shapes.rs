//! Ellipsoids and flat faces as they are seen: how near they come to the reader at a place of the paper, and along a row.

use glam::{DMat3, DVec2, DVec3};

/// A shape on the paper.
pub(super) enum Shape {
    Blob(Blob),
    Plate(Plate),
}

/// A projected ellipsoid: `near = c.z + (-b + sqrt(b² - q33 (q2 - 1))) / q33`.
pub(super) struct Blob {
    center: DVec3,
    q: DMat3,
    reach: DVec2,
    nearest: f64,
}

/// A flat convex face: `near = slope . at + level` within its corners.
pub(super) struct Plate {
    corners: Vec<DVec2>,
    slope: DVec2,
    level: f64,
    nearest: f64,
}

/// How near a shape comes along a row of the paper, between two places of it.
pub(super) struct Row {
    pub(super) from: f64,
    pub(super) to: f64,
    /// Where the row's own measure begins.
    origin: f64,
    /// `level + slope x + scale sqrt(root x)`
    level: f64,
    slope: f64,
    root: [f64; 3],
    scale: f64,
}

impl Row {
    pub(super) fn near(&self, x: f64) -> f64 {
        let x = x - self.origin;
        let [a, b, c] = self.root;
        let root = ((a * x + b) * x + c).max(0.0).sqrt();
        self.level + self.slope * x + self.scale * root
    }
}

impl Shape {
    /// How near it comes at most, m.
    pub(super) fn nearest(&self) -> f64 {
        match self {
            Self::Blob(blob) => blob.nearest,
            Self::Plate(plate) => plate.nearest,
        }
    }

    /// The least and the greatest of its places.
    pub(super) fn bounds(&self) -> [DVec2; 2] {
        match self {
            Self::Blob(blob) => {
                let middle = blob.center.truncate();
                [middle - blob.reach, middle + blob.reach]
            }
            Self::Plate(plate) => {
                let corners = plate.corners.iter();
                corners.fold([DVec2::INFINITY, DVec2::NEG_INFINITY], |all, at| {
                    [all[0].min(*at), all[1].max(*at)]
                })
            }
        }
    }

    /// How near it is at a place, m.
    pub(super) fn near(&self, at: DVec2) -> Option<f64> {
        match self {
            Self::Blob(blob) => blob.near(at),
            Self::Plate(plate) => plate.near(at),
        }
    }

    /// What of it is on a row.
    pub(super) fn row(&self, y: f64) -> Option<Row> {
        match self {
            Self::Blob(blob) => blob.row(y),
            Self::Plate(plate) => plate.row(y),
        }
    }
}

impl Blob {
    pub(super) fn new(matrix: DMat3, center: DVec3, axes: DMat3) -> Self {
        let axes = matrix * axes;
        let spread = axes * axes.transpose();
        Self {
            center: matrix * center,
            q: spread.inverse(),
            reach: DVec2::new(spread.x_axis.x.sqrt(), spread.y_axis.y.sqrt()),
            nearest: (matrix * center).z + spread.z_axis.z.sqrt(),
        }
    }

    fn near(&self, at: DVec2) -> Option<f64> {
        let off = at - self.center.truncate();
        if off.x.abs() > self.reach.x || off.y.abs() > self.reach.y {
            return None;
        }
        let q = &self.q;
        let b = q.z_axis.x * off.x + q.z_axis.y * off.y;
        let c = q.x_axis.x * off.x * off.x
            + 2.0 * q.y_axis.x * off.x * off.y
            + q.y_axis.y * off.y * off.y
            - 1.0;
        let root = b * b - q.z_axis.z * c;
        (root >= 0.0).then(|| self.center.z + (root.sqrt() - b) / q.z_axis.z)
    }

    fn row(&self, y: f64) -> Option<Row> {
        let y = y - self.center.y;
        let q = &self.q;
        let deep = q.z_axis.z;
        let a = q.z_axis.x * q.z_axis.x - deep * q.x_axis.x;
        let b = 2.0 * y * (q.z_axis.x * q.z_axis.y - deep * q.y_axis.x);
        let c = y * y * (q.z_axis.y * q.z_axis.y - deep * q.y_axis.y) + deep;
        let spread = b * b - 4.0 * a * c;
        if spread < 0.0 {
            return None;
        }
        let (middle, half) = (-b / (2.0 * a), spread.sqrt() / (2.0 * a).abs());
        Some(Row {
            from: self.center.x + middle - half,
            to: self.center.x + middle + half,
            origin: self.center.x,
            level: self.center.z - q.z_axis.y * y / deep,
            slope: -q.z_axis.x / deep,
            root: [a, b, c],
            scale: 1.0 / deep,
        })
    }
}

impl Plate {
    /// A face; seen edge on it is nothing.
    pub(super) fn new(matrix: DMat3, corners: &[DVec3]) -> Option<Self> {
        let corners: Vec<DVec3> = corners.iter().map(|corner| matrix * *corner).collect();
        let [a, b, c] = [*corners.first()?, *corners.get(1)?, *corners.get(2)?];
        let across = (b - a).cross(c - a);
        if across.z.abs() < 1e-6 {
            return None;
        }
        let slope = DVec2::new(-across.x / across.z, -across.y / across.z);
        let level = a.z - slope.dot(a.truncate());
        let depths = corners.iter().map(|corner| corner.z);
        let nearest = depths.fold(f64::NEG_INFINITY, f64::max);
        let mut corners: Vec<DVec2> = corners.iter().map(|corner| corner.truncate()).collect();
        if across.z < 0.0 {
            corners.reverse();
        }
        Some(Self {
            corners,
            slope,
            level,
            nearest,
        })
    }

    fn edges(&self) -> impl Iterator<Item = (DVec2, DVec2)> {
        let next = self.corners.iter().cycle().skip(1);
        self.corners.iter().copied().zip(next.copied())
    }

    fn near(&self, at: DVec2) -> Option<f64> {
        let inside = self
            .edges()
            .all(|(from, to)| (to - from).perp_dot(at - from) >= 0.0);
        inside.then(|| self.slope.dot(at) + self.level)
    }

    fn row(&self, y: f64) -> Option<Row> {
        let (mut left, mut right) = (f64::NEG_INFINITY, f64::INFINITY);
        for (from, to) in self.edges() {
            let way = to - from;
            let reached = from.x + way.x * (y - from.y) / way.y;
            if way.y > 0.0 {
                right = right.min(reached);
            } else if way.y < 0.0 {
                left = left.max(reached);
            } else if way.x * (y - from.y) < 0.0 {
                return None;
            }
        }
        (left <= right).then_some(Row {
            from: left,
            to: right,
            origin: 0.0,
            level: self.level + self.slope.y * y,
            slope: self.slope.x,
            root: [0.0; 3],
            scale: 0.0,
        })
    }
}
