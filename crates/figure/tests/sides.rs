//! Left and right: the limb that works is of the side that was asked for, and what is set over a figure is the same on both.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    reason = "tests of geometry"
)]

mod common;

use std::{collections::BTreeMap, fs};

use common::{figure, written};
use glam::{DVec2, DVec3};
use plinth_figure::{
    body::{Build, Part, SIDES, solids},
    drawing::{Drawing, Fill, Path, Point, Segment, Stroke},
    figure::{FigureText, Posed, draw, posed},
    panels,
    person::Person,
    props::{STEP_AT, STEP_HIGH},
    scene::View,
    scene::{Scene, Thing},
    side::Side,
    skeleton::{Leg, Skeleton},
    works::region,
};

/// The figures of exercises that are done with one side.
fn one_sided() -> BTreeMap<String, FigureText> {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../packs/sciatica/exercises"
    );
    let mut figures = written();
    let mut kept = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let table: toml::Table = text.parse().unwrap();
        if table.get("one-sided").and_then(toml::Value::as_bool) == Some(true) {
            let id = table["id"].as_str().unwrap();
            kept.extend(figures.remove_entry(id));
        }
    }
    assert!(kept.len() >= 14, "{} figures with a side", kept.len());
    kept
}

/// The body's right as a stranger finds it: from the eyes and the way from neck to head, and not from a frame.
fn right_of(made: &Skeleton) -> DVec3 {
    let body = solids(made);
    let mean = |of: &dyn Fn(&plinth_figure::body::Solid) -> bool| {
        let all: Vec<DVec3> = body.iter().filter(|s| of(s)).map(|s| s.center).collect();
        assert!(!all.is_empty());
        all.iter().sum::<DVec3>() / all.len() as f64
    };
    let face = mean(&|solid| solid.cover == plinth_figure::body::Cover::Plain(Fill::Ink));
    let up = (made.skull - made.neck).normalize();
    (face - made.head).cross(up).normalize()
}

/// From where the words of packs that are installed look: azimuth, elevation in degrees, and shear. None of them moves.
#[test]
fn hz_31_a_word_for_where_the_reader_stands_never_moves() {
    for (word, azimuth, elevation, shear) in [
        ("side", 0.0, 10.0, 0.20),
        ("level", 0.0, 5.0, 0.0),
        ("front", 90.0, 8.0, 0.0),
        ("front-above", 90.0, 34.0, 0.0),
        ("back", -90.0, 8.0, 0.0),
        ("above", 0.0, 20.0, -0.10),
        ("slant", 42.0, 12.0, 0.0),
        ("feet", 50.0, 18.0, 0.0),
        ("head", -70.0, 26.0, 0.0),
        ("head-side", -24.0, 24.0, 0.0),
    ] {
        let text = figure(&format!(
            "exercise = 'EX-01'\nfrom = '{word}'\npanel = [{{ pose = {{ base = 'standing' }} }}]"
        ));
        let right = text.from.view(Side::Right);
        let before = View {
            azimuth,
            elevation,
            shear,
            zoom: 1.0,
        };
        assert!(right == before, "{word}: {right:?}");
    }
}

#[test]
fn hz_31_the_right_of_a_body_is_where_its_face_says_and_so_are_its_hands() {
    for (name, text) in written() {
        for posed in posed(&text, Build::STRAIGHT).unwrap() {
            for side in Side::BOTH {
                let made = posed.with(side);
                // A head that looks aside says nothing of the hips, so its own ears are asked.
                let right = right_of(&made);
                let ears = solids(&made)
                    .into_iter()
                    .filter(|solid| solid.cover == plinth_figure::body::Cover::Plain(Fill::Ear))
                    .map(|solid| (solid.center - made.head).dot(right))
                    .collect::<Vec<_>>();
                assert!(ears[0] > 0.05 && ears[1] < -0.05, "{name}: {ears:?}");
                let pelvis = made.pelvis_frame;
                let chirality = pelvis.x_axis.cross(pelvis.y_axis).dot(pelvis.z_axis);
                assert!((chirality - 1.0).abs() < 1e-9, "{name}");
                for each in Side::BOTH {
                    // Who looks at a right palm, fingers up, sees the thumb on the right.
                    let hand = made.arms[each.index()].hand;
                    let across = (-hand.y_axis).cross(hand.x_axis);
                    assert!(
                        thumb(&made, each).dot(across) * each.toward() > 0.02,
                        "{name}"
                    );
                    let hip = made.legs[each.index()].hip - made.pelvis;
                    assert!(hip.dot(pelvis.z_axis) * each.toward() > 0.05, "{name}");
                }
            }
        }
    }
}

