//! Whom figures show, as options.

use std::str::FromStr;

use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};
use plinth_figure::person::{Chosen, Clothing, Hair, HairColor, NotAChoice, Shape, Skin};

/// Under which these options stand in the help.
const HEADING: &str = "The person in the figures";

/// Whom figures show; nothing of it says anything of a patient.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct LookArgs {
    /// How the body is built
    #[arg(long, help_heading = HEADING, value_name = "BUILD", value_parser = word::<Shape>(Shape::WORDS))]
    build: Option<Shape>,
    /// How dark the skin is, from the lightest to the darkest
    #[arg(long, help_heading = HEADING, value_name = "TONE", value_parser = word::<Skin>(Skin::WORDS))]
    skin: Option<Skin>,
    /// The hair, or what is over it
    #[arg(long, help_heading = HEADING, value_name = "HAIR", value_parser = word::<Hair>(Hair::WORDS))]
    hair: Option<Hair>,
    /// The color of the hair
    #[arg(long, help_heading = HEADING, value_name = "COLOR", value_parser = word::<HairColor>(HairColor::WORDS))]
    hair_color: Option<HairColor>,
    /// How much of arms and legs is covered
    #[arg(long, help_heading = HEADING, value_name = "CLOTHING", value_parser = word::<Clothing>(Clothing::WORDS))]
    clothing: Option<Clothing>,
}

/// One of some words, which help and errors list.
fn word<T>(words: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err = NotAChoice> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(words).try_map(|word| word.parse::<T>())
}

impl From<LookArgs> for Chosen {
    fn from(args: LookArgs) -> Self {
        Self {
            shape: args.build,
            skin: args.skin,
            hair: args.hair,
            hair_color: args.hair_color,
            clothing: args.clothing,
        }
    }
}
