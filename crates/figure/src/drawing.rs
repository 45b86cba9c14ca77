//! A drawing: closed and open paths, each with the role of its fill and of its stroke. Writers choose the ink.

use crate::person::{HairColor, Skin};

/// A place on the drawing, in mm from its upper left corner; y grows downward.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right, mm.
    pub x: f64,
    /// Downward, mm.
    pub y: f64,
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Begins a contour.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Cubic(Point, Point, Point),
    /// Closes the contour.
    Close,
}

/// What an area shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fill {
    /// Skin of the limbs nearer to the reader, and of the head.
    Skin,
    /// Skin of the limbs behind the body.
    FarSkin,
    /// An ear: skin with an edge of its own.
    Ear,
    /// Hair.
    Hair,
    /// A scarf over the head.
    Scarf,
    /// The white of an eye.
    EyeWhite,
    /// An eye.
    Ink,
    /// A fine line of the skin: a mouth, between fingers.
    Crease,
    /// Clothing of the upper body.
    Shirt,
    /// Clothing of an arm behind the body.
    FarShirt,
    /// Clothing of the hips and thighs.
    Shorts,
    /// Clothing of a thigh behind the body.
    FarShorts,
    /// A mat.
    Mat,
    /// The edge of a mat.
    MatEdge,
    /// Something that the patient sits on, steps on or holds on to.
    Prop,
    /// The side of it.
    PropSide,
    /// A cushion.
    Soft,
    /// A band, and the stripes of a towel.
    Band,
    /// A towel, and the seam of a band.
    Cloth,
    /// A shoe.
    Shoe,
    /// The region that works.
    Working,
    /// The start, faint behind the end.
    Ghost,
    /// An arrow that says where the movement goes.
    Arrow,
    /// The paper's color around an arrow, so that it reads over the body.
    Halo,
    /// Water.
    Water,
    /// A region that is marked on the body chart.
    Marked,
    /// The disc round a number.
    Number,
    /// The disc round the cross of the wrong way.
    Wrong,
}

impl Fill {
    /// The same behind the body.
    #[must_use]
    pub fn far(self) -> Self {
        match self {
            Self::Skin => Self::FarSkin,
            Self::Shirt => Self::FarShirt,
            Self::Shorts => Self::FarShorts,
            other => other,
        }
    }

    /// Whether it is so fine that no line is drawn round it.
    pub(crate) fn is_fine(self) -> bool {
        matches!(self, Self::Ink | Self::EyeWhite | Self::Crease)
    }

    /// Whether it has the colors of the person, which a line over it has to stand out from.
    pub(crate) fn is_bare(self) -> bool {
        matches!(self, Self::Skin | Self::FarSkin | Self::Ear | Self::Hair)
    }
}

/// What a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stroke {
    /// The edge of the body or of a thing.
    Outline,
    /// A thin line inside: a hem, an edge of a box.
    Thin,
    /// Between skin and skin, or hair: an arm in front of a leg, the edge of an ear.
    Fold,
    /// The edge of a ghost.
    Ghost,
    /// The shaft of an arrow, a digit, a dashed guide.
    Arrow,
    /// The paper's color around an arrow, so that it reads over the body.
    Halo,
    /// A pattern on the body chart.
    Pattern,
    /// Lines over the region that works, where there is no color.
    Hatch,
    /// A number.
    Digit,
    /// The floor.
    Floor,
    /// The surface of water.
    Water,
    /// The circle and the slash of what not to do.
    Ban,
}

/// A path in drawing order: a later one covers an earlier one.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Its contours.
    pub segments: Vec<Segment>,
    /// The area inside, by the even-odd rule.
    pub fill: Option<Fill>,
    /// The line along it and the line's width in mm.
    pub stroke: Option<(Stroke, f64)>,
}

/// A circle.
pub fn circle(middle: Point, radius: f64) -> Vec<Segment> {
    /// How far the control points of a quarter go.
    const ROUND: f64 = 0.552_284_8;
    let at = |x: f64, y: f64| Point {
        x: middle.x + x * radius,
        y: middle.y + y * radius,
    };
    vec![
        Segment::Move(at(1.0, 0.0)),
        Segment::Cubic(at(1.0, ROUND), at(ROUND, 1.0), at(0.0, 1.0)),
        Segment::Cubic(at(-ROUND, 1.0), at(-1.0, ROUND), at(-1.0, 0.0)),
        Segment::Cubic(at(-1.0, -ROUND), at(-ROUND, -1.0), at(0.0, -1.0)),
        Segment::Cubic(at(ROUND, -1.0), at(1.0, -ROUND), at(1.0, 0.0)),
        Segment::Close,
    ]
}

