//! Events of care beside the program: measures, goals, contacts, tasks, referrals.

use alloc::{string::String, vec::Vec};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    answer::Side,
    decimal::Decimal,
    name::{ExerciseId, InstrumentId},
    number::SheetNumber,
    record::{entry::Seq, flag::FindingId},
};

/// One reading of an outcome measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Which instrument, of the list of [`measure`](crate::measure): `nprs-leg-worst`, `tug`.
    pub instrument: InstrumentId,
    /// Version of the instrument, where it has versions; always there where only a total is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The value.
    pub value: Decimal,
    /// In what it is counted, as the instrument says: `of 10`, `s`, `degrees`.
    pub unit: String,
    /// On which side, where that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The day on which it was taken.
    pub taken_on: Date,
}

/// See [`Event::MeasureRecorded`](super::Event::MeasureRecorded).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureRecorded {
    /// The reading.
    pub measure: Measure,
}

/// See [`Event::GoalSet`](super::Event::GoalSet).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalSet {
    /// In the patient's own words.
    pub words: String,
    /// How well it goes now, from 0 (cannot) to 10 (as before), as the PSFS asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<u8>,
}

/// How somebody was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Face to face.
    InPerson,
    /// By telephone.
    Telephone,
    /// By video.
    Video,
    /// By letter.
    Letter,
    /// By a written message.
    Message,
}

/// A conversation that took place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Who was reached, by name or part ("the patient", "Dr Shah, GP").
    pub with: String,
    /// How.
    pub how: Channel,
    /// When.
    pub at: Timestamp,
    /// What was said, in words.
    pub said: String,
}

/// See [`Event::ContactMade`](super::Event::ContactMade).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactMade {
    /// What took place.
    pub conversation: Conversation,
}

/// See [`Event::TaughtFirst`](super::Event::TaughtFirst).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaughtFirst {
    /// Which exercises the patient did under supervision, and showed that they can.
    pub exercises: Vec<ExerciseId>,
}

/// What somebody has to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// Tell the patient that the sheet at home no longer holds.
    TellPatient {
        /// The sheet that they have.
        sheet: SheetNumber,
    },
    /// Reach the named person or service today, and record when they call back.
    CallBack {
        /// Because of this flag.
        finding: FindingId,
    },
    /// Anything else, in words.
    Other(String),
}

/// See [`Event::TaskOpened`](super::Event::TaskOpened). The entry names the task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskOpened {
    /// What is to be done.
    pub duty: Duty,
    /// By when.
    pub by: Date,
}

/// See [`Event::TaskClosed`](super::Event::TaskClosed).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskClosed {
    /// The entry that opened it.
    pub task: Seq,
    /// With whom, how, when and in what words it was done.
    pub done: Conversation,
}

/// How soon somebody else is to see the patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// In the usual time.
    Routine,
    /// Today.
    SameDay,
    /// Now.
    Emergency,
}

impl Urgency {
    /// Whether an episode can end only after its outcome is known.
    pub fn is_urgent(self) -> bool {
        self >= Self::SameDay
    }
}

/// See [`Event::ReferralMade`](super::Event::ReferralMade). The entry names the referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralMade {
    /// In which episode.
    pub episode: Seq,
    /// To whom.
    pub to: String,
    /// How soon.
    pub urgency: Urgency,
    /// Why.
    pub reason: String,
    /// The findings behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingId>,
}

/// See [`Event::ReferralReceived`](super::Event::ReferralReceived).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralReceived {
    /// The entry that made it.
    pub referral: Seq,
    /// Who confirmed it, how, when and in what words.
    pub receipt: Conversation,
}

/// See [`Event::ReferralClosed`](super::Event::ReferralClosed).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralClosed {
    /// The entry that made it.
    pub referral: Seq,
    /// What came of it.
    pub outcome: String,
}
