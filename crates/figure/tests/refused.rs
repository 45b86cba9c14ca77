//! What is no figure is refused with its place, and what is said of it helps.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail so")]

mod common;

use common::figure;
use plinth_figure::{
    body::Build,
    figure::{FigureError, check},
    pose::Fault,
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
