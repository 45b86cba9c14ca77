//! Arrows run where their parts go, and one that says something else is refused.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests of geometry")]

mod common;

use common::{figure, written};
use glam::{DVec2, DVec3};
use plinth_figure::{
    arrow::ArrowFault,
    body::Build,
    drawing::{Drawing, Fill, Point, Segment, Stroke},
    figure::{FigureError, FigureText, Mark, Posed, draw, posed},
    person::Person,
    side::Side,
    skeleton::Skeleton,
};

/// Where an arrow begins and ends on a panel, mm.
fn arrows(panel: &Drawing) -> Vec<(DVec2, DVec2, bool)> {
    let at = |at: Point| DVec2::new(at.x, at.y);
    let first = |segment: &Segment| match segment {
        Segment::Move(to) => Some(at(*to)),
        _ => None,
    };
    let shafts = panel.paths.iter().filter(|path| {
        matches!(path.stroke, Some((Stroke::Arrow, _)))
            && path.segments.iter().filter_map(first).count() == 1
    });
    let heads = panel
        .paths
        .iter()
        .filter(|path| path.fill == Some(Fill::Arrow));
    shafts
        .zip(heads)
        .map(|(shaft, head)| {
            let tips: Vec<DVec2> = head.segments.iter().filter_map(first).collect();
            match *tips.as_slice() {
                [tip] => (first(&shaft.segments[0]).unwrap(), tip, false),
                [tip, back] => (back, tip, true),
                _ => panic!("{} heads", tips.len()),
            }
        })
        .collect()
}

/// Where the part of an arrow is on the paper, found by itself.
fn part(mark: Mark, side: Side, made: &Skeleton) -> DVec3 {
    let leg = |side: Side| &made.legs[side.index()];
    let hand = |side: Side| {
        let arm = &made.arms[side.index()];
        arm.wrist - arm.hand.y_axis * 0.08
    };
    match mark {
        Mark::Foot => leg(side).ankle,
        Mark::OtherFoot => leg(side.other()).ankle,
        Mark::Toes => leg(side).toes(),
        Mark::Knee => leg(side).knee,
        Mark::OtherKnee => leg(side.other()).knee,
        Mark::Hand => hand(side),
        Mark::OtherHand => hand(side.other()),
        Mark::Head => made.head,
        Mark::Chest => made.at(0.36).0,
        Mark::LowBack => made.at(0.15).0,
        Mark::Pelvis => made.pelvis,
    }
}

