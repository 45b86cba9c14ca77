//! Where regions are on the body of the chart: each is a set of parts, cut by balls and by places along a limb.

use glam::{DMat3, DVec2, DVec3};

use super::{Blank, Caption, Outline, Region, View};
use crate::{
    body::{Build, Cover, LOOSE, Part, Solid, solids},
    drawing::{Fill, Path, Point, Segment, Stroke},
    figure::OUTLINE,
    person::Hair,
    scene::{self, Scene},
    side::Side,
    skeleton::{Angles, ArmAngles, LegAngles, Skeleton},
    trace,
};

/// How long 1 m of the body is on the chart, mm.
const SCALE: f64 = 34.0;
/// Air around the chart, and between its views, mm.
const AIR: f64 = 0.6;
const BETWEEN: f64 = 5.0;
/// From how far above the body is seen, degrees: enough to see the feet.
const ABOVE: f64 = 2.0;
/// Half the width of the head with some air, m.
const HEAD: f64 = 0.13;

/// The body, standing with its arms a little off.
fn standing() -> Skeleton {
    let leg = LegAngles {
        hip: [0.0, 5.0, 16.0],
        knee: 1.0,
        ankle: -14.0,
    };
    let arm = ArmAngles {
        shoulder: [0.0, 21.0, 0.0],
        elbow: 7.0,
        wrist: [0.0, -55.0],
        curl: 14.0,
    };
    let angles = Angles {
        legs: [leg; 2],
        arms: [arm; 2],
        ..Angles::default()
    };
    Skeleton::new(Build::STRAIGHT, DVec3::ZERO, DMat3::IDENTITY, &angles)
}

impl View {
    const BOTH: [Self; 2] = [Self::Front, Self::Back];

    const fn of_room(self) -> scene::View {
        scene::View {
            azimuth: match self {
                Self::Front => 90.0,
                Self::Back => -90.0,
            },
            elevation: ABOVE,
            shear: 0.0,
            zoom: 1.0,
        }
    }
}

/// Without clothes or hair: the eyes alone are dark, so that the front is known.
fn bare(made: &Skeleton) -> Vec<Solid> {
    let bare = |solid: Solid| Solid {
        axes: match solid.cover {
            Cover::Cut { origin, across, .. }
                if solid.part != Part::Torso && (solid.center - origin).dot(across) < 0.0 =>
            {
                solid.axes * (1.0 / LOOSE)
            }
            _ => solid.axes,
        },
        cover: match solid.cover {
            Cover::Plain(Fill::Ink) => solid.cover,
            _ => Cover::Plain(Fill::Ghost),
        },
        ..solid
    };
    solids(made).into_iter().map(bare).collect()
}

/// Whether a place lies in a ball with these half axes, m, that is turned about the line of sight by so many degrees.
fn within(at: DVec3, middle: [f64; 2], half: [f64; 2], turned: f64) -> bool {
    let off = DVec2::new(at.z - middle[0], at.y - middle[1]);
    let (sin, cos) = libm::sincos(turned.to_radians());
    let (along, across) = (off.x * cos + off.y * sin, off.y * cos - off.x * sin);
    (along / half[0]).powi(2) + (across / half[1]).powi(2) < 1.0
}

/// Middle and half axes of a buttock, away from the middle and up, m.
const BUTTOCK: ([f64; 2], [f64; 2]) = ([0.1, -0.035], [0.125, 0.1]);

/// The region of a place that a view shows, with its side.
fn region(made: &Skeleton, view: View, part: Part, place: DVec3) -> Option<(Region, Option<Side>)> {
    let at = made.pelvis_frame.transpose() * (place - made.pelvis);
    let side = part
        .side()
        .map_or(if at.z > 0.0 { Side::Right } else { Side::Left }, |limb| {
            Side::BOTH[limb]
        });
    // The same on both sides: away from the middle.
    let aside = DVec3::new(at.x, at.y, at.z.abs());
    let on_side = |region| Some((region, Some(side)));
    let leg = &made.legs[side.index()];
    let along =
        |from: DVec3, to: DVec3| (place - from).dot(to - from) / (to - from).length_squared();
    match (part, view) {
        (Part::Foot(_), _) => return on_side(Region::Foot),
        (Part::Shank(_), _) if along(leg.knee, leg.ankle) > 0.95 => return on_side(Region::Foot),
        (Part::Thigh(_) | Part::Shank(_), _) => {
            let off = made.pelvis_frame.transpose() * (place - leg.knee);
            if within(off, [0.0, 0.0], [0.11, 0.068], 0.0) {
                return on_side(Region::Knee);
            }
            if matches!(part, Part::Shank(_)) {
                return on_side(Region::Calf);
            }
        }
        (Part::Torso, _) => {}
        _ => return None,
    }
    if within(at, [0.0, -0.095], [0.072, 0.07], 0.0) {
        return Some((Region::Saddle, None));
    }
    match view {
        View::Front => {
            if within(aside, [0.105, -0.012], [0.105, 0.058], 48.0) {
                return on_side(Region::Groin);
            }
            (matches!(part, Part::Thigh(_)) && along(leg.hip, leg.knee) > 0.12)
                .then_some((Region::ThighFront, Some(side)))
        }
        View::Back => {
            if within(aside, BUTTOCK.0, BUTTOCK.1, 0.0) {
                return on_side(Region::Buttock);
            }
            if matches!(part, Part::Thigh(_)) && along(leg.hip, leg.knee) > 0.15 {
                return on_side(Region::ThighBack);
            }
            let low_back = (at.z / 0.118).powi(4) + ((at.y - 0.125) / 0.1).powi(4) < 1.0;
            (part == Part::Torso && low_back).then_some((Region::Back, None))
        }
    }
}

