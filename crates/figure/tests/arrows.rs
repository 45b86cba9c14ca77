//! Arrows run where their parts go, and one that says something else is refused.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests of geometry")]

mod common;

use std::collections::BTreeSet;

use common::{figure, small_pictures, written};
use glam::{DVec2, DVec3};
use plinth_figure::{
    arrow::{ArrowFault, check},
    body::Build,
    drawing::{Drawing, Fill, Path, Point, Segment, Stroke},
    figure::{Arrow, FigureError, FigureText, Mark, PanelText, Posed, SCALE, draw, posed},
    inset::Inset,
    person::Person,
    scene::View,
    side::Side,
    skeleton::Skeleton,
};

/// An arrow as it is drawn, mm.
struct Drawn {
    /// Along its shaft, from its beginning.
    shaft: Vec<DVec2>,
    tip: DVec2,
    both: bool,
}

impl Drawn {
    /// From its beginning to its tip; of one that comes back, its way out.
    fn leads(&self, back: bool) -> DVec2 {
        if back {
            self.shaft[4] - self.shaft[0]
        } else {
            self.tip - self.shaft[0]
        }
    }
}

/// The arrows of a panel.
fn arrows(panel: &Drawing) -> Vec<Drawn> {
    let at = |at: Point| DVec2::new(at.x, at.y);
    let first = |segment: &Segment| match segment {
        Segment::Move(to) => Some(at(*to)),
        _ => None,
    };
    // A head comes right after its shaft, and both after a seam of paper. What stands beside a sign has none.
    let is_arrow = |paths: &&[Path]| {
        let [seam, shaft, head] = paths else {
            return false;
        };
        seam.fill == Some(Fill::Halo)
            && matches!(shaft.stroke, Some((Stroke::Arrow, _)))
            && head.fill == Some(Fill::Arrow)
    };
    panel
        .paths
        .windows(3)
        .filter(is_arrow)
        .map(|paths| {
            let [_, shaft, head] = paths else {
                panic!("three paths");
            };
            let tips: Vec<DVec2> = head.segments.iter().filter_map(first).collect();
            let mut shaft: Vec<DVec2> = shaft
                .segments
                .iter()
                .map(|segment| match segment {
                    Segment::Move(to) | Segment::Line(to) => at(*to),
                    other => panic!("{other:?}"),
                })
                .collect();
            let (tip, both) = match *tips.as_slice() {
                [tip] => (tip, false),
                [tip, back] => {
                    // Its shaft is written from its tip.
                    shaft.reverse();
                    shaft[0] = back;
                    (tip, true)
                }
                _ => panic!("{} heads", tips.len()),
            };
            Drawn { shaft, tip, both }
        })
        .collect()
}

