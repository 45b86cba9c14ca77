//! What a pack carries for people to read: cautions, and knowledge about the condition.

use alloc::{collections::BTreeSet, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

use crate::name::{CautionId, EvidenceId, ExerciseId, PhaseId, TopicId};

/// Something to approach with caution, or to avoid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caution {
    /// For ever: `CX-01`.
    pub id: CautionId,
    /// For the clinician: "Toe touches, standing forward bends".
    pub title: String,
    /// Why, in a sentence for the clinician.
    pub why: String,
    /// The phase from which on it no longer stands; in all phases where there is none.
    pub until: Option<PhaseId>,
    /// Exercises of the pack that it bars meanwhile.
    pub exercises: BTreeSet<ExerciseId>,
    /// Safer exercises, best first.
    pub instead: Vec<ExerciseId>,
    /// What is safer, in a sentence for the clinician, where no exercise says it.
    pub instead_words: String,
    /// Words for the patient's sheet: "Do not touch your toes."
    pub for_sheet: Option<String>,
    /// Where it comes from.
    pub evidence: Vec<EvidenceId>,
    /// Whether the safer way, or the row itself, is the clinic's own.
    pub clinic_default: bool,
}

/// What kind of knowledge a topic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TopicKind {
    /// What the condition is, its signs and causes.
    Condition,
    /// A principle of exercise and daily life.
    Principle,
    /// Rest, posture, heat, cold and the like.
    Adjunct,
    /// How long things take.
    Timeline,
    /// A question that patients ask, and its answer.
    Question,
    /// Who treats it, and when to send to whom.
    Professional,
    /// Treatments other than exercise.
    Treatment,
    /// Kinds of exercise program.
    Program,
}

/// Something worth knowing. It decides nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// For ever.
    pub id: TopicId,
    /// What kind.
    pub kind: TopicKind,
    /// Its heading, or the question.
    pub title: String,
    /// What there is to know, in sentences for the clinician.
    pub text: Vec<String>,
    /// Where the sources disagree, or a guideline says otherwise.
    pub disagreements: Vec<String>,
    /// Where it comes from.
    pub evidence: Vec<EvidenceId>,
}
