//! The person who is drawn, as a clinic chooses. Only how figures look: nothing of it says anything of a patient.

use std::{fmt, str::FromStr};

use glam::DVec3;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    body::Build,
    drawing::{Fill, Ink},
};

/// A word that names nothing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{word}` is no {what}; choose {}", listed(.choices))]
pub struct NotAChoice {
    /// What was to be chosen.
    pub what: &'static str,
    /// What was said.
    pub word: String,
    /// What can be chosen.
    pub choices: &'static [&'static str],
}

/// Words in a row: `a, b or c`.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// A closed choice, with a word for each.
macro_rules! choice {
    ($(#[$about:meta])* $name:ident, $what:literal: $($(#[$said:meta])* $one:ident = $word:literal),+ $(,)?) => {
        $(#[$about])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
        )]
        #[serde(try_from = "String", into = "String")]
        pub enum $name {
            $($(#[$said])* $one),+
        }

        impl $name {
            /// All that can be chosen.
            pub const ALL: &'static [Self] = &[$(Self::$one),+];
            /// The words for them, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$one => $word),+
                })
            }
        }

        impl FromStr for $name {
            type Err = NotAChoice;

            fn from_str(word: &str) -> Result<Self, NotAChoice> {
                match word {
                    $($word => Ok(Self::$one),)+
                    _ => Err(NotAChoice {
                        what: $what,
                        word: word.to_owned(),
                        choices: Self::WORDS,
                    }),
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAChoice;

            fn try_from(word: String) -> Result<Self, NotAChoice> {
                word.parse()
            }
        }

        impl From<$name> for String {
            fn from(chosen: $name) -> Self {
                chosen.to_string()
            }
        }
    };
}

choice! {
    /// How the body is built.
    Shape, "build":
    /// Narrow hips, wide shoulders.
    #[default]
    Straight = "straight",
    /// Wider hips, narrower shoulders.
    Curved = "curved",
}

choice! {
    /// How dark the skin is.
    Skin, "skin":
    /// The lightest.
    #[default]
    Tone1 = "tone-1",
    /// Light.
    Tone2 = "tone-2",
    /// Between light and dark, nearer to light.
    Tone3 = "tone-3",
    /// Between light and dark, nearer to dark.
    Tone4 = "tone-4",
    /// Dark.
    Tone5 = "tone-5",
    /// The darkest.
    Tone6 = "tone-6",
}

choice! {
    /// The hair, or what is over it.
    Hair, "hair":
    /// Short.
    #[default]
    Short = "short",
    /// Down to the chin, loose.
    Bob = "bob",
    /// Long, tied in a bun.
    Bun = "bun",
    /// None.
    Bald = "bald",
    /// Under a scarf that covers neck and ears.
    Scarf = "scarf",
}

choice! {
    /// The color of the hair.
    HairColor, "hair color":
    /// Brown.
    #[default]
    Brown = "brown",
    /// All but black.
    Dark = "dark",
    /// Blond.
    Fair = "fair",
    /// Gray.
    Gray = "gray",
}

choice! {
    /// How much the clothing covers.
    Clothing, "clothing":
    /// Short sleeves and shorts.
    #[default]
    Short = "short",
    /// Long sleeves and trousers.
    Long = "long",
}

impl Shape {
    /// The measures.
    pub const fn build(self) -> Build {
        match self {
            Self::Straight => Build::STRAIGHT,
            Self::Curved => Build::CURVED,
        }
    }
}

/// The person who is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Person {
    /// How the body is built.
    #[serde(rename = "build")]
    pub shape: Shape,
    /// How dark the skin is.
    pub skin: Skin,
    /// The hair, or what is over it.
    pub hair: Hair,
    /// The color of the hair.
    pub hair_color: HairColor,
    /// How much the clothing covers.
    pub clothing: Clothing,
}

impl Person {
    /// The colors that this person is printed with.
    pub const fn ink(self) -> Ink {
        Ink::Color(self.skin, self.hair_color)
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            shape,
            skin,
            hair,
            hair_color,
            clothing,
        } = self;
        write!(
            f,
            "build {shape}, skin {skin}, hair {hair}, hair color {hair_color}, clothing {clothing}"
        )
    }
}

/// What somebody chose. What is not said is as the person is drawn by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Chosen {
    /// How the body is built.
    #[serde(rename = "build")]
    pub shape: Option<Shape>,
    /// How dark the skin is.
    pub skin: Option<Skin>,
    /// The hair, or what is over it.
    pub hair: Option<Hair>,
    /// The color of the hair.
    pub hair_color: Option<HairColor>,
    /// How much the clothing covers.
    pub clothing: Option<Clothing>,
}

impl Chosen {
    /// The person who is drawn then.
    pub fn person(self) -> Person {
        Person {
            shape: self.shape.unwrap_or_default(),
            skin: self.skin.unwrap_or_default(),
            hair: self.hair.unwrap_or_default(),
            hair_color: self.hair_color.unwrap_or_default(),
            clothing: self.clothing.unwrap_or_default(),
        }
    }
}

impl Hair {
    /// What covers the head where it covers it.
    pub(crate) fn fill(self) -> Fill {
        match self {
            Self::Scarf => Fill::Scarf,
            Self::Short | Self::Bob | Self::Bun | Self::Bald => Fill::Hair,
        }
    }

    /// Whether it covers a place of the head, in the head's own frame from its middle, m.
    pub(crate) fn covers(self, at: DVec3) -> bool {
        // On the ball of the skull, whose radius is 1.
        let (x, y, z) = ((at.x + 0.012) / 0.099, (at.y - 0.026) / 0.093, at.z / 0.082);
        let crown = y > 0.60 - 0.34 * z * z;
        let temple = x < 0.30 + 0.25 * y && y > -0.10;
        let nape = x < -0.22 - 0.10 * y && y > -0.75;
        match self {
            Self::Bald => false,
            Self::Short => crown || temple || nape,
            Self::Bob => crown || (x < 0.30 + 0.20 * y && y > -0.9),
            Self::Bun => y > 0.66 - 0.30 * z * z || (x < 0.24 + 0.25 * y && y > 0.0) || nape,
            Self::Scarf => {
                // The face is an oval.
                let (up, aside) = ((at.y + 0.008) / 0.082, at.z / 0.064);
                at.x <= 0.01 || up * up + aside * aside >= 1.0
            }
        }
    }
}
