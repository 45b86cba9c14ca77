//! What is wrong with an arrow, and what would be right.

use thiserror::Error;

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
        "`around` goes {said:.0} degrees and this part turns by {turned:.0}; go {:.0} degrees at most",
        most.floor()
    )]
    TurnsFarther {
        /// What was written, degrees.
        said: f64,
        /// What the part does, degrees.
        turned: f64,
        /// The most, degrees.
        most: f64,
    },
    /// A circle that goes less far than shows the turn.
    #[error(
        "`around` goes {said:.1} degrees and this part turns by {turned:.0}; go {:.0} degrees at least",
        least.ceil()
    )]
    TurnsLess {
        /// What was written, degrees.
        said: f64,
        /// What the part does, degrees.
        turned: f64,
        /// The least, degrees.
        least: f64,
    },
    /// A circle that runs on the paper where the part's front does not: one behind the part runs against it.
    #[error(
        "`around` runs {off:.0} degrees away from where the front of this part goes on the paper; {}",
        nearer(*right_circle)
    )]
    Astray {
        /// By how much, degrees.
        off: f64,
        /// The circle as wide that does not, where there is one: from and to, degrees.
        right_circle: Option<[f64; 2]>,
    },
    /// A circle too near to the axis of its part, or too far from it.
    #[error(
        "`out` is {said:.2} m here; a circle round a part goes from {least:.2} to {most:.2} m from it"
    )]
    Radius {
        /// What was written, m.
        said: f64,
        /// The least, m.
        least: f64,
        /// The most, m.
        most: f64,
    },
    /// A circle that is next to nothing as it is seen.
    #[error(
        "seen so, this circle is {long:.0} mm long, and {least:.0} mm can be read; make `around` wider, or `from` another place"
    )]
    Short {
        /// How long it is, on the paper as in the room, mm.
        long: f64,
        /// The least, mm.
        least: f64,
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
        "this arrow winds so much that it says no direction; make `bow` or `around` smaller, `out` larger, or write a `way`"
    )]
    Winds,
    /// A way back too near below the way out, or too far.
    #[error(
        "`back` is {said:.2} m here; it goes from {least:.2} to {most:.2} m, and no farther than `way` is long"
    )]
    Back {
        /// What was written, m.
        said: f64,
        /// The least, m.
        least: f64,
        /// The most, m.
        most: f64,
    },
    /// A way back that runs over the way out.
    #[error(
        "this `way` is so steep that what comes back lies {apart:.0} mm beside it, and {least:.0} mm can be read; leave `back` out"
    )]
    Steep {
        /// Between the way out and the way back, mm.
        apart: f64,
        /// The least, mm.
        least: f64,
    },
    /// A straight way that is drawn as a dot.
    #[error(
        "`way` is {long:.0} mm long, and {least:.0} mm can be read; write way = [{:.2}, {:.2}]",
        right_way[0],
        right_way[1]
    )]
    Dot {
        /// How long it is, mm.
        long: f64,
        /// The least, mm.
        least: f64,
        /// The same way as long as arrows are: right, up, m.
        right_way: [f64; 2],
    },
    /// Two words of which one would not be drawn.
    #[error("`{word}` is not drawn beside `{beside}`; leave one of them out")]
    Together {
        /// What would not be drawn.
        word: &'static str,
        /// What is.
        beside: &'static str,
    },
    /// A way back of no way.
    #[error("`back` comes back from a `way`, and there is none; write one, or leave `back` out")]
    BackAlone,
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

fn nearer(right_circle: Option<[f64; 2]>) -> String {
    right_circle.map_or_else(
        || "leave it out".to_owned(),
        |[start, end]| format!("write around = [{start}, {end}]"),
    )
}
