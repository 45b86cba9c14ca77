//! A figure: panels of one exercise, each a posture seen from the same place, with what moves and what works.

use glam::{DMat3, DVec2, DVec3};
use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

use crate::{
    arrow,
    body::{Build, Cover, Part, SIDES, Solid, TOWARD, solids},
    drawing::{Drawing, Fill, Path, Point, Segment, Stroke, circle},
    person::Hair,
    pose::{self, PoseError, Room},
    posture::{Base, Posture, Whole},
    props::{self, Prop},
    scene::{Ball, Face, Region, Scene, View},
    skeleton::Skeleton,
    trace::{self, Traced},
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
    fn view(self) -> View {
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

/// A region that works or is stretched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Works {
    /// The belly, low and deep.
    Belly,
    /// The lower back.
    LowBack,
    /// The buttock of the working side.
    Buttock,
    /// Both buttocks.
    Buttocks,
    /// The outside of the working hip.
    OuterHip,
    /// The back of the working thigh.
    BackOfThigh,
    /// The front of the working thigh.
    FrontOfThigh,
    /// The front of both thighs.
    FrontOfThighs,
    /// The working calf.
    Calf,
    /// The front of the working shin.
    Shin,
    /// Along the back of the working leg.
    BackOfLeg,
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
    let (faces, balls) = things(text, whole, (made, &body), first);
    let regions: Vec<Region> = text
        .works
        .iter()
        .flat_map(|works| region(*works, made))
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
        arrow::paths(way, arrow.both_ways, &to_paper, &mut paths);
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

fn stands(prop: Prop) -> bool {
    matches!(
        prop,
        Prop::Chair
            | Prop::ChairBehind
            | Prop::ChairBeside
            | Prop::ChairAhead
            | Prop::Stool
            | Prop::Step
            | Prop::Wall
            | Prop::Worktop
            | Prop::Rail
    )
}

/// The things; those that stand stay where the first panel has them.
fn things(
    text: &FigureText,
    whole: &Whole,
    (made, body): (&Skeleton, &[Solid]),
    pelvis: DVec3,
) -> (Vec<Face>, Vec<Ball>) {
    let (mut faces, mut balls) = (Vec::new(), Vec::new());
    for prop in &text.props {
        match prop {
            Prop::Mat => mat(whole, body, &mut faces),
            Prop::Floor => {}
            Prop::Chair => props::chair(pelvis.x - 0.03, pelvis.z, Some(-1.0), &mut faces),
            Prop::ChairBehind => props::chair(pelvis.x - 0.42, pelvis.z, Some(-1.0), &mut faces),
            Prop::Stool => props::chair(pelvis.x - 0.03, pelvis.z, None, &mut faces),
            Prop::ChairBeside => {
                props::chair_turned(pelvis.x + 0.03, pelvis.z - 0.62, 1.0, &mut faces);
            }
            Prop::ChairAhead => props::chair(pelvis.x + 0.55, pelvis.z, Some(-1.0), &mut faces),
            Prop::Step => {
                let [from, deep] = props::STEP_AT;
                props::block(
                    [from, 0.0, -0.22],
                    [from + deep, props::STEP_HIGH, 0.22],
                    &mut faces,
                );
            }
            Prop::Wall => {
                let back = pelvis.x - 0.135;
                props::block([back - 0.06, 0.0, -0.3], [back, 1.85, 0.3], &mut faces);
            }
            Prop::Worktop => {
                let ahead = pelvis.x + 0.22;
                props::block(
                    [ahead, props::RAIL_HIGH - 0.05, -0.55],
                    [ahead + 0.4, props::RAIL_HIGH, 0.55],
                    &mut faces,
                );
                props::block(
                    [ahead + 0.05, 0.0, -0.52],
                    [ahead + 0.4, props::RAIL_HIGH - 0.05, 0.52],
                    &mut faces,
                );
            }
            Prop::Rail => {
                let at = |x: f64, y: f64| DVec3::new(pelvis.x + x, y, pelvis.z - 0.16);
                props::rod(
                    &[at(0.36, 0.0), at(0.36, props::RAIL_HIGH)],
                    0.018,
                    Fill::PropSide,
                    &mut balls,
                );
                props::rod(
                    &[at(0.22, props::RAIL_HIGH), at(0.62, props::RAIL_HIGH)],
                    0.02,
                    Fill::PropSide,
                    &mut balls,
                );
            }
            Prop::Cushion => {
                let head = made.head;
                let thick = props::cushion(whole.trunk.base.unwrap_or_default());
                for step in 0..9 {
                    let aside = 0.03 * f64::from(step) - 0.12;
                    balls.push(Ball {
                        center: DVec3::new(head.x, thick * 0.5, head.z + aside),
                        axes: DMat3::from_diagonal(DVec3::new(0.16, thick * 0.56, 0.08)),
                        fill: Fill::Soft,
                    });
                }
            }
            Prop::Strap => {
                let leg = &made.legs[0];
                let sole = |x: f64, z: f64| leg.ankle + leg.foot * DVec3::new(x, -0.072, z);
                for side in SIDES {
                    let arm = &made.arms[side];
                    let hand = arm.wrist - arm.hand.y_axis * 0.08;
                    props::rod(
                        &[hand, sole(0.09, TOWARD[side] * 0.04)],
                        0.011,
                        Fill::Band,
                        &mut balls,
                    );
                }
                props::rod(
                    &[sole(0.09, -0.04), sole(0.09, 0.04)],
                    0.012,
                    Fill::Band,
                    &mut balls,
                );
            }
            Prop::Towel => {
                let leg = &made.legs[1];
                let back = leg.knee + leg.thigh * DVec3::new(-0.085, 0.16, 0.0);
                for side in SIDES {
                    let arm = &made.arms[side];
                    let hand = arm.wrist - arm.hand.y_axis * 0.08;
                    props::rod(
                        &[hand, back + leg.thigh.z_axis * TOWARD[side] * 0.07],
                        0.014,
                        Fill::Band,
                        &mut balls,
                    );
                }
                props::rod(
                    &[
                        back - leg.thigh.z_axis * 0.07,
                        back + leg.thigh.z_axis * 0.07,
                    ],
                    0.014,
                    Fill::Band,
                    &mut balls,
                );
            }
            Prop::ThighBand => {
                for side in SIDES {
                    let leg = &made.legs[side];
                    props::ring(
                        leg.knee.lerp(leg.hip, 0.17),
                        leg.thigh.y_axis,
                        0.064,
                        0.05,
                        Fill::Band,
                        &mut balls,
                    );
                }
                let [a, b] = SIDES.map(|side| made.legs[side].knee.lerp(made.legs[side].hip, 0.17));
                props::rod(&[a, b], 0.022, Fill::Band, &mut balls);
            }
            Prop::AnkleWeight => {
                let leg = &made.legs[0];
                props::ring(
                    leg.ankle.lerp(leg.knee, 0.16),
                    leg.shank.y_axis,
                    0.050,
                    0.085,
                    Fill::Band,
                    &mut balls,
                );
            }
            Prop::Bicycle => props::bicycle(pelvis, &mut balls),
            Prop::Water => {
                let (level, depth) = water(whole);
                let middle = made.pelvis.x;
                let at = |x: f64, y: f64| DVec3::new(middle + x, y, -0.4);
                let wide = if depth > 0.5 { 0.62 } else { 1.15 };
                faces.push(Face {
                    corners: vec![
                        at(-wide, level),
                        at(wide, level),
                        at(wide, level - depth),
                        at(-wide, level - depth),
                    ],
                    fill: Fill::Water,
                });
            }
        }
    }
    (faces, balls)
}

/// The level of the water and how deep it is drawn, m.
fn water(whole: &Whole) -> (f64, f64) {
    let [standing, swimming] = props::WATER;
    match whole.trunk.base {
        Some(Base::OnTheBack | Base::OnTheBelly) => (swimming, 0.36),
        _ => (standing, standing),
    }
}

fn mat(whole: &Whole, body: &[Solid], faces: &mut Vec<Face>) {
    let across = body.iter().map(|solid| solid.center.x);
    let left = across.clone().fold(f64::INFINITY, f64::min);
    let right = across.fold(f64::NEG_INFINITY, f64::max);
    let (far, near) = match whole.trunk.base {
        Some(Base::OnTheSide) => (-0.26, 0.55),
        _ => (-0.34, 0.34),
    };
    props::mat(left - 0.16, right + 0.12, far, near, faces);
}

fn region(works: Works, made: &Skeleton) -> Vec<Region> {
    let ball = |parts: &[Part], center: DVec3, frame: DMat3, size: [f64; 3]| Region {
        parts: parts.to_vec(),
        center,
        axes: frame * DMat3::from_diagonal(DVec3::from_array(size)),
    };
    let torso = |along: f64, x: f64, z: f64, size: [f64; 3]| {
        let (at, frame) = made.at(along);
        ball(
            &[Part::Torso],
            at + frame * DVec3::new(x, 0.0, z),
            frame,
            size,
        )
    };
    let bone =
        |part: Part, from: DVec3, to: DVec3, frame: DMat3, along: f64, x: f64, size: [f64; 3]| {
            ball(
                &[part],
                from.lerp(to, along) + frame.x_axis * x,
                frame,
                size,
            )
        };
    let leg = &made.legs[0];
    let thigh = |along: f64, x: f64, long: f64| {
        bone(
            Part::Thigh(0),
            leg.hip,
            leg.knee,
            leg.thigh,
            along,
            x,
            [0.052, long, 0.2],
        )
    };
    let shank = |along: f64, x: f64, long: f64| {
        bone(
            Part::Shank(0),
            leg.knee,
            leg.ankle,
            leg.shank,
            along,
            x,
            [0.04, long, 0.2],
        )
    };
    let buttock = |side: usize| {
        let frame = made.pelvis_frame;
        let at = made.pelvis + frame * DVec3::new(-0.08, -0.03, TOWARD[side] * 0.09);
        ball(
            &[Part::Torso, Part::Thigh(side)],
            at,
            frame,
            [0.075, 0.085, 0.13],
        )
    };
    match works {
        Works::Belly => vec![torso(0.15, 0.085, 0.0, [0.055, 0.095, 0.2])],
        Works::LowBack => vec![torso(0.14, -0.085, 0.0, [0.055, 0.085, 0.2])],
        Works::Buttock => vec![buttock(0)],
        Works::Buttocks => SIDES.map(buttock).to_vec(),
        Works::OuterHip => {
            let frame = made.pelvis_frame;
            let at = made.pelvis + frame * DVec3::new(-0.01, -0.03, 0.16);
            vec![ball(
                &[Part::Torso, Part::Thigh(0)],
                at,
                frame,
                [0.075, 0.095, 0.075],
            )]
        }
        Works::BackOfThigh => vec![thigh(0.55, -0.055, 0.15)],
        Works::FrontOfThigh => vec![thigh(0.5, 0.06, 0.16)],
        Works::FrontOfThighs => {
            let other = &made.legs[1];
            vec![
                thigh(0.5, 0.06, 0.16),
                bone(
                    Part::Thigh(1),
                    other.hip,
                    other.knee,
                    other.thigh,
                    0.5,
                    0.06,
                    [0.052, 0.16, 0.2],
                ),
            ]
        }
        Works::Calf => vec![shank(0.32, -0.045, 0.13)],
        Works::Shin => vec![shank(0.38, 0.04, 0.13)],
        Works::BackOfLeg => vec![thigh(0.6, -0.055, 0.15), shank(0.25, -0.045, 0.12)],
    }
}
