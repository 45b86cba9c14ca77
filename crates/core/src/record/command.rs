//! What people ask of a record.

use alloc::{collections::BTreeMap, string::String, vec::Vec};
use jiff::civil::Date;

use super::{
    entry::Seq,
    event::{
        ConsentForm, Conversation, Correction, Details, DischargeOutcome, Duty, EvidenceKind, Item,
        Measure, NoteFor, Report, Sides, Urgency,
    },
    flag::FindingId,
};
use crate::{
    answer::{Answers, Slot},
    check_in::Effect,
    name::{ExerciseId, PackId, PhaseId, PrecautionId, ProgramId},
    number::{PatientNumber, SheetNumber},
    sheet::{PrintOptions, SheetKind},
};

/// Something asked of a record, and the state of the record that its author had before them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The last entry that they had seen.
    pub seen: Seq,
    /// What they ask.
    pub act: Act,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Begin a record.
    Register {
        /// From the clinic's counter.
        number: PatientNumber,
        /// Who they are.
        details: Details,
        /// Records of people like them that were looked at and are somebody else's.
        not_the_same_as: Vec<PatientNumber>,
    },
    /// Put the details right.
    Correct {
        /// The details, whole.
        details: Details,
        /// Why.
        reason: String,
    },
    /// Record consent.
    Consent {
        /// How they agreed.
        form: ConsentForm,
        /// To what.
        to: String,
    },
    /// Record that consent is withdrawn.
    WithdrawConsent {
        /// What they said.
        reason: String,
    },
    /// Record a conversation.
    Contact(Conversation),
    /// Begin a course of care.
    OpenEpisode {
        /// In the patient's words.
        problem: String,
        /// The pack that is about it.
        pack: PackId,
    },
    /// Record a full screening. Opens an episode where none is open and none was discharged.
    Screen {
        /// The digest (of all files) of the pack that was asked with.
        pack: String,
        /// The answers.
        answers: Answers,
        /// When each answer was really given, where not today.
        asked_on: BTreeMap<Slot, Date>,
    },
    /// Close a finding until a day.
    Resolve {
        /// Which.
        finding: FindingId,
        /// Why.
        reason: String,
        /// What that rests on.
        evidence: EvidenceKind,
        /// The last day on which it holds.
        until: Date,
        /// What is done in place of the answer, where it was declined.
        precaution: Option<String>,
    },
    /// Record a check-in of the program that is assigned.
    CheckIn(Report),
    /// Do what the newest check-in advises.
    FollowAdvice {
        /// The entry of the check-in.
        check_in: Seq,
        /// The exercise that it is about; the program as a whole where there is none.
        about: Option<ExerciseId>,
        /// What the advice leaves to the clinician.
        choice: Choice,
    },
    /// Go on otherwise than the newest check-in advises.
    DecideOtherwise {
        /// The entry of the check-in.
        check_in: Seq,
        /// The exercise that it is about; the program as a whole where there is none.
        about: Option<ExerciseId>,
        /// Why.
        reason: String,
    },
    /// Record an examination after a screening.
    Exam {
        /// What was found.
        answers: Answers,
    },
    /// Record a measure.
    Measure(Measure),
    /// Set a goal.
    Goal {
        /// In the patient's own words.
        words: String,
        /// From 0 to 10.
        now: Option<u8>,
    },
    /// Say that a precaution stands.
    SetPrecaution {
        /// Which.
        precaution: PrecautionId,
        /// How it came to be known.
        reason: String,
    },
    /// Say that a precaution that was set by hand stands no more.
    EndPrecaution {
        /// Which.
        precaution: PrecautionId,
        /// Why.
        reason: String,
    },
    /// Record supervised teaching.
    Teach {
        /// Which exercises the patient showed that they can do.
        exercises: Vec<ExerciseId>,
    },
    /// Assign a program.
    Assign(Assign),
    /// Change the program.
    Adjust(Adjust),
    /// Go on with a barred exercise.
    Override {
        /// Which.
        exercise: ExerciseId,
        /// Why it is right for this patient.
        reason: String,
    },
    /// Take a new version of the pack for the running program.
    AcceptContent {
        /// Its digest over all files.
        pack: String,
        /// Why.
        reason: String,
    },
    /// Ask somebody else to see the patient.
    Refer {
        /// Whom.
        to: String,
        /// How soon.
        urgency: Urgency,
        /// Why.
        reason: String,
        /// The findings behind it.
        findings: Vec<FindingId>,
    },
    /// Record that they have it.
    ReceiveReferral {
        /// The entry that made it.
        referral: Seq,
        /// Who confirmed it, how, when and in what words.
        receipt: Conversation,
    },
    /// Record what came of it.
    CloseReferral {
        /// The entry that made it.
        referral: Seq,
        /// What came of it.
        outcome: String,
    },
    /// End the course of care.
    Discharge {
        /// How it ended.
        outcome: DischargeOutcome,
        /// What the patient does if it comes back.
        relapse_plan: String,
    },
    /// Go on with the last course of care.
    Reopen {
        /// Why.
        reason: String,
    },
    /// Put an earlier entry right.
    Amend {
        /// Which.
        entry: Seq,
        /// What it should have said.
        correction: Correction,
        /// Why.
        reason: String,
    },
    /// Take out an entry made in error.
    Strike {
        /// Which.
        entry: Seq,
        /// Why.
        reason: String,
    },
    /// Take a change back.
    Undo {
        /// Which entry.
        entry: Seq,
        /// Why.
        reason: String,
    },
    /// Ask somebody of the clinic to do something.
    OpenTask {
        /// What.
        duty: Duty,
        /// By when.
        by: Date,
    },
    /// Say that a task is done.
    CloseTask {
        /// The entry that opened it.
        task: Seq,
        /// With whom, how, when and in what words.
        done: Conversation,
    },
    /// Record that a sheet is handed out.
    IssueSheet(IssueSheet),
    /// Confirm that the clock is right although it jumped.
    ConfirmClock {
        /// Why.
        reason: String,
    },
}

