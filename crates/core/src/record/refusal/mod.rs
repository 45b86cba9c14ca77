//! The domain saying no, or "mind this": always with the rule and the way out, never with anything of the patient but ids.

mod words;

use alloc::{string::String, vec::Vec};
use core::fmt;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{entry::Seq, event::Event, flag::FindingId};
use crate::{
    answer::Slot,
    check_in::Effect,
    content::Disposition,
    facts::Settled,
    finding::Bar,
    name::{ExerciseId, InstrumentId, PackId, PersonId, PhaseId, PrecautionId, ProgramId, RuleId},
    number::{PatientNumber, SheetNumber},
};

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What happened, in order, to be appended after the last entry of the record that it was decided on.
    pub events: Vec<Event>,
    /// What to mind.
    pub warnings: Vec<Warning>,
}

/// A no, with every reason that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// At least one.
    pub reasons: Vec<Reason>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, reason) in self.reasons.iter().enumerate() {
            write!(f, "{}{reason}", if n == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl core::error::Error for Refusal {}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Self {
        Self {
            reasons: alloc::vec![reason],
        }
    }
}

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The record holds a kind of entry that this program cannot read.
    ReadOnly {
        /// The kind.
        kind: String,
        /// Its version.
        version: u16,
    },
    /// The record has moved on since the author looked.
    MovedOn {
        /// What they had seen.
        seen: Seq,
        /// Where it is.
        now: Seq,
    },
    /// The record was joined to another.
    Merged(PatientNumber),
    /// Nobody is registered in this record yet.
    NotRegistered,
    /// Somebody is registered in this record already.
    Registered(PatientNumber),
    /// The clock is before the last entry, or far after it.
    Clock {
        /// When the last entry was made.
        last: Timestamp,
        /// What the clock says.
        now: Timestamp,
    },
    /// The clock needs no confirmation.
    ClockIsRight,
    /// Only a registered clinician may.
    ForRegistered,
    /// The passphrase is asked again for this.
    NotProved,
    /// A text that must be there is empty, too short to mean something, or too long.
    Text {
        /// Which.
        what: String,
    },
    /// A text holds a character that is not printed: a control or a change of direction.
    Character {
        /// Which text.
        what: String,
        /// Its code point.
        code: u32,
    },
    /// A date is where it cannot be.
    Date {
        /// Which, and where it can be.
        what: String,
    },
    /// A number is out of its range.
    Number {
        /// Which.
        what: String,
        /// The least that is accepted.
        least: i64,
        /// The most that is accepted.
        most: i64,
    },
    /// There is no such instrument of measurement.
    NoSuchInstrument,
    /// The instrument is counted in another unit.
    Unit {
        /// Which instrument.
        instrument: InstrumentId,
        /// Its unit.
        unit: String,
    },
    /// The value has more places than the instrument is read with.
    Places {
        /// Which instrument.
        instrument: InstrumentId,
        /// The most places after the point.
        places: u8,
    },
    /// The instrument is read on each side by itself.
    MeasuredOnASide(InstrumentId),
    /// The instrument has no sides.
    MeasuredWithoutSide(InstrumentId),
    /// There is no consent, or it was withdrawn.
    NoConsent,
    /// There is consent already.
    ConsentStands,
    /// No episode is open.
    NoEpisode,
    /// An episode is open.
    EpisodeOpen(Seq),
    /// The last episode was discharged; it has to be reopened.
    Discharged(Seq),
    /// The clinic does not have this pack.
    NoPack(String),
    /// No clinical lead of the clinic has adopted this pack.
    NotAdopted {
        /// Which pack.
        pack: PackId,
        /// Its digest.
        digest: String,
    },
    /// The pack is about something else than the episode.
    OtherPack {
        /// What the episode is about.
        episode: PackId,
        /// What was given.
        given: PackId,
    },
    /// The pack has no such program.
    NoSuchProgram(ProgramId),
    /// The program has no such phase.
    NoSuchPhase(PhaseId),
    /// The pack has no such precaution.
    NoSuchPrecaution(PrecautionId),
    /// The pack has no such question, or not on that side.
    NoSuchQuestion(Slot),
    /// The answer is not one that the question takes.
    WrongAnswer(Slot),
    /// Two answers cannot both be so: this follow-up belongs to a question that was answered no.
    Contradiction(Slot),
    /// The first is above the second, which it never can be: the average above the worst of the same time.
    Above(Slot, Slot),
    /// An exercise was done on no day, and yet it is said how it went.
    NotDone {
        /// Which.
        exercise: ExerciseId,
        /// What is answered about it.
        answered: Vec<Slot>,
    },
    /// This answer may be recorded milder than the worst by a registered clinician only.
    Attested(Slot),
    /// The newest check-in advises nothing of that kind, or the check-in is not the newest.
    NoSuchAdvice(Seq),
    /// That was decided already.
    AdviceDecided(Seq),
    /// Undone on a later day, something would run again, or otherwise than it does.
    UndoTooLate(Seq),
    /// The check-in paused this exercise.
    OnlyResume(ExerciseId),
    /// What the advice rests on has changed since, and it would make the program harder.
    AdviceOutdated(Seq),
    /// The advice is another.
    NotAdvised(Effect),
    /// The clinician says which of these.
    ChooseOne(Vec<ExerciseId>),
    /// The dose of this exercise has no next step.
    NoStep(ExerciseId),
    /// Since this exercise has its dose, it was not green often enough.
    NotGreenYet(ExerciseId),
    /// This is not one of those that may take its place.
    NotGentler(ExerciseId),
    /// It is not said who is asked to see the patient.
    ToWhom,
    /// Something of this check-in, or an open finding, cannot wait for a routine referral.
    NotRoutine(Seq),
    /// It was not done under supervision yet.
    NotTaught(ExerciseId),
    /// More exercises of this phase at once than it allows.
    TooManyNew {
        /// How many there would be.
        new: usize,
        /// The most.
        most: u8,
    },
    /// Nothing was given.
    Nothing,
    /// The record has no such finding.
    NoSuchFinding(FindingId),
    /// The finding is resolved, or asked again and not found.
    FindingClosed(FindingId),
    /// An open question cannot be resolved, only asked.
    OnlyAsked(FindingId),
    /// An emergency is closed by a written medical outcome alone.
    NeedsMedicalOutcome(FindingId),
    /// While an emergency is not excluded, nothing of the same day can be resolved.
    EmergencyNotExcluded {
        /// What is to be asked first.
        missing: Vec<Settled>,
    },
    /// A resolution that rests on an examination or a statement needs it from this visit.
    NotThisVisit(FindingId),
    /// A declined answer is resolved only with a precaution that stands for it.
    NeedsPrecaution(FindingId),
    /// What the record allows now does not allow a program.
    Standing {
        /// What it allows.
        standing: Disposition,
        /// The findings that make it so.
        findings: Vec<FindingId>,
        /// What is to be asked.
        missing: Vec<Settled>,
    },
    /// There is no full screening in this episode, or none since it was reopened.
    NotScreened,
    /// The screening is too old.
    ScreeningTooOld {
        /// When it was.
        screened_on: Date,
        /// Days for which one holds.
        days: u16,
    },
    /// Questions that can reach emergency were not asked today.
    NotAskedToday(Vec<Slot>),
    /// The patient is outside the ages of the pack.
    OutsidePack(FindingId),
    /// The program is pinned to a pack whose deciding part is not that of the screening.
    OtherContent {
        /// The digest to which the program is pinned.
        program: String,
        /// The digest with which was screened.
        screening: String,
    },
    /// No program is assigned.
    NoProgram,
    /// A program is assigned in this episode.
    ProgramAssigned(Seq),
    /// The program is held.
    Held,
    /// The program is not held.
    NotHeld,
    /// The program has no exercises.
    NoExercises,
    /// The exercise stands there twice.
    Twice(ExerciseId),
    /// The exercise is not in the program.
    NotInProgram(ExerciseId),
    /// The exercise is in the program.
    InProgram(ExerciseId),
    /// The exercise is paused.
    Paused(ExerciseId),
    /// The exercise is not paused.
    NotPaused(ExerciseId),
    /// The exercise may not be done now.
    Barred {
        /// Which.
        exercise: ExerciseId,
        /// What bars it.
        bars: Vec<Bar>,
        /// What may be done in its place.
        instead: Vec<ExerciseId>,
    },
    /// A text means an exercise that may not be done now.
    MeansBarred {
        /// Which.
        exercise: ExerciseId,
        /// What bars it.
        bars: Vec<Bar>,
    },
    /// The words of an exercise on the sheet tell the patient to do another one, which may not be done now.
    Mentions {
        /// Whose words.
        exercise: ExerciseId,
        /// Which other.
        mentioned: ExerciseId,
    },
    /// Nobody may set this aside.
    NoOverride {
        /// Which exercise.
        exercise: ExerciseId,
        /// What cannot be set aside.
        bar: Bar,
    },
    /// Only in the last phase.
    OverrideInLastPhase(ExerciseId),
    /// Nothing bars the exercise.
    NotBarred(ExerciseId),
    /// A one-sided exercise needs its side.
    NoSide(ExerciseId),
    /// The exercise has no sides.
    NoSuchSide(ExerciseId),
    /// The dose does not say how much.
    Dose(ExerciseId),
    /// The dose is a slip of the hand.
    NoSuchDose {
        /// Whose dose.
        exercise: ExerciseId,
        /// What is wrong with it.
        why: String,
    },
    /// Nothing would change.
    NoChange,
    /// At most one phase up, and one step up in a visit.
    PhaseTooFar(PhaseId),
    /// The program went up already on this visit.
    PhaseUpToday,
    /// The criteria of the step do not hold, or are not known.
    CriteriaNotMet {
        /// The facts that are missing or against it.
        facts: Vec<Settled>,
    },
    /// The precaution stands.
    PrecautionStands(PrecautionId),
    /// The precaution was not set by hand.
    PrecautionNotSet(PrecautionId),
    /// There are as many goals as there can be.
    TooManyGoals(u8),
    /// There is no such entry, or not one to which this can be done.
    NoSuchEntry(Seq),
    /// The entry was struck, undone or amended since.
    EntryGone(Seq),
    /// A flag is lowered by a resolution alone.
    OnlyResolve(Seq),
    /// Something came after it that has to be taken back first.
    NotTheLast(Seq),
    /// There is no such task that is open.
    NoSuchTask(Seq),
    /// There is no such referral that is open.
    NoSuchReferral(Seq),
    /// An urgent referral is open.
    UrgentReferral(Seq),
    /// Somebody has the referral, so it was made.
    ReferralTaken(Seq),
    /// The referral is of an earlier day, or it is urgent and a letter was issued since.
    ReferralSent(Seq),
    /// A flag is open.
    OpenFlag(FindingId),
    /// The number is not the next one.
    SheetNumber {
        /// As given.
        given: SheetNumber,
        /// The next count.
        next: u32,
    },
    /// The sheet is in another language than the patient's, and no reason is given.
    OtherLanguage {
        /// The sheet's.
        sheet: String,
        /// The patient's.
        patient: String,
    },
    /// A text of the pack that would be printed is marked as not reviewed.
    NotReviewed {
        /// What names it in the pack.
        text: String,
    },
    /// The sheet cannot be made: its text is missing in the pack.
    NoSheetText {
        /// The label or part.
        what: String,
    },
    /// The clinic's settings that a sheet needs are missing.
    NoSettings {
        /// Which.
        what: String,
    },
    /// The review day is past; the patient has to be seen.
    ReviewOver(Date),
    /// Only a clinical lead may.
    ForLead,
    /// The clinic has such a person already.
    PersonKnown(PersonId),
    /// The clinic has no such person, or they are disabled.
    NoSuchPerson(PersonId),
    /// Nobody else could manage people and packs.
    LastLead(PersonId),
    /// The clinic has no such patient.
    NoSuchPatient(PatientNumber),
    /// The emergency number was not given the same way twice, or has no digit.
    EmergencyNumber,
    /// The two records cannot be joined.
    CannotMerge(PatientNumber),
}

/// What to mind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Warning {
    /// More exercises than the phase should have at once.
    ManyItems {
        /// How many there are.
        items: usize,
        /// How many there should be at most.
        most: u8,
    },
    /// The exercise is to be changed for this patient.
    Modified {
        /// Which.
        exercise: ExerciseId,
        /// How, in the pack's words.
        change: String,
        /// Because of what.
        precaution: PrecautionId,
    },
    /// The finding stands although the answer that raised it was corrected.
    FindingStands(FindingId),
    /// The program was held.
    ProgramHeld(FindingId),
    /// The program rests by this rule of a check-in.
    HeldByAdvice(RuleId),
    /// The exercise was paused.
    ExercisePaused(ExerciseId),
    /// The override ended.
    OverrideEnded(ExerciseId),
    /// The sheet at home no longer holds; a task was opened.
    SheetOutOfDate(SheetNumber),
    /// The phase is not the one in which the screening would begin.
    OtherPhase(PhaseId),
    /// The exam found a weakness on the side that does not hurt.
    OtherSide(Slot),
    /// The goal was set without a score, so its change can never be told.
    GoalWithoutScore,
}
