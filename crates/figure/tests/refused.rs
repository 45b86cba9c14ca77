//! What is no figure is refused with its place, and what is said of it helps.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail so")]

mod common;

use common::figure;
use plinth_figure::{
    arrow::ArrowFault,
    body::Build,
    figure::{FigureError, check, posed},
    pose::{Fault, angles},
};

/// What is said of a figure of one panel.
fn said(pose: &str) -> Result<(), (String, Fault)> {
    let text = figure(&format!(
        "exercise = 'EX-01'\npanel = [{{ pose = {{ {pose} }} }}]"
    ));
    match check(&text, Build::STRAIGHT) {
        Ok(()) => Ok(()),
        Err(FigureError::Pose { panel: 1, fault }) => Err((fault.key, fault.fault)),
        Err(other) => panic!("{pose}: {other}"),
    }
}

#[test]
fn a_limb_through_the_body_is_refused_with_its_key() {
    for (pose, key, part, through) in [
        (
            "base = 'standing', working = { shoulder = 0, shoulder-out = -40, elbow = 60, shoulder-turn = -60 }",
            "working.hand",
            "a forearm",
            "the trunk",
        ),
        (
            "base = 'standing', other = { hand = 'belly', hand-off = [-0.1, 0.0, 0.0] }",
            "other.hand",
            "a hand",
            "the trunk",
        ),
        (
            "base = 'sitting', working = { hand = 'under-head', hand-off = [0.0, 0.0, -0.1] }",
            "working.hand",
            "a hand",
            "the head",
        ),
        (
            "base = 'standing', both = { foot = 'free' }, working = { hip-out = -14 }, other = { hip-out = -14 }",
            "working.hip",
            "a thigh",
            "the other leg",
        ),
    ] {
        let Err((
            at,
            Fault::Through {
                part: which,
                through: what,
                depth,
            },
        )) = said(pose)
        else {
            panic!("{pose}: {:?}", said(pose));
        };
        assert_eq!((&*at, which, what), (key, part, through), "{pose}");
        assert!(depth > 20.0, "{pose}: {depth}");
    }
    for fine in [
        "base = 'standing', both = { hand = 'other-shoulder' }",
        "base = 'sitting', both = { hand = 'thigh' }",
        "base = 'standing', both = { hand = 'hip' }",
        "base = 'on-the-back', both = { hip = 130, knee = 140 }",
    ] {
        assert_eq!(said(fine), Ok(()), "{fine}");
    }
}

#[test]
fn a_joint_that_a_place_would_bend_too_far_is_named() {
    let said = said("base = 'standing', working = { foot = 'flat', foot-ahead = -0.55 }");
    let Err((
        key,
        Fault::Bent {
            joint: "hip",
            angle,
            least,
            ..
        },
    )) = said
    else {
        panic!("{said:?}");
    };
    assert_eq!(key, "working.foot");
    assert!(angle < least, "{angle}");
}

/// The ankle of the working side as a body has it, degrees.
fn ankle(pose: &str) -> f64 {
    let text = figure(&format!(
        "exercise = 'EX-01'\npanel = [{{ pose = {{ {pose} }} }}]"
    ));
    let posed = posed(&text, Build::STRAIGHT).unwrap_or_else(|fault| panic!("{pose}: {fault}"));
    let all = angles(&posed[0].made);
    let ankles = all.iter().find(|angle| angle.joint == "ankle");
    ankles.unwrap().angle
}

#[test]
fn the_ankle_of_a_foot_on_its_heel_is_held_to_what_ankles_do() {
    let sitting = |ahead: f64, ankle: f64| {
        format!(
            "base = 'sitting', working = {{ foot = 'heel', foot-ahead = {ahead}, ankle = {ankle} }}"
        )
    };
    // What is written is the slope of the sole; the shank leans back by 31 degrees here, and so the joint is 31 less.
    for slope in [0.0, 30.0, 50.0] {
        let off = ankle(&sitting(0.6, slope)) - (slope - 31.0);
        assert!(off.abs() < 1.0, "{slope}: {off:.1} degrees");
    }
    // The shank leans forward: the same slope is more than an ankle does.
    let bent = said(&sitting(0.3, 30.0));
    assert!(
        matches!(bent, Err((ref key, Fault::Bent { joint: "ankle", angle, most, .. }))
            if key == "working.foot" && angle > 40.0 && (most - 30.0).abs() < 0.1),
        "{bent:?}"
    );
    for slope in [-5.0, 61.0] {
        let fault = said(&sitting(0.6, slope));
        assert!(
            matches!(fault, Err((ref key, Fault::Range { .. })) if key == "working.ankle"),
            "{fault:?}"
        );
    }
    // A flat foot under a leg that lies asks for more toes down than there is.
    let flat = said("base = 'on-the-back', working = { hip = 22, knee = 44, foot = 'flat' }");
    assert!(
        matches!(flat, Err((ref key, Fault::Bent { joint: "ankle", angle, .. }))
            if key == "working.foot" && angle < -55.0),
        "{flat:?}"
    );
}