/// By how many degrees the drawn arrows of a figure miss the way of their parts.
fn misses(text: &FigureText, figure: &[Posed<'_>], drawn: &[Drawing], side: Side) -> Vec<f64> {
    let view = text.from.view(side);
    let mut all = Vec::new();
    for ((pair, panel), said) in figure.windows(2).zip(&drawn[1..]).zip(&text.panels[1..]) {
        let [before, now] = [0, 1].map(|at| pair[at].with(side));
        let found = arrows(panel);
        assert_eq!(found.len(), said.arrows.len());
        for ((start, end, both), arrow) in found.into_iter().zip(&said.arrows) {
            assert_eq!(both, arrow.both_ways);
            if arrow.around.is_some() {
                continue;
            }
            let on = |made: &Skeleton| {
                let at = part(arrow.of, side, made);
                let joint = made.legs[side.index()].ankle;
                // Of toes that turn about the ankle, the way of the ankle is none of theirs.
                let own = arrow.own && arrow.of == Mark::Toes;
                view.project(if own { at - joint } else { at }).truncate()
            };
            let went = on(&now) - on(&before);
            // What comes back ends below its beginning: the way out is the written one.
            let drawn = match (arrow.back, arrow.way) {
                (Some(_), Some([right, up])) => DVec2::new(right * side.toward(), -up),
                _ => end - start,
            };
            let turn = drawn
                .perp_dot(went)
                .atan2(drawn.dot(went))
                .to_degrees()
                .abs();
            all.push(if both { turn.min(180.0 - turn) } else { turn });
        }
    }
    all
}

#[test]
fn hz_31_an_arrow_runs_from_where_its_part_was_to_where_it_is_within_5_degrees() {
    let mut count = 0;
    for (name, text) in written() {
        let figure = posed(&text, Build::STRAIGHT).unwrap();
        for side in Side::BOTH {
            let drawn = draw(&text, Person::default(), side).unwrap();
            for miss in misses(&text, &figure, &drawn, side) {
                assert!(miss <= 5.0, "{name} {side:?}: {miss:.1} degrees");
                count += 1;
            }
        }
    }
    assert!(count >= 50, "{count} arrows");
}

#[test]
fn hz_31_start_and_end_swapped_are_found() {
    let mut refused = 0;
    for (name, text) in written() {
        if text.panels.iter().all(|panel| panel.arrows.is_empty()) || text.panels.len() != 2 {
            continue;
        }
        // The body is seen the other way about than the arrows were drawn.
        let mut figure = posed(&text, Build::STRAIGHT).unwrap();
        let drawn = draw(&text, Person::default(), Side::Right).unwrap();
        figure.reverse();
        for miss in misses(&text, &figure, &drawn, Side::Right) {
            let both = text.panels[1].arrows.iter().any(|arrow| arrow.both_ways);
            assert!(both || miss > 170.0, "{name}: {miss:.0} degrees");
        }
        // An author who swaps the panels and keeps a written way is told.
        let mut swapped = text.clone();
        let before = swapped.panels[0].pose.clone();
        let after = swapped.panels[1].pose.after(&figure[1].whole);
        swapped.panels[0].pose = plinth_figure::posture::Posture {
            working: Some(after.sides[0]),
            other: Some(after.sides[1]),
            ..after.trunk
        };
        swapped.panels[1].pose = before;
        if swapped.panels[1]
            .arrows
            .iter()
            .any(|arrow| arrow.way.is_some())
            && let Err(FigureError::Arrow {
                panel: 2, fault, ..
            }) = posed(&swapped, Build::STRAIGHT)
        {
            let told = matches!(
                fault,
                ArrowFault::Elsewhere { .. } | ArrowFault::Still { .. }
            );
            assert!(told, "{name}: {fault}");
            refused += 1;
        }
    }
    assert!(refused >= 3, "{refused} refused");
}

#[test]
fn hz_31_an_arrow_that_says_something_else_is_refused() {
    let said = |arrow: &str| {
        let text = figure(&format!(
            "exercise = 'EX-01'\nfrom = 'front'\n[[panel]]\npose = {{ base = 'standing' }}\n\
             [[panel]]\narrows = [{arrow}]\npose = {{ working = {{ hip-out = 28, foot = 'free' }}, look = 40 }}"
        ));
        match posed(&text, Build::STRAIGHT) {
            Ok(_) => None,
            Err(FigureError::Arrow {
                panel: 2,
                arrow: 1,
                fault,
            }) => Some(fault),
            Err(other) => panic!("{other}"),
        }
    };
    assert_eq!(said("{ of = 'foot' }"), None);
    assert!(matches!(
        said("{ of = 'foot', way = [0.3, 0.05] }"),
        Some(ArrowFault::Elsewhere { off, .. }) if off > 150.0
    ));
    assert!(matches!(
        said("{ of = 'foot', way = [0.0, 0.0] }"),
        Some(ArrowFault::Elsewhere { .. })
    ));
    assert!(matches!(
        said("{ of = 'other-foot' }"),
        Some(ArrowFault::Still { .. })
    ));
    assert_eq!(said("{ of = 'head', around = [0, 60] }"), None);
    assert!(matches!(
        said("{ of = 'head', around = [60, 0] }"),
        Some(ArrowFault::TurnsElse { .. })
    ));
    assert!(matches!(
        said("{ of = 'pelvis', around = [0, 60] }"),
        Some(ArrowFault::TurnsElse { .. })
    ));
    assert_eq!(
        said("{ of = 'foot', around = [0, 60] }"),
        Some(ArrowFault::NoFront)
    );
    for wrong in [
        "way = [nan, 0.1]",
        "out = inf",
        "off = [1e308, 0]",
        "around = [0, -1e9]",
    ] {
        let fault = said(&format!("{{ of = 'foot', {wrong} }}"));
        assert!(
            matches!(fault, Some(ArrowFault::Number { .. })),
            "{wrong}: {fault:?}"
        );
    }
}
