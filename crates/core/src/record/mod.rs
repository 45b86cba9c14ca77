//! The record of a patient: a history of events, folded. `decide` turns commands into events, [`Record::apply`] folds
//! them, and nothing else changes a record.

mod adherence;
pub(crate) mod check;
pub mod check_in;
pub mod command;
mod decide;
pub mod desk;
pub mod entry;
pub mod event;
mod facts;
pub mod flag;
mod fold;
mod index;
pub mod program;
pub mod refusal;
mod standing;

use alloc::{collections::BTreeMap, string::String, vec::Vec};
use jiff::{Timestamp, civil::Date};

use crate::{
    answer::{Answers, Slot},
    finding::{Because, Outcome},
    name::{ExerciseId, PackId, PrecautionId},
    number::PatientNumber,
};
use entry::{Author, PackRef, Seq};
use event::{
    Conversation, Details, Duty, Event, GoalSet, Measure, NoteAdded, ReferralMade, SheetIssued,
};
use flag::Flag;
use program::Program;

pub use decide::{allowed_now, changes_now, decide, in_line, may_print, merge, proposed};
pub use facts::At;
pub(crate) use facts::size;
pub use standing::Standing;

/// A patient's record, folded from its history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The last entry.
    pub seq: Seq,
    /// The instant of the last entry.
    pub last_at: Option<Timestamp>,
    /// Kind and version of the first entry that this program cannot read. Such a record is read-only.
    pub unreadable: Option<(String, u16)>,
    /// Number and details, once registered.
    pub patient: Option<Patient>,
    /// The entry since which the date of birth is this one. Screenings before it were judged by another age.
    pub born_since: Seq,
    /// The record that goes on in place of this one.
    pub merged_into: Option<PatientNumber>,
    /// The entry that consented, while consent stands.
    pub consent: Option<Seq>,
    /// All courses of care, oldest first.
    pub episodes: Vec<Episode>,
    /// All full screenings, oldest first, with amendments and later examinations in them.
    pub screenings: Vec<Screening>,
    /// The answers of every screening and examination, as they were given, oldest first.
    pub given: Vec<Dated<Answers>>,
    /// All check-ins, oldest first.
    pub check_ins: Vec<check_in::CheckIn>,
    /// All findings, oldest first.
    pub findings: Vec<Flag>,
    /// Precautions that stand.
    pub precautions: Vec<Precaution>,
    /// The program of the last episode.
    pub program: Option<Program>,
    /// Overrides that hold.
    pub overrides: BTreeMap<ExerciseId, Override>,
    /// Exercises that were done under supervision.
    pub taught: BTreeMap<ExerciseId, Date>,
    /// Readings of measures, oldest first.
    pub measures: Vec<Dated<Measure>>,
    /// Goals, oldest first.
    pub goals: Vec<Dated<GoalSet>>,
    /// Notes, oldest first.
    pub notes: Vec<Dated<NoteAdded>>,
    /// Conversations, oldest first.
    pub contacts: Vec<Dated<Conversation>>,
    /// All tasks, oldest first.
    pub tasks: Vec<Task>,
    /// All referrals, oldest first.
    pub referrals: Vec<Referral>,
    /// All sheets, oldest first.
    pub sheets: Vec<Dated<SheetIssued>>,
    /// The last entry that changed what a program sheet says.
    pub sheet_changed: Seq,
    /// One line for each entry, oldest first.
    pub history: Vec<Line>,
}

/// Who the record is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patient {
    /// What commands that write or print name them by.
    pub number: PatientNumber,
    /// Who they are.
    pub details: Details,
}

/// One course of care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// The entry that opened it, which names it.
    pub id: Seq,
    /// The problem, in the patient's words.
    pub problem: String,
    /// The pack that is about it.
    pub pack: PackId,
    /// Since which day.
    pub since: Date,
    /// The entry that opened it, or opened it again: screenings before it no longer count.
    pub opened: Seq,
    /// The entry that ended it.
    pub discharged: Option<Seq>,
}

/// A full screening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screening {
    /// The entry that recorded it.
    pub entry: Seq,
    /// The entry that last changed it: an amendment or an examination.
    pub changed: Seq,
    /// In which episode.
    pub episode: Seq,
    /// On which clinic-local day.
    pub on: Date,
    /// The pack that was asked with.
    pub pack: PackRef,
    /// The answers as they are now.
    pub answers: Answers,
    /// When each answer was really given, where not on that day.
    pub asked_on: BTreeMap<Slot, Date>,
    /// What it says now.
    pub outcome: Outcome,
}