/// From the middle of palm and fingers to that of the thumb.
fn thumb(made: &Skeleton, side: Side) -> DVec3 {
    let middle = |part: Part| {
        let of = solids(made).into_iter().filter(|solid| solid.part == part);
        let all: Vec<DVec3> = of.map(|solid| solid.center).collect();
        all.iter().sum::<DVec3>() / all.len() as f64
    };
    middle(Part::Thumb(side.index())) - middle(Part::Hand(side.index()))
}

/// The limbs that move, by how far knee or ankle, elbow or wrist get in the frame of pelvis or chest, m.
fn movement(figure: &[Posed<'_>], side: Side) -> [f64; 2] {
    let made: Vec<Skeleton> = figure.iter().map(|posed| posed.with(side)).collect();
    SIDES.map(|leg| {
        let at = |made: &Skeleton| {
            let own = made.pelvis_frame.transpose();
            let leg = &made.legs[leg];
            [leg.knee, leg.ankle, leg.toes()].map(|at| own * (at - made.pelvis))
        };
        let moved = made.windows(2).flat_map(|pair| {
            let (one, other) = (at(&pair[0]), at(&pair[1]));
            [0, 1, 2].map(|joint| one[joint].distance(other[joint]))
        });
        moved.fold(0.0, f64::max)
    })
}

/// One-sided exercises in which the working leg is not the one that moves most.
const ANOTHER_MOVES: [(&str, &str); 3] = [
    (
        "EX-13",
        "the working ankle lies on the other knee, and the other leg is pulled in",
    ),
    ("EX-17", "the trunk leans over a working leg that stays"),
    (
        "EX-24",
        "the working leg bears the body while the other one is lifted",
    ),
];

/// Where the working leg is while another part moves, by a measure of each leg that cannot be true of both.
fn stays_where_it_works(name: &str, figure: &[Posed<'_>], side: Side) {
    /// An ankle that lies on a knee, and one that does not, m.
    const ON: f64 = 0.15;
    const OFF: f64 = 0.25;
    /// From a height that is said, m.
    const NEAR: f64 = 0.02;
    let made: Vec<Skeleton> = figure.iter().map(|posed| posed.with(side)).collect();
    let legs = |made: &Skeleton| [side, side.other()].map(|side| made.legs[side.index()]);
    for made in &made {
        let [working, other] = legs(made);
        let floor = made.build.ankle;
        let at = |height: f64, leg: &Leg, what: &str| {
            let off = leg.ankle.y - height;
            assert!(
                off.abs() < NEAR,
                "{name} {side:?}: {what} is {off:.3} m off"
            );
        };
        match name {
            "EX-13" => {
                let on = working.ankle.distance(other.knee);
                let under = other.ankle.distance(working.knee);
                assert!(
                    on < ON && under > OFF,
                    "{side:?}: the working ankle is {on:.2} m from the other knee, the other one {under:.2} m from the working knee"
                );
            }
            "EX-17" => {
                at(
                    STEP_HIGH + floor,
                    &working,
                    "the working ankle over the step",
                );
                at(floor, &other, "the other ankle over the floor");
                let ahead = working.ankle.x - STEP_AT[0];
                assert!(
                    (0.0..STEP_AT[1]).contains(&ahead) && other.ankle.x < STEP_AT[0],
                    "{side:?}: the working foot is {ahead:.2} m on the step"
                );
            }
            "EX-24" => at(floor, &working, "the working ankle over the floor"),
            _ => panic!("{name}: say where its working leg is"),
        }
    }
    if name == "EX-24" {
        let [first, last] = [&made[0], &made[made.len() - 1]].map(legs);
        let up = [0, 1].map(|leg| last[leg].ankle.y - first[leg].ankle.y);
        assert!(
            up[0].abs() < 0.001 && up[1] > 0.02,
            "{side:?}: the working foot is lifted by {:.3} m, the other by {:.3} m",
            up[0],
            up[1]
        );
    }
}

#[test]
fn hz_31_the_leg_that_moves_is_of_the_side_that_was_asked_for() {
    for (name, text) in one_sided() {
        let figure = posed(&text, Build::STRAIGHT).unwrap();
        for side in Side::BOTH {
            let moved = movement(&figure, side);
            let (working, other) = (moved[side.index()], moved[side.other().index()]);
            let another = ANOTHER_MOVES.iter().find(|(exercise, _)| *exercise == name);
            if let Some((_, why)) = another {
                assert!(
                    other > working - 0.02,
                    "{name} {side:?}: not so any more: {why}"
                );
                stays_where_it_works(name.as_str(), &figure, side);
            } else {
                assert!(
                    working > 0.03 && working > other + 0.02,
                    "{name} {side:?}: {working:.3} and {other:.3} m"
                );
            }
        }
    }
}

#[test]
fn hz_31_what_works_is_seen_on_the_limb_of_the_side_that_was_asked_for() {
    for (name, text) in one_sided() {
        assert!(!text.works.is_empty(), "{name}: nothing works");
        let mut seen = [0_u32; 2];
        for posed in posed(&text, Build::STRAIGHT).unwrap() {
            for side in Side::BOTH {
                let made = posed.with(side);
                let regions: Vec<_> = text
                    .works
                    .iter()
                    .flat_map(|works| region(*works, side, &made))
                    .collect();
                let scene = Scene::new(
                    text.from.view(side),
                    &solids(&made),
                    &[],
                    &[],
                    &regions,
                    ((made.head, made.head_frame), Person::default().hair),
                );
                let [low, high] = scene.bounds();
                let right = made.pelvis_frame.z_axis;
                let middle = right.dot(made.pelvis);
                for region in &regions {
                    for part in &region.parts {
                        assert!(
                            part.side().is_none_or(|limb| limb == side.index()),
                            "{name} {side:?}: {part:?}"
                        );
                    }
                    if region.parts.contains(&Part::Torso) {
                        let off = (right.dot(region.center) - middle) * side.toward();
                        assert!(off > 0.05, "{name} {side:?}: {off:.3} m");
                    }
                }
                let mut at = low;
                while at.y < high.y {
                    at.x = low.x;
                    while at.x < high.x {
                        let place = scene.at(at);
                        if let Some(kind) = scene.kind(place).filter(|_| place.region > 0) {
                            let Thing::Body(part) = kind.thing else {
                                panic!("{name}: a thing works");
                            };
                            assert!(
                                part.side().is_none_or(|limb| limb == side.index()),
                                "{name} {side:?}: {part:?}"
                            );
                            seen[side.index()] += 1;
                        }
                        at.x += 0.01;
                    }
                    at.y += 0.01;
                }
            }
        }
        assert!(
            seen[0] >= 10,
            "{name}: what works is seen at {seen:?} places"
        );
        assert!(
            seen[0].abs_diff(seen[1]) * 4 <= seen[0],
            "{name}: as much on both sides: {seen:?}"
        );
    }
}

#[test]
fn hz_31_numbers_and_their_discs_are_the_same_on_both_sides() {
    for (name, text) in written() {
        let numbers = |side: Side| -> Vec<Path> {
            let whole = panels::arranged(&draw(&text, Person::default(), side).unwrap(), 1);
            let is_label = |path: &&Path| {
                matches!(path.fill, Some(Fill::Number | Fill::Wrong))
                    || matches!(path.stroke, Some((Stroke::Digit, _)))
            };
            let labels = whole.paths.iter().filter(is_label);
            // From where it begins: the panels of both sides are not as high to the last hundredth.
            labels
                .map(|path| match path.segments[0] {
                    Segment::Move(at) => path.moved(-at.x, -at.y),
                    _ => panic!("{name}"),
                })
                .collect()
        };
        let [right, left] = Side::BOTH.map(numbers);
        assert!(right.len() >= 4, "{name}");
        assert_eq!(right.len(), left.len(), "{name}");
        for (one, other) in right.iter().zip(&left) {
            for (a, b) in places(one).into_iter().zip(places(other)) {
                assert!(a.distance(b) < 1e-9, "{name}");
            }
        }
    }
}

fn places(path: &Path) -> Vec<DVec2> {
    let ends = path.segments.iter().filter_map(|segment| match *segment {
        Segment::Move(at) | Segment::Line(at) | Segment::Cubic(_, _, at) => Some(at),
        Segment::Close => None,
    });
    ends.map(|at| DVec2::new(at.x, at.y)).collect()
}

#[test]
fn hz_31_the_left_drawing_covers_what_the_mirrored_right_would() {
    /// How far an outline may lie beside its mirror image, mm.
    const BESIDE: f64 = 0.8;
    /// The share of an outline that may. Measured: 0.0095 in EX-20, whose frame is of thin rods, 0.0048 in the next.
    const MOST: f64 = 0.02;
    for (name, text) in written() {
        let [right, left] = Side::BOTH.map(|side| draw(&text, Person::default(), side).unwrap());
        for (one, other) in right.iter().zip(&left) {
            assert!((one.width - other.width).abs() < 0.3, "{name}");
            assert!((one.height - other.height).abs() < 0.3, "{name}");
            let outline = |panel: &Drawing| -> Vec<DVec2> {
                let lines = panel.paths.iter().filter(|path| {
                    // The hands of a clock are set afterwards, as numbers are.
                    matches!(path.stroke, Some((Stroke::Outline | Stroke::Fold, _)))
                        && path.fill.is_none()
                        && path.segments.len() > 3
                });
                lines.flat_map(sampled).collect()
            };
            let (there, here) = (outline(other), outline(one));
            for (from, to, width) in [(&here, &there, one.width), (&there, &here, one.width)] {
                let far = from.iter().filter(|at| {
                    let mirrored = DVec2::new(width - at.x, at.y);
                    to.iter().all(|place| place.distance(mirrored) > BESIDE)
                });
                let share = far.count() as f64 / from.len() as f64;
                assert!(
                    share < MOST,
                    "{name}: {share:.3} of the outline lies elsewhere"
                );
            }
        }
    }
}

/// Places along a path.
fn sampled(path: &Path) -> Vec<DVec2> {
    let at = |at: Point| DVec2::new(at.x, at.y);
    let mut from = DVec2::ZERO;
    let mut all = Vec::new();
    for segment in &path.segments {
        match *segment {
            Segment::Move(to) => from = at(to),
            Segment::Line(to) => {
                let steps = (from.distance(at(to)) / 0.3).ceil().max(1.0);
                let count = steps as u32;
                all.extend((0..=count).map(|k| from.lerp(at(to), f64::from(k) / steps)));
                from = at(to);
            }
            Segment::Cubic(a, b, to) => {
                let (p, a, b, q) = (from, at(a), at(b), at(to));
                let steps = (p.distance(q) / 0.3).ceil().max(1.0);
                all.extend((0..=steps as u32).map(|k| {
                    let t = f64::from(k) / steps;
                    let u = 1.0 - t;
                    p * (u * u * u)
                        + a * (3.0 * u * u * t)
                        + b * (3.0 * u * t * t)
                        + q * (t * t * t)
                }));
                from = q;
            }
            Segment::Close => {}
        }
    }
    all
}

#[test]
fn hz_31_a_body_mirrored_twice_is_the_same_to_the_last_bit() {
    let mut turned = 0;
    for (name, text) in written() {
        for posed in posed(&text, Build::CURVED).unwrap() {
            let left = posed.with(Side::Left);
            turned += u32::from(left != posed.made);
            // Written out, 0 and -0 differ.
            assert!(
                format!("{:?}", left.mirrored()) == format!("{:?}", posed.made),
                "{name}"
            );
        }
    }
    assert!(turned >= 40, "{turned} postures have a side");
}
