//! One panel on the paper.

use std::collections::BTreeMap;

use glam::{DVec2, DVec3};

use super::{FigureText, PanelText};
use crate::{
    arrow,
    body::{Cover, Part, Solid, dressed},
    drawing::{Drawing, Fill, Path, Point, Segment, Stroke, circle},
    inset::Lens,
    person::Person,
    posture::Whole,
    props::Prop,
    scene::{Region, Scene, View},
    side::Side,
    skeleton::Skeleton,
    space::Page,
    things::{stands, things, water},
    trace::{self, Traced},
    works,
};

/// How long 1 m of the room is on the paper, mm.
pub const SCALE: f64 = 30.0;
/// Width of the body's outline, mm.
pub const OUTLINE: f64 = 0.38;
const THIN: f64 = 0.22;
const FOLD: f64 = 0.28;
const GHOST: f64 = 0.26;
/// Air around a panel, mm.
const AIR: f64 = 1.5;

/// A panel as the body has it.
pub(super) struct Moment<'a> {
    pub(super) panel: &'a PanelText,
    pub(super) whole: &'a Whole,
    /// As it was posed, with the right side working; and where its pelvis was at first.
    pub(super) posed: (&'a Skeleton, DVec3),
    /// With the side working that is drawn, now and in the panel before.
    pub(super) made: &'a Skeleton,
    pub(super) before: Option<&'a Skeleton>,
}

pub(super) fn panel(text: &FigureText, person: Person, side: Side, moment: &Moment<'_>) -> Drawing {
    let panel = moment.panel;
    let (plain, inside) = plain(text, person, side, moment);
    if !panel.hold && inside.is_none() {
        return plain;
    }
    let mut page = Page {
        drawing: plain,
        side,
    };
    let mut shift = DVec2::ZERO;
    if panel.hold {
        let round = CLOCK + AIR;
        let corner = Point {
            x: match side {
                Side::Right => page.drawing.width,
                Side::Left => 0.0,
            },
            y: 0.0,
        };
        let at = page.free_disc(round, corner);
        shift = DVec2::new(-at.x, -at.y).max(DVec2::ZERO);
        let middle = Point {
            x: at.x + shift.x + round,
            y: at.y + shift.y + round,
        };
        page = page.grown(at, round);
        clock(middle, &mut page.drawing.paths);
    }
    match inside {
        None => page.drawing,
        Some((lens, at, paths)) => {
            let at = Point {
                x: at.x + shift.x,
                y: at.y + shift.y,
            };
            lens.beside(page, at, &paths)
        }
    }
}

/// An inset: what it looks at, where that is on the panel in mm, and what is in it.
type Inside = (Lens, Point, Vec<Path>);

