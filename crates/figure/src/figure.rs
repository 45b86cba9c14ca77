//! A figure: panels of one exercise, each a posture seen from the same place, with what moves and what works.

mod draw;
mod held;
mod walls;
mod written;

use glam::DVec3;
use thiserror::Error;

pub use self::{
    draw::{OUTLINE, SCALE},
    written::{Arrow, FigureText, From, Mark, PanelText},
};
use crate::{
    arrow::{self, ArrowFault},
    body::Build,
    drawing::Drawing,
    icon, panels,
    person::Person,
    pose::{self, Fault, PoseError, Room},
    posture::Whole,
    side::Side,
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
    /// More than can be drawn.
    #[error("{count} {what}, and at most {most} can be drawn; leave some out")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// In which panel, from 1; 0 is the figure.
        panel: usize,
        /// How many.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// A thing, or a region that works, named more than once.
    #[error("`{list}` names one of its words twice; remove the second")]
    Twice {
        /// In which panel, from 1; 0 is the figure.
        panel: usize,
        /// Which list: `props`.
        list: &'static str,
        /// Which of its words, from 1.
        word: usize,
    },
    /// A panel in which nothing is said.
    #[error("panel {panel} says nothing; write what changes in it, or remove it")]
    Nothing {
        /// Which panel, from 1.
        panel: usize,
    },
    /// An arrow that does not say what its part does.
    #[error("panel {panel}, arrow {arrow}: {fault}")]
    Arrow {
        /// Which panel, from 1.
        panel: usize,
        /// Which of its arrows, from 1.
        arrow: usize,
        /// What is wrong.
        fault: ArrowFault,
    },
    /// An arrow, a ghost or the wrong way in the first panel.
    #[error("panel 1: {what} needs a panel before it")]
    First {
        /// What it is.
        what: &'static str,
    },
    /// What not to do, in several panels.
    #[error("a caution is shown in one panel, and this is the second")]
    Several,
    /// Something that this kind of figure does not show.
    #[error("`{key}` is shown in {only} alone")]
    Kind {
        /// As it is written.
        key: &'static str,
        /// What shows it.
        only: &'static str,
    },
    /// More beside a sign than there is room for.
    #[error("a sign has three things beside it at most")]
    Beside,
    /// Minutes that are not on a timer.
    #[error("{minutes} minutes; a timer has 1 to 60")]
    Timer {
        /// What was written.
        minutes: u8,
    },
}

/// A panel as the body has it when its right side works.
#[derive(Debug, Clone)]
pub struct Posed<'t> {
    /// What was written.
    pub panel: &'t PanelText,
    /// The number, from 0, of the panel that it follows: the last before it that is not the wrong way.
    pub follows: Option<usize>,
    /// What that says, with what was said there.
    pub whole: Whole,
    /// The body.
    pub made: Skeleton,
}

/// How much of a figure is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// All that can be said better: to whoever writes it.
    Anything,
    /// What would show something else than what is meant. A pack that is installed already keeps figures that an earlier version
    /// accepted and that only go too far: an arrow that is too long, a hand beside what it holds.
    Misleading,
}

impl FigureError {
    /// Whether it shows what is meant, and only goes too far.
    fn goes_too_far(&self) -> bool {
        match self {
            Self::Pose { fault, .. } => {
                matches!(fault.fault, Fault::Air { .. } | Fault::Inside { .. })
            }
            Self::Arrow { fault, .. } => matches!(
                fault,
                ArrowFault::Long { .. }
                    | ArrowFault::Far { .. }
                    | ArrowFault::TurnsFarther { .. }
                    | ArrowFault::Dot { .. }
                    | ArrowFault::Together { .. }
                    | ArrowFault::BackAlone
            ),
            _ => false,
        }
    }
}

/// Draws the panels of a figure, each by itself, with a side working. A caution and a sign are one small picture, the same for
/// both sides.
pub fn draw(text: &FigureText, person: Person, side: Side) -> Result<Vec<Drawing>, FigureError> {
    drawn(text, person, side, Refused::Anything)
}

/// The same of a pack that is installed.
pub fn draw_installed(
    text: &FigureText,
    person: Person,
    side: Side,
) -> Result<Vec<Drawing>, FigureError> {
    drawn(text, person, side, Refused::Misleading)
}

fn drawn(
    text: &FigureText,
    person: Person,
    side: Side,
    refused: Refused,
) -> Result<Vec<Drawing>, FigureError> {
    if text.is_icon() {
        return icon::icon(text, person, refused).map(|icon| vec![icon]);
    }
    let posed = posed_for(text, person.shape.build(), refused)?;
    let first = posed.first().map_or(DVec3::ZERO, |first| first.made.pelvis);
    let made: Vec<Skeleton> = posed.iter().map(|posed| posed.with(side)).collect();
    Ok(posed
        .iter()
        .zip(&made)
        .map(|(one, made_now)| {
            let moment = draw::Moment {
                panel: one.panel,
                whole: &one.whole,
                posed: (&one.made, first),
                made: made_now,
                before: one.follows.and_then(|number| made.get(number)),
            };
            draw::panel(text, person, side, &moment)
        })
        .collect())
}

