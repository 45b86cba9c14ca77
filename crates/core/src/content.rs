//! A content pack as the core knows it: what a condition's questions, rules, exercises and programs say.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};
use serde::{Deserialize, Serialize};

use crate::{
    check_in::CheckIn,
    condition::Condition,
    dose::{Ceiling, Dose},
    information::{Caution, Topic},
    name::{
        DefineId, EvidenceId, ExerciseId, PackId, PhaseId, PrecautionId, ProgramId, QuestionId,
        Region, RuleId, SignId, Tag,
    },
    question::{Occasion, Questions},
    sheet::Symptom,
};

/// What one screening allows, mildest first; the worst candidate wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disposition {
    /// No recorded answer met a rule. Never means "safe".
    Proceed,
    /// A precaution stands: filters apply, and an early review.
    Caution,
    /// Somebody else should see the patient; the pack is not assigned.
    Refer,
    /// Something that is needed is not known.
    Incomplete,
    /// To be seen by a doctor or examined today.
    SameDay,
    /// To hospital now.
    Emergency,
}

impl Disposition {
    /// As it is written in packs, commands and files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proceed => "proceed",
            Self::Caution => "caution",
            Self::Refer => "refer",
            Self::Incomplete => "incomplete",
            Self::SameDay => "same-day",
            Self::Emergency => "emergency",
        }
    }

    /// Whether a program may be assigned.
    pub fn allows_program(self) -> bool {
        self <= Self::Caution
    }

    /// Whether a finding of this level is a flag: closed by `resolve` alone, with evidence.
    pub fn is_flag(self) -> bool {
        self >= Self::SameDay
    }
}

impl core::fmt::Display for Disposition {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.as_str())
    }
}

/// A rule of the screening or of a check-in: where it holds, it is a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// For ever.
    pub id: RuleId,
    /// When it holds.
    pub when: Condition,
    /// What it leads to; never [`Disposition::Proceed`] or [`Disposition::Incomplete`].
    pub gives: Disposition,
    /// What it means, in a sentence for the clinician.
    pub say: String,
    /// What to do now.
    pub instead: String,
    /// Occasions on which it is applied.
    pub at: BTreeSet<Occasion>,
    /// Days within which the patient is reviewed, for `caution`.
    pub review_days: Option<u16>,
    /// Where it comes from.
    pub evidence: Vec<EvidenceId>,
    /// Whether a threshold or the rule itself is the clinic's own decision.
    pub clinic_default: bool,
}

/// Something true of the patient that filters exercises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precaution {
    /// For ever.
    pub id: PrecautionId,
    /// For the clinician.
    pub title: String,
    /// When it stands.
    pub when: Condition,
    /// [`Disposition::Caution`], or [`Disposition::Proceed`] where it only steers the choice of exercises.
    pub gives: Disposition,
    /// Exercises that are out.
    pub exclude: BTreeSet<ExerciseId>,
    /// Exercises that are changed, and how, in a sentence that is also printed as the first step of the card.
    pub modify: BTreeMap<ExerciseId, String>,
    /// Exercises that suit.
    pub prefer: Vec<ExerciseId>,
    /// What else to mind, in sentences for the clinician.
    pub advice: Vec<String>,
    /// Words for the patient's sheet that say what not to do, never the diagnosis behind it.
    pub not_for_now: Vec<String>,
    /// Days within which the patient is reviewed.
    pub review_days: Option<u16>,
    /// Where it comes from.
    pub evidence: Vec<EvidenceId>,
    /// Whether it is the clinic's own decision.
    pub clinic_default: bool,
}

/// Whether and how an exclusion can be set aside by a registered clinician with a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Override {
    /// With a reason.
    WithReason,
    /// With a reason, in the last phase of the program only.
    LastPhase,
    /// By nobody.
    Never,
}

/// Who wrote the instructions of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// A source describes it.
    Described,
    /// The clinic wrote it.
    ClinicAuthored,
    /// A source only names it. It is shown to clinicians and can never be assigned.
    NamedOnly,
}

