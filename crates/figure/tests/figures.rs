//! The figures of the sciatica pack: every one can be drawn by both builds, keeps its size, and rests where it should.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{collections::BTreeMap, fs};

use glam::DVec3;
use plinth_figure::{
    body::{Build, Part, SIDES, Solid, solids},
    drawing::{Drawing, Fill, Ink, Path, Segment, Stroke},
    figure::{FigureError, FigureText, Person, draw},
    panels,
    person::Hair,
    png,
    pose::{Fault, Room, pose},
    posture::{Base, Foot, Hand, Whole},
    props::{BACK_HIGH, Prop, RAIL_HIGH, SEAT},
    skeleton::Skeleton,
    svg,
};

fn written() -> BTreeMap<String, FigureText> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/sciatica/figures");
    let read = fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let text: FigureText = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        (text.exercise.clone(), text)
    });
    read.collect()
}

/// The postures of each figure with the body in them.
fn each_posture(build: Build, mut check: impl FnMut(&str, &FigureText, &Whole, &Skeleton)) {
    for (name, text) in written() {
        let mut whole = Whole::default();
        let mut before: Option<Skeleton> = None;
        for panel in &text.panels {
            whole = panel.pose.after(&whole);
            let room = Room {
                cushion: text.props.contains(&Prop::Cushion),
                water: text.props.contains(&Prop::Water),
            };
            let made = pose(&whole, build, before.as_ref(), room).unwrap();
            check(&name, &text, &whole, &made);
            before = Some(made);
        }
    }
}

fn figure(json: &str) -> FigureText {
    toml::from_str(json).unwrap()
}

