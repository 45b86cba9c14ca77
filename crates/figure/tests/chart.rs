//! The body chart: sides, regions, and patterns that are told apart without color.

#![allow(clippy::unwrap_used, clippy::cast_precision_loss)]

use plinth_figure::{
    chart::{ChartFault, Mark, Pattern, Region, View, chart, regions, sample},
    drawing::{Drawing, Fill, Ink, Path, Point, Segment, Stroke},
    png,
    side::Side,
    svg,
};
use tiny_skia::Pixmap;

/// Every region with each side that it has.
fn places() -> Vec<(Region, Option<Side>)> {
    Region::ALL
        .into_iter()
        .flat_map(|region| {
            if region.has_sides() {
                vec![(region, Some(Side::Right)), (region, Some(Side::Left))]
            } else {
                vec![(region, None)]
            }
        })
        .collect()
}

fn ends(segments: &[Segment]) -> Vec<Point> {
    let end = |segment: &Segment| match *segment {
        Segment::Move(at) | Segment::Line(at) | Segment::Cubic(_, _, at) => Some(at),
        Segment::Close => None,
    };
    segments.iter().filter_map(end).collect()
}

/// The least and the greatest place to the right; no curve leaves its control points.
fn reach(segments: &[Segment]) -> [f64; 2] {
    let controls = segments.iter().flat_map(|segment| match *segment {
        Segment::Cubic(a, b, _) => vec![a.x, b.x],
        _ => Vec::new(),
    });
    let all = ends(segments).into_iter().map(|at| at.x).chain(controls);
    all.fold([f64::INFINITY, f64::NEG_INFINITY], |all, x| {
        [all[0].min(x), all[1].max(x)]
    })
}

fn patterns(drawing: &Drawing) -> Vec<&Path> {
    let is_pattern =
        |path: &&Path| path.fill.is_none() && matches!(path.stroke, Some((Stroke::Pattern, _)));
    drawing.paths.iter().filter(is_pattern).collect()
}

#[test]
fn hz_17_from_the_front_the_right_is_on_the_readers_left_and_from_the_back_on_the_right() {
    let blank = chart(&[]);
    for caption in blank.captions {
        let rightward = match caption.view {
            View::Front => -1.0,
            View::Back => 1.0,
        };
        assert!((caption.right.x - caption.above.x) * rightward > 0.0);
        assert!((caption.left.x - caption.above.x) * rightward < 0.0);
        for outline in regions() {
            if outline.view != caption.view {
                continue;
            }
            let toward = match outline.side {
                None => continue,
                Some(Side::Right) => rightward,
                Some(Side::Left) => -rightward,
            };
            for x in reach(&outline.contour) {
                // The fit of a line may cross the middle by a hair.
                assert!((x - caption.above.x) * toward > -0.2, "{outline:?}");
            }
        }
    }
    assert_eq!(
        blank.captions.map(|caption| caption.view),
        [View::Front, View::Back]
    );
    assert!(
        blank.captions[0].above.x < blank.captions[1].above.x,
        "the front comes first"
    );
}

#[test]
fn hz_17_a_mark_is_drawn_on_its_region_and_side_and_nowhere_else() {
    for (region, side) in places() {
        for pattern in Pattern::ALL {
            let drawn = chart(&[Mark::new(region, side, pattern).unwrap()]).drawing;
            let own: Vec<[f64; 2]> = regions()
                .iter()
                .filter(|outline| (outline.region, outline.side) == (region, side))
                .map(|outline| reach(&outline.contour))
                .collect();
            let drawn = patterns(&drawn);
            assert_eq!(drawn.len(), own.len(), "{region} {side:?} {pattern:?}");
            for at in drawn.iter().flat_map(|path| ends(&path.segments)) {
                assert!(
                    own.iter()
                        .any(|[low, high]| (low - 0.02..=high + 0.02).contains(&at.x)),
                    "{region} {side:?} {pattern:?}: {at:?}"
                );
            }
        }
    }
    assert!(patterns(&chart(&[]).drawing).is_empty());
}

#[test]
fn every_region_is_seen_where_it_should_be_and_no_two_share_a_place() {
    for (region, side) in places() {
        let outlines = regions();
        let views: Vec<View> = outlines
            .iter()
            .filter(|outline| (outline.region, outline.side) == (region, side))
            .map(|outline| outline.view)
            .collect();
        let expected = match region {
            Region::Back | Region::Buttock | Region::ThighBack => vec![View::Back],
            Region::Groin | Region::ThighFront => vec![View::Front],
            _ => vec![View::Front, View::Back],
        };
        assert_eq!(views, expected, "{region} {side:?}");
    }
    // Each region alone in ink of its own: where two of them are inked, there is no more than their edges.
    let inked: Vec<Vec<bool>> = regions()
        .iter()
        .map(|outline| {
            let mut alone = chart(&[]).drawing;
            alone.paths = vec![Path {
                segments: outline.contour.clone(),
                fill: Some(Fill::Number),
                stroke: None,
            }];
            dots(&alone, 150.0).concat()
        })
        .collect();
    for (number, one) in inked.iter().enumerate() {
        let own = one.iter().filter(|ink| **ink).count();
        assert!(own > 150, "{:?}: {own} dots", regions()[number]);
        for other in &inked[number + 1..] {
            let both = one.iter().zip(other).filter(|(a, b)| **a && **b).count();
            assert!(
                both * 20 < own,
                "{:?}: {both} of {own} shared",
                regions()[number]
            );
        }
    }
}

