//! Events about earlier entries, which stay as they are.

use alloc::string::String;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Measure, Plan, Report};
use crate::{answer::Answers, check_in::Advice, finding::Outcome, record::entry::Seq};

/// What an entry should have said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Correction {
    /// Answers of a screening or examination: those that change.
    Answers(Answers),
    /// A measure, whole.
    Measure(Measure),
    /// What was reported at a check-in: the parts that change.
    Report(Report),
    /// The words of a note or a goal.
    Words(String),
}

/// See [`Event::EntryAmended`](super::Event::EntryAmended).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryAmended {
    /// Which entry.
    pub entry: Seq,
    /// What it should have said.
    pub correction: Correction,
    /// Why.
    pub reason: String,
    /// What the pack's rules make of the corrected answers. Findings that were not there before are open from here on;
    /// those that are no longer there stand until they are resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// What the corrected report of a check-in advises.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<Advice>,
}

/// See [`Event::EntryStruck`](super::Event::EntryStruck).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryStruck {
    /// Which entry.
    pub entry: Seq,
    /// Why.
    pub reason: String,
}

/// See [`Event::EntryUndone`](super::Event::EntryUndone).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryUndone {
    /// Which entry.
    pub entry: Seq,
    /// Why.
    pub reason: String,
    /// The plan as it is again; none where the assignment itself was taken back.
    pub plan: Option<Plan>,
}

/// See [`Event::ClockConfirmed`](super::Event::ClockConfirmed).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockConfirmed {
    /// The instant of the entry before.
    pub before: Timestamp,
    /// Why the clock is right all the same.
    pub reason: String,
}