#[test]
fn every_figure_is_drawn_by_both_builds_with_two_panels_at_least() {
    let figures = written();
    assert!(figures.len() >= 29, "{} figures", figures.len());
    for (name, text) in figures {
        for build in [Build::STRAIGHT, Build::CURVED] {
            for hair in [Hair::Short, Hair::Scarf] {
                let panels = draw(&text, Person { build, hair })
                    .unwrap_or_else(|fault| panic!("{name}: {fault}"));
                assert!(panels.len() >= 2, "{name}");
                for panel in panels {
                    let kinds = |fill| panel.paths.iter().any(|path| path.fill == Some(fill));
                    assert!(
                        kinds(Fill::Skin) && kinds(Fill::Shirt) && kinds(Fill::Shorts),
                        "{name}"
                    );
                    assert!(
                        (10.0..120.0).contains(&panel.width)
                            && (10.0..75.0).contains(&panel.height),
                        "{name}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_same_posture_gives_the_same_bytes_and_a_mirror_twice_the_same_paths() {
    for (name, text) in written().into_iter().take(6) {
        let (one, other) = (
            draw(&text, Person::default()).unwrap(),
            draw(&text, Person::default()).unwrap(),
        );
        for (one, other) in one.iter().zip(&other) {
            assert_eq!(
                svg::write(one, Ink::Color).unwrap(),
                svg::write(other, Ink::Color).unwrap(),
                "{name}"
            );
            assert_ne!(one.mirrored(), *one, "{name}");
            let twice = one.mirrored().mirrored();
            for (a, b) in places(one).into_iter().zip(places(&twice)) {
                assert!((a - b).abs() < 1e-9, "{name}");
            }
        }
    }
}

fn places(drawing: &Drawing) -> Vec<f64> {
    let segments = drawing.paths.iter().flat_map(|path| &path.segments);
    segments
        .flat_map(|segment| match *segment {
            Segment::Move(a) | Segment::Line(a) => vec![a.x, a.y],
            Segment::Cubic(a, b, c) => vec![a.x, a.y, b.x, b.y, c.x, c.y],
            Segment::Close => Vec::new(),
        })
        .collect()
}

#[test]
fn nothing_is_drawn_outside_its_panel() {
    for (name, text) in written() {
        for panel in draw(&text, Person::default()).unwrap() {
            for path in &panel.paths {
                for segment in &path.segments {
                    if let Segment::Move(at) | Segment::Line(at) | Segment::Cubic(_, _, at) =
                        segment
                    {
                        assert!(
                            (0.0..=panel.width).contains(&at.x)
                                && (0.0..=panel.height).contains(&at.y),
                            "{name}: {at:?}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_body_rests_on_what_it_is_on() {
    each_posture(Build::STRAIGHT, |name, text, whole, made| {
        let low = |of: &dyn Fn(Part) -> bool| {
            solids(made)
                .iter()
                .filter(|solid| of(solid.part))
                .map(plinth_figure::body::Solid::lowest)
                .fold(f64::INFINITY, f64::min)
        };
        let lowest = low(&|_| true);
        if !text.props.contains(&Prop::Water) && !text.props.contains(&Prop::Bicycle) {
            assert!(
                (-0.031..0.02).contains(&lowest),
                "{name}: lowest at {lowest:.3} m"
            );
        }
        if whole.trunk.base == Some(Base::OnTheBack)
            && whole.trunk.neck.is_none()
            && !text.props.contains(&Prop::Cushion)
        {
            let head = low(&|part| part == Part::Head);
            assert!(head.abs() < 0.015, "{name}: the head is {head:.3} m up");
        }
    });
}

/// The least distance from a place to a solid of the body, m: 0 on its surface.
fn away(from: DVec3, solids: &[Solid], of: impl Fn(Part) -> bool) -> f64 {
    let solids = solids.iter().filter(|solid| of(solid.part));
    let off = solids.map(|solid| {
        let own = solid.axes.inverse() * (from - solid.center);
        let mean = (solid.axes * own.normalize_or(DVec3::Y)).length();
        (own.length() - 1.0) * mean
    });
    off.fold(f64::INFINITY, f64::min)
}

#[test]
fn a_hand_touches_what_it_holds() {
    let mut held = BTreeMap::new();
    each_posture(Build::STRAIGHT, |name, _, whole, made| {
        let body = solids(made);
        for side in SIDES {
            let Some(hand) = whole.sides[side].hand else {
                continue;
            };
            let other = 1 - side;
            let arm = &made.arms[side];
            let palm = arm.wrist - arm.hand.y_axis * 0.075;
            let on = |part: Part| away(palm, &body, |own| own == part);
            let level = |height: f64| (palm.y - height).abs();
            let off = match hand {
                Hand::Free | Hand::Stay | Hand::Strap | Hand::Towel => continue,
                Hand::Floor | Hand::BySide | Hand::Forearm | Hand::FloorInFront => level(0.016),
                Hand::BehindThigh => on(Part::Thigh(0)),
                Hand::BehindOtherThigh => on(Part::Thigh(1)),
                Hand::Shin | Hand::Knee => on(Part::Shank(0)).min(on(Part::Thigh(0))),
                Hand::OtherShin | Hand::OtherKnee => on(Part::Shank(1)).min(on(Part::Thigh(1))),
                Hand::Thigh => on(Part::Thigh(side)),
                Hand::Belly | Hand::Chest | Hand::Hip | Hand::LowBack => {
                    on(Part::Torso).min(on(Part::Thigh(side)))
                }
                Hand::OtherShoulder => on(Part::Torso).min(on(Part::UpperArm(other))),
                Hand::Seat => level(SEAT),
                Hand::ChairBack => level(BACK_HIGH),
                Hand::Rail | Hand::Worktop => level(RAIL_HIGH),
                Hand::Bar => palm.distance(made.pelvis + DVec3::new(0.52, 0.12, 0.0)) - 0.2,
                Hand::UnderHead => on(Part::Head),
            };
            assert!(
                (-0.03..0.045).contains(&off),
                "{name}: {hand:?} is {off:.3} m from what it holds"
            );
            *held.entry(format!("{hand:?}")).or_insert(0) += 1;
        }
    });
    assert!(held.len() >= 10, "{held:?}");
}

#[test]
fn feet_stand_and_seats_are_sat_on() {
    let mut found = [0; 2];
    each_posture(Build::STRAIGHT, |name, text, whole, made| {
        let body = solids(made);
        let low = |of: &dyn Fn(Part) -> bool| {
            let parts = body.iter().filter(|solid| of(solid.part));
            parts.map(Solid::lowest).fold(f64::INFINITY, f64::min)
        };
        for side in SIDES {
            if matches!(whole.sides[side].foot, Some(Foot::Flat | Foot::Heel)) {
                let off = low(&|part| part == Part::Foot(side));
                assert!(
                    off.abs() < 0.02,
                    "{name}: a foot is {off:.3} m off the floor"
                );
                found[0] += 1;
            }
        }
        let seated = whole.trunk.base == Some(Base::Sitting) && whole.trunk.height.is_none();
        if seated && !text.props.contains(&Prop::Bicycle) {
            let off = low(&|part| part == Part::Torso) - SEAT;
            assert!(off.abs() < 0.01, "{name}: sits {off:.3} m over the seat");
            found[1] += 1;
        }
    });
    assert!(found[0] >= 20 && found[1] >= 10, "{found:?}");
}

#[test]
fn each_thing_is_drawn() {
    let lying = "base = 'on-the-back', both = { hip = 48, knee = 95, foot = 'flat' }";
    let held = "base = 'on-the-back', both = { hand = 'strap', grip = 'grip' }, working = { hip = 80, knee = 60 }";
    let towel = "base = 'on-the-back', both = { hand = 'towel', grip = 'grip' }, other = { hip = 100, knee = 95 }";
    let band = "base = 'standing', both = { shoulder = 80, shoulder-out = 10, grip = 'fist' }";
    let wall = "base = 'on-the-back', other = { foot = 'wall' }";
    let cycling = "base = 'sitting', height = 1.06, working = { foot = 'pedal-high' }, other = { foot = 'pedal-low' }";
    let things = [
        ("mat", lying, Fill::Mat),
        ("bed", lying, Fill::PropSide),
        ("chair", "base = 'sitting'", Fill::Prop),
        ("chair-behind", "base = 'standing'", Fill::Prop),
        ("chair-beside", "base = 'standing'", Fill::Prop),
        ("chair-ahead", "base = 'standing'", Fill::Prop),
        ("stool", "base = 'sitting'", Fill::Prop),
        (
            "step",
            "base = 'standing', working = { foot = 'step' }",
            Fill::Prop,
        ),
        ("wall", "base = 'standing'", Fill::Prop),
        ("wall-at-feet", wall, Fill::PropSide),
        ("worktop", "base = 'standing'", Fill::Prop),
        ("rail", "base = 'standing'", Fill::PropSide),
        ("cushion", lying, Fill::Soft),
        ("strap", held, Fill::Cloth),
        ("towel", towel, Fill::Cloth),
        ("hand-band", band, Fill::Band),
        ("thigh-band", lying, Fill::Band),
        ("ankle-weight", "base = 'standing'", Fill::Cloth),
        ("shoes", "base = 'standing'", Fill::Shoe),
        ("water", "base = 'standing'", Fill::Water),
        ("bicycle", cycling, Fill::Prop),
    ];
    for (prop, pose, fill) in things {
        let with = |props: &str| {
            let text = figure(&format!(
                "exercise = 'EX-01'\nprops = [{props}]\npanel = [{{ pose = {{ {pose} }} }}]"
            ));
            draw(&text, Person::default()).unwrap_or_else(|fault| panic!("{prop}: {fault}"))
        };
        let has = |panels: &[Drawing]| panels[0].paths.iter().any(|path| path.fill == Some(fill));
        assert!(has(&with(&format!("'{prop}'"))), "{prop}");
        assert!(!has(&with("")), "{prop}: {fill:?} is there without it");
    }
}

#[test]
fn an_inset_is_a_clean_circle_within_its_panel() {
    for inset in ["foot", "other-foot", "pelvis", "knees", "head"] {
        let of = |more: &str| {
            let text = figure(&format!(
                "exercise = 'EX-05'\nprops = ['chair']\npanel = [{{ pose = {{ base = 'sitting' }}{more} }}]"
            ));
            draw(&text, Person::default()).unwrap().remove(0)
        };
        let (plain, with) = (of(""), of(&format!(", inset = '{inset}'")));
        assert!(with.width * with.height > plain.width * plain.height);
        // Its disc is the only area of paper; all that follows lies in it.
        let disc = |path: &&Path| path.fill == Some(Fill::Halo) && path.stroke.is_some();
        let at = with.paths.iter().position(|path| disc(&path)).unwrap();
        let frame = places(&Drawing {
            paths: vec![with.paths[at].clone()],
            ..plain.clone()
        });
        let xs = || frame.iter().step_by(2).copied();
        let (left, right) = (xs().fold(f64::MAX, f64::min), xs().fold(f64::MIN, f64::max));
        let ys = || frame.iter().skip(1).step_by(2).copied();
        let (top, bottom) = (ys().fold(f64::MAX, f64::min), ys().fold(f64::MIN, f64::max));
        assert!((right - left - (bottom - top)).abs() < 1e-6, "{inset}");
        let (x, y, radius) = (
            f64::midpoint(left, right),
            f64::midpoint(top, bottom),
            (right - left) / 2.0,
        );
        let ends = with.paths[at + 1..].iter().flat_map(|path| &path.segments);
        let mut inside = 0;
        for segment in ends {
            if let Segment::Move(end) | Segment::Line(end) | Segment::Cubic(_, _, end) = segment {
                let off = (end.x - x).hypot(end.y - y);
                assert!(off < radius + 0.1, "{inset}: {off:.2} of {radius:.2} mm");
                inside += 1;
            }
        }
        assert!(inside > 20, "{inset}: {inside}");
        for ink in [Ink::Color, Ink::Black] {
            assert!(svg::write(&with, ink).unwrap().len() > svg::write(&plain, ink).unwrap().len());
        }
    }
}

#[test]
fn the_wrong_way_is_smaller_and_crossed_out() {
    let mut wrong = 0;
    for (name, text) in written() {
        let panels = draw(&text, Person::default()).unwrap();
        let count = |whole: &Drawing, fill| {
            let of = whole.paths.iter().filter(|path| path.fill == Some(fill));
            of.count()
        };
        let right: Vec<Drawing> = panels
            .iter()
            .filter(|panel| !panel.wrong)
            .cloned()
            .collect();
        for columns in 1..=panels.len() {
            let whole = panels::arranged(&panels, columns);
            assert_eq!(
                count(&whole, Fill::Wrong),
                panels.len() - right.len(),
                "{name}"
            );
            assert_eq!(count(&whole, Fill::Number), right.len(), "{name}");
            let without = panels::arranged(&right, columns);
            let more = whole.width * whole.height - without.width * without.height;
            let own: f64 = panels
                .iter()
                .filter(|panel| panel.wrong)
                .map(|panel| panel.width * panel.height)
                .sum();
            assert!(
                more >= -1e-9 && (own == 0.0) == (more < 1e-9),
                "{name}: {more}"
            );
        }
        wrong += panels.len() - right.len();
    }
    assert!(wrong >= 3, "{wrong} wrong ways");
}

#[test]
fn bones_keep_their_lengths_and_joints_their_limits() {
    for build in [Build::STRAIGHT, Build::CURVED] {
        each_posture(build, |name, _, _, made| {
            for side in SIDES {
                let (leg, arm) = (&made.legs[side], &made.arms[side]);
                for (one, other, long) in [
                    (leg.hip, leg.knee, build.thigh),
                    (leg.knee, leg.ankle, build.shank),
                    (arm.shoulder, arm.elbow, build.upper_arm),
                    (arm.elbow, arm.wrist, build.forearm),
                ] {
                    assert!((one.distance(other) - long).abs() < 0.001, "{name}");
                }
                // A knee bends backward only: the shank never lies in front of the line of the thigh.
                let (thigh, shank) = (leg.knee - leg.hip, leg.ankle - leg.knee);
                assert!(
                    shank.dot(leg.thigh.x_axis) < 0.02,
                    "{name}: a knee is bent forward"
                );
                let bent = thigh
                    .normalize()
                    .dot(shank.normalize())
                    .clamp(-1.0, 1.0)
                    .acos()
                    .to_degrees();
                assert!(bent < 159.0, "{name}: a knee is bent by {bent:.0} degrees");
            }
        });
    }
}

#[test]
fn a_figure_is_small() {
    let mut sizes = Vec::new();
    for (name, text) in written() {
        let panels = draw(&text, Person::default()).unwrap();
        let drawn = svg::write(&panels::arranged(&panels, panels.len()), Ink::Color).unwrap();
        assert!(drawn.len() < 60_000, "{name}: {} bytes of SVG", drawn.len());
        sizes.push(drawn.len());
    }
    let mean = sizes.iter().sum::<usize>() / sizes.len();
    assert!(mean < 38_000, "{mean} bytes of SVG on average");
}

#[test]
fn a_figure_is_a_picture_of_dots() {
    let text = figure("exercise = 'EX-01'\npanel = [{ pose = { base = 'standing' } }]");
    let panel = &draw(&text, Person::default()).unwrap()[0];
    let picture = png::write(panel, Ink::Black, 100.0).unwrap();
    assert!(picture.starts_with(b"\x89PNG") && picture.len() > 1000);
    assert!(png::write(panel, Ink::Black, 1e9).is_err());
}

#[test]
fn what_no_body_can_do_is_said_with_its_key() {
    for (pose, key, says) in [
        (
            "base = 'standing', working = { hip = 170 }",
            "working.hip",
            "this joint goes from -30 to 140",
        ),
        (
            "base = 'standing', working = { hand = 'floor' }",
            "working.hand",
            "cannot be reached",
        ),
        (
            "base = 'sitting', working = { foot = 'stay' }",
            "working.foot",
            "no panel before",
        ),
        (
            "base = 'on-the-back', both = { hip = -30, knee = 100 }",
            "working.foot",
            "under the floor",
        ),
    ] {
        let text = figure(&format!(
            "exercise = 'EX-01'\npanel = [{{ pose = {{ {pose} }} }}]"
        ));
        let FigureError::Pose { panel: 1, fault } = draw(&text, Person::default()).unwrap_err()
        else {
            panic!("{pose}");
        };
        assert_eq!(fault.key, key, "{pose}: {fault}");
        assert!(fault.to_string().contains(says), "{pose}: {fault}");
    }
    let first = figure("exercise = 'EX-01'\npanel = [{ ghost = true }]");
    assert!(matches!(
        draw(&first, Person::default()),
        Err(FigureError::First { .. })
    ));
    assert_eq!(
        draw(&FigureText::default(), Person::default()),
        Err(FigureError::Empty)
    );
}

#[test]
fn a_hand_that_stays_is_where_it_was() {
    let text = figure(
        "exercise = 'EX-01'\npanel = [{ pose = { base = 'standing', other = { hand = 'chair-back' } } }]",
    );
    let first = text.panels[0].pose.after(&Whole::default());
    let one = pose(&first, Build::STRAIGHT, None, Room::default()).unwrap();
    let mut later = first.clone();
    later.sides[1].hand = Some(Hand::Stay);
    let two = pose(&later, Build::STRAIGHT, Some(&one), Room::default()).unwrap();
    assert!(one.arms[1].wrist.distance(two.arms[1].wrist) < 0.001);
    let alone = pose(&later, Build::STRAIGHT, None, Room::default()).unwrap_err();
    assert_eq!(alone.fault, Fault::NothingBefore);
}

#[test]
fn hz_31_the_left_is_the_mirror_of_the_right_and_its_numbers_are_not() {
    for (name, text) in written().into_iter().take(8) {
        let right = draw(&text, Person::default()).unwrap();
        let left: Vec<Drawing> = right.iter().map(Drawing::mirrored).collect();
        for (one, other) in right.iter().zip(&left) {
            for (a, b) in places(one).chunks(2).zip(places(other).chunks(2)) {
                assert!(
                    (a[0] + b[0] - one.width).abs() < 1e-9 && (a[1] - b[1]).abs() < 1e-9,
                    "{name}"
                );
            }
        }
        let numbers = |panels: &[Drawing]| {
            let whole = panels::arranged(panels, 1);
            let of = |path: &&Path| {
                path.fill == Some(Fill::Number) || matches!(path.stroke, Some((Stroke::Digit, _)))
            };
            let paths: Vec<Path> = whole.paths.iter().filter(of).cloned().collect();
            // Where a number is depends on where there is room: its shape is told from its disc.
            let mut disc = [0.0; 2];
            let (mut shapes, mut moved) = (Vec::new(), Vec::new());
            for path in paths {
                let at = places(&Drawing {
                    paths: vec![path.clone()],
                    ..panels[0].clone()
                });
                if path.fill == Some(Fill::Number) {
                    disc = [at[0], at[1]];
                }
                shapes.push((path.fill, path.stroke));
                moved.extend(at.chunks(2).map(|at| [at[0] - disc[0], at[1] - disc[1]]));
            }
            (shapes, moved)
        };
        let (one, other) = (numbers(&right), numbers(&left));
        assert!(one.0.len() >= 4 && one.0 == other.0, "{name}");
        for (a, b) in one.1.iter().zip(&other.1) {
            let near = (a[0] - b[0]).abs() < 1e-9 && (a[1] - b[1]).abs() < 1e-9;
            assert!(near, "{name}: {a:?} and {b:?}");
        }
    }
}

#[test]
fn without_color_nothing_has_one() {
    for (name, text) in written() {
        for panel in draw(&text, Person::default()).unwrap() {
            let whole = panels::arranged(&[panel.clone(), panel], 1);
            for path in &whole.paths {
                let fill = path.fill.and_then(|fill| fill.color(Ink::Black));
                let line = path.stroke.and_then(|(stroke, _)| stroke.color(Ink::Black));
                for [red, green, blue] in [fill, line].into_iter().flatten() {
                    assert!(red == green && green == blue, "{name}: {path:?}");
                }
            }
        }
    }
}
