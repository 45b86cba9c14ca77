//! A drawing: closed and open paths, each with the role of its fill and of its stroke. Writers choose the ink.

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
    /// An eye.
    Ink,
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
    /// A strap, a band or a towel.
    Band,
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
}

/// What a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stroke {
    /// The edge of the body or of a thing.
    Outline,
    /// A thin line inside: a hem, an edge of a box.
    Thin,
    /// The edge of a ghost.
    Ghost,
    /// The shaft of an arrow, a digit, a dashed guide.
    Arrow,
    /// The paper's color around an arrow, so that it reads over the body.
    Halo,
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
    /// The area inside, by the nonzero rule.
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

impl Path {
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

impl Drawing {
    /// The mirror image: the same exercise of the other side.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let mirror = |at: Point| Point {
            x: self.width - at.x,
            y: at.y,
        };
        Self {
            paths: self.paths.iter().map(|path| path.each(mirror)).collect(),
            ..self.clone()
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

/// What a figure is printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Colors.
    Color,
    /// Black, grays and white: what works is hatched, nothing is told by color.
    Black,
}

impl Fill {
    /// Red, green and blue; nothing where it is not printed.
    pub fn color(self, ink: Ink) -> Option<Color> {
        let hex = match (ink, self) {
            (_, Self::Halo)
            | (
                Ink::Black,
                Self::Skin | Self::Ear | Self::Mat | Self::Prop | Self::Soft | Self::Ghost,
            ) => 0x00ff_ffff,
            (Ink::Color, Self::Skin | Self::Ear) => 0x00f4_d8c2,
            (Ink::Color, Self::FarSkin) => 0x00e2_bfa6,
            (Ink::Color, Self::Hair) => 0x006b_4e3d,
            (Ink::Color, Self::Ink | Self::Number) => 0x0027_333f,
            (Ink::Color, Self::Shirt) => 0x00a9_c9d6,
            (Ink::Color, Self::FarShirt) => 0x008a_aebd,
            (Ink::Color, Self::Shorts) => 0x004c_6a86,
            (Ink::Color, Self::FarShorts) => 0x003b_546b,
            (Ink::Color, Self::Mat) => 0x00d9_e4dc,
            (Ink::Color, Self::MatEdge) => 0x00b7_c9bd,
            (Ink::Color, Self::Prop) => 0x00e6_ddd0,
            (Ink::Color, Self::PropSide) => 0x00cf_c3b2,
            (Ink::Color, Self::Soft) => 0x00ec_e9f1,
            (Ink::Color, Self::Band) => 0x007c_6a9c,
            (Ink::Color, Self::Working) => 0x00f0_8a66,
            (Ink::Color, Self::Ghost) => 0x00f3_f5f6,
            (Ink::Color, Self::Arrow) => 0x00e2_572b,
            (Ink::Color, Self::Wrong) => 0x00b3_1414,
            (Ink::Color, Self::Water) => 0x00cf_e4ee,
            (Ink::Black, Self::Working) => return None,
            (Ink::Black, Self::FarSkin | Self::MatEdge | Self::PropSide | Self::Water) => {
                0x00e4_e4e4
            }
            (Ink::Black, Self::Shirt) => 0x00ee_eeee,
            (Ink::Black, Self::FarShirt) => 0x00d6_d6d6,
            (Ink::Black, Self::Shorts) => 0x00b4_b4b4,
            (Ink::Black, Self::FarShorts) => 0x009a_9a9a,
            (Ink::Black, Self::Hair) => 0x0048_4848,
            (Ink::Black, Self::Ink | Self::Number | Self::Band | Self::Arrow | Self::Wrong) => {
                0x0000_0000
            }
        };
        Some(bytes(hex))
    }
}

impl Stroke {
    /// Red, green and blue; nothing where it is not printed.
    pub fn color(self, ink: Ink) -> Option<Color> {
        let hex = match (ink, self) {
            (_, Self::Halo | Self::Digit) => 0x00ff_ffff,
            (Ink::Color, Self::Ghost) => 0x00a7_b1ba,
            (Ink::Black, Self::Ghost) => 0x00a8_a8a8,
            (Ink::Color, Self::Floor) => 0x009a_a5ae,
            (Ink::Black, Self::Floor) => 0x009a_9a9a,
            (Ink::Color, Self::Outline | Self::Thin) => 0x0027_333f,
            (Ink::Color, Self::Arrow) => 0x00e2_572b,
            (Ink::Color, Self::Water) => 0x0057_97b5,
            (Ink::Color, Self::Ban) => 0x00b3_1414,
            (Ink::Color, Self::Hatch) => return None,
            (Ink::Black, Self::Water) => 0x0077_7777,
            (Ink::Black, Self::Outline | Self::Thin | Self::Arrow | Self::Hatch | Self::Ban) => {
                0x0000_0000
            }
        };
        Some(bytes(hex))
    }
}

const fn bytes(hex: u32) -> Color {
    let [_, red, green, blue] = hex.to_be_bytes();
    [red, green, blue]
}