#[test]
fn a_foot_lies_on_its_back_where_it_is_down_and_hangs_where_it_is_not() {
    assert!(ankle("base = 'on-the-belly'") < -70.0);
    assert!(ankle("base = 'all-fours'") < -70.0);
    let hangs = ankle("base = 'on-the-belly', working = { knee = 90 }");
    assert!((hangs + 30.0).abs() < 0.1, "{hangs:.1} degrees");
    let said = said("base = 'on-the-belly', working = { knee = 90, ankle = -70 }");
    assert!(
        matches!(said, Err((ref key, Fault::Limit { .. })) if key == "working.ankle"),
        "{said:?}"
    );
}

#[test]
fn a_number_that_is_none_or_is_huge_is_refused() {
    for key in [
        "lean",
        "lean-side",
        "face",
        "roll",
        "lift",
        "height",
        "lower-back",
        "upper-back",
        "side-bend",
        "turn",
        "neck",
        "chin",
        "look",
    ] {
        for value in ["nan", "inf", "-inf", "1e308", "-1e308"] {
            let (at, fault) = said(&format!("base = 'standing', {key} = {value}")).unwrap_err();
            assert_eq!(at, key);
            let text = fault.to_string();
            assert!(text.contains(" to ") && text.len() < 90, "{text}");
        }
    }
    for key in [
        "hip",
        "hip-out",
        "hip-turn",
        "knee",
        "ankle",
        "foot-ahead",
        "foot-out",
        "shoulder",
        "shoulder-out",
        "shoulder-turn",
        "elbow",
        "wrist",
        "palm",
    ] {
        for value in ["nan", "inf", "1e308"] {
            let (at, _) =
                said(&format!("base = 'standing', other = {{ {key} = {value} }}")).unwrap_err();
            assert_eq!(at, format!("other.{key}"));
        }
    }
    for key in ["knee-toward", "elbow-toward", "hand-off"] {
        for value in ["nan", "-inf", "1e308"] {
            let pose = format!(
                "base = 'standing', working = {{ hand = 'hip', {key} = [0.0, {value}, 0.0] }}"
            );
            assert_eq!(said(&pose).unwrap_err().0, format!("working.{key}"));
        }
    }
    assert_eq!(
        said("base = 'standing', shift = [0.0, inf]").unwrap_err().0,
        "shift"
    );
}

#[test]
fn ten_thousand_of_anything_are_refused_at_once() {
    let panels = "[[panel]]\nhold = true\n".repeat(10_000);
    let text = figure(&format!("exercise = 'EX-01'\n{panels}"));
    let fault = check(&text, Build::STRAIGHT).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "10000 panels, and at most 4 can be drawn; leave some out"
    );
    for (list, word, at) in [("props", "'mat', 'chair'", 3), ("works", "'belly'", 2)] {
        let words = format!("{word},").repeat(10_000);
        let text = figure(&format!(
            "exercise = 'EX-01'\n{list} = [{words}]\n[[panel]]\nhold = true"
        ));
        let fault = check(&text, Build::STRAIGHT).unwrap_err();
        assert_eq!(
            fault,
            FigureError::Twice {
                panel: 0,
                list,
                word: at
            }
        );
    }
    let belly = "'belly',".repeat(10_000);
    let text = figure(&format!("exercise = 'EX-01'\n[[panel]]\nworks = [{belly}]"));
    let fault = check(&text, Build::STRAIGHT).unwrap_err();
    assert!(
        matches!(
            fault,
            FigureError::Twice {
                panel: 1,
                list: "works",
                word: 2
            }
        ),
        "{fault}"
    );
    let arrows = "{ of = 'foot' },".repeat(10_000);
    let text = figure(&format!(
        "exercise = 'EX-01'\n[[panel]]\nhold = true\n[[panel]]\narrows = [{arrows}]"
    ));
    let fault = check(&text, Build::STRAIGHT).unwrap_err();
    assert!(
        matches!(
            fault,
            FigureError::TooMany {
                what: "arrows",
                panel: 2,
                ..
            }
        ),
        "{fault}"
    );
}

#[test]
fn a_panel_that_says_nothing_is_refused() {
    for (panels, at) in [("[[panel]]", 1), ("[[panel]]\nhold = true\n[[panel]]", 2)] {
        let text = figure(&format!("exercise = 'EX-01'\n{panels}"));
        let fault = check(&text, Build::STRAIGHT).unwrap_err();
        assert_eq!(fault, FigureError::Nothing { panel: at });
    }
}