/// One exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// For ever.
    pub id: ExerciseId,
    /// On the sheet.
    pub name: String,
    /// In the chart; at most 14 characters.
    pub short_name: String,
    /// What kind of exercise, for the clinician.
    pub category: String,
    /// Who wrote it.
    pub standing: Standing,
    /// How exclusions of it can be set aside.
    pub may_override: Override,
    /// Position, in words for the patient.
    pub position: String,
    /// What is needed.
    pub equipment: Vec<String>,
    /// Whether it is done with one side at a time.
    pub one_sided: bool,
    /// Whether it is a nerve glide: only these carry the rule about a mild tingle.
    pub nerve_glide: bool,
    /// How, one sentence each.
    pub steps: Vec<String>,
    /// How much to begin with; none for named-only exercises.
    pub dose: Option<Dose>,
    /// The most that a step of progress reaches by itself; beyond it a clinician types the dose.
    pub up_to: Ceiling,
    /// What it has in common with others, for filters and rules.
    pub tags: BTreeSet<Tag>,
    /// What the patient should feel.
    pub feel: String,
    /// When to stop.
    pub stop_if: String,
    /// An easier way.
    pub easier: String,
    /// A harder way.
    pub harder: String,
    /// Mistakes, for the clinician who teaches it.
    pub mistakes: Vec<String>,
    /// Who should not do it, for the clinician.
    pub not_for: Vec<String>,
    /// What to do instead, best first.
    pub alternatives: Vec<ExerciseId>,
    /// Exercises that its texts for the patient mention; they pass the same filter.
    pub mentions: BTreeSet<ExerciseId>,
    /// The start position in words, for those who cannot see a figure.
    pub start_words: String,
    /// The end position in words.
    pub end_words: String,
    /// Other names by which a note may mean it.
    pub aliases: Vec<String>,
    /// Where it comes from.
    pub evidence: Vec<EvidenceId>,
    /// Where the sources disagree and how that is treated, for the clinician.
    pub disagreements: Vec<String>,
}

/// A program: phases in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// For ever.
    pub id: ProgramId,
    /// For the clinician and on the sheet.
    pub title: String,
    /// In order.
    pub phases: Vec<Phase>,
    /// Where it comes from.
    pub evidence: Vec<EvidenceId>,
}

/// One stage of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// For ever.
    pub id: PhaseId,
    /// On the sheet.
    pub title: String,
    /// What it is for, in words for the patient.
    pub focus: String,
    /// When a patient begins here.
    pub entry: Condition,
    /// When a patient has done with it.
    pub exit: Condition,
    /// Its exercises in the order in which they are suggested.
    pub items: Vec<PhaseItem>,
    /// How many of them are suggested at first.
    pub start_with: u8,
    /// Most that may run at once; more warns.
    pub most: u8,
    /// Most of this phase's own exercises that are added at one visit.
    pub new_at_most: u8,
    /// Whether its own exercises are done under supervision before they are done at home.
    pub supervised_first: bool,
    /// Days until the next review.
    pub review_days: u16,
    /// Where it comes from.
    pub evidence: Vec<EvidenceId>,
}

/// An exercise in a phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseItem {
    /// Which exercise.
    pub exercise: ExerciseId,
    /// What must hold for it to be offered; anything but true withholds it.
    pub needs: Option<Condition>,
    /// Why, in a sentence for the clinician.
    pub because: String,
    /// Exercises that must be running and tolerated before it may be added.
    pub after: BTreeSet<ExerciseId>,
    /// Whether it is among the first that are suggested.
    pub suggested: bool,
}

/// Words for the patient's sheet. Numbers to call are the clinic's own and never stand here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetText {
    /// Over the exercises: "Your exercises".
    pub title: String,
    /// First line of the emergency box.
    pub emergency_lead: String,
    /// Lines of the emergency box with the rules that own them; each emergency rule owns at least one.
    pub emergency: Vec<BoxLine>,
    /// Lines of the urgent box with the rules that own them; each same-day rule owns at least one.
    pub urgent: Vec<BoxLine>,
    /// First words of the urgent box.
    pub urgent_lead: String,
    /// Over the traffic light.
    pub light_lead: String,
    /// What the three lights mean, worst first.
    pub lights: Vec<LightText>,
    /// Added to the stop rule of nerve glides.
    pub glide_note: String,
    /// What to do in a flare-up.
    pub flare_up: Vec<FlareStep>,
    /// What to do each day, with its heading.
    pub each_day: Vec<Advice>,
    /// What nobody with this condition should do for now.
    pub not_for_now: Vec<String>,
    /// What to say at the hospital's desk.
    pub say_at_desk: String,
    /// What hospital staff want to know at a glance.
    pub staff: Vec<StaffFact>,
    /// What the body chart of a letter shows.
    pub chart: Vec<ChartQuestion>,
    /// What not to do on the way to hospital.
    pub do_not: Vec<String>,
    /// What to take along.
    pub take_with_you: Vec<String>,
    /// The small print.
    pub small_print: Vec<String>,
    /// All fixed labels of the sheet by their id ("how-many", "stop-if" …).
    pub labels: BTreeMap<String, String>,
}

