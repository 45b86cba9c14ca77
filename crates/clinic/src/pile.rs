//! The pile of a day: the program sheets of everybody who is to get one, laid out by two threads, in the order of the patients'
//! numbers.
//!
//! Each is composed, decided and recorded as a single one is, one after the other. Only laying out is shared: a thread gets a
//! whole sheet and gives back its bytes, and has nothing else of any patient.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

use jiff::civil::Date;
use plinth_core::{
    index::DueKind,
    number::PatientNumber,
    record::{Record, may_print},
    sheet::{Paper, PrintOptions, Sheet, SheetKind, Subject},
};
use plinth_pdf::{Figures, Fonts, Pdf, Press, PrintRefusal};
use plinth_store::Store;
use serde::Serialize;

use crate::{
    Clinic, Opened, Printed, Problem, Request, SignedIn,
    library::Drawn,
    printing::{Composed, Then},
};

/// Threads that lay sheets out.
const THREADS: usize = 2;
/// Sheets that are on their way at once, so that no thread waits and memory stays small.
const AHEAD: usize = 2 * THREADS;

/// Why a patient's sheet belongs to the pile of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Their review is today, or was before.
    ReviewDue,
    /// What their last sheet says has changed since.
    OutOfDate,
    /// A program runs, and no sheet was ever printed of one.
    NoSheet,
    /// It was recorded for the pile of today already: the same sheet is given again.
    Recorded,
}

/// A patient who is to have a sheet in the pile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Who.
    pub patient: PatientNumber,
    /// Why.
    pub why: Why,
}

/// Who is to have a sheet in the pile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turns {
    /// In the order of their numbers.
    pub turns: Vec<Turn>,
    /// Records with something due that could not be looked into.
    pub unreadable: usize,
}

/// How a pile is printed. What is left open follows the needs of each patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PileOptions {
    /// On which paper.
    pub paper: Paper,
    /// All in large print.
    pub large_print: bool,
    /// All without color.
    pub black_and_white: bool,
}

/// Why a patient's sheet belongs to the pile, by what their record and the day say; nothing where it does not.
fn why(record: &Record, today: Date) -> Option<Why> {
    let plan = &record.running_program()?.plan;
    let Some(last) = record.program_sheet() else {
        return Some(Why::NoSheet);
    };
    if record.outdated_sheet().is_some() {
        return Some(Why::OutOfDate);
    }
    match last.on == today {
        true if last.value.options.whole_leaves => Some(Why::Recorded),
        // They were given it today by itself.
        true => None,
        false => (plan.review_on <= today).then_some(Why::ReviewDue),
    }
}

impl Clinic {
    /// Everybody who is to have a sheet in the pile of today. Opens the record of each patient with a program.
    pub fn turns(&self) -> Result<Turns, Problem> {
        let today = self.today()?;
        // Whoever has a program has a line for its next review, on whatever day.
        let list = self.store.due(Date::MAX)?;
        let mut turns = BTreeMap::new();
        let mut unreadable = list.unreadable.len();
        for line in &list.lines {
            if !matches!(line.due.kind, DueKind::Review | DueKind::CheckIn) {
                continue;
            }
            let Ok(patient) = line.found.index.number.parse::<PatientNumber>() else {
                unreadable += 1;
                continue;
            };
            match self.fold(line.found.stream) {
                Ok(record) => {
                    if let Some(why) = why(&record, today) {
                        turns.insert(patient, Turn { patient, why });
                    }
                }
                Err(_) => unreadable += 1,
            }
        }
        Ok(Turns {
            turns: turns.into_values().collect(),
            unreadable,
        })
    }

