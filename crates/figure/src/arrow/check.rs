//! Whether an arrow says what its part does.

use glam::{DVec2, DVec3};
use thiserror::Error;

use super::{SHORTEST, angle, chains, heading, pivot, way};
use crate::{
    figure::{Arrow, Mark},
    scene::View,
    side::Side,
    skeleton::Skeleton,
};

/// An arrow that does not say what its part does.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum ArrowFault {
    /// The part does not move.
    #[error(
        "this part moves {moved:.0} mm here, and an arrow needs {least:.0} mm; say the arrow of the part that moves"
    )]
    Still {
        /// How far, on the paper as in the room, mm.
        moved: f64,
        /// The least, mm.
        least: f64,
    },
    /// A straight way that leads elsewhere, or nowhere.
    #[error(
        "`way` points {off:.1} degrees away from where this part goes; write way = [{:.2}, {:.2}], or leave it out",
        right_way[0],
        right_way[1]
    )]
    Elsewhere {
        /// By how much, degrees.
        off: f64,
        /// The way of the same length that does not: right, up, m.
        right_way: [f64; 2],
    },
    /// A circle round a part that does not turn so.
    #[error(
        "`around` turns by {said:.0} degrees and this part turns by {turned:.0}, where positive is toward the working side"
    )]
    TurnsElse {
        /// What was written, degrees.
        said: f64,
        /// What the part does, degrees.
        turned: f64,
    },
    /// A circle that goes farther than the part turns.
    #[error(
        "`around` goes {said:.0} degrees and this part turns by {turned:.0}; go {most:.0} degrees at most"
    )]
    TurnsFarther {
        /// What was written, degrees.
        said: f64,
        /// What the part does, degrees.
        turned: f64,
        /// The most, degrees.
        most: f64,
    },
    /// More movement than there is.
    #[error(
        "this arrow is {long:.0} mm long and its part moves {moved:.0} mm; it may be {most:.0} mm, {}",
        shorter(*right_way)
    )]
    Long {
        /// How long it is, on the paper as in the room, mm.
        long: f64,
        /// How far the part moves, mm.
        moved: f64,
        /// The most, mm.
        most: f64,
        /// The longest straight way, where one was written: right, up, m.
        right_way: Option<[f64; 2]>,
    },
    /// An arrow that nobody takes for that of its part.
    #[error(
        "this arrow is {gap:.0} mm away from its part, and it may be {most:.0} mm; make `off` or `out` smaller"
    )]
    Far {
        /// From the way of the part to the nearest of the arrow, mm.
        gap: f64,
        /// The most, mm.
        most: f64,
    },
    /// A bow toward the joint that the part swings about.
    #[error(
        "`bow` lies toward the joint that this part swings about, and the part swings round it; write bow = {right:.2}"
    )]
    Bow {
        /// The one to the other side, m.
        right: f64,
    },
    /// An arrow whose end comes back to where it begins.
    #[error(
        "this arrow winds so much that it says no direction; make `bow` smaller, `out` larger, or write a `way`"
    )]
    Winds,
    /// A circle round a part that has no front.
    #[error("`around` is for `head`, `chest` and `pelvis` of who is upright")]
    NoFront,
    /// A number that cannot be.
    #[error("a number of an arrow goes from -{most} to {most}")]
    Number {
        /// The greatest, m or degrees.
        most: f64,
    },
}

fn shorter(right_way: Option<[f64; 2]>) -> String {
    right_way.map_or_else(
        || "so make `out` or `bow` smaller".to_owned(),
        |[right, up]| format!("as way = [{right:.2}, {up:.2}]"),
    )
}

/// The least length in a small picture, m: 1 m of the room is half as long there, and an arrow two thirds as thick.
const SHORTEST_SMALL: f64 = 0.34;
/// The least movement that an arrow shows, m.
const LEAST: f64 = 0.01;
/// How far an arrow may point away from where its part goes, degrees.
const ASIDE: f64 = 5.0;
/// The least turn that an arrow shows, degrees.
const LEAST_TURN: f64 = 5.0;
/// The greatest length of what is written of an arrow, m.
const LONGEST: f64 = 2.0;