/// One fact for hospital staff: several questions under one clinical word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffFact {
    /// The clinical word: "Power".
    pub label: String,
    /// Questions, each with the few letters that it is called by there: "L5". Empty where the label says it all.
    pub of: Vec<(QuestionId, String)>,
}

/// A question whose answer a body chart shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartQuestion {
    /// The question: of regions, or a yes-no question about places that the pack states.
    pub question: QuestionId,
    /// What is felt there.
    pub shows: Symptom,
    /// The choice question (left, right, both, neither) that tells on which side, where the places have sides.
    pub side: Option<QuestionId>,
    /// The places that an answer can mark.
    pub places: Vec<ChartPlace>,
}

/// A place of a body chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartPlace {
    /// The region of the chart.
    pub region: Region,
    /// Whether there is one on the left and one on the right.
    pub has_sides: bool,
    /// What a reader calls it: "Buttock".
    pub called: String,
}

/// A line of an alarm box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxLine {
    /// What the patient reads.
    pub text: String,
    /// Rules whose finding it warns of.
    pub rules: BTreeSet<RuleId>,
}

/// One light of the traffic light.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LightText {
    /// Its word: "Stop".
    pub word: String,
    /// When it is on.
    pub when: String,
    /// What to do then.
    pub act: String,
}

/// A step of the flare-up plan; shown only where all exercises that it mentions are allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlareStep {
    /// What the patient reads.
    pub text: String,
    /// Exercises that it mentions.
    pub mentions: BTreeSet<ExerciseId>,
}

/// A heading and a sentence or two; left out where a precaution that it names stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Its heading.
    pub heading: String,
    /// What the patient reads.
    pub text: String,
    /// Precautions with which it is left out (heat on numb skin).
    pub not_with: BTreeSet<PrecautionId>,
    /// The picture beside it.
    pub figure: Option<SignId>,
}

/// A statement of a source, or the reason why an element of the sources is not carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// For ever.
    pub id: EvidenceId,
    /// The statement in our own words.
    pub says: String,
    /// Where it stands: source and place.
    pub at: Vec<String>,
    /// Where it is not carried: why.
    pub left_out: Option<String>,
}

/// The two names of a pack's content. Hexadecimal BLAKE3.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Digests {
    /// Over all files.
    pub whole: String,
    /// Over the part that decides: screening, exercises, programs, check-in. A change of it asks for acceptance.
    pub deciding: String,
}

/// A content pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// For ever.
    pub id: PackId,
    /// `1.0.0`.
    pub version: String,
    /// On the sheet.
    pub title: String,
    /// BCP 47 tag of the language in which it is written.
    pub language: String,
    /// What names this content.
    pub digests: Digests,
    /// In the order of asking.
    pub questions: Questions,
    /// Parts of conditions by name.
    pub defines: BTreeMap<DefineId, Condition>,
    /// Rules; their order never matters.
    pub rules: Vec<Rule>,
    /// Precautions.
    pub precautions: Vec<Precaution>,
    /// Exercises.
    pub exercises: BTreeMap<ExerciseId, Exercise>,
    /// Programs; the first is the default.
    pub programs: Vec<Program>,
    /// How check-ins are read, and what they advise.
    pub check_in: CheckIn,
    /// What to avoid, and until when.
    pub cautions: Vec<Caution>,
    /// What is worth knowing.
    pub topics: Vec<Topic>,
    /// Statements and where they stand.
    pub evidence: BTreeMap<EvidenceId, Evidence>,
    /// Words of the sheet.
    pub sheet: SheetText,
    /// Texts that nobody has reviewed yet, by what names them. No patient's sheet has one of them (HZ-32).
    pub not_reviewed: BTreeMap<String, Vec<String>>,
}
