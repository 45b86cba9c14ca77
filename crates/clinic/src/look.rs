//! Whom the figures of a clinic show: between the words of its settings and the person who is drawn.

use std::str::FromStr;

use plinth_core::clinic::Look;
use plinth_figure::person::{Chosen, Clothing, Hair, HairColor, NotAChoice, Person, Shape, Skin};

use crate::{Clinic, Problem};

/// The words for what is chosen now; what is not said stays as it was before.
pub fn look(chosen: Chosen, before: &Look) -> Look {
    fn word(chosen: Option<impl ToString>, before: Option<&String>) -> Option<String> {
        chosen.map(|one| one.to_string()).or(before.cloned())
    }
    Look {
        build: word(chosen.shape, before.build.as_ref()),
        skin: word(chosen.skin, before.skin.as_ref()),
        hair: word(chosen.hair, before.hair.as_ref()),
        hair_color: word(chosen.hair_color, before.hair_color.as_ref()),
        clothing: word(chosen.clothing, before.clothing.as_ref()),
    }
}

/// Refuses words that this version cannot draw. What stood there before is not asked about: it may be of a later one.
pub(crate) fn check(look: &Look, before: &Look) -> Result<(), NotAChoice> {
    fn one<T: FromStr>([word, before]: [&Option<String>; 2]) -> Result<(), <T as FromStr>::Err> {
        match word {
            Some(new) if word != before => new.parse::<T>().map(|_| ()),
            _ => Ok(()),
        }
    }
    one::<Shape>([&look.build, &before.build])?;
    one::<Skin>([&look.skin, &before.skin])?;
    one::<Hair>([&look.hair, &before.hair])?;
    one::<HairColor>([&look.hair_color, &before.hair_color])?;
    one::<Clothing>([&look.clothing, &before.clothing])
}

/// The person who is drawn then. A word of a later version, which this one cannot draw, is as if nothing was chosen.
pub(crate) fn person(look: &Look) -> Person {
    fn one<T: FromStr>(word: Option<&String>) -> Option<T> {
        word?.parse().ok()
    }
    let chosen = Chosen {
        shape: one(look.build.as_ref()),
        skin: one(look.skin.as_ref()),
        hair: one(look.hair.as_ref()),
        hair_color: one(look.hair_color.as_ref()),
        clothing: one(look.clothing.as_ref()),
    };
    chosen.person()
}

impl Clinic {
    /// The person whom figures show now.
    pub fn drawn(&self) -> Result<Person, Problem> {
        Ok(person(&self.settings()?.figures))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With hair that only a later version draws.
    fn later() -> Look {
        Look {
            skin: Some("tone-4".into()),
            hair: Some("braids".into()),
            ..Look::default()
        }
    }

    #[test]
    fn a_word_of_a_later_version_takes_no_other_choice_away() {
        let drawn = person(&later());
        assert_eq!(drawn.skin, Skin::Tone4);
        assert_eq!(drawn.hair, Person::default().hair);
    }

    #[test]
    fn a_word_of_a_later_version_stands_until_somebody_chooses_another() {
        let new = |clothing: &str| Look {
            clothing: Some(clothing.into()),
            ..later()
        };
        assert_eq!(check(&new("long"), &later()), Ok(()));
        assert!(check(&new("cape"), &later()).is_err());
        assert!(check(&later(), &Look::default()).is_err());
    }
}