/// How much longer an arrow may be than the way of its part, and `around` than its turn, times.
const LONGER: f64 = 1.5;
/// A way is written in hundredths of 1 m: its length is rounded by so much, m.
const ROUNDED: f64 = 0.007;
/// A half circle over a straight way, times as long.
const HALF_CIRCLE: f64 = 1.6;
/// The widest circle round a part that turns a little, degrees.
const LEAST_AROUND: f64 = 30.0;
/// How far an arrow may be from its part, m.
const AWAY: f64 = 0.4;
/// The longest arrow where no panel before says how far its part moved, m.
const ALONE: f64 = 0.5;
/// A joint that is less beside the way of a part says nothing of its bow, m.
const BESIDE: f64 = 0.04;
/// From the beginning of an arrow to its end, against its length: under this it winds.
const WINDS: f64 = 0.5;

/// Whether the numbers of an arrow are some that can be drawn.
fn numbers(arrow: &Arrow) -> Result<(), ArrowFault> {
    let lengths = [
        arrow.off[0],
        arrow.off[1],
        arrow.out.unwrap_or(0.0),
        arrow.bow.unwrap_or(0.0),
        arrow.back.unwrap_or(0.0),
    ];
    for (numbers, most) in [
        (&lengths[..], LONGEST),
        (&arrow.way.unwrap_or_default(), LONGEST),
        (&arrow.around.unwrap_or_default(), 360.0),
    ] {
        if !numbers.iter().all(|number| number.abs() <= most) {
            return Err(ArrowFault::Number { most });
        }
    }
    Ok(())
}

/// Whether an arrow says what its part does from one panel to the next, seen so; in a small picture or not. The right side works.
///
/// # Errors
///
/// What is wrong, and what would be right.
pub fn check(
    arrow: &Arrow,
    view: View,
    before: &Skeleton,
    now: &Skeleton,
    small: bool,
) -> Result<(), ArrowFault> {
    numbers(arrow)?;
    let goes = went(arrow, (view, Side::Right), before, now);
    if let Some(span) = arrow.around {
        circles(span, turn(arrow.of, before, now)?)?;
    } else {
        leads(arrow, goes)?;
        bows(arrow, view, before, now)?;
    }
    let longer = arrow.bow.map_or(LONGER, |_| HALF_CIRCLE);
    let shortest = if small { SHORTEST_SMALL } else { SHORTEST };
    let most = (longer * goes.length()).max(shortest);
    fits(arrow, view, before, now, most)
}

/// Whether an arrow without a panel before it says what a body in this posture may do: how it came there is not known.
pub(crate) fn check_alone(arrow: &Arrow, view: View, now: &Skeleton) -> Result<(), ArrowFault> {
    numbers(arrow)?;
    if let Some(span) = arrow.around {
        circles(span, twist(arrow.of, now)?)?;
    }
    if let Some([right, up]) = arrow.way
        && DVec2::new(right, up).length() < LEAST
    {
        return Err(ArrowFault::Still {
            moved: 0.0,
            least: LEAST * 1000.0,
        });
    }
    fits(arrow, view, now, now, ALONE)
}

/// Whether a circle goes the way that a part turned, and about as far.
fn circles([start, end]: [f64; 2], turned: f64) -> Result<(), ArrowFault> {
    let said = end - start;
    if said * turned <= 0.0 || turned.abs() < LEAST_TURN {
        return Err(ArrowFault::TurnsElse { said, turned });
    }
    let most = (LONGER * turned.abs()).max(LEAST_AROUND);
    if said.abs() > most {
        return Err(ArrowFault::TurnsFarther { said, turned, most });
    }
    Ok(())
}

/// Whether an arrow leads where its part goes, which does move.
fn leads(arrow: &Arrow, goes: DVec2) -> Result<(), ArrowFault> {
    if goes.length() < LEAST {
        return Err(ArrowFault::Still {
            moved: goes.length() * 1000.0,
            least: LEAST * 1000.0,
        });
    }
    let Some([right, up]) = arrow.way else {
        return Ok(());
    };
    let way = DVec2::new(right, -up);
    let goes = if arrow.both_ways && goes.dot(way) < 0.0 {
        -goes
    } else {
        goes
    };
    let off = angle(way, goes).to_degrees().abs();
    // A way of no length leads nowhere.
    if off <= ASIDE && way.length() >= LEAST {
        return Ok(());
    }
    let to = goes.normalize() * way.length().max(SHORTEST);
    Err(ArrowFault::Elsewhere {
        off,
        right_way: [to.x, -to.y],
    })
}