impl Posed<'_> {
    /// The body that works with a side: the left is the mirror image of the right.
    pub fn with(&self, side: Side) -> Skeleton {
        match side {
            Side::Right => self.made.clone(),
            Side::Left => self.made.mirrored(),
        }
    }
}

/// Finds what a body of this build cannot do in a figure, without drawing it.
pub fn check(text: &FigureText, build: Build) -> Result<(), FigureError> {
    posed(text, build).map(|_| ())
}

/// The most arrows of a panel: more of them hide the body.
const MOST_ARROWS: usize = 6;

/// Whether there is no more of anything than can be drawn, and no less than has a meaning.
fn counted(text: &FigureText) -> Result<(), FigureError> {
    let too_many = |what, panel, count, most| {
        Err(FigureError::TooMany {
            what,
            panel,
            count,
            most,
        })
    };
    let count = text.panels.len();
    if count > panels::MOST {
        return too_many("panels", 0, count, panels::MOST);
    }
    for (list, twice) in [("props", twice(&text.props)), ("works", twice(&text.works))] {
        if let Some(at) = twice {
            return Err(FigureError::Twice {
                panel: 0,
                list,
                word: at + 1,
            });
        }
    }
    for (panel, number) in text.panels.iter().zip(1..) {
        let count = panel.arrows.len();
        if count > MOST_ARROWS {
            return too_many("arrows", number, count, MOST_ARROWS);
        }
        if let Some(at) = panel.works.as_deref().and_then(twice) {
            return Err(FigureError::Twice {
                panel: number,
                list: "works",
                word: at + 1,
            });
        }
        if *panel == PanelText::default() {
            return Err(FigureError::Nothing { panel: number });
        }
    }
    Ok(())
}

/// The place of the first word that was there before.
fn twice<T: PartialEq>(words: &[T]) -> Option<usize> {
    // There are few different words: the first that comes again comes soon.
    (1..words.len()).find(|at| words[..*at].contains(&words[*at]))
}

/// The panels of a figure as a body of this build has them; the right side works.
pub fn posed(text: &FigureText, build: Build) -> Result<Vec<Posed<'_>>, FigureError> {
    posed_for(text, build, Refused::Anything)
}

pub(crate) fn posed_for(
    text: &FigureText,
    build: Build,
    refused: Refused,
) -> Result<Vec<Posed<'_>>, FigureError> {
    let Some(first) = text.panels.first() else {
        return Err(FigureError::Empty);
    };
    counted(text)?;
    text.fits_its_kind()?;
    // A way of its own needs no panel before it.
    let follows = |arrow: &Arrow| !text.is_icon() || arrow.way.or(arrow.around).is_none();
    for (there, what) in [
        (first.arrows.iter().any(follows), "an arrow"),
        (first.ghost, "a ghost"),
        (first.wrong, "the wrong way"),
    ] {
        if there {
            return Err(FigureError::First { what });
        }
    }
    let room = Room::with(&text.props);
    let mut all: Vec<Posed<'_>> = Vec::new();
    for (number, panel) in text.panels.iter().enumerate() {
        let follows = all.iter().rposition(|posed| !posed.panel.wrong);
        let before = follows.and_then(|number| all.get(number));
        let whole = panel
            .pose
            .after(before.map_or(&Whole::default(), |before| &before.whole));
        let in_panel = |fault| FigureError::Pose {
            panel: number + 1,
            fault,
        };
        let kept = |checked: Result<(), FigureError>| match checked {
            Err(fault) if refused == Refused::Misleading && fault.goes_too_far() => Ok(()),
            other => other,
        };
        held::check(&whole, &text.props).map_err(in_panel)?;
        let made =
            pose::pose(&whole, build, before.map(|before| &before.made), room).map_err(in_panel)?;
        let first = all.first().map_or(made.pelvis, |first| first.made.pelvis);
        kept(walls::check(&made, &text.props, first).map_err(in_panel))?;
        kept(held::touches(&whole, &made, &text.props, first).map_err(in_panel))?;
        let view = text.from.view(Side::Right);
        for (arrow, at) in panel.arrows.iter().zip(1..) {
            let checked = before.map_or_else(
                || arrow::check_alone(arrow, view, &made),
                |before| arrow::check(arrow, view, &before.made, &made, text.is_icon()),
            );
            kept(checked.map_err(|fault| FigureError::Arrow {
                panel: number + 1,
                arrow: at,
                fault,
            }))?;
        }
        all.push(Posed {
            panel,
            follows,
            whole,
            made,
        });
    }
    Ok(all)
}