/// The arrows of a panel as written, in the order in which they are drawn: last those of an inset.
fn in_order(panel: &PanelText) -> Vec<Arrow> {
    let inside = |arrow: &&Arrow| {
        matches!(
            (panel.inset, arrow.of),
            (Some(Inset::Foot), Mark::Toes)
                | (Some(Inset::Pelvis), Mark::Pelvis | Mark::LowBack)
                | (Some(Inset::Knees), Mark::Knee | Mark::OtherKnee)
                | (Some(Inset::Head), Mark::Head)
        )
    };
    let (inner, outer): (Vec<_>, Vec<_>) = panel.arrows.iter().partition(inside);
    outer.into_iter().chain(inner).copied().collect()
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

/// Where a part faces, m.
fn front(mark: Mark, made: &Skeleton) -> DVec3 {
    match mark {
        Mark::Head => made.head_frame.x_axis,
        Mark::Chest => made.at(0.36).1.x_axis,
        Mark::Pelvis => made.pelvis_frame.x_axis,
        other => panic!("{other:?} has no front"),
    }
}

/// The angle between two ways, degrees.
fn between(one: DVec2, other: DVec2) -> f64 {
    one.perp_dot(other).atan2(one.dot(other)).to_degrees().abs()
}

/// By how many degrees a drawn arrow misses the way of its part.
fn miss(
    (arrow, drawn): (&Arrow, &Drawn),
    (view, side): (View, Side),
    before: &Skeleton,
    now: &Skeleton,
) -> f64 {
    assert_eq!(drawn.both, arrow.both_ways);
    let on = |made: &Skeleton| {
        let at = part(arrow.of, side, made);
        let joint = made.legs[side.index()].ankle;
        // Of toes that turn about the ankle, the way of the ankle is none of theirs.
        let own = arrow.own && arrow.of == Mark::Toes;
        let at = if arrow.around.is_some() {
            front(arrow.of, made)
        } else if own {
            at - joint
        } else {
            at
        };
        view.project(at).truncate()
    };
    let off = between(drawn.leads(arrow.back.is_some()), on(now) - on(before));
    if drawn.both {
        off.min(180.0 - off)
    } else {
        off
    }
}

/// How far an arrow may miss: one round a part has a middle of its own, and is wider than the turn.
fn most(arrow: &Arrow) -> f64 {
    if arrow.around.is_some() { 15.0 } else { 5.0 }
}

/// Each arrow of a figure with the panel that it leads from and the one that it leads to.
fn each_arrow(
    figure: &[Posed<'_>],
    panels: &[Drawing],
    side: Side,
    mut look: impl FnMut(&Arrow, &Drawn, &Skeleton, &Skeleton),
) {
    for (posed, panel) in figure.iter().zip(panels) {
        let (said, found) = (in_order(posed.panel), arrows(panel));
        assert_eq!(found.len(), said.len());
        let Some(before) = posed.follows else {
            assert!(said.is_empty());
            continue;
        };
        let [before, now] = [&figure[before], posed].map(|posed| posed.with(side));
        for (arrow, drawn) in said.iter().zip(&found) {
            look(arrow, drawn, &before, &now);
        }
    }
}

#[test]
fn hz_31_an_arrow_runs_from_where_its_part_was_to_where_it_is_within_5_degrees() {
    let (mut count, mut around, mut back) = (0, 0, 0);
    for (name, text) in written() {
        let figure = posed(&text, Build::STRAIGHT).unwrap();
        for side in Side::BOTH {
            let view = text.from.view(side);
            let panels = draw(&text, Person::default(), side).unwrap();
            each_arrow(&figure, &panels, side, |arrow, drawn, before, now| {
                let off = miss((arrow, drawn), (view, side), before, now);
                assert!(
                    off <= most(arrow),
                    "{name} {side:?}: {:?} {off:.1} degrees",
                    arrow.of
                );
                count += 1;
                around += u32::from(arrow.around.is_some());
                back += u32::from(arrow.back.is_some());
                if let (Some(below), Some(way)) = (arrow.back, arrow.way) {
                    // It ends under its beginning, on its way back.
                    let end = drawn.tip - drawn.shaft[0];
                    let home = drawn.tip - drawn.shaft[drawn.shaft.len() - 1];
                    assert!(between(home, drawn.leads(true)) > 175.0, "{name}");
                    assert!((end.y / SCALE - below).abs() < 0.01, "{name}: {end:?}");
                    assert!(end.x.abs() / SCALE < way[0].hypot(way[1]) / 2.0, "{name}");
                }
            });
        }
    }
    assert!(
        count >= 50 && around >= 4 && back >= 2,
        "{count} arrows, {around} round a part, {back} there and back"
    );
}

/// The arrows of small pictures with one panel: from which posture the body comes there, and by how many degrees the arrow may
/// miss that way. No panel says from where; so the arrow shows on, and not the whole way.
const COMES_FROM: [(&str, &str, f64); 3] = [
    (
        "CX-02",
        "base = 'long-sitting', face = 50, both = { hip = 90, knee = 4, hand = 'thigh' }",
        15.0,
    ),
    (
        "CX-03",
        "base = 'on-the-back', both = { hip = 0, knee = 2, hand = 'by-side' }",
        30.0,
    ),
    (
        "CX-06",
        "base = 'long-sitting', face = 180, lean = -84, both = { hip = 40, knee = 95, foot = 'flat' }",
        30.0,
    ),
];

#[test]
fn hz_31_an_arrow_of_a_small_picture_runs_the_way_that_is_meant() {
    let mut count = 0;
    for (name, text) in small_pictures() {
        let figure = posed(&text, Build::STRAIGHT).unwrap();
        let last = figure.last().unwrap();
        let said = in_order(last.panel);
        let earlier: usize = figure.iter().map(|posed| posed.panel.arrows.len()).sum();
        assert_eq!(earlier, said.len(), "{name}: an arrow that is not drawn");
        let start = COMES_FROM
            .iter()
            .find(|(picture, ..)| *picture == name)
            .map(|(_, pose, most)| {
                let text = figure_of(pose, &text);
                (
                    posed(&text, Build::STRAIGHT).unwrap()[0].made.clone(),
                    *most,
                )
            });
        for side in Side::BOTH {
            let drawn = draw(&text, Person::default(), side).unwrap();
            let found = arrows(&drawn[0]);
            assert_eq!(found.len(), said.len(), "{name}");
            for (arrow, drawn) in said.iter().zip(&found) {
                let (before, most) = match (last.follows, &start) {
                    (Some(before), None) => (figure[before].made.clone(), most(arrow)),
                    (None, Some(start)) => start.clone(),
                    _ => panic!("{name}: say in COMES_FROM where its arrow begins, and only there"),
                };
                // It is the same on both sides.
                let view = text.from.view(Side::Right);
                let off = miss((arrow, drawn), (view, Side::Right), &before, &last.made);
                assert!(off <= most, "{name}: {:?} {off:.1} degrees", arrow.of);
                count += 1;
            }
        }
    }
    assert!(count >= 8, "{count} arrows");
}

/// A posture alone, seen as a small picture.
fn figure_of(pose: &str, like: &FigureText) -> FigureText {
    FigureText {
        props: like.props.clone(),
        from: like.from,
        ..figure(&format!(
            "exercise = 'EX-01'\npanel = [{{ pose = {{ {pose} }} }}]"
        ))
    }
}

/// The figures whose author is told when start and end are swapped: a way, a circle or a bow of theirs leads one way.
const TOLD: [&str; 11] = [
    "EX-01",
    "EX-03",
    "EX-08",
    "EX-09",
    "EX-10",
    "EX-15",
    "EX-18",
    "EX-20",
    "EX-21",
    "EX-25",
    "sitting-break",
];

#[test]
fn hz_31_start_and_end_swapped_are_found() {
    let mut told = BTreeSet::new();
    for (name, text) in written().into_iter().chain(small_pictures()) {
        let figure = posed(&text, Build::STRAIGHT).unwrap();
        let view = text.from.view(Side::Right);
        for posed in &figure {
            let Some(before) = posed.follows.map(|number| &figure[number]) else {
                continue;
            };
            for arrow in &posed.panel.arrows {
                let swapped = check(arrow, view, &posed.made, &before.made, text.is_icon());
                // What goes both ways says the same, and an arrow without a word of its own goes as its part does.
                let one_way = !arrow.both_ways
                    && (arrow.way.is_some() || arrow.around.is_some() || arrow.bow.is_some());
                let found = match (&swapped, arrow) {
                    (Err(ArrowFault::Elsewhere { off, .. }), Arrow { way: Some(_), .. }) => {
                        *off > 170.0
                    }
                    (
                        Err(ArrowFault::TurnsElse { .. }),
                        Arrow {
                            around: Some(_), ..
                        },
                    )
                    | (Err(ArrowFault::Bow { .. }), Arrow { bow: Some(_), .. }) => true,
                    _ => swapped.is_ok() && !one_way,
                };
                assert!(found, "{name}: {:?}: {swapped:?}", arrow.of);
                if one_way {
                    told.insert(name.clone());
                }
            }
        }
        if text.is_icon() {
            continue;
        }
        // The body is seen the other way about than the arrows were drawn.
        let panels = draw(&text, Person::default(), Side::Right).unwrap();
        each_arrow(
            &figure,
            &panels,
            Side::Right,
            |arrow, drawn, before, now| {
                let off = miss((arrow, drawn), (view, Side::Right), now, before);
                let least = 180.0 - most(arrow);
                assert!(drawn.both || off >= least, "{name}: {off:.0} degrees");
            },
        );
    }
    for name in TOLD {
        assert!(told.contains(name), "{name} is not refused");
    }
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