/// Red, green and blue.
pub type Color = [u8; 3];

/// The line from where a contour is to where it began, where these are not one place.
fn closing(at: Option<Point>, start: Option<Point>) -> Option<[Point; 2]> {
    let (from, to) = at.zip(start)?;
    (from != to).then_some([from, to])
}

/// A place on a cubic curve, from 0 to 1.
fn on_curve([from, a, b, to]: [Point; 4], t: f64) -> Point {
    let s = 1.0 - t;
    let of = |p: f64, q: f64, r: f64, u: f64| {
        s * s * s * p + 3.0 * s * s * t * q + 3.0 * s * t * t * r + t * t * t * u
    };
    Point {
        x: of(from.x, a.x, b.x, to.x),
        y: of(from.y, a.y, b.y, to.y),
    }
}

impl Path {
    /// A line of a width, mm, without an area.
    pub const fn line(segments: Vec<Segment>, stroke: Stroke, width: f64) -> Self {
        Self {
            segments,
            fill: None,
            stroke: Some((stroke, width)),
        }
    }

    /// An area without a line round it.
    pub const fn area(segments: Vec<Segment>, fill: Fill) -> Self {
        Self {
            segments,
            fill: Some(fill),
            stroke: None,
        }
    }

    /// Its lines with curves as eight straight pieces, mm. An area is closed.
    pub fn edges(&self) -> Vec<[Point; 2]> {
        const PIECES: u32 = 8;
        let mut made = Vec::with_capacity(self.segments.len() * 4);
        let mut start: Option<Point> = None;
        let mut at: Option<Point> = None;
        for segment in &self.segments {
            match *segment {
                Segment::Move(to) => {
                    if self.fill.is_some() {
                        made.extend(closing(at, start));
                    }
                    (start, at) = (Some(to), Some(to));
                }
                Segment::Line(to) => {
                    made.extend(at.map(|from| [from, to]));
                    at = Some(to);
                }
                Segment::Cubic(a, b, to) => {
                    let from = at.unwrap_or(a);
                    let mut last = from;
                    for piece in 1..=PIECES {
                        let next = on_curve([from, a, b, to], f64::from(piece) / f64::from(PIECES));
                        made.push([last, next]);
                        last = next;
                    }
                    at = Some(to);
                }
                Segment::Close => {
                    made.extend(closing(at, start));
                    at = start;
                }
            }
        }
        if self.fill.is_some() {
            made.extend(closing(at, start));
        }
        made
    }

    /// The least and the greatest of its places, with half the width of its line; mm. None where nothing is drawn.
    pub fn bounds(&self) -> Option<[Point; 2]> {
        let half = self.stroke.map_or(0.0, |(_, width)| width / 2.0);
        let edges = self.edges();
        edges.iter().flatten().fold(None, |all, at| {
            let [low, high] = all.unwrap_or([*at, *at]);
            let low = Point {
                x: low.x.min(at.x - half),
                y: low.y.min(at.y - half),
            };
            let high = Point {
                x: high.x.max(at.x + half),
                y: high.y.max(at.y + half),
            };
            Some([low, high])
        })
    }

    /// What is printed of it: the color of the area, and of the line with the line's width in mm.
    pub fn inked(&self, ink: Ink) -> (Option<Color>, Option<(Color, f64)>) {
        let stroke = self
            .stroke
            .and_then(|(stroke, width)| Some((stroke.color(ink)?, width)));
        (self.fill.and_then(|fill| fill.color(ink)), stroke)
    }

    /// The same elsewhere, mm.
    #[must_use]
    pub fn moved(&self, right: f64, down: f64) -> Self {
        self.each(|at| Point {
            x: at.x + right,
            y: at.y + down,
        })
    }

    /// The same, so many times as large; its lines get thinner or thicker by the root of that.
    #[must_use]
    pub fn scaled(&self, times: f64) -> Self {
        let larger = self.each(|at| Point {
            x: at.x * times,
            y: at.y * times,
        });
        Self {
            stroke: self
                .stroke
                .map(|(stroke, width)| (stroke, width * times.sqrt())),
            ..larger
        }
    }

