//! What is beside the body of a figure and what it touches: things, insets, the wrong way.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;

use common::{figure, small_pictures, written};
use glam::DVec3;
use plinth_figure::{
    body::{Build, Part, SIDES, Solid, solids},
    drawing::{Drawing, Fill, Ink, Path, Segment},
    figure::{FigureError, FigureText, Posed, draw, posed},
    panels,
    person::Person,
    pose::{Fault, PoseError},
    posture::{Base, Foot, Hand, Whole},
    props::{Prop, SEAT},
    side::Side,
    skeleton::Skeleton,
    surface, svg,
    things::things,
};

/// The panels of each figure as the body has them.
fn each_posture(mut check: impl FnMut(&str, &FigureText, &Posed<'_>)) {
    for (name, text) in written() {
        for posed in posed(&text, Build::STRAIGHT).unwrap() {
            check(&name, &text, &posed);
        }
    }
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

/// From a place to the nearest surface of what is drawn of some things, m.
fn to_things(
    at: DVec3,
    which: &[Prop],
    all: &[Prop],
    (whole, made, first): (&Whole, &Skeleton, DVec3),
) -> f64 {
    let here = all.iter().copied().filter(|prop| which.contains(prop));
    let drawn = things(&here.collect::<Vec<_>>(), Side::Right, whole, made, first);
    surface::away(at, &drawn)
}

#[test]
fn a_hand_touches_what_it_holds() {
    let mut held = BTreeMap::new();
    for (name, text) in written().into_iter().chain(small_pictures()) {
        let panels = posed(&text, Build::STRAIGHT).unwrap();
        let first = panels[0].made.pelvis;
        for side in SIDES {
            let mut before = None;
            for Posed { whole, made, .. } in &panels {
                let said = whole.sides[side].hand;
                // What stays holds what it held.
                let Some(hand) = said.filter(|hand| *hand != Hand::Stay).or(before) else {
                    continue;
                };
                before = Some(hand);
                let body = solids(made);
                let other = 1 - side;
                let arm = &made.arms[side];
                let palm = arm.wrist - arm.hand.y_axis * 0.075;
                let on = |part: Part| away(palm, &body, |own| own == part);
                let at = |which: &[Prop]| to_things(palm, which, &text.props, (whole, made, first));
                let floor = || at(&[Prop::Mat, Prop::Bed]).min(palm.y.abs());
                let off = match hand {
                    // A towel and a strap are drawn where the hands are.
                    Hand::Free | Hand::Stay | Hand::Strap | Hand::Towel => continue,
                    Hand::Floor | Hand::BySide | Hand::Forearm | Hand::FloorInFront => floor(),
                    Hand::BehindThigh => on(Part::Thigh(0)),
                    Hand::BehindOtherThigh => on(Part::Thigh(1)),
                    Hand::Shin | Hand::Knee => on(Part::Shank(0)).min(on(Part::Thigh(0))),
                    Hand::OtherShin | Hand::OtherKnee => on(Part::Shank(1)).min(on(Part::Thigh(1))),
                    Hand::Thigh => on(Part::Thigh(side)),
                    Hand::Belly | Hand::Chest | Hand::Hip | Hand::LowBack => {
                        on(Part::Torso).min(on(Part::Thigh(side)))
                    }
                    Hand::OtherShoulder => on(Part::Torso).min(on(Part::UpperArm(other))),
                    Hand::Seat => at(&[Prop::Chair, Prop::ChairBehind, Prop::Stool]),
                    Hand::ChairBack => at(&[Prop::ChairBeside, Prop::ChairAhead]),
                    Hand::Rail => at(&[Prop::Rail]),
                    Hand::Worktop => at(&[Prop::Worktop]),
                    Hand::Wall => at(&[Prop::WallAhead]),
                    Hand::Bar => at(&[Prop::Bicycle]),
                    Hand::UnderHead => on(Part::Head),
                };
                assert!(
                    (-0.03..0.045).contains(&off),
                    "{name}: {hand:?} is {off:.3} m from what it holds"
                );
                *held.entry(format!("{hand:?}")).or_insert(0) += 1;
            }
        }
    }
    for thing in ["ChairBack", "Rail", "Worktop", "Bar", "BySide", "Floor"] {
        assert!(held.contains_key(thing), "nobody holds {thing}: {held:?}");
    }
    assert!(held.len() >= 14, "{held:?}");
}

#[test]
fn a_hand_beside_what_it_should_hold_is_refused() {
    for (prop, pose) in [
        ("chair-beside", "other = { hand = 'chair-back'"),
        ("rail", "other = { hand = 'rail'"),
        ("worktop", "other = { hand = 'worktop'"),
        ("wall-ahead", "other = { hand = 'wall'"),
    ] {
        let held = |more: &str| {
            let text = figure(&format!(
                "exercise = 'EX-01'\nprops = ['{prop}']\npanel = [{{ pose = {{ base = 'standing', {pose}{more} }} }} }}]"
            ));
            match posed(&text, Build::STRAIGHT) {
                Ok(_) => None,
                Err(FigureError::Pose { fault, .. }) => Some(fault),
                Err(other) => panic!("{other}"),
            }
        };
        assert_eq!(held(""), None, "{prop}");
        let Some(PoseError {
            key,
            fault: Fault::Air { prop: at, off },
        }) = held(", hand-off = [-0.14, 0.0, 0.1]")
        else {
            panic!("{prop}");
        };
        assert_eq!((&*key, at), ("other.hand", prop));
        assert!(off > 45.0, "{prop}: {off:.0} mm");
    }
    // A chair ahead is held with both hands.
    let ahead = figure(
        "exercise = 'EX-01'\nprops = ['chair-ahead']\npanel = [{ pose = { base = 'standing', both = { hand = 'chair-back' } } }]",
    );
    assert!(posed(&ahead, Build::STRAIGHT).is_ok());
    // The working hand is on the other side of what stands beside.
    let text = figure(
        "exercise = 'EX-01'\nprops = ['chair-beside']\npanel = [{ pose = { base = 'standing', working = { hand = 'chair-back' } } }]",
    );
    let refused = posed(&text, Build::STRAIGHT);
    assert!(
        matches!(&refused, Err(FigureError::Pose { fault, .. }) if matches!(fault.fault, Fault::Air { .. })),
        "{:?}",
        refused.err()
    );
}

#[test]
fn feet_stand_and_seats_are_sat_on() {
    let mut found = [0; 2];
    each_posture(|name, text, Posed { whole, made, .. }| {
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
    let towel = "base = 'on-the-back', both = { hand = 'towel', grip = 'grip', elbow-toward = [0.5, -0.5, 1.0], hand-off = [0.0, 0.06, 0.0] }, other = { hip = 108, knee = 95 }";
    let band = "base = 'standing', both = { shoulder = 80, shoulder-out = 10, grip = 'fist' }";
    let wall = "base = 'on-the-back', other = { foot = 'wall' }, working = { hip = 58, knee = 128, foot = 'flat' }";
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
        ("wall-ahead", "base = 'standing'", Fill::PropSide),
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
        // Without it nothing can be held.
        let alone = pose.split(',').next().unwrap();
        let with = |props: &str, pose: &str| {
            let text = figure(&format!(
                "exercise = 'EX-01'\nprops = [{props}]\npanel = [{{ pose = {{ {pose} }} }}]"
            ));
            draw(&text, Person::default(), Side::Right)
                .unwrap_or_else(|fault| panic!("{prop}: {fault}"))
        };
        let has = |panels: &[Drawing]| panels[0].paths.iter().any(|path| path.fill == Some(fill));
        assert!(has(&with(&format!("'{prop}'"), pose)), "{prop}");
        assert!(
            !has(&with("", alone)),
            "{prop}: {fill:?} is there without it"
        );
    }
}

#[test]
fn an_inset_is_a_clean_circle_within_its_panel() {
    for inset in ["foot", "other-foot", "pelvis", "knees", "head"] {
        let of = |more: &str| {
            let text = figure(&format!(
                "exercise = 'EX-05'\nprops = ['chair']\npanel = [{{ pose = {{ base = 'sitting' }}{more} }}]"
            ));
            draw(&text, Person::default(), Side::Right)
                .unwrap()
                .remove(0)
        };
        let (plain, with) = (of(""), of(&format!(", inset = '{inset}'")));
        assert!(with.width * with.height > plain.width * plain.height);
        // Its disc is the only area of paper; all that follows lies in it.
        let disc = |path: &&Path| path.fill == Some(Fill::Halo) && path.stroke.is_some();
        let at = with.paths.iter().position(|path| disc(&path)).unwrap();
        let frame: Vec<f64> = with.paths[at]
            .segments
            .iter()
            .flat_map(|segment| match *segment {
                Segment::Move(at) | Segment::Line(at) | Segment::Cubic(_, _, at) => {
                    vec![at.x, at.y]
                }
                Segment::Close => Vec::new(),
            })
            .collect();
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
        for ink in [Ink::COLOR, Ink::Black] {
            assert!(svg::write(&with, ink).unwrap().len() > svg::write(&plain, ink).unwrap().len());
        }
    }
}

#[test]
fn the_wrong_way_is_smaller_and_crossed_out() {
    let mut wrong = 0;
    for (name, text) in written() {
        let panels = draw(&text, Person::default(), Side::Right).unwrap();
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