/// What an advice leaves to the clinician who follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Nothing.
    AsAdvised,
    /// Another effect that is as much in line with the rule.
    Instead(Effect),
    /// What takes the place of the exercise.
    Swap {
        /// Which.
        into: ExerciseId,
        /// With which side it is done; as the exercise before it, where it is not said.
        sides: Option<Sides>,
    },
    /// Which exercise goes up by one step.
    Raise(ExerciseId),
    /// Who is asked to see the patient.
    Refer {
        /// Whom.
        to: String,
        /// Why.
        reason: String,
    },
}

/// A program to assign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assign {
    /// The program; the first of the pack where none is named.
    pub program: Option<ProgramId>,
    /// The phase; where none is named, the one that the screening gives.
    pub phase: Option<PhaseId>,
    /// The exercises; where none are given, those that the phase suggests, with their own doses.
    pub items: Option<Vec<Item>>,
    /// With which side one-sided exercises are done, where the items are not given.
    pub sides: Option<Sides>,
    /// The next review; where none is given, as the phase and the standing say.
    pub review_on: Option<Date>,
    /// Why, where it differs from what the pack suggests.
    pub reason: Option<String>,
}

/// A change to a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjust {
    /// What changes.
    pub change: Change,
    /// Why.
    pub reason: String,
}

/// What changes in a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// One exercise takes the place of another.
    Swap {
        /// What leaves.
        out: ExerciseId,
        /// What takes its place.
        into: Item,
    },
    /// Another dose, or side.
    Dose(Item),
    /// One more.
    Add(Item),
    /// One less.
    Remove(ExerciseId),
    /// One rests.
    Pause(ExerciseId),
    /// One goes on.
    Resume(ExerciseId),
    /// A remark. The reason of the adjustment may be empty.
    Note {
        /// Who reads it.
        reader: NoteFor,
        /// To which exercise it belongs, if to one.
        exercise: Option<ExerciseId>,
        /// What it says.
        text: String,
    },
    /// Another phase.
    Phase {
        /// Which.
        to: PhaseId,
        /// The next review; where none is given, as the phase and the standing say.
        review_on: Option<Date>,
    },
    /// All of it rests.
    Hold,
    /// It goes on.
    Release {
        /// The next review; where none is given, as the phase and the standing say.
        review_on: Option<Date>,
    },
}

/// A sheet that was laid out and is to be handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueSheet {
    /// The number that it bears.
    pub number: SheetNumber,
    /// What kind.
    pub kind: SheetKind,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Why it is in another language than the patient's, where it is.
    pub language_reason: Option<String>,
    /// Paper and print.
    pub options: PrintOptions,
    /// The entry of the clinic's own history up to which its settings count.
    pub clinic: Seq,
    /// Version of the layout.
    pub layout: u16,
    /// Hexadecimal BLAKE3 of the bytes.
    pub hash: String,
}

impl Act {
    /// Whether the command may be decided again by itself when the record has moved on since its author looked.
    pub const fn is_repeatable(&self) -> bool {
        matches!(
            self,
            Self::Measure(_)
                | Self::Adjust(Adjust {
                    change: Change::Note { .. },
                    ..
                })
        )
    }
}