    fn each(&self, of: impl Fn(Point) -> Point) -> Self {
        let segments = self.segments.iter().map(|segment| match *segment {
            Segment::Move(to) => Segment::Move(of(to)),
            Segment::Line(to) => Segment::Line(of(to)),
            Segment::Cubic(a, b, to) => Segment::Cubic(of(a), of(b), of(to)),
            Segment::Close => Segment::Close,
        });
        Self {
            segments: segments.collect(),
            ..*self
        }
    }
}

/// A whole figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in mm.
    pub width: f64,
    /// Height in mm.
    pub height: f64,
    /// What the figure shows, in the words of the card.
    pub alternative: String,
    /// Whether it shows the wrong way.
    pub wrong: bool,
    /// The paths, the farthest first.
    pub paths: Vec<Path>,
}

/// How thin the lines that carry a meaning may be on paper, mm: a dot of a printer of 150 dots an inch is 0.17 mm wide.
const LEAST_OUTLINE: f64 = 0.20;
const LEAST_HATCH: f64 = 0.18;

impl Drawing {
    /// Its mirror image.
    pub(crate) fn mirrored(&self) -> Self {
        let mirror = |at: Point| Point {
            x: self.width - at.x,
            ..at
        };
        let paths = self.paths.iter();
        Self {
            alternative: self.alternative.clone(),
            paths: paths.map(|path| path.each(mirror)).collect(),
            ..*self
        }
    }

    /// The same, to be printed at a scale: outlines and hatching are thicker where they would get too thin to be seen.
    #[must_use]
    pub fn legible(&self, scale: f64) -> Self {
        let mut thicker = self.clone();
        for path in &mut thicker.paths {
            if let Some((stroke, width)) = &mut path.stroke {
                let least = match stroke {
                    Stroke::Outline => LEAST_OUTLINE,
                    Stroke::Fold | Stroke::Hatch => LEAST_HATCH,
                    _ => 0.0,
                };
                *width = width.max(least / scale);
            }
        }
        thicker
    }
}

/// What a figure is printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Colors, with those of the person.
    Color(Skin, HairColor),
    /// Black, grays and white: what works is hatched, nothing is told by color.
    Black,
}

impl Ink {
    /// Colors where nobody is drawn, or the person who is drawn by default.
    pub const COLOR: Self = Self::Color(Skin::Tone1, HairColor::Brown);
}

/// The colors that go with a skin.
struct Tone {
    near: u32,
    far: u32,
    /// Lines on it.
    line: u32,
    eye_white: u32,
    /// The region that works.
    working: u32,
}

impl Skin {
    const fn tone(self) -> Tone {
        let [near, far, line, eye_white, working] = match self {
            Self::Tone1 => [
                0x00f4_d8c2,
                0x00e2_bfa6,
                0x0027_333f,
                0x00f4_d8c2,
                0x00f0_8a66,
            ],
            Self::Tone2 => [
                0x00e6_bb98,
                0x00cf_a07c,
                0x0027_333f,
                0x00e6_bb98,
                0x00e2_5a33,
            ],
            Self::Tone3 => [
                0x00cf_9c72,
                0x00b5_8258,
                0x001d_262f,
                0x00cf_9c72,
                0x00d8_532c,
            ],
            Self::Tone4 => [
                0x00a9_744d,
                0x008f_5d39,
                0x000f_151a,
                0x00f3_ece6,
                0x00ff_a06e,
            ],
            Self::Tone5 => [
                0x0085_5638,
                0x0069_3f26,
                0x00d9_ae8c,
                0x00f3_ece6,
                0x00ff_9a62,
            ],
            Self::Tone6 => [
                0x005b_3b2b,
                0x0046_291d,
                0x00b8_9278,
                0x00f3_ece6,
                0x00ff_8f5a,
            ],
        };
        Tone {
            near,
            far,
            line,
            eye_white,
            working,
        }
    }
}

impl HairColor {
    const fn hex(self) -> u32 {
        match self {
            Self::Brown => 0x006b_4e3d,
            Self::Dark => 0x002b_2422,
            Self::Fair => 0x00d8_b26a,
            Self::Gray => 0x00b9_bcc0,
        }
    }
}

