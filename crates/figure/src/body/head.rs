//! The solids of neck and head, with hair or what is over it.

use glam::{DMat3, DVec3};

use super::{Cover, Part, SIDES, Solid, TOWARD, between};
use crate::{drawing::Fill, person::Hair, skeleton::Skeleton};

pub(super) fn solids(skeleton: &Skeleton, hair: Hair, made: &mut Vec<Solid>) {
    let mut head = Head { skeleton, made };
    head.neck(hair);
    head.skull();
    head.face();
    if !matches!(hair, Hair::Bob | Hair::Scarf) {
        head.ears();
    }
    match hair {
        Hair::Bald => {}
        Hair::Short => head.crown(),
        Hair::Bob => head.bob(),
        Hair::Bun => head.bun(),
        Hair::Scarf => head.scarf(),
    }
}

/// Adds solids in the head's own frame: forward, up and to its right from its middle, m.
struct Head<'a> {
    skeleton: &'a Skeleton,
    made: &'a mut Vec<Solid>,
}

impl Head<'_> {
    fn add(&mut self, center: DVec3, size: DVec3, cover: Cover) {
        self.turned(center, DMat3::from_diagonal(size), cover);
    }

    fn turned(&mut self, center: DVec3, axes: DMat3, cover: Cover) {
        let frame = self.skeleton.head_frame;
        self.made.push(Solid {
            part: Part::Head,
            center: self.skeleton.head + frame * center,
            axes: frame * axes,
            cover,
        });
    }

    fn plain(&mut self, center: [f64; 3], size: [f64; 3], fill: Fill) {
        self.add(
            DVec3::from_array(center),
            DVec3::from_array(size),
            Cover::Plain(fill),
        );
    }

    fn row(&mut self, nodes: &[(DVec3, DVec3)], steps: u32, cover: Cover) {
        between(nodes, steps, &mut |center, size| {
            self.add(center, size, cover);
        });
    }

    fn neck(&mut self, hair: Hair) {
        const STEPS: u32 = 7;
        let (low, high) = (self.skeleton.neck, self.skeleton.skull);
        let (fill, wider) = if hair == Hair::Scarf {
            (Fill::Scarf, 0.012)
        } else {
            (Fill::Skin, 0.0)
        };
        for step in 0..=STEPS {
            let along = f64::from(step) / f64::from(STEPS);
            let radius = 0.050 - 0.006 * along + wider;
            self.made.push(Solid {
                part: Part::Neck,
                center: low.lerp(high, along),
                axes: self.skeleton.neck_frame
                    * DMat3::from_diagonal(DVec3::new(radius, radius, radius + 0.004)),
                cover: Cover::Plain(fill),
            });
        }
    }

    fn skull(&mut self) {
        self.add(
            DVec3::new(-0.012, 0.026, 0.0),
            DVec3::new(0.099, 0.093, 0.082),
            Cover::Head,
        );
        let jaw = [
            (DVec3::new(0.0, 0.02, 0.0), DVec3::new(0.085, 0.085, 0.074)),
            (
                DVec3::new(0.034, -0.048, 0.0),
                DVec3::new(0.048, 0.047, 0.057),
            ),
        ];
        self.row(&jaw, 6, Cover::Head);
        self.add(
            DVec3::new(0.050, -0.004, 0.0),
            DVec3::new(0.043, 0.047, 0.051),
            Cover::Head,
        );
    }

    fn face(&mut self) {
        let nose = [
            (
                DVec3::new(0.085, 0.012, 0.0),
                DVec3::new(0.011, 0.012, 0.008),
            ),
            (
                DVec3::new(0.0925, -0.014, 0.0),
                DVec3::new(0.0145, 0.012, 0.0125),
            ),
        ];
        self.row(&nose, 4, Cover::Plain(Fill::Skin));
        // Under the nose, and a mouth that smiles a little.
        self.plain([0.097, -0.025, 0.0], [0.009, 0.0036, 0.011], Fill::Crease);
        self.plain([0.0745, -0.056, 0.0], [0.009, 0.0040, 0.015], Fill::Crease);
        for side in SIDES {
            let aside = TOWARD[side];
            self.plain(
                [0.0715, -0.0535, aside * 0.015],
                [0.009, 0.0040, 0.009],
                Fill::Crease,
            );
            // An eye lies flat on the face, half to the side.
            let turned = DMat3::from_rotation_y(-aside * 45_f64.to_radians());
            for (out, high, wide, fill) in [
                (0.007, 0.0190, 0.0200, Fill::EyeWhite),
                (0.010, 0.0135, 0.0135, Fill::Ink),
            ] {
                self.turned(
                    DVec3::new(0.066, 0.011, aside * 0.040),
                    turned * DMat3::from_diagonal(DVec3::new(out, high, wide)),
                    Cover::Plain(fill),
                );
            }
        }
    }

    fn ears(&mut self) {
        for side in SIDES {
            self.plain(
                [-0.006, -0.006, TOWARD[side] * 0.080],
                [0.015, 0.023, 0.009],
                Fill::Ear,
            );
        }
    }

    /// Hair stands a little off the skull.
    fn crown(&mut self) {
        self.plain([-0.018, 0.052, 0.0], [0.088, 0.078, 0.078], Fill::Hair);
    }

    fn bun(&mut self) {
        self.plain([-0.020, 0.046, 0.0], [0.088, 0.077, 0.078], Fill::Hair);
        self.plain([-0.080, 0.108, 0.0], [0.038, 0.036, 0.040], Fill::Hair);
    }

    /// From the crown down to the chin, on both sides and behind.
    fn bob(&mut self) {
        self.plain([-0.022, 0.052, 0.0], [0.086, 0.080, 0.086], Fill::Hair);
        for side in SIDES {
            let aside = TOWARD[side];
            let fall = [
                (
                    DVec3::new(-0.014, 0.05, aside * 0.052),
                    DVec3::new(0.050, 0.05, 0.038),
                ),
                (
                    DVec3::new(-0.026, -0.050, aside * 0.066),
                    DVec3::new(0.046, 0.034, 0.024),
                ),
            ];
            self.row(&fall, 6, Cover::Plain(Fill::Hair));
        }
        let behind = [
            (
                DVec3::new(-0.036, 0.03, 0.0),
                DVec3::new(0.076, 0.06, 0.084),
            ),
            (
                DVec3::new(-0.050, -0.045, 0.0),
                DVec3::new(0.050, 0.034, 0.084),
            ),
        ];
        self.row(&behind, 6, Cover::Plain(Fill::Hair));
    }

    /// Over the skull, under the chin, and in folds over chest and shoulders.
    fn scarf(&mut self) {
        self.add(
            DVec3::new(-0.026, 0.032, 0.0),
            DVec3::new(0.097, 0.097, 0.089),
            Cover::Head,
        );
        let chin = [
            (
                DVec3::new(0.010, -0.050, 0.0),
                DVec3::new(0.060, 0.052, 0.066),
            ),
            (
                DVec3::new(-0.010, -0.110, 0.0),
                DVec3::new(0.058, 0.040, 0.066),
            ),
        ];
        self.row(&chin, 6, Cover::Head);
        let (at, chest) = self.skeleton.at(self.skeleton.build.spine - 0.02);
        let folds = [
            (DVec3::new(0.012, 0.0, 0.0), DVec3::new(0.070, 0.034, 0.088)),
            (
                DVec3::new(0.012, -0.040, 0.0),
                DVec3::new(0.090, 0.032, 0.122),
            ),
            (
                DVec3::new(0.050, -0.090, 0.0),
                DVec3::new(0.062, 0.034, 0.060),
            ),
        ];
        between(&folds, 10, &mut |center, size| {
            self.made.push(Solid {
                part: Part::Neck,
                center: at + chest * center,
                axes: chest * DMat3::from_diagonal(size),
                cover: Cover::Plain(Fill::Scarf),
            });
        });
    }
}
