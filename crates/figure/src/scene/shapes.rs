//! Ellipsoids and flat faces as they are seen: how near they come to the reader at a place of the paper, and along a line.

use glam::{DMat3, DVec2, DVec3};

/// What is nearer by less is as near, m: parts that meet share a solid, and which of them is seen is not left to rounding.
pub(super) const TIE: f64 = 1e-9;

/// A shape on the paper: an ellipsoid, or a flat convex face.
///
/// With `x` and `y` from its middle, `near = level + slope . (x, y) + scale sqrt(root)`, where
/// `root = deep + root[0] x² + root[1] x y + root[2] y²` is below 0 outside of an ellipsoid. Of a face, the root is 0.
pub(super) struct Shape {
    middle: DVec2,
    level: f64,
    slope: DVec2,
    root: [f64; 3],
    deep: f64,
    scale: f64,
    /// Of a face, in order: inside is on the left of each edge.
    corners: Vec<DVec2>,
    /// How near it comes at most, m; in steps, so that it is the same for shapes that only rounding tells apart.
    pub(super) nearest: f64,
    /// The least and the greatest of its places.
    pub(super) bounds: [DVec2; 2],
}

/// How near a shape comes along a line of the paper: `level + slope t + scale sqrt(root[0] t² + root[1] t + root[2])`.
pub(super) struct Along {
    root: [f64; 3],
    level: f64,
    slope: f64,
    scale: f64,
    /// Where the edges of a face cut it off.
    cut: [f64; 2],
}

impl Along {
    fn root(&self, t: f64) -> f64 {
        let [a, b, c] = self.root;
        (a * t + b) * t + c
    }

    /// How near it is at a place of the line, m.
    #[inline]
    pub(super) fn near(&self, t: f64) -> Option<f64> {
        let root = self.root(t);
        (root >= 0.0 && self.cut[0] <= t && t <= self.cut[1])
            .then(|| self.level + self.slope * t + self.scale * root.sqrt())
    }

    /// The same within its span.
    #[inline]
    pub(super) fn near_within(&self, t: f64) -> f64 {
        self.level + self.slope * t + self.scale * self.root(t).max(0.0).sqrt()
    }

    /// Whether it is seen anywhere between 0 and 1.
    #[inline]
    pub(super) fn touches(&self) -> bool {
        let [a, b, c] = self.root;
        let inside =
            c >= 0.0 || a + b + c >= 0.0 || (b > 0.0 && b < -2.0 * a && b * b >= 4.0 * a * c);
        inside && self.cut[0] <= 1.0 && self.cut[1] >= 0.0
    }

    /// From where to where on the line it is seen.
    #[inline]
    pub(super) fn span(&self) -> Option<[f64; 2]> {
        let [a, b, c] = self.root;
        if a >= 0.0 {
            return Some(self.cut);
        }
        let spread = b * b - 4.0 * a * c;
        (spread >= 0.0).then(|| {
            let over = -0.5 / a;
            let (middle, half) = (b * over, spread.sqrt() * over);
            [middle - half, middle + half]
        })
    }
}

impl Shape {
    /// An ellipsoid.
    pub(super) fn blob(matrix: DMat3, center: DVec3, axes: DMat3) -> Self {
        let axes = matrix * axes;
        let spread = axes * axes.transpose();
        let q = spread.inverse();
        let (x, y, z) = (q.x_axis, q.y_axis, q.z_axis);
        let center = matrix * center;
        let middle = center.truncate();
        let reach = DVec2::new(spread.x_axis.x.sqrt(), spread.y_axis.y.sqrt());
        Self {
            middle,
            level: center.z,
            slope: -z.truncate() / z.z,
            root: [
                z.x * z.x - z.z * x.x,
                2.0 * (z.x * z.y - z.z * y.x),
                z.y * z.y - z.z * y.y,
            ],
            deep: z.z,
            scale: 1.0 / z.z,
            corners: Vec::new(),
            nearest: ((center.z + spread.z_axis.z.sqrt()) / TIE).ceil() * TIE,
            bounds: [middle - reach, middle + reach],
        }
    }

    /// A face; seen edge on it is nothing.
    pub(super) fn plate(matrix: DMat3, corners: &[DVec3]) -> Option<Self> {
        let corners: Vec<DVec3> = corners.iter().map(|corner| matrix * *corner).collect();
        let [a, b, c] = [*corners.first()?, *corners.get(1)?, *corners.get(2)?];
        let across = (b - a).cross(c - a);
        if across.z.abs() < 1e-6 {
            return None;
        }
        let slope = DVec2::new(-across.x / across.z, -across.y / across.z);
        let depths = corners.iter().map(|corner| corner.z);
        let nearest = depths.fold(f64::NEG_INFINITY, f64::max);
        let mut corners: Vec<DVec2> = corners.iter().map(|corner| corner.truncate()).collect();
        if across.z < 0.0 {
            corners.reverse();
        }
        let nowhere = [DVec2::INFINITY, DVec2::NEG_INFINITY];
        let bounds = corners
            .iter()
            .fold(nowhere, |all, at| [all[0].min(*at), all[1].max(*at)]);
        Some(Self {
            middle: DVec2::ZERO,
            level: a.z - slope.dot(a.truncate()),
            slope,
            root: [0.0; 3],
            deep: 0.0,
            scale: 0.0,
            corners,
            nearest,
            bounds,
        })
    }

    fn edges(&self) -> impl Iterator<Item = (DVec2, DVec2)> {
        let (first, others) = self.corners.split_at(self.corners.len().min(1));
        let next = others.iter().chain(first);
        self.corners.iter().copied().zip(next.copied())
    }

    /// How near it is at a place, m.
    pub(super) fn near(&self, at: DVec2) -> Option<f64> {
        let off = at - self.middle;
        let [a, b, c] = self.root;
        let root = (a * off.x + b * off.y) * off.x + c * off.y * off.y + self.deep;
        let inside = root >= 0.0
            && self
                .edges()
                .all(|(from, to)| (to - from).perp_dot(at - from) >= 0.0);
        inside.then(|| self.level + self.slope.dot(off) + self.scale * root.sqrt())
    }

    /// The same along the line from a place, whose measure is the length of a way.
    #[inline]
    pub(super) fn along(&self, from: DVec2, way: DVec2) -> Along {
        let off = from - self.middle;
        let [a, b, c] = self.root;
        let (beside, below) = (a * off.x + b * off.y, c * off.y);
        let mut cut = [f64::NEG_INFINITY, f64::INFINITY];
        for (corner, next) in self.edges() {
            let edge = next - corner;
            let (inside, change) = (edge.perp_dot(from - corner), edge.perp_dot(way));
            let reached = -inside / change;
            if change > 0.0 {
                cut[0] = cut[0].max(reached);
            } else if change < 0.0 {
                cut[1] = cut[1].min(reached);
            } else if inside < 0.0 {
                cut = [f64::INFINITY, f64::NEG_INFINITY];
            }
        }
        Along {
            root: [
                (a * way.x + b * way.y) * way.x + c * way.y * way.y,
                (beside + a * off.x) * way.x + (b * off.x + 2.0 * below) * way.y,
                beside * off.x + below * off.y + self.deep,
            ],
            level: self.level + self.slope.dot(off),
            slope: self.slope.dot(way),
            scale: self.scale,
            cut,
        }
    }
}