impl Fill {
    /// Red, green and blue; nothing where it is not printed.
    pub fn color(self, ink: Ink) -> Option<Color> {
        match ink {
            Ink::Color(skin, hair) => Some(bytes(self.colored(&skin.tone(), hair))),
            Ink::Black => self.gray().map(bytes),
        }
    }

    const fn colored(self, tone: &Tone, hair: HairColor) -> u32 {
        match self {
            Self::Skin | Self::Ear => tone.near,
            Self::FarSkin => tone.far,
            Self::EyeWhite => tone.eye_white,
            Self::Crease => tone.line,
            Self::Working => tone.working,
            Self::Hair => hair.hex(),
            Self::Scarf => 0x0071_897f,
            Self::Ink | Self::Number => 0x0027_333f,
            Self::Shirt => 0x00a9_c9d6,
            Self::FarShirt => 0x008a_aebd,
            Self::Shorts => 0x004c_6a86,
            Self::FarShorts => 0x003b_546b,
            Self::Mat => 0x00d9_e4dc,
            Self::MatEdge => 0x00b7_c9bd,
            Self::Prop => 0x00e6_ddd0,
            Self::PropSide => 0x00cf_c3b2,
            Self::Soft => 0x00ec_e9f1,
            Self::Band => 0x007c_6a9c,
            Self::Cloth => 0x00ef_eaf6,
            Self::Shoe => 0x0055_5f69,
            Self::Ghost => 0x00f3_f5f6,
            Self::Marked => 0x00fb_e0d3,
            Self::Arrow => 0x00e2_572b,
            Self::Halo => 0x00ff_ffff,
            Self::Wrong => 0x00b3_1414,
            Self::Water => 0x00cf_e4ee,
        }
    }

    const fn gray(self) -> Option<u32> {
        Some(match self {
            Self::Working => return None,
            Self::Skin
            | Self::Ear
            | Self::EyeWhite
            | Self::Mat
            | Self::Prop
            | Self::Soft
            | Self::Cloth
            | Self::Ghost
            | Self::Marked
            | Self::Halo => 0x00ff_ffff,
            Self::FarSkin | Self::MatEdge | Self::PropSide | Self::Water => 0x00e4_e4e4,
            Self::Shirt => 0x00ee_eeee,
            Self::FarShirt => 0x00d6_d6d6,
            Self::Scarf => 0x00c4_c4c4,
            Self::Shorts => 0x00b4_b4b4,
            Self::FarShorts => 0x009a_9a9a,
            Self::Hair => 0x0048_4848,
            Self::Shoe => 0x0070_7070,
            Self::Ink | Self::Crease | Self::Number | Self::Band | Self::Arrow | Self::Wrong => {
                0x0000_0000
            }
        })
    }
}

impl Stroke {
    /// Red, green and blue; nothing where it is not printed.
    pub fn color(self, ink: Ink) -> Option<Color> {
        let hex = match (ink, self) {
            (_, Self::Halo | Self::Digit) => 0x00ff_ffff,
            (Ink::Color(..), Self::Ghost) => 0x00a7_b1ba,
            (Ink::Black, Self::Ghost) => 0x00a8_a8a8,
            (Ink::Color(..), Self::Floor) => 0x009a_a5ae,
            (Ink::Black, Self::Floor) => 0x009a_9a9a,
            (Ink::Color(..), Self::Outline | Self::Thin | Self::Pattern) => 0x0027_333f,
            (Ink::Color(skin, _), Self::Fold) => skin.tone().line,
            (Ink::Color(..), Self::Arrow) => 0x00e2_572b,
            (Ink::Color(..), Self::Water) => 0x0057_97b5,
            (Ink::Color(..), Self::Ban) => 0x00b3_1414,
            (Ink::Color(..), Self::Hatch) => return None,
            (Ink::Black, Self::Water) => 0x0077_7777,
            (
                Ink::Black,
                Self::Outline
                | Self::Thin
                | Self::Fold
                | Self::Pattern
                | Self::Arrow
                | Self::Hatch
                | Self::Ban,
            ) => 0x0000_0000,
        };
        Some(bytes(hex))
    }
}

const fn bytes(hex: u32) -> Color {
    let [_, red, green, blue] = hex.to_be_bytes();
    [red, green, blue]
}
