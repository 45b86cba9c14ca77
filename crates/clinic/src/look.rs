//! Whom the figures of a clinic show: between the words of its settings and the person who is drawn.

use std::str::FromStr;

use plinth_core::clinic::Look;
use plinth_figure::person::{Chosen, NotAChoice, Person};

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

/// What the words choose.
pub(crate) fn choice(look: &Look) -> Result<Chosen, NotAChoice> {
    fn one<T: FromStr>(word: Option<&String>) -> Result<Option<T>, T::Err> {
        word.map(|word| word.parse()).transpose()
    }
    Ok(Chosen {
        shape: one(look.build.as_ref())?,
        skin: one(look.skin.as_ref())?,
        hair: one(look.hair.as_ref())?,
        hair_color: one(look.hair_color.as_ref())?,
        clothing: one(look.clothing.as_ref())?,
    })
}

/// The person who is drawn then. Words of a later version, which this one cannot draw, are as if nothing was chosen.
pub(crate) fn person(look: &Look) -> Person {
    choice(look).unwrap_or_default().person()
}

impl Clinic {
    /// The person whom figures show now.
    pub fn drawn(&self) -> Result<Person, Problem> {
        Ok(person(&self.settings()?.figures))
    }
}
