//! What is written of an arrow is drawn, and says what its part does on the paper.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail so")]

mod common;

use common::figure;
use plinth_figure::{
    arrow::ArrowFault,
    body::Build,
    figure::{FigureError, FigureText, check},
};

fn fault_of(text: &FigureText) -> Option<ArrowFault> {
    match check(text, Build::STRAIGHT) {
        Ok(()) => None,
        Err(FigureError::Arrow {
            arrow: 1, fault, ..
        }) => Some(fault),
        Err(other) => panic!("{other}"),
    }
}

/// What is said of an arrow of who turns the head by so much; of a caution there is no panel before.
fn turning(from: &str, caution: bool, look: f64, arrow: &str) -> Option<ArrowFault> {
    let pose = format!("base = 'standing', look = {look}");
    let arrows = format!("arrows = [{{ of = 'head', {arrow} }}]\npose = {{ {pose} }}");
    fault_of(&figure(&if caution {
        format!("caution = 'CX-01'\nfrom = '{from}'\n[[panel]]\n{arrows}")
    } else {
        format!(
            "exercise = 'EX-01'\nfrom = '{from}'\n[[panel]]\npose = {{ base = 'standing' }}\n[[panel]]\n{arrows}"
        )
    }))
}

/// What is said of an arrow of a foot that goes 0.4 m to the left of the paper and a little up.
fn to_the_side(arrow: &str) -> Option<ArrowFault> {
    fault_of(&figure(&format!(
        "exercise = 'EX-01'\nfrom = 'front'\n[[panel]]\npose = {{ base = 'standing' }}\n\
         [[panel]]\narrows = [{{ of = 'foot', {arrow} }}]\n\
         pose = {{ working = {{ hip-out = 28, foot = 'free' }} }}"
    )))
}

/// What stands after `write` in a hint, to be written.
fn hint(fault: ArrowFault) -> String {
    let said = fault.to_string();
    let at = ["write ", " as "]
        .iter()
        .find_map(|word| said.find(word).map(|at| at + word.len()));
    said[at.unwrap_or_else(|| panic!("{said}"))..].to_owned()
}

#[test]
fn hz_31_a_circle_runs_on_the_paper_where_the_front_of_its_part_goes() {
    for caution in [false, true] {
        for from in ["front", "back", "front-above", "above", "side", "slant"] {
            for (look, around) in [(40.0, "[0, 40]"), (-40.0, "[5, -40]")] {
                let said = turning(from, caution, look, &format!("around = {around}"));
                let short = matches!(said, Some(ArrowFault::Short { .. }));
                assert!(said.is_none() || short, "{from} {look}: {said:?}");
            }
            // Behind the head a circle of this turn runs the other way on the paper.
            for (look, around) in [(40.0, "[150, 210]"), (-40.0, "[210, 150]")] {
                let said = turning(from, caution, look, &format!("around = {around}"));
                assert!(
                    matches!(said, Some(ArrowFault::Astray { off, .. }) if off > 60.0),
                    "{from} {look} {caution}: {said:?}"
                );
                let right = hint(said.unwrap());
                let again = turning(from, caution, look, &right);
                let short = matches!(again, Some(ArrowFault::Short { .. }));
                assert!(again.is_none() || short, "{from}: {right}: {again:?}");
            }
        }
        for from in ["front", "back"] {
            let arrow = "around = [150, 210], out = 0.34";
            let said = turning(from, caution, 40.0, arrow);
            assert!(
                matches!(said, Some(ArrowFault::Astray { off, .. }) if off > 150.0),
                "{from}: {said:?}"
            );
            assert_eq!(turning(from, caution, 40.0, &hint(said.unwrap())), None);
            // To one side of the head it points up or down on the paper.
            let aside = turning(from, caution, 40.0, "around = [60, 120]");
            assert!(
                matches!(aside, Some(ArrowFault::Astray { .. })),
                "{from}: {aside:?}"
            );
        }
    }
}

#[test]
fn a_circle_is_neither_far_from_its_part_nor_next_to_nothing() {
    for caution in [false, true] {
        let turning = |look: f64, arrow: &str| turning("front", caution, look, arrow);
        for out in ["0.2", "0.5"] {
            let arrow = format!("around = [0, 40], out = {out}");
            assert_eq!(turning(40.0, &arrow), None, "{out}");
        }
        for (look, arrow) in [
            (6.0, "around = [-15, 15], out = 2.0, off = [0.0, 1.2]"),
            (6.0, "around = [-15, 15], out = 2.0"),
            (40.0, "around = [0, 40], out = 0.52"),
            (40.0, "around = [0, 40], out = 0.18"),
            (40.0, "around = [0, 40], out = -0.34"),
        ] {
            let said = turning(look, arrow);
            assert!(
                matches!(said, Some(ArrowFault::Radius { least, most, .. })
                    if (least, most) == (0.2, 0.5)),
                "{arrow}: {said:?}"
            );
        }
        for around in ["[0, 0.001]", "[15, 25]"] {
            let said = turning(40.0, &format!("around = {around}"));
            assert!(
                matches!(said, Some(ArrowFault::TurnsLess { least, .. }) if (least - 13.3).abs() < 0.5),
                "{around}: {said:?}"
            );
            // 13 would be refused again.
            let said = said.unwrap().to_string();
            assert!(said.ends_with("go 14 degrees at least"), "{said}");
        }
        assert_eq!(turning(40.0, "around = [10, 30]"), None);
        // Nearly all round, it ends where it begins.
        let said = turning(40.0, "around = [-155, 195]");
        assert_eq!(said, Some(ArrowFault::Winds));
        // A circle of six degrees shows this turn, and nobody sees it.
        let said = turning(6.0, "around = [0, 6]");
        assert!(
            matches!(said, Some(ArrowFault::Short { long, least }) if long < least),
            "{said:?}"
        );
    }
}

