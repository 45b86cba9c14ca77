//! What an author writes of a figure.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    icon::Beside, inset::Inset, posture::Posture, props::Prop, scene::View, side::Side,
    works::Works,
};

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
    /// From the working side and a little from the head: legs that cross, of who lies on the back.
    HeadSide,
}

impl From {
    /// Where the reader stands when a side works. Installed packs have these words: none of them moves.
    pub fn view(self, side: Side) -> View {
        let (azimuth, elevation, shear) = match self {
            Self::Side => (0.0, 10.0, 0.20),
            Self::Level => (0.0, 5.0, 0.0),
            Self::FrontAbove => (90.0, 34.0, 0.0),
            Self::Front => (90.0, 8.0, 0.0),
            Self::Back => (-90.0, 8.0, 0.0),
            Self::Above => (0.0, 20.0, -0.10),
            Self::Slant => (42.0, 12.0, 0.0),
            Self::Feet => (50.0, 18.0, 0.0),
            Self::Head => (-70.0, 26.0, 0.0),
            Self::HeadSide => (-24.0, 24.0, 0.0),
        };
        let view = View {
            azimuth,
            elevation,
            shear,
            zoom: 1.0,
        };
        match side {
            Side::Right => view,
            Side::Left => view.mirrored(),
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
    /// The lower back.
    LowBack,
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
    /// Only the part's turn about its nearest joint, without the way of that joint.
    #[serde(default)]
    pub own: bool,
    /// The part's own way bowed by so much to the left of it, m; negative is to the right.
    #[serde(default)]
    pub bow: Option<f64>,
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
    /// Arrows from the last panel before that is not the wrong way.
    pub arrows: Vec<Arrow>,
    /// Whether that panel shows faintly behind.
    pub ghost: bool,
    /// Whether this is the wrong way, crossed out.
    pub wrong: bool,
    /// Whether it is held: a clock.
    pub hold: bool,
    /// Whether a dotted line shows how the back lies.
    pub spine: bool,
    /// A part that is shown magnified beside it; the arrow of what it shows is drawn there.
    pub inset: Option<Inset>,
    /// What works or is stretched in this panel, where it is not what the figure says.
    pub works: Option<Vec<Works>>,
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
