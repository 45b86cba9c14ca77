//! Events about the person.

use alloc::{string::String, vec::Vec};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::{ActivePrecaution, Finding};
use crate::{
    name::PackId,
    number::PatientNumber,
    record::{
        entry::{PackRef, Seq},
        flag::FindingId,
    },
};

/// Who a patient is, and how they are reached and printed for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// The name as it is shown and printed.
    pub name: String,
    /// Names that they can be found by too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_names: Vec<String>,
    /// Date of birth.
    pub born: Date,
    /// How to reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// BCP 47 tag of the language in which they read.
    pub language: String,
    /// What their sheets need.
    #[serde(default)]
    pub print: PrintNeeds,
}

/// What a patient's sheets need, every time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PrintNeeds {
    /// Large print.
    pub large_print: bool,
    /// No color.
    pub black_and_white: bool,
}

/// See [`Event::PatientRegistered`](super::Event::PatientRegistered).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientRegistered {
    /// From the clinic's counter.
    pub number: PatientNumber,
    /// Who they are.
    pub details: Details,
    /// Records of people like them that were looked at and found to be somebody else's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_the_same_as: Vec<PatientNumber>,
}

/// See [`Event::PatientCorrected`](super::Event::PatientCorrected).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientCorrected {
    /// The details as they are now, whole.
    pub details: Details,
    /// Why.
    pub reason: String,
}

/// See [`Event::PatientMerged`](super::Event::PatientMerged).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientMerged {
    /// The other record.
    pub other: PatientNumber,
    /// Which of the two goes on.
    pub part: MergePart,
    /// Why they are the same person.
    pub reason: String,
}

/// What a record is in a merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MergePart {
    /// It goes on, and takes over what keeps the patient safe.
    GoesOn {
        /// Findings that were open or resolved in the other record; here they are open.
        findings: Vec<TakenOver>,
        /// Precautions that stood in the other record.
        precautions: Vec<ActivePrecaution>,
    },
    /// It is closed; the other goes on.
    Closes,
}

/// A finding of another record, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOver {
    /// What was found.
    pub finding: Finding,
    /// What named it there.
    pub was: FindingId,
    /// Since which clinic-local day it stands.
    pub since: Date,
    /// The pack whose rules found it, where its entry names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<PackRef>,
}

/// How somebody agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentForm {
    /// In words.
    Spoken,
    /// On paper.
    Written,
}

/// See [`Event::ConsentRecorded`](super::Event::ConsentRecorded).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRecorded {
    /// How they agreed.
    pub form: ConsentForm,
    /// To what, in words.
    pub to: String,
}

/// See [`Event::ConsentWithdrawn`](super::Event::ConsentWithdrawn).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentWithdrawn {
    /// What they said.
    pub reason: String,
}

/// See [`Event::EpisodeOpened`](super::Event::EpisodeOpened). The entry names the episode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpisodeOpened {
    /// The problem, in the patient's words; the title of the pack where a screening began the episode.
    pub problem: String,
    /// The pack that is about it.
    pub pack: PackId,
}

/// How an episode ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DischargeOutcome {
    /// The patient's goals are met.
    GoalsMet,
    /// Better, and no longer changing.
    Plateau,
    /// Somebody else goes on with them.
    Referred,
    /// The patient ended it.
    PatientEnded,
    /// Not seen again.
    LostToFollowUp,
}

/// See [`Event::EpisodeDischarged`](super::Event::EpisodeDischarged).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpisodeDischarged {
    /// Which episode.
    pub episode: Seq,
    /// How it ended.
    pub outcome: DischargeOutcome,
    /// What the patient does if it comes back, in words.
    pub relapse_plan: String,
    /// Findings that were open, and stay so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub still_open: Vec<FindingId>,
}

/// See [`Event::EpisodeReopened`](super::Event::EpisodeReopened).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpisodeReopened {
    /// Which episode.
    pub episode: Seq,
    /// Why.
    pub reason: String,
}
