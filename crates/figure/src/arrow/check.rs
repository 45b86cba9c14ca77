//! Whether an arrow says what its part does.

use glam::{DVec2, DVec3};

use super::{ArrowFault, SHORTEST, angle, chains, heading, pivot, way};
use crate::{
    figure::{Arrow, Mark},
    scene::View,
    side::Side,
    skeleton::Skeleton,
    surface::from_stretch,
};

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
/// The share of a turn that a circle goes at least.
const SHARE_AROUND: f64 = 1.0 / 3.0;
/// How far a circle may run on the paper from where the front of its part goes: it has a middle of its own, degrees.
const AROUND_ASIDE: f64 = 15.0;
/// How far from the axis of its part a circle may be, m.
const RADIUS: [f64; 2] = [0.2, 0.5];
/// The shortest arrow on the paper that is no dot, m.
const LEAST_SEEN: f64 = 0.08;
/// How far below its way out an arrow may come back, m.
const BACK: [f64; 2] = [0.05, 0.2];
/// The least between the way out and the way back, m.
const APART: f64 = 0.04;
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

/// Whether a straight way is long enough to be read.
fn readable(arrow: &Arrow) -> Result<(), ArrowFault> {
    let Some([right, up]) = arrow.way else {
        return Ok(());
    };
    let way = DVec2::new(right, up);
    let long = way.length();
    if long + ROUNDED >= LEAST_SEEN {
        return Ok(());
    }
    let right_way = way.normalize_or_zero() * SHORTEST;
    Err(ArrowFault::Dot {
        long: long * 1000.0,
        least: LEAST_SEEN * 1000.0,
        right_way: [right_way.x, right_way.y],
    })
}

/// Whether each word of an arrow is drawn.
fn words(arrow: &Arrow) -> Result<(), ArrowFault> {
    let (way, around) = (arrow.way.is_some(), arrow.around.is_some());
    let (bow, back) = (arrow.bow.is_some(), arrow.back.is_some());
    let out = arrow.out.is_some();
    for (together, word, beside) in [
        (way && around, "way", "around"),
        (bow && around, "bow", "around"),
        (back && around, "back", "around"),
        (arrow.own && around, "own", "around"),
        (bow && way, "bow", "way"),
        (out && way, "out", "way"),
        (out && bow, "out", "bow"),
        (back && arrow.both_ways, "both-ways", "back"),
    ] {
        if together {
            return Err(ArrowFault::Together { word, beside });
        }
    }
    if back && !way {
        return Err(ArrowFault::BackAlone);
    }
    Ok(())
}

/// Whether an arrow says what its part does from one panel to the next, seen so; in a small picture or not. The right side works.
/// What only goes too far is found last.
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
    let mut turned = 0.0;
    if let Some(span) = arrow.around {
        turned = turn(arrow.of, before, now)?;
        let fronts = [front(arrow.of, before)?, front(arrow.of, now)?];
        circles(arrow, span, (turned, fronts), view, now)?;
    } else {
        leads(arrow, goes)?;
        bows(arrow, view, before, now)?;
    }
    let bowed = arrow.bow.is_some() && arrow.way.is_none();
    let longer = if bowed { HALF_CIRCLE } else { LONGER };
    let shortest = if small { SHORTEST_SMALL } else { SHORTEST };
    let most = (longer * goes.length()).max(shortest);
    as_drawn(arrow, (view, [before, now]), most, turned)
}

/// Whether an arrow without a panel before it says what a body in this posture may do: how it came there is not known.
pub(crate) fn check_alone(arrow: &Arrow, view: View, now: &Skeleton) -> Result<(), ArrowFault> {
    numbers(arrow)?;
    let mut turned = 0.0;
    if let Some(span) = arrow.around {
        turned = twist(arrow.of, now)?;
        let [ahead, aside] = heading(now);
        let (sin, cos) = libm::sincos(turned.to_radians());
        let fronts = [ahead, ahead * cos + aside * sin];
        circles(arrow, span, (turned, fronts), view, now)?;
    }
    if let Some([right, up]) = arrow.way
        && DVec2::new(right, up).length() < LEAST
    {
        return Err(ArrowFault::Still {
            moved: 0.0,
            least: LEAST * 1000.0,
        });
    }
    as_drawn(arrow, (view, [now, now]), ALONE, turned)
}

/// Whether an arrow of the right direction is drawn as it should be: no longer than `most`, m, and no wider than its part turned,
/// degrees.
fn as_drawn(
    arrow: &Arrow,
    (view, [before, now]): (View, [&Skeleton; 2]),
    most: f64,
    turned: f64,
) -> Result<(), ArrowFault> {
    comes_back(arrow)?;
    fits(arrow, view, before, now, most)?;
    if let Some(span) = arrow.around {
        wide(span, turned)?;
    }
    readable(arrow)?;
    words(arrow)
}

