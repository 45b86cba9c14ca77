//! A figure: panels of one exercise, each a posture seen from the same place, with what moves and what works.

use std::collections::BTreeMap;

use glam::{DVec2, DVec3};
use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

use crate::{
    arrow,
    body::{Build, Cover, Part, Solid, solids},
    drawing::{Drawing, Fill, Path, Point, Segment, Stroke, circle},
    inset::{Inset, Lens},
    person::Hair,
    pose::{self, PoseError, Room},
    posture::{Posture, Whole},
    props::Prop,
    scene::{Region, Scene, View},
    skeleton::Skeleton,
    space::{self, Of, Shape},
    things::{stands, things, water},
    trace::{self, Traced},
    works::{self, Works},
};

/// How long 1 m of the room is on the paper, mm.
pub const SCALE: f64 = 30.0;
/// Width of the body's outline, mm.
pub const OUTLINE: f64 = 0.38;
const THIN: f64 = 0.22;
const GHOST: f64 = 0.26;
/// Air around a panel, mm.
const AIR: f64 = 1.5;

/// From where a figure is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// From the working side.
    #[default]
    Side,
    /// From the front.
    Front,
    /// From the working side and from above.
    Above,
    /// From behind.
    Back,
    /// From the working side, level: water and what stands upright.
    Level,
    /// From the front and from above.
    FrontAbove,
    /// Between the front and the working side.
    Slant,
    /// From the feet and the working side: what lies on its back.
    Feet,
    /// From the head and the working side, half from above: what lies on its back.
    Head,
}

impl From {
    fn view(self) -> View {
        let (azimuth, elevation, shear) = match self {
            Self::Level => (0.0, 5.0, 0.0),
            Self::FrontAbove => (90.0, 34.0, 0.0),
            Self::Side => (0.0, 10.0, 0.20),
            Self::Front => (90.0, 8.0, 0.0),
            Self::Back => (-90.0, 8.0, 0.0),
            Self::Above => (0.0, 20.0, -0.10),
            Self::Slant => (42.0, 12.0, 0.0),
            Self::Feet => (50.0, 18.0, 0.0),
            Self::Head => (-70.0, 26.0, 0.0),
        };
        View {
            azimuth,
            elevation,
            shear,
            zoom: 1.0,
        }
    }
}

/// A part of the body whose way an arrow shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// The working foot.
    Foot,
    /// The other foot.
    OtherFoot,
    /// The toes of the working foot.
    Toes,
    /// The working knee.
    Knee,
    /// The other knee.
    OtherKnee,
    /// The working hand.
    Hand,
    /// The other hand.
    OtherHand,
    /// The head.
    Head,
    /// The chest.
    Chest,
    /// The pelvis.
    Pelvis,
}

/// An arrow along the way of a part from the panel before to this one.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Arrow {
    /// Whose way.
    pub of: Mark,
    /// Whether it goes both ways.
    #[serde(default)]
    pub both_ways: bool,
    /// How far outside the part's own way it runs, m.
    #[serde(default)]
    pub out: Option<f64>,
    /// A move of the arrow on the paper: right, up, m.
    #[serde(default)]
    pub off: [f64; 2],
    /// A straight way instead of the part's own: right, up, m.
    #[serde(default)]
    pub way: Option<[f64; 2]>,
    /// A level circle round the part instead, as in turning: from and to, degrees, 0 to the front and 90 to the working side.
    #[serde(default)]
    pub around: Option<[f64; 2]>,
    /// A circle on the paper round the joint that turns the part instead, of radius `out`: from and to, degrees, 0 to the
    /// right and 90 up.
    #[serde(default)]
    pub arc: Option<[f64; 2]>,
    /// A way that turns round at its end and comes back so far below, m; with `way`.
    #[serde(default)]
    pub back: Option<f64>,
}

