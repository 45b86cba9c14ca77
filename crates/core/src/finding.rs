//! Findings: what a screening or check-in found, with the facts that made it so.

use alloc::vec::Vec;
use core::fmt;
use serde::{Deserialize, Serialize};

use crate::{
    answer::{Answer, Slot},
    content::Disposition,
    decimal::Decimal,
    facts::Settled,
    name::{CautionId, EvidenceId, ExerciseId, PhaseId, PrecautionId, RuleId},
};

/// One fact that counted, as it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// The fact, with its side; stored as packs write it: `power-l5.left`, `change(leg-pain-worst, weeks: 6)`.
    pub fact: Settled,
    /// What was found.
    pub found: Found,
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Found {
    /// An answer, raw.
    Answer(Answer),
    /// A value that the core derived.
    Derived(Decimal),
    /// A value that could not be derived.
    Unknown,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer(answer) => answer.fmt(f),
            Self::Derived(value) => value.fmt(f),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.fact, self.found)
    }
}

/// What raised a finding. Within one entry of the history it names the finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// A rule held.
    Rule(RuleId),
    /// The patient would rather not answer a question that is needed.
    Declined(Slot),
    /// A question that is needed has no answer.
    NotAsked(Slot),
    /// The patient is not sure of something that has no worse answer to fall back on, such as a number.
    Unsure(Slot),
    /// A rule could not be decided although its questions are answered, as where a date is missing.
    Undecided(RuleId),
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule(rule) => rule.fmt(f),
            Self::Declined(slot) => write!(f, "declined.{slot}"),
            Self::NotAsked(slot) => write!(f, "not-asked.{slot}"),
            Self::Unsure(slot) => write!(f, "unsure.{slot}"),
            Self::Undecided(rule) => write!(f, "undecided.{rule}"),
        }
    }
}

/// Something that a screening found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What raised it.
    pub cause: Cause,
    /// What it leads to.
    pub gives: Disposition,
    /// The facts that made it hold.
    pub because: Vec<Because>,
    /// Where the rule comes from.
    pub evidence: Vec<EvidenceId>,
}

/// Something that is needed and not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The fact; where it is an answer, it is to be asked, or asked again.
    pub fact: Settled,
    /// How it stands: not asked, declined, unsure, or a value that could not be derived.
    pub found: Found,
    /// The worst that it keeps from being excluded.
    pub cannot_exclude: Option<Disposition>,
}

/// A precaution that stands, or may stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivePrecaution {
    /// Which.
    pub precaution: PrecautionId,
    /// Whether it is known to stand; where not, it filters all the same.
    pub known: bool,
    /// The facts that made it stand.
    pub because: Vec<Because>,
}

/// What one screening says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The worst candidate.
    pub disposition: Disposition,
    /// The worst that what is missing keeps from being excluded, where that is worse than the disposition.
    pub cannot_exclude: Option<Disposition>,
    /// What was found, worst first.
    pub findings: Vec<Finding>,
    /// What is needed and not known, worst first.
    pub missing: Vec<Missing>,
    /// Precautions that stand or may stand.
    pub precautions: Vec<ActivePrecaution>,
    /// The phase in which a program would begin; none unless a program is allowed.
    pub phase: Option<PhaseId>,
}

/// What keeps an exercise out, or changes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bar {
    /// The pack does not know it.
    Unknown,
    /// It is only named by a source: nobody wrote how to do it.
    NamedOnly,
    /// A precaution excludes it.
    Precaution(PrecautionId),
    /// What it needs in this phase is not known to be so.
    Needs(PhaseId),
    /// It is not part of this phase.
    Phase(PhaseId),
    /// Exercises that come first are not running yet.
    After(ExerciseId),
    /// The pack says that it is to be avoided, for now or always.
    Caution(CautionId),
    /// The standing allows no exercise at all.
    Standing(Disposition),
}

impl fmt::Display for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("unknown-exercise"),
            Self::NamedOnly => f.write_str("named-only"),
            Self::Precaution(precaution) => precaution.fmt(f),
            Self::Needs(phase) => write!(f, "needs.{phase}"),
            Self::Phase(phase) => write!(f, "not-in.{phase}"),
            Self::After(exercise) => write!(f, "after.{exercise}"),
            Self::Caution(caution) => caution.fmt(f),
            Self::Standing(disposition) => write!(f, "standing.{disposition}"),
        }
    }
}