/// Whether a circle goes the way that a part turned, goes far enough, and runs on the paper where its front goes.
fn circles(
    arrow: &Arrow,
    [start, end]: [f64; 2],
    (turned, fronts): (f64, [DVec3; 2]),
    view: View,
    now: &Skeleton,
) -> Result<(), ArrowFault> {
    let said = end - start;
    if said * turned <= 0.0 || turned.abs() < LEAST_TURN {
        return Err(ArrowFault::TurnsElse { said, turned });
    }
    let least = (SHARE_AROUND * turned.abs()).max(LEAST_TURN);
    if said.abs() < least {
        return Err(ArrowFault::TurnsLess {
            said,
            turned,
            least,
        });
    }
    runs(arrow, [start, end], fronts, view, now)
}

/// Whether a circle is no wider than its part turned.
fn wide([start, end]: [f64; 2], turned: f64) -> Result<(), ArrowFault> {
    let said = end - start;
    let most = (LONGER * turned.abs()).max(LEAST_AROUND);
    if said.abs() > most {
        return Err(ArrowFault::TurnsFarther { said, turned, most });
    }
    Ok(())
}

/// Whether a circle is near its part, and runs on the paper where the front of the part goes.
fn runs(
    arrow: &Arrow,
    [start, end]: [f64; 2],
    fronts: [DVec3; 2],
    view: View,
    now: &Skeleton,
) -> Result<(), ArrowFault> {
    let [least, most] = RADIUS;
    if let Some(said) = arrow.out.filter(|out| !(least..=most).contains(out)) {
        return Err(ArrowFault::Radius { said, least, most });
    }
    let [from, to] = fronts.map(|front| view.project(front).truncate());
    let astray = |span: [f64; 2]| {
        let drawn = Arrow {
            around: Some(span),
            ..*arrow
        };
        let places = way(&drawn, (view, Side::Right), now, now);
        let off = angle(places[places.len() - 1] - places[0], to - from);
        let off = off.to_degrees().abs();
        let off = if arrow.both_ways {
            off.min(180.0 - off)
        } else {
            off
        };
        (off, length(&places))
    };
    let (off, long) = astray([start, end]);
    if off > AROUND_ASIDE {
        let half = (end - start) / 2.0;
        let circles = (-180..180).map(|middle| {
            let middle = f64::from(middle);
            let span = [middle - half, middle + half].map(|at| (at * 10.0).round() / 10.0);
            (astray(span).0, span)
        });
        let right = circles.min_by(|one, other| one.0.total_cmp(&other.0));
        return Err(ArrowFault::Astray {
            off,
            right_circle: right
                .filter(|(off, _)| *off <= AROUND_ASIDE)
                .map(|(_, span)| span),
        });
    }
    if long < LEAST_SEEN {
        return Err(ArrowFault::Short {
            long: long * 1000.0,
            least: LEAST_SEEN * 1000.0,
        });
    }
    Ok(())
}

/// Whether the way back of an arrow is neither on its way out nor far from it.
fn comes_back(arrow: &Arrow) -> Result<(), ArrowFault> {
    let (Some(said), Some([right, up])) = (arrow.back, arrow.way) else {
        return Ok(());
    };
    let [least, most] = BACK;
    let long = DVec2::new(right, up).length();
    if !(least..=most.min(long)).contains(&said) {
        return Err(ArrowFault::Back { said, least, most });
    }
    let apart = said * right.abs() / long;
    if apart < APART {
        return Err(ArrowFault::Steep {
            apart: apart * 1000.0,
            least: APART * 1000.0,
        });
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
    let places = way(arrow, (view, Side::Right), before, now);
    let [from, to] =
        chains(arrow, Side::Right, before, now).map(|chain| view.project(chain[0]).truncate());
    let moved = from.distance(to);
    // The way out and the way back are each looked at by itself.
    let middle = places.len() / 2;
    let halves = if arrow.back.is_some() {
        vec![&places[..=middle], &places[middle..]]
    } else {
        vec![&places[..]]
    };
    for half in &halves {
        let direct = half[0].distance(half[half.len() - 1]);
        if direct.is_nan() || direct < WINDS * length(half) {
            return Err(ArrowFault::Winds);
        }
    }
    // What comes back may be as long again, with its turn.
    let times = if arrow.back.is_some() { 2.0 } else { 1.0 };
    let long = length(&places);
    if arrow.around.is_none() && long > times * (most + ROUNDED) {
        let turn = arrow.back.unwrap_or(0.0) * core::f64::consts::FRAC_PI_4;
        let shortened = |[right, up]: [f64; 2]| {
            let to = DVec2::new(right, up).normalize_or_zero() * (most - turn);
            [to.x, to.y]
        };
        return Err(ArrowFault::Long {
            long: long * 1000.0,
            moved: moved * 1000.0,
            most: times * most * 1000.0,
            right_way: arrow.way.map(shortened),
        });
    }
    for half in halves {
        let goes = [from, to].map(|at| at.extend(0.0));
        let gaps = half.iter().map(|at| from_stretch(at.extend(0.0), goes));
        let gap = gaps.fold(f64::INFINITY, f64::min);
        if gap > AWAY {
            return Err(ArrowFault::Far {
                gap: gap * 1000.0,
                most: AWAY * 1000.0,
            });
        }
    }
    Ok(())
}

/// How long a way is.
fn length(places: &[DVec2]) -> f64 {
    places
        .windows(2)
        .map(|pair| pair[0].distance(pair[1]))
        .sum()
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