/// A panel without what has its place beside the body.
fn plain(
    text: &FigureText,
    person: Person,
    side: Side,
    moment: &Moment<'_>,
) -> (Drawing, Option<Inside>) {
    let Moment {
        panel,
        whole,
        posed: (posed, first),
        made,
        before,
    } = *moment;
    let view = text.from.view(side);
    let body = dressed(made, person.hair, person.clothing);
    let (faces, balls) = things(&text.props, side, whole, posed, first);
    let regions: Vec<Region> = panel
        .works
        .as_ref()
        .unwrap_or(&text.works)
        .iter()
        .flat_map(|works| works::region(*works, side, made))
        .collect();
    let seen = |view: View| {
        let head = ((made.head, made.head_frame), person.hair);
        Scene::new(view, &body, &balls, &faces, &regions, head)
    };
    let shade = |lens: Option<&Lens>| {
        let before = before.filter(|_| panel.ghost)?;
        Some(ghost((view, lens), person, &body, before))
    };
    let scene = seen(view);
    let traced = trace::trace(&scene, trace::ERROR);
    let ghost = shade(None);
    let ways = before.into_iter().flat_map(|before| {
        let ways = panel.arrows.iter();
        ways.map(move |arrow| (arrow::way(arrow, (view, side), before, made), arrow))
    });
    let (inner, arrows): (Vec<_>, Vec<_>) =
        ways.partition(|(_, arrow)| panel.inset.is_some_and(|inset| inset.shows(arrow.of)));
    let [mut low, mut high] = scene.bounds();
    let mut places: Vec<DVec2> = Vec::new();
    for at in arrows.iter().flat_map(|(way, _)| way) {
        places.extend([*at - DVec2::splat(0.03), *at + DVec2::splat(0.03)]);
    }
    if let Some((bounds, _)) = &ghost {
        places.extend(bounds);
    }
    for at in places {
        low = low.min(at);
        high = high.max(at);
    }
    let floor = text.props.contains(&Prop::Floor) || text.props.iter().any(|prop| stands(*prop));
    let level = view.project(DVec3::ZERO).y;
    if floor {
        low = low.min(DVec2::new(low.x - 0.08, level));
        high = high.max(DVec2::new(high.x + 0.08, level + 0.01));
    }
    let to_paper = |at: DVec2| Point {
        x: (at.x - low.x) * SCALE + AIR,
        y: (at.y - low.y) * SCALE + AIR,
    };
    let mut paths = Vec::new();
    if floor {
        let [from, to] = [low.x, high.x].map(|x| to_paper(DVec2::new(x, level)));
        paths.push(Path::line(
            vec![Segment::Move(from), Segment::Line(to)],
            Stroke::Floor,
            THIN,
        ));
    }
    if let Some((_, traced)) = &ghost {
        faint(traced, &to_paper, &mut paths);
    }
    add(&traced, &to_paper, &mut paths);
    if text.props.contains(&Prop::Water) {
        let [left, right] = scene.bounds().map(|at| at.x);
        let level = view.project(DVec3::new(0.0, water(whole).0, -0.4)).y;
        paths.push(waves([left, right], level, &to_paper));
    }
    if panel.spine {
        spine(view, made, &to_paper, &mut paths);
    }
    for (way, arrow) in &arrows {
        arrow::paths(way, (arrow.both_ways, 1.0), &to_paper, &mut paths);
    }
    let (width, height) = (
        (high.x - low.x) * SCALE + 2.0 * AIR,
        (high.y - low.y) * SCALE + 2.0 * AIR,
    );
    let drawing = Drawing {
        width,
        height,
        alternative: String::new(),
        wrong: panel.wrong,
        paths,
    };
    let inside = panel.inset.map(|inset| {
        let lens = inset.lens((view, side), made);
        let (middle, radius) = lens.disc();
        let own = |at: DVec2| lens.to_paper(at);
        let mut paths = Vec::new();
        if let Some((_, traced)) = shade(Some(&lens)) {
            faint(&traced, &own, &mut paths);
        }
        let magnified = seen(lens.view).within(middle, radius);
        add(&trace::trace(&magnified, trace::ERROR), &own, &mut paths);
        for (way, arrow) in &inner {
            arrow::paths(&lens.way(way), (arrow.both_ways, 1.0), &own, &mut paths);
        }
        let at = to_paper(lens.at());
        (lens, at, paths)
    });
    (drawing, inside)
}

/// What is faint behind.
fn faint(traced: &Traced, to_paper: &impl Fn(DVec2) -> Point, paths: &mut Vec<Path>) {
    for contours in traced.areas.values() {
        paths.push(trace::path(contours, to_paper, Some(Fill::Ghost), None));
    }
    for contours in traced.lines.values() {
        let line = Some((Stroke::Ghost, GHOST));
        paths.push(trace::path(contours, to_paper, None, line));
    }
}

/// Radius of the clock of what is held, mm.
const CLOCK: f64 = 2.4;

/// A clock: this is held.
fn clock(at: Point, paths: &mut Vec<Path>) {
    let place = |x: f64, y: f64| Point {
        x: at.x + x * CLOCK,
        y: at.y + y * CLOCK,
    };
    paths.push(Path {
        segments: circle(at, CLOCK),
        fill: Some(Fill::Halo),
        stroke: Some((Stroke::Outline, OUTLINE)),
    });
    let hands = vec![
        Segment::Move(place(0.0, -0.62)),
        Segment::Line(at),
        Segment::Line(place(0.42, 0.24)),
    ];
    paths.push(Path::line(hands, Stroke::Outline, OUTLINE));
}

