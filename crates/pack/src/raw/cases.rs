//! `cases/*.toml`, as they are written.

use schemars::JsonSchema;
use serde::Deserialize;

use plinth_core::{check_in::Effect, content::Disposition, record::event::EvidenceKind};

use super::{AnswerEntries, At, CeilingEntry, Entries, File, words};

/// `cases/*.toml`: what must hold for these patients.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "cases/*.toml", rename = "Cases")]
pub(crate) struct CasesFile {
    /// Sets of answers to start from, by name.
    #[serde(default)]
    pub(crate) base: Entries<AnswerEntries<'static>>,
    /// The cases.
    #[serde(default)]
    pub(crate) case: Vec<CaseEntry>,
}

impl File for CasesFile {
    const ENTRIES: &'static [&'static str] = &["base", "case"];
}

/// A patient over time.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Case")]
pub(crate) struct CaseEntry {
    /// For ever.
    pub(crate) id: At<String>,
    /// What it is about.
    #[serde(rename = "title")]
    pub(crate) _title: String,
    /// What it covers: vignettes, statements, hazards.
    #[serde(default, rename = "covers")]
    pub(crate) _covers: Vec<String>,
    /// What happens, in order.
    #[serde(default)]
    pub(crate) step: Vec<StepEntry>,
}

/// What happens on one day, and what must hold then.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Step")]
pub(crate) struct StepEntry {
    /// The day.
    pub(crate) on: At<String>,
    /// What happens.
    #[serde(rename = "do")]
    pub(crate) what: At<StepKind>,
    /// The set of answers to start from.
    pub(crate) base: Option<At<String>>,
    /// Answers that differ from it.
    #[serde(default)]
    pub(crate) answers: AnswerEntries<'static>,
    /// Questions that are not asked.
    #[serde(default)]
    pub(crate) without: Vec<At<String>>,
    /// Since when an answer has been so.
    #[serde(default)]
    pub(crate) since: Entries<At<String>>,
    /// The patient's birth date, where no answer gives it.
    pub(crate) born: Option<At<String>>,
    /// The finding that is resolved.
    pub(crate) finding: Option<At<String>>,
    /// What it is resolved with.
    #[schemars(schema_with = "words::resolved_by")]
    pub(crate) evidence: Option<At<EvidenceKind>>,
    /// When the resolution ends.
    pub(crate) until: Option<At<String>>,
    /// The set of answers that is reported of each exercise that runs.
    pub(crate) each: Option<At<String>>,
    /// What is reported of exercises, where it differs from that.
    #[serde(default)]
    pub(crate) items: Entries<AnswerEntries<'static>>,
    /// How well each goal goes, in the order in which they were set.
    #[serde(default)]
    pub(crate) goals: Vec<u8>,
    /// The phase in which a program is assigned, or to which it moves.
    pub(crate) phase: Option<At<String>>,
    /// Exercises that are assigned or taught; by default what the phase suggests.
    #[serde(default)]
    pub(crate) exercises: Vec<At<String>>,
    /// The exercise that is changed or overridden, or about which advice is decided; the whole program where there is none.
    pub(crate) exercise: Option<At<String>>,
    /// The exercise that takes its place, or whose dose goes up.
    pub(crate) into: Option<At<String>>,
    /// Who is asked to see the patient.
    pub(crate) to: Option<At<String>>,
    /// How the program is adjusted.
    pub(crate) change: Option<At<ChangeKind>>,
    /// The parts of a dose that change, each to this number.
    pub(crate) dose: Option<CeilingEntry>,
    /// How well a goal goes when it is set.
    pub(crate) now: Option<u8>,
    /// The precaution that is set.
    pub(crate) precaution: Option<At<String>>,
    /// What must hold now.
    pub(crate) expect: Option<ExpectEntry>,
}

/// What happens in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StepKind {
    /// A full screening.
    Screened,
    /// A finding is resolved.
    Resolved,
    /// An examination after the screening.
    Examined,
    /// A goal is set.
    Goal,
    /// A program is assigned.
    Assigned,
    /// Exercises are done under supervision.
    Taught,
    /// The program is adjusted.
    Adjusted,
    /// A check-in.
    CheckedIn,
    /// What the last check-in advises is done.
    AdviceFollowed,
    /// It is decided otherwise.
    AdviceOtherwise,
    /// A precaution is set by hand.
    Precaution,
    /// What bars an exercise is set aside.
    Overridden,
    /// The course of care ends, its goals met. A screening after it begins another.
    Discharged,
}