#[test]
fn a_hand_or_a_foot_at_a_thing_that_is_not_there_is_refused() {
    for (part, word, prop) in [
        ("hand", "seat", "chair"),
        ("hand", "chair-back", "chair-beside"),
        ("hand", "rail", "rail"),
        ("hand", "worktop", "worktop"),
        ("hand", "towel", "towel"),
        ("hand", "strap", "strap"),
        ("hand", "bar", "bicycle"),
        ("foot", "step", "step"),
        ("foot", "step-heel", "step"),
        ("foot", "wall", "wall-at-feet"),
        ("foot", "pedal-high", "bicycle"),
        ("foot", "pedal-low", "bicycle"),
    ] {
        let with = |props: &str| {
            let text = figure(&format!(
                "exercise = 'EX-01'\nprops = [{props}]\n[[panel]]\nhold = true\n[[panel]]\npose.other = {{ {part} = '{word}' }}"
            ));
            let not_there = |fault: &Fault| matches!(fault, Fault::NotThere { .. });
            match check(&text, Build::STRAIGHT) {
                Err(FigureError::Pose { panel, fault }) if not_there(&fault.fault) => {
                    Some((panel, fault.to_string()))
                }
                _ => None,
            }
        };
        let said =
            format!("other.{part}: what it is at is not in the figure; add `{prop}` to `props`");
        assert_eq!(with("'mat'"), Some((2, said)), "{word}");
        assert_eq!(with(&format!("'mat', '{prop}'")), None, "{word}");
    }
}

/// What is said of an arrow where one leg goes to the side and the head turns, or of one with nothing before it.
fn said_of(arrow: &str, before: bool) -> Option<ArrowFault> {
    let still = "pose = { base = 'standing' }";
    let moved =
        "pose = { base = 'standing', working = { hip-out = 28, foot = 'free' }, look = 40 }";
    let text = if before {
        figure(&format!(
            "exercise = 'EX-01'\nfrom = 'front'\n[[panel]]\n{still}\n[[panel]]\narrows = [{arrow}]\n{moved}"
        ))
    } else {
        figure(&format!(
            "caution = 'CX-01'\nfrom = 'front'\n[[panel]]\narrows = [{arrow}]\n{moved}"
        ))
    };
    match check(&text, Build::STRAIGHT) {
        Ok(()) => None,
        Err(FigureError::Arrow {
            panel,
            arrow: 1,
            fault,
        }) => {
            assert_eq!(panel, usize::from(before) + 1);
            Some(fault)
        }
        Err(other) => panic!("{arrow}: {other}"),
    }
}

/// What stands after `write` or `as` in a hint, to be written.
fn hint(fault: ArrowFault) -> String {
    let said = fault.to_string();
    let at = [" as ", "write "]
        .iter()
        .find_map(|word| said.find(word).map(|at| at + word.len()));
    said[at.unwrap_or_else(|| panic!("{said}"))..].to_owned()
}

#[test]
fn an_arrow_of_more_movement_than_there_is_is_refused() {
    // The foot goes 0.4 m to the left of the paper and a little up.
    let long = |most: f64| move |fault| matches!(fault, Some(ArrowFault::Long { most: is, .. }) if (is - most).abs() < 20.0);
    assert_eq!(said_of("{ of = 'foot', way = [-0.57, 0.15] }", true), None);
    let way = said_of("{ of = 'foot', way = [-0.67, 0.17] }", true);
    assert!(long(592.0)(way), "{way:?}");
    let hint = hint(way.unwrap());
    assert_eq!(said_of(&format!("{{ of = 'foot', {hint} }}"), true), None);
    // A small movement, 0.09 m, has an arrow that can be read, and no longer one.
    let nod = |long: f64| {
        let text = figure(&format!(
            "exercise = 'EX-01'\n[[panel]]\npose = {{ base = 'standing' }}\n\
             [[panel]]\narrows = [{{ of = 'pelvis', way = [{long}, 0.0] }}]\npose = {{ shift = [0.09, 0.0] }}"
        ));
        check(&text, Build::STRAIGHT)
    };
    assert_eq!(nod(0.24), Ok(()));
    let fault = nod(0.26).unwrap_err();
    let FigureError::Arrow { fault, .. } = fault else {
        panic!("{fault}");
    };
    assert!(long(240.0)(Some(fault)), "{fault}");
    // Far outside of its part a turn is long.
    let out = said_of("{ of = 'foot', out = 0.7 }", true);
    assert!(long(592.0)(out), "{out:?}");
    assert!(out.unwrap().to_string().contains("make `out`"));
    // Without a panel before it, nothing says how far the part moved.
    assert_eq!(said_of("{ of = 'foot', way = [-0.5, 0.0] }", false), None);
    let alone = said_of("{ of = 'foot', way = [-0.6, 0.0] }", false);
    assert!(long(500.0)(alone), "{alone:?}");
}