/// The folds of the skin by which a view is known: the navel, or cleft and folds of the buttocks.
fn folds(view: View, made: &Skeleton, on_paper: impl Fn(DVec3) -> Point) -> Path {
    let at =
        |x: f64, y: f64, z: f64| on_paper(made.pelvis + made.pelvis_frame * DVec3::new(x, y, z));
    let line = |places: &mut dyn Iterator<Item = Point>| {
        let mut way: Vec<Segment> = places.map(Segment::Line).collect();
        if let Some(Segment::Line(first)) = way.first().copied() {
            way[0] = Segment::Move(first);
        }
        way
    };
    let segments = match view {
        View::Front => line(&mut [0.128, 0.140].into_iter().map(|y| at(0.09, y, 0.0))),
        View::Back => {
            let mut all = line(&mut [0.035, -0.088].into_iter().map(|y| at(-0.10, y, 0.0)));
            let ([aside, up], [wide, high]) = BUTTOCK;
            for toward in [1.0, -1.0] {
                all.extend(line(&mut (0..=8).map(|step| {
                    let z = 0.035 + 0.012 * f64::from(step);
                    let off = (z - aside) / wide;
                    at(-0.10, up - high * (1.0 - off * off).sqrt(), z * toward)
                })));
            }
            all
        }
    };
    Path::line(segments, Stroke::Thin, OUTLINE / 2.0)
}

pub(super) fn blank() -> Blank {
    let made = standing();
    let body = bare(&made);
    let wanted: Vec<(Region, Option<Side>)> = Region::ALL
        .iter()
        .flat_map(|region| region.sides().iter().map(|side| (*region, *side)))
        .collect();
    let scenes = View::BOTH.map(|view| {
        let head = ((made.head, made.head_frame), Hair::Bald);
        let scene = Scene::new(view.of_room(), &body, &[], &[], &[], head);
        let (made, wanted) = (made.clone(), wanted.clone());
        let scene = scene.divided(move |part, at| {
            let found = region(&made, view, part, at);
            let number = wanted.iter().position(|one| Some(*one) == found);
            number.map_or(0, |number| number as u16 + 1)
        });
        (view, scene)
    });
    let low = |scene: &Scene| scene.bounds()[0];
    let top = scenes
        .iter()
        .map(|(_, scene)| low(scene).y)
        .fold(f64::INFINITY, f64::min);
    let bottom = scenes.iter().map(|(_, scene)| scene.bounds()[1].y);
    let bottom = bottom.fold(f64::NEG_INFINITY, f64::max);
    let mut blank = Blank {
        width: AIR,
        height: (bottom - top) * SCALE + 2.0 * AIR,
        areas: Vec::new(),
        lines: Vec::new(),
        outlines: Vec::new(),
        captions: View::BOTH.map(|view| Caption {
            view,
            above: Point { x: 0.0, y: 0.0 },
            right: Point { x: 0.0, y: 0.0 },
            left: Point { x: 0.0, y: 0.0 },
            room: 0.0,
            wide: 0.0,
        }),
    };
    for ((view, scene), caption) in scenes.iter().zip(0..) {
        let (first, from) = (low(scene).x, blank.width);
        let to_paper = |at: DVec2| Point {
            x: from + (at.x - first) * SCALE,
            y: (at.y - top) * SCALE + AIR,
        };
        let traced = trace::trace(scene, trace::ERROR);
        for (fill, contours) in &traced.areas {
            blank
                .areas
                .push(trace::path(contours, &to_paper, Some(*fill), None));
        }
        for (stroke, contours) in &traced.lines {
            let line = Some((
                *stroke,
                if *stroke == Stroke::Thin {
                    OUTLINE / 2.0
                } else {
                    OUTLINE
                },
            ));
            blank
                .lines
                .push(trace::path(contours, &to_paper, None, line));
        }
        let found = trace::regions(scene, wanted.len() as u16);
        for ((region, side), contours) in wanted.iter().copied().zip(found) {
            if !contours.is_empty() {
                blank.outlines.push(Outline {
                    region,
                    side,
                    view: *view,
                    contour: trace::path(&contours, &to_paper, None, None).segments,
                });
            }
        }
        let on_paper = |place: DVec3| to_paper(view.of_room().project(place).truncate());
        blank.lines.push(folds(*view, &made, on_paper));
        let end = from + (scene.bounds()[1].x - first) * SCALE;
        let head = on_paper(made.head);
        let room = (end - from) / 2.0 - HEAD * SCALE;
        let [before, behind] = [from, end - room].map(|left| Point {
            x: left + room / 2.0,
            ..head
        });
        let (right, left) = match view {
            View::Front => (before, behind),
            View::Back => (behind, before),
        };
        blank.captions[caption] = Caption {
            view: *view,
            above: Point { y: 0.0, ..head },
            right,
            left,
            room,
            wide: end - from,
        };
        blank.width = end + BETWEEN;
    }
    blank.width += AIR - BETWEEN;
    blank
}
