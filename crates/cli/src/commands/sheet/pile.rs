//! The pile of a day: everybody's sheets in one folder, and a count to check the paper by.

use std::path::Path;

use jiff::civil::Date;
use plinth_clinic::{Fault, PileOptions, Printed, Turn, Why};
use plinth_core::record::refusal::Reason;
use serde::Serialize;

use super::{SheetView, State};
use crate::{
    clinic::ClinicArgs,
    output::FormatOption,
    problem::Problem,
    progress, record_text, sheet_file,
    sheet_file::{Folder, Put},
    terminal::Page,
};

#[derive(Debug, Serialize)]
struct PileView {
    on: Date,
    sheets: Vec<PiledView>,
    left_out: Vec<LeftOutView>,
    /// Sheets in the folder that are not of this pile.
    not_of_the_pile: Vec<String>,
    /// Records with something due that could not be looked into.
    unreadable: usize,
    count: CountView,
}

#[derive(Debug, Serialize)]
struct PiledView {
    why: Why,
    #[serde(flatten)]
    sheet: SheetView,
}

#[derive(Debug, Serialize)]
struct LeftOutView {
    patient: String,
    why: Why,
    reasons: Vec<ReasonView>,
    #[serde(skip)]
    fault: Fault,
}

#[derive(Debug, Serialize)]
struct ReasonView {
    /// The invariant or hazard; null where the record does not say no, but something else is in the way.
    rule: Option<&'static str>,
    says: String,
    /// What to do next.
    next: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct CountView {
    sheets: usize,
    sides: usize,
    leaves: usize,
}

/// Prints the pile of today into a folder.
pub(super) fn print(
    clinic: &ClinicArgs,
    out: &Path,
    options: PileOptions,
    format: FormatOption,
) -> Result<(), Problem> {
    let mut acting = clinic.acting()?;
    let folder = Folder::open(out).map_err(|why| {
        Problem::wrong_use("sheets cannot be put into this folder")
            .cause(why)
            .hint("Name another folder with --out; no sheet was recorded.")
    })?;
    let found = acting.clinic.turns()?;
    let mut view = PileView {
        on: acting.clinic.today()?,
        sheets: Vec::new(),
        left_out: Vec::new(),
        not_of_the_pile: Vec::new(),
        unreadable: found.unreadable,
        count: CountView::default(),
    };
    let whole = found.turns.len() as u64;
    let mut done = 0;
    let mut bar = progress::bar("Printing the pile");
    acting
        .clinic
        .print_pile(&acting.by, &found.turns, options, |turn, printed| {
            done += 1;
            bar(done, whole);
            let printed = match printed {
                Ok(printed) => printed,
                Err(problem) => {
                    view.left_out.push(LeftOutView::new(turn, &problem));
                    return Ok(());
                }
            };
            let state = match put(&folder, &printed)? {
                Put::Written => State::of(&printed),
                Put::There => State::There,
                Put::Other => {
                    view.left_out
                        .push(LeftOutView::of_other_file(turn, &printed));
                    return Ok(());
                }
            };
            view.sheets.push(PiledView::new(turn, &printed, state));
            Ok::<_, Problem>(())
        })?;
    drop(bar);
    let mine = |name: &String| view.sheets.iter().any(|piled| piled.sheet.file == *name);
    view.not_of_the_pile = folder.sheets()?;
    view.not_of_the_pile.retain(|name| !mine(name));
    view.count = CountView::new(&view.sheets);
    format.show(&view, PileView::write)?;
    view.judge()
}

/// Puts a sheet into the folder. One that is recorded and cannot be written ends the pile: the next run writes it.
fn put(folder: &Folder, printed: &Printed) -> Result<Put, Problem> {
    folder.put(printed).map_err(|why| {
        Problem::broken(format!(
            "sheet {} is recorded, but its file could not be written",
            printed.number
        ))
        .cause(why)
        .hint("Make room, and print the pile again: it goes on from here.")
    })
}

impl PiledView {
    fn new(turn: Turn, printed: &Printed, state: State) -> Self {
        Self {
            why: turn.why,
            sheet: SheetView {
                patient: turn.patient.to_string(),
                sheet: printed.number.file_name(),
                file: sheet_file::name(printed.number),
                sides: printed.pdf.pages,
                state,
            },
        }
    }
}

impl CountView {
    fn new(sheets: &[PiledView]) -> Self {
        let sides = || sheets.iter().map(|piled| piled.sheet.sides);
        Self {
            sheets: sheets.len(),
            sides: sides().sum(),
            leaves: sides().map(|sides| sides.div_ceil(2)).sum(),
        }
    }
}

impl LeftOutView {
    fn new(turn: Turn, problem: &plinth_clinic::Problem) -> Self {
        let reasons = match problem {
            plinth_clinic::Problem::Refused(refusal) => {
                refusal.reasons.iter().map(ReasonView::of).collect()
            }
            problem => vec![ReasonView {
                rule: None,
                says: problem.to_string(),
                next: problem.hints().into_iter().next(),
            }],
        };
        Self {
            patient: turn.patient.to_string(),
            why: turn.why,
            reasons,
            fault: problem.fault(),
        }
    }