/// How the back lies, dotted over it.
fn spine(view: View, made: &Skeleton, to_paper: &impl Fn(DVec2) -> Point, paths: &mut Vec<Path>) {
    const DOTS: u32 = 15;
    const WIDE: f64 = 1.1;
    let mut segments = Vec::new();
    for dot in 0..DOTS {
        let (at, frame) = made.at(0.02 + 0.40 * f64::from(dot) / f64::from(DOTS - 1));
        let at = to_paper(view.project(at - frame.x_axis * 0.055).truncate());
        // A line of no length with round ends is a dot.
        segments.extend([
            Segment::Move(at),
            Segment::Line(Point {
                x: at.x + 0.01,
                ..at
            }),
        ]);
    }
    for (stroke, width) in [(Stroke::Halo, WIDE + 0.55), (Stroke::Arrow, WIDE)] {
        paths.push(Path::line(segments.clone(), stroke, width));
    }
}

fn add(traced: &Traced, to_paper: &impl Fn(DVec2) -> Point, paths: &mut Vec<Path>) {
    for (fill, contours) in &traced.areas {
        paths.push(trace::path(contours, to_paper, Some(*fill), None));
    }
    if !traced.working.is_empty() {
        paths.push(trace::path(
            &traced.working,
            to_paper,
            Some(Fill::Working),
            None,
        ));
    }
    if !traced.hatch.is_empty() {
        let segments = traced
            .hatch
            .iter()
            .flat_map(|[from, to]| [Segment::Move(to_paper(*from)), Segment::Line(to_paper(*to))])
            .collect();
        paths.push(Path::line(segments, Stroke::Hatch, 0.25));
    }
    for (stroke, width) in [
        (Stroke::Fold, FOLD),
        (Stroke::Thin, THIN),
        (Stroke::Outline, OUTLINE),
    ] {
        if let Some(contours) = traced.lines.get(&stroke) {
            paths.push(trace::path(contours, to_paper, None, Some((stroke, width))));
        }
    }
}

/// The surface of water, over the body.
fn waves([left, right]: [f64; 2], level: f64, to_paper: &impl Fn(DVec2) -> Point) -> Path {
    const LONG: f64 = 0.16;
    let at = |x: f64, y: f64| to_paper(DVec2::new(x, level + y));
    let mut segments = vec![Segment::Move(at(left, 0.0))];
    let mut x = left;
    let mut up = 0.022;
    while x + LONG * 0.5 < right {
        let end = (x + LONG).min(right);
        let third = (end - x) / 3.0;
        segments.push(Segment::Cubic(
            at(x + third, -up),
            at(end - third, -up),
            at(end, 0.0),
        ));
        x = end;
        up = -up;
    }
    Path::line(segments, Stroke::Water, 0.5)
}

/// The parts that moved, as they were.
fn ghost(
    (view, lens): (View, Option<&Lens>),
    person: Person,
    now: &[Solid],
    before: &Skeleton,
) -> ([DVec2; 2], Traced) {
    /// The mean way of a part from which on it shows, m: in a panel, and magnified.
    const MOVED: [f64; 2] = [0.06, 0.02];
    let then = dressed(before, person.hair, person.clothing);
    let mut ways: BTreeMap<Part, (f64, f64)> = BTreeMap::new();
    for (a, b) in now.iter().zip(&then) {
        let (sum, count) = ways.entry(a.part).or_default();
        *sum += a.center.distance(b.center);
        *count += 1.0;
    }
    let moved = |part: Part| {
        let mean = ways.get(&part).map_or(0.0, |(sum, count)| sum / count);
        mean > MOVED[usize::from(lens.is_some())]
    };
    let kept: Vec<Solid> = then
        .into_iter()
        .filter(|solid| moved(solid.part))
        .map(|solid| Solid {
            cover: Cover::Plain(Fill::Ghost),
            ..solid
        })
        .collect();
    if kept.is_empty() {
        let at = view.project(before.pelvis).truncate();
        return ([at, at], Traced::default());
    }
    let head = ((before.head, before.head_frame), person.hair);
    let view = lens.map_or(view, |lens| lens.view);
    let mut scene = Scene::new(view, &kept, &[], &[], &[], head);
    if let Some((middle, radius)) = lens.map(Lens::disc) {
        scene = scene.within(middle, radius);
    }
    (scene.bounds(), trace::trace(&scene, trace::ERROR))
}