/// How a program is adjusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ChangeKind {
    /// An exercise more, with its own dose.
    Add,
    /// An exercise less.
    Remove,
    /// Another dose of an exercise.
    Dose,
    /// An exercise rests.
    Pause,
    /// It goes on.
    Resume,
    /// The program moves to another phase.
    Phase,
    /// All of it rests.
    Hold,
    /// It goes on.
    Release,
}

/// Names that are there, or not; an empty list says that nothing is.
pub(crate) type NameList = Option<At<Vec<At<String>>>>;

/// What must hold after a step. What is not named may be anything.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Expect")]
pub(crate) struct ExpectEntry {
    /// What this screening allows.
    #[schemars(schema_with = "words::disposition")]
    pub(crate) disposition: Option<At<Disposition>>,
    /// What all that is open allows.
    #[schemars(schema_with = "words::disposition")]
    pub(crate) standing: Option<At<Disposition>>,
    /// The worst that is not excluded, or "nothing".
    pub(crate) cannot_exclude: Option<At<String>>,
    /// Findings that are there.
    pub(crate) rules: NameList,
    /// Findings that are not there.
    pub(crate) not_rules: NameList,
    /// What is named as missing.
    pub(crate) missing: NameList,
    /// Exactly these precautions.
    pub(crate) precautions: NameList,
    /// The phase that is suggested, or "none".
    pub(crate) phase: Option<At<String>>,
    /// Exercises that are offered.
    pub(crate) offered: NameList,
    /// Exercises that are not offered.
    pub(crate) not_offered: NameList,
    /// Exercises that are offered with a change.
    pub(crate) modified: NameList,
    /// Exercises that are held back.
    pub(crate) withheld: NameList,
    /// What a check-in advises for the program.
    #[schemars(schema_with = "words::effect")]
    pub(crate) advice: Option<At<Effect>>,
    /// What it advises for exercises.
    #[serde(default)]
    #[schemars(schema_with = "words::effects_by_exercise")]
    pub(crate) items: Entries<At<Effect>>,
    /// Exactly the exercises for which each of these rules of the check-in counted.
    #[serde(default)]
    pub(crate) advised_by: Entries<At<Vec<At<String>>>>,
    /// Rules of the check-in that counted.
    pub(crate) advice_rules: NameList,
    /// Rules of the check-in that did not count.
    pub(crate) not_advice_rules: NameList,
    /// The light of the check-in, or "unknown".
    pub(crate) light: Option<At<String>>,
    /// The phase that the program is in.
    pub(crate) phase_now: Option<At<String>>,
    /// Exercises that run.
    pub(crate) running: NameList,
    /// Exercises that do not run.
    pub(crate) not_running: NameList,
    /// Exactly these exercises run, in this order.
    pub(crate) in_order: NameList,
    /// Whether the program as a whole is held.
    pub(crate) held: Option<At<bool>>,
    /// Exactly the exercises that each of these bars: a precaution, a caution, `needs.build`, `after.EX-10`.
    #[serde(default)]
    pub(crate) bars: Entries<At<Vec<At<String>>>>,
    /// Exactly the exercises that each of these precautions changes.
    #[serde(default)]
    pub(crate) changes: Entries<At<Vec<At<String>>>>,
    /// Exactly what may be done in place of these exercises, best first.
    #[serde(default)]
    pub(crate) instead: Entries<At<Vec<At<String>>>>,
    /// Exactly these cautions stand.
    pub(crate) cautions: NameList,
    /// The doses of these exercises: `"repetitions 8-10, times-a-day 2, small"`.
    #[serde(default)]
    pub(crate) doses: Entries<At<String>>,
    /// The doses of these exercises after one step of progress, or "none" where there is no more.
    #[serde(default)]
    pub(crate) next_doses: Entries<At<String>>,
    /// Exactly the exercises that are barred and that a clinician may override.
    pub(crate) may_override: NameList,
    /// The day of the next review.
    pub(crate) review_on: Option<At<String>>,
    /// Whether the step warns that more exercises run than the phase should have.
    pub(crate) many: Option<At<bool>>,
    /// The rule by which the step is refused: `INV-10`, `HZ-12`.
    pub(crate) refused: Option<At<String>>,
}

impl ExpectEntry {
    /// Whether something is expected of what is offered.
    pub(crate) fn is_about_the_offer(&self) -> bool {
        let lists = [
            &self.offered,
            &self.not_offered,
            &self.modified,
            &self.withheld,
        ];
        lists.into_iter().any(Option::is_some)
    }

    /// Whether something is expected of what bars, changes and replaces exercises.
    pub(crate) fn is_about_exercises(&self) -> bool {
        let lists = [&self.bars, &self.changes, &self.instead];
        self.cautions.is_some() || lists.into_iter().any(|list| !list.0.is_empty())
    }
}
