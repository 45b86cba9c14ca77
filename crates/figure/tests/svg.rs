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
fn paths_keep_two_decimals_and_their_roles() {
    let svg = write(&triangle(10.0), Ink::COLOR).unwrap();
    assert!(svg.contains("d=\"M0 1L10 2.5C1 1 2 2 3 3.13Z\" fill=\"#f08a66\" fill-rule=\"evenodd\" stroke=\"#27333f\" stroke-width=\"0.3\""), "{svg}");
    assert!(
        svg.contains("<title>Knee &lt; hip &amp; back</title>"),
        "{svg}"
    );
}

#[test]
fn without_color_what_works_is_hatched_and_not_filled() {
    let svg = write(&triangle(10.0), Ink::Black).unwrap();
    assert!(svg.contains("fill=\"none\" stroke=\"#000000\""), "{svg}");
    let mut hatched = triangle(10.0);
    hatched.paths[0].stroke = Some((Stroke::Hatch, 0.2));
    assert!(
        write(&hatched, Ink::Black)
            .unwrap()
            .contains("stroke=\"#000000\"")
    );
    assert!(!write(&hatched, Ink::COLOR).unwrap().contains("stroke="));
}

#[test]
fn a_number_that_is_not_finite_is_refused() {
    assert_eq!(write(&triangle(f64::INFINITY), Ink::COLOR), Err(NotFinite));
}