#[test]
fn what_comes_back_is_measured_there_and_back() {
    let back =
        |way: &str, back: &str| to_the_side(&format!("way = {way}, back = {back}, off = [0, 0.1]"));
    for fine in ["0.05", "0.13", "0.2"] {
        assert_eq!(back("[-0.3, 0.07]", fine), None, "{fine}");
    }
    for wrong in ["2.0", "0.22", "0.04", "0.0", "-0.1"] {
        let said = back("[-0.3, 0.07]", wrong);
        assert!(
            matches!(said, Some(ArrowFault::Back { least, most, .. }) if (least, most) == (0.05, 0.2)),
            "{wrong}: {said:?}"
        );
    }
    // A half circle with hardly a way to come back on.
    let said = back("[-0.1, 0.025]", "0.15");
    assert!(matches!(said, Some(ArrowFault::Back { .. })), "{said:?}");
    // The turn at its end counts: there and back may be twice as long as a way may be.
    assert_eq!(to_the_side("way = [-0.56, 0.145]"), None);
    let said = back("[-0.56, 0.145]", "0.2");
    assert!(
        matches!(said, Some(ArrowFault::Long { long, most, .. })
            if (1300.0..1600.0).contains(&long) && (most - 1184.0).abs() < 30.0),
        "{said:?}"
    );
    assert_eq!(back_again(&hint(said.unwrap())), None);
    // On its way out it is near enough, and not on its way back.
    let low = |off: &str| to_the_side(&format!("way = [-0.3, 0.08], back = 0.2, off = {off}"));
    let out = to_the_side("way = [-0.3, 0.08], off = [0.0, -0.39]");
    assert_eq!((low("[0.0, -0.2]"), out), (None, None));
    let said = low("[0.0, -0.39]");
    assert!(matches!(said, Some(ArrowFault::Far { .. })), "{said:?}");
    // What goes up and comes back down its own way says nothing.
    let rises = |way: &str| turning("front", true, 0.0, &format!("way = {way}, back = 0.1"));
    for steep in ["[0.0, 0.3]", "[0.1, -0.3]"] {
        let said = rises(steep);
        assert!(
            matches!(said, Some(ArrowFault::Steep { apart, least }) if apart < least),
            "{steep}: {said:?}"
        );
    }
    assert_eq!(rises("[0.3, 0.1]"), None);
}

fn back_again(way: &str) -> Option<ArrowFault> {
    to_the_side(&format!("{way}, back = 0.2, off = [0, 0.1]"))
}

#[test]
fn words_of_an_arrow_that_are_not_drawn_together_are_refused() {
    let way = "way = [-0.3, 0.08]";
    let round = "around = [0, 40]";
    let foot = |words: &str| to_the_side(words);
    let head = |words: &str| turning("front", false, 40.0, words);
    for (said, word, beside) in [
        (foot(&format!("{way}, bow = 0.1")), "bow", "way"),
        (foot(&format!("{way}, out = 0.1")), "out", "way"),
        (foot("bow = 0.1, out = 0.1"), "out", "bow"),
        (
            foot(&format!("{way}, back = 0.1, both-ways = true")),
            "both-ways",
            "back",
        ),
        (head(&format!("{round}, {way}")), "way", "around"),
        (head(&format!("{round}, bow = 0.1")), "bow", "around"),
        (head(&format!("{round}, back = 0.1")), "back", "around"),
        (head(&format!("{round}, own = true")), "own", "around"),
    ] {
        assert_eq!(said, Some(ArrowFault::Together { word, beside }));
        let said = said.unwrap().to_string();
        assert!(said.contains(&format!("`{word}`")) && said.contains(&format!("`{beside}`")));
    }
    assert_eq!(to_the_side("back = 0.1"), Some(ArrowFault::BackAlone));
    // A bow does not make a longer way right, and what says something else is found before what only says too much.
    let long = to_the_side("way = [-0.6, 0.155], bow = 0.1");
    assert!(matches!(long, Some(ArrowFault::Long { .. })), "{long:?}");
    let behind = head("around = [120, 210], bow = 0.1");
    assert!(
        matches!(behind, Some(ArrowFault::Astray { .. })),
        "{behind:?}"
    );
    let else_where = to_the_side("way = [2.0, 0.0], out = 0.1");
    assert!(
        matches!(else_where, Some(ArrowFault::Elsewhere { .. })),
        "{else_where:?}"
    );
    for caution in [false, true] {
        let said = turning("front", caution, 40.0, "around = [0, 40], bow = 0.1");
        assert!(
            matches!(said, Some(ArrowFault::Together { .. })),
            "{said:?}"
        );
    }
}

#[test]
fn a_way_that_is_drawn_as_a_dot_is_refused() {
    for way in ["[-0.03, 0.01]", "[-0.058, 0.015]"] {
        let fault = to_the_side(&format!("way = {way}")).unwrap();
        assert!(matches!(fault, ArrowFault::Dot { .. }), "{fault}");
        assert_eq!(to_the_side(&hint(fault)), None, "{fault}");
    }
    assert_eq!(to_the_side("way = [-0.08, 0.02]"), None);
}
