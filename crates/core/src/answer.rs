//! What was answered, exactly as it was given. What it means is decided by conditions, never here.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
};
use core::fmt;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    decimal::Decimal,
    name::{ChoiceId, QuestionId, Region},
};

/// A side of the patient's own body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The patient's left.
    Left,
    /// The patient's right.
    Right,
}

impl Side {
    /// Left, then right.
    pub const BOTH: [Self; 2] = [Self::Left, Self::Right];

    /// The opposite side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

    /// `left` or `right`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The state of one answer. There is no default and no conversion to a boolean: only an explicit answer on the safe side
/// is ever a negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The patient says that it is so.
    Yes,
    /// The patient says that it is not so.
    No,
    /// The patient does not know. Counts as the worse answer where the question declares one.
    Unsure,
    /// The patient would rather not say. Unknown.
    Declined,
    /// Nobody asked. Unknown.
    NotAsked,
    /// A number, choice, date or set of body regions.
    Value(Value),
}

/// An answer that is more than yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// In the unit of the question.
    Number(Decimal),
    /// One of the question's choices.
    Choice(ChoiceId),
    /// A calendar date.
    Date(Date),
    /// Parts of the body chart; may be empty ("nowhere").
    Regions(BTreeSet<Region>),
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes => f.write_str("yes"),
            Self::No => f.write_str("no"),
            Self::Unsure => f.write_str("unsure"),
            Self::Declined => f.write_str("declined"),
            Self::NotAsked => f.write_str("not asked"),
            Self::Value(value) => value.fmt(f),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Choice(choice) => choice.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Regions(regions) if regions.is_empty() => f.write_str("nowhere"),
            Self::Regions(regions) => {
                for (n, region) in regions.iter().enumerate() {
                    write!(f, "{}{region}", if n == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
        }
    }
}

/// Who said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// The patient, in person.
    Patient,
    /// The patient, on a card that they filled in by themselves.
    Card,
    /// The patient, by telephone or video.
    Telephone,
    /// An interpreter, for the patient.
    Interpreter,
    /// A carer or relative, for the patient.
    Carer,
    /// The clinician, by examining.
    Examination,
    /// A letter or another record.
    Letter,
}

/// One answer with where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The answer, raw.
    pub answer: Answer,
    /// Unit of a number, as the question had it when it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Since when it has been so, where that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Who said it.
    pub via: Via,
}

/// The place of an answer: a question, and the side where the question has a left and a right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slot {
    /// The question.
    pub question: QuestionId,
    /// Set exactly where the question is asked for each side.
    pub side: Option<Side>,
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.side {
            None => self.question.fmt(f),
            Some(side) => write!(f, "{}.{side}", self.question),
        }
    }
}

impl core::str::FromStr for Slot {
    type Err = crate::name::NotAName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (question, side) = match text.rsplit_once('.') {
            Some((question, "left")) => (question, Some(Side::Left)),
            Some((question, "right")) => (question, Some(Side::Right)),
            _ => (text, None),
        };
        Ok(Self {
            question: question.parse()?,
            side,
        })
    }
}

impl TryFrom<String> for Slot {
    type Error = crate::name::NotAName;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Slot> for String {
    fn from(slot: Slot) -> String {
        alloc::format!("{slot}")
    }
}

/// The answers of one screening, by slot. A slot that is not here was not asked.
pub type Answers = BTreeMap<Slot, Given>;