/// One panel as written.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct PanelText {
    /// What is said of the posture.
    pub pose: Posture,
    /// Arrows from the panel before.
    pub arrows: Vec<Arrow>,
    /// Whether the panel before shows faintly behind.
    pub ghost: bool,
    /// Whether this is the wrong way, crossed out.
    pub wrong: bool,
    /// Whether it is held: a clock.
    pub hold: bool,
    /// Whether a dotted line shows how the back lies.
    pub spine: bool,
    /// A part that is shown magnified beside it; arrows that lie in it are drawn there.
    pub inset: Option<Inset>,
    /// What works or is stretched in this panel, where it is not what the figure says.
    pub works: Option<Vec<Works>>,
}

/// A figure as written.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct FigureText {
    /// The exercise that it shows: `EX-03`.
    pub exercise: String,
    /// From where it is seen.
    pub from: From,
    /// The things in it.
    pub props: Vec<Prop>,
    /// What works or is stretched.
    pub works: Vec<Works>,
    /// The panels in order.
    #[serde(rename = "panel")]
    pub panels: Vec<PanelText>,
}

/// The person who is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Person {
    /// The measures.
    pub build: Build,
    /// The hair.
    pub hair: Hair,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            build: Build::STRAIGHT,
            hair: Hair::Short,
        }
    }
}

/// A figure that cannot be drawn.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum FigureError {
    /// A posture that no body can take.
    #[error("panel {panel}: {fault}")]
    Pose {
        /// Which panel, from 1.
        panel: usize,
        /// What is wrong.
        fault: PoseError,
    },
    /// Nothing to draw.
    #[error("no panel; write at least one, the start")]
    Empty,
    /// An arrow, a ghost in the first panel.
    #[error("panel 1: {what} needs a panel before it")]
    First {
        /// What it is.
        what: &'static str,
    },
}

/// A panel as the body has it.
struct Posed<'t> {
    panel: &'t PanelText,
    whole: Whole,
    made: Skeleton,
}

/// Draws the panels of a figure, each by itself; the working side is the right.
pub fn draw(text: &FigureText, person: Person) -> Result<Vec<Drawing>, FigureError> {
    let posed = posed(text, person.build)?;
    let first = posed.first().map_or(DVec3::ZERO, |first| first.made.pelvis);
    let before = [None]
        .into_iter()
        .chain(posed.iter().map(|posed| Some(&posed.made)));
    Ok(posed
        .iter()
        .zip(before)
        .map(|(Posed { panel, whole, made }, before)| {
            drawn(text, panel, person, whole, made, (first, before))
        })
        .collect())
}

/// Finds what a body of this build cannot do in a figure, without drawing it.
pub fn check(text: &FigureText, build: Build) -> Result<(), FigureError> {
    posed(text, build).map(|_| ())
}

fn posed(text: &FigureText, build: Build) -> Result<Vec<Posed<'_>>, FigureError> {
    let Some(first) = text.panels.first() else {
        return Err(FigureError::Empty);
    };
    for (there, what) in [
        (!first.arrows.is_empty(), "an arrow"),
        (first.ghost, "a ghost"),
    ] {
        if there {
            return Err(FigureError::First { what });
        }
    }
    let room = Room {
        cushion: text.props.contains(&Prop::Cushion),
        water: text.props.contains(&Prop::Water),
    };
    let mut all: Vec<Posed<'_>> = Vec::new();
    for (number, panel) in text.panels.iter().enumerate() {
        let before = all.last();
        let whole = panel
            .pose
            .after(before.map_or(&Whole::default(), |before| &before.whole));
        let made = pose::pose(&whole, build, before.map(|before| &before.made), room).map_err(
            |fault| FigureError::Pose {
                panel: number + 1,
                fault,
            },
        )?;
        all.push(Posed { panel, whole, made });
    }
    Ok(all)
}

