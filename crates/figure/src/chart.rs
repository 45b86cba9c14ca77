//! The body chart: a person from the front and from the back, with what is felt where.
//!
//! It is drawn without words; a writer puts them at [`BodyChart::captions`]. A chart is never mirrored: from the front the
//! person's right is on the reader's left.

mod pattern;
mod place;

use core::{fmt, str::FromStr};
use std::sync::LazyLock;

use thiserror::Error;

use crate::{
    drawing::{Drawing, Fill, Path, Point, Segment, Stroke},
    figure::OUTLINE,
    side::Side,
};
use pattern::Area;

/// A region of the body that a chart can mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// The lower back.
    Back,
    /// The buttock.
    Buttock,
    /// Hip or groin.
    Groin,
    /// The front of the thigh.
    ThighFront,
    /// The back of the thigh.
    ThighBack,
    /// The knee, from both sides.
    Knee,
    /// Calf or shin.
    Calf,
    /// Foot or toes.
    Foot,
    /// Between the legs.
    Saddle,
}

impl Region {
    /// All, in the order of their ids in this list.
    pub const ALL: [Self; 9] = [
        Self::Back,
        Self::Buttock,
        Self::Groin,
        Self::ThighFront,
        Self::ThighBack,
        Self::Knee,
        Self::Calf,
        Self::Foot,
        Self::Saddle,
    ];

    /// Its id in packs, for ever: `thigh-back`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Back => "back",
            Self::Buttock => "buttock",
            Self::Groin => "groin",
            Self::ThighFront => "thigh-front",
            Self::ThighBack => "thigh-back",
            Self::Knee => "knee",
            Self::Calf => "calf",
            Self::Foot => "foot",
            Self::Saddle => "saddle",
        }
    }

    /// Whether there is a left and a right one. The others lie across the middle and have no side.
    pub const fn has_sides(self) -> bool {
        !matches!(self, Self::Back | Self::Saddle)
    }

    /// The sides that it has: none in particular, or right and left.
    const fn sides(self) -> &'static [Option<Side>] {
        if self.has_sides() {
            &[Some(Side::Right), Some(Side::Left)]
        } else {
            &[None]
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl FromStr for Region {
    type Err = ChartFault;
    fn from_str(id: &str) -> Result<Self, ChartFault> {
        let mut all = Self::ALL.into_iter();
        all.find(|region| region.id() == id)
            .ok_or_else(|| ChartFault::NoSuchRegion { id: id.to_owned() })
    }
}

/// What a chart cannot mark.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChartFault {
    /// No region has this id.
    #[error("the body chart has no region `{id}`; it has {known}", known = Region::ALL.map(Region::id).join(", "))]
    NoSuchRegion {
        /// What was asked for.
        id: String,
    },
    /// A region that there is on both sides, without its side.
    #[error("`{0}` is on the left and on the right; say on which side it is marked")]
    NoSide(Region),
    /// A region across the middle, with a side.
    #[error("`{0}` lies across the middle; mark it without a side")]
    Side(Region),
}

/// From where the person is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// From the front: the right is on the reader's left.
    Front,
    /// From the back: the right is on the reader's right.
    Back,
}

/// What is felt. Each has its own pattern, told apart without color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// Slanted lines.
    Pain,
    /// Dots.
    Numbness,
    /// Zigzags.
    Tingling,
}

impl Pattern {
    /// All, in the order of a legend.
    pub const ALL: [Self; 3] = [Self::Pain, Self::Numbness, Self::Tingling];
}

/// A region that is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    region: Region,
    side: Option<Side>,
    pattern: Pattern,
}

impl Mark {
    /// Marks a region on a side, or across the middle. A region that has sides is never marked without one.
    pub fn new(region: Region, side: Option<Side>, pattern: Pattern) -> Result<Self, ChartFault> {
        match (region.has_sides(), side) {
            (true, None) => Err(ChartFault::NoSide(region)),
            (false, Some(_)) => Err(ChartFault::Side(region)),
            _ => Ok(Self {
                region,
                side,
                pattern,
            }),
        }
    }
}

/// A region as one view shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// The region.
    pub region: Region,
    /// Its side; none where it lies across the middle.
    pub side: Option<Side>,
    /// The view.
    pub view: View,
    /// Its closed contours on the chart, mm.
    pub contour: Vec<Segment>,
}