#[test]
fn a_region_that_is_not_there_or_has_no_side_is_refused_with_what_there_is() {
    let fault = "hip".parse::<Region>().unwrap_err().to_string();
    for region in Region::ALL {
        assert_eq!(region.id().parse(), Ok(region));
        assert!(fault.contains(region.id()), "{fault}");
    }
    assert!(fault.contains("no region `hip`"), "{fault}");
    assert_eq!(
        Mark::new(Region::Calf, None, Pattern::Pain),
        Err(ChartFault::NoSide(Region::Calf))
    );
    assert_eq!(
        Mark::new(Region::Saddle, Some(Side::Left), Pattern::Pain),
        Err(ChartFault::Side(Region::Saddle))
    );
}

#[test]
fn a_chart_is_small_and_the_same_each_time_with_all_of_it_on_the_paper() {
    let leg = [
        Region::Buttock,
        Region::ThighBack,
        Region::Knee,
        Region::Calf,
        Region::Foot,
    ];
    let mut marks: Vec<Mark> = leg
        .map(|region| Mark::new(region, Some(Side::Left), Pattern::Pain).unwrap())
        .to_vec();
    for (region, pattern) in [
        (Region::Back, Pattern::Tingling),
        (Region::Saddle, Pattern::Numbness),
    ] {
        marks.push(Mark::new(region, None, pattern).unwrap());
    }
    let drawing = chart(&marks).drawing;
    assert_eq!(drawing, chart(&marks).drawing);
    let bytes = svg::write(&drawing, Ink::COLOR).unwrap().len();
    assert!(bytes < 25_000, "{bytes} bytes of SVG");
    assert!(drawing.height < 62.0 && drawing.width < 70.0);
    for at in drawing.paths.iter().flat_map(|path| ends(&path.segments)) {
        assert!((0.0..=drawing.width).contains(&at.x) && (0.0..=drawing.height).contains(&at.y));
    }
}

/// What a printer without grays makes of a drawing: ink or none, row by row.
fn dots(drawing: &Drawing, an_inch: f64) -> Vec<Vec<bool>> {
    let map = Pixmap::decode_png(&png::write(drawing, Ink::Black, an_inch).unwrap()).unwrap();
    let inked = |pixel: &tiny_skia::PremultipliedColorU8| pixel.red() < 128;
    let rows = map.pixels().chunks(map.width() as usize);
    rows.map(|row| row.iter().map(inked).collect()).collect()
}

/// How often ink begins or ends on a dot of the way, a step to the right and so many down.
fn changes(dots: &[Vec<bool>], right: usize, down: isize) -> f64 {
    let (mut changed, mut all) = (0, 0);
    for (y, row) in dots.iter().enumerate() {
        for (x, ink) in row.iter().enumerate() {
            let next = y.checked_add_signed(down).and_then(|y| dots.get(y));
            if let Some(next) = next.and_then(|row| row.get(x + right)) {
                all += 1;
                changed += usize::from(next != ink);
            }
        }
    }
    changed as f64 / f64::from(all)
}

/// The width of the widest piece of ink that hangs together, as a share of the whole.
fn widest(dots: &[Vec<bool>]) -> f64 {
    let (high, wide) = (dots.len(), dots[0].len());
    let mut seen = vec![vec![false; wide]; high];
    let mut widest = 0;
    for start in (0..high).flat_map(|y| (0..wide).map(move |x| (x, y))) {
        let (mut low, mut far) = (start.0, start.0);
        let mut open = vec![start];
        while let Some((x, y)) = open.pop() {
            if !dots[y][x] || std::mem::replace(&mut seen[y][x], true) {
                continue;
            }
            (low, far) = (low.min(x), far.max(x));
            for near in [y.saturating_sub(1), y, (y + 1).min(high - 1)] {
                open.extend([x.saturating_sub(1), x, (x + 1).min(wide - 1)].map(|x| (x, near)));
            }
        }
        if dots[start.1][start.0] {
            widest = widest.max(far - low + 1);
        }
    }
    widest as f64 / wide as f64
}

#[test]
fn without_color_and_without_grays_the_patterns_are_told_apart() {
    for an_inch in [110.0, 150.0, 300.0] {
        let inner = |pattern| {
            let drawn = dots(&sample(pattern), an_inch);
            // Without the frame.
            let edge = drawn.len() / 8;
            let rows = drawn[edge..drawn.len() - edge].iter();
            rows.map(|row| row[edge..row.len() - edge].to_vec())
                .collect::<Vec<_>>()
        };
        let [pain, numbness, tingling] = Pattern::ALL.map(inner);
        for pattern in [&pain, &numbness, &tingling] {
            let ink = pattern.concat();
            let share = ink.iter().filter(|ink| **ink).count() as f64 / ink.len() as f64;
            assert!(
                (0.1..0.5).contains(&share),
                "{share} of it is ink at {an_inch}"
            );
        }
        // Slanted lines change when they are crossed, and hardly along.
        let slant = |dots: &[Vec<bool>]| changes(dots, 1, 1) / changes(dots, 1, -1);
        let (lines, points, zigzags) = (slant(&pain), slant(&numbness), slant(&tingling));
        assert!(lines > 2.5, "{lines} at {an_inch}");
        for other in [points, zigzags] {
            assert!((0.6..1.7).contains(&other), "{other} at {an_inch}");
        }
        // Zigzags go through from side to side; each dot has paper around it.
        let (points, zigzags) = (widest(&numbness), widest(&tingling));
        assert!(
            points < 0.2 && zigzags > 0.9,
            "{points} {zigzags} at {an_inch}"
        );
    }
}
