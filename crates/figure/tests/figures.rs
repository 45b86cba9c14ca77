//! The figures of the sciatica pack: every one keeps its size, and rests where it should.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{each_posture, figure, written};
use plinth_figure::{
    body::{Build, Part, SIDES, solids},
    drawing::{Drawing, Ink, Path, Segment, Stroke},
    figure::{FigureError, FigureText, draw, posed},
    panels,
    person::Person,
    png,
    pose::{Fault, Room, pose},
    posture::{Base, Hand, Whole},
    props::Prop,
    side::Side,
    svg,
};

#[test]
fn the_same_posture_gives_the_same_bytes() {
    for (name, text) in written().into_iter().take(6) {
        for side in Side::BOTH {
            let drawn = || {
                let panels = draw(&text, Person::default(), side).unwrap();
                svg::write(&panels::arranged(&panels, 1), Ink::COLOR).unwrap()
            };
            assert_eq!(drawn(), drawn(), "{name}");
        }
    }
}

#[test]
fn nothing_is_drawn_outside_its_panel() {
    let mut all = written();
    // Its arrow sticks out of the inset's frame.
    let far = "exercise = 'EX-05'\nprops = ['chair']\n[[panel]]\npose = { base = 'sitting', working = { foot = 'heel', foot-ahead = 0.56, ankle = 30 } }\n\
               [[panel]]\ninset = 'foot'\narrows = [{ of = 'toes', out = 0.08 }]\npose = { working = { ankle = 8 } }";
    all.insert("far".into(), figure(far));
    for (name, text) in all {
        for side in Side::BOTH {
            for panel in draw(&text, Person::default(), side).unwrap() {
                for path in &panel.paths {
                    let [low, high] = path.bounds().unwrap_or_else(|| panic!("{name}: {path:?}"));
                    assert!(
                        low.x >= 0.0
                            && low.y >= 0.0
                            && high.x <= panel.width
                            && high.y <= panel.height,
                        "{name} {side:?}: {low:?} {high:?} of {} x {}, {:?}",
                        panel.width,
                        panel.height,
                        path.stroke
                    );
                }
            }
        }
    }
}