    /// Prints the pile. `out` is given each sheet once it is recorded, or why there is none, in the order of the turns; what it
    /// says goes wrong ends the pile.
    pub fn print_pile<E>(
        &mut self,
        by: &SignedIn,
        turns: &[Turn],
        options: PileOptions,
        mut out: impl FnMut(Turn, Result<Printed, Problem>) -> Result<(), E>,
    ) -> Result<(), E> {
        let fonts = Fonts::load();
        let (give, jobs) = mpsc::channel();
        let jobs = Mutex::new(jobs);
        thread::scope(|scope| {
            let (done, mut laid) = {
                let (done, laid) = mpsc::channel();
                (done, Laid::new(laid))
            };
            for _ in 0..THREADS {
                let (jobs, fonts, done) = (&jobs, &fonts, done.clone());
                scope.spawn(move || lay_out(jobs, fonts.as_ref(), &done));
            }
            drop(done);
            // Dropped at the end of this function whichever way it ends, so that the threads end as well.
            let give = give;
            let mut ahead = turns.iter().copied().enumerate();
            let mut waiting: VecDeque<Waiting> = VecDeque::new();
            loop {
                while waiting.len() < AHEAD
                    && let Some((at, turn)) = ahead.next()
                {
                    let composed = self.compose_turn(by, turn, options);
                    let then = composed.map(|composed| {
                        // A thread that has gone says so in place of the sheet, below.
                        let Drawn { figures, left_out } = composed.drawn;
                        let _ = give.send((at, composed.sheet, figures, composed.options));
                        (composed.then, left_out)
                    });
                    waiting.push_back((at, turn, then));
                }
                let Some((at, turn, then)) = waiting.pop_front() else {
                    return Ok(());
                };
                let printed = then
                    .and_then(|(then, left_out)| self.printed(by, then, laid.take(at)?, left_out));
                out(turn, printed)?;
            }
        })
    }

    /// Composes the sheet of one patient as the record is now: it may have changed since the turns were listed.
    fn compose_turn(
        &self,
        by: &SignedIn,
        turn: Turn,
        options: PileOptions,
    ) -> Result<Composed, Problem> {
        let opened = self.patient(turn.patient)?;
        let record = &opened.record;
        let last = record.program_sheet();
        match (why(record, self.today()?), last) {
            (Some(Why::Recorded), Some(last)) => {
                may_print(record, &self.desk(by)?)?;
                self.compose_again(&opened, last.value.number.count)
            }
            (Some(_), _) => self.compose_new(by, opened, options),
            (None, _) => Err(Problem::Conflict {
                number: turn.patient,
                between: record.history.last().cloned().into_iter().collect(),
            }),
        }
    }

    fn compose_new(
        &self,
        by: &SignedIn,
        opened: Opened,
        options: PileOptions,
    ) -> Result<Composed, Problem> {
        let request = Request {
            kind: SheetKind::Program,
            paper: options.paper,
            large_print: options.large_print,
            black_and_white: options.black_and_white,
            seen: None,
            language_reason: None,
        };
        self.compose(by, opened, &request, true)
    }
}

type Job = (usize, Sheet, Figures, PrintOptions);
type Done = (usize, Result<Pdf, PrintRefusal>);
type Waiting = (usize, Turn, Result<(Then, BTreeSet<Subject>), Problem>);

/// Lays out whole sheets until there are no more. A press keeps faces and shapes of words from one to the next, by the words
/// themselves; a sheet has the same bytes whichever came before it (HZ-36).
fn lay_out(
    jobs: &Mutex<mpsc::Receiver<Job>>,
    fonts: Result<&Fonts, &PrintRefusal>,
    done: &mpsc::Sender<Done>,
) {
    let mut press = fonts.map(Press::new);
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((at, sheet, figures, options)) = job else {
            return;
        };
        let pdf = match &mut press {
            Ok(press) => press.print(&sheet, &figures, &options),
            Err(refusal) => Err(refusal.clone()),
        };
        if done.send((at, pdf)).is_err() {
            return;
        }
    }
}

/// Sheets that were laid out, in whatever order they came back.
struct Laid {
    coming: mpsc::Receiver<Done>,
    there: BTreeMap<usize, Result<Pdf, PrintRefusal>>,
}

impl Laid {
    const fn new(coming: mpsc::Receiver<Done>) -> Self {
        Self {
            coming,
            there: BTreeMap::new(),
        }
    }

    fn take(&mut self, at: usize) -> Result<Pdf, PrintRefusal> {
        loop {
            if let Some(pdf) = self.there.remove(&at) {
                return pdf;
            }
            let (other, pdf) = self.coming.recv().map_err(|_| PrintRefusal::Font)?;
            self.there.insert(other, pdf);
        }
    }
}
