//! A figure: panels of one exercise, each a posture seen from the same place, with what moves and what works.

use glam::{DVec2, DVec3};
use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

use crate::{
    arrow,
    body::{Build, Cover, Part, Solid, solids},
    drawing::{Drawing, Fill, Path, Point, Segment, Stroke, circle},
    icon::{self, Beside},
    person::Hair,
    pose::{self, PoseError, Room},
    posture::{Posture, Whole},
    props::Prop,
    scene::{Region, Scene, View},
    skeleton::Skeleton,
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
    /// Between the front and the working side.
    Slant,
    /// From the feet, half from above: what lies on its back.
    Feet,
}

impl From {
    pub(crate) fn view(self) -> View {
        let (azimuth, elevation, shear) = match self {
            Self::Side => (0.0, 10.0, 0.20),
            Self::Front => (90.0, 8.0, 0.0),
            Self::Back => (-90.0, 8.0, 0.0),
            Self::Above => (0.0, 24.0, -0.10),
            Self::Slant => (42.0, 12.0, 0.0),
            Self::Feet => (35.0, 34.0, 0.0),
        };
        View {
            azimuth,
            elevation,
            shear,
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
    /// Whether a line goes straight down from the ear, with ear, shoulder and hip marked. Only in a sign.
    pub plumb: bool,
}

/// A figure as written.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct FigureText {
    /// The exercise that it shows: `EX-03`. A figure shows an exercise, a caution or a sign.
    pub exercise: String,
    /// The caution that it shows, small and crossed out: `CX-01`.
    pub caution: String,
    /// What else it shows, small, by a name that a text of the pack gives: `posture`.
    pub sign: String,
    /// From where it is seen.
    pub from: From,
    /// The things in it.
    pub props: Vec<Prop>,
    /// What works or is stretched.
    pub works: Vec<Works>,
    /// What stands beside the body in a sign, from the top.
    pub beside: Vec<Beside>,
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
    /// What not to do, in several panels.
    #[error("a caution is shown in one panel, and this is the second")]
    Several,
    /// Something that this kind of figure does not show.
    #[error("`{key}` is shown in {only} alone")]
    Kind {
        /// As it is written.
        key: &'static str,
        /// What shows it.
        only: &'static str,
    },
    /// More beside a sign than there is room for.
    #[error("a sign has three things beside it at most")]
    Beside,
    /// Minutes that are not on a timer.
    #[error("{minutes} minutes; a timer has 1 to 60")]
    Timer {
        /// What was written.
        minutes: u8,
    },
}

/// A panel as the body has it.
pub(crate) struct Posed<'t> {
    pub(crate) panel: &'t PanelText,
    pub(crate) whole: Whole,
    pub(crate) made: Skeleton,
}

/// Draws the panels of a figure, each by itself; the working side is the right. A caution and a sign are one small picture.
pub fn draw(text: &FigureText, person: Person) -> Result<Vec<Drawing>, FigureError> {
    if text.is_icon() {
        return icon::icon(text, person).map(|icon| vec![icon]);
    }
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

pub(crate) fn posed(text: &FigureText, build: Build) -> Result<Vec<Posed<'_>>, FigureError> {
    let Some(first) = text.panels.first() else {
        return Err(FigureError::Empty);
    };
    text.fits_its_kind()?;
    // A way of its own needs no panel before it.
    let follows = |arrow: &Arrow| !text.is_icon() || arrow.way.or(arrow.around).is_none();
    for (there, what) in [
        (first.arrows.iter().any(follows), "an arrow"),
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
    let regions: Vec<Region> = text
        .works
        .iter()
        .flat_map(|works| works::region(*works, made))
        .collect();
    let scene = Scene::new(
        view,
        &body,
        &balls,
        &faces,
        &regions,
        ((made.head, made.head_frame), person.hair),
    );
    let traced = trace::trace(&scene);
    let ghost = before
        .filter(|_| panel.ghost)
        .map(|before| ghost(view, person, &body, before));
    let arrows: Vec<Vec<DVec2>> = match before {
        Some(before) => panel
            .arrows
            .iter()
            .filter_map(|arrow| arrow::way(arrow, view, before, made))
            .collect(),
        None => Vec::new(),
    };
    let [mut low, mut high] = scene.bounds();
    let mut places: Vec<DVec2> = Vec::new();
    for at in arrows.iter().flatten() {
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
        for contours in traced.areas.values() {
            paths.push(trace::path(contours, &to_paper, Some(Fill::Ghost), None));
        }
        for contours in traced.lines.values() {
            paths.push(trace::path(
                contours,
                &to_paper,
                None,
                Some((Stroke::Ghost, GHOST)),
            ));
        }
    }
    add(&traced, &to_paper, &mut paths);
    if text.props.contains(&Prop::Water) {
        let [left, right] = scene.bounds().map(|at| at.x);
        let level = view.project(DVec3::new(0.0, water(whole).0, -0.4)).y;
        paths.push(waves([left, right], level, &to_paper));
    }
    if panel.hold {
        let corner = Point {
            x: (high.x - low.x) * SCALE + 2.0 * AIR - CLOCK - AIR,
            y: CLOCK + AIR,
        };
        clock(corner, &mut paths);
    }
    if panel.spine {
        spine(view, made, &to_paper, &mut paths);
    }
    for (way, arrow) in arrows.iter().zip(&panel.arrows) {
        arrow::paths(way, (arrow.both_ways, 1.0), &to_paper, &mut paths);
    }
    let (width, height) = (
        (high.x - low.x) * SCALE + 2.0 * AIR,
        (high.y - low.y) * SCALE + 2.0 * AIR,
    );
    Drawing {
        width,
        height,
        alternative: String::new(),
        wrong: panel.wrong,
        paths,
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
fn ghost(view: View, person: Person, now: &[Solid], before: &Skeleton) -> ([DVec2; 2], Traced) {
    const MOVED: f64 = 0.04;
    let then = solids(before);
    let mut moved: Vec<Part> = Vec::new();
    for (a, b) in now.iter().zip(&then) {
        if (a.center - b.center).length() > MOVED && !moved.contains(&a.part) {
            moved.push(a.part);
        }
    }
    let kept: Vec<Solid> = then
        .into_iter()
        .filter(|solid| moved.contains(&solid.part))
        .map(|solid| Solid {
            cover: Cover::Plain(Fill::Ghost),
            ..solid
        })
        .collect();
    if kept.is_empty() {
        let at = view.project(before.pelvis).truncate();
        return ([at, at], Traced::default());
    }
    let scene = Scene::new(
        view,
        &kept,
        &[],
        &[],
        &[],
        ((before.head, before.head_frame), person.hair),
    );
    (scene.bounds(), trace::trace(&scene))
}