fn drawn(
    text: &FigureText,
    panel: &PanelText,
    person: Person,
    whole: &Whole,
    made: &Skeleton,
    (first, before): (DVec3, Option<&Skeleton>),
) -> Drawing {
    let view = text.from.view();
    let body = solids(made);
    let (faces, balls) = things(&text.props, whole, (made, &body), first);
    let works = panel.works.as_ref().unwrap_or(&text.works);
    let regions: Vec<Region> = works
        .iter()
        .flat_map(|works| works::region(*works, made))
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
    let traced = trace::trace(&scene);
    let lens = panel.inset.map(|inset| inset.lens(view, made));
    let ghost = shade(None);
    let ways = before.into_iter().flat_map(|before| {
        panel.arrows.iter().filter_map(move |arrow| {
            let way = arrow::way(arrow, view, before, made)?;
            Some((way, arrow))
        })
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
        paths.push(Path {
            segments: vec![Segment::Move(from), Segment::Line(to)],
            fill: None,
            stroke: Some((Stroke::Floor, THIN)),
        });
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
        arrow::paths(way, arrow.both_ways, &to_paper, &mut paths);
    }
    let (width, height) = (
        (high.x - low.x) * SCALE + 2.0 * AIR,
        (high.y - low.y) * SCALE + 2.0 * AIR,
    );
    let whole = Drawing {
        width,
        height,
        alternative: String::new(),
        wrong: panel.wrong,
        paths,
    };
    let whole = if panel.hold { with_clock(whole) } else { whole };
    let Some(lens) = lens else { return whole };
    let (middle, radius) = lens.disc();
    let own = |at: DVec2| lens.to_paper(at);
    let mut inside = Vec::new();
    if let Some((_, traced)) = shade(Some(&lens)) {
        faint(&traced, &own, &mut inside);
    }
    let magnified = seen(lens.view).within(middle, radius);
    add(&trace::trace(&magnified), &own, &mut inside);
    for (way, arrow) in &inner {
        arrow::paths(&lens.way(way), arrow.both_ways, &own, &mut inside);
    }
    lens.beside(whole, to_paper, &inside)
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

/// The panel with a clock where there is room, best in its upper right corner: this is held.
fn with_clock(panel: Drawing) -> Drawing {
    let round = CLOCK + AIR;
    let corner = Point {
        x: panel.width,
        y: 0.0,
    };
    let at = space::free(&panel, Shape::Disc(round), corner, Of::Panel);
    let mut whole = space::grown(panel, at, 2.0 * round);
    let middle = Point {
        x: at.x.max(0.0) + round,
        y: at.y.max(0.0) + round,
    };
    clock(middle, &mut whole.paths);
    whole
}

/// A clock.
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
    paths.push(Path {
        segments: hands,
        fill: None,
        stroke: Some((Stroke::Outline, OUTLINE)),
    });
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
        paths.push(Path {
            segments: segments.clone(),
            fill: None,
            stroke: Some((stroke, width)),
        });
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
        paths.push(Path {
            segments,
            fill: None,
            stroke: Some((Stroke::Hatch, 0.25)),
        });
    }
    for stroke in [Stroke::Thin, Stroke::Outline] {
        if let Some(contours) = traced.lines.get(&stroke) {
            let width = if stroke == Stroke::Thin {
                THIN
            } else {
                OUTLINE
            };
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
    Path {
        segments,
        fill: None,
        stroke: Some((Stroke::Water, 0.5)),
    }
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
    let then = solids(before);
    let mut ways: BTreeMap<Part, (f64, f64)> = BTreeMap::new();
    for (a, b) in now.iter().zip(&then) {
        let (sum, count) = ways.entry(a.part).or_default();
        *sum += a.center.distance(b.center);
        *count += 1.0;
    }
    let moved = |part: Part| {
        ways.get(&part)
            .is_some_and(|(sum, count)| sum / count > MOVED[usize::from(lens.is_some())])
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
    let scene = Scene::new(
        lens.map_or(view, |lens| lens.view),
        &kept,
        &[],
        &[],
        &[],
        head,
    );
    let scene = match lens.map(Lens::disc) {
        Some((middle, radius)) => scene.within(middle, radius),
        None => scene,
    };
    (scene.bounds(), trace::trace(&scene))
}
