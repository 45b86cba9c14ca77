//! A drawing: closed and open paths, each with the role of its fill and of its stroke. Writers choose the ink.

mod path;

pub(crate) use path::on_curve;
pub use path::{Path, Point, Segment, circle};

use crate::person::{HairColor, Skin};

/// Red, green and blue.
pub type Color = [u8; 3];

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
