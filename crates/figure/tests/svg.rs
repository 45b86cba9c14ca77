//! A drawing as SVG.

#![allow(clippy::unwrap_used)]

use plinth_figure::{
    drawing::{Drawing, Fill, Ink, Path, Point, Segment, Stroke},
    svg::{NotFinite, write},
};

fn triangle(x: f64) -> Drawing {
    let at = |x, y| Point { x, y };
    let segments = vec![
        Segment::Move(at(-0.001, 1.0)),
        Segment::Line(at(x, 2.5)),
        Segment::Cubic(at(1.0, 1.0), at(2.0, 2.0), at(3.0, 3.126)),
        Segment::Close,
    ];
    let path = Path {
        segments,
        fill: Some(Fill::Working),
        stroke: Some((Stroke::Outline, 0.3)),
    };
    Drawing {
        width: 30.0,
        height: 20.0,
        alternative: "Knee < hip & back".to_owned(),
        wrong: false,
        paths: vec![path],
    }
}

#[test]
fn paths_are_offsets_in_hundredths_with_their_roles() {
    let svg = write(&triangle(10.0), Ink::COLOR).unwrap();
    assert!(
        svg.contains("width=\"30mm\" height=\"20mm\" viewBox=\"0 0 3000 2000\""),
        "{svg}"
    );
    assert!(svg.contains("d=\"m0 100l1000 150c-900-150-800-50-700 63z\" fill=\"#f08a66\" stroke=\"#27333f\" stroke-width=\"30\""), "{svg}");
    assert!(
        svg.contains("<title>Knee &lt; hip &amp; back</title>"),
        "{svg}"
    );
}

#[test]
fn offsets_begin_anew_where_a_contour_was_closed_and_a_dot_is_kept() {
    let at = |x, y| Point { x, y };
    let mut drawing = triangle(10.0);
    drawing.paths[0].segments = vec![
        Segment::Move(at(1.0, 1.0)),
        Segment::Line(at(3.0, 1.0)),
        Segment::Line(at(3.001, 1.0)),
        Segment::Line(at(3.0, 2.0)),
        Segment::Line(at(2.0, 3.0)),
        Segment::Line(at(1.0, 2.0)),
        Segment::Close,
        Segment::Move(at(2.0, 2.0)),
        Segment::Line(at(2.0, 2.0)),
    ];
    let svg = write(&drawing, Ink::COLOR).unwrap();
    assert!(
        svg.contains("d=\"m100 100h200v100l-100 100-100-100zm100 100h0\""),
        "{svg}"
    );
}

#[test]
fn without_color_what_works_is_hatched_and_not_filled() {
    let svg = write(&triangle(10.0), Ink::Black).unwrap();
    assert!(svg.contains("z\" stroke=\"#000000\""), "{svg}");
    let mut hatched = triangle(10.0);
    hatched.paths[0].stroke = Some((Stroke::Hatch, 0.2));
    assert!(
        write(&hatched, Ink::Black)
            .unwrap()
            .contains("stroke=\"#000000\"")
    );
    assert!(!write(&hatched, Ink::COLOR).unwrap().contains(" stroke="));
}

#[test]
fn a_number_that_is_not_finite_is_refused() {
    assert_eq!(write(&triangle(f64::INFINITY), Ink::COLOR), Err(NotFinite));
}
