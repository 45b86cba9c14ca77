//! What can happen in a patient's record. Kinds, versions and fields are for ever.

mod care;
mod check_in;
mod history;
mod paper;
mod patient;
mod plan;
mod safety;

use super::entry::kinds;
pub use care::*;
pub use check_in::*;
pub use history::*;
pub use paper::*;
pub use patient::*;
pub use plan::*;
pub use safety::*;

kinds! {
    /// An event of a patient's record. It holds the outcome with the inputs that it came from, so that folding it into
    /// the record re-evaluates nothing.
    Event {
        /// The patient is known to the clinic.
        PatientRegistered(PatientRegistered) = 1,
        /// Their details were put right, or changed.
        PatientCorrected(PatientCorrected) = 1,
        /// Another record turned out to be the same person's and was joined to this one.
        PatientMerged(PatientMerged) = 1,
        /// They agreed.
        ConsentRecorded(ConsentRecorded) = 1,
        /// They no longer agree.
        ConsentWithdrawn(ConsentWithdrawn) = 1,
        /// One course of care began.
        EpisodeOpened(EpisodeOpened) = 1,
        /// It ended.
        EpisodeDischarged(EpisodeDischarged) = 1,
        /// It goes on after all.
        EpisodeReopened(EpisodeReopened) = 1,
        /// A full screening, with what it says. Its findings are open from here on.
        ScreenRecorded(ScreenRecorded) = 1,
        /// A finding was resolved until a day.
        FindingResolved(FindingResolved) = 1,
        /// An examination.
        ExamRecorded(ExamRecorded) = 1,
        /// A check-in, with what it advises. Its findings are open from here on.
        CheckInRecorded(CheckInRecorded) = 1,
        /// A clinician followed what a check-in advised, or went on otherwise.
        AdviceDecided(AdviceDecided) = 1,
        /// An outcome measure.
        MeasureRecorded(MeasureRecorded) = 1,
        /// What the patient wants to reach.
        GoalSet(GoalSet) = 1,
        /// A precaution stands from now on.
        PrecautionSet(PrecautionSet) = 1,
        /// A precaution that was set by hand stands no more.
        PrecautionEnded(PrecautionEnded) = 1,
        /// Somebody spoke with the patient or about them.
        ContactMade(ContactMade) = 1,
        /// An exercise was done under supervision.
        TaughtFirst(TaughtFirst) = 1,
        /// A program was assigned.
        ProgramAssigned(ProgramAssigned) = 1,
        /// One exercise took the place of another.
        ExerciseSwapped(ExerciseSwapped) = 1,
        /// The dose of an exercise changed.
        DoseChanged(DoseChanged) = 1,
        /// An exercise joined the program.
        ExerciseAdded(ExerciseAdded) = 1,
        /// An exercise left the program.
        ExerciseRemoved(ExerciseRemoved) = 1,
        /// An exercise rests.
        ExercisePaused(ExercisePaused) = 1,
        /// An exercise goes on.
        ExerciseResumed(ExerciseResumed) = 1,
        /// A remark, for staff or for the sheet.
        NoteAdded(NoteAdded) = 1,
        /// The program moved to another phase.
        PhaseChanged(PhaseChanged) = 1,
        /// The whole program rests.
        ProgramHeld(ProgramHeld) = 1,
        /// The program goes on.
        ProgramReleased(ProgramReleased) = 1,
        /// A clinician saw what a new version of the pack changes, and took it.
        ContentAccepted(ContentAccepted) = 1,
        /// A clinician goes on with a barred exercise, with a reason.
        OverrideGiven(OverrideGiven) = 1,
        /// That no longer holds.
        OverrideEnded(OverrideEnded) = 1,
        /// Somebody has to do something.
        TaskOpened(TaskOpened) = 1,
        /// It is done.
        TaskClosed(TaskClosed) = 1,
        /// A sheet was printed.
        SheetIssued(SheetIssued) = 1,
        /// Somebody else is asked to see the patient.
        ReferralMade(ReferralMade) = 1,
        /// They have it.
        ReferralReceived(ReferralReceived) = 1,
        /// What came of it.
        ReferralClosed(ReferralClosed) = 1,
        /// An earlier entry was put right.
        EntryAmended(EntryAmended) = 1,
        /// An earlier entry was made in error and counts no more.
        EntryStruck(EntryStruck) = 1,
        /// An earlier change was taken back.
        EntryUndone(EntryUndone) = 1,
        /// The clock jumped, and a person confirmed that it is right.
        ClockConfirmed(ClockConfirmed) = 1,
    }
}
