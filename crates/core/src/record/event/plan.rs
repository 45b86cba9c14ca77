//! Events of the program.

use alloc::{collections::BTreeSet, string::String, vec::Vec};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    answer::Side,
    dose::Dose,
    finding::Because,
    name::{CautionId, ExerciseId, PhaseId, PrecautionId, ProgramId, RuleId},
    record::{
        entry::{PackRef, Seq},
        flag::FindingId,
    },
};

/// With which side a one-sided exercise is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sides {
    /// The patient's left.
    Left,
    /// The patient's right.
    Right,
    /// One after the other.
    EachInTurn,
}

impl From<Side> for Sides {
    fn from(side: Side) -> Self {
        match side {
            Side::Left => Self::Left,
            Side::Right => Self::Right,
        }
    }
}

/// An exercise of a program with its dose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// Set exactly where the exercise is one-sided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sides: Option<Sides>,
    /// How much of it.
    pub dose: Dose,
}

/// See [`Event::ProgramAssigned`](super::Event::ProgramAssigned).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramAssigned {
    /// In which episode.
    pub episode: Seq,
    /// The pack to which the program is pinned.
    pub pack: PackRef,
    /// The program.
    pub program: ProgramId,
    /// The phase in which it begins.
    pub phase: PhaseId,
    /// The screening that it rests on.
    pub screening: Seq,
    /// Its exercises in order.
    pub items: Vec<Item>,
    /// Every exercise that was allowed then.
    pub allowed: BTreeSet<ExerciseId>,
    /// When the patient is seen next.
    pub review_on: Date,
    /// Why it differs from what the pack suggests, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Why a program or one of its exercises rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// A clinician's reason.
    Said(String),
    /// A precaution excludes it now.
    Precaution(PrecautionId),
    /// A finding was opened.
    Finding(FindingId),
    /// A check-in advised it.
    Advice {
        /// The entry of the check-in.
        check_in: Seq,
        /// The rule.
        rule: RuleId,
    },
    /// The pack says that it is to be avoided for now.
    Caution(CautionId),
    /// An override ended, and what it set aside bars the exercise again.
    OverrideEnded,
    /// What it needs in this phase is no longer known to be so.
    Needs(PhaseId),
    /// The phase does not have it.
    Phase(PhaseId),
    /// The episode was opened again, and nothing of before counts until a full screening.
    Reopened,
}

/// See [`Event::ExerciseSwapped`](super::Event::ExerciseSwapped).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExerciseSwapped {
    /// What leaves.
    pub out: ExerciseId,
    /// What takes its place.
    pub into: Item,
    /// Why.
    pub reason: String,
}

/// See [`Event::DoseChanged`](super::Event::DoseChanged).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoseChanged {
    /// The exercise as it is done from now on.
    pub item: Item,
    /// Why.
    pub reason: String,
}

/// See [`Event::ExerciseAdded`](super::Event::ExerciseAdded).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExerciseAdded {
    /// What joins, at the end.
    pub item: Item,
    /// Why.
    pub reason: String,
}

/// See [`Event::ExerciseRemoved`](super::Event::ExerciseRemoved).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExerciseRemoved {
    /// What leaves.
    pub exercise: ExerciseId,
    /// Why.
    pub reason: String,
}

/// See [`Event::ExercisePaused`](super::Event::ExercisePaused).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExercisePaused {
    /// What rests.
    pub exercise: ExerciseId,
    /// Why.
    pub why: Why,
}

/// See [`Event::ExerciseResumed`](super::Event::ExerciseResumed).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExerciseResumed {
    /// What goes on.
    pub exercise: ExerciseId,
    /// Why.
    pub reason: String,
}

/// Who reads a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteFor {
    /// Staff only.
    Staff,
    /// The patient, on the sheet.
    Sheet,
}

/// See [`Event::NoteAdded`](super::Event::NoteAdded).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteAdded {
    /// Who reads it.
    pub reader: NoteFor,
    /// To which exercise it belongs, if to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise: Option<ExerciseId>,
    /// What it says.
    pub text: String,
}

/// See [`Event::PhaseChanged`](super::Event::PhaseChanged).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseChanged {
    /// From this phase.
    pub from: PhaseId,
    /// To this one.
    pub to: PhaseId,
    /// Whether that is a step up.
    pub up: bool,
    /// The facts that the criteria of the step looked at.
    pub criteria: Vec<Because>,
    /// Whether the criteria hold; unknown where a fact is missing.
    pub met: Option<bool>,
    /// When the patient is seen next.
    pub review_on: Date,
    /// Why.
    pub reason: String,
}

/// See [`Event::ProgramHeld`](super::Event::ProgramHeld).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramHeld {
    /// Why.
    pub why: Why,
}

/// See [`Event::ProgramReleased`](super::Event::ProgramReleased).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramReleased {
    /// Why.
    pub reason: String,
    /// When the patient is seen next.
    pub review_on: Date,
}

/// See [`Event::ContentAccepted`](super::Event::ContentAccepted).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentAccepted {
    /// The pack to which the program was pinned.
    pub from: PackRef,
    /// The pack to which it is pinned from now on.
    pub to: PackRef,
    /// Why.
    pub reason: String,
}

/// An exercise of a program, and whether it rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// What is done.
    pub item: Item,
    /// Why it rests, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<Why>,
}

/// A program as it stands for a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Which program of the pack.
    pub program: ProgramId,
    /// The phase that the patient is in.
    pub phase: PhaseId,
    /// Its exercises in order.
    pub courses: Vec<Course>,
    /// Why all of it rests, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Why>,
    /// When the patient is seen next.
    pub review_on: Date,
}