#[test]
fn lines_have_the_curves_of_the_areas_that_they_edge() {
    let ends = |path: &Path| -> Vec<[u64; 2]> {
        let segments = path.segments.iter();
        segments
            .filter_map(|segment| match segment {
                Segment::Cubic(_, _, at) => Some([at.x.to_bits(), at.y.to_bits()]),
                _ => None,
            })
            .collect()
    };
    for (name, text) in written() {
        for panel in draw(&text, Person::default(), Side::Right).unwrap() {
            let of = |wanted: &dyn Fn(&Path) -> bool| -> Vec<[u64; 2]> {
                let paths = panel.paths.iter().filter(|path| wanted(path));
                paths.flat_map(ends).collect()
            };
            let areas = of(&|path| path.fill.is_some() && path.stroke.is_none());
            let lines = of(&|path| {
                path.fill.is_none() && matches!(path.stroke, Some((Stroke::Outline, _)))
            });
            // The others are between areas of one color.
            let shared = lines.iter().filter(|at| areas.contains(at)).count();
            assert!(
                shared * 10 > lines.len() * 6,
                "{name}: {shared} of {}",
                lines.len()
            );
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
        let panels = draw(&text, Person::default(), Side::Right).unwrap();
        let drawn = svg::write(&panels::arranged(&panels, panels.len()), Ink::COLOR).unwrap();
        assert!(drawn.len() < 40_000, "{name}: {} bytes of SVG", drawn.len());
        sizes.push(drawn.len());
    }
    let mean = sizes.iter().sum::<usize>() / sizes.len();
    assert!(mean < 16_000, "{mean} bytes of SVG on average");
}

#[test]
fn a_figure_is_a_picture_of_dots() {
    let text = figure("exercise = 'EX-01'\npanel = [{ pose = { base = 'standing' } }]");
    let panel = &draw(&text, Person::default(), Side::Right).unwrap()[0];
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
            "this joint goes from -30 to 130",
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
        let FigureError::Pose { panel: 1, fault } =
            draw(&text, Person::default(), Side::Right).unwrap_err()
        else {
            panic!("{pose}");
        };
        assert_eq!(fault.key, key, "{pose}: {fault}");
        assert!(fault.to_string().contains(says), "{pose}: {fault}");
    }
    let first = figure("exercise = 'EX-01'\npanel = [{ ghost = true }]");
    assert!(matches!(
        draw(&first, Person::default(), Side::Right),
        Err(FigureError::First { .. })
    ));
    assert_eq!(
        draw(&FigureText::default(), Person::default(), Side::Right),
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
fn a_hand_that_was_moved_from_its_place_stays_there() {
    let text = figure(
        "exercise = 'EX-01'\nprops = ['worktop']\n[[panel]]\npose = { base = 'standing', other = { hand = 'worktop', hand-off = [0.08, 0.0, 0.0] } }\n[[panel]]\npose = { lean = 4, other = { hand = 'stay' } }",
    );
    let posed = posed(&text, Build::STRAIGHT).unwrap();
    let [one, two] = [0, 1].map(|panel| posed[panel].made.arms[1].wrist);
    assert!(one.distance(two) < 0.001, "{:.3} m", one.distance(two));
}

#[test]
fn without_color_nothing_has_one() {
    for (name, text) in written() {
        for panel in draw(&text, Person::default(), Side::Right).unwrap() {
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

#[test]
fn a_panel_goes_on_from_the_last_one_that_is_right() {
    const START: &str = "[[panel]]\npose = { base = 'standing' }\n";
    const WRONG: &str = "[[panel]]\nwrong = true\npose = { lower-back = -30, working = { hip-out = 28, foot = 'free' } }\n";
    const END: &str = "[[panel]]\nghost = true\narrows = [{ of = 'foot' }]\npose = { working = { hip-out = 20, foot = 'free' } }\n";
    let read = |panels: &[&str]| {
        let head = "exercise = 'EX-01'\nfrom = 'front'\n".to_owned();
        figure(&(head + &panels.concat()))
    };
    let (with, without) = (read(&[START, WRONG, END]), read(&[START, END]));
    for build in [Build::STRAIGHT, Build::CURVED] {
        let [with, without] = [&with, &without].map(|text| posed(text, build).unwrap());
        let [last, plain] = [&with[2], &without[1]];
        assert_eq!(last.follows, Some(0));
        assert_eq!(last.whole, plain.whole);
        assert_eq!(format!("{:?}", last.made), format!("{:?}", plain.made));
    }
    // The ghost and the arrow too.
    for side in Side::BOTH {
        let [with, without] =
            [&with, &without].map(|text| draw(text, Person::default(), side).unwrap());
        let bytes = |drawn: &Drawing| svg::write(drawn, Ink::COLOR).unwrap();
        assert_eq!(bytes(&with[2]), bytes(&without[1]));
    }
    let nothing_right = posed(&read(&[WRONG]), Build::STRAIGHT).map(|_| ());
    let what = "the wrong way";
    assert_eq!(nothing_right, Err(FigureError::First { what }));
}

#[test]
fn roll_is_forward_from_lying_on_the_side() {
    let front = |roll: &str| {
        let text = figure(&format!(
            "exercise = 'EX-01'\nprops = ['water']\n[[panel]]\npose = {{ base = 'on-the-side', roll = {roll}, both = {{ hip = 50, knee = 88 }}, other = {{ shoulder = 85, elbow = 110 }} }}\n"
        ));
        posed(&text, Build::STRAIGHT).unwrap()[0]
            .made
            .pelvis_frame
            .x_axis
    };
    assert!(front("0").y.abs() < 1e-9);
    assert!(front("10").y < -0.15, "onto the belly");
    assert!(front("-10").y > 0.15, "back");
}