#[test]
fn an_arrow_away_from_its_part_is_refused() {
    let far = |fault| matches!(fault, Some(ArrowFault::Far { gap, .. }) if gap > 400.0);
    for before in [true, false] {
        let arrow = |off: &str| format!("{{ of = 'foot', way = [-0.3, 0.08], off = {off} }}");
        assert_eq!(said_of(&arrow("[0.0, 0.35]"), before), None);
        let off = said_of(&arrow("[0.0, 0.6]"), before);
        assert!(far(off), "{off:?}");
        assert!(off.unwrap().to_string().contains("`off`"));
    }
    let round = |out: &str| format!("{{ of = 'head', around = [0, 50], out = {out} }}");
    for before in [true, false] {
        assert_eq!(said_of(&round("0.38"), before), None);
    }
    let off = said_of("{ of = 'head', around = [0, 50], off = [0.0, 0.7] }", true);
    assert!(far(off), "{off:?}");
}

#[test]
fn a_circle_of_more_than_the_turn_is_refused() {
    // The head turns by 40 degrees.
    for before in [true, false] {
        assert_eq!(said_of("{ of = 'head', around = [-5, 50] }", before), None);
        let fault = said_of("{ of = 'head', around = [-5, 90] }", before);
        assert!(
            matches!(fault, Some(ArrowFault::TurnsFarther { turned, most, .. })
                if (turned - 40.0).abs() < 1.0 && (most - 60.0).abs() < 2.0),
            "{fault:?}"
        );
        assert!(fault.unwrap().to_string().ends_with("degrees at most"));
        let back = said_of("{ of = 'head', around = [50, 0] }", before);
        assert!(
            matches!(back, Some(ArrowFault::TurnsElse { .. })),
            "{back:?}"
        );
    }
}

#[test]
fn a_bow_toward_the_joint_that_a_part_swings_about_is_refused() {
    let pedaling = |bow: f64| {
        let text = figure(&format!(
            "exercise = 'EX-01'\nprops = ['bicycle']\n[[panel]]\n\
             pose = {{ base = 'sitting', height = 1.06, working = {{ foot = 'pedal-high' }}, other = {{ foot = 'pedal-low' }} }}\n\
             [[panel]]\narrows = [{{ of = 'foot', bow = {bow} }}]\n\
             pose = {{ working = {{ foot = 'pedal-low' }}, other = {{ foot = 'pedal-high' }} }}"
        ));
        match check(&text, Build::STRAIGHT) {
            Ok(()) => None,
            Err(FigureError::Arrow {
                panel: 2, fault, ..
            }) => Some(fault),
            Err(other) => panic!("{other}"),
        }
    };
    // Down in front of the crank, as one pedals forward.
    assert_eq!(pedaling(0.15), None);
    let fault = pedaling(-0.15).unwrap();
    assert_eq!(fault, ArrowFault::Bow { right: 0.15 });
    assert!(hint(fault).starts_with("bow = 0.15"));
    // More than half a circle is more than any swing.
    let fault = pedaling(0.22);
    assert!(matches!(fault, Some(ArrowFault::Long { .. })), "{fault:?}");
}

#[test]
fn an_arrow_that_comes_back_to_its_beginning_is_refused() {
    // Toes are 0.19 m from the ankle that they turn about: this arrow would turn round it more than once.
    let toes = |out: f64| {
        let text = figure(&format!(
            "exercise = 'EX-01'\nprops = ['chair']\n[[panel]]\n\
             pose = {{ base = 'sitting', working = {{ foot = 'heel', foot-ahead = 0.6, ankle = 0 }} }}\n\
             [[panel]]\narrows = [{{ of = 'toes', out = {out} }}]\npose = {{ working = {{ ankle = 28 }} }}"
        ));
        check(&text, Build::STRAIGHT)
    };
    assert_eq!(toes(0.0), Ok(()));
    for out in [-0.15, -0.17] {
        assert_eq!(
            toes(out),
            Err(FigureError::Arrow {
                panel: 2,
                arrow: 1,
                fault: ArrowFault::Winds
            }),
            "{out}"
        );
    }
}

#[test]
fn numbers_of_an_arrow_without_a_panel_before_it_are_looked_at_too() {
    for wrong in [
        "way = [nan, 0.1]",
        "around = [0, inf]",
        "way = [0.2, 0.0], off = [1e308, 0]",
    ] {
        let fault = said_of(&format!("{{ of = 'head', {wrong} }}"), false);
        assert!(
            matches!(fault, Some(ArrowFault::Number { .. })),
            "{wrong}: {fault:?}"
        );
    }
    let nowhere = said_of("{ of = 'head', way = [0.0, 0.0] }", false);
    assert!(
        matches!(nowhere, Some(ArrowFault::Still { .. })),
        "{nowhere:?}"
    );
}