/// Whether a bow lies to the side that the part swings to: away from the nearest joint that stays.
fn bows(arrow: &Arrow, view: View, before: &Skeleton, now: &Skeleton) -> Result<(), ArrowFault> {
    let Some(bow) = arrow.bow.filter(|_| arrow.way.is_none()) else {
        return Ok(());
    };
    let on = |at: DVec3| view.project(at).truncate();
    let [then, after] = chains(arrow, Side::Right, before, now);
    let Some(pivot) = pivot(&then, &after) else {
        return Ok(());
    };
    let (from, to) = (on(then[0]), on(after[0]));
    // To the left of who goes this way; y grows downward.
    let left = -(to - from).normalize_or_zero().perp();
    let beside = (on(pivot[1]) - from.midpoint(to)).dot(left);
    if beside.abs() > BESIDE && beside * bow > 0.0 {
        return Err(ArrowFault::Bow { right: -bow });
    }
    Ok(())
}

/// Whether an arrow as it is drawn is no longer than said, near its part, and has a direction.
fn fits(
    arrow: &Arrow,
    view: View,
    before: &Skeleton,
    now: &Skeleton,
    most: f64,
) -> Result<(), ArrowFault> {
    // What comes back is as long as its way out.
    let out = Arrow {
        back: None,
        ..*arrow
    };
    let places = way(&out, (view, Side::Right), before, now);
    let long: f64 = places
        .windows(2)
        .map(|pair| pair[0].distance(pair[1]))
        .sum();
    let direct = places[0].distance(places[places.len() - 1]);
    let [from, to] =
        chains(arrow, Side::Right, before, now).map(|chain| view.project(chain[0]).truncate());
    let moved = from.distance(to);
    if arrow.around.is_none() {
        if long > most + ROUNDED {
            let shortened = |[right, up]: [f64; 2]| {
                let to = DVec2::new(right, up).normalize_or_zero() * most;
                [to.x, to.y]
            };
            return Err(ArrowFault::Long {
                long: long * 1000.0,
                moved: moved * 1000.0,
                most: most * 1000.0,
                right_way: arrow.way.map(shortened),
            });
        }
        if direct.is_nan() || direct < WINDS * long {
            return Err(ArrowFault::Winds);
        }
    }
    let gaps = places.iter().map(|at| beside([from, to], *at));
    let gap = gaps.fold(f64::INFINITY, f64::min);
    if gap > AWAY {
        return Err(ArrowFault::Far {
            gap: gap * 1000.0,
            most: AWAY * 1000.0,
        });
    }
    Ok(())
}

/// From a place to the nearest between two others.
fn beside([from, to]: [DVec2; 2], at: DVec2) -> f64 {
    let along = to - from;
    let share = (at - from).dot(along) / along.length_squared().max(1e-12);
    at.distance(from + along * share.clamp(0.0, 1.0))
}

/// Where a part goes on the paper, m.
fn went(arrow: &Arrow, (view, side): (View, Side), before: &Skeleton, now: &Skeleton) -> DVec2 {
    let [from, to] = chains(arrow, side, before, now).map(|chain| view.project(chain[0]));
    (to - from).truncate()
}

/// By how much a part turns toward the right, degrees.
fn turn(mark: Mark, before: &Skeleton, now: &Skeleton) -> Result<f64, ArrowFault> {
    let to = heading(now);
    Ok(angle(
        level(front(mark, before)?, to)?,
        level(front(mark, now)?, to)?,
    )
    .to_degrees())
}

/// By how much a part is turned toward the right against the pelvis, degrees.
fn twist(mark: Mark, now: &Skeleton) -> Result<f64, ArrowFault> {
    let turned = level(front(mark, now)?, heading(now))?;
    Ok(angle(DVec2::X, turned).to_degrees())
}

/// Where a part faces.
fn front(mark: Mark, of: &Skeleton) -> Result<DVec3, ArrowFault> {
    match mark {
        Mark::Head => Ok(of.head_frame.x_axis),
        Mark::Chest => Ok(of.at(0.36).1.x_axis),
        Mark::Pelvis => Ok(of.pelvis_frame.x_axis),
        _ => Err(ArrowFault::NoFront),
    }
}

/// A front along the floor: ahead and aside.
fn level(front: DVec3, [ahead, aside]: [DVec3; 2]) -> Result<DVec2, ArrowFault> {
    /// Under this share of it, a front is not level.
    const LEVEL: f64 = 0.3;
    let level = DVec2::new(front.dot(ahead), front.dot(aside));
    if level.length() < LEVEL {
        return Err(ArrowFault::NoFront);
    }
    Ok(level)
}
