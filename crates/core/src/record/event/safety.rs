//! Events that decide what the patient may do: screenings, findings, precautions, overrides.

use alloc::{collections::BTreeMap, string::String, vec::Vec};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    answer::{Answers, Slot},
    finding::{Bar, Outcome},
    name::{ExerciseId, PrecautionId},
    record::{
        entry::{PackRef, Seq},
        flag::FindingId,
    },
};

/// See [`Event::ScreenRecorded`](super::Event::ScreenRecorded).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreenRecorded {
    /// In which episode.
    pub episode: Seq,
    /// The pack whose questions were asked.
    pub pack: PackRef,
    /// The answers, raw.
    pub answers: Answers,
    /// What the pack's rules make of them.
    pub outcome: Outcome,
    /// When each answer was really given, where that was an earlier day than this entry (carried forward, or written up
    /// late).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub asked_on: BTreeMap<Slot, Date>,
}

/// What a resolution rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// An examination by the clinician, this visit.
    Examination,
    /// A letter or report of another clinician.
    Letter,
    /// The written outcome of a medical assessment made because of the finding. Nothing less closes an emergency.
    MedicalOutcome,
    /// What the patient told the clinician, asked again.
    Statement,
}

/// See [`Event::FindingResolved`](super::Event::FindingResolved).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingResolved {
    /// Which finding.
    pub finding: FindingId,
    /// Why it no longer stands in the way.
    pub reason: String,
    /// What that rests on.
    pub evidence: EvidenceKind,
    /// The last day on which the resolution holds; the day after, the finding stands again.
    pub until: Date,
    /// What is done in place of the answer, where it was declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precaution: Option<String>,
}

/// See [`Event::ExamRecorded`](super::Event::ExamRecorded).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExamRecorded {
    /// In which episode.
    pub episode: Seq,
    /// The pack whose examinations these are.
    pub pack: PackRef,
    /// What was found.
    pub answers: Answers,
    /// What the pack's rules make of the last screening with these in it; none before the first screening.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// See [`Event::PrecautionSet`](super::Event::PrecautionSet).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrecautionSet {
    /// The pack whose precaution it is.
    pub pack: PackRef,
    /// Which.
    pub precaution: PrecautionId,
    /// How it came to be known.
    pub reason: String,
}

/// See [`Event::PrecautionEnded`](super::Event::PrecautionEnded).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrecautionEnded {
    /// Which.
    pub precaution: PrecautionId,
    /// Why it stands no more.
    pub reason: String,
}

/// See [`Event::OverrideGiven`](super::Event::OverrideGiven).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverrideGiven {
    /// The barred exercise.
    pub exercise: ExerciseId,
    /// What bars it, all of it.
    pub bars: Vec<Bar>,
    /// Why it is right for this patient.
    pub reason: String,
}

/// See [`Event::OverrideEnded`](super::Event::OverrideEnded).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverrideEnded {
    /// For which exercise.
    pub exercise: ExerciseId,
    /// What ended it.
    pub because: OverrideEnd,
}

/// What ends an override.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OverrideEnd {
    /// A full screening: everything is judged anew.
    Screening,
    /// A precaution that bars the exercise was set or ended.
    PrecautionChanged(PrecautionId),
    /// The exercise left the program.
    Removed,
}