impl Screening {
    /// The day on which the answer in a slot was given.
    pub fn asked_on(&self, slot: &Slot) -> Date {
        self.asked_on.get(slot).copied().unwrap_or(self.on)
    }
}

/// A precaution that stands, or may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precaution {
    /// Which.
    pub precaution: PrecautionId,
    /// Whether it is known to stand.
    pub known: bool,
    /// The facts that made it stand.
    pub because: Vec<Because>,
    /// The entry that says so.
    pub entry: Seq,
    /// Whether it was set by hand; it then stays until it is ended by hand.
    pub by_hand: bool,
}

/// A barred exercise with which a clinician goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The entry that says so.
    pub entry: Seq,
    /// What it sets aside, and nothing else.
    pub bars: Vec<crate::finding::Bar>,
}

/// A value with the entry and the day that it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated<T> {
    /// The entry.
    pub entry: Seq,
    /// Its clinic-local day.
    pub on: Date,
    /// What it says now.
    pub value: T,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The entry that opened it, which names it.
    pub id: Seq,
    /// Since which day.
    pub since: Date,
    /// What.
    pub duty: Duty,
    /// By when.
    pub by: Date,
    /// The entry that closed it.
    pub closed: Option<Seq>,
}

/// A referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// The entry that made it, which names it.
    pub id: Seq,
    /// Since which day.
    pub since: Date,
    /// To whom, how soon and why.
    pub made: ReferralMade,
    /// The entry that says that they have it.
    pub received: Option<Seq>,
    /// The entry that says what came of it.
    pub closed: Option<Seq>,
}

/// One line of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The entry.
    pub seq: Seq,
    /// The instant.
    pub at: Timestamp,
    /// The clinic-local day.
    pub on: Date,
    /// By whom.
    pub who: Author,
    /// What happened.
    pub event: Event,
    /// The entries that amended, struck or undid it since.
    pub corrected_by: Vec<Seq>,
}

impl Record {
    /// The open course of care.
    pub fn episode(&self) -> Option<&Episode> {
        self.episodes
            .last()
            .filter(|episode| episode.discharged.is_none())
    }

    /// The program of the open episode, whether or not it is held.
    pub fn running_program(&self) -> Option<&Program> {
        let episode = self.episode()?;
        self.program
            .as_ref()
            .filter(|program| program.episode == episode.id)
    }

    /// The last full screening that counts: of the open episode, since it was opened or opened again, and since the date
    /// of birth is this one.
    pub fn screening(&self) -> Option<&Screening> {
        let episode = self.episode()?;
        self.screenings
            .last()
            .filter(|screening| screening.entry > episode.opened.max(self.born_since))
    }

    /// The finding of that name.
    pub fn finding(&self, id: &flag::FindingId) -> Option<&Flag> {
        self.findings.iter().find(|flag| flag.id == *id)
    }

    /// Tasks that are open.
    pub fn open_tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|task| task.closed.is_none())
    }

    /// Referrals that are open.
    pub fn open_referrals(&self) -> impl Iterator<Item = &Referral> {
        self.referrals
            .iter()
            .filter(|referral| referral.closed.is_none())
    }

    /// The last program sheet, which the patient is taken to have at home.
    pub fn program_sheet(&self) -> Option<&Dated<SheetIssued>> {
        self.sheets
            .iter()
            .rev()
            .find(|sheet| sheet.value.kind == crate::sheet::SheetKind::Program)
    }

    /// What clinicians wrote for the sheet since the program was assigned.
    pub fn sheet_notes(&self) -> impl Iterator<Item = &Dated<NoteAdded>> {
        let assigned = self.program.as_ref().map(|program| program.assigned);
        self.notes.iter().filter(move |note| {
            note.value.reader == event::NoteFor::Sheet
                && assigned.is_some_and(|assigned| note.entry >= assigned)
        })
    }

    /// The count that the next sheet bears.
    pub fn next_sheet(&self) -> u32 {
        self.sheets
            .iter()
            .map(|sheet| sheet.value.number.count)
            .max()
            .unwrap_or(0)
            .saturating_add(1)
    }

    /// The last program sheet, if what it says has changed since.
    pub fn outdated_sheet(&self) -> Option<&Dated<SheetIssued>> {
        self.program_sheet()
            .filter(|sheet| sheet.entry < self.sheet_changed)
    }

    /// Entries after the one that somebody had seen.
    pub fn since(&self, seen: Seq) -> impl Iterator<Item = &Line> {
        self.history.iter().filter(move |line| line.seq > seen)
    }

    /// The line of an entry.
    pub fn line(&self, entry: Seq) -> Option<&Line> {
        self.history.iter().find(|line| line.seq == entry)
    }
}
