//! The patient's sheet as a document of blocks, with their meaning kept: what is a list stays a list, what is a dose stays
//! a dose. It holds every word that is printed and nothing about where on the paper it stands; PDF and pages show the same.
//!
//! Every text is ready to print and in one language. A text without any visible character counts as missing.

mod block;
mod body;
mod emergency;
mod exercise;
mod texts;

use alloc::{collections::BTreeSet, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

pub use block::{
    Advice, Alarm, Avoided, Block, Chart, ChartDay, ChartRow, EachDay, FlareUp, Light, LightState,
    NextVisit, NotForNow, RunIn, SmallPrint, ToldUs, Traffic, Urgent,
};
pub use body::{BodyChart, BodyMark, BodyWords, Felt, Symptom};
pub use emergency::{
    DoNots, Fact, FactTable, FactValue, GoNow, SayThis, Sign, Signs, TakeWithYou, WhereToGo,
    Writing,
};
pub use exercise::{Dose, Exercise, Figure, FigureSide, Provenance, Subject};
pub use texts::Text;

/// One printed document for one patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// What it is for.
    pub kind: SheetKind,
    /// What is printed through every page.
    pub mark: Mark,
    /// Language of every text, as a BCP 47 tag: `en-GB`.
    pub language: String,
    /// The largest words at the top: "Your exercises".
    pub title: String,
    /// The line under the title: "Phase 1 of 3: calm things down". May be empty.
    pub subtitle: String,
    /// The clinic, and whom to call.
    pub identity: Identity,
    /// The patient and the visit.
    pub strip: Strip,
    /// Which sheet this is, and how long it holds.
    pub issue: Issue,
    /// The pack that its content comes from.
    pub pack: PackLine,
    /// The fixed words that a layout adds around the content.
    pub words: Words,
    /// What it says, in reading order.
    pub blocks: Vec<Block>,
}

impl Sheet {
    /// Every figure that it refers to.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.blocks.iter().flat_map(|block| {
            let figures: Vec<&Figure> = match block {
                Block::Exercise(exercise) => exercise.figure.iter().collect(),
                Block::EachDay(day) => day.advice.iter().flat_map(|one| &one.figure).collect(),
                Block::NotForNow(not) => not.items.iter().flat_map(|one| &one.figure).collect(),
                _ => Vec::new(),
            };
            figures
        })
    }

    /// Leaves the figures out that are of one of these; their words stay.
    pub fn leave_out(&mut self, subjects: &BTreeSet<Subject>) {
        let leave_out = |figure: &mut Option<Figure>| {
            figure.take_if(|figure| subjects.contains(&figure.subject));
        };
        for block in &mut self.blocks {
            match block {
                Block::Exercise(exercise) => leave_out(&mut exercise.figure),
                Block::EachDay(day) => {
                    day.advice
                        .iter_mut()
                        .for_each(|one| leave_out(&mut one.figure));
                }
                Block::NotForNow(not) => {
                    not.items
                        .iter_mut()
                        .for_each(|one| leave_out(&mut one.figure));
                }
                _ => {}
            }
        }
    }
}

/// Kinds of sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SheetKind {
    /// The exercises of the present phase. Its first block is the emergency box.
    Program,
    /// "Go to hospital now": no exercises. Its first block is the go-now band.
    Emergency,
    /// A letter to another clinician.
    Letter,
}

/// Words printed through every page of a sheet that must not be followed as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// A real sheet, current when it was issued.
    None,
    /// A demonstration or a preview: "SAMPLE".
    Sample(String),
    /// A later print of a sheet that was superseded: "COPY, NOT CURRENT".
    Copy(String),
}

/// A label with its value, so that no language needs grammar to join them: "Born", "14 Mar 1985".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// What the value is.
    pub label: String,
    /// The value, ready to print.
    pub value: String,
}

/// The clinic as the patient reaches it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Name of the clinic.
    pub clinic: String,
    /// Its phone number.
    pub phone: String,
    /// When the phone is answered: "Mon–Fri 8–6, Sat 9–12".
    pub hours: String,
    /// What to do at other times: "Closed? Call NHS 111, day or night."
    pub out_of_hours: String,
    /// The clinic's own setting for emergencies; never from a pack or a locale.
    pub emergency: EmergencyCall,
}

/// Whom to call in an emergency. A sheet without the number is not printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyCall {
    /// The label: "Emergency".
    pub label: String,
    /// The number to call, or the word that a demonstration prints instead.
    pub number: String,
    /// Where to go instead of calling: "or go to A&E now".
    pub place: String,
}

/// Who the sheet is for, and the visit that it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strip {
    /// The patient's name.
    pub name: Field,
    /// Date of birth, the second identifier on every page.
    pub born: Field,
    /// The patient number with its check character.
    pub number: Field,
    /// The day on which the sheet was given.
    pub given_on: Field,
    /// The clinician who gives it.
    pub clinician: Field,
    /// The next visit, if one is planned.
    pub next_visit: Option<Field>,
}

/// Which of the patient's sheets this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The sheet number, which also names the file and titles the PDF: "Sheet", "0142-02".
    pub number: Field,
    /// The sheet that this one takes the place of: "Replaces", "0142-01".
    pub replaces: Option<Field>,
    /// The last day on which it may be followed: "Use until", "Sun 6 Dec 2026".
    pub use_until: Option<Field>,
}

/// The pack that the content comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackLine {
    /// Its title in the language of the sheet.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The first digits of its digest, in groups: "5f0c 2ad1".
    pub digest: String,
}

/// Fixed words of a layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The page count, with `{page}` and `{pages}` where the numbers stand: "Page {page} of {pages}".
    pub page: String,
    /// Before a dose: "How many".
    pub how_many: String,
    /// Before the steps: "How".
    pub how: String,
    /// Before what it should feel like: "Feel".
    pub feel: String,
    /// Before what ends it: "Stop if".
    pub stop_if: String,
    /// Before how to make it easier: "Make it easier".
    pub easier: String,
    /// In the frame beside an exercise without a figure: "Space for your physio to draw".
    pub draw_here: String,
    /// For a fact that nobody asked about: "Not asked".
    pub not_asked: String,
    /// For a fact that nobody examined: "Not examined".
    pub not_examined: String,
    /// On a side that is there only so that the next patient begins on a new leaf. May be empty; then no such side is printed.
    #[serde(default)]
    pub left_empty: String,
}

/// Paper of a printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

/// How a sheet is put on paper. None of it changes what the sheet says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintOptions {
    /// The paper.
    pub paper: Paper,
    /// 18 pt instead of 12 pt, and one exercise a page.
    pub large_print: bool,
    /// For a printer or a copier without color.
    pub black_and_white: bool,
    /// As many sides as fill whole leaves, so that the sheets of a pile that is printed on both sides never share a leaf
    /// (HZ-36). Not stored where it is not so.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub whole_leaves: bool,
}
