//! Conditions as packs write them, compiled: what a clinician can read aloud and a program can analyse.

mod text;

use alloc::{boxed::Box, vec::Vec};
use core::fmt;
use serde::{Deserialize, Serialize};

pub use text::NotAFact;

use crate::{
    answer::Side,
    decimal::Decimal,
    name::{ChoiceId, DefineId, QuestionId, Region},
};

/// A condition over facts. Values are true, false and unknown (Kleene).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// One fact, compared with a literal.
    Atom(Atom),
    /// Not so.
    Not(Box<Condition>),
    /// All of these; true of none.
    All(Vec<Condition>),
    /// Any of these; false of none.
    Any(Vec<Condition>),
    /// At least so many of these.
    AtLeast(usize, Vec<Condition>),
    /// A condition that the pack defines by name. Definitions are acyclic.
    Define(DefineId),
}

/// One fact and what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// Which fact.
    pub fact: Fact<Which>,
    /// What is asked of it.
    pub test: Test,
}

/// What a rule may ask about: an answer, or a value that the core derives. The vocabulary is closed, and frozen with
/// pack format 1. In a condition `S` is [`Which`] sides are meant, in a table of values the side itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact<S> {
    /// The answer to a question: `saddle-numbness`.
    Answer(Of<S>),
    /// Days since the answer has been so: `onset-days(foot-drop)`.
    OnsetDays(Of<S>),
    /// Days over which examinations found the same value without a change; 0 after one: `steady-days(power-l5)`.
    SteadyDays(Of<S>),
    /// Newest value less an earlier one: `change(leg-pain-worst, weeks: 6)`. Of an ordered choice, the places in its order
    /// count, so that a rise is worse.
    Change(Of<S>, Span),
    /// Readings in a row, newest first, that were each worse than the one before: `worsenings(distal-most)`.
    Worsenings(Of<S>),
    /// Completed years of age: `age`.
    Age,
    /// Completed weeks since the program was first assigned: `weeks-since(assigned)`.
    WeeksSince(Milestone),
    /// Days since the present phase began: `days-in-phase`.
    DaysInPhase,
    /// Check-ins in a row of this light, newest first: `streak(green)`.
    Streak(Light),
    /// Percent of what was planned that was done in the last seven days: `adherence`.
    Adherence,
    /// The same over the whole time since then, as far as check-ins asked about it; unknown where more than a week in a row
    /// was not asked about: `adherence-since(assigned)`.
    AdherenceSince(Milestone),
    /// Items of the program with this light at the last check-in: `items(amber)`.
    Items(Light),
    /// Hours within which the worst reaction settled: `settled-within`.
    SettledWithin,
    /// Visits in a row at which the target dose was done with clean form: `clean-visits`.
    CleanVisits,
    /// Mean of the goals that stood at the assignment, each from 0 (cannot) to 10 (as before); unknown where one of them has
    /// no score now: `psfs`.
    Psfs,
    /// The same mean less that of the assignment; unknown where one of them was set without a score: `psfs-change`.
    PsfsChange,
}

/// From which earlier value a change is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    /// The one in force so many days ago.
    Days(u16),
    /// The one in force on the day of the milestone.
    Since(Milestone),
}

/// A question on a side.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Of<S> {
    /// The question.
    pub question: QuestionId,
    /// Its side.
    pub side: S,
}

/// From when time is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Milestone {
    /// The first assignment of the episode.
    Assigned,
    /// The last full screening.
    Screened,
}

/// The traffic light of a check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Light {
    /// Mild and soon settled.
    Green,
    /// More than that.
    Amber,
    /// A stop sign.
    Red,
}

/// Which sides of a question with a left and a right are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// The question has no sides.
    Whole,
    /// One side or the other, or both.
    AnySide,
    /// The left and the right.
    BothSides,
    /// The side that hurts; either where both do.
    Affected,
    /// The side that does not hurt; either where both do.
    Other,
    /// This side.
    On(Side),
}

/// What is asked of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// A yes-no question is answered yes.
    Holds,
    /// A number compares so with the literal.
    Compare(Comparison, Decimal),
    /// The choice is this one.
    Is(ChoiceId),
    /// The body regions include this one.
    Includes(Region),
}

/// Comparisons of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `>=`
    AtLeast,
    /// `>`
    More,
}

impl Comparison {
    /// All of them, mildest spelling first.
    pub const ALL: [Self; 6] = [
        Self::Less,
        Self::AtMost,
        Self::Equal,
        Self::NotEqual,
        Self::AtLeast,
        Self::More,
    ];

    /// Whether `left` compares so with `right`.
    pub fn holds(self, left: Decimal, right: Decimal) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::AtLeast => left >= right,
            Self::More => left > right,
        }
    }

    /// As it is written in a pack.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::AtLeast => ">=",
            Self::More => ">",
        }
    }
}

impl fmt::Display for Light {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        })
    }
}

impl fmt::Display for Milestone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Assigned => "assigned",
            Self::Screened => "screened",
        })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) if days % 7 == 0 => write!(f, "weeks: {}", days / 7),
            Self::Days(days) => write!(f, "days: {days}"),
            Self::Since(milestone) => write!(f, "since: {milestone}"),
        }
    }
}
