//! A figure: panels of one exercise, each a posture seen from the same place, with what moves and what works.

mod draw;
mod written;

use glam::DVec3;
use thiserror::Error;

pub use self::{
    draw::{OUTLINE, SCALE},
    written::{Arrow, FigureText, From, Mark, PanelText},
};
use crate::{
    body::Build,
    drawing::Drawing,
    person::Person,
    pose::{self, PoseError, Room},
    posture::Whole,
    props::Prop,
    skeleton::Skeleton,
};

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
    let posed = posed(text, person.shape.build())?;
    let first = posed.first().map_or(DVec3::ZERO, |first| first.made.pelvis);
    let before = [None]
        .into_iter()
        .chain(posed.iter().map(|posed| Some(&posed.made)));
    Ok(posed
        .iter()
        .zip(before)
        .map(|(Posed { panel, whole, made }, before)| {
            draw::panel(text, panel, person, whole, made, (first, before))
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