/// Where a writer puts words, each in the middle of its place, mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Caption {
    /// The view.
    pub view: View,
    /// Above the head: what the view is called.
    pub above: Point,
    /// Beside the head: that this is the right.
    pub right: Point,
    /// Beside the head: that this is the left.
    pub left: Point,
    /// How wide the words beside the head may be, mm.
    pub room: f64,
    /// How wide the view is, mm.
    pub wide: f64,
}

/// A chart with its marks.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyChart {
    /// Front and back beside each other, without words.
    pub drawing: Drawing,
    /// The places of the words: front, then back.
    pub captions: [Caption; 2],
}

/// The chart without marks, with all its regions. It is always the same, and drawn once.
struct Blank {
    width: f64,
    height: f64,
    /// The body behind the marks.
    areas: Vec<Path>,
    /// Its lines over them.
    lines: Vec<Path>,
    outlines: Vec<Outline>,
    captions: [Caption; 2],
}

static BLANK: LazyLock<Blank> = LazyLock::new(place::blank);

/// Width of the line round a marked region, mm.
const EDGE: f64 = 0.25;

/// Draws a chart. Without marks it is there to be marked by hand.
pub fn chart(marks: &[Mark]) -> BodyChart {
    let blank = &*BLANK;
    let mut paths = blank.areas.clone();
    let is_of =
        |mark: &Mark, outline: &Outline| mark.region == outline.region && mark.side == outline.side;
    let marked: Vec<&Outline> = blank
        .outlines
        .iter()
        .filter(|outline| marks.iter().any(|mark| is_of(mark, outline)))
        .collect();
    paths.extend(marked.iter().map(|outline| Path {
        segments: outline.contour.clone(),
        fill: Some(Fill::Marked),
        stroke: Some((Stroke::Pattern, EDGE)),
    }));
    for outline in marked {
        let area = Area::of(&outline.contour);
        let patterns = Pattern::ALL.into_iter().filter(|pattern| {
            let mut marks = marks.iter();
            marks.any(|mark| is_of(mark, outline) && mark.pattern == *pattern)
        });
        paths.extend(patterns.filter_map(|pattern| filled(&area, pattern)));
    }
    paths.extend(blank.lines.iter().cloned());
    BodyChart {
        drawing: Drawing {
            width: blank.width,
            height: blank.height,
            alternative: String::new(),
            wrong: false,
            paths,
        },
        captions: blank.captions,
    }
}

/// Every region as the views show it, in the places of [`chart`]: what a page makes a place to press.
pub fn regions() -> Vec<Outline> {
    BLANK.outlines.clone()
}

/// Size of the sample of a pattern in a legend, mm.
const SAMPLE: [f64; 2] = [9.0, 5.0];

/// The sample of a pattern for a legend.
pub fn sample(pattern: Pattern) -> Drawing {
    let [width, height] = SAMPLE;
    let inset = OUTLINE / 2.0;
    let at = |x, y| Point { x, y };
    let edge = vec![
        Segment::Move(at(inset, inset)),
        Segment::Line(at(width - inset, inset)),
        Segment::Line(at(width - inset, height - inset)),
        Segment::Line(at(inset, height - inset)),
        Segment::Close,
    ];
    let ground = Path {
        segments: edge.clone(),
        fill: Some(Fill::Marked),
        stroke: Some((Stroke::Pattern, EDGE)),
    };
    let inside = filled(&Area::of(&edge), pattern);
    Drawing {
        width,
        height,
        alternative: String::new(),
        wrong: false,
        paths: [ground].into_iter().chain(inside).collect(),
    }
}

/// A pattern inside an area.
fn filled(area: &Area, pattern: Pattern) -> Option<Path> {
    let (segments, width) = match pattern {
        Pattern::Pain => (area.slanted(), pattern::SLANTED_WIDE),
        Pattern::Numbness => (area.dots(), 2.0 * pattern::DOT),
        Pattern::Tingling => (area.zigzags(), pattern::ZIGZAG_WIDE),
    };
    (!segments.is_empty()).then_some(Path::line(segments, Stroke::Pattern, width))
}
