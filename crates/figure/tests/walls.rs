//! Walls and worktops: what is touched, and what would be inside.
#![allow(clippy::unwrap_used, clippy::panic)]

use plinth_figure::{
    figure::{FigureError, FigureText, draw},
    person::Person,
    pose::{Fault, PoseError},
    side::Side,
};

fn drawn(text: &str) -> Result<(), PoseError> {
    let text: FigureText = toml::from_str(text).unwrap();
    match draw(&text, Person::default(), Side::Right) {
        Ok(_) => Ok(()),
        Err(FigureError::Pose { fault, .. }) => Err(fault),
        Err(other) => panic!("{other}"),
    }
}

fn one(props: &str, pose: &str) -> String {
    format!("exercise = \"X\"\nprops = {props}\n[[panel]]\npose = {{ {pose} }}\n")
}

#[test]
fn a_part_inside_a_wall_or_a_worktop_is_refused_with_its_key() {
    for (props, pose, key, part, thing) in [
        (
            "[\"mat\", \"wall-at-feet\"]",
            "base = 'on-the-back', other = { foot = 'wall' }, working = { hip = 48, knee = 60, foot = 'flat' }",
            "working.foot",
            "a leg",
            "the wall",
        ),
        (
            "[\"wall-ahead\"]",
            "base = 'standing', other = { hip = 85, knee = 10, foot = 'free' }",
            "other.foot",
            "a leg",
            "the wall",
        ),
        (
            "[\"wall\"]",
            "base = 'standing', working = { shoulder = -50 }",
            "working.hand",
            "an arm",
            "the wall",
        ),
        (
            "[\"wall\"]",
            "base = 'standing', lean = -20",
            "base",
            "the trunk",
            "the wall",
        ),
        (
            "[\"worktop\"]",
            "base = 'standing', working = { hip = 60, knee = 60, foot = 'free' }",
            "working.foot",
            "a leg",
            "the worktop",
        ),
    ] {
        let Err(PoseError {
            key: at,
            fault:
                Fault::Inside {
                    part: which,
                    thing: what,
                    depth,
                },
        }) = drawn(&one(props, pose))
        else {
            panic!("{pose}: {:?}", drawn(&one(props, pose)));
        };
        assert_eq!((&*at, which, what), (key, part, thing), "{pose}");
        assert!(depth > 30.0, "{pose}: {depth}");
    }
}

#[test]
fn what_touches_a_wall_or_a_worktop_is_drawn() {
    for (props, pose) in [
        (
            "[\"mat\", \"wall-at-feet\"]",
            "base = 'on-the-back', other = { foot = 'wall' }, working = { hip = 58, knee = 128, foot = 'flat' }",
        ),
        (
            "[\"wall-ahead\"]",
            "base = 'standing', both = { hand = 'wall', grip = 'flat' }",
        ),
        ("[\"wall\"]", "base = 'standing'"),
        (
            "[\"worktop\"]",
            "base = 'standing', both = { hand = 'worktop' }",
        ),
    ] {
        assert_eq!(drawn(&one(props, pose)), Ok(()), "{pose}");
    }
}

#[test]
fn a_wall_stays_where_the_first_panel_has_it() {
    let text = |forward: f64| {
        let start = "pose = { base = 'standing', both = { hand = 'wall' } }";
        let end = format!("pose = {{ shift = [{forward}, 0.0], both = {{ hand = 'free' }} }}");
        format!(
            "exercise = \"X\"\nprops = [\"wall-ahead\"]\n[[panel]]\n{start}\n[[panel]]\n{end}\n"
        )
    };
    assert_eq!(drawn(&text(0.1)), Ok(()));
    let Err(PoseError {
        fault: Fault::Inside { .. },
        ..
    }) = drawn(&text(0.4))
    else {
        panic!("{:?}", drawn(&text(0.4)));
    };
}
