//! The questions of a pack.

use alloc::{collections::BTreeSet, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

use crate::{
    answer::{Side, Slot},
    condition::Condition,
    decimal::Decimal,
    lookup::ByName,
    name::{ChoiceId, EvidenceId, InstrumentId, QuestionId, Region},
};

/// One question, as a pack asks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// For ever.
    pub id: QuestionId,
    /// The words that are said to the patient, or the name of the examination.
    pub ask: String,
    /// How to ask or examine, for the clinician.
    pub help: Option<String>,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// Which answer is worse; `unsure` takes it. Every question that an emergency or same-day rule uses declares one.
    pub worse: Option<Worse>,
    /// Whether it is asked for the left and the right side.
    pub each_side: bool,
    /// Whether it is asked at a check-in for each exercise that runs.
    pub each_item: bool,
    /// The instrument of which its answer is a reading.
    pub measure: Option<InstrumentId>,
    /// Whether a screening is incomplete without an explicit answer.
    pub mandatory: bool,
    /// Where in the visit it is asked.
    pub part: Part,
    /// Asked only while this is not false.
    pub ask_if: Option<Condition>,
    /// On which occasions it is asked.
    pub at: BTreeSet<Occasion>,
    /// Whether the last answer may be carried forward. Never set for safety questions.
    pub lasting: bool,
    /// Whether the date since when is asked too.
    pub ask_since: bool,
    /// Whether the milder answer may be recorded by a registered clinician only.
    pub attested: bool,
    /// Where it comes from; empty where the clinic decided to ask it.
    pub evidence: Vec<EvidenceId>,
}

impl Question {
    /// The sides for which it is asked: none in particular, or the left and the right.
    pub const fn sides(&self) -> &'static [Option<Side>] {
        if self.each_side {
            &[Some(Side::Left), Some(Side::Right)]
        } else {
            &[None]
        }
    }

    /// The slots that this question has: one, or a left and a right.
    pub fn slots(&self) -> impl Iterator<Item = Slot> + '_ {
        self.sides().iter().map(|side| Slot {
            question: self.id.clone(),
            side: *side,
        })
    }
}

/// Kinds of question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    YesNo,
    /// A number with its unit, from `least` to `most`, with at most `places` after the point.
    Number {
        /// Smallest value accepted.
        least: Decimal,
        /// Largest value accepted.
        most: Decimal,
        /// Places after the point.
        places: u8,
        /// Unit as it is written after the value.
        unit: String,
    },
    /// One of these.
    Choice(Vec<Choice>),
    /// A calendar date, not in the future.
    Date,
    /// Any of these parts of the body.
    Regions(Vec<RegionName>),
}

/// A choice with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// For ever.
    pub id: ChoiceId,
    /// What the clinician reads.
    pub label: String,
}

/// A body region with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionName {
    /// For ever.
    pub id: Region,
    /// What the clinician reads.
    pub label: String,
}

/// Which answers are worse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worse {
    /// Yes is worse.
    Yes,
    /// No is worse ("does any position ease it?").
    No,
    /// A larger number is worse.
    Higher,
    /// A smaller number is worse.
    Lower,
    /// The choices, mildest first. The last is what `unsure` takes.
    Order(Vec<ChoiceId>),
}

/// Parts of a visit, in the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Questions that can lead to a stop.
    Safety,
    /// How it went since the last visit, at a check-in.
    SinceLastTime,
    /// Where it hurts and what changes it.
    Pattern,
    /// The clinician's examination.
    Examination,
    /// What is true of the patient and filters exercises.
    Precautions,
}

/// When a question is asked or a rule is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// A full screening.
    Screening,
    /// A check-in.
    CheckIn,
}

/// The questions of a pack in the order of asking, found by id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Questions {
    in_order: Vec<Question>,
    by_id: ByName,
    /// The choice question (`left`, `right`, `both`, `neither`) that tells which side is affected.
    affected: Option<QuestionId>,
}

impl Questions {
    /// Takes the questions in the order of asking; of two with one id the first stands.
    pub fn new(in_order: Vec<Question>, affected: Option<QuestionId>) -> Self {
        let by_id = ByName::new(in_order.iter().map(|question| question.id.as_str()));
        Self {
            in_order,
            by_id,
            affected,
        }
    }

    /// The question with this id.
    pub fn get(&self, id: &str) -> Option<&Question> {
        self.by_id
            .places(id)
            .filter_map(|place| self.in_order.get(place))
            .find(|question| question.id.as_str() == id)
    }

    /// All, in the order of asking.
    pub fn iter(&self) -> core::slice::Iter<'_, Question> {
        self.in_order.iter()
    }

    /// The question that tells which side is affected.
    pub fn affected(&self) -> Option<&QuestionId> {
        self.affected.as_ref()
    }
}

impl<'a> IntoIterator for &'a Questions {
    type Item = &'a Question;
    type IntoIter = core::slice::Iter<'a, Question>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
