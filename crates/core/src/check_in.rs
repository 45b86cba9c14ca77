//! How a pack reads a check-in and what it advises. Effects are a closed set: what each does to a program, the core knows.

use alloc::{collections::BTreeSet, string::String, vec::Vec};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    condition::{Condition, Light},
    finding::{Because, Missing},
    name::{EvidenceId, ExerciseId, QuestionId, RuleId, Tag},
};

/// The part of a pack that is about check-ins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckIn {
    /// Which answers the derived facts are made of.
    pub readings: Readings,
    /// When an exercise is red or amber. None in a pack without check-ins of its own.
    pub lights: Option<Lights>,
    /// What is advised, and when; their order never matters.
    pub rules: Vec<AdviceRule>,
}

/// Questions behind derived facts. A pack that names none of a kind cannot ask for the fact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readings {
    /// Asked for each exercise: on how many of the last seven days it was done. Makes `adherence`.
    pub days_done: Option<QuestionId>,
    /// Asked for each exercise: hours until its reaction had settled. Makes `settled-within`.
    pub settled_within: Option<QuestionId>,
    /// Yes-no: whether the target dose was done with clean form today. Makes `clean-visits`.
    pub clean_form: Option<QuestionId>,
}

/// When the report of an exercise is a stop sign, and when it is more than mild. Otherwise it is green, if both are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lights {
    /// A stop sign.
    pub red: Condition,
    /// More than mild.
    pub amber: Condition,
}

/// What is advised, most restrictive first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// The whole program rests. Done by itself.
    PauseAll,
    /// The exercise rests now. Done by itself.
    Stop,
    /// Somebody else should see the patient; nothing moves up.
    Refer,
    /// A clinician examines again; nothing moves up.
    Alert,
    /// Back to the phase before.
    Regress,
    /// Only the exercises that the rule names go on; the others rest.
    OnlyThese,
    /// A gentler exercise takes the place of this one.
    Swap,
    /// Half the dose.
    Halve,
    /// Back to the dose before.
    StepBack,
    /// As it is; nothing moves up.
    Hold,
    /// As it is.
    Continue,
    /// One part of the dose of one exercise goes up.
    ProgressOne,
    /// The next phase is offered, where the exit of the present one is met.
    OfferPhase,
}

impl Effect {
    /// All of them, most restrictive first.
    pub const ALL: [Self; 13] = [
        Self::PauseAll,
        Self::Stop,
        Self::Refer,
        Self::Alert,
        Self::Regress,
        Self::OnlyThese,
        Self::Swap,
        Self::Halve,
        Self::StepBack,
        Self::Hold,
        Self::Continue,
        Self::ProgressOne,
        Self::OfferPhase,
    ];

    /// As it is written in packs, commands and files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PauseAll => "pause-all",
            Self::Stop => "stop",
            Self::Refer => "refer",
            Self::Alert => "alert",
            Self::Regress => "regress",
            Self::OnlyThese => "only-these",
            Self::Swap => "swap",
            Self::Halve => "halve",
            Self::StepBack => "step-back",
            Self::Hold => "hold",
            Self::Continue => "continue",
            Self::ProgressOne => "progress-one",
            Self::OfferPhase => "offer-phase",
        }
    }

    /// Whether it makes a program harder. It is advised only where its rule is known to hold and no other effect stands
    /// against it.
    pub fn progresses(self) -> bool {
        self > Self::Continue
    }

    /// Whether it can be advised for one exercise.
    pub const fn is_for_an_exercise(self) -> bool {
        matches!(
            self,
            Self::Stop | Self::Swap | Self::Halve | Self::StepBack | Self::Hold | Self::Continue
        )
    }
}

impl core::fmt::Display for Effect {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a rule of a check-in is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The program as a whole.
    Program,
    /// Each exercise that runs, by its own report.
    EachItem,
    /// Each exercise that runs and has one of these tags.
    Tagged(BTreeSet<Tag>),
}

/// A rule of a check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviceRule {
    /// For ever; never the id of a screening rule.
    pub id: RuleId,
    /// For the clinician: "Amber: more pain, or it lasts".
    pub title: String,
    /// What it is about.
    pub scope: Scope,
    /// When it holds. Only a rule of [`Scope::EachItem`] or [`Scope::Tagged`] asks questions about one exercise.
    pub when: Condition,
    /// What is advised first, and then what is as much in line with the rule.
    pub then: Vec<Effect>,
    /// Exercises that go on, for [`Effect::OnlyThese`].
    pub only: BTreeSet<ExerciseId>,
    /// Days within which the patient is asked again.
    pub review_days: Option<u16>,
    /// What it means, in a sentence for the clinician.
    pub say: String,
    /// What to do now, in a sentence for the clinician.
    pub instead: String,
    /// Where it comes from.
    pub evidence: Vec<EvidenceId>,
    /// Whether a threshold or the rule itself is the clinic's own decision.
    pub clinic_default: bool,
}

/// What a check-in advises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// The worst light of all exercises that were done; none where one of them cannot be told, or none was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub light: Option<Light>,
    /// For the program as a whole.
    pub program: Advised,
    /// For each exercise that ran, in the order of the program. One that left the program before the report was amended keeps
    /// its light, with nothing to decide.
    pub items: Vec<ItemAdvice>,
    /// What was not known, and would have counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// When the patient is seen next, where that is another day than before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_on: Option<Date>,
}

/// What is advised for one exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemAdvice {
    /// Which.
    pub exercise: ExerciseId,
    /// Its light; none where it was not done, or cannot be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub light: Option<Light>,
    /// What is advised.
    pub advised: Advised,
}

/// An effect and the rules behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advised {
    /// The most restrictive effect of all rules that hold, or may hold.
    pub effect: Effect,
    /// Those rules, most restrictive first.
    pub fired: Vec<Fired>,
}

/// A rule of a check-in that held, or may hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fired {
    /// Which.
    pub rule: RuleId,
    /// What it advises first.
    pub effect: Effect,
    /// Whether it is known to hold. Where it is not, its advice stands until what is missing is known; it never makes a
    /// program harder.
    pub known: bool,
    /// The facts that made it hold, or keep it from being excluded.
    pub because: Vec<Because>,
    /// Where it comes from.
    pub evidence: Vec<EvidenceId>,
}