    /// It is recorded, and its place in the folder is taken.
    fn of_other_file(turn: Turn, printed: &Printed) -> Self {
        let reason = ReasonView {
            rule: None,
            says: format!(
                "the folder has another file of the name of sheet {}",
                printed.number
            ),
            next: Some("Take it away, then print the pile again.".into()),
        };
        Self {
            patient: turn.patient.to_string(),
            why: turn.why,
            reasons: vec![reason],
            fault: Fault::Use,
        }
    }
}

impl ReasonView {
    fn of(reason: &Reason) -> Self {
        Self {
            rule: Some(reason.rule()),
            says: reason.to_string(),
            next: Some(reason.way_out().to_string()),
        }
    }

    fn in_words(&self) -> String {
        match self.rule {
            Some(rule) => format!("{} [{rule}]", self.says),
            None => self.says.clone(),
        }
    }
}

fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

impl PileView {
    fn write(&self, page: &mut Page) {
        if self.sheets.is_empty() && self.left_out.is_empty() {
            page.line("No sheet is due today.");
        }
        if !self.sheets.is_empty() {
            page.heading("In the pile, in this order:");
            let rows: Vec<[String; 4]> = self
                .sheets
                .iter()
                .map(|PiledView { why, sheet }| {
                    [
                        sheet.file.clone(),
                        sheet.sides.to_string(),
                        record_text::word(&sheet.state),
                        record_text::word(why),
                    ]
                })
                .collect();
            page.table(["file", "sides", "state", "why"], &rows);
        }
        if !self.left_out.is_empty() {
            page.heading("Left out:");
            for left in &self.left_out {
                let why = record_text::word(&left.why);
                let label = format!("{}  {why}: ", left.patient);
                for reason in &left.reasons {
                    page.hanging(2, &label, &reason.in_words());
                    if let Some(next) = &reason.next {
                        page.hanging(4, "do next  ", next);
                    }
                }
            }
        }
        if !self.not_of_the_pile.is_empty() {
            page.heading("In the folder, and not of this pile: take these away before you print.");
            for name in &self.not_of_the_pile {
                page.line(&format!("  {name}"));
            }
        }
        if !self.sheets.is_empty() {
            let CountView {
                sheets,
                sides,
                leaves,
            } = self.count;
            page.blank();
            let sheets = counted(sheets, "sheet", "sheets");
            let leaves = counted(leaves, "leaf", "leaves");
            page.line(&format!("{sheets}, {sides} sides, {leaves}"));
        }
    }

    /// Whether everybody has a sheet and nothing else lies in the folder.
    fn judge(&self) -> Result<(), Problem> {
        let broken = |left: &LeftOutView| left.fault == Fault::Machine;
        if self.unreadable > 0 || self.left_out.iter().any(broken) {
            return Err(Problem::broken(format!(
                "{} records could not be looked into, so the pile may lack sheets",
                self.unreadable + self.left_out.iter().filter(|left| broken(left)).count()
            ))
            .hint("Run `plinth verify`."));
        }
        match (self.left_out.len(), self.not_of_the_pile.len()) {
            (0, 0) => Ok(()),
            (0, others) => Err(Problem::refused(format!(
                "not of this pile, and in its folder: {} [HZ-36]",
                counted(others, "sheet", "sheets")
            ))
            .hint("Take away what is named before you print.")),
            (left, _) => Err(Problem::refused(format!(
                "due, and left out: {}",
                counted(left, "patient", "patients")
            ))
            .hint("Do what stands beside each, then print the pile again: it goes on from here.")),
        }
    }
}
